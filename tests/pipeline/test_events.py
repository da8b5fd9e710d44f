from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.events.finder import EventFinder
from pipeline.events.lexicon import event_lexicon, states
from pipeline.partial import add_claims, new_claim
from pipeline.verb_forms import noun_forms, verb_forms

FINDER = EventFinder()


def quantity(doc: Doc, number: str, head: str | None, unit: str = "count", modifier: str = "exact") -> dict[str, Any]:
    """A figure claim on the first word `number`, counting the first word `head` behind it."""
    at = next(token for token in doc if token.text == number)
    noun = next((token for token in doc[at.i :] if token.text == head), at) if head else at
    block = {"low": 1, "high": 1, "modifier": modifier, "unit": unit, "head": head, "aspect": None, "change": None}
    claim = new_claim(doc, "quantity", at.idx, at.idx + len(at), block, extractor="test")
    return {**claim, "_head": noun.i, "_number": [at.i, at.i]}


def read(doc: Doc, number: str, head: str | None, **options: str) -> dict[str, Any]:
    doc._.counterclaim = ()
    add_claims(doc, [quantity(doc, number, head, **options)])
    FINDER(doc)
    return dict(doc._.counterclaim[0])


STATES = [
    # verbs around the number
    ("Soldiers caught 73 men near the fence.", "73", "men", "detained", "flow"),
    ("In May 73 men were arrested near the fence.", "73", "men", "detained", "flow"),
    ("The storm killed 73 villagers.", "73", "villagers", "dead", "cumulative"),
    ("The storm has killed 73 in the hills.", "73", None, "dead", "cumulative"),
    ("Some 73 sailors drowned off the cape.", "73", "sailors", "dead", "cumulative"),
    ("The gunman wounded 73 shoppers.", "73", "shoppers", "wounded", "cumulative"),
    ("The coast guard rescued 73 sailors.", "73", "sailors", "rescued", "cumulative"),
    ("The army deported 73 traders in May.", "73", "traders", "returned", "flow"),
    ("Fire gutted 73 shops in the bazaar.", "73", "shops", "destroyed", "cumulative"),
    ("About 73 teachers protested outside the palace.", "73", "teachers", "protested", "flow"),
    ("Nurses vaccinated 73 pupils on Monday.", "73", "pupils", "vaccinated", "cumulative"),
    ("The landlord evicted 73 tenants.", "73", "tenants", "evicted", "cumulative"),
    # particles and idioms
    ("The officers sent 73 families back over the river.", "73", "families", "returned", "flow"),
    ("The officers handed 73 men over to the junta.", "73", "men", "returned", "flow"),
    ("Since June 73 of them have been sent home.", "73", None, "returned", "cumulative"),
    ("Divers brought 73 passengers out alive.", "73", "passengers", "rescued", "cumulative"),
    ("The quake left 73 families homeless.", "73", "families", "displaced", "stock"),
    ("In the quake 73 families lost their homes.", "73", "families", "displaced", "stock"),
    ("In the quake 73 people lost their lives.", "73", "people", "dead", "cumulative"),
    ("Only 73 sailors made it to the shore.", "73", "sailors", "arrived", "flow"),
    ("The mob burned down 73 huts.", "73", "huts", "destroyed", "cumulative"),
    ("The firm laid off 73 weavers.", "73", "weavers", "dismissed", "cumulative"),
    # states with a copula
    ("Another 73 are still in custody.", "73", None, "detained", "stock"),
    ("Of the miners, 73 remain in detention.", "73", None, "detained", "stock"),
    ("At dusk 73 hikers were still missing.", "73", "hikers", "missing", "stock"),
    ("Some 73 hikers are unaccounted for.", "73", "hikers", "missing", "stock"),
    ("No fewer than 73 men were being held at the fort.", "73", "men", "detained", "stock"),
    # nouns and adjectives
    ("Observers counted 73 arrests at the march.", "73", "arrests", "detained", "flow"),
    ("Doctors counted 73 measles deaths.", "73", "deaths", "dead", "cumulative"),
    ("The clinic recorded 73 cases of measles.", "73", "cases", "infected", "cumulative"),
    ("Lawyers listed 73 detainees.", "73", "detainees", "detained", "stock"),
    ("The district counted 73 displaced after the storm.", "73", None, "displaced", "stock"),
    ("Drone pictures show 73 destroyed barns.", "73", "barns", "destroyed", "cumulative"),
    ("The charity documented the jailing of 73 monks.", "73", "monks", "detained", "flow"),
    ("Nurses spoke of 73 dead in the square.", "73", None, "dead", "cumulative"),
    ("The ferry left with 73 people on board.", "73", "people", "aboard", "stock"),
    # what is counted stands elsewhere
    ("The mayor put the death toll at 73.", "73", None, "dead", "cumulative"),
    ("By Sunday the death toll had risen to 73.", "73", None, "dead", "cumulative"),
    ("The number of survivors stands at 73.", "73", None, "rescued", "cumulative"),
    ("Of the dead, 73 were women.", "73", None, "dead", "cumulative"),
    ("There were 73 people who had been arrested in May.", "73", "people", "detained", "flow"),
    ("It was a rise from the 73 known to have been caught in May.", "73", None, "detained", "flow"),
    # the main verb wins over what describes those counted
    ("Guards repatriated 73 people who had escaped.", "73", "people", "returned", "flow"),
    ("The judge released 73 prisoners.", "73", "prisoners", "released", "flow"),
    ("The other 73 caught since June have been sent home.", "73", None, "returned", "cumulative"),
    ("Two camps hold 73 families.", "73", "families", "sheltered", "stock"),
    ("Regime Returns 73 Escapees to Camp", "73", "Escapees", "returned", "flow"),
    ("Displaced: 73 families", "73", "families", "displaced", "stock"),
    # refusals: nothing in the list says it
    ("The committee invited 73 poets.", "73", "poets", None, None),
    ("The road is 73 kilometres long.", "73", "kilometres", None, None),
    ("Judges heard 73 cases last year.", "73", "cases", None, None),
    ("The group held 73 rallies.", "73", "rallies", "protested", "flow"),
    ("Four bakeries made it hard for 73 rivals.", "73", "rivals", None, None),
]


