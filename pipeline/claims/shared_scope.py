"""Time and place that figures share: a part with its whole, a figure with its repetition, a list with its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.claims.incident import is_lasting, take_place
from pipeline.claims.inherit import is_count_up_to
from pipeline.partial import ClaimDict, cut

_PRONOUNS = frozenset({"them", "whom", "these", "those"})
_PEOPLE = frozenset({"people", "persons"})
_REACH = 4  # counts that are looked back on
_SMALL = 10  # counts below are often equal by chance
_EPIDEMIC = frozenset({"infected", "dead"})
_HEADING = re.compile(r"[\s\-\u2013*\u2022]*(?:\w+ ){1,4}(?:as of|as at|as on|up to|until) (?:\w+ )?\Z", re.IGNORECASE)
_STILL = re.compile(r"[^,;]{0,40}?\b(?:still|remain(?:s|ed)?)\b")
_ONGOING = re.compile(r"\b(?:still|remain(?:s|ed)?)\b")
_COUNTED_ON = frozenset({"cumulative", "flow"})


def share_with_parts(doc: Doc, claims: Sequence[ClaimDict], text: str) -> None:
    """Give the part of a count the time and the place of the whole where it has none of its own.

    "On Sunday 40 men were evicted in Tiro, among them 12 monks" evicts the monks on Sunday in Tiro too. A part of which something
    else is said ("nine of them have since been charged") takes nothing.
    """
    counts: list[ClaimDict] = []
    for claim in claims:
        if claim["kind"] != "quantity" or claim["quantity"]["unit"] not in {"count", "percent"}:
            continue
        whole = _whole(text, claim, counts)
        if whole is not None and _shares_event(claim, whole) and not _goes_on(doc, claim):
            _take_time(claim, whole, "sentence" if claim["sentence"] == whole["sentence"] else "paragraph")
            take_place(claim, whole)
        if claim["quantity"]["unit"] == "count":
            counts.append(claim)


def _goes_on(doc: Doc, claim: ClaimDict) -> bool:
    """True for a part of which the present is told: "15 of them were still at large"."""
    return is_lasting(doc, claim) or (
        claim["sentence"][1] > claim["end"] and _ONGOING.search(cut(doc, claim["end"], claim["sentence"][1])) is not None
    )


def _whole(text: str, claim: ClaimDict, counts: Sequence[ClaimDict]) -> ClaimDict | None:
    block = claim["quantity"]
    if block["base"] is None and block["relation"] != "including" and block["of"] not in _PRONOUNS:
        return None
    near = [other for other in counts[-_REACH:] if other["end"] <= claim["start"]]
    near = [other for other in near if "\n" not in text[other["start"] : claim["start"]]]
    if block["base"] is not None:
        values = (block["base"]["low"], block["base"]["high"])
        return next((other for other in reversed(near) if (other["quantity"]["low"], other["quantity"]["high"]) == values), None)
    if block["relation"] == "including":
        return next((other for other in reversed(near) if other["quantity"]["relation"] != "including"), None)
    return near[-1] if near and block["of"] in _PRONOUNS else None


def _shares_event(part: ClaimDict, whole: ClaimDict) -> bool:
    event, verb = part["event"] or {}, (whole["event"] or {}).get("predicate")
    if part["quantity"]["rate"] is not None or event.get("modality", "asserted") != "asserted":
        return False
    if _state(part) is not None and _state(part) != _state(whole):
        return False
    if part["sentence"] == whole["sentence"] and part["quantity"]["relation"] == "including":
        return True
    return event.get("predicate") in {None, "be", verb}


def share_day_of_count(claims: Sequence[ClaimDict], text: str) -> None:
    """Give those that are left the day on which the others were counted: "By Sunday 22 were out; the remaining 36 were still inside"."""
    before: ClaimDict | None = None
    for claim in claims:
        if claim["kind"] != "quantity":
            continue
        if claim["when"] is None and before is not None and is_count_up_to(before) and _is_left(text, claim, before):
            day = before["when"]["end"]
            inherited = "sentence" if claim["sentence"] == before["sentence"] else "paragraph"
            claim["when"] = {**before["when"], "begin": day, "begin_open": False, "inherited": inherited}
            claim["evidence"]["when"] = before["evidence"]["when"]
        before = claim if claim["when"] is not None else before


def _is_left(text: str, claim: ClaimDict, before: ClaimDict) -> bool:
    end = claim["sentence"][1]
    if claim["quantity"]["rate"] is not None or "\n" in text[before["start"] : claim["start"]] or end <= claim["end"]:
        return False
    return _STILL.match(text, claim["end"], end) is not None


def share_with_repetitions(claims: Sequence[ClaimDict]) -> None:
    """Give a figure that the article tells twice the time and the place of where it tells it more fully.

    "Storm leaves 3,400 without homes ... By the mayor's count 3,400 people lost their homes in Tiro on Sunday" dates the headline.
    """
    figures = [claim for claim in claims if claim["kind"] == "quantity" and claim["quantity"]["rate"] is None]
    by_value: dict[tuple[Any, ...], list[ClaimDict]] = {}
    for claim in figures:
        block = claim["quantity"]
        if block["low"] is not None or block["high"] is not None:
            by_value.setdefault((block["unit"], block["low"], block["high"], block["change"]), []).append(claim)
    for same in by_value.values():
        for claim in same if len(same) > 1 else ():
            others = [other for other in same if other is not claim and _is_repetition(claim, other)]
            dated = [other for other in others if other["when"] is not None and other["when"]["resolved"]]
            if len({(other["when"]["begin"], other["when"]["end"]) for other in dated}) == 1:
                _take_time(claim, dated[0], "article")
            placed = [other for other in others if other["where"]]
            if len({tuple(place["name"] for place in other["where"]) for other in placed}) == 1:
                take_place(claim, placed[0])


def _is_repetition(one: ClaimDict, other: ClaimDict) -> bool:
    states, heads = {_state(one), _state(other)}, [claim["quantity"]["head"] for claim in (one, other)]
    if one["sentence"] == other["sentence"] or any(
        (claim["event"] or {}).get("modality", "asserted") != "asserted" for claim in (one, other)
    ):
        return False
    if len(states - {None}) > 1 or (heads[0] and heads[1] and not _same_noun(*heads)):
        return False
    if None not in states:
        return True
    low = one["quantity"]["low"]
    return one["quantity"]["unit"] == "count" and isinstance(low, int | float) and low >= _SMALL


def _same_noun(one: str, other: str) -> bool:
    return one.split()[-1].lower() == other.split()[-1].lower() or not _PEOPLE.isdisjoint((one.lower(), other.lower()))


def share_with_list(doc: Doc, claims: Sequence[ClaimDict]) -> None:
    """Give running totals without a time that of the heading or of the epidemic that they are counted in.

    "Situation as of 9 June" heads the counts of the report up to 9 June; where "31 have died since April", so have all the cases
    of the article been counted since.
    """
    heading = next((claim for claim in claims if claim["kind"] == "date" and _is_heading(doc, claim)), None)
    figures = [claim for claim in claims if claim["kind"] == "quantity" and _is_running_total(claim)]
    if heading is not None:
        day = heading["date"]["end"]
        when = {"begin": None, "end": day, "begin_open": True, "end_open": False, "resolved": True, "inherited": "article",
                "text": heading["quote"], "flags": sorted(heading.get("_flags", ()))}  # fmt: skip
        for claim in figures:
            if claim["when"] is None and claim["start"] > heading["end"]:
                claim["when"] = dict(when)
                claim["evidence"]["when"] = [[heading["start"], heading["end"]]]
        return
    lead = next((claim for claim in figures if claim["when"] and claim["when"]["begin"] and claim["when"]["end"] is None), None)
    if lead is not None and any(_state(claim) == "infected" for claim in figures):
        for claim in figures:
            if claim["zone"] == "headline" or claim["start"] > lead["start"]:
                _take_time(claim, lead, "article")


def _is_heading(doc: Doc, date: ClaimDict) -> bool:
    """True for a line that only says up to which day its report counts: "Situation as of 9 June"."""
    begin, end = date["sentence"]
    if date["date"]["end"] is None or date["date"]["type"] != "DATE" or end > date["end"] + 1 or date["start"] == begin:
        return False
    return _HEADING.fullmatch(cut(doc, begin, date["start"])) is not None


def _is_running_total(claim: ClaimDict) -> bool:
    block, event = claim["quantity"], claim["event"] or {}
    if block["unit"] not in {"count", "percent"} or block["rate"] is not None or block["change"] is not None:
        return False
    counted_on = block["unit"] == "percent" or block["aspect"] in _COUNTED_ON
    return _state(claim) in _EPIDEMIC and counted_on and event.get("modality") == "asserted"


def _take_time(claim: ClaimDict, other: ClaimDict, inherited: str) -> None:
    if claim["when"] is None and other["when"] is not None:
        claim["when"] = {**other["when"], "inherited": inherited}
        claim["evidence"]["when"] = other["evidence"]["when"]


def _state(claim: ClaimDict) -> str | None:
    state: str | None = (claim["event"] or {}).get("state")
    return state
