"""The benchmarks by name: all are there, run through one seam, and refuse what they cannot read in one sentence."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus.errors import BenchmarkError, InputError
from evaluation.accuracy.benchmarks import registry
from evaluation.accuracy.benchmarks.registry import BENCHMARKS, Benchmark, read_benchmark, run_benchmark
from evaluation.accuracy.benchmarks.result import Figure, result_record
from evaluation.accuracy.benchmarks.table import benchmark_table
from pipeline.load import load_pipeline


@cache
def _pipeline() -> Any:
    return load_pipeline()


def test_all_benchmarks_are_there() -> None:
    names = "timeml newsquant lgl trnews geovirus geowebnews relocar brat conllu iob equate recognizers"
    assert set(BENCHMARKS) == set(names.split())
    for benchmark in BENCHMARKS.values():
        assert benchmark.about
        assert all(callable(getattr(benchmark.module, name)) for name in ("read", "predict", "score"))


def test_a_benchmark_is_run_and_told_of(tmp_path: Path) -> None:
    quantity = {"change": "=", "value": "31", "unit": "nurses", "normalized_unit": "nurse", "referred_concepts": []}
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([{"text": "The clinic sent 31 nurses home.", "quantities": [quantity]}]), encoding="utf-8")
    result = run_benchmark("newsquant", path, nlp=_pipeline())
    assert (result.source, result.texts, result.words) == ("rows.json", 1, 6)
    assert result.seconds > 0
    assert {figure.name: figure.value for figure in result.figures}["value+unit F1"] == 1
    assert str(tmp_path) not in benchmark_table(result) + json.dumps(result_record(result))


def test_an_unknown_name_lists_the_names() -> None:
    with pytest.raises(InputError, match="timeml, newsquant"):
        read_benchmark("timebank", "x")


def test_a_table_is_refused_where_the_format_is_none(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="own files"):
        read_benchmark("conllu", str(path))


@pytest.mark.parametrize("name", sorted(BENCHMARKS))
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 99, b"\xff\xfe\xfa caf\xe9", b"PK\x03\x04zip"])
def test_every_reader_refuses_an_empty_or_binary_file(tmp_path: Path, name: str, content: bytes) -> None:
    suffix = {
        "timeml": "tml",
        "newsquant": "json",
        "recognizers": "json",
        "brat": "ann",
        "equate": "csv",
        "conllu": "conllu",
        "iob": "conll",
    }
    path = tmp_path / f"a.{suffix.get(name, 'xml')}"
    path.write_bytes(content)
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(BenchmarkError) as caught:
        read_benchmark(name, str(path))
    assert "\n" not in str(caught.value)
    assert len(caught.value.reason) < 300


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    text: str


def test_a_text_that_breaks_the_pipeline_becomes_a_remark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def predict(items: Any, nlp: Any) -> list[int]:
        warnings.warn("the pipeline failed on text 1", RuntimeWarning, stacklevel=2)
        return [0 for _ in items]

    module: Any = SimpleNamespace(
        read=lambda path: SimpleNamespace(items=(_Item("1", "one two"),), remarks=("2 rows dropped",)),
        predict=predict,
        score=lambda items, predictions: (Figure("accuracy", 0.0),),
        remarks=lambda nlp: ("other labels",),
    )
    monkeypatch.setattr(registry, "BENCHMARKS", {"tiny": Benchmark("tiny", module, "for this test")})
    (tmp_path / "tiny.txt").write_text("x", encoding="utf-8")
    result = run_benchmark("tiny", tmp_path / "tiny.txt", nlp=None)
    assert result.remarks == ("2 rows dropped", "the pipeline failed on text 1", "other labels")
    assert result.words == 2
