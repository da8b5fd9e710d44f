"""What a figure takes over from the figures before it: its time, its place, its event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.claims.incident import dates_incident, is_lasting, is_one_incident, is_spoken_with, take_place
from pipeline.claims.scope import CASUALTIES, is_compared
from pipeline.partial import ClaimDict

_DIVIDES = re.compile(r"\s*(?:Of|Among|Out of) (?:these|those|them)\b")
_LONGEST_OPENING = 40  # characters


def inherit_in_paragraph(doc: Doc, claims: Sequence[ClaimDict], text: str) -> None:
    """Let a figure without a time take that of the figure before it in the paragraph when both speak of the same state.

    "On Sunday 40 were evicted in Tiro. Of those evicted, 12 were children." gives the 12 the Sunday of the 40.
    """
    is_one = is_one_incident(doc, claims)
    last: ClaimDict | None = None
    before: ClaimDict | None = None
    for claim in claims:
        if claim["kind"] != "quantity":
            continue
        if last is not None and "\n" in text[last["end"] : claim["start"]]:
            last = None
        if claim["when"] is None and last is not None and _passes_on(doc, last, claim, is_one) and claim["sentence"] != last["sentence"]:
            claim["when"] = {**(last["when"] or {}), "inherited": "paragraph"}
            claim["evidence"]["when"] = last["evidence"]["when"]
            if not _same_state(claim, last):
                take_place(claim, last)
        if before is not None and "\n" not in text[before["end"] : claim["start"]] and _takes_up(text, claim):
            take_place(claim, before)
        before = claim
        is_own = claim["when"] is not None and claim["when"]["inherited"] != "paragraph"
        if is_own and not (is_count_up_to(claim) or is_compared(doc, claim)):
            last = claim


def inherit_event(claims: Sequence[ClaimDict]) -> None:
    """Let an unstated number take the event of the figure before it.

    "A large number of villagers were evicted. ... The ministry was unable to determine the number of people involved" abstains
    about the evictions.
    """
    last: dict[str, Any] | None = None
    for claim in claims:
        if claim["kind"] != "quantity":
            continue
        event = claim["event"] or {}
        if event.get("state"):
            last = event
        elif claim["quantity"]["modifier"] == "undetermined" and last is not None:
            claim["event"] = {**last, "polarity": "unknown", "modality": event.get("modality") or "asserted"}


def _state(claim: ClaimDict) -> str | None:
    state: str | None = (claim["event"] or {}).get("state")
    return state


def _passes_on(doc: Doc, first: ClaimDict, second: ClaimDict, is_one: bool) -> bool:
    """True for figures of one state, and for those of one incident: "A ferry sank on Friday with 60 aboard. Nine died."."""
    if is_lasting(doc, second):
        return False
    if _same_state(first, second):
        return True
    if _state(first) not in CASUALTIES or _state(second) not in CASUALTIES or second["quantity"]["rate"] is not None:
        return False
    when, event = first["when"], second["event"] or {}
    if when["begin"] is None or when["begin"] != when["end"] or event.get("modality") != "asserted":
        return False
    return is_one and dates_incident(doc, first) and not is_spoken_with(doc, second)


def is_count_up_to(claim: ClaimDict) -> bool:
    """True for "by Sunday 42 were free": a day on which a count stands is not that of the figures behind it."""
    when = claim["when"]
    return when is not None and when["begin"] is None and when["end"] is not None


def _same_state(first: ClaimDict, second: ClaimDict) -> bool:
    return _state(first) is not None and _state(first) == _state(second)


def _takes_up(text: str, claim: ClaimDict) -> bool:
    """True in a sentence that divides the figure before it: "Of these, 200 are children; the rest are adults"."""
    begin, end = claim["sentence"]
    return _DIVIDES.match(text, begin, min(end, begin + _LONGEST_OPENING)) is not None
