"""Whether the words around a date look ahead or back: "will meet on Monday", "met on Monday"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.dates.lexer import Atom
from pipeline.dates.words import words
from pipeline.dates.year import FUTURE, PAST, UNKNOWN
from pipeline.partial import token_at

_WILL = frozenset({"will", "'ll", "\u2019ll", "shall", "wo"})
# Verbs and adjectives whose "to ..." lies ahead: "plans to vote in May", "is due in June".
_AHEAD = frozenset(
    words(
        "plan plans planned expect expects expected schedule scheduled due set intend intends intended hope hopes slated bound aim aims "
        "prepare preparing upcoming forthcoming begins starts opens meets meet resume resumes deadline"
    )
)
_AHEAD_STRONG = frozenset({"upcoming", "forthcoming", "scheduled", "slated", "expected", "due", "deadline"})
# In the present these speak of what is fixed: "the ban takes effect on 1 May".
_PLANNED = frozenset({"takes", "take", "begins", "starts", "opens", "expires", "ends", "resumes", "enters", "comes"})
_WORDS_AHEAD = _AHEAD_STRONG | {"will", "ll", "shall", "wo"}
# "may be signed on 3 May", "should reopen in June": not yet done.
_MAY = frozenset({"may", "should", "must", "can", "might", "would"})
_HELPERS = ("aux", "cop", "mark")  # "to" is a marker in Universal Dependencies
_REACH = 12


def direction_at(doc: Doc, atoms: Sequence[Atom], first: int) -> int:
    """FUTURE, PAST or UNKNOWN for the time expression that begins at an atom.

    Taken from the verb that governs it where the text is parsed, else from the words of its sentence.
    """
    if doc.has_annotation("DEP"):
        found = _from_parse(token_at(doc, atoms[first].start))
        if found != UNKNOWN:
            return found
    return _from_words(atoms, first)


def _from_parse(token: Token) -> int:
    """The tense of the nearest verb above the token."""
    for head in [token, *token.ancestors][:10]:
        if head.pos_ in {"VERB", "AUX"} or head.tag_.startswith(("VB", "MD")):
            return _tense(head)
    return UNKNOWN


def _tense(verb: Token) -> int:
    words = {child.lower_ for child in verb.children if child.dep_.startswith(_HELPERS)}
    if words & _WILL or (words & _MAY and "have" not in words):
        return FUTURE
    if verb.lower_ in _AHEAD_STRONG and not words & {"was", "were", "had"}:
        return FUTURE
    if verb.lower_ in _PLANNED and not words:
        return FUTURE
    if "to" in words:
        return _infinitive_tense(verb, words)
    return PAST if _is_past(verb) else UNKNOWN


def _infinitive_tense(verb: Token, words: set[str]) -> int:
    """ "is set to begin" and "to be held" look ahead; "failed to begin" does not."""
    governor = verb.head
    if governor is verb or "have" in words:
        return UNKNOWN
    if governor.lower_ in _AHEAD:
        return FUTURE
    if "be" in words and governor.pos_ in {"NOUN", "PROPN"}:
        return FUTURE
    return PAST if _is_past(governor) else UNKNOWN


def _is_past(verb: Token) -> bool:
    if verb.tag_ == "VBD" or ("Tense=Past" in str(verb.morph) and "VerbForm=Fin" in str(verb.morph)):
        return True
    helpers = {child.lower_ for child in verb.children if child.dep_.startswith(_HELPERS)}
    return bool(helpers & {"was", "were", "had", "did", "has", "have", "been", "'ve", "\u2019ve"})


def _from_words(atoms: Sequence[Atom], first: int) -> int:
    """FUTURE or PAST after the nearest telling word before the expression, then after it, within the sentence."""
    before = reversed(range(max(0, first - _REACH), first))
    after = range(first + 1, min(first + _REACH, len(atoms)))
    for index in [*before]:
        found = _word_direction(atoms, index)
        if atoms[index].code == "|":
            break
        if found != UNKNOWN:
            return found
    for index in after:
        found = _word_direction(atoms, index)
        if atoms[index].code == "|":
            break
        if found != UNKNOWN:
            return found
    return UNKNOWN


def _word_direction(atoms: Sequence[Atom], index: int) -> int:
    word = atoms[index].text.lower()
    if word in _WORDS_AHEAD or word in _PLANNED:
        return FUTURE
    if word == "be" and index and atoms[index - 1].text.lower() in {"to", "may", "should", "must", "can", "might", "would"}:
        return FUTURE
    if word in {"was", "were", "had", "did", "said"}:
        return PAST
    if word.endswith("ed") and atoms[index].code == "x" and len(word) > 4:
        return UNKNOWN if index and atoms[index - 1].text.lower() == "be" else PAST
    return UNKNOWN
