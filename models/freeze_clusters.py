"""Write the cluster table that `models.cluster_embedding` reads, from the wheel of spacy-lookups-data.

    python -m models.freeze_clusters spacy_lookups_data-1.0.5-py2.py3-none-any.whl models/weights/clusters.npz

`SOURCES.md` beside this file names the wheel's SHA-256 and the result's. The same wheel gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from zipfile import ZipFile

import numpy as np
from spacy.strings import StringStore

CLUSTERS_IN_WHEEL = "spacy_lookups_data/data/en_lexeme_cluster.json.gz"


def read_clusters(wheel: Path) -> dict[str, int]:
    """Cluster number by word, as the wheel states them; words without a cluster left out."""
    with ZipFile(wheel) as archive:
        table: dict[str, int] = json.loads(gzip.decompress(archive.read(CLUSTERS_IN_WHEEL)))
    return {word: cluster for word, cluster in table.items() if cluster}


def add_lower_case(clusters: dict[str, int]) -> dict[str, int]:
    """`clusters` with a lower-case entry for every word: that of its commonest form, as the source sorts by frequency."""
    full = dict(clusters)
    for word, cluster in clusters.items():
        full.setdefault(word.lower(), cluster)
    return full


def drop_implied(clusters: dict[str, int]) -> dict[str, int]:
    """`clusters` without the forms whose lower case says the same ("The" beside "the"): look-ups fall back to it."""
    return {word: cluster for word, cluster in clusters.items() if word == word.lower() or clusters[word.lower()] != cluster}


def write_table(clusters: dict[str, int], target: Path) -> None:
    """Write words as sorted string hashes, each with an index into the sorted cluster numbers."""
    # The store's own numbers, not bare hashes: a few plain words ("number") are spaCy symbols and have small ones.
    strings = StringStore()
    by_hash = {strings[word]: cluster for word, cluster in clusters.items()}
    if len(by_hash) != len(clusters):
        raise ValueError("two words share one string hash")
    paths = sorted(set(by_hash.values()))
    index = {path: i for i, path in enumerate(paths)}
    words = sorted(by_hash)
    np.savez(
        target,
        words=np.asarray(words, dtype="<u8"),
        path_of_word=np.asarray([index[by_hash[word]] for word in words], dtype="<u2"),
        paths=np.asarray(paths, dtype="<u4"),
    )


def freeze_clusters(wheel: Path, target: Path) -> None:
    """Write the table of `wheel` to `target` (.npz)."""
    write_table(drop_implied(add_lower_case(read_clusters(wheel))), target)


if __name__ == "__main__":
    freeze_clusters(Path(sys.argv[1]), Path(sys.argv[2]))
