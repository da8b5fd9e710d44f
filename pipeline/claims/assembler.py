"""The last component: completes every claim with its scope, its sources, its id, and whether it is worth comparing."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from annotations.claim import claim_id
from models.claim_confidence import claim_confidence
from pipeline.claims.bases import find_bases, link_bases
from pipeline.claims.incident import inherit_incident
from pipeline.claims.inherit import inherit_event, inherit_in_paragraph
from pipeline.claims.place_scope import (
    holds_for,
    innermost,
    is_counting_region,
    is_place_scope,
    is_set_out_from,
    is_setting,
    place_scope,
    pointed_places,
)
from pipeline.claims.scope import assign, is_within
from pipeline.claims.shared_scope import share_day_of_count, share_with_list, share_with_parts, share_with_repetitions
from pipeline.claims.time_scope import (
    distance,
    give_time,
    is_outside_content,
    is_reference,
    is_report_date,
    is_time_scope,
    report_time,
    span_parts,
)
from pipeline.partial import ClaimDict, published_interval

COMPARED_ZONES = frozenset({"headline", "caption", "body", "footnote"})
_FRAME_ZONES = frozenset({"dateline", "byline", "boilerplate"})
_MAX_PLACES = 4
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
    text = doc.text  # put together anew at each look
    pointed = pointed_places(text, [claim for claim in claims if claim["kind"] == "place"])
    starts = [place["start"] for place in pointed]
    for (start, end), sentence in by_sentence.items():
        _scope_sentence(doc, sentence, used, pointed[bisect_left(starts, start) : bisect_left(starts, end)])
    find_bases(claims)
    inherit_in_paragraph(doc, claims, text)
    share_day_of_count(claims, text)
    share_with_parts(doc, claims, text)
    share_with_repetitions(claims)
    inherit_event(claims)
    inherit_incident(doc, claims, [claim for claim in claims if claim["kind"] == "place"])
    share_with_list(doc, claims)
    share_with_parts(doc, claims, text)
    share_with_repetitions(claims)
    published = _as_published(doc)
    for claim in claims:
        claim["as_of"] = claim["as_of"] or (published and dict(published))
        claim["salient"] = claim["zone"] in COMPARED_ZONES and id(claim) not in used and not is_reference(claim)
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


def _link(attribution: dict[str, Any]) -> dict[str, Any]:
    """One link of a chain; a passive cue ("was believed") has a source that the text does not name."""
    link = {key: value for key, value in attribution.items() if key != "chain"}
    return {**link, "source": link["source"] or NOT_NAMED}


def _scope_sentence(doc: Doc, sentence: list[ClaimDict], used: set[int], pointed: Sequence[ClaimDict]) -> None:
    sentence = [claim for claim in sentence if claim["zone"] not in _FRAME_ZONES]
    dates = [claim for claim in sentence if claim["kind"] == "date" and is_time_scope(claim)]
    sources = [link["source_span"] for claim in sentence for link in claim["attribution"] if link.get("source_span")]
    places = [*(claim for claim in sentence if is_place_scope(doc, claim, sources)), *pointed]
    places.sort(key=lambda place: int(place["start"]))
    figures = [claim for claim in sentence if claim["kind"] == "quantity"]
    carriers = figures or [claim for claim in sentence if claim["kind"] == "legal"]
    reported = [date for date in dates if figures and is_report_date(doc, date, figures)]
    for number, (found, inherited) in assign(doc, carriers, [date for date in dates if date not in reported]).items():
        if carriers[number]["kind"] == "quantity" and not (inherited and is_within(carriers[number], carriers)):
            give_time(doc, carriers[number], found, inherited)
            used.update(id(date) for date in found)
    span_parts(doc, figures)
    _place_carriers(doc, carriers, places)
    for claim in carriers:
        report_time(claim, reported)
        if claim["kind"] == "quantity" and not claim["where"]:
            set_where(claim, [place for place in sentence if is_counting_region(doc, place, claim)])
    used.update(id(date) for date in reported)
    used.update(id(place) for place in sentence if place["kind"] == "place" and (figures or place["place"]["role"] != "location"))
    if not figures:
        for date in dates:
            set_where(date, [place for place in places if not is_set_out_from(doc, place)])
        used.update(id(place) for place in places if dates or carriers)
    used.update(id(date) for date in sentence if date["kind"] == "date" and date not in dates)


def _place_carriers(doc: Doc, carriers: Sequence[ClaimDict], places: Sequence[ClaimDict]) -> None:
    """Give figures and legal mentions their places; one between two figures holds for those behind it too, if they have none."""
    before: list[ClaimDict] = []
    scopes = assign(doc, carriers, places)
    for number, claim in enumerate(carriers):
        if number in scopes and scopes[number][1]:
            scopes[number] = (_places_of_parts(carriers, scopes, number) or scopes[number][0], "sentence")
        found = scopes.get(number, ([], None))[0]
        if claim["quantity"] and (claim["quantity"]["unit"] == "duration" or is_setting(doc, claim)):
            continue
        held = [place for place in found if not is_outside_content(place, claim) and holds_for(doc, place, claim)]
        if not found:
            held = [place for place in before if place["end"] <= claim["start"] and holds_for(doc, place, claim)]
        set_where(claim, held)
        before = held


def _places_of_parts(carriers: Sequence[ClaimDict], scopes: dict[int, tuple[list[ClaimDict], str | None]], number: int) -> list[ClaimDict]:
    """All the places of the parts behind a whole: "61 schools are closed, 43 in Tiro and 18 in Meno"; none without two parts."""
    parts = [scopes[n][0] for n in range(number + 1, len(carriers)) if n in scopes and scopes[n][1] is None]
    parts = [places for places in parts if places[0]["start"] > carriers[number]["end"]]
    return [place for places in parts for place in places] if len(parts) > 1 else []


def set_where(claim: ClaimDict, places: Sequence[ClaimDict]) -> None:
    """Give a claim its places: all literal ones that hold for it, nearest first kept, in text order."""
    nearest = sorted(innermost(places), key=lambda place: (distance(claim, place), place["start"]))[:_MAX_PLACES]
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
