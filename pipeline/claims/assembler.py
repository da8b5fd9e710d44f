"""The last component: completes every claim with its scope, its sources, its id, and whether it is worth comparing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from annotations.claim import claim_id
from models.claim_confidence import claim_confidence
from pipeline.claims.bases import find_bases, link_bases
from pipeline.claims.incident import from_the_eve, head_verb, inherit_incident
from pipeline.claims.inherit import inherit_event, inherit_heads, inherit_in_paragraph
from pipeline.claims.place_scope import holds_for, innermost, is_counting_region, is_place_scope, is_set_out_from, is_setting, place_scope, pointed_places
from pipeline.claims.scope import assign, is_within
from pipeline.claims.shared_scope import share_with_list, share_with_parts, share_with_repetitions
from pipeline.partial import ClaimDict, cut, published_interval

COMPARED_ZONES = frozenset({"headline", "caption", "body", "footnote"})
_FRAME_ZONES = frozenset({"dateline", "byline", "boilerplate"})
_TIMELESS_TYPES = frozenset({"DURATION", "SET"})
_REFERENCES = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_MAX_PLACES = 4
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
_OPENS_LIST = re.compile(r"[^:;]*: ")
_AS_OF = re.compile(
    r"\b(?:as of|as at|by|until) (?:(?:the |about |around )?(?:noon|midday|midnight|dawn|dusk|nightfall|daybreak)(?: on)? )?\Z", re.IGNORECASE
)
_OF_REPORT = re.compile(r" (?:[a-z]+ )?(?:survey|report|study|census|poll|audit|estimate|review)s?\b")
_OWN_DAY = re.compile(r" (?:on |in |by )?(?:the )?\Z")
_LONGEST_REPORT = 30
NOT_NAMED = "not named"


@Language.factory("counterclaim_claims", assigns=["doc._.counterclaim", "doc.spans"], requires=["doc._.counterclaim"])
def make_claim_assembler(nlp: Language, name: str) -> ClaimAssembler:
    """The component that completes the claims which the components before it found."""
    return ClaimAssembler()


class ClaimAssembler:
    """Completes the claims of a `Doc`; see the functions of this module for the rules."""

    def __call__(self, doc: Doc) -> Doc:
        """Complete the claims and show them as `doc.spans["counterclaim_<kind>"]`."""
        doc._.counterclaim = tuple(complete_claims(doc))
        show_spans(doc)
        return doc


def complete_claims(doc: Doc) -> list[ClaimDict]:
    """The claims of `doc` with scope, attribution, salience and ids, in text order; `doc` is left as it is."""
    claims = [{**claim, "evidence": dict(claim["evidence"])} for claim in doc._.counterclaim]
    for claim in claims:
        attribute(claim, doc._.counterclaim_attributions)
    used: set[int] = set()
    by_sentence: dict[tuple[int, ...], list[ClaimDict]] = defaultdict(list)
    for claim in claims:
        by_sentence[tuple(claim["sentence"])].append(claim)
    pointed = pointed_places(doc.text, [claim for claim in claims if claim["kind"] == "place"])
    starts = [place["start"] for place in pointed]
    for (start, end), sentence in by_sentence.items():
        _scope_sentence(doc, sentence, used, pointed[bisect_left(starts, start) : bisect_left(starts, end)])
    find_bases(claims)
    inherit_heads(claims)
    inherit_in_paragraph(doc, claims)
    share_with_parts(doc, claims)
    share_with_repetitions(claims)
    inherit_event(claims)
    inherit_incident(doc, claims, [claim for claim in claims if claim["kind"] == "place"])
    share_with_list(doc, claims)
    share_with_parts(doc, claims)
    share_with_repetitions(claims)
    for claim in claims:
        claim["as_of"] = claim["as_of"] or _as_published(doc)
        claim["salient"] = claim["zone"] in COMPARED_ZONES and id(claim) not in used and not _is_reference(claim)
    _set_ids(doc, claims)
    link_bases(claims)
    for claim in claims:
        confidence = claim_confidence(claim)
        claim["confidence"] = None if confidence is None else round(confidence, 3)
    return [{key: value for key, value in claim.items() if not key.startswith("_")} for claim in claims]


def attribute(claim: ClaimDict, attributions: Sequence[dict[str, Any]]) -> None:
    """Give a claim the chain of sources whose words it lies in: the innermost one and those it is nested in, outermost first."""
    holding = [
        (content[1] - content[0], -content[0], index)
        for index, attribution in enumerate(attributions)
        if (content := attribution.get("content_span")) and content[0] <= claim["start"] and claim["end"] <= content[1]
    ]
    if not holding:
        return
    index = min(holding)[2]
    chain = [*attributions[index].get("chain", ()), index]
    claim["attribution"] = [_link(attributions[link]) for link in chain]
    for depth, link in enumerate(claim["attribution"]):
        for slot in ("source", "cue"):
            if link.get(f"{slot}_span"):
                claim["evidence"][f"attribution.{depth}.{slot}"] = [link[f"{slot}_span"]]


def _is_reference(claim: ClaimDict) -> bool:
    """True for "now", "recently", "the future": no time that could be checked."""
    return claim["kind"] == "date" and claim["date"]["value"] in _REFERENCES


def _link(attribution: dict[str, Any]) -> dict[str, Any]:
    """One link of a chain; a passive cue ("was believed") has a source that the text does not name."""
    link = {key: value for key, value in attribution.items() if key != "chain"}
    return {**link, "source": link["source"] or NOT_NAMED}


def _scope_sentence(doc: Doc, sentence: list[ClaimDict], used: set[int], pointed: Sequence[ClaimDict]) -> None:
    sentence = [claim for claim in sentence if claim["zone"] not in _FRAME_ZONES]
    dates = [claim for claim in sentence if claim["kind"] == "date" and _is_time_scope(claim)]
    sources = [link["source_span"] for claim in sentence for link in claim["attribution"] if link.get("source_span")]
    places = [*(claim for claim in sentence if is_place_scope(doc, claim, sources)), *pointed]
    places.sort(key=lambda place: int(place["start"]))
    figures = [claim for claim in sentence if claim["kind"] == "quantity"]
    carriers = figures or [claim for claim in sentence if claim["kind"] == "legal"]
    reported = [date for date in dates if figures and _is_report_date(doc, date, figures)]
    for number, (found, inherited) in assign(doc, carriers, [date for date in dates if date not in reported]).items():
        if carriers[number]["kind"] == "quantity" and not (inherited and is_within(carriers[number], carriers)):
            _give_time(doc, carriers[number], found, inherited)
            used.update(id(date) for date in found)
    _span_parts(doc, figures)
    _place_carriers(doc, carriers, places)
    for claim in carriers:
        _report_time(claim, reported)
        if claim["kind"] == "quantity" and not claim["where"]:
            set_where(claim, [place for place in sentence if is_counting_region(doc, place, claim)])
    used.update(id(date) for date in reported)
    used.update(id(place) for place in sentence if place["kind"] == "place" and (figures or place["place"]["role"] != "location"))
    if not figures:
        for date in dates:
            set_where(date, [place for place in places if not is_set_out_from(doc, place)])
        used.update(id(place) for place in places if dates or carriers)
    used.update(id(date) for date in sentence if date["kind"] == "date" and date not in dates)


def _give_time(doc: Doc, claim: ClaimDict, dates: Sequence[ClaimDict], inherited: str | None) -> None:
    """Give a figure the dates of its sentence that hold for it: as its time, as the day on which it stands, or as both.

    "By Sunday 96 had been freed" counts up to Sunday and stands then; "the toll rose to 23 on Sunday" stands then alone.
    """
    dates = [date for date in dates if date["date"]["value"] != "PRESENT_REF"]
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


def _span_parts(doc: Doc, figures: Sequence[ClaimDict]) -> None:
    """Give a whole all the days of its parts: "Police held 90 people: 50 on Monday and another 40 on Wednesday"."""
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


def _place_carriers(doc: Doc, carriers: Sequence[ClaimDict], places: Sequence[ClaimDict]) -> None:
    """Give figures and legal mentions their places; one between two figures holds for those behind it too, if they have none."""
    before: list[ClaimDict] = []
    scopes = assign(doc, carriers, places)
    for number, claim in enumerate(carriers):
        found = scopes.get(number, ([], None))[0]
        if claim["quantity"] and (claim["quantity"]["unit"] == "duration" or is_setting(doc, claim)):
            continue
        held = [place for place in found if not _is_outside_content(place, claim) and holds_for(doc, place, claim)]
        if not found:
            held = [place for place in before if place["end"] <= claim["start"] and holds_for(doc, place, claim)]
        set_where(claim, held)
        before = held


def _is_time_scope(claim: ClaimDict) -> bool:
    date = claim["date"]
    placed = bool(date["begin"] or date["end"])
    return (placed or date["anchor"] == "unresolved") and (placed or date["type"] not in _TIMELESS_TYPES)


def _is_outside_content(mention: ClaimDict, claim: ClaimDict) -> bool:
    """True if `mention` stands in the frame of the statement ("told the council in Geneva that ..."), not in its content."""
    content: list[int] | None = claim["attribution"][-1].get("content_span") if claim["attribution"] else None
    return content is not None and not content[0] <= mention["start"] < content[1]


def _is_spoken_on(doc: Doc, date: ClaimDict, figures: Sequence[ClaimDict]) -> bool:
    """True for the Friday of "The toll stands at 23, the mayor confirmed on Friday", whether or not the mayor was found."""
    verb = (date["event"] or {}).get("predicate")
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


def _is_report_date(doc: Doc, date: ClaimDict, figures: Sequence[ClaimDict]) -> bool:
    """True for the time of the statement, not of the event: "Police said on Friday that 17 had died".

    It lies outside the reported words of every figure of the sentence. A month or more before the source of indirect speech ("In
    August, the ministry said 40 were returned") is the time of the event; behind it ("said last month that 40 were returned") and
    before a quotation it is that of the statement.
    """
    attributed = [claim for claim in figures if claim["attribution"]]
    if _is_spoken_on(doc, date, figures) or _is_of_report(doc, date):
        return True
    if any(_stands_beside(doc, claim, date) for claim in figures if not claim["attribution"]):
        return False
    if not attributed or not all(_is_outside_content(date, claim) for claim in attributed):
        return False
    is_day = date["date"]["begin"] is not None and date["date"]["begin"] == date["date"]["end"]
    links = [link for claim in attributed for link in claim["attribution"]]
    is_behind = all(link.get("cue_span") and link["cue_span"][1] <= date["start"] for link in links)
    return is_day or is_behind or any(link["type"] == "direct" for link in links)


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
    moved = _MOVED_TALLY.search(cut(doc, begin, claim["start"]))
    # "The number of those killed last Saturday has risen to nine": a day between the tally and its verb is that of the deaths.
    return moved is not None and not begin + moved.start() < date["start"] < claim["start"]


def _stands_at(claim: ClaimDict, date: ClaimDict) -> None:
    day = date["date"]["end"]
    claim["as_of"] = {"begin": day, "end": day, "source": "text"}
    claim["evidence"]["as_of"] = [[date["start"], date["end"]]]


def _report_time(claim: ClaimDict, reported: Sequence[ClaimDict]) -> None:
    if claim["attribution"] and reported and reported[0]["date"]["begin"]:
        date = reported[0]["date"]
        claim["as_of"] = {"begin": date["begin"], "end": date["end"] or date["begin"], "source": "attribution"}
        claim["evidence"]["as_of"] = [[reported[0]["start"], reported[0]["end"]]]


def set_when(claim: ClaimDict, dates: Sequence[ClaimDict], inherited: str | None) -> None:
    """Give a claim its time: the nearest of `dates`, or one inside it that is narrower."""
    best = min(dates, key=lambda date: (_distance(claim, date), date["start"]))
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


def _distance(claim: ClaimDict, other: ClaimDict) -> int:
    return int(max(other["start"] - claim["end"], claim["start"] - other["end"], 0))


def set_where(claim: ClaimDict, places: Sequence[ClaimDict]) -> None:
    """Give a claim its places: all literal ones that hold for it, nearest first kept, in text order."""
    nearest = sorted(innermost(places), key=lambda place: (_distance(claim, place), place["start"]))[:_MAX_PLACES]
    if not nearest:
        return
    chosen = sorted(nearest, key=lambda place: int(place["start"]))
    claim["where"] = [place_scope(place) for place in chosen]
    claim["evidence"]["where"] = [[place["start"], place["end"]] for place in chosen]


def _as_published(doc: Doc) -> dict[str, str] | None:
    days = published_interval(doc)
    return {"begin": days[0].isoformat(), "end": days[1].isoformat(), "source": "published"} if days else None


def _set_ids(doc: Doc, claims: Sequence[ClaimDict]) -> None:
    article = (doc._.counterclaim_article or {}).get("id", "")
    seen: dict[tuple[str, int, int], int] = defaultdict(int)
    for claim in claims:
        key = (claim["kind"], claim["start"], claim["end"])
        claim["article"] = article
        claim["id"] = claim_id(article, *key, seen[key])
        seen[key] += 1
    legal = [claim for claim in claims if claim["kind"] == "legal"]
    for claim in legal:
        if (antecedent := claim.get("_antecedent")) is not None:
            claim["legal"] = {**claim["legal"], "antecedent": legal[antecedent]["id"]}


def show_spans(doc: Doc) -> None:
    """Show the claims as span groups, one a kind; a span that ends inside a token is widened to whole tokens."""
    groups: dict[str, list[Any]] = {kind: [] for kind in ("quantity", "date", "place", "legal")}
    for claim in doc._.counterclaim:
        span = doc.char_span(claim["start"], claim["end"], label=claim["kind"], span_id=claim["id"], alignment_mode="expand")
        if span is not None:
            groups[claim["kind"]].append(span)
    for kind, spans in groups.items():
        doc.spans[f"counterclaim_{kind}"] = spans
