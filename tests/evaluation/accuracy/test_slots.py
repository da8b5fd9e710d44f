"""Each slot judged on small cases: what is right, what is wrong, what is not scored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.claim import Claim
from annotations.record import adapter
from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.names import same_counted, same_place, same_predicate, same_source, same_title, words
from evaluation.accuracy.slots import RADIUS_KM, SLOTS, kilometres, same_value, value_key
from tests.evaluation.accuracy.spans import KINDS, as_gold, gold_at, record_at, records


def _judge(kind: str, slot: str, gold: dict[str, Any], found: dict[str, Any]) -> bool | None:
    return SLOTS[kind][slot](gold_at("g", 0, 5, kind, **gold).slots, record_at("r", 0, 5, kind, **found))


def _number(**values: Any) -> dict[str, Any]:
    return {"quantity": values}


NUMBERS = [
    ("value", {"low": 46, "high": 46}, {"low": 46.0, "high": 46}, True),
    ("value", {"low": 46, "high": 46}, {"low": 46, "high": 47}, False),
    ("value", {"low": 0, "high": 0}, {"low": None, "high": None}, False),  # nobody is not no figure
    ("value", {"low": None, "high": None}, {"low": None, "high": None}, True),
    ("value", {"low": 500, "high": None, "low_open": True}, {"low": 500, "high": None, "low_open": True}, True),
    ("value", {"low": 500, "high": None, "low_open": True}, {"low": 500, "high": None, "low_open": False}, False),
    (
        "value",
        {"low": 500, "high": None, "high_open": False},
        {"low": 500, "high": None, "high_open": True},
        True,
    ),  # an end that is not there
    ("value", {"low": 500}, {"low": 500, "high": 9}, True),  # only what the gold states
    ("value", {"modifier": "exact"}, {"low": 5, "high": 5}, None),
    ("modifier", {"modifier": "about"}, {"modifier": "exact"}, False),
    ("modifier", {"modifier": "about"}, {"modifier": "about"}, True),
    ("unit", {"unit": "USD"}, {"unit": "count"}, False),
    ("head", {"head": "the refugees"}, {"head": "refugee"}, True),
    ("head", {"head": "suspected cases"}, {"head": "confirmed cases"}, False),
    ("head", {"head": "cases"}, {"head": None}, False),
    ("head", {"head": None}, {"head": "cases"}, False),
    ("head", {"head": None}, {"head": ""}, True),
    ("aspect", {"aspect": "stock"}, {"aspect": "flow"}, False),
    ("aspect", {"aspect": None}, {"aspect": None}, True),
    ("relation", {"relation": "rest"}, {"relation": None}, False),
    ("relation", {"relation": "rest"}, {"relation": "rest"}, True),
]


@pytest.mark.parametrize(("slot", "gold", "found", "right"), NUMBERS)
def test_slots_of_a_quantity(slot: str, gold: dict[str, Any], found: dict[str, Any], right: bool | None) -> None:
    assert _judge("quantity", slot, _number(**gold), _number(**found)) is right


WHEN = [
    # the text gives no time: nothing found is right, an invented time is wrong
    ({"when": None}, None, True),
    ({"when": None}, {"begin": "2031-05-04", "end": "2031-05-04"}, False),
    ({"when": {"begin": "2031-05-04", "end": "2031-05-04"}}, None, False),
    ({"when": {"begin": "2031-05-04", "end": "2031-05-04"}}, {"begin": "2031-05-04", "end": "2031-05-04", "inherited": "article"}, True),
    ({"when": {"begin": "2031-05-04", "end": "2031-05-05"}}, {"begin": "2031-05-04", "end": "2031-05-04"}, False),
    ({"when": {"begin": "2031-05-04", "end": None}}, {"begin": "2031-05-04", "end": None, "end_open": True}, True),
    # a time that cannot be put into days is still a time
    ({"when": {"begin": None, "end": None}}, {"begin": None, "end": None, "resolved": False}, True),
    ({"when": {"begin": None, "end": None}}, None, False),
    ({}, {"begin": "2031-05-04", "end": "2031-05-04"}, None),
]


@pytest.mark.parametrize(("gold", "found", "right"), WHEN)
def test_when_is_the_same_first_and_last_day(gold: dict[str, Any], found: dict[str, Any] | None, right: bool | None) -> None:
    assert _judge("quantity", "when", gold, {"when": found}) is right


def _places(*names: str) -> list[dict[str, Any]]:
    return [{"id": f"gn:{name}", "name": name, "countries": []} for name in names]


WHERE = [
    (["Orlen", "Brisk"], _places("Brisk", "Orlen"), True),
    (["Orlen"], _places("Orlen", "Brisk"), False),
    (["Orlen", "Brisk"], _places("Orlen"), False),
    ([], [], True),
    ([], _places("Orlen"), False),
    (["Orlen"], [], False),
    (["the Orlen"], _places("Örlen"), True),
    (["Brisk"], _places("Brisk City"), True),
    (["Brisk"], _places("Brisk River"), False),
    ([{"id": "gn:1", "name": "Brisk"}], [{"id": "gn:2", "name": "Brisk"}], False),
    ([{"id": "gn:1", "name": "Brisk"}], [{"id": "gn:1", "name": "Briska"}], True),
]


@pytest.mark.parametrize(("gold", "found", "right"), WHERE)
def test_where_is_the_same_places(gold: list[Any], found: list[Any], right: bool) -> None:
    assert _judge("quantity", "where", {"where": gold}, {"where": found}) is right


def _chain(*sources: str, stance: str = "asserts") -> list[dict[str, Any]]:
    return [{"source": source, "kind": "person", "stance": stance} for source in sources]


def test_who_is_the_last_of_the_chain() -> None:
    gold = {"attribution": _chain("Marsh Board", "a ferryman")}
    assert _judge("quantity", "who", gold, {"attribution": _chain("the ferryman")}) is True
    assert _judge("quantity", "who", gold, {"attribution": _chain("a ferryman", "Marsh Board")}) is False
    assert _judge("quantity", "who", gold, {"attribution": []}) is False
    assert _judge("quantity", "who", {"attribution": []}, {"attribution": []}) is True
    assert _judge("quantity", "who", {"attribution": []}, {"attribution": _chain("police")}) is False
    assert _judge("quantity", "who", {}, {"attribution": _chain("police")}) is None


def test_stance_is_that_of_the_last_source() -> None:
    denied = {"attribution": _chain("police", stance="denies")}
    assert _judge("quantity", "stance", denied, denied) is True
    assert _judge("quantity", "stance", denied, {"attribution": _chain("police")}) is False
    assert _judge("quantity", "stance", denied, {"attribution": []}) is False
    assert _judge("quantity", "stance", {"attribution": []}, {"attribution": _chain("police")}) is True  # the article asserts
    assert _judge("quantity", "stance", {"attribution": [{"source": "police"}]}, denied) is None


SOURCES = [
    ("Marsh Board", "the Marsh Board", True),
    ("Marsh Board", "marsh board's", True),
    ("the ministry", "Ministry of Health", True),
    ("Health Ministry", "Ministry of Health", True),
    ("Okafor", "director Ada Okafor", True),
    ("Ada Okafor", "Ada Okafor, a nurse in Brisk", True),
    ("police in Brisk", "police in the border town of Brisk", True),
    ("Marsh Board", "Marsh Board director Ada Okafor", False),
    ("Brisk", "the mayor of Brisk", False),
    ("a clerk of the army", "a clerk of the police", False),
    ("HRW", "Human Rights Watch", True),
    ("the U.N.", "United Nations", True),
    ("he", "the health ministry", False),
    ("he", "Ohene", False),
    ("us", "Russian customs", False),
    ("they", "they", True),
    ("survivors", "a survivor", False),
    ("two survivors", "survivors", True),
    ("", "police", False),
    ("the", "the police", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SOURCES)
def test_equal_sources_by_their_wording(one: str, other: str, same: bool) -> None:
    assert same_source(one, other) is same
    assert same_source(other, one) is same


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_comparing_names_is_symmetric_and_reflexive(one: str, other: str) -> None:
    for same in (same_source, same_counted, same_place, same_predicate, same_title):
        assert same(one, other) == same(other, one)
        assert same(one, one)
        assert same(one.upper(), one) or words(one.upper()) != words(one)


NAMES = [
    (same_counted, "families", "family", True),
    (same_counted, "boxes", "a box", True),
    (same_counted, "police", "polices", True),
    (same_counted, "news", "new", False),
    (same_counted, "losses", "loss", True),
    (same_counted, "workers", "injured workers", False),
    (same_place, "Cebuñas", "Cebunas", True),
    (same_place, "City", "Orlen City", False),
    (same_place, "Orlen-Brisk border", "the Brisk–Orlen border", True),
    (same_place, "Orlen border", "Brisk-Orlen border", False),
    (same_title, "Fen Drainage Act", "the Fen Drainage Act (1931)", True),
    (same_title, "Fen Drainage Act, 1931", "Fen Drainage Act 1972", False),
    (same_title, "Protocol II", "Amended Protocol II", False),
    (same_title, "Terrorism Act", "Prevention of Terrorism Act", False),
    (same_predicate, "pick up", "pick", True),
    (same_predicate, "be", "be aboard", False),
    (same_predicate, "die", "be", False),
]


@pytest.mark.parametrize(("compare", "one", "other", "same"), NAMES)
def test_equal_names(compare: Any, one: str, other: str, same: bool) -> None:
    assert compare(one, other) is same


EVENTS = [
    ("state", {"event": {"state": "dead"}}, {"event": {"state": "dead", "predicate": "kill"}}, True),
    ("state", {"event": {"state": "dead"}}, {"event": None}, False),
    ("state", {"event": None}, {"event": {"state": None, "predicate": "stand"}}, True),
    ("state", {"event": {"predicate": "die"}}, {"event": {"state": "dead"}}, None),
    ("predicate", {"event": {"predicate": "set free"}}, {"event": {"predicate": "set"}}, True),
    ("predicate", {"event": None}, {"event": {"predicate": "stand"}}, False),
]


@pytest.mark.parametrize(("slot", "gold", "found", "right"), EVENTS)
def test_slots_of_an_event(slot: str, gold: dict[str, Any], found: dict[str, Any], right: bool | None) -> None:
    assert _judge("quantity", slot, gold, found) is right


DATES = [
    ("value", {"value": "2031-05"}, {"value": "2031-05"}, True),
    ("value", {"value": "2031-05"}, {"value": "2031-05-01"}, False),
    ("days", {"begin": "2031-05-01", "end": "2031-05-31"}, {"begin": "2031-05-01", "end": "2031-05-31"}, True),
    ("days", {"begin": "2031-05-01", "end": None}, {"begin": "2031-05-01", "end": "2031-05-31"}, False),
    ("anchor", {"anchor": "relative"}, {"anchor": "explicit"}, False),
    ("anchor", {"value": "2031-05"}, {"anchor": "explicit"}, None),
]


@pytest.mark.parametrize(("slot", "gold", "found", "right"), DATES)
def test_slots_of_a_date(slot: str, gold: dict[str, Any], found: dict[str, Any], right: bool | None) -> None:
    assert _judge("date", slot, {"date": gold}, {"date": found}) is right


PLACES = [
    ("country", {"countries": ["TH", "MM"]}, {"countries": ["MM", "TH"]}, True),
    ("country", {"countries": ["TH"]}, {"countries": ["MM", "TH"]}, False),
    ("country", {"countries": []}, {"countries": []}, True),
    ("role", {"role": "actor"}, {"role": "location"}, False),
    ("coordinates", {"latitude": 50, "longitude": 20}, {"latitude": 51, "longitude": 20}, True),  # 111 km
    ("coordinates", {"latitude": 50, "longitude": 20}, {"latitude": 51.5, "longitude": 20}, False),  # 167 km
    ("coordinates", {"latitude": 50, "longitude": 20}, {"latitude": None, "longitude": None}, False),
    ("coordinates", {"latitude": 0, "longitude": 179.5}, {"latitude": 0, "longitude": -179.5}, True),  # over the date line
    ("coordinates", {"countries": ["TH"]}, {"latitude": 51, "longitude": 20}, None),
    ("coordinates", {"latitude": None, "longitude": None}, {"latitude": 51, "longitude": 20}, None),  # a country has no point
]


@pytest.mark.parametrize(("slot", "gold", "found", "right"), PLACES)
def test_slots_of_a_place(slot: str, gold: dict[str, Any], found: dict[str, Any], right: bool | None) -> None:
    assert _judge("place", slot, {"place": gold}, {"place": found}) is right


def test_distances_are_those_of_the_globe() -> None:
    quarter = 6371.0088 * 3.141592653589793 / 2
    assert kilometres((0, 0), (0, 90)) == pytest.approx(quarter)
    assert kilometres((90, 0), (-90, 77)) == pytest.approx(2 * quarter)
    # London and Paris, 344 km apart
    assert kilometres((51.5074, -0.1278), (48.8566, 2.3522)) == pytest.approx(343.6, abs=0.5)
    assert RADIUS_KM == 161


def _steps(*paths: str) -> list[list[dict[str, str]]]:
    return [[dict(zip(("unit", "value"), step.split(), strict=True)) for step in path.split(", ")] for path in paths]


LEGAL = [
    ("instrument", {"instrument": "uncat"}, {"instrument": "uncat"}, True),
    ("instrument", {"instrument": "uncat"}, {"instrument": "iccpr"}, False),
    ("instrument", {"instrument": "uncat"}, {"instrument": None}, False),
    ("instrument", {"instrument": None}, {"instrument": "uncat"}, False),
    ("instrument", {"instrument": None, "title": "Fen Drainage Act"}, {"instrument": None, "title": "The Fen Drainage Act 1931"}, True),
    ("instrument", {"instrument": None, "title": "Fen Drainage Act"}, {"instrument": None, "title": "Drainage Act"}, False),
    ("instrument", {"instrument": None, "title": "non-refoulement"}, {"instrument": "principle:non-refoulement", "title": "x"}, True),
    ("instrument", {"instrument": None, "title": "fair trial"}, {"instrument": "principle:fair-trial", "title": "x"}, True),
    (
        "pinpoints",
        {"pinpoints": _steps("article 3", "article 6, paragraph 1")},
        {"pinpoints": _steps("article 6, paragraph 1", "article 3")},
        True,
    ),
    ("pinpoints", {"pinpoints": _steps("article 3")}, {"pinpoints": _steps("article 3, paragraph 1")}, False),
    ("pinpoints", {"pinpoints": []}, {"pinpoints": []}, True),
    ("status", {"status": "ratified", "party": "PL"}, {"status": "ratified", "party": "PL"}, True),
    ("status", {"status": "ratified", "party": "PL"}, {"status": "ratified", "party": "GB"}, False),
    ("status", {"status": None, "party": None}, {"status": "party", "party": "PL"}, False),
]


@pytest.mark.parametrize(("slot", "gold", "found", "right"), LEGAL)
def test_slots_of_a_legal_reference(slot: str, gold: dict[str, Any], found: dict[str, Any], right: bool | None) -> None:
    assert _judge("legal", slot, {"legal": gold}, {"legal": found}) is right


VALUES = [
    ("quantity", {"low": 46, "high": 46, "unit": "count"}, {"low": 46, "high": 46, "unit": "USD"}, False),
    ("quantity", {"low": 46, "high": 46}, {"low": 46, "high": 46, "unit": "USD"}, True),
    ("quantity", {"modifier": "exact"}, {"low": 46, "high": 46}, False),
    ("date", {"value": "2031-05"}, {"value": "2031-05"}, True),
    ("date", {"begin": "2031-05-01"}, {"begin": "2031-05-01"}, False),
    ("place", {"name": "Orlen", "countries": ["PL"]}, {"name": "Orlen", "countries": ["PL"]}, True),
    ("place", {"name": "Orlen", "countries": ["PL"]}, {"name": "Orlen", "countries": ["US"]}, False),
    ("place", {"name": "xxxxx", "countries": ["PL"]}, {"name": "Ixia", "countries": ["PL"]}, True),  # as printed
    ("legal", {"instrument": "uncat", "pinpoints": _steps("article 3")}, {"pinpoints": _steps("article 3")}, True),
    ("legal", {"instrument": "uncat", "pinpoints": _steps("article 3")}, {"pinpoints": []}, False),
    ("legal", {"instrument": "uncat", "status": "party", "party": "PL"}, {"status": "party", "party": "GB"}, False),
]


@pytest.mark.parametrize(("kind", "gold", "found", "same"), VALUES)
def test_equal_values(kind: str, gold: dict[str, Any], found: dict[str, Any], same: bool) -> None:
    claim, record = gold_at("g", 0, 5, kind, **{kind: gold}), record_at("r", 40, 45, kind, **{kind: found})
    assert same_value(claim, record) is same
    if same:
        assert value_key(kind, claim.slots) in {None, value_key(kind, record)}


@settings(deadline=None)
@given(records("g"), records("r"))
def test_claims_of_equal_values_have_equal_keys(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    for record in found:
        for one in wanted:
            claim: GoldClaim = as_gold(one)
            if one["kind"] == record["kind"] and same_value(claim, record):
                assert value_key(claim.kind, claim.slots) == value_key(record["kind"], record)


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_that_says_the_same_is_right_in_every_slot(kind: str) -> None:
    scopes: dict[str, Any] = {
        "when": None,
        "where": _places("Orlen"),
        "attribution": _chain("police"),
        "event": {"state": None, "predicate": "go"},
    }
    point = {"place": {"latitude": 50, "longitude": 20}} if kind == "place" else {}
    record = record_at("r", 0, 5, kind, **scopes, **point)
    judged = {name: slot(as_gold(record).slots, record) for name, slot in SLOTS[kind].items()}
    assert {name for name, right in judged.items() if right is not True} <= {"aspect", "relation"}
    assert False not in judged.values()


@pytest.mark.parametrize(("kind", "slot"), [(kind, slot) for kind in KINDS for slot in SLOTS[kind]])
def test_every_slot_reads_a_field_of_the_contract(kind: str, slot: str) -> None:
    schema = adapter(Claim).json_schema()
    for path in SLOTS[kind][slot].paths:
        here: dict[str, Any] = schema
        for key in path.split("."):
            options = [here, *here.get("anyOf", ())]
            here = next(
                option
                for option in options
                if option.get("type") != "null" and ("$ref" in option or "properties" in option or "items" in option)
            )
            here = here.get("items", here)
            here = schema["$defs"][here["$ref"].split("/")[-1]] if "$ref" in here else here
            here = here if key == "last" else here["properties"][key]
