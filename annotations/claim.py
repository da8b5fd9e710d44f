"""A claim: one checkable statement of an article, with who says it and about when, where and whom.

Offsets are code points of `Article.text`, end excluded. Intervals of days include both ends.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from annotations.record import STRICT, Number
from annotations.vocabulary import (
    Anchor,
    AsOfSource,
    Aspect,
    AttributionType,
    Change,
    DateType,
    Inherited,
    Kind,
    Modality,
    Modifier,
    PlaceRole,
    Polarity,
    QuantityRelation,
    SourceKind,
    Stance,
    TreatyStatus,
)
from corpus.article import ZoneName

Offsets = tuple[int, int]
BLOCKS = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Base:
    """What a share is of: "46 of the 92" has low and high 92; `claim` is the id of the claim that states it."""

    __pydantic_config__ = STRICT
    claim: str | None = None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed. `low` and `high` are the printed bounds, None when the text states no such bound.

    "over 500 refugees" has low 500, low_open True, high None, modifier "more_than", unit "count", head "refugees".
    """

    __pydantic_config__ = STRICT
    low: Number | None
    high: Number | None
    low_open: bool = False
    high_open: bool = False
    modifier: Modifier = "exact"
    unit: str = "count"
    of: str | None = None
    head: str | None = None
    rate: str | None = None
    aspect: Aspect | None = None
    relation: QuantityRelation | None = None
    change: Change | None = None
    base: Base | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"quantity ends ({self.high}) below its beginning ({self.low})")


@dataclass(frozen=True, slots=True)
class DateValue:
    """A time expression: its TIMEX3 type and value, and the days it covers (an open side is unbounded)."""

    __pydantic_config__ = STRICT
    type: DateType
    value: str
    mod: str | None = None
    begin: date | None = None
    end: date | None = None
    begin_open: bool = False
    end_open: bool = False
    anchor: Anchor = "explicit"

    def __post_init__(self) -> None:
        if self.begin and self.end and self.end < self.begin:
            raise ValueError(f"date ends ({self.end}) before it begins ({self.begin})")


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One entry of the gazetteer that a name may mean."""

    __pydantic_config__ = STRICT
    id: str
    name: str
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    latitude: Number | None = None
    longitude: Number | None = None
    feature: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place name and the entry chosen for it; `id` is None when the gazetteer has none."""

    __pydantic_config__ = STRICT
    id: str | None
    name: str
    geonames_id: int | None = None
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    latitude: Number | None = None
    longitude: Number | None = None
    feature: str | None = None
    role: PlaceRole = "location"
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class PinpointStep:
    """One step of a pinpoint: article 33, paragraph 1, letter b."""

    __pydantic_config__ = STRICT
    unit: str
    value: str


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included; None on a side that the text leaves open."""

    __pydantic_config__ = STRICT
    begin: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A treaty, statute, resolution or principle; with `party` and `status`, who is said to be bound by it."""

    __pydantic_config__ = STRICT
    instrument: str | None
    title: str
    kind: str
    pinpoints: tuple[tuple[PinpointStep, ...], ...] = ()
    candidates: tuple[str, ...] = ()
    antecedent: str | None = None
    party: str | None = None
    status: TreatyStatus | None = None
    status_date: Days | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happens in the claim. `state` names the family of events: dead, wounded, detained, returned ..."""

    __pydantic_config__ = STRICT
    predicate: str | None
    agent: str | None = None
    patient: str | None = None
    state: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class TimeScope:
    """When the claim holds: days, both ends included; an open side is unbounded.

    `resolved` is False when the text names a time that cannot be put into days; `inherited` says from where it was taken
    when the claim's own clause names none.
    """

    __pydantic_config__ = STRICT
    begin: date | None
    end: date | None
    begin_open: bool = False
    end_open: bool = False
    resolved: bool = True
    inherited: Inherited | None = None
    text: str = ""
    flags: tuple[str, ...] = ()

    def covers(self, other: TimeScope) -> bool:
        """True if every day of `other` lies in this scope; an unresolved scope covers nothing."""
        if not (self.resolved and other.resolved):
            return False
        begins = self.begin is None or (other.begin is not None and self.begin <= other.begin)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return begins and ends


@dataclass(frozen=True, slots=True)
class PlaceScope:
    """A place where the claim holds; `parents` are the ids of the regions that contain it."""

    __pydantic_config__ = STRICT
    id: str | None
    name: str
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of sources; the last link of a claim is its ultimate source."""

    __pydantic_config__ = STRICT
    source: str
    kind: SourceKind
    cue: str | None = None
    stance: Stance = "asserts"
    type: AttributionType = "indirect"
    source_span: Offsets | None = None
    cue_span: Offsets | None = None
    content_span: Offsets | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The days on which the figure is said to stand."""

    __pydantic_config__ = STRICT
    begin: date
    end: date
    source: AsOfSource


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one article; exactly the block of its kind is filled."""

    __pydantic_config__ = STRICT
    id: str
    article: str
    kind: Kind
    start: int
    end: int
    quote: str
    sentence: Offsets
    zone: ZoneName = "body"
    salient: bool = True
    confidence: float | None = None
    extractor: str = ""
    event: Event | None = None
    when: TimeScope | None = None
    where: tuple[PlaceScope, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    as_of: AsOf | None = None
    evidence: dict[str, tuple[Offsets, ...]] = field(default_factory=dict, hash=False)
    quantity: Quantity | None = None
    date: DateValue | None = None
    place: PlaceValue | None = None
    legal: LegalReference | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"claim {self.id}: offsets {self.start}-{self.end} do not fit a quote of {len(self.quote)} characters")
        if getattr(self, self.kind) is None:
            raise ValueError(f"claim {self.id}: a {self.kind} claim without its {self.kind} block")

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of claims in every file."""
        return (self.article, self.start, self.end, self.kind, self.id)

    @property
    def omitted_fields(self) -> tuple[str, ...]:
        """The blocks of the other kinds, which its record leaves out."""
        return tuple(kind for kind in BLOCKS if kind != self.kind)

    @property
    def ultimate_source(self) -> Attribution | None:
        """The last link of the chain; None when the article itself speaks."""
        return self.attribution[-1] if self.attribution else None


def claim_id(article: str, kind: str, start: int, end: int, ordinal: int) -> str:
    """The stable id of a claim: where it stands, not what it says, so that decisions survive a better reading.

    `ordinal` counts, from 0, the claims of equal kind and span in the article.
    """
    key = f"{article}\x1f{kind}\x1f{start}\x1f{end}\x1f{ordinal}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
