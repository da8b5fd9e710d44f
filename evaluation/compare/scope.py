"""How the scopes of two claims stand to each other, dimension by dimension."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal

from annotations.claim import Claim, PlaceScope, TimeScope
from annotations.interval import Interval
from annotations.vocabulary import Flag
from evaluation.compare.lexicon import exclusive_traits, state_parts, word_list
from evaluation.compare.reading import Days, Population, Reading
from pipeline.places.gazetteer import lineage, parents_of

Scope = Literal["equal", "inside", "contains", "disjoint", "overlap", "unknown"]
DIMENSIONS = ("measure", "event", "state", "population", "time", "place", "instrument")
# Edges of long windows up to a month apart are not disjoint: "since June" against "from July".
EDGE = timedelta(days=31)
_LONG_WINDOW = timedelta(days=59)
_LONG_CONTAINER = timedelta(days=90)
_YEAR_DAYS = 330
# States before an accident, whose people are counted anew by what became of them: 31 dead are no part to tell of 214 aboard.
OUTCOMES = frozenset({"aboard", "trapped"})
# The code of a soft inside that rests on a noun left out: "150" beside "210 men".
ELIDED = "elided_noun"
_ANSWERS = attrgetter(*DIMENSIONS)
_FLIPPED: dict[Scope, Scope] = {"inside": "contains", "contains": "inside"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """One answer, read from the first claim to the second: `inside` says that the first lies inside the second.

    `code` says why two claims cannot be compared; `soft` marks an inside that rests on a noun alone ("miners" for "people").
    """

    scope: Scope
    code: str | None = None
    flags: frozenset[Flag] = frozenset()
    soft: bool = False

    def flipped(self) -> Dimension:
        """The same answer read from the second claim to the first."""
        return replace(self, scope=_FLIPPED.get(self.scope, self.scope))


EQUAL = Dimension("equal")
UNKNOWN = Dimension("unknown")
IN_DOUBT = Dimension("unknown", "other_population", frozenset({"population_in_doubt"}))


@dataclass(frozen=True, slots=True)
class Scopes:
    """The seven answers for one pair."""

    measure: Dimension = EQUAL
    event: Dimension = EQUAL
    state: Dimension = EQUAL
    population: Dimension = EQUAL
    time: Dimension = EQUAL
    place: Dimension = EQUAL
    instrument: Dimension = EQUAL
    extra_flags: frozenset[Flag] = field(default=frozenset())

    def items(self) -> tuple[tuple[str, Dimension], ...]:
        """Name and answer of every dimension, in order."""
        return tuple(zip(DIMENSIONS, _ANSWERS(self), strict=True))

    def named(self, *wanted: Scope) -> list[str]:
        """The dimensions whose answer is one of `wanted`."""
        return [name for name, dimension in self.items() if dimension.scope in wanted]

    @property
    def flags(self) -> frozenset[Flag]:
        """The flags of all dimensions."""
        return self.extra_flags.union(*(dimension.flags for _, dimension in self.items()))


def compare_time(a: Claim, b: Claim, *, same_story: bool, published: tuple[Days | None, Days | None]) -> Dimension:
    """The time scope of `a` against that of `b`; a time that cannot be put into days is unknown."""
    flags: set[Flag] = set()
    for claim in (a, b):
        flags.update(time_flags(claim.when))
    undated = None in published and a.article != b.article
    if _is_silent(a.when) and _is_silent(b.when):
        # Of two figures without a time, one of them in an article without a date, nobody knows which is the later.
        return Dimension("equal" if same_story and not undated else "unknown", flags=frozenset(flags))
    if same_story and not undated and (_is_silent(a.when) or _is_silent(b.when)) and _has_no_own_time(a.when) and _has_no_own_time(b.when):
        # The day of the incident that an article is about holds for a figure of the story that names none.
        return Dimension("equal", flags=frozenset(flags))
    if a.when is None or b.when is None or _is_silent(a.when) or _is_silent(b.when):
        return Dimension("unknown", "no_period", frozenset(flags))
    if not (a.when.resolved and b.when.resolved):
        # "On Monday" says nothing in an article without a date.
        return _compare_unresolved(a.when, b.when, frozenset(flags), same_story=same_story and not undated)
    if _same_window(a.when, b.when):
        return Dimension("equal", flags=frozenset(flags))
    scope, boundary = compare_days(window(a.when, published[0]), window(b.when, published[1]))
    if scope != "equal" and "article" in {a.when.inherited, b.when.inherited}:
        # A time taken over from elsewhere in the article agrees or says nothing.
        return Dimension("unknown", "inherited_time", frozenset(flags))
    if boundary:
        flags.add("boundary_mismatch")
    if scope in {"disjoint", "overlap"} and _are_unequal(window(a.when, published[0]), window(b.when, published[1])):
        flags.add("unequal_periods")
    return Dimension(scope, "other_time" if scope in {"disjoint", "overlap"} else None, frozenset(flags))


def _compare_unresolved(a: TimeScope, b: TimeScope, flags: frozenset[Flag], *, same_story: bool) -> Dimension:
    if _months(a) and _months(b) and not (_months(a) & _months(b)):
        return Dimension("disjoint", "other_time", flags)
    same_words = a.resolved == b.resolved and a.text.lower() == b.text.lower() and bool(a.text)
    return Dimension("equal" if same_story and same_words else "unknown", "year_unresolved", flags)


def _months(when: TimeScope) -> frozenset[int]:
    """The months of the year that a scope touches, also where its year is not known: July is never August."""
    if not when.resolved:
        return frozenset(number for number in range(1, 13) if re.search(rf"\b{calendar.month_name[number]}\b", when.text))
    if when.begin is None or when.end is None or (when.end - when.begin).days > _YEAR_DAYS:
        return frozenset()
    count = (when.end.year - when.begin.year) * 12 + when.end.month - when.begin.month
    return frozenset((when.begin.month + step - 1) % 12 + 1 for step in range(count + 1))


def time_flags(when: TimeScope | None) -> set[Flag]:
    """Flags that a time scope carries: its own, and `year_unresolved` where it names a time without days."""
    if when is None:
        return set()
    known: tuple[Flag, ...] = ("year_inferred", "year_unresolved", "relative_date")
    return {flag for flag in known if flag in when.flags}


def _is_silent(when: TimeScope | None) -> bool:
    if when is None or (when.resolved and when.begin is None and when.end is None):
        return True
    return not when.resolved and when.text.lower() in word_list("vague_times")


def _has_no_own_time(when: TimeScope | None) -> bool:
    return _is_silent(when) or (when is not None and when.inherited == "article")


def _same_window(a: TimeScope, b: TimeScope) -> bool:
    return (a.begin, a.end) == (b.begin, b.end)


def window(when: TimeScope, published: Days | None) -> Days:
    """The days of a resolved scope; an open end reaches to the day of publication, so "since June" ends there."""
    end = when.end or (published[1] if published else None) or date.max
    begin = when.begin or date.min
    return begin, max(begin, end)


def compare_days(a: Days, b: Days) -> tuple[Scope, bool]:
    """How the days of `a` stand to those of `b`, and whether a month's slack at the edges was needed for the answer."""
    if a == b:
        return "equal", False
    if a[1] < b[0] or b[1] < a[0]:
        return "disjoint", False
    if min(length(a), length(b)) >= _LONG_WINDOW and abs(a[0] - b[0]) <= EDGE and abs(a[1] - b[1]) <= EDGE:
        return "equal", True
    for inner, outer, scope in ((a, b, "inside"), (b, a, "contains")):
        if outer[0] <= inner[0] and inner[1] <= outer[1]:
            return ("inside" if scope == "inside" else "contains"), False
    for inner, outer, scope in ((a, b, "inside"), (b, a, "contains")):
        if length(outer) >= _LONG_CONTAINER and length(inner) < length(outer) and _reaches_over(inner, outer):
            return ("inside" if scope == "inside" else "contains"), True
    return "overlap", False


