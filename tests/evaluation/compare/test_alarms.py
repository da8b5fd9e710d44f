"""When figures contradict each other, and when an alarm would be false."""

from typing import Any

import pytest

from annotations.claim import Claim, PlaceValue
from annotations.relation import Comparison
from corpus.article import Article
from evaluation.compare.sources import is_named, same_source
from tests.evaluation.compare.builder import article, as_of, count, dated, days, event, place, run, said, shape

HELD = {"state": "detained", "predicate": "detain"}
GUILD, PORT = said("Glass Guild"), said("Orlen Port")


def alarms(articles: list[Article], claims: list[Claim]) -> list[frozenset[tuple[str, str]]]:
    return [shape(relation, claims)[1] for relation in run(articles, claims).relations if relation.alarm]


def side(key: str, text: str, quote: str, spec: str, published: str = "2024-03-08", **fields: Any) -> tuple[Article, Claim]:
    source = article(key, text, published)
    return source, count(source, quote, spec, **fields)


def pair(first: tuple[Article, Claim], second: tuple[Article, Claim]) -> list[frozenset[tuple[str, str]]]:
    return alarms([first[0], second[0]], [first[1], second[1]])


def test_two_sources_of_one_article_contradict_each_other() -> None:
    text = article("a", "The guild counts 63 arrests on Saturday. The port put the number of those detained at 31.", "2024-03-11")
    first = count(text, "63 arrests", "63", head="arrests", when=days("2024-03-09"), source=GUILD, aspect="flow", **HELD)
    second = count(text, "31", "31", source=PORT, aspect="stock", **HELD)
    assert alarms([text], [first, second]) == [frozenset({("63 arrests", "peer"), ("31", "peer")})]


def test_one_source_of_one_article_counts_two_things() -> None:
    text = article("a", "The guild counts 63 arrests on Saturday. It knows of 31 people detained.", "2024-03-11")
    first = count(text, "63 arrests", "63", head="arrests", when=days("2024-03-09"), source=GUILD, **HELD)
    second = count(text, "31 people", "31", head="people", source=GUILD, **HELD)
    assert not alarms([text], [first, second])


def test_denial_of_a_group_contradicts_its_count_and_no_other() -> None:
    text = article("a", "The guild counts 63 arrests, including 14 pupils. The port denies that any pupil was held.", "2024-03-11")
    everybody = count(text, "63 arrests", "63", head="arrests", source=GUILD, **HELD)
    pupils = count(text, "14 pupils", "14", head="pupils", relation="including", source=GUILD, **HELD)
    none = count(text, "any pupil", "none", head="pupil", source=said("Orlen Port", "denies"), **HELD)
    assert alarms([text], [everybody, pupils, none]) == [frozenset({("14 pupils", "peer"), ("any pupil", "peer")})]


NARROWED = [
    ("No one without a pass was aboard.", "No one", "none", "Harbour clerks saw 70 people aboard.", "70 people", "70"),
    ("There were 12 people without a pass aboard.", "12 people", "12", "There were 70 people aboard.", "70 people", "70"),
]


@pytest.mark.parametrize(("one", "quote", "spec", "other", "second", "number"), NARROWED)
def test_narrower_group_raises_no_alarm(one: str, quote: str, spec: str, other: str, second: str, number: str) -> None:
    aboard = {"state": "aboard", "head": "people"}
    assert not pair(side("a", one, quote, spec, **aboard), side("b", other, second, number, **aboard))


SHARES = [{"unit": "percent", "head": "roofs"}, {"unit": "USD"}]


@pytest.mark.parametrize("fields", SHARES)
def test_shares_and_sums_of_money_need_one_event(fields: dict[str, Any]) -> None:
    first = side("a", "The storm tore off 54 of the roofs.", "54", "54", predicate="tear", state="destroyed", **fields)
    second = side("b", "The storm took 66 of the roofs.", "66", "66", predicate="take", state="destroyed", **fields)
    assert not pair(first, second)


def test_share_that_rose_replaces_nothing() -> None:
    roofs = {"unit": "percent", "head": "roofs", "state": "destroyed", "aspect": "cumulative"}
    first = side("a", "The storm tore off 54 percent of roofs.", "54 percent", "54", **roofs)
    second = side("b", "The storm tore off 66 percent of roofs.", "66 percent", "66", published="2024-03-12", **roofs)
    assert "supersedes" not in {relation.verdict for relation in run([first[0], second[0]], [first[1], second[1]]).relations}


