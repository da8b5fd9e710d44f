"""One text at a time: the quantities, dates, places, legal references and attributions of a string."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from annotations.claim import Attribution, Claim
from annotations.record import from_record
from corpus.article import Article
from pipeline.extract import article_doc, doc_claims
from pipeline.load import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def find_quantities(text: str) -> list[Claim]:
    """The quantities of `text` in text order: "Over 500 people left" gives one, low 500, low_open."""
    return _claims(text, "quantity")


def find_dates(text: str, *, published: str | None = None) -> list[Claim]:
    """The time expressions of `text`, seen from `published` ("2017", "2017-09" or "2017-09-15")."""
    return _claims(text, "date", published=published)


def find_places(text: str) -> list[Claim]:
    """The places that `text` names, each with the entry of the gazetteer chosen for it."""
    return _claims(text, "place")


def resolve_places(text: str, spans: Sequence[tuple[int, int]]) -> list[Claim | None]:
    """For each span (characters, end excluded) the place it names, or None when the gazetteer knows none.

    ValueError for a span that is empty or ends after the text.
    """
    from pipeline.places.finder import resolve_spans

    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} is empty or ends after the text ({len(text)} characters)")
    return [None if claim is None else from_record(Claim, claim) for claim in resolve_spans(_doc(text), spans)]


def find_legal(text: str) -> list[Claim]:
    """The treaties, statutes, resolutions and principles of `text`, and who is said to be bound by them."""
    return _claims(text, "legal")


def find_attributions(text: str) -> list[Attribution]:
    """Who says what in `text`, in text order, with the spans of source, cue and content."""
    found = _doc(text)._.counterclaim_attributions
    return [from_record(Attribution, {key: value for key, value in one.items() if key != "chain"}) for one in found]


def _claims(text: str, kind: str, *, published: str | None = None) -> list[Claim]:
    return [claim for claim in doc_claims(_doc(text, published=published)) if claim.kind == kind]


def _doc(text: str, *, published: str | None = None) -> Doc:
    nlp = _pipeline()
    return nlp(article_doc(Article(id="text", text=text, published=published), nlp))


@cache
def _pipeline() -> Language:
    return load_pipeline()
