"""What a part is a part of: the count that states the whole, by its id, and its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.partial import ClaimDict

_PRONOUNS = frozenset({"them", "whom", "these", "those"})
_REST = frozenset({"rest", "other"})
_REACH = 5  # counts that are looked back on
_SENTENCES_BACK = 1


def find_bases(claims: Sequence[ClaimDict]) -> None:
    """Give a part that names no whole the number of the whole: 44 for nine in "44 workers died. Nine of them were women."

    "Forty were hurt; 14 are in hospital and the remaining 26 were sent home": 40 for the 26, since 14 and 26 make 40.
    """
    counts: list[ClaimDict] = []
    order = _sentence_order(claims)
    for claim in claims:
        if claim["kind"] != "quantity" or claim["quantity"]["unit"] not in {"count", "percent"}:
            continue
        if claim["quantity"]["base"] is None:
            near = [other for other in counts[-_REACH:] if _distance(order, other, claim) <= _SENTENCES_BACK]
            whole = _taken_up(claim, near) or _completed(claim, near)
            if whole is not None:
                block = whole["quantity"]
                claim["quantity"] = {**claim["quantity"], "base": {"claim": None, "low": block["low"], "high": block["high"]}}
        if claim["quantity"]["unit"] == "count":
            counts.append(claim)


def _taken_up(claim: ClaimDict, near: Sequence[ClaimDict]) -> ClaimDict | None:
    """The whole that "of them" means in a sentence which counts nothing before it: the last whole of the sentence before."""
    if claim["quantity"]["of"] not in _PRONOUNS or any(other["sentence"] == claim["sentence"] for other in near):
        return None
    wholes = [other for other in near if other["quantity"]["base"] is None and _may_hold(other, claim)]
    return wholes[-1] if len({other["quantity"]["low"] for other in wholes}) == 1 else None


def _completed(claim: ClaimDict, near: Sequence[ClaimDict]) -> ClaimDict | None:
    """The whole that the rest makes up with the counts between them."""
    if claim["quantity"]["relation"] not in _REST or _value(claim) is None:
        return None
    alike = [other for other in near if _state(other) == _state(claim)]
    return _adding_up(claim, near) or _adding_up(claim, alike)


def _adding_up(claim: ClaimDict, near: Sequence[ClaimDict]) -> ClaimDict | None:
    rest = _value(claim) or 0
    for other in reversed(near):
        if _value(other) == rest and _may_hold(other, claim):
            return other
        rest += _value(other) or 0
    return None


def _state(claim: ClaimDict) -> str | None:
    state: str | None = (claim["event"] or {}).get("state")
    return state


def _value(claim: ClaimDict) -> Any:
    block = claim["quantity"]
    return block["low"] if block["low"] == block["high"] and isinstance(block["low"], int) else None


def _may_hold(whole: ClaimDict, part: ClaimDict) -> bool:
    low, high = whole["quantity"]["low"], part["quantity"]["high"]
    if part["quantity"]["unit"] == "percent":
        return low is not None
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high


def link_bases(claims: Sequence[ClaimDict]) -> None:
    """Name the claim that states the whole, where that stands in the sentence of the part or the one before; ids are known by then."""
    counts = [claim for claim in claims if claim["kind"] == "quantity" and claim["quantity"]["unit"] == "count"]
    order = _sentence_order(claims)
    for claim in claims:
        base = claim["quantity"]["base"] if claim["kind"] == "quantity" else None
        if base is None or base["claim"] is not None:
            continue
        known = [
            other
            for other in counts
            if other is not claim
            and (other["quantity"]["low"], other["quantity"]["high"]) == (base["low"], base["high"])
            and 0 <= _distance(order, other, claim) <= _SENTENCES_BACK
        ]
        if known:
            nearest = min(known, key=lambda other: (abs(claim["start"] - other["start"]), other["start"]))
            claim["quantity"] = {**claim["quantity"], "base": {**base, "claim": nearest["id"]}}


def _sentence_order(claims: Sequence[ClaimDict]) -> dict[int, int]:
    """The rank of each sentence that holds a figure, by its first character."""
    starts = sorted({int(claim["sentence"][0]) for claim in claims})
    return {start: rank for rank, start in enumerate(starts)}


def _distance(order: dict[int, int], earlier: ClaimDict, later: ClaimDict) -> int:
    return order[int(later["sentence"][0])] - order[int(earlier["sentence"][0])]
