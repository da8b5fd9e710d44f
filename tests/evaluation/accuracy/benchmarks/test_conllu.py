"""Treebanks: raw text from CoNLL-U, refusals with their line, alignment by characters, F1 worked out by hand and against spaCy's scorer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.conllu import CLEAR_REMARK, TWICE_REMARK, Prediction, predict, read, remarks, score
from evaluation.accuracy.benchmarks.conllu_align import align
from evaluation.accuracy.benchmarks.conllu_file import Item, Word
from pipeline.load import load_pipeline


@cache
def _pipeline() -> Any:
    return load_pipeline()


def _row(key: str, form: str, head: object = "_", deprel: str = "_", *, upos: str = "X", misc: str = "_") -> str:
    return "\t".join([key, form, form.lower(), upos, upos, "_", str(head), deprel, "_", misc])


FILE = "\n".join([
    "# newdoc id = first",
    "# newpar",
    "# sent_id = 1",
    _row("1", "They", 4, "nsubj", upos="PRON"),
    _row("2-3", "don't", misc="_"),
    _row("2", "do", 4, "aux", upos="AUX"),
    _row("3", "n't", 4, "advmod", upos="PART"),
    _row("3.1", "really"),
    _row("4", "sell", 0, "root", upos="VERB"),
    _row("5", "10 000", 6, "nummod", upos="NUM"),
    _row("6", "boats", 4, "obj", upos="NOUN", misc="SpaceAfter=No"),
    _row("7", ".", 4, "punct", upos="PUNCT"),
    "",
    _row("1", "Stop", 0, "root", upos="VERB", misc="Lang=en|SpaceAfter=No"),
    _row("2", "!", 1, "punct", upos="PUNCT"),
    "",
    "# newpar = p2",
    _row("1", "Go", 0, "root", upos="VERB"),
    "",
    "# newdoc",
    _row("1", "End", 0, "root", upos="VERB"),
    "",
])  # fmt: skip


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_raw_text_is_rebuilt(tmp_path: Path) -> None:
    first, second = read(_write(tmp_path / "a.conllu", FILE)).items
    assert (first.id, first.text) == ("first", "They don't sell 10 000 boats. Stop!\n\nGo")
    assert (second.id, second.text) == ("a:2", "End")
    assert [[word.form for word in sentence] for sentence in first.sentences][1:] == [["Stop", "!"], ["Go"]]


def test_words_lie_where_their_tokens_are_printed(tmp_path: Path) -> None:
    item = read(_write(tmp_path / "a.conllu", FILE)).items[0]
    they, do, nt, sell, number, *_ = item.sentences[0]
    assert (do.start, do.end, nt.start, nt.end) == (5, 10, 5, 10)
    assert (do.several, they.several, nt.space_after, do.space_after) == (True, False, True, False)
    assert item.text[number.start : number.end] == "10 000"
    assert (sell.head, they.head) == (None, 3)


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    expected = read(_write(path, FILE)).items
    path.write_bytes(FILE.replace("\n", "\r\n").encode())
    assert read(path).items == expected


def test_a_long_file_without_documents_is_cut_at_a_sentence(tmp_path: Path) -> None:
    sentence = _row("1", "word" * 10_000, 0, "root") + "\n\n"
    items = read(_write(tmp_path / "a.conllu", sentence * 6)).items
    assert [len(item.sentences) for item in items] == [3, 3]


REFUSED = [
    (_row("1", "Go", 0, "root") + "\textra\n", 1, "11 columns"),
    ("1\tGo\tgo\n", 1, "3 columns"),
    (_row("one", "Go", 0, "root") + "\n", 1, "no word"),
    (_row("2", "Go", 0, "root") + "\n", 1, "word 2 where 1 was expected"),
    (_row("1", "Go", 4, "root") + "\n", 1, "head '4'"),
    (_row("1", "Go", "x", "root") + "\n", 1, "head 'x'"),
    (_row("1", "Go", -1, "root") + "\n", 1, "head '-1'"),
    (_row("1", "Go", 2, "dep") + "\n" + _row("2", "on", 1, "dep") + "\n", 1, "0 roots"),
    (_row("1", "Go", 0, "root") + "\n" + _row("2", "on", 0, "root") + "\n", 1, "2 roots"),
    (_row("1", "Go", 0, "root") + "\n" + _row("2", "on", 3, "dep") + "\n" + _row("3", "up", 2, "dep") + "\n", 2, "circle"),
    (_row("1-2", "don't") + "\n" + _row("1", "do", 0, "root") + "\n", 1, "words of the range"),
    (_row("2-3", "don't") + "\n", 1, "does not follow"),
    ("# only a comment\n", 1, "no sentence"),
]


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        read(_write(tmp_path / "a.conllu", text))
    assert caught.value.line == line
    assert reason in caught.value.reason


def _words(*spans: tuple[str, int, int] | tuple[str, int, int, bool]) -> list[Word]:
    return [Word(span[0], "", "", "", None, "", span[1], span[2], bool(span[3:] and span[3])) for span in spans]


ALIGNED = [
    # equal characters
    (_words(("a", 0, 1), ("b", 2, 3)), _words(("a", 0, 1), ("b", 2, 3)), [(0, 0), (1, 1)]),
    # one side splits "ab": neither half is the word
    (_words(("ab", 0, 2), ("c", 3, 4)), _words(("a", 0, 1), ("b", 1, 2), ("c", 3, 4)), [(1, 2)]),
    # "don't" of two words against "do" and "n't" by form
    (_words(("do", 0, 5, True), ("n't", 0, 5, True)), _words(("do", 0, 2), ("n't", 2, 5)), [(0, 0), (1, 1)]),
    # the form decides, in any case: "won't" is will + not there
    (_words(("Wo", 0, 5, True), ("not", 0, 5, True)), _words(("wo", 0, 2), ("n't", 2, 5)), [(0, 0)]),
    # a longer word of the other side joins the stretch
    (_words(("do", 0, 5, True), ("n't", 0, 5, True), ("go", 5, 7)), _words(("do", 0, 2), ("n'tgo", 2, 7)), [(0, 0)]),
    # words before the stretch are no part of it
    (
        _words(("x", 0, 1), ("do", 2, 7, True), ("n't", 2, 7, True)),
        _words(("do", 0, 1), ("do", 2, 4), ("n't", 4, 7)),
        [(0, 0), (1, 1), (2, 2)],
    ),
]


@pytest.mark.parametrize(("gold", "ours", "pairs"), ALIGNED)
def test_words_are_aligned_by_their_characters(gold: list[Word], ours: list[Word], pairs: list[tuple[int, int]]) -> None:
    assert align(gold, ours) == pairs


def _tree(text: str, *rows: tuple[str, int | None, str]) -> tuple[Word, ...]:
    """Words of a sentence that stands in `text`, each with head (from 0) and relation; the tag is the form's first letter."""
    words, start = [], 0
    for form, head, deprel in rows:
        start = text.index(form, start)
        words.append(Word(form, form, form[0], form[0], head, deprel, start, start + len(form)))
        start += len(form)
    return tuple(words)


