"""What kind of source a phrase names: a ministry, an aid group, a person, a study, or somebody left unnamed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from pipeline.verb_forms import noun_forms

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "unnamed", "anonymous"})
_SPEAKERS = frozenset(["spokesman", "spokeswoman", "spokesperson", "representative", "official", "officer"])
TITLES = frozenset([
    "mr", "mrs", "ms", "mx", "dr", "prof", "sir", "lady", "lord", "dame", "ambassador", "president", "senator", "sen", "rep",
    "congressman", "congresswoman", "general", "gen", "colonel", "col", "captain", "capt", "major", "maj", "lieutenant", "lt",
    "sergeant", "sgt", "judge", "justice", "minister", "secretary", "chancellor", "professor", "father", "sister", "brother",
    "pastor", "bishop", "archbishop", "cardinal", "pope", "imam", "sheikh", "king", "queen", "prince", "princess", "governor",
    "gov", "mayor", "chairman", "chairwoman", "director", "commissioner", "inspector", "admiral", "deputy", "premier",
])  # fmt: skip
RECORDS = frozenset([
    "register", "registers", "list", "lists", "book", "books", "logbook", "record", "records", "log", "logs", "file", "files", "database",
    "roll", "rolls", "ledger", "ledgers", "archive", "dataset", "census", "map",
])  # fmt: skip
_WORLD = frozenset({"WHO", "UN", "U.N.", "U.N", "UNICEF", "Unicef", "UNHCR", "ICRC", "Oxfam", "Amnesty"})
_LINKS = frozenset({"of", "for", "in", "from", "at", "with", "on", "near", "who", "which", "that", "to", "by", "about"})


@cache
def _words() -> dict[str, str]:
    text = (files("pipeline") / "data" / "source_words.jsonl").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for row in map(json.loads, text.splitlines()):
        for word in row["words"]:
            *before, last = word.split()
            for form in noun_forms(last) if " " in word or row["kind"] != "person" else (last,):
                table.setdefault(" ".join((*before, form)), row["kind"])
    return table


def kind_of_words(words: Sequence[str]) -> str | None:
    """The kind that the words of a noun phrase say, its head counting most: "a spokesman for the ministry" is a person.

    None when no word is known: a bare name, or something that is no source ("the flood").
    """
    table = _words()
    lower = [word.lower().rstrip("'’") if word != "WHO" else word for word in words if word not in {"'s", "’s", ",", "."}]
    head = next((i for i, word in enumerate(lower) if word in _LINKS and i > 0), len(lower))
    if lower[head - 1 : head + 1] in (["group", "of"], ["number", "of"], ["team", "of"], ["couple", "of"]):
        return kind_of_words(words[head + 1 :]) or "group"
    while head > 0 and lower[head - 1] in {"'s", "’s"}:
        head -= 1
    if any(word in _WORLD for word in words):
        return "organisation"
    for size in (3, 2, 1):
        if head >= size and (kind := table.get(" ".join(lower[head - size : head]))):
            return _individual(kind, lower, head)
    for i in range(head):
        if (kind := table.get(lower[i])) and kind in {"organisation", "government"} and words[0][:1].isupper():
            return kind
    return None


def _individual(kind: str, lower: Sequence[str], head: int) -> str:
    if kind != "person":
        return kind
    if lower[head - 1] in _SPEAKERS:
        table = _words()
        return "government" if any(table.get(word) == "government" for i, word in enumerate(lower) if i != head - 1) else "person"
    return "anonymous" if lower[0] in _INDEFINITE else "person"


def plain(token: Token) -> str:
    """The token in small letters, but "WHO" as it is: the World Health Organization begins no relative clause."""
    return token.text if token.text == "WHO" else token.lower_


def is_person_word(word: str) -> bool:
    """True for a noun that names one person by office or trade: "spokesman", "missionary"; and for a title."""
    bare = word.lower().rstrip(".")
    return bare in TITLES or _words().get(bare) == "person"


def is_document_word(word: str) -> bool:
    """True for a noun that stands for something written or recorded: "report", "images"."""
    return _words().get(word.lower()) == "document"
