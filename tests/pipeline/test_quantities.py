"""Documents are built by hand, as "word/TAG", so that no trained model takes part."""

import json
from functools import lru_cache
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.partial import add_claims, new_claim
from pipeline.quantities.finder import QuantityFinder

COARSE = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "VBD": "VERB", "VBN": "VERB",
    "VBG": "VERB", "VB": "VERB", "VBP": "VERB", "VBZ": "VERB", "AUX": "AUX", "MD": "AUX", "CD": "NUM", "DT": "DET", "IN": "ADP",
    "RB": "ADV", "CC": "CCONJ", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "TO": "PART", "POS": "PART", "$": "SYM",
}  # fmt: skip
TIGHT = frozenset({".", ",", ";", ":", "%", ")", "'s", "-"})


@lru_cache(maxsize=1)
def english() -> Language:
    return spacy.blank("en")


def tagged(text: str) -> Doc:
    """Build a document from "Police/NNS freed/VBD 12/CD guards/NNS ./."."""
    pairs = [item.rsplit("/", 1) for item in text.split()]
    words = [word for word, _ in pairs]
    spaces = [n + 1 < len(words) and words[n + 1] not in TIGHT and word not in {"(", "$", "-"} for n, word in enumerate(words)]
    tags = [tag for _, tag in pairs]
    pos = [COARSE.get(tag, "PUNCT") for tag in tags]
    starts: list[bool | int | None] = [n == 0 or words[n - 1] == "." for n in range(len(words))]
    return Doc(english().vocab, words=words, spaces=spaces, tags=tags, pos=pos, sent_starts=starts)


def find(doc: Doc) -> list[dict[str, Any]]:
    return QuantityFinder().find(doc)


def blank(text: str) -> Doc:
    return english()(text)


# quote, low, high, modifier, head
COUNTS = [
    ("Over/IN 700/CD Rohingya/NNP refugees/NNS were/AUX returned/VBN ./.", "Over 700 Rohingya refugees", 700, None, "more_than", "Rohingya refugees"),
    ("Fifty-two/CD miners/NNS died/VBD ./.", "Fifty-two miners", 52, 52, "exact", "miners"),
    ("They/PRP found/VBD 60/CD burnt/VBN houses/NNS ./.", "60 burnt houses", 60, 60, "exact", "burnt houses"),
    ("Doctors/NNS spoke/VBD of/IN 19/CD dead/JJ ./.", "19 dead", 19, 19, "exact", "dead"),
    ("It/PRP listed/VBD 9,000/CD displaced/VBN by/IN floods/NNS ./.", "9,000 displaced", 9000, 9000, "exact", "displaced"),
    ("The/DT blast/NN killed/VBD 31/CD ./.", "31", 31, 31, "exact", None),
    ("Dozens/NNS of/IN young/JJ Eritreans/NNPS fled/VBD ./.", "Dozens of young Eritreans", 24, 99, "vague", "young Eritreans"),
    ("As/RB many/JJ as/IN 40/CD factories/NNS line/NN the/DT road/NN ./.", "As many as 40 factories", None, 40, "at_most", "factories"),
    ("Some/DT 80/CD women/NNS and/CC children/NNS left/VBD ./.", "Some 80 women and children", 80, 80, "about", "women and children"),
    ("They/PRP held/VBD 14/CD north/NN -/HYPH eastern/JJ villages/NNS ./.", "14 north-eastern villages", 14, 14, "exact", "north-eastern villages"),
    ("Between/IN 30/CD and/CC 50/CD houses/NNS fell/VBD ./.", "Between 30 and 50 houses", 30, 50, "range", "houses"),
    ("Only/RB one/CD person/NN survived/VBD ./.", "one person", 1, 1, "exact", "person"),
    ("Many/JJ Syrians/NNPS crossed/VBD ./.", "Many Syrians", 2, None, "vague", "Syrians"),
    ("No/DT casualties/NNS were/AUX reported/VBN ./.", "No casualties", 0, 0, "none", "casualties"),
    ("No/DT one/NN was/AUX hurt/VBN ./.", "No one", 0, 0, "none", None),
    ("Police/NNS denied/VBD that/IN anyone/NN was/AUX arrested/VBN ./.", "anyone", 0, 0, "none", None),
    ("The/DT army/NN was/AUX unable/JJ to/TO determine/VB the/DT number/NN of/IN people/NNS involved/VBN ./.", "the number of people involved", None, None, "undetermined", "people"),
    ("He/PRP could/MD not/RB say/VB how/RB many/JJ were/AUX held/VBN ./.", "how many", None, None, "undetermined", None),
    ("The/DT exact/JJ number/NN of/IN victims/NNS remains/VBZ unclear/JJ ./.", "The exact number of victims", None, None, "undetermined", "victims"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "low", "high", "modifier", "head"), COUNTS)
