"""Times counted from a happening: "two days after the quake", "a week before the vote"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.dates.period import shift_day
from pipeline.dates.words import NUMBERS

_COUNT = "|".join(sorted((word for word in NUMBERS if word != "zero"), key=len, reverse=True))
_UNIT_AND_WAY = re.compile(
    r"\b(?P<unit>day|week|fortnight|month|year)s? (?P<way>after|before) (?:the|an?|its|their|this) "
    r"(?P<event>(?:[^\W\d]+(?:['\u2019]s)? ){0,3}?[^\W\d]+)(?=[,.;:)\n]| (?:and|in|on|of|at|that|which)\b)"
)
_COUNT_BEFORE = re.compile(rf"\b(?:(?:about|some|just|nearly|almost|only) )?(?P<count>an?|{_COUNT}|\d{{1,2}}) \Z", re.IGNORECASE)
_LONGEST_COUNT = 24  # characters
_WORD = re.compile(r"[^\W\d_]{4,}")
_STORY = timedelta(days=90)
_MOST_TOLD = 40  # sentences
_SHORTEST = 4  # letters of a word that says which happening is meant


@dataclass(frozen=True, slots=True)
class CountedTime:
    """A time counted from a happening, with its day where the text tells when that was."""

    start: int  # characters, end excluded
    end: int
    day: date | None
    unit: str


def find_counted_times(
    text: str, days: Sequence[tuple[int, date]], sentence_of: Sequence[tuple[int, int]], *, published: date | None
) -> list[CountedTime]:
    """The times of `text` that are counted from a happening, in order.

    "Two days after the quake, 40 were found", below "The earthquake struck on Tuesday", is the Thursday. `days` are the days that the
    text names, with the character at which each begins; `sentence_of` the bounds of the sentences, both in text order. Without an
    earlier sentence that names the happening and a day of the three months before `published`, the day is None.
    """
    found, told = [], None
    for match in _UNIT_AND_WAY.finditer(text):
        count = _COUNT_BEFORE.search(text, max(0, match.start() - _LONGEST_COUNT), match.start())
        if count is None:
            continue
        told = _told_days(text, days, sentence_of) if told is None else told
        begun = _day_of(told, match, published)
        sign = 1 if match["way"] == "after" else -1
        day = shift_day(begun, match["unit"], sign * _number(count["count"].lower())) if begun else None
        found.append(CountedTime(count.start(), match.end(), day, match["unit"]))
    return found


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(NUMBERS.get(word, 1))


def _told_days(text: str, days: Sequence[tuple[int, date]], bounds: Sequence[tuple[int, int]]) -> list[tuple[int, set[str], date]]:
    """The first sentences that name a day: where each ends, its longer words, and its first day."""
    told: list[tuple[int, set[str], date]] = []
    index = 0
    for begin, end in bounds:
        while index < len(days) and days[index][0] < begin:
            index += 1
        if index < len(days) and days[index][0] < end:
            told.append((end, {word.lower() for word in _WORD.findall(text[begin:end])}, days[index][1]))
        if len(told) == _MOST_TOLD:
            break
    return told


def _day_of(told: Sequence[tuple[int, set[str], date]], match: re.Match[str], published: date | None) -> date | None:
    """The first day told beside the last word of the happening, in an earlier sentence: "the quake" is that of "earthquake".

    None for a day long before the publication: a history names many sieges, and the first is seldom meant.
    """
    name = match["event"].split()[-1].lower()
    if len(name) < _SHORTEST:
        return None
    for end, words, day in told:
        if end <= match.start() and any(word.endswith(name) or word == name + "s" for word in words):
            return day if published is not None and timedelta(0) <= published - day <= _STORY else None
    return None
