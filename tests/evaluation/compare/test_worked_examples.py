"""Pairs of short texts, read by the real pipeline and compared: the verdict of the pair, the relations, and the parts they play.

`worked_examples.jsonl` is our own. COUNTERCLAIM_WORKED_EXAMPLES may name further examples, as a JSON list of the same form.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from annotations.claim import Claim
from annotations.relation import Relation
from annotations.vocabulary import VERDICT_ORDER
from corpus.article import Article
from counterclaim.job import treaty_record
from evaluation.compare.compare import compare
from pipeline.extract import extract_claims
from pipeline.load import load_pipeline

Example = dict[str, Any]


def _examples() -> Iterator[Any]:
    own = Path(__file__).with_name("worked_examples.jsonl").read_text(encoding="utf-8").splitlines()
    for example in map(json.loads, own):
        yield pytest.param(example, id=f"own-{example['id']}")
    if further := os.environ.get("COUNTERCLAIM_WORKED_EXAMPLES"):
        for example in json.loads(Path(further).read_text(encoding="utf-8")):
            yield pytest.param(example, id=f"further-{example['id']}")


@cache
def _pipeline() -> Any:
    return load_pipeline()


def _judged(example: Example) -> tuple[dict[str, Claim], tuple[Relation, ...]]:
    articles = [Article(id=side, **example[side]) for side in ("a", "b")]
    claims = {claim.id: claim for claim in extract_claims(articles, nlp=_pipeline())}
    return claims, compare(list(claims.values()), articles, record=treaty_record).relations


def _parts(claims: dict[str, Claim], relation: Relation) -> set[tuple[str, str, str]]:
    return {(_bare(claims[part.id].quote), claims[part.id].article, part.role) for part in relation.claims if part.id in claims}


def _bare(quote: str) -> str:
    """A quote without the article it may begin with: "other 60" for "The other 60"."""
    return quote.removeprefix("The ").removeprefix("the ")


@pytest.mark.parametrize("example", list(_examples()))
def test_the_pair_is_judged(example: Example) -> None:
    claims, relations = _judged(example)
    joining = [relation for relation in relations if len({side for _, side, _ in _parts(claims, relation)}) == 2]
    verdict = next((verdict for verdict in VERDICT_ORDER if any(one.verdict == verdict for one in joining)), "not_comparable")
    assert verdict == example["verdict"], [(one.verdict, one.reason) for one in joining]
    for wanted in example["relations"]:
        parts = {(_bare(part["quote"]), part["side"], part["role"]) for part in wanted["claims"]}
        found = [one for one in relations if one.verdict == wanted["verdict"] and _parts(claims, one) == parts]
        assert found, [(one.verdict, _parts(claims, one)) for one in relations]
        if wanted.get("equation") and "(" in wanted["equation"]:
            assert found[0].equation is not None
            assert _numbers(found[0].equation) == _numbers(wanted["equation"])


def _numbers(equation: str) -> list[str]:
    return sorted(word.strip("(),") for word in equation.split() if word.strip("(),").isdigit())
