"""Calendar arithmetic: days, weeks, months and what lies inside them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates.form import Timex
from pipeline.dates.inside import nth_inside
from pipeline.dates.period import (
    Period,
    century_period,
    day_period,
    decade_period,
    month_period,
    part_of,
    period_around,
    quarter_period,
    season_period,
    shift_day,
    shift_period,
    span_period,
    weekend_period,
    year_period,
)
from pipeline.dates.year import by_weekday, fit_year, weekday_near

DAYS = st.dates(date(1000, 1, 1), date(2900, 12, 31))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "century"])

NAMED = [
    (month_period(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    (quarter_period(2023, 4), "2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
    (season_period(2023, "SU"), "2023-SU", date(2023, 6, 1), date(2023, 8, 31)),
    (season_period(2023, "WI"), "2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
    (weekend_period(date(2023, 10, 9)), "2023-W41-WE", date(2023, 10, 14), date(2023, 10, 15)),
    (year_period(987), "0987", date(987, 1, 1), date(987, 12, 31)),
    (decade_period(1994), "199", date(1990, 1, 1), date(1999, 12, 31)),
    (century_period(1800), "18", date(1800, 1, 1), date(1899, 12, 31)),
    (period_around(date(2021, 1, 3), "week"), "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
    (period_around(date(2021, 8, 3), "half"), "2021-H2", date(2021, 7, 1), date(2021, 12, 31)),
]


@pytest.mark.parametrize(("period", "value", "begin", "end"), NAMED)
def test_a_period_has_its_value_and_both_ends(period: Period, value: str, begin: date, end: date) -> None:
    assert (period.value, period.begin, period.end) == (value, begin, end)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Period("x", date(2020, 2, 1), date(2020, 1, 1), "span")


INSIDE = [
    (month_period(2023, 5), "week", 1, 1, "2023-05-01/2023-05-07"),
    (month_period(2023, 5), "week", 2, 1, "2023-05-08/2023-05-14"),
    (month_period(2023, 5), "week", -1, 1, "2023-05-25/2023-05-31"),
    (month_period(2023, 5), "day", -1, 3, "2023-05-29/2023-05-31"),
    (month_period(2023, 5), "day", 1, 1, "2023-05-01"),
    (month_period(2023, 2), "half", 2, 1, "2023-02-15/2023-02-28"),
    (year_period(2023), "month", 1, 3, "2023-01/2023-03"),
    (year_period(2023), "month", -1, 1, "2023-12"),
    (year_period(2023), "quarter", 3, 1, "2023-Q3"),
    (year_period(2023), "half", 1, 1, "2023-H1"),
    (decade_period(1990), "year", -1, 2, "1998-01/1999-12"),
]


@pytest.mark.parametrize(("period", "unit", "number", "count", "value"), INSIDE)
def test_the_nth_part_of_a_period(period: Period, unit: str, number: int, count: int, value: str) -> None:
    part = nth_inside(period, unit, number, count)
    assert part is not None
    assert part.value == value


@pytest.mark.parametrize(
    ("unit", "number", "count"), [("week", 6, 1), ("year", 1, 1), ("day", 1, 0), ("day", 1, 40), ("half", 3, 1), ("hour", 1, 1)]
)
def test_a_part_that_a_month_does_not_have(unit: str, number: int, count: int) -> None:
    assert nth_inside(month_period(2023, 5), unit, number, count) is None


PARTS = [
    (month_period(2023, 5), "START", "2023-05-01", "2023-05-10"),
    (month_period(2023, 5), "MID", "2023-05-11", "2023-05-20"),
    (month_period(2023, 5), "END", "2023-05-21", "2023-05-31"),
    (year_period(2023), "START", "2023-01-01", "2023-04-30"),
    (year_period(2023), "END", "2023-09-01", "2023-12-31"),
    (decade_period(1990), "START", "1990-01-01", "1993-12-31"),
    (decade_period(1990), "MID", "1994-01-01", "1996-12-31"),
]


@pytest.mark.parametrize(("period", "part", "begin", "end"), PARTS)
def test_early_mid_and_late(period: Period, part: str, begin: str, end: str) -> None:
    assert tuple(day.isoformat() for day in part_of(period, part)) == (begin, end)


@given(DAYS, UNITS)
def test_the_period_around_a_day_holds_it(day: date, unit: str) -> None:
    assert period_around(day, unit).covers(day_period(day))


@given(DAYS, UNITS)
def test_early_mid_and_late_fill_the_period_without_a_gap(day: date, unit: str) -> None:
    period = period_around(day, unit)
    parts = [part_of(period, part) for part in ("START", "MID", "END")]
    assert parts[0][0] == period.begin
    assert parts[2][1] == period.end
    assert all(begin <= end for begin, end in parts)
    if (period.end - period.begin).days > 2:
        assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(parts))


@given(DAYS, UNITS, st.integers(-30, 30))
def test_moving_there_and_back_returns_to_the_same_unit(day: date, unit: str, by: int) -> None:
    period = period_around(day, unit)
    moved = shift_period(period, unit, by)
    if moved is not None:
        assert shift_period(moved, unit, -by) == period


def test_the_day_of_the_month_is_cut_to_the_month() -> None:
    assert shift_day(date(2024, 3, 31), "month", -1) == date(2024, 2, 29)
    assert shift_day(date(2024, 2, 29), "year", 1) == date(2025, 2, 28)


@pytest.mark.parametrize(("unit", "by"), [("year", -3000), ("century", 100), ("day", -(10**7)), ("week", 10**9)])
def test_no_day_beyond_the_calendar(unit: str, by: int) -> None:
    assert shift_day(date(2023, 1, 1), unit, by) is None


def test_a_span_of_whole_months_moves_by_whole_months() -> None:
    span = span_period(date(2023, 1, 1), date(2023, 2, 28))
    moved = shift_period(span, "year", 1)
    assert moved is not None
    assert moved.value == "2024-01/2024-02"


@given(DAYS, st.integers(0, 6), st.booleans(), st.booleans())
def test_the_nearest_weekday_is_within_a_week_on_the_right_side(day: date, weekday: int, forward: bool, strict: bool) -> None:
    found = weekday_near(day, weekday, forward=forward, strict=strict)
    distance = (found - day).days if forward else (day - found).days
    assert found.weekday() == weekday
    assert (1 if strict else 0) <= distance <= (7 if strict else 6)


YEARS = [
    (8, None, 2023),
    (10, None, 2023),
    (11, None, 2022),
    (10, 13, 2023),
    (10, 14, 2022),
    (2, 29, 2020),
    (2, 30, None),
]


@pytest.mark.parametrize(("month", "day", "year"), YEARS)
def test_the_latest_year_that_is_not_after_the_article(month: int, day: int | None, year: int | None) -> None:
    assert fit_year(month, day, latest=date(2023, 10, 13)) == year


@pytest.mark.parametrize(("month", "day", "year"), [(10, 13, 2023), (10, 12, 2024), (10, None, 2023), (9, None, 2024), (2, 29, 2024)])
def test_the_first_year_that_is_not_before_the_article(month: int, day: int | None, year: int) -> None:
    assert fit_year(month, day, earliest=date(2023, 10, 13)) == year


def test_without_a_bound_no_year_fits() -> None:
    assert fit_year(5, None) is None


@pytest.mark.parametrize(("weekday", "year"), [(6, 2022), (0, 2023), (5, 2021), (3, 2023)])
def test_the_weekday_beside_a_date_may_choose_its_year(weekday: int, year: int) -> None:
    # 8 May was a Sunday in 2022, a Monday in 2023, a Saturday in 2021, and a Thursday in none of these.
    timex = Timex("date", 0, 1, month=5, day=8, weekday=weekday)
    assert by_weekday(timex, 2022 if weekday != 3 else 2023) == year
