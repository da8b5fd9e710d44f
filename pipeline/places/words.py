"""The words around place names, read from `data/place_words.jsonl` on first use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Word lists by what they are for; each line of the file says it in words."""

    acting: frozenset[str]  # verbs of an acting state
    actor_of: frozenset[str]  # nouns whose "of X" means the state
    combining: Mapping[str, str]  # combining forms of country names
    dealing: frozenset[str]  # dealings between states
    directions: frozenset[str]  # sides of a country
    eponym_after: frozenset[str]  # what is named after a place
    function: frozenset[str]  # words that may stand capitalised before a place
    generic: Mapping[str, str]  # the kind of place that a word announces
    geographic: frozenset[str]  # what lies in a country
    given_names: frozenset[str]  # places that are also given names
    government: frozenset[str]  # what a state has or does
    irregular: Mapping[str, str]  # irregular forms of acting verbs
    kinds_of_place: frozenset[str]  # nouns and adjectives said of a place as such
    locative: frozenset[str]  # words before a spot
    naming: Mapping[str, str]  # capitalised, these make a place of an unknown name
    never: frozenset[str]  # capitalised words that are towns somewhere and never meant so alone
    offices: frozenset[str]  # offices named after their place
    organisation_after: frozenset[str]  # words in the rest of an organisation name
    organisation_before: frozenset[str]  # words before the place in an organisation name
    particles: frozenset[str]  # small words inside personal names
    party: frozenset[str]  # prepositions before a side
    passive_party: frozenset[str]  # what is done to a state
    place_taking: frozenset[str]  # verbs whose object is reached or hit as a place
    plural_generic: Mapping[str, str]  # plural after coordinated names, and its singular
    private_body: frozenset[str]  # heads of names whose place says nothing of a state
    public_body: frozenset[str]  # first words of state bodies behind a place name
    receiving: frozenset[str]  # before "to X" or "from X" meaning the state
    sport_for: frozenset[str]  # sport for a country
    states: frozenset[str]  # verbs of a place as such
    surnames: frozenset[str]  # places that are also surnames
    titles: frozenset[str]  # words before a person name
    vessels: frozenset[str]  # words before the name of a ship


@cache
def place_words() -> PlaceWords:
    """The lists of the package: `place_words().titles` holds "Mr" and "Senator"."""
    text = (files("pipeline") / "data" / "place_words.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    lists: dict[str, Any] = {row["list"]: row["words"] if isinstance(row["words"], dict) else frozenset(row["words"]) for row in rows}
    return PlaceWords(**lists)
