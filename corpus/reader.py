"""Sources to articles: every file below them, each with what is known about it, in an order that no file system decides."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Article, Failure
from corpus.draft import BrokenRow, Draft, Facts
from corpus.errors import ReadError
from corpus.html import read_html
from corpus.language import is_english
from corpus.metadata import Metadata, is_metadata, read_metadata
from corpus.pdf import read_pdf
from corpus.publication import is_published
from corpus.rows import is_dataset, read_csv, read_dataset, read_jsonl, read_parquet
from corpus.text import read_text
from corpus.zones import clues, mark_zones, with_body

STORE_NAME = "counterclaim.db"
_SINGLE: dict[str, Callable[[Path], Draft]] = {".txt": read_text, ".html": read_html, ".htm": read_html, ".pdf": read_pdf}
_ROWS: dict[str, Callable[[Path], Iterator[Draft | BrokenRow]]] = {".jsonl": read_jsonl, ".csv": read_csv, ".parquet": read_parquet}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources gave: articles by id, failures by path, and remarks for the person who asked."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Input:
    """A file or dataset directory, and the name it has below its source."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A draft on its way to an article."""

    source: _Input
    draft: Draft


def read_articles(sources: Iterable[Path | str], *, metadata: Path | str | None = None) -> list[Article]:
    """The articles below `sources`, by id; one warning counts the inputs that could not be read.

    `read_sources` gives the failures themselves.
    """
    reading = read_sources([Path(source) for source in sources], metadata=Path(metadata) if metadata else None)
    if reading.failures:
        first = reading.failures[0]
        warnings.warn(f"{len(reading.failures)} inputs could not be read, the first: {first.path}: {first.message}", stacklevel=2)
    return list(reading.articles)


def read_sources(
    sources: Sequence[Path], *, metadata: Path | None = None, limit: int | None = None, results: Path | None = None
) -> Reading:
    """The articles below `sources`, with failures and remarks.

    A file of a known suffix is read; a folder is walked; a CSV with a column path and no text is metadata. A folder of results
    (`results`, or any that holds a store) is no source. InputError only when the table given as `metadata` cannot be used.
    `limit` keeps the first articles by id.
    """
    listing = _list_inputs(sources, metadata, results)
    failures = [*listing.failures, *listing.metadata.failures]
    found: list[_Found] = []
    for source in listing.inputs:
        _read_input(source, found, failures)
    articles = _name_articles(found, listing.metadata, failures)
    if limit is not None:
        articles = articles[:limit]
    return Reading(tuple(articles), tuple(sorted(failures, key=_failure_order)), (*listing.remarks, *_undated(articles)))


@dataclass(frozen=True, slots=True)
class _Listing:
    inputs: list[_Input]
    metadata: Metadata
    failures: list[Failure]
    remarks: list[str]


def _list_inputs(sources: Sequence[Path], given: Path | None, results: Path | None) -> _Listing:
    files: dict[Path, _Input] = {}
    failures: list[Failure] = []
    tables = {given.resolve(): given} if given else {}
    others: Counter[str] = Counter()
    skipped = {results.resolve()} if results else set()
    for source in sources:
        if not source.exists():
            failures.append(Failure(source.name, None, "read", "missing", f"there is no {source}: check the path"))
        for path in _walk(source, skipped):
            name = path.relative_to(source).as_posix() if path != source else path.name
            if path.suffix.lower() == ".csv" and is_metadata(path):
                tables.setdefault(path.resolve(), path)
            elif path.is_dir() or path.suffix.lower() in _SINGLE or path.suffix.lower() in _ROWS:
                files.setdefault(path.resolve(), _Input(path, name))
            elif path == source:
                failures.append(_unknown_suffix(path))
            else:
                others[path.suffix.lower() or "no suffix"] += 1
    metadata = _join_tables(list(tables.values()))
    remarks = [f"{table.name}: read as metadata" for table in tables.values() if table != given]
    if others:
        kinds = ", ".join(f"{suffix} ({number})" for suffix, number in sorted(others.items()))
        remarks.append(f"{others.total()} {'file' if others.total() == 1 else 'files'} of other kinds left aside: {kinds}")
    inputs = [entry for path, entry in files.items() if path not in tables]
    return _Listing(sorted(inputs, key=lambda entry: (entry.name, str(entry.path))), metadata, failures, remarks)


def _unknown_suffix(path: Path) -> Failure:
    expected = " ".join(sorted({*_SINGLE, *_ROWS}))
    return Failure(path.name, None, "read", "suffix", f"files ending in {path.suffix or 'nothing'} are not read: expected {expected}")


