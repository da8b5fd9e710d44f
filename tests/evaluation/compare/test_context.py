"""What the neighbours of a claim say about it, and real-life scopes: tolls, stocks, vague amounts, old windows."""

from dataclasses import replace
from typing import Any

import pytest

from annotations.claim import Claim, TimeScope
from corpus.article import Article
from tests.evaluation.compare.builder import article, as_of, count, days, place, run, said, shape, since, unresolved, verdict_of

SARVIK, OLD_QUAY = place("Sarvik"), place("Old Quay")
HELD = {"state": "detained"}
LOST = {"state": "missing", "aspect": "stock"}


def verdicts(*parts: tuple[Article, list[Claim]]) -> set[tuple[str, str]]:
    """Verdict and reason of what joins articles."""
    relations = run([text for text, _ in parts], [claim for _, claims in parts for claim in claims]).relations
    return {(relation.verdict, relation.reason_code) for relation in relations if not relation.same_article}


def one(key: str, text: str, quote: str, spec: str, published: str = "2024-03-08", **fields: Any) -> tuple[Article, list[Claim]]:
    source = article(key, text, published)
    return source, [count(source, quote, spec, **fields)]


def test_smaller_figure_beside_a_larger_one_is_no_rival() -> None:
    text = article("a", "The slide killed 44 people. Divers found 13 dead in one house.", "2024-03-08")
    claims = [count(text, "44 people", "44", head="people"), count(text, "13 dead", "13")]
    other = one("b", "The slide killed 30 people.", "30 people", "30", head="people")
    relations = run([text, other[0]], [*claims, *other[1]]).relations
    conflicts = [shape(relation, [*claims, *other[1]])[1] for relation in relations if relation.alarm]
    assert conflicts == [frozenset({("44 people", "peer"), ("30 people", "peer")})]


def test_list_that_nothing_tells_apart_raises_no_alarm() -> None:
    text = article("a", "Attackers burnt 12 mills in Sarvik and 16 mills in a village nearby.", "2024-03-08")
    burnt = {"state": "destroyed", "head": "mills"}
    claims = [count(text, "12 mills", "12", where=(SARVIK,), **burnt), count(text, "16 mills", "16", **burnt)]
    found = verdicts((text, claims), one("b", "Attackers burnt 25 mills.", "25 mills", "25", **burnt))
    assert {verdict for verdict, _ in found} == {"review"}


PARTS = [
    {"relation": "additional"},
    {"of": "the dead"},
    {"of": "them"},
    {"relation": "including"},
]


@pytest.mark.parametrize("fields", PARTS)
def test_part_by_its_own_words_raises_no_alarm(fields: dict[str, str]) -> None:
    found = verdicts(
        one("a", "Two of the dead were guards.", "Two", "2", **fields),
        one("b", "The fire killed 9 people.", "9 people", "9", head="people"),
    )
    assert "conflict" not in {verdict for verdict, _ in found}


def test_share_at_the_head_of_a_sentence_is_read() -> None:
    text = article("a", "Among the 80 seized since May, 12 were nurses and 30 are still held.", "2024-03-08")
    whole = count(text, "80", "80", **HELD)
    parts = [count(text, "12", "12", head="nurses", **HELD), count(text, "30", "30", aspect="stock", **HELD)]
    relations = run([text], [whole, *parts]).relations
    assert {shape(relation, [whole, *parts]) for relation in relations} == {
        ("part_of", frozenset({("80", "whole"), ("12", "part")})),
        ("part_of", frozenset({("80", "whole"), ("30", "part")})),
    }


def test_toll_of_a_day_is_the_state_of_one_count() -> None:
    first = one("a", "The toll rose to 44 on Friday.", "44", "44", when=days("2024-03-08"), aspect="cumulative")
    second = one("b", "The toll stood at 61 on Sunday.", "61", "61", "2024-03-10", when=days("2024-03-10"), aspect="cumulative")
    assert verdicts(first, second) == {("supersedes", "cumulative_grew")}


