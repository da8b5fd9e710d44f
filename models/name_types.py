"""Kinds of names decided anew: person, organisation or place, by word lists, word clusters and the words around the name.

A name finder learns where names stand from much text, however noisily labelled, but what they are needs cleaner text and lists.
This component keeps the finder's names and votes on their kinds with a linear model over features; the finder has a vote too.
It adds countries and other listed names that the finder missed, and joins "North" and "Koreans".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.errors import ModelError
from models.cluster_embedding import load_clusters
from models.name_words import name_words

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME_TYPES = "counterclaim_name_types"
KINDS = ("LOC", "ORG", "PERSON")
PEOPLES = "NORP"
BUCKETS = 1 << 15
WEIGHT_FILE = "weights.npz"
# Steps of the path in the tree of words, as in the embedding; the last takes the whole path.
DEPTHS = (4, 7, 11, 32)
LISTS = ("country", "place", "place_word", "demonym", "group", "organisation", "organisation_word", "title")
LONGEST_LISTED = 5  # words

Weights = NDArray[np.float32]


class Surroundings(NamedTuple):
    """What stands around the names of one document."""

    paths: list[int]  # of each word in the tree of words, 0 where it has none
    people: frozenset[str]  # last words of people named with more than one word


@Language.factory(NAME_TYPES, assigns=["doc.ents"], requires=["doc.ents", "token.dep"], default_config={"trust": 2.0})
def make_name_typer(nlp: Language, name: str, trust: float) -> NameTyper:
    """The component that stands behind the name finder; `trust` is what the finder's own vote weighs, in log odds."""
    return NameTyper(trust=trust)


class NameTyper:
    """Sets the kinds of a document's names; without weights of its own it leaves them as the finder set them."""

    def __init__(self, weights: Weights | None = None, *, trust: float = 2.0) -> None:
        self.weights: Weights = np.zeros((BUCKETS, len(KINDS)), dtype=np.float32) if weights is None else weights
        self.trust = trust

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of `doc` anew; their number may grow by listed names and shrink by halves joined."""
        spans = add_listed(doc, join_peoples(doc))
        around = look_around(doc, spans)
        doc.ents = tuple(Span(doc, span.start, span.end, label=self._kind(span, around)) for span in spans)
        return doc

    def pipe(self, docs: Any, *, batch_size: int = 64) -> Iterator[Doc]:
        """Each of `docs`, its names typed."""
        return (self(doc) for doc in docs)

    def _kind(self, span: Span, around: Surroundings) -> str:
        if span.text in name_words("demonym") or span.text in name_words("group"):
            return PEOPLES
        if span.label_ not in KINDS:
            return span.label_
        votes = self.vote(span, around)
        votes[KINDS.index(span.label_)] += self.trust
        return KINDS[int(votes.argmax())]

    def vote(self, span: Span, around: Surroundings) -> Weights:
        """Log odds of each of the three kinds, up to a constant, the finder's vote not counted."""
        return cast("Weights", self.weights[feature_rows(span, around)].sum(axis=0))

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the weights into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        rows = np.flatnonzero(np.any(self.weights != 0, axis=1))
        np.savez(folder / WEIGHT_FILE, rows=rows.astype("<u2"), values=self.weights[rows].astype("<f2"))

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> NameTyper:
        """Read the weights of the folder `path`; `ModelError` when they are not there."""
        file = Path(path) / WEIGHT_FILE
        if not file.is_file():
            raise ModelError(f"{file} is missing: install the package again")
        with np.load(file, allow_pickle=False) as table:
            self.weights = np.zeros((BUCKETS, len(KINDS)), dtype=np.float32)
            self.weights[table["rows"]] = table["values"]
        return self


def join_peoples(doc: Doc) -> list[Span]:
    """The names of `doc` with those joined that are two halves of a listed one: "North" + "Koreans"."""
    spans: list[Span] = []
    for span in doc.ents:
        if spans and spans[-1].end == span.start:
            whole = Span(doc, spans[-1].start, span.end, label=PEOPLES)
            if whole.text in name_words("demonym"):
                spans[-1] = whole
                continue
        spans.append(span)
    return spans


