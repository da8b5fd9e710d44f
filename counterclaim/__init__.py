"""Counterclaim: the checkable claims of news articles, compared across sources.

The names below are all that a program needs; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.relation import Comparison
    from corpus.reader import read_articles
    from counterclaim.find import find_attributions, find_dates, find_legal, find_places, find_quantities, resolve_places
    from evaluation.compare.compare import compare
    from pipeline.extract import extract_claims
    from pipeline.load import load_pipeline

_HOMES = {
    "Comparison": "annotations.relation",
    "compare": "evaluation.compare.compare",
    "extract_claims": "pipeline.extract",
    "find_attributions": "counterclaim.find",
    "find_dates": "counterclaim.find",
    "find_legal": "counterclaim.find",
    "find_places": "counterclaim.find",
    "find_quantities": "counterclaim.find",
    "load_pipeline": "pipeline.load",
    "read_articles": "corpus.reader",
    "resolve_places": "counterclaim.find",
}
__all__ = [
    "Comparison",
    "compare",
    "extract_claims",
    "find_attributions",
    "find_dates",
    "find_legal",
    "find_places",
    "find_quantities",
    "load_pipeline",
    "read_articles",
    "resolve_places",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'counterclaim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
