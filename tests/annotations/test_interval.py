from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claim import Quantity
from annotations.interval import Interval, granularity, rounded_interval, tolerance_interval


def _printed(low: int | None, high: int | None, modifier: str, unit: str = "count") -> Quantity:
    return Quantity(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        low_open=modifier == "more_than",
        high_open=modifier in {"less_than", "nearly"},
        modifier=modifier,  # type: ignore[arg-type]
        unit=unit,
    )


TOLERANCES = [
    # printed, low, high, low open, high open
    (_printed(36, 36, "exact"), 36, 36, False, False),
    (_printed(500, None, "more_than"), 500, None, True, False),
    (_printed(12, None, "at_least"), 12, None, False, False),
    (_printed(None, 300, "at_most"), 0, 300, False, False),
    (_printed(None, 300, "at_most", "EUR"), 0, 300, False, False),
    (_printed(None, 15, "at_most", "duration"), None, 15, False, False),
    (_printed(None, 40, "less_than"), 0, 40, False, True),
    (_printed(None, 50, "nearly"), 45, 50, False, True),
    (_printed(None, 3, "nearly"), 2, 3, False, True),
    (_printed(34000, 34000, "about"), 32300, 35700, False, False),
    (_printed(41, 41, "about"), Fraction(3895, 100), Fraction(4305, 100), False, False),
    (_printed(7, 7, "about"), 6, 8, False, False),
    (_printed(50, 50, "about", "percent"), 45, 55, False, False),
    (_printed(30, 50, "range"), 30, 50, False, False),
    (_printed(24, 99, "vague"), 24, 99, False, False),
    (_printed(0, 0, "none"), 0, 0, False, False),
]


@pytest.mark.parametrize(("quantity", "low", "high", "low_open", "high_open"), TOLERANCES)
def test_a_printed_quantity_admits(quantity: Quantity, low: object, high: object, low_open: bool, high_open: bool) -> None:
    assert tolerance_interval(quantity) == Interval(low, high, low_open, high_open)  # type: ignore[arg-type]


def test_an_undetermined_number_admits_no_interval() -> None:
    assert tolerance_interval(Quantity(None, None, modifier="undetermined")) is None


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (Fraction(34700), 100),
        (Fraction(41), 1),
        (Fraction(0), 1),
        (Fraction(5, 2), Fraction(1, 10)),
        (Fraction(1, 3), Fraction(1, 10**6)),
        (Fraction(1200000), 100000),
    ],
)
def test_granularity_is_the_last_written_place(number: Fraction, place: Fraction) -> None:
    assert granularity(number) == place


@pytest.mark.parametrize(("number", "low", "high"), [(500, 475, 525), (34000, 33500, 34500), (100, 95, 105)])
def test_a_round_number_is_also_tried_wider(number: int, low: int, high: int) -> None:
    assert rounded_interval(Interval(Fraction(number), Fraction(number))) == Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    "interval", [Interval(Fraction(90), Fraction(90)), Interval(Fraction(512), Fraction(512)), Interval(Fraction(400), Fraction(500))]
)
def test_other_numbers_are_not(interval: Interval) -> None:
    assert rounded_interval(interval) is None


def test_the_gap_is_between_the_nearest_ends() -> None:
    nearly_fifty = Interval(Fraction(45), Fraction(50), high_open=True).closed_by_one()
    assert nearly_fifty.gap(Interval(Fraction(53), Fraction(53))) == Fraction(4, 53)
    assert Interval(Fraction(53), Fraction(53)).gap(nearly_fifty) == Fraction(4, 53)


numbers = st.fractions(min_value=0, max_value=10**6, max_denominator=10)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    is_open = draw(st.booleans()) and low < high
    return Interval(draw(st.sampled_from([None, low])), draw(st.sampled_from([None, high])), low_open=is_open, high_open=is_open)


@given(intervals(), intervals())
def test_meeting_is_symmetric(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.gap(b) == b.gap(a)


@given(intervals(), intervals())
def test_what_contains_meets(a: Interval, b: Interval) -> None:
    assert a.contains(a)
    if a.contains(b):
        assert a.meets(b)


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["exact", "about", "at_least", "at_most", "range"]))
def test_an_interval_contains_its_own_number(number: int, modifier: str) -> None:
    low = None if modifier == "at_most" else number
    high = None if modifier == "at_least" else number
    interval = tolerance_interval(_printed(low, high, modifier))
    assert interval is not None
    assert interval.contains(Interval(Fraction(number), Fraction(number)))


@given(intervals(), intervals(), intervals())
def test_the_order_of_a_sum_does_not_matter(a: Interval, b: Interval, c: Interval) -> None:
    assert a.plus(b) == b.plus(a)
    assert a.plus(b).plus(c) == a.plus(b.plus(c))