def _are_unequal(a: Days, b: Days) -> bool:
    """True if one window is at least twice as long as the other: two months against twelve."""
    shorter, longer = sorted((length(a).days + 1, length(b).days + 1))
    return longer >= 2 * shorter


def _reaches_over(inner: Days, outer: Days) -> bool:
    return (outer[0] - inner[0]) <= EDGE and (inner[1] - outer[1]) <= EDGE


def length(days: Days) -> timedelta:
    """From the first to the last day; zero for one day."""
    return days[1] - days[0]


def compare_place(a: tuple[PlaceScope, ...], b: tuple[PlaceScope, ...], *, same_story: bool, moving: bool = False) -> Dimension:
    """The places of `a` against those of `b`, each a union of places that all hold.

    `moving`: who is sent from one country to another is counted in both, so that two countries say nothing.
    """
    answer = _compare_unions(a, b, same_story=same_story)
    if moving and answer.scope in {"disjoint", "overlap"} and _countries(a) != _countries(b):
        return UNKNOWN
    return answer


def _countries(places: tuple[PlaceScope, ...]) -> frozenset[str]:
    return frozenset(country for place in places for country in place.countries)


def _compare_unions(a: tuple[PlaceScope, ...], b: tuple[PlaceScope, ...], *, same_story: bool) -> Dimension:
    if not a and not b:
        return EQUAL if same_story else UNKNOWN
    if not a or not b:
        return UNKNOWN
    if {_key(place) for place in a} == {_key(place) for place in b}:
        return EQUAL
    if same_story and {place.name.lower() for place in a} == {place.name.lower() for place in b}:
        # Of two towns of one name on a border, two articles about one event mean the same.
        return EQUAL
    if all(any(_lies_in(inner, outer) for outer in b) for inner in a):
        return Dimension("inside")
    if all(any(_lies_in(inner, outer) for outer in a) for inner in b):
        return Dimension("contains")
    if any(_lies_in(x, y) or _lies_in(y, x) for x in a for y in b):
        return Dimension("overlap", "other_place")
    if not all(_is_known(place) for place in (*a, *b)):
        # A village that no gazetteer knows may lie in the country that the other side names.
        wide = any(_is_wide(place) for place in (*a, *b))
        return UNKNOWN if wide or any(_is_generic(place) for place in (*a, *b)) else Dimension("disjoint", "other_place")
    return Dimension("disjoint", "other_place")


