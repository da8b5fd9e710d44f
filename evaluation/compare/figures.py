"""Rules for two figures of one scope: no estimate, a denial, and what equal, overlapping and disjoint numbers say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from annotations.vocabulary import Flag
from evaluation.compare.lexicon import WORD, word_list
from evaluation.compare.match import (
    Match,
    all_equal,
    are_far_apart,
    counts_apart,
    hard,
    interval_of,
    is_below,
    is_close,
    is_rounding,
    measures_one_thing,
    severity_of,
)
from evaluation.compare.pair import Pair, speak_against
from evaluation.compare.reading import Reading
from evaluation.compare.scope import DIMENSIONS, ELIDED, Dimension, Scope, window
from evaluation.compare.sources import same_source
from evaluation.compare.story import days_between
from evaluation.compare.updates import GROWING, later_first

# How old a figure may be that somebody who says "no figure yet" is asked about.
_NEWS = timedelta(days=10)
# A figure given days before or after an abstention is no answer to it.
_SAME_NEWS = 14
# An abstention that names no time is about an event, not about the sum of several months.
_LONG = timedelta(days=45)
# Figures of unknown scope that a reader could take for one are of one size.
_OPEN = 3
# Further apart than this two figures of unknown scope are not taken for one.
_FAR_APART = 4
# Five times as many is another count, or one that was read wrongly: no reason to accuse anybody.
_ACCUSES = 5
# An article that contradicts itself about one figure gives numbers of one size; others are of another group.
_CONTRADICTION = 2
# Ten times as many, of another noun or none, are another group.
_LEAP = 10
# Up to this many things are counted the same by chance.
_CHANCE = 12
_ASKED = re.compile(r"\b(?:how (?:many|much)|number|figure|count|total|toll|amount|size|extent|estimate|any)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bhow (?:many|much) of (?:the|them|these|those|its|his|her|their)\b", re.IGNORECASE)
_ANYBODY = re.compile(r"(?:nobody|no[ -]one|none|any(?:body|one))$", re.IGNORECASE)
# "no cases of marsh fever", "no deaths from the storm": none of that kind.
_KIND = re.compile(r"\s+(?:of|from|due to|caused by|attributed to|linked to)\s+(?:the\s+|an?\s+)?([A-Za-z][\w-]{2,})")
# "no cases in Ostia that left scars": none of that kind.
_OF_SOME = re.compile(r"\b(?:that|which|who|whose)\s+[a-z]+|^\s+(?:related|linked|involving|among|attributed|caused)\b", re.IGNORECASE)
_HYPOTHESIS = re.compile(r"\b(?:could|would|might|may|potential|potentially|feared?|fears|likely|at risk|threatens?)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:](?!\d)")
_ANEW = re.compile(r"\b(?:again|another|anew|second time|re-?(?:arrest|detain|captur|admit|open)\w*)\b", re.IGNORECASE)
_LOOSE: frozenset[Flag] = frozenset({"boundary_mismatch", "year_inferred", "year_unresolved"})
_RESTRICTION = re.compile(r"\s+(?:with|who|whose|from|over|but)\b", re.IGNORECASE)


def abstains(pair: Pair) -> Match | None:
    """A speaker without a figure beside a figure of the same event: "could not say how many" against "88 arrests"."""
    if pair.a.abstains == pair.b.abstains:
        return None
    speaker, peer = (pair.a, pair.b) if pair.a.abstains else (pair.b, pair.a)
    fits = pair.scopes.state.scope == "equal" and pair.scopes.event.scope == "equal" and peer.value is not None and peer.unit == "count"
    if (
        not fits
        or peer.is_vague
        or peer.is_zero
        or not _asks_for(pair, speaker, peer)
        or pair.scopes.population.scope == "disjoint"
        or pair.scopes.place.scope == "disjoint"
        or not _is_about_now(pair, speaker, peer)
    ):
        return None
    return Match(("speaker", "peer") if speaker is pair.a else ("peer", "speaker"), "no_figure_given")


def _asks_for(pair: Pair, speaker: Reading, peer: Reading) -> bool:
    """True where the figure is what the speaker was asked for: of all or of some, and of no smaller group than that."""
    if not _ASKED.search(speaker.claim.quote):
        return False
    some = _OF_THEM.search(speaker.claim.quote + speaker.following[:20]) is not None
    share = replace(peer, is_listed=False).is_partial or peer.base is not None
    if some != share or (some and speaker.predicate != peer.predicate):
        return False
    modalities = [reading.claim.event.modality if reading.claim.event else "asserted" for reading in (speaker, peer)]
    if modalities[0] in {"future", "required"} and modalities[0] != modalities[1]:
        return False
    return "population" not in hard(pair, "inside" if peer is pair.a else "contains")


def _is_about_now(pair: Pair, speaker: Reading, peer: Reading) -> bool:
    """True unless the figure is of another time: an abstention that names none speaks of the news of its day."""
    scope, when, day = pair.scopes.time.scope, peer.claim.when, speaker.published
    if speaker.as_of is not None and peer.as_of is not None and days_between(speaker.as_of, peer.as_of) > _SAME_NEWS:
        return False
    if scope != "unknown" or when is None:
        return scope != "disjoint"
    if when.begin is not None and when.end is not None and when.end - when.begin > _LONG:
        return False
    return when.resolved and day is not None and window(when, peer.published)[1] >= day[0] - _NEWS


def denies(pair: Pair) -> Match | None:
    """A denial or a zero against a positive count of the same scope; silence is no denial."""
    values = (pair.a.value, pair.b.value)
    if None in values or pair.a.is_zero == pair.b.is_zero or pair.a.unit != pair.b.unit:
        return None
    zero, other = (pair.a, pair.b) if pair.a.is_zero else (pair.b, pair.a)
    positive = interval_of(other)
    if positive.low is None or positive.low <= 0 or any(not _is_denied_in(pair, name) for name in DIMENSIONS):
        return None
    if (pair.same_article and not speak_against(pair.a, pair.b)) or not measures_one_thing(pair):
        return None
    if not _denies_that(zero, other) or _is_overtaken(pair, zero, other):
        return None
    # That no journalist is among those held contradicts nobody who counts all of them.
    if pair.scopes.population.scope == ("inside" if zero is pair.a else "contains"):
        return None
    # "denied that anyone who had paid was aboard" denies nothing of the others.
    if _RESTRICTION.match(zero.following):
        return None
    return Match(code="denied", severity="high")


def _is_denied_in(pair: Pair, name: str) -> bool:
    """True where both agree in a dimension, or where the denial reaches further: none in September leaves none on 5 September."""
    dimension: Dimension = getattr(pair.scopes, name)
    wider: Scope = "contains" if pair.a.is_zero else "inside"
    return is_close(pair, name) or (name in {"time", "place"} and dimension.scope == wider and not dimension.flags & _LOOSE)


def _denies_that(zero: Reading, other: Reading) -> bool:
    """True where none of what the denial speaks of is left for the count.

    "Nobody was shot" is no answer to a count of all who were hurt, nor is "nobody was arrested again" to one of all arrests; that
    nobody was hurt answers both.
    """
    anybody = zero.population.noun is None or _ANYBODY.match(zero.claim.quote) is not None
    listed = other.quantity.relation == "including" and (anybody or other.population.noun != zero.population.noun)
    if listed or (_ANEW.search(zero.clause) and not _ANEW.search(other.clause)):
        return False
    kind = _KIND.match(zero.following)
    if kind and kind.group(1).lower() not in WORD.findall(other.sentence.lower()):
        return False
    if _OF_SOME.search(_CLAUSE.split(zero.following)[0]) or _HYPOTHESIS.search(other.clause):
        return False
    if "possible" in {reading.claim.event.modality for reading in (zero, other) if reading.claim.event}:
        return False
    if zero.means:
        return bool(zero.means & other.means)
    return not anybody or zero.predicate == other.predicate or zero.predicate in word_list("plain_outcomes")


def _is_overtaken(pair: Pair, zero: Reading, other: Reading) -> bool:
    """True for "no deaths so far" before a toll of a later day: nobody denies what comes later."""
    source = zero.claim.ultimate_source
    if zero.state not in GROWING or (source is not None and source.stance == "denies"):
        return False
    later_is_a = later_first(pair.a, pair.b)
    return later_is_a is not None and later_is_a == (other is pair.a)


def is_same(pair: Pair) -> Match | None:
    """The same numbers in the same scope: "over 500" and "more than 500"."""
    if (
        pair.values != "equal"
        or not all_equal(pair)
        or not _is_counted(pair)
        or (pair.scopes.state.scope == "unknown" and not _is_telling(pair))
        or (pair.a.is_zero and (pair.a.population.noun is None or pair.a.population.noun != pair.b.population.noun))
    ):
        return None
    return Match(code="same_value")


def _is_telling(pair: Pair) -> bool:
    """True if number and noun alone tie two claims together that name no event: "2,315 vouchers" twice in one story."""
    first, second = pair.a.population, pair.b.population
    low = interval_of(pair.a).low
    if not pair.same_story or low is None or low <= 0:
        return False
    if _has_one_source(pair):
        return True
    if first.noun is None or first.noun != second.noun:
        return False
    heads = {(reading.quantity.head or "").lower() for reading in (pair.a, pair.b)}
    return low > _CHANCE or (len(heads) == 1 and " " in heads.pop())


def _has_one_source(pair: Pair) -> bool:
    """True if one source gives a number above chance in two articles, of people or things of one name."""
    first, second = pair.a.claim.ultimate_source, pair.b.claim.ultimate_source
    if pair.same_article or first is None or second is None or not same_source(first.source, second.source):
        return False
    return interval_of(pair.a).low != 1 and pair.a.unit == "count" and pair.scopes.event.scope == "equal"


def _is_counted(pair: Pair) -> bool:
    """True unless a vague amount ("many", "dozens") meets a figure of another noun or of a time that only one side states."""
    if pair.a.is_uncounted != pair.b.is_uncounted and pair.a.population.traits != pair.b.population.traits:
        return False
    if not pair.a.is_vague and not pair.b.is_vague:
        return True
    first, second = pair.a.population, pair.b.population
    if {pair.scopes.time.scope, pair.scopes.place.scope} != {"equal"} or not is_close(pair, "population"):
        return False
    same_people = first.noun == second.noun or bool(first.origins & second.origins)
    return same_people or not (pair.a.is_uncounted or pair.b.is_uncounted)


def is_narrower(pair: Pair) -> Match | None:
    """Numbers inside the other's: 214 inside "over 200"."""
    if pair.values not in {"inside", "contains"} or not all_equal(pair) or pair.scopes.state.scope != "equal":
        return None
    if not _is_counted(pair) or pair.scopes.population.code == ELIDED or pair.a.is_zero != pair.b.is_zero:
        return None
    # 405 lies above "at least seven" and nine below "up to 35", but neither tells the other more exactly.
    if are_far_apart(pair, _OPEN) and not (pair.a.is_vague or pair.b.is_vague):
        return None
    # What a text says was the figure before is still a figure of its kind: "down from 26" beside "about 25".
    first, second = (reading.is_partial and not reading.is_older for reading in (pair.a, pair.b))
    if first != second:
        return None
    return Match(("finer", "coarser") if pair.values == "inside" else ("coarser", "finer"), "narrower_figure")


