"""Read what a number measures: ISO 4217 currencies, shares, UCUM measures and durations.

The names and signs are the rows of `data/units.jsonl`; a currency named without its country ("dollars", "pounds") is the
one that world news means by it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from pipeline.quantities.words import Word, cut_words, is_hyphen, word_at

_LONGEST = 6
_SECTION_SIGNS = frozenset({"m", "g", "l", "L", "t"})  # one letter is a unit only next to its number or before a measure word
_MEASURE_TAILS = frozenset({"high", "long", "wide", "deep", "tall", "away", "thick", "above", "below", "from", "of"})
_WEIGHT_CUES = frozenset({"of", "heavier", "lighter", "overweight"})
_LOWER_ONLY = frozenset({"won", "som", "dong", "kip", "lev", "rand", "sterling", "quid", "pence", "penny", "kina", "foot", "mark"})
_DOUBTFUL = frozenset({"won", "som", "dong", "kip", "lev", "rand"})  # also ordinary words or names
_SMALLEST_DOUBTFUL = 50


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit beside a number: its symbol in the contract, and how many of it one of the printed unit makes."""

    symbol: str  # "USD", "percent", "percentage_point", "km", "duration"
    kind: str  # currency, share, measure or duration
    name: str  # as printed: "US dollars", "years"
    begin: int  # indexes into the words that were read, end excluded
    end: int
    factor: Fraction = Fraction(1)  # 1/100 for cents
    hyphened: bool = False  # True in "a 10-year sentence"


def unit_before(words: Sequence[Word], i: int) -> Unit | None:
    """Read the currency that ends just before word `i`: "US$" 5, "EUR" 12; None when none does."""
    for length in range(min(3, i), 0, -1):
        row = _signs().get(tuple(word.text for word in words[i - length : i]))
        if row is not None and row[1] == "currency":
            printed = "".join(word.text for word in words[i - length : i])
            return Unit(row[0], row[1], printed, i - length, i, row[2])
    return None


@lru_cache(maxsize=1)
def currency_starts() -> frozenset[str]:
    """Give the pieces that a currency sign left of its number may begin with: "$", "US", "EUR"."""
    return frozenset(sign[0] for sign, row in _signs().items() if row[1] == "currency")


def unit_after(words: Sequence[Word], i: int, *, value: Fraction) -> Unit | None:
    """Read the unit that begins at word `i`, just behind the number `value`; None when none does.

    "square kilometres" is km2, "per cent" percent, "-year" a hyphened duration.
    """
    hyphened = is_hyphen(words, i)
    first = i + 1 if hyphened else i
    for length in range(min(_LONGEST, len(words) - first), 0, -1):
        piece = words[first : first + length]
        row = _signs().get(tuple(word.text for word in piece)) or _names().get(tuple(word.lower for word in piece))
        if row is None or not _is_unit(words, first, first + length, value):
            continue
        symbol, kind, factor = row
        if symbol == "GBP" and _is_weight(words, first, first + length):
            symbol, kind = "[lb_av]", "measure"
        return Unit(symbol, kind, _printed(piece), i, first + length, factor, hyphened)
    return None


def unit_symbols() -> frozenset[str]:
    """Give every symbol that a quantity may carry, beside "count" and "ratio"."""
    return frozenset(row[0] for row in (*_signs().values(), *_names().values()))


def _is_unit(words: Sequence[Word], begin: int, end: int, value: Fraction) -> bool:
    text, lower = words[begin].text, words[begin].lower
    if end - begin > 1:
        return True
    if text in _SECTION_SIGNS or lower in {"in", "nm"}:
        return words[begin].glued or word_at(words, end) in _MEASURE_TAILS
    if lower in _LOWER_ONLY and not text.islower():
        return False  # "Pence" and "Rand" are names
    return lower not in _DOUBTFUL or value >= _SMALLEST_DOUBTFUL


def _is_weight(words: Sequence[Word], begin: int, end: int) -> bool:
    """True for "12 pounds of rice", "a 4 pound carton", "weighing 3 pounds": pounds that are no money."""
    if words[begin].lower == "pound" or any(word.lower.startswith("weigh") for word in words[max(0, begin - 8) : begin]):
        return words[begin].lower in {"pound", "pounds"}
    return words[begin].lower in {"pound", "pounds"} and word_at(words, end) in _WEIGHT_CUES


def _printed(piece: Sequence[Word]) -> str:
    return "".join(word.text if word.glued or n == 0 else f" {word.text}" for n, word in enumerate(piece))


_Row = tuple[str, str, Fraction]


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, object], ...]:
    lines = files("pipeline").joinpath("data/units.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@lru_cache(maxsize=1)
def _signs() -> dict[tuple[str, ...], _Row]:
    return _table("signs")


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, ...], _Row]:
    return _table("words")


def _table(key: str) -> dict[tuple[str, ...], _Row]:
    table: dict[tuple[str, ...], _Row] = {}
    for row in _rows():
        names = row[key]
        assert isinstance(names, list)
        value: _Row = (str(row["unit"]), str(row["kind"]), Fraction(str(row.get("factor", "1"))))
        for name in names:
            pieces = cut_words(str(name))
            table[tuple(piece.text if key == "signs" else piece.lower for piece in pieces)] = value
    return table
