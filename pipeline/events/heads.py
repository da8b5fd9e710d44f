"""The noun that a figure leaves out, taken from its own clause or from the figures before it.

"Hardest hit is Rumo, with 905 suspected cases. Tiro has 520": the 520 are suspected cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from pipeline.events.measured import bare_noun, thing_measured
from pipeline.partial import ClaimDict
from pipeline.quantities.antecedent import is_people
from pipeline.quantities.counted_phrase import noun_classes

STATES_OF_PEOPLE = frozenset([
    "abducted", "abused", "arrived", "asylum", "casualty", "conscripted", "convicted", "crossed", "dead", "departed", "detained",
    "dismissed", "displaced", "employed", "escaped", "evacuated", "evicted", "executed", "hired", "hospitalised", "infected", "married",
    "missing", "needy", "prosecuted", "protested", "recovered", "recruited", "registered", "released", "rescued", "returned",
    "sheltered", "trafficked", "trapped", "unemployed", "vaccinated", "wounded", "aboard",
])  # fmt: skip
_PRONOUNS = frozenset({"them", "whom", "these", "those", "which", "it", "this", "that"})
_EMPTY = frozenset({"other", "others", "ones", "further", "more"})
_NOBODY = frozenset({"nobody", "anybody", "anyone", "no one", "no-one", "none"})
_UNSTATED = frozenset({"none", "undetermined", "vague"})
_TAKING_SUMS = frozenset([
    "be", "pay", "cost", "demand", "ask", "ask for", "want", "need", "bring", "offer", "get", "receive", "earn", "seek", "charge",
    "fetch", "sell", "request", None,
])  # fmt: skip
_NEXT = 130  # characters between a sum and a bare number of the same unit
_FAR = 400  # characters between a figure and the one whose noun it takes
_PARAGRAPHS_BACK = 1
_LABEL = re.compile(r"(?:^|\n)[-•*–\s]*(?:\d+\.\s+)?([A-Z][a-z]+(?:[ -][a-z]+){0,3}): $")
_LONGEST_LABEL = 50  # characters
_TALLY = re.compile(
    r"(?i)\b(?:the |its |their |an? )?(?:total |overall |official )?(?:number|numbers|count|tally|total|share|proportion) of "
    r"(?:the |all |those |these )?((?:[a-z]+[- ]){0,2}?[a-z]+)\b(?! of)[^.;:]*"
    r"\b(?:to|at|from|of|is|was|stands|pass\w*|reach\w*|hits?|tops|topped|exceed\w*) $"
)
_LEVEL = re.compile(r"(?i)\b(?:to|at|from|is|was|pass(?:es|ed)?|reach(?:es|ed)?|hits?|tops|topped|exceed(?:s|ed)?|stands at|by) $")
_WORDS = re.compile(r"[A-Za-z]+")
_COMPARED = re.compile(r"(?i)\b(?:up|down) from $|\bagainst $|\bcompared (?:with|to) $|\bnot $|\bor $|\bfrom $")
_REACH = 90  # characters before a figure in which its tally stands


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure that has been read, with the noun it counts."""

    claim: ClaimDict
    head: str
    paragraph: int
    is_part: bool

    @property
    def state(self) -> str | None:
        """What happened to those counted."""
        return _state(self.claim)


def name_counted(doc: Doc, claims: Sequence[ClaimDict]) -> list[ClaimDict]:
    """The claims, each figure with the noun it counts where its clause or the figures shortly before it give one.

    "Forty-four workers died. Nine of them were women": workers for the nine. "Police detain 61": people.
    """
    text = doc.text
    told: list[_Told] = []
    done: list[ClaimDict] = []
    paragraph, last = 0, 0
    before: ClaimDict | None = None
    for claim in claims:
        if claim["kind"] == "quantity":
            paragraph += text.count("\n\n", last, claim["start"])
            last = claim["start"]
            claim = _with_unit(text, claim, before)
            before = claim
            head = _head(doc, text, claim, told, paragraph)
            if head != claim["quantity"].get("head"):
                claim = {**claim, "quantity": {**claim["quantity"], "head": head}}
            if head is not None:
                told.append(_Told(claim, head, paragraph, _is_part(claim)))
        done.append(claim)
    return done


