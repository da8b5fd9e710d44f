"""Whether a unit as NewsQuant names it and a unit of ours are the same.

Measures, currencies and shares are compared by our code for the name ("kilometre" is km, "percentage" percent), which our own table of
units gives, and the few names below that only the benchmark uses. What is counted is compared by its nouns in the singular, one side
inside the other: "refugees" and "North Korean refugees". A rate that the benchmark states must be ours too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipeline.quantities.unit import unit_after
from pipeline.quantities.words import cut_words

_NAMES = {
    "percentage": "percent",
    "pound sterling": "GBP",
    "pound-mass": "[lb_av]",
    "barrel of oil": "[bbl_us]",
    "second": "duration",
    "quarter": "duration",
    "dimensionless": "",
    "number": "",
    "count": "",
}
_CODED = frozenset({"count", "duration", "ratio"})
_TIMES = frozenset({"time", "fold", "x"})
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "lives": "life",
    "police": "police", "series": "series", "species": "species", "wives": "wife", "knives": "knife", "wolves": "wolf", "teeth": "tooth",
}  # fmt: skip
_SMALL_WORDS = frozenset({"of", "the", "a", "an", "in", "for", "and", "per"})
_BIG = Fraction(1000)  # large enough for units that are also ordinary words, such as won


@dataclass(frozen=True, slots=True)
class Printed:
    """The unit of a quantity of ours: its code, the nouns that are counted or measured, and the noun behind "per"."""

    code: str
    nouns: str = ""
    rate: str = ""


def is_same_unit(wanted: Sequence[str], given: Printed) -> bool:
    """True when one of the benchmark's names for the unit is ours; no name at all fits a bare count and a ratio."""
    names = [name for name in wanted if _NAMES.get(name, name)]
    if not names:
        return given.code in {"count", "ratio"}
    return any(_fits(name, given) for name in names)


def unit_factors(wanted: Sequence[str]) -> tuple[Fraction, ...]:
    """What a value may be multiplied by to be one of ours: 1, and 1/100 for a unit called "cent"."""
    found = {_code(_split_rate(name)[0])[1] for name in wanted}
    return tuple(sorted({Fraction(1), *found}))


def _fits(name: str, given: Printed) -> bool:
    if given.code not in _CODED and _code(name)[0] == given.code:
        return True
    base, rate = _split_rate(name)
    if rate and _singulars(rate) != _singulars(given.rate):
        return False
    if given.code == "ratio":
        return bool(_singulars(base) & _TIMES)
    if given.code in _CODED:
        return _is_same_noun(base, given.nouns)
    return _code(base)[0] == given.code


def _is_same_noun(name: str, nouns: str) -> bool:
    one, other = _singulars(name), _singulars(nouns)
    return bool(one) and bool(other) and (one <= other or other <= one)


def _split_rate(name: str) -> tuple[str, str]:
    base, _, rate = re.sub(r"\s*/\s*", " per ", name).partition(" per ")
    return base, rate


@lru_cache(maxsize=4096)
def _code(name: str) -> tuple[str, Fraction]:
    """Our code for a unit's name, and how many of that unit one of the named makes; "" for a name that is no unit of ours."""
    if name in _NAMES:
        return _NAMES[name], Fraction(1)
    words = cut_words(name)
    unit = unit_after(words, 0, value=_BIG)
    return (unit.symbol, unit.factor) if unit is not None and unit.end == len(words) else ("", Fraction(1))


@lru_cache(maxsize=4096)
def _singulars(nouns: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", nouns.lower())
    return frozenset(_singular(word) for word in words if word not in _SMALL_WORDS)


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