@pytest.mark.parametrize(("text", "number", "head", "state", "aspect"), STATES)
def test_state_is_read(nlp: Language, text: str, number: str, head: str | None, state: str | None, aspect: str | None) -> None:
    claim = read(nlp(text), number, head)
    assert ((claim["event"] or {}).get("state"), claim["quantity"]["aspect"]) == (state, aspect)


def test_joined_clauses_keep_their_own_state(nlp: Language) -> None:
    doc = nlp("Two miners died and nine were wounded in the shaft.")
    assert read(doc, "Two", "miners")["event"]["state"] == "dead"
    assert read(doc, "nine", None)["event"]["state"] == "wounded"


def test_gapped_clause_takes_the_first_verb(nlp: Language) -> None:
    doc = nlp("In all 73 were sent back in May and another 19 in June.")
    assert read(doc, "19", None)["event"]["state"] == "returned"


CHANGES = [
    ("Rents rose by 12 percent in May.", "up", "change"),
    ("Exports fell 12 percent last year.", "down", "change"),
    ("The bank reported a 12 percent increase in loans.", "up", "change"),
    ("Unemployment rose to 12 percent in May.", None, "level"),
    ("The board cut the fee by 12 percent.", "down", "change"),
]


@pytest.mark.parametrize(("text", "change", "aspect"), CHANGES)
def test_change_is_told_from_level(nlp: Language, text: str, change: str | None, aspect: str) -> None:
    block = read(nlp(text), "12", "percent", unit="percent")["quantity"]
    assert (block["change"], block["aspect"]) == (change, aspect)


