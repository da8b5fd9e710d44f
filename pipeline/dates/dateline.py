"""The place, day and agency that a report begins with, which say nothing of what happened."""

from __future__ import annotations

from spacy.tokens import Doc

_DASHES = frozenset({"-", "–", "—", "--", "―"})
_LONGEST = 14  # tokens a dateline may hold with its dash
_SPEECH = frozenset({"that", "said", "says"})
_STOPS = frozenset({".", ";", ":", "!", "?"})
_ABBREVIATION = 4  # letters of the longest abbreviation: "TENN."
_MIN_CAPITALS = 3


def dateline_end(doc: Doc, start: int, end: int) -> int:
    """The token behind the dateline of a sentence: "The" in "TOVAR, March 6 (Wire) - The toll rose".

    `start` when the sentence has none: a place in capitals has to open it and a dash between blanks has to close it.
    """
    first = start
    while first < end and doc[first].is_space:
        first += 1
    if first >= end or not (doc[first].text.isupper() and doc[first].text.isalpha() and len(doc[first]) >= _MIN_CAPITALS):
        return start
    for i in range(first + 1, min(end - 1, first + _LONGEST)):
        if doc[i].text in _DASHES and doc[i - 1].whitespace_:
            return i + 1
        if doc[i].lower_ in _SPEECH or (doc[i].text in _STOPS and (doc[i - 1].text[-1:].islower() or len(doc[i - 1]) > _ABBREVIATION)):
            return start
    return start
