"""Claims read together with their neighbours: what a count is of, and which figures of an article are parts of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from annotations.claim import Base, Claim, PlaceScope
from corpus.article import Article
from evaluation.compare.antecedents import with_antecedents
from evaluation.compare.pair import speak_against
from evaluation.compare.reading import Reading, read_claim
from evaluation.compare.scope import OUTCOMES

_PARTITIVE = re.compile(r"(?:^|[\s,;])(?:of|among|out of)\s+(?:the\s+|these\s+|those\s+|all\s+|a total of\s+)*$", re.IGNORECASE)
_OF_THE = re.compile(
    r"\d\S*\s+of\s+(?:the\s+)?$|\b(?:[a-z]+-)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r";|\b(?:but|while|whereas|although|against)\b", re.IGNORECASE)
_REJECTED = re.compile(r"\bnot\s+(?:just\s+|only\s+)?(?:the\s+)?$", re.IGNORECASE)
# "Ostrava (1,900 houses destroyed)", "Ostrava: 1,900 houses"
_LABEL = re.compile(r"([A-Z][\w\u2019'-]*(?: [A-Z][\w\u2019'-]*)*)(?: \(|: )$")


def read_claims(claims: Iterable[Claim], articles: Mapping[str, Article]) -> dict[str, Reading]:
    """Every salient claim by id with what comparing needs; articles that are not given leave sentence and date empty."""
    by_sentence: dict[tuple[str, int], list[Claim]] = {}
    given = list(claims)
    places = _places(given)
    for claim in (_with_label(claim, articles, places) for claim in given if claim.salient):
        by_sentence.setdefault((claim.article, claim.sentence[0]), []).append(claim)
    readings: dict[str, Reading] = {}
    for key in sorted(by_sentence):
        together = sorted(by_sentence[key], key=lambda claim: claim.sort_key)
        article = articles.get(key[0])
        bases = _fronted_bases(together, article.text) if article else {}
        readings.update((claim.id, read_claim(claim, article, bases.get(claim.id))) for claim in together)
    return dict(sorted(_mark_listed(with_antecedents(_without_other_fates(readings))).items()))


def _without_other_fates(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The readings; "seven were killed and 12 others hurt" counts all who were hurt, not others than some who were hurt."""
    sentences: dict[tuple[str, int], list[Reading]] = {}
    for reading in readings.values():
        if reading.claim.kind == "quantity" and reading.unit == "count":
            sentences.setdefault((reading.claim.article, reading.claim.sentence[0]), []).append(reading)
    plain = dict(readings)
    for together in sentences.values():
        ordered = sorted(together, key=lambda reading: reading.claim.sort_key)
        for before, reading in pairwise(ordered):
            apart = None not in {before.state, reading.state} and before.state != reading.state
            if reading.quantity.relation == "other" and apart and reading.base is None:
                claim = replace(reading.claim, quantity=replace(reading.quantity, relation=None))
                plain[reading.claim.id] = replace(reading, claim=claim)
    return plain


def _places(claims: Iterable[Claim]) -> dict[tuple[str, str], PlaceScope]:
    """The places that an article names, by name."""
    found: dict[tuple[str, str], PlaceScope] = {}
    for claim in sorted(claims, key=lambda claim: claim.sort_key):
        if claim.place is not None:
            value = claim.place
            found.setdefault((claim.article, claim.quote), PlaceScope(value.id, value.name, value.countries, value.admin1))
    return found


def _with_label(claim: Claim, articles: Mapping[str, Article], places: Mapping[tuple[str, str], PlaceScope]) -> Claim:
    """The claim with the place that it stands beside in brackets: "Ostrava (1,900 houses destroyed)"."""
    article = articles.get(claim.article)
    match = _LABEL.search(article.text[claim.sentence[0] : claim.start]) if article and claim.kind == "quantity" else None
    place = places.get((claim.article, match.group(1))) if match else None
    if match and place is None and claim.where:
        # A town that no gazetteer knows, in a list of towns.
        place = PlaceScope(None, match.group(1))
    return replace(claim, where=(place,)) if place is not None else claim


def _fronted_bases(together: list[Claim], text: str) -> dict[str, Base]:
    """What the counts of one sentence are of: "Of the 92 caught since June, 46 are still held"."""
    counts = [claim for claim in together if claim.quantity is not None and claim.quantity.unit == "count"]
    for position, whole in enumerate(counts[:-1]):
        if _PARTITIVE.search(text[whole.sentence[0] : whole.start]) and whole.quantity is not None:
            base = Base(whole.id, whole.quantity.low, whole.quantity.high)
            return {claim.id: base for claim in counts[position + 1 :]}
    return {}


