from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.errors import ModelError
from models.name_types import BUCKETS, KINDS, NAME_TYPES, NameTyper, add_listed, feature_rows, join_peoples, look_around
from models.train.iob import NamedSentence
from models.train.name_types import parse_named, train_name_types

VOCAB = spacy.blank("en").vocab


def parsed(text: str, *names: tuple[int, int, str], pos: str = "") -> Doc:
    """`text` as one sentence whose words hang on the second; names in words, `pos` one letter a word: N for a proper noun."""
    words = text.split()
    tags = ["PROPN" if mark == "N" else "NOUN" for mark in pos.ljust(len(words), ".")]
    doc = Doc(VOCAB, words=words, heads=[min(1, len(words) - 1)] * len(words), deps=["dep"] * len(words), pos=tags)
    doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in names)
    return doc


def texts_of(spans: list[Span] | tuple[Span, ...]) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in spans]


JOINED = [
    ("North Koreans fled", [(0, 1, "LOC"), (1, 2, "NORP")], [("North Koreans", "NORP")]),
    ("Sri Lankan navy", [(0, 1, "PERSON"), (1, 2, "LOC")], [("Sri Lankan", "NORP")]),
    ("North Kano fled", [(0, 1, "LOC"), (1, 2, "LOC")], [("North", "LOC"), ("Kano", "LOC")]),
    ("North of Koreans", [(0, 1, "LOC"), (2, 3, "NORP")], [("North", "LOC"), ("Koreans", "NORP")]),
]


@pytest.mark.parametrize(("text", "names", "joined"), JOINED)
def test_halves_of_a_people_are_joined(text: str, names: list[tuple[int, int, str]], joined: list[tuple[str, str]]) -> None:
    assert texts_of(join_peoples(parsed(text, *names))) == joined


ADDED = [
    ("Kenya protested", "N.", [], [("Kenya", "LOC")]),
    ("Burkina Faso protested", "NN.", [], [("Burkina Faso", "LOC")]),
    ("Human Rights Watch protested", "NNN.", [], [("Human Rights Watch", "ORG")]),
    ("Kenya Airways protested", "NN.", [(0, 2, "ORG")], [("Kenya Airways", "ORG")]),
    ("Mail Canada spoke", "NN.", [], []),
    ("Canada Mail spoke", "NN.", [], []),
    ("turkey is served", "...", [], []),
    ("Turkey is served", "...", [], []),
]


@pytest.mark.parametrize(("text", "pos", "names", "expected"), ADDED)
def test_listed_names_are_added(text: str, pos: str, names: list[tuple[int, int, str]], expected: list[tuple[str, str]]) -> None:
    doc = parsed(text, *names, pos=pos)
    assert texts_of(add_listed(doc, list(doc.ents))) == expected


def test_without_weights_the_finder_decides() -> None:
    doc = NameTyper()(parsed("Zorba met Ana", (0, 1, "ORG"), (2, 3, "PERSON")))
    assert texts_of(doc.ents) == [("Zorba", "ORG"), ("Ana", "PERSON")]


def test_listed_people_are_a_people_whatever_the_finder_says() -> None:
    assert texts_of(NameTyper()(parsed("Kenyan troops", (0, 1, "ORG"))).ents) == [("Kenyan", "NORP")]


def test_last_word_of_a_full_name_marks_a_person() -> None:
    doc = parsed("Rahel Odinga met Odinga", (0, 2, "PERSON"), (3, 4, "ORG"))
    assert look_around(doc, doc.ents).people == {"Odinga"}


PEOPLE = ["Ana Cruz", "Halima Sesay", "Jon Weber", "Rahel Odinga"]
PLACES = ["Kenya", "Lagos", "Chad", "Peru"]
BODIES = ["Water Ministry", "Harbour Council", "Rescue Agency", "Teachers Union"]


def examples() -> list[NamedSentence]:
    rows = []
    for person, place, body in zip(PEOPLE, PLACES, BODIES, strict=True):
        rows += [(f"{person} of the {body} flew to {place} .", [(person, "PERSON"), (body, "ORG"), (place, "LOC")])] * 4
    return [
        NamedSentence(
            tuple(text.split()),
            (True,) * len(text.split()),
            tuple((text.split().index(name.split()[0]), text.split().index(name.split()[-1]) + 1, label) for name, label in names),
            str(number),
        )
        for number, (text, names) in enumerate(rows)
    ]


@Language.component("test_flat_tree")
def hang_on_first(doc: Doc) -> Doc:
    for token in doc:
        token.head, token.dep_ = doc[0], "dep"
    return doc


@pytest.fixture(scope="module")
def syntax() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("test_flat_tree")
    return nlp


@pytest.fixture(scope="module")
def typer(syntax: Language) -> NameTyper:
    return train_name_types(syntax, [(examples(), 1.0)], trust=0.5)


UNSEEN = [
    ("Boats reached Mali yesterday", (2, 3, "ORG"), "LOC"),
    ("Boats of the Fishing Ministry", (3, 5, "LOC"), "ORG"),
]


@pytest.mark.parametrize(("text", "name", "kind"), UNSEEN)
def test_learnt_weights_decide_on_unseen_names(typer: NameTyper, text: str, name: tuple[int, int, str], kind: str) -> None:
    assert [entity.label_ for entity in typer(parsed(text, name)).ents] == [kind]


def test_finder_that_is_trusted_keeps_its_word(typer: NameTyper) -> None:
    trusting = NameTyper(typer.weights, trust=100.0)
    text, name, _ = UNSEEN[0]
    assert [entity.label_ for entity in trusting(parsed(text, name)).ents] == [name[2]]


def test_learning_repeats(syntax: Language, typer: NameTyper) -> None:
    again = train_name_types(syntax, [(examples(), 1.0)], trust=0.5)
    assert np.array_equal(again.weights, typer.weights)


def test_corpora_without_one_kind_are_refused(syntax: Language) -> None:
    one = [NamedSentence(("Ana", "Kenya"), (True, True), ((0, 1, "PERSON"), (1, 2, "LOC")))]
    with pytest.raises(ValueError, match="all kinds"):
        train_name_types(syntax, [(one, 1.0)], trust=0.5)


def test_names_find_their_words_in_our_own_tokens(syntax: Language) -> None:
    sentence = NamedSentence(("Ana", "Cruz", "'s", "boat"), (True, False, True, False), ((0, 2, "PERSON"),))
    (doc,) = parse_named(syntax, [sentence])
    assert texts_of(doc.ents) == [("Ana Cruz", "PERSON")]


def test_weights_survive_being_saved(typer: NameTyper, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe(NAME_TYPES, config={"trust": 0.5})
    component.weights = typer.weights.astype(np.float16).astype(np.float32)
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path).get_pipe(NAME_TYPES)
    assert np.array_equal(loaded.weights, component.weights)
    assert loaded.trust == 0.5


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"weights\.npz is missing"):
        NameTyper().from_disk(tmp_path)


@given(st.lists(st.sampled_from(["Kenya", "Ana", "met", "of", "'s", "Bank"]), min_size=1, max_size=6), st.data())
def test_every_name_has_rows_inside_the_table(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    doc = parsed(" ".join(words), (start, end, data.draw(st.sampled_from(KINDS))))
    rows = feature_rows(doc.ents[0], look_around(doc, doc.ents))
    assert len(rows) == len(set(rows.tolist()))
    assert 0 <= rows.min() <= rows.max() < BUCKETS
