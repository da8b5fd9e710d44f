"""Sums that one article spells out, and those that its words forbid."""

from typing import Any

import pytest

from annotations.claim import Base, Claim, PlaceValue
from annotations.relation import Relation
from corpus.article import Article
from tests.evaluation.compare.builder import article, base, count, days, place, run, said, shape

HELD = {"state": "detained"}
GUILD = said("Glass Guild")


def sums(articles: list[Article], claims: list[Claim], verdict: str = "sums_to") -> dict[str, Relation]:
    return {relation.equation or "": relation for relation in run(articles, claims).relations if relation.verdict == verdict}


def test_list_of_everybody_adds_up_to_a_count_of_the_story() -> None:
    camp = article("a", "In the halls of Orlen: 310 men, 420 women and 270 children.", "2024-03-08")
    paper = article("b", "The halls of Orlen shelter 1,000 people.", "2024-03-08")
    parts = [count(camp, quote, spec, state=None, head=head) for quote, spec, head in (
        ("310 men", "310", "men"), ("420 women", "420", "women"), ("270 children", "270", "children"))]  # fmt: skip
    whole = count(paper, "1,000 people", "1000", state="sheltered", head="people")
    assert list(sums([camp, paper], [*parts, whole])) == ["310 (men) + 420 (women) + 270 (children) = 1,000"]


def test_list_of_others_adds_up_to_nothing() -> None:
    camp = article("a", "In the halls of Orlen: 310 women and 420 teachers.", "2024-03-08")
    paper = article("b", "The halls of Orlen shelter 730 people.", "2024-03-08")
    parts = [count(camp, "310 women", "310", state=None, head="women"), count(camp, "420 teachers", "420", state=None, head="teachers")]
    whole = count(paper, "730 people", "730", state="sheltered", head="people")
    assert not sums([camp, paper], [*parts, whole])


def test_stated_parts_make_up_what_they_are_of() -> None:
    text = article("a", "The blast killed nine people. Of the nine, six were glaziers and three were carters.", "2024-03-08")
    nine = count(text, "nine people", "9", head="people")
    parts = [count(text, "six", "6", state=None, base=base(nine)), count(text, "three", "3", state=None, base=base(nine))]
    assert any(equation.endswith("= 9") for equation in sums([text], [nine, *parts]))


def test_the_rest_is_our_arithmetic() -> None:
    text = article("a", "The halls hold 800 people. Of these, 300 are children; the rest are adults.", "2024-03-08")
    whole = count(text, "800 people", "800", state="sheltered", head="people")
    part = count(text, "300", "300", state=None)
    rest = count(text, "the rest", "?", state=None, relation="rest")
    found = sums([text], [whole, part, rest])
    assert list(found) == ["300 (children) + 500 (the rest) = 800"]
    assert "no article prints it" in found["300 (children) + 500 (the rest) = 800"].reason


REMAINDERS = [("8", "24", True), ("8", "25", False)]


@pytest.mark.parametrize(("first", "second", "adds_up"), REMAINDERS)
def test_remaining_ones_complete_the_count_before_them(first: str, second: str, adds_up: bool) -> None:
    sentence = f"Doctors treated 32 glaziers; {first} are still in bed and the remaining {second} have gone home."
    text = article("a", sentence, "2024-03-08")
    treated = count(text, "32 glaziers", "32", state="wounded", head="glaziers")
    parts = [count(text, first, first, state="wounded"), count(text, f"remaining {second}", second, state=None, relation="rest")]
    assert bool(sums([text], [treated, *parts])) is adds_up


def test_figures_side_by_side_add_up_in_the_order_of_their_days() -> None:
    text = article("a", "The guild lists 96 arrests in two days: 61 on Friday and 35 on Saturday.", "2024-03-11")
    whole = count(text, "96 arrests", "96", head="arrests", **HELD)
    parts = [count(text, "61", "61", when=days("2024-03-08"), **HELD), count(text, "35", "35", when=days("2024-03-09"), **HELD)]
    assert list(sums([text], [whole, *parts])) == ["61 (8 March) + 35 (9 March) = 96"]


def test_earlier_toll_and_what_was_added_make_the_later_one() -> None:
    early = article("a", "The slide at Orlen killed at least 21 people.", "2024-03-08")
    late = article("b", "The toll of the slide at Orlen rose to 30 after diggers found nine more bodies.", "2024-03-10")
    first = count(early, "at least 21 people", ">= 21", head="people", aspect="cumulative")
    toll = count(late, "30", "30", aspect="cumulative")
    more = count(late, "nine more bodies", "9", head="bodies", relation="additional", aspect="cumulative")
    assert "at least 21 + 9 = 30" in sums([early, late], [first, toll, more])