def _key(place: PlaceScope) -> str:
    return place.id or place.name.lower()


def _is_known(place: PlaceScope) -> bool:
    return place.id is not None


def _is_wide(place: PlaceScope) -> bool:
    return place.id is not None and (place.id.startswith(("country:", "cc:")) or place.name == place.admin1)


def _is_generic(place: PlaceScope) -> bool:
    return place.id is None and place.name == place.name.lower()


def _lies_in(inner: PlaceScope, outer: PlaceScope) -> bool:
    if _key(inner) == _key(outer) or _key(outer) in inner.parents or outer.name.lower() in inner.parents:
        return True
    if inner.id is None or outer.id is None or not outer.id.startswith(("gn:", "cc:", "country:")):
        return False
    # A country has two ids, and a region of our own has members: the gazetteer knows.
    return not (lineage(outer.id) - set(parents_of(outer.id))).isdisjoint({*inner.parents, *lineage(inner.id)})


def compare_population(a: Population, b: Population) -> Dimension:
    """Whom `a` counts against whom `b` counts: women lie inside people, women and men are disjoint.

    Where one group is narrowed down ("people without a ticket") and the other is not, it is not known how they stand.
    """
    answer = _compare_groups(a, b)
    narrowed = a.restriction != b.restriction and not a.restriction & b.restriction
    return IN_DOUBT if narrowed and answer.scope != "disjoint" else answer


def _compare_groups(a: Population, b: Population) -> Dimension:
    if a.family is None or b.family is None:
        return _compare_elided(a, b)
    if a.family != b.family:
        return Dimension("disjoint", "other_population")
    if a.origins and b.origins and not (a.origins & b.origins):
        return Dimension("disjoint", "other_population")
    if any(frozenset((x, y)) in exclusive_traits() for x in a.traits for y in b.traits):
        return Dimension("disjoint", "other_population")
    return _compare_traits(a, b)


def _compare_elided(a: Population, b: Population) -> Dimension:
    """A count whose noun is left out ("80 were sent back") is one of people; children are a part of it."""
    stated, reverse = (b, False) if a.family is None else (a, True)
    if stated.family is None:
        return EQUAL
    if stated.family != "person":
        return UNKNOWN
    narrower = {trait for trait in stated.traits if not trait.startswith("role:")}
    return Dimension("inside" if reverse else "contains", ELIDED, soft=True) if narrower else EQUAL


def _compare_traits(a: Population, b: Population) -> Dimension:
    flags: frozenset[Flag] = frozenset() if a.noun == b.noun and a.origins == b.origins else frozenset({"naming_variant"})
    if a.traits == b.traits:
        return _compare_qualifiers(a, b, flags)
    if a.traits < b.traits or b.traits < a.traits:
        extra = a.traits ^ b.traits
        soft = all(trait.startswith("role:") for trait in extra)
        return Dimension("contains" if a.traits < b.traits else "inside", soft=soft, flags=flags)
    return Dimension("unknown", "other_population", flags | {"population_in_doubt"})


def _compare_qualifiers(a: Population, b: Population, flags: frozenset[Flag]) -> Dimension:
    if a.family == "person" or a.qualifiers == b.qualifiers:
        return Dimension("equal", flags=flags)
    if a.qualifiers < b.qualifiers or b.qualifiers < a.qualifiers:
        return Dimension("contains" if a.qualifiers < b.qualifiers else "inside", soft=True, flags=flags)
    return Dimension("unknown", "other_population", flags | {"population_in_doubt"})


def compare_state(a: Reading, b: Reading) -> Dimension:
    """What happened to those counted: "killed" and "death toll" are equal, "held" and "sent home" disjoint."""
    if a.state and b.state:
        if a.state == b.state:
            return EQUAL
        for outer, inner, scope in ((b, a, "inside"), (a, b, "contains")):
            if outer.state not in OUTCOMES and any(inner.state in parts for parts in state_parts().get(str(outer.state), {})):
                return Dimension("inside" if scope == "inside" else "contains")
        return Dimension("disjoint", "other_state")
    if a.state or b.state:
        return UNKNOWN
    if not a.predicate or not b.predicate:
        return UNKNOWN
    if a.predicate == b.predicate:
        return EQUAL
    # "taken over five crossings", "carried across five crossings": things, unlike people, are seldom counted for two reasons.
    things = a.population.family == b.population.family not in {None, "person"} and a.population.noun == b.population.noun
    if things and a.quantity.aspect == b.quantity.aspect and {a.predicate, b.predicate} & word_list("counting"):
        # "were stuck at the bridge", "counted at the bridge": who counts things says nothing else of them.
        return EQUAL
    return UNKNOWN if things else Dimension("disjoint", "other_measure")


def compare_values(a: Interval, b: Interval) -> Scope:
    """How the numbers of `a` stand to those of `b`."""
    if a == b:
        return "equal"
    if not a.meets(b):
        return "disjoint"
    if b.contains(a):
        return "inside"
    return "contains" if a.contains(b) else "overlap"
