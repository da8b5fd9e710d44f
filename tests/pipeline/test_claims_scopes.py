"""When and where a figure holds: what it takes from its sentence, from its whole, its repetition, its heading and its incident.

Claims are laid over blank docs by hand; what is not laid is not there.
"""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

import pipeline.sentences
from annotations.claim import Claim
from annotations.record import from_record
from pipeline.claims.assembler import complete_claims
from pipeline.partial import ClaimDict, add_claims, new_claim

NLP = spacy.blank("en")
NLP.add_pipe("counterclaim_sentences")
assert pipeline.sentences
MONDAY, TUESDAY, SUNDAY = "2023-10-09", "2023-10-10", "2023-10-08"
DAYS = {"Saturday": "2023-10-07", "Sunday": SUNDAY, "Monday": MONDAY, "Tuesday": TUESDAY, "9 June": "2023-06-09", "3 May": "2023-05-03"}
Figure = tuple[str, int, dict[str, Any]]


def _doc(text: str, headline: int = 0) -> Doc:
    doc = NLP(text)
    zones = [[0, headline, "headline"]] if headline else []
    doc._.counterclaim_article = {"id": "post", "published": "2023-10-13", "zones": zones, "publisher": None, "title": None}
    return doc


def _figure(doc: Doc, words: str, number: int, values: dict[str, Any]) -> ClaimDict:
    start = doc.text.index(words)
    block = {
        "low": number, "high": number, "low_open": False, "high_open": False, "modifier": "exact", "unit": "count", "of": None,
        "head": None, "rate": None, "aspect": "flow", "relation": None, "change": None, "base": None,
    }  # fmt: skip
    claim = new_claim(
        doc, "quantity", start, start + len(words), {**block, **{k: v for k, v in values.items() if k in block}}, extractor="test"
    )
    state = values.get("state")
    if state or "verb" in values:
        claim["event"] = {
            "predicate": values.get("predicate", values.get("verb") or state), "agent": None, "patient": None, "state": state,
            "polarity": "affirmed", "modality": values.get("modality", "asserted"),
        }  # fmt: skip
    if verb := values.get("verb"):
        claim["_verb"] = next(token.i for token in doc if token.text == verb)
        doc[claim["_verb"]].lemma_ = values.get("lemma", verb)
    return claim


def _date(doc: Doc, words: str, begin: str | None, end: str | None, **values: Any) -> ClaimDict:
    start = doc.text.index(words)
    block = {
        "type": "DATE", "value": begin or end or "", "mod": None, "begin": begin, "end": end, "begin_open": begin is None,
        "end_open": end is None, "anchor": "explicit", **{k: v for k, v in values.items() if k != "predicate"},
    }  # fmt: skip
    claim = new_claim(doc, "date", start, start + len(words), block, extractor="test")
    if predicate := values.get("predicate"):
        event = {"agent": None, "patient": None, "state": None, "polarity": "affirmed", "modality": "asserted"}
        claim["event"] = {"predicate": predicate, **event}
    return claim


def _place(doc: Doc, words: str, feature: str = "city") -> ClaimDict:
    start = doc.text.index(words)
    block = {
        "id": f"cc:{words.lower()}", "name": words, "geonames_id": None, "countries": ["XX"], "admin1": None, "latitude": None,
        "longitude": None, "feature": feature, "role": "location", "candidates": [],
    }  # fmt: skip
    return new_claim(doc, "place", start, start + len(words), block, extractor="test")


def _complete(doc: Doc, claims: list[ClaimDict]) -> dict[str, Claim]:
    doc._.counterclaim = ()
    doc._.counterclaim_attributions = ()
    add_claims(doc, claims)
    return {claim.quote: claim for claim in (from_record(Claim, found) for found in complete_claims(doc))}


def _read(text: str, figures: list[Figure], days: list[str], *, headline: int = 0, places: tuple[str, ...] = ()) -> dict[str, Claim]:
    doc = _doc(text, headline)
    claims = [_figure(doc, *figure) for figure in figures]
    claims += [_date(doc, day, DAYS[day], DAYS[day]) for day in days]
    return _complete(doc, [*claims, *(_place(doc, place) for place in places)])


