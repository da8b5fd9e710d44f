"""A whole with its parts: whether they leave nothing out, and whether the sum says anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from annotations.interval import Interval
from evaluation.compare.finding import in_one_article
from evaluation.compare.lexicon import exclusive_traits, state_parts
from evaluation.compare.parts import is_base
from evaluation.compare.reading import Reading
from evaluation.compare.scope import window
from evaluation.compare.updates import later_first

# Below this a sum of figures that share no event comes out by chance.
TELLING = 20
# A sum further above "at least so many" says nothing of it.
_WELL_ABOVE = Fraction(3, 2)
AMONG = re.compile(r"\b(?:among|including|of whom|of them|other|others)\b", re.IGNORECASE)
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_REGIONS = re.compile(
    r"\b(?:both|(?:the|all)\s+(two|three|four|five))\s+(?:\w+\s+)?"
    r"(?:areas|camps|cities|counties|countries|districts|islands|places|prisons|provinces|regions|sites|states|towns|valleys|villages)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Equal claims of one figure, taken as one; `first` stands for all."""

    readings: tuple[Reading, ...]

    @property
    def first(self) -> Reading:
        """The claim that comes first in the order of the files."""
        return self.readings[0]

    @property
    def value(self) -> Interval:
        """The figure."""
        assert self.first.value is not None
        return self.first.value


@dataclass(frozen=True, slots=True)
class Split:
    """A whole, its parts and the dimension that divides them."""

    whole: Bundle
    parts: tuple[Bundle, ...]
    dimension: str
    complete: bool

    @property
    def total(self) -> Interval:
        """The sum of the parts."""
        total = Interval(Fraction(0), Fraction(0))
        for part in self.parts:
            total = total.plus(part.value)
        return total

    @property
    def meets(self) -> bool:
        """True if the sum comes out: the intervals meet."""
        return self.total.meets(self.whole.value)

    @property
    def is_guess(self) -> bool:
        """True if it is not said that the same happened to whole and parts: only an exact sum speaks for it."""
        return any(part.first.state is None or part.first.state != self.whole.first.state for part in self.parts) and (
            self.dimension == "time"
        )

    @property
    def rank(self) -> tuple[int, int, int, int, tuple[str, ...]]:
        """The better split sorts first: a complete one, from few articles, in few parts."""
        articles = len({reading.claim.article for part in self.parts for reading in part.readings[:1]})
        keys = tuple(part.first.claim.id for part in self.parts)
        return (not self.meets, not self.complete, articles, -len(self.parts), keys)


def is_sound(split: Split) -> bool:
    """A sum that comes out counts when nothing is left out or every figure is a plain number; one that does not come out
    counts only when one article gives a complete division in plain numbers."""
    plain = all(part.value.is_point for part in split.parts)
    if split.is_guess and not (plain and split.total == split.whole.value and (split.complete or _in_one_sentence(split.parts))):
        return False
    if any(not part.value.low for part in split.parts):
        return False
    if split.meets:
        return (split.complete and _says_something(split)) or (plain and split.whole.value.is_point)
    closed = plain and split.whole.value.high is not None and not split.whole.first.is_vague
    later = any(later_first(split.whole.first, part.first) is not None for part in split.parts)
    if split.dimension != "time" and later and not _is_closed(split):
        return False
    if split.dimension != "time" and not _says_all(split):
        return False
    low, high = sorted((split.total.low or Fraction(0), split.whole.value.high or Fraction(0)))
    if low * 2 < high:
        return False
    rounded = split.whole.first.rounded
    return split.complete and closed and in_one_article(source_parts(split)) and not (rounded and rounded.meets(split.total))


def _says_something(split: Split) -> bool:
    """False for eight beside "up to ten" and 60 beside "at least 12": any such sum lies within an open bound."""
    whole, total = split.whole.value, split.total
    if whole.high is None:
        return whole.low is not None and total.low is not None and total.low <= whole.low * _WELL_ABOVE
    return bool(whole.low) or total.high == whole.high


