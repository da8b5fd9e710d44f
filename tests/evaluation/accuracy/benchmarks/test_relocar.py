from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.relocar import Item, predict, read, read_rows, score
from evaluation.accuracy.benchmarks.result import Figure
from evaluation.accuracy.benchmarks.sources import Row, Rows

XML = """<?xml version="1.0" encoding="UTF-8"?>
<samples>
<sample number="1">The trawler was built in <loc reading="lit">Bergen</loc> &amp; sold twice.</sample>
<sample number="2"><loc reading="met">Lesotho</loc> signed the accord on Friday.</sample>
<sample number="3">After a visit to <loc reading="mixed">Quito</loc>, which protested, talks ended.</sample>
</samples>
"""
ROWS = [
    {"text": "The trawler was built in Bergen.", "start": 25, "phrase": "Bergen", "reading": "lit"},
    {"text": "Lesotho signed the accord on Friday.", "start": 0, "phrase": "Lesotho", "reading": "met", "split": "train"},
]


def written(folder: Path, text: str, name: str = "samples.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def by_name(figures: tuple[Figure, ...]) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures}


def test_xml_is_read(tmp_path: Path) -> None:
    reading = read(written(tmp_path, XML))
    assert [(item.id, item.text[item.start : item.end], item.reading) for item in reading.items] == [
        ("1", "Bergen", "literal"),
        ("2", "Lesotho", "metonymic"),
        ("3", "Quito", "mixed"),
    ]
    assert reading.items[0].text == "The trawler was built in Bergen & sold twice."
    assert reading.remarks == ("1 mixed readings count as metonymic",)


def test_json_list_is_read(tmp_path: Path) -> None:
    reading = read(written(tmp_path, json.dumps(ROWS), "samples.json"))
    assert reading.items == (Item("1", ROWS[0]["text"], 25, 31, "literal"), Item("2", ROWS[1]["text"], 0, 7, "metonymic"))
    assert reading.remarks == ()


def test_rows_of_a_table_are_read() -> None:
    table = Rows(Path("samples"), (Row(1, {**ROWS[0], "start": "25"}),), ("split test",))  # a CSV has offsets as strings
    assert read_rows(table).items == (Item("1", ROWS[0]["text"], 25, 31, "literal"),)
    assert read_rows(table).remarks == ("split test",)


REFUSED = [
    ("broken", XML.replace("</loc> &amp;", " &amp;"), 3, "no well-formed XML"),
    ("no sample", "<samples/>", 1, "holds no sample"),
    ("no place", XML.replace('<loc reading="met">Lesotho</loc>', "Lesotho"), 4, "this one marks none"),
    ("two places", XML.replace("sold", '<loc reading="lit">sold</loc>'), 3, "this one marks 2"),
    ("unknown reading", XML.replace('"met"', '"ironic"'), 4, "the reading is 'ironic'"),
    ("no reading", XML.replace(' reading="met"', ""), 4, "the reading is None"),
    ("empty place", XML.replace("Lesotho", ""), 4, "place name is empty"),
    ("too deep", "<samples>\n" + "<a>" * 1000 + "</a>" * 1000 + "</samples>", 2, "no well-formed XML"),
    ("entities", '<!DOCTYPE s [\n<!ENTITY a "b">]>\n<samples/>', 2, "declares entities"),
]


@pytest.mark.parametrize(("text", "line", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_malformed_xml_is_refused(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BenchmarkError) as refused:
        read(path)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert reason in str(refused.value)


REFUSED_ROWS = [
    ({"phrase": "Oslo"}, "'Lesotho'? no: the text has 'Leso' at 0, not 'Oslo'"),
    ({"start": 400}, "the text has '' at 400, not 'Lesotho'"),
    ({"start": -7}, "not 'Lesotho'"),
    ({"start": 0.5}, "a row needs text and phrase"),
    ({"text": None}, "a row needs text and phrase"),
    ({"reading": "maybe"}, "the reading is 'maybe'"),
    ({"reading": ["lit"]}, "expected lit, met or mixed"),
    ({"phrase": ""}, "place name is empty"),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED_ROWS)
def test_malformed_row_is_refused(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    path = written(tmp_path, json.dumps([ROWS[0], {**ROWS[1], **change}]), "samples.json")
    with pytest.raises(BenchmarkError) as refused:
        read(path)
    assert refused.value.line == 2
    assert reason.rpartition("no: ")[2] in str(refused.value)


# Gold: three literal, two metonymic, one mixed (metonymic too, so three and three: the baseline is 1/2).
# Given:       lit lit met   met lit   met
# Right: the first two, the fourth and the sixth: 4 of 6. Without the mixed one 3 of 5.
# literal:   given 3, right 2, wanted 3      P R F1 2/3
# metonymic: given 3, right 2, wanted 3      P R F1 2/3
GOLD = tuple(
    Item(str(n), "Oslo", 0, 4, reading) for n, reading in enumerate(["literal", "literal", "literal", "metonymic", "metonymic", "mixed"])
)
GIVEN = ["lit", "literal", "met", "met", "lit", "metonymic"]


def test_scores_are_those_worked_out_by_hand() -> None:
    two_thirds = dict.fromkeys((f"{name} {part}" for name in ("literal", "metonymic") for part in ("precision", "recall", "F1")), 2 / 3)
    expected = {"accuracy": 4 / 6, "majority baseline": 1 / 2, "accuracy without mixed": 3 / 5, **two_thirds}
    assert by_name(score(GOLD, GIVEN)) == pytest.approx(expected)


def test_baseline_is_that_of_the_more_frequent_reading() -> None:
    assert by_name(score(GOLD[:4], ["met"] * 4))["majority baseline"] == 3 / 4


def test_nothing_to_score() -> None:
    assert set(by_name(score([], [])).values()) == {0.0}


def test_unknown_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="'actor' is no reading"):
        score(GOLD[:1], ["actor"])


READINGS = st.lists(st.sampled_from(["literal", "metonymic", "mixed"]), min_size=1, max_size=12)


@given(READINGS)
def test_gold_given_back_is_perfect(readings: list[str]) -> None:
    figures = by_name(score([Item("a", "Oslo", 0, 4, reading) for reading in readings], readings))
    assert figures["accuracy"] == 1
    assert 0.5 <= figures["majority baseline"] <= 1


@given(READINGS, st.data())
def test_order_of_samples_is_irrelevant(readings: list[str], data: st.DataObject) -> None:
    pairs = [(Item("a", "Oslo", 0, 4, reading), data.draw(st.sampled_from(["lit", "met"]))) for reading in readings]
    mixed = data.draw(st.permutations(pairs))
    first, second = (score([item for item, _ in order], [given for _, given in order]) for order in (pairs, mixed))
    assert first == second


def test_pipeline_answers_in_the_same_form() -> None:
    from pipeline.load import load_pipeline

    items = read_rows(Rows(Path("samples"), tuple(Row(number, row) for number, row in enumerate(ROWS, start=1)))).items
    assert predict(items, load_pipeline()) == ["literal", "metonymic"]
