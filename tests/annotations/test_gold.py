"""The gold of the sample stories: well formed, in step with the texts, and covering what it says it covers."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from annotations.vocabulary import (
    Anchor,
    Aspect,
    ClaimRole,
    DateType,
    Kind,
    Modality,
    Modifier,
    PlaceRole,
    Polarity,
    SourceKind,
    Stance,
    TreatyStatus,
    Verdict,
)
from corpus.article import Article
from corpus.reader import read_articles

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
GOLD = ROOT / "annotations" / "gold"
DEV = GOLD / "dev"
STORIES = ("boat", "crackdown", "factory-fire", "ferry", "flood", "outbreak", "returns-2023", "treaty", "wages")
CONFLICTS = {"disjoint", "polarity", "status", "arithmetic", "part_exceeds_whole"}

# The words of the modifier table, and the modifier that a claim beginning with them must carry somewhere in dev.
CUES = [
    ("over", "more_than"),
    ("more than", "more_than"),
    ("at least", "at_least"),
    ("no fewer than", "at_least"),
    ("up to", "at_most"),
    ("as many as", "at_most"),
    ("not more than", "at_most"),
    ("under", "less_than"),
    ("fewer than", "less_than"),
    ("less than", "less_than"),
    ("nearly", "nearly"),
    ("almost", "nearly"),
    ("close to", "nearly"),
    ("about", "about"),
    ("some", "about"),
    ("around", "about"),
    ("a couple of", "vague"),
    ("several", "vague"),
    ("dozens", "vague"),
    ("scores", "vague"),
    ("hundreds", "vague"),
    ("thousands", "vague"),
    ("tens of thousands", "vague"),
    ("tens of thousands, if not", "vague"),
    ("a number of", "vague"),
    ("many", "vague"),
    ("most", "vague"),
    ("half", "about"),
    ("none", "none"),
    ("nobody", "none"),
    ("how many", "undetermined"),
    ("the rest", "undetermined"),
]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def claims(story: str) -> list[dict[str, Any]]:
    return lines(DEV / f"{story}.claims.jsonl")


@cache
def relations(story: str) -> list[dict[str, Any]]:
    return lines(DEV / f"{story}.relations.jsonl")


def every_claim() -> list[dict[str, Any]]:
    return [claim for story in STORIES for claim in claims(story)]


def every_relation() -> list[dict[str, Any]]:
    return [relation for story in STORIES for relation in relations(story)]


@cache
def read_texts() -> dict[str, str]:
    read = read_articles([SAMPLES / "dev"])
    return {article.id: article.text for article in read if isinstance(article, Article)}


def text_of(article: str) -> str:
    """The text as the gold counts it: plain text straight from the file, pages and rows through the reader."""
    plain = SAMPLES / "dev" / f"{article}.txt"
    return plain.read_bytes().decode("utf-8") if plain.exists() else read_texts()[article]


def quantities(modifier: str) -> list[str]:
    return [claim["quote"].lower() for claim in every_claim() if claim["kind"] == "quantity" and claim["quantity"]["modifier"] == modifier]


def test_dev_holds_the_stories_that_are_listed() -> None:
    assert {path.name for path in (SAMPLES / "dev").iterdir() if path.is_dir()} == set(STORIES)
    assert {path.name for path in DEV.iterdir()} == {f"{story}.{part}.jsonl" for story in STORIES for part in ("claims", "relations")}


def test_no_story_is_both_dev_and_test() -> None:
    dev = {path.name for path in (SAMPLES / "dev").iterdir() if path.is_dir()}
    test = {path.name for path in (SAMPLES / "test").glob("*") if path.is_dir()}
    assert not dev & test
    gold = {folder: {path.name.split(".")[0] for path in (GOLD / folder).glob("*.jsonl")} for folder in ("dev", "test")}
    assert not gold["dev"] & gold["test"]
    assert gold["dev"] <= dev
    assert gold["test"] <= test


@pytest.mark.parametrize("story", STORIES)
def test_quotes_stand_where_their_offsets_say(story: str) -> None:
    wrong = [
        (claim["id"], claim["quote"], text_of(claim["article"])[claim["start"] : claim["end"]])
        for claim in claims(story)
        if text_of(claim["article"])[claim["start"] : claim["end"]] != claim["quote"]
    ]
    assert wrong == []


@pytest.mark.parametrize("story", STORIES)
def test_every_article_of_a_story_is_annotated(story: str) -> None:
    read = {article for article in read_texts() if article.startswith(f"{story}/")}
    assert {claim["article"] for claim in claims(story)} == read
    assert 3 <= len(read) <= 5


@pytest.mark.parametrize("story", STORIES)
def test_ids_are_unique_and_belong_to_the_story(story: str) -> None:
    ids = [line["id"] for line in [*claims(story), *relations(story)]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(rf"{story}-[cr]\d{{3}}", name) for name in ids)


@pytest.mark.parametrize("story", STORIES)
def test_claims_are_sorted_and_none_is_written_twice(story: str) -> None:
    places = [(claim["article"], claim["start"], claim["end"], claim["kind"]) for claim in claims(story)]
    assert places == sorted(places)
    whole = [json.dumps({**claim, "id": ""}, sort_keys=True) for claim in claims(story)]
    assert len(whole) == len(set(whole))


@pytest.mark.parametrize("story", STORIES)
def test_relations_name_two_or_more_claims_of_the_story(story: str) -> None:
    known = {claim["id"] for claim in claims(story)}
    for relation in relations(story):
        named = [claim["id"] for claim in relation["claims"]]
        assert len(named) == len(set(named)) >= 2, relation["id"]
        assert set(named) <= known, relation["id"]
        assert relation["reason_code"], relation["id"]
        assert relation["why"], relation["id"]


ROLES = {
    "sums_to": {"whole", "part"},
    "part_of": {"whole", "part"},
    "supersedes": {"earlier", "later"},
    "refines": {"finer", "coarser"},
    "no_estimate": {"peer", "speaker"},
}


@pytest.mark.parametrize("story", STORIES)
def test_roles_fit_the_verdict(story: str) -> None:
    for relation in relations(story):
        roles = {claim["role"] for claim in relation["claims"]}
        expected = ROLES.get(relation["verdict"], {"peer"})
        if relation["reason_code"] in {"arithmetic", "part_exceeds_whole"}:
            expected = {"whole", "part"}
        assert roles == expected, relation["id"]


def test_values_come_from_the_closed_lists() -> None:
    for claim in every_claim():
        block = claim[claim["kind"]]
        assert claim["kind"] in get_args(Kind)
        for source in claim["attribution"]:
            assert source["kind"] in get_args(SourceKind), claim["id"]
            assert source["stance"] in get_args(Stance), claim["id"]
        if claim["event"] is not None:
            assert claim["event"]["polarity"] in get_args(Polarity), claim["id"]
            assert claim["event"]["modality"] in get_args(Modality), claim["id"]
        if claim["kind"] == "quantity":
            assert block["modifier"] in get_args(Modifier), claim["id"]
            assert block["aspect"] in {None, *get_args(Aspect)}, claim["id"]
        if claim["kind"] == "date":
            assert block["type"] in get_args(DateType), claim["id"]
            assert block["anchor"] in get_args(Anchor), claim["id"]
        if claim["kind"] == "place":
            assert block["role"] in get_args(PlaceRole), claim["id"]
        if claim["kind"] == "legal":
            assert block["status"] in {None, *get_args(TreatyStatus)}, claim["id"]
            assert block["instrument"] or block["title"], claim["id"]


def test_bounds_and_days_are_in_order() -> None:
    for claim in every_claim():
        quantity = claim.get("quantity") or {"low": None, "high": None}
        if quantity["low"] is not None and quantity["high"] is not None:
            assert quantity["low"] <= quantity["high"], claim["id"]
        for days in (claim["when"], claim.get("date")):
            if days and days["begin"] and days["end"]:
                assert days["begin"] <= days["end"], claim["id"]


def test_equations_add_up() -> None:
    for relation in every_relation():
        if relation["verdict"] != "sums_to":
            continue
        left, right = re.sub(r"\([^)]*\)", "", relation["equation"]).replace(",", "").split("=")
        total = sum(int(number) for number in re.findall(r"\d+", left))
        assert total == int(re.findall(r"\d+", right)[0]), relation["id"]


def test_every_verdict_and_every_kind_of_conflict_occurs() -> None:
    assert {relation["verdict"] for relation in every_relation()} == set(get_args(Verdict))
    assert {relation["reason_code"] for relation in every_relation() if relation["verdict"] == "conflict"} == CONFLICTS
    assert {claim["role"] for relation in every_relation() for claim in relation["claims"]} == set(get_args(ClaimRole)) - {"record"}


def test_every_modifier_occurs() -> None:
    found = {claim["quantity"]["modifier"] for claim in every_claim() if claim["kind"] == "quantity"}
    assert found == set(get_args(Modifier)) - {"other"}


@pytest.mark.parametrize(("cue", "modifier"), CUES)
def test_every_word_of_the_modifier_table_occurs(cue: str, modifier: str) -> None:
    assert any(quote.startswith(cue) for quote in quantities(modifier))


def test_the_flood_has_exactly_one_conflict() -> None:
    assert [relation["reason_code"] for relation in relations("flood") if relation["verdict"] == "conflict"] == ["disjoint"]


def test_metadata_names_every_loose_text_and_nothing_else() -> None:
    with (SAMPLES / "dev" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    loose = {path.relative_to(SAMPLES / "dev").as_posix() for path in (SAMPLES / "dev").rglob("*.txt")}
    assert {row["path"] for row in rows} == loose
    assert {len(row["published"]) for row in rows} == {0, 4, 7, 10}


def test_readme_states_the_counts() -> None:
    kinds = Counter(claim["kind"] for claim in every_claim())
    verdicts = Counter(relation["verdict"] for relation in every_relation())
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    for name, count in [*kinds.items(), *verdicts.items()]:
        assert f"| {name} | {count} |" in readme
