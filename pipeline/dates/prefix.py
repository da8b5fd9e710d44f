"""Join a time expression with what leads into it: "early" May, "the night of" October 9, "the first week of" May."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.dates.form import Timex
from pipeline.dates.lexer import Atom
from pipeline.dates.period import DAYS_IN, MONTHS_IN

_EDGE = re.compile(r"T?bg$|T?B-?$|BI$|b-$")
_DIRECTION = re.compile(r"[ER]$")
_PART = re.compile(r"(?:T|h|H)?B?P(?:g|q)$")
_NTH = re.compile(r"T?(?P<O>[OLfX])(?P<quantity>[Dn]|aV|V)?j?(?P<U>U|v)(?:g|I)$")
_ENDING = re.compile(r"T?(?P<quantity>[Dn])?(?P<U>U)(?P<to>[t2])(?P<on>q)?$")
_WEEK_OF = re.compile(r"T?(?P<U>U)g$")
_SAME = re.compile(r"T?s(?:U|o)(?:g|I)?T?$")
_ON_PART = frozenset({"on", "of"})
_LONG = frozenset({"date", "unit", "month", "season", "decade", "century", "nth", "same"})
_WITH_DAY = frozenset({"date", "weekday", "deictic"})


def join_prefixes(timexes: Sequence[Timex], atoms: Sequence[Atom], codes: str) -> list[Timex]:
    """Give the expressions with their leading words taken in: "the end of last year" is one, with modifier END.

    An expression never grows over the one before it.
    """
    joined: list[Timex] = []
    floor = 0
    for timex in _join_clocks(timexes, codes):
        grown = timex
        for _ in range(3):
            larger = _grow(grown, floor, atoms, codes)
            if larger is None:
                break
            grown = larger
        joined.append(grown)
        floor = grown.last
    return joined


def _join_clocks(timexes: Sequence[Timex], codes: str) -> list[Timex]:
    """Give each clock time the day named right after it: "12:00 UTC Monday" is one expression, "8 p.m. on Friday" two."""
    joined: list[Timex] = []
    skip = False
    for timex, after in zip(timexes, [*timexes[1:], None], strict=False):
        if skip:
            skip = False
            continue
        if timex.form != "clock" or after is None or not _is_day(after):
            joined.append(timex)
            continue
        between = codes[timex.last : after.first]
        if between == "":
            joined.append(replace(timex, last=after.last, parent=after))
            skip = True
        else:
            near = between in {"q", ",", "qT", "(", "xxq", "xq"}
            joined.append(replace(timex, parent=after) if near else timex)
    return joined


def _is_day(timex: Timex) -> bool:
    if timex.form == "date":
        return timex.day is not None or bool(timex.numeric)
    return timex.form in {"weekday", "deictic"} and not timex.part


def _grow(timex: Timex, floor: int, atoms: Sequence[Atom], codes: str) -> Timex | None:
    lead = codes[max(floor, timex.first - 7) : timex.first]
    for pattern, join in _JOINS:
        match = pattern.search(lead)
        if match is not None:
            first = timex.first - len(lead) + match.start()
            larger = join(timex, first, match, atoms)
            if larger is not None:
                return replace(larger, first=first)
    return None


def _join_edge(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    if timex.form in {"weekday", "deictic", "part"} and match.group() in {"B", "TB"} and not timex.mod:
        return replace(timex, mod=str(atoms[timex.first - 1].value))
    if timex.form not in _LONG or timex.day is not None or timex.numeric or timex.mod:
        return None
    edge = next(atom for atom in atoms[first : timex.first] if atom.code in "bB")
    return replace(timex, mod=str(edge.value))


def _join_direction(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    """ "later this year", "earlier in May" is left to "in"."""
    if timex.form not in {"unit", "deictic", "part"} or timex.offset or timex.mod:
        return None
    return replace(timex, mod="LATER" if match.group() == "R" else "EARLIER")


def _join_part(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    """ "the night of October 9", "on the morning of Monday"."""
    part = next(atom for atom in atoms[first : timex.first] if atom.code == "P")
    if timex.form not in _WITH_DAY or timex.part or (timex.form == "date" and not timex.day and not timex.numeric):
        return None
    if atoms[timex.first - 1].text.lower() not in _ON_PART or ":" in str(part.value):
        return None
    return replace(timex, part=str(part.value))


def _join_nth(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    if timex.form not in {"date", "unit", "month", "season"} or timex.day is not None or timex.mod:
        return None
    place = atoms[first + match.start("O") - match.start()]
    if place.code == "X":
        return None
    unit_atom = atoms[first + match.start("U") - match.start()]
    unit = "half" if unit_atom.code == "v" else str(unit_atom.value)
    position = int(str(place.value)) if place.code == "O" else 1 if place.text.lower() == "opening" else -1
    count = _count(match, first, atoms)
    if unit_atom.text.lower().endswith("s") and count == 1:
        return None
    return Timex("nth", first, timex.last, unit=unit, number=position, offset=count, parent=timex)


def _count(match: re.Match[str], first: int, atoms: Sequence[Atom]) -> int:
    if not match.group("quantity"):
        return 1
    atom = atoms[first + match.start("quantity") - match.start()]
    return int(str(atom.value)) if atom.code in "Dn" else 0


def _join_ending(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    """ "the year to June 2023", "the week ending October 6", "the 12 months to March"."""
    unit_atom, word = (atoms[first + match.start(group) - match.start()] for group in ("U", "to"))
    if (
        timex.form != "date"
        or _goes_on(timex, atoms)
        or word.text.lower() not in {"to", "ending", "ended"}
        or unit_atom.value not in MONTHS_IN | DAYS_IN
    ):
        return None
    if not (match.group("quantity") or match.group().startswith("T")) or (timex.month is None and unit_atom.value != "year"):
        return None
    return Timex("ending", first, timex.last, unit=str(unit_atom.value), number=_count(match, first, atoms), parent=timex)


def _join_week_of(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    """ "the week of October 2"."""
    is_week = atoms[first + match.start("U") - match.start()].value == "week"
    if _goes_on(timex, atoms):
        return None
    return Timex("week_of", first, timex.last, parent=timex) if is_week and timex.form == "date" and timex.day else None


def _goes_on(timex: Timex, atoms: Sequence[Atom]) -> bool:
    """True if a range goes on after the date: "the week of 2-8 October"."""
    return timex.last < len(atoms) and atoms[timex.last].code in "-t"


def _join_same(timex: Timex, first: int, match: re.Match[str], atoms: Sequence[Atom]) -> Timex | None:
    """ "the same period last year", "the same month a year earlier"."""
    if timex.form not in {"unit", "ago", "shift"} and not (timex.form == "date" and timex.month is None):
        return None
    unit = next((str(atom.value) for atom in atoms[first : timex.first] if atom.code in "Uo"), "period")
    return Timex("same", first, timex.last, unit=unit, parent=timex)


_Join = Callable[[Timex, int, "re.Match[str]", Sequence[Atom]], Timex | None]
_JOINS: tuple[tuple[re.Pattern[str], _Join], ...] = (
    (_EDGE, _join_edge),
    (_DIRECTION, _join_direction),
    (_PART, _join_part),
    (_NTH, _join_nth),
    (_ENDING, _join_ending),
    (_WEEK_OF, _join_week_of),
    (_SAME, _join_same),
)
