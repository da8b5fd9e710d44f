from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.events.finder import EventFinder
from pipeline.events.slots import Figures
from pipeline.partial import add_claims, new_claim

FINDER = EventFinder()


def read(doc: Doc, number: str, head: str | None = None, *, quote: str | None = None, unit: str = "count") -> dict[str, Any]:
    """The claim on the first word `number`, which counts the first word `head` behind it and is printed as `quote`."""
    at = next(token for token in doc if token.text == number)
    noun = next((token for token in doc[at.i :] if token.text == head), at) if head else at
    start = doc.text.index(quote) if quote else at.idx
    end = start + len(quote) if quote else at.idx + len(at)
    block = {"low": 1, "high": 1, "modifier": "exact", "unit": unit, "head": head, "aspect": None, "change": None}
    first = next(token.i for token in doc if token.idx >= start)
    claim = {**new_claim(doc, "quantity", start, end, block, extractor="test"), "_head": noun.i, "_number": [first, at.i]}
    doc._.counterclaim = ()
    add_claims(doc, [claim])
    return dict(FINDER.find(doc)[0])


LEVELS = [
    ("The death toll from Sunday's quake in Tovar rose to 73 on Tuesday.", "73", "dead", "rise", "cumulative"),
    ("TOVAR, March 6 - The death toll from the quake rose to 73 on Friday.", "73", "dead", "rise", "cumulative"),
    ("Toll climbs to 73 in Tovar quake", "73", "dead", "climb", "cumulative"),
    ("The number of injured climbed to 73.", "73", "wounded", "climb", "cumulative"),
    ("The number of missing fell to 73 on Friday.", "73", "missing", "fall", "stock"),
    ("The mayor lowered the number of missing to 73.", "73", "missing", "lower", "stock"),
    ("The number of arrests rose by nine overnight to 73.", "73", "detained", "rise", "flow"),
]


@pytest.mark.parametrize(("text", "number", "state", "predicate", "aspect"), LEVELS)
def test_what_rises_to_a_figure_keeps_its_state(nlp: Language, text: str, number: str, state: str, predicate: str, aspect: str) -> None:
    claim = read(nlp(text), number)
    event, quantity = claim["event"], claim["quantity"]
    assert (event["state"], event["predicate"], quantity["aspect"], quantity["change"]) == (state, predicate, aspect, None)


CHANGES = [
    ("The toll rose by 9 to 73.", "9", "count", "up"),
    ("The toll rose by 9 to 73.", "73", "count", None),
    ("Prices fell by 9 percent.", "9", "percent", "down"),
    ("The price rose by nine percent to 73 crowns.", "73", "SEK", None),
    ("The firm went to 73 towns.", "73", "count", None),
]


@pytest.mark.parametrize(("text", "number", "unit", "change"), CHANGES)
def test_only_by_how_much_is_a_change(nlp: Language, text: str, number: str, unit: str, change: str | None) -> None:
    assert read(nlp(text), number, unit=unit)["quantity"]["change"] == change


CLASSES = [
    # the right kind of thing is in the state
    ("The firm spent 73 crowns.", "73", "crowns", "SEK", "spent"),
    ("The storm drowned 73 hectares of rice.", "73", "hectares", "har", "destroyed"),
    ("The storm drowned 73 cows.", "73", "cows", "count", "dead"),
    ("The court freed 73 men.", "73", "men", "count", "released"),
    ("About 73 families spent the night in tents.", "73", "families", "count", "sheltered"),
    ("Some 73 men took part in the march.", "73", "men", "count", "protested"),
    ("Lorries took 73 men over the border.", "73", "men", "count", "returned"),
    ("The shelters of Tovar hold 73 people.", "73", "people", "count", "sheltered"),
    ("The valley lost 73 houses.", "73", "houses", "count", "destroyed"),
    ("At the mill 73 workers were burned.", "73", "workers", "count", "wounded"),
    ("At the mill 73 bales were burned.", "73", "bales", "count", "destroyed"),
    # and the wrong kind is not
    ("About 73 people spent money.", "73", "people", "count", None),
    ("Forty officers arrested 9 men.", "Forty", "officers", "count", None),
    ("Some 73 drivers returned their keys.", "73", "drivers", "count", None),
    ("They were held for 73 days.", "73", "days", "duration", None),
    ("The men were sent home from 73 provinces.", "73", "provinces", "count", None),
]


@pytest.mark.parametrize(("text", "number", "head", "unit", "state"), CLASSES)
def test_state_needs_the_right_thing(nlp: Language, text: str, number: str, head: str, unit: str, state: str | None) -> None:
    claim = read(nlp(text), number, head, unit=unit)
    assert (claim["event"] or {}).get("state") == state


PREDICATES = [
    ("The clinic counted 73 deaths.", "73", "deaths", "die"),
    ("The clinic counted 73 drownings.", "73", "drownings", "drown"),
    ("At dusk 73 hikers were missing.", "73", "hikers", "be missing"),
    ("Some 73 men took part in the talks.", "73", "men", "take part"),
    ("About 73 families spent the night outside.", "73", "families", "spend night"),
    ("In the flood 73 men lost their lives.", "73", "men", "lose life"),
    ("A doctor treated 73 injured weavers.", "73", "weavers", "treat"),
    ("Of the dead, 73 were women.", "73", "women", "be"),
]


