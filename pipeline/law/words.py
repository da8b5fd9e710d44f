"""Read a text as words for the law rules: offsets, sentences, and the countries it names.

The words are finer than a parser's tokens and do not depend on any tokeniser: "U.N." is one, "non-refoulement" two, "2(1)" four.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.N.
    r"|['’]s\b"
    r"|[^\W_]+(?:['’](?!s\b)[^\W_]+)*"
    r"|(?<=\d)[-‐‑–—]|[-‐‑–—](?=\d)"  # "31-33", "ES-11"
    r"|(?<=\s)[-–—]+(?=\s)|—"
    r"|[^\w\s\-‐‑–]"
)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z])|\n+")
# A sentence splitter that does not know "Art. 3" takes its full stop for an end.
_AFTER_ABBREVIATION = re.compile(r"\b(?:[Aa]rts?|[Nn]os?|[Pp]aras?|[Ss]ecs?|[Cc]f|U\.N|U\.S)\.\s*$")
_WRAP = (50, 110)  # shortest and longest line of a text with hard line breaks
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class LegalWord:
    """One word or sign with its place; `norm` is lower case, without the dots of an abbreviation."""

    text: str
    norm: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """True for "Convention" and "UN", not for "convention" or "1951"."""
        return self.text[0].isupper()


def cut_legal_words(text: str) -> list[LegalWord]:
    """Give the words of `text` in order; a hyphen inside a word, as in "non-refoulement", is left out."""
    words = []
    for match in _WORD.finditer(text):
        piece = match.group()
        norm = piece.lower().replace("’", "'")
        if "." in norm and len(norm) > 1:
            norm = norm.replace(".", "")
        words.append(LegalWord(piece, norm, match.start(), match.end()))
    return words


def sentence_starts(text: str) -> list[int]:
    """Give the offsets at which a sentence may begin, for a text whose sentences nobody has marked."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


class PhraseTrie(Generic[Value]):
    """Phrases by their words: the longest phrase that begins at a word is found in as many steps as it has words."""

    def __init__(self) -> None:
        self._next: dict[str, PhraseTrie[Value]] = {}
        self._values: list[Value] = []

    def add(self, norms: Sequence[str], value: Value) -> None:
        """Keep `value` under a phrase; a phrase may carry several."""
        node = self
        for norm in norms:
            node = node._next.setdefault(norm, PhraseTrie())
        node._values.append(value)

    def matches(self, words: Sequence[LegalWord], i: int) -> list[tuple[int, tuple[Value, ...]]]:
        """Give (end, values) of every phrase that begins at word `i`, longest first.

        From the fourth word on a comma of the text may be skipped: "Cruel, Inhuman, or Degrading".
        """
        found: list[tuple[int, tuple[Value, ...]]] = []
        node, start = self, i
        while i < len(words):
            step = node._next.get(words[i].norm)
            if step is None and i - start >= 3 and words[i].text == "," and i + 1 < len(words):
                i += 1
                step = node._next.get(words[i].norm)
            if step is None:
                break
            node = step
            i += 1
            if node._values:
                found.append((i, tuple(node._values)))
        return found[::-1]


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country as the text names it: words `first` to `last` (excluded)."""

    code: str
    first: int
    last: int
    form: str  # name, demonym or capital


@dataclass(slots=True)
class Page:
    """A text cut into words, with the sentence that each word belongs to."""

    text: str
    words: list[LegalWord]
    sentence: list[int]  # per word, the number of its sentence
    paragraph: list[int]  # per word
    countries: list[CountryMention] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)  # per word, whether a name that was found before holds it

    def norm(self, i: int) -> str:
        """The lower-case word at `i`, "" outside the text."""
        return self.words[i].norm if 0 <= i < len(self.words) else ""

    def same_sentence(self, i: int, j: int) -> bool:
        """True if both words stand in one sentence."""
        inside = 0 <= i < len(self.words) and 0 <= j < len(self.words)
        return inside and self.sentence[i] == self.sentence[j]

    def sentence_bounds(self, i: int) -> tuple[int, int]:
        """First word and end (excluded) of the sentence that holds word `i`."""
        number = self.sentence[i]
        first, last = i, i + 1
        while first > 0 and self.sentence[first - 1] == number:
            first -= 1
        while last < len(self.words) and self.sentence[last] == number:
            last += 1
        return first, last

    def named(self) -> frozenset[str]:
        """The codes of all countries that the text names."""
        return frozenset(mention.code for mention in self.countries)


def cut_page(text: str, starts: Iterable[int] | None = None) -> Page:
    """Cut `text` into words; `starts` are the offsets at which its sentences begin, guessed from full stops if none are given.

    A line end ends a sentence too, unless the whole text is broken by width: a heading without a full stop never runs into the
    text below it.
    """
    words = cut_legal_words(text)
    paragraphs = _paragraph_starts(text)
    given = sentence_starts(text) if starts is None else starts
    begins = sorted({*(start for start in given if not _AFTER_ABBREVIATION.search(text, max(0, start - 12), start)), *paragraphs})
    return Page(
        text,
        words,
        [bisect_right(begins, word.start) for word in words],
        [bisect_right(paragraphs, word.start) for word in words],
    )


def _paragraph_starts(text: str) -> list[int]:
    """Offsets after line ends; in a text with hard line breaks only after a blank or a short line."""
    if not _is_wrapped(text):
        return [0, *(match.end() for match in re.finditer(r"\n+", text))]
    starts = [0]
    for match in re.finditer(r"\n+", text):
        line = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        if len(match.group()) > 1 or line < _WRAP[0]:
            starts.append(match.end())
    return starts


def _is_wrapped(text: str) -> bool:
    """True if lines are broken by width: none is long, and most of those that go on are of one length."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    return len(lines) >= 3 and max(lines) <= _WRAP[1] and 2 * sum(length >= _WRAP[0] for length in lines) > len(lines)
