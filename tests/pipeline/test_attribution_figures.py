"""Whose a figure is: verbs that only hand over a figure, what goes on behind a source, who holds an office, and what denies nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attribution.finder import AttributionFinder
from pipeline.attribution.holders import Holders

FINDER = AttributionFinder()
PUBLISHER = "Delta Relief"


def read(nlp: Language, text: str, publisher: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.counterclaim_article = {"id": "a", "published": "2024-05-06", "publisher": publisher, "title": None, "zones": []}
    return nlp(doc)


def whose(doc: Doc, quote: str) -> dict[str, Any] | None:
    """The attribution with the shortest words around the last `quote`, as claims are given theirs; None where the article speaks."""
    start = doc.text.rindex(quote)
    spans = [(right - left, n) for n, one in enumerate(FINDER.find(doc)) for left, right in [one["content_span"]] if left <= start < right]
    return FINDER.find(doc)[min(spans)[1]] if spans else None


HANDED_OVER = [
    ("The army sticks to about 73 dead.", "73", "army", "asserts"),
    ("The firm keeps to 73 missing dockers.", "73", "firm", "asserts"),
    ("The camp's register holds 73 names.", "73", "camp's register", "asserts"),
    ("The widows' own list has 73 dead men.", "73", "widows' own list", "asserts"),
    ("Its log for 3 May shows 73 births.", "73", "its log for 3 May", "asserts"),
    ("Their log for 9 May shows 73 names.", "73", "their log for 9 May", "asserts"),
    ("Figures from the army suggest that 73 men fled.", "73", "army", "asserts"),
    ("Mill Aid listed 73 names.", "73", "Mill Aid", "asserts"),
    ("This week Arl officials reported 73 deaths.", "73", "Arl officials", "asserts"),
    ("Norway counts 40 wrecks, whereas Denmark has reported 73.", "73", "Denmark", "asserts"),
    ("The Border Clinic counts 40 patients; nurses in Tovar had spoken of 73.", "73", "nurses in Tovar", "asserts"),
    ("Some 73 tonnes of onions have spoiled, a trader in Mavo estimates, and carters wait.", "73", "trader in Mavo", "estimates"),
    ("The tunnel was 73 metres long, said one of the women who dug it.", "73", "one of the women", "asserts"),
    ("A report which the mill wrote in 2022 lists 73 wells.", "73", "report", "asserts"),
    ("Delta Works and its partners ask donors for $73 million.", "$73", "Delta Works", "asserts"),
    ("Free the Rivers counted 73 dams.", "73", "Free the Rivers", "asserts"),
    ("Among the 73 nurses River Watch says were held were two boys.", "73", "River Watch", "asserts"),
    ("The mayor denied that six men were beaten and said 73 had been freed.", "73", "mayor", "asserts"),
    ("According to the log of the clinic, 73 men were treated.", "73", "log of the clinic", "asserts"),
    ("Estimates range from 70 to 90.", "70", "Estimates", "estimates"),
    ("The engineer gave the length of the wall as 73 kilometres.", "73", "engineer", "asserts"),
    ("The widows of the miners ask for 73 pensions.", "73", "widows of the miners", "asserts"),
    ("The charity asked donors for $73 million.", "$73", "charity", "asserts"),
    ("The organisers hope for 73 runners.", "73", "organisers", "asserts"),
    ("The wage is 50; the union demands at least 73.", "73", "union", "asserts"),
    ("The elders of Marl province report 73 cases.", "73", "elders of Marl province", "asserts"),
    ("The nuns at the clinic speak of 73 wounded.", "73", "nuns at the clinic", "asserts"),
    ("The harbour master confirmed that 73 tonnes had lain there.", "73", "harbour master", "confirms"),
    ("A survey that the mill made in 2021 lists 73 wells.", "73", "survey", "asserts"),
    ("A clerk who asked not to be named put the number of files at 73.", "73", "clerk", "asserts"),
    ("Figures from the health ministry show that 73 men died.", "73", "health ministry", "asserts"),
    ("Brokers expect 73 sales.", "73", "Brokers", "estimates"),
    ("The mayor admitted that 73 men had died.", "73", "mayor", "confirms"),
    ("Rebels claimed to have burned 73 lorries.", "73", "Rebels", "alleges"),
    ("He is accused of hiding 73 rifles.", "73", "not named", "alleges"),
    ("Police gave no figure for the number of arrests.", "number of arrests", "Police", "abstains"),
    ("The clinic has no figures for the wounded of May.", "wounded", "clinic", "abstains"),
    ("In Tovar, its neighbour to the west, the council gives a figure of 73.", "73", "council", "asserts"),
    ("The toll is 73, the farm minister, Ana Ruiz, confirmed in parliament on Monday.", "73", "Ana Ruiz", "confirms"),
    ("Nine boats sank, said a fisherman from Marl who gave no name.", "Nine", "fisherman from Marl", "asserts"),
    ("Their leader, Colonel Omar Sow, denied that 73 men had fled.", "73", "Omar Sow", "denies"),
    ("Police registered 73 arrests in two days: 40 on Monday and 33 on Tuesday.", "73", "Police", "asserts"),
    ("The ministry, citing its books, counts 73 looms.", "73", "its books", "asserts"),
    ("The ministry announced another 73 cases.", "73", "ministry", "asserts"),
    ("Peru reported having 73 cases in May.", "73", "Peru", "asserts"),
    ("Some 73 herons have been reported as ill.", "73", "not named", "asserts"),
    ("The WHO said 73 men had died.", "73", "WHO", "asserts"),
    ("Some 73 men had died, according to the WHO.", "73", "WHO", "asserts"),
    ("“We burned 73 nests in two hours,” Bureau of Bird Health (BBH) head Leo Marsh said.", "73", "Leo Marsh", "asserts"),
    ("“It was 73 nests,” Marsh commented.", "73", "Marsh", "asserts"),
    ("“Not one gate was shut,” insisted a lawyer for the owner, Leo Marsh.", "Not one", "lawyer for the owner", "denies"),
    ("“We saw 73 herons,” said a note on the Bird Office's (BO) website.", "73", "note on the Bird Office", "asserts"),
    ("Peru counts 40 mills, while Chile and Bolivia have each reported 73.", "73", "Chile and Bolivia", "asserts"),
    ("According to the United Nations' food agency, 73 barns burned.", "73", "United Nations' food agency", "asserts"),
    ("The Mayor of Tovar said 73 barns had burned.", "73", "Mayor of Tovar", "asserts"),
    ("“Some 73 are well,” said a Farm Ministry official in a statement on Monday.", "73", "Farm Ministry official", "asserts"),
    ("Some 73 looms are idle, a mill release reports.", "73", "mill release", "asserts"),
    ("Some 73 huts burned, say officials.", "73", "officials", "asserts"),
    ("The guards confirmed to us that 73 men had fled.", "73", "guards", "confirms"),
    ("The envoy said it was impossible to tell how many had fled.", "how many", "envoy", "abstains"),
    ("How many men fled the ministry was unable to say.", "How many", "ministry", "abstains"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "source", "stance"), HANDED_OVER)
def test_source_of_a_figure(nlp: Language, text: str, quote: str, source: str, stance: str) -> None:
    found = whose(read(nlp, text), quote)
    assert found is not None
    assert (found["source"], found["stance"]) == (source, stance)


NOBODYS = [
    ("The camp holds 73 men.", "73"),
    ("The lists of guests and the 73 chairs were ready.", "73"),
    ("The road keeps to the river for 73 kilometres.", "73"),
    ("He asked 73 neighbours for help.", "73"),
    ("She called him for the first time in 73 days.", "73"),
    ("Divers have found 73 bodies in the hull.", "73"),
    ("The group claimed responsibility for the blast, which killed 73 people.", "73"),
    ("The trains run from 70 to 90 kilometres an hour.", "70"),
    ("The company gave 73 workers a raise.", "73"),
    ("A health report 73 pages long was lost.", "73"),
    ("Guards counted us on the shore, and 73 of us left.", "73"),
    ("While the union counts 40 men, 73 women marched.", "73"),
    ("The cost was not published by the ministry, which has 73 clerks.", "73"),
    ("The number of herons confirmed to be ill has risen to 73.", "73"),
    ("The army holds 73 posts along the road, which it claims was mined.", "73"),
    ("The agency has recalled 73 cars that were sold in May.", "73"),
    ("It is impossible to tell how many of the 73 had fled.", "73"),
    ("None of the 73 herons was reported dead.", "73"),
    ("The 73 laboratory confirmed cases of flu were mild.", "73"),
]


@pytest.mark.parametrize(("text", "quote"), NOBODYS)
def test_figure_of_nobody(nlp: Language, text: str, quote: str) -> None:
    assert whose(read(nlp, text), quote) is None


OUR_OWN = [
    ("We have counted 73 huts.", "73", PUBLISHER, "asserts"),
    ("We hold the names of 73 dead men.", "73", PUBLISHER, "asserts"),
    ("Our lawyers have registered 73 arrests.", "73", PUBLISHER, "asserts"),
    ("According to our district teams, 73 huts burned.", "73", PUBLISHER, "asserts"),
    ("We ask for $73 million for six months.", "$73", PUBLISHER, "asserts"),
    ("By spring, we warn, as many as 73 wells could be dry.", "73", PUBLISHER, "warns"),
    ("We do not know how many wells are dry.", "how many", PUBLISHER, "abstains"),
    ("We have no reliable figure for the number of wells.", "number of wells", PUBLISHER, "abstains"),
]


@pytest.mark.parametrize(("text", "quote", "source", "stance"), OUR_OWN)
def test_we_are_the_publisher(nlp: Language, text: str, quote: str, source: str, stance: str) -> None:
    found = whose(read(nlp, text, PUBLISHER), quote)
    assert found is not None
    assert (found["source"], found["stance"]) == (source, stance)


@pytest.mark.parametrize("text", ["We are 73 people with two boats.", "Our valley has 73 wells.", "We walked 73 kilometres to the well."])
def test_what_we_are_and_do_is_no_report(nlp: Language, text: str) -> None:
    assert whose(read(nlp, text, PUBLISHER), "73") is None


GOING_ON = [
    # the rest of the sentence
    ("Some 90 men left on Monday, the union said, and 73 on Tuesday.", "73", "union"),
    ("Forty men are held, according to the ministry; 73 are free.", "73", "ministry"),
    ("Some 90 monks have fled, officials confirm: 73 to Marl and 17 to Tovar.", "73", "officials"),
    ("Some 90 monks fled, the abbot said, including 73 novices.", "73", "abbot"),
    # parts of the figure before
    ("Police said 90 men were held. Of these, 73 were freed.", "73", "Police"),
    ("Police said 90 men were held. So far no more than 73 of them have been freed.", "73", "Police"),
    ("Police said 90 men were held. Three of the 90 were boys. The remaining 73 went home.", "73", "Police"),
    ("Police said 90 men were held. The other 73 went home.", "73", "Police"),
    # the tense of reported speech
    ("Crews had saved 90 men by noon, the coast guard said. Another 73 were still missing.", "73", "coast guard"),
    ("Crews had saved 90 men by noon, the coast guard said. Some 73 had not been found.", "73", "coast guard"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "source"), GOING_ON)
def test_report_goes_on(nlp: Language, text: str, quote: str, source: str) -> None:
    found = whose(read(nlp, text), quote)
    assert found is not None
    assert found["source"] == source


ENDED = [
    ("Police said 90 men were held.\n\nOf these, 73 were freed.", "73"),
    ("Police said 90 men were held. Some 73 women marched.", "73"),
    ("Police said 90 men were held. Three of the bridges fell and 73 of the huts burned.", "73"),
    ("Some 90 men are held, according to police. The other 73 went home.", "73"),
    ("Crews saved 90 men, the coast guard said. Some 73 are still missing.", "73"),
    ("The mayor thanked the crews, police said. Twelve of them, aged 73, are retired.", "73"),
    ("“We ran,” she said, and held up 73 beads.", "73"),
    ("The toll is now nine, police said, after divers brought up 73 coats.", "73"),
]


@pytest.mark.parametrize(("text", "quote"), ENDED)
def test_report_has_ended(nlp: Language, text: str, quote: str) -> None:
    assert whose(read(nlp, text), quote) is None


SPEECHES = [
    ("“We ran. They took 73 of us. Two came back,” said Ana Ruiz, a nurse.", "Ana Ruiz"),
    ("The mayor said nine left. “It is bad. We lost 73 goats. All is gone,” Omar Sow told the crowd.", "Omar Sow"),
    ("“We ran,” said Ana Ruiz, a nurse. “It was dark. They took 73 of us. Two came back.”", "Ana Ruiz"),
]


@pytest.mark.parametrize(("text", "source"), SPEECHES)
def test_one_quotation_has_one_speaker(nlp: Language, text: str, source: str) -> None:
    found = whose(read(nlp, text), "73")
    assert found is not None
    assert (found["source"], found["type"]) == (source, "direct")


def test_what_is_confirmed_is_the_figure_itself(nlp: Language) -> None:
    found = whose(read(nlp, "The army confirmed that 90 men were held. Twelve of them were boys."), "Twelve")
    assert found is not None
    assert (found["source"], found["stance"]) == ("army", "asserts")


STANCES = [
    ("“Nobody was hit,” said Omar Sow, a nurse.", "Nobody", "denies"),
    ("“Not one boat sank,” said Omar Sow, a nurse.", "Not one", "denies"),
    ("“Not a single boat sank,” Omar Sow told reporters in Marl.", "Not a single", "denies"),
    ("Police said that no fewer than 73 men fled.", "73", "asserts"),
    ("Villagers told us that no more than 73 men fled.", "73", "asserts"),
    ("Laboratories ruled out 73 cases.", "73", "asserts"),
    ("Police ruled out that 73 men had fled.", "73", "denies"),
]


@pytest.mark.parametrize(("text", "quote", "stance"), STANCES)
def test_stance(nlp: Language, text: str, quote: str, stance: str) -> None:
    found = whose(read(nlp, text), quote)
    assert found is not None
    assert found["stance"] == stance


def test_who_cites_passes_on(nlp: Language) -> None:
    found = FINDER.find(read(nlp, "The health ministry, citing hospital books, counts 73 deaths."))
    assert [(one["source"], one["stance"]) for one in found] == [("hospital books", "asserts"), ("health ministry", "cites")]


def test_demand_in_a_report_is_told_by_the_reporter(nlp: Language) -> None:
    found = whose(read(nlp, "The town has asked donors for $73 million, said a diplomat who knows the file."), "$73")
    assert found is not None
    assert found["source"] == "diplomat"


def test_hedge_holds_for_its_clause(nlp: Language) -> None:
    doc = read(nlp, "The fare is 40 now, and a rich man is said to have paid 500.")
    assert whose(doc, "40") is None
    assert whose(doc, "500") is not None


HOLDERS = [
    ("The farm minister, Ana Ruiz, left.", ["the", "farm", "minister"], "Ana Ruiz"),
    ("Farm minister Dr Ana Ruiz left.", ["farm", "minister"], "Ana Ruiz"),
    ("Ana Ruiz, the farm minister, left.", ["the", "minister"], "Ana Ruiz"),
    ("The owner of the mill, Omar Sow, left.", ["its", "owner"], "Omar Sow"),
    ("The commander, Colonel Leo Marsh, left.", ["the", "commander"], "Leo Marsh"),
    ("Ana Ruiz, who met the minister, left.", ["the", "minister"], None),
    ("The farm minister, Ana Ruiz, met the health minister, Leo Marsh.", ["the", "minister"], None),
    ("The farm minister, Ana Ruiz, met the health minister, Leo Marsh.", ["the", "health", "minister"], "Leo Marsh"),
    ("The spokesman, Leo Marsh, left.", ["the", "spokesman"], None),  # others may speak too
    ("The minister left.", ["the", "minister"], None),
    ("The flood, Ana Ruiz said.", ["the", "flood"], None),
]


@pytest.mark.parametrize(("text", "words", "name"), HOLDERS)
def test_office_is_led_to_its_holder(text: str, words: list[str], name: str | None) -> None:
    assert Holders(text).named(words) == name


def test_headline_speaks_of_the_holder(nlp: Language) -> None:
    doc = read(
        nlp, "Toll rises to 73, minister says\n\nThe toll is 73, the farm minister, Ana Ruiz, said. The minister spoke of 90 wounded."
    )
    assert {(one["source"], one["kind"]) for one in FINDER.find(doc)} == {("Ana Ruiz", "person")}


WORDS = [
    "Police",
    "said",
    "90",
    "men",
    "left",
    ".",
    "Of",
    "these",
    "The",
    "other",
    "73",
    "register",
    "holds",
    "asks",
    "for",
    ";",
    ",",
    "and",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=16))
@settings(max_examples=60, deadline=None)
def test_contents_stay_inside_the_text(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    for one in FINDER.find(doc):
        start, end = one["content_span"]
        assert 0 <= start < end <= len(doc.text)
        assert one["source"]