def test_day_of_a_report_is_not_the_day_of_the_deaths() -> None:
    first = one("a", "The toll of the slide was 44.", "44", "44", aspect="cumulative")
    second = one("b", "On Sunday a nurse spoke of 29 dead.", "29 dead", "29", "2024-03-10", when=days("2024-03-10"), aspect="cumulative")
    assert verdicts(first, second) == {("conflict", "figures_differ")}


def test_later_article_has_the_later_figure() -> None:
    first = one("a", "The blast killed 4.", "4", "4", "2024-03-08")
    second = one("b", "The blast killed 6, the clinic said on Friday.", "6", "6", "2024-03-09", as_of=as_of("2024-03-08"))
    assert verdicts(first, second) == {("supersedes", "cumulative_grew")}


def test_deaths_of_two_days_are_two_counts() -> None:
    first = one("a", "Shells killed 44 people on Friday.", "44 people", "44", when=days("2024-03-08"), head="people")
    second = one("b", "Shells killed 44 people on Sunday.", "44 people", "44", "2024-03-10", when=days("2024-03-10"), head="people")
    assert verdicts(first, second) == {("not_comparable", "other_time")}


STOCKS = [("2024-03-09", "conflict"), ("2024-03-20", "not_comparable")]


@pytest.mark.parametrize(("published", "verdict"), STOCKS)
def test_those_missing_today_are_not_those_missing_last_week(published: str, verdict: str) -> None:
    first = one("a", "Still missing are 57 people.", "57 people", "57", head="people", **LOST)
    second = one("b", "Still missing are 41 people.", "41 people", "41", published, head="people", **LOST)
    assert {name for name, _ in verdicts(first, second)} == {verdict}


def test_count_of_those_present_holds_for_the_day_it_was_given() -> None:
    given = {"state": "displaced", "aspect": "stock", "head": "people"}
    first = one("a", "On 7 March 610 people were homeless.", "610 people", "610", when=days("2024-03-07"), **given)
    second = one("b", "Homeless are 480 people.", "480 people", "480", **given)
    assert verdicts(first, second) == {("conflict", "figures_differ")}


def test_vague_amount_is_refined_only_by_its_own_scope() -> None:
    many = one("a", "Many miners were held.", "Many miners", "many", head="miners", **HELD)
    same = one("b", "Held were 61 miners.", "61 miners", "61", head="miners", **HELD)
    other = one("c", "In March 61 cooks were held.", "61 cooks", "61", head="cooks", when=days("2024-03"), **HELD)
    assert {verdict for verdict, _ in verdicts(many, same)} == {"refines"}
    assert verdicts(many, other) == set()


TIMES = [
    (unresolved("recently"), "agree"),
    (replace(days("2024-03-04"), inherited="article"), "agree"),
    (days("2024-03-04"), "not_comparable"),
]


@pytest.mark.parametrize(("when", "verdict"), TIMES)
def test_weak_times_decide_nothing(when: TimeScope, verdict: str) -> None:
    first = one("a", "Held were 61 miners.", "61 miners", "61", head="miners", when=when, **HELD)
    second = one("b", "Held on Tuesday were 61 miners.", "61 miners", "61", head="miners", when=days("2024-03-05"), **HELD)
    assert {name for name, _ in verdicts(first, second)} == {verdict}


def test_month_of_an_unknown_year_is_still_another_month() -> None:
    first = one("a", "In July 61 miners were held.", "61 miners", "61", head="miners", when=unresolved("July"), **HELD)
    second = one("b", "In May 61 miners were held.", "61 miners", "61", head="miners", when=days("2023-05"), **HELD)
    assert verdicts(first, second) == {("not_comparable", "other_time")}


def test_old_window_is_not_the_news_of_the_day() -> None:
    old = one("a", "From 2010 to 2019 some 300 people drowned.", "300 people", "300", head="people", when=days("2010-01", "2019-12"))
    new = one("b", "The storm drowned 200 people.", "200 people", "200", head="people")
    assert {verdict for verdict, _ in verdicts(old, new)} <= {"not_comparable"}


