"""What a rule found, before it becomes a relation with an id and a group."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotations.relation import Relation, RelationClaim
from annotations.vocabulary import ClaimRole, Flag, Severity, Verdict
from evaluation.compare.reading import Reading


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict over claims in their roles; `members` are (claim id, role)."""

    verdict: Verdict
    members: tuple[tuple[str, ClaimRole], ...]
    reason: str
    code: str
    rule: str
    equation: str | None = None
    severity: Severity | None = None
    flags: frozenset[Flag] = field(default=frozenset())
    same_article: bool = False

    @property
    def claims(self) -> frozenset[str]:
        """The ids of all claims that take part."""
        return frozenset(key for key, _ in self.members)

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """Every two claims that it joins."""
        keys = sorted(self.claims)
        return frozenset(frozenset((a, b)) for i, a in enumerate(keys) for b in keys[i + 1 :])


def relation_id(verdict: str, members: Iterable[tuple[str, str]]) -> str:
    """The stable id of a relation: 16 hexadecimal digits over its verdict and its claims in their roles."""
    key = "\x1f".join([verdict, *(f"{key}\x1e{role}" for key, role in sorted(members))])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def to_relation(finding: Finding, group: str | None) -> Relation:
    """The finding as a record."""
    members = sorted(finding.members)
    flags: set[Flag] = set(finding.flags)
    if finding.same_article:
        flags.add("same_article")
    return Relation(
        id=relation_id(finding.verdict, members),
        verdict=finding.verdict,
        claims=tuple(RelationClaim(key, role) for key, role in members),
        reason=finding.reason,
        reason_code=finding.code,
        equation=finding.equation,
        severity=finding.severity,
        alarm=finding.verdict == "conflict",
        flags=tuple(sorted(flags)),
        same_article=finding.same_article,
        group=group,
        rule=finding.rule,
    )


def in_one_article(readings: Iterable[Reading]) -> bool:
    """True if all the claims stand in one article."""
    return len({reading.claim.article for reading in readings}) == 1
