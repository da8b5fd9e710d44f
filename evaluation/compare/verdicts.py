"""The verdict of a pair of quantity claims: an ordered table of rules, the first that applies decides.

Each rule carries its test, which answers with the roles of both claims, and its sentence, which states the figures.
Rows that need more than two claims (sums, transfers) are in `sums` and `updates`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from annotations.interval import Interval
from annotations.vocabulary import ClaimRole, Flag, Severity, Verdict
from evaluation.compare import explain
from evaluation.compare.pair import Pair, is_equal, per_year
from evaluation.compare.reading import Reading
from evaluation.compare.scope import window
from evaluation.compare.story import days_between

# States whose counts grow while bodies are found and lists are drawn up.
TOLLS = frozenset(
    [
        "abducted",
        "affected",
        "casualty",
        "damaged",
        "dead",
        "destroyed",
        "detained",
        "evacuated",
        "evicted",
        "executed",
        "infected",
        "recovered",
        "rescued",
        "returned",
        "wounded",
    ]
)
# After this an old window is closed: another figure for it is another figure, not a later state of the count.
SETTLED = timedelta(days=30)
_APART = frozenset({"additional", "other", "rest"})
_POINT_IN_TIME = timedelta(days=7)
_FAR_APART = 4
_SAME_COUNT_DAYS = 1


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


def judge(pair: Pair) -> tuple[Rule, Match] | None:
    """The first rule of the table that applies, with what it found; None when no rule says anything."""
    for rule in RULES:
        match = rule.test(pair)
        if match is not None:
            return (rule, match) if rule.within or not pair.same_article else None
    return None


def severity_of(a: Interval, b: Interval) -> Severity:
    """low below 10 %, mid below 50 %, high above: the gap between the nearest ends over the larger of them."""
    gap = a.gap(b)
    if gap < Fraction(1, 10):
        return "low"
    return "mid" if gap < Fraction(1, 2) else "high"


def ordered(pair: Pair, match: Match, role: str) -> tuple[Reading, Reading]:
    """The claim that plays `role`, then the other one."""
    return (pair.a, pair.b) if match.roles[0] == role else (pair.b, pair.a)


def _interval(reading: Reading) -> Interval:
    assert reading.value is not None
    return reading.value


# --- 1 no_estimate, 2 polarity ------------------------------------------------------------------------------------------


def _abstains(pair: Pair) -> Match | None:
    if pair.a.abstains == pair.b.abstains:
        return None
    speaker, peer = (pair.a, pair.b) if pair.a.abstains else (pair.b, pair.a)
    fits = pair.scopes.state.scope == "equal" and pair.scopes.event.scope == "equal" and peer.value is not None and peer.unit == "count"
    if not fits or pair.scopes.population.scope == "disjoint" or pair.scopes.place.scope == "disjoint" or not _is_about_now(pair, peer):
        return None
    return Match(("speaker", "peer") if speaker is pair.a else ("peer", "speaker"), "no_figure_given")


def _is_about_now(pair: Pair, peer: Reading) -> bool:
    """True unless the figure is of another time: an abstention that names none speaks of the news of its day."""
    if pair.scopes.time.scope in {"equal", "inside", "contains", "overlap"}:
        return True
    when, day = peer.claim.when, peer.published
    if pair.scopes.time.scope == "disjoint" or when is None or not when.resolved:
        return pair.scopes.time.scope == "unknown" and (when is None or when.resolved)
    return day is not None and window(when, day)[1] >= day[0] - timedelta(days=10)


def _denies(pair: Pair) -> Match | None:
    values = (pair.a.value, pair.b.value)
    if None in values or pair.a.is_zero == pair.b.is_zero or pair.a.unit != pair.b.unit:
        return None
    positive = _interval(pair.b if pair.a.is_zero else pair.a)
    if positive.low is None or positive.low <= 0 or any(not _is_close(pair, name) for name in _dimensions(pair)):
        return None
    return Match(code="denied", severity="high")


def _dimensions(pair: Pair) -> list[str]:
    return [name for name, _ in pair.scopes.items()]


def _is_close(pair: Pair, name: str) -> bool:
    """True where both sides agree in a dimension; nobody at all holds for every group among them."""
    dimension = getattr(pair.scopes, name)
    return dimension.scope == "equal" or dimension.soft


# --- 3 and 4: parts -----------------------------------------------------------------------------------------------------


def _hard(pair: Pair, *wanted: str) -> list[str]:
    """The dimensions with one of the wanted answers, those resting on a noun alone left out."""
    return [name for name, dimension in pair.scopes.items() if dimension.scope in wanted and not dimension.soft]


def _part_first(pair: Pair) -> bool | None:
    """True when the first claim is the part, False when the second is, None when neither is inside the other."""
    inside, contains = _hard(pair, "inside"), _hard(pair, "contains")
    if not inside and not contains:
        inside, contains = pair.scopes.named("inside"), pair.scopes.named("contains")
        first, second = (pair.a, pair.b) if inside else (pair.b, pair.a)
        if not (inside or contains) or pair.values != "disjoint" or not _is_below(first, second):
            return None
    if (inside and contains) or _hard(pair, "disjoint", "overlap") or pair.values == "unknown":
        return None
    if not (pair.a.is_additive and pair.b.is_additive) or ("time" in inside + contains and _is_stock(pair)):
        return None
    return bool(inside)


def _is_below(part: Reading, whole: Reading) -> bool:
    low, high = _interval(part).low, _interval(whole).high
    return high is None or low is None or low <= high


def _is_stock(pair: Pair) -> bool:
    return "stock" in {pair.a.quantity.aspect, pair.b.quantity.aspect}


def _based_on(pair: Pair) -> bool | None:
    """True when the first claim is said to be of the second ("46 of the 92"), False the other way round, None for neither."""
    if pair.a.unit != pair.b.unit or not pair.same_story or pair.scopes.population.scope == "disjoint":
        return None
    for part, whole, answer in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        if part.quantity.base is not None and whole.quantity.base is None and is_base(part, whole) and _is_below(part, whole):
            return answer
    return None


def is_base(part: Reading, whole: Reading) -> bool:
    """True if `whole` is what `part` is said to be of, by id or by number."""
    base = part.quantity.base
    if base is None or whole.value is None or part.value is None:
        return False
    if base.claim == whole.claim.id:
        return True
    return base.low is not None and base.low == whole.quantity.low and base.high == whole.quantity.high


def _is_finer_scope(pair: Pair) -> Match | None:
    """ "36 were rescued on Tuesday" against "36 were rescued last week": one incident, the day added."""
    named = _hard(pair, "inside", "contains")
    if pair.values != "equal" or not named or not set(named) <= {"time", "place"} or _hard(pair, "disjoint", "overlap"):
        return None
    if len({getattr(pair.scopes, name).scope for name in named}) > 1 or pair.scopes.state.scope != "equal":
        return None
    finer, _ = (pair.a, pair.b) if getattr(pair.scopes, named[0]).scope == "inside" else (pair.b, pair.a)
    when = finer.claim.when
    if "time" in named and (when is None or when.begin is None or when.end is None or when.end - when.begin > _POINT_IN_TIME):
        return None
    return Match(("finer", "coarser") if finer is pair.a else ("coarser", "finer"), f"finer_{named[0]}")


def _exceeds_whole(pair: Pair) -> Match | None:
    first = _part_first(pair)
    if first is None or pair.values != "disjoint" or "unknown" in {dimension.scope for _, dimension in pair.scopes.items()}:
        return None
    part, whole = (pair.a, pair.b) if first else (pair.b, pair.a)
    if _is_below(part, whole) or "boundary_mismatch" in pair.scopes.flags or _is_rounding(part, whole):
        return None
    return Match(_part_roles(first), "part_exceeds_whole", severity=severity_of(_interval(part), _interval(whole)))


def _part_roles(first: bool) -> tuple[ClaimRole, ClaimRole]:
    return ("part", "whole") if first else ("whole", "part")


def _is_rounding(a: Reading, b: Reading) -> bool:
    """True if the two meet once a round number is taken as rounded."""
    first, second = (reading.rounded or reading.value for reading in (a, b))
    return first is not None and second is not None and first.meets(second)


def _is_part(pair: Pair) -> Match | None:
    first = _based_on(pair)
    if first is not None:
        return Match(_part_roles(first), "share_of")
    first = _part_first(pair)
    if first is None or pair.scopes.state.scope == "unknown" or pair.scopes.event.scope != "equal":
        return None
    part, whole = (pair.a, pair.b) if first else (pair.b, pair.a)
    if not _is_below(part, whole):
        return None
    names = [name for name in _dimensions(pair) if getattr(pair.scopes, name).scope in {"inside", "contains"}]
    return Match(_part_roles(first), f"inside_{names[0]}")


# --- 5 updates ----------------------------------------------------------------------------------------------------------


def later_first(a: Reading, b: Reading) -> bool | None:
    """True when the figure of `a` stands as of later days, False for `b`, None when the days meet or are not known."""
    if a.as_of is None or b.as_of is None:
        return None
    if a.as_of[0] > b.as_of[1]:
        return True
    return False if b.as_of[0] > a.as_of[1] else None


def _updates(pair: Pair) -> Match | None:
    later_is_a = later_first(pair.a, pair.b)
    if later_is_a is None or pair.values != "disjoint" or not pair.same_story or not _all_equal(pair):
        return None
    later, earlier = (pair.a, pair.b) if later_is_a else (pair.b, pair.a)
    if pair.scopes.state.scope != "equal" or _is_rounding(later, earlier):
        return None
    roles: tuple[ClaimRole, ClaimRole] = ("later", "earlier") if later_is_a else ("earlier", "later")
    if later.is_revision:
        return Match(roles, "revised")
    return Match(roles, "cumulative_grew") if _grew(earlier, later) and not _is_settled(earlier) else None


def _grew(earlier: Reading, later: Reading) -> bool:
    aspects = {earlier.quantity.aspect, later.quantity.aspect}
    cumulative = aspects <= {"cumulative", "flow", None} and ("cumulative" in aspects or later.state in TOLLS)
    low, high = _interval(later).low, _interval(earlier).high
    return cumulative and low is not None and high is not None and low > high


def _is_settled(earlier: Reading) -> bool:
    when = earlier.claim.when
    if when is None or not when.resolved or when.end is None or earlier.as_of is None:
        return False
    return earlier.as_of[0] - when.end > SETTLED


# --- 6 not comparable ---------------------------------------------------------------------------------------------------


def _rate_for_period(pair: Pair) -> Match | None:
    rates = [reading.quantity.rate is not None for reading in (pair.a, pair.b)]
    if rates.count(True) != 1 or not pair.share_names or pair.a.unit != pair.b.unit:
        return None
    blocked = {"disjoint", "overlap"} & {getattr(pair.scopes, name).scope for name in ("state", "population", "place")}
    first, second = per_year(pair.a), per_year(pair.b)
    if blocked or first is None or second is None or not first.meets(second):
        return None
    return Match(code="rate_for_period", flags=frozenset({"unequal_periods"}))


def _is_other(pair: Pair) -> Match | None:
    for name in ("measure", "state", "population", "time", "place", "event"):
        dimension = getattr(pair.scopes, name)
        if dimension.scope in {"disjoint", "overlap"}:
            return Match(code=dimension.code or f"other_{name}")
    if _lacks_period(pair):
        return Match(code="no_period")
    if _counts_other_day(pair):
        return Match(code="other_time")
    hard = _hard(pair, "inside", "contains")
    is_open = "unknown" in {dimension.scope for _, dimension in pair.scopes.items()}
    if hard and not (is_open and pair.values == "disjoint" and pair.scopes.state.scope == "equal"):
        return Match(code=f"other_{hard[0]}")
    return None


def _counts_other_day(pair: Pair) -> bool:
    """True for two counts of those present, taken days apart: such a count rises and falls."""
    if pair.values != "disjoint" or {pair.a.quantity.aspect, pair.b.quantity.aspect} != {"stock"}:
        return False
    first, second = pair.a.as_of, pair.b.as_of
    return first is not None and second is not None and days_between(first, second) > _SAME_COUNT_DAYS


def _lacks_period(pair: Pair) -> bool:
    """True for a figure without any period beside one many times smaller: "over 8,000 have been returned"."""
    first, second = pair.a.quantity, pair.b.quantity
    if pair.scopes.time.scope == "unknown" and pair.scopes.time.code != "no_period":
        return False
    lows = sorted(value for value in (first.low or first.high, second.low or second.high) if value is not None)
    if len(lows) < 2 or lows[0] <= 0 or lows[1] < lows[0] * _FAR_APART or pair.scopes.time.scope not in {"equal", "unknown"}:
        return False
    larger = pair.a if (first.low or first.high) == lows[1] else pair.b
    if larger.claim.when is not None and larger.claim.when.begin is not None:
        return False
    both_open = first.high is None and second.high is None
    one_cumulative = larger.quantity.aspect == "cumulative" and larger.state not in {"dead", "wounded"}
    return both_open or (one_cumulative and {first.aspect, second.aspect} != {"cumulative"})


# --- 7 to 11 ------------------------------------------------------------------------------------------------------------


def _all_equal(pair: Pair) -> bool:
    return all(is_equal(dimension) for _, dimension in pair.scopes.items()) and pair.values != "unknown"


def _same_value(pair: Pair) -> Match | None:
    if pair.values != "equal" or not _all_equal(pair) or (pair.scopes.state.scope == "unknown" and not _is_telling(pair)):
        return None
    return Match(code="same_value")


def _is_telling(pair: Pair) -> bool:
    """True if number and noun alone tie two claims together that name no event: "2,315 vouchers" twice in one story."""
    first, second = pair.a.population, pair.b.population
    low = _interval(pair.a).low
    return pair.same_story and first.noun is not None and first.noun == second.noun and low is not None and low > 12


def _is_narrower(pair: Pair) -> Match | None:
    if pair.values not in {"inside", "contains"} or not _all_equal(pair) or pair.scopes.state.scope != "equal":
        return None
    return Match(("finer", "coarser") if pair.values == "inside" else ("coarser", "finer"), "narrower_figure")


def _overlaps(pair: Pair) -> Match | None:
    if pair.values != "overlap" or not _all_equal(pair) or pair.scopes.state.scope != "equal":
        return None
    return Match(code="figures_overlap")


def _meets_when_rounded(pair: Pair) -> Match | None:
    if pair.values != "disjoint" or not _all_equal(pair) or pair.scopes.state.scope != "equal" or not _is_rounding(pair.a, pair.b):
        return None
    return Match(code="rounded_figure", flags=frozenset({"rounded"}))


def _is_open(pair: Pair) -> Match | None:
    if pair.values != "disjoint" or pair.scopes.state.scope != "equal":
        return None
    doubtful = any(dimension.scope == "unknown" or dimension.soft for _, dimension in pair.scopes.items())
    if not doubtful and not _is_apart(pair):
        return None
    soft = pair.scopes.population.soft or _is_apart(pair)
    return Match(code="scope_unknown", flags=frozenset({"population_in_doubt"}) if soft else frozenset())


def _is_apart(pair: Pair) -> bool:
    """True where a claim counts on top of others ("another 40"), so that its figure is not the whole one."""
    return bool({pair.a.quantity.relation, pair.b.quantity.relation} & _APART)


def _differs(pair: Pair) -> Match | None:
    if pair.values != "disjoint" or any(not _is_close(pair, name) for name in _dimensions(pair)):
        return None
    if pair.same_article and not _contradicts_itself(pair):
        return None
    return Match(code="figures_differ", severity=severity_of(_interval(pair.a), _interval(pair.b)))


def _contradicts_itself(pair: Pair) -> bool:
    """Inside one article two figures differ only where day or place are stated for both and equal, and the noun is the same."""
    same_noun = pair.a.population.noun is not None and pair.a.population == pair.b.population
    stated = bool(pair.a.where and pair.b.where) or (pair.a.claim.when is not None and pair.b.claim.when is not None)
    return same_noun and stated and not (pair.a.is_revision or pair.b.is_revision)


# --- sentences ----------------------------------------------------------------------------------------------------------


def _say_abstains(pair: Pair, match: Match) -> str:
    speaker, peer = ordered(pair, match, "speaker")
    source = speaker.claim.ultimate_source
    name = source.source if source else "The article"
    return f"{name[:1].upper()}{name[1:]} gives no figure ({explain.quoted(speaker)}) where another article has {explain.quoted(peer)}."


def _say_denied(pair: Pair, match: Match) -> str:
    zero, other = (pair.a, pair.b) if pair.a.is_zero else (pair.b, pair.a)
    return f"{explain.quoted(zero)} stands for none, {explain.quoted(other)} for {explain.interval_text(other.value)}."


def _say_exceeds(pair: Pair, match: Match) -> str:
    part, whole = ordered(pair, match, "part")
    return f"{explain.figure(part)} is more than {explain.figure(whole)}, of which it can only be a part."


def _say_part(pair: Pair, match: Match) -> str:
    part, whole = ordered(pair, match, "part")
    where = match.code.removeprefix("inside_")
    labels = [explain.part_label(reading, where) for reading in (part, whole)]
    if match.code.startswith("inside_") and all(labels) and labels[0] != labels[1]:
        return f"{explain.quoted(part)} ({labels[0]}) is part of {explain.quoted(whole)} ({labels[1]})."
    return f"{explain.figure(part)} is part of {explain.figure(whole)}."


def _say_update(pair: Pair, match: Match) -> str:
    later, earlier = ordered(pair, match, "later")
    verb = "was revised" if match.code == "revised" else "grew"
    steps = [f"{explain.interval_text(reading.value)} ({explain.days_text(reading.as_of)})" for reading in (earlier, later)]
    return f"The count {verb} from {steps[0]} to {steps[1]}."


def _say_rate(pair: Pair, match: Match) -> str:
    rate, total = (pair.a, pair.b) if pair.a.quantity.rate else (pair.b, pair.a)
    yearly = per_year(total)
    assert yearly is not None
    low = round(yearly.low) if yearly.low is not None else None
    about = f"about {low:,} a year" if low is not None else "the same yearly rate"
    return f"{explain.quoted(total)} over its period is {about}, which fits {explain.quoted(rate)}."


def _say_other(pair: Pair, match: Match) -> str:
    return f"{explain.quoted(pair.a)} and {explain.quoted(pair.b)} look alike, but {explain.NOT_COMPARABLE[match.code]}."


def _say_agree(pair: Pair, match: Match) -> str:
    return f"{explain.quoted(pair.a)} and {explain.quoted(pair.b)} give the same figure, {explain.interval_text(pair.a.value)}."


def _say_narrower(pair: Pair, match: Match) -> str:
    finer, coarser = ordered(pair, match, "finer")
    if match.code == "narrower_figure":
        return f"{explain.figure(finer)} lies inside {explain.figure(coarser)}."
    return f"{explain.quoted(finer)} gives the figure of {explain.quoted(coarser)} and adds a finer {match.code.removeprefix('finer_')}."


def _say_overlap(pair: Pair, match: Match) -> str:
    return f"{explain.figure(pair.a)} and {explain.figure(pair.b)} overlap."


def _say_rounded(pair: Pair, match: Match) -> str:
    round_one, other = (pair.a, pair.b) if pair.a.rounded else (pair.b, pair.a)
    return f"{explain.quoted(round_one)} is a round number; taken as {explain.interval_text(round_one.rounded)} it meets {explain.quoted(other)}."


def _say_review(pair: Pair, match: Match) -> str:
    names = pair.scopes.named("unknown") or ["population"]
    return (
        f"{explain.figure(pair.a)} and {explain.figure(pair.b)} do not meet, but it is not known whether both speak of the same "
        f"{' and '.join(names)}."
    )


def _say_differs(pair: Pair, match: Match) -> str:
    gap = explain.percent_text(_interval(pair.a).gap(_interval(pair.b)))
    return f"{explain.figure(pair.a)} and {explain.figure(pair.b)} cannot both be right: they are {gap} apart."


RULES: tuple[Rule, ...] = (
    Rule("abstention", "no_estimate", _abstains, _say_abstains),
    Rule("denial", "conflict", _denies, _say_denied),
    Rule("finer_scope", "refines", _is_finer_scope, _say_narrower),
    Rule("part_exceeds_whole", "conflict", _exceeds_whole, _say_exceeds, within=True),
    Rule("part_of_whole", "part_of", _is_part, _say_part, within=True),
    Rule("later_count", "supersedes", _updates, _say_update),
    Rule("rate_for_period", "compatible", _rate_for_period, _say_rate),
    Rule("other_scope", "not_comparable", _is_other, _say_other),
    Rule("same_value", "agree", _same_value, _say_agree, within=True),
    Rule("narrower_figure", "refines", _is_narrower, _say_narrower),
    Rule("figures_overlap", "compatible", _overlaps, _say_overlap),
    Rule("rounded_figure", "compatible", _meets_when_rounded, _say_rounded),
    Rule("scope_unknown", "review", _is_open, _say_review),
    Rule("figures_differ", "conflict", _differs, _say_differs, within=True),
)
