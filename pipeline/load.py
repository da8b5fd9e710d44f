"""The whole pipeline: a backbone and our components around it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from models.backbone import BACKBONE, backbone_id, load_backbone

if TYPE_CHECKING:
    from spacy.language import Language

FIRST = "counterclaim_sentences"
COMPONENTS = (
    "counterclaim_legal",
    "counterclaim_dates",
    "counterclaim_places",
    "counterclaim_quantities",
    "counterclaim_events",
    "counterclaim_attribution",
    "counterclaim_claims",
)


def load_pipeline(backbone: str | None = None) -> Language:
    """Our backbone, or the English spaCy pipeline that `backbone` names, with all our components.

    ModelError when the backbone is not installed or not English. Nothing is downloaded.
    """
    nlp = load_backbone(backbone)
    nlp.add_pipe(FIRST, first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name, last=True)
    nlp.meta["counterclaim_backbone"] = backbone_id(nlp)
    return nlp


def extractor_id(backbone: str | None = None) -> str:
    """A short name for everything that decides what is extracted: program version, rules, data and backbone.

    Two runs with equal ids read an article alike; the backbone itself is not loaded.
    """
    name = backbone or BACKBONE
    return f"{version('counterclaim')}+{rules_hash()}/{name}"


@cache
def rules_hash() -> str:
    """The first 8 hexadecimal digits of the SHA-256 over the modules and data files of the pipeline and the backbone's weights."""
    digest = hashlib.sha256()
    add_files(digest, files("pipeline"))
    digest.update(files("models").joinpath("weights", BACKBONE, "SHA256SUMS").read_bytes())
    return digest.hexdigest()[:8]


def add_files(digest: hashlib._Hash, folder: Traversable) -> None:
    """Add the names and the bytes of all files below `folder`, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file():
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())
        elif entry.name != "__pycache__":
            add_files(digest, entry)
