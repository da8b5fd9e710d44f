"""One evaluation put together from gold, claims and relations of a small story, with figures worked out on paper."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from annotations.claim import Claim, Quantity
from annotations.relation import Relation, RelationClaim
from annotations.vocabulary import Modifier, Verdict
from corpus.article import Article
from evaluation.accuracy.counts import Counts
from evaluation.accuracy.evaluation import Evaluation, evaluate, evaluation_record, is_right, measures
from evaluation.accuracy.gold import Gold, GoldClaim, GoldRelation
from tests.evaluation.accuracy.spans import gold_at, record_at

WIRE = Article(id="ferry/wire", text="Twelve men and 9 women were saved. The owner counted 21 in all.")
LEDGER = Article(id="ferry/ledger", text="No fewer than 30 people were saved, the port said.")


def _gold(name: str, article: Article, quote: str, number: int, modifier: Modifier = "exact") -> GoldClaim:
    start = article.text.index(quote)
    block = {"low": number, "high": number if modifier == "exact" else None, "modifier": modifier, "unit": "count"}
    return GoldClaim(name, article.id, "quantity", start, start + len(quote), quote, {"quantity": block, "salient": True})


def _claim(name: str, article: Article, quote: str, number: int, modifier: Modifier = "exact", confidence: float | None = 0.9) -> Claim:
    start = article.text.index(quote)
    quantity = Quantity(Fraction(number), Fraction(number) if modifier == "exact" else None, modifier=modifier)
    return Claim(
        name, article.id, "quantity", start, start + len(quote), quote, (0, len(article.text)), confidence=confidence, quantity=quantity
    )


def _relation(verdict: Verdict, *claims: str) -> Relation:
    parts = tuple(RelationClaim(claim, "peer") for claim in claims)
    alarm = verdict == "conflict"
    return Relation("-".join(claims), verdict, parts, "", "test", alarm=alarm, severity="low" if alarm else None)


GOLD = Gold(
    (
        _gold("g1", WIRE, "Twelve men", 12),
        _gold("g2", WIRE, "9 women", 9),
        _gold("g3", WIRE, "21", 21),
        _gold("g4", LEDGER, "No fewer than 30 people", 30, "at_least"),
    ),
    (GoldRelation("r1", "conflict", ("g3", "g4"), ("peer", "peer")),),
    "c0ffee" * 10,
)
# Right; right in value with a shorter span; another value; a wrong modifier; and one that gold has not.
CLAIMS = [
    _claim("c1", WIRE, "Twelve men", 12),
    _claim("c2", WIRE, "9", 9),
    _claim("c3", WIRE, "21", 20),
    _claim("c4", LEDGER, "No fewer than 30 people", 30, "more_than"),
    _claim("c5", LEDGER, "the port", 1),
]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate("dev", GOLD, [WIRE, LEDGER], CLAIMS, [_relation("conflict", "c3", "c4"), _relation("agree", "c1", "c2")])


def test_what_was_measured(evaluation: Evaluation) -> None:
    assert (evaluation.stories, evaluation.articles, evaluation.words) == (1, 2, 23)


def test_claims_at_three_levels(evaluation: Evaluation) -> None:
    assert evaluation.claims.claims("overlap") == Counts(4, 4, 5, 4)
    assert evaluation.claims.claims("exact") == Counts(4, 3, 5, 3)
    assert evaluation.claims.claims("value") == Counts(4, 2, 5, 2) or evaluation.claims.claims("value") == Counts(4, 3, 5, 3)


def test_measures_are_named_once_and_lie_between_0_and_1(evaluation: Evaluation) -> None:
    found = {one.name: one for one in measures(evaluation)}
    assert len(found) == len(measures(evaluation))
    assert all(0 <= one.value <= 1 for one in found.values())
    assert found["quantity overlap F1"].value == pytest.approx(2 * 0.8 * 1 / 1.8)
    assert found["quantity.value"].value == 0.75
    assert found["quantity.modifier"].value == 0.75
    assert found["alarm precision"].value == 1
    assert found["conflict F1"].value == 1
    assert "sums_to F1" not in found  # gold has none


def test_an_interval_needs_two_units(evaluation: Evaluation) -> None:
    found = {one.name: one for one in measures(evaluation)}
    assert found["quantity overlap F1"].interval is not None
    assert found["alarm precision"].interval is None


def test_the_record_is_plain_and_complete(evaluation: Evaluation) -> None:
    record = json.loads(json.dumps(evaluation_record(evaluation)))
    assert record["claims"]["all"]["overlap"]["f1"] == 0.8889
    assert set(record["articles"]) == {"ferry/wire", "ferry/ledger"}
    labels = record["relations"]["confusion"]["labels"]
    rows = record["relations"]["confusion"]["rows"]
    assert rows[labels.index("conflict")][labels.index("conflict")] == 1
    assert record["relations"]["candidate_pairs"] == 3  # each of three claims of one article with the one of the other
    classes = {one["class"]: one for one in record["mistakes"]}
    assert classes["quantity.modifier: at_least -> more_than"]["count"] == 1
    [example] = classes["quantity.modifier: at_least -> more_than"]["examples"]
    assert example["context"][example["start"] - example["context_start"] :].startswith("No fewer than 30 people")


def test_without_examples_no_word_of_an_article_is_in_the_record(evaluation: Evaluation) -> None:
    text = json.dumps(evaluation_record(evaluation, examples=False))
    for word in ("women", "Twelve", "port"):
        assert word not in text


RIGHT = [
    ({"low": 12, "high": 12, "modifier": "exact"}, True),
    ({"low": 12, "high": 12, "modifier": "about"}, False),
    ({"low": 11, "high": 11, "modifier": "exact"}, False),
    ({"low": 12, "high": 12, "modifier": "exact", "head": "women"}, True),  # scopes and heads are not asked
]


@pytest.mark.parametrize(("block", "expected"), RIGHT)
def test_right_means_the_block(block: dict[str, object], expected: bool) -> None:
    gold = gold_at("g", 0, 6, quantity={"low": 12, "high": 12, "modifier": "exact", "unit": "count", "head": "men"})
    assert is_right(gold, record_at("r", 0, 6, quantity=block)) is expected


def test_confidences_are_calibrated_where_there_are_enough() -> None:
    text = " ".join(f"{number} people" for number in range(100, 140))
    article = Article(id="census/wire", text=text)
    quotes = [f"{number} people" for number in range(100, 140)]
    gold = Gold(tuple(_gold(f"g{n}", article, quote, 100 + n) for n, quote in enumerate(quotes)), (), "")
    claims = [_claim(f"c{n}", article, quote, 100 + n + (n % 4 == 0), confidence=0.8) for n, quote in enumerate(quotes)]
    kinds = {one.name: one for one in evaluate("dev", gold, [article], claims, []).calibration}
    assert set(kinds) == {"quantity claims", "all claims"}
    assert kinds["all claims"].items == 40
    assert kinds["all claims"].ece == pytest.approx(0.05)  # .8 said, 30 of 40 right
    unrated = evaluate("dev", gold, [article], [_claim("c", article, quotes[0], 100, confidence=None)], [])
    assert unrated.calibration == ()