def test_count_with_its_noun(text: str, quote: str, low: int | None, high: int | None, modifier: str, head: str | None) -> None:
    (claim,) = find(tagged(text))
    block = claim["quantity"]
    assert claim["quote"] == quote
    assert (block["low"], block["high"], block["modifier"], block["head"], block["unit"]) == (low, high, modifier, head, "count")


SLOTS = [
    ("600/CD of/IN his/PRP$ original/JJ 1,100/CD men/NNS left/VBD ./.", "600 of his original 1,100 men", {"base": {"claim": None, "low": 1100, "high": 1100}}),
    ("Half/NN the/DT town/NN burnt/VBD ./.", "Half the town", {"of": "the town", "modifier": "about", "low": 50}),
    ("Hundreds/NNS ,/, perhaps/RB thousands/NNS ,/, of/IN villagers/NNS fled/VBD ./.", "Hundreds, perhaps thousands, of villagers", {"low": 200, "high": 9999}),
    ("Doctors/NNS found/VBD 81/CD H5N1/NNP cases/NNS ./.", "81 H5N1 cases", {"head": "H5N1 cases"}),
    ("The/DT death/NN toll/NN could/MD not/RB be/AUX verified/VBN ./.", "The death toll", {"modifier": "undetermined"}),
    ("Another/DT 40/CD were/AUX freed/VBN ./.", "Another 40", {"relation": "additional"}),
    ("At/IN least/JJS another/DT 40/CD were/AUX freed/VBN ./.", "At least another 40", {"relation": "additional", "modifier": "at_least"}),
    ("The/DT other/JJ 46/CD left/VBD ./.", "The other 46", {"relation": "other"}),
    ("11/CD other/JJ children/NNS left/VBD ./.", "11 other children", {"relation": "other", "head": "children"}),
    ("The/DT remaining/VBG 20/CD left/VBD ./.", "The remaining 20", {"relation": "rest"}),
    ("They/PRP got/VBD 90/CD each/DT ./.", "90", {"relation": "each"}),
    ("Some/DT 300/CD a/DT month/NN arrive/VBP ./.", "Some 300", {"rate": "month", "aspect": "rate"}),
    ("It/PRP was/AUX 1,000/CD to/TO 2,700/CD per/IN year/NN before/IN that/DT ./.", "1,000 to 2,700", {"rate": "year", "modifier": "range"}),
    ("It/PRP saw/VBD 45/CD deaths/NNS per/IN 100,000/CD people/NNS ./.", "45 deaths", {"rate": "100,000 people"}),
    ("It/PRP burnt/VBD a/DT year/NN ago/RB with/IN 12/CD huts/NNS a/DT year/NN later/RB ./.", "12 huts", {"rate": None}),
    ("Rents/NNS rose/VBD by/IN 20/CD percent/NN ./.", "20 percent", {"change": "up", "aspect": "change", "unit": "percent"}),
    ("Exports/NNS fell/VBD 12/CD %/NN ./.", "12%", {"change": "down", "aspect": "change"}),
    ("Rents/NNS stood/VBD 30/CD percent/NN above/IN that/DT ./.", "30 percent", {"change": None, "aspect": "level"}),
    ("Aid/NN made/VBD up/RP 40/CD percent/NN ./.", "40 percent", {"change": None, "aspect": None}),
    ("Three/CD times/NNS as/RB many/JJ people/NNS came/VBD ./.", "Three times", {"unit": "ratio", "low": 3}),
    ("500/CD of/IN the/DT detainees/NNS left/VBD ./.", "500 of the detainees", {"of": "the detainees", "head": "detainees"}),
    ("Two-thirds/NNS of/IN the/DT camp/NN burnt/VBD ./.", "Two-thirds of the camp", {"of": "the camp", "low": 66.666667}),
    ("18/CD out/IN of/IN 34/CD boats/NNS sank/VBD ./.", "18 out of 34 boats", {"base": {"claim": None, "low": 34, "high": 34}}),
    ("He/PRP faces/VBZ up/IN to/IN 15/CD years/NNS ./.", "up to 15 years", {"unit": "duration", "head": "years", "high": 15}),
    ("They/PRP sent/VBD 3/CD tonnes/NNS of/IN rice/NN ./.", "3 tonnes", {"unit": "t", "of": "rice"}),
    ("They/PRP went/VBD over/IN five/CD border/NN crossings/NNS ./.", "five border crossings", {"modifier": "exact"}),
    ("They/PRP counted/VBD zero/CD cases/NNS ./.", "zero cases", {"low": 0, "modifier": "none"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "slots"), SLOTS)
def test_what_stands_around_a_number(text: str, quote: str, slots: dict[str, Any]) -> None:
    claim = find(tagged(text))[0]
    assert claim["quote"] == quote
    assert {key: claim["quantity"][key] for key in slots} == slots


SEVERAL = [
    (
        "Of/IN the/DT dead/JJ ,/, 27/CD were/AUX women/NNS and/CC nine/CD were/AUX nurses/NNS ./.",
        [("27", 27, "women", None), ("nine", 9, "nurses", None)],
    ),
    (
        "We/PRP lost/VBD 41/CD patients/NNS ,/, 12/CD of/IN them/PRP under/IN five/CD ./.",
        [("41 patients", 41, "patients", None), ("12 of them", 12, "patients", 41)],
    ),
    (
        "Of/IN the/DT crew/NN ,/, 27/CD were/AUX missing/JJ ./.",
        [("27", 27, None, None)],
    ),
    (
        "Rights/NNS group/NN :/: 214/CD people/NNS detained/VBN ./.",
        [("214 people", 214, "people", None)],
    ),
    (
        "Wages/NNS went/VBD to/TO 12,500/CD taka/NN from/IN 8,000/CD ./.",
        [("12,500 taka", 12500, None, None), ("8,000", 8000, None, None)],
    ),
    (
        "The/DT rest/NN of/IN the/DT 45/CD passengers/NNS swam/VBD ./.",
        [("The rest", None, "passengers", 45), ("45 passengers", 45, "passengers", None)],
    ),
    (
        "Of/IN 92/CD people/NNS caught/VBN ,/, 46/CD remain/VBP ./.",
        [("92 people", 92, "people", None), ("46", 46, "people", 92)],
    ),
    (
        "46/CD of/IN the/DT 92/CD detainees/NNS left/VBD ./.",
        [("46 of the 92 detainees", 46, "detainees", 92), ("92 detainees", 92, "detainees", None)],
    ),
    (
        "They/PRP were/AUX a/DT newborn/JJ baby/NN ,/, 11/CD other/JJ children/NNS and/CC four/CD women/NNS ./.",
        [("a newborn baby", 1, "newborn baby", None), ("11 other children", 11, "children", None), ("four women", 4, "women", None)],
    ),
    (
        "Four/CD people/NNS died/VBD ,/, including/VBG the/DT gunman/NN ./.",
        [("Four people", 4, "people", None), ("the gunman", 1, "gunman", None)],
    ),
    (
        "20/CD guards/NNS stayed/VBD and/CC the/DT rest/NN were/AUX sent/VBN home/RB ./.",
        [("20 guards", 20, "guards", None), ("the rest", None, "guards", None)],
    ),
    (
        "23/CD people/NNS came/VBD ,/, 15/CD of/IN them/PRP alive/JJ ./.",
        [("23 people", 23, "people", None), ("15 of them", 15, "people", 23)],
    ),
    (
        "80/CD women/NNS left/VBD in/IN May/NNP and/CC another/DT 40/CD in/IN June/NNP ./.",
        [("80 women", 80, "women", None), ("another 40", 40, "women", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_counts_of_one_sentence(text: str, expected: list[tuple[Any, ...]]) -> None:
    found = []
    for claim in find(tagged(text)):
        block = claim["quantity"]
        found.append((claim["quote"], block["low"], block["head"], block["base"]["low"] if block["base"] else None))
    assert found == expected


def test_both_ends_of_a_change_have_one_unit() -> None:
    claims = find(tagged("Wages/NNS went/VBD to/TO 12,500/CD taka/NN from/IN 8,000/CD ./."))
    assert [claim["quantity"]["unit"] for claim in claims] == ["BDT", "BDT"]


def test_a_single_person_is_marked_implicit() -> None:
    claims = find(tagged("Four/CD people/NNS died/VBD ,/, including/VBG the/DT gunman/NN ./."))
    assert [claim.get("_implicit", False) for claim in claims] == [False, True]
    assert claims[1]["quantity"]["relation"] == "including"


REFUSED = [
    "Kim Bok-soo, 61, rang.",
    "All but three were freed.",
    "They lost children under five.",
    "He was born in 1994.",
    "They met on 12 October 2019.",
    "It began at 10:30.",
    "It began at 7 p.m. sharp.",
    "A 25-year-old was hurt.",
    "She is 34 years old.",
    "A man aged 34 was hurt.",
    "Ali Hassan, 27, survived.",
    "The 38th parallel is near.",
    "The G20 met.",
    "COVID-19 spread.",
    "An F-16 crashed.",
    "It is open 24/7.",
    "See page 12.",
    "They read No. 7 aloud.",
    "Resolution 2334 was passed.",
    "Articles 3, 12 and 13 apply.",
    "The home side won 3-2.",
    "One of the best came.",
    "One day it will end.",
    "No one knows.",
    "They had no comment.",
    "A two-state plan was read.",
    "A 24-hour curfew began.",
    "Children under 5 slept.",
    "Call +82 2 555 1234.",
    "The host is 192.168.1.2 today.",
    "[3] See above.",
    "It is the rest of the world.",
    "It was the most recent one.",
    "Read https://example.org/12/34 now.",
    "Dial (831) 386-1018 today.",
    "The codes 12208114 and 12208214 matter.",
    "They were aged 2, 5 and 9.",
    "They won by two to one.",
    "It fell in the Battle of Seven Pines.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_numbers_that_are_no_quantities(text: str) -> None:
    assert [claim["quote"] for claim in find(blank(text))] == []


REFUSED_BY_TAGS = [
    "It/PRP stands/VBZ at/IN 12/CD Green/NNP Street/NNP ./.",
    "It/PRP took/VBD a/DT week/NN or/CC two/CD ./.",
    "They/PRP flew/VBD a/DT Boeing/NNP 747/CD ./.",
    "Look/VB at/IN chromosome/NN 13/CD ./.",
    "The/DT two/CD were/AUX freed/VBN ./.",
    "Many/JJ eyes/NNS turned/VBD ./.",
]


@pytest.mark.parametrize("text", REFUSED_BY_TAGS)
def test_tags_show_what_is_no_quantity(text: str) -> None:
    assert [claim["quote"] for claim in find(tagged(text))] == []


PLAIN = [
    ("Nearly 50 people drowned.", "Nearly 50 people", "people"),
    ("In May 120 women were sent back.", "120 women", "women"),
    ("About 34,000 have settled there.", "About 34,000", None),
    ("Fines of up to $20,000 are due.", "up to $20,000", None),
    ("In 1998 some 2000 people were displaced.", "some 2000 people", "people"),
    ("In August (with 80 villagers) it rained.", "80 villagers", "villagers"),
]


@pytest.mark.parametrize(("text", "quote", "head"), PLAIN)
def test_document_without_tags_is_read(text: str, quote: str, head: str | None) -> None:
    (claim,) = find(blank(text))
    assert (claim["quote"], claim["quantity"]["head"]) == (quote, head)


def test_dates_and_law_keep_their_numbers() -> None:
    text = "Of the 1967 group, 40 stayed 12 days under rule 33 of the pact."
    doc = blank(text)
    at = text.index
    add_claims(doc, [new_claim(doc, "date", at("1967"), at("1967") + 4, {"type": "DATE"}, extractor="t")])
    add_claims(doc, [new_claim(doc, "date", at("12"), at("12") + 7, {"type": "DURATION"}, extractor="t")])
    add_claims(doc, [new_claim(doc, "legal", at("rule"), at("."), {}, extractor="t")])
    before = doc._.counterclaim
    assert [claim["quote"] for claim in find(doc)] == ["40", "12 days"]
    assert doc._.counterclaim == before


def test_component_adds_plain_values() -> None:
    nlp = spacy.blank("en")
    doc = QuantityFinder()(nlp("Over 700 villagers fled and 12 died."))
    assert json.loads(json.dumps(doc._.counterclaim)) == list(doc._.counterclaim)
    assert doc._.counterclaim[0]["_number"] == [0, 1]
    assert doc[doc._.counterclaim[0]["_head"]].text == "villagers"


PIECES = st.sampled_from(
    ["over", "12", "1,200", "people", "of", "the", "between", "and", "to", "$", "%", "-", "dozens", "half", "a", "million", "if",
     "not", "one", "in", "five", "per", "year", ",", ".", "no", "anyone", "denied", "number", "how", "many", "rest", "times",
     "October", "(", ")", "women", "boy", "including", "were", "3/4", "\u00bd", "H5N1", "\U0001f642", "\u00a0"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25), st.booleans())
def test_every_span_cuts_its_quote(pieces: list[str], spaced: bool) -> None:
    doc = blank((" " if spaced else "").join(pieces))
    claims = find(doc)
    for claim in claims:
        block = claim["quantity"]
        assert doc.text[claim["start"] : claim["end"]] == claim["quote"] != ""
        assert block["low"] is None or block["high"] is None or block["low"] <= block["high"]
        assert 0 <= claim["_head"] < len(doc)
        assert 0 <= claim["_number"][0] <= claim["_number"][1] < len(doc)
    assert claims == find(doc)


PASSED = [
    ("The death toll passed 300.", "more_than", None),
    ("The number of cases now tops 300.", "more_than", None),
    ("Parliament passed 300 laws.", "exact", 300),
    ("The toll passed about 300.", "about", 300),
]


@pytest.mark.parametrize(("text", "modifier", "high"), PASSED)
def test_a_total_that_passed_a_number_is_more(text: str, modifier: str, high: int | None) -> None:
    (claim,) = find(blank(text))
    assert (claim["quantity"]["low"], claim["quantity"]["high"], claim["quantity"]["modifier"]) == (300, high, modifier)


TIMES = [
    ("That is three times the threshold.", "ratio"),
    ("That is three times as many.", "ratio"),
    ("It rang three times the same day.", "count"),
]


@pytest.mark.parametrize(("text", "unit"), TIMES)
def test_times_of_something_is_a_ratio(text: str, unit: str) -> None:
    assert [claim["quantity"]["unit"] for claim in find(blank(text))] == [unit]


UNSTATED = [
    ("It/PRP denied/VBD that/IN any/DT minors/NNS had/AUX been/AUX held/VBN ./.", "any minors", "none"),
    ("Not/RB one/CD of/IN them/PRP has/AUX been/AUX reported/VBN dead/JJ ./.", "Not one of them", "none"),
    ("Asked/VBN how/RB many/JJ passengers/NNS drowned/VBD ,/, she/PRP was/AUX unable/JJ to/TO tell/VB ./.", "how many passengers", "undetermined"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "modifier"), UNSTATED)
def test_what_no_figure_states(text: str, quote: str, modifier: str) -> None:
    (claim,) = find(tagged(text))
    assert (claim["quote"], claim["quantity"]["modifier"]) == (quote, modifier)


STATED_NOTHING = [
    "It/PRP denied/VBD that/IN any/DT links/NNS exist/VBP ./.",
    "Asked/VBN how/RB many/JJ passengers/NNS drowned/VBD ,/, she/PRP wept/VBD ./.",
]


@pytest.mark.parametrize("text", STATED_NOTHING)
def test_a_question_or_a_denied_thing_is_no_quantity(text: str) -> None:
    assert find(tagged(text)) == []
