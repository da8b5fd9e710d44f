"""The other tools beside ours: accuracy and speed of one run as Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.accuracy.benchmarks.result import BenchmarkResult, Figure
from evaluation.accuracy.bootstrap import interval
from evaluation.accuracy.counts import Counts, total
from evaluation.peers.scoring import KindScore

OURS = "counterclaim"
_TITLES = {"quantity": "Quantities", "date": "Dates", "place": "Places", "legal": "Legal references"}


@dataclass(frozen=True, slots=True)
class Row:
    """One tool on one kind of claim; `words_per_second` on one core; without a score, `remark` is the tool's error."""

    tool: str
    version: str
    score: KindScore | None
    words_per_second: float
    remark: str = ""


def peer_table(kind: str, rows: Sequence[Row], *, texts: str) -> str:
    """The rows of one kind, ours first and then by overlap F1, as Markdown; `texts` says what was read."""
    head = ["tool", "version", "exact F1", "overlap precision", "recall", "overlap F1", "value F1", "words/s", ""]
    lines = [f"## {_TITLES[kind]}: {texts}", "", f"| {' | '.join(head)} |", "| --- | --- | --- | --- | --- | --- | --- | ---: | --- |"]
    ordered = sorted(rows, key=lambda row: (row.tool != OURS, -_overlap(row).f1, row.tool))
    return "\n".join([*lines, *(_line(row) for row in ordered)])


def benchmark_columns(name: str, results: Sequence[tuple[str, BenchmarkResult]]) -> str:
    """The figures of one benchmark as rows, a column for each tool, ours first; the last row is words a second.

    A figure that a tool has no answer to (points, from tools that give none) is left empty where it is 0.
    """
    ours = results[0][1]
    given = [{figure.name: figure for figure in result.figures} for _, result in results]
    lines = [f"## {name} on {ours.source}: {ours.texts:,} texts", "", f"| figure | {' | '.join(tool for tool, _ in results)} |"]
    lines.append("| --- |" + " ---: |" * len(results))
    for figure in ours.figures:
        if not figure.name.endswith((" precision", " recall")):
            cells = [_figure(figures.get(figure.name), is_ours=number == 0) for number, figures in enumerate(given)]
            lines.append(f"| {figure.name} | {' | '.join(cells)} |")
    speeds = [_rounded(result.words / result.seconds) if result.seconds else "" for _, result in results]
    return "\n".join([*lines, f"| words/s | {' | '.join(speeds)} |"])


def _figure(figure: Figure | None, *, is_ours: bool) -> str:
    if figure is None or (figure.unit == "share" and not figure.value and not is_ours):
        return ""
    return f"{figure.value:.1f} km" if figure.unit == "km" else f"{figure.value:.3f}"


def _overlap(row: Row) -> Counts:
    return total(row.score.overlap) if row.score else Counts()


def _line(row: Row) -> str:
    if row.score is None:
        return f"| {row.tool} | {row.version} | | | | | | | {row.remark} |"
    overlap = _overlap(row)
    cells = [
        row.tool,
        row.version,
        _f1(row.score.exact),
        f"{overlap.precision:.3f}",
        f"{overlap.recall:.3f}",
        _f1(row.score.overlap),
        "not asked" if row.score.value is None else _f1(row.score.value),
        _rounded(row.words_per_second),
        row.remark,
    ]
    return f"| {' | '.join(cells)} |"


def _f1(units: Sequence[Counts]) -> str:
    ends = interval(units, "f1")
    spread = "" if ends is None else f" ({ends[0]:.2f} to {ends[1]:.2f})"
    return f"{total(units).f1:.3f}{spread}"


def _rounded(speed: float) -> str:
    """Two digits say all that a shared machine can: 4,000 words a second, not 4,017."""
    number = float(f"{speed:.2g}")
    return f"{number:,.0f}"
