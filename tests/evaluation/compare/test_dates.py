"""Dates and places that are claims of their own."""

from typing import Any

import pytest

from annotations.claim import Claim, PlaceValue
from corpus.article import Article
from tests.evaluation.compare.builder import _claim, article, dated, event, run, shape

SAIL = event("sail", None, agent="The Odile")
DEAD = event("die", "dead")
REPORT = event("report", None, agent="the union")
Given = tuple[str, str, tuple[str, ...], dict[str, Any]]
NIGHT: Given = ("The Odile sailed from Sarvik on Tuesday night.", "Tuesday night", ("2024-03-05",), {"event": SAIL, "kind": "TIME"})
NIGHT_DATE: Given = (
    "The Odile sailed from Sarvik on the night of 5 March.", "the night of 5 March", ("2024-03-05",), {"event": SAIL, "kind": "TIME"}
)  # fmt: skip
DAY: Given = ("The Odile sailed on 5 March.", "5 March", ("2024-03-05",), {"event": SAIL})
MONTH: Given = ("The Odile sailed in March.", "March", ("2024-03",), {"event": SAIL})
OTHER_DAY: Given = ("The Odile sailed on 4 March.", "4 March", ("2024-03-04",), {"event": SAIL})
OTHER_SHIP: Given = ("The Marit sailed on 4 March.", "4 March", ("2024-03-04",), {"event": event("sail", None, agent="The Marit")})
DEATHS: Given = ("They died on 5 March.", "5 March", ("2024-03-05",), {"event": DEAD})
REPORTED: Given = ("The union reported that they died, on 7 March.", "7 March", ("2024-03-07",), {"event": REPORT})

DATES = [
    (NIGHT, NIGHT_DATE, "agree"),
    (NIGHT, DAY, "refines"),
    (DAY, MONTH, "refines"),
    (DAY, OTHER_DAY, "conflict"),
    (DAY, OTHER_SHIP, None),
    (DAY, DEATHS, None),
]


def two(first: Given, second: Given) -> tuple[list[Article], list[Claim]]:
    articles, claims = [], []
    for key, (text, quote, value, fields) in (("a", first), ("b", second)):
        source = article(key, text, "2024-03-08")
        articles.append(source)
        claims.append(dated(source, quote, *value, **fields))
    return articles, claims


@pytest.mark.parametrize(("first", "second", "verdict"), DATES)
def test_dates_of_one_event(first: Given, second: Given, verdict: str | None) -> None:
    for one, other in ((first, second), (second, first)):
        articles, claims = two(one, other)
        relations = run(articles, claims).relations
        assert [relation.verdict for relation in relations] == ([verdict] if verdict else [])
        if verdict == "refines":
            assert (first[1], "finer") in shape(relations[0], claims)[1]


def test_report_date_is_not_the_date_of_the_event() -> None:
    verdicts = [(relation.verdict, relation.reason_code) for relation in run(*two(REPORTED, DEATHS)).relations]
    assert verdicts in ([], [("not_comparable", "report_vs_event")])


def test_unresolved_date_is_not_compared() -> None:
    text, quote, value, fields = DAY
    assert run(*two((text, quote, value, {**fields, "anchor": "unresolved"}), OTHER_DAY)).relations == ()


def located(source: Article, quote: str, key: str, **fields: Any) -> Claim:
    return _claim(source, quote, "place", {"place": PlaceValue(key, quote, **fields), "event": DEAD})


def test_places_of_one_event() -> None:
    a, b, c = (article(key, "They died in Seoul.", "2024-03-08") for key in "abc")
    claims = [located(a, "Seoul", "gn:1835848"), located(b, "Seoul", "gn:1835848"), located(c, "Seoul", "gn:1835848", role="actor")]
    relations = run([a, b, c], claims).relations
    assert [(relation.verdict, len(relation.claims)) for relation in relations] == [("agree", 2)]


def test_town_is_finer_than_its_country() -> None:
    a, b = article("a", "They died in Seoul.", "2024-03-08"), article("b", "They died in South Korea.", "2024-03-08")
    claims = [located(a, "Seoul", "gn:1835848"), located(b, "South Korea", "gn:1835841")]
    relations = run([a, b], claims).relations
    assert [shape(relation, claims) for relation in relations] == [("refines", frozenset({("Seoul", "finer"), ("South Korea", "coarser")}))]
