"""Counts that point back to an earlier one, and times and places that belong to another figure."""

from datetime import date
from typing import Any

import pytest

from annotations.claim import Claim, TimeScope
from corpus.article import Article
from evaluation.compare.context import read_claims
from evaluation.compare.reading import Reading
from tests.evaluation.compare.builder import article, as_of, count, days, place, run, said, shape

ORLEN, SARVIK = place("Orlen"), place("Sarvik")


def read(text: Article, claims: list[Claim]) -> dict[str, Reading]:
    return {reading.claim.quote: reading for reading in read_claims(claims, {text.id: text}).values()}


def verdicts(articles: list[Article], claims: list[Claim]) -> set[str]:
    return {relation.verdict for relation in run(articles, claims).relations}


BACK = [
    ("The crew saved 90 passengers. Seven of the survivors were monks.", "Seven of the survivors", {"of": "the survivors"}, True),
    ("The crew saved 90 passengers. Of these, seven were monks.", "seven", {}, True),
    ("The crew saved 90 passengers, among them seven monks.", "seven monks", {"head": "monks"}, True),
    ("The crew saved 90 passengers. Among the rescued were seven monks.", "seven monks", {"head": "monks"}, True),
    ("The crew saved 90 passengers. The abbot prayed with seven monks.", "seven monks", {"head": "monks"}, False),
    ("The crew saved 90 passengers. Among the dead were seven monks.", "seven monks", {"head": "monks"}, False),
]


@pytest.mark.parametrize(("words", "quote", "fields", "is_part"), BACK)
def test_words_that_point_back_make_a_part(words: str, quote: str, fields: dict[str, Any], is_part: bool) -> None:
    text = article("a", words, "2024-03-08")
    whole = count(text, "90 passengers", "90", state="rescued", head="passengers")
    part = count(text, quote, "7", state=None, predicate="pray", **fields)
    base = read(text, [whole, part])[quote].base
    assert (base is not None and base.claim == whole.id) is is_part


def test_two_earlier_counts_leave_it_open_which_one_is_meant() -> None:
    text = article("a", "The crew saved 90 passengers. A tug saved 40 others. Seven of the survivors were monks.", "2024-03-08")
    claims = [count(text, "90 passengers", "90", state="rescued", head="passengers"), count(text, "40 others", "40", state="rescued"),
              count(text, "Seven of the survivors", "7", state="rescued", of="the survivors")]  # fmt: skip
    assert read(text, claims)["Seven of the survivors"].base is None


def test_town_that_has_so_many_has_them_of_what_was_counted_before() -> None:
    text = article("a", "Orlen reports 905 cases of fever. Sarvik has 520.", "2024-03-08")
    claims = [count(text, "905 cases", "905", state="infected", head="cases", where=(ORLEN,)),
              count(text, "520", "520", state=None, predicate="have", where=(SARVIK,))]  # fmt: skip
    reading = read(text, claims)["520"]
    assert (reading.state, reading.population.noun) == ("infected", "case")


BORROWED = [
    ("Fever struck 2,400 people, of which 310 in June.", "June", None),
    ("Fever struck 2,400 people in June.", "June", days("2024-06")),
]


@pytest.mark.parametrize(("words", "when", "expected"), BORROWED)
def test_month_of_a_part_is_not_that_of_the_whole(words: str, when: str, expected: TimeScope | None) -> None:
    text = article("a", words, "2024-07-01")
    scope = TimeScope(date(2024, 6, 1), date(2024, 6, 30), inherited="sentence", text=when)
    found = read(text, [count(text, "2,400 people", "2400", state="infected", head="people", when=scope)])["2,400 people"].claim.when
    assert (found is None) is (expected is None)


def test_town_of_a_list_is_not_that_of_the_sum() -> None:
    text = article("a", "The 2,400 cases come from Orlen (1,300) and Sarvik (1,100).", "2024-07-01")
    claims = [count(text, "2,400 cases", "2400", state="infected", head="cases", where=(ORLEN,)),
              count(text, "1,300", "1300", state="infected", where=(ORLEN,))]  # fmt: skip
    found = read(text, claims)
    assert found["2,400 cases"].where == ()
    assert [item.name for item in found["1,300"].where] == ["Orlen"]


def test_day_of_the_blaze_is_not_the_day_of_the_toll() -> None:
    text = article("a", "The toll of Sunday's blaze climbed to 61.", "2024-03-08")
    sunday = TimeScope(date(2024, 3, 3), date(2024, 3, 3), text="Sunday")
    claim = count(text, "61", "61", aspect="cumulative", when=sunday, as_of=as_of("2024-03-03"))
    assert read(text, [claim])["61"].as_of == (date(2024, 3, 8), date(2024, 3, 8))


