"""Rules for a part and its whole: a day of a week, a town of a province, the children among the dead, "46 of the 92"."""

from __future__ import annotations

from datetime import timedelta

from annotations.vocabulary import ClaimRole
from evaluation.compare.lexicon import word_list
from evaluation.compare.match import (
    Match,
    are_far_apart,
    counts_apart,
    hard,
    interval_of,
    is_below,
    is_rounding,
    measures_one_thing,
    severity_of,
)
from evaluation.compare.pair import Pair, speak_against
from evaluation.compare.reading import Reading
from evaluation.compare.scope import ELIDED, window
from evaluation.compare.story import days_between
from evaluation.compare.updates import GROWING, later_first

# A base of this size is named in another article by more than chance.
_TELLING = 20
# Counts that go on are parts of each other only as of the same days.
_ONE_COUNT = 2
# "Since Monday" is the news itself, "since June of last year" a period.
_NEWS_SPAN = timedelta(days=60)
# A part several times as large as its whole shows that one of the two was read wrongly.
_MISREAD = 3
_POINT_IN_TIME = timedelta(days=7)


def is_finer_scope(pair: Pair) -> Match | None:
    """ "36 were rescued on Tuesday" against "36 were rescued last week": one incident, the day added."""
    named = hard(pair, "inside", "contains")
    if pair.a.is_uncounted != pair.b.is_uncounted and pair.a.population.traits != pair.b.population.traits:
        return None
    if not named or not _is_finer_value(pair, named) or not set(named) <= {"time", "place"} or hard(pair, "disjoint", "overlap"):
        return None
    if len({getattr(pair.scopes, name).scope for name in named}) > 1 or pair.scopes.state.scope != "equal":
        return None
    finer, _ = (pair.a, pair.b) if getattr(pair.scopes, named[0]).scope == "inside" else (pair.b, pair.a)
    if pair.values != "equal" and (pair.a.is_revision or pair.b.is_revision):
        return None
    when = finer.claim.when
    if "time" in named and (when is None or when.begin is None or when.end is None or when.end - when.begin > _POINT_IN_TIME):
        return None
    return Match(("finer", "coarser") if finer is pair.a else ("coarser", "finer"), f"finer_{named[0]}")


def _is_finer_value(pair: Pair, named: list[str]) -> bool:
    """True for equal figures, and for "79 on the island" beside "at least 31 in the country"."""
    if pair.values == "equal":
        return True
    inside = getattr(pair.scopes, named[0]).scope
    finer, coarser = (pair.a, pair.b) if inside == "inside" else (pair.b, pair.a)
    return named == ["place"] and pair.values == inside and _is_above_open(finer, coarser)


def exceeds_whole(pair: Pair) -> Match | None:
    """A part that is larger than its whole: 1,400 on one day of a week that saw 900."""
    first = _part_first(pair)
    if first is None or pair.values != "disjoint" or "unknown" in {dimension.scope for _, dimension in pair.scopes.items()}:
        return None
    part, whole = (pair.a, pair.b) if first else (pair.b, pair.a)
    if pair.same_article and not speak_against(part, whole):
        return None
    if not pair.same_article and None in {part.published, whole.published}:
        return None
    if not measures_one_thing(pair) or part.is_zero or whole.is_zero or are_far_apart(pair, _MISREAD):
        return None
    if not _tell_one_thing(part, whole):
        return None
    # A later toll that is higher is a later toll, whatever place or group the earlier one names.
    if part.state in GROWING and later_first(part, whole) is True:
        return None
    if counts_apart(pair) or is_below(part, whole) or "boundary_mismatch" in pair.scopes.flags or is_rounding(part, whole):
        return None
    return Match(_part_roles(first), "part_exceeds_whole", severity=severity_of(interval_of(part), interval_of(whole)))


def _tell_one_thing(part: Reading, whole: Reading) -> bool:
    """True for one verb, or two that say no more than the outcome: of those displaced, some found room in schools."""
    plain = word_list("plain_outcomes") | word_list("counting") | word_list("reporting")
    return part.predicate == whole.predicate or {part.predicate, whole.predicate} <= plain


def is_part(pair: Pair) -> Match | None:
    """A claim inside the other in one scope and equal in the rest, or said to be of it ("46 of the 92")."""
    if pair.a.is_zero or pair.b.is_zero:
        return None
    first = _based_on(pair)
    if first is not None:
        return Match(_part_roles(first), "share_of")
    first = None if pair.a.is_older or pair.b.is_older else _part_first(pair)
    if first is None or "unknown" in {pair.scopes.state.scope, pair.scopes.population.scope} or pair.scopes.event.scope != "equal":
        return None
    part, whole = (pair.a, pair.b) if first else (pair.b, pair.a)
    if not is_below(part, whole) or _is_above_open(part, whole) or part.base is not None or part.is_vague or whole.is_vague:
        return None
    names = hard(pair, "inside", "contains") or pair.scopes.named("inside", "contains")
    if names == ["population"] and not _names_group(pair, part):
        return None
    if names != ["population"] and not pair.same_article and not _is_told_plainly(pair, part, whole, names[0]):
        return None
    return Match(_part_roles(first), f"inside_{names[0]}")


