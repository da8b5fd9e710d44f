"""What a rule of the table is, and the questions about a pair that several rules ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from annotations.interval import Interval
from annotations.vocabulary import ClaimRole, Flag, Severity, Verdict
from evaluation.compare.pair import Pair, is_equal
from evaluation.compare.reading import Reading
from evaluation.compare.scope import Dimension


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found: the role of each claim, why, and what else it noticed."""

    roles: tuple[ClaimRole, ClaimRole] = ("peer", "peer")
    code: str = ""
    flags: frozenset[Flag] = field(default=frozenset())
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `within` says that it also applies inside one article."""

    name: str
    verdict: Verdict
    test: Callable[[Pair], Match | None]
    explain: Callable[[Pair, Match], str]
    within: bool = False


def severity_of(a: Interval, b: Interval) -> Severity:
    """low below 10 %, mid below 50 %, high above: the gap between the nearest ends over the larger of them."""
    gap = a.gap(b)
    if gap < Fraction(1, 10):
        return "low"
    return "mid" if gap < Fraction(1, 2) else "high"


def ordered(pair: Pair, match: Match, role: str) -> tuple[Reading, Reading]:
    """The claim that plays `role`, then the other one."""
    return (pair.a, pair.b) if match.roles[0] == role else (pair.b, pair.a)


def interval_of(reading: Reading) -> Interval:
    """The numbers of a claim that is known to state some."""
    assert reading.value is not None
    return reading.value


def hard(pair: Pair, *wanted: str) -> list[str]:
    """The dimensions with one of the wanted answers, those resting on a noun alone left out."""
    return [name for name, dimension in pair.scopes.items() if dimension.scope in wanted and not dimension.soft]


def is_close(pair: Pair, name: str) -> bool:
    """True where both sides agree in a dimension; nobody at all holds for every group among them."""
    dimension: Dimension = getattr(pair.scopes, name)
    return dimension.scope == "equal" or dimension.soft


def all_equal(pair: Pair) -> bool:
    """True if every scope is equal or unknown and both claims state numbers of one unit."""
    return all(is_equal(dimension) for _, dimension in pair.scopes.items()) and pair.values != "unknown"


def is_below(part: Reading, whole: Reading) -> bool:
    """True if `part` may be a part of `whole`: its lowest number does not exceed the highest of the whole."""
    low, high = interval_of(part).low, interval_of(whole).high
    return high is None or low is None or low <= high


def is_rounding(a: Reading, b: Reading) -> bool:
    """True if the two meet once a round number is taken as rounded."""
    first, second = (reading.rounded or reading.value for reading in (a, b))
    return first is not None and second is not None and first.meets(second)


def counts_apart(pair: Pair) -> bool:
    """True where a claim counts only a part by its own words ("another 40"), so that its figure is not the whole one."""
    bases = [(reading.base.low, reading.base.high) for reading in (pair.a, pair.b) if reading.base is not None]
    if len(bases) == 2 and bases[0] == bases[1]:
        return False
    return bool(bases) or pair.a.is_partial or pair.b.is_partial


def measures_one_thing(pair: Pair) -> bool:
    """False for sums of money, shares and measures that are not plainly of one thing: their numbers contradict nothing.

    Counts are compared by whom they count; "$5 million" needs the same verb, payer and purpose on both sides.
    """
    if pair.a.unit == "count":
        return True
    first, second = pair.a.population, pair.b.population
    events = (pair.a.claim.event, pair.b.claim.event)
    agents = [event.agent.lower() if event and event.agent else None for event in events]
    same_thing = first.noun is not None and first.noun == second.noun
    return same_thing and pair.a.predicate is not None and pair.a.predicate == pair.b.predicate and agents[0] == agents[1]


def are_far_apart(pair: Pair, times: int) -> bool:
    """True if the larger printed number is at least `times` the smaller one."""
    numbers = sorted(number for reading in (pair.a, pair.b) if (number := reading.quantity.low or reading.quantity.high) is not None)
    return len(numbers) == 2 and numbers[0] > 0 and numbers[1] >= numbers[0] * times
