"""Sums that two sentences spell out, and rows of numbers that only look like them."""

import pytest

from annotations.claim import Claim
from corpus.article import Article
from tests.evaluation.compare.builder import article, as_of, count, days, place, run

HELD, FREED = {"state": "detained"}, {"state": "released"}
ORLEN, SARVIK, TOVE = place("Orlen"), place("Sarvik"), place("Tove")


def equations(articles: list[Article], claims: list[Claim]) -> set[str]:
    return {relation.equation or "" for relation in run(articles, claims).relations if relation.verdict == "sums_to"}


@pytest.mark.parametrize(("left", "adds_up"), [("131", True), ("130", False)])
def test_remainder_of_the_next_sentence_completes_a_count(left: str, adds_up: bool) -> None:
    words = f"Guards held 217 people. By dawn 86 of those held had been let go. The remaining {left} stayed in two barns."
    text = article("a", words, "2024-03-08")
    claims = [count(text, "217 people", "217", head="people", **HELD), count(text, "86 of those held", "86", of="those held", **FREED),
              count(text, f"remaining {left}", left, relation="rest", **HELD)]  # fmt: skip
    assert bool(equations([text], claims)) is adds_up


@pytest.mark.parametrize(("last", "adds_up"), [("57", True), ("58", False)])
def test_things_between_the_parts_are_left_out(last: str, adds_up: bool) -> None:
    text = article("a", f"The crews saved 90 people. A tug took 33 of them. Two barges picked up the other {last}.", "2024-03-08")
    claims = [count(text, "90 people", "90", state="rescued", head="people"), count(text, "33 of them", "33", state="rescued", of="them"),
              count(text, "Two barges", "2", state=None, head="vessels"),
              count(text, f"other {last}", last, state="rescued", relation="other")]  # fmt: skip
    assert bool(equations([text], claims)) is adds_up


@pytest.mark.parametrize(("whole", "adds_up"), [("148", True), ("149", False)])
def test_lead_count_completes_a_figure_that_is_brought_to_a_total(whole: str, adds_up: bool) -> None:
    words = f"Police held 92 people in Orlen. In Sarvik 41 were held and in Tove 15, which brings the figure to {whole}."
    text = article("a", words, "2024-03-08")
    claims = [
        count(text, "92 people", "92", head="people", where=(ORLEN,), **HELD), count(text, "41", "41", where=(SARVIK,), **HELD),
        count(text, "15", "15", where=(TOVE,), **HELD), count(text, whole, whole, **HELD),
    ]  # fmt: skip
    assert (f"92 (Orlen) + 41 (Sarvik) + 15 (Tove) = {whole}" in equations([text], claims)) is adds_up


def test_total_that_is_not_brought_about_takes_nothing_from_further_up() -> None:
    words = "Police held 92 people in Orlen. In Sarvik 41 were held and in Tove 15, fewer than the 148 of last year."
    text = article("a", words, "2024-03-08")
    claims = [
        count(text, "92 people", "92", head="people", where=(ORLEN,), **HELD), count(text, "41", "41", where=(SARVIK,), **HELD),
        count(text, "15", "15", where=(TOVE,), **HELD), count(text, "148", "148", when=days("2023-01", "2023-12"), **HELD),
    ]  # fmt: skip
    assert not equations([text], claims)


@pytest.mark.parametrize(("second", "adds_up"), [({"state": "detained"}, True), ({"state": "released"}, False)])
def test_what_became_of_them_makes_up_a_count_further_up(second: dict[str, str], adds_up: bool) -> None:
    words = "Guards held 217 weavers on the quay. It rained. By noon 86 had been freed. A further paddock held 131."
    text = article("a", words, "2024-03-08")
    claims = [
        count(text, "217 weavers", "217", head="weavers", **HELD),
        count(text, "86", "86", **FREED),
        count(text, "131", "131", **second),
    ]
    assert bool(equations([text], claims)) is adds_up


def test_small_numbers_of_two_sentences_add_up_by_chance() -> None:
    text = article("a", "The fire killed nine people. Five were cooks. Four were found on the stairs.", "2024-03-08")
    claims = [count(text, "nine people", "9", head="people"), count(text, "Five", "5"), count(text, "Four", "4")]
    assert not equations([text], claims)


def test_bodies_found_since_join_an_earlier_toll_to_the_next() -> None:
    before = article("a", "The ferry sank off Orlen. Divers counted 61 dead.", "2024-03-08")
    after = article("b", "Divers have found 12 more bodies off Orlen. That brings the toll to 73.", "2024-03-10")
    toll = {"aspect": "cumulative"}
    claims = [count(before, "61 dead", "61", as_of=as_of("2024-03-08"), **toll),
              count(after, "12 more bodies", "12", relation="additional", head="bodies", **toll),
              count(after, "73", "73", as_of=as_of("2024-03-10"), **toll)]  # fmt: skip
    relations = run([before, after], claims).relations
    assert {relation.verdict for relation in relations} >= {"sums_to", "supersedes"}
