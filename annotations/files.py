"""The result files: JSON Lines in a fixed order, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from annotations.claim import Claim
from annotations.record import to_line
from annotations.relation import Comparison
from corpus.article import Article, Failure
from corpus.errors import OutputError

ARTICLES, CLAIMS, FAILURES = "articles.jsonl", "claims.jsonl", "failures.jsonl"
RELATIONS, GROUPS = "relations.jsonl", "groups.jsonl"


def write_text(path: Path, text: str) -> None:
    """Put `text` into `path` in UTF-8 with its own line ends; a reader never sees half a file.

    OutputError when the folder cannot be written. Lone surrogates become the replacement character.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Put `content` into `path` by way of a file beside it; OutputError when that fails."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot write {path} ({reason}): choose another place or free some space") from error


def write_records(path: Path, records: Iterable[object]) -> None:
    """Write one record a line, in the order given."""
    write_text(path, "".join(f"{to_line(record)}\n" for record in records))


def write_extraction(folder: Path, articles: Iterable[Article], claims: Iterable[Claim], failures: Iterable[Failure]) -> None:
    """Write `articles.jsonl`, `claims.jsonl` and `failures.jsonl`, each in the order of the contract."""
    by_id = sorted(articles, key=lambda article: article.id)
    in_order = sorted(claims, key=lambda claim: claim.sort_key)
    by_path = sorted(failures, key=lambda failure: (failure.path, failure.article or "", failure.message))
    write_records(folder / ARTICLES, by_id)
    write_records(folder / CLAIMS, in_order)
    write_records(folder / FAILURES, by_path)


def write_comparison(folder: Path, comparison: Comparison) -> None:
    """Write `relations.jsonl` and `groups.jsonl` in the order that the comparison gives."""
    write_records(folder / RELATIONS, comparison.relations)
    write_records(folder / GROUPS, comparison.groups)
