"""The first week, the last three days, the second half of a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.dates.period import (
    DAYS_IN,
    MONTHS_IN,
    Period,
    day_period,
    half_period,
    month_period,
    quarter_period,
    shift_day,
    span_period,
    year_period,
)

_NAMED: dict[str, Callable[[int, int], Period]] = {"month": month_period, "quarter": quarter_period, "half": half_period}


def nth_inside(period: Period, unit: str, number: int, count: int) -> Period | None:
    """The `number`-th unit of a period, or a row of `count` of them; -1 counts from the end.

    The first week of May is 1 to 7 May, the last three days are 29 to 31 May. None when the period is too short, and when the text does
    not say how many ("the last few days": count 0).
    """
    if count < 1 or number == 0:
        return None
    if unit == "half" and period.unit != "year":
        return _half(period, number)
    size = unit if unit in DAYS_IN or unit in MONTHS_IN else ""
    if not size or unit == "weekend":
        return None
    if number < 0:
        begin_after = shift_day(period.end + timedelta(days=1), size, -count)
        if begin_after is None or begin_after < period.begin:
            return None
        return _name(unit, begin_after, period.end, count)
    begin = shift_day(period.begin, size, number - 1 if count == 1 else (number - 1) * count)
    after = shift_day(begin, size, count) if begin else None
    if begin is None or after is None or begin > period.end:
        return None
    end = after - timedelta(days=1)
    return _name(unit, begin, end, count) if end <= period.end else None


def _half(period: Period, number: int) -> Period | None:
    """Either half of any period: the first half of May is 1 to 15 May."""
    if number not in {1, 2, -1}:
        return None
    days = (period.end - period.begin).days + 1
    middle = period.begin + timedelta(days=days // 2)
    if number == 1:
        return span_period(period.begin, middle - timedelta(days=1))
    return span_period(middle, period.end)


def _name(unit: str, begin: date, end: date, count: int) -> Period:
    if count == 1 and unit == "day":
        return day_period(begin)
    if count == 1 and unit == "year":
        return year_period(begin.year)
    if count == 1 and unit in _NAMED and begin.day == 1:
        width = MONTHS_IN[unit]
        if (begin.month - 1) % width == 0:
            return _NAMED[unit](begin.year, (begin.month - 1) // width + 1)
    return span_period(begin, end)
