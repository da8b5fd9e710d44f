"""Sums over more than two claims: parts that add up to a whole, or that fail to although nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from annotations.interval import Interval
from annotations.vocabulary import ClaimRole, Flag
from evaluation.compare import explain
from evaluation.compare.finding import Finding, in_one_article
from evaluation.compare.lexicon import state_parts
from evaluation.compare.match import severity_of
from evaluation.compare.pair import Pair, is_equal, make_pair
from evaluation.compare.parts import is_base
from evaluation.compare.reading import Reading
from evaluation.compare.scope import OUTCOMES, time_flags
from evaluation.compare.splits import TELLING, Bundle, Split, is_complete, is_sound, regions_of, source_parts
from evaluation.compare.story import Stories, days_between

MAX_PARTS = 5
MAX_CANDIDATES = 12
_DIVIDING = ("time", "population", "place", "state")
_APART = frozenset({"additional", "other", "rest"})
_WITH_PERPETRATOR = re.compile(
    r"\b(?:including|counting|among (?:them|the dead)(?: (?:was|is))?|as well as|plus)\s+(?:the|a|an|one)?\s*(?:suspected |alleged |lone )?"
    r"(gunman|shooter|attacker|assailant|bomber|perpetrator|suspect|killer|driver|pilot|arsonist|knifeman)\b",
    re.IGNORECASE,
)


def find_sums(bundles: Sequence[Bundle], stories: Stories) -> list[Finding]:
    """Every whole with the parts that add up to it, or that should and do not."""
    found: list[Split] = []
    usable = [bundle for bundle in bundles if _is_summable(bundle)]
    index = _index(usable)
    for whole in usable:
        near = _near(whole, index)
        pairs = {part.first.claim.id: _story_pairs(whole, part, stories) for part in near}
        for dimension in _DIVIDING:
            splits = _best_splits(whole, near, pairs, dimension, stories)
            found += splits
            if splits and whole.first.state not in OUTCOMES:
                break
    # Parts that make up one whole are in order: that another report has another whole is between the two wholes.
    settled = {split.parts for split in found if split.meets}
    return [_finding(split) for split in found if split.meets or split.parts not in settled]


def _index(bundles: Sequence[Bundle]) -> dict[tuple[str, ...], list[Bundle]]:
    """The bundles by what may make them parts: what happened, what they are said to be of, and whether they are "the rest"."""
    index: dict[tuple[str, ...], list[Bundle]] = {}
    for bundle in bundles:
        keys: set[tuple[str, ...]] = {("state", bundle.first.unit, str(bundle.first.state or bundle.first.predicate))}
        keys |= {("base", str(reading.base.low), str(reading.base.high)) for reading in bundle.readings if reading.base is not None}
        if bundle.first.claim.when is not None and bundle.first.population.family is not None:
            keys.add(("noun", bundle.first.unit, bundle.first.population.family))
        if bundle.first.quantity.relation in {"other", "rest"}:
            keys.add(("rest", bundle.first.unit))
        for key in keys:
            index.setdefault(key, []).append(bundle)
    return index


def _near(whole: Bundle, index: Mapping[tuple[str, ...], list[Bundle]]) -> list[Bundle]:
    """The bundles that may be parts of a whole, in the order of the files."""
    first = whole.first
    states = {str(first.state or first.predicate)}.union(*state_parts().get(str(first.state), {}))
    based = {("base", str(reading.quantity.low), str(reading.quantity.high)) for reading in whole.readings}
    keys: set[tuple[str, ...]] = {("state", first.unit, state) for state in states} | based
    if first.claim.when is not None and first.population.family is not None and _is_telling(whole):
        keys.add(("noun", first.unit, first.population.family))
    if any(key in index for key in based):
        keys.add(("rest", first.unit))
    near = {part.first.claim.id: part for key in keys for part in index.get(key, ()) if part is not whole}
    return sorted(near.values(), key=lambda part: part.first.claim.sort_key)


def _is_summable(bundle: Bundle) -> bool:
    first = bundle.first
    return first.value is not None and first.is_additive and first.value.high != 0 and first.claim.kind == "quantity"


def _story_pairs(first: Bundle, second: Bundle, stories: Stories) -> list[Pair]:
    """Every claim of the one against every claim of the other, as far as they tell one story: what one leaves out another may say."""
    return [make_pair(a, b, stories) for a in first.readings for b in second.readings if stories.same(a.claim.article, b.claim.article)]


def _best_splits(
    whole: Bundle, bundles: Sequence[Bundle], pairs: Mapping[str, list[Pair]], dimension: str, stories: Stories
) -> list[Split]:
    """The best division of a whole; where people who were aboard are counted anew each day, the one of each day."""
    candidates = [part for part in bundles if any(_is_part(pair, whole, part, dimension) for pair in pairs.get(part.first.claim.id, ()))]
    splits = list(_splits(whole, candidates[:MAX_CANDIDATES], dimension, stories))
    sound = [split for split in splits if is_sound(split)]
    if dimension == "state" and whole.first.state in OUTCOMES:
        return [split for split in sound if _comes_out(split)] or [split for split in splits if _is_too_many(split)][:1]
    return sorted(sound, key=lambda split: split.rank)[:1]


def _comes_out(split: Split) -> bool:
    """True for the dead, missing and saved of one day, of whom the lowest numbers already make up the whole."""
    if not split.meets or not split.complete or split.total.low != split.whole.value.low:
        return False
    return all(_is_of_one_day(a, b) for a, b in combinations(split.parts, 2))


def _is_too_many(split: Split) -> bool:
    """True where one article has more dead and saved than another had aboard."""
    most, least = split.whole.value.high, split.total.low
    plain = all(part.value.is_point for part in split.parts) and not split.whole.first.is_vague
    everybody = not split.whole.first.population.traits and not split.whole.first.is_partial
    one = in_one_article(source_parts(split)) and {part.first.state for part in split.parts} == {"dead", "rescued"}
    return plain and everybody and one and most is not None and least is not None and least > most


def _is_of_one_day(a: Bundle, b: Bundle) -> bool:
    return any(
        one.as_of is not None and other.as_of is not None and days_between(one.as_of, other.as_of) <= 1
        for one in a.readings
        for other in b.readings
    )


def _splits(whole: Bundle, candidates: Sequence[Bundle], dimension: str, stories: Stories) -> Iterator[Split]:
    for size in range(2, min(MAX_PARTS, len(candidates)) + 1):
        for parts in combinations(candidates, size):
            if all(_are_apart(a, b, dimension, stories) for a, b in combinations(parts, 2)):
                ordered = tuple(sorted(parts, key=lambda part: _part_order(part, dimension)))
                yield Split(whole, ordered, dimension, is_complete(whole, ordered, dimension))


def _part_order(part: Bundle, dimension: str) -> tuple[str, str, int, str]:
    """Parts are printed by date where time divides them, else in reading order."""
    when = part.first.claim.when if dimension == "time" else None
    begin = when.begin.isoformat() if when is not None and when.begin is not None else ""
    return (begin, part.first.claim.article, part.first.claim.start, part.first.claim.id)


def _is_part(pair: Pair, whole: Bundle, part: Bundle, dimension: str) -> bool:
    """True if the part lies inside the whole in `dimension` and equals it in all others."""
    if part.value.low is None or (whole.value.high is not None and part.value.low > whole.value.high):
        return False
    if part.first.base is not None and not any(is_base(part.first, reading) for reading in whole.readings):
        return False
    if dimension == "state":
        return _is_state_part(pair, whole, part)
    contained = "contains" if pair.a in whole.readings else "inside"
    inner = getattr(pair.scopes, dimension)
    others = [value for name, value in pair.scopes.items() if name != dimension]
    told = pair.scopes.state.scope == "equal" or (dimension == "time" and pair.scopes.state.scope == "unknown" and _is_telling(whole))
    if not all(is_equal(value) for value in others) or not told:
        return False
    unknown = [value for name, value in pair.scopes.items() if name not in {dimension, "state"} and value.scope == "unknown"]
    if dimension == "time" and (pair.scopes.time.code == "year_unresolved" or "year_unresolved" in pair.scopes.flags):
        return False
    if inner.scope == contained and not (inner.soft and part.value == whole.value):
        return not unknown or (part.value.is_point and whole.value.is_point)
    if dimension == "time" and inner.scope == "unknown":
        return part.first.claim.when is not None and part.first.claim.when.resolved and whole.first.claim.when is None and not unknown
    if dimension == "place" and inner.scope == "unknown" and not whole.first.where:
        return regions_of(whole.first) > 0 and not unknown and part.first.claim.article != whole.first.claim.article
    return dimension == "population" and inner.scope == "equal" and not unknown and part.value != whole.value and _names_siblings(part)


def _is_telling(whole: Bundle) -> bool:
    return whole.value.is_point and (whole.value.low or 0) >= TELLING


def _names_siblings(part: Bundle) -> bool:
    """True for a figure beside others of one list: "80 at first and another 40 later"."""
    return part.first.quantity.relation in _APART or re.search(r"\b(?:another|further|more)\b", part.first.sentence) is not None


def _is_state_part(pair: Pair, whole: Bundle, part: Bundle) -> bool:
    # Those aboard are counted before, where and when the ship left; the dead and the saved after.
    names = {"population", "event"} if whole.first.state in OUTCOMES else {"population", "place", "event"}
    rest = [value for name, value in pair.scopes.items() if name in names]
    if not all(is_equal(value) or value.scope in {"inside", "contains"} for value in rest) or not pair.same_story:
        return False
    inner = set().union(*state_parts().get(str(whole.first.state), {}))
    if whole.first.state in OUTCOMES:
        told_whole = any(not reading.is_partial and reading.base is None for reading in part.readings)
        return part.first.state in inner and (part.value.low or 0) > 0 and not part.first.is_vague and told_whole
    if part.first.state in inner and part.first.state != whole.first.state:
        return pair.scopes.time.scope in {"equal", "unknown"}
    # "11 other children" among the 92 are not all the others.
    if not part.first.population.traits <= whole.first.population.traits:
        return False
    based = any(is_base(p, w) for p in part.readings for w in whole.readings)
    return based or (
        part.first.quantity.relation in {"other", "rest"} and pair.scopes.time.scope in {"equal", "unknown", "inside", "contains"}
    )


def _are_apart(a: Bundle, b: Bundle, dimension: str, stories: Stories) -> bool:
    """True if two parts are disjoint in the dividing dimension and equal in all others."""
    pairs = _story_pairs(a, b, stories)
    if dimension == "state":
        return bool(pairs) and _are_states_apart(a, b)
    return any(_is_apart(pair, dimension) for pair in pairs)


def _is_apart(pair: Pair, dimension: str) -> bool:
    if not all(is_equal(value) for name, value in pair.scopes.items() if name != dimension):
        return False
    if getattr(pair.scopes, dimension).scope == "disjoint":
        return True
    relations = {pair.a.quantity.relation, pair.b.quantity.relation} & _APART
    return dimension == "population" and bool(relations) and pair.same_article


def _are_states_apart(a: Bundle, b: Bundle) -> bool:
    if {a.first.quantity.relation, b.first.quantity.relation} & {"other", "rest"}:
        return True
    states = {a.first.state, b.first.state}
    return len(states) == 2 and any(states <= parts for table in state_parts().values() for parts in table)


def _finding(split: Split) -> Finding:
    chosen = source_parts(split)
    whole = split.whole.first
    equation = explain.equation(
        [(part, explain.part_label(part, split.dimension)) for part in chosen], split.whole.value, meets=split.meets
    )
    members: list[tuple[str, ClaimRole]] = [(reading.claim.id, "whole") for reading in split.whole.readings]
    members += [(reading.claim.id, "part") for part in split.parts for reading in part.readings]
    readings = [*split.whole.readings, *(reading for part in split.parts for reading in part.readings)]
    flags: set[Flag] = set()
    for reading in readings:
        flags.update(time_flags(reading.claim.when))
    clash = not split.meets
    outcome = "the parts leave nothing out, yet the sum is another" if clash else f"the parts make up {explain.quoted(whole)}"
    return Finding(
        verdict="conflict" if clash else "sums_to",
        members=tuple(sorted(members)),
        reason=f"{equation}: {outcome}.",
        code="arithmetic" if clash else f"parts_by_{split.dimension}",
        rule="arithmetic" if clash else "parts_add_up",
        equation=equation,
        severity=severity_of(split.total, split.whole.value) if clash else None,
        flags=frozenset(flags),
        same_article=in_one_article(readings),
    )


def find_perpetrator_sums(pairs: Sequence[Pair]) -> list[Finding]:
    """Deaths with and without the attacker: 3 victims and the gunman are the 4 dead of another report."""
    findings = []
    for pair in pairs:
        for whole, part in ((pair.a, pair.b), (pair.b, pair.a)):
            match = _WITH_PERPETRATOR.search(whole.sentence)
            if match and _is_victims_of(whole, part, pair) and not _WITH_PERPETRATOR.search(part.sentence):
                findings.append(_perpetrator_finding(whole, part, match.group(1).lower()))
    return findings


def _is_victims_of(whole: Reading, part: Reading, pair: Pair) -> bool:
    if whole.value is None or part.value is None or whole.unit != "count" or pair.scopes.state.scope != "equal":
        return False
    same = all(is_equal(dimension) for _, dimension in pair.scopes.items())
    return same and part.value.is_point and part.value.plus(Interval(Fraction(1), Fraction(1))) == whole.value


def _perpetrator_finding(whole: Reading, part: Reading, name: str) -> Finding:
    equation = f"{explain.interval_text(part.value)} (victims) + 1 (the {name}) = {explain.interval_text(whole.value)}"
    return Finding(
        verdict="sums_to",
        members=tuple(sorted([(whole.claim.id, "whole"), (part.claim.id, "part")])),
        reason=f"{equation}: {explain.quoted(whole)} counts the {name}, {explain.quoted(part)} does not.",
        code="with_perpetrator",
        rule="victims_and_perpetrator",
        equation=equation,
        flags=frozenset({"includes_perpetrator"}),
        same_article=in_one_article((whole, part)),
    )