def _values(item: Item, *sentences: tuple[Word, ...], universal: bool = True) -> dict[str, float]:
    return {figure.name: figure.value for figure in score([item], [Prediction(sentences, item.sentences, universal)])}


TEXT = "Crews were sent north. Go!"
GOLD = (
    _tree(TEXT, ("Crews", 2, "nsubj:pass"), ("were", 2, "aux:pass"), ("sent", None, "root"), ("north", 2, "advmod"), (".", 2, "punct")),
    _tree(TEXT, ("Go", None, "root"), ("!", 0, "punct")),
)
ITEM = Item("1", TEXT, GOLD)


def test_what_gold_says_scores_one() -> None:
    assert set(_values(ITEM, *GOLD).values()) == {1.0}


def test_scores_by_hand() -> None:
    ours = (
        # One sentence instead of two; Crews is a plain nsubj, north hangs on were, "Go" on sent.
        _tree(TEXT, ("Crews", 2, "nsubj"), ("were", 2, "aux:pass"), ("sent", None, "root"), ("north", 1, "advmod"), (".", 2, "punct"),
              ("Go", 2, "parataxis"), ("!", 5, "punct")),
    )  # fmt: skip
    values = _values(ITEM, *ours)
    assert values["tokens F1"] == values["words F1"] == values["XPOS F1"] == 1
    assert values["sentences F1"] == 0
    # Heads: Crews, were, sent, the period, the second mark: 5 of 7. Universal relations of these are all right.
    assert values["UAS F1"] == pytest.approx(5 / 7)
    assert values["LAS F1"] == pytest.approx(5 / 7)
    assert values["LAS with subtypes F1"] == pytest.approx(4 / 7)
    # Without the two marks: 3 of 5 heads; with subtypes 2 of 5.
    assert values["UAS without punctuation F1"] == pytest.approx(3 / 5)
    assert values["LAS without punctuation F1"] == pytest.approx(2 / 5)
    assert values["with gold tokens: LAS F1"] == 1


