"""What a figure counts, how it is taken and in what unit, where its own words leave that out. Sentences are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy

from pipeline.events.heads import name_counted
from pipeline.partial import ClaimDict, new_claim

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def _quantities(reader: Language, text: str) -> dict[str, dict[str, Any]]:
    return {claim["quote"]: claim for claim in reader(text)._.counterclaim if claim["kind"] == "quantity"}


HEADS = [
    # a count that goes on from the one before it
    ("Tovar reported 640 suspected cases. Lindo has 310, and the remaining 330 lie in the hills.", "310", "suspected cases"),
    ("Tovar reported 640 suspected cases. Lindo has 310, and the remaining 330 lie in the hills.", "the remaining 330", "suspected cases"),
    ("The court freed 72 traders in May and another 18 in June.", "another 18", "traders"),
    ("Some 54 miners died. Nine of them were under 20.", "Nine of them", "miners"),
    ("Some 54 miners died. None of them had a helmet.", "None of them", "miners"),
    ("Of the 240 wells in Tovar, 90 give water and 150 are dry.", "150", "wells"),
    ("Thirty-six schools are closed, 21 in Tovar and 15 in Lindo.", "15", "schools"),
    ("Our members counted 800 lorries at the bridge, and 350 on the far bank.", "350", "lorries"),
    ("They asked for 500 tents. They have received 120.", "120", "tents"),
    ("Rebels hold 48 sailors. The 48 were seized in March.", "The 48", "sailors"),
    ("The blast hurt 70 people, including nine pupils. The following day it was another 20.", "another 20", "people"),
    ("Guards hold 12 older women. Of those caught, 46 are still in custody.", "46", "people"),
    # only people are in such a state
    ("Police detain 61 in Tovar", "61", "people"),
    ("By Friday 130 had been freed.", "130", "people"),
    ("Six houses burned down. Fourteen were killed.", "Fourteen", "people"),
    ("Twelve women were shot dead. Thirty were wounded.", "Thirty", "people"),
    ("17 dead and 43 rescued after boat sinks", "43", "people"),
    ("Lawyers spoke to 40 of those arrested in Tovar.", "40 of those arrested", "people"),
    ("Eleven of those who drowned came from Lindo.", "Eleven of those who drowned", "people"),
    # a label, a toll
    ("Confirmed cases: 218", "218", "confirmed cases"),
    ("Measles deaths pass 90 in Tovar", "90", "deaths"),
    ("The toll of the landslide rose to 33 on Monday.", "33", "toll"),
    ("The minister put the number of injured at 57.", "57", "injured"),
    # shares
    ("Two thirds of the city's bakeries are shut.", "Two thirds of the city's bakeries", "bakeries"),
    ("Rents rose by 14 percent in June.", "14 percent", "Rents"),
    ("The board raised the fuel tax by 9 percent.", "9 percent", "fuel tax"),
    ("Of 900 pupils who were weighed, 12 percent were too thin.", "12 percent", "pupils"),
    ("Seven in ten farms have no pump.", "Seven in ten farms", "farms"),
    # sums
    ("The fare is 25 pesos.", "25 pesos", "fare"),
    ("A bag of rice costs 900 pesos.", "900 pesos", "bag of rice"),
    ("A sack of coal sold for 4,000 pesos in May.", "4,000 pesos", "sack of coal"),
    ("The strike cost the growers $4 million.", "$4 million", "loss"),
    ("Police estimated the damage at 3 million pesos.", "3 million pesos", "damage"),
    ("The state has spent 7 million pesos on pumps.", "7 million pesos", "pumps"),
    ("She earns 9,000 pesos a month.", "9,000 pesos", "pay"),
    ("Orders worth $50 million were lost.", "$50 million", "Orders"),
    # measures
    ("The harbour took in 600 tonnes of coal.", "600 tonnes", "coal"),
    ("Help came from Lindo, 80 kilometres away.", "80 kilometres", "distance"),
    ("The wreck lies at a depth of 45 metres.", "45 metres", "depth"),
    ("They crossed waves of four metres.", "four metres", "waves"),
    ("A 25-kilogram sack was stolen.", "25-kilogram", "sack"),
    ("They live on three litres of water a day.", "three litres", "water"),
    # refused: no noun is made up, no wrong one taken over
    ("Nobody was hurt.", "Nobody", "people"),
    ("The roof fell in. Rain came through 12 holes. Thousands cheered.", "Thousands", "people"),
    ("They lost 30 goats in three weeks.", "three weeks", "weeks"),
    ("In two towns people walk to the well.", "two towns", "towns"),
    ("Some 63 people face charges of theft.", "Some 63 people", "people"),
]


@pytest.mark.parametrize(("text", "quote", "head"), HEADS)
def test_what_is_counted(reader: Language, text: str, quote: str, head: str | None) -> None:
    assert _quantities(reader, text)[quote]["quantity"]["head"] == head


ASPECTS = [
    ("Police arrested 61 people on Monday.", "61 people", "flow"),
    ("By 4 May 61 people had been arrested.", "61 people", "cumulative"),
    ("So far 61 people have been freed.", "61 people", "cumulative"),
    ("Some 61 people are in custody.", "Some 61 people", "stock"),
    ("The quake killed 61 people.", "61 people", "cumulative"),
    ("Divers found a further 12 bodies.", "a further 12 bodies", "flow"),
    ("Doctors reported 84 new measles cases in the week to 4 May.", "84 new measles cases", "flow"),
    ("Up to 200 relatives waited at the gate.", "Up to 200 relatives", "stock"),
    ("Around 40 lorries were standing at the bridge.", "Around 40 lorries", "stock"),
    ("Our union has 900 members.", "900 members", "stock"),
    ("A coffin costs 750 pesos.", "750 pesos", "level"),
    ("He earns 900 pesos a month.", "900 pesos", "level"),
    ("The storm cost the farmers 9 million pesos.", "9 million pesos", None),
    ("They paid 900 pesos to each family.", "900 pesos", None),
    ("Nobody was wounded.", "Nobody", None),
    ("Half of the dead were children.", "Half of the dead", None),
    ("He was jailed for six years.", "six years", None),
    ("They invited 40 poets.", "40 poets", None),
]


@pytest.mark.parametrize(("text", "quote", "aspect"), ASPECTS)
def test_how_a_figure_is_taken(reader: Language, text: str, quote: str, aspect: str | None) -> None:
    assert _quantities(reader, text)[quote]["quantity"]["aspect"] == aspect


STATES = [
    ("Two other bridges are open.", "Two other bridges", None),
    ("Police closed six wells; three other wells are guarded.", "three other wells", None),
    ("The jail was built for 420 men.", "420 men", None),
    ("The guards paid 900 pesos to each of the wounded.", "900 pesos", "paid"),
    ("Shops were attacked in the two towns on Friday.", "the two towns", None),
    ("Twenty-two survivors told us so.", "Twenty-two survivors", None),
    ("Close to 900 lorries were counted.", "Close to 900 lorries", None),
    ("The herders lost 300 goats in the drought.", "300 goats", "dead"),
    ("Some 40 herders lost cattle in the drought.", "Some 40 herders", None),
    ("The border guards turned back 60 men.", "60 men", "returned"),
    ("Police recaptured 14 men on Sunday.", "14 men", "detained"),
    ("Forty tonnes of fish have rotted.", "Forty tonnes", "destroyed"),
    ("The number of prisoners killed in the fire has risen to 29.", "29", "dead"),
    ("A sack sold for 4,000 pesos.", "4,000 pesos", "cost"),
    ("They sold 60 tonnes of rice.", "60 tonnes", "traded"),
    ("Only 12 are left in the village.", "12", None),
]


@pytest.mark.parametrize(("text", "quote", "state"), STATES)
def test_what_befell_what_is_counted(reader: Language, text: str, quote: str, state: str | None) -> None:
    assert (_quantities(reader, text)[quote]["event"] or {}).get("state") == state


UNITS = [
    ("The fare used to be ten pesos; now it is 40.", "40", "PHP"),
    ("Bolivia will pay 900 bolivianos to each driver; the union demands at least 2,000.", "at least 2,000", "BOB"),
    ("He paid 40 pesos. Twelve were arrested.", "Twelve", "count"),
    ("The tax is 9 percent. It took three years.", "three years", "duration"),
]


@pytest.mark.parametrize(("text", "quote", "unit"), UNITS)
def test_a_bare_number_takes_the_unit_before_it(reader: Language, text: str, quote: str, unit: str) -> None:
    found = _quantities(reader, text)[quote]["quantity"]["unit"]
    assert (found in {"PHP", "MXN"}) if unit == "PHP" else found == unit


# quote and (low, high, modifier)
READ = [
    ("The gap was less than a metre wide.", "less than a metre", (None, 1, "less_than")),
    ("He has been in jail over three years.", "over three years", (3, None, "more_than")),
    ("He was held over three years.", "over three years", (3, None, "more_than")),
    ("The court sat over three days.", "three days", (3, 3, "exact")),
    ("The toll may surpass 300.", "surpass 300", (300, None, "more_than")),
    ("The town has one thousand and five hundred wells.", "one thousand and five hundred wells", (1500, 1500, "exact")),
    ("They waited about an hour.", "about an hour", (1, 1, "about")),
    ("Between about 200 and 300 huts burned.", "Between about 200 and 300 huts", (200, 300, "range")),
    ("Not one guard was hit.", "Not one guard", (0, 0, "none")),
    ("Not a single door was locked.", "Not a single door", (0, 0, "none")),
    ("None of the guards has been suspended.", "None of the guards", (0, 0, "none")),
    ("Nobody from the village came.", "Nobody", (0, 0, "none")),
    ("How many are missing we cannot say.", "How many", (None, None, "undetermined")),
    ("Asked how many sailors were aboard, the minister said she was unable to tell.", "how many sailors", (None, None, "undetermined")),
    ("There is no reliable figure for the number of cattle lost.", "the number of cattle", (None, None, "undetermined")),
    ("The other 12 left by bus.", "The other 12", (12, 12, "exact")),
    ("The two mayors met.", "The two mayors", (2, 2, "exact")),
    ("Measles deaths pass 90 in Tovar", "90", (90, None, "more_than")),
    ("Many of the boats leaked.", "Many of the boats", (2, None, "vague")),
]


@pytest.mark.parametrize(("text", "quote", "bounds"), READ)
def test_what_is_read(reader: Language, text: str, quote: str, bounds: tuple[Any, ...]) -> None:
    block = _quantities(reader, text)[quote]["quantity"]
    assert (block["low"], block["high"], block["modifier"]) == bounds


REFUSED = [
    "It happened more than a year ago.",
    "Many eyes watched the gate.",
    "Nobody knows why.",
    "It was not one thing but another.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_nothing_is_counted(reader: Language, text: str) -> None:
    assert _quantities(reader, text) == {}


def _claim(doc: Doc, words: str, number: int, *, state: str, head: str | None = None) -> ClaimDict:
    start = doc.text.index(words)
    block = {"low": number, "high": number, "modifier": "exact", "unit": "count", "head": head, "of": None, "relation": None}
    claim = new_claim(doc, "quantity", start, start + len(words), block, extractor="test")
    return {**claim, "event": {"predicate": None, "state": state}}


def test_a_group_is_not_carried_over_and_things_are_not_people() -> None:
    english = spacy.blank("en")
    english.add_pipe("sentencizer")
    doc = english("The flood drove out 900 people. In Tiro 300 fled. 12 women died. 30 were hurt. Then 40 burned.")
    claims = [
        _claim(doc, "900 people", 900, state="displaced", head="people"),
        _claim(doc, "300", 300, state="displaced"),
        _claim(doc, "12 women", 12, state="dead", head="women"),
        _claim(doc, "30", 30, state="wounded"),
        _claim(doc, "40", 40, state="destroyed"),
    ]
    assert [claim["quantity"]["head"] for claim in name_counted(doc, claims)] == ["people", "people", "women", "people", None]
    assert claims[1]["quantity"]["head"] is None
