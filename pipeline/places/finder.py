"""Find the places that a text names, say which places they are and what part they play."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.partial import ClaimDict, add_claims, claims_of, covered, new_claim, token_at
from pipeline.places.choice import CANDIDATES, Mention, choose
from pipeline.places.gazetteer import Entry, Gazetteer, load_gazetteer
from pipeline.places.hearing import Named, free_of
from pipeline.places.names import name_finder
from pipeline.places.roles import assign_roles
from pipeline.places.words import place_words

EXTRACTOR = "places@1"
_CANDIDATE_FIELDS = ("id", "name", "countries", "admin1", "feature", "latitude", "longitude")
_LABELS = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "PER": "person", "ORG": "organisation"}
_HYPHEN = "[-\u2010\u2011\u2013\u2014/]"
_BORDER_AFTER = re.compile(
    r"(?:['\u2019]s)?[ \n](?:shared |common |land )?(?:border|frontier)s?\b"
    r"(?! (?:guard|police|patrol|agent|force|town|cit|village|control))"
)
_BORDER_BETWEEN = re.compile(r"\b(?:border|frontier)s? (?:that )?(?:between|separating|dividing) (?:the )?\Z")
_COMBINED = re.compile(rf"\b([A-Z][a-z]+){_HYPHEN}\Z")
_PART = re.compile(
    r"['\u2019]s (?:(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) )?"
    r"([a-z]+?)(?:most)? (?:provinces|states|regions|region|districts|part)\b"
)


class PlaceFinder:
    """Finds place claims with the gazetteer and, where the pipeline has them, recognised names and a parse."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """The same doc with the place claims added."""
        add_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[ClaimDict]:
        """Place claims of `doc` in text order, the doc unchanged.

        "the town of Hoeryong" gives one location; "Sino-Russian border" gives the border and, as modifiers, its
        countries. A name inside an organisation, a person's name or a legal reference gives nothing.
        """
        gazetteer = self._gazetteer or load_gazetteer()
        text, legal = doc.text, covered(_instrument(claim) for claim in claims_of(doc, "legal"))
        mentions = [mention for mention in name_finder(gazetteer).find(text, _named(doc)) if not legal.overlaps(mention.start, mention.end)]
        choose(mentions, gazetteer)
        assign_roles(doc, text, mentions)
        claims = [*_wider_claims(doc, text, mentions, gazetteer), *(_claim(doc, mention) for mention in mentions)]
        return sorted(claims, key=lambda claim: (claim["start"], claim["end"]))

    def resolve(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[ClaimDict]:
        """A claim for each of the given character spans, in their order; its id is null for a name that is not known.

        Use it when the spans are given ("which Georgia is this?"); the other names of the text help to decide.
        """
        gazetteer, text = self._gazetteer or load_gazetteer(), doc.text
        finder = name_finder(gazetteer)
        given = finder.given(text, spans)
        free = free_of(given)
        others = [mention for mention in finder.find(text, _named(doc)) if free(mention.start, mention.end)]
        mentions = sorted([*given, *others], key=lambda mention: (mention.start, mention.end))
        choose(mentions, gazetteer)
        assign_roles(doc, text, mentions)
        claims = {(mention.start, mention.end): _claim(doc, mention) for mention in given}
        return [claims[start, end] for start, end in spans]


def resolve_spans(doc: Doc, spans: Sequence[tuple[int, int]]) -> list[ClaimDict | None]:
    """The place that each given span names, in the order of `spans`, without working values; None for an unknown name."""
    claims = PlaceFinder().resolve(doc, spans)
    return [{key: value for key, value in claim.items() if not key.startswith("_")} if claim["place"]["id"] else None for claim in claims]


def _named(doc: Doc) -> list[Named]:
    return [Named(ent.start_char, ent.end_char, _LABELS[ent.label_]) for ent in doc.ents if ent.label_ in _LABELS]


def _instrument(claim: ClaimDict) -> dict[str, int]:
    """The characters of a legal claim that name its instrument: "the Covenant, to which Chad acceded" names a place as well."""
    named = claim["evidence"].get("legal.instrument") if claim["legal"].get("status") else None
    start, end = named[0] if named else (claim["start"], claim["end"])
    return {"start": start, "end": end}


def _claim(doc: Doc, mention: Mention) -> ClaimDict:
    entry = mention.entry
    evidence = {"place": [[mention.start, mention.end]]}
    if entry is None:
        block, parents = _unknown(mention)
        return _finished(doc, mention.start, mention.end, block, parents, evidence)
    block, parents = _block(entry, mention.role, [candidate for _, candidate in mention.ranked]), list(entry.parents)
    if mention.direction and entry.feature == "country" and mention.role == "location":
        direction, code = _adjective(mention.direction), entry.countries[0]
        block.update(id=f"cc:{code.lower()}-{direction}", name=f"{direction} {entry.name}", feature="region", geonames_id=None)
        block["candidates"] = [{key: block[key] for key in _CANDIDATE_FIELDS}, *block["candidates"]][:CANDIDATES]
        parents.insert(0, f"country:{code}")
        evidence["place.id"] = [[mention.direction_start, mention.end]]
    return _finished(doc, mention.start, mention.end, block, parents, evidence)


def _unknown(mention: Mention) -> tuple[dict[str, Any], list[str]]:
    """A place that the gazetteer lacks: its name, and the country and province printed behind it."""
    outer = mention.within.entry if mention.within else None
    block = {
        "id": None,
        "name": mention.name,
        "geonames_id": None,
        "countries": list(outer.countries) if outer else [mention.home] if mention.home else [],
        "admin1": outer.admin1 if outer else None,
        "latitude": None,
        "longitude": None,
        "feature": mention.wanted or "other",
        "role": mention.role,
        "candidates": [],
    }
    if outer is None:
        return block, [f"country:{mention.home}"] if mention.home else []
    return block, [outer.id, *outer.parents]


def _finished(doc: Doc, start: int, end: int, block: dict[str, Any], parents: list[str], evidence: dict[str, list[list[int]]]) -> ClaimDict:
    claim = new_claim(doc, "place", start, end, block, extractor=EXTRACTOR, evidence=evidence)
    claim["_tokens"] = [token_at(doc, start).i, token_at(doc, end - 1).i + 1]
    claim["_parents"] = parents
    claim["salient"] = block["role"] != "modifier"
    return claim


def _adjective(direction: str) -> str:
    return direction if direction.endswith(("ern", "central")) else direction + "ern"


def _block(entry: Entry, role: str, candidates: list[Entry]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "geonames_id": entry.geonames_id,
        "countries": list(entry.countries),
        "admin1": entry.admin1,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "feature": entry.feature,
        "role": role,
        "candidates": [_candidate(candidate) for candidate in candidates],
    }


def _candidate(entry: Entry) -> dict[str, Any]:
    values = (entry.id, entry.name, list(entry.countries), entry.admin1, entry.feature, entry.latitude, entry.longitude)
    return dict(zip(_CANDIDATE_FIELDS, values, strict=True))


def _wider_claims(doc: Doc, text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[ClaimDict]:
    """Claims over more than a name: borders, and parts of a country named by direction."""
    claims = []
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        border = _border_between(text, mention, following)
        if border is not None:
            start, end, others = border
            for part in others:
                part.role = "modifier"
            claims.append(_border_claim(doc, start, end, [part.entry for part in others if part.entry], gazetteer))
            continue
        combined = _combined_border(text, mention, gazetteer)
        if combined is not None:
            mention.role = "modifier"
            claims.append(_border_claim(doc, combined[0], combined[1], combined[2], gazetteer))
            continue
        part_claim = _part_claim(doc, text, mention, gazetteer)
        if part_claim is not None:
            claims.append(part_claim)
    return claims


def _country(mention: Mention) -> bool:
    return mention.entry is not None and mention.entry.feature == "country"


def _border_between(text: str, left: Mention, right: Mention | None) -> tuple[int, int, list[Mention]] | None:
    if right is None or not _country(left) or not _country(right) or left.entry is right.entry:
        return None
    joint = text[left.end : right.start]
    if re.fullmatch(_HYPHEN, joint):
        after = _BORDER_AFTER.match(text, right.end)
        return (left.start, after.end(), [left, right]) if after else None
    if joint in (" and ", " and the "):
        before = _BORDER_BETWEEN.search(text, max(0, left.start - 40), left.start)
        return (before.start(), right.end, [left, right]) if before else None
    return None


def _combined_border(text: str, mention: Mention, gazetteer: Gazetteer) -> tuple[int, int, list[Entry]] | None:
    after = _BORDER_AFTER.match(text, mention.end) if _country(mention) else None
    before = _COMBINED.search(text, max(0, mention.start - 12), mention.start) if after else None
    if before is None or after is None or mention.entry is None:
        return None
    code = place_words().combining.get(before[1].lower())
    row = gazetteer.country_row(code) if code else None
    return (before.start(), after.end(), [gazetteer.entry(row), mention.entry]) if row is not None else None


def _border_claim(doc: Doc, start: int, end: int, sides: list[Entry], gazetteer: Gazetteer) -> ClaimDict:
    pair = sorted(sides, key=lambda side: side.countries)
    codes = [side.countries[0] for side in pair]
    name = "\u2013".join(side.name for side in pair) + " border"
    known = Entry(f"cc:border-{'-'.join(codes).lower()}", name, "border", tuple(codes), None, None, None, 0, ())
    shared = [parent for parent in pair[0].parents if parent in pair[1].parents]
    return _finished(doc, start, end, _block(known, "location", [known]), shared, {"place": [[start, end]]})


def _part_claim(doc: Doc, text: str, mention: Mention, gazetteer: Gazetteer) -> ClaimDict | None:
    """ "Norway's two northernmost provinces": the region of that name, else a part named by direction."""
    match = _PART.match(text, mention.end) if _country(mention) else None
    entry = mention.entry
    if match is None or entry is None or match[1] not in place_words().directions:
        return None
    direction = _adjective(match[1])
    rows = gazetteer.find(f"{direction.removesuffix('ern').capitalize()} {entry.name}")
    own = next((place for place in map(gazetteer.entry, rows) if place.feature == "region"), None)
    code = entry.countries[0]
    parents = (f"country:{code}", *entry.parents)
    place = own or Entry(
        f"cc:{code.lower()}-{direction}", f"{direction} {entry.name}", "region", (code,), None, entry.latitude, entry.longitude, 0, parents
    )
    mention.role = "modifier"
    return _finished(
        doc, mention.start, match.end(), _block(place, "location", [place]), list(place.parents), {"place": [[mention.start, match.end()]]}
    )


@Language.factory("counterclaim_places", assigns=["doc._.counterclaim"])
def make_place_finder(nlp: Language, name: str) -> PlaceFinder:
    """The component that adds place claims; the gazetteer is read with the first text."""
    return PlaceFinder()
