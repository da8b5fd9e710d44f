"""Figures whose own clause does not say what was counted, but which go on counting what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.partial import ClaimDict

# "put the number at more than 500", "gave a figure of 60": the number of what, the sentences before say.
_FIGURE = re.compile(
    r"\b(?:the|a|its|that) (?:total |overall )?(?:number|figure|total|count|tally|estimate)\b"
    r"(?! of (?!about|some|over|around|nearly|more|\d))",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(r"\b(?:of|among) (?:whom|which|them|these|those|the|that number)\b|\bincluding\b|\bthe rest\b", re.IGNORECASE)
_OF_THE = re.compile(r"\b(?:of|among|all) (?:the|those|these) $", re.IGNORECASE)  # "Of the 37, 19 were men": the 37 named before
_NEAR = 16  # characters before a figure
_SILENT = frozenset({"be", "remain", "include", "come", "number", "count", "compare", "stand", None})
_PARAGRAPHS_BACK = 1
_FAR = 120  # characters between a figure and one that continues it


def hand_on_states(doc: Doc, claims: Sequence[ClaimDict]) -> list[ClaimDict]:
    """The claims, those counts without a state given that of the count they continue, where the words show that they do.

    "Two smaller transfers came first: 80 people on 29 August and another 40 in September": the 80 and the 40 were transferred.
    "The ferry carried 214 people, of whom 190 were passengers": the 190 were aboard.
    """
    text = doc.text
    done: list[ClaimDict] = []
    last: ClaimDict | None = None
    counted: dict[tuple[Any, Any], ClaimDict] = {}
    for claim in claims:
        if claim["kind"] == "quantity":
            if last is not None and _is_silent(claim) and _continues(text, claim, last):
                claim = _with_state(claim, last)
            elif _is_silent(claim) and _OF_THE.search(text[max(0, claim["start"] - _NEAR) : claim["start"]]):
                earlier = counted.get(_value(claim))
                claim = _with_state(claim, earlier) if earlier is not None else claim
            if (claim["event"] or {}).get("state") and claim["quantity"].get("unit") == "count":
                last = claim
                counted[_value(claim)] = claim
        done.append(claim)
    return done


def _value(claim: ClaimDict) -> tuple[Any, Any]:
    return claim["quantity"].get("low"), claim["quantity"].get("high")


def _is_silent(claim: ClaimDict) -> bool:
    event: dict[str, Any] = claim["event"] or {}
    return not event.get("state") and claim["quantity"].get("unit") in {"count", "percent"}


def _continues(text: str, claim: ClaimDict, last: ClaimDict) -> bool:
    between = text[last["end"] : claim["start"]]
    if between.count("\n\n") > _PARAGRAPHS_BACK + (claim["quantity"].get("modifier") == "undetermined"):
        return False
    if claim["quantity"].get("modifier") == "undetermined":
        return True
    event: dict[str, Any] = claim["event"] or {}
    before = text[claim["sentence"][0] : claim["start"]]
    if _FIGURE.search(before) and event.get("predicate") not in _SILENT - {"stand", "be", None}:
        return True
    if "\n\n" in between:
        return False
    if claim["sentence"] == last["sentence"] and re.search(r":[^.;]*$|\([^)]*$", between):
        return True
    if claim["quantity"].get("unit") == "percent" and claim["sentence"] == last["sentence"]:
        return True
    if "_handed" in last and claim["sentence"] == last["sentence"]:
        return True
    if event.get("predicate") not in _SILENT:
        return False
    near = text[max(claim["sentence"][0], claim["start"] - 40) : claim["end"] + 12]
    return bool(_PARTITIVE.search(near)) or (_is_bare(claim) and len(between) < _FAR)


def _is_bare(claim: ClaimDict) -> bool:
    """True for a number without a noun: "three were workers"."""
    first, last = claim.get("_number", (0, 0))
    return bool(first <= claim.get("_head", -1) <= last)


def _with_state(claim: ClaimDict, last: ClaimDict) -> ClaimDict:
    event = claim["event"] or {"predicate": None, "agent": None, "patient": None, "polarity": "affirmed", "modality": "asserted"}
    aspect = claim["quantity"].get("aspect") or last["quantity"].get("aspect")
    evidence = {**claim["evidence"], "event.state": last["evidence"].get("event.predicate", [])}
    return {
        **claim,
        "event": {**event, "predicate": event.get("predicate") or last["event"]["predicate"], "state": last["event"]["state"]},
        "quantity": {**claim["quantity"], "aspect": aspect},
        "evidence": evidence,
        "_handed": True,
    }
