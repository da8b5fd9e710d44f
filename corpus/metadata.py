"""Tables that say of loose files who published them, when and where."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Failure
from corpus.draft import Facts, facts_of_row
from corpus.errors import InputError, ReadError
from corpus.publication import is_published
from corpus.text import decode, read_bytes


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts by the absolute path of the file they are about, and the rows that could not be used."""

    facts: dict[Path, Facts]
    failures: tuple[Failure, ...] = ()


def is_metadata(path: Path) -> bool:
    """True for a CSV with a column `path` and no column `text`."""
    try:
        with path.open("rb") as file:
            header = file.readline(65536).decode("utf-8-sig", "replace")
    except OSError:
        return False
    columns = {name.strip() for name in next(csv.reader([header]), [])}
    return "path" in columns and "text" not in columns


def read_metadata(path: Path) -> Metadata:
    """The rows of a metadata table; `path` in a row is relative to the folder of the table.

    A row for a file that is not there, or with a date of no known form, is a failure of that row alone. InputError when the
    table itself cannot be used.
    """
    try:
        table = csv.DictReader(io.StringIO(decode(read_bytes(path)), newline=""))
    except ReadError as error:
        raise InputError(f"metadata {path}: {error}") from error
    if "path" not in (table.fieldnames or ()):
        raise InputError(f"metadata {path} has no column path: expected path, title, publisher, published, url")
    facts: dict[Path, Facts] = {}
    failures: list[Failure] = []
    for number, row in enumerate(table, start=2):
        file = path.parent / (row["path"] or "").strip()
        found = facts_of_row(row)
        if not file.is_file():
            failures.append(_row_failure(path, number, f"names {row['path']!r}, which is not there: mend the path"))
            continue
        if found.published and not is_published(found.published):
            problem = f"has published {found.published!r}: expected 2017, 2017-09 or 2017-09-15; the article is read without a date"
            failures.append(_row_failure(path, number, problem))
            found = replace(found, published=None)
        facts[file.resolve()] = found
    return Metadata(facts, tuple(failures))


def _row_failure(path: Path, number: int, problem: str) -> Failure:
    return Failure(f"{path.name}:{number}", None, "read", "metadata", f"metadata line {number} {problem}")
