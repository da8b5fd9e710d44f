"""Claims on their way through the pipeline: plain dicts that each component adds and the last one completes.

Keys that begin with an underscore are notes between components; the last component removes them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from spacy.tokens import Doc, Token

from corpus.publication import published_interval as read_published
from pipeline.extensions import declare_extensions

ClaimDict = dict[str, Any]
declare_extensions()


def new_claim(
    doc: Doc,
    kind: str,
    start: int,
    end: int,
    block: dict[str, Any],
    *,
    extractor: str,
    evidence: dict[str, list[list[int]]] | None = None,
) -> ClaimDict:
    """A claim over the characters `start` to `end` (excluded) of `doc.text`, with `block` as the values of its kind.

    The span may lie inside a token. ValueError when it is empty or outside the text.
    """
    if not 0 <= start < end <= text_length(doc):
        raise ValueError(f"{kind} claim from {start} to {end} in a text of {text_length(doc)} characters")
    return {
        "id": "",
        "article": "",
        "kind": kind,
        "start": start,
        "end": end,
        "quote": cut(doc, start, end),
        "sentence": list(sentence_at(doc, start)),
        "zone": zone_at(doc, start),
        "salient": True,
        "confidence": None,
        "extractor": extractor,
        "event": None,
        "when": None,
        "where": [],
        "attribution": [],
        "as_of": None,
        "evidence": dict(evidence or {}),
        "quantity": None,
        "date": None,
        "place": None,
        "legal": None,
        kind: block,
    }


def add_claims(doc: Doc, claims: Iterable[ClaimDict]) -> None:
    """Add claims to those that `doc` carries, in text order."""
    merged = [*doc._.counterclaim, *claims]
    doc._.counterclaim = tuple(sorted(merged, key=lambda claim: (claim["start"], claim["end"], claim["kind"])))


def claims_of(doc: Doc, kind: str) -> list[ClaimDict]:
    """The claims of one kind found so far, in text order."""
    return [claim for claim in doc._.counterclaim if claim["kind"] == kind]


class Cover:
    """Answers whether characters are already part of some claim."""

    def __init__(self, claims: Iterable[ClaimDict]) -> None:
        spans = sorted((claim["start"], claim["end"]) for claim in claims)
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, start: int, end: int) -> bool:
        """True if a character from `start` to `end` (excluded) is covered."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def covered(claims: Iterable[ClaimDict]) -> Cover:
    """The stretches of text that `claims` take up."""
    return Cover(claims)


def text_length(doc: Doc) -> int:
    """The number of characters of `doc.text`, without putting that text together."""
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


def cut(doc: Doc, start: int, end: int) -> str:
    """The characters `start` to `end` (excluded) of `doc.text`, in time that depends on the piece and not on the text."""
    first, last = token_at(doc, start), token_at(doc, end - 1)
    piece = "".join(token.text_with_ws for token in doc[first.i : last.i + 1])
    return piece[start - first.idx : end - first.idx]


def sentence_at(doc: Doc, offset: int) -> tuple[int, int]:
    """Begin and end (excluded) of the sentence at a character, without blanks around; the whole text without sentences."""
    if not len(doc):
        return 0, 0
    try:
        sent = token_at(doc, offset).sent
    except ValueError:
        return 0, text_length(doc)
    first, last = sent.start, sent.end - 1
    while last > first and doc[last].is_space:
        last -= 1
    while first < last and doc[first].is_space:
        first += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def token_at(doc: Doc, offset: int) -> Token:
    """The token that holds a character, or the last one that begins before it."""
    low, high = 0, len(doc)
    while high - low > 1:
        middle = (low + high) // 2
        if doc[middle].idx <= offset:
            low = middle
        else:
            high = middle
    return doc[low]


def zone_at(doc: Doc, offset: int) -> str:
    """What the article says the text at a character is: `body` unless a zone covers it."""
    article = doc._.counterclaim_article or {}
    zones: Sequence[Sequence[Any]] = article.get("zones") or ()
    for start, end, zone in zones:
        if start <= offset < end:
            return str(zone)
    return "body"


def published_interval(doc: Doc) -> tuple[date, date] | None:
    """First and last day on which the article may have been published; None when it is undated."""
    article = doc._.counterclaim_article or {}
    published = article.get("published")
    return read_published(published) if published else None