def _in_one_sentence(parts: Sequence[Bundle]) -> bool:
    sentences = [{(reading.claim.article, reading.claim.sentence) for reading in part.readings} for part in parts]
    return bool(set.intersection(*sentences))


def _is_closed(split: Split) -> bool:
    """True for figures of one stated day, to which no later count adds: "on 31 October" on both sides."""
    readings = [split.whole.first, *(part.first for part in split.parts)]
    days = {(when.begin, when.end) for reading in readings if (when := reading.claim.when) is not None and when.resolved}
    stated = all(reading.claim.when is not None and reading.quantity.aspect == "flow" for reading in readings)
    return stated and len(days) == 1 and all(begin is not None and begin == end for begin, end in days)


def _says_all(split: Split) -> bool:
    """True if one sentence divides the whole of its own article or source and names no part as one among others."""
    if not _in_one_sentence(split.parts):
        return False
    parts = source_parts(split)
    if any(reading.quantity.relation is not None or AMONG.search(reading.sentence) for reading in parts):
        return False
    based = [any(is_base(part, whole) for whole in split.whole.readings) for part in parts]
    return all(based) or not any(part.base is not None for part in parts)


def source_parts(split: Split) -> list[Reading]:
    """The parts as one article gives them, where one does."""
    shared = set.intersection(*({reading.claim.article for reading in part.readings} for part in split.parts))
    chosen = min(shared, default=None)
    return [next((r for r in part.readings if r.claim.article == chosen), part.first) for part in split.parts]


def regions_of(reading: Reading) -> int:
    """How many regions a figure is said to cover without naming them: 2 for "in both districts", 0 where nothing is said."""
    match = _REGIONS.search(reading.sentence)
    return 0 if match is None else _NUMBERS.get((match.group(1) or "both").lower(), 2)


def is_complete(whole: Bundle, parts: Sequence[Bundle], dimension: str) -> bool:
    """True if nothing of the whole lies outside the parts."""
    if dimension == "place":
        return _covers_places(whole.first, [part.first for part in parts]) and _in_one_sentence(parts)
    if dimension == "time":
        return _covers_window(whole.first, [part.first for part in parts])
    if dimension == "population":
        return all(part.first.base is None for part in parts) and covers_people([part.first.population.traits for part in parts])
    if dimension == "state":
        states = frozenset(str(part.first.state) for part in parts)
        table = state_parts().get(str(whole.first.state), {})
        based = any(is_base(p, w) for part in parts for p in part.readings for w in whole.readings)
        return table.get(states, False) or (based and len(parts) == 2 and any(part.first.is_remainder for part in parts))
    return False


def covers_people(traits: Sequence[frozenset[str]]) -> bool:
    """True for men and women, for adults and children, for men, women and children: nobody is left out."""
    groups = set(traits)
    men_and_women = {frozenset({"sex:male", "age:adult"}), frozenset({"sex:female", "age:adult"})}
    if len(groups) != len(traits):
        return False
    if groups in (men_and_women, men_and_women | {frozenset({"age:child"})}):
        return True
    plain = [next(iter(group)) for group in traits if len(group) == 1]
    return len(plain) == len(traits) == 2 and exclusive_traits().get(frozenset(plain), False)


def _covers_places(whole: Reading, parts: Sequence[Reading]) -> bool:
    """True if each part holds for one of the places of the whole and none is left: "in both districts"."""
    if not whole.where:
        return regions_of(whole) == len(parts)
    named = [place.id or place.name for part in parts for place in part.where]
    return len(named) == len(set(named)) == len(parts) > 1 and set(named) == {place.id or place.name for place in whole.where}


def _covers_window(whole: Reading, parts: Sequence[Reading]) -> bool:
    if whole.claim.when is None or not whole.claim.when.resolved or any(part.claim.when is None for part in parts):
        return False
    days = window(whole.claim.when, whole.published)
    spans = sorted(window(part.claim.when, part.published) for part in parts if part.claim.when is not None)
    if spans[0][0] > days[0] or spans[-1][1] < days[1]:
        return False
    return all((following[0] - earlier[1]).days <= 1 for earlier, following in pairwise(spans))
