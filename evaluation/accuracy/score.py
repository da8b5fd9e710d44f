"""Scores of extracted claims and relations against gold.

A claim is found when one of its kind overlaps it; each gold claim takes at most one, the best overlap and value first. Slots are
scored on the claims found. A relation is found when one of the same verdict joins claims that lie inside the gold relation's, or
holds them all: gold joins all repetitions of a figure, an output may join two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from annotations.claim import Claim
from annotations.record import to_record
from annotations.relation import Relation
from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.gold import Gold, GoldClaim

Record = dict[str, Any]
KINDS = ("quantity", "date", "place", "legal")


@dataclass(slots=True)
class Counts:
    """How many were wanted and of these found, how many given and of these right."""

    wanted: int = 0
    found: int = 0
    given: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right, 0 to 1; 0 when nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found, 0 to 1; 0 when nothing was wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Claims by kind, slots by kind and name, relations by verdict."""

    claims: dict[str, Counts] = field(default_factory=dict)
    slots: dict[str, Counts] = field(default_factory=dict)
    relations: dict[str, Counts] = field(default_factory=dict)


def score(gold: Gold, claims: Sequence[Claim], relations: Sequence[Relation]) -> Scores:
    """Compare what was extracted and found with `gold`; claims of articles without gold are left aside."""
    covered = {claim.article for claim in gold.claims}
    records = [to_record(claim) for claim in claims if claim.article in covered]
    matched = match(gold.claims, records)
    scores = Scores()
    for kind in KINDS:
        wanted = [claim for claim in gold.claims if claim.kind == kind]
        given = sum(record["kind"] == kind for record in records)
        found = sum(claim.id in matched for claim in wanted)
        scores.claims[kind] = Counts(len(wanted), found, given, found)
    for claim in gold.claims:
        if claim.id in matched:
            _score_slots(claim, matched[claim.id], scores.slots)
    _score_relations(gold, {key: record["id"] for key, record in matched.items()}, relations, {r["id"] for r in records}, scores)
    return scores


def match(gold: Iterable[GoldClaim], records: Iterable[Record]) -> dict[str, Record]:
    """Gold id -> the extracted claim that stands for it, one to one, in text order of the gold."""
    free: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        free.setdefault((record["article"], record["kind"]), []).append(record)
    matched: dict[str, Record] = {}
    for claim in gold:
        candidates = [record for record in free.get((claim.article, claim.kind), ()) if _overlap(claim, record) > 0]
        if candidates:
            best = max(candidates, key=partial(_likeness, claim))
            matched[claim.id] = best
            free[claim.article, claim.kind].remove(best)
    return matched


def _overlap(claim: GoldClaim, record: Record) -> int:
    return int(min(claim.end, record["end"]) - max(claim.start, record["start"]))


def _likeness(claim: GoldClaim, record: Record) -> tuple[bool, float, int]:
    keys = {"quantity": ("low", "high"), "legal": ("status", "party"), "date": ("value",), "place": ("name",)}[claim.kind]
    block, found = claim.slots.get(claim.kind) or {}, record[claim.kind]
    longer = max(claim.end - claim.start, record["end"] - record["start"])
    return all(block.get(key) == found[key] for key in keys), _overlap(claim, record) / longer, -record["start"]


def _score_slots(claim: GoldClaim, record: Record, slots: dict[str, Counts]) -> None:
    for name, is_right in _SLOTS[claim.kind].items():
        verdict = is_right(claim.slots, record)
        if verdict is not None:
            counts = slots.setdefault(f"{claim.kind}.{name}", Counts())
            counts.wanted += 1
            counts.given += 1
            counts.found += verdict
            counts.right += verdict


def _block(*keys: str) -> Callable[[Mapping[str, Any], Record], bool | None]:
    def is_right(slots: Mapping[str, Any], record: Record) -> bool | None:
        kind = record["kind"]
        block = slots.get(kind) or {}
        if not any(key in block for key in keys):
            return None
        return all((block.get(key) or None) == (record[kind].get(key) or None) for key in keys)

    return is_right


def _state(slots: Mapping[str, Any], record: Record) -> bool | None:
    wanted = (slots.get("event") or {}).get("state")
    return None if wanted is None else bool(wanted == (record["event"] or {}).get("state"))


def _when(slots: Mapping[str, Any], record: Record) -> bool | None:
    wanted = slots.get("when")
    if not wanted:
        return None
    found = record["when"] or {}
    return (wanted.get("begin"), wanted.get("end")) == (found.get("begin"), found.get("end"))


def _who(slots: Mapping[str, Any], record: Record) -> bool | None:
    """The ultimate source is right when one name holds the other; both sides silent is right too."""
    if "attribution" not in slots:
        return None
    wanted, found = slots["attribution"] or [], record["attribution"]
    if not wanted or not found:
        return not wanted and not found
    names = _plain(wanted[-1]["source"]), _plain(found[-1]["source"])
    return names[0] in names[1] or names[1] in names[0]


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip()


_SLOTS: dict[str, dict[str, Callable[[Mapping[str, Any], Record], bool | None]]] = {
    "quantity": {
        "value": _block("low", "high"),
        "modifier": _block("modifier"),
        "unit": _block("unit"),
        "state": _state,
        "when": _when,
        "who": _who,
    },
    "date": {"value": _block("value"), "days": _block("begin", "end")},
    "place": {"country": _block("countries"), "role": _block("role")},
    "legal": {"instrument": _block("instrument"), "pinpoints": _block("pinpoints"), "status": _block("status", "party")},
}


def _score_relations(gold: Gold, ids: Mapping[str, str], relations: Sequence[Relation], scored: set[str], scores: Scores) -> None:
    wanted = [(one.verdict, frozenset(ids.get(claim, claim) for claim in one.claims)) for one in gold.relations]
    given = [(one.verdict, frozenset(part.id for part in one.claims)) for one in relations]
    given = [(verdict, claims) for verdict, claims in given if claims <= scored]
    for verdict in VERDICT_ORDER:
        golden = [claims for name, claims in wanted if name == verdict]
        found = [claims for name, claims in given if name == verdict]
        hits = sum(any(_same(one, other) for other in found) for one in golden)
        right = sum(any(_same(one, other) for other in golden) for one in found)
        scores.relations[verdict] = Counts(len(golden), hits, len(found), right)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= 2 and (one <= other or other <= one)
