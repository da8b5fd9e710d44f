from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attribution.finder import AttributionFinder
from pipeline.attribution.quotes import find_quotes
from pipeline.attribution.source_kind import kind_of_words
from pipeline.attribution.source_name import definitions, later_name

FINDER = AttributionFinder()


def find(doc: Doc) -> list[dict[str, Any]]:
    return FINDER.find(doc)


def innermost(doc: Doc, quote: str) -> dict[str, Any] | None:
    """The attribution with the shortest content around the first `quote`; of equals the first, as claims are given theirs."""
    start = doc.text.index(quote)
    found_all = find(doc)
    holding = [
        (right - left, n)
        for n, found in enumerate(found_all)
        for left, right in [found["content_span"]]
        if left <= start and start + len(quote) <= right
    ]
    return found_all[min(holding)[1]] if holding else None


SOURCES = [
    # verb before its content
    ("Police said that 73 men were arrested in May.", "73 men", "Police", "government", "asserts"),
    ("Harbour Rights Watch documented the jailing of 73 monks.", "73 monks", "Harbour Rights Watch", "organisation", "asserts"),
    ("The relief agency estimated that 73 huts had burned.", "73 huts", "relief agency", "organisation", "estimates"),
    ("Lawyers counted 73 arrests at the march.", "73 arrests", "Lawyers", "group", "asserts"),
    ("Hospital staff spoke of 73 dead in the square.", "73 dead", "Hospital staff", "group", "asserts"),
    ("The mayor put the toll at 73.", "73", "mayor", "government", "asserts"),
    ("On Sunday the ministry lowered the toll to 73.", "73", "ministry", "government", "asserts"),
    ("Amina Sow, a nurse in Tovar, warned that 73 children would starve.", "73 children", "Amina Sow", "person", "warns"),
    ("The union alleges that 73 weavers were dismissed.", "73 weavers", "union", "organisation", "alleges"),
    ("Drone images show 73 flattened barns.", "73 flattened barns", "Drone images", "document", "asserts"),
    ("Officials said on Tuesday 73 miners were rescued.", "73 miners", "Officials", "government", "asserts"),
    ("Coast guard spokesman Noel Ruiz told reporters that 73 sailors had drowned.", "73 sailors", "Noel Ruiz", "person", "asserts"),
    ("Mr. Tan said 73 people had left.", "73 people", "Tan", "person", "asserts"),
    ("Ambassador Ruth B. Hall, once an envoy, testified that 73 monks had fled.", "73 monks", "Ruth B. Hall", "person", "asserts"),
    # after or around its content
    ("Some 73 miners were brought out alive, officials said.", "73 miners", "officials", "government", "asserts"),
    ("The flood, the mayor said, destroyed 73 homes.", "73 homes", "mayor", "government", "asserts"),
    ("“They took 73 of us,” said Amina Sow, 34, a farmer.", "73 of us", "Amina Sow", "person", "asserts"),
    # according to
    ("Only 73 are still in custody, according to the ministry.", "73", "ministry", "government", "asserts"),
    ("According to Stephen Cole, a priest with friends there, the army moved 73 men.", "73 men", "Stephen Cole", "person", "asserts"),
    ("In May, according to the charity, 73 families returned.", "73 families", "charity", "organisation", "asserts"),
    ("According to family members and activists, 73 remain in jail.", "73", "family members and activists", "group", "asserts"),
    # stances
    ("The interior ministry denied that anyone was arrested.", "anyone", "interior ministry", "government", "denies"),
    ("The army confirmed the deaths of 73 recruits.", "73 recruits", "army", "government", "confirms"),
    ("The ministry said it could not say how many were arrested.", "how many", "ministry", "government", "abstains"),
    ("The army declined to give the number of dead.", "the number of dead", "army", "government", "abstains"),
    ("Mr. Tan said the army had been unable to determine the number of dead.", "the number", "army", "government", "abstains"),
    ("Asked how many men were hurt, the spokesman said he was unable to tell.", "how many men", "spokesman", "person", "abstains"),
    # somebody who is not named
    ("About 73 monks are believed to have fled.", "73 monks", "not named", "anonymous", "asserts"),
    ("Reportedly 73 monks fled.", "73 monks", "not named", "anonymous", "asserts"),
    ("A survivor who gave no name told the paper that 73 men jumped.", "73 men", "survivor", "anonymous", "asserts"),
    # two sources in one sentence
    ("Police said 40 people died, but the union put the toll at 73.", "40 people", "Police", "government", "asserts"),
    ("Police said 40 people died, but the union put the toll at 73.", "73", "union", "organisation", "asserts"),
    (
        "Some 40 men died, state television said, while a clinic put the number at 73.",
        "40 men",
        "state television",
        "organisation",
        "asserts",
    ),
    # headlines, asides and counts
    ("Some 73 returned at night: rights group", "73", "rights group", "organisation", "asserts"),
    ("Storm kills 73, officials say", "73", "officials", "government", "asserts"),
    ("The toll, officials fear, may reach 73.", "73", "officials", "government", "warns"),
    ("By the agency's own count 73 families fled.", "73 families", "agency", "organisation", "asserts"),
    ("By our count 73 families fled.", "73 families", "the article", "article", "asserts"),
    ("By our estimate 73 families fled.", "73 families", "the article", "article", "estimates"),
    ("The charity, which said 73 men had died, has left.", "73 men", "charity", "organisation", "asserts"),
    ("A study by Oxfam found that 73 percent of girls were married.", "73 percent", "Oxfam", "organisation", "asserts"),
    ("Doctors Across Borders, a charity, says it has treated 73 men.", "73 men", "Doctors Across Borders", "organisation", "asserts"),
    ("Rains cost growers 73 barns, their association estimates.", "73 barns", "their association", "organisation", "estimates"),
    ("The UN refugee agency counts around 73 camps.", "around 73 camps", "UN refugee agency", "organisation", "asserts"),
    ("The owner, Harbour Star Lines, denied that 73 men had boarded.", "73 men", "Harbour Star Lines", "organisation", "denies"),
    ("The ministry said that no monk had died since May.", "no monk", "ministry", "government", "denies"),
    # a parse that fails on a relative clause
    ("Among the 73 monks Harbour Watch knows were caught were two boys.", "73 monks", "Harbour Watch", "organisation", "asserts"),
]


