"""Which places of a sentence are where its figures hold: spots named in it, and those it only points at ("in the province")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.partial import ClaimDict, cut, text_length

_LOOK_BACK = 60  # characters
_BESIDE = 80  # characters between a town and the border that it lies on
_REGION_WORDS = frozenset({"province", "county", "district", "region", "state", "municipality", "prefecture", "governorate", "oblast"})
# "The country recorded 40 cases": who counts at home says where.
_COUNTS_AT_HOME = re.compile(
    r"(?:,[^,;.]{3,60},)? (?:has |have |had )?(?:already |so far |now |also )?"
    r"(?:recorded|reported|registered|confirmed|counted|logged|documented|suffered|had|seen|saw|has|have) [^.;]{0,60}\Z"
)
_PLACES_OF_SOURCES = re.compile(
    r"\b(?i:reporters?|journalists?|groups?|activists?|analysts?|offices?|officers?|officials?|authorities|ministry|spokesman|spokeswoman|diplomats?"
    r"|court|embassy|headquarters|experts?|campaigners?|observers|conference|briefing|statement|interview|parliament|council|hearing"
    r"|published|released|issued|presented|launched|speaking|speech) in (?:the )?(?:[A-Z][\w'\u2019-]+ and )?\Z"
)
_LEFT_BEHIND = re.compile(r"\b(?:left|leaving|departed|departing) (?:the )?(?:[a-z]+ of )?\Z")
_SET_OUT = re.compile(r"\b(?:set|setting) (?:out|off) from (?:the )?\Z|\b(?:sailed|sailing|departed|flew|flying) from (?:the )?\Z")
_BOUND_FOR = re.compile(r"\b(?:bound|headed|heading|destined) for (?:the )?\Z|\b(?:en route|on (?:its|their|the) way) to (?:the )?\Z")
# "19 come from Mali and Chad": where people are from says nothing of where it happened; cases of a disease come from where they are.
_HAILING = re.compile(
    r"\b(?:come|comes|came|hail|hails|hailed|originate|originates|originated) from (?:the )?(?:[\w'\u2019-]+(?:, | and | or ))*\Z"
)
_FROM = re.compile(r" (?:[a-z]+ )?from (?:the )?\Z")
_ARRIVING = frozenset({"arrived", "crossed", "returned", "departed", "displaced", "evacuated", "rescued", "traded"})
_SPREADING = frozenset({"infected", "vaccinated"})
_SET_IN = re.compile(
    r"\b(?:in|on|into|along|near|across|over|of|at|off|from|through|around|beside|between|cross|crosses|crossed|crossing) (?:the )?"
    r"(?:(?:[\w\u2019'-]+,? )?[\w\u2019'-]+,? and )?\Z",
    re.IGNORECASE,
)
_WATERS = frozenset({"river", "sea", "mountain", "border"})
_KIND = r"province|country|district|city|county|region|island|state"
_POINTING = re.compile(
    rf"\b[Ii]n(?:side)? (?:the|this|that|the same) (?P<one>{_KIND}|town|village)\b"
    r"(?! (?:of|government|police|council|court|hospital)\b)"
    rf"|\b(?:[Aa]cross|[Tt]hroughout|[Aa]round) (?:the|this) (?:whole |entire )?(?P<all>{_KIND})\b"
    rf"|\b(?:[Ff]or|[Ii]n|[Ff]rom) the (?:(?:whole|entire) (?P<whole>{_KIND})|(?P<as>{_KIND}) as a whole)\b"
    r"|\b[Ii]n (?:the|these) (?P<many>two|both) (?:provinces|countries|districts|cities|towns|villages|areas|regions|counties|states)\b"
)
_FEATURES: Mapping[str, frozenset[str]] = {
    "country": frozenset({"country"}),
    "province": frozenset({"admin1", "region"}),
    "state": frozenset({"admin1"}),
    "region": frozenset({"admin1", "region"}),
    "county": frozenset({"region", "admin1"}),
    "district": frozenset({"region", "admin1"}),
    "island": frozenset({"region", "admin1", "other"}),
    "city": frozenset({"city", "admin1"}),
    "town": frozenset({"city"}),
    "village": frozenset({"city", "other"}),
}
_JOINTS = frozenset({" and ", ", and "})
_NONE_AFTER = re.compile(r" (?:none|nothing|no one|nobody|zero)\b")
_SETTINGS = frozenset([
    "areas", "districts", "provinces", "regions", "countries", "states", "counties", "cities", "towns", "villages", "stations", "places",
    "locations", "municipalities", "cantons", "islands",
])  # fmt: skip
_LENGTHS = frozenset({"m", "km", "cm", "mm", "kg", "g", "t", "[mi_i]", "[ft_i]", "[in_i]", "[yd_i]", "[lb_av]"})
_AWAY = re.compile(r" (?:away|apart|each)\b")
_INTO_SETTING = re.compile(r"\b(?:in|across|from|over|at|of) (?:the |these |those |all )?\Z")
_LONGEST_NONE = 12  # characters
_GONE_TO = re.compile(r"\bto (?:the )?(?:[\w\u2019'-]+ (?:and|or) )?\Z")
_MONEY = re.compile(r"[A-Z]{3}")


def is_place_scope(doc: Doc, claim: ClaimDict, sources: Sequence[Sequence[int]]) -> bool:
    """True for a literal place that is no part of a source: "the ministry in Quito said" tells nothing of the event.

    A ship's destination is none, nor is a river that does something: "the Limpopo has driven out 300 people".
    """
    if claim["kind"] != "place" or claim["place"]["role"] != "location":
        return False
    if any(start <= claim["start"] and claim["end"] <= end for start, end in sources):
        return False
    lead = _lead(doc, claim["start"])
    if _is_owner(doc, claim) and _SET_IN.search(lead) is None:
        return False
    if _PLACES_OF_SOURCES.search(lead) or _BOUND_FOR.search(lead) or _has_none(doc, claim["end"]):
        return False
    return claim["place"]["feature"] not in _WATERS or _SET_IN.search(lead) is not None


def _is_owner(doc: Doc, claim: ClaimDict) -> bool:
    """True for the Chile of "40 men whom Chile's highest court had freed": whose court it is does not say where they were."""
    stop = min(claim["end"] + 2, text_length(doc))
    return stop > claim["end"] and cut(doc, claim["end"], stop) in {"'s", "\u2019s"}


def _has_none(doc: Doc, end: int) -> bool:
    """True for a place with a figure of its own that leaves its verb out: "Chile has had 40 cases, Peru none"."""
    stop = min(end + _LONGEST_NONE, text_length(doc))
    return stop > end and _NONE_AFTER.match(cut(doc, end, stop)) is not None


def holds_for(doc: Doc, place: ClaimDict, claim: ClaimDict) -> bool:
    """False for a port that was left with so many on board, for where those counted come from, and for where money went."""
    lead = _lead(doc, place["start"])
    if _state(claim) not in _SPREADING and place["start"] > claim["end"] and _HAILING.search(lead):
        return False
    if _is_origin(doc, place, claim):
        return False
    if claim["start"] > place["end"] and _LEFT_BEHIND.search(lead):
        return False
    return not (_MONEY.fullmatch(claim["quantity"]["unit"] if claim["quantity"] else "") and _GONE_TO.search(lead))


def is_setting(doc: Doc, claim: ClaimDict) -> bool:
    """True for a figure that only describes: "25 shops in the two areas", "a 50-kilogram bag", "75 kilometres away"."""
    if claim["quantity"]["unit"] in _LENGTHS:
        stop = min(claim["sentence"][1], claim["end"] + _LONGEST_NONE)
        if "-" in claim["quote"] or (stop > claim["end"] and _AWAY.match(cut(doc, claim["end"], stop))):
            return True
    head = (claim["quantity"]["head"] or "").rpartition(" ")[2]
    begin = max(claim["sentence"][0], claim["start"] - _LONGEST_NONE)
    return head in _SETTINGS and claim["start"] > begin and _INTO_SETTING.search(cut(doc, begin, claim["start"])) is not None


def _is_origin(doc: Doc, place: ClaimDict, claim: ClaimDict) -> bool:
    """True for "four men from Mali were held": where they come from; where they left on the way is a place of a movement."""
    state = _state(claim)
    if state is None or state in _ARRIVING | _SPREADING or place["start"] <= claim["end"]:
        return False
    return _FROM.match(cut(doc, claim["end"], place["start"])) is not None


def is_set_out_from(doc: Doc, place: ClaimDict) -> bool:
    """True for where a journey began: "a boat that had set out from Libya overturned" was not overturned there."""
    return _SET_OUT.search(_lead(doc, place["start"])) is not None


def _state(claim: ClaimDict) -> str | None:
    state: str | None = (claim["event"] or {}).get("state")
    return state


def _lead(doc: Doc, start: int) -> str:
    begin = max(0, start - _LOOK_BACK)
    return cut(doc, begin, start).rpartition("\n")[2] if start > begin else ""


def is_counting_region(doc: Doc, place: ClaimDict, claim: ClaimDict) -> bool:
    """True for a country or part of one that reports a figure of its own: "Cordoba province counted 26,000 displaced"."""
    if place["kind"] != "place" or claim["start"] < place["end"]:
        return False
    if place["place"]["role"] != "modifier" and place["place"]["feature"] in {"country", "admin1"}:
        between = cut(doc, place["end"], claim["start"])
        if _COUNTS_AT_HOME.match(between + " " if not between.endswith(" ") else between):
            return True
    source = claim["attribution"][-1].get("source_span") if claim["attribution"] else None
    if not source or not source[0] <= place["start"] < source[1]:
        return False
    words = {word.lower() for word in cut(doc, source[0], source[1]).split()}
    return bool(words & _REGION_WORDS)


def pointed_places(text: str, places: Sequence[ClaimDict]) -> list[ClaimDict]:
    """Places that the text points back at, each with the span of the words that do so.

    "Sofala province ... in the province" gives Sofala again. None where no place of the kind has been named before.
    """
    found: list[ClaimDict] = []
    last: dict[str, ClaimDict] = {}
    named: Counter[str] = Counter()
    index, listed = 0, None
    for match in _POINTING.finditer(text):
        while index < len(places) and places[index]["end"] <= match.start():
            before = places[index - 1] if index else None
            if before is not None and text[before["end"] : places[index]["start"]] in _JOINTS:
                listed = (before, places[index])
            feature = places[index]["place"]["feature"]
            if feature == "country":  # "the country" is the one that the text speaks of most
                named[places[index]["place"]["id"]] += 1
            if feature != "country" or "country" not in last or _is_most(named, places[index], last["country"]):
                last[feature] = places[index]
            index += 1
        found.extend({**place, "start": match.start(), "end": match.end()} for place in _meant(match, last, listed))
    return found


def _is_most(named: Counter[str], place: ClaimDict, other: ClaimDict) -> bool:
    return named[place["place"]["id"]] > named[other["place"]["id"]]


def _meant(match: re.Match[str], last: Mapping[str, ClaimDict], listed: tuple[ClaimDict, ClaimDict] | None) -> list[ClaimDict]:
    if match["many"]:
        return list(listed or ())
    known = [last[feature] for feature in _FEATURES[match["one"] or match["all"] or match["whole"] or match["as"]] if feature in last]
    return [max(known, key=lambda place: int(place["start"]))] if known else []


def innermost(places: Sequence[ClaimDict]) -> list[ClaimDict]:
    """The places without those that only say where another one is: "in Tiro, on the border between Chile and Peru" is in Tiro."""
    within = {parent for place in places for parent in place.get("_parents", ())}
    towns = [place for place in places if place["place"]["feature"] == "city"]
    return [
        place
        for place in places
        if place["place"]["id"] not in within
        and not (place["place"]["feature"] == "border" and any(abs(place["start"] - town["start"]) < _BESIDE for town in towns))
    ]


def place_scope(place: ClaimDict) -> dict[str, Any]:
    """A place as a claim's `where` holds it."""
    return {
        "id": place["place"]["id"],
        "name": place["place"]["name"],
        "countries": place["place"]["countries"],
        "admin1": place["place"]["admin1"],
        "parents": list(place.get("_parents", ())),
    }
