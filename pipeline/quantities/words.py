"""Cut running text into the small pieces that numbers are written with.

The pieces are finer than a parser's tokens ("$1.2bn" is three of them), so that a figure glued to its unit
or to a dash is still read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_GROUPED = r"\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009' ]\d{3}){1,8}(?!\d)"
_PIECE = re.compile(
    rf"(?P<figure>(?:(?<![\d.,])(?:{_GROUPED})|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<vulgar>[\u00bc-\u00be\u2150-\u215e])"
    r"|(?P<word>[^\W\d_]+(?:[\u2019'][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212")


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of text: a figure, a word or a single sign, with its place."""

    text: str
    lower: str
    start: int  # character offsets in the text that was cut, end excluded
    end: int
    kind: str  # figure, vulgar (one-character fraction), word or sign
    glued: bool  # True when no blank stands before it


def cut_words(text: str, *, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Give the pieces of `text[start:end]` in order, blanks left out.

    "$1.2bn" gives "$", "1.2" and "bn", the last two glued to what stands before. Offsets are those of `text`.
    """
    stop = len(text) if end is None else end
    pieces: list[Word] = []
    last = start
    for match in _PIECE.finditer(text, start, stop):
        piece = match.group()
        kind = str(match.lastgroup)
        lower = piece.lower().replace("\u2019", "'")
        pieces.append(Word(piece, lower, match.start(), match.end(), kind, match.start() == last))
        last = match.end()
    return tuple(pieces)


def is_hyphen(words: Sequence[Word], i: int) -> bool:
    """True if a hyphen or dash stands at `i`, with no blank on either side: "thirty-six"."""
    if not 0 < i < len(words) - 1 or words[i].text not in HYPHENS:
        return False
    return words[i].glued and words[i + 1].glued


def word_at(words: Sequence[Word], i: int) -> str:
    """Give the lower-case word at `i`, or "" outside the text."""
    return words[i].lower if 0 <= i < len(words) else ""
