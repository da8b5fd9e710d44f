"""Parts and the rest of a count: the state they share with the whole, the whole they belong to, the place of the incident."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

from pipeline.partial import ClaimDict


def _figures(reader: Language, text: str, published: str = "2025-03-10") -> list[ClaimDict]:
    doc = reader.make_doc(text)
    doc._.counterclaim_article = {"id": "post", "published": published, "zones": [], "publisher": None, "title": None}
    return [claim for claim in reader(doc)._.counterclaim if claim["kind"] == "quantity"]


def _one(claims: list[ClaimDict], low: int) -> dict[str, Any]:
    return next(claim for claim in claims if claim["quantity"]["low"] == low)


HANDED = [
    ("Police arrested 90 people on Monday. Of these, 31 were picked up in Tovar.", 31, "detained"),
    ("A tug saved 31 people. Two boats picked up the other 66.", 66, "rescued"),
    ("Two boats picked up 66 crates.", 66, None),
    ("A storm killed 90 people. Thirty-one of them worked for one firm.", 31, "dead"),
    ("Thirty-one people worked for one firm.", 31, "employed"),
    ("Police detained 90 people. Later 31 of those detained were let go. The remaining 59 spent the night in a hall.", 59, "detained"),
    ("The clinic treated 90 injured pupils; the remaining 31 have gone home.", 31, "wounded"),
    ("Police detained 90 people. The remaining 31 were deported.", 31, "returned"),
    ("The storm killed 90 people. The last 31 victims were named on Friday.", 31, "dead"),
]


@pytest.mark.parametrize(("text", "low", "state"), HANDED)
def test_a_part_is_in_the_state_of_its_whole_unless_it_has_its_own(reader: Language, text: str, low: int, state: str | None) -> None:
    assert ((_one(_figures(reader, text), low)["event"] or {}).get("state")) == state


BASES = [
    ("A storm killed 90 people. Thirty-one of them were children.", 31, 90),
    ("Of the 90 people arrested, 31 were children.", 31, 90),
    ("The clinic treated 90 injured pupils; 31 are in bed and the remaining 59 have gone home.", 59, 90),
    ("The clinic treated 90 injured pupils; 31 are in bed and the remaining 40 have gone home.", 40, None),
    ("A storm killed 90 people. A fire hurt 31 others.", 31, None),
]


@pytest.mark.parametrize(("text", "low", "whole"), BASES)
def test_a_part_names_the_claim_of_its_whole(reader: Language, text: str, low: int, whole: int | None) -> None:
    claims = _figures(reader, text)
    base = _one(claims, low)["quantity"]["base"]
    if whole is None:
        assert base is None
    else:
        assert (base["low"], base["claim"]) == (whole, _one(claims, whole)["id"])


def test_a_participle_with_its_own_time_is_no_counted_noun(reader: Language) -> None:
    claims = _figures(
        reader, "The other 60 arrested since March have been sent home. About 12,000 displaced came back, and 19 dead were found."
    )
    assert [claim["quote"].split()[-1] for claim in claims] == ["60", "displaced", "dead"]


def test_a_second_place_goes_on_counting_and_a_name_does_not(reader: Language) -> None:
    assert [claim["quantity"]["low"] for claim in _figures(reader, "In Lagos 58 were held and in Accra 30.")] == [58, 30]
    assert _figures(reader, "He flew to Accra in a Boeing 747.") == []


WHERE_FROM = [
    ("A fire killed nine workers in Lagos. Another 19 people were hurt.", 19, ["Lagos"]),
    ("A fire killed nine workers in Lagos. In 2003 a fire killed 19 people.", 19, []),
    ("A fire killed nine workers in Lagos. In Nairobi, 19 people were hurt.", 19, ["Nairobi"]),
    ("A fire killed nine workers in Lagos. The ministry returned 19 people.", 19, []),
    ("A fire killed nine workers in Lagos. The boat had 19 people on board.", 19, []),
    ("Of those rescued, 61 are boys; the other 19 come from Mali and Chad.", 19, []),
]


@pytest.mark.parametrize(("text", "low", "names"), WHERE_FROM)
def test_the_place_of_the_incident_goes_to_its_other_casualties(reader: Language, text: str, low: int, names: list[str]) -> None:
    assert [place["name"] for place in _one(_figures(reader, text), low)["where"]] == names


def test_the_day_of_an_accident_told_without_a_figure_dates_its_casualties(reader: Language) -> None:
    claims = _figures(reader, "A bus overturned near Lagos on 5 March 2025.\n\nNine people died. The firm sold 400 tickets.")
    assert (_one(claims, 9)["when"]["begin"], _one(claims, 9)["when"]["inherited"]) == ("2025-03-05", "article")
    assert _one(claims, 400)["when"] is None


def test_accidents_weeks_apart_date_nothing_else(reader: Language) -> None:
    text = "A bus crash killed nine people on 5 January 2025. Another killed 14 people on 2 March 2025. In all 31 people were hurt."
    assert _one(_figures(reader, text), 31)["when"] is None


def test_where_a_journey_began_and_when_the_dead_were_named_are_not_the_incident(reader: Language) -> None:
    claims = _figures(reader, "A boat that had set out from Libya overturned on 5 March 2025.\n\nNine people died.")
    assert _one(claims, 9)["where"] == []
    claims = _figures(reader, "A fire killed 44 workers. Seven victims were identified on 9 March 2025. In all 31 were hurt.")
    assert (_one(claims, 44)["when"], _one(claims, 31)["when"]) == (None, None)


def test_what_goes_on_at_the_same_time_shares_the_day(reader: Language) -> None:
    claims = _figures(reader, "Police arrested 40 people in Lagos on 5 March 2025 as 3,000 workers marched.")
    assert [_one(claims, low)["when"]["begin"] for low in (40, 3000)] == ["2025-03-05", "2025-03-05"]
    claims = _figures(reader, "Police arrested 40 people and on 5 March 2025 freed 12 women.")
    assert _one(claims, 40)["when"] is None


def test_a_number_met_again_counts_the_same_people_and_no_doors(reader: Language) -> None:
    claims = _figures(reader, "A fire killed six workers. Guards had chained the six exits.")
    assert [(claim["event"] or {}).get("state") for claim in claims] == ["dead", None]


SPOKEN = [
    ("Five doors were locked, 14 survivors told us.", 5, ["14 survivors"]),
    ("At least 165 people were in the hall, not 140, as the owner claims.", 140, ["owner"]),
    ("At least 165 people were in the hall, not 140, as the owner claims.", 165, []),
    ("Forty people died, as the mayor said.", 40, ["mayor"]),
    ("The guard keeps to 150; the survivors, as quoted by Sea Watch, speak of 192.", 150, ["guard"]),
    ("Ninety people died, the health ministry said. Its count of the dead stood at 93 on Sunday.", 93, ["health ministry"]),
    ("The health ministry spoke. Its tower stood at 93 metres.", 93, []),
]


@pytest.mark.parametrize(("text", "low", "sources"), SPOKEN)
def test_who_says_it(reader: Language, text: str, low: int, sources: list[str]) -> None:
    assert [link["source"] for link in _one(_figures(reader, text), low)["attribution"]] == sources
