"""Join neighbouring time expressions that name one scope: ranges, lists, and open ends.

"from July 2016 to June 2017" and "July and August" are one scope each; "80 in August, 40 in September" are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.dates.form import Timex
from pipeline.dates.lexer import Atom

_DATED = frozenset({"date", "weekday", "season", "month", "decade", "century", "clock", "nth", "deictic", "unit", "part"})
_LISTED = frozenset({"date", "weekday", "season", "decade", "century", "nth"})
_RANGE_WORDS = frozenset({"to", "until", "till", "through", "thru", "-", "/", "\u2013", "\u2010", "\u2011"})
_APPOSED = frozenset({",F", "(F", "F", ",w", "(w", "\u2014F"})
_AFTER_HAPPENING = re.compile(r"(?P<bound>[i<>])(?:T|x|h|H)[xOo]{0,3}!g$")  # "since the coup of" 1 February 2021
_SINCE_IT_BEGAN = re.compile(r"(?P<bound>i)(?:T|a|h|H)?[xO!]{2,6}[qI]?$")  # "since the rain began on" 3 February
# The date is that of a happening, and what is told lies behind or before it: the date itself stays closed.
OF_SINCE, OF_BEFORE = "of since", "of before"
_LONGEST_LIST = 12  # members; the months of a year
_UNBOUND = frozenset({"duration", "set", "ref", "window", "ago", "shift"})


@dataclass(frozen=True, slots=True)
class Scope:
    """One or more time expressions that are read together.

    `bound` says which side is open: "since" has no end, "until" no beginning, "before" and "after" leave the period itself out.
    """

    kind: str  # single, range or list
    members: tuple[Timex, ...]
    first: int
    last: int
    bound: str = ""
    signal: tuple[int, int] | None = None  # atoms of the word that opens or joins: "since", "from"


def join_scopes(timexes: Sequence[Timex], atoms: Sequence[Atom], codes: str) -> list[Scope]:
    """Give the scopes that a row of time expressions makes up, in order; each expression is in one scope."""
    scopes: list[Scope] = []
    index = 0
    while index < len(timexes):
        scope, used = _scope_at(timexes, index, atoms, codes)
        scopes.append(scope)
        index += used
    return scopes


def _scope_at(timexes: Sequence[Timex], index: int, atoms: Sequence[Atom], codes: str) -> tuple[Scope, int]:
    timex = timexes[index]
    if timex.form == "unit" and index + 2 < len(timexes) and codes[timex.last : timexes[index + 1].first] in _APPOSED:
        scope = _range_at(timexes, index + 1, atoms, codes)
        if scope is not None:
            return replace(scope, first=timex.first), 3
    scope = _range_at(timexes, index, atoms, codes)
    if scope is not None:
        return scope, 2
    run = _list_at(timexes, index, atoms, codes)
    if run > 1:
        members = tuple(timexes[index : index + run])
        bound, signal = _bound(timex, members[-1], atoms, codes)
        return Scope("list", members, timex.first, members[-1].last, bound, signal), run
    bound, signal = ("", None) if timex.form in _UNBOUND else _bound(timex, timex, atoms, codes)
    return Scope("single", (timex,), timex.first, timex.last, bound, signal), 1


def _range_at(timexes: Sequence[Timex], index: int, atoms: Sequence[Atom], codes: str) -> Scope | None:
    """ "from A to B", "between A and B", "A to B", "A-B"."""
    if index + 1 >= len(timexes):
        return None
    start, end = timexes[index], timexes[index + 1]
    between = codes[start.last : end.first]
    lead = codes[start.first - 1] if start.first else ""
    if between == "tF" or between == "tI" or between == "tq":
        between = between if lead != "F" else "t"
    if end.form == "ref" and end.value == "PRESENT_REF" and (lead, between) in {("F", "t"), ("w", "&")} and start.form in _DATED:
        return Scope("single", (start,), start.first, end.last, "since", (start.first - 1, start.first))
    if start.form not in _DATED or end.form not in _DATED:
        return None
    joined = (between in {"t", "-", "/"} and atoms[start.last].text.lower() in _RANGE_WORDS) or (lead == "w" and between == "&")
    if not joined or not (lead in {"F", "w"} or _same_grain(start, end)):
        return None
    signal = (start.first - 1, start.first) if lead in {"F", "w"} else None
    return Scope("range", (start, end), start.first, end.last, "", signal)


def _list_at(timexes: Sequence[Timex], index: int, atoms: Sequence[Atom], codes: str) -> int:
    """How many expressions from `index` on make one list that ends in "and"; 1 when none does."""
    if timexes[index].form not in _LISTED:
        return 1
    best = 1
    for i in range(index, min(index + _LONGEST_LIST, len(timexes) - 1)):
        between = codes[timexes[i].last : timexes[i + 1].first]
        if between not in {"&", ",", ",&"} or not _same_grain(timexes[i], timexes[i + 1]):
            break
        if between.endswith("&"):
            word = atoms[timexes[i + 1].first - 1].text.lower()
            if _range_at(timexes, i + 1, atoms, codes) is not None:
                return best
            return i + 2 - index if word in {"and", "&"} else best
    return best


def _same_grain(a: Timex, b: Timex) -> bool:
    if a.form != b.form:
        return False
    if a.form != "date":
        return True
    return (a.month is None) == (b.month is None) and (a.day is None) == (b.day is None)


def _bound(start: Timex, end: Timex, atoms: Sequence[Atom], codes: str) -> tuple[str, tuple[int, int] | None]:
    """The open side that the words around say, and the atoms that say it."""
    first = start.first
    lead = codes[max(first - 3, 0) : first]
    word = atoms[first - 1].text.lower() if first else ""
    onward = atoms[end.last].text.lower() if end.last < len(atoms) else ""
    if lead.endswith("i"):
        return "since", (first - 1, first)
    if lead.endswith("4") or lead[-2:] in {"4I", "4q", "4F"} or _is_beginning(atoms, first):
        return "since", (first - (1 if lead.endswith("4") else 2), first)
    if lead.endswith("F") and onward in {"on", "onward", "onwards"}:
        return "since", (first - 1, first)
    if lead.endswith("F") and start is end and start.form == "date" and onward not in _RANGE_WORDS:
        return "from", (first - 1, first)
    around = codes[max(first - 9, 0) : first]
    happening = _AFTER_HAPPENING.search(around) or _SINCE_IT_BEGAN.search(around)
    if happening is not None:
        bound = {"i": OF_SINCE, "<": OF_BEFORE, ">": OF_SINCE}[happening.group("bound")]
        return bound, (first - len(happening.group()), first - len(happening.group()) + 1)
    if word == "for":
        return "for", None
    if word in {"until", "till", "by"}:
        return "until", (first - 1, first)
    if lead.endswith("lt") and word == "to" and atoms[first - 2].text.lower() == "prior":
        return "before", (first - 2, first)
    if lead.endswith(">") and onward in {"'s", "’s", "'", "’"}:
        return "", None  # "arrests after Sunday's march": the march is Sunday's, and so are the arrests
    if lead.endswith(("<", ">")) and (len(lead) < 2 or lead[-2] not in "UEM"):
        return ("before" if lead.endswith("<") else "after"), (first - 1, first)
    return "", None


def _is_beginning(atoms: Sequence[Atom], first: int) -> bool:
    """ "Beginning in July": the participle, not "the beginning of July"."""
    if first < 2 or atoms[first - 1].text.lower() not in {"in", "on", "from"}:
        return False
    return atoms[first - 2].text.lower() == "beginning" and (first < 3 or atoms[first - 3].text.lower() not in {"the", "a"})
