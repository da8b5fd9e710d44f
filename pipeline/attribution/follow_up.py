"""Sentences without a cue of their own that go on with what the source before them said."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.attribution.cue_verb import is_before_figure
from pipeline.attribution.draft import Draft

_POINTING = frozenset({"these", "them", "those"})
_OPENING = 9  # tokens in which a sentence says what it divides: "So far no more than ten of them"
_PAST = frozenset({"VBD", "VBN"})
_LASTING = frozenset({"still", "being", "now"})


def divides(doc: Doc, start: int, end: int) -> bool:
    """True for a sentence that divides the figure before it.

    "Of these, 200 are children", "Twelve of them had suffocated", "Three of the nine were women", "The remaining 118 went home". Not "Most
    of them stayed", which gives no figure, nor "Three of the bridges fell".
    """
    lower = [token.lower_ for token in doc[start : min(end, start + _OPENING)]]
    if lower[:1] in (["of"], ["among"]) and len(lower) > 1 and lower[1] in _POINTING:
        return True
    if lower[:2] in (["the", "remaining"], ["the", "other"]):
        return is_before_figure(doc, start + 2, 1)
    if lower[:2] == ["the", "rest"]:
        return True
    for i in range(1, len(lower) - 1):
        if lower[i] == "of" and (doc[start + i - 1].like_num or doc[start + i - 1].pos_ == "NUM"):
            whole = lower[i + 1] == "the" and i + 2 < len(lower) and doc[start + i + 2].like_num
            return lower[i + 1] in {"them", "these", "those"} or whole
        if doc[start + i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return False
    return False


def is_shifted_back(doc: Doc, start: int, end: int, told: Draft) -> bool:
    """True for "Ninety were still missing" and "Six had not been found" behind "..., he said": the tense is that of reported speech.

    A writer who speaks for himself tells what lasts in the present: "Ninety are still missing".
    """
    if doc[told.hit.verb].tag_ not in _PAST or told.hit.form != "verb":
        return False
    lower = [token.lower_ for token in doc[start:end]]
    if not any(token.like_num for token in doc[start : start + _OPENING]):
        return False
    for i, word in enumerate(lower[:-1]):
        if word in {"was", "were"} and lower[i + 1] in _LASTING:
            return True
        if word == "had" and (lower[i + 1] == "not" or doc[start + i + 1].tag_ == "VBN"):
            return True
    return False
