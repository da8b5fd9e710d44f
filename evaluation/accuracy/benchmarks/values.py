"""Numbers as benchmarks print them, and when two of them are the same."""

from __future__ import annotations

import re
from fractions import Fraction

TOLERANCE = Fraction(1, 100_000)
_PLAIN = r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?"
_NUMBER = re.compile(_PLAIN)
_PAIR = re.compile(rf"[\[(]?\s*({_PLAIN})\s*(?:[-–,]|\bto\b)\s*({_PLAIN})\s*[\])]?")
_RATIO = re.compile(r"([+-]?\d{1,40})\s*/\s*(\d{1,40})")


def read_number(text: str) -> Fraction | None:
    """The exact number that `text` prints: "-1.3", "12", "1.5e6", "1,200", "2/3"; None when it prints none."""
    if (match := _RATIO.fullmatch(text.strip())) and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    plain = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", text.strip())
    return Fraction(plain) if _NUMBER.fullmatch(plain) else None


def read_pair(text: str) -> tuple[Fraction, Fraction] | None:
    """The two ends that `text` prints, equal for one number: "3.0 - 4.0", "1000000-10000000", "(3, 4)", "12"; None when it prints none."""
    one = read_number(text)
    if one is not None:
        return one, one
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        return None
    low, high = (Fraction(end) for end in match.groups())
    return (low, high) if low <= high else (high, low)


def is_near(one: Fraction | None, other: Fraction | None) -> bool:
    """True for numbers equal up to one part in 100,000 of the larger; an unbounded end (None) equals only another."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))
