"""An article cut into pieces for display: its zones and claims as nested marks, each claim with a link to its fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.claim import Claim
from corpus.article import Article
from evaluation.report.clean import plain_text


@dataclass(frozen=True, slots=True)
class Piece:
    """A step of writing an article: open a mark, text, close the innermost mark, or a link behind a claim.

    `value` is the text, the kind of a claim, the name of a zone, or the number of the fact that a link leads to. `claim` is
    set where a claim begins for the first time, and on links; a mark that only goes on has none.
    """

    step: Literal["claim", "zone", "text", "close", "link"]
    value: str
    claim: str = ""
    is_mention: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    step: Literal["claim", "zone"]
    value: str
    claim: str = ""
    link: str = ""
    is_mention: bool = False


def article_pieces(article: Article, claims: Sequence[Claim], numbers: dict[str, str]) -> list[Piece]:
    """The text of an article with its marks; `numbers` gives the number of the fact of a claim by the claim's id.

    Marks nest. Where two claims overlap crosswise, the later one is closed and opened again, so that every character stands
    under all its claims.
    """
    marks = [_Mark(zone.start, zone.end, "zone", zone.zone) for zone in article.zones if zone.zone != "body"]
    marks += [
        _Mark(claim.start, claim.end, "claim", claim.kind, claim.id, numbers.get(claim.id, ""), not claim.salient)
        for claim in claims
        if claim.end <= len(article.text)
    ]
    marks.sort(key=lambda mark: (mark.start, mark.step != "zone", -mark.end, mark.value, mark.claim))
    return _walk(article.text, marks)


def _walk(text: str, marks: Sequence[_Mark]) -> list[Piece]:
    pieces: list[Piece] = []
    stack: list[_Mark] = []
    position = 0
    for mark in [*marks, _Mark(len(text), len(text) + 1, "zone", "")]:
        while stack and min(open_mark.end for open_mark in stack) <= mark.start:
            position = _close_first(text, position, stack, pieces)
        _write(text[position : mark.start], pieces)
        position = mark.start
        if mark.start < len(text):
            stack.append(mark)
            pieces.append(Piece(mark.step, mark.value, mark.claim, mark.is_mention))
    return pieces


def _close_first(text: str, position: int, stack: list[_Mark], pieces: list[Piece]) -> int:
    """Close the mark that ends first, with those opened inside it, which go on behind it."""
    end = min(mark.end for mark in stack)
    _write(text[position:end], pieces)
    index = next(index for index, mark in enumerate(stack) if mark.end == end)
    inner = stack[index + 1 :]
    ended = [mark for mark in (stack[index], *inner) if mark.end == end]
    pieces.extend(Piece("close", "") for _ in range(len(inner) + 1))
    # The links stand behind all marks that close here: inside another mark they would be underlined with it.
    pieces.extend(Piece("link", mark.link, mark.claim) for mark in ended if mark.link)
    going_on = [mark for mark in inner if mark.end > end]
    pieces.extend(Piece(mark.step, mark.value, "", mark.is_mention) for mark in going_on)
    stack[index:] = going_on
    return end


def _write(text: str, pieces: list[Piece]) -> None:
    if text:
        pieces.append(Piece("text", plain_text(text)))
