"""Fitting the confidence of claims to gold, and measuring it on stories that were left out of the fit.

Each story is predicted by a model fitted on the others (leave one story out), because claims of one story resemble each other; the
weights that are shipped are fitted on all of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from models.claim_confidence import BIAS, VERSION, claim_features

# Inverse regularisation by kind, chosen on left-out stories among 0.03, 0.1, 0.3, 1 and 3.
STRENGTHS = {"quantity": 0.3, "date": 1.0, "place": 0.1, "legal": 3.0}
LEAST_ITEMS = 200  # fewer left-out claims than this say too little to print a probability
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """One extracted claim, whether gold says that it is right, and the story that it belongs to."""

    claim: dict[str, Any]
    right: bool
    story: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by kind, and for each example the probability that a model without its story gives it, in the order of the examples."""

    weights: dict[str, dict[str, float]]
    left_out: tuple[float, ...]


def fit_confidence(examples: Sequence[Example], *, strengths: Mapping[str, float] = STRENGTHS) -> Fit:
    """Fit one model a kind; `strengths` are the inverse regularisation of each.

    InputError with fewer than 200 examples, or a single story.
    """
    if len(examples) < LEAST_ITEMS or len({one.story for one in examples}) < 2:
        raise InputError(f"{len(examples)} claims of one or more stories: expected at least {LEAST_ITEMS} claims of two stories or more")
    weights: dict[str, dict[str, float]] = {}
    left_out = [0.0] * len(examples)
    for kind in sorted({one.claim["kind"] for one in examples}):
        chosen = [number for number, one in enumerate(examples) if one.claim["kind"] == kind]
        of_kind = [examples[number] for number in chosen]
        weights[kind] = _weights(of_kind, strengths[kind])
        for number, probability in zip(chosen, _left_out(of_kind, strengths[kind]), strict=True):
            left_out[number] = probability
    return Fit(weights, tuple(left_out))


def write_weights(path: Path, fit: Fit, *, gold: str, items: int) -> None:
    """Write the weights for `models.claim_confidence`, with the hash of the gold that they were fitted to."""
    data = {"version": VERSION, "gold": gold, "items": items, "weights": fit.weights}
    path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _weights(examples: Sequence[Example], strength: float) -> dict[str, float]:
    vectorizer, model = _fitted(examples, strength)
    names = vectorizer.get_feature_names_out()
    weights = {str(name): round(float(weight), _DIGITS) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {BIAS: round(float(model.intercept_[0]), _DIGITS), **{name: weight for name, weight in weights.items() if weight}}


def _left_out(examples: Sequence[Example], strength: float) -> list[float]:
    probabilities = [0.0] * len(examples)
    for story in sorted({one.story for one in examples}):
        inside = [number for number, one in enumerate(examples) if one.story == story]
        others = [one for one in examples if one.story != story]
        vectorizer, model = _fitted(others, strength)
        rows = vectorizer.transform([_row(examples[number]) for number in inside])
        for number, probability in zip(inside, model.predict_proba(rows)[:, 1], strict=True):
            probabilities[number] = float(probability)
    return probabilities


def _fitted(examples: Sequence[Example], strength: float) -> tuple[Any, Any]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer(sort=True)
    rows = vectorizer.fit_transform([_row(one) for one in examples])
    labels = [one.right for one in examples]
    if len(set(labels)) < 2:
        raise InputError(f"all {len(labels)} claims of one kind are {'right' if labels[0] else 'wrong'}: a model needs both")
    return vectorizer, LogisticRegression(C=strength, max_iter=1000).fit(rows, labels)


def _row(example: Example) -> dict[str, int]:
    return dict.fromkeys(claim_features(example.claim), 1)
