"""The stretches between quotation marks, each inside one paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.paragraphs import find_paragraphs

_MARK = re.compile(r"[\"“”„«»]|''|``")
_CLOSERS = ".,!?…"


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Begin and end (excluded) of each quotation with its marks, in characters, in text order.

    A quotation that is not closed runs to the end of its paragraph, as print does when the next paragraph goes on quoting.
    """
    found: list[tuple[int, int]] = []
    for start, end in find_paragraphs(text):
        opened: int | None = None
        for match in _MARK.finditer(text, start, end):
            mark = match.group()
            if opened is None:
                if mark not in {"”", "»"}:
                    opened = match.start()
            elif mark in {"“", "„", "«"} or (mark == '"' and _opens(text, match.start(), match.end(), end)):
                found.append((opened, match.start()))
                opened = match.start()
            else:
                found.append((opened, match.end()))
                opened = None
        if opened is not None:
            found.append((opened, end))
    return found


def _opens(text: str, start: int, stop: int, end: int) -> bool:
    """True for a straight mark after a blank and before a word: it opens, so the quotation before was not closed."""
    before = text[start - 1] if start else " "
    return before.isspace() and stop < end and text[stop].isalnum() and text[start - 2 : start - 1] not in _CLOSERS


class Quotes:
    """Answers which quotation a character lies in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = find_quotes(text) if any(mark in text for mark in '"“”„«»`') or "''" in text else []
        self._starts = [start for start, _ in self.spans]

    def at(self, offset: int) -> tuple[int, int] | None:
        """The quotation that holds a character; None outside of quotation marks."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self.spans[index][0] <= offset < self.spans[index][1]:
            return self.spans[index]
        return None
