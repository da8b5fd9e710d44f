from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claim import Quantity
from annotations.interval import tolerance_interval
from pipeline.quantities.amount import Amount, find_amounts
from pipeline.quantities.modifier import bound, modifier_after, modifier_before
from pipeline.quantities.words import cut_words

MODIFIERS = ["exact", "more_than", "at_least", "less_than", "at_most", "nearly", "about"]

BEFORE = [
    ("over 500", "more_than", "over"),
    ("more than 500", "more_than", "more than"),
    ("well over 500", "more_than", "well over"),
    ("in excess of 500", "more_than", "in excess of"),
    ("at least 500", "at_least", "at least"),
    ("at least an estimated 500", "at_least", "at least an estimated"),
    ("no fewer than 500", "at_least", "no fewer than"),
    ("fewer than 500", "less_than", "fewer than"),
    ("a little under 500", "less_than", "a little under"),
    ("up to 500", "at_most", "up to"),
    ("as many as 500", "at_most", "as many as"),
    ("not more than 500", "at_most", "not more than"),
    ("nearly 500", "nearly", "nearly"),
    ("close to 500", "nearly", "close to"),
    ("some 500", "about", "some"),
    ("an estimated 500", "about", "an estimated"),
    ("exactly 500", "exact", "exactly"),
    ("the 500", "exact", ""),
    ("killed 500", "exact", ""),
]


@pytest.mark.parametrize(("text", "modifier", "words"), BEFORE)
def test_modifier_left_of_a_number(text: str, modifier: str, words: str) -> None:
    pieces = cut_words(text)
    found, begin = modifier_before(pieces, len(pieces) - 1)
    assert found == modifier
    assert " ".join(piece.text for piece in pieces[begin:-1]) == words


AFTER = [
    ("500 or more", "at_least"),
    ("500 or fewer", "at_most"),
    ("500 or so", "about"),
    ("500 and counting", "at_least"),
    ("500 were", "exact"),
]


@pytest.mark.parametrize(("text", "modifier"), AFTER)
def test_modifier_right_of_a_number(text: str, modifier: str) -> None:
    pieces = cut_words(text)
    found, end = modifier_after(pieces, 1)
    assert found == modifier
    assert end == (1 if modifier == "exact" else len(pieces))


# low, high, low_open, high_open, modifier
AMOUNTS = [
    ("over 500", (500, None, True, True, "more_than")),
    ("500 or more", (500, None, False, True, "at_least")),
    ("up to 300", (None, 300, True, False, "at_most")),
    ("under 300", (None, 300, True, True, "less_than")),
    ("nearly 50", (50, 50, False, False, "nearly")),
    ("about 34,000", (34000, 34000, False, False, "about")),
    ("1,000 to 2,700", (1000, 2700, False, False, "range")),
    ("between five and six", (5, 6, False, False, "range")),
    ("18-25 %", (18, 25, False, False, "range")),
    ("200\u2013300", (200, 300, False, False, "range")),
    ("two to three thousand", (2000, 3000, False, False, "range")),
    ("900,000 to 1 million", (900000, 1000000, False, False, "range")),
    ("more than 20 but fewer than 35", (20, 35, True, True, "range")),
    ("a couple", (2, 3, False, False, "vague")),
    ("several", (3, 9, False, False, "vague")),
    ("several hundred", (300, 999, False, False, "vague")),
    ("dozens", (24, 99, False, False, "vague")),
    ("scores of", (40, 99, False, False, "vague")),
    ("hundreds", (200, 999, False, False, "vague")),
    ("thousands", (2000, 9999, False, False, "vague")),
    ("tens of thousands", (20000, 99999, False, False, "vague")),
    ("thousands, if not tens of thousands", (2000, 99999, False, False, "vague")),
    ("a number of guides", (2, None, False, True, "vague")),
    ("most of them", (50, 100, True, False, "vague")),
    ("half of them", (50, 50, False, False, "about")),
    ("more than half of them", (50, None, True, True, "more_than")),
]


def only_amount(text: str) -> Amount:
    amounts = find_amounts(cut_words(text))
    assert len(amounts) == 1
    return amounts[0]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amount_has_printed_bounds(text: str, expected: tuple[object, ...]) -> None:
    bounds = only_amount(text).bounds
    assert (bounds.low, bounds.high, bounds.low_open, bounds.high_open, bounds.modifier) == expected


APART = [
    ("rose from 80 to 120", [80, 120]),  # two levels, no range
    ("grew by 5 to 30", [5, 30]),
    ("80 women and 40 men", [80, 40]),
    ("gave $5 to 300 people", [5, 300]),
    ("killed 40, at least 12 of them", [40, 12]),
    ("60 to 40", [60, 40]),
]


@pytest.mark.parametrize(("text", "numbers"), APART)
def test_neighbours_stay_apart(text: str, numbers: list[int]) -> None:
    found = [amount.bounds.low for amount in find_amounts(cut_words(text))]
    assert found == numbers


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(MODIFIERS))
def test_interval_meets_its_own_number(number: int, modifier: str) -> None:
    value = Fraction(number)
    bounds = bound(value, value, modifier)
    quantity = Quantity(bounds.low, bounds.high, bounds.low_open, bounds.high_open, bounds.modifier)
    interval = tolerance_interval(quantity)
    assert interval is not None
    assert interval.low is None or interval.low <= value
    assert interval.high is None or interval.high >= value


@given(st.text(alphabet="about over 1234,-–%$ to and between half dozens of if not", max_size=150))
def test_amounts_are_ordered_and_apart(text: str) -> None:
    last = 0
    for amount in find_amounts(cut_words(text)):
        assert last <= amount.begin <= amount.number_begin < amount.number_end <= amount.end
        last = amount.end
