"""Rules for two figures that cannot be compared, and for the one case in which a rate and a total can."""

from __future__ import annotations

from datetime import timedelta

from evaluation.compare.match import Match, are_far_apart, hard
from evaluation.compare.pair import Pair, per_year
from evaluation.compare.scope import OUTCOMES, window
from evaluation.compare.story import days_between

_FAR_APART = 4
_SAME_COUNT_DAYS = 2
# A figure without a time belongs to the news of its day, not to a window that is long over or many months long.
_STALE = timedelta(days=60)
_LONG = timedelta(days=92)


def fits_rate(pair: Pair) -> Match | None:
    """A total over a stated window against a yearly rate that it fits: 780 in eight months, 1,000 to 2,700 a year."""
    rates = [reading.quantity.rate is not None for reading in (pair.a, pair.b)]
    if rates.count(True) != 1 or not pair.share_names or pair.a.unit != pair.b.unit:
        return None
    blocked = {"disjoint", "overlap"} & {getattr(pair.scopes, name).scope for name in ("state", "population", "place")}
    first, second = per_year(pair.a), per_year(pair.b)
    if blocked or first is None or second is None or not first.meets(second):
        return None
    return Match(code="rate_for_period", flags=frozenset({"unequal_periods"}))


def is_other(pair: Pair) -> Match | None:
    """Any scope that differs, with the reason why the two cannot be compared."""
    for name in ("measure", "state", "population", "time", "place", "event"):
        dimension = getattr(pair.scopes, name)
        if dimension.scope in {"disjoint", "overlap"}:
            return Match(code=dimension.code or f"other_{name}")
    if _lacks_period(pair) or _is_stale(pair):
        return Match(code="no_period")
    if _counts_other_day(pair):
        return Match(code="other_time")
    inner = hard(pair, "inside", "contains")
    is_open = "unknown" in {dimension.scope for _, dimension in pair.scopes.items()}
    if inner and not (is_open and pair.values == "disjoint" and pair.scopes.state.scope == "equal"):
        return Match(code=f"other_{inner[0]}")
    return None


def _counts_other_day(pair: Pair) -> bool:
    """True for two counts of those present, taken days apart: such a count rises and falls."""
    stated = pair.a.claim.when is not None and pair.b.claim.when is not None
    if pair.scopes.time.scope == "equal" and stated:
        return False
    # How many were aboard when the ship went down does not change with the day on which it is told.
    if pair.scopes.state.scope == "equal" and pair.a.state in OUTCOMES:
        return False
    if pair.values != "disjoint" or {pair.a.quantity.aspect, pair.b.quantity.aspect} != {"stock"}:
        return False
    first, second = pair.a.as_of, pair.b.as_of
    return first is not None and second is not None and days_between(first, second) > _SAME_COUNT_DAYS


def _is_stale(pair: Pair) -> bool:
    """True for a figure that names no time beside another one of a window that is long over, or much longer than the news."""
    if pair.scopes.time.code != "no_period" or pair.values in {"equal", "unknown"}:
        return False
    stated, silent = (pair.a, pair.b) if pair.a.claim.when is not None and pair.a.claim.when.begin is not None else (pair.b, pair.a)
    when = stated.claim.when
    if when is None or not when.resolved or when.begin is None or silent.published is None:
        return False
    days = window(when, stated.published)
    return days[1] < silent.published[0] - _STALE or (days[1] - days[0] > _LONG and silent.quantity.aspect != "cumulative")


def _lacks_period(pair: Pair) -> bool:
    """True for a figure without any period beside one many times smaller: "over 8,000 have been returned"."""
    time = pair.scopes.time
    if time.scope not in {"equal", "unknown"} or (time.scope == "unknown" and time.code != "no_period"):
        return False
    if pair.values == "unknown" or not are_far_apart(pair, _FAR_APART):
        return False
    larger, smaller = sorted((pair.a, pair.b), key=lambda reading: reading.quantity.low or reading.quantity.high or 0, reverse=True)
    if larger.claim.when is not None and larger.claim.when.begin is not None:
        return False
    loose = [reading.quantity.high is None or reading.is_vague for reading in (larger, smaller)]
    # "have been returned" against "were returned on Monday"; a toll of deaths is the same count whatever it is called.
    since_ever = larger.quantity.aspect == "cumulative" and larger.state not in {"dead", "wounded"}
    return all(loose) or (since_ever and smaller.quantity.aspect != "cumulative")