def _names_group(pair: Pair, part: Reading) -> bool:
    """True where a group is plainly one of those that the whole counts: said so, or told with it of one time and place."""
    if part.quantity.relation == "including":
        return True
    if not pair.same_article and part.quantity.aspect == "stock":
        return "shared_source" in pair.flags and pair.scopes.time.scope == pair.scopes.place.scope == "equal"
    if {pair.scopes.time.scope, pair.scopes.place.scope} != {"equal"} or part.quantity.low is None:
        return False
    if are_far_apart(pair, _TELLING):
        return False
    # Two reports of one fire that name neither day nor place are as plain as one report.
    return pair.same_article or "shared_source" in pair.flags or bool(pair.a.incidents & pair.b.incidents)


def _is_told_plainly(pair: Pair, part: Reading, whole: Reading, name: str) -> bool:
    """True where both articles state what makes one figure a part of the other, and are silent on nothing else that matters.

    A figure of Tuesday beside one "since Monday" of another article may as well be an older state of it: the window must be closed.
    """
    if name == "time":
        when = whole.claim.when
        if when is None or when.begin is None:
            return False
        closed = when.end is not None or window(when, whole.published)[1] - when.begin > _NEWS_SPAN
        stated = all(r.claim.when is not None and r.claim.when.inherited in {None, "sentence"} for r in (part, whole))
        growing = "cumulative" in {part.quantity.aspect, whole.quantity.aspect} and "shared_source" not in pair.flags
        nouns = {pair.a.population.noun, pair.b.population.noun} - {None}
        named = len(nouns) < 2 or "shared_source" in pair.flags
        return closed and stated and not growing and (named or pair.scopes.place.scope == "equal")
    counted_on = "cumulative" in {part.quantity.aspect, whole.quantity.aspect}
    if counted_on and part.as_of is not None and whole.as_of is not None and days_between(part.as_of, whole.as_of) > _ONE_COUNT:
        return False
    if name == "place" and pair.scopes.time.code == "no_period" and not counted_on and part.as_of is not None and whole.as_of is not None:
        # Arrests in one town beside those of the country, told within two days, are those of one action.
        return days_between(part.as_of, whole.as_of) <= _ONE_COUNT
    return pair.scopes.time.scope == "equal" or name == "state"


def _is_above_open(part: Reading, whole: Reading) -> bool:
    """True for 79 beside "at least 31": the later or finer figure of one count, no part of it."""
    low = interval_of(part).low
    return whole.quantity.high is None and low is not None and whole.quantity.low is not None and low > whole.quantity.low


def _part_first(pair: Pair) -> bool | None:
    """True when the first claim is the part, False when the second is, None when neither is inside the other."""
    inside, contains = hard(pair, "inside"), hard(pair, "contains")
    if not inside and not contains:
        inside, contains = pair.scopes.named("inside"), pair.scopes.named("contains")
        first, second = (pair.a, pair.b) if inside else (pair.b, pair.a)
        # "including the pilot" is a part of its own article's figure, not of another that may leave the pilot out.
        listed = "including" in {first.quantity.relation, second.quantity.relation}
        if not (inside or contains) or listed or pair.values != "disjoint" or not is_below(first, second):
            return None
    if _points_both_ways(pair) or hard(pair, "disjoint", "overlap") or pair.values == "unknown":
        return None
    if not (pair.a.is_additive and pair.b.is_additive) or ("time" in inside + contains and _is_stock(pair)):
        return None
    return bool(inside)


def _points_both_ways(pair: Pair) -> bool:
    """True where each claim lies inside the other in some scope; a noun left out says nothing here."""
    told = [dimension.scope for _, dimension in pair.scopes.items() if dimension.code != ELIDED]
    return "inside" in told and "contains" in told


def _is_stock(pair: Pair) -> bool:
    return "stock" in {pair.a.quantity.aspect, pair.b.quantity.aspect}


def _based_on(pair: Pair) -> bool | None:
    """True when the first claim is said to be of the second ("46 of the 92"), False the other way round, None for neither."""
    if pair.a.unit != pair.b.unit or not pair.same_story or pair.scopes.population.scope == "disjoint":
        return None
    for part, whole, answer in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        if part.base is None or whole.base is not None or not is_base(part, whole) or not is_below(part, whole):
            continue
        # "Seven of the 11": the 11 inside the quote only says what the seven are of.
        nested = pair.same_article and part.claim.start <= whole.claim.start and whole.claim.end <= part.claim.end
        by_name = part.base.claim == whole.claim.id
        known = pair.scopes.population.scope != "unknown" and (pair.same_article or pair.scopes.state.scope == "equal")
        told = by_name or known or (part.base.low or 0) >= _TELLING
        if told and not nested:
            return answer
    return None


def is_base(part: Reading, whole: Reading) -> bool:
    """True if `whole` is what `part` is said to be of, by id or by number."""
    base = part.base
    if base is None or whole.value is None or part.value is None:
        return False
    if base.claim == whole.claim.id:
        return True
    return base.low is not None and base.low == whole.quantity.low and base.high == whole.quantity.high


def _part_roles(first: bool) -> tuple[ClaimRole, ClaimRole]:
    return ("part", "whole") if first else ("whole", "part")
