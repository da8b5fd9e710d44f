"""What comparing reads in a claim: its figure as an interval, whom it counts, which incident it belongs to, as of when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from annotations.claim import AsOf, Base, Claim, PlaceScope, Quantity
from annotations.interval import Interval, rounded_interval, tolerance_interval
from corpus.article import Article
from evaluation.compare.borrowed import without_borrowed
from evaluation.compare.lexicon import WORD, incidents, means, nouns, singular, word_list
from evaluation.compare.settings import read_where

Days = tuple[date, date]
# Aspects that add up over time, places and groups of people.
ADDITIVE = frozenset({None, "flow", "cumulative", "other"})
REVISION = re.compile(
    r"\b(?:ris(?:es?|en|ing)|rose|climb(?:s|ed|ing)?|lower(?:s|ed|ing)|revis(?:es?|ed|ing|ion)|correct(?:s|ed|ing|ion)"
    r"|(?:cut|cuts|bring|brings|brought|push|pushes|pushed)\s(?:\S+\s){0,5}?(?:count|figure|number|tally|toll|total)\s(?:\S+\s){0,4}?to\s"
    r"|(?:up|down) from|updat(?:es?|ed|ing)|rais(?:es?|ed|ing)|increased to|grown to|grew to|reached|jumped|downgraded|upgraded"
    r"|not .{1,20} as (?:first|earlier|previously|initially))\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"them", "these", "those", "us", "whom", "which"})
_DEFINITE = re.compile(r"(?:the|these|those|them|their|its|his|her)\b", re.IGNORECASE)
_PART_RELATIONS = frozenset({"additional", "including", "other", "rest"})
_TOLL = re.compile(r"\b(?:toll|tally|so far|in total|total of|now stands? at|stood at|stands at)\b", re.IGNORECASE)
_PREDICATE_NOUN = re.compile(r"\s+(?:were|was|are|is)\s+([a-z]+)\b")
_REPORTED = re.compile(r"\b(?:spoke of|talked of|reported|counted|listed|announced|put the|put it|gave)\b", re.IGNORECASE)
_RIDES = frozenset({"be", "ride", "travel", "sit", "sail", "carry", "cram", "squeeze", "pack"})
_ON_VEHICLE = re.compile(
    r"(?:\s+(?:were|was|had|have|been|are|rode|travell?ed|travell?ing|sat|sailed|riding|crammed|squeezed|packed))*"
    r"\s+(?:on(?:to|board)?|in(?:to)?|aboard)\s+(?:the|a|one|that|this)\s+(?:[\w-]+\s+)?"
    r"(?:boat|bus|coach|dinghy|ferry|helicopter|lorry|minibus|plane|raft|ship|train|truck|van|vessel)\b",
    re.IGNORECASE,
)
# Words beside a counted noun that say what became of those counted.
_OUTCOMES = {
    "dead": "dead", "killed": "dead", "injured": "wounded", "wounded": "wounded", "missing": "missing", "detained": "detained",
    "arrested": "detained", "rescued": "rescued", "displaced": "displaced", "infected": "infected",
}  # fmt: skip
_CAPACITY = re.compile(
    r"\b(?:licen[cs]ed|allowed|permitted|certified|registered|authori[sz]ed|designed|built|meant|intended|equipped|capacity|room|space|limit)"
    r"\s+(?:(?:to|for|of|is|was)\s+)(?:(?:carry|hold|house|seat|take|accommodate|transport)\s+)?(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
_DOER = re.compile(r"(?:[a-z]{3}er|[a-z]{3}or|[a-z]{2}ist|[a-z]{2}ee|ian|ant)$")
_CLAUSE_END = re.compile(r"[,;:](?!\d)|\bbut\b")
# "1,100 on the Bolivian side and 790 on the Peruvian side": one place, two counts.
_SIDE = re.compile(r"\bon (?:the|its|their|our|each|either) (\w+) (?:side|bank|shore)\b")
_A_DAY = timedelta(days=1)
# "without a ticket", "aged under five", "for the opposition candidate": a group smaller than its noun.
_RESTRICTION = re.compile(
    r"\s+(?:without|except|other than|apart from|aged|under(?= \w+ (?:years|months))|(?:for|against)(?= [A-Z]))\s+([^,.;:]+)"
)
# "448, up from 302": the 302 is an older state of the count and holds for another day than the sentence names.
_OLDER = re.compile(
    r"\b(?:up|down|rises?|rising|rose|risen|raised|lowered|revised|corrected|cut|fell|fallen|grew|grown)\s+(?:to\s+\S+\s+)?from\s+(?:[a-z]+\s+)?$"
)
# "What 31 survivors say": those who speak are no count of all who survived.
_SPEAKERS = re.compile(r"\s+(?:say|says|said|told|tell|tells|spoke|speak|describe[ds]?|recall(?:ed|s)?|interviewed)\b")
_ABOARD = re.compile(r"\b(?:number|figure|count)\s+(?:of\s+\w+\s+)?(?:on board|aboard)\b", re.IGNORECASE)
# "How many were on board is disputed. The owner speaks of 80."
_WHO_WAS_ABOARD = re.compile(r"\b(?:who|how many)(?:\s+\w+){0,2}\s+(?:was|were)\s+(?:aboard|on board)\b[^.?!]*[.?!]\s*$", re.IGNORECASE)
_REMAINDER = re.compile(r"\bthe\s+(?:other|remaining)\b|\bthe\s+rest,\s+(?=\S+$|\S+\s)", re.IGNORECASE)
_UNITS: dict[str, tuple[str, Fraction]] = {
    "km": ("m", Fraction(1000)), "cm": ("m", Fraction(1, 100)), "mm": ("m", Fraction(1, 1000)),
    "[mi_i]": ("m", Fraction(1609344, 1000)), "[ft_i]": ("m", Fraction(3048, 10000)), "[in_i]": ("m", Fraction(254, 10000)),
    "[yd_i]": ("m", Fraction(9144, 10000)), "kg": ("g", Fraction(1000)), "t": ("g", Fraction(1000000)),
    "mg": ("g", Fraction(1, 1000)), "[lb_av]": ("g", Fraction(45359237, 100000)), "km2": ("m2", Fraction(1000000)),
    "har": ("m2", Fraction(10000)), "[acr_us]": ("m2", Fraction(4046873, 1000)), "ratio": ("percent", Fraction(100)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Population:
    """Whom or what a claim counts. `family` is None when the noun is left out; `origins` are capitalised qualifiers."""

    family: str | None
    noun: str | None = None
    traits: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    # What narrows the group down: "ticket" in "people without a ticket".
    restriction: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with what the article around it adds."""

    claim: Claim
    unit: str
    value: Interval | None
    rounded: Interval | None
    population: Population
    where: tuple[PlaceScope, ...]
    incidents: frozenset[str]
    cause: frozenset[str]
    base: Base | None
    sentence: str
    following: str
    as_of: Days | None
    published: Days | None
    # Other claims of the article show that this figure is a part or an older state of a count; see `context`.
    is_listed: bool = False
    # How many would fit: "licensed to carry 180", "built for 420"; nobody counted them.
    is_capacity: bool = False

    @property
    def quantity(self) -> Quantity:
        """The quantity block; only for quantity claims."""
        assert self.claim.quantity is not None
        return self.claim.quantity

    @property
    def state(self) -> str | None:
        """The family of events that the claim counts."""
        return self.claim.event.state if self.claim.event else None

    @property
    def predicate(self) -> str | None:
        """The lemma that governs the claim."""
        return self.claim.event.predicate if self.claim.event else None

    @property
    def clause(self) -> str:
        """The part of the sentence around the claim, up to the next comma: "among them two hit by stones"."""
        begin, end = (offset - self.claim.sentence[0] for offset in (self.claim.start, self.claim.end))
        before, after = _CLAUSE_END.split(self.sentence[: max(0, begin)]), _CLAUSE_END.split(self.sentence[max(0, end) :])
        return before[-1] + self.claim.quote + after[0]

    @property
    def means(self) -> frozenset[str]:
        """By what it happened, as far as the clause says so: "hit by a bullet" and "shot" are both by gun."""
        words = {singular(word) for word in WORD.findall(self.clause)} | {self.predicate or ""}
        return frozenset(means()[word] for word in words if word in means())

    @property
    def abstains(self) -> bool:
        """True if somebody with a name says that they have no figure; a general remark that nobody knows is none."""
        if self.claim.quantity is None or self.value is not None:
            return False
        return self.claim.quantity.modifier == "undetermined" and bool(self.claim.attribution)

    @property
    def is_revision(self) -> bool:
        """True if the sentence says that an earlier figure was changed."""
        return REVISION.search(self.sentence) is not None

    @property
    def is_partial(self) -> bool:
        """True for a count that its own words make a part: "another 40", "two of the dead", "including the pilot"."""
        quantity = self.quantity
        stood = self.claim.as_of
        if (self.is_older and (stood is None or stood.source != "text")) or self.is_remainder:
            return True
        if _SPEAKERS.match(self.following):
            return True
        of_them = quantity.unit == "count" and quantity.of is not None and _DEFINITE.match(quantity.of) is not None
        return self.is_listed or of_them or quantity.relation in _PART_RELATIONS

    @property
    def is_older(self) -> bool:
        """True for the figure that a sentence says was replaced: the 302 of "448, up from 302"."""
        return _OLDER.search(self.sentence[: max(0, self.claim.start - self.claim.sentence[0])]) is not None

    @property
    def is_remainder(self) -> bool:
        """True for all that is left: "the rest", "the other 46"; "two others" leave some."""
        before = self.sentence[: max(0, self.claim.start - self.claim.sentence[0])][-11:]
        return self.quantity.relation == "rest" or _REMAINDER.search(before + self.claim.quote) is not None

    @property
    def is_vague(self) -> bool:
        """True for an amount that nobody counted: "many", "dozens"."""
        return self.quantity.modifier == "vague"

    @property
    def is_uncounted(self) -> bool:
        """True for "many" and "a large number", which no figure can contradict."""
        return self.is_vague and self.value is not None and self.value.high is None

    @property
    def is_zero(self) -> bool:
        """True for "none", and for a denial that the event took place at all."""
        return self.value is not None and self.value.high == 0

    @property
    def is_additive(self) -> bool:
        """True if such figures of two groups or months may be added."""
        quantity = self.claim.quantity
        if quantity is None or quantity.rate is not None or quantity.change is not None:
            return False
        return self.unit not in {"percent", "percentage_point"} and quantity.aspect in ADDITIVE | {"stock"}


