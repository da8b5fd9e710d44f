"""When a figure holds: which dates of its sentence are its time, which the day of its counting or of its telling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.claims.incident import from_the_eve, head_verb
from pipeline.claims.place_scope import is_setting
from pipeline.claims.scope import is_compared
from pipeline.partial import ClaimDict, cut

_TIMELESS_TYPES = frozenset({"DURATION", "SET"})
_REFERENCES = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_LONGEST_LEAD = 120  # characters
_LONGEST_CUE = 24
_MOVED_TALLY = re.compile(
    r"\b(?:toll|number|total|count|tally|figure|caseload)\b[^.;]*\b"
    r"(?:rose|risen|rises|climbed|climbs|grew|grown|jumped|jumps|increased|reached|reaches|lowered|cut|revised|stood|stands)\b"
    r"(?: (?:again|further|sharply|up|down|from [\w,]+))* (?:(?:to|at) )?\Z",
    re.IGNORECASE,
)
_SAID = frozenset({"say", "tell", "confirm", "announce", "add", "acknowledge", "admit", "warn", "insist", "deny"})
# "By noon on Monday 260 had been freed": up to then.
_AS_OF = re.compile(
    r"\b(?:as of|as at|by|until) (?:(?:the |about |around )?(?:noon|midday|midnight|dawn|dusk|nightfall|daybreak)(?: on)? )?\Z",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(r"[^:;]*: ")
_OF_REPORT = re.compile(r" (?:[a-z]+ )?(?:survey|report|study|census|poll|audit|estimate|review)s?\b")
_FOR_DAY = re.compile(r"\b(?:register|list|count|census|figures?|records?|roll) for \Z")
_OWN_DAY = re.compile(r" (?:on |in |by )?(?:the )?\Z")
_LONGEST_REPORT, _SHORTEST_FRAME = 30, 10
_TWO = 2


def is_time_scope(claim: ClaimDict) -> bool:
    """True for a date that a figure can have as its time: days, or a season without days; not a length, not "every Monday"."""
    date = claim["date"]
    placed = bool(date["begin"] or date["end"])
    return (placed or date["anchor"] == "unresolved") and (placed or date["type"] not in _TIMELESS_TYPES)


def is_reference(claim: ClaimDict) -> bool:
    """True for "now", "recently", "the future": no time that could be checked."""
    return claim["kind"] == "date" and claim["date"]["value"] in _REFERENCES


def _names_no_time(date: ClaimDict) -> bool:
    """True for "now" and "recently"; "in recent years" names a time, though not its days."""
    return date["date"]["value"] == "PRESENT_REF" or (is_reference(date) and " " not in date["quote"])


def give_time(doc: Doc, claim: ClaimDict, dates: Sequence[ClaimDict], inherited: str | None) -> None:
    """Give a figure the dates of its sentence that hold for it: as its time, as the day on which it stands, or as both.

    "By Sunday 96 had been freed" counts up to Sunday and stands then; "the toll rose to 23 on Sunday" stands then alone.
    """
    dates = [date for date in dates if not _names_no_time(date)]
    if claim["quantity"]["unit"] == "duration" or is_setting(doc, claim):
        return  # "The rains came two weeks late in May": how long something took is of no day
    standing = [date for date in dates if _is_as_of(doc, date, claim)]
    if standing:
        _stands_at(claim, standing[0])
    rest = [date for date in dates if date not in standing]
    until = [date for date in standing if date["date"]["begin"] is None]
    if rest or until:
        set_when(claim, rest or until, inherited)
        _counted_until(doc, claim, until)
        from_the_eve(doc, claim)


def span_parts(doc: Doc, figures: Sequence[ClaimDict]) -> None:
    """Give a whole all the days of its parts: "Police held 90 people: 50 on Monday and another 40 on Wednesday"."""
    if sum(figure["when"] is not None and figure["when"]["inherited"] is None for figure in figures) < _TWO:
        return
    for whole in figures:
        if whole["quantity"]["unit"] == "duration" or (whole["when"] is not None and whole["when"]["inherited"] is None):
            continue
        colon = _OPENS_LIST.match(cut(doc, whole["start"], whole["sentence"][1]))
        parts = [part for part in figures if colon and part["start"] >= whole["start"] + colon.end()]
        parts = [part for part in parts if part["when"] is not None and part["when"]["inherited"] is None]
        days = [day for part in parts for day in (part["when"]["begin"], part["when"]["end"])]
        if None not in days and len(set(days)) > 1 and len({part["when"]["text"] for part in parts}) > 1:
            spans = [span for part in parts for span in part["evidence"]["when"]]
            words = cut(doc, spans[0][0], spans[-1][1])
            whole["when"] = {**parts[0]["when"], "begin": min(days), "end": max(days), "inherited": "sentence", "text": words}
            whole["evidence"]["when"] = spans


def _counted_until(doc: Doc, claim: ClaimDict, until: Sequence[ClaimDict]) -> None:
    """Open the time of what was counted up to a day ("as of Monday 260 had been freed"), and close that of a stock on its day."""
    when, aspect = claim["when"], claim["quantity"]["aspect"]
    day = when["end"]
    if day is None:
        return
    if aspect == "stock" and when["begin"] is None:
        when.update(begin=day, begin_open=False)
    elif aspect in {"flow", "cumulative"} and when["begin"] == day:
        at = claim["evidence"]["when"][0][0]
        begin = max(claim["sentence"][0], at - _LONGEST_CUE)
        stood = any(other["date"]["end"] == day for other in until)
        if stood or (at > begin and _AS_OF.search(cut(doc, begin, at))):
            when.update(begin=None, begin_open=True)


def is_report_date(doc: Doc, date: ClaimDict, figures: Sequence[ClaimDict]) -> bool:
    """True for the time of the statement, not of the event: "Police said on Friday that 17 had died".

    It lies outside the reported words of every figure of the sentence. A month or more before the source of indirect speech ("In
    August, the ministry said 40 were returned") is the time of the event; behind it ("said last month that 40 were returned") and
    before a quotation it is that of the statement.
    """
    attributed = [claim for claim in figures if claim["attribution"]]
    if any(_stands_beside(doc, claim, date) for claim in figures if not claim["attribution"]):
        return False
    begin = max(date["sentence"][0], date["start"] - _LONGEST_CUE)
    if date["start"] > begin and _FOR_DAY.search(cut(doc, begin, date["start"])):
        return False  # "The register for 31 July lists 140": those of that day
    if _is_spoken_on(doc, date, figures) or _is_of_report(doc, date):
        return True
    if not attributed or not all(is_outside_content(date, claim) for claim in attributed):
        return False
    is_day = date["date"]["begin"] is not None and date["date"]["begin"] == date["date"]["end"]
    links = [link for claim in attributed for link in claim["attribution"]]
    is_behind = all(link.get("cue_span") and link["cue_span"][1] <= date["start"] for link in links)
    return is_day or is_behind or any(link["type"] == "direct" for link in links)


def _is_spoken_on(doc: Doc, date: ClaimDict, figures: Sequence[ClaimDict]) -> bool:
    """True for the Friday of "The toll stands at 23, the mayor confirmed on Friday", whether or not the mayor was found."""
    verb = (date["event"] or {}).get("predicate")
    is_fronted = date["start"] - date["sentence"][0] < _SHORTEST_FRAME
    if is_fronted and date["date"]["begin"] != date["date"]["end"]:
        return False  # "In August the ministry said 40 were returned"
    return verb in _SAID and not any(_is_inside_content(date, claim) or head_verb(doc, claim) == verb for claim in figures)


def _is_of_report(doc: Doc, date: ClaimDict) -> bool:
    """True for the year of "a 2019 survey"."""
    stop = min(date["sentence"][1], date["end"] + _LONGEST_REPORT)
    return date["date"]["type"] == "DATE" and stop > date["end"] and _OF_REPORT.match(cut(doc, date["end"], stop)) is not None


def _stands_beside(doc: Doc, claim: ClaimDict, date: ClaimDict) -> bool:
    """True for the 40 of "Police counted 90 on Monday, they said, and 40 on Tuesday"."""
    near = claim["end"] < date["start"] <= claim["end"] + _LONGEST_REPORT
    return near and _OWN_DAY.fullmatch(cut(doc, claim["end"], date["start"])) is not None


def _is_inside_content(mention: ClaimDict, claim: ClaimDict) -> bool:
    content: list[int] | None = claim["attribution"][-1].get("content_span") if claim["attribution"] else None
    return content is not None and content[0] <= mention["start"] < content[1]


def is_outside_content(mention: ClaimDict, claim: ClaimDict) -> bool:
    """True if `mention` stands in the frame of the statement ("told the council in Geneva that ..."), not in its content."""
    content: list[int] | None = claim["attribution"][-1].get("content_span") if claim["attribution"] else None
    return content is not None and not content[0] <= mention["start"] < content[1]


def _is_as_of(doc: Doc, date: ClaimDict, claim: ClaimDict) -> bool:
    """True for the day on which a running count stands: "By Sunday the toll had risen to 23", "the toll rose to 23 on Sunday"."""
    value = date["date"]
    if value["end"] is None or claim["quantity"]["aspect"] not in {"cumulative", "stock", "level", "change"}:
        return False
    if value["begin"] is None:
        return True
    begin = max(claim["sentence"][0], claim["start"] - _LONGEST_LEAD)
    if value["begin"] != value["end"] or claim["start"] <= begin:
        return False
    if claim["quantity"]["aspect"] == "cumulative" and date["start"] > claim["end"] and is_compared(doc, claim):
        return True  # "The toll is 26, up from 20 on Tuesday"
    moved = _MOVED_TALLY.search(cut(doc, begin, claim["start"]))
    # "The number of those killed last Saturday has risen to nine": a day between the tally and its verb is that of the deaths.
    return moved is not None and not begin + moved.start() < date["start"] < claim["start"]


def _stands_at(claim: ClaimDict, date: ClaimDict) -> None:
    day = date["date"]["end"]
    claim["as_of"] = {"begin": day, "end": day, "source": "text"}
    claim["evidence"]["as_of"] = [[date["start"], date["end"]]]


def report_time(claim: ClaimDict, reported: Sequence[ClaimDict]) -> None:
    """Let an attributed figure stand at the day of the statement: Friday in "Police said on Friday that 17 had died"."""
    if claim["attribution"] and reported and reported[0]["date"]["begin"]:
        date = reported[0]["date"]
        claim["as_of"] = {"begin": date["begin"], "end": date["end"] or date["begin"], "source": "attribution"}
        claim["evidence"]["as_of"] = [[reported[0]["start"], reported[0]["end"]]]


def set_when(claim: ClaimDict, dates: Sequence[ClaimDict], inherited: str | None) -> None:
    """Give a claim its time: the nearest of `dates`, or one inside it that is narrower."""
    best = min(dates, key=lambda date: (distance(claim, date), date["start"]))
    for date in dates:
        if _inside(date, best):
            best = date
    value = _opened(_whole_day(best["date"]), best.get("_side", ""))
    claim["when"] = {
        "begin": value["begin"],
        "end": value["end"],
        "begin_open": value["begin_open"],
        "end_open": value["end_open"],
        "resolved": value["anchor"] != "unresolved",
        "inherited": inherited,
        "text": best["quote"],
        "flags": sorted(best.get("_flags", ())),
    }
    claim["evidence"]["when"] = [[best["start"], best["end"]]]


def _whole_day(value: dict[str, Any]) -> dict[str, Any]:
    """A clock time with an open side ("shortly after 5 p.m.") as its day: what happened then did not go on for ever."""
    day = value["begin"] or value["end"]
    if value["type"] != "TIME" or day is None or (value["begin"] and value["end"]):
        return value
    return {**value, "begin": day, "end": day, "begin_open": False, "end_open": False}


def _opened(value: dict[str, Any], side: str) -> dict[str, Any]:
    """ "since the rain began on 3 May" goes on from that day; the date itself is one day."""
    if side == "since":
        return {**value, "end": None, "end_open": True}
    return {**value, "begin": None, "begin_open": True} if side == "until" else value


def _inside(inner: ClaimDict, outer: ClaimDict) -> bool:
    first, second = inner["date"], outer["date"]
    if not (first["begin"] and first["end"] and second["begin"] and second["end"]) or inner is outer:
        return False
    narrower = (first["begin"], first["end"]) != (second["begin"], second["end"])
    return bool(narrower and second["begin"] <= first["begin"] and first["end"] <= second["end"])


def distance(claim: ClaimDict, other: ClaimDict) -> int:
    """The number of characters between two mentions; 0 where they touch or overlap."""
    return int(max(other["start"] - claim["end"], claim["start"] - other["end"], 0))
