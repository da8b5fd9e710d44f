"""The confusion of verdicts as a heat map: rows what gold says of a pair of claims, columns what was found."""

from __future__ import annotations

import math
from dataclasses import dataclass

from evaluation.accuracy.relations import LABELS, NONE, RelationScores

SHADES = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of pairs, its shade from 0 (none) to `SHADES`, and whether gold and output agree here."""

    count: int
    shade: int
    column: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """All pairs of which gold says one thing."""

    label: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The map of one split; `worst` names the confusions that occur most, without those of a missed or an extra relation."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    worst: tuple[tuple[str, str, int], ...]


def heat_map(scores: RelationScores) -> HeatMap | None:
    """The map of all verdicts that occur on either side; None without any pair."""
    pairs = scores.confusion
    if not pairs:
        return None
    labels = tuple(label for label in LABELS if any(label in pair for pair in pairs))
    most = max(pairs.values())
    rows = tuple(
        HeatRow(
            row,
            tuple(_cell(pairs.get((row, column), 0), most, row, column) for column in labels),
            sum(pairs.get((row, column), 0) for column in labels),
        )
        for row in labels
    )
    wrong = [(row, column, count) for (row, column), count in pairs.items() if row != column and NONE not in {row, column}]
    return HeatMap(labels, rows, tuple(sorted(wrong, key=lambda one: (-one[2], one[0], one[1]))[:3]))


def _cell(count: int, most: int, row: str, column: str) -> Cell:
    return Cell(count, shade_of(count, most), column, row == column != NONE)


def shade_of(count: int, most: int) -> int:
    """0 for no pair, 1 to `SHADES` by the square root of the share of `most`: one pair in a hundred is still seen."""
    return math.ceil(SHADES * math.sqrt(count / most)) if count else 0
