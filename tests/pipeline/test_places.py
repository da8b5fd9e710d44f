from __future__ import annotations

import time
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline.partial import add_claims, new_claim
from pipeline.places.choice import choose
from pipeline.places.finder import PlaceFinder, resolve_spans
from pipeline.places.gazetteer import load_gazetteer
from pipeline.places.names import name_finder

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
FINDER = PlaceFinder()


def places(text: str) -> list[dict[str, Any]]:
    return FINDER.find(NLP(text))


def short(text: str) -> list[tuple[str, str | None]]:
    return [(claim["quote"], claim["place"]["id"]) for claim in places(text)]


FOUND = [
    ("The convoy reached Dandong at dawn.", [("Dandong", "gn:2037886")]),
    ("They waded through the Tumen River in winter.", [("Tumen River", "cc:tumen-river")]),
    ("Boats patrol the Yalu and Tumen rivers.", [("Yalu", "cc:yalu-river"), ("Tumen", "cc:tumen-river")]),
    ("Boats patrol the Mississippi and Ohio rivers.", [("Mississippi", "cc:mississippi-river"), ("Ohio", "cc:ohio-river")]),
    ("He was held in Yunnan Province.", [("Yunnan Province", "cc:cn-yunnan")]),
    ("He was held in Jilin province.", [("Jilin", "cc:cn-jilin")]),
    ("A fire broke out in the province of Idlib.", [("Idlib", "cc:sy-idlib")]),
    ("Ferries to the Middle East were full.", [("Middle East", "cc:middle-east")]),
    ("Prices rose across Asia.", [("Asia", "gn:6255147")]),
    ("Troops left the U.S. on Friday.", [("U.S.", "gn:6252001")]),
    ("A flight from the UAE landed.", [("UAE", "gn:290557")]),
    ("The storm hit Portland, Maine, at noon.", [("Portland", "gn:4975802"), ("Maine", "gn:4971068")]),
    ("The storm hit Springfield, IL, at noon.", [("Springfield", "gn:4250542"), ("IL", "gn:4896861")]),
    ("A bakery in Paris, Texas, burned down.", [("Paris", "gn:4717560"), ("Texas", "gn:4736286")]),
    ("A bakery in Paris burned down.", [("Paris", "gn:2988507")]),
    ("They met in Tbilisi, Georgia, last week.", [("Tbilisi", "gn:611717"), ("Georgia", "gn:614540")]),
    ("Crews from Alabama and Georgia came.", [("Alabama", "gn:4829764"), ("Georgia", "gn:4197000")]),
    ("Washington pledged to help.", [("Washington", "gn:4140963")]),
    ("They met in Savannah, Georgia, last week.", [("Savannah", "gn:4221552"), ("Georgia", "gn:4197000")]),
    ("Families left Bombay for Burma.", [("Bombay", "gn:1275339"), ("Burma", "gn:1327865")]),
    ("The camp lies in Cox’s Bazar.", [("Cox’s Bazar", "gn:1336134")]),
    ("SEOUL, March 3 - Officials met.", [("SEOUL", "gn:1835848")]),
    ("NAIROBI (Wire) — Floods rose.", [("NAIROBI", "gn:184745")]),
    ("NAIROBI, Kenya, May 21\n\nFloods rose.", [("NAIROBI", "gn:184745"), ("Kenya", "gn:192950")]),
    ("SEOUL, June 10\n\nOfficials met.", [("SEOUL", "gn:1835848")]),
    ("Boats patrol the Yalu and Qoravelle rivers.", [("Yalu", "cc:yalu-river"), ("Qoravelle", None)]),
    ("Homes fell in the Qoravelle district.", [("Qoravelle", None)]),
    ("Those in North Korea seldom reach the South.", [("North Korea", "gn:1873107"), ("South", "gn:1835841")]),
    ("Gunmen struck the village of Qoravelle in Darfur.", [("Qoravelle", None), ("Darfur", "cc:darfur")]),
    ("The Qoravelle River burst its banks.", [("Qoravelle River", None)]),
    ("Aid reached northeast China late.", [("northeast China", "cc:northeast-china")]),
    ("Homes in the Donbas were shelled.", [("Donbas", "cc:donbas")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_places_are_found(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert short(text) == expected


REFUSED = [
    "The ferry Valencia sank at noon.",
    "The tanker MV Genoa ran aground.",
    "The Lusaka Courier closed.",
    "Jordan Smith said the plan failed.",
    "Analyst Stephen Kim disagreed.",
    "Mr. Jordan did not reply.",
    "Paris Hilton arrived late.",
    "The Bank of England raised rates.",
    "She studied at Seoul National University.",
    "The New York Times reported it first.",
    "The Wall Street Journal reported it first.",
    "Reading is a habit. Nice work takes time. Mobile phones help.",
    "In March and August the police counted again.",
    "Of the rest, most had a bath. Split the sum.",
    "The U.N. Security Council met.",
    "It cost US$5 million.",
    "West Nile virus spread fast.",
    "According to Marion, nobody came.",
    "The Red Cross and Hamas made no comment.",
    "the north wind and the south wall",
    "",
]


@pytest.mark.parametrize("text", REFUSED)
def test_other_names_are_refused(text: str) -> None:
    assert short(text) == []


def test_rest_of_a_persons_name_is_remembered() -> None:
    text = "Dana Whitley runs the shelter. Whitley said it was full. Beds at the shelter in Kigali are few."
    assert short(text) == [("Kigali", "gn:202061")]


BORDERS = [
    ("Guards line the North Korea-China border.", "North Korea-China border", "cc:border-cn-kp", ["CN", "KP"]),
    ("Guards line the Lao-China border.", "Lao-China border", "cc:border-cn-la", ["CN", "LA"]),
    ("Guards line the Thai–Myanmar border.", "Thai–Myanmar border", "cc:border-mm-th", ["MM", "TH"]),
    ("Guards line the Sino-Russian border.", "Sino-Russian border", "cc:border-cn-ru", ["CN", "RU"]),
    ("Guards line the border between Sudan and Chad.", "border between Sudan and Chad", "cc:border-sd-td", ["SD", "TD"]),
]


@pytest.mark.parametrize(("text", "quote", "place_id", "countries"), BORDERS)
def test_borders_have_both_countries(text: str, quote: str, place_id: str, countries: list[str]) -> None:
    claims = places(text)
    border = next(claim for claim in claims if claim["place"]["feature"] == "border")
    assert (border["quote"], border["place"]["id"], border["place"]["countries"]) == (quote, place_id, countries)
    assert {claim["place"]["role"] for claim in claims if claim is not border} == {"modifier"}


@pytest.mark.parametrize("text", ["A China-Japan trade deal", "The Mexico border guard slept.", "North Korea, China and the border"])
def test_no_border_without_two_sides(text: str) -> None:
    assert all(claim["place"]["feature"] != "border" for claim in places(text))


def test_direction_is_part_of_the_id_but_not_of_the_span() -> None:
    (claim,) = places("Shelling went on in northern Syria.")
    assert (claim["quote"], claim["place"]["id"], claim["place"]["name"]) == ("Syria", "cc:sy-northern", "northern Syria")
    assert claim["_parents"][0] == "country:SY"
    assert claim["evidence"]["place.id"] == [[20, 34]]


def test_provinces_named_by_direction() -> None:
    claims = places("Trains left from China’s three northeastern provinces.")
    assert [(claim["quote"], claim["place"]["id"], claim["place"]["role"]) for claim in claims] == [
        ("China", "gn:1814991", "modifier"),
        ("China’s three northeastern provinces", "cc:northeast-china", "location"),
    ]


def test_context_decides_between_towns() -> None:
    assert ("Victoria", "gn:6174041") in short(
        "Ferries link Vancouver and Victoria. Premier of British Columbia spoke in Victoria, Canada."
    )
    inside_ohio = "Police in Columbus, Ohio, and in Cleveland, Ohio, closed roads. In Akron and in Dayton schools stayed shut."
    assert {claim["place"]["admin1"] for claim in places(inside_ohio)} == {"Ohio"}


def test_parents_chain() -> None:
    (claim,) = places("He crossed at Dandong.")
    assert "cc:cn-liaoning" in claim["_parents"]
    assert "country:CN" in claim["_parents"]
    assert claim["place"]["admin1"] == "Liaoning"


ROLES_WITHOUT_PARSE = [
    ("The Oslo-based group waited.", "modifier"),
    ("Beijing deported dozens of people.", "actor"),
    ("Seoul said it was sorry.", "actor"),
    ("Norway’s government refused.", "actor"),
    ("The government of Norway refused.", "actor"),
    ("Talks with Norway failed.", "actor"),
    ("Sanctions on Norway were lifted.", "actor"),
    ("Norway’s northern coast is cold.", "location"),
    ("Norwegian sailors drowned.", "modifier"),
    ("They live in Norway.", "location"),
    ("The road to Norway is closed.", "location"),
]


@pytest.mark.parametrize(("text", "role"), ROLES_WITHOUT_PARSE)
def test_role_from_the_words_around(text: str, role: str) -> None:
    assert [claim["place"]["role"] for claim in places(text)] == [role]


def parsed(words: list[str], heads: list[int], deps: list[str], pos: list[str], lemmas: list[str]) -> Doc:
    starts: list[bool | int | None] = [index == 0 for index in range(len(words))]
    return Doc(NLP.vocab, words=words, heads=heads, deps=deps, pos=pos, lemmas=lemmas, sent_starts=starts)


ROLES_WITH_PARSE = [
    (["Chad", "ratified", "it"], [1, 1, 1], ["nsubj", "ROOT", "obj"], ["PROPN", "VERB", "PRON"], ["Chad", "ratify", "it"], "actor"),
    (["Chad", "was", "accused"], [2, 2, 2], ["nsubj:pass", "aux", "ROOT"], ["PROPN", "AUX", "VERB"], ["Chad", "be", "accuse"], "actor"),
    (["Chad", "was", "flooded"], [2, 2, 2], ["nsubjpass", "auxpass", "ROOT"], ["PROPN", "AUX", "VERB"], ["Chad", "be", "flood"], "location"),
    (["they", "left", "Chad"], [1, 1, 1], ["nsubj", "ROOT", "dobj"], ["PRON", "VERB", "PROPN"], ["they", "leave", "Chad"], "location"),
    (["they", "sued", "Chad"], [1, 1, 1], ["nsubj", "ROOT", "obj"], ["PRON", "VERB", "PROPN"], ["they", "sue", "Chad"], "actor"),
    (["Chad", "floods", "worsened"], [1, 2, 2], ["compound", "nsubj", "ROOT"], ["PROPN", "NOUN", "VERB"], ["Chad", "flood", "worsen"], "modifier"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "heads", "deps", "pos", "lemmas", "role"), ROLES_WITH_PARSE)
def test_role_from_a_parse(words: list[str], heads: list[int], deps: list[str], pos: list[str], lemmas: list[str], role: str) -> None:
    (claim,) = FINDER.find(parsed(words, heads, deps, pos, lemmas))
    assert claim["place"]["role"] == role


def test_recognised_names_vote() -> None:
    doc = NLP("When Marion spoke a shop closed. Later Virginia Beach won.")
    doc.ents = [Span(doc, 1, 2, label="PERSON")]
    assert "Marion" not in [claim["quote"] for claim in FINDER.find(doc)]


RECOGNISED = [
    # words, spans with labels, expected quotes
    ("The Santa Qoravelle capsized .", [(1, 3, "LOC")], []),
    ("Homes burned in Qoravelle on Monday .", [(3, 4, "LOC")], ["Qoravelle"]),
    ("Homes burned in Awu Qoravelle on Monday .", [(3, 5, "GPE")], ["Awu Qoravelle"]),
    ("Qoravelle spoke of the fire .", [(0, 1, "LOC")], []),
    ("Homes burned in Qoravelle and the fire left Qoravelle dark .", [(3, 4, "LOC"), (8, 9, "PERSON")], ["Qoravelle", "Qoravelle"]),
    ("Crews in Nampula waited .", [(2, 3, "PERSON")], ["Nampula"]),
]


@pytest.mark.parametrize(("words", "spans", "expected"), RECOGNISED)
def test_recognised_names_that_no_gazetteer_has(words: str, spans: list[tuple[int, int, str]], expected: list[str]) -> None:
    doc = Doc(NLP.vocab, words=words.split())
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in spans]
    assert [claim["quote"] for claim in FINDER.find(doc)] == expected


def test_a_given_span_that_no_gazetteer_has_and_a_person_bears_is_no_place() -> None:
    doc = Doc(NLP.vocab, words=["Crews", "met", "Qoravelle", "near", "Beira", "."])
    doc.ents = [Span(doc, 2, 3, label="PERSON")]
    unknown, known = resolve_spans(doc, [(10, 19), (25, 30)])
    assert unknown is None
    assert known is not None
    assert known["place"]["name"] == "Beira"


def test_an_unknown_name_is_in_the_country_that_the_text_is_about() -> None:
    text = "Crews from Beira and Maputo went to Mozambique's coast. Homes fell in the Qoravelle district."
    assert places(text)[-1]["place"]["countries"] == ["MZ"]
    assert places("Homes fell in the Qoravelle district.")[-1]["place"]["countries"] == []


def test_places_inside_legal_references_are_left_out() -> None:
    doc = NLP("The Geneva Conventions bind Norway.")
    add_claims(doc, [new_claim(doc, "legal", 4, 22, {}, extractor="test@0")])
    assert [claim["quote"] for claim in FINDER.find(doc)] == ["Norway"]


def test_the_country_that_joined_a_treaty_is_a_place() -> None:
    doc = NLP("the Geneva Accord, to which Norway acceded")
    claim = new_claim(doc, "legal", 0, 42, {"status": "acceded"}, extractor="test@0", evidence={"legal.instrument": [[4, 17]]})
    add_claims(doc, [claim])
    assert [found["quote"] for found in FINDER.find(doc)] == ["Norway"]


def test_calling_adds_and_finding_does_not() -> None:
    doc = NLP("A flood in Kigali.")
    assert FINDER.find(doc)
    assert doc._.counterclaim == ()
    assert [claim["quote"] for claim in FINDER(doc)._.counterclaim] == ["Kigali"]


def test_given_spans_are_resolved() -> None:
    text = "He moved from Reading to Xyzzyville and then to georgia."
    spans = [(14, 21), (25, 35), (48, 55)]
    claims = FINDER.resolve(NLP(text), spans)
    assert [(claim["start"], claim["end"]) for claim in claims] == spans
    assert claims[0]["place"]["countries"] == ["GB"]
    assert claims[1]["place"]["id"] is None
    assert claims[2]["place"]["countries"] in (["US"], ["GE"])
    plain = resolve_spans(NLP(text), spans[::-1])
    assert [claim["quote"] if claim else None for claim in plain] == ["georgia", None, "Reading"]
    assert all(not key.startswith("_") for claim in plain if claim for key in claim)


def test_other_names_help_a_given_span() -> None:
    (claim,) = FINDER.resolve(NLP("Georgia voted. Atlanta, Savannah and Macon counted late."), [(0, 7)])
    assert claim["place"]["id"] == "gn:4197000"


PIECES = [
    "Dandong",
    " ",
    ", ",
    "China",
    "-",
    "’s ",
    "border",
    "North ",
    "Korea",
    "Paris",
    "Texas",
    "rivers",
    "and ",
    "the ",
    "Mr. ",
    "Kim",
    "\n",
    "é",
    "🙂",
    ". ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_spans_cut_quotes_and_candidates_hold_the_choice(text: str) -> None:
    claims = places(text)
    assert claims == places(text)
    for claim in claims:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        place = claim["place"]
        assert len(place["candidates"]) <= 5
        assert place["id"] is None or place["id"] in [candidate["id"] for candidate in place["candidates"]]
        assert place["role"] in ("location", "actor", "modifier")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for claim in places(text):
        assert text[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize(
    "piece", ["Yalu and ", "Paris, ", "North Korea-China border ", "A A A rivers ", "Tiro and Meno rivers ", "SEOUL ", "Saint ", "The A "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    gazetteer = load_gazetteer()

    def once(times: int) -> float:
        start = time.process_time()
        choose(name_finder(gazetteer).find(piece * times), gazetteer)
        return time.process_time() - start

    def seconds(times: int) -> float:
        """The best of five: a collection of garbage may fall into any one."""
        return min(once(times) for _ in range(5))

    assert seconds(2000) < 10 * seconds(500) + 0.2
