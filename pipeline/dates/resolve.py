"""Decide which days a time expression means, and its TIMEX3 value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from pipeline.dates.form import Timex
from pipeline.dates.inside import nth_inside
from pipeline.dates.period import (
    MONTHS_IN,
    Period,
    century_period,
    day_period,
    decade_period,
    half_period,
    period_around,
    quarter_period,
    season_period,
    shift_day,
    shift_period,
    span_period,
    year_period,
)
from pipeline.dates.reference import Reference
from pipeline.dates.resolved import CLOCK_LETTERS, EXPLICIT, INFERRED, RELATIVE, Resolved, duration_value, placed, timex_mod
from pipeline.dates.year import FUTURE, by_weekday, dated, fit_year, follow, season_year, weekday_near


class Resolver:
    """Reads time expressions one after the other, in text order, against a `Reference` that the caller keeps."""

    def __init__(self, reference: Reference, *, month_first: bool) -> None:
        self.reference = reference
        self.month_first = month_first
        self._readers: dict[str, Callable[[Timex, int, int], Resolved | None]] = {
            "date": self._date,
            "weekday": self._weekday,
            "unit": self._unit,
            "window": self._window,
            "ago": self._ago,
            "shift": self._shift,
            "deictic": self._deictic,
            "part": self._part,
            "month": self._month,
            "inside": self._inside,
            "ending": self._ending,
            "week_of": self._week_of,
            "weekday_of": self._weekday_of,
            "day": self._bare_day,
            "season": self._season,
            "decade": self._decade,
            "century": self._century,
            "nth": self._nth,
            "same": self._same,
            "clock": self._clock,
            "duration": self._duration,
            "set": self._set,
            "ref": self._fixed,
        }

    def resolve(self, timex: Timex, *, direction: int, sentence: int) -> Resolved | None:
        """The expression with its days; None when it is no date at all ("30 February").

        `direction` is PAST, UNKNOWN or FUTURE, after the verb that governs it; `sentence` its number.
        """
        return self._readers[timex.form](timex, direction, sentence)

    # -- dates by the calendar

    def _date(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        if timex.numeric:
            timex = self._order(timex)
        if timex.year is not None:
            return self._full_date(timex)
        assert timex.month is not None
        year = self._infer_year(timex, direction, sentence)
        period = dated(year, timex.month, timex.day) if year is not None else None
        if period is None:
            if timex.day is not None and dated(2024, timex.month, timex.day) is None:
                return None
            day = f"-{timex.day:02d}" if timex.day else ""
            return Resolved(timex, "DATE", f"XXXX-{timex.month:02d}{day}", mod=timex.mod, flags=("year_unresolved",))
        return placed(timex, period, INFERRED)

    def _order(self, timex: Timex) -> Timex:
        """Day and month of "9/10/2023" as the article writes them."""
        first, second, year = timex.numeric
        year = year if year > 99 else year + (2000 if year <= 40 else 1900)
        month_first = (self.month_first or second > 12) and first <= 12
        readings = [dated(year, first, second), dated(year, second, first)]
        published = self.reference.published
        if published and all(readings) and sum(bool(r and r.begin <= published[1]) for r in readings) == 1:
            month_first = bool(readings[0] and readings[0].begin <= published[1])
        month, day = (first, second) if month_first else (second, first)
        return replace(timex, year=year, month=month, day=day)

    def _full_date(self, timex: Timex) -> Resolved | None:
        year = timex.year
        assert year is not None
        if year < 1:
            return Resolved(timex, "DATE", f"BC{-year:04d}" + (f"-{timex.month:02d}" if timex.month else ""), mod=timex.mod)
        period = year_period(year) if timex.month is None else dated(year, timex.month, timex.day)
        return placed(timex, period, EXPLICIT) if period else None

    def _infer_year(self, timex: Timex, direction: int, sentence: int) -> int | None:
        month, day = timex.month, timex.day
        assert month is not None
        story = self.reference.storyline(sentence)
        if story is not None:
            return follow(story, month, day)
        published = self.reference.published
        if published is None:
            return None
        if (published[1] - published[0]).days > 31:
            return self.reference.told_year()
        past = fit_year(month, day, latest=published[1])
        future = fit_year(month, day, earliest=published[0])
        year = future if direction == FUTURE else past
        return by_weekday(timex, year)

    def _month(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "last September", "next May", "the following March"."""
        assert timex.month is not None
        base = self.reference.mentioned("month") if timex.mentioned or self.reference.narrative else self.reference.around("month")
        if base is None:
            return Resolved(timex, "DATE", f"XXXX-{timex.month:02d}", mod=timex.mod, flags=("year_unresolved",))
        if timex.offset < 0:
            year = fit_year(timex.month, None, latest=base.begin - timedelta(days=1))
        elif timex.offset > 0:
            year = fit_year(timex.month, None, earliest=base.end + timedelta(days=1))
        else:
            year = base.begin.year
        period = dated(year, timex.month, None) if year else None
        return placed(timex, period, RELATIVE) if period else None

    def _inside(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "October of next year", "the spring of that year"."""
        assert timex.parent is not None
        parent = self.resolve(timex.parent, direction=direction, sentence=sentence)
        year = parent.begin.year if parent and parent.begin else None
        if year is None:
            month = timex.season or f"{timex.month or 0:02d}"
            return Resolved(timex, "DATE", f"XXXX-{month}" + (f"-{timex.day:02d}" if timex.day else ""), flags=("year_unresolved",))
        if timex.season:
            return placed(timex, season_period(year, timex.season), RELATIVE)
        period = dated(year, timex.month or 0, timex.day)
        return placed(timex, period, RELATIVE) if period else None

    def _ending(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "the year to June 2023", "the week ending October 6", "the 12 months to March"."""
        assert timex.parent is not None
        last = self.resolve(timex.parent, direction=direction, sentence=sentence)
        if last is None or last.end is None or timex.number is None or timex.number != int(timex.number):
            return Resolved(timex, "DATE", "", flags=last.flags if last else ())
        begin = shift_day(last.end + timedelta(days=1), timex.unit, -int(timex.number))
        return placed(timex, span_period(begin, last.end), last.anchor) if begin and begin <= last.end else None

    def _week_of(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "the week of October 2"."""
        assert timex.parent is not None
        day = self.resolve(timex.parent, direction=direction, sentence=sentence)
        if day is None or day.begin is None:
            return day
        return placed(timex, period_around(day.begin, "week"), day.anchor)

    def _weekday_of(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "Monday last week"."""
        assert timex.parent is not None
        week = self.resolve(timex.parent, direction=direction, sentence=sentence)
        if week is None or week.begin is None:
            return Resolved(timex, *_weekday_pattern(timex))
        return placed(timex, day_period(week.begin + timedelta(days=timex.weekday or 0)), RELATIVE)

    def _bare_day(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "on the 20th": in the month mentioned last, else in the month of publication."""
        assert timex.day is not None
        month = self.reference.mentioned("month") or self.reference.around("month")
        period = dated(month.begin.year, month.begin.month, timex.day) if month else None
        return placed(timex, period, INFERRED) if period else Resolved(timex, "DATE", f"XXXX-XX-{timex.day:02d}")

    def _season(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        year = timex.year
        anchor = EXPLICIT
        if year is None:
            base = self._base(timex, "month")
            if base is None:
                return Resolved(timex, "DATE", f"XXXX-{timex.season}", mod=timex.mod, flags=("year_unresolved",))
            anchor = RELATIVE if timex.value else INFERRED
            year = season_year(timex, base, direction)
        return placed(timex, season_period(year, timex.season), anchor) if 1 <= year <= 9990 else None

    def _decade(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        assert timex.year is not None
        return placed(timex, decade_period(timex.year), EXPLICIT)

    def _century(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        number = int(timex.number or 0)
        return placed(timex, century_period((number - 1) * 100), EXPLICIT) if 1 <= number <= 30 else None

    # -- dates counted from another day

    def _base(self, timex: Timex, unit: str) -> Period | None:
        """The unit from which the expression counts: around the last date mentioned, or around the publication."""
        if timex.mentioned or self.reference.narrative:
            return self.reference.mentioned(unit) or (None if self.reference.narrative else self.reference.around(unit))
        return self.reference.around(unit)

    def _weekday(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        assert timex.weekday is not None
        base = self.reference.mentioned("day") if timex.mentioned else None
        today = base.begin if base else self.reference.today
        if today is None or self.reference.narrative:
            last = self.reference.last_day
            if last is None or sentence - last.sentence > 3:
                return Resolved(timex, *_weekday_pattern(timex))
            forward = timex.offset > 0 or (timex.offset == 0 and (self.reference.narrative or direction == FUTURE))
            day = weekday_near(last.period.begin, timex.weekday, forward=forward, strict=timex.offset != 0)
        elif timex.value == "this":
            day = today + timedelta(days=timex.weekday - today.weekday())
        else:
            forward = timex.offset > 0 or (timex.offset == 0 and direction == FUTURE)
            day = weekday_near(today, timex.weekday, forward=forward, strict=timex.offset != 0)
        return placed(timex, day_period(day), RELATIVE)

    def _unit(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        unit = timex.unit
        if timex.value == "weekend":
            timex = self._weekend(timex, direction)
        next_day = unit == "day" and timex.value == "next"
        continued = timex.value == "the" and not timex.mod and self.reference.last is not None and self.reference.last.sentence == sentence
        base = self.reference.mentioned(unit) if next_day or continued else self._base(timex, unit)
        if next_day and base is None:
            base = self.reference.around(unit)
        period = shift_period(base, unit, timex.offset) if base else None
        if period is None:
            return Resolved(timex, "DATE", "", mod=timex_mod(timex), flags=("relative_date",))
        found = placed(timex, period, RELATIVE)
        return self._limit(found) if timex.mod in {"EARLIER", "LATER"} else found

    def _weekend(self, timex: Timex, direction: int) -> Timex:
        """ "over the weekend": the last one, seen from a working day, unless the verb looks ahead."""
        today = self.reference.today
        return replace(timex, offset=-1 if today and today.weekday() < 5 and direction != FUTURE else 0)

    def _limit(self, found: Resolved) -> Resolved:
        """ "earlier this year" ends with the publication, "later this year" begins with it."""
        published = self.reference.published
        if published is None or found.begin is None or found.end is None:
            return found
        if found.timex.mod == "EARLIER":
            return replace(found, end=max(min(found.end, published[1]), found.begin))
        return replace(found, begin=min(max(found.begin, published[0]), found.end))

    def _window(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "the past five years": a duration that ends, or begins, with the publication."""
        value = duration_value(timex.unit, timex.number)
        found = Resolved(timex, "DURATION", value, mod=timex_mod(timex), flags=("relative_date",))
        begin, end = self._window_base(timex)
        if timex.unit == "hour" and timex.number:
            timex = replace(timex, unit="day", number=-(-timex.number // 24))
        if timex.number is None or begin is None or end is None or timex.unit in CLOCK_LETTERS or timex.number != int(timex.number):
            return found
        unit = "day" if timex.unit == "night" else timex.unit
        if timex.offset < 0:
            begin = shift_day(begin, unit, -int(timex.number))
        else:
            end = shift_day(end, unit, int(timex.number))
        return found if begin is None or end is None else replace(found, begin=begin, end=end, anchor=RELATIVE)

    def _window_base(self, timex: Timex) -> tuple[date | None, date | None]:
        if timex.mentioned or self.reference.narrative:
            last = self.reference.last
            return (last.period.begin, last.period.end) if last else (None, None)
        published = self.reference.published
        if published is None or (published[0] != published[1] and timex.unit in {"hour", "day", "week", "fortnight", "weekend", "night"}):
            return None, None
        return published

    def _ago(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        if timex.number is None or timex.unit in CLOCK_LETTERS:
            value = "PAST_REF" if timex.number is None else duration_value(timex.unit, timex.number)
            return Resolved(timex, "DATE" if timex.number is None else "DURATION", value, mod=timex.mod, flags=("relative_date",))
        return self._away(timex, -1, self.reference.around)

    def _shift(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        if timex.unit in CLOCK_LETTERS:
            return Resolved(timex, "DURATION", duration_value(timex.unit, timex.number), mod=timex.mod)
        if timex.number is None:
            return Resolved(timex, "DATE", "PAST_REF" if timex.offset < 0 else "FUTURE_REF", flags=("relative_date",))
        from_text = self._away(timex, timex.offset, self.reference.mentioned)
        if from_text.begin is None and timex.offset < 0:
            return self._away(timex, timex.offset, self.reference.around)
        return from_text

    def _away(self, timex: Timex, sign: int, base_of: Callable[[str], Period | None]) -> Resolved:
        number, unit = timex.number or 0, timex.unit
        if number != int(number) and unit in {"year", "decade", "century"}:
            number, unit = number * MONTHS_IN[unit], "month"
        unit = "day" if unit == "night" else unit
        size = "year" if unit in {"decade", "century"} else unit
        base = base_of(size)
        moved = shift_day(base.begin, unit, sign * int(number)) if base else None
        if moved is None:
            return Resolved(timex, "DATE", "", mod=timex.mod, flags=("relative_date",))
        if timex.least is not None and base is not None and (near := shift_day(base.begin, unit, sign * int(timex.least))) is not None:
            return placed(timex, span_period(min(near, moved), max(near, moved)), RELATIVE)
        return placed(timex, period_around(moved, size), RELATIVE)

    def _deictic(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        today = self.reference.today
        if today is None:
            value = "PRESENT_REF" if timex.offset == 0 and not timex.part else "XXXX-XX-XX" + timex.part
            return Resolved(timex, "TIME" if timex.part else "DATE", value, flags=("relative_date",))
        return placed(timex, day_period(today + timedelta(days=timex.offset)), RELATIVE)

    def _part(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "this morning", "last night", "the following evening"."""
        base = self._base(timex, "day")
        if base is None:
            return Resolved(timex, "TIME", "XXXX-XX-XX" + timex.part, flags=("relative_date",))
        return placed(timex, day_period(base.begin + timedelta(days=timex.offset)), RELATIVE)

    def _clock(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        if timex.parent is not None:
            named = self.resolve(timex.parent, direction=direction, sentence=sentence)
            if named is not None and named.period is not None:
                return placed(timex, named.period, RELATIVE)
        day = self.reference.day_of_clock(sentence)
        if day is None:
            return Resolved(timex, "TIME", "XXXX-XX-XX" + timex.clock, flags=("relative_date",))
        return placed(timex, day_period(day), RELATIVE)

    # -- parts of a period, the same period, and what has no days of its own

    def _nth(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        number = int(timex.number or 0)
        if timex.parent is not None:
            parent = self.resolve(timex.parent, direction=direction, sentence=sentence)
            if parent is None or parent.period is None or parent.begin is None:
                return Resolved(timex, "DATE", "", mod=timex.mod, flags=parent.flags if parent else ())
            period = nth_inside(parent.period, timex.unit, number, timex.offset)
            return placed(timex, period, parent.anchor) if period else None
        per_year = 4 if timex.unit == "quarter" else 2
        number = per_year if number == -1 else number
        if not 1 <= number <= per_year:
            return None
        make = quarter_period if timex.unit == "quarter" else half_period
        if timex.year is not None:
            return placed(timex, make(timex.year, number), EXPLICIT)
        base = self._base(timex, "month")
        if base is None:
            return Resolved(timex, "DATE", f"XXXX-{timex.unit[0].upper()}{number}", mod=timex.mod, flags=("year_unresolved",))
        late = make(base.begin.year, number).begin > base.begin and direction != FUTURE
        return placed(timex, make(base.begin.year - late, number), INFERRED)

    def _same(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        """ "the same period one year previously": the last date mentioned, moved by the stated time."""
        parent = timex.parent
        assert parent is not None
        last = self.reference.last
        if last is None:
            return Resolved(timex, "DATE", "", flags=("relative_date",))
        base = last.period if timex.unit in {"period", "time", "day"} else period_around(last.period.begin, timex.unit)
        if parent.form in {"ago", "shift"} and parent.number is not None and parent.unit not in CLOCK_LETTERS:
            sign = -1 if parent.form == "ago" else parent.offset
            moved = shift_period(base, parent.unit, sign * int(parent.number))
        else:
            found = self.resolve(parent, direction=direction, sentence=sentence)
            if found is None or found.begin is None:
                return Resolved(timex, "DATE", "", flags=("relative_date",))
            moved = shift_period(base, "year", found.begin.year - base.begin.year)
        return placed(timex, moved, RELATIVE) if moved else None

    def _duration(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        found = Resolved(timex, "DURATION", duration_value(timex.unit, timex.number), mod=timex.mod)
        today = self.reference.today
        if direction != FUTURE or today is None or timex.least is None or timex.number is None or timex.unit in CLOCK_LETTERS:
            return found
        # "may reach the coast in two to three days": two to three days from the publication
        begin = shift_day(today, timex.unit, int(timex.least)) if timex.value == "in" else today
        end = shift_day(today, timex.unit, int(timex.number))
        return found if begin is None or end is None else replace(found, begin=begin, end=end, anchor=RELATIVE, flags=("relative_date",))

    def _set(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        return Resolved(timex, "SET", timex.value or duration_value(timex.unit, timex.number))

    def _fixed(self, timex: Timex, direction: int, sentence: int) -> Resolved | None:
        return Resolved(timex, "DATE", timex.value)


def _weekday_pattern(timex: Timex) -> tuple[str, str]:
    assert timex.weekday is not None
    value = f"XXXX-WXX-{timex.weekday + 1}{timex.part}"
    return ("TIME" if timex.part else "DATE"), value