def test_one_report_counts_the_captain_in() -> None:
    port = article("a", "The barge took 41 sailors and the captain down with it.", "2024-03-08")
    paper = article("b", "The sinking killed 42 people, including the captain.", "2024-03-08")
    lost = count(port, "41 sailors", "41", head="sailors")
    dead = count(paper, "42 people", "42", head="people")
    assert "41 (sailors) + 1 (the captain) = 42" in sums([port, paper], [lost, dead])


def test_dead_missing_and_saved_make_up_those_aboard() -> None:
    port = article("a", "The barge Olm had 90 people aboard.", "2024-03-08")
    paper = article("b", "In the sinking of the Olm 30 people died, 50 were saved and 10 are missing.", "2024-03-08")
    aboard = count(port, "90 people", "90", head="people", state="aboard", aspect="stock", when=days("2024-03-07"))
    parts = [
        count(paper, "30 people", "30", head="people"), count(paper, "50", "50", state="rescued"),
        count(paper, "10", "10", state="missing", aspect="stock"),
    ]  # fmt: skip
    assert list(sums([port, paper], [aboard, *parts])) == ["30 (dead) + 50 (rescued) + 10 (missing) = 90"]


def _arrests(sentence: str, **fields: Any) -> tuple[list[Article], list[Claim]]:
    text = article("a", sentence, "2024-03-08")
    other = article("b", "Police hold 31 people.", "2024-03-08")
    parts = [count(text, "9 women", "9", head="women", **HELD, **fields), count(text, "5 men", "5", head="men", **HELD, **fields)]
    return [text, other], [*parts, count(other, "31 people", "31", head="people", **HELD)]


NOT_EVERYBODY = ["Among those held are 9 women and 5 men.", "Those held include 9 women and 5 men, including a vicar."]


@pytest.mark.parametrize("sentence", NOT_EVERYBODY)
def test_parts_named_among_others_raise_no_alarm(sentence: str) -> None:
    assert not sums(*_arrests(sentence), verdict="conflict")


def test_both_districts_leave_nothing_out() -> None:
    first = article("a", "Raiders burnt 12 mills in Sarvik and 16 mills in Orlen on 31 October.", "2024-11-08")
    second = article("b", "In both towns 25 mills were burnt on 31 October.", "2024-11-02")
    burnt = {"state": "destroyed", "head": "mills", "aspect": "flow", "when": days("2024-10-31")}
    parts = [count(first, "12 mills", "12", where=(place("Sarvik"),), **burnt)]
    parts += [count(first, "16 mills", "16", where=(place("Orlen"),), **burnt)]
    whole = count(second, "25 mills", "25", where=(place("Sarvik"), place("Orlen")), **burnt)
    assert list(sums([first, second], [*parts, whole], "conflict")) == ["12 (Sarvik) + 16 (Orlen) = 28, not 25"]


def test_label_in_front_of_brackets_is_the_place_of_a_figure() -> None:
    text = article("a", "Worst hit: Sarvik (12 mills burnt) and Orlen (16 mills burnt).", "2024-11-08")
    other = article("b", "In Sarvik and Orlen 28 mills were burnt.", "2024-11-08")
    burnt = {"state": "destroyed", "head": "mills"}
    named = [Claim("p1", "a", "place", 11, 17, "Sarvik", (0, len(text.text)), place=PlaceValue("x:sarvik", "Sarvik"))]
    named += [Claim("p2", "a", "place", 37, 42, "Orlen", (0, len(text.text)), place=PlaceValue("x:orlen", "Orlen"))]
    parts = [count(text, "12 mills", "12", **burnt), count(text, "16 mills", "16", **burnt)]
    whole = count(other, "28 mills", "28", where=(place("Sarvik"), place("Orlen")), **burnt)
    assert "12 (Sarvik) + 16 (Orlen) = 28" in sums([text, other], [*parts, whole, *named])


def test_base_of_another_article_is_no_base_by_chance() -> None:
    first = article("a", "A household of four needs a stove.", "2024-03-08")
    second = article("b", "Four people drowned; one was a carter.", "2024-03-08")
    four = count(first, "four", "4", state="needy")
    one = count(second, "one", "1", base=Base(None, four.quantity.low, four.quantity.high) if four.quantity else None)
    relations = run([first, second], [four, one]).relations
    assert not [shape(relation, [four, one]) for relation in relations if relation.verdict == "part_of"]
