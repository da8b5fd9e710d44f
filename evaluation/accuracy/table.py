"""Scores as a table to read and as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evaluation.accuracy.score import Counts, Scores


def score_table(scores: Scores, *, name: str) -> str:
    """The scores as Markdown tables: claims and relations with precision and recall, slots with the share that is right."""
    lines = [f"| claims, {name} | wanted | found | precision | recall | F1 |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [_row(kind, counts) for kind, counts in scores.claims.items()]
    lines += ["", f"| slots of the claims found, {name} | scored | right |", "| --- | --- | --- |"]
    lines += [f"| {slot} | {counts.wanted} | {counts.recall:.3f} |" for slot, counts in scores.slots.items()]
    lines += ["", f"| relations, {name} | wanted | found | precision | recall | F1 |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [_row(verdict, counts) for verdict, counts in scores.relations.items()]
    return "\n".join(lines)


def score_record(scores: Scores) -> dict[str, Any]:
    """The scores as plain values for JSON, rounded to three decimals."""
    return {"claims": _plain(scores.claims), "slots": _plain(scores.slots), "relations": _plain(scores.relations)}


def _row(name: str, counts: Counts) -> str:
    return f"| {name} | {counts.wanted} | {counts.found} | {counts.precision:.3f} | {counts.recall:.3f} | {counts.f1:.3f} |"


def _plain(counts: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "wanted": one.wanted,
            "found": one.found,
            "given": one.given,
            "precision": round(one.precision, 3),
            "recall": round(one.recall, 3),
            "f1": round(one.f1, 3),
        }
        for name, one in counts.items()
    }
