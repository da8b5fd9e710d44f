from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attribution.finder import AttributionFinder
from pipeline.dates.dateline import dateline_end

FINDER = AttributionFinder()


def said(doc: Doc) -> list[tuple[str, str]]:
    """Source and the words it vouches for, white space evened out, in text order."""
    found = FINDER.find(doc)
    return [(one["source"], " ".join(doc.text[slice(*one["content_span"])].split())) for one in found]


TAILS = [
    ("Nine barns burned in Orvelt, after a march on Sunday, the rights group Vesna said.", "Vesna", "Nine barns burned in Orvelt, after a march on Sunday"),
    ("TOVAR - Rainfall was 40 percent lower, the Weather Office of Tovar said on Friday.", "Weather Office of Tovar", "Rainfall was 40 percent lower"),
    ("TOVAR, May 4 (Wire) - Forty cows drowned, the farm bureau said.", "farm bureau", "Forty cows drowned"),
    ("Some 900 families have lost their land in the valley,\nthe land ministry said on Monday.", "land ministry", "Some 900 families have lost their land in the valley"),
    ("About 900 weavers walked out on Friday, the employers' federation Sefa estimated.", "Sefa", "About 900 weavers walked out on Friday"),
    ("Nine men drowned, said the harbour master, Leo Marsh.", "Leo Marsh", "Nine men drowned"),
    ("“We dug out nine miners,” a rescue worker told Delta News on Monday.", "rescue worker", "“We dug out nine miners,”"),
    ("“Nine boats sank,” Omar Sow, a fisherman, told Delta News.", "Omar Sow", "“Nine boats sank,”"),
    ("A crop is lost, the farm minister, Ana Ruiz, warned in an interview with Delta Radio on Sunday.", "Ana Ruiz", "A crop is lost"),
    ("A convoy left late, a Dutch aid worker who runs shelters in north-east Tovar told Delta Daily.", "Dutch aid worker", "A convoy left late"),
    ("At dawn 40 huts burned, the herders' union Sava reported on Sunday in a statement.", "Sava", "At dawn 40 huts burned"),
    ("A fire killed 18 men on Tuesday, the Tovar rescue service said, and crews dug on.", "Tovar rescue service", "A fire killed 18 men on Tuesday"),
    ("Fires kill 150 people a year, a 2023 survey found.", "2023 survey", "Fires kill 150 people a year"),
    ("The number of injured climbed to 900, officials said.", "officials", "The number of injured climbed to 900"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content"), TAILS)
def test_source_at_the_end_vouches_for_what_precedes(nlp: Language, text: str, source: str, content: str) -> None:
    assert said(nlp(text)) == [(source, content)]


NO_TAILS = [
    "In a statement on Sunday, the ministry said.",
    "The boats came late, and the captain, a veteran of 30 storms, said nothing.",
    "With the lamps out, the crew slept.",
]


@pytest.mark.parametrize("text", NO_TAILS)
def test_nothing_said_is_nothing_reported(nlp: Language, text: str) -> None:
    assert said(nlp(text)) == []


def test_whoever_is_told_is_no_content(nlp: Language) -> None:
    assert said(nlp("The clinic told Delta News that nine men had died.")) == [("clinic", "nine men had died")]


TWO_VERBS = [
    ("The ministry said 31 men were held and denied that any nurse was arrested.", ["asserts", "denies"], "any nurse was arrested"),
    ("The firm said 40 jobs were cut, but denied that ten weavers were hurt.", ["asserts", "denies"], "ten weavers were hurt"),
    ("Police denied that ten men were hurt and said 14 had been arrested.", ["denies", "asserts"], "14 had been arrested"),
    ("The union said 40 men were held and warned that more would be.", ["asserts", "warns"], "more would be"),
]


@pytest.mark.parametrize(("text", "stances", "second"), TWO_VERBS)
def test_second_verb_keeps_speaker_and_has_its_own_stance(nlp: Language, text: str, stances: list[str], second: str) -> None:
    doc = nlp(text)
    found = FINDER.find(doc)
    assert [one["stance"] for one in found] == stances
    assert len({one["source"] for one in found}) == 1
    assert said(doc)[1][1] == second
    assert found[0]["content_span"][1] <= found[1]["cue_span"][0]


def test_verb_without_clause_shares_nothing(nlp: Language) -> None:
    found = FINDER.find(nlp("Police said 40 men were held and counted twice."))
    assert [one["stance"] for one in found] == ["asserts"]


NAMES = [
    ("The Ballot Office said nine men voted. It added that two had fainted.", ["Ballot Office", "Ballot Office"]),
    ("Ana Ruiz, the mayor, said nine men died. She added that 30 were missing.", ["Ana Ruiz", "Ana Ruiz"]),
    ("It said nine men died.", ["not named"]),
    ("Tovar's police said two men died. Police said nine were held.", ["Tovar's police", "Tovar's police"]),
    ("Police in Orvelt said two men died. Police said nine were held.", ["Police in Orvelt", "Police in Orvelt"]),
    ("Officials in Tovar said 40 died. Officials in Marl said nine died. Officials said three left.", ["Officials in Tovar", "Officials in Marl", "Officials"]),
    ("Save the Rivers put the number of dry wells at 900.", ["Save the Rivers"]),
    ("The agency's report says 40 wells were dry.", ["agency"]),
    ("Leo Marsh said it was quiet. Last year Tovar police held 90 men at marches, by their own count.", ["Leo Marsh", "Tovar police"]),
    ("General Leo Marsh put the number of men held across the north on Monday and Tuesday at 40.", ["Leo Marsh"]),
    ("[x](y) said nine men died.", []),
    ("`calc'!A0 said nine men died.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources"), NAMES)
def test_names_of_sources(nlp: Language, text: str, sources: list[str]) -> None:
    assert [source for source, _ in said(nlp(text))] == sources


def test_a_name_has_one_kind(nlp: Language) -> None:
    text = "The rights group Vesna said 40 men were held in Orvelt. Later nine were freed, Vesna said. Vesna has counted 60 arrests."
    assert {one["kind"] for one in FINDER.find(nlp(text)) if one["source"] == "Vesna"} == {"organisation"}


FIGURES = [
    ("The group's tally names 233 prisoners.", "233 prisoners"),
    ("The ministry's answer is 214.", "214"),
    ("The weavers' union, which has gone from mill to mill, names 233 prisoners.", "233 prisoners"),
    ("The nurse gave a figure of her own: up to 650.", "up to 650"),
    ("Rights group: 500 moved from border towns", "500"),
    ("Activists: 40 held after march in Tovar", "40 held"),
]


@pytest.mark.parametrize(("text", "quote"), FIGURES)
def test_figures_given_without_a_verb_of_speech(nlp: Language, text: str, quote: str) -> None:
    assert any(quote in content for _, content in said(nlp(text)))


@pytest.mark.parametrize("text", ["The president named 3 ministers.", "Families: 300 in the north camp", "The house's figure is handsome."])
def test_figures_that_nobody_gives(nlp: Language, text: str) -> None:
    assert said(nlp(text)) == []


def test_denial_may_stand_before_its_source(nlp: Language) -> None:
    assert [one["stance"] for one in FINDER.find(nlp("Nobody was missing in Tovar, the governor said."))] == ["denies"]


DATELINES = [
    ("TOVAR - Nine men died.", "Nine"),
    ("TOVAR, May 4 (Wire) — Nine men died.", "Nine"),
    ("NATO said nine men - all cooks - died.", "NATO"),
    ("Tovar - Nine men died.", "Tovar"),
    ("TOVAR. Nine men - cooks - died.", "TOVAR"),
]


@pytest.mark.parametrize(("text", "first"), DATELINES)
def test_dateline_ends_before_the_report(blank: Language, text: str, first: str) -> None:
    doc = blank(text)
    assert doc[dateline_end(doc, 0, len(doc))].text == first


@given(st.lists(st.sampled_from(["TOVAR", ",", "May", "4", "-", "(", ")", "Nine", "died", "."]), max_size=10))
@settings(max_examples=60, deadline=None)
def test_dateline_ends_inside_its_sentence(blank: Language, words: list[str]) -> None:
    doc = blank(" ".join(words))
    assert 0 <= dateline_end(doc, 0, len(doc)) <= max(len(doc) - 1, 0)
