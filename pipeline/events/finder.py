"""What the figures, dates and laws of an article speak of: the governing predicate, who does it, whom it befalls, and the state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.clause import is_parsed, place_of
from pipeline.dates.dateline import dateline_end
from pipeline.events.aspect import aspect_of
from pipeline.events.context import hand_on_states
from pipeline.events.heads import name_counted
from pipeline.events.level import change_of
from pipeline.events.mood import modality_of, polarity_of
from pipeline.events.predicate import is_completed, predicate_name
from pipeline.events.slots import Figures, slot_of
from pipeline.events.state import DISEASES, Found, Sentence, find_state
from pipeline.extensions import declare_extensions
from pipeline.partial import ClaimDict, token_at
from pipeline.syntax import agents, is_passive, objects, subjects

_CARRIED_KINDS = frozenset({"quantity", "date", "legal"})
_UNDERGONE = frozenset(["dead", "wounded", "missing", "displaced", "recovered", "infected", "detained", "hospitalised", "trapped"])
_ILL = 2  # names of diseases that make a text one about a disease
declare_extensions()


@Language.factory("counterclaim_events", assigns=["doc._.counterclaim"], requires=["doc._.counterclaim"])
def make_event_finder(nlp: Language, name: str) -> EventFinder:
    """The component that says what the claims found so far speak of."""
    return EventFinder()


class EventFinder:
    """Fills `event`, the aspect of figures and the evidence for both; claims stay plain dicts in text order."""

    def find(self, doc: Doc) -> list[ClaimDict]:
        """The claims of `doc` with their events, as copies: the claim of "41 people were arrested" gets state detained."""
        sentences = _Sentences(doc)
        claims = [_with_event(claim, doc, sentences) if claim["kind"] in _CARRIED_KINDS else claim for claim in doc._.counterclaim]
        return name_counted(doc, hand_on_states(doc, claims))

    def __call__(self, doc: Doc) -> Doc:
        """Put the completed claims in place of those found before."""
        doc._.counterclaim = tuple(self.find(doc))
        return doc


class _Sentences:
    """The sentences of a document, each prepared once."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        bounded = bool(len(doc)) and doc.has_annotation("SENT_START")
        self._starts = [token.i for token in doc if token.is_sent_start] if bounded else [0]
        self._made: dict[int, Sentence] = {}
        dates = [claim["_tokens"] for claim in doc._.counterclaim if claim["kind"] == "date" and "_tokens" in claim]
        self.figures = Figures(doc._.counterclaim, doc.text)
        self._ill = sum(token.lower_ in DISEASES for token in doc) >= _ILL
        self._dated = frozenset(i for start, end in dates for i in range(start, end))

    def at(self, i: int) -> Sentence:
        """The sentence that holds token `i`."""
        place = max(bisect_right(self._starts, i) - 1, 0)
        if place not in self._made:
            end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._doc)
            begin = dateline_end(self._doc, self._starts[place], end)
            self._made[place] = Sentence(self._doc, begin if begin <= i else self._starts[place], end, dated=self._dated, ill=self._ill)
        return self._made[place]


def _with_event(claim: ClaimDict, doc: Doc, sentences: _Sentences) -> ClaimDict:
    if claim["kind"] == "quantity":
        return _quantity_event(claim, doc, sentences)
    return _plain_event(claim, doc, sentences)


def _quantity_event(claim: ClaimDict, doc: Doc, sentences: _Sentences) -> ClaimDict:
    first, last = _number(claim, doc)
    head = doc[claim.get("_head", last)]
    sentence = sentences.at(last)
    if not sentence.start <= head.i < sentence.end:
        head = doc[last]
    quantity = claim["quantity"]
    unit = str(quantity.get("unit"))
    found = find_state(sentence, head, (doc[first], doc[last]), unit=unit)
    change, aspect = change_of(found, sentence, head, (doc[first], doc[last])) if is_parsed(doc) else (None, None)
    done = _complete(claim, found, sentence, head, figures=sentences.figures)
    is_wage = found.sense is not None and found.sense.state == "earned" and quantity.get("aspect") == "rate"
    if change and not quantity.get("change"):
        quantity = {**quantity, "change": change, "aspect": "change"}
    elif not quantity.get("aspect") or is_wage:
        quantity = {**quantity, "aspect": aspect_of(quantity, found, sentence, last, moved=aspect) or quantity.get("aspect")}
    return {**done, "quantity": quantity}


