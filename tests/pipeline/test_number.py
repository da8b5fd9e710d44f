from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quantities.number import figure_value, parse_number
from pipeline.quantities.words import cut_words

FIGURES = [
    ("7", 7),
    ("1,250", 1250),
    ("2,400,000", 2400000),
    ("12,34,567", 1234567),  # Indian grouping
    ("1 250 000", 1250000),
    ("48\u00a0200", 48200),
    ("3\u202f120", 3120),
    ("0.75", "3/4"),
    (".5", "1/2"),
    ("4.80", "24/5"),
    ("1.2bn", 1200000000),
    ("3.5 million", 3500000),
    ("40k", 40000),
    ("5m", 5000000),
    ("2 lakh", 200000),
    ("1.5 crore", 15000000),
    ("3/4", "3/4"),
    ("2½", "5/2"),
    ("1 1/2", "3/2"),
    ("-12", -12),
]
WORDS = [
    ("zero", 0),
    ("nineteen", 19),
    ("thirty-six", 36),
    ("sixty six", 66),
    ("a hundred", 100),
    ("two hundred and five", 205),
    ("twelve hundred", 1200),
    ("four thousand three hundred and twelve", 4312),
    ("two hundred and five thousand three hundred", 205300),
    ("one million two hundred thousand", 1200000),
    ("seven million and three", 7000003),
    ("three thousand million", 3000000000),
    ("a million and a half", 1500000),
    ("two and a half million", 2500000),
    ("half a million", 500000),
    ("half a dozen", 6),
    ("two dozen", 24),
    ("three score", 60),
    ("a quarter of a million", 250000),
    ("two-thirds", "2/3"),
    ("three quarters", "3/4"),
    ("one and two thirds", "5/3"),
    ("one in five", "1/5"),
    ("two point five million", 2500000),
    ("six point nought four", "151/25"),
    ("minus four", -4),
]
NO_NUMBERS = [
    "",
    "refugees",
    "345 people",
    "1,23",  # grouped by no custom
    "nineteen ninety-four",  # a year read aloud
    "9/11",
    "24/7",
    "a third person",
    "twenty-first",
    "dozens",
    "and",
    "score",
]


@pytest.mark.parametrize(("text", "value"), [*FIGURES, *WORDS])
def test_number_is_exact(text: str, value: int | str) -> None:
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_other_text_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_grouping_does_not_change_a_number(number: int) -> None:
    assert parse_number(f"{number:,}") == number == parse_number(str(number))


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_decimals_stay_exact(number: object) -> None:
    assert figure_value(str(number)) == Fraction(str(number))


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
]
ONES += ["eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(number // size)} {name}" + (joint + spell(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_spelt_numbers_come_back(number: int) -> None:
    assert parse_number(spell(number)) == number


@given(st.text(max_size=200))
def test_pieces_cut_the_text_they_claim(text: str) -> None:
    pieces = cut_words(text)
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert "".join(piece.text for piece in pieces).split() == "".join(text.split()).split()


@given(st.text(alphabet="0123456789,. '/-thousandmillion", max_size=120))
def test_reading_never_fails(text: str) -> None:
    value = parse_number(text)
    assert value is None or isinstance(value, Fraction)