def _with_unit(text: str, claim: ClaimDict, before: ClaimDict | None) -> ClaimDict:
    """The claim with the unit of the sum or measure just before it that it goes on from: "The fare was ten pesos; now it is 40"."""
    block = claim["quantity"]
    is_bare = block.get("unit") == "count" and block.get("head") is None and block.get("of") is None and "_number" in claim
    if before is None or not is_bare or block.get("modifier") in _UNSTATED or _state(claim) in STATES_OF_PEOPLE:
        return claim
    unit = str(before["quantity"].get("unit"))
    between = text[before["end"] : claim["start"]]
    predicate = (claim["event"] or {}).get("predicate")
    is_taking = predicate in _TAKING_SUMS or str(predicate).startswith("be ")
    if unit in {"count", "ratio", "percentage_point"} or len(between) > _NEXT or "\n\n" in between or not is_taking:
        return claim
    if claim["sentence"] == before["sentence"] and unit == "duration":
        return claim
    aspect = block.get("aspect") or (before["quantity"].get("aspect") if before["quantity"].get("aspect") == "level" else None)
    return {**claim, "quantity": {**block, "unit": unit, "aspect": aspect}}


def _head(doc: Doc, text: str, claim: ClaimDict, told: Sequence[_Told], paragraph: int) -> str | None:
    block = claim["quantity"]
    head: str | None = block.get("head")
    if head is not None and str(block.get("of") or "").endswith(head):
        return bare_noun(head)
    if block.get("unit") == "duration" or (head is not None and head.lower() not in _EMPTY):
        return head
    if claim["quote"].lower() in _NOBODY:
        return "people"
    near = [one for one in told if claim["start"] - one.claim["end"] < _FAR and paragraph - one.paragraph <= _PARAGRAPHS_BACK]
    if block.get("of") in _PRONOUNS:
        return _taken_up(claim, near) or _by_state(claim) or head
    if block.get("relation") is None and (claim["quote"].lower().startswith("the ") or _is_definite(text, claim)):
        same = [
            one
            for one in told
            if (one.claim["quantity"].get("low"), one.claim["quantity"].get("high")) == (block.get("low"), block.get("high"))
        ]
        if same and same[0].claim["quantity"].get("unit") == block.get("unit"):
            return same[0].head
    if block.get("unit") == "count":
        return _own_noun(text, claim) or _elided(claim, near, is_compared=_is_compared(text, claim)) or _by_state(claim) or head
    named = _own_noun(text, claim) if block.get("unit") == "percent" and block.get("of") is None else None
    return named or thing_measured(doc, claim) or _same_measure(claim, near)


def _is_definite(text: str, claim: ClaimDict) -> bool:
    """True for 58 in "Of the 58, 41 were children": a figure that was given before."""
    return text[max(0, claim["start"] - 4) : claim["start"]].lower() == "the "


def _own_noun(text: str, claim: ClaimDict) -> str | None:
    """The noun that a label or a tally in front of a bare figure gives: "Confirmed cases: 507", "the number of injured rose to 41"."""
    before = text[max(0, claim["start"] - _LONGEST_LABEL) : claim["start"]]
    label = _LABEL.search(before)
    if label is not None and _is_many(label.group(1)):
        return label.group(1)[:1].lower() + label.group(1)[1:]
    before = text[max(claim["sentence"][0], claim["start"] - 2 * _REACH) : claim["start"]]
    tally = _TALLY.search(before)
    if tally is not None and _is_many(tally.group(1)):
        return bare_noun(tally.group(1))
    return _toll(before[-_REACH:])


def _toll(before: str) -> str | None:
    """The toll or the kind of incident that has reached the figure: "deaths" in "measles deaths pass", "toll" in "the toll rose to"."""
    if not _LEVEL.search(before) or ":" in before or ";" in before:
        return None
    words: list[str] = _WORDS.findall(before)
    for i in range(len(words) - 1, -1, -1):
        if words[i].lower() == "toll":
            return f"death {words[i]}" if i and words[i - 1].lower() == "death" else words[i]
        if words[i].lower() in noun_classes()["incident"]:
            return words[i].lower()
    return None


def _is_many(label: str) -> bool:
    classes = noun_classes()
    word = label.split()[-1].lower()
    return word in classes["person"] | classes["incident"] | classes["state"] or (word.endswith("s") and not word.endswith("ss"))


