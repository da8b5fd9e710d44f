"""Scores of extracted claims against gold, article by article, so that they can be summed, filtered and drawn again.

Claims of articles that the gold says nothing about are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.matching import LEVELS, Level, match_claims
from evaluation.accuracy.slots import SLOTS

Record = dict[str, Any]
KINDS = ("quantity", "date", "place", "legal")
# Both ways to count a slot: on the claims that were found, and end to end, where a claim missed or made up is wrong in every slot.
FOUND, ALL = "found", "all"


@dataclass(frozen=True, slots=True)
class Cell:
    """The smallest counts there are: of one article, kind and zone, for one measure.

    `measure` is a level of matching ("exact", "overlap", "value") or, for a slot, "found" or "all".
    """

    article: str
    kind: str
    zone: str
    slot: str
    measure: str
    counts: Counts

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it counts."""
        return (self.kind, self.zone, self.article)


@dataclass(frozen=True)
class ClaimScores:
    """All cells, and for each level of matching which record stands for which gold claim."""

    cells: tuple[Cell, ...]
    articles: tuple[str, ...]
    matched: Mapping[str, Mapping[str, Record]] = field(hash=False, compare=False, repr=False)

    def claims(self, level: Level = "overlap", *, kind: str | None = None, zone: str | None = None, article: str | None = None) -> Counts:
        """Counts of claims, of all kinds, zones and articles unless one is named."""
        return total(cell.counts for cell in self._cells("", level, kind, zone, article))

    def slot(self, kind: str, slot: str, *, on: str = FOUND, zone: str | None = None, article: str | None = None) -> Counts:
        """Counts of one slot; `on` is "found" for the share right among claims found, "all" for end to end."""
        return total(cell.counts for cell in self._cells(slot, on, kind, zone, article))

    def by_article(self, kind: str | None = None, *, slot: str = "", measure: str = "overlap") -> tuple[Counts, ...]:
        """One sum an article, in the order of `articles`: what is drawn again for an interval."""
        sums = dict.fromkeys(self.articles, Counts())
        for cell in self._cells(slot, measure, kind, None, None):
            sums[cell.article] += cell.counts
        return tuple(sums.values())

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of claim that occur, in the order of the contract."""
        return tuple(kind for kind in KINDS if any(cell.kind == kind for cell in self.cells))

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones that occur, sorted."""
        return tuple(sorted({cell.zone for cell in self.cells}))

    @property
    def slots(self) -> tuple[tuple[str, str], ...]:
        """Every kind and slot that was scored, in the order of the contract."""
        scored = {(cell.kind, cell.slot) for cell in self.cells if cell.slot}
        return tuple((kind, slot) for kind in KINDS for slot in SLOTS[kind] if (kind, slot) in scored)

    def _cells(self, slot: str, measure: str, kind: str | None, zone: str | None, article: str | None) -> Iterable[Cell]:
        asked = (kind, zone, article)
        return (
            cell
            for cell in self._by_measure.get((slot, measure), ())
            if all(one in {None, other} for one, other in zip(asked, cell.place, strict=True))
        )

    @cached_property
    def _by_measure(self) -> Mapping[tuple[str, str], Sequence[Cell]]:
        """The cells by slot and measure, so that asking for one figure does not go through all others."""
        found: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            found.setdefault((cell.slot, cell.measure), []).append(cell)
        return found


def score_claims(gold: Sequence[GoldClaim], records: Iterable[Record]) -> ClaimScores:
    """How `records` fare against `gold`; slots are scored on the pairs of overlapping spans.

    A gold claim and the record that stands for it may lie in two zones: each counts in its own.
    """
    articles = {claim.article for claim in gold}
    covered = [record for record in records if record["article"] in articles]
    tally = _Tally()
    matched: dict[str, dict[str, Record]] = {level: match_claims(gold, covered, level) for level in LEVELS}
    for level in LEVELS:
        right = {record["id"] for record in matched[level].values()}
        for claim in gold:
            tally.add(claim.article, claim.kind, claim.zone, "", level, Counts(1, int(claim.id in matched[level])))
        for record in covered:
            tally.add(record["article"], record["kind"], record["zone"], "", level, Counts(0, 0, 1, int(record["id"] in right)))
    _score_slots(gold, covered, matched["overlap"], tally)
    return ClaimScores(tally.cells(), tuple(sorted(articles)), matched)


class _Tally:
    """Counts under construction."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, str, str, str, str], Counts] = {}

    def add(self, article: str, kind: str, zone: str, slot: str, measure: str, counts: Counts) -> None:
        key = (article, kind, zone, slot, measure)
        self._sums[key] = self._sums.get(key, Counts()) + counts

    def cells(self) -> tuple[Cell, ...]:
        return tuple(Cell(*key, counts) for key, counts in sorted(self._sums.items()))


def _score_slots(gold: Sequence[GoldClaim], records: Sequence[Record], matched: Mapping[str, Record], tally: _Tally) -> None:
    scored = {(claim.kind, name) for claim in gold for name, slot in SLOTS[claim.kind].items() if slot.read(claim.slots)}
    for claim in gold:
        record = matched.get(claim.id)
        for name, slot in SLOTS[claim.kind].items():
            if record is not None and (right := slot(claim.slots, record)) is not None:
                tally.add(claim.article, claim.kind, claim.zone, name, FOUND, Counts(1, right, 1, right))
                tally.add(claim.article, claim.kind, claim.zone, name, ALL, Counts(1, right, 1, right))
            elif record is None and slot.read(claim.slots):
                tally.add(claim.article, claim.kind, claim.zone, name, ALL, Counts(wanted=1))
    taken = {record["id"] for record in matched.values()}
    for record in records:
        if record["id"] not in taken:
            for name in SLOTS[record["kind"]]:
                if (record["kind"], name) in scored:
                    tally.add(record["article"], record["kind"], record["zone"], name, ALL, Counts(given=1))