def country(text: Article, name: str, code: str) -> Claim:
    start = text.text.index(name)
    value = PlaceValue(f"x:{code}", name, countries=(code,))
    return Claim(f"{text.id}-{code}", text.id, "place", start, start + len(name), name, (0, len(text.text)), place=value)


def test_stories_of_two_countries_are_never_joined() -> None:
    here = article("a", "In Belarus the Glass Guild says nobody was detained after Sunday.", "2024-03-08")
    there = article("b", "In Zambia the Glass Guild says 31 people were detained after Sunday.", "2024-03-10")
    claims = [count(here, "nobody", "none", **HELD), count(there, "31 people", "31", head="people", **HELD)]
    assert run([here, there], [*claims, country(here, "Belarus", "BY"), country(there, "Zambia", "ZM")]).relations == ()


def test_nobody_here_is_not_nobody_there() -> None:
    first = side("a", "Nobody was detained.", "Nobody", "none", **HELD)
    second = side("b", "No one was detained.", "No one", "none", **HELD)
    assert "agree" not in {relation.verdict for relation in run([first[0], second[0]], [first[1], second[1]]).relations}


def test_vague_number_of_another_group_is_refined_by_nothing() -> None:
    first = side("a", "Police detained a number of brokers.", "a number of brokers", "many", head="brokers", **HELD)
    second = side("b", "Police detained 41 people.", "41 people", "41", head="people", **HELD)
    assert "refines" not in {relation.verdict for relation in run([first[0], second[0]], [first[1], second[1]]).relations}


def test_two_figures_make_one_alarm_however_often_they_are_printed() -> None:
    first = side("a", "The fire killed 25 people.", "25 people", "25", head="people")
    second = side("b", "The fire killed 25 people.", "25 people", "25", head="people")
    third = side("c", "The fire killed 30 people.", "30 people", "30", head="people")
    comparison = run([first[0], second[0], third[0]], [first[1], second[1], third[1]])
    assert [len(relation.claims) for relation in comparison.relations if relation.alarm] == [3]


def _toll(key: str, number: str, day: str) -> tuple[Article, Claim]:
    return side(key, f"The slide has killed {number} people.", f"{number} people", number, day, head="people", aspect="cumulative")


def updates(comparison: Comparison, claims: list[Claim]) -> set[frozenset[tuple[str, str]]]:
    return {shape(relation, claims)[1] for relation in comparison.relations if relation.verdict == "supersedes"}


def test_toll_replaces_every_one_before_it() -> None:
    steps = [_toll("a", "17", "2024-03-08"), _toll("b", "23", "2024-03-09"), _toll("c", "31", "2024-03-10")]
    found = updates(run([text for text, _ in steps], [claim for _, claim in steps]), [claim for _, claim in steps])
    assert found == {
        frozenset({("17 people", "earlier"), ("23 people", "later")}),
        frozenset({("17 people", "earlier"), ("31 people", "later")}),
        frozenset({("23 people", "earlier"), ("31 people", "later")}),
    }  # fmt: skip


def test_toll_of_at_least_so_many_is_replaced_by_a_higher_one() -> None:
    first = side("a", "The slide killed at least 17 people.", "at least 17 people", ">= 17", head="people", aspect="cumulative")
    second = _toll("b", "31", "2024-03-10")
    assert updates(run([first[0], second[0]], [first[1], second[1]]), [first[1], second[1]]) == {
        frozenset({("at least 17 people", "earlier"), ("31 people", "later")})
    }


def test_revision_replaces_the_figure_that_it_names() -> None:
    first = side("a", "Police detained 214 people in one town.", "214 people", "214", head="people", **HELD)
    second = side("b", "The number of those detained is 448, up from 302.", "448", "448", "2024-03-10", **HELD)
    assert not updates(run([first[0], second[0]], [first[1], second[1]]), [first[1], second[1]])


def test_relations_stand_in_the_order_of_their_first_claims() -> None:
    sides = [side(key, f"The fire killed {number} people.", f"{number} people", number, head="people") for key, number in (
        ("c", "12"), ("a", "12"), ("b", "19"), ("d", "40"))]  # fmt: skip
    claims = {claim.id: claim for _, claim in sides}
    relations = run([text for text, _ in sides], list(claims.values())).relations
    firsts = [min(claims[member.id].sort_key for member in relation.claims) for relation in relations]
    assert len(relations) > 1
    assert firsts == sorted(firsts)


