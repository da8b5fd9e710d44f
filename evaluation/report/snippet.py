"""A claim with the words around it."""

from __future__ import annotations

from annotations.claim import Claim
from evaluation.report.book import Book
from evaluation.report.clean import clip, one_line


def snippet(claim: Claim, book: Book, *, width: int = 120) -> str:
    """The quote with as much of its sentence as fits, cut between words: what an abstention is about cannot be told without."""
    before, quote, after = book.sentence(claim)
    room = max(0, width - len(quote))
    left, right = one_line(before), one_line(after)
    take = min(len(left), max(room * 2 // 3, room - len(right)))
    head = left[len(left) - take :]
    if take < len(left):
        head = "\u2026" + (head[head.find(" ") + 1 :] if " " in head else "")
    tail = right if len(right) <= room - take else clip(right, max(2, room - take))
    is_word = tail[:1].isalnum()
    parts = (head, one_line(quote) + ("" if is_word else tail), tail if is_word else "")
    return " ".join(part for part in parts if part)