def _walk(source: Path, skipped: Container[Path]) -> Iterator[Path]:
    """Files and dataset directories below `source`; hidden ones and folders of results are left out."""
    if not source.is_dir() or is_dataset(source):
        if source.exists():
            yield source
        return
    if source.resolve() in skipped or (source / STORE_NAME).is_file():
        return
    for path in sorted(source.iterdir()):
        if not path.name.startswith("."):
            yield from _walk(path, skipped)


def _join_tables(tables: Sequence[Path]) -> Metadata:
    """All tables as one; a table nearer to the end of the list loses against one before it."""
    facts: dict[Path, Facts] = {}
    failures: list[Failure] = []
    for table in tables:
        read = read_metadata(table)
        failures.extend(read.failures)
        for path, found in read.facts.items():
            facts[path] = facts[path].or_else(found) if path in facts else found
    return Metadata(facts, tuple(failures))


def _read_input(source: _Input, found: list[_Found], failures: list[Failure]) -> None:
    suffix = source.path.suffix.lower()
    try:
        if suffix in _SINGLE and not source.path.is_dir():
            found.append(_Found(source, _SINGLE[suffix](source.path)))
            return
        for row in read_dataset(source.path) if source.path.is_dir() else _ROWS[suffix](source.path):
            if isinstance(row, BrokenRow):
                failures.append(Failure(f"{source.name}#{row.row}", None, "read", row.code, row.message))
            else:
                found.append(_Found(source, row))
    except ReadError as error:
        failures.append(Failure(source.name, None, "read", error.code, str(error)))


def _name_articles(found: Sequence[_Found], metadata: Metadata, failures: list[Failure]) -> list[Article]:
    """Articles under their ids: the given one, else the path below the source; one that cannot have its id is a failure."""
    short = Counter(_short_name(entry) for entry in found if entry.draft.given_id is None)
    given = {entry.draft.given_id for entry in found}
    articles: dict[str, Article] = {}
    for entry in found:
        draft = entry.draft
        name = draft.given_id
        if name is None:
            name = _short_name(entry)
            if short[name] > 1 or name in given:
                name = entry.source.name + (f"#{draft.row}" if draft.row else "")
        path = entry.source.name + (f"#{draft.row}" if draft.row else "")
        if name in articles:
            failures.append(Failure(path, name, "read", "id", f"the id {name!r} is already that of {articles[name].path}: give it another"))
        elif not is_english(draft.text):
            failures.append(Failure(path, name, "read", "language", "the text is not English: only English articles are read"))
        else:
            articles[name] = _article(name, entry, metadata, failures)
    return [articles[name] for name in sorted(articles)]


def _short_name(entry: _Found) -> str:
    name = entry.source.name
    stem = name if entry.source.path.is_dir() else name[: len(name) - len(entry.source.path.suffix)]
    return stem + (f"#{entry.draft.row}" if entry.draft.row else "")


def _article(name: str, entry: _Found, metadata: Metadata, failures: list[Failure]) -> Article:
    draft = entry.draft
    path = entry.source.name + (f"#{draft.row}" if draft.row else "")
    facts = metadata.facts.get(entry.source.path.resolve(), Facts()).or_else(draft.facts)
    if facts.published and not is_published(facts.published):
        day = _leading_day(facts.published)
        if day is None:
            problem = f"published is {facts.published!r}: expected 2017, 2017-09 or 2017-09-15; the article is read without a date"
            failures.append(Failure(path, name, "read", "published", problem))
        facts = replace(facts, published=day)
    zones = draft.zones if draft.zones is not None else mark_zones(draft.text, title=facts.title)
    facts = facts.or_else(clues(draft.text, zones))
    return Article(
        id=name,
        path=path,
        title=facts.title,
        byline=facts.byline,
        publisher=facts.publisher,
        published=facts.published,
        retrieved=facts.retrieved,
        url=facts.url,
        republished_from=facts.republished_from,
        text=draft.text,
        zones=with_body(draft.text, zones),
    )


def _leading_day(published: str) -> str | None:
    """The day with which a time stamp begins ("2023-10-13T08:00:00Z"); None when it begins with none."""
    return published[:10] if is_published(published[:10]) else None


def _undated(articles: Sequence[Article]) -> list[str]:
    undated = sum(article.published is None for article in articles)
    if not undated:
        return []
    subject = "1 article has" if undated == 1 else f"{undated} articles have"
    return [f"{subject} no date: years unresolved, see --metadata"]


def _failure_order(failure: Failure) -> tuple[str, str, str]:
    return (failure.path, failure.article or "", failure.message)
