"""Pairing what was wanted with what was given, each at most once, so that the pairs weigh most together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

A = TypeVar("A")
B = TypeVar("B")


def best_pairs(wanted: Sequence[A], given: Sequence[B], weigh: Callable[[A, B], float]) -> list[tuple[int, int]]:
    """Indexes (wanted, given) of the one-to-one pairs with the greatest sum of weights; a weight of 0 is no pair.

    Among several such pairings the one in text order is taken.
    """
    if not wanted or not given:
        return []
    weights = np.array([[weigh(one, other) for other in given] for one in wanted], dtype=np.float64)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if weights[row, column] > 0]
