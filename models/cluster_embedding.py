"""Token embedding with word clusters: what kind of word is this, for words that the treebanks never showed.

A Brown cluster is a path in a binary tree of words: words with the same path occur in the same contexts ("said", "testified"
and "warned" lie together, so do "Seoul" and "Tokyo"). A token gets three columns beside its lexical attributes: the whole path
and the path's first 4 and 7 steps, which are the lowest bits of the cluster's number.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, uniqued, with_array
from thinc.types import Floats2d, Ints2d, Ragged

CLUSTER_TABLE = "clusters.npz"
# Depth of the two path prefixes, with a bit set far above any cluster number so that the columns never share an id.
PREFIXES = ((4, 1 << 20), (7, 1 << 21))
CLUSTER_ROWS = (1500, 50, 200)
FIRST_SEED = 8

Ids = NDArray[np.uint64]


class ClusterTable:
    """Brown clusters by word: sorted string hashes and, for each, the cluster's number."""

    def __init__(self, words: Ids, clusters: Ids) -> None:
        if len(words) != len(clusters) or np.any(words[1:] <= words[:-1]):
            raise ValueError(f"cluster table needs sorted unique words, one cluster each; got {len(words)}, {len(clusters)}")
        self._words = words
        self._clusters = clusters

    def __len__(self) -> int:
        return len(self._words)

    def find(self, words: Ids) -> Ids:
        """Cluster number of each word, given as spaCy string hashes; 0 for a word that the table does not know.

        The answer for "testified" is 1062 where the table says so; its shape is that of `words`.
        """
        if not len(self._words):
            return np.zeros(len(words), dtype=np.uint64)
        rows = np.minimum(np.searchsorted(self._words, words), len(self._words) - 1)
        return np.where(self._words[rows] == words, self._clusters[rows], np.uint64(0))

    def find_either(self, words: Ids, lowered: Ids) -> Ids:
        """Cluster number of each word as printed or, when that is unknown, of its lower-case form."""
        clusters = self.find(words)
        unknown = clusters == 0
        clusters[unknown] = self.find(lowered[unknown])
        return clusters


@lru_cache(maxsize=1)
def load_clusters() -> ClusterTable:
    """The table frozen into this package, read on first use; 118,654 words."""
    with as_file(files("models") / "weights" / CLUSTER_TABLE) as path, np.load(path, allow_pickle=False) as table:
        return ClusterTable(table["words"], table["paths"][table["path_of_word"]].astype(np.uint64))


def cluster_columns(clusters: Ids) -> Ids:
    """Three ids for each cluster number, shape (n, 3): the cluster and its prefixes; zeros where there is no cluster."""
    columns = [clusters]
    for depth, mark in PREFIXES:
        prefix = (clusters & np.uint64((1 << depth) - 1)) | np.uint64(mark)
        columns.append(np.where(clusters == 0, np.uint64(0), prefix))
    return np.stack(columns, axis=1)


def token_columns(doc: Doc, attributes: list[int | str]) -> Ids:
    """The ids that the embedding looks up, shape (tokens, attributes + 4): attributes, cluster columns, key."""
    lexical = doc.to_array(attributes).reshape(len(doc), len(attributes)).astype(np.uint64)
    words = doc.to_array(["ORTH", "LOWER"]).reshape(len(doc), 2).astype(np.uint64)
    clusters = load_clusters().find_either(words[:, 0], words[:, 1])
    columns = np.hstack([lexical, cluster_columns(clusters)])
    return np.hstack([columns, _row_keys(columns)])


def _row_keys(columns: Ids) -> Ids:
    """One id that stands for the whole row, shape (n, 1), so that equal tokens are embedded once."""
    multipliers = np.uint64(0x9E3779B97F4A7C15) ** np.arange(1, columns.shape[1] + 1, dtype=np.uint64)
    keys: Ids = (columns * multipliers).sum(axis=1, keepdims=True, dtype=np.uint64)
    return keys


def _read_columns(
    model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
    attributes: list[int | str] = model.attrs["attributes"]
    columns = [model.ops.asarray2i(cast("Ints2d", token_columns(doc, attributes)), dtype="uint64") for doc in docs]
    return columns, lambda gradient: []


def make_cluster_hash_embed(width: int, attrs: list[str], rows: list[int]) -> Model[list[Doc], list[Floats2d]]:
    """Embedding of `width` numbers a token: one hash table per attribute and per cluster column, mixed by one Maxout layer.

    `rows` sizes the tables of `attrs`, one each; the cluster tables have fixed sizes.
    """
    if len(attrs) != len(rows):
        raise ValueError(f"one number of rows for each attribute, not {len(rows)} for {len(attrs)} attributes")
    columns: Model[list[Doc], list[Ints2d]] = Model("token_columns", _read_columns)
    columns.attrs["attributes"] = list(attrs)
    tables: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(width, size, column=column, seed=FIRST_SEED + column, dropout=0.0) for column, size in enumerate([*rows, *CLUSTER_ROWS])
    ]
    mix = Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)
    # Ids go in and vectors come out, where thinc's hints expect one type on both sides.
    embed = cast("Any", uniqued(chain(concatenate(*tables), mix), column=len(tables)))
    rows_of_all: Model[Ragged, Ragged] = with_array(embed)
    return chain(columns, list2ragged(), rows_of_all, ragged2list())


registry.architectures.register("counterclaim_ClusterHashEmbed.v1", func=make_cluster_hash_embed)
# The name that the package's entry point uses.
ClusterHashEmbed = make_cluster_hash_embed
