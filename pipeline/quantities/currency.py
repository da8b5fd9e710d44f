"""Which country's money "pesos" or "pounds" are, after the countries that the text names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from pipeline.partial import ClaimDict

_DOLLAR = "USD"


@lru_cache(maxsize=1)
def _homes() -> Mapping[str, Mapping[str, str]]:
    """The currencies of each name that several countries use, by country: `["pesos"]["CL"]` is CLP."""
    lines = files("pipeline").joinpath("data/currencies.jsonl").read_text(encoding="utf-8").splitlines()
    return {word: row["by_country"] for row in map(json.loads, lines) for word in row["words"]}


def count_countries(places: Sequence[ClaimDict]) -> Counter[str]:
    """How often a text names each country, its towns or its people."""
    return Counter(place["place"]["countries"][0] for place in places if len(place["place"]["countries"]) == 1)


def choose_currency(name: str, default: str, countries: Counter[str]) -> str:
    """The ISO 4217 code of a printed currency name in a text that names `countries`.

    "650,000 pesos" in an article about Valparaíso are CLP. `default` where the name is that of one currency only, where none of its
    countries is named, and where its own country is named as often. Other dollars than the US one need a text that speaks mostly of
    their country and never of the United States, for world news counts in US dollars.
    """
    homes = _homes().get(name.lower())
    if homes is None:
        return default
    named = [(count, code) for country, code in homes.items() if (count := countries.get(country, 0))]
    if not named:
        return default
    most = max(count for count, _ in named)
    codes = sorted({code for count, code in named if count == most})
    if default in codes or len(codes) > 1:
        return default
    if default == _DOLLAR and (countries.get("US") or 2 * most <= countries.total()):
        return default
    return codes[0]
