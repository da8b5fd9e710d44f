from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from corpus.errors import InputError
from models.backbone import check_weights
from models.train.assemble import MANIFEST, read_sources, write_manifest
from models.train.backbone import PIPELINE, measure, train_backbone
from models.train.card import Measured, Run, write_card
from models.train.chance import seeded
from models.train.corpora import read_name_corpora, read_treebanks
from models.train.loop import Progress, Round, Settings, batch_by_words, train_components
from models.train.scores import NameScore, SyntaxScore, f1, score_names, score_syntax

PEOPLE = ["Ana Cruz", "Halima Sesay", "Jon Weber", "Rahel Odinga", "Lars Holm", "Mei Tan"]
PLACES = ["Kenya", "Lagos", "Chad", "Peru", "Mali", "Oslo"]
BODIES = ["Water Ministry", "Harbour Council", "Rescue Agency", "Teachers Union", "Fishing Board", "Port Authority"]
Row = tuple[str, str, str, int, str, str]


def rows_of(i: int) -> list[Row]:
    """ "Ana Cruz left Kenya." or "The Water Ministry left Kenya .": form, lemma, tag, head, label, name."""
    person, place, body = (names[i % 6].split() for names in (PEOPLE, PLACES, BODIES))
    if i % 2:
        subject: list[Row] = [(person[0], person[0], "NNP", 3, "nsubj", "B-PER"), (person[1], person[1], "NNP", 1, "flat", "I-PER")]
    else:
        subject = [(body[0], body[0], "NNP", 2, "compound", "B-ORG"), (body[1], body[1], "NNP", 3, "nsubj", "I-ORG")]
    verb, end = ("left", "leave", "VBD", 0, "root", "O"), (".", ".", ".", 3, "punct", "O")
    return [*subject, verb, (place[0], place[0], "NNP", 3, "obj", "B-LOC"), end]


UPOS = {"NNP": "PROPN", "VBD": "VERB", ".": "PUNCT"}
ENTITY = {"B-PER": "(1-person-new", "I-PER": "1)", "B-ORG": "(2-organization-new", "I-ORG": "2)", "B-LOC": "(3-place-new)", "O": ""}


def conllu(documents: dict[str, range]) -> str:
    lines = []
    for document, numbers in documents.items():
        lines.append(f"# newdoc id = {document}")
        for i in numbers:
            rows = rows_of(i)
            text = " ".join(row[0] for row in rows)
            lines += [f"# sent_id = {document}-{i}", f"# text = {text.replace(' .', '.')}"]
            for n, (form, lemma, tag, head, label, name) in enumerate(rows, start=1):
                misc = "SpaceAfter=No" if n == len(rows) - 1 else f"Entity={ENTITY[name]}" if ENTITY[name] else "_"
                misc += f"|Entity={ENTITY[name]}" if n == len(rows) - 1 else ""
                lines.append(f"{n}\t{form}\t{lemma}\t{UPOS[tag]}\t{tag}\t_\t{head}\t{label}\t_\t{misc}")
            lines.append("")
    return "\n".join(lines) + "\n"


def iob2(documents: dict[str, range]) -> str:
    sentences = (rows_of(i) for numbers in documents.values() for i in numbers)
    blocks = ("\n".join(f"{n}\t{row[0]}\t{row[5]}\t-\t-" for n, row in enumerate(rows, start=1)) for rows in sentences)
    return "\n\n".join(blocks) + "\n"


def columns(numbers: range, kinds: dict[str, str]) -> str:
    def label(mark: str) -> str:
        return mark[:2] + kinds[mark[2:]] if mark != "O" else mark

    return "\n\n".join("\n".join(f"{row[0]}\t{label(row[5])}" for row in rows_of(i)) for i in numbers) + "\n"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpora")
    dev = {f"weblog-{i}": range(4 * i, 4 * i + 4) for i in range(3)}
    pud = {"n01001": range(4), "w01001": range(4, 10)}
    news = {"GUM_news_ferry": range(4), "GUM_bio_weber": range(4)}
    put(root / "ud_ewt/en_ewt-ud-train.conllu.gz", conllu({f"email-{i}": range(12 * i, 12 * i + 12) for i in range(3)}))
    put(root / "ud_gum/en_gum-ud-train.cleanlic.conllu.gz", conllu({"GUM_news_dock": range(12)}))
    put(root / "ud_pud/en_pud-ud-test.conllu.gz", conllu(pud))
    put(root / "uner/en_pud-ud-test.iob2.gz", iob2(pud))
    for part in ("dev", "test"):
        put(root / f"ud_ewt/en_ewt-ud-{part}.conllu.gz", conllu(dev))
        put(root / f"uner/en_ewt-ud-{part}.iob2.gz", iob2(dev))
        put(root / f"ud_gum/en_gum-ud-{part}.cleanlic.conllu.gz", conllu(news))
    put(root / "wikigold/wikigold.conll.txt", columns(range(6), {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}))
    put(root / "europarl/en-europarl.test.conll02", columns(range(6), {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}))
    kinds = {"PER": "Person", "ORG": "Organisation", "LOC": "Location"}
    put(root / "re3d/CONLL-format/data-by-source/conll/Paper/1.conll", columns(range(6), kinds))
    (root / "gmb").mkdir()
    with ZipFile(root / "gmb/ner_dataset.csv.zip", "w") as archive:
        archive.writestr("set.csv", "Sentence #,Word,POS,Tag\n" + gmb(range(12)))
    return root


