"""The day and the place of the one incident that an article is about, for those of its figures that name none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from spacy.tokens import Doc

from pipeline.claims.place_scope import place_scope
from pipeline.claims.scope import CASUALTIES, is_compared
from pipeline.partial import ClaimDict, cut, text_length

_DATED = CASUALTIES | {"displaced", "evacuated", "detained", "escaped"}
_RUINED = frozenset({"destroyed", "damaged"})
_PLACED = (_DATED - {"escaped"}) | {"infected", "vaccinated", "released", "casualty"}
_EMBARKED = frozenset({"aboard"})  # where a ship or a bus set out, not where it came to grief
_ACCIDENTS = frozenset([
    "burn", "capsize", "collapse", "collide", "crash", "derail", "erupt", "explode", "hit", "overturn", "sink", "strike", "break", "go",
    "gut", "rip", "sweep", "run", "destroy", "flood", "bury", "slam", "tear", "engulf", "catch",
])  # fmt: skip
_LATER = frozenset({"identify", "identify body", "identify victim", "name", "bury", "mourn"})  # days or weeks behind the incident
_OPENING = 700  # characters in which an article says when and where
_WIDEST = 3  # days of an incident
_ONE_INCIDENT = 31  # days
_THE_CITY = re.compile(r"\b(?:of|in|across|at|outside|near) the (?:city|town|village|port|capital)\b")
# What an article calls the incident beside its day: "the blast of 3 May", "Saturday's fire", "the sinking on Friday".
_INCIDENT = (
    r"(?:accident|attack|avalanche|blast|blaze|bombing|capsizing|collapse|collision|crash|derailment|disaster|earthquake|eruption"
    r"|explosion|fire|flood|landslide|massacre|quake|raid|riot|shelling|shipwreck|shooting|sinking|stampede|storm|strike|tragedy)"
)
_DAY_OF_INCIDENT = re.compile(rf"\b{_INCIDENT} (?:of|on) (?:the night (?:of|to) )?\Z", re.IGNORECASE)
_INCIDENT_OF_DAY = re.compile(rf"['\u2019]s (?:[\w-]+ ){{0,3}}?{_INCIDENT}\b", re.IGNORECASE)
_NIGHT_TO = re.compile(r"\bnight (?:in)?to \Z")
_LONGEST_CUE, _LONGEST_NAME = 24, 48  # characters
_SPOKEN_WITH = frozenset({"speak", "talk", "interview", "meet", "visit", "listen", "hear", "tell", "say"})
# "a boat built for eight people", "licensed to carry 180": nobody was aboard yet.
_CAPACITY = re.compile(r"\b(?:built|designed|licen[sc]ed|certified|meant|allowed|permitted|approved) (?:for|to \w+) (?:up to )?\Z")
_LASTING = frozenset({"detained", "hospitalised", "sheltered"})
_MORE = frozenset({"including", "additional", "other", "rest"})  # found, or dead, on a later day than the first
_STRUCK = frozenset({"aboard", "trapped"})
_BACKGROUND = 5  # times the first count of an article: "391 have died on this road since 2010" after a crash with nine dead
_AT_PRESENT = re.compile(r"\b(?:still|remains?|are|is|sits?|lies?|now)\b")
_KIN = {"released": "detained", "vaccinated": "infected", "evacuated": "displaced"}
_CITIES = frozenset({"city", "other", "region"})


def inherit_incident(doc: Doc, claims: Sequence[ClaimDict], places: Sequence[ClaimDict]) -> None:
    """Let the figures of an article about one incident take its day and its place where they have none of their own.

    "31 people died when a ferry capsized off Bohol on Friday. ... Fifty-seven were still missing" dates and places the 57 too. Only
    figures behind the one that says it, and those of the headline, take anything; a background figure keeps its silence.
    """
    figures = [claim for claim in claims if claim["kind"] == "quantity" and _state(claim) in _PLACED | _DATED | _RUINED]
    lead = _lead(doc, claims, figures)
    if lead is not None:
        _inherit_day(doc, figures, lead)
    _inherit_place(doc, [claim for claim in figures if _state(claim) in _PLACED | _RUINED], places, lead)


def is_lasting(doc: Doc, claim: ClaimDict) -> bool:
    """True for who is held or in hospital now, and for how many a ship was built for: the day of the incident is not theirs."""
    if _state(claim) in _LASTING and claim["quantity"]["aspect"] == "stock" and _AT_PRESENT.search(cut(doc, *claim["sentence"])):
        return True
    begin = max(claim["sentence"][0], claim["start"] - _LONGEST_CUE)
    return claim["start"] > begin and _CAPACITY.search(cut(doc, begin, claim["start"])) is not None


def _is_background(claim: ClaimDict, figures: Sequence[ClaimDict]) -> bool:
    """True for a count far above the first one of its state: no count of this incident."""
    if _state(claim) != "dead":
        return False
    first = next((other for other in figures if _state(other) == "dead" and other["quantity"]["low"]), None)
    low = claim["quantity"]["low"]
    return first is not None and low is not None and low > _BACKGROUND * first["quantity"]["low"]


def from_the_eve(doc: Doc, claim: ClaimDict) -> None:
    """Let "the night to Sunday" begin on the day before."""
    when, at = claim["when"], claim["evidence"]["when"][0][0]
    begin = max(0, at - _LONGEST_CUE)
    if when["begin"] and when["begin"] == when["end"] and at > begin and _NIGHT_TO.search(cut(doc, begin, at)):
        when["begin"] = (date.fromisoformat(when["begin"]) - timedelta(days=1)).isoformat()


def _inherit_day(doc: Doc, figures: Sequence[ClaimDict], lead: ClaimDict) -> None:
    for claim in figures:
        if claim["when"] is not None or _state(claim) not in _DATED | _RUINED or not _may_take(doc, claim, lead):
            continue
        if not is_lasting(doc, claim) and not _is_background(claim, figures):
            claim["when"] = {**lead["when"], "inherited": "article"}
            claim["evidence"]["when"] = lead["evidence"]["when"]
            if _state(claim) in (_PLACED | _RUINED) - _EMBARKED:
                take_place(claim, lead)


def take_place(claim: ClaimDict, other: ClaimDict) -> None:
    """Give a claim without a place that of another."""
    if not claim["where"] and other["where"]:
        claim["where"] = other["where"]
        claim["evidence"]["where"] = other["evidence"]["where"]


def _lead(doc: Doc, claims: Sequence[ClaimDict], figures: Sequence[ClaimDict]) -> ClaimDict | None:
    """What dates the incident: its first figure with a day, or a day on which the opening tells of it without a figure.

    None in an article whose figures stand weeks apart: "Two boats sank, one on 3 March and one on 9 May".
    """
    dated = _dated(doc, figures)
    # The 57 of "44 are missing, down from 57 on Saturday" are of that day, the incident is not.
    told = next((claim for claim in claims if claim["kind"] == "date" and _tells_of_accident(doc, claim, claims)), None)
    lead = next((claim for claim in dated if _state(claim) in CASUALTIES or claim["start"] < _OPENING), None)
    if told is not None and (lead is None or told["start"] < lead["start"]) and any(_state(claim) in CASUALTIES for claim in figures):
        begin, end = told["date"]["begin"], told["date"]["end"]
        when = {"begin": begin, "end": end, "begin_open": False, "end_open": False, "resolved": True, "inherited": None,
                "text": told["quote"], "flags": sorted(told.get("_flags", ()))}  # fmt: skip
        lead = {**told, "when": when, "evidence": {**told["evidence"], "when": [[told["start"], told["end"]]]}}
        from_the_eve(doc, lead)
    if lead is None:
        return None
    return lead if _are_of_one_time([lead, *dated]) else None


def _dated(doc: Doc, figures: Sequence[ClaimDict]) -> list[ClaimDict]:
    return [claim for claim in figures if _state(claim) in _DATED and _days(claim["when"]) and dates_incident(doc, claim)]


def is_one_incident(doc: Doc, claims: Sequence[ClaimDict]) -> bool:
    """False for an article whose figures of incidents stand weeks apart."""
    return _are_of_one_time(_dated(doc, [claim for claim in claims if claim["kind"] == "quantity"]))


def _are_of_one_time(dated: Sequence[ClaimDict]) -> bool:
    days = [days for claim in dated if (days := _days(claim["when"])) is not None]
    return bool(days) and all(abs((other[0] - days[0][0]).days) <= _ONE_INCIDENT for other in days)


def head_verb(doc: Doc, claim: ClaimDict) -> str | None:
    """The lemma of the verb that a figure belongs to."""
    return doc[claim["_verb"]].lemma_.lower() if claim.get("_verb") is not None else None


def is_spoken_with(doc: Doc, claim: ClaimDict) -> bool:
    """True for those who speak or are spoken with: "our team met 11 survivors" counts no event."""
    begin = max(claim["sentence"][0], claim["start"] - 4)
    spoken_of = claim["start"] > begin and cut(doc, begin, claim["start"]).endswith(" of ")
    return head_verb(doc, claim) in _SPOKEN_WITH and not spoken_of


def _tells_of_accident(doc: Doc, claim: ClaimDict, claims: Sequence[ClaimDict]) -> bool:
    """True for the Sunday of "A boat overturned on Sunday" in a sentence without figures of people, and of "Sunday's blaze".

    Only in the headline and the opening.
    """
    value, event = claim["date"], claim["event"] or {}
    if claim["start"] > _OPENING or not value["begin"] or value["begin"] != value["end"]:
        return False
    if claim["zone"] in {"headline", "subhead", "body"} and _names_incident(doc, claim):
        return True
    if claim["zone"] != "body":
        return False
    if event.get("predicate") not in _ACCIDENTS or event.get("modality") != "asserted" or event.get("polarity") != "affirmed":
        return False
    return not any(other["kind"] == "quantity" and other["sentence"] == claim["sentence"] and _state(other) for other in claims)


def _names_incident(doc: Doc, claim: ClaimDict) -> bool:
    begin, end = max(0, claim["start"] - _LONGEST_NAME), min(text_length(doc), claim["end"] + _LONGEST_NAME)
    before = cut(doc, begin, claim["start"]) if claim["start"] > begin else ""
    after = cut(doc, claim["end"], end) if end > claim["end"] else ""
    return _DAY_OF_INCIDENT.search(before) is not None or _INCIDENT_OF_DAY.match(after) is not None


def _may_take(doc: Doc, claim: ClaimDict, lead: ClaimDict) -> bool:
    event = claim["event"] or {}
    if is_spoken_with(doc, claim):
        return False
    follows = claim["start"] >= lead["sentence"][0] or claim["zone"] == "headline"
    return follows and event.get("modality") == "asserted" and claim["quantity"]["rate"] is None


def _inherit_place(doc: Doc, figures: Sequence[ClaimDict], places: Sequence[ClaimDict], lead: ClaimDict | None) -> None:
    """Give figures of the incident its place: that of the first of them that has one, else the one the headline or dateline names.

    The held and the displaced take only the place of others like them: an article on a strike need not be about one place.
    """
    placed = _placed(doc, figures)
    first = placed or next((claim for claim in figures if claim["zone"] == "body"), None)
    named = _named_place(doc, figures, places) if placed is None else None
    for claim in figures:
        if claim["where"] or _state(claim) in _EMBARKED or first is None or not _may_take(doc, claim, first) or _is_elsewhen(claim, lead):
            continue
        if placed is not None and (_state(claim) in CASUALTIES | _RUINED or _kin(claim) == _kin(placed)):
            take_place(claim, placed)
        elif named is not None:
            claim["where"] = [place_scope(named)]
            claim["evidence"]["where"] = [[named["start"], named["end"]]]


def _placed(doc: Doc, figures: Sequence[ClaimDict]) -> ClaimDict | None:
    """The first figure of the opening with a place; none where figures of its state are spread over several places."""
    opening = [claim for claim in figures if claim["where"] and claim["start"] < _OPENING]
    opening = [claim for claim in opening if _state(claim) in _PLACED and not (_is_part(claim) or is_spoken_with(doc, claim))]
    places = {tuple(place["name"] for place in claim["where"]) for claim in opening if _state(claim) == _state(opening[0])}
    return opening[0] if len(places) == 1 else None


def _is_part(claim: ClaimDict) -> bool:
    """True for the rest and for a part: where seven others are held says nothing of the 42 that were freed."""
    return claim["quantity"]["relation"] is not None or claim["quantity"]["base"] is not None


def _kin(claim: ClaimDict) -> str | None:
    return _KIN.get(_state(claim) or "", _state(claim))


def _is_elsewhen(claim: ClaimDict, lead: ClaimDict | None) -> bool:
    """True for a figure of another time than the incident: "In 2010 fire killed 90 people"."""
    here = claim["when"]
    if here is None or here["inherited"] == "article":
        return False
    days, first = _bounds(here), _bounds(lead["when"]) if lead is not None else None
    if days is None:
        return False
    if (days[1] - days[0]).days > _ONE_INCIDENT:
        return True
    return first is not None and abs((days[0] - first[0]).days) > _ONE_INCIDENT


def _named_place(doc: Doc, figures: Sequence[ClaimDict], places: Sequence[ClaimDict]) -> ClaimDict | None:
    """The only place of the headline; else that of the dateline where the opening points at it ("on the edge of the city").

    A whole country is the place of an epidemic alone. A dateline by itself says where the reporter sat.
    """
    is_epidemic = any(_state(claim) == "infected" for claim in figures)
    named = [place for place in places if place["place"]["id"] is not None]
    if not is_epidemic:
        named = [place for place in named if place["place"]["feature"] in _CITIES]
    headline = [place for place in named if place["zone"] == "headline"]
    dateline = [place for place in named if place["zone"] == "dateline"]
    if not headline and dateline and _THE_CITY.search(doc.text, dateline[-1]["end"], dateline[-1]["end"] + _OPENING // 2):
        headline = dateline
    return headline[0] if len({place["place"]["id"] for place in headline}) == 1 else None


def dates_incident(doc: Doc, claim: ClaimDict) -> bool:
    """True for a figure of the incident itself, not one of what followed: the found, the buried, those who tell of it."""
    if claim["quantity"]["relation"] in _MORE or claim["event"]["predicate"] in _LATER:
        return False
    return not (is_compared(doc, claim) or is_spoken_with(doc, claim) or _is_before_or_after(claim))


def _is_before_or_after(claim: ClaimDict) -> bool:
    """True for who was missing, held or homeless on a day: the incident may have been another day's."""
    return claim["quantity"]["aspect"] == "stock" and _state(claim) not in _STRUCK


def _days(when: dict[str, Any] | None) -> tuple[date, date] | None:
    days = _bounds(when) if when is not None else None
    return days if days is not None and (days[1] - days[0]).days < _WIDEST else None


def _bounds(when: dict[str, Any]) -> tuple[date, date] | None:
    if not when["begin"] or not when["end"]:
        return None
    return date.fromisoformat(when["begin"]), date.fromisoformat(when["end"])


def _state(claim: ClaimDict) -> str | None:
    state: str | None = (claim["event"] or {}).get("state")
    return state
