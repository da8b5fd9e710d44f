"""Scores on small cases worked out by hand, and the laws that hold for any gold and output."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.matching import LEVELS
from evaluation.accuracy.score import ALL, FOUND, KINDS, score_claims
from evaluation.accuracy.slots import SLOTS
from tests.evaluation.accuracy.spans import as_gold, as_record, gold_at, gold_in, record_at, record_in, records

TEXT = "Twelve men and 9 women were held, Harbour Watch said; 21 in all, and 3 later. Orlen lies far off."


def _number(value: int, modifier: str = "exact") -> dict[str, Any]:
    return {"quantity": {"low": value, "high": value, "modifier": modifier}}


GOLD = (
    gold_in(TEXT, "Twelve men", "g1", **_number(12), attribution=[{"source": "Harbour Watch"}]),
    gold_in(TEXT, "9 women", "g2", **_number(9), attribution=[{"source": "Harbour Watch"}]),
    gold_in(TEXT, "21", "g3", **_number(21)),
    gold_in(TEXT, "3 later", "g4", **_number(3, "at_least")),
    gold_in(TEXT, "Orlen", "g5", "place", place={"countries": ["PL"]}),
)
RECORDS = (
    record_in(TEXT, "Twelve men", "r1", **_number(12), attribution=[{"source": "the Harbour Watch", "stance": "asserts"}]),
    record_in(TEXT, "9", "r2", **_number(8), attribution=[{"source": "police", "stance": "asserts"}]),
    record_in(TEXT, "21 in all", "r3", **_number(21)),
    record_in(TEXT, "far", "r4", **_number(1)),
    record_in(TEXT, "Orlen", "r5", "place", place={"countries": ["US"]}),
)


def test_claims_are_counted_by_kind_and_level() -> None:
    scores = score_claims(GOLD, RECORDS)
    assert scores.claims("exact", kind="quantity") == Counts(4, 1, 4, 1)  # Twelve men
    assert scores.claims("overlap", kind="quantity") == Counts(4, 3, 4, 3)
    assert scores.claims("value", kind="quantity") == Counts(4, 2, 4, 2)  # 12 and 21, not 9
    assert scores.claims("overlap", kind="place") == Counts(1, 1, 1, 1)
    assert scores.claims("overlap") == Counts(5, 4, 5, 4)
    assert scores.claims("overlap", kind="date") == Counts()
    assert (scores.claims().precision, scores.claims().recall, scores.claims().f1) == (0.8, 0.8, pytest.approx(0.8))
    assert scores.kinds == ("quantity", "place")


def test_slots_are_scored_on_the_claims_found() -> None:
    scores = score_claims(GOLD, RECORDS)
    assert scores.slot("quantity", "value") == Counts(3, 2, 3, 2)
    assert scores.slot("quantity", "modifier") == Counts(3, 3, 3, 3)
    assert scores.slot("quantity", "who") == Counts(2, 1, 2, 1)
    assert scores.slot("place", "country") == Counts(1, 0, 1, 0)
    assert scores.slots == (("quantity", "value"), ("quantity", "modifier"), ("quantity", "who"), ("place", "country"))


def test_slots_are_scored_end_to_end() -> None:
    # Of four figures two were read right; r4 is made up, so four were given.
    scores = score_claims(GOLD, RECORDS)
    assert scores.slot("quantity", "value", on=ALL) == Counts(4, 2, 4, 2)
    # Two claims have a source, one is right; given are r1, r2 and r4, but not r3, of which the gold says nothing.
    assert scores.slot("quantity", "who", on=ALL) == Counts(2, 1, 3, 1)
    assert scores.slot("quantity", "when", on=ALL) == Counts()


def test_a_null_of_the_gold_is_scored() -> None:
    gold = [gold_at("g1", 0, 5, when=None), gold_at("g2", 9, 12, when=None), gold_at("g3", 20, 22)]
    days = {"begin": "2031-05-04", "end": "2031-05-04"}
    found = [record_at("r1", 0, 5), record_at("r2", 9, 12, when=days), record_at("r3", 20, 22, when=days)]
    assert score_claims(gold, found).slot("quantity", "when") == Counts(2, 1, 2, 1)


def test_zones_and_articles_are_counted_apart() -> None:
    gold = [gold_at("g1", 0, 5, zone="headline"), gold_at("g2", 9, 12), gold_at("g3", 0, 5, article="b")]
    found = [record_at("r1", 0, 5, zone="headline"), record_at("r2", 30, 32, zone="caption"), record_at("r3", 0, 5, article="b")]
    scores = score_claims(gold, found)
    assert scores.zones == ("body", "caption", "headline")
    assert scores.claims(zone="headline") == Counts(1, 1, 1, 1)
    assert scores.claims(zone="caption") == Counts(0, 0, 1, 0)
    assert scores.claims(zone="body") == Counts(2, 1, 1, 1)
    assert scores.claims(article="a") == Counts(2, 1, 2, 1)
    assert scores.claims(article="b", kind="quantity") == Counts(1, 1, 1, 1)
    assert scores.articles == ("a", "b")
    assert scores.by_article() == (Counts(2, 1, 2, 1), Counts(1, 1, 1, 1))
    assert scores.by_article("date") == (Counts(), Counts())


def test_claims_in_two_zones_count_each_in_its_own() -> None:
    scores = score_claims([gold_at("g1", 0, 5, zone="headline")], [record_at("r1", 3, 8, zone="body")])
    assert scores.claims(zone="headline") == Counts(1, 1, 0, 0)
    assert scores.claims(zone="body") == Counts(0, 0, 1, 1)


def test_articles_without_gold_do_not_count() -> None:
    assert score_claims(GOLD, [*RECORDS, record_at("r9", 0, 6, article="z")]).claims() == score_claims(GOLD, RECORDS).claims()


def test_nothing_against_nothing() -> None:
    assert score_claims([], RECORDS).claims() == Counts()
    assert score_claims(GOLD, []).claims() == Counts(5, 0, 0, 0)
    assert score_claims(GOLD, []).slot("quantity", "value", on=ALL) == Counts(wanted=4)


def test_the_pairs_are_told() -> None:
    scores = score_claims(GOLD, RECORDS)
    assert {claim: record["id"] for claim, record in scores.matched["exact"].items()} == {"g1": "r1", "g5": "r5"}


@settings(deadline=None)
@given(records("g"), records("r"), st.sampled_from(LEVELS))
def test_swapping_gold_and_output_swaps_precision_and_recall(wanted: list[dict[str, Any]], found: list[dict[str, Any]], level: Any) -> None:
    both = {record["article"] for record in wanted} & {record["article"] for record in found}
    wanted, found = ([record for record in side if record["article"] in both] for side in (wanted, found))
    there = score_claims([as_gold(record) for record in wanted], found).claims(level)
    back = score_claims([as_gold(record) for record in found], wanted).claims(level)
    assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, pytest.approx(back.f1))


@settings(deadline=None)
@given(records("g"))
def test_a_perfect_output_scores_one(wanted: list[dict[str, Any]]) -> None:
    scores = score_claims([as_gold(record) for record in wanted], wanted)
    for level in LEVELS:
        assert scores.claims(level) == Counts(*[len(wanted)] * 4)
    assert all(scores.slot(*slot, on=on).f1 == 1 for slot in scores.slots for on in (FOUND, ALL))


@settings(deadline=None)
@given(records("g"), records("r"), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(wanted: list[dict[str, Any]], found: list[dict[str, Any]], random: Any) -> None:
    gold = [as_gold(record) for record in wanted]
    before = score_claims(gold, found)
    random.shuffle(gold)
    random.shuffle(found)
    assert score_claims(gold, found) == before


@settings(deadline=None)
@given(records("g"), records("r"), st.sampled_from(LEVELS))
def test_the_parts_add_up(wanted: list[dict[str, Any]], found: list[dict[str, Any]], level: Any) -> None:
    scores = score_claims([as_gold(record) for record in wanted], found)
    assert scores.claims(level) == total(scores.claims(level, kind=kind) for kind in KINDS)
    assert scores.claims(level) == total(scores.claims(level, zone=zone) for zone in scores.zones)
    assert scores.claims(level) == total(scores.by_article(measure=level))
    for kind, slot in scores.slots:
        assert scores.slot(kind, slot, on=ALL) == total(scores.by_article(kind, slot=slot, measure=ALL))


@settings(deadline=None)
@given(records("g"), records("r"))
def test_the_levels_are_ordered(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    scores = score_claims([as_gold(record) for record in wanted], found)
    assert scores.claims("exact").found <= scores.claims("overlap").found
    for kind, slot in scores.slots:
        assert scores.slot(kind, slot).right == scores.slot(kind, slot, on=ALL).right
        assert scores.slot(kind, slot).wanted <= scores.slot(kind, slot, on=ALL).wanted


def test_every_kind_of_the_contract_is_scored() -> None:
    gold = [gold_at(f"g{kind}", 0, 5, kind) for kind in KINDS]
    assert score_claims(gold, [as_record(claim) for claim in gold]).kinds == KINDS == tuple(SLOTS)