def gmb(numbers: range) -> str:
    kinds = {"PER": "per", "ORG": "org", "LOC": "geo"}
    lines = []
    for i in numbers:
        for n, row in enumerate(rows_of(i)):
            mark = row[5] if row[5] == "O" else row[5][:2] + kinds[row[5][2:]]
            lines.append(f"{f'Sentence: {i}' if not n else ''},{row[0]},{row[2]},{mark}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def trained(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    told: list[str] = []
    out = tmp_path_factory.mktemp("out") / "not yet there"
    return train_backbone(folder, out, epochs=2, report=told.append), told


def test_corpus_parts_are_kept_apart(folder: Path) -> None:
    treebanks, names = read_treebanks(folder), read_name_corpora(folder)
    assert len(treebanks.train) == 48
    assert {name: len(sentences) for name, sentences in treebanks.measured.items()} == {
        "EWT dev": 12, "EWT test": 12, "GUM news": 8, "PUD news": 4,
    }  # fmt: skip
    learnt = {sentence.document for corpus in [*names.gold, *names.silver] for sentence in corpus.sentences}
    assert "n01001" not in learnt
    assert {sentence.document for sentence in names.measured["EWT dev"]}.isdisjoint(learnt)


def test_machine_labels_can_be_left_out(folder: Path) -> None:
    with_them, without = read_name_corpora(folder), read_name_corpora(folder, silver=False)
    assert len(with_them.silver) == 1
    assert not without.silver
    assert [corpus.share for corpus in without.gold] == [corpus.share for corpus in with_them.gold]


def test_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"lacks ud_ewt/en_ewt-ud-train\.conllu\.gz"):
        train_backbone(tmp_path, tmp_path / "out")


def test_used_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    put(tmp_path / PIPELINE / "meta.json", "{}")
    with pytest.raises(InputError, match="is not empty"):
        train_backbone(folder, tmp_path)


def test_trained_pipeline_reads_like_its_corpus(trained: tuple[Path, list[str]]) -> None:
    nlp = spacy.load(trained[0])
    doc = nlp("Ana Cruz left Kenya.")
    assert [token.tag_ for token in doc] == ["NNP", "NNP", "VBD", "NNP", "."]
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "parser", "trainable_lemmatizer", "ner"]


def test_weights_come_with_manifest_card_and_sources(trained: tuple[Path, list[str]]) -> None:
    folder, _ = trained
    listed = (folder / MANIFEST).read_text(encoding="utf-8")
    assert "  ner/model\n" in listed
    assert "README.md" not in listed
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "| PUD news |" in card
    assert "Groningen Meaning Bank" in card
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert (meta["name"], meta["license"]) == ("counterclaim_news", "CC BY-SA 4.0")


def test_each_epoch_of_both_parts_is_told(trained: tuple[Path, list[str]]) -> None:
    assert [line.split(",")[0] for line in trained[1]] == [
        "syntax: epoch 1",
        "syntax: epoch 2",
        "teacher of names: epoch 1",
        "names: epoch 1",
    ]


def test_manifest_finds_a_changed_file(tmp_path: Path) -> None:
    folder = tmp_path / "weights" / PIPELINE
    put(folder / "ner/model", "weights")
    put(tmp_path / "weights/clusters.npz", "another table")
    write_manifest(folder)
    with pytest.raises(Exception, match=r"clusters\.npz is missing or differs"):
        check_weights(folder)


def test_measuring_twice_gives_the_same_scores(folder: Path, trained: tuple[Path, list[str]]) -> None:
    treebanks, names = read_treebanks(folder), read_name_corpora(folder)
    first, second = (measure(trained[0], treebanks, names) for _ in range(2))
    assert (first.syntax, first.names) == (second.syntax, second.names)
    assert first.megabytes > 1


