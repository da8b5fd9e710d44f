"""The word by which an event is called: the verb that says it, with the particle or noun that completes it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.clause import has_copula
from pipeline.event_lexicon import Sense, event_lexicon
from pipeline.event_state import Found

# Verbs that mean little without their noun: "take part", "spend the night".
_LIGHT = {
    "take": frozenset({"part", "place", "action", "care", "effect", "home", "shape", "off"}),
    "spend": frozenset({"night", "day", "week"}), "hold": frozenset({"talk", "meeting", "vote", "election"}),
    "have": frozenset({"access", "session"}), "skip": frozenset({"meal"}), "see": frozenset({"lawyer"}),
    "give": frozenset({"access", "birth", "way"}), "make": frozenset({"way", "use"}), "lose": frozenset({"life", "home", "job", "eye"}),
}  # fmt: skip
_STANDING = frozenset({"stand", "lie", "sit", "remain", "stay"})
_MOVING = frozenset({"rise", "climb", "grow", "fall", "drop", "lower", "raise", "cut", "reduce", "revise", "jump", "increase", "decrease"})
_ENDINGS = frozenset({"in", "at", "for", "to", "by", "of", "people", "passenger"})
_KEPT = frozenset({"be", "transfer"})  # phrases that end in what completes them: "be unaccounted for"
_STEM = 4  # letters that a noun and the verb of the same state share: "drowning" and "drown"
_FORCED = {"death": "die", "fatality": "die", "dead": "die", "body": "die", "corpse": "die"}


def predicate_name(found: Found, verb: Token | None, head: Token) -> str | None:
    """What the event is called: "be missing", "lose home", "die" for "nine deaths", "rise" for "the toll rose to 41".

    None where neither a state nor a verb is known.
    """
    sense, governing = found.sense, found.place.predicate
    if sense is None or (governing is not None and _only_places(found, head)):
        return name_of_verb(governing if governing is not None else verb)
    if sense.part == "phrase":
        word = head.doc[found.words[0]]
        if sense.base.startswith("be ") and word.pos_ == "VERB" and word.tag_ == "VBN":
            return str(word.lemma_).lower()
        return _phrase_name(sense.base)
    if sense.part == "verb":
        return sense.base
    if sense.part == "adjective" and governing is not None and governing.i in found.words and has_copula(governing):
        return f"be {sense.base}"
    return verb_of_noun(sense)


def _only_places(found: Found, head: Token) -> bool:
    """True if the state was read beside the clause of the figure: in the toll that rose, in "of the dead" before "27 were women"."""
    sense, governing = found.sense, found.place.predicate
    if sense is None or governing is None or governing.i in found.words:
        return False
    if governing.lemma_ in _MOVING and found.place.role == "oblique":
        return True
    return sense.part in {"noun", "people"} and head.i not in found.words and governing.lemma_ in _STANDING


def name_of_verb(verb: Token | None) -> str | None:
    """The lemma of a verb with the noun that a light verb needs; "be" for what stands with a copula."""
    if verb is None:
        return None
    if has_copula(verb):
        return "be"
    lemma = str(verb.lemma_ or verb.lower_).lower()
    completing = _LIGHT.get(lemma)
    if completing is not None:
        for token in verb.doc[verb.i + 1 : verb.i + 4]:
            if token.lower_ in completing or token.lemma_ in completing:
                return f"{lemma} {token.lemma_.lower()}"
    return lemma


def is_completed(verb: Token) -> bool:
    """True for a light verb with its noun: in "take part" the part is nobody to whom something is done."""
    return " " in (name_of_verb(verb) or "")


def _phrase_name(base: str) -> str:
    words = base.split()
    if words[0] not in _KEPT:
        while len(words) > 1 and words[-1] in _ENDINGS:
            words.pop()
    return " ".join(words)


@cache
def verb_of_noun(sense: Sense) -> str:
    """The verb for a noun that says a state: "drown" for "drowning", "return" for "returnee"; the noun itself without one."""
    if sense.base in _FORCED:
        return _FORCED[sense.base]
    verbs = sorted({one.base for one in event_lexicon().verbs.values() if one.state == sense.state})
    same = [verb for verb in verbs if verb[:_STEM] == sense.base[:_STEM]]
    return max(same, key=len) if same else sense.base
