"""What a pipeline reaches on the treebanks and name corpora that it did not learn from; raw text goes in."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from models.train.conllu import Sentence
from models.train.examples import group_sentences, make_example
from models.train.iob import NamedSentence
from models.train.names import group_named, make_named

if TYPE_CHECKING:
    from spacy.language import Language

SYNTAX_FIGURES = ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f", "lemma_acc")
KINDS = frozenset({"PERSON", "ORG", "LOC"})
BATCH = 64

NameKey = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class SyntaxScore:
    """Per cent, rounded to one decimal: Penn tags, universal tags, attachment without and with label, sentences F1, lemmas."""

    tags: float
    pos: float
    uas: float
    las: float
    sentences: float
    lemmas: float
    las_preset: float  # attachment with label where the sentences are given


@dataclass(frozen=True, slots=True)
class NameScore:
    """F1 in per cent over exact spans, with the kind and without; peoples ("Kenyan") are left out on both sides."""

    typed: float
    untyped: float
    by_kind: dict[str, float]


def score_syntax(nlp: Language, sentences: Sequence[Sentence]) -> SyntaxScore:
    """Tags, tree, lemmas and sentence ends of `nlp` on a treebank's running text; attachment scores leave punctuation out."""
    passages = group_sentences(sentences)
    own = nlp.evaluate([make_example(nlp, passage, preset=False) for passage in passages], batch_size=BATCH)
    preset = nlp.evaluate([make_example(nlp, passage, preset=True) for passage in passages], batch_size=BATCH)
    figures = [*(own.get(name) for name in SYNTAX_FIGURES), preset.get("dep_las")]
    return SyntaxScore(*(round(100 * (figure or 0.0), 1) for figure in figures))


def score_names(nlp: Language, sentences: Sequence[NamedSentence]) -> NameScore:
    """Names of `nlp` on the running text of a corpus."""
    golds = [make_named(nlp.vocab, passage, peoples=True) for passage in group_named(sentences)]
    found = nlp.pipe([gold.text for gold in golds], batch_size=BATCH)
    pairs = [(_names(i, gold), _names(i, doc)) for i, (gold, doc) in enumerate(zip(golds, found, strict=True))]
    gold = {name for names, _ in pairs for name in names}
    ours = {name for _, names in pairs for name in names}
    by_kind = {kind: f1({n for n in gold if n[3] == kind}, {n for n in ours if n[3] == kind}) for kind in sorted(KINDS)}
    return NameScore(typed=f1(gold, ours), untyped=f1({n[:3] for n in gold}, {n[:3] for n in ours}), by_kind=by_kind)


def f1(gold: Set[Hashable], ours: Set[Hashable]) -> float:
    """F1 in per cent, rounded to one decimal; 100 where there was nothing to find and nothing was found."""
    total = len(gold) + len(ours)
    return round(200 * len(gold & ours) / total, 1) if total else 100.0


def measure_speed(nlp: Language, texts: Iterable[str]) -> float:
    """Words a CPU second on `texts`, a word being what blanks separate; a first pass warms up and is not counted."""
    listed = list(texts)
    for _ in nlp.pipe(listed[:BATCH], batch_size=BATCH):
        pass
    began = time.process_time()
    for _ in nlp.pipe(listed, batch_size=BATCH):
        pass
    return sum(len(text.split()) for text in listed) / (time.process_time() - began)


def _names(number: int, doc: Doc) -> set[NameKey]:
    return {(number, name.start_char, name.end_char, name.label_) for name in doc.ents if name.label_ in KINDS}
