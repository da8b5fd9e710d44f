"""A benchmark's figures as a Markdown table, beside those that other systems have published."""

from __future__ import annotations

import unicodedata

from evaluation.accuracy.benchmarks.published import Published, published_figures
from evaluation.accuracy.benchmarks.result import BenchmarkResult, Figure

_PARTS = ("precision", "recall")
_HEAD = ("| figure | ours (95 % interval) | precision | recall | published |", "| --- | --- | --- | --- | --- |")


def benchmark_table(result: BenchmarkResult) -> str:
    """The result as Markdown: what was read, each figure with its interval and the published ones, their sources, the remarks.

    A share reads "0.812 (0.780 to 0.840)", an error "23.5 km". Precision and recall stand beside the F1 that they make up.
    """
    sources: list[str] = []
    parts = [_heading(result), "\n".join((*_HEAD, *_rows(result, sources)))]
    if sources:
        parts.append("\n".join(f"[{number}] {_plain(source)}" for number, source in enumerate(sources, start=1)))
    if result.remarks:
        parts.append("\n".join(f"- {_plain(remark)}" for remark in result.remarks))
    return "\n\n".join(parts)


def _rows(result: BenchmarkResult, sources: list[str]) -> list[str]:
    values = {figure.name: figure for figure in result.figures}
    rows = []
    for figure in result.figures:
        stem, _, kind = figure.name.rpartition(" ")
        if kind in _PARTS and f"{stem} F1" in values:
            continue
        parts = [values.get(f"{stem} {part}") if kind == "F1" else None for part in _PARTS]
        cells = [f"{part.value:.3f}" if part else "" for part in parts]
        rows.append(f"| {figure.name} | {_value(figure)} | {' | '.join(cells)} | {_others(result.benchmark, figure, sources)} |")
    return rows


def _heading(result: BenchmarkResult) -> str:
    speed = f", {result.words / result.seconds:,.0f} words a CPU second" if result.seconds else ""
    texts = "text" if result.texts == 1 else "texts"
    return f"**{result.benchmark}** on {_plain(result.source)}: {result.texts:,} {texts}, {result.words:,} words{speed}"


def _value(figure: Figure) -> str:
    unit = " km" if figure.unit == "km" else ""
    digits = 1 if figure.unit == "km" else 3
    if figure.interval is None:
        return f"{figure.value:.{digits}f}{unit}"
    low, high = figure.interval
    return f"{figure.value:.{digits}f}{unit} ({low:.{digits}f} to {high:.{digits}f})"


def _others(benchmark: str, figure: Figure, sources: list[str]) -> str:
    return "; ".join(_other(row, sources) for row in published_figures(benchmark, figure.name))


def _other(row: Published, sources: list[str]) -> str:
    if row.source not in sources:
        sources.append(row.source)
    year = f", {row.year}" if row.year else ""
    return f"{row.system} {row.value:.3f} ({row.dataset}{year}) [{sources.index(row.source) + 1}]"


def _plain(text: str) -> str:
    """A name or remark from outside in one line, without control characters, with the signs of Markdown and HTML made harmless."""
    shown = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in text)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
