"""What a set of articles is about, in a few words: the events most articles count, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from annotations.claim import Claim
from evaluation.report.book import Book
from evaluation.report.clean import one_line
from evaluation.report.words import joined

_MAX_EVENTS = 3
_MAX_PLACES = 3


def topic_text(book: Book) -> str:
    """Events and countries: "returns and detentions: China and North Korea"; "these events" where nothing is counted."""
    events = _commonest(((claim, _event_noun(claim)) for claim in book.claims.values() if claim.kind == "quantity"), _MAX_EVENTS, least=2)
    countries = _commonest(((claim, _country(claim)) for claim in book.claims.values() if claim.kind == "place"), _MAX_PLACES, least=2)
    if not events:
        events = _commonest(((claim, _title(claim)) for claim in book.claims.values() if claim.kind == "legal"), 1, least=1)
    about = joined(events) or "these events"
    return f"{about}: {joined(countries)}" if countries else about


def _commonest(found: Iterable[tuple[Claim, str]], number: int, *, least: int) -> list[str]:
    """What most articles speak of; when several articles are at hand, what only one names is left out."""
    articles: dict[str, set[str]] = {}
    mentions: dict[str, int] = {}
    everything: set[str] = set()
    for claim, name in found:
        everything.add(claim.article)
        if name:
            articles.setdefault(name, set()).add(claim.article)
            mentions[name] = mentions.get(name, 0) + 1
    ranked = sorted(articles, key=lambda name: (-len(articles[name]), -mentions[name], name))
    enough = min(least, len(everything))
    return [name for name in ranked if len(articles[name]) >= enough][:number]


def _event_noun(claim: Claim) -> str:
    state = claim.event.state if claim.event and claim.salient else None
    return event_nouns().get(state, "") if state else ""


def _country(claim: Claim) -> str:
    place = claim.place
    if place is None or place.feature != "country":
        return ""
    return one_line(place.name)


def _title(claim: Claim) -> str:
    return one_line(claim.legal.title) if claim.legal else ""


@cache
def event_nouns() -> dict[str, str]:
    """The noun of each family of events: "returned" is "returns"."""
    lines = files("evaluation.report").joinpath("event_nouns.jsonl").read_text("utf-8").splitlines()
    return {row["state"]: row["noun"] for row in map(json.loads, lines)}