MOODS = [
    ("Police arrested 73 people.", "affirmed", "asserted"),
    ("Police did not arrest 73 people.", "negated", "asserted"),
    ("The ministry denied that 73 people had been arrested.", "negated", "asserted"),
    ("Police never detained 73 people.", "negated", "asserted"),
    ("Not only 73 people were arrested.", "affirmed", "asserted"),
    ("As many as 73 people may have been arrested.", "affirmed", "possible"),
    ("Around 73 people are believed to have drowned.", "affirmed", "possible"),
    ("The firm will dismiss 73 people.", "affirmed", "future"),
    ("The firm is expected to dismiss 73 people.", "affirmed", "future"),
    ("If 73 people are deported, the camp will close.", "affirmed", "hypothetical"),
    ("The junta must release 73 people.", "affirmed", "required"),
    ("The envoy urged the junta to release 73 people.", "affirmed", "required"),
    ("The monitor said that 73 people were known to have been deported.", "affirmed", "asserted"),
]


@pytest.mark.parametrize(("text", "polarity", "modality"), MOODS)
def test_mood_is_read(nlp: Language, text: str, polarity: str, modality: str) -> None:
    event = read(nlp(text), "73", "people")["event"]
    assert (event["polarity"], event["modality"]) == (polarity, modality)


def test_unstated_number_leaves_polarity_open(nlp: Language) -> None:
    event = read(nlp("She could not say how many people were arrested."), "many", "people", modifier="undetermined")["event"]
    assert (event["state"], event["polarity"]) == ("detained", "unknown")


PARTICIPANTS = [
    ("Police detained 73 people.", "Police", "73 people"),
    ("In May 73 people were detained by soldiers.", "soldiers", "73 people"),
    ("Some 73 people drowned.", None, "73 people"),
]


@pytest.mark.parametrize(("text", "agent", "patient"), PARTICIPANTS)
def test_participants_are_told_apart(nlp: Language, text: str, agent: str | None, patient: str) -> None:
    event = read(nlp(text), "73", "people")["event"]
    assert event["agent"] == agent
    assert patient in (event["patient"] or "")


CONTEXTS = [
    ("The ferry carried 214 people on board, of whom 190 were pilgrims.", "214", "people", "190", "aboard"),
    ("Two transfers came first: 80 men on Monday and 40 in June.", "Two", "transfers", "80", "returned"),
    ("Soldiers deported 120 men in May. One monitor put the number at 150.", "120", "men", "150", "returned"),
    ("Police arrested 61 people. The hall has 300 chairs.", "61", "people", "300", None),
]


@pytest.mark.parametrize(("text", "first", "head", "second", "state"), CONTEXTS)
def test_state_is_handed_on(nlp: Language, text: str, first: str, head: str, second: str, state: str | None) -> None:
    doc = nlp(text)
    doc._.counterclaim = ()
    add_claims(doc, [quantity(doc, first, head), quantity(doc, second, None)])
    FINDER(doc)
    assert (doc._.counterclaim[1]["event"] or {}).get("state") == state


def test_predicate_words_are_evidence(nlp: Language) -> None:
    text = "The officers sent 73 families back."
    claim = read(nlp(text), "73", "families")
    assert [text[start:end] for start, end in claim["evidence"]["event.predicate"]] == ["sent", "back"]
    assert nlp(text)[claim["_verb"]].text == "sent"


def test_dates_get_the_verb_of_their_clause(nlp: Language) -> None:
    doc = nlp("The convoy left the camp on Monday.")
    doc._.counterclaim = ()
    add_claims(doc, [new_claim(doc, "date", 28, 34, {}, extractor="test")])
    FINDER(doc)
    assert doc._.counterclaim[0]["event"]["predicate"] == "leave"


UNPARSED = [
    ("Soldiers arrested 73 men near the fence.", "73", "men", "detained"),
    ("Observers counted 73 arrests.", "73", "arrests", "detained"),
    ("The committee met 73 poets.", "73", "poets", None),
]


@pytest.mark.parametrize(("text", "number", "head", "state"), UNPARSED)
def test_words_alone_are_enough(blank: Language, text: str, number: str, head: str, state: str | None) -> None:
    assert (read(blank(text), number, head)["event"] or {}).get("state") == state


