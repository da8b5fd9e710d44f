"""What the days of a text are counted from: the day of publication and the dates mentioned so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.dates.period import Period, period_around

_NEAR, _SAME_STORY = 3, 12  # sentences and lines
_LONG_AGO = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that the text has named, and in which sentence."""

    period: Period
    sentence: int
    explicit: bool  # the text itself states its year


class Reference:
    """The day of publication, as far as it is known, and the last date mentioned."""

    def __init__(self, published: tuple[date, date] | None, *, narrative: bool) -> None:
        self.published = published
        self.narrative = narrative
        self.last: Mention | None = None
        self.last_day: Mention | None = None

    @property
    def today(self) -> date | None:
        """The day of publication; None when only its month or year is known."""
        if self.published is None or self.published[0] != self.published[1]:
            return None
        return self.published[0]

    def note(self, mention: Mention) -> None:
        """Remember a date for "the following day" and "the same month"."""
        self.last = mention
        if mention.period.unit == "day":
            self.last_day = mention

    def around(self, unit: str) -> Period | None:
        """The published unit: the week, month or year in which the article appeared; None where that is not certain."""
        if self.published is None:
            return None
        begin, end = (period_around(day, unit) for day in self.published)
        return begin if begin == end else None

    def mentioned(self, unit: str) -> Period | None:
        """The unit around the last date mentioned: "that month"; None without one, or where it is not precise enough."""
        if unit == "week" and self._is_week_last():
            return self.last.period if self.last else None
        if unit in {"day", "week", "weekend", "fortnight"}:
            return period_around(self.last_day.period.begin, unit) if self.last_day else None
        if self.last is None:
            return None
        begin, end = (period_around(day, unit) for day in (self.last.period.begin, self.last.period.end))
        return begin if begin == end else period_around(self.last.period.end, unit)

    def _is_week_last(self) -> bool:
        """True if the last date mentioned is a stretch of seven days: "the week to 15 January"."""
        if self.last is None or (self.last_day is not None and self.last_day.sentence > self.last.sentence):
            return False
        return self.last.period.unit in {"week", "span"} and (self.last.period.end - self.last.period.begin).days == 6

    def told_year(self) -> int | None:
        """The year of a bare month in an article of which only the year is known: that year, once the text has named it."""
        if self.last is None or self.published is None or self.published[0].year != self.published[1].year:
            return None
        is_told = self.last.explicit and self.published[0] <= self.last.period.begin and self.last.period.end <= self.published[1]
        return self.published[0].year if is_told else None

    def day_of_clock(self, sentence: int) -> date | None:
        """The day of a bare clock time: the one mentioned last, if it is near in the text and not long past, else the publication."""
        if self.last_day is None:
            return self.today
        day, apart = self.last_day.period.begin, sentence - self.last_day.sentence
        if self.today is None:
            return day if apart <= _NEAR else None
        is_week = timedelta(0) <= self.today - day <= timedelta(days=7)
        return day if apart <= 1 or (apart <= _SAME_STORY and is_week) else self.today

    def storyline(self, sentence: int) -> Period | None:
        """The earlier date that a bare month here continues, None where it is counted from publication.

        "In March 2015 they fled and in June ..." goes on in 2015, also in an article of 2023; a new sentence does not.
        """
        last = self.last
        if last is None:
            return None
        if self.narrative or self.published is None:
            return last.period
        near = last.sentence == sentence
        old = last.period.end < self.published[0] - _LONG_AGO
        return last.period if last.explicit and near and old and last.period.unit in {"day", "month", "span", "season"} else None