def read_claim(claim: Claim, article: Article | None, base: Base | None = None) -> Reading:
    """One claim with the sentence around it and the date of its article."""
    sentence = article.text[claim.sentence[0] : claim.sentence[1]] if article else claim.quote
    published = article.published_days if article else None
    if claim.quantity is not None and claim.event is not None and _counts_those_aboard(claim, sentence, article):
        claim = replace(claim, event=replace(claim.event, state="aboard"))
    claim = without_borrowed(_with_own_outcome(claim), sentence)
    claim = _on_the_day(_toll_of_the_day(_counted_later(claim, sentence, published), sentence, published), sentence)
    unit, value = normal_value(claim.quantity) if claim.quantity else ("", None)
    as_of = (claim.as_of.begin, claim.as_of.end) if claim.as_of else published
    return Reading(
        claim=claim,
        unit=unit,
        value=value,
        rounded=_rounded(claim.quantity, value),
        population=read_population(claim, article.text[claim.end : claim.sentence[1]] if article else ""),
        where=read_where(claim, sentence),
        incidents=read_incidents(sentence),
        cause=read_incidents(claim.quote),
        base=(claim.quantity.base if claim.quantity else None) or base,
        sentence=sentence,
        following=article.text[claim.end : claim.sentence[1]] if article else "",
        as_of=as_of,
        published=published,
        is_capacity=_CAPACITY.search(sentence[: max(0, claim.start - claim.sentence[0])]) is not None,
    )


