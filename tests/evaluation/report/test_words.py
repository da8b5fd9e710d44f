from typing import Any

import pytest

from evaluation.report.words import (
    amount_text,
    chain_text,
    described,
    figure_text,
    joined,
    number_word,
    published_text,
    short_names,
    when_text,
)
from tests.evaluation.report.story import article, count, days

FIGURES: list[tuple[str, int | None, int | None, str, dict[str, Any], str]] = [
    ("over 500 farmers", 500, None, "more_than", {"low_open": True, "head": "farmers"}, "more than 500 farmers"),
    ("at least 31 miners", 31, None, "at_least", {"head": "miners"}, "at least 31 miners"),
    ("up to 300 homes", None, 300, "at_most", {"head": "homes"}, "up to 300 homes"),
    ("nearly 50 pupils", None, 50, "nearly", {"high_open": True, "head": "pupils"}, "nearly 50 pupils"),
    ("about 34,000 voters", 34000, 34000, "about", {"head": "voters"}, "about 34,000 voters"),
    ("1,000 to 2,700 sheep", 1000, 2700, "range", {"head": "sheep"}, "1,000 to 2,700 sheep"),
    ("no sailor", 0, 0, "none", {"head": "sailor"}, "no sailor"),
    ("98 percent", 98, 98, "exact", {"unit": "percent"}, "98 %"),
    ("dozens of shops", 24, 99, "vague", {"head": "shops"}, "dozens of shops"),  # words stay as printed
    ("$4 million", 4000000, 4000000, "exact", {"unit": "USD"}, "$4 million"),
    ("another 40 crates", 40, 40, "exact", {"relation": "additional", "head": "crates"}, "another 40 crates"),
    ("a single nurse", 1, 1, "exact", {"head": "nurse"}, "a single nurse"),
]


@pytest.mark.parametrize(("quote", "low", "high", "modifier", "fields", "shown"), FIGURES)
def test_figures_read_as_printed(quote: str, low: int | None, high: int | None, modifier: str, fields: dict[str, Any], shown: str) -> None:
    assert figure_text(count(article("a", f"There were {quote}."), quote, low, high, modifier, **fields)) == shown


def test_an_unstated_number_has_no_amount() -> None:
    claim = count(article("a", "how many left"), "how many", None, None, "undetermined")
    assert claim.quantity is not None
    assert amount_text(claim.quantity) is None


def test_event_is_said_once() -> None:
    text = article("a", "41 evacuated miners and 12 guests.")
    assert described(count(text, "41 evacuated miners", 41, 41, head="evacuated miners")) == "41 evacuated miners"
    assert described(count(text, "12 guests", 12, 12, head="guests")) == "12 guests evacuated"


def test_inferred_years_stand_in_brackets() -> None:
    text = article("a", "In August 80 left.")
    assert when_text(count(text, "80", 80, 80, when=days("2023-08-01", "2023-08-31", "year_inferred"))) == "August [2023]"
    assert when_text(count(text, "80", 80, 80, when=days("2023-08-01", "2023-08-31"))) == "August 2023"


def test_unresolved_times_keep_their_words() -> None:
    from annotations.claim import TimeScope

    claim = count(article("a", "In July 50 left."), "50", 50, 50, when=TimeScope(None, None, resolved=False, text="July"))
    assert when_text(claim) == "\u201cJuly\u201d"


NAMES = [
    (["000_ab", "001_cd"], ["000", "001"]),
    (["ferry/01-wire", "ferry/02-post"], ["01-wire", "02-post"]),
    (["a/01", "b/01"], ["a/01", "b/01"]),  # the last part alone would be the same
    (["x" * 40, "y" * 40], ["x" * 27 + "\u2026", "y" * 27 + "\u2026"]),
    (["x" * 40, "x" * 41], ["x" * 40, "x" * 41]),
]


@pytest.mark.parametrize(("keys", "names"), NAMES)
def test_articles_get_short_names_that_differ(keys: list[str], names: list[str]) -> None:
    assert list(short_names([article(key, "text") for key in keys]).values()) == names


def test_small_words() -> None:
    assert chain_text(("Herald", "ministry")) == "ministry, via Herald"
    assert chain_text(()) == ""
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert (number_word(7), number_word(1300)) == ("seven", "1,300")
    assert [published_text(value) for value in ("2017", "2017-09", "2017-09-15", None)] == [
        "2017",
        "September 2017",
        "15 September 2017",
        "undated",
    ]
