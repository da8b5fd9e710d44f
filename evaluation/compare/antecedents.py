"""What a count refers back to: "11 of the survivors", "of these, 40", "among the dead were two nurses", "the next town has 520"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotations.claim import Base
from evaluation.compare.lexicon import WORD, nouns, singular
from evaluation.compare.reading import Reading

_PRONOUNS = frozenset({"them", "these", "those", "whom", "which"})
_FRONTED = re.compile(r"^\W*(?:of|among)\s+(these|those|them)\b(?!\s+(?:who|killed|detained|arrested|rescued|injured))", re.IGNORECASE)
_FRONTED_NOUN = re.compile(r"^\W*(?:of|among)\s+(?:the|those)\s+([a-z]+)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:of (?:whom|which|them)|among (?:them|whom)|including)\s+(?:also\s+|about\s+|some\s+|at least\s+)?$", re.IGNORECASE
)
_LINKS = frozenset({"be", "come", "include", "have"})
_GIVES = frozenset({"have", "get", "count", "report", "register", "record", "see"})
_STATE_OF = {
    "survivor": "rescued", "dead": "dead", "killed": "dead", "victim": "dead", "detainee": "detained", "detained": "detained",
    "arrested": "detained", "rescued": "rescued", "missing": "missing", "injured": "wounded", "wounded": "wounded",
    "infected": "infected", "displaced": "displaced",
}  # fmt: skip


def with_antecedents(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The readings, those that point back to an earlier count of their article with what they take from it."""
    done = dict(readings)
    by_article: dict[str, list[Reading]] = {}
    for reading in sorted(readings.values(), key=lambda reading: reading.claim.sort_key):
        if reading.claim.kind == "quantity" and reading.unit == "count" and reading.value is not None and not reading.is_zero:
            by_article.setdefault(reading.claim.article, []).append(reading)
    for together in by_article.values():
        for position, reading in enumerate(together):
            before = [done[earlier.claim.id] for earlier in together[:position]]
            done[reading.claim.id] = _continued(_based(reading, before), before)
    return done


def _based(reading: Reading, before: Sequence[Reading]) -> Reading:
    """The reading with the count that it is a part of, where its words point back to one."""
    if reading.base is not None or reading.is_older:
        return reading
    whole = _whole_of(reading, before)
    if whole is None:
        return reading
    event = reading.claim.event
    if event is not None and event.state is None and (event.predicate is None or event.predicate in _LINKS):
        reading = replace(reading, claim=replace(reading.claim, event=replace(event, state=whole.state)))
    return replace(reading, base=Base(whole.claim.id, whole.quantity.low, whole.quantity.high))


def _whole_of(reading: Reading, before: Sequence[Reading]) -> Reading | None:
    of = WORD.findall((reading.quantity.of or "").lower())
    lead = reading.sentence[: max(0, reading.claim.start - reading.claim.sentence[0])]
    if (of[-1:] and of[-1] in _PRONOUNS and len(of) == 1) or _BESIDE.search(lead):
        return _nearest(reading, before, fronted=False)
    if _FRONTED.match(reading.sentence):
        return _nearest(reading, before, fronted=True)
    fronted = _FRONTED_NOUN.match(reading.sentence)
    if fronted:
        return _counted_as(reading, before, singular(fronted.group(1)), same_state=True)
    if len(of) == 2 and of[0] in {"the", "those"}:
        return _counted_as(reading, before, singular(of[1]), same_state=False)
    return None


def _nearest(reading: Reading, before: Sequence[Reading], *, fronted: bool) -> Reading | None:
    """The last larger count of the sentence, else of the one before it."""
    here = [one for one in before if one.claim.sentence == reading.claim.sentence and not fronted]
    earlier = [one for one in before if one.claim.sentence != reading.claim.sentence]
    last = [one for one in earlier if one.claim.sentence == earlier[-1].claim.sentence]
    fitting = [one for one in here if _may_hold(one, reading)]
    if fitting:
        return fitting[-1]
    larger = [one for one in last if _may_hold(one, reading)] if _is_next(reading, last) else []
    # "The 26 are 15 men and 11 women. Eight of them ...": of all, not of those named last.
    return max(larger, key=lambda one: one.quantity.low or 0, default=None)


def _is_next(reading: Reading, last: Sequence[Reading]) -> bool:
    """True if the sentence follows that of the earlier counts at once."""
    return bool(last) and 0 <= reading.claim.sentence[0] - last[-1].claim.sentence[1] <= 2


def _counted_as(reading: Reading, before: Sequence[Reading], noun: str, *, same_state: bool) -> Reading | None:
    state = _STATE_OF.get(noun)
    named = [one for one in before if one.population.noun == noun or (state is not None and one.state == state)]
    fitting = [one for one in named if _may_hold(one, reading) and (not same_state or state is not None)]
    # Where the article gives several such counts, the words do not tell which one is meant.
    return fitting[-1] if len({one.quantity.low for one in fitting}) == 1 else None


def _may_hold(whole: Reading, part: Reading) -> bool:
    if whole.is_vague or whole.base is not None or whole.is_older or whole.value is None or part.value is None:
        return False
    # Words that point back say enough where the noun is one that we do not know: "among them seven monks".
    families = {one.population.family for one in (whole, part) if one.population.noun in nouns()}
    low, most = whole.quantity.low, part.value.low if part.value.high is None else part.value.high
    return len(families) < 2 and low is not None and most is not None and most < low


def _continued(reading: Reading, before: Sequence[Reading]) -> Reading:
    """The reading with event and noun of the count before it: "905 cases in Lugo. Ostia has 520"."""
    event = reading.claim.event
    if event is None or event.state is not None or event.predicate not in _GIVES or reading.population.family is not None:
        return reading
    if reading.base is not None or not reading.where:
        return reading
    near = [one for one in before if one.claim.sentence == reading.claim.sentence or _is_next(reading, [one])]
    model = next((one for one in reversed(near) if one.state is not None and one.population.noun in nouns()), None)
    if model is None or model.where == reading.where:
        return reading
    quantity = replace(reading.quantity, aspect=model.quantity.aspect)
    claim = replace(reading.claim, event=replace(event, state=model.state, predicate=model.predicate), quantity=quantity)
    return replace(reading, claim=claim, population=model.population)