def _counts_those_aboard(claim: Claim, sentence: str, article: Article | None) -> bool:
    asked = claim.quantity is not None and claim.quantity.modifier == "undetermined"
    if _ABOARD.search(sentence) or (claim.event is not None and (asked or claim.event.state is None) and _rides(claim, sentence)):
        return True
    silent = claim.event is not None and claim.event.state is None and article is not None
    return silent and article is not None and _WHO_WAS_ABOARD.search(article.text[: claim.sentence[0]][-200:]) is not None


def _rides(claim: Claim, sentence: str) -> bool:
    """True for "27 people rode on the lorry" and "there were 22 people on the lorry"."""
    counts = claim.quantity is not None and claim.quantity.unit == "count" and claim.event is not None
    after = sentence[max(0, claim.end - claim.sentence[0]) :]
    return counts and claim.event is not None and claim.event.predicate in _RIDES and _ON_VEHICLE.match(after) is not None


def _with_own_outcome(claim: Claim) -> Claim:
    """The claim with the outcome that its words name: "the number of injured prisoners" counts the injured, not the imprisoned."""
    if claim.event is None or claim.quantity is None or claim.event.state is None:
        return claim
    named = {_OUTCOMES[word] for word in WORD.findall(claim.quote.lower()) if word in _OUTCOMES}
    if len(named) != 1 or claim.event.state in named:
        return claim
    (state,) = named
    return replace(claim, event=replace(claim.event, state=state)) if claim.event.state in _OUTCOMES.values() else claim


