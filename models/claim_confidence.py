"""How sure the reading of a claim is: the probability that it is a claim and that its own block is read right.

Right means that the span meets a real claim of its kind, and: value, modifier and unit of a quantity, the TIMEX3 value of a date, the
countries and role of a place, instrument, pinpoints and status of a legal reference. Scopes (when, where, who) are not part of it.

A logistic regression a kind over features that a person can read; its weights are the JSON file beside the other weights, and predicting
is a sum. `models.train.confidence` fits it; what it is worth is in the model card.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.errors import DataError

VERSION = 1
BIAS = "bias"
WEIGHTS = "claim_confidence.json"
_LONG_SENTENCE, _SHORT_QUOTE = 240, 4
Claim = Mapping[str, Any]
Weights = Mapping[str, Mapping[str, float]]


def claim_confidence(claim: Claim) -> float | None:
    """The probability, 0 to 1, that `claim`, a record of the contract, is right; None for a kind without weights."""
    weights = load_weights().get(claim["kind"])
    if weights is None:
        return None
    return sigmoid(weights[BIAS] + sum(weights.get(name, 0.0) for name in claim_features(claim)))


def sigmoid(score: float) -> float:
    """The logistic function, safe for any score."""
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))


def claim_features(claim: Claim) -> list[str]:
    """The names of what is true of a claim, sorted: "modifier=about", "zone=headline", "words"; each counts once."""
    begin, end = claim["sentence"]
    names = {f"zone={claim['zone']}"}
    if end - begin > _LONG_SENTENCE:
        names.add("long sentence")
    if len(claim["quote"]) < _SHORT_QUOTE:
        names.add("short quote")
    if not claim["salient"]:
        names.add("not salient")
    names |= _OF_KIND[claim["kind"]](claim)
    return sorted(names)


def _quantity(claim: Claim) -> set[str]:
    block, quote = claim["quantity"], claim["quote"]
    unit = block["unit"] if block["unit"] in {"count", "percent", "duration"} else "other"
    names = {f"modifier={block['modifier']}", f"unit={unit}", f"aspect={block['aspect']}"}
    names |= {f"has {key}" for key in ("of", "rate", "change", "relation", "base") if block[key]}
    if not block["head"]:
        names.add("no head")
    if not any(character.isdigit() for character in quote):
        names.add("words")
    if not claim["event"]:
        names.add("no event")
    return names


def _date(claim: Claim) -> set[str]:
    block = claim["date"]
    names = {f"type={block['type']}", f"anchor={block['anchor']}", f"value length={len(block['value'] or '')}"}
    if "/" in (block["value"] or ""):
        names.add("range")
    if block["mod"]:
        names.add("mod")
    return names


def _place(claim: Claim) -> set[str]:
    block = claim["place"]
    names = {f"role={block['role']}", f"candidates={min(len(block['candidates']), 4)}", f"feature={block['feature']}"}
    if not block["id"]:
        names.add("no id")
    if " " in claim["quote"]:
        names.add("several words")
    return names


def _legal(claim: Claim) -> set[str]:
    block = claim["legal"]
    names = {f"kind={block['kind']}", f"pinpoints={min(len(block['pinpoints']), 2)}"}
    names |= {f"has {key}" for key in ("status", "antecedent", "party") if block[key]}
    if not block["instrument"]:
        names.add("no instrument")
    if block["candidates"]:
        names.add("candidates")
    return names


_OF_KIND = {"quantity": _quantity, "date": _date, "place": _place, "legal": _legal}


@cache
def load_weights() -> Weights:
    """The weights by kind and feature; DataError when the file is damaged or of another version."""
    try:
        data: Any = json.loads(files("models").joinpath("weights", WEIGHTS).read_text("utf-8"))
        if data["version"] != VERSION:
            raise DataError(f"{WEIGHTS} is of version {data['version']}, expected {VERSION}: install the package again")
        return {kind: {name: float(weight) for name, weight in weights.items()} for kind, weights in data["weights"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{WEIGHTS} is damaged ({error}): install the package again") from error
