"""Claims paired one to one: worked cases of each level, and the laws of a best assignment."""

from __future__ import annotations

import time
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.matching import LEVELS, Level, match_claims
from evaluation.accuracy.slots import same_value
from tests.evaluation.accuracy.spans import as_gold, gold_at, gold_in, record_at, record_in, records

TEXT = "Forty-six divers searched the Wenlock on 3 May; 46 divers came back, two of the 46 hurt."


def _ids(gold: list[GoldClaim], found: list[dict[str, Any]], level: Level) -> dict[str, str]:
    return {claim: record["id"] for claim, record in match_claims(gold, found, level).items()}


def _number(value: int) -> dict[str, Any]:
    return {"quantity": {"low": value, "high": value, "unit": "count"}}


def test_the_levels_ask_for_span_overlap_or_value() -> None:
    gold = [gold_in(TEXT, "Forty-six divers", "g1", **_number(46)), gold_in(TEXT, "46 divers", "g2", **_number(46))]
    found = [record_in(TEXT, "Forty-six divers", "r1", **_number(40)), record_in(TEXT, "46", "r2", **_number(46))]
    assert _ids(gold, found, "exact") == {"g1": "r1"}
    assert _ids(gold, found, "overlap") == {"g1": "r1", "g2": "r2"}
    assert _ids(gold, found, "value") == {"g2": "r2"}


def test_a_value_may_stand_elsewhere_and_the_nearest_is_taken() -> None:
    gold = [gold_at("g1", 0, 4, **_number(46))]
    found = [record_at("far", 60, 62, **_number(46)), record_at("near", 20, 22, **_number(46)), record_at("other", 0, 4, **_number(5))]
    assert _ids(gold, found, "value") == {"g1": "near"}


def test_only_claims_of_one_article_and_kind_are_paired() -> None:
    gold = [gold_at("g1", 0, 5, "date"), gold_at("g2", 0, 5, article="b")]
    assert not match_claims(gold, [record_at("r1", 0, 5)], "overlap")


def test_spans_that_touch_do_not_overlap() -> None:
    assert not match_claims([gold_at("g1", 0, 5)], [record_at("r1", 5, 9)], "overlap")


def test_more_pairs_win_over_a_better_pair() -> None:
    # r1 fits g2 exactly and with its value, but then g1 would have none.
    gold = [gold_at("g1", 0, 6, **_number(3)), gold_at("g2", 4, 10, **_number(7))]
    found = [record_at("r1", 4, 10, **_number(7)), record_at("r2", 8, 12, **_number(9))]
    assert _ids(gold, found, "overlap") == {"g1": "r1", "g2": "r2"}


def test_equal_values_win_over_a_larger_overlap() -> None:
    gold = [gold_at("g1", 0, 10, **_number(3))]
    found = [record_at("r1", 0, 9, **_number(4)), record_at("r2", 8, 10, **_number(3))]
    assert _ids(gold, found, "overlap") == {"g1": "r2"}


def test_two_claims_of_one_span_are_told_apart_by_value() -> None:
    gold = [gold_at("g1", 0, 8, **_number(3)), gold_at("g2", 0, 8, **_number(5))]
    found = [record_at("r1", 0, 8, **_number(5)), record_at("r2", 0, 8, **_number(3))]
    for level in LEVELS:
        assert _ids(gold, found, level) == {"g1": "r2", "g2": "r1"}


def test_a_claim_without_a_value_has_no_equal() -> None:
    assert not match_claims([gold_at("g1", 0, 5)], [record_at("r1", 0, 5)], "value")
    assert _ids([gold_at("g1", 0, 5)], [record_at("r1", 0, 5)], "exact") == {"g1": "r1"}


def test_nothing_matches_nothing() -> None:
    assert match_claims([], [record_at("r1", 0, 5)], "exact") == {}
    assert match_claims([gold_at("g1", 0, 5)], [], "value") == {}