def _number(claim: ClaimDict, doc: Doc) -> Sequence[int]:
    if "_number" in claim:
        first, last = claim["_number"]
        return int(first), int(last)
    token = token_at(doc, claim["start"]).i
    return token, token


def _plain_event(claim: ClaimDict, doc: Doc, sentences: _Sentences) -> ClaimDict:
    if not is_parsed(doc):
        return claim
    start, end = claim.get("_tokens") or (token_at(doc, claim["start"]).i, token_at(doc, claim["end"] - 1).i + 1)
    head = _outermost(doc, start, end)
    place = place_of(head)
    sentence = sentences.at(head.i)
    if place.predicate is None:
        return claim
    found = sentence.verb(place.predicate)
    sense, words = found or (None, (place.predicate.i,))
    return _complete(claim, Found(sense, words, place), sentence, head, figures=sentences.figures)


def _outermost(doc: Doc, start: int, end: int) -> Token:
    for token in doc[start:end]:
        if not start <= token.head.i < end:
            return token
    return doc[start]


def _complete(claim: ClaimDict, found: Found, sentence: Sentence, head: Token, *, figures: Figures) -> ClaimDict:
    doc = sentence.doc
    verb = _verb(doc, found)
    if verb is None and found.sense is None:
        return claim
    agent, patient = _participants(verb, found, head) if verb is not None and is_parsed(doc) else (None, None)
    if found.sense is not None and found.sense.part in {"noun", "people", "adjective"} and is_parsed(doc):
        agent, patient = None, head if found.sense.part != "noun" else None  # "Lawyers listed 61 detainees": they detained nobody
    if (claim.get("quantity") or {}).get("unit") == "duration" and agent is not None and agent.i == head.i:
        agent = None  # "five years of hunger made them leave": time does nothing
    slots = {"agent": slot_of(doc, agent, verb, figures), "patient": slot_of(doc, patient, verb, figures)}
    event: dict[str, Any] = {
        "predicate": predicate_name(found, verb, head),
        **{slot: named[0] if named else None for slot, named in slots.items()},
        "state": found.sense.state if found.sense else None,
        "polarity": polarity_of(verb, claim, sentence),
        "modality": modality_of(verb, sentence),
    }
    evidence = {**claim["evidence"], "event.predicate": _offsets(doc, found.words or ((verb.i,) if verb is not None else ()))}
    evidence.update({f"event.{slot}": named[1] for slot, named in slots.items() if named})
    governing = found.place.predicate
    index = governing.i if governing is not None else (verb.i if verb is not None else None)
    return {**claim, "event": event, "evidence": evidence, "_verb": index}


def _verb(doc: Doc, found: Found) -> Token | None:
    """The word whose helpers and participants count: that of the state if it is a verb, else the governing one."""
    if found.words and found.sense is not None and found.sense.part in {"verb", "phrase"}:
        return doc[found.words[0]]
    if found.place.predicate is not None:
        return found.place.predicate
    return doc[found.words[0]] if found.words else None


def _participants(verb: Token, found: Found, head: Token) -> tuple[Token | None, Token | None]:
    """Who does it and whom it befalls; the subject of a verb without object that nobody does by will is the latter.

    What is counted takes the part that its place gives it, whatever else the parse makes of the clause.
    """
    subject, target = _first(subjects(verb)), _first(objects(verb)) if not is_completed(verb) else None
    counted = found.place.role if found.place.predicate is not None and found.place.predicate.i == verb.i else ""
    passive = is_passive(verb) and (counted != "object" or any(helper.lemma_ == "be" for helper in verb.lefts))
    if counted == "subject":
        subject = head
    elif counted == "object" and not passive:
        target = head
    if passive:
        return _first(agents(verb)), subject
    if target is None and found.sense is not None and found.sense.state in _UNDERGONE:
        return None, subject
    return subject, target


def _first(tokens: Sequence[Token]) -> Token | None:
    return tokens[0] if tokens else None


def _offsets(doc: Doc, words: Sequence[int]) -> list[list[int]]:
    return [[doc[i].idx, doc[i].idx + len(doc[i])] for i in sorted(set(words))]
