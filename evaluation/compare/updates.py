"""Figures that a later one replaces: a toll that grew, a revision, or a state transfer that keeps the total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import combinations

from annotations.interval import Interval
from annotations.vocabulary import ClaimRole
from evaluation.compare import explain
from evaluation.compare.finding import Finding
from evaluation.compare.lexicon import word_list
from evaluation.compare.match import Match, all_equal, are_far_apart, counts_apart, interval_of, is_rounding
from evaluation.compare.pair import Pair, is_equal
from evaluation.compare.reading import Days, Reading
from evaluation.compare.scope import ELIDED, window

# After this an old window is closed: another figure for it is another figure, not a later state of the count.
SETTLED = timedelta(days=30)
_INCIDENT = timedelta(days=7)
_CHANGED_FROM = re.compile(
    r"\b(?:up|down|rises?|rising|rose|risen|raised|lowered|revised|corrected|cut|fell|fallen|grew|grown) "
    r"(?:to \S+ )?from (?:\w+ ){0,2}?(\d[\d,]*)"
)
# Twice as many, told without the place of the smaller count, may be those of a wider place; ten times as many another time.
_DOUBLE, _LEAP = 2, 10
GROWING = frozenset({"dead", "wounded", "casualty", "infected", "displaced"})
_TRANSFERS = frozenset({"dead", "missing", "wounded", "detained", "returned", "rescued"})
# A count that is corrected downwards loses a part; four identified are not what is left of 31 dead.
_SHRINK = 4
# 26 after "at least 25" tells the same count more exactly; 44 after "at least 31" is a toll that went on.
_CLIMB = Fraction(11, 10)
Step = tuple[Reading, Reading]


def updates(pair: Pair) -> Match | None:
    """A later figure that replaces an earlier one: the count grew, or the text says that it was revised."""
    later_is_a = later_first(pair.a, pair.b)
    if later_is_a is None or not pair.same_story or pair.values == "unknown":
        return None
    later, earlier = (pair.a, pair.b) if later_is_a else (pair.b, pair.a)
    if not all_equal(pair) and not _names_place_too(pair, later):
        return None
    if pair.values != "disjoint" and not _raises_floor(earlier, later):
        return None
    if (
        pair.scopes.state.scope != "equal"
        or pair.scopes.event.scope != "equal"
        or (pair.values == "disjoint" and is_rounding(later, earlier))
    ):
        return None
    if earlier.is_zero or later.is_zero:
        return None
    if counts_apart(pair) or pair.scopes.population.code == ELIDED or later.is_vague or earlier.is_vague or _covers_long_time(pair):
        return None
    roles: tuple[ClaimRole, ClaimRole] = ("later", "earlier") if later_is_a else ("earlier", "later")
    if _is_another_count(pair, earlier, later):
        return None
    named = _is_that_revision(earlier, later)
    if not named and later.state not in GROWING:
        return None
    if later.is_revision and named:
        return Match(roles, "revised")
    if pair.scopes.place.scope == "unknown" and pair.scopes.time.scope != "equal" and are_far_apart(pair, _DOUBLE):
        return None
    if pair.same_article:
        return None
    return Match(roles, "cumulative_grew") if _grew(earlier, later) and not _is_settled(earlier) else None


def _is_another_count(pair: Pair, earlier: Reading, later: Reading) -> bool:
    """True where noun or size show that the two are no states of one count: 44 people and two hospitals, 31 dead and four named."""
    if pair.scopes.population.scope == "unknown" and pair.a.population.family != pair.b.population.family:
        return True
    shrank = (interval_of(later).high or 0) < (interval_of(earlier).low or 0)
    return are_far_apart(pair, _LEAP) or (shrank and are_far_apart(pair, _SHRINK))


def _is_that_revision(earlier: Reading, later: Reading) -> bool:
    """False where the text names another figure as the one that was changed: "448, up from 302" says nothing of 214."""
    match = _CHANGED_FROM.search(later.following)
    if match is None:
        return _CHANGED_FROM.search(later.sentence) is None
    number = earlier.quantity.low if earlier.quantity.low is not None else earlier.quantity.high
    return number is not None and match.group(1).replace(",", "") == str(number)


def _names_place_too(pair: Pair, later: Reading) -> bool:
    """True for a revised figure that differs from the earlier one only in naming a finer or wider place."""
    others = all(is_equal(dimension) for name, dimension in pair.scopes.items() if name != "place")
    return others and later.is_revision and pair.scopes.place.scope in {"inside", "contains"}


def _raises_floor(earlier: Reading, later: Reading) -> bool:
    """True for a toll of 44 after one of "at least 31": the count went on, it was not only told more exactly."""
    low, floor = interval_of(later).low, interval_of(earlier).low
    if earlier.state not in GROWING or later.state != earlier.state or earlier.value is None or earlier.value.high is not None:
        return False
    return low is not None and floor is not None and low > floor * _CLIMB and later.as_of is not None and earlier.as_of is not None


def _covers_long_time(pair: Pair) -> bool:
    """True where only one side states its time, and that is longer than an incident: another count than that of the news."""
    if pair.scopes.time.code not in {"no_period", "inherited_time"}:
        return False
    stated = [
        reading
        for reading in (pair.a, pair.b)
        if (when := reading.claim.when) is not None and when.begin is not None and when.inherited != "article"
    ]
    if len(stated) == 1 and _counts_on(stated[0]) and not are_far_apart(pair, _DOUBLE):
        return False
    spans = [window(reading.claim.when, reading.published) for reading in stated if reading.claim.when is not None]
    return any(days[1] - days[0] > _INCIDENT for days in spans)


def _counts_on(reading: Reading) -> bool:
    """True for a toll since a day that is still counted on: "63 have died since the middle of March"."""
    when = reading.claim.when
    return reading.quantity.aspect == "cumulative" and reading.state in GROWING and when is not None and when.end is None


def later_first(a: Reading, b: Reading) -> bool | None:
    """True when the figure of `a` stands as of later days, False for `b`, None when the days meet or are not known.

    Where the days on which the figures stand are the same and not both stated, the later article has the later figure.
    """
    by_count = _later(a.as_of, b.as_of)
    stated = all(reading.claim.as_of is not None and reading.claim.as_of.source != "published" for reading in (a, b))
    return by_count if by_count is not None or stated else _later(a.published, b.published)


def _later(a: Days | None, b: Days | None) -> bool | None:
    if a is None or b is None:
        return None
    if a[0] > b[1]:
        return True
    return False if b[0] > a[1] else None


def _grew(earlier: Reading, later: Reading) -> bool:
    aspects = {earlier.quantity.aspect, later.quantity.aspect}
    counted_on = later.state in GROWING or _is_of_one_scope(earlier, later)
    grows = "cumulative" in aspects or (later.state in word_list("tolls") and counted_on)
    cumulative = aspects <= {"cumulative", "flow", None} and grows
    low, high = interval_of(later).low, interval_of(earlier).high
    if high is None:
        high = interval_of(earlier).low
    # A share is a level: from 54 to 66 percent nothing was added.
    cumulative = cumulative and later.unit not in {"percent", "percentage_point"}
    return cumulative and low is not None and high is not None and low > high


def _is_of_one_scope(earlier: Reading, later: Reading) -> bool:
    """True if both name the same days and places or none: of arrests on Monday and on both days neither is the later state."""
    first, second = ((when.begin, when.end) if (when := reading.claim.when) is not None else None for reading in (earlier, later))
    return first == second and {place.name for place in earlier.where} == {place.name for place in later.where}


def _is_settled(earlier: Reading) -> bool:
    when = earlier.claim.when
    if when is None or not when.resolved or when.end is None or earlier.as_of is None:
        return False
    return earlier.as_of[0] - when.end > SETTLED


def find_transfers(pairs: Sequence[Pair]) -> list[Finding]:
    """Two changed counts of one event whose total stays within its interval: 1 dead and 4 wounded, then 2 and 3."""
    steps: dict[tuple[str, str], list[Step]] = {}
    for pair in pairs:
        step = _step(pair)
        if step is not None:
            steps.setdefault((step[0].claim.article, step[1].claim.article), []).append(step)
    findings: dict[frozenset[str], Finding] = {}
    for found in steps.values():
        for first, second in combinations(found, 2):
            if _keeps_total(first, second):
                for step, other in ((first, second), (second, first)):
                    finding = _finding(step, other)
                    findings.setdefault(finding.claims, finding)
    return list(findings.values())


def _step(pair: Pair) -> Step | None:
    """The earlier and the later figure of one state, where they differ."""
    later_is_a = later_first(pair.a, pair.b)
    if later_is_a is None or pair.a.state not in _TRANSFERS or pair.scopes.state.scope != "equal" or pair.same_article:
        return None
    earlier, later = (pair.b, pair.a) if later_is_a else (pair.a, pair.b)
    if pair.values != "disjoint" and (pair.values == "unknown" or not _raises_floor(earlier, later)):
        return None
    if pair.a.is_vague or pair.b.is_vague or counts_apart(pair) or pair.a.population.traits != pair.b.population.traits:
        return None
    # A count of the missing or wounded is one of its day: the days differ, all else must not.
    if not pair.same_story or not all(is_equal(value) for name, value in pair.scopes.items() if name != "measure"):
        return None
    return earlier, later


def _keeps_total(first: Step, second: Step) -> bool:
    if first[0].state == second[0].state:
        return False
    earlier, later = (_sum(first[i], second[i]) for i in (0, 1))
    if earlier is None or later is None or later.high is None:
        return False
    # "At least 31" and 57 are at least 88, which 44 and 44 still are.
    return earlier.meets(later) if earlier.high is not None else earlier.low == later.low == later.high


def _sum(a: Reading, b: Reading) -> Interval | None:
    return a.value.plus(b.value) if a.value is not None and b.value is not None else None


def _finding(step: Step, other: Step) -> Finding:
    earlier, later = step
    reason = (
        f"{explain.interval_text(earlier.value)} {earlier.state} became {explain.interval_text(later.value)} while "
        f"{explain.interval_text(other[0].value)} {other[0].state} became {explain.interval_text(other[1].value)}: the total is kept."
    )
    return Finding(
        verdict="supersedes",
        members=tuple(sorted([(earlier.claim.id, "earlier"), (later.claim.id, "later")])),
        reason=reason,
        code="state_transfer",
        rule="state_transfer",
    )
