"""Read the place inside an instrument: "Article 33(1)", "articles 15, 53 and 58 to 61", "paragraph 2 of article 12".

A pinpoint is a list of paths, outermost unit first; lists and ranges are expanded, so that every article stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.law.lists import word_list
from pipeline.law.words import LegalWord

Step = tuple[str, str]  # unit and value: ("article", "33")
Path = tuple[Step, ...]

UNITS = {
    "article": "article", "articles": "article", "art": "article", "arts": "article",
    "section": "section", "sections": "section", "sec": "section", "secs": "section", "§": "section",
    "paragraph": "paragraph", "paragraphs": "paragraph", "para": "paragraph", "paras": "paragraph",
    "subparagraph": "subparagraph", "subparagraphs": "subparagraph",
    "subsection": "paragraph", "subsections": "paragraph",
    "chapter": "chapter", "chapters": "chapter", "part": "part", "parts": "part", "title": "title", "annex": "annex",
    "annexes": "annex", "rule": "rule", "rules": "rule", "clause": "clause", "clauses": "clause", "schedule": "schedule",
    "regulation": "regulation", "regulations": "regulation", "principle": "principle", "principles": "principle",
}  # fmt: skip
_INNER = frozenset({"paragraph", "subparagraph", "clause"})
_NUMBER = re.compile(r"\d{1,4}[A-Za-z]{0,2}$")
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_LEVEL = re.compile(r"\d{1,2}[A-Za-z]?$|[A-Za-z]$|[ivx]{2,4}$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LATIN = frozenset({"bis", "ter", "quater", "quinquies"})
_DASHES = frozenset("-‐‑–—")
# What may follow an item of a list: "Article 3 and 40 people" is no list of articles.
_LONGEST_RANGE = 120


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A pinpoint phrase: words `first` to `last` (excluded) and the paths it names."""

    first: int
    last: int
    paths: tuple[Path, ...]
    strong: bool  # the phrase looks like law by itself: "Article 33", not "the article 33"

    @property
    def unit(self) -> str:
        """The outermost unit."""
        return self.paths[0][0][0]


def number_of(value: str) -> int | None:
    """Give the whole number of "33", "1A" or "VII"; None for a letter."""
    digits = re.match(r"\d+", value)
    if digits:
        return int(digits.group())
    if not _ROMAN.match(value):
        return None
    figures = [_ROMAN_DIGITS[letter] for letter in value]
    return sum(-a if a < b else a for a, b in zip(figures, [*figures[1:], 0], strict=True))


def roman(number: int) -> str:
    """Give 4 as "IV"."""
    parts = []
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)


def read_pinpoint(words: Sequence[LegalWord], i: int) -> Pinpoint | None:
    """Read the pinpoint phrase whose unit word stands at `i`.

    "Articles 2(1), 7 and 9(3)(b)" gives three paths. "subparagraph (b) of Article 3(1)" gives one, article first. None when no
    number follows: "the article", "Part of the problem".
    """
    unit = UNITS.get(_norm(words, i))
    if unit is None:
        return None
    start = _skip_sign(words, i + 1)
    if words[i].norm in {"art", "arts"} and (_norm(words, i - 1) in {"the", "of"} or _norm(words, start) == "i"):
        return None  # "state of the art. I went"
    listed = _read_list(words, start, unit, plural=words[i].norm.endswith("s"))
    if listed is None:
        return None
    last, paths = listed
    strong = words[i].capital or words[i].text == "§" or words[i].norm in {"art", "arts"}
    if unit in _INNER or (unit == "part" and _is_article(_outer(words, last))):
        outer = _outer(words, last)
        if outer is None:
            return Pinpoint(i, last, tuple(paths), False)
        paths = [whole + path for whole in outer.paths for path in paths]
        return Pinpoint(i, outer.last, tuple(paths), True)
    return Pinpoint(i, last, tuple(paths), strong)


def _is_article(outer: Pinpoint | None) -> bool:
    return outer is not None and outer.unit == "article"


def _outer(words: Sequence[LegalWord], i: int) -> Pinpoint | None:
    """The article that "paragraph 2 of ..." belongs to."""
    if _norm(words, i) not in {"of", "in", "to"}:
        return None
    i += 1
    i += _norm(words, i) in {"the", "common"}
    return read_pinpoint(words, i)


def _read_list(words: Sequence[LegalWord], i: int, unit: str, *, plural: bool = False) -> tuple[int, list[Path]] | None:
    item = _read_item(words, i, unit, ())
    if item is None:
        return None
    i, path = item
    i, paths = _with_paragraphs(words, i, path)
    while True:
        # "Articles 4, 81 and 82 represent": after a plural the last number is sure, whatever follows it; so is a level, "(b)".
        last_item = plural and _norm(words, i + (_norm(words, i) in {",", ";"})) in {"and", "or", "&"}
        more = _next_item(words, i, unit, paths[-1], sure=last_item)
        if more is None:
            return i, paths
        i, found, is_range = more
        paths += _expand(paths[-1], found) if is_range else [found]
        if not is_range:
            i, inner = _with_paragraphs(words, i, paths.pop())
            paths += inner


