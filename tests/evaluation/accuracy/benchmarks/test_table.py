"""The printed table: figures with their intervals, peers with their sources, and nothing harmful from file names."""

from __future__ import annotations

from evaluation.accuracy.benchmarks.result import BenchmarkResult, Figure, f1_figures
from evaluation.accuracy.benchmarks.table import benchmark_table
from evaluation.accuracy.counts import Counts


def _result(*figures: Figure, source: str = "rows.json", remarks: tuple[str, ...] = ()) -> BenchmarkResult:
    return BenchmarkResult("newsquant", source, texts=2, words=1500, seconds=0.5, figures=figures, remarks=remarks)


def test_precision_and_recall_stand_beside_f1_and_peers_behind() -> None:
    # 6 of 8 wanted found, 6 of 9 given right: recall .75, precision .667, F1 .706.
    lines = benchmark_table(_result(*f1_figures("value", [Counts(8, 6, 9, 6)]))).splitlines()
    assert lines[0] == "**newsquant** on rows.json: 2 texts, 1,500 words, 3,000 words a CPU second"
    assert lines[4].startswith("| value F1 | 0.706 | 0.667 | 0.750 | CQE 0.920 (NewsQuant, 2023) [1]; ")
    assert len([line for line in lines if line.startswith("| value")]) == 1
    assert lines[6].startswith("[1] ")


def test_an_interval_and_a_distance_are_printed_with_their_units() -> None:
    figures = Figure("found", 0.5, interval=(0.25, 0.75)), Figure("median error", 23.456, "km")
    table = benchmark_table(_result(*figures))
    assert "| found | 0.500 (0.250 to 0.750) |  |  |  |" in table
    assert "| median error | 23.5 km |  |  |  |" in table


def test_a_hostile_name_stays_harmless() -> None:
    table = benchmark_table(_result(source="<b>|\x1b[31m\u202e.json", remarks=("a\nb <script>",)))
    assert "<b>" not in table
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert "- a b &lt;script&gt;" in table
