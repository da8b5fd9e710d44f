from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AnnotationError
from models.train.augment import vary_print
from models.train.chance import seeded
from models.train.conllu import Sentence, Word, read_conllu
from models.train.examples import group_sentences, make_example, make_gold
from models.train.syntax import cut_passages

FERRY = """# newdoc id = harbour-1
# sent_id = harbour-1-1
# text = The ferry didn't sail.
1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_
2\tferry\tferry\tNOUN\tNN\tNumber=Sing\t5\tnsubj\t_\t_
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\tdo\tAUX\tVBD\tTense=Past\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_
5\tsail\tsail\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5.1\tleft\tleave\tVERB\tVBD\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# sent_id = harbour-1-2
# text = Divers waited.
1\tDivers\tdiver\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_
2\twaited\twait\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = quarry-1
# sent_id = quarry-1-1
# text = “Stop!”
1\t“\t"\tPUNCT\t``\t_\t2\tpunct\t_\tSpaceAfter=No
2\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
3\t!\t!\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No
4\t”\t"\tPUNCT\t''\t_\t2\tpunct\t_\t_
"""


def write(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    return read_conllu(write(tmp_path / "harbour.conllu", FERRY))


def test_sentences_know_their_document_and_text(sentences: list[Sentence]) -> None:
    assert [(s.document, s.name) for s in sentences] == [
        ("harbour-1", "harbour-1-1"),
        ("harbour-1", "harbour-1-2"),
        ("quarry-1", "quarry-1-1"),
    ]
    assert sentences[0].text == "The ferry didn't sail."


def test_joined_words_come_as_their_parts_without_a_blank_between(sentences: list[Sentence]) -> None:
    words = sentences[0].words
    assert [word.form for word in words] == ["The", "ferry", "did", "n't", "sail", "."]
    assert [word.space_after for word in words] == [True, True, False, True, False, True]


def test_words_left_out_of_the_text_are_skipped(sentences: list[Sentence]) -> None:
    assert "left" not in [word.form for word in sentences[0].words]


def test_heads_count_inside_the_sentence_and_the_root_is_its_own(sentences: list[Sentence]) -> None:
    assert [(word.head, word.label) for word in sentences[1].words] == [(1, "nsubj"), (1, "ROOT"), (1, "punct")]


def test_packed_file_reads_like_a_plain_one(tmp_path: Path, sentences: list[Sentence]) -> None:
    assert read_conllu(write(tmp_path / "harbour.conllu.gz", FERRY)) == sentences


def test_windows_line_ends_change_nothing(tmp_path: Path, sentences: list[Sentence]) -> None:
    assert read_conllu(write(tmp_path / "crlf.conllu", FERRY.replace("\n", "\r\n"))) == sentences


BROKEN = [
    ("1\tBoats\tboat\tNOUN\tNNS\t_\t0\troot\t_\n", 1, "9 columns"),
    ("1\tBoats\tboat\tNOUN\tNNS\t_\tone\troot\t_\t_\n", 1, "head 'one'"),
    ("1\tBoats\tboat\tNOUN\tNNS\t_\t7\tnsubj\t_\t_\n", 1, "head '7'"),
    ("1\tBoats\tboat\tNOUN\tNNS\t_\t1\tnsubj\t_\t_\n", 1, "head '1'"),
    ("# text = x\n1\tBoats\tboat\tNOUN\tNNS\t_\t0\troot\t_\t_\n3\tsank\tsink\tVERB\tVBD\t_\t1\tdep\t_\t_\n", 3, "word number '3'"),
    ("1\tBoats\tboat\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tsank\tsink\tVERB\tVBD\t_\t1\tdep\t_\t_\n", 1, "no root"),
    ("1\t\t_\tNOUN\tNNS\t_\t0\troot\t_\t_\n", 1, "without a form"),
    ("", 1, "no sentence"),
    ("# text = nothing but this\n", 1, "no sentence"),
]


@pytest.mark.parametrize(("text", "line", "problem"), BROKEN)
def test_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = write(tmp_path / "broken.conllu", text)
    with pytest.raises(AnnotationError, match=problem) as caught:
        read_conllu(path)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "noise.conllu.gz"
    path.write_bytes(b"\x00\xff\xfe noise")
    with pytest.raises(AnnotationError, match="cannot be read"):
        read_conllu(path)


def test_passages_stay_inside_a_document(sentences: list[Sentence]) -> None:
    assert [len(passage) for passage in group_sentences(sentences)] == [2, 1]
    assert [len(passage) for passage in group_sentences(sentences, size=1)] == [1, 1, 1]


def test_gold_carries_tree_tags_and_text(sentences: list[Sentence]) -> None:
    gold = make_gold(spacy.blank("en").vocab, group_sentences(sentences)[0])
    assert gold.text == "The ferry didn't sail. Divers waited. "
    assert [(token.text, token.head.text) for token in gold if token.dep_ == "nsubj"] == [("ferry", "sail"), ("Divers", "waited")]
    assert [sentence.start for sentence in gold.sents] == [0, 6]


@pytest.mark.parametrize(("preset", "starts"), [(True, [True, False, False, False, False, False, True, False, False]), (False, [None] * 9)])
def test_sentence_starts_are_given_on_demand(sentences: list[Sentence], preset: bool, starts: list[bool | None]) -> None:
    example = make_example(spacy.blank("en"), group_sentences(sentences)[0], preset=preset)
    # spaCy counts the first word as a start in any case.
    assert [token.is_sent_start for token in example.predicted][1:] == starts[1:]


@given(st.integers(0, 10_000))
def test_cut_passages_keep_every_sentence_once_and_in_order(seed: int) -> None:
    word = Word("Fire", "fire", "NOUN", "NN", "", 0, "ROOT", space_after=True)
    sentences = [Sentence(f"d{i // 7}", str(i), "Fire", (word,) * (i + 1)) for i in range(20)]
    passages = cut_passages(sentences, Random(seed))
    assert [words for passage in passages for words in passage] == [sentence.words for sentence in sentences]
    assert all(1 <= len(passage) <= 5 for passage in passages)


def forms(passage: tuple[tuple[Word, ...], ...]) -> list[str]:
    return [word.form for sentence in passage for word in sentence]


def test_quotes_are_printed_another_way_but_stay_pairs(sentences: list[Sentence]) -> None:
    passage = group_sentences(sentences)[1]
    printed = {
        (
            forms(vary_print(passage, Random(seed), chance=1.0, small_letters=0.0))[0::3][0],
            forms(vary_print(passage, Random(seed), chance=1.0, small_letters=0.0))[-1],
        )
        for seed in range(40)
    }
    assert printed == {('"', '"'), ("“", "”"), ("``", "''")}


def test_apostrophe_of_a_verb_is_no_quote(sentences: list[Sentence]) -> None:
    passage = group_sentences(sentences)[0]
    printed = {forms(vary_print(passage, Random(seed), chance=1.0, small_letters=0.0))[3] for seed in range(20)}
    assert printed == {"n't", "n’t"}


@given(st.integers(0, 10_000))
def test_another_print_changes_forms_only(seed: int) -> None:
    hyphen = Word("-", "-", "PUNCT", "HYPH", "", 0, "punct", space_after=False)
    dash = Word("--", "--", "PUNCT", ":", "", 0, "punct", space_after=True)
    passage = ((hyphen, dash),)
    varied = vary_print(passage, Random(seed), chance=1.0, small_letters=0.5)
    assert forms(varied)[0] == "-"
    assert [(word.tag, word.head, word.label, word.space_after) for word in varied[0]] == [
        (word.tag, word.head, word.label, word.space_after) for word in passage[0]
    ]


def test_chance_repeats_by_name() -> None:
    assert seeded(0, 1, "names").random() == seeded(0, 1, "names").random()
    assert seeded(0, 1, "names").random() != seeded(0, 2, "names").random()