@pytest.mark.parametrize(("text", "quote", "source", "kind", "stance"), SOURCES)
def test_source_is_found(nlp: Language, text: str, quote: str, source: str, kind: str, stance: str) -> None:
    found = innermost(nlp(text), quote)
    assert found is not None
    assert (found["source"], found["kind"], found["stance"]) == (source, kind, stance)


REFUSALS = [
    ("The storm killed 73 villagers on Monday.", "73 villagers"),
    ("It called on governments to release the 73 monks.", "73 monks"),
    ("Both governments added 73 watchtowers.", "73 watchtowers"),
    ("The report is 73 pages long.", "73 pages"),
    ("We know 73 ways to fail.", "73 ways"),
    ("Nobody told the 73 workers.", "73 workers"),
    ("The envoy refused to accept 73 letters.", "73 letters"),
    ("China knows that 73 men were tortured.", "73 men"),
    ("Seventy-three miners were saved by a pump.", "Seventy-three miners"),
    ("The hall was filled with 73 guests, and music played.", "73 guests"),
    ("The talks will show whether 73 prisoners can be freed.", "73 prisoners"),
    ("Officials arrived on Monday with 73 lorries.", "73 lorries"),
    ("It was not clear how many monks had fled.", "how many"),
    ("The fleet: 73 boats of wood", "73 boats"),
]


@pytest.mark.parametrize(("text", "quote"), REFUSALS)
def test_plain_narration_has_no_source(nlp: Language, text: str, quote: str) -> None:
    assert innermost(nlp(text), quote) is None


def chain(doc: Doc, quote: str) -> list[str]:
    found_all = find(doc)
    found = innermost(doc, quote)
    assert found is not None
    return [*(found_all[n]["source"] for n in found["chain"]), found["source"]]


