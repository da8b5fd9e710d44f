"""Scores on small cases worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from annotations.claim import Attribution, Claim, Quantity
from annotations.relation import Relation, RelationClaim
from corpus.article import Article
from corpus.errors import AnnotationError
from evaluation.accuracy.gold import Gold, GoldClaim, GoldRelation, read_gold
from evaluation.accuracy.score import score
from evaluation.accuracy.table import score_record, score_table

TEXT = "Twelve men and 9 women were held, Harbour Watch said; 21 in all, and 3 later."


def _gold(name: str, quote: str, number: int, **slots: Any) -> GoldClaim:
    start = TEXT.index(quote)
    block = {"low": number, "high": number, "modifier": "exact"}
    return GoldClaim(name, "a", "quantity", start, start + len(quote), quote, {"quantity": block, **slots})


def _claim(name: str, quote: str, number: int, source: str | None = None) -> Claim:
    start = TEXT.index(quote)
    attribution = (Attribution(source, "organisation"),) if source else ()
    quantity = Quantity(Fraction(number), Fraction(number))
    return Claim(name, "a", "quantity", start, start + len(quote), quote, (0, len(TEXT)), attribution=attribution, quantity=quantity)


def _relation(verdict: str, *claims: str) -> Relation:
    parts = tuple(RelationClaim(claim, "peer") for claim in claims)
    return Relation(
        "-".join(claims), verdict, parts, "", "test", alarm=verdict == "conflict", severity="low" if verdict == "conflict" else None
    )  # type: ignore[arg-type]


GOLD = Gold(
    (
        _gold("g1", "Twelve men", 12, attribution=[{"source": "Harbour Watch"}]),
        _gold("g2", "9 women", 9, attribution=[{"source": "Harbour Watch"}]),
        _gold("g3", "21", 21),
        _gold("g4", "3 later", 3),
    ),
    (GoldRelation("r1", "sums_to", ("g1", "g2", "g3")), GoldRelation("r2", "agree", ("g1", "g2", "g4"))),
)
CLAIMS = [
    _claim("c1", "Twelve men", 12, "the Harbour Watch"),
    _claim("c2", "9 women", 8, "police"),
    _claim("c3", "21", 21),
    _claim("c5", "held", 1),
]


def test_claims_are_counted_by_kind() -> None:
    counts = score(GOLD, CLAIMS, ()).claims["quantity"]
    assert (counts.wanted, counts.found, counts.given, counts.right) == (4, 3, 4, 3)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.75, 0.75)


def test_slots_are_scored_where_the_gold_states_them() -> None:
    slots = score(GOLD, CLAIMS, ()).slots
    assert (slots["quantity.value"].wanted, slots["quantity.value"].found) == (3, 2)
    assert (slots["quantity.who"].wanted, slots["quantity.who"].found) == (2, 1)
    assert "quantity.when" not in slots


def test_a_relation_is_found_by_verdict_and_claims() -> None:
    relations = [
        _relation("sums_to", "c1", "c2", "c3"),
        _relation("agree", "c1", "c2"),
        _relation("agree", "c1", "c3"),
        _relation("conflict", "c2", "c3"),
    ]
    scores = score(GOLD, CLAIMS, relations).relations
    assert (scores["sums_to"].precision, scores["sums_to"].recall) == (1.0, 1.0)
    assert (scores["agree"].precision, scores["agree"].recall) == (0.5, 1.0)
    assert (scores["conflict"].wanted, scores["conflict"].given, scores["conflict"].right) == (0, 1, 0)


def test_a_claim_stands_for_one_gold_claim_only() -> None:
    twice = Gold((_gold("g1", "Twelve men", 12), _gold("g2", "Twelve", 12)), ())
    assert score(twice, [_claim("c1", "Twelve men", 12)], ()).claims["quantity"].found == 1


def test_articles_without_gold_do_not_count() -> None:
    elsewhere = Claim("c9", "b", "quantity", 0, 6, "Twelve", (0, 6), quantity=Quantity(Fraction(12), Fraction(12)))
    assert score(GOLD, [*CLAIMS, elsewhere], ()).claims["quantity"].given == 4


def test_scores_are_shown_as_tables_and_values() -> None:
    scores = score(GOLD, CLAIMS, ())
    assert "| quantity | 4 | 3 | 0.750 | 0.750 | 0.750 |" in score_table(scores, name="dev")
    assert score_record(scores)["claims"]["quantity"]["f1"] == 0.75


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"quote": "Twelve"}, "quotes 'Twelve', the text has 'Twelve men'"),
        ({"article": "b"}, "which is not among the articles"),
    ],
)
def test_gold_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, Any], problem: str) -> None:
    row = {"id": "g1", "article": "a", "kind": "quantity", "start": 0, "end": 10, "quote": "Twelve men"} | change
    (tmp_path / "x.claims.jsonl").write_text(json.dumps(row))
    with pytest.raises(AnnotationError, match=problem):
        read_gold(tmp_path, [Article(id="a", text=TEXT)])


def test_gold_relations_must_name_gold_claims(tmp_path: Path) -> None:
    (tmp_path / "x.relations.jsonl").write_text(json.dumps({"id": "r", "verdict": "agree", "claims": [{"id": "g9", "role": "peer"}]}))
    with pytest.raises(AnnotationError, match=r"x\.relations\.jsonl:1: relation r names claims that do not exist: g9"):
        read_gold(tmp_path, [Article(id="a", text=TEXT)])