ABOARD = [
    ("The crew says 192 were aboard.", {"state": "aboard"}, {"conflict"}),
    ("The crew says 152 were aboard.", {"state": "aboard"}, set()),
    ("The crew says 192 were saved.", {"state": "rescued"}, set()),
]


@pytest.mark.parametrize(("words", "fields", "expected"), ABOARD)
def test_numbers_aboard_told_days_apart_alarm(words: str, fields: dict[str, Any], expected: set[str]) -> None:
    first = article("a", "The owner put 150 people on board.", "2024-03-04")
    second = article("b", words, "2024-03-11")
    sank = TimeScope(date(2024, 3, 3), date(2024, 3, 3), inherited="article", text="Sunday")
    claims = [
        count(first, "150 people", "150", state="aboard", head="people", aspect="stock", when=sank, source=said("owner")),
        count(second, words.split()[3], words.split()[3], aspect="stock", source=said("crew"), **fields),
    ]
    assert verdicts([first, second], claims) & {"conflict"} == expected & {"conflict"}


@pytest.mark.parametrize(("joint", "alarms"), [("not 61, as the owner says", True), ("and 61 on the next one", False)])
def test_figure_put_aside_is_a_rival_and_no_part(joint: str, alarms: bool) -> None:
    text = article("a", f"The guild counts 80 people on the bus, {joint}.", "2024-03-08")
    other = article("b", "The guild counts 80 people on the bus. The owner lists 61 people.", "2024-03-08")
    claims = [count(text, "80 people", "80", state="aboard", head="people"), count(text, "61", "61", state="aboard", head="people"),
              count(other, "61 people", "61", state="aboard", head="people")]  # fmt: skip
    found = [shape(relation, claims)[1] for relation in run([text, other], claims).relations if relation.alarm]
    assert any({"80 people", "61 people"} <= {quote for quote, _ in members} for members in found) is alarms


def test_place_that_only_the_article_names_is_no_other_place() -> None:
    first = article("a", "The slide killed 44 people in Orlen.", "2024-03-08")
    second = article("b", "Sarvik mourns. The slide killed 30 people.", "2024-03-08")
    stated = count(first, "44 people", "44", head="people", where=(ORLEN,))
    taken = count(second, "30 people", "30", head="people", where=(SARVIK,), evidence={"where": ((0, 6),)})
    own = count(second, "30 people", "30", head="people", where=(SARVIK,), evidence={"where": ((15, 20),)})
    assert verdicts([first, second], [stated, taken]) == {"review"}
    assert "review" not in verdicts([first, second], [stated, own])


def test_denial_is_no_earlier_toll() -> None:
    first = article("a", "The ministry says that no glazier was killed in Orlen.", "2024-03-08")
    second = article("b", "Two glaziers were killed in Orlen.", "2024-03-11")
    claims = [count(first, "no glazier", "none", head="glazier", where=(ORLEN,), aspect="cumulative", source=said("ministry", "denies")),
              count(second, "Two glaziers", "2", head="glaziers", where=(ORLEN,), aspect="cumulative")]  # fmt: skip
    assert verdicts([first, second], claims) == {"conflict"}


@pytest.mark.parametrize(("spec", "rank"), [("many", False), ("12", True)])
def test_vague_amounts_rank_behind_figures(spec: str, rank: bool) -> None:
    first = article("a", "A team of guides was caught in Orlen.", "2024-03-08")
    second = article("b", "A team of guides was caught in Orlen. It killed 31 horses.", "2024-03-08")
    claims = [count(text, "A team of guides", spec, state="detained", head="guides") for text in (first, second)]
    horses = count(second, "31 horses", "31", state="dead", head="horses")
    groups = run([first, second], [*claims, horses]).groups
    position = {claim: index for index, group in enumerate(groups) for claim in group.claims}
    assert (position[claims[0].id] < position[horses.id]) is rank


@pytest.mark.parametrize(("later", "replaces"), [("24", True), ("4", False)])
def test_correction_takes_only_a_part_of_a_toll_away(later: str, replaces: bool) -> None:
    first = article("a", "The slide in Orlen killed 31 people.", "2024-03-08")
    second = article("b", f"The toll in Orlen was lowered to {later} people.", "2024-03-11")
    claims = [count(first, "31 people", "31", head="people"), count(second, f"{later} people", later, head="people")]
    assert ("supersedes" in verdicts([first, second], claims)) is replaces
