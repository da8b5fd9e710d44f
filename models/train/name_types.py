"""Weights for the kinds of names: a logistic regression over the names of the hand-labelled corpora."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc, Span

from models.name_types import BUCKETS, KINDS, NameTyper, feature_rows, look_around
from models.train.iob import NamedSentence
from models.train.names import group_named, make_named

if TYPE_CHECKING:
    from spacy.language import Language

STRENGTH = 0.3  # inverse of the penalty on large weights
ITERATIONS = 400


def train_name_types(
    syntax: Language, corpora: Sequence[tuple[Sequence[NamedSentence], float]], *, trust: float, strength: float = STRENGTH
) -> NameTyper:
    """The component with weights learnt from `corpora`, each with the weight of its sentences, parsed by `syntax`."""
    rows: list[np.ndarray] = []
    kinds: list[int] = []
    importance: list[float] = []
    for sentences, weight in corpora:
        for doc in parse_named(syntax, sentences):
            around = look_around(doc, doc.ents)
            for span in doc.ents:
                if span.label_ in KINDS:
                    rows.append(feature_rows(span, around))
                    kinds.append(KINDS.index(span.label_))
                    importance.append(weight)
    model = LogisticRegression(C=strength, max_iter=ITERATIONS).fit(_table(rows), kinds, sample_weight=importance)
    if list(model.classes_) != list(range(len(KINDS))):
        raise ValueError(f"the corpora must show names of all kinds ({', '.join(KINDS)})")
    return NameTyper(model.coef_.T.astype(np.float32), trust=trust)


def parse_named(syntax: Language, sentences: Sequence[NamedSentence]) -> Iterable[Doc]:
    """`sentences` as `syntax` parses them in passages, with the names that the corpus states."""
    golds = [make_named(syntax.vocab, passage, peoples=True) for passage in group_named(sentences)]
    for gold, doc in zip(golds, syntax.pipe([gold.text for gold in golds], batch_size=64), strict=True):
        spans = (doc.char_span(span.start_char, span.end_char, label=span.label_) for span in gold.ents)
        doc.ents = tuple(Span(doc, span.start, span.end, label=span.label_) for span in spans if span is not None)
        yield doc


def _table(rows: Sequence[np.ndarray]) -> csr_matrix:
    """One line a name with ones in its features' columns, shape (names, BUCKETS)."""
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.concatenate(rows)
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(rows), BUCKETS))
