"""`facts.csv`: a row for every fact and source, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotations.claim import Claim
from annotations.export import csv_text
from annotations.record import to_json_number
from annotations.relation import Group, Witness
from evaluation.report.book import Book
from evaluation.report.clean import one_line
from evaluation.report.facts import fact_labels
from evaluation.report.labels import verdict_name
from evaluation.report.words import chain_text, figure_text, state_text, when_text

COLUMNS = (
    "fact", "rank", "label", "verdict", "finding", "independent_for_number", "independent_for_event", "role", "source", "chain",
    "stance", "article", "publisher", "title", "published", "url", "sha256_12", "kind", "says", "low", "high", "low_open", "high_open",
    "modifier", "unit", "counted", "instrument", "party", "status", "event", "when", "begin", "end", "where", "quote", "claim",
)  # fmt: skip


def facts_csv(book: Book) -> str:
    """Every fact with everybody who speaks of it; one row a source and article, in the order of the facts."""
    return csv_text(COLUMNS, (row for group in book.groups for row in _rows(group, book)))


def _rows(group: Group, book: Book) -> Iterable[dict[str, Any]]:
    findings = list(book.touching(group))
    verdict = next((relation.verdict for relation in book.findings.get(group.id, ())), None)
    shared = {
        "fact": group.id,
        "rank": group.rank,
        "label": one_line(group.label),
        "verdict": verdict_name(verdict) if verdict else None,
        "finding": "; ".join(dict.fromkeys(fact_labels(group, findings))) or None,
        "independent_for_number": group.independent_for_number,
        "independent_for_event": group.independent_for_event,
    }
    for witness in group.witnesses:
        by_article: dict[str, list[Claim]] = {}
        for claim in book.claims_of(witness.claims):
            by_article.setdefault(claim.article, []).append(claim)
        for claims in by_article.values():
            yield {**dict.fromkeys(COLUMNS), **shared, **_source(witness, claims[0], book), **_statement(claims[0])}


def _source(witness: Witness, claim: Claim, book: Book) -> dict[str, Any]:
    cite, link = book.cites[claim.article], claim.ultimate_source
    return {
        "role": witness.role,
        "source": one_line(witness.source) or None,
        "chain": chain_text(part.source for part in claim.attribution) or None,
        "stance": link.stance if link else None,
        "article": one_line(claim.article),
        "publisher": cite.publisher,
        "title": cite.title,
        "published": book.articles[claim.article].published,
        "url": cite.url,
        "sha256_12": cite.digest,
    }


def _statement(claim: Claim) -> dict[str, Any]:
    quantity, when = claim.quantity, claim.when
    days = claim.date or when
    row: dict[str, Any] = {
        "kind": claim.kind,
        "says": figure_text(claim) if quantity else one_line(claim.quote),
        "event": state_text(claim) or None,
        "when": when_text(claim) or None,
        "begin": days.begin if days else None,
        "end": days.end if days else None,
        "where": "; ".join(one_line(place.name) for place in claim.where) or None,
        "quote": one_line(claim.quote),
        "claim": claim.id,
    }
    if quantity is not None:
        row |= {
            "low": None if quantity.low is None else to_json_number(quantity.low),
            "high": None if quantity.high is None else to_json_number(quantity.high),
            "low_open": quantity.low_open,
            "high_open": quantity.high_open,
            "modifier": quantity.modifier,
            "unit": quantity.unit,
            "counted": one_line(quantity.head) or None,
        }
    if claim.legal is not None:
        row |= {"instrument": claim.legal.instrument or claim.legal.title, "party": claim.legal.party, "status": claim.legal.status}
    return row
