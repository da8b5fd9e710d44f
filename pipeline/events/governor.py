"""Where a figure stands in its clause: the verb that governs it, also where the parse went astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from pipeline.attribution.cues import cue_lexicon
from pipeline.clause import TIME_WORDS, Place, place_of
from pipeline.events.level import CHANGES
from pipeline.syntax import is_passive

if TYPE_CHECKING:
    from pipeline.events.state import Sentence

_REACH = 14  # words
_CLAUSE_OPENERS = frozenset({"after", "before", "when", "while", "because", "as", "if", "until", "that", "than"})
# Modifiers of a number that look like prepositions: "around 40", "up to 200", "at least 12", "as many as 30".
_LIKE_PREPOSITIONS = frozenset([
    "about", "above", "around", "as", "at", "below", "between", "beyond", "close", "over", "under", "up", "upwards", "near",
])  # fmt: skip


def governor_of(sentence: Sentence, head: Token, first: Token, last: Token) -> Place:
    """Where a figure stands in its clause, put right where the parse went astray: "up to 200 relatives | waited" is a subject.

    `head` is what it counts, `first` and `last` are the ends of the number with its modifiers. The predicate is None where no word of
    the sentence governs it.
    """
    place = place_of(head)
    if place.predicate is None and last.i != head.i:
        place = place_of(last)
    if not sentence.holds(place.predicate):
        place = Place(None, place.role, tuple(noun for noun in place.nouns if sentence.holds(noun)))
    noun = max(head, last, key=lambda token: token.i)
    main = _main_verb(sentence, noun) or _verb_of_group(sentence, head) or _verb_of_report(sentence, noun, place)
    if main is not None:
        return Place(main, "subject", ())
    if (freed := _behind_modifier(sentence, first, noun, place)) is not None:
        return freed
    verb = _verb_before(sentence, first)
    apart = verb is not None and (place.predicate is None or place.predicate.i != verb.i or place.role == "oblique")
    if verb is not None and apart and not place.nouns:
        return Place(verb, "object", ())
    return place


def _behind_modifier(sentence: Sentence, first: Token, noun: Token, place: Place) -> Place | None:
    """The place of "up to 200 relatives" and "around 40 villages", whose modifier the parse took for a preposition; None for others."""
    if place.role in {"subject", "object", "conjunct"} or first.lower_ not in _LIKE_PREPOSITIONS or first.i >= noun.i:
        return None
    i = noun.i + 1
    while i < sentence.end and sentence.doc[i].pos_ in {"AUX", "ADV", "PART"}:
        i += 1
    verb = sentence.doc[i] if i < sentence.end else None
    helped = i > noun.i + 1 and any(token.pos_ == "AUX" for token in sentence.doc[noun.i + 1 : i])
    if verb is not None and verb.pos_ == "VERB" and (verb.tag_ in {"VBD", "VBZ", "VBP"} or helped):
        return Place(verb, "subject", ())
    before = first.nbor(-1) if first.i > sentence.start else None
    return Place(before, "object", ()) if before is not None and before.pos_ == "VERB" else None


def _main_verb(sentence: Sentence, noun: Token) -> Token | None:
    """The verb behind a participle that only describes the noun, where the parse took the participle for the verb.

    "The 46 caught since June have been sent home": "sent". None where a comma or another clause stands between.
    """
    doc, end = sentence.doc, min(sentence.end, noun.i + _REACH)
    if (
        noun.i + 2 >= end
        or doc[noun.i + 1].tag_ not in {"VBN", "VBD"}
        or (doc[noun.i + 2].pos_ != "ADP" and doc[noun.i + 2].lower_ != "since")
    ):
        return None
    i = noun.i + 2
    while i < end and doc[i].pos_ in {"ADP", "SCONJ", "PROPN", "NUM", "NOUN", "DET", "ADJ"}:
        if doc[i].lower_ in _CLAUSE_OPENERS or (doc[i].lower_ == "since" and doc[i + 1].lower_.rstrip(".") not in TIME_WORDS):
            return None
        i += 1
    if i >= end or doc[i].pos_ != "AUX":
        return None
    while i < end and doc[i].pos_ in {"AUX", "ADV", "PART"}:
        i += 1
    return doc[i] if i < end and sentence.verb(doc[i]) is not None else None


def _verb_of_group(sentence: Sentence, head: Token) -> Token | None:
    """The verb behind a group that is named by what befell it: "96 of those detained in Tiro had been | freed"."""
    if (
        head.tag_ not in {"VBN", "VBD"}
        or head.i - 2 < sentence.start
        or [t.lower_ for t in head.doc[head.i - 2 : head.i]] != ["of", "those"]
    ):
        return None
    i = head.i + 1
    while i < sentence.end and sentence.doc[i].pos_ in {"ADP", "PROPN", "NUM", "NOUN", "DET", "ADJ"}:
        i += 1
    if i >= sentence.end or sentence.doc[i].pos_ != "AUX":
        return None
    while i < sentence.end and sentence.doc[i].pos_ in {"AUX", "ADV", "PART"}:
        i += 1
    return sentence.doc[i] if i < sentence.end and sentence.verb(sentence.doc[i]) is not None else None


def _verb_of_report(sentence: Sentence, noun: Token, place: Place) -> Token | None:
    """The verb behind a subject that the parse took for the object of a cue: "the port said fewer than 2,000 | stayed away"."""
    cue = place.predicate
    if cue is None or cue.i > noun.i or cue.lower_ not in cue_lexicon().cues or place.role not in {"object", "conjunct", "oblique"}:
        return None
    i = noun.i + 1
    while i < sentence.end and sentence.doc[i].pos_ in {"AUX", "ADV", "PART"}:
        i += 1
    verb = sentence.doc[i] if i < sentence.end else None
    if verb is None or (verb.tag_ not in {"VBD", "VBZ", "VBP"} and not (verb.pos_ == "VERB" and sentence.doc[i - 1].pos_ == "AUX")):
        return None
    return verb


def _verb_before(sentence: Sentence, first: Token) -> Token | None:
    """The verb right before the figure, its governor even where the parse missed it: "killed | hundreds", "Returns | 500"."""
    if first.i <= sentence.start:
        return None
    verb = first.nbor(-1)
    known = sentence.lexicon.verbs.get(verb.lower_)
    if known is None or known.state in CHANGES or verb.lower_ == known.base:
        return None
    headline = verb.is_title and verb.lower_.endswith("s")
    return verb if headline or (verb.pos_ == "VERB" and verb.tag_ != "VBG" and not is_passive(verb)) else None
