"""NewsQuant: rows as published, our claims in the benchmark's terms, values matched one to one, scores worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.newsquant import Given, Item, Wanted, predict, read, read_rows, score
from evaluation.accuracy.benchmarks.newsquant_units import Printed, is_same_unit, unit_factors
from evaluation.accuracy.benchmarks.sources import Row, Rows
from pipeline.load import load_pipeline


@cache
def _pipeline() -> Any:
    return load_pipeline()


def _quantity(value: object = "12", change: object = "=", **others: object) -> dict[str, object]:
    return {"change": change, "value": value, "unit": "boats", "normalized_unit": "boat", "referred_concepts": ["boats"], **others}


def _write(path: Path, rows: object) -> Path:
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


VALUES = [
    ("12", 12, 12),
    ("12.0", 12, 12),
    (12.5, Fraction(25, 2), Fraction(25, 2)),
    ("-1.3", Fraction(-13, 10), Fraction(-13, 10)),
    ("3.0 - 4.0", 3, 4),
    ("1000000-10000000", 10**6, 10**7),
    ("-5--3", -5, -3),
    ("1,200", 1200, 1200),
    ("2.5e6", 2_500_000, 2_500_000),
    ("2/3", Fraction(2, 3), Fraction(2, 3)),
    ("(3.0, 4.0)", 3, 4),
    ("3 to 4", 3, 4),
    ([3, 4], 3, 4),
]


@pytest.mark.parametrize(("value", "low", "high"), VALUES)
def test_a_value_is_read(tmp_path: Path, value: object, low: Fraction, high: Fraction) -> None:
    rows = [{"text": "Boats left.", "quantities": [_quantity(value)]}]
    (quantity,) = read(_write(tmp_path / "n.json", rows)).items[0].quantities
    assert (quantity.low, quantity.high) == (low, high)


def test_units_and_concepts_are_read_in_any_form(tmp_path: Path) -> None:
    quantities = [
        _quantity(unit=["%"], normalized_unit="Percentage", referred_concepts="Rents"),
        _quantity(unit=None, normalized_unit="-", referred_concepts=None),
    ]
    first, second = read(_write(tmp_path / "n.json", [{"text": "x y", "quantities": quantities}])).items[0].quantities
    assert (first.units, first.concepts) == (("percentage", "%"), ("rents",))
    assert (second.units, second.concepts) == ((), ())


def test_a_table_may_spell_its_quantities_out() -> None:
    row = Row(7, {"text": "Boats left.", "quantities": json.dumps([_quantity()])})
    assert read_rows(Rows(Path("n.csv"), (row,))).items[0].id == "7"


REFUSED = [
    ({"quantities": []}, 'without "text"'),
    ({"text": "x"}, 'list "quantities"'),
    ({"text": "x", "quantities": "[1"}, "no JSON list"),
    ({"text": "x", "quantities": ["12"]}, "no object"),
    ({"text": "x", "quantities": [_quantity(change="about")]}, "change 'about'"),
    ({"text": "x", "quantities": [_quantity(change=None)]}, "change 'None'"),
    ({"text": "x", "quantities": [_quantity("a dozen")]}, "value 'a dozen'"),
    ({"text": "x", "quantities": [_quantity("nan")]}, "value 'nan'"),
    ({"text": "x", "quantities": [_quantity("2/0")]}, "value '2/0'"),
    ({"text": "x", "quantities": [_quantity("3-4-5")]}, "value '3-4-5'"),
    ({"text": "x", "quantities": [_quantity(referred_concepts=4)]}, "referred_concepts"),
]


@pytest.mark.parametrize(("row", "reason"), REFUSED)
def test_a_malformed_row_is_refused_with_its_number(tmp_path: Path, row: object, reason: str) -> None:
    good = {"text": "Boats left.", "quantities": [_quantity()]}
    with pytest.raises(BenchmarkError) as caught:
        read(_write(tmp_path / "n.json", [good, row]))
    assert caught.value.line == 2
    assert reason in caught.value.reason


def test_a_file_without_any_quantity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="no row holds a quantity"):
        read(_write(tmp_path / "n.json", [{"text": "Boats left.", "quantities": []}]))


UNITS = [
    (("percentage",), Printed("percent"), True),
    (("percentage",), Printed("percentage_point"), False),
    (("percentage point",), Printed("percentage_point"), True),
    (("dollar", "dollars"), Printed("USD"), True),
    (("pound sterling",), Printed("GBP"), True),
    (("kilometre",), Printed("km", "road"), True),
    (("mile",), Printed("km"), False),
    (("mile per hour",), Printed("[mi_i]/h"), True),
    (("dollar per barrel",), Printed("USD", "", "barrel"), True),
    (("dollar per barrel",), Printed("USD"), False),
    (("dollar",), Printed("USD", "", "barrel"), True),
    (("year",), Printed("duration", "years"), True),
    (("month",), Printed("duration", "years"), False),
    (("refugee",), Printed("count", "Rohingya refugees"), True),
    (("fishing boats",), Printed("count", "boats"), True),
    (("person",), Printed("count", "people"), True),
    (("boats",), Printed("count", "sailors"), False),
    (("boats",), Printed("count"), False),
    ((), Printed("count", "boats"), True),
    ((), Printed("USD"), False),
    (("time",), Printed("ratio"), True),
]


@pytest.mark.parametrize(("wanted", "unit", "same"), UNITS)
def test_units_are_compared_by_our_code_or_by_their_noun(wanted: tuple[str, ...], unit: Printed, same: bool) -> None:
    assert is_same_unit(wanted, unit) is same


def test_cents_are_hundredths() -> None:
    assert unit_factors(("cent",)) == (Fraction(1, 100), 1)
    assert unit_factors(("dollar",)) == (1,)


IN_OUR_WORDS = [
    # sentence, then labels that the quantity may have there, its ends, its unit
    ("Over 500 ferries sank.", [((">",), 500, 500, "count")]),
    ("Up to 40 ferries sank.", [(("<",), 40, 40, "count")]),
    ("About 40 ferries sank.", [(("~",), 40, 40, "count")]),
    ("Rents rose by 7 percent.", [(("=", "up"), 7, 7, "percent")]),
    ("Between 12 and 15 ferries sank.", [(("=",), 12, 15, "count")]),
    ("Millions of farmers left.", [(("=", "~"), 10**6, 10**7, "count")]),
    ("Dozens of farmers left.", [(("=", "~"), 24, 99, "count")]),
    ("Two fifths of the farmers left.", [(("=",), Fraction(2, 5), Fraction(2, 5), "ratio")]),
    ("Several farmers left, and nobody stayed.", []),
    ("Most of the farmers left.", []),
    ("The well is less than one metre deep.", [(("<",), 1, 1, "m")]),
    ("The captain and a sailor drowned.", []),
    ("Officials could not say how many farmers left.", []),
]


@pytest.mark.parametrize(("text", "wanted"), IN_OUR_WORDS)
def test_our_claims_are_put_into_the_terms_of_the_benchmark(text: str, wanted: list[tuple[Any, ...]]) -> None:
    ((*found,),) = predict([Item("1", text, ())], _pipeline())
    assert [(one.changes, one.low, one.high, one.unit.code) for one in found] == wanted


def test_a_duration_that_is_no_amount_here_is_one_there() -> None:
    ((*found,),) = predict([Item("1", "It was a 5-hour drive.", ())], _pipeline())
    assert [(one.low, one.unit) for one in found] == [(5, Printed("duration", "hour"))]


def _wanted(low: int, high: int | None = None, change: str = "=", unit: str = "boat") -> Wanted:
    return Wanted(change, Fraction(low), Fraction(low if high is None else high), (unit,))


def _given(low: int, high: int | None = None, change: str = "=", nouns: str = "boats") -> Given:
    return Given((change,), Fraction(low), Fraction(low if high is None else high), Printed("count", nouns))


def test_scores_by_hand() -> None:
    items = [
        Item("1", "", (_wanted(12), _wanted(3, 4), _wanted(12, change="~"))),
        Item("2", "", (_wanted(100_000), _wanted(7))),
    ]
    predictions = [
        # 12 twice, the labels crosswise; 3 to 4 is given as 3 alone and finds nothing.
        (_given(12, change="~"), _given(12, nouns="ships"), _given(3)),
        # One part in 100,000 is near enough; 7 is given twice and found once.
        (_given(100_001), _given(7), _given(7)),
    ]
    values = {figure.name: figure.value for figure in score(items, predictions)}
    # 4 of 5 wanted are found, 4 of 6 given right: F1 = 2 * .8 * .667 / 1.467 = 8/11.
    assert values["value recall"] == pytest.approx(4 / 5)
    assert values["value precision"] == pytest.approx(4 / 6)
    assert values["value F1"] == pytest.approx(8 / 11)
    # All 4 have their label; the ships are no boats: 3 right of 6 given, of 5 wanted: F1 = 6/11.
    assert values["value+modifier F1"] == pytest.approx(8 / 11)
    assert values["value+unit F1"] == pytest.approx(6 / 11)
    assert values["value+modifier+unit F1"] == pytest.approx(6 / 11)
    assert values["range recall"] == 0


def test_a_pair_answers_only_a_pair() -> None:
    item = Item("1", "", (_wanted(3, 4),))
    assert score([item], [(_given(3, 4),)])[2].value == 1
    assert score([item], [(_given(3, 5),)])[2].value == 0
    assert score([item], [(_given(4),)])[2].value == 0


amounts = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.sampled_from("=~<>")), min_size=1, max_size=8)


@given(amounts, st.randoms(use_true_random=False))
def test_what_gold_says_scores_one_in_any_order(quantities: list[tuple[int, int, str]], random: Any) -> None:
    wanted = tuple(_wanted(low, low + width, change) for low, width, change in quantities)
    found = [_given(low, low + width, change) for low, width, change in quantities]
    random.shuffle(found)
    figures = score([Item("1", "", wanted)], [tuple(found)])
    ranges = any(width for _, width, _ in quantities)
    assert {figure.value for figure in figures if ranges or figure.name != "range recall"} == {1.0}


@given(amounts, amounts, st.randoms(use_true_random=False))
def test_order_does_not_matter(wanted: list[tuple[int, int, str]], found: list[tuple[int, int, str]], random: Any) -> None:
    gold = [_wanted(low, low + width, change) for low, width, change in wanted]
    ours = [_given(low, low + width, change) for low, width, change in found]
    before = score([Item("1", "", tuple(gold))], [tuple(ours)])
    random.shuffle(gold)
    random.shuffle(ours)
    assert score([Item("1", "", tuple(gold))], [tuple(ours)]) == before


def test_our_own_samples_are_read_as_rows() -> None:
    """What our pipeline says of our own stories, turned into rows of the benchmark, is found again."""
    texts = ["The port turned away 14 ships and 300 passengers on Friday.", "Fuel rose 6 percent to 12.50 dollars a can in two weeks."]
    quantities = [
        (_wanted(14, unit="ship"), _wanted(300, unit="passenger")),
        (
            Wanted("up", Fraction(6), Fraction(6), ("percentage",)),
            Wanted("=", Fraction(25, 2), Fraction(25, 2), ("dollar",)),
            _wanted(2, unit="week"),
        ),
    ]
    items = [Item(str(place), text, rows) for place, (text, rows) in enumerate(zip(texts, quantities, strict=True))]
    values = {figure.name: figure.value for figure in score(items, predict(items, _pipeline()))}
    assert values["value F1"] >= 0.8
    assert values["value+unit F1"] >= 0.8
