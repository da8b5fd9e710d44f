"""Which extracted claim stands for which gold claim, one to one.

Of all ways to pair them off, as many pairs as possible are made; among those, the ones with most equal values, and then with the
largest overlap. Only claims of one article and kind can be a pair.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.slots import same_value, value_key

Record = dict[str, Any]
Level = Literal["exact", "overlap", "value"]
LEVELS: tuple[Level, ...] = ("exact", "overlap", "value")
_PARTS = 1000  # overlap is counted in thousandths of the characters from the first start to the last end


def match_claims(gold: Iterable[GoldClaim], records: Iterable[Record], level: Level = "overlap") -> dict[str, Record]:
    """Gold id -> the record that stands for it, in the order of article, kind and text; what has no counterpart is left out.

    `exact`: the same start and end. `overlap`: at least one character in common. `value`: an equal value anywhere in the article
    ("46 people" in the headline and "forty-six" below), the nearest one where several are equal. The order of input is without effect.
    """
    golden = _by_place(gold, lambda claim: (claim.article, claim.kind, claim.start, claim.end, claim.id))
    found = _by_place(records, lambda record: (record["article"], record["kind"], record["start"], record["end"], record["id"]))
    pairs = [(claim.id, record) for place, claims in golden.items() for claim, record in _match_place(claims, found.get(place, []), level)]
    return dict(pairs)


def _by_place(claims: Iterable[Any], key: Any) -> dict[tuple[str, str], list[Any]]:
    places: dict[tuple[str, str], list[Any]] = {}
    for claim in sorted(claims, key=key):
        places.setdefault(key(claim)[:2], []).append(claim)
    return places


def _match_place(claims: Sequence[GoldClaim], records: Sequence[Record], level: Level) -> list[tuple[GoldClaim, Record]]:
    """The pairs of one article and kind; claims that share no candidate, not even through others, are solved apart."""
    candidates = _candidates(claims, records, level)
    pairs = [pair for rows, columns in _components(candidates) for pair in _assign(rows, columns, candidates)]
    return [(claims[row], records[column]) for row, column in sorted(pairs)]


def _candidates(claims: Sequence[GoldClaim], records: Sequence[Record], level: Level) -> dict[tuple[int, int], tuple[bool, int]]:
    """What each allowed pair is worth, by the places of its claim and its record."""
    everywhere = range(len(records))
    by_value: dict[Hashable, list[int]] = {}
    for column in everywhere if level == "value" else ():
        by_value.setdefault(value_key(records[column]["kind"], records[column]), []).append(column)
    found = {}
    for row, claim in enumerate(claims):
        key = value_key(claim.kind, claim.slots) if level == "value" else None
        for column in everywhere if key is None else by_value.get(key, ()):
            if (likeness := _likeness(claim, records[column], level)) is not None:
                found[row, column] = likeness
    return found


def _likeness(claim: GoldClaim, record: Record, level: Level) -> tuple[bool, int] | None:
    """Whether a pair has equal values, and how near its spans are (0 to 2 000, from 1 000 they overlap); None when it is no pair."""
    overlap = min(claim.end, record["end"]) - max(claim.start, record["start"])
    if level == "exact" and (claim.start, claim.end) != (record["start"], record["end"]):
        return None
    if level == "overlap" and overlap <= 0:
        return None
    equal = same_value(claim, record)
    if level == "value" and not equal:
        return None
    both = max(claim.end, record["end"]) - min(claim.start, record["start"])
    return equal, _PARTS + _PARTS * overlap // both if overlap > 0 else _PARTS // (2 - overlap)


def _components(pairs: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Groups of rows and columns that are joined by pairs, each in order."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in pairs:
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    groups, seen = [], set[int]()
    for first in columns_of:
        if first not in seen:
            rows, columns, waiting = {first}, set[int](), [first]
            while waiting:
                for column in columns_of[waiting.pop()]:
                    columns.add(column)
                    waiting += [row for row in rows_of[column] if row not in rows]
                    rows.update(rows_of[column])
            seen |= rows
            groups.append((sorted(rows), sorted(columns)))
    return groups


def _assign(rows: list[int], columns: list[int], pairs: Mapping[tuple[int, int], tuple[bool, int]]) -> list[tuple[int, int]]:
    """The pairs of one component: as many as possible, then most equal values, then the nearest (Kuhn 1955)."""
    if len(rows) == len(columns) == 1:
        return [(rows[0], columns[0])]
    # Each step outweighs all that the steps below it can add up to.
    most = min(len(rows), len(columns))
    equal_worth = 2 * _PARTS * most + 1
    pair_worth = (equal_worth + 2 * _PARTS) * most + 1
    worth = np.zeros((len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if (row, column) in pairs:
                equal, nearness = pairs[row, column]
                worth[i, j] = pair_worth + equal * equal_worth + nearness
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return [(rows[i], columns[j]) for i, j in chosen if (rows[i], columns[j]) in pairs]