def test_denial_of_some_is_no_denial_of_all() -> None:
    source = said("the owner", "denies")
    aboard = {"state": "aboard", "aspect": "stock"}
    some = one("a", "The owner denied that anyone without a ticket was aboard.", "anyone", "none", source=source, **aboard)
    all_of_them = one("b", "The owner denied that anyone was aboard.", "anyone", "none", source=source, **aboard)
    figure = one("c", "The ship carried 90 people.", "90 people", "90", head="people", **aboard)
    assert ("conflict", "denied") not in verdicts(some, figure)
    assert verdicts(all_of_them, figure) == {("conflict", "denied")}


def test_those_sent_from_one_country_to_another_are_counted_in_both() -> None:
    here, there = place("China", key="x:1", countries=("CN",)), place("North Korea", key="x:2", countries=("KP",))
    first = one("a", "China sent back 61 miners.", "61 miners", "61", head="miners", state="returned", where=(here,))
    second = one("b", "North Korea took back 61 miners.", "61 miners", "61", head="miners", state="returned", where=(there,))
    assert {verdict for verdict, _ in verdicts(first, second)} == {"agree"}


def test_named_cause_asks_for_review() -> None:
    first = one("a", "Officials reported 31 cholera deaths.", "31 cholera deaths", "31", head="cholera deaths")
    second = one("b", "Officials reported 26 deaths.", "26 deaths", "26", head="deaths")
    assert {verdict for verdict, _ in verdicts(first, second)} == {"review"}


def test_sums_of_money_without_a_purpose_raise_no_alarm() -> None:
    asked = {"state": "requested", "unit": "USD"}
    first = one("a", "Donors were asked for $18 million.", "$18 million", "18000000", **asked)
    second = one("b", "The appeal brought in $14 million.", "$14 million", "14000000", **asked)
    assert verdicts(first, second) == set()


def test_men_women_and_children_make_up_a_shelter() -> None:
    living = {"state": "sheltered", "aspect": "stock"}
    whole = one("a", "The hall shelters 540 people.", "540 people", "540", head="people", **living)
    text = article("b", "In the hall are 150 men, 190 women and 200 children.", "2024-03-08")
    parts = [
        count(text, f"{number} {noun}", str(number), head=noun, **living)
        for number, noun in ((150, "men"), (190, "women"), (200, "children"))
    ]
    relations = run([whole[0], text], [*whole[1], *parts]).relations
    assert [(relation.verdict, relation.equation) for relation in relations] == [
        ("sums_to", "150 (men) + 190 (women) + 200 (children) = 540")
    ]


def test_noun_after_the_verb_says_who_is_counted() -> None:
    text = article("a", "The crush killed 44 people. Of the dead, 27 were women and 17 were men.", "2024-03-08")
    claims = [count(text, "44 people", "44", head="people"), count(text, "27", "27"), count(text, "17", "17")]
    relations = run([text], claims).relations
    assert [(relation.verdict, relation.equation) for relation in relations] == [("sums_to", "27 (women) + 17 (men) = 44")]


def test_participle_after_the_verb_is_no_noun() -> None:
    first = one("a", "Dozens were detained after Sunday's march.", "Dozens", "dozens", when=days("2024-03-03"), **HELD)
    second = one("b", "The list has 61 detainees.", "61 detainees", "61", head="detainees", when=days("2024-03-03"), **HELD)
    assert {verdict for verdict, _ in verdicts(first, second)} == {"refines"}


def test_time_after_an_event_is_that_of_the_event() -> None:
    first = one("a", "On Sunday 61 were detained.", "61", "61", when=days("2024-03-03"), **HELD)
    when = replace(since("2024-03"), begin=days("2024-03-04").begin, text="Sunday")
    second = one("b", "Detained were 61 after Sunday's march.", "61", "61", when=when, **HELD)
    assert {verdict for verdict, _ in verdicts(first, second)} == {"agree"}


