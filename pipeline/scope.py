"""Which times and places of a sentence hold for which of its claims.

A sentence with several figures and several dates ("80 were returned in August and another 40 in September") gives each figure
its own date; a date at the head or the end of the sentence holds for all figures that have none of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.partial import ClaimDict

_BOUNDARY_WORDS = frozenset({"and", "but", "while", "whereas", "from", "against", "than", "with", "or", "then", "compared"})
_BOUNDARY_MARKS = frozenset({";", ",", ":", "(", ")", "–", "—"})
_BOUNDARY_COST = 6
Mention = dict[str, Any]


def assign(doc: Doc, claims: Sequence[ClaimDict], mentions: Sequence[ClaimDict]) -> dict[int, tuple[list[ClaimDict], str | None]]:
    """For each claim of one sentence, by position, the mentions that hold for it and how they were inherited.

    Mentions of its own have None, those of the sentence as a whole "sentence"; a claim without any is left out.
    """
    own: dict[int, list[ClaimDict]] = {}
    fronted: list[ClaimDict] = []
    trailing: list[tuple[int, ClaimDict]] = []
    for mention in mentions:
        before = [n for n, claim in enumerate(claims) if claim["end"] <= mention["start"]]
        inside = [n for n, claim in enumerate(claims) if claim["start"] <= mention["start"] and mention["end"] <= claim["end"]]
        after = [n for n, claim in enumerate(claims) if claim["start"] >= mention["end"]]
        if inside:
            own.setdefault(inside[0], []).append(mention)
        elif before and after:
            left = _cost(doc, claims[before[-1]]["end"], mention["start"])
            right = _cost(doc, mention["end"], claims[after[0]]["start"])
            own.setdefault(before[-1] if left <= right else after[0], []).append(mention)
        elif before:
            own.setdefault(before[-1], []).append(mention)
            trailing.append((before[-1], mention))
        elif after:
            own.setdefault(after[0], []).append(mention)
            fronted.append(mention)
    return _inherit(claims, own, fronted, trailing)


def _inherit(
    claims: Sequence[ClaimDict],
    own: dict[int, list[ClaimDict]],
    fronted: list[ClaimDict],
    trailing: list[tuple[int, ClaimDict]],
) -> dict[int, tuple[list[ClaimDict], str | None]]:
    scopes: dict[int, tuple[list[ClaimDict], str | None]] = {n: (found, None) for n, found in own.items()}
    for n, claim in enumerate(claims):
        if n in scopes:
            continue
        same_clause = [mention for holder, mention in trailing if _same_clause(claims[holder], claim)]
        if fronted:
            scopes[n] = (fronted, "sentence")
        elif same_clause:
            scopes[n] = (same_clause, "sentence")
    return scopes


def _same_clause(first: ClaimDict, second: ClaimDict) -> bool:
    verbs = first.get("_verb"), second.get("_verb")
    return verbs[0] is None or verbs[1] is None or verbs[0] == verbs[1]


def _cost(doc: Doc, start: int, end: int) -> int:
    """How far apart two characters are, in tokens, a comma or conjunction between them counting several."""
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand") if end > start else None
    if span is None:
        return 0
    boundaries = sum(token.lower_ in _BOUNDARY_WORDS or token.text in _BOUNDARY_MARKS for token in span)
    return len(span) + _BOUNDARY_COST * boundaries
