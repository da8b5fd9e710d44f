"""Names in columns: the tag schemes, documents, one table of types, refusals with their line, F1 worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.iob import Item, predict, read, read_rows, score
from evaluation.accuracy.benchmarks.sources import Row, Rows

SCHEMES = {
    # Amina Diallo and Fatou Sy of Red Crescent met in Dakar Senegal: two names touch twice.
    "IOB1": "I-PER I-PER O I-PER I-PER O I-ORG I-ORG O O I-LOC B-LOC",
    "IOB2": "B-PER I-PER O B-PER I-PER O B-ORG I-ORG O O B-LOC B-LOC",
    "BIOES": "B-PER E-PER O B-PER E-PER O B-ORG E-ORG O O S-LOC S-LOC",
    "BILOU": "B-PER L-PER O B-PER L-PER O B-ORG L-ORG O O U-LOC U-LOC",
    "OntoNotes": "B-PERSON I-PERSON O B-PERSON I-PERSON O B-ORG I-ORG O O B-GPE B-GPE",
}
TOKENS = ["Amina", "Diallo", "and", "Fatou", "Sy", "of", "Red", "Crescent", "met", "in", "Dakar", "Senegal"]
NAMES = [
    ("Amina Diallo", "PERSON"), ("Fatou Sy", "PERSON"), ("Red Crescent", "ORG"), ("Dakar", "LOC"), ("Senegal", "LOC"),
]  # fmt: skip


def _columns(tokens: list[str], tags: list[str]) -> str:
    return "".join(f"{token} NN {tag}\n" for token, tag in zip(tokens, tags, strict=True))


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _named(item: Item) -> list[tuple[str, str]]:
    return [(item.text[start:end], kind) for start, end, kind in item.names]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_gives_the_same_names(tmp_path: Path, scheme: str) -> None:
    (item,) = read(_write(tmp_path / "a.conll", _columns(TOKENS, SCHEMES[scheme].split()))).items
    assert item.text == " ".join(TOKENS)
    assert _named(item) == NAMES


def test_documents_and_sentences_become_texts_and_paragraphs(tmp_path: Path) -> None:
    text = "-DOCSTART- -X- -X- O\n\nDakar NNP I-LOC\n\nSy NNP I-PER\nleft VBD O\n\n-DOCSTART-\n\nDakar NNP I-LOC\n"
    items = read(_write(tmp_path / "a.conll", text)).items
    assert [item.text for item in items] == ["Dakar\n\nSy left", "Dakar"]
    assert _named(items[0]) == [("Dakar", "LOC"), ("Sy", "PERSON")]


def test_a_file_of_universal_ner_is_read(tmp_path: Path) -> None:
    text = "# sent_id = 4\n1\tSy\tB-PER\t-\t-\n2\t#\tO\t-\t-\n3\tleft\tO\t-\t-\n"
    (item,) = read(_write(tmp_path / "a.iob2", text)).items
    assert (item.text, _named(item)) == ("Sy # left", [("Sy", "PERSON")])


def test_a_hash_with_a_tag_is_a_token(tmp_path: Path) -> None:
    (item,) = read(_write(tmp_path / "a.conll", "# O\nSy B-PER\n")).items
    assert item.text == "# Sy"


def test_a_token_of_blanks_is_nothing(tmp_path: Path) -> None:
    (item,) = read(_write(tmp_path / "a.conll", "Sy\tB-PER\n \tO\n10 000\tO\n")).items
    assert (item.text, _named(item)) == ("Sy  10 000", [("Sy", "PERSON")])


def test_rows_of_tokens_are_read_and_other_types_counted() -> None:
    rows = (Row(1, {"tokens": ["Sy", "left", "Friday"], "ner_tags": ["B-PER", "O", "B-DATE"]}),)
    reading = read_rows(Rows(Path("rows.jsonl"), rows))
    assert _named(reading.items[0]) == [("Sy", "PERSON")]
    assert reading.remarks == ("names of the type DATE, not scored: 1",)
    with pytest.raises(BenchmarkError, match="spell them out"):
        read_rows(Rows(Path("rows.jsonl"), (Row(1, {"tokens": ["Sy"], "ner_tags": [3]}),)))


REFUSED = [
    ("Sy NNP B-PER\nleft O\n", 2, "2 columns: expected 3"),
    ("Sy\nleft\n", 1, "at least 2"),
    ("Sy B-PER\nleft X\n", 2, "tag 'X'"),
    ("Sy B-\n", 1, "tag 'B-'"),
    ("Sy B-STARSHIP\n", 1, "type 'STARSHIP'"),
    ("Sy B-PER\n\tB-PER\n", 2, "without a token"),
    ("Sy O\nleft O\n", 1, "no token has the tag of a name"),
    ("\n\n", 1, "empty"),
]


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        read(_write(tmp_path / "a.conll", text))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_names_of_any_label_scheme_are_brought_to_ours() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    labels = {"Dakar": "GPE", "Sy": "PERSON", "Serer": "NORP", "Friday": "DATE"}
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in labels.items()])
    ((*found,),) = predict([Item("1", "Sy , a Serer , left Dakar on Friday", (), ())], nlp)
    assert found == [(0, 2, "PERSON"), (7, 12, "MISC"), (20, 25, "LOC")]


def test_scores_by_hand() -> None:
    text = "Amina Diallo left Dakar for Red Crescent"
    tokens = ((0, 5), (6, 12), (13, 17), (18, 23), (24, 27), (28, 31), (32, 40))
    gold = Item("1", text, tokens, ((0, 12, "PERSON"), (18, 23, "LOC"), (28, 40, "ORG")))
    ours = ((0, 12, "PERSON"), (18, 23, "ORG"), (32, 40, "ORG"), (13, 17, "LOC"))
    values = {figure.name: figure.value for figure in score([gold], [ours])}
    # Typed: 1 of 3 wanted, 1 of 4 given: F1 = 2/7. Untyped: Dakar too: F1 = 4/7.
    assert values["typed F1"] == pytest.approx(2 / 7)
    assert values["untyped F1"] == pytest.approx(4 / 7)
    # Tokens: wanted 5 (Amina, Diallo, Dakar, Red, Crescent); given 5, of which Amina, Diallo and Crescent are right.
    assert values["token F1"] == pytest.approx(3 / 5)
    assert values["PERSON F1"] == 1
    assert values["ORG F1"] == 0
    assert values["LOC precision"] == 0
    assert "typed with MISC F1" not in values


def test_misc_is_scored_apart() -> None:
    gold = Item("1", "a Serer chief", ((2, 7),), ((2, 7, "MISC"),))
    values = {figure.name: figure.value for figure in score([gold], [((2, 7, "MISC"),)])}
    assert (values["typed F1"], values["MISC F1"], values["typed with MISC F1"]) == (0, 1, 1)


kinds = st.lists(st.sampled_from(["PERSON", "ORG", "LOC", None]), min_size=1, max_size=9).filter(any)


@given(kinds)
def test_what_gold_says_scores_one_in_any_order(types: list[str | None]) -> None:
    tokens = tuple((3 * place, 3 * place + 2) for place in range(len(types)))
    names = tuple((start, end, kind) for (start, end), kind in zip(tokens, types, strict=True) if kind)
    figures = score([Item("1", "ab " * len(types), tokens, names)], [tuple(reversed(names))])
    assert {figure.value for figure in figures if figure.counts and figure.counts.wanted} == {1.0}


@given(kinds)
def test_the_schemes_say_the_same(types: list[str | None]) -> None:
    """Every other token is outside, so that all three schemes can say the same names of one token."""
    folder = Path(__file__).parent
    tags = [tag for kind in types for tag in (kind, None)]
    names = []
    for marks in ("I", "B", "S"):
        rows = tuple(Row(1, {"tokens": ["ab"] * len(tags), "tags": [f"{marks}-{tag}" if tag else "O" for tag in tags]}) for _ in range(1))
        names.append(read_rows(Rows(folder, rows)).items[0].names)
    assert names[0] == names[1] == names[2]
