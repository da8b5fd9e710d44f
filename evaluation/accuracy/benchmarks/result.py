"""What a benchmark gives: named figures with their counts and intervals, on how much text, in what time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.accuracy.bootstrap import interval
from evaluation.accuracy.counts import Counts, total

UNITS = ("share", "km", "score")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number: "exact F1" .81, a `unit` of "share" (0 to 1), "km" or "score" (no fixed range)."""

    name: str
    value: float
    unit: str = "share"
    counts: Counts | None = None  # what the share was counted from
    interval: tuple[float, float] | None = None  # bootstrap, 95 %, over texts

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"a figure is a share, km or a score, not {self.unit!r}")
        if self.unit == "share" and not 0 <= self.value <= 1:
            raise ValueError(f"{self.name}: a share lies between 0 and 1, not at {self.value}")


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """The figures of one benchmark on one source; `seconds` are the CPU seconds that predicting took."""

    benchmark: str
    source: str  # the last part of the path, so that two machines print alike
    texts: int
    words: int
    seconds: float
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()


def f1_figures(name: str, texts: Sequence[Counts]) -> tuple[Figure, Figure, Figure]:
    """Precision, recall and F1 over `texts`, one entry a text: "NAME precision", "NAME recall", "NAME F1" with its interval."""
    counts = total(texts)
    return (
        Figure(f"{name} precision", counts.precision, counts=counts),
        Figure(f"{name} recall", counts.recall, counts=counts),
        Figure(f"{name} F1", counts.f1, counts=counts, interval=interval(texts)),
    )


def share_figure(name: str, texts: Sequence[Counts]) -> Figure:
    """The share of what was wanted that was found (a recall or an accuracy) over `texts`, one entry a text, with its interval."""
    counts = total(texts)
    return Figure(name, counts.recall, counts=counts, interval=interval(texts, "recall"))


def result_record(result: BenchmarkResult) -> dict[str, Any]:
    """The result as plain values for JSON: shares to 4 decimals, seconds and kilometres to 2, in the order of the figures."""
    return {
        "benchmark": result.benchmark,
        "source": result.source,
        "texts": result.texts,
        "words": result.words,
        "seconds": round(result.seconds, 2),
        "figures": [_figure_record(figure) for figure in result.figures],
        "remarks": list(result.remarks),
    }


def _figure_record(figure: Figure) -> dict[str, Any]:
    digits = 2 if figure.unit == "km" else 4
    counts = figure.counts
    return {
        "name": figure.name,
        "value": round(figure.value, digits),
        "unit": figure.unit,
        "interval": None if figure.interval is None else _rounded(figure.interval, digits),
        "counts": None
        if counts is None
        else {"wanted": counts.wanted, "found": counts.found, "given": counts.given, "right": counts.right},
    }


def _rounded(numbers: Sequence[float], digits: int) -> list[float]:
    return [round(number, digits) for number in numbers]
