"""The benchmarks by name: all are there, run through one seam, and refuse what they cannot read in one sentence."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


SEEDS = {
    "newsquant": ("a.json", '[{"text": "Nine boats", "quantities": [{"change": "=", "value": "9", "unit": "boats"}]}]'),
    "recognizers": (
        "NumberModel.json",
        '[{"Input": "At 9 sharp", "Results": [{"Text": "9", "TypeName": "number", "Resolution": {"value": "9"}, "Start": 3, "End": 3}]}]',
    ),
    "equate": ("a.csv", 'premise,hypothesis,label,sample_index\n"Nine left, two stayed.",Nine left.,entailment,1\n'),
    "iob": ("a.conll", "-DOCSTART- O\n\nSy NN B-PER\nleft VB O\n\nDakar NN I-LOC\n"),
    "conllu": (
        "a.conllu",
        "# newdoc\n1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tca\t_\tX\tX\t_\t0\troot\t_\t_\n2\tn't\t_\tX\tX\t_\t1\tdep\t_\t_\n",
    ),
    "brat": ("a.ann", "T1\tSource 0 2\tSy\nT2\tCue 3 7\tsaid\nE1\tAttribution:T2 Source:T1 Cue:T2\n"),
}
PIECES = [
    "\t",
    "\n",
    "-",
    "0",
    "9",
    '"',
    "{",
    "]",
    ",",
    ":",
    "\x00",
    "\x85",
    "\u2028",
    "T1",
    "null",
    "1e999",
    "9" * 5000,
    "²",
    "٣",
    "/",
    "(",
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(PIECES), st.booleans()), min_size=1, max_size=4),
)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(name: str, damage: list[tuple[int, str, bool]]) -> None:
    file, text = SEEDS[name]
    for place, piece, is_replaced in damage:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + is_replaced :]
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text("Sy said so.", encoding="utf-8")
        (Path(folder) / file).write_bytes(text.encode())
        reason = ""
        try:
            read_benchmark(name, str(Path(folder) / file))
        except BenchmarkError as error:
            reason = error.reason
    assert "\n" not in reason
    assert len(reason) < 300


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_undamaged_file_is_read(name: str, tmp_path: Path) -> None:
    file, text = SEEDS[name]
    (tmp_path / "a.txt").write_text("Sy said so.", encoding="utf-8")
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert read_benchmark(name, str(tmp_path / file)).items


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