def _days(claim: Claim) -> tuple[str | None, str | None] | None:
    if claim.when is None:
        return None
    begin, end = claim.when.begin, claim.when.end
    return begin and begin.isoformat(), end and end.isoformat()


ON_MONDAY, ON_SUNDAY = (MONDAY, MONDAY), (SUNDAY, SUNDAY)
DEAD, HURT, HELD = {"state": "dead"}, {"state": "wounded"}, {"state": "detained"}

# text, figures, days, {figure: its days}
TIMES: list[tuple[str, list[Figure], list[str], dict[str, Any]]] = [
    # several figures of one sentence
    ("On Monday 40 men were held, among them 12 monks.", [("40 men", 40, HELD), ("12 monks", 12, {**HELD, "relation": "including"})], ["Monday"], {"12 monks": ON_MONDAY}),
    ("Police held 90: 50 on Sunday and another 40 on Monday.", [("90", 90, HELD), ("50", 50, HELD), ("another 40", 40, HELD)], ["Sunday", "Monday"], {"90": (SUNDAY, MONDAY)}),
    ("Police held 90: 50 in Tiro and another 40 on Monday.", [("90", 90, HELD), ("50", 50, HELD), ("another 40", 40, HELD)], ["Monday"], {"another 40": ON_MONDAY}),
    ("They held 90, of whom 31 on Monday.", [("90", 90, HELD), ("31", 31, {**HELD, "relation": "including"})], ["Monday"], {"90": None, "31": ON_MONDAY}),
    ("Some 40 were hurt and 12 killed when a bus fell on Monday.", [("40", 40, HURT), ("12", 12, DEAD)], ["Monday"], {"40": ON_MONDAY, "12": ON_MONDAY}),
    ("The 17 hurt were seen to on Monday, including 2 badly.", [("17", 17, HURT), ("2", 2, {**HURT, "relation": "including"})], ["Monday"], {"17": ON_MONDAY, "2": ON_MONDAY}),
    ("Among the 92 held on Monday were 11 children.", [("92", 92, HELD), ("11 children", 11, HELD)], ["Monday"], {"92": ON_MONDAY, "11 children": ON_MONDAY}),
    ("They moved 90 carts on Monday, and 15 in the hills.", [("90", 90, {"verb": "moved"}), ("15", 15, {"verb": "moved"})], ["Monday"], {"15": ON_MONDAY}),
    ("Of the 90 held on Monday, 15 were freed.", [("90", 90, {"verb": "freed"}), ("15", 15, {"verb": "freed"})], ["Monday"], {"90": ON_MONDAY, "15": None}),
    ("They moved 90 carts on Monday; 15 were lost.", [("90", 90, {"verb": "moved"}), ("15", 15, {"verb": "moved"})], ["Monday"], {"15": None}),
    ("The mill closed on Monday, when 13 carts left and 20 stayed.", [("13", 13, {"verb": "left"}), ("20", 20, {"verb": "stayed"})], ["Monday"], {"13": ON_MONDAY}),
    # no time of its own: lengths, settings, what lasts
    ("The rain on Monday came three weeks late.", [("three weeks", 3, {"unit": "duration"})], ["Monday"], {"three weeks": None}),
    ("Some 25 huts burned in the two areas on Monday.", [("25", 25, {"state": "destroyed"}), ("two areas", 2, {"head": "areas"})], ["Monday"], {"25": ON_MONDAY, "two areas": None}),
    ("A 40-day inquiry: in 12 raids on Monday.", [("12 raids", 12, {"head": "raids"})], ["Monday"], {"12 raids": ON_MONDAY}),
    # incidents
    ("On Monday a bus with 30 aboard fell.\nNine died. A boat built for 80 came.", [("30", 30, {"state": "aboard"}), ("Nine", 9, DEAD), ("80", 80, {"state": "aboard"})], ["Monday"], {"Nine": ON_MONDAY, "80": None}),
    ("On Monday 9 died. Still 5 are in custody.", [("9", 9, DEAD), ("5", 5, {**HELD, "aspect": "stock"})], ["Monday"], {"5": None}),
    ("On Monday 9 died. That night 5 were held.", [("9", 9, DEAD), ("5", 5, {**HELD, "aspect": "stock"})], ["Monday"], {"5": ON_MONDAY}),
    ("On Monday 9 died. In all, this road has seen 391 dead.", [("9", 9, DEAD), ("391", 391, DEAD)], ["Monday"], {"391": ON_MONDAY}),
    ("On Monday 9 died.\nThis road has killed 391.", [("9", 9, DEAD), ("391", 391, DEAD)], ["Monday"], {"391": None}),
    ("On Monday we met 11 survivors.\nIn all 30 died.", [("11 survivors", 11, {"state": "rescued", "verb": "met", "lemma": "meet"}), ("30", 30, DEAD)], ["Monday"], {"30": None}),
    ("The blast of 3 May.\nIn all 30 died. Some 40 marched.", [("30", 30, DEAD), ("40", 40, {"state": "protested"})], ["3 May"], {"30": ("2023-05-03", "2023-05-03"), "40": None}),
    ("Word of Sunday's mill fire spread.\nIn all 30 died.", [("30", 30, DEAD)], ["Sunday"], {"30": ON_SUNDAY}),
    ("Word of Sunday's vote spread.\nIn all 30 died.", [("30", 30, DEAD)], ["Sunday"], {"30": None}),
    ("In all 44 are missing, down from 57 on Sunday. Another 9 died.", [("44", 44, {"state": "missing"}), ("57", 57, {"state": "missing"}), ("9", 9, DEAD)], ["Sunday"], {"57": ON_SUNDAY, "9": None}),
    ("On Sunday 3 were found dead.\nA bus had 30 aboard.", [("3", 3, {**DEAD, "relation": "including"}), ("30", 30, {"state": "aboard"})], ["Sunday"], {"30": None}),
    # repetitions
    ("Storm ruins 340 homes.\nOn Monday 340 homes fell.", [("340 homes", 340, {"head": "homes"})], ["Monday"], {"340 homes": None}),
    ("Five held, says ministry.\nOn Monday 5 rose.", [("Five", 5, HELD), ("5", 5, {"state": "protested"})], ["Monday"], {"Five": None}),
    ("Army holds fifty.\nOn Monday 50 were held.", [("fifty", 50, HELD), ("50", 50, HELD)], ["Monday"], {"fifty": ON_MONDAY}),
    ("Army holds fifty.\nOn Monday 50 were held. On Sunday some 50 were held.", [("fifty", 50, HELD), ("50", 50, HELD), ("some 50", 50, HELD)], ["Monday", "Sunday"], {"fifty": None}),
    ("A fifth paid.\nOn Monday 20 percent fell.", [("A fifth", 20, {"unit": "percent"}), ("20 percent", 20, {"unit": "percent"})], ["Monday"], {"A fifth": None}),
    # headings of reports
    ("Situation as of 9 June\n\nDeaths: 71\n\nBeds: 30", [("71", 71, {**DEAD, "aspect": "cumulative"}), ("30", 30, {})], ["9 June"], {"71": (None, "2023-06-09"), "30": None}),
    ("Meeting of 9 June\n\nDeaths: 71", [("71", 71, {**DEAD, "aspect": "cumulative"})], ["9 June"], {"71": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures", "days", "expected"), TIMES, ids=[row[0][:60] for row in TIMES])
def test_when(text: str, figures: list[Figure], days: list[str], expected: dict[str, Any]) -> None:
    found = _read(text, figures, days)
    assert {words: _days(found[words]) for words in expected} == expected


UNTIL = [
    ("By Sunday 42 had been freed.", "flow", None, (None, SUNDAY)),
    ("By Sunday 42 were in tents.", "stock", None, ON_SUNDAY),
    ("As of Sunday 42 had been freed.", "flow", SUNDAY, (None, SUNDAY)),
    ("As of Sunday 42 were in tents.", "stock", SUNDAY, ON_SUNDAY),
    ("By noon on Sunday 42 had been freed.", "cumulative", SUNDAY, (None, SUNDAY)),
    ("On Sunday 42 had been freed.", "flow", SUNDAY, ON_SUNDAY),
    ("In the night to Sunday 42 died.", "flow", SUNDAY, ("2023-10-07", SUNDAY)),
]


@pytest.mark.parametrize(("text", "aspect", "begin", "expected"), UNTIL)
def test_counts_up_to_a_day(text: str, aspect: str, begin: str | None, expected: tuple[str | None, str]) -> None:
    doc = _doc(text)
    found = _complete(doc, [_figure(doc, "42", 42, {"aspect": aspect}), _date(doc, "Sunday", begin, SUNDAY)])
    assert _days(found["42"]) == expected


def test_a_count_up_to_a_day_is_no_time_of_the_next_figure() -> None:
    doc = _doc("By Sunday 42 had been freed. Another 9 were freed.")
    freed = {"state": "released"}
    found = _complete(doc, [_figure(doc, "42", 42, freed), _figure(doc, "9", 9, freed), _date(doc, "Sunday", None, SUNDAY)])
    assert found["9"].when is None


OLDER = [
    ("The toll is 26, up from 20 on Sunday.", "cumulative", None),
    ("Some 26 are lost, up from 20 on Sunday.", "stock", ON_SUNDAY),
]


@pytest.mark.parametrize(("text", "aspect", "expected"), OLDER)
def test_an_older_toll_stands_on_its_day(text: str, aspect: str, expected: Any) -> None:
    doc = _doc(text)
    found = _complete(doc, [_figure(doc, "20", 20, {"aspect": aspect}), _date(doc, "Sunday", SUNDAY, SUNDAY)])["20"]
    assert _days(found) == expected
    assert found.as_of is not None
    assert (found.as_of.source == "text") is (expected is None)


LEFT = [
    ("By Sunday 42 had left; the other 9 were still inside.", ON_SUNDAY),
    ("By Sunday 42 had left. Another 9 remain inside.", ON_SUNDAY),
    ("By Sunday 42 had left. Another 9 were sick.", None),
    ("By Sunday 42 had left.\n\nAnother 9 remain inside.", None),
]


@pytest.mark.parametrize(("text", "expected"), LEFT)
def test_those_left_are_counted_on_the_same_day(text: str, expected: Any) -> None:
    doc = _doc(text)
    claims = [_figure(doc, "42", 42, {"state": "released"}), _figure(doc, "9", 9, {"state": "detained", "aspect": "stock"})]
    assert _days(_complete(doc, [*claims, _date(doc, "Sunday", None, SUNDAY)])["9"]) == expected


NO_TIMES = [
    ("now", "PRESENT_REF", "Now 42 are held."),
    ("recently", "PAST_REF", "They recently held 42."),
]


@pytest.mark.parametrize(("words", "value", "text"), NO_TIMES)
def test_words_that_name_no_time(words: str, value: str, text: str) -> None:
    doc = _doc(text.replace("Now", "now"))
    claims = [_figure(doc, "42", 42, HELD), _date(doc, words, None, None, value=value, anchor="unresolved")]
    assert _complete(doc, claims)["42"].when is None


REPORTED = [
    ("The toll is 23, the mayor confirmed on Sunday.", "23", "confirm", True),
    ("In all 23 died, the mayor confirmed, on Sunday.", "23", "die", False),
    ("A Sunday survey counted 23.", "23", None, True),
    ("Crews said 90 fell, and 23 on Sunday.", "23", "say", False),
    ("The register for Sunday lists 23.", "23", "say", False),
]


@pytest.mark.parametrize(("text", "words", "predicate", "reported"), REPORTED)
def test_the_day_of_speaking_is_not_that_of_the_figure(text: str, words: str, predicate: str | None, reported: bool) -> None:
    doc = _doc(text)
    claims = [_figure(doc, words, 23, DEAD), _date(doc, "Sunday", SUNDAY, SUNDAY, predicate=predicate)]
    assert (_complete(doc, claims)[words].when is None) is reported


def test_the_day_between_a_toll_and_its_verb_is_that_of_the_deaths() -> None:
    doc = _doc("The number of those killed on Sunday has risen to 23.")
    found = _complete(doc, [_figure(doc, "23", 23, {**DEAD, "aspect": "cumulative"}), _date(doc, "Sunday", SUNDAY, SUNDAY)])
    assert _days(found["23"]) == ON_SUNDAY


def test_cases_are_counted_since_the_deaths_of_an_epidemic_are() -> None:
    doc = _doc("Since 3 May 60 have died. Some 412 fell ill. Beds: 30.")
    counted = {"aspect": "cumulative"}
    claims = [
        _figure(doc, "60", 60, {**DEAD, **counted}),
        _figure(doc, "412", 412, {"state": "infected", **counted}),
        _figure(doc, "30", 30, counted),
        _date(doc, "3 May", "2023-05-03", None),
    ]
    found = _complete(doc, claims)
    assert [_days(found[words]) for words in ("412", "30")] == [("2023-05-03", None), None]


PLACES: list[tuple[str, list[Figure], tuple[str, ...], dict[str, list[str]]]] = [
    ("Some 40 men from Tiro were held.", [("40 men", 40, HELD)], ("Tiro",), {"40 men": []}),
    ("Some 40 men from Tiro arrived.", [("40 men", 40, {"state": "arrived"})], ("Tiro",), {"40 men": ["Tiro"]}),
    ("Some 40 whom Tiro's court freed.", [("40", 40, {})], ("Tiro",), {"40": []}),
    ("In Tiro's hills 40 fell.", [("40", 40, {})], ("Tiro",), {"40": ["Tiro"]}),
    ("In Tiro it took three weeks.", [("three weeks", 3, {"unit": "duration"})], ("Tiro",), {"three weeks": []}),
    ("In Tiro 40 men were held, among them 12 monks.", [("40 men", 40, HELD), ("12 monks", 12, {**HELD, "relation": "including"})], ("Tiro",), {"12 monks": ["Tiro"]}),
    ("In all 40 died in Tiro.\nSome 30 died in Meno. Then 12 died.", [("40", 40, DEAD), ("30", 30, DEAD), ("12", 12, DEAD)], ("Tiro", "Meno"), {"12": []}),
    ("In all 40 died.\nThe other 7 are in Tiro.", [("40", 40, HELD), ("other 7", 7, {**HELD, "relation": "other"})], ("Tiro",), {"40": [], "other 7": ["Tiro"]}),
    ("Army holds fifty.\nIn Tiro 50 were held.", [("fifty", 50, HELD), ("50", 50, HELD)], ("Tiro",), {"fifty": ["Tiro"]}),
    ("In Tiro 9 died. A fire ruined 30 huts.", [("9", 9, DEAD), ("30 huts", 30, {"state": "destroyed"})], ("Tiro",), {"30 huts": ["Tiro"]}),
    ("Some 61 schools closed, 43 in Tiro and 18 in Meno.", [("61 schools", 61, {}), ("43", 43, {}), ("18", 18, {})], ("Tiro", "Meno"), {"61 schools": ["Tiro", "Meno"], "43": ["Tiro"], "18": ["Meno"]}),
    ("In Tiro we met 11 survivors. In all 9 died.", [("11 survivors", 11, {"state": "rescued", "verb": "met", "lemma": "meet"}), ("9", 9, DEAD)], ("Tiro",), {"9": []}),
    ("In Tiro 9 died. Some 30 marched.", [("9", 9, DEAD), ("30", 30, {"state": "protested"})], ("Tiro",), {"30": []}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures", "places", "expected"), PLACES, ids=[row[0][:60] for row in PLACES])
def test_where(text: str, figures: list[Figure], places: tuple[str, ...], expected: dict[str, list[str]]) -> None:
    found = _read(text, figures, [], places=places)
    assert {words: [place.name for place in found[words].where] for words in expected} == expected


def test_a_town_on_a_border_is_named_alone() -> None:
    doc = _doc("Some 40 wait in Tiro on the Meno frontier.")
    claims = [_figure(doc, "40", 40, {}), _place(doc, "Tiro"), _place(doc, "Meno frontier", "border")]
    assert [place.name for place in _complete(doc, claims)["40"].where] == ["Tiro"]


def test_a_border_by_itself_is_crossed() -> None:
    doc = _doc("Some 40 have crossed the Meno frontier.")
    claims = [_figure(doc, "40", 40, {}), _place(doc, "Meno frontier", "border")]
    assert [place.name for place in _complete(doc, claims)["40"].where] == ["Meno frontier"]
