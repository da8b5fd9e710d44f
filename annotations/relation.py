"""What the comparison found: relations between claims, and the facts (groups of claims) they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from annotations.record import STRICT, Number
from annotations.vocabulary import ClaimRole, Flag, Identity, Kind, QuestionCode, Severity, Verdict, WitnessRole


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """A claim and the part it plays; the treaty record has the id `record:<country>/<instrument>`."""

    __pydantic_config__ = STRICT
    id: str
    role: ClaimRole


@dataclass(frozen=True, slots=True)
class Relation:
    """One verdict over two or more claims, with its reason in one sentence that states the figures."""

    __pydantic_config__ = STRICT
    id: str
    verdict: Verdict
    claims: tuple[RelationClaim, ...]
    reason: str
    reason_code: str
    equation: str | None = None
    severity: Severity | None = None
    alarm: bool = False
    flags: tuple[Flag, ...] = ()
    same_article: bool = False
    group: str | None = None
    confidence: float | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if self.alarm != (self.verdict == "conflict"):
            raise ValueError(f"relation {self.id}: alarm is {self.alarm} for verdict {self.verdict}")
        if (self.severity is not None) != self.alarm:
            raise ValueError(f"relation {self.id}: a conflict has a severity, nothing else has")


@dataclass(frozen=True, slots=True)
class Range:
    """Printed bounds, both included; None where the claims leave a side open."""

    __pydantic_config__ = STRICT
    low: Number | None
    high: Number | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was said of a fact as of one day."""

    __pydantic_config__ = STRICT
    as_of: date | None
    low: Number | None
    high: Number | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """One ultimate source of a fact; `chain` lists the names from the article to the source, outermost first."""

    __pydantic_config__ = STRICT
    source: str | None
    role: WitnessRole
    chain: tuple[str, ...]
    articles: tuple[str, ...]
    claims: tuple[str, ...]
    identity: Identity


@dataclass(frozen=True, slots=True)
class Question:
    """Something to check before publishing, with the claims it is about."""

    __pydantic_config__ = STRICT
    code: QuestionCode
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One fact: the claims that speak of it, what they agree on, and who stands behind them."""

    __pydantic_config__ = STRICT
    id: str
    claims: tuple[str, ...]
    kind: Kind
    label: str
    consensus: Range | None
    spread: Range | None
    current: Range | None
    history: tuple[Estimate, ...]
    witnesses: tuple[Witness, ...]
    independent_for_number: int
    independent_for_event: int
    questions: tuple[Question, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything one comparison found, in the order of the files."""

    relations: tuple[Relation, ...]
    groups: tuple[Group, ...]
