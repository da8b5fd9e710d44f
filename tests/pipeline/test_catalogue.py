from __future__ import annotations

import json
from importlib import resources

import pytest

from pipeline.law.build_catalogue import build_instruments, build_parties
from pipeline.law.catalogue import find_countries, load_catalogue, record_status
from pipeline.law.words import cut_page

FIELDS = {"id", "title", "aliases", "contextual", "kind", "adopted", "parent", "articles", "numerals", "group", "verified"}


def rows(name: str) -> list[dict[str, object]]:
    text = resources.files("pipeline").joinpath("data", name).read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_instruments_are_sorted_and_complete() -> None:
    found = rows("instruments.jsonl")
    ids = [row["id"] for row in found]
    assert ids == sorted(set(map(str, ids)))
    assert all(set(row) == FIELDS for row in found)
    assert all(set(row["contextual"]) <= set(row["aliases"]) for row in found)  # type: ignore[call-overload]
    assert all(row["parent"] is None or row["parent"] in ids for row in found)
    assert all(set(row["verified"]) <= {"title", "adopted", "articles"} for row in found)  # type: ignore[call-overload]


def test_parties_are_sorted_and_refer_to_instruments() -> None:
    found = rows("parties.jsonl")
    keys = [(row["country"], row["instrument"]) for row in found]
    assert keys == sorted(set(keys))
    known = {row["id"] for row in rows("instruments.jsonl")}
    codes = {row["code"] for row in rows("countries.jsonl")}
    assert all(row["instrument"] in known and row["country"] in codes for row in found)
    assert {row["status"] for row in found} <= {"party", "signatory", "not_party"}


def test_countries_are_sorted_and_two_letters() -> None:
    codes = [str(row["code"]) for row in rows("countries.jsonl")]
    assert codes == sorted(set(codes))
    assert len(codes) >= 245
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_record_has_its_checked_fields() -> None:
    record = record_status("CN", "refugee-convention-1951")
    assert record is not None
    assert (record.signed, record.bound, record.act) == (None, "1982-09-24", "accession")
    assert "bound" in record.verified
    assert "signed" not in record.verified


def test_unchecked_record_verifies_nothing() -> None:
    record = record_status("CN", "geneva-conventions")
    assert record is not None
    assert record.verified == frozenset()
    assert record.as_of is None


@pytest.mark.parametrize(("country", "instrument"), [("CN", "no-such-treaty"), ("XX", "cat"), ("CHN", "cat")])
def test_no_record_is_none(country: str, instrument: str) -> None:
    assert record_status(country, instrument) is None


@pytest.mark.parametrize(("number", "known"), [(46, True), (47, False), (0, False)])
def test_article_count_of_a_checked_instrument(number: int, known: bool) -> None:
    assert load_catalogue().instruments["refugee-convention-1951"].has_article(number) is known


def test_article_count_that_nobody_checked_is_unknown() -> None:
    assert load_catalogue().instruments["kampala-convention"].has_article(99) is None


COUNTRIES = [
    ("Beijing and the Chinese press", ["CN", "CN"]),
    ("the U.S. told us", ["US"]),
    ("North Koreans left South Korea", ["KP", "KR"]),
    ("the Democratic Republic of the Congo", ["CD"]),
    ("Côte d’Ivoire and Viet Nam", ["CI", "VN"]),
    ("turkey and china plates", []),
    ("Guinea-Bissau", ["GW"]),
]


@pytest.mark.parametrize(("text", "codes"), COUNTRIES)
def test_countries_are_found(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in find_countries(cut_page(text))] == codes


def test_building_joins_additions_and_drops_short_forms() -> None:
    row = {
        "id": "x", "title": "Border Treaty (Republic of Korea)", "aliases": ["its Border Treaty", "Old Name"], "ambiguous_aliases": [],
        "kind": "statute", "adopted": "1990-01-01", "parent": None, "article_count": 9, "article_numerals": "arabic",
        "verified_fields": ["article_count", "unts"],
    }  # fmt: skip
    (built,) = build_instruments([row], [{"id": "x", "aliases": ["New Name"], "drop": ["Old Name"]}])
    assert built["aliases"] == ["Border Treaty", "Border Treaty (Republic of Korea)", "New Name"]
    assert built["contextual"] == ["Border Treaty"]
    assert built["verified"] == ["articles"]


def test_building_parties_uses_two_letters_and_keeps_doubt() -> None:
    row = {"country": "THA", "instrument": "ced", "signed": "2012-01-09", "bound": "2024-05-14", "act": "ratification", "status": "party"}
    (built,) = build_parties([{**row, "verified": ["signed"]}])
    assert built["country"] == "TH"
    assert "bound" not in built["verified"]
    assert "act" not in built["verified"]
