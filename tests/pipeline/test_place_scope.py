"""Where a figure holds: the places of its sentence that are no scope, and those the sentence only points back at."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.claims.place_scope import holds_for, is_counting_region, is_place_scope, is_setting, pointed_places
from pipeline.partial import ClaimDict, new_claim

NLP = spacy.blank("en")


def _place(doc: Doc, name: str, *, feature: str = "city", role: str = "location", last: bool = False) -> ClaimDict:
    start = doc.text.rindex(name) if last else doc.text.index(name)
    block = {"id": f"cc:{name.lower()}", "name": name, "countries": ["XX"], "admin1": None, "feature": feature, "role": role}
    return new_claim(doc, "place", start, start + len(name), block, extractor="test")


def _figure(doc: Doc, words: str, unit: str = "count") -> ClaimDict:
    start = doc.text.index(words)
    return new_claim(doc, "quantity", start, start + len(words), {"unit": unit}, extractor="test")


SCOPES = [
    ("40 died in Tiro.", "city", True),
    ("Reporters in Tiro counted 40 dead.", "city", False),
    ("It said so in a report published in Tiro.", "city", False),
    ("The ship, bound for Tiro, sank with 40 men.", "city", False),
    ("Meno had 40 cases, Tiro none.", "city", False),
    ("The Tiro has driven 40 families out.", "river", False),
    ("40 drowned in the Tiro.", "river", True),
    ("40 drowned in the Meno and Tiro.", "river", True),
    ("The Tiro gate was shut.", "city", True),
]


@pytest.mark.parametrize(("text", "feature", "expected"), SCOPES)
def test_which_places_are_a_scope(text: str, feature: str, expected: bool) -> None:
    doc = NLP(text)
    assert is_place_scope(doc, _place(doc, "Tiro", feature=feature), []) is expected


def test_actors_and_parts_of_sources_are_no_scope() -> None:
    doc = NLP("Police in Tiro said 40 died.")
    assert not is_place_scope(doc, _place(doc, "Tiro", role="actor"), [])
    assert not is_place_scope(doc, _place(doc, "Tiro"), [[0, 14]])


HOLDING = [
    ("The ferry left Tiro with 40 aboard.", "40", "count", False),
    ("Some 40 left Tiro by night.", "40", "count", True),
    ("Goods worth 40 million were sent to Tiro.", "40 million", "USD", False),
    ("Goods worth 40 million were sent to Meno or Tiro.", "40 million", "USD", False),
    ("Some 40 were sent to Tiro.", "40", "count", True),
]


@pytest.mark.parametrize(("text", "words", "unit", "expected"), HOLDING)
def test_a_place_left_behind_or_paid_is_not_where_a_figure_holds(text: str, words: str, unit: str, expected: bool) -> None:
    doc = NLP(text)
    assert holds_for(doc, _place(doc, "Tiro"), _figure(doc, words, unit)) is expected


SETTINGS = [
    ("Some 25 huts burned in the two areas.", "two areas", {"unit": "count", "head": "areas"}, True),
    ("The two areas lost 25 huts.", "two areas", {"unit": "count", "head": "areas"}, False),
    ("It was found in 12 raids.", "12 raids", {"unit": "count", "head": "raids"}, False),
    ("Help came from Tiro, 75 kilometres away.", "75 kilometres", {"unit": "km", "head": "kilometres"}, True),
    ("A 50-kilogram bag cost more.", "50-kilogram", {"unit": "kg", "head": None}, True),
    ("They repaired 75 kilometres of road.", "75 kilometres", {"unit": "km", "head": "road"}, False),
]


@pytest.mark.parametrize(("text", "words", "block", "expected"), SETTINGS)
def test_figures_that_only_describe(text: str, words: str, block: dict[str, Any], expected: bool) -> None:
    doc = NLP(text)
    claim = {**_figure(doc, words), "quantity": block}
    assert is_setting(doc, claim) is expected


def test_a_possessive_country_is_no_scope_unless_one_is_in_it() -> None:
    court, hills = NLP("It was Tiro's court."), NLP("It was in Tiro's hills.")
    assert not is_place_scope(court, _place(court, "Tiro"), [])
    assert is_place_scope(hills, _place(hills, "Tiro"), [])


COUNTING = [
    ("Tiro has recorded 40 cases.", "country", True),
    ("Tiro reported 300 cases and 40 deaths.", "country", True),
    ("Tiro sent home 40 men.", "country", False),
    ("Tiro reported a storm. Then 40 died.", "country", False),
    ("Tiro has recorded 40 cases.", "city", False),
]


@pytest.mark.parametrize(("text", "feature", "expected"), COUNTING)
def test_a_country_that_counts_at_home_is_the_place(text: str, feature: str, expected: bool) -> None:
    doc = NLP(text)
    place = _place(doc, "Tiro", feature=feature, role="actor")
    assert is_counting_region(doc, place, _figure(doc, "40")) is expected


POINTING: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    ("Homes burned in Tiro. 40 died in the province.", [("Tiro", "admin1")], [("in the province", "Tiro")]),
    ("Homes burned in Tiro. 40 died in the province.", [("Tiro", "city")], []),
    ("Tiro burned. The figure for the whole country is 40.", [("Tiro", "country")], [("for the whole country", "Tiro")]),
    ("Tiro burned. From the province as a whole 40 fled.", [("Tiro", "admin1")], [("From the province as a whole", "Tiro")]),
    ("Tiro burned. It was the worst in the whole year.", [("Tiro", "country")], []),
    ("In the province 40 died, said Tiro.", [("Tiro", "admin1")], []),
    ("40 died in Tiro, in the state of Meno.", [("Tiro", "admin1")], []),
    ("Tiro and Meno burned. 40 died in the two towns.", [("Tiro", "city"), ("Meno", "city")], [("in the two towns", "Tiro"), ("in the two towns", "Meno")]),
    ("Tiro burned. Tiro sold grain to Meno. Across the country 40 died.", [("Tiro", "country"), ("Tiro2", "country"), ("Meno", "country")], [("Across the country", "Tiro")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named", "expected"), POINTING)
def test_places_that_are_pointed_back_at(text: str, named: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    doc = NLP(text)
    places = [_place(doc, name.rstrip("2"), feature=feature, last=name.endswith("2")) for name, feature in named]
    found: list[dict[str, Any]] = pointed_places(text, places)
    assert [(text[place["start"] : place["end"]], place["place"]["name"]) for place in found] == expected
