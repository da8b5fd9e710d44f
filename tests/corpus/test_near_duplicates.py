from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Zone
from corpus.near_duplicates import near_duplicates

WIRE = (
    "The river rose by two metres within a night and flooded the old town, where firemen brought 60 people to safety in boats. "
    "The mayor said on Sunday that the bridge would stay closed for a week. Nobody was hurt, according to the police of the county."
)
OTHER = (
    "A week after the flood the shops of the old town are open again. Owners reckon with a loss of two million crowns, and many of "
    "them have no insurance, the chamber of commerce said. It asked the government for a loan without interest."
)


def _articles(*texts: str) -> list[Article]:
    return [Article(id=name, text=text) for name, text in zip("abcdefgh", texts, strict=False)]


def test_a_copy_with_another_head_and_tail_is_found() -> None:
    copy = f"Flood hits old town\n\nBy our staff\n\n{WIRE}\n\nMore on this story tomorrow."
    assert near_duplicates(_articles(WIRE, OTHER, copy)) == [("a", "c")]


def test_a_shortened_copy_is_found() -> None:
    assert near_duplicates(_articles(WIRE, WIRE[: len(WIRE) // 2], OTHER)) == [("a", "b")]


def test_a_common_quotation_makes_no_copy() -> None:
    assert near_duplicates(_articles(WIRE, f"{OTHER} The mayor said on Sunday that the bridge would stay closed for a week.")) == []


def test_the_furniture_of_a_page_does_not_count() -> None:
    furniture = "Sign up for our newsletter and get the news of the county every morning before breakfast, free of charge. " * 3
    pages = [
        Article(id=name, text=furniture + text, zones=(Zone(0, len(furniture), "boilerplate"),))
        for name, text in (("a", "Short note on the fair."), ("b", "Another note, on the choir and its new conductor."))
    ]
    assert near_duplicates(pages) == []


def test_short_texts_are_copies_only_when_equal() -> None:
    assert near_duplicates(_articles("Police arrested 12.", "Police arrested 12!", "Police arrested 13.")) == [("a", "b")]


@given(st.integers(0, 1000))
def test_the_order_of_articles_does_not_matter(seed: int) -> None:
    articles = _articles(WIRE, OTHER, WIRE + " Indeed.", OTHER[40:], "Something else entirely.")
    shuffled = random.Random(seed).sample(articles, len(articles))
    assert near_duplicates(shuffled) == near_duplicates(articles) == [("a", "c"), ("b", "d")]
