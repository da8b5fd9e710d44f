"""The word lists that comparing rests on, read once when first asked for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_IRREGULAR = {
    "children": "child", "schoolchildren": "schoolchild", "men": "man", "women": "woman", "policemen": "policeman",
    "policewomen": "policewoman", "gunmen": "gunman", "crewmen": "crewman", "seamen": "seaman", "servicemen": "serviceman",
    "persons": "person", "people": "people", "lives": "life", "bodies": "body", "families": "family", "wives": "wife",
    "police": "police", "cattle": "cattle", "livestock": "livestock", "newborns": "newborn", "teens": "teen", "toll": "toll",
}  # fmt: skip
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zes", "z"), ("ss", "ss"), ("s", ""))


@dataclass(frozen=True, slots=True)
class Noun:
    """What a counted noun stands for: "women" is family person with the trait sex:female."""

    family: str
    traits: frozenset[str]


def singular(word: str) -> str:
    """The singular of an English noun in lower case: "escapees" gives "escapee", "women" gives "woman"."""
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    for ending, replacement in _ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return lower[: len(lower) - len(ending)] + replacement
    return lower


def _rows(name: str) -> list[dict[str, object]]:
    text = (files("evaluation.compare") / "data" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


@cache
def nouns() -> dict[str, Noun]:
    """Every known counted noun, singular, with its family and traits."""
    table: dict[str, Noun] = {}
    for row in _rows("noun_families.jsonl"):
        trait = row["trait"]
        for word in _words(row, "words"):
            known = table.get(word, Noun(str(row["family"]), frozenset()))
            table[word] = Noun(known.family, known.traits | ({str(trait)} if trait else frozenset()))
    return table


@cache
def exclusive_traits() -> dict[frozenset[str], bool]:
    """Pairs of traits that nobody has at once; True when everybody has one of the two."""
    return {frozenset(_words(row, "traits")): bool(row["complete"]) for row in _rows("exclusive_traits.jsonl")}


@cache
def incidents() -> dict[str, frozenset[str]]:
    """Words that name an incident, with the kinds it may be told as: a blast may be a fire or an attack."""
    return {word: frozenset(_words(row, "classes")) for row in _rows("incident_families.jsonl") for word in _words(row, "words")}


@cache
def means() -> dict[str, str]:
    """Words that say by what somebody was hurt: "bullet" and "shoot" by gun, "stab" by blade."""
    return {word: str(row["means"]) for row in _rows("means.jsonl") for word in _words(row, "words")}


@cache
def state_parts() -> dict[str, dict[frozenset[str], bool]]:
    """States whose counts make up that of another; True when they are all of it."""
    table: dict[str, dict[frozenset[str], bool]] = {}
    for row in _rows("state_parts.jsonl"):
        table.setdefault(str(row["whole"]), {})[frozenset(_words(row, "parts"))] = bool(row["complete"])
    return table


@cache
def weak_names() -> frozenset[str]:
    """Names too common to show that two articles tell the same story."""
    return frozenset(name for row in _rows("weak_names.jsonl") for name in _words(row, "names"))


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    return {str(row["list"]): frozenset(_words(row, "words")) for row in _rows("word_lists.jsonl")}


def word_list(name: str) -> frozenset[str]:
    """One of the plain lists: answerable, callings, function_words, movements, reporting, tolls, unnamed, vague_times."""
    return _word_lists()[name]


def _words(row: dict[str, object], key: str) -> list[str]:
    words = row[key]
    assert isinstance(words, list)
    return words


WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