def overlaps(pair: Pair) -> Match | None:
    """Numbers that share a stretch, neither inside the other: 30 to 50 and 45 to 60."""
    if pair.values != "overlap" or not all_equal(pair) or pair.scopes.state.scope != "equal":
        return None
    return Match(code="figures_overlap")


def meets_when_rounded(pair: Pair) -> Match | None:
    """Numbers that meet once a round one is taken as rounded: 500 and 512."""
    if pair.values != "disjoint" or not all_equal(pair) or pair.scopes.state.scope != "equal" or not is_rounding(pair.a, pair.b):
        return None
    return Match(code="rounded_figure", flags=frozenset({"rounded"}))


def is_open(pair: Pair) -> Match | None:
    """Disjoint numbers where a scope is not known on both sides: a question to the reviewer, no alarm."""
    if pair.values != "disjoint" or pair.scopes.state.scope != "equal" or are_far_apart(pair, _OPEN):
        return None
    if pair.a.is_partial or pair.b.is_partial or (later_first(pair.a, pair.b) is not None and _is_cumulative(pair)):
        return None
    if hard(pair, "inside", "contains") and not _exceeds(pair):
        return None
    if pair.a.is_zero != pair.b.is_zero and not _asks_of_denial(pair):
        return None
    if (pair.a.unit != "count" and pair.scopes.population.scope == "unknown") or pair.a.is_uncounted or pair.b.is_uncounted:
        return None
    if (pair.a.base is None) != (pair.b.base is None):
        return None
    doubtful = any(dimension.scope == "unknown" or dimension.soft for _, dimension in pair.scopes.items())
    if not doubtful and not counts_apart(pair):
        return None
    soft = pair.scopes.population.soft or counts_apart(pair)
    return Match(code="scope_unknown", flags=frozenset({"population_in_doubt"}) if soft else frozenset())


