"""text2num: number words by its token interface; a token of digits is a number as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol import Finding, serve

TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class Word:
    """A token as the library wants it."""

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end, self.word = match.start(), match.end(), match.group()

    def text(self) -> str:
        """The word as printed."""
        return self.word

    def nt_separated(self, previous: object) -> bool:
        """Whether something other than text parts two tokens: never here."""
        return False

    def not_a_number_part(self) -> bool:
        """Whether the token can be no part of a number: left to the library."""
        return False


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every number of `text`, in words or digits."""
    from text_to_num import find_numbers

    words = [Word(match) for match in TOKEN.finditer(text)]
    covered: set[int] = set()
    for one in find_numbers(words, "en", threshold=0):
        covered.update(range(one.start, one.end))
        yield _quantity(words[one.start].start, words[one.end - 1].end, float(one.value))
    for position, word in enumerate(words):
        if position not in covered and DIGITS.fullmatch(word.word):
            yield _quantity(word.start, word.end, float(word.word.replace(",", "")))


def _quantity(start: int, end: int, value: float) -> Finding:
    return {"kind": "quantity", "start": start, "end": end, "low": value, "high": value, "unit": "count"}


if __name__ == "__main__":
    serve(find)
