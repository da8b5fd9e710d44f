from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

import pipeline.sentences  # registers the component where the package is not installed
from models.backbone import load_backbone
from pipeline.load import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

assert pipeline.sentences


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The backbone behind our sentence splitter."""
    backbone = load_backbone()
    backbone.add_pipe("counterclaim_sentences", first=True)
    return backbone


@pytest.fixture(scope="session")
def blank() -> Language:
    """English words and our sentences, nothing else."""
    plain = spacy.blank("en")
    plain.add_pipe("counterclaim_sentences", first=True)
    return plain


@pytest.fixture(scope="session")
def reader() -> Language:
    """The whole pipeline."""
    return load_pipeline()