def _toll_of_the_day(claim: Claim, sentence: str, published: Days | None) -> Claim:
    """The claim with the day of a toll as the day on which the count stood: "the toll rose to 44 on Monday"."""
    when, quantity = claim.when, claim.quantity
    if quantity is None or quantity.aspect != "cumulative" or when is None or when.begin is None or when.begin != when.end:
        return claim
    told = claim.as_of.begin if claim.as_of else published[0] if published else None
    told_that_day = told is not None and abs(told - when.begin) <= _A_DAY and _REPORTED.search(sentence) is not None
    stood_that_day = claim.as_of is not None and claim.as_of.source == "text" and claim.as_of.begin == when.begin
    if not when.resolved or not (told_that_day or stood_that_day or _TOLL.search(sentence) or REVISION.search(sentence)):
        return claim
    if when.inherited in {"paragraph", "article"} or _names_event_day(when.text, sentence):
        return claim
    stood = claim.as_of if claim.as_of and claim.as_of.source != "published" else AsOf(when.begin, when.begin, "text")
    return replace(claim, when=None, as_of=stood)


def _counted_later(claim: Claim, sentence: str, published: Days | None) -> Claim:
    """The claim without a counting day that is only that of the event: a toll of Sunday's blaze may be one of Thursday."""
    when, counted = claim.when, claim.as_of
    if when is None or counted is None or counted.source != "text" or published is None or when.begin != counted.begin:
        return claim
    return replace(claim, as_of=AsOf(*published, "published")) if _names_event_day(when.text, sentence) else claim


def _names_event_day(text: str, sentence: str) -> bool:
    """True where a time says when the event was, not when it was counted: "killed in Sunday's blaze", "that sank on 3 May"."""
    named = rf"\b{re.escape(text)}['\u2019]s?\s+[a-z]|\b(?:that|which|who)\s+[a-z]+(?:\s+\S+){{0,3}}?\s+on\s+{re.escape(text)}"
    return bool(text) and re.search(named, sentence, re.IGNORECASE) is not None


def _on_the_day(claim: Claim, sentence: str) -> Claim:
    """The claim with the day of the event that it follows: "61 detainees after Sunday's march" are those of Sunday."""
    when = claim.when
    if when is None or when.begin is None or when.end is not None or not when.resolved:
        return claim
    if not re.search(rf"\bafter\s+(?:the\s+)?{re.escape(when.text)}(?:['\u2019]s)?\s+[a-z]", sentence, re.IGNORECASE):
        return claim
    day = when.begin - timedelta(days=1)
    return replace(claim, when=replace(when, begin=day, end=day, end_open=False))


def normal_value(quantity: Quantity) -> tuple[str, Interval | None]:
    """Unit and interval after conversion to the base unit; an open end of a count is closed by one."""
    interval = tolerance_interval(quantity)
    unit, factor = _UNITS.get(quantity.unit, (quantity.unit, Fraction(1)))
    if interval is None:
        return unit, None
    return unit, _whole_numbers(interval.closed_by_one()) if unit == "count" else interval.times(factor)


