"""Who does it and whom it befalls, as printed: whole phrases that respect the figures in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.clause import noun_phrase
from pipeline.partial import ClaimDict
from pipeline.syntax import antecedent

Slot = tuple[str, list[list[int]]]
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_MARKUP = frozenset("<>{}[]|\\=`")  # signs of something that is no prose
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SAYS_NOBODY = frozenset([
    "it", "he", "she", "they", "him", "her", "them", "we", "us", "i", "me", "you", "this", "that", "these", "those", "there",
    "what", "who", "whom", "which", "one", "itself", "themselves",
])  # fmt: skip


class Figures:
    """The stretches of the figures of a document, which no phrase may cut."""

    def __init__(self, claims: Sequence[ClaimDict], text: str = "") -> None:
        """`text` is that of the document, kept because a `Doc` builds its own anew each time."""
        self.text = text
        spans = sorted((int(claim["start"]), int(claim["end"])) for claim in claims if claim["kind"] == "quantity")
        self._spans: list[tuple[int, int]] = []
        for start, end in spans:
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The stretch widened to the ends of the figures that it would cut: "500 huts" to "More than 500 huts"."""
        for offset in (start, end - 1):
            place = bisect_right(self._starts, offset) - 1
            if place >= 0 and offset < self._spans[place][1]:
                start, end = min(start, self._spans[place][0]), max(end, self._spans[place][1])
        return start, end


def slot_of(doc: Doc, noun: Token | None, verb: Token | None, figures: Figures) -> Slot | None:
    """The phrase of a participant with its characters; a relative pronoun gives its noun. None for a pronoun that names nobody.

    "the 92 men who were caught": for "who" the phrase "the 92 men".
    """
    if noun is not None and noun.lower_ in _RELATIVE and verb is not None:
        named = antecedent(verb)
        noun = named if named is not None and named.i < verb.i and named.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"} else None
    if noun is None or noun.lower_ in _SAYS_NOBODY:
        return None
    first, end = noun_phrase(noun)
    first = _behind_verb(doc, first, noun.i)
    end = next((noun.i + 1 for token in doc[noun.i + 1 : end] if token.tag_ in _FINITE), end)
    start, stop = figures.around(doc[first].idx, doc[end - 1].idx + len(doc[end - 1]))
    printed = " ".join(figures.text[start:stop].split())
    return None if _MARKUP.intersection(printed) else (printed, [[start, stop]])


def _behind_verb(doc: Doc, first: int, head: int) -> int:
    """Where a phrase begins that the parse drew a verb or a time into: "held were | 9 women", "dawn | 40 huts"."""
    for i in range(head - 1, first - 1, -1):
        if doc[i].pos_ == "AUX" or doc[i].tag_ in _FINITE or doc[i].text in {",", ";", ":"}:
            return i + 1
        if doc[i].like_num and i > first and doc[i - 1].pos_ == "NOUN" and doc[i - 1].whitespace_:
            return i
    return first
