"""Figures whose own clause does not say what was counted, but which go on counting what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.partial import ClaimDict
from pipeline.quantities.antecedent import is_people

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
_SILENT_ALONE = frozenset({"have", "find", "spread", "occur", "wait", "list"})  # "Tiro has 52.", not "Tiro has 52 chairs"
_CLOSED = re.compile(r"\s*(?:[,.;:)]|(?:and|but|so far|in|had|have|has|was|were|are)\b|\Z)")
_TAKEN_UP = frozenset({"them", "whom", "these", "those"})
_DIVIDES = re.compile(r"(?:Of|Among|Out of) (?:these|those|them)\b")
_OPENING = 20  # characters
_VICTIMS = frozenset({"victims", "last victims", "latest victims", "new victims", "other victims"})
_CIRCUMSTANCES = frozenset({"employed", "living", "registered"})
_GOING_HOME = frozenset({"go home", "send home", "return home"})
_TREATED = frozenset({"wounded", "hospitalised", "infected"})
_DENIED = re.compile(r"[^.;:]*,? (?:and )?not $")  # "at least 165 people were inside, not 140"
_EQUATED = re.compile(r" (?:are|were|include|included) ")  # "the 26 victims are 15 men and ..."
_PARAGRAPHS_BACK = 1
_FAR = 120  # characters between a figure and one that continues it


def hand_on_states(doc: Doc, claims: Sequence[ClaimDict]) -> list[ClaimDict]:
    """The claims, those counts without a state given that of the count they continue, where the words show that they do.

    "Two smaller transfers came first: 80 people on 29 August and another 40 in September": the 80 and the 40 were transferred.
    "The ferry carried 214 people, of whom 190 were passengers": the 190 were aboard.
    """
    text = doc.text
    done: list[ClaimDict] = []
    told = _Told()
    for claim in claims:
        if claim["kind"] == "quantity":
            source = _continued(text, claim, told)
            claim = claim if source is None else _with_state(claim, source)
            if (claim["event"] or {}).get("state") and claim["quantity"].get("unit") == "count":
                told.note(claim, is_part=claim["quantity"].get("of") is not None or _is_part(text, claim))
        done.append(claim)
    return done


class _Told:
    """The counts with a state that the text has given so far."""

    def __init__(self) -> None:
        self.last: ClaimDict | None = None
        self.whole: ClaimDict | None = None  # the last that is no part of another
        self.part: tuple[ClaimDict, ClaimDict | None] | None = None  # the last part with its whole
        self.dead: ClaimDict | None = None
        self.counted: dict[tuple[Any, Any], ClaimDict] = {}

    def note(self, claim: ClaimDict, *, is_part: bool) -> None:
        self.last = claim
        self.part = (claim, self.whole) if is_part else self.part
        self.whole = self.whole if is_part else claim
        self.counted[_value(claim)] = claim
        if claim["event"]["state"] == "dead":
            self.dead = claim


def _continued(text: str, claim: ClaimDict, told: _Told) -> ClaimDict | None:
    """The count whose state a claim takes; None where it has its own or nothing shows which."""
    if claim["quantity"].get("modifier") == "none" and claim["quantity"].get("of") not in _TAKEN_UP:
        return None  # "nobody objected" goes on from no count
    if told.last is None or not _is_silent(claim, told.last, is_part=_is_part(text, claim)):
        return None
    if _continues(text, claim, told.last):
        # "96 were freed; the remaining 118 spent the night there": the 118 are the rest of those held, not of those freed.
        if not _is_rest(text, claim) or told.part is None:
            return told.last
        part, whole = told.part
        return whole or told.last if part is told.last or part["sentence"] == claim["sentence"] else told.last
    if claim["quantity"].get("head") in _VICTIMS and told.dead is not None:
        return told.dead
    if _OF_THE.search(text[max(0, claim["start"] - _NEAR) : claim["start"]]) or text[claim["start"] : claim["start"] + 4].lower() == "the ":
        earlier = told.counted.get(_value(claim))
        head = claim["quantity"].get("head")
        return earlier if head is None or is_people(head) else None
    return None


def _is_part(text: str, claim: ClaimDict) -> bool:
    """True for a part of the count before it: "nine of them", "the remaining 40", and all figures behind "Of these, ..."."""
    block = claim["quantity"]
    opening = text[claim["sentence"][0] : claim["sentence"][0] + _OPENING].lstrip()
    return block.get("of") in _TAKEN_UP or _is_rest(text, claim) or _DIVIDES.match(opening) is not None


def _is_rest(text: str, claim: ClaimDict) -> bool:
    """True for "the rest" and "the other 12", which complete a whole; "three other wells" do not."""
    relation = claim["quantity"].get("relation")
    near = text[max(0, claim["start"] - 4) : claim["start"] + 4].lower()
    return relation == "rest" or (relation == "other" and "the " in near)


def _value(claim: ClaimDict) -> tuple[Any, Any]:
    return claim["quantity"].get("low"), claim["quantity"].get("high")


def _is_silent(claim: ClaimDict, last: ClaimDict, *, is_part: bool) -> bool:
    """True for a count without a state, and for a part whose verb tells only of its circumstances: "nine of them worked there"."""
    event: dict[str, Any] = claim["event"] or {}
    state = event.get("state")
    sent_home = event.get("predicate") in _GOING_HOME and last["event"]["state"] in _TREATED
    beside = is_part and (state in _CIRCUMSTANCES or sent_home)
    return (not state or beside) and claim["quantity"].get("unit") in {"count", "percent"}


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
    if claim["sentence"] == last["sentence"] and ("_handed" in last or _DENIED.search(between) or _EQUATED.fullmatch(between)):
        return True
    if _is_part(text, claim):
        return True
    is_told_of = claim.get("_verb", -1) > claim.get("_number", (0, 0))[1]  # "Eleven had wounds", not "Tiro has 11"
    alone = event.get("predicate") in _SILENT_ALONE and not is_told_of and _CLOSED.match(text, claim["end"]) is not None
    if event.get("predicate") not in _SILENT and not alone:
        return False
    near = text[max(claim["sentence"][0], claim["start"] - 40) : claim["end"] + 12]
    return bool(_PARTITIVE.search(near)) or (_is_bare(claim) and len(between) < _FAR)


def _is_bare(claim: ClaimDict) -> bool:
    """True for a number without a noun: "three were workers"."""
    first, last = claim.get("_number", (0, 0))
    return bool(first <= claim.get("_head", -1) <= last)


def _with_state(claim: ClaimDict, last: ClaimDict) -> ClaimDict:
    event = claim["event"] or {"predicate": None, "agent": None, "patient": None, "polarity": "affirmed", "modality": "asserted"}
    own = claim["quantity"].get("aspect")
    aspect = own if own not in {None, "stock"} else last["quantity"].get("aspect") or own
    if claim["quantity"].get("unit") != "count":
        aspect = own
    evidence = {**claim["evidence"], "event.state": last["evidence"].get("event.predicate", [])}
    return {
        **claim,
        "event": {**event, "predicate": event.get("predicate") or last["event"]["predicate"], "state": last["event"]["state"]},
        "quantity": {**claim["quantity"], "aspect": aspect},
        "evidence": evidence,
        "_handed": True,
    }
