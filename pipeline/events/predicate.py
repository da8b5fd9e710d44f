"""The word by which an event is called: the verb that says it, with the particle or noun that completes it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.attribution.cues import cue_lexicon
from pipeline.clause import has_copula
from pipeline.events.lexicon import Sense, event_lexicon
from pipeline.events.state import CARRIERS, Found, is_copular
from pipeline.verb_forms import base_of_form

# Verbs that mean little without their noun: "take part", "spend the night".
_LIGHT = {
    "take": frozenset({"part", "place", "action", "care", "effect", "home", "shape", "off"}),
    "spend": frozenset({"night", "day", "week"}), "hold": frozenset({"talk", "meeting", "vote", "election"}),
    "have": frozenset({"access", "session"}), "skip": frozenset({"meal"}), "see": frozenset({"lawyer"}),
    "give": frozenset({"access", "birth", "way"}), "make": frozenset({"way", "use"}), "lose": frozenset({"life", "home", "job", "eye"}),
}  # fmt: skip
_MOVING = frozenset({"rise", "climb", "grow", "fall", "drop", "lower", "raise", "cut", "reduce", "revise", "jump", "increase", "decrease"})
_HOLDING = frozenset({"hold", "host", "house"})
_PARTICLES = frozenset({"over", "across", "on", "off"})
_ENDINGS = _PARTICLES | {"in", "at", "for", "to", "by", "of", "from", "with", "people", "passenger"}
_WEAK = [[verb] for verb in ("take", "put", "bring", "come", "go", "rush", "get", "set", "make", "give", "send", "hold", "hand", "fire")]
_STEM = 4  # letters that a noun and the verb of the same state share: "drowning" and "drown"
_FORCED = {
    "death": "die",
    "fatality": "die",
    "dead": "die",
    "body": "die",
    "corpse": "die",
    "detention": "detain",
    "transfer": "transfer",
    "appeal": "appeal",
}


def predicate_name(found: Found, verb: Token | None, head: Token) -> str | None:
    """What the event is called: "be missing", "lose home", "die" for "nine deaths", "rise" for "the toll rose to 41".

    None where neither a state nor a verb is known.
    """
    sense, governing = found.sense, found.place.predicate
    if sense is None or (governing is not None and _only_describes(found, governing, head)):
        return name_of_verb(governing if governing is not None else verb)
    if sense.part == "verb":
        return sense.base
    if sense.part in {"phrase", "adjective"}:
        return _phrase_name(sense, found, head)
    named = verb_of_noun(sense)
    is_verbless = sense.part == "noun" and named == sense.base and sense.base not in {*event_lexicon().verbs, *_FORCED}
    return name_of_verb(governing) if is_verbless and governing is not None and governing.pos_ in {"VERB", "AUX"} else named


def _only_describes(found: Found, governing: Token, head: Token) -> bool:
    """True if the state stands beside the clause of the figure: the toll that rose, the dead of whom 27 were women.

    So it does in "86 injured workers were treated", but not in "the clinic listed 86 injured workers".
    """
    sense = found.sense
    if sense is None or governing.i in found.words:
        return sense is not None and sense.part == "adjective" and not is_copular(governing)
    if governing.lemma_ in _MOVING and (found.place.role == "oblique" or head.i not in found.words):
        return True
    if sense.part not in {"noun", "people", "adjective"}:
        return False
    if is_copular(governing):
        return sense.part != "noun" and found.place.role in {"subject", "predicate", "conjunct"}
    described = found.words[0] <= head.i and found.place.role in {"subject", "object"}
    carried = {governing.lower_, governing.lemma_} & (CARRIERS | cue_lexicon().cues.keys())
    return sense.part != "noun" and described and not carried


def name_of_verb(verb: Token | None) -> str | None:
    """The lemma of a verb with the noun that a light verb needs; "be dry" for an adjective with a copula, "be" for a noun."""
    if verb is None:
        return None
    if has_copula(verb):
        return f"be {verb.lower_}" if verb.pos_ == "ADJ" and verb.tag_ not in {"JJR", "JJS"} else "be"
    lemma = str(verb.lemma_ or verb.lower_).lower()
    lemma = base_of_form(lemma) or lemma
    completing = _LIGHT.get(lemma)
    if completing is not None:
        for token in verb.doc[verb.i + 1 : verb.i + 4]:
            if token.lower_ in completing or token.lemma_ in completing:
                return f"{lemma} {token.lemma_.lower()}"
    return lemma


def is_completed(verb: Token) -> bool:
    """True for a light verb with its noun: in "take part" the part is nobody to whom something is done."""
    return " " in (name_of_verb(verb) or "")


def _phrase_name(sense: Sense, found: Found, head: Token) -> str:
    word, governing = head.doc[found.words[0]], found.place.predicate
    known = event_lexicon().verbs.get(word.lower_)
    if sense.base.startswith("be "):
        is_done = word.tag_ == "VBN" and len(sense.base.split()) == 2
        return known.base if known is not None and word.tag_ == "VBN" else word.lemma_.lower() if is_done else sense.base
    if sense.part == "adjective" and word.lemma_ in _HOLDING:
        return str(word.lemma_)
    if governing is not None and is_copular(governing) and (sense.part == "adjective" or word.pos_ in {"ADP", "ADV"}):
        return f"be {word.lower_ if sense.part == 'adjective' else sense.base}"
    if sense.part != "adjective":
        return _core(sense.base)
    named = verb_of_noun(sense)
    return f"be {named}" if named == sense.base and named not in event_lexicon().verbs else named


def _core(base: str) -> str:
    """A phrase without what only says where to or with what: "drive" for "drive over the border", "take part" for "take part in march"."""
    words = [part for part in base.split() if part != "their"]
    cut = next((i for i in range(1, len(words) - 1) if words[i] in _ENDINGS and words[:i] not in _WEAK), len(words))
    words = words[:cut]
    while len(words) > 1 and words[-1] in _ENDINGS - _PARTICLES:
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
