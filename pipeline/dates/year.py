"""Which year, and which week, a date without one means."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.dates.form import Timex
from pipeline.dates.period import Period, day_period, month_period, season_period

PAST, UNKNOWN, FUTURE = -1, 0, 1  # how the governing verb looks


def fit_year(month: int, day: int | None, *, latest: date | None = None, earliest: date | None = None) -> int | None:
    """The last year in which month and day begin no later than `latest`, or the first in which they end no earlier than `earliest`.

    October in an article of 13 October 2023 is 2023, December 2022. None when no year near has such a day.
    """
    bound = latest or earliest
    if bound is None:
        return None
    years = range(bound.year, bound.year - 5, -1) if latest else range(bound.year, bound.year + 5)
    for year in years:
        period = dated(year, month, day)
        if period and ((latest and period.begin <= latest) or (earliest and not latest and period.end >= earliest)):
            return year
    return None


def dated(year: int, month: int, day: int | None) -> Period | None:
    """The day or month as a period; None when the calendar has no such day (30 February)."""
    if not 1 <= year <= 9998 or not 1 <= month <= 12:
        return None
    if day is None:
        return month_period(year, month)
    try:
        return day_period(date(year, month, day))
    except ValueError:
        return None


def follow(period: Period, month: int, day: int | None) -> int:
    """The year of a bare month that goes on from `period`: after December 1944, January is in 1945."""
    if period.unit in {"year", "decade", "century"}:
        return period.begin.year
    return period.end.year + 1 if month - period.end.month <= -8 else period.end.year


def weekday_near(day: date, weekday: int, *, forward: bool, strict: bool) -> date:
    """The nearest such weekday on or after (`forward`) or on or before `day`; `strict` leaves out the day itself."""
    distance = (weekday - day.weekday()) % 7 if forward else -((day.weekday() - weekday) % 7)
    if strict and distance == 0:
        distance = 7 if forward else -7
    return day + timedelta(days=distance)


def by_weekday(timex: Timex, year: int | None) -> int | None:
    """The year near `year` in which the date falls on the weekday that the text names; `year` if there is none."""
    if year is None or timex.weekday is None or timex.day is None or timex.month is None:
        return year
    for candidate in (year, year - 1, year + 1):
        period = dated(candidate, timex.month, timex.day)
        if period and period.begin.weekday() == timex.weekday:
            return candidate
    return year


def season_year(timex: Timex, base: Period, direction: int) -> int:
    """The year in which a season without a year begins, seen from the month `base`."""
    year = base.begin.year
    now = season_period(year, timex.season)
    if timex.season == "WI" and base.begin.month <= 2:
        year, now = year - 1, season_period(year - 1, "WI")
    if timex.offset > 0 or (direction == FUTURE and timex.offset == 0):
        return year if now.begin > base.begin or (timex.offset == 0 and now.end >= base.begin) else year + 1
    if timex.offset < 0:
        return year if now.end < base.begin else year - 1
    return year if now.begin <= base.begin or timex.value == "this" else year - 1