def test_parts_of_an_earlier_toll_contradict_no_later_one() -> None:
    text = article("a", "The crush killed 11 women and six men.", "2024-03-08")
    later = one("b", "The crush killed 30 people, doctors said two days later.", "30 people", "30", "2024-03-10", head="people")
    parts = [count(text, "11 women", "11", head="women"), count(text, "six men", "6", head="men")]
    assert "conflict" not in {verdict for verdict, _ in verdicts((text, parts), later)}


def test_women_and_children_are_not_everybody() -> None:
    text = article("a", "The crush killed 11 women and six children.", "2024-03-08")
    whole = one("b", "The crush killed 30 people.", "30 people", "30", head="people")
    parts = [count(text, "11 women", "11", head="women"), count(text, "six children", "6", head="children")]
    assert {verdict for verdict, _ in verdicts((text, parts), whole)} == {"part_of"}


def test_headline_repeats_its_text() -> None:
    text = article("a", "Mill burns, 12 dead. The fire at the mill killed 12 people.", "2024-03-08")
    claims = [count(text, "12 dead", "12", zone="headline"), count(text, "12 people", "12", head="people")]
    other = one("b", "The fire at the mill killed 19 people.", "19 people", "19", head="people")
    relations = run([text, other[0]], [*claims, *other[1]]).relations
    assert [shape(relation, [*claims, *other[1]])[1] for relation in relations if relation.alarm] == [
        frozenset({("12 people", "peer"), ("19 people", "peer")})
    ]


def test_periods_of_unequal_length_are_flagged() -> None:
    first = one("a", "From July 2021 to June 2022 60 were held.", "60", "60", "2022-09-02", when=days("2021-07", "2022-06"), **HELD)
    second = one("b", "In July and August 60 were held.", "60", "60", "2022-09-02", when=days("2022-07", "2022-08"), **HELD)
    relations = run([first[0], second[0]], [*first[1], *second[1]]).relations
    assert [(relation.verdict, "unequal_periods" in relation.flags) for relation in relations] == [("not_comparable", True)]


def test_stated_day_of_a_count_wins_over_publication() -> None:
    first = one("a", "The toll was 22.", "22", "22", "2024-03-20", aspect="cumulative", as_of=as_of("2024-03-08"))
    second = one("b", "The toll was 31.", "31", "31", "2024-03-09", aspect="cumulative", as_of=as_of("2024-03-09"))
    text = [first[0], second[0]]
    claims = [*first[1], *second[1]]
    assert verdict_of(run(text, claims)) == "supersedes"
    assert shape(run(text, claims).relations[0], claims)[1] == {("22", "earlier"), ("31", "later")}


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("The storm cost Ostia 214 houses.", "conflict"),
        ("Ostia and Lugo lost 214 houses.", "review"),
        ("Lugo and Ostia lost 214 houses.", "review"),
        ("Lugo, Ostia and Tiro lost 214 houses.", "review"),
    ],
)
def test_a_place_in_the_sentence_holds_unless_it_is_one_of_several(sentence: str, verdict: str) -> None:
    ostia = place("Ostia", key="x:1", countries=("IT",))
    silent = one("a", sentence, "214 houses", "214", head="houses", state="destroyed")
    stated = one("b", "At Ostia 233 houses collapsed.", "233 houses", "233", head="houses", state="destroyed", where=(ostia,))
    assert {found for found, _ in verdicts(silent, stated)} == {verdict}


@pytest.mark.parametrize(("later", "verdict"), [("26", "refines"), ("44", "supersedes")])
def test_a_floor_is_told_more_exactly_or_the_toll_went_on(later: str, verdict: str) -> None:
    first = one(
        "a",
        "At least 25 died in the flood.",
        "At least 25",
        ">= 25",
        "2024-03-08",
        state="dead",
        aspect="cumulative",
        as_of=as_of("2024-03-08"),
    )
    second = one(
        "b", f"The flood killed {later}.", later, later, "2024-03-10", state="dead", aspect="cumulative", as_of=as_of("2024-03-10")
    )
    assert {found for found, _ in verdicts(first, second)} == {verdict}
