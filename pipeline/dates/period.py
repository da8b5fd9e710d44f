"""Stretches of the calendar with their TIMEX3 value: days, weeks, months, quarters, seasons, years, decades, centuries.

All ends are included: the period of "May 2023" runs from 2023-05-01 to 2023-05-31.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

# First month and number of months of each season, north of the equator.
SEASONS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}
# Months in the units that are counted in months, days in those counted in days.
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days and the TIMEX3 value that names it."""

    value: str
    begin: date
    end: date  # included
    unit: str

    def __post_init__(self) -> None:
        if self.end < self.begin:
            raise ValueError(f"period {self.value} ends ({self.end}) before it begins ({self.begin})")

    def covers(self, other: Period) -> bool:
        """True if every day of `other` lies in this period; a period covers itself."""
        return self.begin <= other.begin and other.end <= self.end


def last_day(year: int, month: int) -> date:
    """The last day of a month: 2024, 2 gives 2024-02-29."""
    return date(year, month, monthrange(year, month)[1])


def day_period(day: date) -> Period:
    """One day, value "2023-10-09"."""
    return Period(day.isoformat(), day, day, "day")


def week_period(day: date) -> Period:
    """The ISO week, Monday to Sunday, that holds `day`: value "2023-W41"."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6), "week")


def weekend_period(day: date) -> Period:
    """Saturday and Sunday of the week that holds `day`: value "2023-W41-WE"."""
    week = week_period(day)
    return Period(f"{week.value}-WE", week.end - timedelta(days=1), week.end, "weekend")


def month_period(year: int, month: int) -> Period:
    """One month, value "2023-10"."""
    return Period(f"{year:04d}-{month:02d}", date(year, month, 1), last_day(year, month), "month")


def quarter_period(year: int, quarter: int) -> Period:
    """Three months, value "2023-Q4"."""
    first = 3 * quarter - 2
    return Period(f"{year:04d}-Q{quarter}", date(year, first, 1), last_day(year, first + 2), "quarter")


def half_period(year: int, half: int) -> Period:
    """Six months, value "2023-H1"."""
    first = 6 * half - 5
    return Period(f"{year:04d}-H{half}", date(year, first, 1), last_day(year, first + 5), "half")


def season_period(year: int, season: str) -> Period:
    """A season of three whole months, value "2023-SU"; the winter runs on into the next year."""
    first, length = SEASONS[season]
    end_year, end_month = shift_month(year, first, length - 1)
    return Period(f"{year:04d}-{season}", date(year, first, 1), last_day(end_year, end_month), "season")


def year_period(year: int) -> Period:
    """One year, value "2023"."""
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), "year")


def decade_period(year: int) -> Period:
    """The ten years that hold `year`, value "199" for the 1990s."""
    first = year // 10 * 10
    return Period(f"{first // 10:03d}", date(max(first, 1), 1, 1), date(first + 9, 12, 31), "decade")


def century_period(year: int) -> Period:
    """The hundred years that share their first two digits with `year`, value "19" for the 1900s."""
    first = year // 100 * 100
    return Period(f"{first // 100:02d}", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "century")


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month `by` months on: 2023, 11, 3 gives (2024, 2)."""
    total = year * 12 + month - 1 + by
    return total // 12, total % 12 + 1


def shift_day(day: date, unit: str, by: int) -> date | None:
    """`day` moved by so many units, the day of the month cut to the length of its new month.

    None when the calendar does not reach that far.
    """
    try:
        if unit in DAYS_IN:
            return day + timedelta(days=DAYS_IN[unit] * by)
        year, month = shift_month(day.year, day.month, MONTHS_IN[unit] * by)
        if not MINYEAR <= year <= MAXYEAR:
            return None
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except OverflowError:
        return None


def period_around(day: date, unit: str) -> Period:
    """The unit that holds `day`: 2023-10-09 and "quarter" give 2023-Q4."""
    match unit:
        case "day":
            return day_period(day)
        case "week" | "fortnight":
            return week_period(day)
        case "weekend":
            return weekend_period(day)
        case "month":
            return month_period(day.year, day.month)
        case "quarter":
            return quarter_period(day.year, (day.month + 2) // 3)
        case "half":
            return half_period(day.year, 1 if day.month <= 6 else 2)
        case "decade":
            return decade_period(day.year)
        case "century":
            return century_period(day.year)
        case _:
            return year_period(day.year)


def shift_period(period: Period, by_unit: str, by: int) -> Period | None:
    """The same kind of period so many units away: 2023-10 one year back is 2022-10; None off the calendar."""
    begin = shift_day(period.begin, by_unit, by)
    end = shift_day(period.end, by_unit, by)
    if begin is None or end is None:
        return None
    if period.unit == "season":
        return season_period(begin.year, period.value[-2:])
    if period.unit in {"span", "part"}:
        return span_period(begin, _whole_months(period, end))
    return period_around(begin, period.unit)


def _whole_months(period: Period, end: date) -> date:
    """`end`, moved to the end of its month when the period itself ends with a month."""
    return last_day(end.year, end.month) if period.end == last_day(period.end.year, period.end.month) else end


def span_period(begin: date, end: date) -> Period:
    """Any stretch of days as a TIMEX3 interval, months where it is made of whole months: "2023-01/2023-08"."""
    whole = begin.day == 1 and end == last_day(end.year, end.month)
    size = 7 if whole else 10
    value = f"{begin.isoformat()[:size]}/{end.isoformat()[:size]}"
    return Period(value, begin, end, "span")


def part_of(period: Period, part: str) -> tuple[date, date]:
    """First and last day of the START, MID or END third of a period: early May is 1 to 10 May.

    A period of one or two days is given whole.
    """
    if (period.end - period.begin).days < 2:
        return period.begin, period.end
    if period.unit == "month":
        cuts = (period.begin, period.begin.replace(day=11), period.begin.replace(day=21))
    elif period.unit == "year":
        cuts = (period.begin, period.begin.replace(month=5), period.begin.replace(month=9))
    elif period.unit == "decade":
        cuts = (period.begin, period.begin.replace(year=period.begin.year + 4), period.begin.replace(year=period.begin.year + 7))
    else:
        third = (period.end - period.begin + timedelta(days=1)) // 3
        cuts = (period.begin, period.begin + third, period.end - third + timedelta(days=1))
    day = timedelta(days=1)
    ends = (max(cuts[1] - day, period.begin), max(cuts[2] - day, cuts[1]), period.end)
    index = ("START", "MID", "END").index(part)
    return cuts[index], ends[index]
