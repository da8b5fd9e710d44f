"""What is drawn for review: the doubtful first, or anything with equal chance."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claim import Claim, Quantity
from annotations.relation import Relation, RelationClaim
from annotations.vocabulary import Modifier, Verdict
from evaluation.accuracy.sampling import expected_width, most_telling, random_sample, sample_size


def _claim(number: int, confidence: float | None, *, modifier: Modifier = "exact", salient: bool = True) -> Claim:
    quantity = Quantity(Fraction(number), Fraction(number), modifier=modifier)
    start = 10 * number
    return Claim(
        f"c{number:03}", "ferry", "quantity", start, start + 3, f"{number:03}", (start, start + 9),
        salient=salient, confidence=confidence, quantity=quantity,
    )  # fmt: skip


def _relation(verdict: Verdict, *claims: str) -> Relation:
    return Relation(
        f"r-{verdict}", verdict, tuple(RelationClaim(claim, "peer") for claim in claims), f"{verdict} of two figures", "test",
        alarm=verdict == "conflict", severity="low" if verdict == "conflict" else None,
    )  # fmt: skip


def test_the_doubtful_come_first() -> None:
    claims = [_claim(1, 0.99), _claim(2, 0.55), _claim(3, 0.8)]
    assert [draw.claim.id for draw in most_telling(claims, [], 2)] == ["c002", "c003"]


def test_a_contradiction_comes_before_doubt() -> None:
    claims = [_claim(1, 0.99), _claim(2, 0.55), _claim(3, 0.99)]
    drawn = most_telling(claims, [_relation("conflict", "c001", "c003")], 2)
    assert [draw.claim.id for draw in drawn] == ["c001", "c003"]
    assert drawn[0].reason == "conflict: conflict of two figures; confidence 0.99"


def test_agreement_adds_nothing() -> None:
    claims = [_claim(1, 0.99), _claim(2, 0.9)]
    assert [draw.claim.id for draw in most_telling(claims, [_relation("agree", "c001", "c002")], 1)] == ["c002"]


def test_sorts_take_turns() -> None:
    exact = [_claim(number, 0.6) for number in range(1, 11)]
    about = [_claim(number, 0.9, modifier="about") for number in range(11, 13)]
    drawn = {draw.claim.id for draw in most_telling([*exact, *about], [], 4)}
    assert {"c011", "c012"} <= drawn


def test_a_mere_scope_is_drawn_only_when_it_is_disputed() -> None:
    hidden = _claim(1, 0.5, salient=False)
    assert most_telling([hidden], [], 5) == []
    assert len(most_telling([hidden, _claim(2, 0.9)], [_relation("review", "c001", "c002")], 5)) == 2


def test_an_unknown_confidence_is_the_greatest_doubt() -> None:
    drawn = most_telling([_claim(1, None), _claim(2, 0.9)], [], 2)
    assert [(draw.claim.id, draw.reason) for draw in drawn] == [("c001", "no confidence known"), ("c002", "confidence 0.90")]


# Cochran 1977: z = 1.96, share .5, width .05: 384.1 of very many; 384.1 / (1 + 383.1 / 1000) = 277.7 of 1,000
SIZES = [(10**9, 0.05, 385), (1000, 0.05, 278), (100, 0.05, 80), (10, 0.05, 10), (0, 0.05, 0), (1000, 0.1, 88)]


@pytest.mark.parametrize(("population", "width", "expected"), SIZES)
def test_sizes(population: int, width: float, expected: int) -> None:
    assert sample_size(population, width) == expected


@pytest.mark.parametrize(("width", "share"), [(0, 0.5), (1, 0.5), (0.1, 0), (0.1, 1)])
def test_impossible_sizes_are_refused(width: float, share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_size(100, width, share=share)


@given(st.integers(2, 5000), st.floats(0.01, 0.4))
def test_a_sample_of_that_size_keeps_the_width(population: int, width: float) -> None:
    assert expected_width(population, sample_size(population, width)) <= width + 1e-9


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    claims = [_claim(number, 0.9) for number in range(1, 40)]
    first = random_sample(claims, 10)
    assert first == random_sample(claims[::-1], 10)
    assert first != random_sample(claims, 10, seed=2)
    assert [draw.claim.sort_key for draw in first] == sorted(draw.claim.sort_key for draw in first)


def test_every_claim_has_the_same_chance() -> None:
    claims = [_claim(number, 0.9) for number in range(1, 11)]
    drawn = Counter(draw.claim.id for seed in range(1000) for draw in random_sample(claims, 3, seed=seed))
    assert len(drawn) == 10
    # 300 expected, standard deviation about 14.5
    assert all(220 < times < 380 for times in drawn.values())


def test_more_than_there_are_gives_all() -> None:
    assert len(random_sample([_claim(1, 0.9), _claim(2, 0.9)], 10)) == 2
