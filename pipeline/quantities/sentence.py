"""One sentence as the quantity finders read it, and how a quantity claim is made in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from spacy.tokens import Doc

from pipeline.partial import ClaimDict, Cover, new_claim
from pipeline.quantities.words import Word

EXTRACTOR = "quantities"


@dataclass(slots=True)
class Sentence:
    """One sentence: its pieces, its tokens, what other claims cover, and the quantity claims found so far."""

    doc: Doc
    words: Sequence[Word]
    stop: int  # index of the first token behind the sentence
    first: int
    starts: Sequence[int]  # first character of every token of the document
    taken: Cover
    claims: list[ClaimDict] = field(default_factory=list)

    def token_at(self, offset: int) -> int:
        """Give the index of the token that holds a character."""
        return bisect_right(self.starts, offset) - 1

    def token_from(self, offset: int) -> int:
        """Give the index of the first token that begins at or after a character."""
        return bisect_left(self.starts, offset)

    def word_from(self, offset: int) -> int:
        """Give the index of the first piece that begins at or after a character."""
        return bisect_left(self.words, offset, key=lambda word: word.start)

    def text_between(self, start: int, end: int) -> str:
        """Give the text from the token at `start` to the token that ends at `end`."""
        return self.doc[self.token_at(start) : self.token_at(end - 1) + 1].text


def quantity_claim(
    sentence: Sentence,
    start: int,
    end: int,
    *,
    low: int | float | None,
    high: int | float | None,
    modifier: str,
    head: str | None = None,
    **values: Any,
) -> ClaimDict:
    """Give a partial quantity claim; `values` name further slots of its block, all others are empty."""
    block: dict[str, Any] = {
        "low": low, "high": high, "low_open": False, "high_open": False, "modifier": modifier, "unit": "count", "of": None,
        "head": head, "rate": None, "aspect": None, "change": None, "relation": None, "base": None,
    }  # fmt: skip
    block.update(values)
    claim = new_claim(sentence.doc, "quantity", start, end, block, extractor=EXTRACTOR)
    first, last = sentence.token_at(start), sentence.token_at(end - 1)
    claim["_number"] = [first, last]
    claim["_head"] = last
    return claim


def json_number(value: Fraction | None) -> int | float | None:
    """Give a number as JSON has it: an integer when whole, else at most six decimals."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), 6)
