"""The example sentences of Recognizers-Text: offsets with the end included, values, intervals, refusals, worked scores."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.recognizers import Found, Item, Result, read, score

TEXT = "The yard sold 40 to 45 hulls."


def _row(text: str, printed: str, kind: str, value: object) -> dict[str, Any]:
    start = text.index(printed)
    result = {"Text": printed, "TypeName": kind, "Resolution": {"value": value}, "Start": start, "End": start + len(printed) - 1}
    return {"Input": text, "Results": [result]}


def _write(path: Path, rows: object) -> Path:
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


VALUES = [
    ("number", "12", 12, 12),
    ("number", "-0.5", Fraction(-1, 2), Fraction(-1, 2)),
    ("number", "1E+21", 10**21, 10**21),
    ("percentage", "40.5%", Fraction(81, 2), Fraction(81, 2)),
    ("numberrange", "[40,45)", 40, 45),
    ("numberrange", "(20,)", 20, None),
    ("numberrange", "(,9]", None, 9),
    ("percentage", "null", None, None),
]


@pytest.mark.parametrize(("kind", "value", "low", "high"), VALUES)
def test_a_value_is_read(tmp_path: Path, kind: str, value: str, low: Fraction | None, high: Fraction | None) -> None:
    rows = [_row(TEXT, "40 to 45", kind, value)]
    (item,) = read(_write(tmp_path / "NumberModel.json", rows)).items
    (result,) = item.results
    assert (result.low, result.high) == (low, high)
    assert TEXT[result.start : result.end] == "40 to 45"


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    _write(
        tmp_path / "PercentModel.json",
        [_row("Down 4%.", "4%", "percentage", "4%"), _row("A small percent left.", "percent", "percentage", "null")],
    )
    _write(tmp_path / "AgeModel.json", [_row("He is 9 years old.", "9 years old", "age", "9")])
    reading = read(tmp_path)
    assert [item.type for item in reading.items] == ["age", "percentage", "percentage"]
    assert reading.remarks == ("expressions without a value, not scored: 1",)


REFUSED = [
    ({"Input": "x"}, 1, "Results"),
    (_row(TEXT, "40 to 45", "colour", "4"), 1, "colour"),
    (_row(TEXT, "40 to 45", "number", "forty"), 1, "forty"),
    (_row(TEXT, "40 to 45", "numberrange", "[a,45)"), 1, "[a,45)"),
    ({**_row(TEXT, "40", "number", "40"), "Input": "No."}, 1, "outside the text of 3 characters"),
    ({**_row(TEXT, "40", "number", "40"), "Input": "The yard sold 50 to 45 hulls."}, 1, "'50', not '40'"),
]


@pytest.mark.parametrize(("row", "line", "reason"), REFUSED)
def test_a_malformed_example_is_refused(tmp_path: Path, row: dict[str, Any], line: int, reason: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        read(_write(tmp_path / "NumberModel.json", [row]))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_a_file_without_examples_is_refused(tmp_path: Path) -> None:
    for content in ([], {}, [{"Input": "x", "Results": []}]):
        with pytest.raises(BenchmarkError):
            read(_write(tmp_path / "NumberModel.json", content))


def _number(start: int, end: int, value: int) -> Result:
    return Result(start, end, "number", Fraction(value), Fraction(value))


def test_scores_by_hand() -> None:
    items = [
        Item("1", "over 12 boats and 3 cars", "number", (_number(5, 7, 12), _number(18, 19, 3))),
        Item("2", "two thirds", "number", (Result(0, 10, "number", Fraction(2, 3), Fraction(2, 3)),)),
        Item("3", "He is 9 years old.", "age", (Result(6, 17, "age", None, None),)),
    ]
    predictions = [
        # "over 12" is open here and the number 12 there; "3 cars" has another number and a wider span.
        (Found(0, 13, Fraction(12), None), Found(18, 24, Fraction(4), Fraction(4))),
        (Found(0, 10, Fraction("66.666667"), Fraction("66.666667"), percent=True),),
        (),
    ]
    values = {figure.name: figure.value for figure in score(items, predictions)}
    assert values["number value recall"] == pytest.approx(2 / 3)
    assert values["number exact span precision"] == pytest.approx(1 / 3)
    assert values["number exact span F1"] == pytest.approx(1 / 3)
    assert values["number overlapping span F1"] == 1
    assert values["age left alone"] == 1
    assert not any(name.startswith(("range", "percentage", "ordinal")) for name in values)


def test_an_open_end_of_a_range_must_be_open() -> None:
    item = Item("1", "over 12 boats", "numberrange", (Result(0, 7, "numberrange", Fraction(12), None),))
    right, wrong = Found(0, 13, Fraction(12), None), Found(0, 13, Fraction(12), Fraction(12))
    assert score([item], [(right,)])[0].value == 1
    assert score([item], [(wrong,)])[0].value == 0


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=8))
def test_what_gold_says_itself_scores_one(numbers: list[int]) -> None:
    results = tuple(_number(3 * place, 3 * place + 2, number) for place, number in enumerate(numbers))
    item = Item("1", "ab " * len(numbers), "number", results)
    found = tuple(Found(one.start, one.end, one.low, one.high) for one in reversed(results))
    assert {figure.value for figure in score([item], [found])} == {1.0}
