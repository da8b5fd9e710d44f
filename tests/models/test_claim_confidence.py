"""The confidence of a claim: features a person can read, weights in a file, and a fit that is tested on left-out stories."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from models import claim_confidence
from models.claim_confidence import BIAS, claim_features, load_weights, sigmoid
from models.train.confidence import Example, fit_confidence, write_weights

COMMON = {"zone": "body", "sentence": [0, 60], "salient": True, "event": {"predicate": "die"}}
QUANTITY = {
    "modifier": "exact", "unit": "count", "aspect": "flow", "head": "people",
    "of": None, "rate": None, "change": None, "relation": None, "base": None,
}  # fmt: skip


def _quantity(quote: str, **block: Any) -> dict[str, Any]:
    return {**COMMON, "kind": "quantity", "quote": quote, "quantity": {**QUANTITY, **block}}


def _date(**block: Any) -> dict[str, Any]:
    return {
        **COMMON, "kind": "date", "quote": "in May", "event": None,
        "date": {"type": "DATE", "value": "2024-05", "mod": None, "anchor": "year_inferred", **block},
    }  # fmt: skip


FEATURES = [
    (_quantity("12 people"), ["aspect=flow", "modifier=exact", "unit=count", "zone=body"]),
    (_quantity("twelve", head=None), ["aspect=flow", "modifier=exact", "no head", "unit=count", "words", "zone=body"]),
    (_quantity("9 %", unit="percent", base={"low": 90}, aspect=None),
     ["aspect=None", "has base", "modifier=exact", "short quote", "unit=percent", "zone=body"]),
    (_date(), ["anchor=year_inferred", "type=DATE", "value length=7", "zone=body"]),
    (_date(value="2024-05/2024-06", mod="START"),
     ["anchor=year_inferred", "mod", "range", "type=DATE", "value length=15", "zone=body"]),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "expected"), FEATURES)
def test_features(claim: dict[str, Any], expected: list[str]) -> None:
    assert claim_features(claim) == expected


def test_a_confidence_is_the_logistic_of_a_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"quantity": {BIAS: 1.0, "modifier=exact": 0.5, "zone=headline": -9.0}}
    monkeypatch.setattr(claim_confidence, "load_weights", lambda: weights)
    assert claim_confidence.claim_confidence(_quantity("12 people")) == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert claim_confidence.claim_confidence(_date()) is None


def test_the_weights_in_the_package_give_every_kind_a_probability() -> None:
    assert set(load_weights()) == {"quantity", "date", "place", "legal"}
    value = claim_confidence.claim_confidence(_quantity("12 people"))
    assert value is not None
    assert 0.5 < value < 1


@given(st.floats(-1e6, 1e6))
def test_the_logistic_function_is_bounded_and_symmetric(score: float) -> None:
    assert 0 <= sigmoid(score) <= 1
    assert sigmoid(score) + sigmoid(-score) == pytest.approx(1)


def _examples(stories: int = 4, each: int = 60) -> list[Example]:
    """Claims in words are right half the time, claims in digits always but for one in twenty."""
    examples = []
    for story in range(stories):
        for number in range(each):
            words = number % 3 == 0
            right = number % 2 == 0 if words else number % 20 != 1
            examples.append(Example(_quantity("twelve" if words else "12 people"), right, f"story {story}"))
    return examples


def test_what_is_often_wrong_gets_less_confidence() -> None:
    fit = fit_confidence(_examples())
    assert fit.weights["quantity"]["words"] < 0
    by_sort = {
        words: [p for one, p in zip(_examples(), fit.left_out, strict=True) if (one.claim["quote"] == "twelve") == words]
        for words in (True, False)
    }
    assert sum(by_sort[True]) / len(by_sort[True]) == pytest.approx(0.5, abs=0.1)
    assert sum(by_sort[False]) / len(by_sort[False]) == pytest.approx(0.93, abs=0.05)


def test_a_story_is_predicted_without_itself() -> None:
    examples = [one for one in _examples() if one.story != "story 0"]
    odd = [Example(one.claim, not one.right, "story 0") for one in _examples() if one.story == "story 0"]
    fit = fit_confidence([*odd, *examples])
    usual = fit_confidence([*_examples()])
    assert fit.left_out[: len(odd)] == pytest.approx(usual.left_out[: len(odd)])


TOO_LITTLE = [_examples(stories=1, each=300), _examples(stories=2, each=50)]


@pytest.mark.parametrize("examples", TOO_LITTLE)
def test_too_little_gold_is_refused(examples: list[Example]) -> None:
    with pytest.raises(InputError, match="expected at least 200 claims of two stories"):
        fit_confidence(examples)


def test_claims_that_are_all_right_teach_nothing() -> None:
    with pytest.raises(InputError, match="all 240 claims of one kind are right"):
        fit_confidence([Example(one.claim, True, one.story) for one in _examples()])


def test_the_file_holds_what_was_fitted(tmp_path: Path) -> None:
    fit = fit_confidence(_examples())
    write_weights(tmp_path / "weights.json", fit, gold="ab12", items=240)
    data = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert data == {"version": 1, "gold": "ab12", "items": 240, "weights": fit.weights}
