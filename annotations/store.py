"""The store: one SQLite file that holds articles, claims, failures, decisions and the last comparison.

Every method is one transaction; what was acknowledged survives a crash. Records are kept as the JSON lines of the contract.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from annotations.claim import Claim
from annotations.decision import Decision
from annotations.record import from_json, to_line
from annotations.relation import Comparison, Group, Relation
from corpus.article import Article, Failure
from corpus.errors import OutputError, StoreError
from corpus.reader import STORE_NAME

T = TypeVar("T")
FILE_NAME = STORE_NAME
_APPLICATION_ID = 0x43434C4D  # "CCLM"
_VERSION = 1
_BUSY_SECONDS = 30
_TABLES = """
CREATE TABLE articles (
    id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, extractor TEXT, removed INTEGER NOT NULL DEFAULT 0, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE claims (
    id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id), kind TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX claims_by_article ON claims(article, start, end, kind, id);
CREATE TABLE failures (path TEXT NOT NULL, article TEXT, stage TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE relations (id TEXT PRIMARY KEY, position INTEGER NOT NULL, verdict TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE groups (id TEXT PRIMARY KEY, position INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE decisions (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, target TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE facts_about_runs (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """An open store. Use `open_store`; close it, or use it in a `with` block."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
        except sqlite3.Error as error:
            raise _store_error(self.path, error) from error

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise _store_error(self.path, error) from error

    def _records(self, record_type: type[T], query: str, *values: object) -> list[T]:
        return [from_json(record_type, row[0]) for row in self._rows(query, *values)]

    # Articles and their claims

    def fingerprints(self) -> dict[str, tuple[str, str | None]]:
        """Article id -> (fingerprint of the article, extractor that read it or None), without the removed ones."""
        rows = self._rows("SELECT id, fingerprint, extractor FROM articles WHERE NOT removed ORDER BY id")
        return {row[0]: (row[1], row[2]) for row in rows}

    def save_article(self, article: Article, claims: Sequence[Claim] | None, *, fingerprint: str, extractor: str | None) -> None:
        """Put an article and its claims in the place of what was there; `claims` None records an article that failed."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO articles VALUES (?, ?, ?, 0, ?) ON CONFLICT (id) DO UPDATE SET "
                "fingerprint = excluded.fingerprint, extractor = excluded.extractor, removed = 0, record = excluded.record",
                (article.id, fingerprint, extractor, to_line(article)),
            )
            connection.execute("DELETE FROM claims WHERE article = ?", (article.id,))
            connection.executemany(
                "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)",
                [(claim.id, claim.article, claim.kind, claim.start, claim.end, to_line(claim)) for claim in claims or ()],
            )

    def mark_removed(self, ids: Iterable[str]) -> None:
        """Take articles and their claims out of all results; their decisions stay."""
        with self._writing() as connection:
            connection.executemany("UPDATE articles SET removed = 1 WHERE id = ?", [(article,) for article in ids])

    def articles(self) -> list[Article]:
        """The articles in the order of their ids, without the removed ones."""
        return self._records(Article, "SELECT record FROM articles WHERE NOT removed ORDER BY id")

    def extracted_claims(self) -> list[Claim]:
        """The claims as they were read from the articles, in the order of the files."""
        return self._records(
            Claim,
            "SELECT claims.record FROM claims JOIN articles ON articles.id = claims.article WHERE NOT removed "
            "ORDER BY article, start, end, kind, claims.id",
        )

    # Failures

    def replace_failures(self, failures: Iterable[Failure]) -> None:
        """Put the failures of this run in the place of those of the last."""
        with self._writing() as connection:
            connection.execute("DELETE FROM failures")
            connection.executemany(
                "INSERT INTO failures VALUES (?, ?, ?, ?)",
                [(failure.path, failure.article, failure.stage, to_line(failure)) for failure in failures],
            )

    def failures(self) -> list[Failure]:
        """The inputs that did not become claims, by path."""
        return self._records(Failure, "SELECT record FROM failures ORDER BY path, article, stage, record")

    # Comparison

    def save_comparison(self, comparison: Comparison) -> None:
        """Put a comparison in the place of the last one."""
        with self._writing() as connection:
            connection.execute("DELETE FROM relations")
            connection.execute("DELETE FROM groups")
            connection.executemany(
                "INSERT INTO relations VALUES (?, ?, ?, ?)",
                [(relation.id, n, relation.verdict, to_line(relation)) for n, relation in enumerate(comparison.relations)],
            )
            connection.executemany(
                "INSERT INTO groups VALUES (?, ?, ?)",
                [(group.id, n, to_line(group)) for n, group in enumerate(comparison.groups)],
            )

    def comparison(self) -> Comparison:
        """The last comparison, in its own order; empty before the first."""
        return Comparison(
            relations=tuple(self._records(Relation, "SELECT record FROM relations ORDER BY position")),
            groups=tuple(self._records(Group, "SELECT record FROM groups ORDER BY position")),
        )

    # Decisions and notes about runs

    def add_decision(self, decision: Decision) -> None:
        """Append one decision; StoreError when its id is taken."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO decisions (id, target, record) VALUES (?, ?, ?)", (decision.id, decision.target, to_line(decision))
            )

    def decisions(self) -> list[Decision]:
        """Every decision, oldest first."""
        return self._records(Decision, "SELECT record FROM decisions ORDER BY number")

    def note(self, key: str) -> str | None:
        """What was noted about the last run under `key`."""
        rows = self._rows("SELECT value FROM facts_about_runs WHERE key = ?", key)
        return rows[0][0] if rows else None

    def set_note(self, key: str, value: str) -> None:
        """Note something about this run for the next one."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO facts_about_runs VALUES (?, ?)", (key, value))


def open_store(folder: Path, *, create: bool = False) -> Store:
    """The store in `folder`; with `create` folder and store are made when absent.

    StoreError when there is none, when the file is no store of ours, of another version, or damaged; OutputError when the
    folder cannot be written.
    """
    path = folder / FILE_NAME
    if create:
        _make_folder(folder)
    elif not path.is_file():
        raise StoreError(f"{folder} holds no {FILE_NAME}: give the folder of an earlier `counterclaim run --out`")
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise _store_error(path, error) from error
    try:
        _prepare(connection, path)
    except (StoreError, sqlite3.Error) as error:
        connection.close()
        raise (error if isinstance(error, StoreError) else _store_error(path, error)) from error
    return Store(connection, path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".counterclaim-write-test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot write to the output folder {folder} ({reason}): choose another with --out") from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == 0 and tables == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        script = f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {_VERSION}; COMMIT;"
        connection.executescript(script)
    elif application != _APPLICATION_ID:
        raise StoreError(f"{path} is an SQLite file of another program: choose another folder")
    elif version != _VERSION:
        raise StoreError(f"{path} has schema version {version}, this program reads {_VERSION}: use the program that wrote it")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _store_error(path: Path, error: sqlite3.Error) -> StoreError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(f"{path} is held by another run: wait for it to end, then try again")
    if "readonly" in text:
        return StoreError(f"{path} cannot be written: check the permissions of the folder")
    if "full" in text:
        return StoreError(f"the disk of {path} is full: free some space, then run again")
    return StoreError(f"{path} is no usable store ({text}): move it away and run again, or restore a copy")
