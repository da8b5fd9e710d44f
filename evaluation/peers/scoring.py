"""Scores of any tool on one footing: spans, and what was read in them.

A tool gives findings, plain values with a kind and a span. They are matched with the gold of that kind by the matching that ours is
scored by. The value of a quantity is its printed ends: "over 500" is {500} for a tool that knows no modifiers as for one that does. That
of a date is its TIMEX3 value. Places and references count as read where they are found: the tools name them in ways of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.claim import Claim
from annotations.record import to_record
from evaluation.accuracy.counts import Counts
from evaluation.accuracy.gold import Gold, GoldClaim
from evaluation.accuracy.matching import match_claims

Finding = Mapping[str, Any]
Record = dict[str, Any]
_EMPTY: dict[str, Record] = {
    "quantity": {"low": None, "high": None, "low_open": False, "high_open": False, "modifier": "exact", "unit": "count"},
    "date": {"type": "DATE", "value": None},
    "place": {"name": None, "countries": []},
    "legal": {"instrument": None, "title": None, "pinpoints": [], "status": None, "party": None},
}


@dataclass(frozen=True, slots=True)
class KindScore:
    """Counts by article of one kind: equal spans, overlapping spans, and overlapping spans read right (None where not asked)."""

    exact: tuple[Counts, ...]
    overlap: tuple[Counts, ...]
    value: tuple[Counts, ...] | None


def score_findings(gold: Gold, found: Mapping[str, Sequence[Finding]], kind: str) -> KindScore:
    """The findings of `kind`, by article id, against the gold of that kind in all its articles."""
    articles = sorted({claim.article for claim in gold.claims})
    wanted = [claim for claim in gold.claims if claim.kind == kind]
    records = [
        _record(article, number, finding)
        for article in articles
        for number, finding in enumerate(_distinct(one for one in found.get(article, ()) if one["kind"] == kind))
    ]
    overlap = match_claims(wanted, records, "overlap")
    by_id = {claim.id: claim for claim in wanted}
    read = {key: record for key, record in overlap.items() if _same_value(by_id[key], record)}
    return KindScore(
        exact=_by_article(articles, wanted, records, match_claims(wanted, records, "exact")),
        overlap=_by_article(articles, wanted, records, overlap),
        value=_by_article(articles, wanted, records, read) if kind in {"quantity", "date"} else None,
    )


def own_findings(claims: Iterable[Claim]) -> dict[str, list[Finding]]:
    """Claims of ours in the form of a tool's findings, by article id."""
    found: dict[str, list[Finding]] = {}
    for claim in claims:
        record = to_record(claim)
        found.setdefault(claim.article, []).append({**record[claim.kind], "kind": claim.kind, "start": claim.start, "end": claim.end})
    return found


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that repeat another to the letter; one span may hold two claims ("neither Peru nor Chile is party")."""
    return list({json.dumps(one, sort_keys=True, default=str): one for one in findings}.values())


def _record(article: str, number: int, finding: Finding) -> Record:
    kind = finding["kind"]
    block = {key: finding.get(key, default) for key, default in _EMPTY[kind].items()}
    place = {"article": article, "kind": kind, "start": finding["start"], "end": finding["end"]}
    return {"id": f"{article}#{kind}{number:05}", "zone": "body", "quote": "", "event": None, **place, kind: block}


def _same_value(claim: GoldClaim, record: Record) -> bool:
    wanted, found = claim.slots[claim.kind], record[claim.kind]
    if claim.kind == "date":
        return bool(wanted.get("value") == found["value"])
    return _printed(wanted) == _printed(found)


def _printed(block: Mapping[str, Any]) -> set[float]:
    """The ends that are numbers: {500} for "over 500" and for "500"; the lower end of "up to 40" is 0 by rule and not printed."""
    ends = [block.get("high")] if block.get("modifier") in {"at_most", "less_than"} else [block.get("low"), block.get("high")]
    return {round(float(end), 6) for end in ends if end is not None}


def _by_article(
    articles: Sequence[str], wanted: Sequence[GoldClaim], records: Sequence[Record], matched: Mapping[str, Record]
) -> tuple[Counts, ...]:
    sums = dict.fromkeys(articles, Counts())
    for claim in wanted:
        sums[claim.article] += Counts(1, claim.id in matched)
    taken = {record["id"] for record in matched.values()}
    for record in records:
        sums[record["article"]] += Counts(0, 0, 1, record["id"] in taken)
    return tuple(sums.values())
