from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from models.blanks import BlankMender

VOCAB = spacy.blank("en").vocab
MEND = BlankMender()

# words, heads before, heads after
TREES = [
    (["Boats", "sank", "\n\n"], [1, 1, 1], [1, 1, 1]),
    (["Boats", "sank", "\n\n"], [1, 1, 0], [1, 1, 1]),
    (["Boats", "sank", "\n\n"], [2, 2, 2], [0, 0, 1]),
    (["Boats", "sank", "\n\n", "fast"], [1, 1, 1, 2], [1, 1, 1, 1]),
    (["\n", "Boats", "sank"], [2, 0, 2], [1, 2, 2]),
    (["Boats", "\n", "\n", "sank"], [3, 2, 3, 3], [3, 0, 0, 3]),
    (["\n", " "], [0, 0], [0, 0]),
    (["Boats", "sank"], [1, 1], [1, 1]),
]


def parsed(words: list[str], heads: list[int]) -> Doc:
    deps = ["ROOT" if head == i else "obj" for i, head in enumerate(heads)]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=["NOUN"] * len(words), tags=["NN"] * len(words))


@pytest.mark.parametrize(("words", "before", "after"), TREES)
def test_blanks_become_leaves(words: list[str], before: list[int], after: list[int]) -> None:
    doc = MEND(parsed(words, before))
    assert [token.head.i for token in doc] == after
    assert all(token.dep_ == "ROOT" for token in doc if token.head.i == token.i)


def test_blanks_are_tagged_as_blanks_and_words_keep_their_tags() -> None:
    doc = MEND(parsed(["Boats", "sank", "\n\n"], [1, 1, 1]))
    assert [(token.tag_, token.pos_) for token in doc] == [("NN", "NOUN"), ("NN", "NOUN"), ("_SP", "SPACE")]


def test_unparsed_document_gets_tags_only() -> None:
    doc = MEND(Doc(VOCAB, words=["Boats", "\n"]))
    assert doc[1].pos_ == "SPACE"
    assert not doc.has_annotation("DEP")


@given(st.lists(st.lists(st.sampled_from(["Boats", "sank", "\n", " \n"]), min_size=1, max_size=6), min_size=1, max_size=3), st.data())
def test_sentences_and_links_between_words_stay(sentences: list[list[str]], data: st.DataObject) -> None:
    heads: list[int] = []
    for sentence in sentences:
        start = len(heads)
        heads += [data.draw(st.integers(start, max(start, i - 1))) for i in range(start, start + len(sentence))]
    doc = parsed([word for sentence in sentences for word in sentence], heads)
    bounds = [(sentence.start, sentence.end) for sentence in doc.sents]
    links = {(token.i, token.head.i) for token in doc if not token.is_space and not token.head.is_space}
    MEND(doc)
    assert [(sentence.start, sentence.end) for sentence in doc.sents] == bounds
    assert links <= {(token.i, token.head.i) for token in doc}
    assert all(not list(token.children) for token in doc if token.is_space and any(not other.is_space for other in token.sent))
