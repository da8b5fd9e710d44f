"""What happened to those whom a number counts: the state, and the word that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.clause import TIME_WORDS, Place, clauses_of, complements_of, is_parsed, is_tagged
from pipeline.events.governor import governor_of
from pipeline.events.level import CHANGES, level_state
from pipeline.events.lexicon import EventLexicon, Sense, event_lexicon
from pipeline.events.object import fit_state, may_be, suits_unit
from pipeline.events.shapes import shape_state
from pipeline.syntax import is_passive, objects, subjects
from pipeline.verb_forms import verb_forms

_REACH = 14  # words to look through where there is no parse
_BOUNDS = frozenset({",", ".", ";", ":", "(", ")", "!", "?", "–", "—", "but", "while", "whereas", "\n", "and", "or"})
# Verbs that only carry what their subject or object says: "the toll stands at 17", "the group put the number of arrests at 61".
_CARRYING = (
    "stand", "reach", "hit", "remain", "become", "rise", "climb", "grow", "increase", "fall", "drop", "decrease", "put", "raise",
    "lower", "revise", "cut", "reduce", "bring", "set", "take", "range", "estimate", "count", "record", "document", "report", "list",
    "find", "see", "register", "make", "total", "number", "include", "exceed", "pass", "top", "jump", "update",
)  # fmt: skip
CARRIERS = frozenset(form for base in _CARRYING for form in verb_forms(base)) | {"be", "unchanged"}
# A verb of knowing between the number and its clause: "the 92 people the group knows were caught".
_MINDS = frozenset(form for base in ("know", "believe", "say", "think", "fear") for form in verb_forms(base))
_STAYING = frozenset({"be", "remain", "stay", "sit", "languish", "keep", "wait"})
_SHELTERS = frozenset({"shelter", "camp", "school", "church", "mosque", "tent", "hall", "family", "host"})
_JAILERS = frozenset({"prison", "jail", "police", "army", "soldier", "government", "authoritie", "regime", "militia", "guard", "rebel"})
_HOLDER = 5  # words before "hold" in which the holder stands: "the shelters of Tovar hold"
DISEASES = frozenset([
    "cholera", "measles", "covid", "covid-19", "ebola", "dengue", "polio", "malaria", "flu", "influenza", "infection",
    "infections", "virus", "outbreak", "epidemic", "disease", "mpox", "typhoid", "tuberculosis", "plague", "fever",
    "diphtheria", "coronavirus", "confirmed", "suspected",
])  # fmt: skip
_COURTS = frozenset({"court", "courts", "judge", "judges", "lawyer", "lawyers", "police", "prosecutors", "trial", "legal"})
_THINGS = frozenset({"building", "shelling"})  # nouns in -ing that are no doing, or have a state of their own
_MONEY_STATES = frozenset({"cost", "paid", "earned", "pledged", "requested", "spent", "traded", "stolen"})
_GROUPS = frozenset({"of", "among"})


@dataclass(frozen=True, slots=True)
class Found:
    """The word that gives the state, the predicate that governs the number, and the role of the number in its clause."""

    sense: Sense | None
    words: tuple[int, ...]
    place: Place


class Sentence:
    """The lower-cased words of one sentence, to look senses up in."""

    def __init__(self, doc: Doc, start: int, end: int, *, dated: frozenset[int] = frozenset(), ill: bool = False) -> None:
        """`dated` are the tokens of dates: "March" in "March 6" marches nowhere; `ill` says that the text is about a disease."""
        self.doc, self.start, self.end = doc, start, end
        self.ill = ill
        self.dated = dated
        self.lower = [token.lower_ for token in doc[start:end]]
        self.lexicon: EventLexicon = event_lexicon()
        self.tagged = bool(is_tagged(doc))

    def phrase(self, i: int) -> tuple[Sense, tuple[int, ...]] | None:
        """The phrase that begins at token `i` of the document."""
        found = self.lexicon.phrase_at(self.lower, i - self.start)
        return (found[0], tuple(place + self.start for place in found[1])) if found else None

    def verb(self, token: Token) -> tuple[Sense, tuple[int, ...]] | None:
        """What a verb or predicate says, with the particles and nouns that belong to it."""
        if self.is_date(token) or (token.lower_ == "close" and token.i + 1 < self.end and token.nbor(1).lower_ == "to"):
            return None
        phrase = self.phrase(token.i)
        if phrase and not (phrase[0].base.startswith("be ") and token.pos_ == "VERB" and not _may_be_passive(token)):
            return phrase
        sense = self.lexicon.verbs.get(token.lower_) or self.lexicon.verbs.get(token.lemma_)
        if sense and (
            not self.tagged or (token.is_title and token.i > self.start) or token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB")
        ):
            return sense, (token.i,)
        sense = self.lexicon.adjectives.get(token.lower_)
        return (sense, (token.i,)) if sense else None

    def noun(self, token: Token) -> tuple[Sense, tuple[int, ...]] | None:
        """What a noun for a happening says: "arrests", "death toll", "the apprehending"."""
        if (self.tagged and token.pos_ == "ADJ") or self.is_date(token):
            return None
        sense = self.lexicon.nouns.get(token.lower_)
        if sense is None and token.lower_.endswith("ing") and token.pos_ == "NOUN" and token.lower_ not in _THINGS:
            sense = self.lexicon.verbs.get(token.lower_)
        if sense is None and token.i > self.start:
            sense = self.lexicon.nouns.get(f"{token.nbor(-1).lower_} {token.lower_}")
        if sense is None or (sense.base == "case" and not self._near_disease(token.i)):
            return None
        return sense, (token.i,)

    def people(self, token: Token) -> tuple[Sense, tuple[int, ...]] | None:
        """What a noun for people says by itself: "detainees", "the displaced"."""
        sense = self.lexicon.people.get(token.lower_) or self.lexicon.adjectives.get(token.lower_)
        return (sense, (token.i,)) if sense else None

    def is_date(self, token: Token) -> bool:
        """True for the name of a month or day inside a date."""
        return token.i in self.dated and token.lower_.rstrip(".") in TIME_WORDS

    def holds(self, token: Token | None) -> bool:
        """True for a word of the sentence that may say what happened: not one of its dateline or of a date."""
        return token is not None and self.start <= token.i < self.end and not self.is_date(token)

    def _near_disease(self, i: int) -> bool:
        at = i - self.start
        if self.ill and _COURTS.isdisjoint(self.lower):
            return True
        return any(word in DISEASES for word in self.lower[max(0, at - 6) : at + 7])


def find_state(sentence: Sentence, head: Token, number: tuple[Token, Token], *, unit: str) -> Found:
    """The state of those whom a number counts, read from its noun, its verb and what describes it, in that order of trust.

    `head` is the counted noun, `number` the first and last token of the figure with its modifiers. For money, measures and
    shares little is guessed from nearby words.
    """
    first, last = number
    if not is_parsed(head.doc):
        return Found(*_nearby(sentence, head, last, unit=unit), place=Place(None, "", ()))
    place = governor_of(sentence, head, first, last)
    level = level_state(sentence, first)
    if level is not None and suits_unit(level[0], unit):
        return Found(level[0], level[1], Place(level[2], "oblique", ()))
    shaped = shape_state(sentence, head, first, place) if unit == "count" else None
    if shaped is not None:
        return Found(shaped[0], shaped[1], place)
    for option in _options(sentence, head, last, place):
        if option is not None and may_be(option[0], option[1], counted=head, place=place, unit=unit):
            return Found(fit_state(option[0], place, unit, counted=head), option[1], place)
    guess = place.predicate is None or _is_money(unit) or place.predicate.lower_ in _MINDS
    sense, words = _nearby(sentence, head, last, unit=unit) if guess else (None, ())
    return Found(sense, words, place)


Option = tuple[Sense, tuple[int, ...]] | None


def _options(sentence: Sentence, head: Token, last: Token, place: Place) -> Iterator[Option]:
    for noun in (head, *place.nouns):
        yield _of_noun(sentence, noun, head)
    if head.lower_ in sentence.lexicon.adjectives and head.i == last.i + 1:
        yield sentence.people(head)  # "17 dead in prison riot"
    if head.i + 1 < sentence.end and head.nbor(1).pos_ == "ADP":
        yield sentence.phrase(head.i + 1)  # "214 people on board"
    verb = place.predicate
    core = place.role in {"subject", "object", "predicate", "conjunct"}
    if verb is not None and core:
        yield _of_predicate(sentence, verb, place)
    yield from _descriptions(sentence, head, last)
    for noun in place.nouns:
        yield sentence.people(noun)
        yield from (_of_predicate(sentence, clause, None) for clause in clauses_of(noun))
    if verb is not None:
        yield from _around(sentence, verb, head, place)
        if not core:
            yield _of_predicate(sentence, verb, place)
    yield from _named_group(sentence, head, last)
    yield _partitive(sentence)
    yield _labelled(sentence, last)


def _descriptions(sentence: Sentence, head: Token, last: Token) -> Iterator[Option]:
    """What describes the counted noun itself: "140 destroyed houses", "12,000 displaced", "people who had escaped"."""
    for clause in clauses_of(head):
        yield _of_predicate(sentence, clause, None)
    if head.i > last.i + 1:
        yield from (sentence.people(token) for token in head.doc[last.i + 1 : head.i] if token.pos_ in {"ADJ", "VERB", "NOUN"})
    yield sentence.people(head)
    if last.i + 1 < sentence.end:
        yield sentence.people(last.nbor(1)) if last.nbor(1).pos_ in {"ADJ", "VERB"} else None


def _of_predicate(sentence: Sentence, verb: Token, place: Place | None) -> Option:
    """What a verb says, its complement where it says nothing itself; a change says it only of what it measures."""
    found = sentence.verb(verb) or _copular(sentence, verb) or _held(sentence, verb)
    if found is not None and found[0].state in CHANGES:
        return None
    if found is not None:
        return found
    for complement in complements_of(verb):
        inner = sentence.verb(complement) or _of_predicate(sentence, complement, None)
        if inner is not None and inner[0].state not in CHANGES:
            return inner
    return None


def _held(sentence: Sentence, verb: Token) -> Option:
    """The state in "the camp holds 300 people": whoever holds says whether they are sheltered or detained."""
    if verb.lemma_ not in {"hold", "host", "house"} or is_passive(verb):
        return None
    words = {token.lower_.removesuffix("s") for subject in subjects(verb) for token in (subject, *subject.lefts)}
    words |= {token.lower_.removesuffix("s") for token in sentence.doc[max(sentence.start, verb.i - _HOLDER) : verb.i]}
    for holders, base in ((_SHELTERS, "sheltered"), (_JAILERS, "detained")):
        if words & holders:
            return sentence.lexicon.adjectives[base], (verb.i,)
    return None


def _copular(sentence: Sentence, verb: Token) -> Option:
    """The state in "46 are still in custody" and "remain in detention": "custody" is the predicate in UD, "are" in ClearNLP."""
    if verb.pos_ == "VERB" and verb.lemma_ not in _STAYING:
        return None
    for i in range(max(sentence.start, verb.i - 3), min(sentence.end, verb.i + 4)):
        if sentence.doc[i].pos_ == "ADP":
            phrase = sentence.phrase(i)
            if phrase is not None:
                return phrase
    return None


def _around(sentence: Sentence, verb: Token, head: Token, place: Place) -> Iterator[Option]:
    """The state in the subject or object of a verb that only carries it: "the death toll rose to 44"."""
    if verb.lower_ not in CARRIERS and verb.lemma_ not in CARRIERS and verb.pos_ == "VERB":
        return
    for noun in (*subjects(verb), *(objects(verb) if place.role != "subject" else ())):
        if noun.i == head.i or (place.role == "subject" and not is_copular(verb)):
            continue
        yield sentence.noun(noun)
        for token in noun.subtree:
            if token.i != head.i and abs(token.i - noun.i) < _REACH and sentence.start <= token.i < sentence.end:
                yield sentence.noun(token) or (sentence.verb(token) if token.pos_ == "VERB" else None) or sentence.people(token)


def _of_noun(sentence: Sentence, noun: Token, head: Token) -> Option:
    """The state in "41 arrests"; for "the toll's rise to 44" that of what rises, since a rise says nothing of those counted."""
    found = sentence.noun(noun)
    if found is None or found[0].state not in CHANGES:
        return found
    inside = [token for token in noun.subtree if token.i != head.i and sentence.start <= token.i < sentence.end]
    options = (sentence.noun(token) or sentence.people(token) for token in inside)
    return next((option for option in options if option and option[0].state not in CHANGES), None)


def _named_group(sentence: Sentence, head: Token, last: Token) -> Iterator[Option]:
    """The state in "two of the dead", "most of those arrested" and "78 passengers among the dead"."""
    at = next((i for i in (last.i + 1, head.i + 1) if i < sentence.end and sentence.doc[i].lower_ in _GROUPS), None)
    if at is None or (at == head.i + 1 > last.i + 1 and sentence.doc[at].lower_ != "among"):
        return
    for token in sentence.doc[at + 1 : min(at + 5, sentence.end)]:
        if token.pos_ in {"ADP", "AUX", "PUNCT"}:
            return
        yield sentence.people(token) or sentence.verb(token)


def _labelled(sentence: Sentence, last: Token) -> Option:
    """The state that a label before a colon gives: "Displaced: 300 families"."""
    colon = next((i for i in range(sentence.start, last.i) if sentence.doc[i].text == ":"), None)
    if colon is None or colon - sentence.start > _REACH // 2:
        return None
    for token in sentence.doc[sentence.start : colon]:
        if token.lower_.removesuffix("s") in {"shelter", "camp"}:
            return sentence.lexicon.adjectives["sheltered"], (token.i,)
        option = sentence.people(token) or sentence.noun(token)
        if option and option[0].state not in CHANGES:
            return option
    return None


def _partitive(sentence: Sentence) -> Option:
    """The state in "Of the dead, 27 were women": said at the head of the sentence for all that follows."""
    words = sentence.lower
    if not words or words[0] not in _GROUPS:
        return None
    for token in sentence.doc[sentence.start + 1 : min(sentence.start + 6, sentence.end)]:
        if token.text == ",":
            return None
        found = sentence.people(token) or sentence.noun(token) or sentence.verb(token)
        if found:
            return found
    return None


def _nearby(sentence: Sentence, head: Token, last: Token, *, unit: str) -> tuple[Sense | None, tuple[int, ...]]:
    if unit != "count" and not _is_money(unit):
        return None, ()
    doc = sentence.doc
    after = range(last.i + 1, min(sentence.end, max(head.i, last.i) + _REACH))
    before = range(last.i - 1, max(sentence.start, last.i - _REACH) - 1, -1)
    for places in (after, before):
        for token in _until_bound(doc, places):
            found = sentence.noun(token) or sentence.verb(token) or sentence.people(token)
            if found and found[0].state not in CHANGES and (found[0].state in _MONEY_STATES) == _is_money(unit):
                return found
    return None, ()


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _until_bound(doc: Doc, places: Iterable[int]) -> Iterator[Token]:
    for i in places:
        if doc[i].lower_ in _BOUNDS:
            return
        yield doc[i]


def _may_be_passive(token: Token) -> bool:
    return is_passive(token) or token.tag_ == "VBG"


def is_copular(verb: Token) -> bool:
    """True for "be" and for a noun or adjective that stands with it."""
    return verb.lemma_ == "be" or verb.pos_ != "VERB"