def _next_item(words: Sequence[LegalWord], i: int, unit: str, before: Path, *, sure: bool) -> tuple[int, Path, bool] | None:
    j, is_range = _separator(words, i)
    if j == i:
        return None
    if UNITS.get(_norm(words, j)) == unit and unit not in _INNER:  # "article 9 and article 14"
        j = _skip_sign(words, j + 1)
    item = _read_item(words, j, unit, before)
    if item is None or not (sure or _norm(words, j) == "(" or _may_follow(words, item[0])):
        return None
    value = item[1][0][1]
    if unit == "article" and not is_range and (number_of(value) or 0) >= 1000:
        return None
    return item[0], item[1], is_range


def _separator(words: Sequence[LegalWord], i: int) -> tuple[int, bool]:
    norm = _norm(words, i)
    if norm in {"to", "through"} or norm in _DASHES:
        return i + 1, True
    j = i
    if _norm(words, j) in {",", ";"}:
        j += 1
    if _norm(words, j) in {"and", "or", "&"}:
        j += 1
    return j, False


def _may_follow(words: Sequence[LegalWord], i: int) -> bool:
    norm = _norm(words, i)
    return not norm[:1].isalpha() or norm in word_list("after_item") or words[i].capital or norm in UNITS


def _read_item(words: Sequence[LegalWord], i: int, unit: str, before: Path) -> tuple[int, Path] | None:
    """Read one number with its levels; "(b)" alone is the sibling of the level it follows: "2(a) and (b)"."""
    levels, end = _levels(words, i)
    if levels:
        if unit in _INNER and not before:
            return end, ((unit, levels[0]),)
        keep = before[: len(before) - len(levels)] if len(before) > len(levels) else before[:1]
        return (end, _deepen(keep, levels)) if keep and len(before) > len(levels) else None
    if i >= len(words):
        return None
    text = words[i].text
    if not (_NUMBER.match(text) or _ROMAN.match(text) or (unit in _INNER and re.match(r"[a-z]$", text))):
        return None
    i += 1
    if _glued_letter(words, i):  # "Section 295-C"
        text += "-" + words[i + 1].text
        i += 2
    while _glued_decimal(words, i):
        text += "." + words[i + 1].text
        i += 2
    if _norm(words, i) in _LATIN:
        text += " " + words[i].norm
        i += 1
    levels, end = _levels(words, i)
    return end, _deepen(((unit, text),), levels)


def _levels(words: Sequence[LegalWord], i: int) -> tuple[list[str], int]:
    found: list[str] = []
    while i + 2 < len(words) and words[i].text == "(" and words[i + 2].text == ")" and _LEVEL.match(words[i + 1].text):
        found.append(words[i + 1].text)
        i += 3
    return found, i


def _deepen(path: Path, levels: Sequence[str]) -> Path:
    for value in levels:
        outer = path[-1][0]
        if value[0].isdigit() or (value.isupper() and outer in {"article", "section"}):
            unit = "paragraph"
        elif outer == "subparagraph":
            unit = "item"
        else:
            unit = "subparagraph"
        path = (*path, (unit, value))
    return path


def _with_paragraphs(words: Sequence[LegalWord], i: int, path: Path) -> tuple[int, list[Path]]:
    """Add what "Article 9, paragraphs 1 and 4" says after the comma."""
    j = i + (_norm(words, i) == ",")
    unit = UNITS.get(_norm(words, j))
    inner = unit in _INNER or (unit == "part" and path[-1][0] == "article")
    if unit is None or not inner or path[-1][0] in _INNER:
        return i, [path]
    listed = _read_list(words, _skip_sign(words, j + 1), unit)
    if listed is None or (_norm(words, listed[0]) in {"of", "in"} and _norm(words, listed[0] + 1) in UNITS):
        return i, [path]
    return listed[0], [path + inner for inner in listed[1]]


def _expand(first: Path, last: Path) -> list[Path]:
    """The paths after `first` up to `last`: 58 to 61, (a) to (c); only `last` where no order is known."""
    if len(first) != len(last) or first[:-1] != last[:-1]:
        return [last]
    unit, low, high = last[-1][0], first[-1][1], last[-1][1]
    if low.isdigit() and high.isdigit():
        values = [str(n) for n in range(int(low) + 1, int(high) + 1)]
    elif _ROMAN.match(low) and _ROMAN.match(high):
        values = [roman(n) for n in range((number_of(low) or 0) + 1, (number_of(high) or 0) + 1)]
    elif len(low) == len(high) == 1:
        values = [chr(code) for code in range(ord(low) + 1, ord(high) + 1)]
    else:
        values = []
    if not values or len(values) > _LONGEST_RANGE:
        return [last]
    return [(*last[:-1], (unit, value)) for value in values]


def _glued_decimal(words: Sequence[LegalWord], i: int) -> bool:
    if not (0 < i < len(words) - 1 and words[i].text == "."):
        return False
    number = words[i + 1]
    return number.text.isdigit() and number.start == words[i].end and words[i].start == words[i - 1].end


def _glued_letter(words: Sequence[LegalWord], i: int) -> bool:
    if not (0 < i < len(words) - 1 and words[i].text in _DASHES):
        return False
    letter = words[i + 1]
    return len(letter.text) == 1 and letter.capital and letter.start == words[i].end and words[i].start == words[i - 1].end


def _skip_sign(words: Sequence[LegalWord], i: int) -> int:
    """Step over the dot of "Art." and the word "No."."""
    i += _norm(words, i) in {".", "§"}
    if _norm(words, i) in {"no", "nos", "number"}:
        i += 1
        i += _norm(words, i) == "."
    return i


def _norm(words: Sequence[LegalWord], i: int) -> str:
    return words[i].norm if 0 <= i < len(words) else ""
