"""Whether the words around a date look ahead or back: "will meet on Monday", "met on Monday"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.partial import token_at
from pipeline.timex_lexer import Atom
from pipeline.timex_reference import FUTURE, PAST, UNKNOWN

_WILL = frozenset({"will", "'ll", "\u2019ll", "shall", "wo"})
# Verbs and adjectives whose "to ..." lies ahead: "plans to vote in May", "is due in June".
_AHEAD = frozenset(
    (
        "plan plans planned expect expects expected schedule scheduled due set intend intends intended hope hopes slated bound aim aims "
        "prepare preparing upcoming forthcoming begins starts opens meets meet resume resumes deadline"
    ).split()
)
_AHEAD_STRONG = frozenset({"will", "shall", "upcoming", "forthcoming", "scheduled", "slated", "expected", "due", "deadline", "tomorrow"})
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
    helpers = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    words = {child.lower_ for child in helpers}
    if words & _WILL:
        return FUTURE
    if verb.lower_ in _AHEAD_STRONG and not words & {"was", "were", "had"}:
        return FUTURE
    if "to" in words and not words & {"have"}:
        governor = verb.head
        if governor is not verb and governor.lower_ in _AHEAD and not _is_past(governor, governor.children):
            return FUTURE
        return UNKNOWN if governor is verb else (PAST if _is_past(governor, governor.children) else UNKNOWN)
    return PAST if _is_past(verb, verb.children) else UNKNOWN


def _is_past(verb: Token, children: object) -> bool:
    if verb.tag_ == "VBD" or ("Past" in verb.morph.get("Tense") and "Fin" in verb.morph.get("VerbForm")):
        return True
    helpers = {child.lower_ for child in verb.children if child.dep_.startswith(("aux", "cop"))}
    return bool(helpers & {"was", "were", "had", "did", "has", "have", "been", "'ve", "\u2019ve"})


def _from_words(atoms: Sequence[Atom], first: int) -> int:
    """FUTURE if a word shortly before, or after in the same clause, looks ahead."""
    for atom in reversed(atoms[max(0, first - _REACH) : first]):
        if atom.code == "|":
            break
        word = atom.text.lower()
        if word in _AHEAD_STRONG or word in {"ll", "wo"}:
            return FUTURE
        if word in {"was", "were", "had", "did", "said"} or (word.endswith("ed") and atom.code == "x"):
            return PAST
    for atom in atoms[first + 1 : first + _REACH]:
        if atom.code == "|":
            break
        word = atom.text.lower()
        if word in {"will", "shall"}:
            return FUTURE
        if word in {"was", "were", "had", "did", "said"} or (word.endswith("ed") and atom.code == "x"):
            return PAST
    return UNKNOWN