def _mark_listed(readings: dict[str, Reading]) -> dict[str, Reading]:
    """The readings, those marked beside which their own article shows that they are parts or older states of a count."""
    groups: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings.values():
        if reading.claim.kind == "quantity" and reading.state and reading.value is not None and reading.unit == "count":
            groups.setdefault((reading.claim.article, reading.state), []).append(reading)
    marked = dict(readings)
    for reading in readings.values():
        if reading.claim.kind == "quantity" and _OF_THE.search(reading.sentence[: max(0, reading.claim.start - reading.claim.sentence[0])]):
            # "42 of the 58 are free": the 58 only say what the 42 are of.
            marked[reading.claim.id] = replace(reading, is_listed=True)
    for reading in _after_colons(readings):
        marked[reading.claim.id] = replace(reading, is_listed=True)
    for together in groups.values():
        for reading in together:
            if not reading.is_revision and any(_overshadows(other, reading) or _is_sibling(other, reading) for other in together):
                marked[reading.claim.id] = replace(reading, is_listed=True)
    return marked


def _after_colons(readings: Mapping[str, Reading]) -> list[Reading]:
    """The counts that divide a larger one: "790 lorries: 410 with food, 135 with cement and 245 empty"."""
    sentences: dict[tuple[str, int], list[Reading]] = {}
    for reading in readings.values():
        if reading.claim.kind == "quantity" and reading.unit == "count" and reading.value is not None and reading.value.is_point:
            sentences.setdefault((reading.claim.article, reading.claim.sentence[0]), []).append(reading)
    listed = []
    for together in sentences.values():
        ordered = sorted(together, key=lambda reading: reading.claim.sort_key)
        for position, whole in enumerate(ordered[:-2]):
            following = ordered[position + 1 :]
            between = whole.sentence[whole.claim.end - whole.claim.sentence[0] : following[0].claim.start - whole.claim.sentence[0]]
            if ":" in between and all((one.quantity.low or 0) < (whole.quantity.low or 0) for one in following):
                listed += following
    return listed


def _overshadows(larger: Reading, smaller: Reading) -> bool:
    """True for a larger count of the same scope, unless both state that scope with one noun: then the article contradicts itself."""
    if larger.value is None or smaller.value is None or smaller.value.high is None or larger.is_vague:
        return False
    if speak_against(larger, smaller) or _are_rivals(larger, smaller):
        return False
    if not _same_family(larger, smaller) or not _same_scope(larger, smaller):
        return False
    stated = smaller.population.noun is not None and (bool(smaller.where) or smaller.claim.when is not None)
    if stated and larger.population == smaller.population and larger.claim.sentence != smaller.claim.sentence:
        return False
    return larger.value.low is not None and larger.value.low > smaller.value.high


def _is_sibling(one: Reading, other: Reading) -> bool:
    """True for two figures of one list that nothing we read tells apart: "12 mills in one town and 16 mills in the next"."""
    if one.claim.sentence != other.claim.sentence or one.value is None or other.value is None or one.value.meets(other.value):
        return False
    if _are_rivals(one, other):
        return False
    named = one.population.noun is not None and one.population.noun == other.population.noun
    apart = not _same_when(one, other) or (bool(one.where) and bool(other.where) and one.where != other.where)
    return named and not apart


def _are_rivals(a: Reading, b: Reading) -> bool:
    """True for two answers to one question: "80, not 61", and "the owner counts 80 aboard; the crew says 61"."""
    if _is_rejected(a) or _is_rejected(b):
        return True
    if a.state not in OUTCOMES or a.state != b.state or a.claim.sentence != b.claim.sentence or a.population.traits != b.population.traits:
        return False
    first, second = sorted((a.claim, b.claim), key=lambda claim: claim.start)
    return _CONTRAST.search(a.sentence[first.end - first.sentence[0] : second.start - first.sentence[0]]) is not None


def _is_rejected(reading: Reading) -> bool:
    """True for a figure that its sentence puts aside for another one: "80 were on the bus, not 61, as the company says"."""
    return _REJECTED.search(reading.sentence[: max(0, reading.claim.start - reading.claim.sentence[0])]) is not None


def _same_family(a: Reading, b: Reading) -> bool:
    return (a.population.family or "person") == (b.population.family or "person")


def _same_when(a: Reading, b: Reading) -> bool:
    first, second = ((when.begin, when.end, when.resolved) if (when := reading.claim.when) else None for reading in (a, b))
    return first == second


def _same_scope(a: Reading, b: Reading) -> bool:
    return _same_when(a, b) and a.where == b.where and a.quantity.rate == b.quantity.rate
