"""Paths, tables and data sets: what is read, and what is refused in one sentence with file and line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from datasets import Dataset, DatasetDict

from corpus.errors import BenchmarkError, InputError
from evaluation.accuracy.benchmarks.sources import Rows, list_files, open_source, read_json, read_table, read_utf8

ROWS = [{"text": "Nine boats left.", "year": 2021}, {"text": "Two came back, “late”.", "year": 2022}]


def _jsonl(folder: Path) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("\n\n".join(map(json.dumps, ROWS)) + "\n", encoding="utf-8")
    return path


def _json(folder: Path) -> Path:
    path = folder / "rows.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8-sig")
    return path


def _parquet(folder: Path) -> Path:
    path = folder / "rows.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)
    return path


def _dataset(folder: Path) -> Path:
    path = folder / "saved"
    Dataset.from_list(ROWS).save_to_disk(str(path))
    return path


def _splits(folder: Path) -> Path:
    path = folder / "splits"
    DatasetDict({"test": Dataset.from_list(ROWS), "train": Dataset.from_list(ROWS[:1])}).save_to_disk(str(path))
    return path


@pytest.mark.parametrize("write", [_jsonl, _parquet, _dataset, _splits])
def test_a_table_of_any_format_gives_the_same_rows(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    source = open_source(str(write(tmp_path)))
    assert isinstance(source, Rows)
    assert [dict(row.values) for row in source.rows] == ROWS


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    assert [row.line for row in read_table(_jsonl(tmp_path)).rows] == [1, 3]
    path = tmp_path / "rows.csv"
    path.write_text('text,year\n"Nine boats\nleft.",2021\nTwo came back.,2022\n', encoding="utf-8")
    rows = read_table(path).rows
    assert [(row.line, row.values["year"]) for row in rows] == [(2, "2021"), (4, "2022")]


def test_other_files_and_folders_are_left_to_the_benchmark(tmp_path: Path) -> None:
    assert open_source(str(_json(tmp_path))) == tmp_path / "rows.json"
    assert open_source(str(tmp_path)) == tmp_path
    assert [dict(row.values) for row in read_table(tmp_path / "rows.json").rows] == ROWS


def test_a_name_that_is_no_path_is_fetched_only_when_asked() -> None:
    with pytest.raises(InputError, match="--online"):
        open_source("someone/some-benchmark")


def test_several_splits_without_a_test_split_are_refused(tmp_path: Path) -> None:
    DatasetDict({"train": Dataset.from_list(ROWS), "validation": Dataset.from_list(ROWS)}).save_to_disk(str(tmp_path / "d"))
    with pytest.raises(InputError, match="train, validation"):
        open_source(str(tmp_path / "d"))


BROKEN = [
    ("a.jsonl", b'{"text": "x"}\n{"text": \n', 2, "no JSON object"),
    ("a.jsonl", b'{"text": "x"}\n[1]\n', 2, "list"),
    ("a.jsonl", b"  \n", 1, "empty"),
    ("a.csv", b"text,year\nNine boats left.,2021,June\n", 2, "3 columns where the header names 2"),
    ("a.csv", b'text,year\nNine,2020\n"Nine boats,2021\n', 3, "1 columns"),
    ("a.csv", b"text,year\n", 1, "no rows"),
    ("a.csv", b"text,year\nCaf\xe9,2021\n", 2, "no UTF-8"),
    ("a.json", b'[{"text": "x"},\n {"text" "y"}]', 2, "no JSON"),
    ("a.json", b'{"text": "x"}', 1, "object where a list"),
    ("a.json", b"[" * 100_000, 1, "JSON"),
    ("a.json", b"PK\x03\x04rest", 1, "binary"),
    ("a.json", b"\x00\x01\x02", 1, "binary"),
    ("a.json", b"", 1, "empty"),
    ("a.parquet", b"no parquet at all", 0, "no readable Parquet"),
]


@pytest.mark.parametrize(("name", "content", "line", "reason"), BROKEN)
def test_a_broken_table_is_refused_with_its_line(tmp_path: Path, name: str, content: bytes, line: int, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BenchmarkError) as caught:
        read_table(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason


def test_a_file_that_is_too_long_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(BenchmarkError, match="longer than 2 MB"):
        read_utf8(path, limit=2_000_000)


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="cannot be opened"):
        read_json(tmp_path / "none.json")
    with pytest.raises(BenchmarkError, match=r"no \.ann file"):
        list_files(tmp_path, ".ann")