def _is_compared(text: str, claim: ClaimDict) -> bool:
    return _COMPARED.search(text[max(0, claim["start"] - _LONGEST_LABEL) : claim["start"]]) is not None


def _taken_up(claim: ClaimDict, near: Sequence[_Told]) -> str | None:
    """The noun that "of them" stands for: that of the last whole of the sentence, else of the sentence before it."""
    if claim["quantity"].get("of") in {"it", "this", "that"}:
        things = [one for one in near if one.claim["quantity"].get("unit") not in {"count", "duration"}]
        return things[-1].head if things else None
    pool = [one for one in near if one.claim["quantity"].get("unit") in {"count", claim["quantity"].get("unit")} and _may_hold(one, claim)]
    pool = [one for one in pool if claim["quantity"].get("of") != "whom" or is_people(one.head)] or pool
    for group in ([one for one in pool if one.claim["sentence"] == claim["sentence"]], pool):
        wholes = [one for one in group if not one.is_part] or group
        if wholes:
            last = [one for one in wholes if one.claim["sentence"] == wholes[-1].claim["sentence"]]
            largest = max(last, key=lambda one: (one.claim["quantity"].get("low") or 0, one.claim["start"]))
            return str(largest.head)
    return None


def _may_hold(one: _Told, claim: ClaimDict) -> bool:
    """True unless the part would be larger than what it is a part of."""
    whole, part = one.claim["quantity"], claim["quantity"]
    if part["unit"] != "count" or whole["low"] is None or part["high"] is None:
        return True
    return bool(whole["low"] >= part["high"])


def _elided(claim: ClaimDict, near: Sequence[_Told], *, is_compared: bool) -> str | None:
    """The noun of the figure that a bare count goes on from; "people" where only a group of another kind stands before it."""
    counts = [one for one in near if one.claim["quantity"].get("unit") == "count" and not one.claim.get("_implicit")]
    if claim["quantity"].get("relation") in {"rest", "including"} or is_compared:
        own = [one for one in counts if one.claim["sentence"] == claim["sentence"] and (is_compared or _may_hold(one, claim))]
        if own:
            return own[-1].head
    here = [one for one in counts if one.claim["sentence"] == claim["sentence"]]
    if claim["quantity"].get("modifier") == "vague" and not here:
        return "people"
    for one in (*reversed([one for one in here if not one.is_part]), *reversed([one for one in counts if not one.is_part])):
        if not _fits(one, claim):
            continue
        is_group = one.head.split()[-1].lower() in noun_classes()["group"] | noun_classes()["state_noun"]
        is_theirs = one.state == _state(claim) and one.claim["sentence"] == claim["sentence"]
        return "people" if is_group and not is_theirs else one.head
    return None


def _fits(one: _Told, claim: ClaimDict) -> bool:
    """True if a count can be of the noun of another: those killed are not the houses that burned down."""
    if _state(claim) not in STATES_OF_PEOPLE:
        return _state(claim) is None or _state(claim) == one.state or one.claim["sentence"] == claim["sentence"]
    last = one.head.split()[-1].lower()
    same = one.state == _state(claim)
    return is_people(one.head) or same or (last in noun_classes()["incident"] and one.claim["sentence"] == claim["sentence"])


def _by_state(claim: ClaimDict) -> str | None:
    """ "people" where only people are in the state: "61 were arrested"."""
    return "people" if _state(claim) in STATES_OF_PEOPLE and claim["quantity"].get("unit") == "count" else None


def _same_measure(claim: ClaimDict, near: Sequence[_Told]) -> str | None:
    """The thing measured by the figure before, where both have one unit or stand in one sentence: "2 million, or 28 percent"."""
    unit = claim["quantity"].get("unit")
    for one in reversed(near):
        other = one.claim["quantity"].get("unit")
        if other == "duration":
            continue
        is_share = unit == "percent" and claim["quantity"].get("of") is None
        if other == unit or (is_share and (other == "count" or one.claim["sentence"] == claim["sentence"])):
            return one.head
    return None


def _is_part(claim: ClaimDict) -> bool:
    return bool(claim["quantity"].get("relation") == "including")


def _state(claim: ClaimDict) -> str | None:
    event: dict[str, Any] = claim["event"] or {}
    state: str | None = event.get("state")
    return state