def test_a_word_cut_otherwise_is_wrong_in_everything() -> None:
    first = _tree(TEXT, ("Crews", 2, "nsubj:pass"), ("were", 2, "aux:pass"), ("sent", None, "root"), ("nor", 4, "dep"), ("th", 2, "advmod"),
                  (".", 2, "punct"))  # fmt: skip
    values = _values(ITEM, first, GOLD[1])
    # 7 words wanted, 8 given, 6 right: precision 6/8, recall 6/7, F1 = 12/15 in words and heads alike.
    assert values["tokens precision"] == pytest.approx(6 / 8)
    assert values["words F1"] == values["UAS F1"] == values["LAS F1"] == pytest.approx(12 / 15)
    assert values["sentences F1"] == 1


def test_relations_of_another_scheme_are_not_scored() -> None:
    names = _values(ITEM, *GOLD, universal=False)
    assert "UAS F1" in names
    assert not [name for name in names if "LAS" in name]


def test_without_punctuation_is_what_spacy_scores() -> None:
    words, spaces = ["Crews", "were", "sent", "north", "."], [True, True, True, False, False]
    vocab = spacy.blank("en").vocab
    gold = Doc(vocab, words=words, spaces=spaces, heads=[2, 2, 2, 2, 2], deps=["nsubj:pass", "aux:pass", "ROOT", "advmod", "punct"])
    ours = Doc(vocab, words=words, spaces=spaces, heads=[2, 2, 2, 1, 1], deps=["nsubj", "aux:pass", "ROOT", "advmod", "punct"])
    expected = Scorer.score_deps([Example(ours, gold)], "dep", getter=lambda token, name: token.dep_.lower(), ignore_labels=("punct",))
    sentence = _tree(
        TEXT, ("Crews", 2, "nsubj"), ("were", 2, "aux:pass"), ("sent", None, "root"), ("north", 1, "advmod"), (".", 1, "punct")
    )
    values = _values(Item("1", TEXT[:22], GOLD[:1]), sentence)
    assert values["UAS without punctuation F1"] == pytest.approx(expected["dep_uas"])
    assert values["LAS without punctuation F1"] == pytest.approx(expected["dep_las"])


def test_our_pipeline_reads_the_raw_text(tmp_path: Path) -> None:
    items = read(_write(tmp_path / "a.conllu", FILE)).items
    predictions = predict(items, _pipeline())
    assert remarks(_pipeline()) == (TWICE_REMARK,)
    assert all(one.universal for one in predictions)
    assert ["".join(word.form for word in sentence) for sentence in predictions[1].raw] == ["End"]
    given = [word.form for sentence in predictions[0].gold_tokens for word in sentence]
    assert given == [word.form for sentence in items[0].sentences for word in sentence]
    values = {figure.name: figure.value for figure in score(items, predictions)}
    assert values["with gold tokens: words F1"] == 1
    assert 0.5 < values["with gold tokens: UPOS F1"] <= 1
    assert 0 < values["words F1"] < 1  # "10 000" is two words of ours


def test_a_backbone_of_another_scheme_is_told_of() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser").add_label("pobj")
    assert remarks(nlp) == (TWICE_REMARK, CLEAR_REMARK)


@st.composite
def documents(draw: st.DrawFn) -> Item:
    sentences, text = [], ""
    for size in draw(st.lists(st.integers(1, 5), min_size=1, max_size=4)):
        words = []
        for place in range(size):
            form = draw(st.sampled_from(["boat", "sail", "red"]))
            head = draw(st.integers(0, place - 1)) if place else None
            words.append(Word(form, form, "X", "X", head, "dep" if place else "root", len(text), len(text) + len(form)))
            text += form + " "
        sentences.append(tuple(words))
    return Item("1", text, tuple(sentences))


@given(documents())
def test_any_document_agrees_with_itself(item: Item) -> None:
    assert {figure.value for figure in score([item], [Prediction(item.sentences, item.sentences)])} == {1.0}


@given(documents(), documents())
def test_no_score_leaves_its_bounds_and_heads_are_the_hardest(gold: Item, ours: Item) -> None:
    values = {figure.name: figure.value for figure in score([gold], [Prediction(ours.sentences, ours.sentences)])}
    assert values["LAS with subtypes F1"] <= values["LAS F1"] <= values["UAS F1"] <= values["words F1"] <= 1