# Word, tag, part of speech, lemma, head, ClearNLP label: the scheme of `en_core_web_*`.
CLEAR = """
The     DT  DET  the     1  det
mayor   NN  NOUN mayor   2  nsubj
said    VBD VERB say     2  ROOT
that    IN  SCONJ that   7  mark
73      CD  NUM  73      5  nummod
people  NNS NOUN people  7  nsubjpass
were    VBD AUX  be      7  auxpass
arrested VBN VERB arrest 2  ccomp
in      IN  ADP  in      7  prep
May     NNP PROPN May    8  pobj
.       .   PUNCT .      2  punct
"""
CLEAR_COPULA = """
Another DT  DET  another 1  det
73      CD  NUM  73      2  nsubj
are     VBP AUX  be      2  ROOT
in      IN  ADP  in      2  prep
custody NN  NOUN custody 3  pobj
.       .   PUNCT .      2  punct
"""


def clear_doc(blank: Language, table: str) -> Doc:
    rows = [line.split() for line in table.strip().splitlines()]
    words, tags, pos, lemmas, heads, labels = (list(column) for column in zip(*rows, strict=True))
    return Doc(blank.vocab, words=words, tags=tags, pos=pos, lemmas=lemmas, heads=[int(head) for head in heads], deps=labels)


CLEAR_STATES = [(CLEAR, "people", "arrest", "detained", "73 people"), (CLEAR_COPULA, None, "be in custody", "detained", None)]


@pytest.mark.parametrize(("table", "head", "predicate", "state", "patient"), CLEAR_STATES)
def test_other_label_scheme_reads_alike(
    blank: Language, table: str, head: str | None, predicate: str, state: str, patient: str | None
) -> None:
    event = read(clear_doc(blank, table), "73", head)["event"]
    assert (event["predicate"], event["state"]) == (predicate, state)
    assert patient is None or event["patient"] == patient


def test_places_are_left_alone(nlp: Language) -> None:
    doc = nlp("Soldiers arrested 73 men in Oslo.")
    doc._.counterclaim = ()
    add_claims(doc, [new_claim(doc, "place", 28, 32, {}, extractor="test")])
    assert FINDER.find(doc) == list(doc._.counterclaim)


def test_find_leaves_the_document_alone(nlp: Language) -> None:
    doc = nlp("Soldiers arrested 73 men.")
    doc._.counterclaim = ()
    add_claims(doc, [quantity(doc, "73", "men")])
    before = json.dumps(doc._.counterclaim, sort_keys=True)
    FINDER.find(doc)
    assert json.dumps(doc._.counterclaim, sort_keys=True) == before


def test_list_of_states_is_sorted_and_known() -> None:
    lines = (files("pipeline") / "data" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    keys = [(row["state"], row["measure"]) for row in rows]
    assert keys == sorted(set(keys))
    assert {row["measure"] for row in rows} <= {"stock", "flow", "cumulative", "level", "change"}
    assert {"dead", "wounded", "missing", "detained", "returned", "arrived"} <= set(states())


FORMS = [("flee", "fled"), ("send", "sent"), ("carry", "carried"), ("expel", "expelled"), ("die", "dying"), ("free", "freeing")]


@pytest.mark.parametrize(("base", "form"), FORMS)
def test_verbs_are_inflected(base: str, form: str) -> None:
    assert form in verb_forms(base)


def test_lives_is_the_plural_of_life() -> None:
    assert noun_forms("life") == {"life", "lives"}


@given(st.lists(st.sampled_from([*sorted(event_lexicon().phrases)[:40], "people", "back", "the", "."]), max_size=12))
@settings(max_examples=50, deadline=None)
def test_phrase_words_lie_in_order(words: list[str]) -> None:
    for i in range(len(words)):
        found = event_lexicon().phrase_at(words, i)
        if found is not None:
            assert found[1][0] == i
            assert found[1] == sorted(set(found[1]))
            assert found[1][-1] < len(words)
