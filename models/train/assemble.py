"""The trained parts put together as one pipeline that the package can ship."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy

from models.cluster_embedding import CLUSTER_TABLE

if TYPE_CHECKING:
    from spacy.language import Language

NAME = "counterclaim_news"
LICENSE = "CC BY-SA 4.0"
DESCRIPTION = "English news: tags, morphology, Universal Dependencies, lemmas and names (PERSON, ORG, LOC, NORP), with word clusters."
MANIFEST = "SHA256SUMS"
SOURCES = "sources.jsonl"


def assemble(syntax: Path, names: Path, *, version: str, silver: bool) -> Language:
    """One pipeline of the two that lie in the folders `syntax` and `names`."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.meta.update(
        name=NAME,
        version=version,
        spacy_version=">=3.8.0,<4.0.0",
        description=DESCRIPTION,
        author="Counterclaim",
        license=LICENSE,
        sources=[{key: source[key] for key in ("name", "url", "license")} for source in read_sources(silver=silver)],
    )
    return nlp


def read_sources(*, silver: bool) -> list[dict[str, Any]]:
    """What the weights are made from: name, address, licence and use of each corpus."""
    lines = (files("models.train") / SOURCES).read_text(encoding="utf-8").splitlines()
    return [source for source in map(json.loads, lines) if silver or not source.get("silver")]


def write_manifest(folder: Path) -> None:
    """List the SHA-256 of every file below `folder`, and of the cluster table beside it, in its manifest.

    The card is left out: who mends a sentence in it has not damaged the weights.
    """
    clusters = (files("models") / "weights" / CLUSTER_TABLE).read_bytes()
    lines = [f"{hashlib.sha256(clusters).hexdigest()}  ../{CLUSTER_TABLE}"]
    weights = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {MANIFEST, "README.md"})
    lines += [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}" for file in weights]
    (folder / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")
