"""Which two figures are taken for one, and which only look so: wording, places of one name, borders, lists, bounds."""

from typing import Any

import pytest

from annotations.claim import Attribution, Claim
from annotations.relation import Relation
from corpus.article import Article
from evaluation.compare.reading import read_claim
from tests.evaluation.compare.builder import article, base, count, days, event, place, run, said, shape

MAYOR, GUILD = said("Mayor of Orlen"), said("Carters' guild")


def told(first: tuple[str, str, str, dict[str, Any]], second: tuple[str, str, str, dict[str, Any]]) -> list[str]:
    articles: list[Article] = []
    claims: list[Claim] = []
    for key, (text, quote, spec, fields), day in zip(("a", "b"), (first, second), ("2024-03-08", "2024-03-09"), strict=True):
        articles.append(article(key, text, day))
        claims.append(count(articles[-1], quote, spec, **fields))
    return [relation.verdict for relation in run(articles, claims).relations]


HELD = {"state": "detained", "head": "people"}
DEAD = {"state": "dead", "head": "people"}
CARTS = {"state": None, "head": "carts", "unit": "count", "aspect": "stock", "when": days("2024-03-07"), "where": (place("Orlen"),)}
PROMISED = {"state": "paid", "head": "crowns", "unit": "EUR", "about": {"modality": "future"}}
PAID = {"state": "paid", "head": "crowns", "unit": "EUR"}
WEST, EAST = place("Orlen", key="gn:1"), place("Orlen", key="gn:2")

PAIRS = [
    # One number that two articles hardly give by chance, in two wordings.
    (("63 were charged.", "63", "63", {**HELD, "aspect": "stock"}), ("63 people stand trial.", "63 people", "63", {**HELD, "aspect": "flow"}),
     "agree"),
    (("Each will get 1,400 crowns.", "1,400 crowns", "1400", PROMISED), ("Each got 1,400 crowns.", "1,400 crowns", "1400", PAID), "agree"),
    (("Each will get 1,400 crowns.", "1,400 crowns", "1400", PROMISED), ("Each got 1,100 crowns.", "1,100 crowns", "1100", PAID),
     "not_comparable"),
    # Nobody leaves the dead.
    (("23 bodies lie in Orlen.", "23 bodies", "23", {**DEAD, "aspect": "stock"}), ("23 have died.", "23", "23", {**DEAD, "aspect": "cumulative"}),
     "agree"),
    # Two towns of one name on a border.
    (("17 were held in Orlen.", "17", "17", {**HELD, "where": (WEST,)}), ("31 were held in Orlen.", "31", "31", {**HELD, "where": (EAST,)}),
     "supersedes"),
    # Who counts things says nothing else of them.
    (("1,200 carts were stuck in Orlen.", "1,200 carts", "1200", {**CARTS, "predicate": "stick"}),
     ("We counted 1,050 carts in Orlen.", "1,050 carts", "1050", {**CARTS, "predicate": "count"}), "conflict"),
    (("1,200 carts were stuck in Orlen.", "1,200 carts", "1200", {**CARTS, "predicate": "stick"}),
     ("1,050 carts were sold in Orlen.", "1,050 carts", "1050", {**CARTS, "predicate": "sell"}), None),
    # One place, two counts.
    (("1,200 carts stood on the eastern side of the bridge.", "1,200 carts", "1200", {**CARTS, "predicate": "count"}),
     ("There were 790 carts on the western side.", "790 carts", "790", {**CARTS, "predicate": "count"}), "review"),
    # How many would fit is not how many there were.
    (("The boat was licensed to carry 180 people.", "180 people", "180", {"state": "aboard", "head": "people"}),
     ("There were 214 people aboard.", "214 people", "214", {"state": "aboard", "head": "people"}), "not_comparable"),
    # Whom no list knows: people all the same.
    (("Nine pickers died.", "Nine pickers", "9", {**DEAD, "head": "pickers"}), ("Nine people died.", "Nine people", "9", DEAD), "agree"),
    (("Nine tankers burned.", "Nine tankers", "9", {"state": "destroyed", "head": "tankers"}),
     ("Nine people burned.", "Nine people", "9", {"state": "destroyed", "head": "people"}), None),
    # Five times as many accuses nobody.
    (("58 people were held.", "58 people", "58", HELD), ("Nine people were held.", "Nine people", "9", HELD), None),
    # A bound tells nothing of a figure far from it.
    (("At least seven people died.", "At least seven people", ">= 7", DEAD), ("405 people died.", "405 people", "405", DEAD), None),
    (("Up to 35 people were held.", "Up to 35 people", "<= 35", HELD), ("Nine people were held.", "Nine people", "9", HELD), None),
    # What could be is no count.
    (("The slide could kill 60 people.", "60 people", "60", DEAD), ("The slide killed 41 people.", "41 people", "41", {**DEAD, "where": ()}),
     None),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "verdict"), PAIRS)
def test_two_figures(
    first: tuple[str, str, str, dict[str, Any]], second: tuple[str, str, str, dict[str, Any]], verdict: str | None
) -> None:
    found = told(first, second)
    assert found == [verdict] if verdict else set(found) <= {"review", "not_comparable"}


def relations(text: Article, claims: list[Claim]) -> list[Relation]:
    return list(run([text], claims).relations)


FATES = [("28", "21", "conflict"), ("28", "18", "sums_to"), ("28", "11", "part_of")]


