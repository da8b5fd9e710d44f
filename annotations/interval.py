"""Exact intervals of numbers, and the interval that a printed quantity stands for.

The rules and figures are those of the design, section 3: what "about", "nearly" or "up to" admit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from annotations.claim import Quantity

_BOUNDED_BELOW = frozenset({"count", "percent", "percentage_point", "ratio", "duration"})


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`; None is unbounded; an open end is itself excluded."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        """True if exactly one number lies in it."""
        return self.low is not None and self.low == self.high

    def starts_before(self, other: Interval) -> bool:
        """True if a number of this interval may lie below all of `other`."""
        if other.low is None or self.low is None:
            return self.low is None and other.low is not None
        return self.low < other.low or (self.low == other.low and other.low_open and not self.low_open)

    def ends_after(self, other: Interval) -> bool:
        """True if a number of this interval may lie above all of `other`."""
        if other.high is None or self.high is None:
            return self.high is None and other.high is not None
        return self.high > other.high or (self.high == other.high and other.high_open and not self.high_open)

    def contains(self, other: Interval) -> bool:
        """True if every number of `other` lies in this interval; an interval contains itself."""
        return not other.starts_before(self) and not other.ends_after(self)

    def meets(self, other: Interval) -> bool:
        """True if some number lies in both."""
        return not (self._below(other) or other._below(self))

    def _below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def plus(self, other: Interval) -> Interval:
        """All sums of a number of each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def times(self, factor: Fraction) -> Interval:
        """Every number multiplied by a factor above zero."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Interval(low, high, self.low_open, self.high_open)

    def closed_by_one(self) -> Interval:
        """For counts: "over 500" begins at 501 and "under 500" ends at 499."""
        low = self.low + 1 if self.low is not None and self.low_open else self.low
        high = self.high - 1 if self.high is not None and self.high_open else self.high
        return Interval(low, high)

    def gap(self, other: Interval) -> Fraction:
        """The gap between the nearest ends over the larger of them, 0 when the intervals meet; the measure of severity."""
        if self.meets(other):
            return Fraction(0)
        below, above = (self.high, other.low) if self._below(other) else (other.high, self.low)
        assert below is not None
        assert above is not None
        larger = max(abs(below), abs(above))
        return abs(above - below) / larger if larger else Fraction(0)


def granularity(number: Fraction) -> Fraction:
    """The last written place of a number: 100 for 34,700, 1 for 41, a tenth for 2.5; 1 for zero."""
    if number == 0:
        return Fraction(1)
    place = Fraction(1)
    if number.denominator == 1:
        while number % (place * 10) == 0:
            place *= 10
        return place
    while (number / place).denominator != 1 and place > Fraction(1, 10**6):
        place /= 10
    return place


def significant_digits(number: Fraction) -> int:
    """How many digits are left when trailing zeros go: 2 for 34,000."""
    return len(str(abs(int(number / granularity(number)))))


def tolerance_interval(quantity: Quantity) -> Interval | None:
    """The numbers that a printed quantity admits; None for one that states none ("undetermined", "the rest").

    "about 34,000" is 32,300 to 35,700, "nearly 50" people 45 to below 50, "up to 300" homes 0 to 300.
    """
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return None
    count = quantity.unit == "count"
    if quantity.modifier == "nearly" and high is not None:
        return _nearly(high, count=count)
    if quantity.modifier == "about" and low is not None and high is not None:
        below, above = about_margin(low, count=count), about_margin(high, count=count)
        return Interval(low - below, high + above)
    if quantity.modifier in {"at_most", "less_than"} and low is None and _starts_at_zero(quantity.unit):
        return Interval(Fraction(0), high, False, quantity.high_open)
    return Interval(low, high, quantity.low_open and low is not None, quantity.high_open and high is not None)


def about_margin(number: Fraction, *, count: bool) -> Fraction:
    """How far "about" reaches to either side of `number`."""
    margin = min(max(granularity(number) / 2, abs(number) * Fraction(5, 100)), abs(number) * Fraction(25, 100))
    return max(Fraction(1), margin) if count else margin


def rounded_interval(interval: Interval) -> Interval | None:
    """The wider interval of an unmodified round number (at least 100, at most two significant digits); None for others."""
    number = interval.low
    if not interval.is_point or number is None or number < 100 or significant_digits(number) > 2:
        return None
    margin = min(granularity(number) / 2, number * Fraction(5, 100))
    return Interval(number - margin, number + margin)


def _nearly(number: Fraction, *, count: bool) -> Interval:
    low = number * Fraction(9, 10)
    if count:
        low = min(Fraction(math.ceil(low)), number - 1)
    return Interval(low, number, False, True)


def _starts_at_zero(unit: str) -> bool:
    is_currency = len(unit) == 3 and unit.isupper()
    return unit in _BOUNDED_BELOW - {"duration"} or is_currency
