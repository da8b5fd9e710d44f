"""Precision, recall and F1 by hand, and the laws of adding counts up."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.accuracy.counts import Counts, total

WORKED = [
    # 3 of 4 found, 3 of 6 right: .5 and .75, harmonic mean 2 * .375 / 1.25
    (Counts(4, 3, 6, 3), 0.5, 0.75, 0.6),
    # a relation may be found by two of the five given
    (Counts(2, 1, 5, 2), 0.4, 0.5, 4 / 9),
    (Counts(3, 3, 3, 3), 1.0, 1.0, 1.0),
    (Counts(3, 0, 0, 0), 0.0, 0.0, 0.0),
    (Counts(0, 0, 2, 0), 0.0, 0.0, 0.0),
    (Counts(), 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("counts", "precision", "recall", "f1"), WORKED)
def test_shares_follow_from_counts(counts: Counts, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall) == (precision, recall)
    assert counts.f1 == pytest.approx(f1)


def test_counts_add_up() -> None:
    assert Counts(4, 3, 6, 3) + Counts(1, 0, 2, 0) == Counts(5, 3, 8, 3)
    assert total([]) == Counts()


@pytest.mark.parametrize("numbers", [(1, 2, 0, 0), (0, 0, 1, 2), (1, -1, 0, 0), (-1, -1, 0, 0)])
def test_a_part_cannot_exceed_its_whole(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="a part exceeds its whole"):
        Counts(*numbers)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    wanted, given_ = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    return Counts(wanted, draw(st.integers(0, wanted)), given_, draw(st.integers(0, given_)))


@given(st.lists(counts(), min_size=3, max_size=3))
def test_the_order_of_adding_does_not_matter(parts: list[Counts]) -> None:
    assert len({total(order) for order in permutations(parts)}) == 1


@given(counts())
def test_f1_lies_between_precision_and_recall(one: Counts) -> None:
    low, high = sorted((one.precision, one.recall))
    assert low - 1e-12 <= one.f1 <= high + 1e-12 or one.f1 == 0 == low