@pytest.mark.parametrize(("free", "held", "verdict"), FATES)
def test_fates_of_one_count_may_not_be_more_than_it(free: str, held: str, verdict: str) -> None:
    text = article("a", f"Of the 46 people caught, {free} are free and {held} await trial.")
    whole = count(text, "46 people", "46", **HELD)
    parts = [
        count(text, f"{free} are free".split()[0], free, state="released", base=base(whole)),
        count(text, held, held, nth=text.text.count(held) - 1, state="detained", base=base(whole)),
    ]
    assert {relation.verdict for relation in relations(text, [whole, *parts])} == {verdict}


def test_parts_told_one_after_the_other_make_up_their_count() -> None:
    text = article("a", "27 people rode along. Nine of them died, among them a boy of 12. Fourteen were hurt. The other four walked home.")
    whole = count(text, "27 people", "27", head="people", state="aboard")
    parts = [
        count(text, "Nine of them", "9", state="dead", base=base(whole)),
        count(text, "Fourteen", "14", state="wounded", base=base(whole)),
        count(text, "The other four", "4", state="rescued", relation="rest", base=base(whole)),
    ]
    verdict, members = shape(relations(text, [whole, *parts])[0], [whole, *parts])
    assert verdict == "sums_to"
    assert members == {("27 people", "whole"), ("Nine of them", "part"), ("Fourteen", "part"), ("The other four", "part")}


def test_more_dead_and_saved_than_were_aboard() -> None:
    owner = article("a", "There were 15 people aboard.", "2024-03-08")
    navy = article("b", "Nine died and eleven were saved.", "2024-03-09")
    aboard = count(owner, "15 people", "15", head="people", state="aboard")
    dead, saved = count(navy, "Nine", "9", state="dead"), count(navy, "eleven", "11", state="rescued")
    found = [shape(one, [aboard, dead, saved]) for one in run([owner, navy], [aboard, dead, saved]).relations if one.alarm]
    assert found == [("conflict", frozenset({("15 people", "whole"), ("Nine", "part"), ("eleven", "part")}))]


def test_others_than_the_dead_are_all_who_were_hurt() -> None:
    first = article("a", "Seven people were killed and 12 others hurt.", "2024-03-08")
    second = article("b", "Fourteen people were hurt.", "2024-03-10")
    claims = [
        count(first, "Seven people", "7", **DEAD),
        count(first, "12 others", "12", state="wounded", relation="other", aspect="cumulative"),
        count(second, "Fourteen people", "14", state="wounded", head="people", aspect="cumulative"),
    ]
    assert ("supersedes", frozenset({("12 others", "earlier"), ("Fourteen people", "later")})) in [
        shape(one, claims) for one in run([first, second], claims).relations
    ]


def test_far_apart_in_one_article_each_tells_of_its_own_country() -> None:
    between = "The fever has been known for years. " * 20
    text = article("a", f"The ministry counts 23 people ill. {between}The guild counts 29 people ill.")
    ill = {"state": "infected", "head": "people"}
    claims = [count(text, "23 people", "23", source=MAYOR, **ill), count(text, "29 people", "29", source=GUILD, **ill)]
    assert not relations(text, claims)


ABSTENTIONS = [
    ("how many people", "17 people", "17", {}, True),
    ("how many of the dead", "17 people", "17", {}, False),
    ("the rest", "17 people", "17", {}, False),
    ("how many people", "17 people", "none", {}, False),
    ("how many people", "17 people", "dozens", {}, False),
]


@pytest.mark.parametrize(("asked", "quote", "spec", "fields", "fits"), ABSTENTIONS)
def test_abstention_is_held_against_what_was_asked(asked: str, quote: str, spec: str, fields: dict[str, Any], fits: bool) -> None:
    first = article("a", f"The mayor could not say {asked} were hurt.", "2024-03-08")
    second = article("b", "The clinic treated 17 people.", "2024-03-09")
    hurt = {"state": "wounded", "head": "people", "predicate": "hurt"}
    silent = Attribution("mayor", "person", "say", "abstains")
    claims = [count(first, asked, "?", source=silent, **hurt), count(second, quote, spec, **hurt, **fields)]
    assert ("no_estimate" in {one.verdict for one in run([first, second], claims).relations}) is fits


OWN_WORDS = [
    ("the number of wounded prisoners", "detained", "wounded"),
    ("the number of prisoners", "detained", "detained"),
    ("23 dead guards", "detained", "dead"),
    ("23 dead or missing guards", "detained", "detained"),
    ("23 injured guards", "paid", "paid"),
]


@pytest.mark.parametrize(("quote", "state", "outcome"), OWN_WORDS)
def test_outcome_in_the_words_of_the_claim(quote: str, state: str, outcome: str) -> None:
    text = article("a", f"The warden gave {quote}.")
    assert read_claim(count(text, quote, "23", event=event("give", state)), text).state == outcome


RIDERS = [("27 people rode on the lorry.", "ride", "aboard"), ("27 people sat in the square.", "sit", None)]


@pytest.mark.parametrize(("sentence", "predicate", "state"), RIDERS)
def test_people_on_a_vehicle_are_aboard(sentence: str, predicate: str, state: str | None) -> None:
    text = article("a", sentence)
    assert read_claim(count(text, "27 people", "27", event=event(predicate), head="people"), text).state == state


def test_possessor_of_a_figure_is_where_it_holds() -> None:
    text = article("a", "Orlen has 61 cases, more than Lugo's total of 58 cases.")
    reading = read_claim(count(text, "58 cases", "58", state="infected", where=(place("Orlen"),)), text)
    assert [one.name for one in reading.where] == ["Lugo"]
