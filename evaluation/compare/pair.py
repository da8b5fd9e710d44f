"""Two claims held against each other: their scopes, their numbers, and whether their articles tell the same story."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from annotations.claim import Event
from annotations.interval import Interval
from annotations.vocabulary import Flag
from evaluation.compare.lexicon import word_list
from evaluation.compare.reading import Reading
from evaluation.compare.scope import (
    EQUAL,
    IN_DOUBT,
    OUTCOMES,
    UNKNOWN,
    Dimension,
    Scope,
    Scopes,
    compare_place,
    compare_population,
    compare_state,
    compare_time,
    compare_values,
    time_flags,
    window,
)
from evaluation.compare.sources import same_source
from evaluation.compare.story import Stories, days_between

# How many of each make a year; a rate per birth or per head is no rate over time.
PER_YEAR = {"year": 1, "month": 12, "week": 52, "day": 365}
# Up to this many people or things are counted the same by chance.
_CHANCE = 12
# Characters between two figures of one article that answer each other: three or four sentences.
_NEAR_BY = 600
_HEDGES = frozenset({"possible"})
# Counts given within so many days of each other are of one state of things.
NEWS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Pair:
    """`a` comes before `b` in the order of the files, so that the order of the input plays no part."""

    a: Reading
    b: Reading
    scopes: Scopes
    values: Scope
    same_story: bool
    share_names: bool

    @property
    def same_article(self) -> bool:
        """True if one article makes both claims."""
        return self.a.claim.article == self.b.claim.article

    @property
    def flags(self) -> frozenset[Flag]:
        """What a reader should know about the two, whatever the verdict."""
        return self.scopes.flags | source_flags(self.a, self.b)


def make_pair(first: Reading, second: Reading, stories: Stories) -> Pair:
    """Hold two readings against each other; the order in which they are given plays no part."""
    a, b = (first, second) if first.claim.sort_key <= second.claim.sort_key else (second, first)
    same_story = stories.same(a.claim.article, b.claim.article)
    share_names = same_story or stories.share_names(a.claim.article, b.claim.article)
    scopes, values = compare_scopes(a, b, same_story, share_names), _values(a, b)
    if same_story and values == "equal" and _is_rare(a):
        scopes = _told_twice(a, b, scopes)
    return Pair(a, b, scopes, values, same_story, share_names)


def _is_rare(reading: Reading) -> bool:
    """True for a plain number that two articles of one story hardly give for two things: 63, 1,400, not 12 and not 1,000."""
    low = reading.value.low if reading.value is not None and reading.value.is_point else None
    return low is not None and low > _CHANCE and reading.quantity.rate is None and len(str(low).rstrip("0")) > 1


def _told_twice(a: Reading, b: Reading, scopes: Scopes) -> Scopes:
    """The scopes of one rare number given twice: what tells its two mentions apart is the wording, as far as nothing else does.

    "63 of whom were charged" and "63 people have been charged", "will receive 1,400" and "received 1,400".
    """
    one_noun = a.population.noun is not None and a.population.noun == b.population.noun
    if not (one_noun or scopes.state.scope == "equal") or "disjoint" in {scopes.population.scope, scopes.time.scope, scopes.place.scope}:
        return scopes
    if scopes.measure.code == "stock_vs_flow" and scopes.state.scope == "equal":
        scopes = replace(scopes, measure=EQUAL)
    if scopes.event.code == "forecast_vs_fact":
        scopes = replace(scopes, event=EQUAL)
    if scopes.state.code == "other_measure" and one_noun:
        scopes = replace(scopes, state=UNKNOWN)
    return scopes


def _values(a: Reading, b: Reading) -> Scope:
    if a.value is None or b.value is None or a.unit != b.unit:
        return "unknown"
    return compare_values(a.value, b.value)


def compare_scopes(a: Reading, b: Reading, same_story: bool, share_names: bool) -> Scopes:
    """The vector of the seven scope dimensions for two quantity claims."""
    time = _stock_time(a, b) or compare_time(a.claim, b.claim, same_story=same_story, published=(a.published, b.published))
    moving = bool({a.state, b.state} & word_list("movements"))
    place = compare_place(a.where, b.where, same_story=same_story, moving=moving)
    if place.scope == "unknown" and _sentence_names_place(a, b):
        place = EQUAL
    if same_story and place.scope != "equal" and not (_names_own_place(a) and _names_own_place(b)):
        # A place taken over from elsewhere in the article agrees or says nothing.
        place = compare_place(*(one.where if _names_own_place(one) else () for one in (a, b)), same_story=True, moving=moving)
    if same_story and a.state == b.state and a.state in OUTCOMES:
        # Those aboard are counted at one time and place, whether a report repeats them or not.
        time = EQUAL if time.code in {"no_period", "inherited_time"} else time
        place = EQUAL if place.scope != "disjoint" else place
    if speak_against(a, b):
        # What one source says of time and place holds for the answer of the other, which repeats neither.
        time = EQUAL if time.code in {"no_period", "inherited_time"} else time
        place = EQUAL if not (a.where and b.where) else place
    if a.claim.article == b.claim.article and "headline" in {a.claim.zone, b.claim.zone} and a.value == b.value and a.state == b.state:
        # A headline says of its text's figure only part of when and where.
        time = EQUAL if time.scope in {"inside", "contains"} else time
        place = EQUAL if place.scope in {"inside", "contains"} else place
    return Scopes(
        measure=compare_measure(a, b, time),
        event=compare_event(a, b, time, same_story=same_story, share_names=share_names),
        state=compare_state(a, b),
        population=_compare_counted(a, b),
        time=time,
        place=place,
        instrument=EQUAL,
    )


def _compare_counted(a: Reading, b: Reading) -> Dimension:
    """Whom or what both count; an amount of money or a measure without a noun may be of anything."""
    silent = [reading for reading in (a, b) if reading.population.family is None]
    if a.unit != "count" and len(silent) == 2:
        return UNKNOWN
    answer = compare_population(a.population, b.population)
    # A number without a noun counts whom the other counts only where the same happened to both: "the toll rose to 44".
    if silent and a.unit == "count" and answer.scope == "equal" and (a.state is None or a.state != b.state):
        return IN_DOUBT
    return answer


def _stock_time(a: Reading, b: Reading) -> Dimension | None:
    """For two counts of those present, one without a time: that of the day on which it was given.

    None where both name a time or neither does, and where the days are not known.
    """
    if {a.quantity.aspect, b.quantity.aspect} != {"stock"} or (a.claim.when is None) == (b.claim.when is None):
        return None
    stated, silent = (a, b) if b.claim.when is None else (b, a)
    when = stated.claim.when
    if when is None or not when.resolved or when.begin is None or silent.as_of is None:
        return None
    days = window(when, stated.published)
    near = days[1] - days[0] <= NEWS and days_between(days, silent.as_of) <= NEWS.days
    return Dimension("equal", flags=frozenset(time_flags(when))) if near else None


def compare_event(a: Reading, b: Reading, time: Dimension, *, same_story: bool, share_names: bool) -> Dimension:
    """The incident: another one when the articles tell other stories and no stated time ties the claims together."""
    modality = compare_modality(a.claim.event, b.claim.event)
    # Who gives no figure says nothing of what is to come or to be done, whatever verb the question stands with.
    if modality is not None and not (a.abstains or b.abstains):
        return Dimension("disjoint", modality)
    if a.incidents and b.incidents and not (a.incidents & b.incidents):
        return Dimension("disjoint", "other_event")
    if same_story:
        return UNKNOWN if _names_one_cause(a, b) else EQUAL
    if share_names and time.scope in {"equal", "inside", "contains"}:
        return EQUAL
    return Dimension("disjoint", "other_event")


def _names_one_cause(a: Reading, b: Reading) -> bool:
    """True where one count names its cause ("nine cholera deaths") and nothing ties the other to it."""
    return any(one.cause and not (other.incidents & one.cause) for one, other in ((a, b), (b, a)))


def compare_modality(a: Event | None, b: Event | None) -> str | None:
    """Why what is asked for or expected is no match for what happened; None when both are of one kind."""
    kinds = {event.modality if event else "asserted" for event in (a, b)}
    if len(kinds) == 1 or kinds <= {"asserted", *_HEDGES}:
        return None
    return "recommendation_vs_fact" if "required" in kinds else "forecast_vs_fact"


def compare_measure(a: Reading, b: Reading, time: Dimension) -> Dimension:
    """Unit and aspect: a stock is no flow, a rate no total, a change no level."""
    first, second = a.quantity, b.quantity
    if a.unit != b.unit or a.is_capacity != b.is_capacity:
        return Dimension("disjoint", "other_measure")
    if (first.rate is None) != (second.rate is None):
        return Dimension("disjoint", "rate_vs_total")
    if first.rate is not None and first.rate != second.rate and not {first.rate, second.rate} <= set(PER_YEAR):
        return Dimension("disjoint", "other_measure")
    if (first.change is None) != (second.change is None) or {first.aspect, second.aspect} in (
        {"change", "level"}, {"change", "stock"}, {"change", "flow"}, {"change", "cumulative"},
    ):  # fmt: skip
        return Dimension("disjoint", "change_vs_level")
    if first.change != second.change:
        return Dimension("disjoint", "other_measure")
    return _compare_aspects(a, b, time)


def _compare_aspects(a: Reading, b: Reading, time: Dimension) -> Dimension:
    aspects = {a.quantity.aspect, b.quantity.aspect}
    if "stock" not in aspects or not aspects & {"flow", "cumulative"}:
        return EQUAL
    if a.state == b.state and a.state in word_list("final_states"):
        # Nobody leaves the dead: the bodies that lie in a hospital are those of all who were found.
        return EQUAL
    if a.state is not None and (a.state, a.predicate) == (b.state, b.predicate):
        # "were detained" on both sides is one act, however the sentence is built.
        return EQUAL
    # "dozens were detained after the march", "61 detainees after the march": those held because of one incident.
    same_incident = bool(a.incidents & b.incidents) and time.scope in {"equal", "unknown"}
    return EQUAL if same_incident and a.state == b.state else Dimension("disjoint", "stock_vs_flow")


def per_year(reading: Reading) -> Interval | None:
    """A rate over time as a yearly one, a total over a stated window likewise; None for any other figure.

    780 from January to August is about 1,170 a year.
    """
    quantity, when = reading.quantity, reading.claim.when
    if reading.value is None:
        return None
    if quantity.rate is not None:
        return reading.value.times(Fraction(PER_YEAR[quantity.rate])) if quantity.rate in PER_YEAR else None
    if when is None or not when.resolved or when.begin is None or when.end is None:
        return None
    days = (when.end - when.begin).days + 1
    return reading.value.times(Fraction(365, days)) if days > 1 else None


def source_flags(a: Reading, b: Reading) -> frozenset[Flag]:
    """Flags about who says it and how firmly."""
    flags: set[Flag] = set()
    first, second = a.claim.ultimate_source, b.claim.ultimate_source
    if first and second:
        if same_source(first.source, second.source):
            flags.add("shared_source")
        else:
            flags.update(("attribution_differs", "independent_source"))
        if first.stance != second.stance:
            flags.add("stance_differs")
    elif first or second:
        flags.add("attribution_dropped")
    modalities = {reading.claim.event.modality if reading.claim.event else "asserted" for reading in (a, b)}
    if len(modalities) > 1:
        flags.add("modality_differs")
    if modalities & _HEDGES:
        flags.add("hedged")
    if a.claim.article == b.claim.article:
        flags.add("same_article")
    if _is_implicit(a) or _is_implicit(b):
        flags.add("implicit_quantity")
    return frozenset(flags)


def _is_implicit(reading: Reading) -> bool:
    """True for a number that the text only implies: "the gunman" is one."""
    quantity, quote = reading.claim.quantity, reading.claim.quote
    is_one = quantity is not None and quantity.low == quantity.high == 1
    return is_one and re.search(r"\d|\b(?:one|single|a|an)\b", quote, re.IGNORECASE) is None


def _sentence_names_place(a: Reading, b: Reading) -> bool:
    """True where one claim has no place of its own, and its sentence names that of the other: "left Ostia with 214 aboard".

    A place named together with another ("Ostia and Lugo lost over 3,000 houses") is but a part of where the claim holds.
    """
    for silent, stated in ((a, b), (b, a)):
        if not silent.where and len(stated.where) == 1:
            name = re.escape(stated.where[0].name)
            return re.search(rf"(?<!\w)(?<!and )(?<!or )(?<!, ){name}\b(?!,? (?:and|or) [A-Z])(?!, [A-Z])", silent.sentence) is not None
    return False


def _names_own_place(reading: Reading) -> bool:
    """False where only another sentence of the article names the place of a claim."""
    begin, end = reading.claim.sentence
    spans = reading.claim.evidence.get("where", ())
    return not spans or any(begin <= span[0] < end for span in spans)


def speak_against(a: Reading, b: Reading) -> bool:
    """True if two sources of one article speak of the same event: "the union counts 3,000, the port 1,800".

    Each must stand near the other: a ministry here and another one a page further on tell each of their own country.
    """
    if abs(a.claim.start - b.claim.start) > _NEAR_BY:
        return False
    first, second = a.claim.ultimate_source, b.claim.ultimate_source
    if a.claim.article != b.claim.article or first is None or second is None or same_source(first.source, second.source):
        return False
    return a.state is not None and a.state == b.state


def is_equal(dimension: Dimension) -> bool:
    """True for an answer that rows 7 to 9 take as equal."""
    return dimension.scope in {"equal", "unknown"} or dimension.soft
