"""The currency that a name means in a text, after the countries it names."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files

import pytest
import spacy

from pipeline.partial import add_claims, new_claim
from pipeline.quantities.currency import choose_currency, count_countries
from pipeline.quantities.finder import QuantityFinder

NAMES = [
    ("pesos", "MXN", {"CL": 2}, "CLP"),
    ("pesos", "MXN", {}, "MXN"),
    ("pesos", "MXN", {"DE": 3}, "MXN"),
    ("pesos", "MXN", {"CL": 1, "MX": 1}, "MXN"),
    ("Pesos", "MXN", {"CL": 2, "AR": 1}, "CLP"),
    ("pesos", "MXN", {"CL": 1, "AR": 1}, "MXN"),
    ("francs", "CHF", {"ML": 2, "NE": 1}, "XOF"),
    ("dollars", "USD", {"AU": 3, "FJ": 1}, "AUD"),
    ("dollars", "USD", {"AU": 3, "US": 1}, "USD"),
    ("$", "USD", {"CA": 1, "FR": 1}, "USD"),
    ("euros", "EUR", {"CL": 2}, "EUR"),
    ("chilean pesos", "CLP", {"MX": 4}, "CLP"),
]


@pytest.mark.parametrize(("name", "default", "countries", "expected"), NAMES)
def test_countries_decide(name: str, default: str, countries: dict[str, int], expected: str) -> None:
    assert choose_currency(name, default, Counter(countries)) == expected


def test_the_places_of_the_whole_text_count() -> None:
    doc = spacy.blank("en")("It cost 400 pesos. They live in Lota.")
    add_claims(doc, [new_claim(doc, "place", 32, 36, {"countries": ["CL"]}, extractor="test")])
    (claim,) = QuantityFinder().find(doc)
    assert claim["quantity"]["unit"] == "CLP"


def test_places_of_several_countries_do_not_count() -> None:
    assert count_countries([{"place": {"countries": ["CL", "AR"]}}, {"place": {"countries": []}}]) == Counter()


def test_the_file_holds_each_name_once() -> None:
    lines = files("pipeline").joinpath("data/currencies.jsonl").read_text(encoding="utf-8").splitlines()
    names = [word for line in lines for word in json.loads(line)["words"]]
    assert len(names) == len(set(names))
    assert all(json.loads(line)["default"] in json.loads(line)["by_country"].values() for line in lines)
