"""Where a benchmark's texts come from: a file, a folder, a saved data set, a table of rows, or, when asked to, a data set of the hub.

A table of rows (JSON Lines, CSV, Parquet, a folder written by `datasets`) is read here; what a row must hold is the business of each
benchmark. Nothing is fetched unless `online` is true.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BenchmarkError, InputError

MAX_BYTES = 200_000_000
_ROW_SUFFIXES = frozenset({".jsonl", ".csv", ".parquet"})
_BINARY_MARKS = (b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"\x89PNG", b"%PDF", b"PAR1")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table and the line it begins on (its number, where the format has no lines)."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that was read: where it lies, and its rows."""

    path: Path
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


def open_source(given: str, *, online: bool = False) -> Path | Rows:
    """The file or folder called `given`, or the rows of the table or data set that it names.

    InputError for a name that is no path when `online` is false: "no file or folder ...".
    """
    path = Path(given)
    if not path.exists():
        if online:
            return _hub_rows(given)
        raise InputError(
            f"no file or folder {given}: check the path, or add --online if it is the name of a data set on the Hugging Face hub"
        )
    if path.is_dir() and is_dataset(path):
        return _dataset_rows(path)
    if path.suffix.lower() in _ROW_SUFFIXES and path.is_file():
        return read_table(path)
    return path


def read_utf8(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a file in UTF-8, line ends as they are, a byte order mark removed.

    BenchmarkError when it cannot be opened, is empty, longer than `limit` bytes, binary or in another encoding (with its line).
    """
    content = _read_bytes(path, limit)
    if content.startswith(_BINARY_MARKS) or b"\x00" in content[:65536]:
        raise BenchmarkError(path, 1, "the file is binary: expected text in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BenchmarkError(path, line, f"byte {content[error.start]:#04x} is no UTF-8: save the file as UTF-8") from None
    if not text.strip():
        raise BenchmarkError(path, 1, "the file is empty")
    return text


def read_json(path: Path) -> Any:
    """The value that a JSON file spells out; BenchmarkError with the line where it breaks."""
    text = read_utf8(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BenchmarkError(path, error.lineno, f"no JSON: {error.msg.lower()} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise BenchmarkError(path, 1, "no JSON: nested too deeply, or a number of too many digits") from None


def read_table(path: Path) -> Rows:
    """The rows of a JSON Lines, CSV or Parquet file, or of a JSON file that is one list of objects."""
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return Rows(path, tuple(_numbered(path, _parquet_rows(path))))
    rows = {".csv": _csv_rows, ".jsonl": _jsonl_rows}.get(suffix, _json_rows)(path)
    found = tuple(rows)
    if not found:
        raise BenchmarkError(path, 1, "the file holds no rows")
    return Rows(path, found)


def list_files(folder: Path, suffix: str) -> list[Path]:
    """The files below `folder` whose names end in `suffix`, by name; BenchmarkError when there is none."""
    found = sorted(path for path in folder.rglob(f"*{suffix}") if path.is_file())
    if not found:
        raise BenchmarkError(folder, 0, f"the folder holds no {suffix} file")
    return found


def is_dataset(folder: Path) -> bool:
    """True for a directory that `datasets` saved, of one split or several."""
    return (folder / "dataset_dict.json").is_file() or ((folder / "dataset_info.json").is_file() and (folder / "state.json").is_file())


def _read_bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise BenchmarkError(path, 0, f"the file cannot be opened ({(error.strerror or str(error)).lower()})") from error
    if not content:
        raise BenchmarkError(path, 1, "the file is empty")
    if len(content) > limit:
        raise BenchmarkError(path, 0, f"the file is longer than {limit // 1_000_000} MB: split it")
    return content


def _csv_rows(path: Path) -> Iterator[Row]:
    table = csv.reader(io.StringIO(read_utf8(path), newline=""))
    csv.field_size_limit(MAX_BYTES)
    try:
        header = next(table)
        line = table.line_num + 1
        for cells in table:
            if cells and len(cells) != len(header):
                raise BenchmarkError(path, line, f"{len(cells)} columns where the header names {len(header)}")
            if cells:
                yield Row(line, dict(zip(header, cells, strict=True)))
            line = table.line_num + 1
    except csv.Error as error:
        raise BenchmarkError(path, table.line_num, f"the table breaks off ({error})") from None


def _jsonl_rows(path: Path) -> Iterator[Row]:
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                raise BenchmarkError(path, number, "no JSON object") from None
            yield _object_row(path, number, value)


def _json_rows(path: Path) -> Iterator[Row]:
    values = read_json(path)
    if not isinstance(values, list):
        raise BenchmarkError(path, 1, f"a JSON {_json_type(values)} where a list of rows was expected")
    for number, value in enumerate(values, start=1):
        yield _object_row(path, number, value)


def _object_row(path: Path, number: int, value: object) -> Row:
    if not isinstance(value, dict):
        raise BenchmarkError(path, number, f"row {number} is a JSON {_json_type(value)}: expected an object")
    return Row(number, value)


def _json_type(value: object) -> str:
    names = {dict: "object", list: "list", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")


def _parquet_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256):
                yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError) as error:
        raise BenchmarkError(path, 0, f"the file is no readable Parquet ({_first_line(error)})") from error


def _dataset_rows(folder: Path) -> Rows:
    from datasets import load_from_disk

    try:
        loaded = load_from_disk(str(folder))
    except Exception as error:  # the library raises what its file formats raise
        raise BenchmarkError(folder, 0, f"the directory is no readable data set ({_first_line(error)})") from error
    split, remarks = _one_split(str(folder), loaded)
    return Rows(folder, tuple(_numbered(folder, split)), remarks)


def _hub_rows(name: str) -> Rows:
    from datasets import load_dataset

    try:
        loaded = load_dataset(name)
    except Exception as error:  # what the hub, the network and the formats raise has no common class
        raise InputError(f"the data set {name} cannot be loaded from the hub ({_first_line(error)})") from error
    split, remarks = _one_split(name, loaded)
    return Rows(Path(name), tuple(_numbered(Path(name), split)), remarks)


def _one_split(name: str, loaded: Any) -> tuple[Iterable[Mapping[str, Any]], tuple[str, ...]]:
    """The only split, or the one called test; several splits without it are refused, for train and test are never mixed."""
    if not isinstance(loaded, Mapping):
        return loaded, ()
    chosen = "test" if "test" in loaded else next(iter(loaded), "")
    if len(loaded) != 1 and chosen != "test":
        raise InputError(f"{name} has the splits {', '.join(sorted(loaded)) or 'none'} and none called test: name the folder of one split")
    return loaded[chosen], (f"split {chosen}",)


def _numbered(path: Path, rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    number = 0
    for number, values in enumerate(rows, start=1):
        yield Row(number, values)
    if not number:
        raise BenchmarkError(path, 1, "the table holds no rows")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]
