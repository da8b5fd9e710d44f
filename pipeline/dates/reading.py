"""One match of a date pattern and what its words say: amounts, modifiers, directions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.dates.form import Timex
from pipeline.dates.guards import is_counted, lower_at
from pipeline.dates.lexer import Atom

_MODS = {"over": "MORE_THAN", "under": "LESS_THAN", "nearly": "LESS_THAN", "almost": "LESS_THAN", "barely": "LESS_THAN"}
# The code that decides, and what its words mean; "" for any other word of that code.
_COMPARISONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("+", {"less": "LESS_THAN", "fewer": "LESS_THAN", "": "MORE_THAN"}),
    ("8", {"least": "EQUAL_OR_MORE", "": "EQUAL_OR_LESS"}),
    ("7", {"": "EQUAL_OR_LESS"}),
)
_EXACT = frozenset({"exactly", "another", "some"})
# What makes "the last week", "the first quarter" or "the same month" part of a longer expression: "of March", "a year ago".
LEADS_PART = re.compile(r"(?:g|I)T?(?:[YMdS]|[HLlXy]j?U)|gTU|(?:g|I)?(?:T?[LlX]U|(?:a|[nD])V?U[GRE])")
CALENDAR = frozenset({"day", "week", "fortnight", "weekend", "month", "quarter", "half", "year", "decade", "century"})
NUMBERED = frozenset(
    {"article", "articles", "art", "section", "sections", "rule", "paragraph", "clause", "chapter", "page", "no", "number"}
)


class Reading:
    """One match of a pattern: gives the atoms and values of its groups."""

    def __init__(self, match: re.Match[str], atoms: Sequence[Atom], is_noun: Callable[[int], bool]) -> None:
        self.match, self.atoms, self.is_noun = match, atoms, is_noun
        self.first, self.last = match.span()
        self.codes = match.string
        self._groups = match.re.groupindex

    def has(self, group: str) -> bool:
        """True if the pattern has the group and it took part in the match."""
        return group in self._groups and bool(self.match.group(group))

    def at(self, group: str) -> int:
        """Index of the group's first atom."""
        return self.match.start(group)

    def value(self, group: str) -> Any:
        """What the group's first atom says; None when the group is missing."""
        return self.atoms[self.at(group)].value if self.has(group) else None

    def text(self, group: str) -> str:
        """The group's first word in lower case, "" when it is missing."""
        return self.atoms[self.at(group)].text.lower() if self.has(group) else ""

    def code(self, group: str) -> str:
        """The codes of the group, "" when it is missing."""
        return self.match.group(group) if self.has(group) else ""

    def make(self, form: str, **fields: Any) -> list[Timex]:
        """One time expression over the whole match."""
        return [replace(Timex(form, self.first, self.last), **fields)]

    def before(self) -> str:
        """The word before the match, in lower case."""
        return lower_at(self.atoms, self.first - 1)

    def after(self, distance: int = 0) -> str:
        """The word after the match, in lower case."""
        return lower_at(self.atoms, self.last + distance)

    def counted_after(self) -> bool:
        """True if counted things follow, so that the last figure is theirs."""
        return is_counted(self.atoms, self.last, self.is_noun)


def relation(reading: Reading) -> dict[str, Any]:
    """What "last", "this" or "the following" says about direction and starting point."""
    offset = {"L": -1, "l": -1, "X": 1, "y": 1}.get(reading.code("rel")[:1], 0)
    word = reading.text("rel")
    mentioned = word in {"previous", "preceding", "prior", "that", "those", "same"} or reading.code("rel")[:1] in {"y", "h", "s"}
    relation = {"offset": offset, "mentioned": mentioned}
    return relation | {"value": word} if reading.has("rel") else relation


def amount(reading: Reading) -> float | None:
    """The number before a unit: "two and a half" is 2.5, "several" None."""
    codes = reading.code("quantity")
    if "V" in codes:
        return None
    total = 0.0
    for index in range(reading.match.start("quantity"), reading.match.end("quantity")):
        atom = reading.atoms[index]
        if atom.code == "v":
            total += 0.5
        elif atom.code == "n":
            total = (total or 1) * 100 if atom.value == 100 else total + float(str(atom.value))
        elif atom.code in "DNY":
            total += float(str(atom.value))
        elif atom.code == "a" and index == reading.match.start("quantity"):
            total = 1.0
    return total


def about(reading: Reading) -> str:
    """The TIMEX3 modifier of "nearly", "more than", "up to"; "" for none."""
    codes = reading.code("about")
    for code, words in _COMPARISONS:
        if code in codes:
            word = reading.atoms[reading.match.start("about") + codes.index(code)].text.lower()
            return words.get(word, words[""])
    word = reading.text("about")
    return "" if not codes or word in _EXACT else _MODS.get(word, "APPROX")


def position(reading: Reading) -> int | None:
    """1 for "first", -1 for "last"; None for what is no place in a row."""
    if reading.code("O") == "O":
        return int(reading.value("O"))
    return 1 if reading.text("O") == "opening" else -1