def test_scorer_gives_full_marks_to_the_gold_itself(folder: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("test_copy_gold")
    assert score_names(nlp, read_name_corpora(folder).measured["PUD news"]).typed == 100.0


@Language.component("test_copy_gold")
def copy_gold(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Names as the test sentences print them: two capitals before "left", one behind it."""
    names = []
    for token in doc:
        if token.text == "left":
            subject = doc[token.i - 2 : token.i].text
            names.append(spacy.tokens.Span(doc, token.i - 2, token.i, label="PERSON" if subject in PEOPLE else "ORG"))
            names.append(spacy.tokens.Span(doc, token.i + 1, token.i + 2, label="LOC"))
    doc.ents = tuple(names)
    return doc


def test_untrained_pipeline_scores_nothing(folder: Path) -> None:
    score = score_syntax(spacy.blank("en"), read_treebanks(folder).measured["PUD news"])
    assert (score.las, score.las_preset) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("gold", "ours", "expected"), [(set(), set(), 100.0), ({1}, set(), 0.0), ({1, 2}, {2, 3}, 50.0), ({1, 2, 3}, {1}, 50.0)]
)
def test_f1_counts_what_both_name(gold: set[int], ours: set[int], expected: float) -> None:
    assert f1(gold, ours) == expected


SETTINGS = Settings(rounds=(Round(2, 0.01, 0.0),), warmup_words=20, batch_words=30, seed=3)


def learn(out: Path, settings: Settings) -> tuple[Progress, bytes]:
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")

    def make_epoch(epoch: int) -> list[Example]:
        texts = [("Boats sank", ["NNS", "VBD"]), ("Ana left", ["NNP", "VBD"])] * 20
        return [Example.from_dict(nlp.make_doc(text), {"tags": tags}) for text, tags in texts]

    progress = train_components(nlp, make_epoch, settings, out)
    return progress, (out / "tagger/model").read_bytes()


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    _, first = learn(tmp_path / "a", SETTINGS)
    _, second = learn(tmp_path / "b", SETTINGS)
    _, other = learn(tmp_path / "c", replace(SETTINGS, seed=4))
    assert first == second
    assert first != other


def test_a_second_round_goes_on_from_the_first(tmp_path: Path) -> None:
    progress, weights = learn(tmp_path / "a", replace(SETTINGS, rounds=(Round(9, 0.01, 0.0, stop_after=2), Round(3, 0.005, 0.1))))
    assert (progress.epochs, progress.words, progress.done) == (5, 5 * 80, True)
    assert [token.tag_ for token in spacy.load(tmp_path / "a")("Ana sank")] == ["NNP", "VBD"]
    assert weights != learn(tmp_path / "b", SETTINGS)[1]


def test_the_clock_ends_a_long_run(tmp_path: Path) -> None:
    progress, _ = learn(tmp_path / "a", replace(SETTINGS, rounds=(Round(100_000, 0.01, 0.0),), seconds=0.5))
    assert progress.done
    assert progress.epochs < 100_000


@pytest.mark.parametrize(("epochs", "stop_after"), [(0, None), (4, 0), (4, 5)])
def test_impossible_rounds_are_refused(epochs: int, stop_after: int | None) -> None:
    with pytest.raises(ValueError, match="a round runs from 1"):
        Round(epochs, 0.01, 0.0, stop_after=stop_after)


def test_settings_without_time_are_refused() -> None:
    with pytest.raises(ValueError, match="some time"):
        replace(SETTINGS, seconds=0.0)


def test_batches_hold_every_example_once() -> None:
    nlp = spacy.blank("en")
    examples = [Example.from_dict(nlp.make_doc("Boat " * (1 + i % 9)), {}) for i in range(50)]
    batches = batch_by_words(examples, 20, seeded(0))
    assert sorted(id(example) for batch in batches for example in batch) == sorted(map(id, examples))
    assert all(sum(len(example.x) for example in batch) >= 20 for batch in batches[:-1])


def test_card_states_data_rounds_and_scores() -> None:
    run = Run(replace(SETTINGS, rounds=(Round(9, 0.01, 0.0, stop_after=2), Round(3, 0.005, 0.1))), Progress(5, 1200, done=True, losses={}))
    score = SyntaxScore(95.1, 95.2, 87.3, 84.4, 90.5, 96.6, 85.7)
    names = NameScore(66.1, 84.2, {"LOC": 70.1, "ORG": 50.2, "PERSON": 80.3})
    card = write_card(
        "9.1.0", read_sources(silver=False), {"syntax": run}, Measured({"Harbour": score}, {"Dock": names}, 8449.0, 21.4, 0.44)
    )
    for part in (
        "# en_counterclaim_news 9.1.0",
        "| Harbour | 95.1 | 95.2 | 87.3 | 84.4 | 90.5 | 96.6 | 85.7 |",
        "| Dock | 66.1 | 84.2 | 70.1 | 50.2 | 80.3 |",
        "8,400 words a CPU second",
        "syntax: seed 3, 5 epochs, 1,200 words.",
        "Round 1: peak rate 0.01, falling to nothing over 9 epochs, stopped after 2; dropout 0.0.",
        "Round 2: from the averaged weights of the round before, peak rate 0.005, falling",
        "21 MB",
    ):
        assert part in card
    assert "Groningen" not in card