def _asks_of_denial(pair: Pair) -> bool:
    """True where a denial could be one of what the other counts: one group, no narrower one, in words that leave nobody out."""
    zero, other = (pair.a, pair.b) if pair.a.is_zero else (pair.b, pair.a)
    narrower = pair.scopes.population.scope == ("inside" if zero is pair.a else "contains")
    if narrower or _is_overtaken(pair, zero, other) or pair.same_article:
        return False
    return _denies_that(zero, other) and zero.claim.ultimate_source is not None


def _is_cumulative(pair: Pair) -> bool:
    """True for two states of a count that goes on: that the later one is higher asks nothing."""
    later_is_a = later_first(pair.a, pair.b)
    later, earlier = (pair.a, pair.b) if later_is_a else (pair.b, pair.a)
    low, high = interval_of(later).low, interval_of(earlier).high
    return "cumulative" in {later.quantity.aspect, earlier.quantity.aspect} and low is not None and high is not None and low > high


def _exceeds(pair: Pair) -> bool:
    """True if the claim that lies inside the other has the larger number."""
    part, whole = (pair.a, pair.b) if hard(pair, "inside") else (pair.b, pair.a)
    return not is_below(part, whole)


def differs(pair: Pair) -> Match | None:
    """Disjoint numbers of one scope. Inside one article only where the scope is stated twice."""
    if pair.values != "disjoint" or any(not is_close(pair, name) for name in DIMENSIONS) or counts_apart(pair):
        return None
    if (pair.a.is_revision or pair.b.is_revision) and later_first(pair.a, pair.b) is not None:
        return None
    if pair.a.is_zero != pair.b.is_zero or are_far_apart(pair, _ACCUSES):
        return None
    if _HYPOTHESIS.search(pair.a.clause) or _HYPOTHESIS.search(pair.b.clause):
        return None
    # 12 nurses beside 2,000 patients are some of them; 41 miners beside 36 people are all of them in another word.
    if (pair.scopes.population.soft or _leaves_role_out(pair)) and are_far_apart(pair, _CONTRADICTION):
        return None
    one_name = pair.a.population.noun is not None and pair.a.population.noun == pair.b.population.noun
    if not one_name and are_far_apart(pair, _LEAP):
        return None
    if (pair.same_article and not _contradicts_itself(pair)) or not measures_one_thing(pair):
        return None
    return Match(code="figures_differ", severity=severity_of(interval_of(pair.a), interval_of(pair.b)))


def _states_time(reading: Reading) -> bool:
    when = reading.claim.when
    return when is not None and when.inherited in {None, "sentence"}


def _leaves_role_out(pair: Pair) -> bool:
    """True where one side counts people of a calling and the other says only a number: "nine nurses" beside "52"."""
    first, second = pair.a.population, pair.b.population
    return (first.family is None and bool(second.traits)) or (second.family is None and bool(first.traits))


def _contradicts_itself(pair: Pair) -> bool:
    """Inside one article two figures differ where two sources give them, else only where day or place are stated for both."""
    if speak_against(pair.a, pair.b):
        return not are_far_apart(pair, _FAR_APART)
    same_noun = pair.a.population.noun is not None and pair.a.population == pair.b.population
    stated = bool(pair.a.where and pair.b.where) or (_states_time(pair.a) and _states_time(pair.b))
    if are_far_apart(pair, _CONTRADICTION):
        return False
    apart = pair.a.claim.sentence != pair.b.claim.sentence
    return same_noun and stated and apart and not (pair.a.is_revision or pair.b.is_revision)