@pytest.mark.parametrize(("text", "number", "head", "predicate"), PREDICATES)
def test_predicate_is_the_verb(nlp: Language, text: str, number: str, head: str, predicate: str) -> None:
    assert read(nlp(text), number, head)["event"]["predicate"] == predicate


SLOTS = [
    ("More than 73 monks were freed by the court.", "73", "monks", "More than 73 monks", "the court", "More than 73 monks"),
    ("The storm drowned 73 hectares of rice.", "73", "hectares", "73 hectares of rice", "The storm", "73 hectares of rice"),
    ("We freed 73 monks.", "73", "monks", "73 monks", None, "73 monks"),
    ("The 73 monks who were freed in June left.", "73", "monks", "73 monks", None, "The 73 monks"),
    ("Among those held were 73 women.", "73", "women", "73 women", None, "73 women"),
]


@pytest.mark.parametrize(("text", "number", "head", "quote", "agent", "patient"), SLOTS)
def test_participants_are_whole_phrases(
    nlp: Language, text: str, number: str, head: str, quote: str, agent: str | None, patient: str | None
) -> None:  # fmt: skip
    doc = nlp(text)
    claim = read(doc, number, head, quote=quote)
    assert (claim["event"]["agent"], claim["event"]["patient"]) == (agent, patient)
    for slot in ("agent", "patient"):
        for start, end in claim["evidence"].get(f"event.{slot}", []):
            assert doc.text[start:end] == claim["event"][slot]


@pytest.mark.parametrize(("span", "wide"), [((2, 8), (0, 12)), ((10, 20), (0, 20)), ((12, 20), (12, 20)), ((30, 33), (30, 40))])
def test_no_phrase_cuts_a_figure(span: tuple[int, int], wide: tuple[int, int]) -> None:
    figures = Figures(
        [
            {"kind": "quantity", "start": 0, "end": 12},
            {"kind": "quantity", "start": 30, "end": 40},
            {"kind": "date", "start": 15, "end": 25},
        ]
    )
    assert figures.around(*span) == wide


def test_a_total_named_again_keeps_its_state(nlp: Language) -> None:
    doc = nlp("The storm killed 73 men. Of the 73, 9 were cooks.")
    doc._.counterclaim = ()
    for token in (token for token in doc if token.like_num):
        block = {
            "low": int(token.text),
            "high": int(token.text),
            "modifier": "exact",
            "unit": "count",
            "head": None,
            "aspect": None,
            "change": None,
        }
        claim = new_claim(doc, "quantity", token.idx, token.idx + len(token), block, extractor="test")
        add_claims(doc, [{**claim, "_head": token.i, "_number": [token.i, token.i]}])
    states = {claim["quote"]: (claim["event"] or {}).get("state") for claim in FINDER.find(doc)}
    assert (states["73"], states["9"]) == ("dead", "dead")


def test_states_are_listed_once_with_sorted_words() -> None:
    rows = [json.loads(line) for line in (files("pipeline") / "data" / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for key in ("verbs", "phrases", "nouns", "people", "adjectives"):
            assert row.get(key, []) == sorted(set(row.get(key, [])))


STATES = [
    ("Fourteen bodies had been recovered by Sunday.", "Fourteen", "bodies", "dead"),
    ("Fourteen patients had recovered by Sunday.", "Fourteen", "patients", "recovered"),
    ("Rescuers are still looking for 14 people.", "14", "people", "missing"),
    ("Police are looking for 14 people.", "14", "people", None),
    ("The firm is still looking for 14 people.", "14", "people", None),
    ("Fourteen had not been found.", "Fourteen", None, "missing"),
    ("The survey had 14 people listed as missing.", "14", "people", "missing"),
    ("She put the number on board at 14.", "14", None, "aboard"),
    ("He put the number of missing at 14.", "14", None, "missing"),
    ("The mayor put the fare at 14.", "14", None, None),
    ("There were 14 people in the building.", "14", "people", "aboard"),
    ("They counted us on the beach and got to 14.", "14", None, None),
    ("The measles campaign reached 14 children with both doses.", "14", "children", "vaccinated"),
    ("The election campaign reached 14 children.", "14", "children", None),
    ("By Friday 14 of those detained in Tovar had been let go.", "14", "detained", "released"),
    ("A court gave bail to 14.", "14", None, "released"),
    ("A court kept 14 in custody.", "14", None, "detained"),
]


@pytest.mark.parametrize(("text", "number", "head", "state"), STATES)
def test_what_befell_those_counted(nlp: Language, text: str, number: str, head: str | None, state: str | None) -> None:
    assert ((read(nlp(text), number, head)["event"] or {}).get("state")) == state


def test_a_case_in_a_text_on_a_disease_is_an_illness_and_one_in_court_is_none(nlp: Language) -> None:
    ill = nlp("Measles has come to Tovar. Measles spreads fast. In one week 31 new cases came in.")
    court = nlp("Measles has come to Tovar. Measles spreads fast. In court 31 new cases came in.")
    assert read(ill, "31", "cases")["event"]["state"] == "infected"
    assert (read(court, "31", "cases")["event"] or {}).get("state") is None
