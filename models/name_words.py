"""Word lists about names: countries, places, peoples, organisations, and words that give away which of them a name is."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

LIST_FILE = "name_words.jsonl"


@lru_cache(maxsize=16)
def name_words(name: str) -> frozenset[str]:
    """The words of one list of the data file; "country" holds "Kenya", "organisation_word" holds "Ministry".

    `KeyError` for a list that the file does not have.
    """
    return _lists()[name]


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    lines = (files("models") / LIST_FILE).read_text(encoding="utf-8").splitlines()
    return {entry["list"]: frozenset(entry["words"]) for entry in map(json.loads, lines)}