def _whole_numbers(interval: Interval) -> Interval:
    """A count has no fractions: "some 45" people are 43 to 47. Kept as it is where no whole number lies in it."""
    low = None if interval.low is None else Fraction(ceil(interval.low))
    high = None if interval.high is None else Fraction(floor(interval.high))
    return interval if low is not None and high is not None and high < low else Interval(low, high)


def _rounded(quantity: Quantity | None, value: Interval | None) -> Interval | None:
    if quantity is None or value is None or quantity.modifier != "exact":
        return None
    return rounded_interval(value)


def read_population(claim: Claim, following: str = "") -> Population:
    """Whom the claim counts: "North Korean women" is family person, sex female, origin "north korean".

    Where the number stands alone, a noun may follow its verb: "27 were women".
    """
    if claim.quantity is None:
        return Population(None)
    head = claim.quantity.head
    # "190 were passengers": the noun after the verb says whom a bare number counts, not the noun that it is taken from.
    after = predicate_noun(following) if head is None or head not in claim.quote else None
    restriction = read_restriction(head or "", following)
    text = after or head or claim.quantity.of
    if not text:
        return Population(None, restriction=restriction)
    before = re.split(r"\b(?:of|in|from|who|that|with|to|at|on|by|under|over)\b", text, maxsplit=1)[0].strip() or text
    words = WORD.findall(before)
    if words and _is_doer(words[-1]) and claim.event is not None and claim.event.state in word_list("states_of_people"):
        # "nine walnut pickers died": people, whatever it is that they do.
        return Population("person", singular(words[-1]), frozenset({f"role:{singular(words[-1])}"}), restriction=restriction)
    if not words or words[-1].lower() in _PRONOUNS or (words[0].lower() == "those" and singular(words[-1]) not in nouns()):
        return Population(None, restriction=restriction)
    return replace(_population_of(words), restriction=restriction)


def _is_doer(word: str) -> bool:
    """True for a noun in -er, -or, -ist or -ee that no list knows: "pickers", "cyclists", "trainees"; not for "tankers"."""
    noun = singular(word)
    return noun not in nouns() and noun not in word_list("no_doers") and _DOER.search(noun) is not None and word[0].islower()


def read_restriction(head: str, following: str) -> frozenset[str]:
    """The words that narrow a counted group down: "people without a ticket" gives ticket; nothing where it is named plainly."""
    side = _SIDE.search(_CLAUSE_END.split(following)[0])
    if side:
        return frozenset({f"{side.group(1).lower()} side"})
    found = _RESTRICTION.search(head) or _RESTRICTION.match(following)
    words = WORD.findall(found.group(1)) if found else []
    return frozenset(singular(word) for word in words if len(word) > 2 and word.lower() not in word_list("function_words"))


def predicate_noun(following: str) -> str | None:
    """The counted noun after the verb that follows a number: "women" in "27 were women"; None for other words ("were detained")."""
    match = _PREDICATE_NOUN.match(following)
    noun = nouns().get(singular(match.group(1))) if match else None
    return match.group(1) if match and noun is not None and "event" not in noun.traits else None


def _population_of(words: list[str]) -> Population:
    known = nouns()
    lemmas = [singular(word) for word in words]
    last = known.get(lemmas[-1])
    origins = frozenset(_origin(word) for word, lemma in zip(words, lemmas, strict=True) if word[0].isupper() and lemma not in known)
    is_people = last is None and words[-1][0].isupper()  # "North Koreans", "Rohingya"
    family = "person" if is_people else last.family if last else lemmas[-1]
    traits = frozenset(trait for lemma in lemmas if (noun := known.get(lemma)) and noun.family == family for trait in noun.traits)
    qualifiers = frozenset(
        lemma for word, lemma in zip(words[:-1], lemmas[:-1], strict=True) if not word[0].isupper() and lemma not in known
    )
    return Population(family, lemmas[-1], traits - {"event"}, origins, qualifiers - {"other", "more", "additional"})


def _origin(word: str) -> str:
    return singular(word).removesuffix("'")


def read_incidents(sentence: str) -> frozenset[str]:
    """The kinds of incident that a sentence names; a capitalised March is the month."""
    words = {singular(word) for word in WORD.findall(sentence) if word != "March"}
    return frozenset().union(*(incidents()[word] for word in words if word in incidents()))
