"""What a denial contradicts, and the many counts that it leaves alone."""

from typing import Any

import pytest

from annotations.claim import Claim, TimeScope
from corpus.article import Article
from tests.evaluation.compare.builder import article, as_of, count, days, place, run, said

HURT = {"state": "wounded", "head": "people"}
HELD = {"state": "detained", "head": "people"}
POLICE, CLINIC = said("Orlen police", "denies"), said("Orlen clinic")
Side = tuple[str, str, dict[str, Any]]


def alarmed(denial: Side, count_of_others: Side, published: tuple[str | None, str | None] = ("2024-03-08", "2024-03-09")) -> bool:
    articles: list[Article] = []
    claims: list[Claim] = []
    for key, (text, quote, fields), day in zip(("a", "b"), (denial, count_of_others), published, strict=True):
        articles.append(article(key, text, day))
        given = dict(fields)
        claims.append(count(articles[-1], quote, given.pop("spec"), **given))
    return any(relation.alarm for relation in run(articles, claims).relations)


def denied(text: str, quote: str, predicate: str, **fields: Any) -> Side:
    return text, quote, {"spec": "none", "source": POLICE, "predicate": predicate, **HURT, **fields}


def counted(text: str, quote: str, spec: str, predicate: str, **fields: Any) -> Side:
    return text, quote, {"spec": spec, "source": CLINIC, "predicate": predicate, **HURT, **fields}


NOBODY_HURT = denied("Police denied that anybody was hurt.", "anybody", "hurt")
NOBODY_SHOT = denied("Police denied that anybody was shot.", "anybody", "shoot")
NO_BULLET = denied('"Nobody was hit by a bullet," police said.', "Nobody", "hit")
NOBODY_AGAIN = denied("Police denied that anyone was held again.", "anyone", "hold", state="detained")
NO_PLAGUE = denied("There were no cases of marsh fever.", "no cases", "infect", state="infected", head="cases")
NO_GRAVE_CASES = denied("There were no cases in Orlen that left scars.", "no cases", "infect", state="infected", head="cases")

TREATED = counted("The clinic treated 17 people.", "17 people", "17", "treat")
SHOT = counted("The clinic counts four people shot at the gate.", "four people", "4", "shoot")
BULLETS = counted("Doctors took bullets from four people.", "four people", "4", "take")
LISTED = counted("The clinic treated 17 people, including two hit by stones.", "two", "2", "hit", relation="including")
ARRESTS = counted("The clinic knows of 17 people held.", "17 people", "17", "hold", state="detained")
ARRESTED_AGAIN = counted("Four people were held again at the gate.", "Four people", "4", "hold", state="detained")
SICK = counted("The clinic counts 17 people with river fever.", "17 people", "17", "infect", state="infected")
FEARED = counted("The fever could make 17 people ill.", "17 people", "17", "infect", state="infected")

DENIALS = [
    (NOBODY_HURT, TREATED, True),
    (NOBODY_HURT, SHOT, True),
    (NOBODY_SHOT, SHOT, True),
    (NO_BULLET, BULLETS, True),
    (NO_BULLET, SHOT, True),
    (NOBODY_SHOT, TREATED, False),
    (NO_BULLET, TREATED, False),
    (NOBODY_HURT, LISTED, False),
    (NOBODY_AGAIN, ARRESTS, False),
    (NOBODY_AGAIN, ARRESTED_AGAIN, True),
    (NO_PLAGUE, SICK, False),
    (NO_GRAVE_CASES, SICK, False),
    (denied("There were no cases of illness.", "no cases", "infect", state="infected", head="cases"), FEARED, False),
]


@pytest.mark.parametrize(("denial", "other", "alarm"), DENIALS)
def test_denial_contradicts_a_count_of_what_it_denies(denial: Side, other: Side, alarm: bool) -> None:
    assert alarmed(denial, other) is alarm
    assert alarmed(other, denial) is alarm


def test_denial_for_a_month_contradicts_a_day_of_it() -> None:
    returned = {"state": "returned", "predicate": "send back"}
    month = denied("We sent nobody back in March.", "nobody", "send back", when=days("2024-03-01", "2024-03-31"), **_without(returned))
    day = counted("On 5 March 214 people were sent back.", "214 people", "214", "send back", when=days("2024-03-05"), state="returned")
    later = counted("On 5 April 214 people were sent back.", "214 people", "214", "send back", when=days("2024-04-05"), state="returned")
    assert alarmed(month, day, ("2024-04-02", "2024-04-03"))
    assert not alarmed(month, later, ("2024-04-02", "2024-04-08"))


def _without(fields: dict[str, Any]) -> dict[str, Any]:
    return {"state": fields["state"]}


def test_no_deaths_so_far_is_overtaken_by_a_later_toll() -> None:
    dead = {"state": "dead", "head": "people"}
    none = ("No deaths are known so far.", "No deaths", {"spec": "none", "predicate": "die", "as_of": as_of("2024-03-08"), **dead})
    toll = ("The slide killed 12 people.", "12 people", {"spec": "12", "predicate": "kill", "as_of": as_of("2024-03-11"), **dead})
    assert not alarmed(none, toll, ("2024-03-08", "2024-03-11"))


def test_articles_without_a_date_are_not_held_against_each_other() -> None:
    assert not alarmed(NOBODY_HURT, TREATED, (None, "2024-03-09"))
    stated = {"when": TimeScope(None, None, resolved=False, text="on Monday")}
    first = (NOBODY_HURT[0], NOBODY_HURT[1], {**NOBODY_HURT[2], **stated})
    second = (TREATED[0], TREATED[1], {**TREATED[2], **stated})
    assert not alarmed(first, second, (None, None))


def test_denial_in_a_village_says_nothing_of_the_next_one() -> None:
    here = (NOBODY_HURT[0], NOBODY_HURT[1], {**NOBODY_HURT[2], "where": (place("Ostia"),)})
    there = (TREATED[0], TREATED[1], {**TREATED[2], "where": (place("Lugo"),)})
    assert not alarmed(here, there)
