"""The words of a reason: figures, days and sources as a reader wants them printed."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction

from annotations.claim import TimeScope
from annotations.interval import Interval
from annotations.record import to_json_number
from evaluation.compare.reading import Days, Reading, predicate_noun

# What a reader is told for each reason why two claims cannot be compared; the closed list of such reasons.
NOT_COMPARABLE = {
    "change_vs_level": "one is a change, the other a level",
    "forecast_vs_fact": "one is expected, the other has happened",
    "no_period": "one of them names no period",
    "other_event": "they speak of different events",
    "other_instrument": "they speak of different legal instruments",
    "other_measure": "they measure different things",
    "other_place": "they hold for different places",
    "other_population": "they count different groups",
    "other_state": "they count what happened differently",
    "other_time": "they hold for different times",
    "rate_vs_total": "one is a rate, the other a total",
    "recommendation_vs_fact": "one is asked for, the other has happened",
    "report_vs_event": "one is the date of a report, the other of the event",
    "stock_vs_flow": "one counts those present at a time, the other those added over a time",
}
_STATES = {
    "arrived": "arrived", "dead": "dead", "detained": "in custody", "missing": "missing", "returned": "sent back", "wounded": "wounded",
}  # fmt: skip
_UNIT_SIGNS = {"percent": " %", "percentage_point": " points"}


def number_text(value: Fraction) -> str:
    """A number with thousands commas: "33,882", "2.5"."""
    return f"{to_json_number(value):,}"


def interval_text(value: Interval | None, *, count: bool = True) -> str:
    """An interval in words: "45 to 49", "more than 500", "at most 300", "no stated number"."""
    if value is None or (value.low is None and value.high is None):
        return "no stated number"
    if value.low is not None and value.low == value.high:
        return number_text(value.low)
    if value.high is None:
        assert value.low is not None
        return f"{'more than' if value.low_open else 'at least'} {number_text(value.low)}"
    if value.low is None or (value.low == 0 and count):
        return f"{'less than' if value.high_open else 'at most'} {number_text(value.high)}"
    return f"{number_text(value.low)} to {'below ' if value.high_open else ''}{number_text(value.high)}"


def quoted(reading: Reading) -> str:
    """The claim as printed, in quotation marks, on one line."""
    return f"\u201c{' '.join(reading.claim.quote.split())}\u201d"


def figure(reading: Reading) -> str:
    """The claim as printed with the numbers it admits, where these are not plain from the print."""
    text = interval_text(reading.value, count=reading.unit == "count") + _UNIT_SIGNS.get(reading.unit, "")
    return f"{quoted(reading)} ({text})"


def date_text(day: date) -> str:
    """A day as "9 October 2023"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def days_text(days: Days | None, *, year: bool = True) -> str:
    """Days as a reader writes them: "August 2023", "9 October 2023", "July 2016 to June 2017"."""
    if days is None:
        return "no stated time"
    begin, end = days
    if begin == end:
        return date_text(begin) if year else date_text(begin).rsplit(" ", 1)[0]
    if begin.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return _months_text(begin, end, year=year)
    return f"{date_text(begin)} to {date_text(end)}"


def _months_text(begin: date, end: date, *, year: bool) -> str:
    first, last = calendar.month_name[begin.month], calendar.month_name[end.month]
    if begin.year != end.year:
        return f"{first} {begin.year} to {last} {end.year}" if (begin.month, end.month) != (1, 12) else f"{begin.year} to {end.year}"
    if (begin.month, end.month) == (1, 12):
        return str(begin.year)
    months = first if begin.month == end.month else f"{first} to {last}"
    return f"{months} {begin.year}" if year else months


def when_text(when: TimeScope | None, *, year: bool = True) -> str:
    """The time of a claim; its own words where it cannot be put into days, "" when it names none.

    An inferred year stands in brackets: "August [2017]".
    """
    if when is None:
        return ""
    if not when.resolved or (when.begin is None and when.end is None):
        return when.text
    if when.begin is None or when.end is None:
        return f"since {date_text(when.begin)}" if when.begin else f"until {date_text(when.end or date.max)}"
    text = days_text((when.begin, when.end), year=year)
    if year and "year_inferred" in when.flags:
        stated = str(when.end.year)
        return text.replace(stated, f"[{stated}]")
    return text


def part_label(reading: Reading, dimension: str) -> str:
    """What tells a part from its siblings: its month, its group, its place, or what happened to it."""
    if dimension == "time":
        return when_text(reading.claim.when, year=False)
    if dimension == "place" and reading.where:
        return " and ".join(place.name for place in reading.where)
    head = reading.quantity.head
    noun = (predicate_noun(reading.following) if not head or head not in reading.claim.quote else None) or head
    if dimension == "population" and noun:
        return noun
    state = reading.state
    return _STATES.get(state, state) if state else (reading.predicate or "")


def equation(parts: list[tuple[Reading, str]], whole: Interval, *, meets: bool) -> str:
    """The sum as printed: "80 (August) + 40 (September) = 120", or "..., not 120" when it does not come out."""
    total = Interval(Fraction(0), Fraction(0))
    for reading, _ in parts:
        total = total.plus(reading.value) if reading.value else total
    left = " + ".join(interval_text(reading.value) + (f" ({label})" if label else "") for reading, label in parts)
    if meets:
        return f"{left} = {interval_text(whole)}"
    return f"{left} = {interval_text(total)}, not {interval_text(whole)}"


def percent_text(share: Fraction) -> str:
    """A share as whole percent: "8 %"."""
    return f"{round(share * 100)} %"
