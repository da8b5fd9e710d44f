"""Gold: what people read in the sample articles, claim by claim and relation by relation.

A gold claim gives the slots that a reader can tell; a slot that it leaves out is not scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.errors import AnnotationError


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim as a person read it; `slots` are its blocks and scopes in the form of the contract."""

    id: str
    article: str
    kind: str
    start: int
    end: int
    quote: str
    slots: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One relation between gold claims."""

    id: str
    verdict: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one folder."""

    claims: tuple[GoldClaim, ...]
    relations: tuple[GoldRelation, ...]


def read_gold(folder: Path, articles: Sequence[Article]) -> Gold:
    """The gold files of `folder` over `articles`; AnnotationError for the first line that does not fit its article."""
    texts = {article.id: article.text for article in articles}
    claims = [_claim(path, number, row, texts) for path, number, row in _rows(folder, "*.claims.jsonl")]
    known = {claim.id for claim in claims}
    relations = [_relation(path, number, row, known) for path, number, row in _rows(folder, "*.relations.jsonl")]
    return Gold(tuple(claims), tuple(relations))


def _rows(folder: Path, pattern: str) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    for path in sorted(folder.glob(pattern)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise AnnotationError(path, number, f"no JSON object ({error})") from None
            yield path, number, row


def _claim(path: Path, number: int, row: dict[str, Any], texts: Mapping[str, str]) -> GoldClaim:
    text = texts.get(row["article"])
    if text is None:
        raise AnnotationError(path, number, f"claim {row['id']} is about {row['article']!r}, which is not among the articles")
    if text[row["start"] : row["end"]] != row["quote"]:
        found = text[row["start"] : row["end"]]
        raise AnnotationError(path, number, f"claim {row['id']} quotes {row['quote']!r}, the text has {found!r}: was it changed?")
    slots = {name: value for name, value in row.items() if name not in {"id", "article", "start", "end", "quote"}}
    return GoldClaim(row["id"], row["article"], row["kind"], row["start"], row["end"], row["quote"], slots)


def _relation(path: Path, number: int, row: dict[str, Any], known: set[str]) -> GoldRelation:
    claims = tuple(part["id"] for part in row["claims"])
    if unknown := [claim for claim in claims if claim not in known]:
        raise AnnotationError(path, number, f"relation {row['id']} names claims that do not exist: {', '.join(unknown)}")
    return GoldRelation(row["id"], row["verdict"], claims)
