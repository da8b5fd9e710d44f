"""Mistakes sorted into classes: each class on a case of its own, and the laws of the list."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.mistakes import Mistake, boundary, mistakes
from evaluation.accuracy.score import score_claims
from tests.evaluation.accuracy.spans import as_gold, gold_in, record_in, records

TEXT = "At dawn the nine barges left Orlen, a clerk said. About 40 sacks of rye stayed behind for two days."
ARTICLE = Article(id="a", text=TEXT)


def _names(gold: list[GoldClaim], found: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(one.name, one.count) for one in mistakes(gold, found, [ARTICLE])]


def test_nothing_wrong_is_no_class() -> None:
    gold = [gold_in(TEXT, "nine barges", "g1", quantity={"low": 9, "high": 9})]
    assert mistakes(gold, [record_in(TEXT, "nine barges", "r1", quantity={"low": 9, "high": 9})], [ARTICLE]) == []


def test_a_missed_claim_is_shown_in_its_text() -> None:
    (found,) = mistakes([gold_in(TEXT, "40 sacks", "g1")], [], [ARTICLE])
    (one,) = found.examples
    assert (found.name, found.count) == ("quantity: missed", 1)
    assert one == Mistake("a", 56, 64, TEXT, 0, "40 sacks", None, "g1", None)
    assert one.context[one.start - one.context_start : one.end - one.context_start] == "40 sacks"


def test_a_long_article_is_cut_around_the_claim() -> None:
    text = "x" * 300 + " 40 sacks " + "y" * 300
    (found,) = mistakes([gold_in(text, "40 sacks", "g1")], [], [Article(id="a", text=text)])
    (one,) = found.examples
    assert len(one.context) == 168
    assert one.context[one.start - one.context_start :].startswith("40 sacks y")


def test_a_spurious_claim_is_shown_where_it_was_found() -> None:
    gold = [gold_in(TEXT, "nine barges", "g1")]
    (found,) = mistakes(gold, [record_in(TEXT, "nine barges", "r1"), record_in(TEXT, "Orlen", "r2", "place")], [ARTICLE])
    assert found.name == "place: spurious"
    assert found.examples == (Mistake("a", 29, 34, TEXT, 0, None, "Orlen", None, "r2"),)


def test_a_claim_of_another_kind_is_named() -> None:
    gold = [gold_in(TEXT, "two days", "g1", "date")]
    assert _names(gold, [record_in(TEXT, "two days", "r1")]) == [
        ("date: missed, found as quantity", 1),
        ("quantity: spurious, gold has date", 1),
    ]


SPANS = [
    ("nine barges", "the nine barges", "includes determiner"),
    ("the nine barges", "nine barges", "lacks determiner"),
    ("40 sacks of rye", "40", "too short by head"),
    ("40 sacks of rye", "40 sacks", "too short at the end"),
    ("40 sacks", "About 40 sacks", "too long at the start"),
    ("About 40 sacks", "40 sacks", "too short at the start"),
    ("40", "40 sacks", "too long at the end"),
    ("About 40 sacks", "40 sacks of rye", "too short at the start, too long at the end"),
]


@pytest.mark.parametrize(("gold", "found", "name"), SPANS)
def test_a_wrong_span_is_told_by_its_ends(gold: str, found: str, name: str) -> None:
    claim = gold_in(TEXT, gold, "g1", quantity={"head": "sacks" if "sacks" in gold else "barges"})
    record = record_in(TEXT, found, "r1", quantity=dict(claim.slots["quantity"]))
    assert boundary(claim, record, TEXT) == name
    ((given_name, count),) = _names([claim], [record])
    assert (given_name, count) == (f"quantity span: {name}", 1)


DAY, NEXT = "2031-05-04", "2031-05-05"
SLOTS_WRONG: list[tuple[dict[str, Any], dict[str, Any], str, str | None, str | None]] = [
    ({"quantity": {"modifier": "about"}}, {"quantity": {"modifier": "exact"}}, "quantity.modifier: about -> exact", "about", "exact"),
    ({"quantity": {"aspect": "stock"}}, {"quantity": {"aspect": None}}, "quantity.aspect: stock -> none", "stock", None),
    ({"quantity": {"low": 9, "high": 9}}, {"quantity": {"low": 9, "high": 90}}, "quantity.value: another", "9, 9", "9, 90"),
    ({"quantity": {"low": 9, "high": None}}, {"quantity": {"low": 0, "high": 0}}, "quantity.value: another", "9, none", "0, 0"),
    ({"quantity": {"head": "barges"}}, {"quantity": {"head": None}}, "quantity.head: none found", "barges", None),
    ({"quantity": {"head": None}}, {"quantity": {"head": "dawn"}}, "quantity.head: found where there is none", None, "dawn"),
    ({"attribution": [{"source": "a clerk"}]}, {"attribution": []}, "quantity.who: none found", "a clerk", None),
    ({"attribution": [{"source": "a clerk"}]}, {"attribution": [{"source": "he"}]}, "quantity.who: another", "a clerk", "he"),
    ({"where": ["Orlen", "Brisk"]}, {"where": [{"id": "1", "name": "Orlen"}]}, "quantity.where: another", "Orlen + Brisk", "Orlen"),
    ({"when": None}, {"when": {"begin": DAY, "end": DAY}}, "quantity.when: found where there is none", None, f"{DAY} to {DAY}"),
    (
        {"when": {"begin": DAY, "end": NEXT}},
        {"when": {"begin": DAY, "end": DAY}},
        "quantity.when: another end",
        f"{DAY} to {NEXT}",
        f"{DAY} to {DAY}",
    ),
    (
        {"when": {"begin": None, "end": DAY}},
        {"when": {"begin": DAY, "end": DAY}},
        "quantity.when: another begin",
        f"open to {DAY}",
        f"{DAY} to {DAY}",
    ),
    (
        {"when": {"begin": DAY, "end": DAY}},
        {"when": {"begin": NEXT, "end": NEXT}},
        "quantity.when: another",
        f"{DAY} to {DAY}",
        f"{NEXT} to {NEXT}",
    ),
    (
        {"when": {"begin": DAY, "end": DAY}},
        {"when": {"begin": None, "end": None, "resolved": False}},
        "quantity.when: unresolved",
        f"{DAY} to {DAY}",
        "open to open",
    ),
    ({"event": {"state": "dead"}}, {"event": None}, "quantity.state: dead -> none", "dead", None),
]


@pytest.mark.parametrize(("gold", "found", "name", "wanted", "got"), SLOTS_WRONG)
def test_a_wrong_slot_is_told_with_both_values(
    gold: dict[str, Any], found: dict[str, Any], name: str, wanted: str | None, got: str | None
) -> None:
    (one,) = mistakes([gold_in(TEXT, "nine barges", "g1", **gold)], [record_in(TEXT, "nine barges", "r1", **found)], [ARTICLE])
    assert one.name == name
    assert (one.examples[0].wanted, one.examples[0].found) == (wanted, got)
    assert (one.examples[0].gold, one.examples[0].claim) == ("g1", "r1")


def test_a_wrong_legal_reference_is_told_in_words() -> None:
    gold = gold_in(
        TEXT, "a clerk", "g1", "legal", legal={"pinpoints": [[{"unit": "article", "value": "3"}]], "status": "party", "party": "PL"}
    )
    found = record_in(TEXT, "a clerk", "r1", "legal", legal={"pinpoints": [], "status": "party", "party": "GB"})
    told = {one.name: (one.examples[0].wanted, one.examples[0].found) for one in mistakes([gold], [found], [ARTICLE])}
    assert told == {"legal.pinpoints: none found": ("article 3", None), "legal.status: another": ("party, PL", "party, GB")}


def test_frequent_classes_come_first_and_examples_in_the_order_of_the_text() -> None:
    gold = [gold_in(TEXT, quote, name) for quote, name in (("two", "g3"), ("nine", "g1"), ("40", "g2"))]
    found = mistakes(gold, [record_in(TEXT, "Orlen", "r1", "place"), record_in(TEXT, "a clerk", "r2", "date")], [ARTICLE])
    assert [(one.name, one.count) for one in found] == [("quantity: missed", 3), ("date: spurious", 1), ("place: spurious", 1)]
    assert [one.gold for one in found[0].examples] == ["g1", "g2", "g3"]


def test_articles_without_gold_are_left_aside() -> None:
    elsewhere = record_in(TEXT, "Orlen", "r1", "place") | {"article": "b"}
    assert mistakes([gold_in(TEXT, "nine", "g1")], [record_in(TEXT, "nine", "r2"), elsewhere], [ARTICLE]) == []


@settings(deadline=None)
@given(records("g"), records("r"), st.randoms(use_true_random=False))
def test_the_list_agrees_with_the_scores(wanted: list[dict[str, Any]], found: list[dict[str, Any]], random: Any) -> None:
    gold = [as_gold(record) for record in wanted]
    articles = [Article(id=name, text="z" * 60) for name in "ab"]
    classes = mistakes(gold, found, articles)
    counts, exact = score_claims(gold, found).claims("overlap"), score_claims(gold, found)

    def number(part: str) -> int:
        return sum(one.count for one in classes if part in one.name)

    assert number(": missed") == counts.wanted - counts.found
    assert number(": spurious") == counts.given - counts.right
    assert number("span: ") >= counts.found - exact.claims("exact").found
    for kind, slot in exact.slots:
        scored = exact.slot(kind, slot)
        assert number(f"{kind}.{slot}: ") == scored.wanted - scored.right
    random.shuffle(gold)
    random.shuffle(found)
    assert mistakes(gold, found, articles[::-1]) == classes
    assert [one.count for one in classes] == sorted((one.count for one in classes), reverse=True)
