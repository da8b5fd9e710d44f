"""Paragraphs of an article's text, also where one newline alone divides them or where lines were wrapped by hand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

# A form feed, vertical tab or paragraph separator divides; so does an empty line.
_BLOCK_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*|\s*[\f\v\u2029\x1c-\x1e]\s*")
_LINE_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]*\u2028[^\S\n]*")
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LIST_MARKER = re.compile(r"(?:[-*•‣▪◦–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_FIRST_WORD = re.compile(r"\S+")
_OPENERS = "\"'“‘«([—–-"
# No line of an article ends in one of these unless it was cut in the middle of a sentence.
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:a|an|and|as|at|but|by|for|from|had|has|have|her|his|in|into|its|of|on|or|that|the|their|to|was|were|with)$",
    re.IGNORECASE,
)
_LONGEST_WRAPPED_LINE = 140
_WRAPPED_SHARE = 0.25
_FULL_SHARE = 0.85


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph of `text` starts and ends, in characters, end excluded, without the white space around it.

    "Ferry sinks off Java\\nTwelve people are missing.\\n\\nThe search goes on." has three. A newline inside a hand-wrapped
    sentence divides nothing. None for text without a printed character.
    """
    blocks = [_lines(text, start, end) for start, end in _pieces(text, _BLOCK_BREAK, 0, len(text))]
    width = _wrap_width(blocks)
    return [paragraph for lines in blocks for paragraph in _join(lines, width)]


def ends_with_mark(text: str) -> bool:
    """True if `text` ends like a sentence, closing quotes and brackets aside: "It sank.”" does, "Ferry sinks" does not."""
    return bool(_FINAL.search(text[-8:]))


def _pieces(text: str, divider: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    edges = [(start, start), *(match.span() for match in divider.finditer(text, start, end)), (end, end)]
    pieces = []
    for (_, left), (right, _) in pairwise(edges):
        piece = text[left:right]
        if piece.strip():
            pieces.append((left + len(piece) - len(piece.lstrip()), right - len(piece) + len(piece.rstrip())))
    return pieces


def _lines(text: str, start: int, end: int) -> list[_Line]:
    return [_Line(left, right, text[left:right]) for left, right in _pieces(text, _LINE_BREAK, start, end)]


def _wrap_width(blocks: list[list[_Line]]) -> int:
    """Length of the longest line when the text was wrapped by hand, otherwise 0."""
    pairs = [pair for lines in blocks for pair in pairwise(lines)]
    longest = max((len(line.text) for lines in blocks for line in lines), default=0)
    cut = sum(_is_cut(line, following) for line, following in pairs)
    return longest if cut and longest <= _LONGEST_WRAPPED_LINE and cut >= _WRAPPED_SHARE * len(pairs) else 0


def _is_cut(line: _Line, following: _Line) -> bool:
    """True if the words themselves show that the sentence goes on in the next line."""
    if ends_with_mark(line.text) or _LIST_MARKER.match(following.text):
        return False
    if following.text.lstrip(_OPENERS)[:1].islower() or line.text[-1] in ",;":
        return True
    return bool(_UNFINISHED.search(line.text[-8:]))


def _join(lines: list[_Line], width: int) -> list[tuple[int, int]]:
    paragraphs = [(lines[0].start, lines[0].end)]
    for line, following in pairwise(lines):
        if _is_cut(line, following) or (width and _is_full(line, following, width)):
            paragraphs[-1] = (paragraphs[-1][0], following.end)
        else:
            paragraphs.append((following.start, following.end))
    return paragraphs


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """True if the next line's first word had no room in this one: the wrap made the break, not the writer."""
    if _LIST_MARKER.match(following.text):
        return False
    word = _FIRST_WORD.match(following.text)
    return len(line.text) + 1 + (len(word.group()) if word else 0) > _FULL_SHARE * width
