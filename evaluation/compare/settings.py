"""Where a figure holds: the places of its claim without those that only locate another one, else the setting that its sentence names."""

from __future__ import annotations

import re

from annotations.claim import Claim, PlaceScope

# "in the camp", "across the northern districts": a setting that no gazetteer knows.
_SETTING = re.compile(
    r"\b(?:in|at|across|inside|outside|near|throughout)\s+(?:the|a|an|its|their)\s+((?:[\w-]+\s+){0,3}?)"
    r"(camps?|capital|city|compound|countryside|districts?|east|factory|hospital|island|jail|market|mine|mosque|north|port|prison"
    r"|provinces?|region|school|south|station|suburbs?|town|valley|villages?|west)\b",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"(?:[Tt]he )?(?:[Pp]rovince|[Dd]istrict|[Cc]ounty|[Cc]ity|[Tt]own) of ([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
    r"|(?:[Tt]he )?([A-Z][\w-]+(?: [A-Z][\w-]+)*) (?:[Pp]rovince|[Dd]istrict|[Cc]ounty|[Rr]egion|[Cc]ity|[Mm]unicipality)"
)
_OWN_FIGURE = re.compile(r"\b([A-Z][\w-]+)['\u2019]s\s+(?:total|toll|count|tally|figure|record)\s+of\s+(?:about\s+|some\s+)?$")


def read_where(claim: Claim, sentence: str) -> tuple[PlaceScope, ...]:
    """The places for which a claim holds; empty where neither claim nor sentence names one.

    In "Dorrin, in Lugo province" Dorrin alone, in "more than Ostia's total of 58" Ostia, in "in the northern camps" the camps.
    """
    own = _possessor(claim, sentence) or _innermost(claim.where, sentence)
    return own or _counting_region(claim) or _setting(claim, sentence)


def _innermost(where: tuple[PlaceScope, ...], sentence: str) -> tuple[PlaceScope, ...]:
    """Drop a place that only locates another one: in "Dorrin, in Lugo province" the province is no place of its own."""
    kept = [place for place in where if not any(place is not other and _locates(place, other, sentence) for other in where)]
    return tuple(_with_parents(place, where, sentence) for place in kept) if kept else where


def _with_parents(place: PlaceScope, where: tuple[PlaceScope, ...], sentence: str) -> PlaceScope:
    outer = [other for other in where if other is not place and _locates(other, place, sentence)]
    added = [key for other in outer for key in (other.id, other.name.lower(), *other.parents) if key]
    parents = tuple(dict.fromkeys((*place.parents, *added)))
    return PlaceScope(place.id, place.name, place.countries, place.admin1, parents)


def _locates(outer: PlaceScope, inner: PlaceScope, sentence: str) -> bool:
    if outer.id is not None and outer.id in inner.parents:
        return True
    near, far = re.escape(inner.name), re.escape(outer.name)
    between = rf"{near},?\s+(?:in|of)\s+(?:the\s+)?{far}|{near},\s+{far}\b(?!,? and)"
    return inner.name != outer.name and re.search(between, sentence) is not None


def _counting_region(claim: Claim) -> tuple[PlaceScope, ...]:
    """The region that counts its own people: "Lugo province counted 12,000 displaced"."""
    names = [claim.event.agent or ""] if claim.event else []
    names += [link.source for link in claim.attribution[-1:]]
    found = [match for name in names if (match := _REGION.fullmatch(name.strip()))]
    return (PlaceScope(None, found[0].group(1) or found[0].group(2)),) if claim.kind == "quantity" and found else ()


def _possessor(claim: Claim, sentence: str) -> tuple[PlaceScope, ...]:
    """The place or body whose figure it is said to be: in "more than Ostia's total of 58" the 58 are those of Ostia."""
    found = _OWN_FIGURE.search(sentence[: max(0, claim.start - claim.sentence[0])]) if claim.kind == "quantity" else None
    if found is None:
        return ()
    name = found.group(1)
    return tuple(place for place in claim.where if place.name == name) or (PlaceScope(None, name),)


def _setting(claim: Claim, sentence: str) -> tuple[PlaceScope, ...]:
    if claim.kind != "quantity":
        return ()
    found = [match.group(1).lower() + match.group(2).lower() for match in _SETTING.finditer(sentence)]
    return tuple(PlaceScope(None, " ".join(name.split())) for name in found[:1])
