"""The language pipeline under the components: tags, syntax, lemmas and names.

Ours lies in this package and needs no network; any English spaCy pipeline that a user has installed can take its place.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

BACKBONE = "en_counterclaim_news"
MANIFEST = "SHA256SUMS"
FINGERPRINT = "counterclaim_fingerprint"


def load_backbone(name: str | None = None) -> Language:
    """The pipeline called `name` as spaCy knows it ("en_core_web_sm", or a folder); ours when `name` is None.

    Raises `ModelError` when it is not installed, damaged or not English.
    """
    if name is None:
        with as_file(files("models") / "weights" / BACKBONE) as folder:
            return _load_ours(folder)
    nlp = _load(name, shown=name)
    if nlp.lang != "en":
        raise ModelError(f'the pipeline "{name}" reads "{nlp.lang}" where English ("en") is needed: name an English one')
    nlp.meta[FINGERPRINT] = _fingerprint(json.dumps([nlp.pipe_labels, nlp.config], sort_keys=True, default=str))
    return nlp


def backbone_id(nlp: Language) -> str:
    """Name, version and eight digits of a hash, for provenance: "en_counterclaim_news-0.1.0@5d1c20aa".

    The hash covers the weights of our own pipeline and the labels and settings of any other.
    """
    meta = nlp.meta
    mark = meta.get(FINGERPRINT) or _fingerprint(json.dumps(nlp.pipe_labels, sort_keys=True))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}@{mark}"


def check_weights(folder: Path) -> str:
    """Fingerprint of the weights in `folder`; `ModelError` when a file differs from what the manifest beside it states."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ModelError(f"{folder} holds no {MANIFEST}: install the package again")
    listing = manifest.read_text(encoding="utf-8")
    for line in listing.splitlines():
        expected, _, path = line.partition("  ")
        file = folder / path
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise ModelError(f"{file} is missing or differs from {MANIFEST}: install the package again")
    return _fingerprint(listing)


def _load_ours(folder: Path) -> Language:
    # These imports register our parts under their names, also where the package's entry points are not installed.
    from models.blanks import BLANKS
    from models.cluster_embedding import load_clusters

    fingerprint = check_weights(folder)
    load_clusters()
    nlp = _load(str(folder), shown=BACKBONE)
    nlp.add_pipe(BLANKS, last=True)
    nlp.meta[FINGERPRINT] = fingerprint
    return nlp


def _load(path: str, *, shown: str) -> Language:
    import spacy

    if not spacy.util.is_package(path) and not Path(path).is_dir():
        raise ModelError(f'the pipeline "{shown}" is not installed: install it, or leave the name out to use our own')
    try:
        return spacy.load(path)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise ModelError(f'the pipeline "{shown}" cannot be loaded: {reason}') from error


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
