from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.errors import AnnotationError
from models.name_words import name_words
from models.train.conllu import Sentence, Word
from models.train.gum_names import find_names
from models.train.iob import NamedSentence, guess_spaces, join_labels, read_gmb, read_iob
from models.train.named_sources import read_re3d, read_uner, relabel
from models.train.names import NamedCorpus, epoch_maker, group_named, make_named
from models.train.silver import mend_silver, settle_labels
from models.train.teacher import correct_kinds


def named(text: str, *names: tuple[int, int, str], document: str = "") -> NamedSentence:
    words = tuple(text.split())
    return NamedSentence(words, guess_spaces(words), names, document)


def texts_of(sentence: NamedSentence) -> list[tuple[str, str]]:
    return [(" ".join(sentence.words[start:end]), label) for start, end, label in sentence.names]


def test_labels_become_names() -> None:
    assert join_labels(["B-ORG", "I-ORG", "O", "B-LOC", "B-LOC", "I-PER"]) == [(0, 2, "ORG"), (3, 4, "LOC"), (4, 5, "LOC"), (5, 6, "PER")]


@given(st.lists(st.sampled_from(["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]), max_size=12))
def test_joined_names_cover_exactly_the_labelled_words(labels: list[str]) -> None:
    names = join_labels(labels)
    covered = [i for start, end, _ in names for i in range(start, end)]
    assert covered == [i for i, label in enumerate(labels) if label != "O"]


SPACES = [
    ("The mayor , Ana Cruz , left .", "The mayor, Ana Cruz, left."),
    ("Kano 's port ( closed ) costs $ 5", "Kano's port (closed) costs $5"),
    ('He said " no " twice', 'He said "no" twice'),
]


@pytest.mark.parametrize(("words", "text"), SPACES)
def test_blanks_are_guessed_as_newspapers_print_them(words: str, text: str) -> None:
    split = words.split()
    spaces = guess_spaces(split)
    assert "".join(word + " " * space for word, space in zip(split, spaces, strict=True)).strip() == text


def test_two_column_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "harbour.conll"
    path.write_text("-DOCSTART- O\n\nAna I-PER\nCruz I-PER\nsailed O\n\n\nLagos B-LOC\n", encoding="utf-8")
    assert [texts_of(sentence) for sentence in read_iob(path)] == [[("Ana Cruz", "PER")], [("Lagos", "LOC")]]


@pytest.mark.parametrize("line", ["Lagos", "Lagos LOC", "Lagos B-", "Lagos\t"])
def test_line_without_a_label_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "broken.conll"
    path.write_text(f"Ana B-PER\n{line}\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match="has no label") as caught:
        read_iob(path)
    assert caught.value.line == 2


def write_gmb(path: Path, rows: str) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("set.csv", "Sentence #,Word,POS,Tag\n" + rows)
    return path


def test_zipped_table_is_read_and_repeats_are_dropped(tmp_path: Path) -> None:
    rows = "Sentence: 1,Boats,NNS,O\n,left,VBD,O\n,Kano,NNP,B-geo\nSentence: 2,Boats,NNS,O\n,left,VBD,O\n,Kano,NNP,B-geo\n"
    sentences = read_gmb(write_gmb(tmp_path / "set.zip", rows))
    assert [texts_of(sentence) for sentence in sentences] == [[("Kano", "geo")]]


def test_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="3 columns"):
        read_gmb(write_gmb(tmp_path / "set.zip", "Sentence: 1,Boats,O\n"))


def test_archive_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(AnnotationError, match="no zip archive"):
        read_gmb(path)


MENDED = [
    ("President Ana Cruz spoke", [(0, 3, "PERSON")], [("Ana Cruz", "PERSON")]),
    ("Mr. Okafor spoke", [(0, 1, "PERSON"), (1, 2, "ORG")], [("Okafor", "PERSON")]),
    ("North Koreans fled", [(0, 1, "LOC"), (1, 2, "NORP")], [("North Koreans", "NORP")]),
    ("South Korea agreed", [(0, 1, "LOC"), (1, 2, "NORP")], [("South Korea", "LOC")]),
    ("Halima Sesay left", [(0, 1, "ORG"), (1, 2, "PERSON")], [("Halima Sesay", "PERSON")]),
    ("U.S. President Ana Cruz", [(0, 1, "ORG"), (1, 4, "PERSON")], [("U.S.", "LOC"), ("Ana Cruz", "PERSON")]),
    ("UN Secretary-General", [(0, 2, "ORG")], [("UN", "ORG")]),
    ("Secretary of State Ana Cruz", [(2, 3, "ORG"), (3, 5, "PERSON")], [("Ana Cruz", "PERSON")]),
    ("southern Chad is dry", [(0, 2, "LOC")], [("Chad", "LOC")]),
    ("Kenyan troops", [(0, 1, "ORG")], [("Kenyan", "NORP")]),
    ("the Water Ministry", [(1, 3, "PERSON")], [("Water Ministry", "ORG")]),
    ("West Bank roads", [(0, 2, "ORG")], [("West Bank", "LOC")]),
    ("a President spoke", [(1, 2, "PERSON")], []),
]


@pytest.mark.parametrize(("text", "names", "mended"), MENDED)
def test_machine_made_labels_are_mended(text: str, names: list[tuple[int, int, str]], mended: list[tuple[str, str]]) -> None:
    assert texts_of(mend_silver(named(text, *names))) == mended


def test_rare_label_of_a_frequent_name_is_settled() -> None:
    sentences = [named("Zorba spoke", (0, 1, label)) for label in ["ORG"] * 9 + ["LOC"]]
    assert {label for sentence in settle_labels(sentences) for _, _, label in sentence.names} == {"ORG"}


def test_name_of_two_kinds_keeps_both() -> None:
    sentences = [named("Zorba spoke", (0, 1, label)) for label in ["ORG"] * 5 + ["LOC"] * 5]
    assert settle_labels(sentences) == sentences


def word(form: str, pos: str, head: int, misc: str) -> Word:
    return Word(form, form.lower(), pos, "NN", "", head, "dep", space_after=True, misc=misc)


def test_mention_is_cut_down_to_its_name() -> None:
    words = (
        word("the", "DET", 2, "Entity=(1-place-new-cf1-1-sgl"),
        word("crowded", "ADJ", 2, "_"),
        word("Lagos", "PROPN", 2, "_"),
        word("docks", "VERB", 2, "Entity=1)"),
        word("she", "PRON", 3, "Entity=(2-person-giv:act-cf2-1-ana)"),
        word("Bank", "PROPN", 5, "Entity=(3-organization-new-cf3-1-sgl"),
        word("of", "ADP", 7, "_"),
        word("Ghana", "PROPN", 5, "Entity=(4-place-new-cf4-1-sgl)3)"),
    )
    sentence = find_names(Sentence("GUM_news_docks", "1", "", words))
    assert texts_of(sentence) == [("Lagos", "LOC"), ("Ghana", "LOC")]


def test_treebank_lends_its_spaces_to_the_labels(tmp_path: Path) -> None:
    (tmp_path / "t.conllu").write_text(
        "# newdoc id = d1\n1\tKano\tKano\tPROPN\tNNP\t_\t0\troot\t_\tSpaceAfter=No\n2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n"
        "1\tBoats\tboat\tNOUN\tNNS\t_\t0\troot\t_\t_\n",
        encoding="utf-8",
    )
    (tmp_path / "t.iob2").write_text("# text = Kano!\n1\tKano\tB-LOC\t-\tx\n2\t!\tO\t-\tx\n", encoding="utf-8")
    (sentence,) = read_uner(tmp_path / "t.conllu", tmp_path / "t.iob2")
    assert (sentence.document, sentence.spaces, texts_of(sentence)) == ("d1", (False, True), [("Kano", "LOC")])


def test_descriptions_and_offices_are_no_names(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text(
        "the B-Location\nair I-Location\nbase I-Location\n\n"
        "Defence B-Person\nSecretary I-Person\nAna I-Person\nCruz I-Person\n\nthe B-Location\nKarrada I-Location\ndistrict O\n",
        encoding="utf-8",
    )
    assert [texts_of(sentence) for sentence in read_re3d(tmp_path)] == [[], [("Ana Cruz", "PERSON")], [("Karrada", "LOC")]]


def test_foreign_labels_are_dropped() -> None:
    sentence = relabel(named("Ana won the Cup", (0, 1, "PER"), (3, 4, "MISC")), {"PER": "PERSON"})
    assert sentence.names == ((0, 1, "PERSON"),)


def test_peoples_are_unknown_where_the_corpus_does_not_label_them() -> None:
    vocab = spacy.blank("en").vocab
    sentence = named("Kenyan boats left Kano", (3, 4, "LOC"))
    silent, stating = (make_named(vocab, [sentence], peoples=peoples) for peoples in (False, True))
    assert [token.ent_iob_ for token in silent] == ["", "O", "O", "B"]
    assert [token.ent_iob_ for token in stating] == ["O", "O", "O", "B"]


def test_share_says_how_often_a_corpus_is_shown() -> None:
    nlp = spacy.blank("en")
    sentences = [named(f"Boat {i} left", document=str(i)) for i in range(8)]
    whole = epoch_maker(nlp, [NamedCorpus(sentences, 2.0, labels_peoples=True)], 0)
    part = epoch_maker(nlp, [NamedCorpus(sentences, 0.25, labels_peoples=True)], 0)
    assert (len(whole(0)), len(part(0))) == (16, 2)
    assert [e.text for e in part(0)] == [e.text for e in part(0)]
    assert {e.text for epoch in range(20) for e in part(epoch)} == {e.text for e in whole(0)}


def test_passages_of_names_stay_inside_a_document() -> None:
    sentences = [named("Boats left", document=name) for name in "aaaabb"]
    assert [len(passage) for passage in group_named(sentences)] == [3, 1, 2]


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("country", "Kenya", "Kenyan"),
        ("demonym", "Kenyan", "Kenya"),
        ("organisation_word", "Ministry", "River"),
        ("place_word", "River", "Ministry"),
        ("title", "Mayor", "Kenya"),
    ],
)
def test_lists_hold_what_their_name_says(name: str, inside: str, outside: str) -> None:
    assert inside in name_words(name)
    assert outside not in name_words(name)


def test_a_name_stands_in_one_list_only() -> None:
    lists = [name_words(name) for name in ("country", "place", "demonym", "group", "organisation")]
    assert sum(map(len, lists)) == len(frozenset().union(*lists))


@Language.component("test_teacher")
def teach(doc: Doc) -> Doc:
    doc.ents = tuple(Span(doc, token.i, token.i + 1, label="ORG") for token in doc if token.text in {"Zorba", "Kenyan"})
    return doc


def test_teacher_decides_the_kind_of_names_that_both_find() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("test_teacher")
    sentences = [
        named("Zorba met Kenyan troops in Kano", (0, 1, "PERSON"), (2, 3, "NORP"), (5, 6, "LOC")),
        named("Zorba Smith left", (0, 2, "PERSON")),
    ]
    corrected = [texts_of(sentence) for sentence in correct_kinds(nlp, sentences)]
    assert corrected == [[("Zorba", "ORG"), ("Kenyan", "NORP"), ("Kano", "LOC")], [("Zorba Smith", "PERSON")]]