CHAINS = [
    ("The ministry said that 73 monks had fled, the Telegraph reported.", "73 monks", ["Telegraph", "ministry"]),
    ("Harbour Watch said 73 men were sent back, citing a priest with friends in Oslo.", "73 men",
     ["Harbour Watch", "priest with friends in Oslo"]),
    ("The Delta Journal cited data from the Seoul-based Centre for Refugees, reporting that 73 men fled.", "73 men",
     ["Delta Journal", "Centre for Refugees"]),
    ("Citing two officials, the Daily Sun reported that 73 men had died.", "73 men", ["Daily Sun", "two officials"]),
    ("The Daily Sun reported in March that activists warned that 73 men would return.", "73 men", ["Daily Sun", "activists"]),
    ("Greg Cole, who heads the Clinic, cited Ms. Kim Jin, a reporter, pointing out that 73 men died.", "73 men",
     ["Greg Cole", "Kim Jin"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "sources"), CHAINS)
def test_sources_are_nested(nlp: Language, text: str, quote: str, sources: list[str]) -> None:
    assert chain(nlp(text), quote) == sources


CONTINUED = [
    ("Ruth Hall said 40 monks fled. She added that 73 were caught.", "73", "Ruth Hall"),
    ("Harbour Rights Watch said 40 monks fled. The rights group added that 73 were caught.", "73", "Harbour Rights Watch"),
    ("Harbour Rights Watch said 40 fled. The Oslo-based group said 73 were caught.", "73", "Harbour Rights Watch"),
    ("A human rights group said 73 fled.\n\nHuman Rights Forum named the guards on Monday and said 40 were caught.", "73",
     "Human Rights Forum"),
    ("Park Joon-ho said 40 monks fled. Park said 73 were caught.", "73", "Park Joon-ho"),
    ("The Centre for Harbour Rights (CHR) said 40 fled. CHR said 73 were caught.", "73", "Centre for Harbour Rights"),
    ("Officials of the Unification Ministry met on Monday. The ministry said 73 were caught.", "73", "Unification Ministry"),
    ("“We ran,” said Amina Sow. “They caught 73 of us.”", "73 of us", "Amina Sow"),
    ("Greg Cole cited Ms. Kim Jin, a reporter, pointing out the cost. They would face 73 lashes.", "73 lashes", "Kim Jin"),
    ("Ruth Hall said the hall held 90 people. Of these, 73 were children.", "73", "Ruth Hall"),
    ("Aid Forum said 12 died. The UN refugee agency said 40 fled. The agency added that 73 came.", "73", "UN refugee agency"),
    ("Police spoke of 40. Harbour Aid listed 60. Both say that 73 were hurt.", "73", "Police and Harbour Aid"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "source"), CONTINUED)
def test_source_is_led_back_to_its_name(nlp: Language, text: str, quote: str, source: str) -> None:
    found = innermost(nlp(text), quote)
    assert found is not None
    assert found["source"] == source


def test_source_span_is_what_is_printed(nlp: Language) -> None:
    doc = nlp("Ruth Hall said 40 monks fled. She added that 73 were caught.")
    found = innermost(doc, "73")
    assert found is not None
    assert doc.text[slice(*found["source_span"])] == "She"
    assert doc.text[slice(*found["cue_span"])] == "added"


CONTENTS = [
    ("Police said on Friday that 17 had died.", "17 had died"),
    ("Only 46 are in custody, according to the ministry.", "Only 46 are in custody"),
    ("“They took 73 of us,” said Amina Sow.", "“They took 73 of us,”"),
]


@pytest.mark.parametrize(("text", "content"), CONTENTS)
def test_content_leaves_out_the_day_of_the_statement(nlp: Language, text: str, content: str) -> None:
    doc = nlp(text)
    assert [doc.text[slice(*found["content_span"])] for found in find(doc)] == [content]


TYPES = [
    ("“They took 73 of us,” said Amina Sow.", "direct"),
    ("Amina Sow said that soldiers took 73 of them.", "indirect"),
    ("Amina Sow said that soldiers “took 73” of them.", "mixed"),
    ("Drone images show 73 flattened barns.", "document"),
    ("About 73 monks are believed to have fled.", "passive"),
]


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_type_tells_how_it_is_reported(nlp: Language, text: str, kind: str) -> None:
    assert [found["type"] for found in find(nlp(text))] == [kind]


UNPARSED = [
    ("Harbour Watch said that 73 men were arrested.", "73 men", "Harbour Watch"),
    ("Only 73 are in custody, according to the ministry.", "73", "ministry"),
]


@pytest.mark.parametrize(("text", "quote", "source"), UNPARSED)
def test_words_alone_give_the_plain_cases(blank: Language, text: str, quote: str, source: str) -> None:
    found = innermost(blank(text), quote)
    assert found is not None
    assert found["source"] == source


# The label scheme of `en_core_web_*`: word, tag, part of speech, lemma, head, label.
CLEAR = """
Only    RB  ADV  only    1  advmod
73      CD  NUM  73      2  nsubj
remain  VBP VERB remain  8  ccomp
,       ,   PUNCT ,      8  punct
Ruth    NNP PROPN Ruth   5  compound
Hall    NNP PROPN Hall   8  nsubj
,       ,   PUNCT ,      5  punct
34      CD  NUM  34      5  appos
said    VBD VERB say     8  ROOT
.       .   PUNCT .      8  punct
"""


def test_other_label_scheme_reads_alike(blank: Language) -> None:
    rows = [line.split() for line in CLEAR.strip().splitlines()]
    words, tags, pos, lemmas, heads, labels = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(blank.vocab, words=words, tags=tags, pos=pos, lemmas=lemmas, heads=[int(head) for head in heads], deps=labels)
    found = innermost(doc, "73")
    assert found is not None
    assert (found["source"], found["kind"], found["stance"]) == ("Ruth Hall", "person", "asserts")


KINDS = [
    ("the Interior Ministry", "government"),
    ("a spokesman for the charity", "person"),
    ("foreign ministry spokesman", "government"),
    ("aid workers", "group"),
    ("a missionary with contacts in the north", "anonymous"),
    ("the UN refugee agency", "organisation"),
    ("a new report", "document"),
    ("sources", "anonymous"),
    ("the flood", None),
    ("the bridge", None),
]


@pytest.mark.parametrize(("phrase", "kind"), KINDS)
def test_kind_is_read_from_the_head(phrase: str, kind: str | None) -> None:
    assert kind_of_words(phrase.split()) == kind


DEFINITIONS = [
    ("The Committee for Harbour Rights (CHR) met.", {"CHR": "Committee for Harbour Rights"}),
    ("The meeting (CHR) went on.", {}),
    ("He lives in Tovar (XYZ).", {}),
]


@pytest.mark.parametrize(("text", "found"), DEFINITIONS)
def test_acronyms_are_spelled_out(text: str, found: dict[str, str]) -> None:
    assert definitions(text) == found


def test_description_takes_a_name_that_shares_its_words() -> None:
    names = [("Delta Journal", "organisation"), ("Human Rights Forum", "organisation")]
    assert later_name("human rights group", names) == "Human Rights Forum"
    assert later_name("group", names) is None
    assert later_name("animal rights group", names) is None


QUOTES = [
    ("“Yes,” he said.", ["“Yes,”"]),
    ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
    ("“Unclosed to the end", ["“Unclosed to the end"]),
    ("No quotation at all.", []),
]


@pytest.mark.parametrize(("text", "quotes"), QUOTES)
def test_quotations_are_found(text: str, quotes: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotes(text)] == quotes


PIECES = ["Police", "said", "that", "73", "died", ",", "according", "to", "the", "union", ".", "“", "”", "who", "citing", "\n\n", "but"]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@example(words=["Police", "said"])
@settings(max_examples=60, deadline=None)
def test_any_order_of_words_is_read(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    found = find(doc)
    for n, one in enumerate(found):
        start, end = one["content_span"]
        assert 0 <= start < end <= len(doc.text)
        assert n not in one["chain"]
        assert all(0 <= m < len(found) for m in one["chain"])
    assert json.loads(json.dumps(found)) == found
    assert find(doc) == found


@pytest.mark.parametrize("name", ["cues.jsonl", "source_words.jsonl"])
def test_lists_are_sorted(name: str) -> None:
    rows = [json.loads(line) for line in (files("pipeline") / "data" / name).read_text(encoding="utf-8").splitlines()]
    keys = [(row.get("cue", ""), row.get("frame", ""), row.get("kind", "")) for row in rows]
    assert keys == sorted(set(keys))
