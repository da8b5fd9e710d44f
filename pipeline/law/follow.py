"""What goes on behind a status phrase: "and has not ratified it", "and ratified it in 2016", "three years later", "in June"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.law.lists import word_list
from pipeline.law.mention import YEAR
from pipeline.law.party import MONTHS, StatusDate, read_status_date
from pipeline.law.words import Page

PRONOUNS = frozenset({"it", "them", "both", "either", "neither"})
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_THEN = frozenset({",", "and", "then", "later", "has", "had", "it", "subsequently", "finally", "also", "eventually"})
_HOUSES = frozenset({"its", "the", "parliament", "senate", "congress", "legislature", "lawmakers", "assembly", "duma", "knesset"})
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?$")


@dataclass(frozen=True, slots=True)
class Continued:
    """The status after what follows, the end of the words read, and the date of the later act."""

    status: str
    stop: int | None
    date: StatusDate | None


def read_on(page: Page, status: str, j: int, *, pronoun: bool) -> Continued:
    """Read on from "signed the Convention in 2015" at word `j` to "but has not ratified it" or "and ratified it on 25 May 2016".

    `pronoun`: the object was "it" or a heading, so that a second bare verb still speaks of it. Nothing new: the same status, no stop.
    """
    unchanged = Continued(status, None, None)
    if status != "signatory":
        return unchanged
    start, negated = j, False
    while page.norm(j) in word_list("unratified") | _THEN | _HOUSES or page.norm(j).endswith("n't"):
        negated |= page.norm(j) in word_list("negations") or page.norm(j).endswith("n't")
        j += 1
    if j == start or page.norm(j) not in {"ratified", "ratify"} or not page.same_sentence(j, start - 1):
        return unchanged
    j += 1
    has_object = page.norm(j) in PRONOUNS
    j += has_object
    if negated:
        return Continued("signed_only", j, None)
    date = read_status_date(page, j)
    if page.norm(j - 1 - has_object) != "ratified" or not (has_object or (pronoun and date)):
        return unchanged
    return Continued("ratified", date.last if date else j, date)


def later_date(page: Page, i: int, year: int | None) -> StatusDate | None:
    """Read "three years later" or "a year later" at word `i`, counted from the year of the act named before; None without one."""
    i += page.norm(i) == ","
    norm = page.norm(i)
    number = int(norm) if norm.isdigit() and len(norm) <= 2 else _NUMBERS.get(norm)
    if number is None or year is None or page.norm(i + 1) not in {"year", "years"} or page.norm(i + 2) != "later":
        return None
    return StatusDate(i, i + 3, {"begin": f"{year + number}-01-01", "end": f"{year + number}-12-31"})


def end_of_yearless(page: Page, i: int) -> int:
    """The end of "in June", "on 4 June", "last year" at word `i`, a time that gives no year by itself; `i` where none stands."""
    if page.norm(i) in {"last", "this"} and page.norm(i + 1) in {"year", "month", "week"}:
        return i + 2
    if page.norm(i) not in {"in", "on"}:
        return i
    j = i + 1
    j += bool(_DAY.match(page.norm(j)))
    if page.norm(j) not in MONTHS or not page.words[j].capital:
        return i
    j += 1
    j += page.norm(i) == "on" and j == i + 2 and bool(_DAY.match(page.norm(j)))
    has_year = YEAR.match(page.norm(j + (page.norm(j) == ",")))
    return j if page.same_sentence(i, j - 1) and not has_year else i