def test_dates_behind_one_fact_agree_in_other_words() -> None:
    first = article("a", "On Monday night the port took back 300 glaziers.", "2024-03-15")
    second = article("b", "The port took back 300 glaziers on the night of 11 March.", "2024-03-15")
    back = {"state": "returned", "head": "glaziers", "when": days("2024-03-11")}
    claims = [
        count(first, "300 glaziers", "300", evidence={"when": ((3, 15),)}, **back),
        count(second, "300 glaziers", "300", evidence={"when": ((38, 55),)}, **back),
    ]
    told = event("take", "returned")
    dates = [dated(first, "Monday night", "2024-03-11", kind="TIME", event=told, salient=False)]
    dates += [dated(second, "the night of 11 March", "2024-03-11", kind="TIME", event=told, salient=False)]
    shapes = [shape(relation, [*claims, *dates]) for relation in run([first, second], [*claims, *dates]).relations]
    assert ("agree", frozenset({("Monday night", "peer"), ("the night of 11 March", "peer")})) in shapes


NAMES = [
    ("Police", "government", False), ("Officials", "person", False), ("Aid groups", "organisation", False), ("coast guard", "government", False),
    ("Orlen police", "government", True), ("Glass Guild", "organisation", True), ("family members", "person", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "named"), NAMES)
def test_description_is_no_name(name: str, kind: str, named: bool) -> None:
    assert is_named(said(name, kind=kind)) is named


CUT = [("disaster institute", "government's disaster institute", True), ("Coast Guard", "Orlen Coast Guard", True),
       ("institute", "disaster institute", False), ("disaster institute", "disaster fund", False)]  # fmt: skip


@pytest.mark.parametrize(("short", "full", "one"), CUT)
def test_name_cut_short_is_the_same_source(short: str, full: str, one: bool) -> None:
    assert same_source(short, full) is one


def test_nameless_source_adds_nothing_to_a_named_one() -> None:
    first = side("a", "Glass Guild says 46 people are held.", "46 people", "46", head="people", source=GUILD, **HELD)
    second = side(
        "b", "Relatives say 46 people are held.", "46 people", "46", head="people", source=said("relatives", kind="person"), **HELD
    )
    group = run([first[0], second[0]], [first[1], second[1]]).groups[0]
    assert (group.independent_for_number, len(group.witnesses)) == (1, 2)


def test_copies_of_one_text_are_one_witness() -> None:
    body = (
        "The fire at the mill in Orlen killed 12 people and burnt six barns before dawn, the duty officers said in the town hall on Monday."
    )
    told = {"head": "people", "source": said("duty officers", kind="person")}
    sides = [side("a", body, "12 people", "12", **told), side("b", body, "12 people", "12", published="2024-03-09", **told)]
    group = run([text for text, _ in sides], [claim for _, claim in sides]).groups[0]
    assert group.independent_for_number == 1


def test_question_to_the_accused_is_good_english() -> None:
    text, claim = side(
        "a", "Orlen authorities detained 12 people.", "12 people", "12", head="people",
        event=event("detain", "detained", agent="Orlen authorities"), as_of=as_of("2024-03-08"),
    )  # fmt: skip
    questions = [question.text for group in run([text], [claim]).groups for question in group.questions]
    assert "What do the Orlen authorities say about \u201c12 people\u201d? No article quotes an answer." in questions


def test_silent_place_is_that_of_the_same_sentence() -> None:
    first = side("a", "The barge left Sarvik with 214 people aboard.", "214 people", "214", head="people", state="aboard")
    second = side("b", "In Sarvik 233 people went aboard.", "233 people", "233", head="people", state="aboard", where=(place("Sarvik"),))
    assert pair(first, second) == [frozenset({("214 people", "peer"), ("233 people", "peer")})]


def test_nobody_hit_by_a_bullet_denies_no_injuries() -> None:
    first = side("a", "Nobody was hit by a bullet.", "Nobody", "none", state="wounded", predicate="hit")
    second = side("b", "Nurses treated 80 injured people.", "80 injured people", "80", state="wounded", predicate="injure", head="people")
    assert not pair(first, second)


def test_few_of_one_calling_are_some_of_the_many() -> None:
    first = side("a", "The fever infected 12 nurses.", "12 nurses", "12", state="infected", head="nurses")
    second = side("b", "The fever infected 2,000 people.", "2,000 people", "2000", state="infected", head="people")
    assert not pair(first, second)
