"""The few lines that a run ends with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotations.relation import Comparison
from annotations.store import open_store
from annotations.vocabulary import VERDICT_ORDER
from counterclaim.terminal import plain
from evaluation.report.labels import verdict_name
from pipeline.runner import Tally

KINDS = ("quantity", "date", "place", "legal")


def run_summary(folder: Path, tally: Tally) -> str:
    """Articles, claims by kind, findings by verdict, what is new, and where the report lies: one line each."""
    with open_store(folder) as store:
        articles = len(store.fingerprints())
        claims: Counter[str] = Counter(claim.kind for claim in store.extracted_claims())
        comparison = store.comparison()
    kinds = ", ".join(f"{claims[kind]} {kind}" for kind in KINDS)
    lines = [
        f"articles  {articles} ({_changes(tally)})",
        f"claims    {claims.total()}: {kinds}",
        findings_line(comparison),
        f"report    {folder / 'report.html'}",
    ]
    return "\n".join(plain(line) for line in lines)


def findings_line(comparison: Comparison) -> str:
    """How many findings of each verdict, in the order of weight; verdicts without findings are left out."""
    found: Counter[str] = Counter(relation.verdict for relation in comparison.relations)
    parts = [f"{found[verdict]} {verdict_name(verdict)}" for verdict in VERDICT_ORDER if found[verdict]]
    return f"findings  {found.total()}" + (f": {', '.join(parts)}" if parts else "")


def _changes(tally: Tally) -> str:
    parts = [f"{tally.new} new", f"{tally.changed} changed", f"{tally.unchanged} unchanged"]
    if tally.kept:
        parts.append(f"{tally.kept} kept from before")
    if tally.removed:
        parts.append(f"{tally.removed} removed")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    return ", ".join(parts)
