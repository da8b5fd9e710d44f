"""Figures and results: what cannot be built, what is summed, what is written as JSON."""

from __future__ import annotations

import json

import pytest

from evaluation.accuracy.benchmarks.result import BenchmarkResult, Figure, f1_figures, result_record, share_figure
from evaluation.accuracy.counts import Counts


def test_counts_of_texts_are_summed_before_dividing() -> None:
    # Texts with 3 of 4 and 1 of 4 found, 3 of 3 and 1 of 3 right: 4/8 recall, 4/6 precision, F1 = 2*.5*.667/1.167 = 4/7.
    precision, recall, f1 = f1_figures("span", [Counts(4, 3, 3, 3), Counts(4, 1, 3, 1)])
    assert (precision.name, recall.name, f1.name) == ("span precision", "span recall", "span F1")
    assert (precision.value, recall.value) == (pytest.approx(2 / 3), 0.5)
    assert f1.value == pytest.approx(4 / 7)
    assert f1.interval is not None
    assert f1.interval[0] < f1.value < f1.interval[1]
    assert precision.interval is None


def test_a_share_has_the_interval_of_its_texts() -> None:
    figure = share_figure("accuracy", [Counts(1, 1)] * 8 + [Counts(1, 0)] * 2)
    assert figure.value == 0.8
    assert figure.interval is not None
    assert figure.interval[0] < 0.8 < figure.interval[1] <= 1


def test_one_text_has_no_interval() -> None:
    assert f1_figures("span", [Counts(4, 3, 3, 3)])[2].interval is None


@pytest.mark.parametrize(("value", "unit"), [(1.2, "share"), (-0.1, "share"), (0.5, "percent")])
def test_an_impossible_figure_is_refused(value: float, unit: str) -> None:
    with pytest.raises(ValueError):
        Figure("span F1", value, unit)


def test_a_result_becomes_rounded_json() -> None:
    figures = (Figure("exact F1", 2 / 3, counts=Counts(3, 2, 3, 2), interval=(1 / 3, 0.99999)), Figure("median error", 23.456, "km"))
    result = BenchmarkResult("lgl", "lgl.xml", texts=2, words=120, seconds=0.12345, figures=figures, remarks=("3 offsets mended",))
    record = json.loads(json.dumps(result_record(result)))
    assert record == {
        "benchmark": "lgl",
        "source": "lgl.xml",
        "texts": 2,
        "words": 120,
        "seconds": 0.12,
        "figures": [
            {
                "name": "exact F1",
                "value": 0.6667,
                "unit": "share",
                "interval": [0.3333, 1.0],
                "counts": {"wanted": 3, "found": 2, "given": 3, "right": 2},
            },
            {"name": "median error", "value": 23.46, "unit": "km", "interval": None, "counts": None},
        ],
        "remarks": ["3 offsets mended"],
    }