def add_listed(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """`spans` and, between them, the countries, places and organisations of the lists that stand there in proper nouns."""
    taken = {i for span in spans for i in range(span.start, span.end)}
    added = []
    i = 0
    while i < len(doc):
        listed = _listed_at(doc, i, taken) if doc[i].shape_[:1] == "X" and i not in taken else None
        if listed:
            added.append(listed)
        i = listed.end if listed else i + 1
    return sorted([*spans, *added], key=lambda span: span.start)


def _listed_at(doc: Doc, start: int, taken: set[int]) -> Span | None:
    """The longest listed name that begins at word `start` and is no part of a longer one ("Mail [Canada] Corp")."""
    if start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].shape_[:1] == "X":
        return None
    for end in range(min(len(doc), start + LONGEST_LISTED), start, -1):
        if taken.isdisjoint(range(start, end)) and all(token.pos_ in {"PROPN", "ADP", "CCONJ", "DET", "ADJ"} for token in doc[start:end]):
            for name, kind in (("country", "LOC"), ("place", "LOC"), ("organisation", "ORG")):
                if doc[end - 1].pos_ == "PROPN" and doc[start:end].text in name_words(name):
                    return None if end < len(doc) and doc[end].pos_ == "PROPN" else Span(doc, start, end, label=kind)
    return None


def look_around(doc: Doc, spans: Sequence[Span]) -> Surroundings:
    """What the features of all `spans` of `doc` share."""
    words = doc.to_array(["ORTH", "LOWER"]).reshape(len(doc), 2).astype(np.uint64)
    paths = load_clusters().find_either(words[:, 0], words[:, 1]).tolist() if spans else []
    # "Rahel Odinga" makes "Odinga" a person's name.
    return Surroundings(paths, frozenset(span[-1].text for span in spans if span.label_ == "PERSON" and len(span) > 1))


def feature_rows(span: Span, around: Surroundings) -> NDArray[np.int64]:
    """The rows of the weights that speak for `span`, each once."""
    return np.unique(np.asarray([crc32(feature.encode()) % BUCKETS for feature in _features(span, around)], dtype=np.int64))


def _features(span: Span, around: Surroundings) -> Iterator[str]:
    doc = span.doc
    before = doc[span.start - 1] if span.start and not doc[span.start].is_sent_start else None
    behind = doc[span.end] if span.end < len(doc) and not doc[span.end].is_sent_start else None
    listed = "".join(name for name in LISTS if span.text in name_words(name))
    yield "bias"
    yield f"words {min(len(span), 4)}"
    yield f"shape {'-'.join(token.shape_ for token in span[:3])}"
    yield f"text {span.text.lower()}"
    yield f"listed {listed}"
    for role, token in (("first", span[0]), ("last", span[-1]), ("before", before), ("behind", behind)):
        yield from _word_features(role, token, around)
    if any(token.lower_ in {"of", "for"} for token in span):
        yield "holds of"
    if span[-1].text in around.people:
        yield "known person"
    yield from _tree_features(span, listed, around)
    if behind is not None and behind.text in {"'s", "’s"} and span.end + 1 < len(doc):
        yield from _word_features("owns", doc[span.end + 1], around)


def _tree_features(span: Span, listed: str, around: Surroundings) -> Iterator[str]:
    """What the name does in its sentence: a listed country that is the subject of "denied" acts as a government."""
    root = span.root
    relation = root.dep_.partition(":")[0]
    case = next((child.lower_ for child in root.lefts if child.dep_ == "case"), "")
    yield f"relation {relation} {case}"
    yield f"relation {relation} listed {listed}"
    yield f"case {case} listed {listed}"
    yield f"governor {relation} {root.head.lemma_}"
    yield from _word_features(f"governor {relation}", root.head, around)


def _word_features(role: str, token: Token | None, around: Surroundings) -> Iterator[str]:
    """What one word near the name says: itself, the lists that hold it, its place in the tree of words."""
    if token is None:
        yield f"{role} none"
        return
    yield f"{role} {token.lower_}"
    for name in LISTS:
        if token.text in name_words(name):
            yield f"{role} in {name}"
    path = around.paths[token.i]
    for depth in DEPTHS if path else ():
        yield f"{role} {depth} {path & ((1 << depth) - 1)}"