def _pairs(gold: list[GoldClaim], found: list[dict[str, Any]], level: Level) -> set[tuple[str, str]]:
    """Every allowed pair, by the definition."""
    allowed = {
        "exact": lambda g, r: (g.start, g.end) == (r["start"], r["end"]),
        "overlap": lambda g, r: g.start < r["end"] and r["start"] < g.end,
        "value": same_value,
    }[level]
    return {(g.id, r["id"]) for g in gold for r in found if (g.article, g.kind) == (r["article"], r["kind"]) and allowed(g, r)}


def _most_pairs(allowed: set[tuple[str, str]]) -> int:
    """The size of a largest matching, by augmenting paths (independent of the assignment under test)."""
    owner: dict[str, str] = {}

    def place(claim: str, seen: set[str]) -> bool:
        for record in sorted(record for one, record in allowed if one == claim and record not in seen):
            seen.add(record)
            if record not in owner or place(owner[record], seen):
                owner[record] = claim
                return True
        return False

    return sum(place(claim, set()) for claim in sorted({claim for claim, _ in allowed}))


@settings(deadline=None)
@given(records("g"), records("r"), st.sampled_from(LEVELS))
def test_as_many_pairs_as_possible_one_to_one(wanted: list[dict[str, Any]], found: list[dict[str, Any]], level: Level) -> None:
    gold = [as_gold(record) for record in wanted]
    matched = _ids(gold, found, level)
    allowed = _pairs(gold, found, level)
    assert set(matched.items()) <= allowed
    assert len(set(matched.values())) == len(matched) == _most_pairs(allowed)


@settings(deadline=None)
@given(records("g", most=3), records("r", most=5))
def test_no_pairing_as_large_has_more_equal_values(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    gold = [as_gold(record) for record in wanted]
    matched = _ids(gold, found, "overlap")
    allowed = _pairs(gold, found, "overlap")
    equal = allowed & _pairs(gold, found, "value")
    names = [*(record["id"] for record in found), *["nothing"] * len(gold)]
    pairings = [{(g.id, name) for g, name in zip(gold, order, strict=True)} & allowed for order in permutations(names, len(gold))]
    assert len(equal & set(matched.items())) == max(len(equal & pairing) for pairing in pairings if len(pairing) == len(matched))


@settings(deadline=None)
@given(records("g"), records("r"), st.sampled_from(LEVELS), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(wanted: list[dict[str, Any]], found: list[dict[str, Any]], level: Level, random: Any) -> None:
    gold = [as_gold(record) for record in wanted]
    before = _ids(gold, found, level)
    random.shuffle(gold)
    random.shuffle(found)
    after = _ids(gold, found, level)
    assert list(before.items()) == list(after.items())


@settings(deadline=None)
@given(records("g"), st.sampled_from(LEVELS))
def test_a_perfect_output_is_matched_whole(wanted: list[dict[str, Any]], level: Level) -> None:
    assert len(match_claims([as_gold(record) for record in wanted], wanted, level)) == len(wanted)


def test_a_long_article_is_matched_in_a_moment() -> None:
    gold = [gold_at(f"g{n:04}", 10 * n, 10 * n + 7, **_number(n % 50)) for n in range(1500)]
    found = [record_at(f"r{n:04}", 10 * n + 2, 10 * n + 9, **_number(n % 50)) for n in range(1500)]
    began = time.process_time()
    assert len(match_claims(gold, found, "overlap")) == 1500
    assert time.process_time() - began < 10


@pytest.mark.parametrize("level", LEVELS)
def test_the_result_is_in_the_order_of_the_text(level: Level) -> None:
    gold = [gold_at("g2", 20, 25, **_number(2)), gold_at("g1", 0, 5, **_number(1))]
    found = [record_at("r2", 20, 25, **_number(2)), record_at("r1", 0, 5, **_number(1))]
    assert list(match_claims(gold, found, level)) == ["g1", "g2"]
