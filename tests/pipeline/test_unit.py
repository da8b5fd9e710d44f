import json
from fractions import Fraction
from importlib.resources import files

import pytest

from pipeline.quantities.amount import find_amounts
from pipeline.quantities.unit import unit_symbols
from pipeline.quantities.words import cut_words

UNITS = [
    ("$1.2bn", "USD", 1200000000),
    ("US$5m", "USD", 5000000),
    ("12 million euros", "EUR", 12000000),
    ("\u20ac20,000", "EUR", 20000),
    ("EUR 300", "EUR", 300),
    ("300 HKD", "HKD", 300),
    ("2,000 Pakistani rupees", "PKR", 2000),
    ("40 Australian dollars", "AUD", 40),
    ("50 cents", "USD", Fraction(1, 2)),
    ("30,000 won", "KRW", 30000),
    ("\u00a340m", "GBP", 40000000),
    ("40 pounds", "GBP", 40),
    ("40 pounds of flour", "[lb_av]", 40),
    ("12 percent", "percent", 12),
    ("12 per cent", "percent", 12),
    ("12.5%", "percent", Fraction(25, 2)),
    ("3 percentage points", "percentage_point", 3),
    ("25 basis points", "percentage_point", Fraction(1, 4)),
    ("7 km", "km", 7),
    ("7km", "km", 7),
    ("90 square kilometres", "km2", 90),
    ("3 tonnes", "t", 3),
    ("5 m high", "m", 5),
    ("180 km/h", "km/h", 180),
    ("38 degrees Celsius", "Cel", 38),
    ("38\u00b0C", "Cel", 38),
    ("15 years", "duration", 15),
    ("a 10-year sentence", "duration", 10),
    ("half an hour", "duration", Fraction(1, 2)),
    ("two-thirds", "percent", Fraction(200, 3)),
    ("one in five", "percent", 20),
    ("12 boats", "count", 12),
    ("Only 3 won seats", "count", 3),  # the verb, no Korean money
    ("12 in all", "count", 12),
]


@pytest.mark.parametrize(("text", "symbol", "value"), UNITS)
def test_unit_beside_a_number(text: str, symbol: str, value: int | Fraction) -> None:
    (amount,) = find_amounts(cut_words(text))
    assert (amount.symbol, amount.bounds.low) == (symbol, value)


RANGES = [
    ("$4-5 million", "USD", 4000000, 5000000),
    ("between \u20ac4bn and \u20ac5bn", "EUR", 4000000000, 5000000000),
    ("5% to 10%", "percent", 5, 10),
    ("5 to 10 percent", "percent", 5, 10),
    ("10-15 km", "km", 10, 15),
    ("two or three weeks", "duration", 2, 3),
]


@pytest.mark.parametrize(("text", "symbol", "low", "high"), RANGES)
def test_both_ends_share_the_unit(text: str, symbol: str, low: int, high: int) -> None:
    (amount,) = find_amounts(cut_words(text))
    assert (amount.symbol, amount.bounds.low, amount.bounds.high) == (symbol, low, high)


def test_units_file_is_sorted_and_unambiguous() -> None:
    lines = files("pipeline").joinpath("data/units.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["kind"], row["unit"]) for row in rows] == sorted((row["kind"], row["unit"]) for row in rows)
    for key in ("words", "signs"):
        names = [name for row in rows for name in row[key]]
        assert len(names) == len(set(names))
    assert all(row["source"] and (row["words"] or row["signs"]) for row in rows)
    assert {"USD", "percent", "percentage_point", "km", "duration"} <= unit_symbols()
