"""Formats with one article a row: JSON Lines, CSV, Parquet, and dataset directories."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.draft import MAX_CHARACTERS, BrokenRow, Draft, clean_text, facts_of_row
from corpus.errors import ReadError
from corpus.text import check_length, decode, read_bytes

Rows = Iterator[Draft | BrokenRow]
_MAX_LINE = 8 * MAX_CHARACTERS


def read_jsonl(path: Path) -> Rows:
    """One article an object a line, with `text` and optionally id, title, publisher, published, url; blank lines are skipped."""
    try:
        with path.open("rb") as file:
            row = 0
            while line := file.readline(_MAX_LINE + 1):
                row += 1
                if len(line) > _MAX_LINE and not line.endswith(b"\n"):
                    _skip_line(file)
                    yield BrokenRow(row, "too_long", f"row {row} is longer than {_MAX_LINE // 1_000_000} MB: split it into articles")
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield _json_row(row, line)
            if not row:
                raise ReadError("empty", "the file is empty: expected one JSON object a line")
    except OSError as error:
        raise ReadError("unreadable", f"the file cannot be opened ({(error.strerror or str(error)).lower()})") from error


def _skip_line(file: io.BufferedReader) -> None:
    while (more := file.readline(1 << 20)) and not more.endswith(b"\n"):
        pass


def _json_row(row: int, line: bytes) -> Draft | BrokenRow:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return BrokenRow(row, "row", f"row {row} is no JSON object in UTF-8 ({reason}): mend or remove it")
    if not isinstance(data, dict):
        return BrokenRow(row, "row", f'row {row} is a JSON {type(data).__name__}: expected an object with "text"')
    return _row_draft(row, data)


def read_csv(path: Path) -> Rows:
    """One article a row under a header with a `text` column."""
    table = csv.DictReader(io.StringIO(decode(read_bytes(path, limit=_MAX_LINE)), newline=""))
    if "text" not in (table.fieldnames or ()):
        raise ReadError("columns", "the table has no column text (nor path, which would make it metadata)")
    csv.field_size_limit(_MAX_LINE)
    try:
        for row, data in enumerate(table, start=1):
            yield _row_draft(row, data)
    except csv.Error as error:
        raise ReadError("row", f"the table breaks off at line {table.line_num} ({error}): mend it") from error


def read_parquet(path: Path) -> Rows:
    """One article a row of a Parquet file with a `text` column."""
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            _require_text(file.schema_arrow.names)
            batches = file.iter_batches(batch_size=256)
            yield from _table_rows(record for batch in batches for record in batch.to_pylist())
    except (pyarrow.ArrowException, OSError) as error:
        raise ReadError("parquet", f"the file is no readable Parquet ({_first_line(error)}): write it again") from error


def is_dataset(folder: Path) -> bool:
    """True for a directory that `datasets` saved: one split or several."""
    return (folder / "dataset_dict.json").is_file() or ((folder / "dataset_info.json").is_file() and (folder / "state.json").is_file())


def read_dataset(folder: Path) -> Rows:
    """One article a row of a dataset directory; the splits of a directory with several follow one another by name."""
    from datasets import DatasetDict, load_from_disk

    try:
        loaded = load_from_disk(str(folder))
    except Exception as error:  # the library raises what its file formats raise
        raise ReadError("dataset", f"the directory is no readable dataset ({_first_line(error)}): save it again") from error
    splits = [loaded[name] for name in sorted(loaded)] if isinstance(loaded, DatasetDict) else [loaded]
    for split in splits:
        _require_text(split.column_names)
    yield from _table_rows(record for split in splits for record in split)


def _require_text(columns: Iterable[str]) -> None:
    if "text" not in columns:
        raise ReadError("columns", f"the table has no column text, only {', '.join(sorted(columns)) or 'none'}")


def _table_rows(records: Iterable[dict[str, Any]]) -> Rows:
    for row, data in enumerate(records, start=1):
        yield _row_draft(row, data)


def _row_draft(row: int, data: dict[str, Any]) -> Draft | BrokenRow:
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        found = "no text" if text is None or text == "" else f"a text that is {type(text).__name__}" if text else "an empty text"
        return BrokenRow(row, "row", f"row {row} has {found}: expected the article in the field text")
    text = clean_text(text)
    try:
        check_length(text)
    except ReadError as error:
        return BrokenRow(row, error.code, f"row {row}: {error}")
    given = data.get("id")
    return Draft(text=text, facts=facts_of_row(data), given_id=None if given is None or given == "" else clean_text(str(given)), row=row)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]
