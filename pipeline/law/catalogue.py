"""The legal instruments and treaty records that we ship, and how a text may name them.

Data: `data/instruments.jsonl`, `data/parties.jsonl`, `data/countries.jsonl`; each row says which of its fields were checked
against a register. Comparing with the record goes through `record_status` only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from pipeline.law.words import CountryMention, LegalWord, Page, PhraseTrie, cut_legal_words

_TREATY_WORDS = frozenset({"convention", "conventions", "protocol", "treaty", "covenant"})
_BINDING = frozenset({"treaty", "protocol", "charter", "bilateral", "agreement", "treaty-group", "annex"})
_SHORT_ACRONYM = re.compile(r"[A-Z]{2,3}$|[A-Z]\d+$|GC ?I+V?$|AP ?I+$")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, statute, resolution or named principle of the catalogue."""

    id: str
    title: str
    aliases: tuple[str, ...]
    contextual: frozenset[str]  # aliases that also mean other things: they need support in the text
    kind: str
    adopted: str | None  # ISO day
    parent: str | None  # the instrument that a protocol belongs to
    articles: int | None
    numerals: str | None
    group: str | None
    verified: frozenset[str]

    @property
    def year(self) -> str | None:
        """The year of adoption."""
        return self.adopted[:4] if self.adopted else None

    def binds_states(self) -> bool:
        """True for what a state can sign, ratify or leave."""
        return self.kind in _BINDING

    def has_article(self, number: int) -> bool | None:
        """Whether an article of that number exists; None where the count was not checked."""
        if self.articles is None or "articles" not in self.verified:
            return None
        return 1 <= number <= self.articles


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to name one instrument."""

    id: str
    words: tuple[str, ...]  # as printed in the catalogue
    loose: bool  # lower case is accepted: "the refugee convention"
    contextual: bool
    acronym: bool

    def fits(self, words: list[LegalWord]) -> bool:
        """True if the case of the text's words is that of a name."""
        return all(_case_fits(own, word.text.replace(".", ""), loose=self.loose) for own, word in zip(self.words, words, strict=False))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Instruments by id, and the index of their names."""

    instruments: dict[str, Instrument]
    names: PhraseTrie[Alias]
    children: dict[str, tuple[str, ...]]
    by_year: dict[tuple[str, str], tuple[str, ...]]  # ("protocol", "1967") -> ids

    def get(self, instrument: str | None) -> Instrument | None:
        """The instrument of that id; None for an unknown one."""
        return self.instruments.get(instrument) if instrument else None


@dataclass(frozen=True, slots=True)
class TreatyRecord:
    """What the register says of one country and one instrument; only fields in `verified` may be quoted."""

    country: str
    instrument: str
    signed: str | None
    bound: str | None
    act: str | None
    status: str
    as_of: str | None  # when the register was read
    verified: frozenset[str]


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """Give the shipped catalogue, read once per process."""
    instruments = {row["id"]: _instrument(row) for row in _rows("instruments.jsonl")}
    names: PhraseTrie[Alias] = PhraseTrie()
    children: dict[str, list[str]] = {}
    by_year: dict[tuple[str, str], list[str]] = {}
    for instrument in instruments.values():
        for alias in instrument.aliases:
            entry = _alias(instrument, alias)
            names.add([word.lower() for word in entry.words], entry)
        if instrument.parent:
            children.setdefault(instrument.parent, []).append(instrument.id)
        head = _head(instrument)
        if instrument.year and head:
            by_year.setdefault((head, instrument.year), []).append(instrument.id)
    return Catalogue(
        instruments,
        names,
        {key: tuple(ids) for key, ids in children.items()},
        {key: tuple(ids) for key, ids in by_year.items()},
    )


def record_status(country: str, instrument: str) -> TreatyRecord | None:
    """Give the register's record of a country (alpha-2) and an instrument (slug); None where we hold none.

    record_status("CN", "cat") has bound "1988-10-04" and act "ratification". A field that is not in `verified` is general
    knowledge: an absent signature there means that none is on record, not that there was none.
    """
    return _records().get((country, instrument))


@lru_cache(maxsize=1)
def _records() -> dict[tuple[str, str], TreatyRecord]:
    rows = _rows("parties.jsonl")
    return {(row["country"], row["instrument"]): TreatyRecord(**{**row, "verified": frozenset(row["verified"])}) for row in rows}


@lru_cache(maxsize=1)
def _country_names() -> PhraseTrie[tuple[str, str, str]]:
    names: PhraseTrie[tuple[str, str, str]] = PhraseTrie()
    for row in _rows("countries.jsonl"):
        for form, key in (("name", "names"), ("demonym", "demonyms"), ("capital", "capitals")):
            for name in row[key]:
                words = cut_legal_words(name)
                names.add([word.norm for word in words], (row["code"], form, words[0].text.replace(".", "")))
    return names


def find_countries(page: Page) -> list[CountryMention]:
    """Give the countries that a text names, with demonyms and capitals, in text order: "Beijing" and "Chinese" are CN."""
    names = _country_names()
    found: list[CountryMention] = []
    i = 0
    while i < len(page.words):
        hit = _country_at(names, page, i) if page.words[i].capital else None
        if hit:
            found.append(hit)
        i = hit.last if hit else i + 1
    return found


def _country_at(names: PhraseTrie[tuple[str, str, str]], page: Page, i: int) -> CountryMention | None:
    for last, values in names.matches(page.words, i):
        for code, form, first_word in values:
            # "US" is a country, "us" and "Us" are not.
            if _case_fits(first_word, page.words[i].text.replace(".", ""), loose=False):
                return CountryMention(code, i, last, form)
    return None


def _rows(name: str) -> Iterator[dict[str, Any]]:
    text = resources.files("pipeline").joinpath("data", name).read_text(encoding="utf-8")
    return (json.loads(line) for line in text.splitlines() if line)


def _instrument(row: dict[str, Any]) -> Instrument:
    sets = {"aliases": tuple(row["aliases"]), "contextual": frozenset(row["contextual"]), "verified": frozenset(row["verified"])}
    return Instrument(**{**row, **sets})


def _alias(instrument: Instrument, alias: str) -> Alias:
    words = [word.text.replace(".", "") or word.text for word in cut_legal_words(alias) if word.text != ","]
    lowered = {word.lower() for word in words}
    principle = instrument.kind == "principle"
    acronym = len(words) == 1 and sum(letter.isupper() for letter in alias) >= 2
    loose = principle or (len(words) > 1 and instrument.binds_states() and bool(lowered & _TREATY_WORDS))
    contextual = alias in instrument.contextual or bool(_SHORT_ACRONYM.match(alias))
    return Alias(instrument.id, tuple(words), loose, contextual, acronym)


def _case_fits(own: str, word: str, *, loose: bool) -> bool:
    if len(own) > 1 and own.isupper():
        return word.isupper() or (loose and word.lower() not in {"un", "eu", "us"})
    return loose or not own[0].isupper() or word[0].isupper()


def _head(instrument: Instrument) -> str | None:
    lowered = {word.lower() for word in re.findall(r"\w+", instrument.title)}
    for head in ("protocol", "convention", "covenant", "treaty", "act", "agreement", "law", "declaration"):
        if head in lowered and (head != "convention" or instrument.kind != "protocol"):
            return head
    return None
