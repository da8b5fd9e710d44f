"""The small functions that comparing is made of."""

import json
from importlib.resources import files

import pytest

from annotations.vocabulary import VERDICT_ORDER, Flag
from corpus.article import Article
from evaluation.compare.bundles import cliques, partition
from evaluation.compare.explain import NOT_COMPARABLE, days_text, when_text
from evaluation.compare.lexicon import singular
from evaluation.compare.reading import Population, read_population
from evaluation.compare.reasons import REASONS
from evaluation.compare.scope import compare_days, compare_population
from evaluation.compare.sources import same_source
from evaluation.compare.story import Stories, find_names
from evaluation.compare.verdicts import RULES
from tests.evaluation.compare.builder import article, count, days, place, since, unresolved

DATA = files("evaluation.compare") / "data"
LISTS = sorted(path.name for path in DATA.iterdir() if path.name.endswith(".jsonl"))


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_sorted_and_named_in_sources(name: str) -> None:
    rows = [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    for row in rows:
        words = next(value for value in row.values() if isinstance(value, list))
        assert len(words) == len(set(words))
        assert name == "weak_names.jsonl" or words == sorted(words)
    assert f"`{name}`" in (DATA / "SOURCES.md").read_text(encoding="utf-8")


SINGULARS = [
    ("escapees", "escapee"),
    ("women", "woman"),
    ("families", "family"),
    ("buses", "buse"),
    ("churches", "church"),
    ("glass", "glass"),
]


@pytest.mark.parametrize(("plural", "expected"), SINGULARS)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


def population(head: str | None) -> Population:
    text = article("a", "x 5 x")
    return read_population(count(text, "5", "5", head=head))


POPULATIONS = [
    ("people", "individuals", "equal"),
    ("North Koreans", "escapees", "equal"),
    ("women", "people", "inside"),
    ("people", "North Korean women", "contains"),
    ("women", "men", "disjoint"),
    ("girls", "women", "disjoint"),
    ("passengers", "crew", "disjoint"),
    ("civilians", "soldiers", "disjoint"),
    ("Syrians", "Afghans", "disjoint"),
    ("homes", "burnt houses", "contains"),
    ("families", "homes", "disjoint"),
    ("arrests", "people", "equal"),
    (None, "refugees", "equal"),
    (None, None, "equal"),
    (None, "bridges", "unknown"),
    ("farmers", "teachers", "unknown"),
]


@pytest.mark.parametrize(("first", "second", "scope"), POPULATIONS)
def test_populations(first: str | None, second: str | None, scope: str) -> None:
    answer = compare_population(population(first), population(second))
    assert answer.scope == scope
    assert compare_population(population(second), population(first)) == answer.flipped()


WINDOWS = [
    (days("2023-08"), days("2023-08", "2023-09"), "inside", False),
    (days("2023-08"), days("2023-09"), "disjoint", False),
    (days("2022-07", "2023-06"), days("2022-06", "2023-06"), "equal", True),
    (days("2022-07", "2023-09"), days("2022-08", "2022-10"), "contains", False),
    (days("2023-08-01", "2023-08-20"), days("2023-08-10", "2023-08-30"), "overlap", False),
]


@pytest.mark.parametrize(("first", "second", "scope", "boundary"), WINDOWS)
def test_windows(first: object, second: object, scope: str, boundary: bool) -> None:
    a, b = ((when.begin, when.end) for when in (first, second))  # type: ignore[attr-defined]
    assert compare_days(a, b) == (scope, boundary)


SOURCES = [
    ("Human Rights Watch", "the Human Rights Watch", True),
    ("HRW", "Human Rights Watch", True),
    ("Mr. Koo", "Koo Byoung-sam", True),
    ("Koo Byoung-sam", "spokesman Koo Byoung-sam", True),
    ("Harbour Watch", "Human Rights Watch", False),
    ("the ministry", "the mayor", False),
    ("AI", "Human Rights Watch", False),
]


@pytest.mark.parametrize(("first", "second", "same"), SOURCES)
def test_names_of_sources(first: str, second: str, same: bool) -> None:
    assert same_source(first, second) is same
    assert same_source(second, first) is same


def stories(*texts: tuple[str, str | None]) -> Stories:
    articles = [article(key, text, published) for key, (text, published) in zip("ab", texts, strict=True)]
    claims = [count(source, "9", "9") for source in articles]
    return Stories(claims, {source.id: source for source in articles})


FIRE = "In Sarvik the mill Brandt & Sons burnt, said Harbour Watch. Mayor Ole Lund counted 9 dead."
FIRE_TOO = "Ole Lund, the mayor of Sarvik, spoke of 9 dead in the Brandt mill."
QUAKE = "In Tolmar the quake hit Kesh Road and the Ansari School. Doctor Leila Ansari counted 9 dead."
PAIRS = [
    ((FIRE, "2024-03-01"), (FIRE_TOO, "2024-03-02"), True),
    ((FIRE, "2024-03-01"), (FIRE_TOO, "2022-03-02"), False),
    ((FIRE, "2024-03-01"), (QUAKE, "2024-03-02"), False),
    ((FIRE, "2024-03-01"), ("There were 9 dead.", "2024-03-02"), True),
    ((FIRE, None), (QUAKE, None), False),
    ((FIRE, None), (FIRE, None), True),
]


@pytest.mark.parametrize(("first", "second", "same"), PAIRS)
def test_same_story(first: tuple[str, str | None], second: tuple[str, str | None], same: bool) -> None:
    assert stories(first, second).same("a", "b") is same
    assert stories(first, second).same("b", "a") is same


def test_names_are_capitalised_inside_a_sentence() -> None:
    inner, opening = find_names("Police said Ole Lund fled. Watchful says the police saw Lund in Old Quay.")
    assert inner == {"Ole Lund", "Lund", "Old Quay"}
    assert opening == {"Watchful"}


def test_cliques_keep_every_agreement() -> None:
    agreeing = {"a": frozenset("bc"), "b": frozenset("a"), "c": frozenset("a"), "d": frozenset()}
    assert cliques(agreeing, agreeing) == [("a", "b"), ("a", "c")]
    assert partition(agreeing, agreeing) == [("a", "b"), ("c",), ("d",)]


TEXTS = [
    (days("2023-08"), "August 2023"),
    (days("2023-08", "2023-09"), "August to September 2023"),
    (days("2016-07", "2017-06"), "July 2016 to June 2017"),
    (days("2023-01", "2023-12"), "2023"),
    (days("2023-10-09"), "9 October 2023"),
    (since("2016-06"), "since 1 June 2016"),
    (unresolved("in July"), "in July"),
]


@pytest.mark.parametrize(("when", "text"), TEXTS)
def test_times_are_printed_for_readers(when: object, text: str) -> None:
    assert when_text(when) == text  # type: ignore[arg-type]


def test_no_time_is_said_to_be_none() -> None:
    assert days_text(None) == "no stated time"
    assert when_text(None) == ""


def test_every_reason_has_words() -> None:
    assert all(words and not words.endswith(".") for words in NOT_COMPARABLE.values())
    assert list(NOT_COMPARABLE) == sorted(NOT_COMPARABLE)


def test_reasons_are_a_sorted_list() -> None:
    own = [code for code in REASONS if code not in NOT_COMPARABLE]
    assert own == sorted(own)
    assert {rule.verdict for rule in RULES} == set(VERDICT_ORDER) - {"sums_to"}


def test_counting_region_is_a_place() -> None:
    from evaluation.compare.reading import read_claim

    text = Article(id="a", text="Kesh province counted 5 dead.", published="2024-03-01")
    claim = count(text, "5 dead", "5", about={"agent": "Kesh province"})
    assert [scope.name for scope in read_claim(claim, text).where] == ["Kesh"]
    assert read_claim(count(text, "5 dead", "5", where=(place("Sarvik"),)), text).where == (place("Sarvik"),)


def test_flags_are_those_of_the_vocabulary() -> None:
    assert "same_article" in Flag.__args__  # type: ignore[attr-defined]
