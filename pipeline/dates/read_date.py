"""Read the dates of the calendar: days, months, years, seasons, quarters, decades, centuries."""

from __future__ import annotations

from dataclasses import replace

from pipeline.dates.form import Timex
from pipeline.dates.guards import is_bare_month, is_bare_year, is_counted, is_lawful_year
from pipeline.dates.reading import LEADS_PART, NUMBERED, Reading, position, relation


def read_date(reading: Reading) -> list[Timex]:
    """ "Monday, 9 October 2023", "Oct. 9", "July of 2016"."""
    month, day, year = reading.value("M"), reading.value("D"), reading.value("Y")
    last = reading.last
    if day is not None and (not 1 <= day <= 31 or (reading.before() in NUMBERED and reading.at("D") == reading.first)):
        return []
    if year is not None and not reading.has("Z") and reading.at("Y") == last - 1:
        if (reading.counted_after() and not reading.has("D")) or (is_lawful_year(reading.atoms, last - 1) and day is None):
            return []
    elif year is None and day is not None and reading.at("D") == last - 1 and reading.counted_after():
        return []
    if day is None and year is None and not is_bare_month(reading.atoms, reading.first, last):
        return []
    if (month, day, year) == (9, 11, None) and {"attack", "attacks"} & {reading.after(), reading.after(1)}:
        year = 2001
    return reading.make("date", month=month, day=day, year=_era(reading, year), weekday=reading.value("W"))


def _era(reading: Reading, year: int | None) -> int | None:
    """The year, below zero before our era."""
    return -int(year) if year is not None and reading.text("Z").startswith("b") else year


def read_year(reading: Reading) -> list[Timex]:
    """A year, also one before our era."""
    if not reading.has("Z") and not is_bare_year(reading.atoms, reading.first, reading.is_noun):
        return []
    year = reading.value("Y")
    if year is None or year != int(year):
        return []
    return reading.make("date", year=_era(reading, int(year)))


def read_year_span(reading: Reading) -> list[Timex]:
    """ "1998-99", "2016/17"; two years of which the second may be short."""
    start, end = reading.value("Y"), reading.value("Y2")
    text = reading.atoms[reading.last - 1].text
    if len(text) == 2 and text.isdigit():
        end = start // 100 * 100 + int(text)
    if not (1000 <= start < end <= 2199) or end - start > 600 or reading.counted_after():
        return []
    if any(is_lawful_year(reading.atoms, index) for index in (reading.first, reading.last - 1)) or reading.before() == "$":
        return []
    return [
        Timex("date", reading.first, reading.first + 1, year=start),
        Timex("date", reading.last - 1, reading.last, year=end),
    ]


def read_numeric(reading: Reading) -> list[Timex]:
    """ISO dates and those written with three numbers."""
    numbers = reading.value("J")
    if numbers[0] > 31:
        year, month, day = numbers
        return reading.make("date", year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else []
    if not (1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 31 and min(numbers[0], numbers[1]) <= 12):
        return []
    return reading.make("date", numeric=tuple(numbers))


def read_day_list(reading: Reading) -> list[Timex]:
    """ "1 to 7 May 2020", "May 3 and 4", "12, 13 and 14 October": one date for each day."""
    days = [i for i in range(reading.match.start("days"), reading.match.end("days")) if reading.atoms[i].code in "DO"]
    values = [reading.atoms[i].value for i in days]
    days_of_month = [day for day in values if isinstance(day, int) and 1 <= day <= 31]
    if days_of_month != values or days_of_month != sorted(days_of_month):
        return []
    month, year = reading.value("M"), reading.value("Y")
    month_first = reading.at("M") < days[0]
    if month_first and year is None and reading.counted_after():
        return []
    if not month_first and reading.before() in NUMBERED:
        return []
    timexes = [Timex("date", i, i + 1, month=month, year=year, day=int(str(value))) for i, value in zip(days, values, strict=True)]
    timexes[0] = replace(timexes[0], first=reading.first)
    timexes[-1] = replace(timexes[-1], last=reading.last)
    return timexes


def read_bare_day(reading: Reading) -> list[Timex]:
    """ "on the 20th": a day of a month named before."""
    after = reading.codes[reading.last : reading.last + 1]
    if reading.before() != "on" or (after and after not in "|,.)") or not reading.text("D")[0].isdigit():
        return []
    return reading.make("day", day=reading.value("D"))


def read_month_of(reading: Reading) -> list[Timex]:
    """ "October of next year", "June 5 last year", "the spring of that year"."""
    if reading.value("U") != "year" or reading.atoms[reading.at("U")].text.lower() != "year":
        return []
    parent = Timex("unit", reading.at("rel"), reading.last, unit="year", **relation(reading))
    return reading.make("inside", month=reading.value("M"), day=reading.value("D"), season=reading.value("S") or "", parent=parent)


def read_decade(reading: Reading) -> list[Timex]:
    """A decade: "the 1990s"."""
    if reading.before() in {"$", "his", "her", "their", "my"}:
        return []
    if len(reading.atoms[reading.at("d")].text.strip("'\u2018\u2019")) == 3 and not reading.match.group().startswith("T"):
        return []
    return reading.make("decade", year=reading.value("d"))


def read_century(reading: Reading) -> list[Timex]:
    """A century by its number."""
    if reading.value("U") != "century" or reading.text("Z").startswith("b"):
        return []
    return reading.make("century", number=reading.value("O"))


def read_season(reading: Reading) -> list[Timex]:
    """A season with its year, or named from the text's own time."""
    if reading.value("Y") is None and not reading.has("rel"):
        if reading.before() not in {"in", "during", "since", "until", "by", "of", "throughout", "early", "late", "mid", "over"}:
            return []
        if reading.text("S") == "fall" and (not reading.match.group().startswith("T") or reading.after() == "of"):
            return []
    if reading.value("Y") is not None and is_counted(reading.atoms, reading.last, reading.is_noun):
        return []
    return reading.make("season", season=reading.value("S"), year=reading.value("Y"), **relation(reading))


def read_nth(reading: Reading) -> list[Timex]:
    """ "the third quarter of 2009", "the first half", "Q3 2010", "the final quarter"."""
    if reading.has("Q"):
        return reading.make("nth", unit="quarter", number=reading.value("Q"), year=reading.value("Y"))
    unit = "half" if reading.has("half") else reading.value("U")
    if unit not in {"quarter", "half"} or (not reading.has("Y") and LEADS_PART.match(reading.codes, reading.last)):
        return []
    return reading.make("nth", unit=unit, number=position(reading), year=reading.value("Y"))


def read_holiday(reading: Reading) -> list[Timex]:
    """A feast with a fixed day."""
    month, day = reading.value("c")
    if reading.value("Y") is not None and reading.counted_after():
        return []
    return reading.make("date", month=month, day=day, year=reading.value("Y"), part=reading.value("P") or "")


def read_month(reading: Reading) -> list[Timex]:
    """ "last September", "the following May"."""
    return reading.make("month", month=reading.value("M"), **relation(reading))
