"""The published figures: each has a source and belongs to a benchmark of ours, in order and once."""

from __future__ import annotations

from importlib.resources import files

from evaluation.accuracy.benchmarks.published import all_published, published_figures
from evaluation.accuracy.benchmarks.registry import BENCHMARKS


def test_every_row_names_a_benchmark_and_a_source() -> None:
    assert len(all_published()) > 30
    for row in all_published():
        assert row.benchmark in BENCHMARKS
        assert row.source
        assert row.dataset
        assert 0 <= row.value <= 1
        assert row.year is None or 2000 < row.year < 2030


def test_rows_stand_in_order_without_repetition() -> None:
    lines = files("evaluation").joinpath("accuracy/benchmarks/published.jsonl").read_text(encoding="utf-8").splitlines()
    keys = [(row.benchmark, row.figure, row.dataset, -row.value, row.system) for row in all_published()]
    assert keys == sorted(keys)
    assert len(set(lines)) == len(lines)


def test_a_figure_finds_its_peers() -> None:
    assert next((row.system, row.value) for row in published_figures("newsquant", "value F1")) == ("CQE", 0.92)
    assert published_figures("newsquant", "exact F1") == ()
