"""The gold of the sample stories: well formed, in step with the texts, and covering what it says it covers.

A failing test names lines by their id alone, so that the held-out stories stay unread.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from annotations.phenomena import PHENOMENA, WANTED, count_phenomena
from annotations.vocabulary import (
    Anchor,
    Aspect,
    AttributionType,
    Change,
    ClaimRole,
    DateType,
    Kind,
    Modality,
    Modifier,
    PlaceRole,
    Polarity,
    QuantityRelation,
    SourceKind,
    Stance,
    TreatyStatus,
    Verdict,
)
from corpus.article import Article
from corpus.reader import read_articles
from evaluation.accuracy.gold import check_splits, read_gold

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
GOLD = ROOT / "annotations" / "gold"
STORIES = {
    "dev": (
        "boat", "border-closure", "crackdown", "detention-ruling", "drought", "factory-fire", "ferry", "flood", "outbreak", "prison-riot",
        "returns-2023", "river-mine", "treaty", "wages",
    ),
    "test": ("cyclone", "dam", "expulsions", "mine-collapse", "raid"),
}  # fmt: skip
EACH_STORY = [(split, story) for split, stories in STORIES.items() for story in stories]
CONFLICTS = {"disjoint", "polarity", "status", "arithmetic", "part_exceeds_whole"}
FEATURES = {"country", "region", "town", "water", "border", "other"}

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

Line = dict[str, Any]


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def claims(split: str, story: str) -> list[Line]:
    return lines(GOLD / split / f"{story}.claims.jsonl")


@cache
def relations(split: str, story: str) -> list[Line]:
    return lines(GOLD / split / f"{story}.relations.jsonl")


def every_claim(*splits: str) -> list[Line]:
    return [claim for split in splits or STORIES for story in STORIES[split] for claim in claims(split, story)]


def every_relation(*splits: str) -> list[Line]:
    return [relation for split in splits or STORIES for story in STORIES[split] for relation in relations(split, story)]


@cache
def read_split(split: str) -> tuple[Article, ...]:
    return tuple(article for article in read_articles([SAMPLES / split]) if isinstance(article, Article))


def block(claim: Line) -> Line:
    found: Line = claim[claim["kind"]]
    return found


def quantities(modifier: str) -> list[str]:
    return [claim["quote"].lower() for claim in every_claim("dev") if claim["kind"] == "quantity" and block(claim)["modifier"] == modifier]


def test_there_are_twelve_stories_and_four_of_them_are_held_out() -> None:
    assert len(EACH_STORY) >= 12
    assert len(STORIES["test"]) >= 4


@pytest.mark.parametrize("split", STORIES)
def test_a_split_holds_the_stories_that_are_listed(split: str) -> None:
    assert {path.name for path in (SAMPLES / split).iterdir() if path.is_dir()} == set(STORIES[split])
    files = {path.name for path in (GOLD / split).glob("*.jsonl")}
    assert files == {f"{story}.{part}.jsonl" for story in STORIES[split] for part in ("claims", "relations")}


def test_no_story_and_no_text_is_in_two_splits() -> None:
    check_splits({split: read_split(split) for split in STORIES})


@pytest.mark.parametrize("split", STORIES)
def test_the_reader_finds_no_fault(split: str) -> None:
    gold = read_gold(GOLD / split, read_split(split))
    assert len(gold.claims) == len(every_claim(split))
    assert len(gold.relations) == len(every_relation(split))


@pytest.mark.parametrize(("split", "story"), EACH_STORY)
def test_every_article_of_a_story_is_annotated(split: str, story: str) -> None:
    read = {article.id for article in read_split(split) if article.id.startswith(f"{story}/")}
    assert {claim["article"] for claim in claims(split, story)} == read
    assert 3 <= len(read) <= 5


@pytest.mark.parametrize(("split", "story"), EACH_STORY)
def test_ids_belong_to_the_story(split: str, story: str) -> None:
    ids = [line["id"] for line in [*claims(split, story), *relations(split, story)]]
    assert [name for name in ids if not re.fullmatch(rf"{story}-[cr]\d{{3}}", name)] == []


@pytest.mark.parametrize(("split", "story"), EACH_STORY)
def test_claims_are_sorted_and_none_is_written_twice(split: str, story: str) -> None:
    places = [(claim["article"], claim["start"], claim["end"], claim["kind"]) for claim in claims(split, story)]
    assert places == sorted(places)
    whole = Counter(json.dumps({**claim, "id": ""}, sort_keys=True) for claim in claims(split, story))
    assert max(whole.values()) == 1


@pytest.mark.parametrize(("split", "story"), EACH_STORY)
def test_relations_say_why(split: str, story: str) -> None:
    assert [relation["id"] for relation in relations(split, story) if not (relation["reason_code"] and relation["why"])] == []


ROLES = {
    "sums_to": {"whole", "part"},
    "part_of": {"whole", "part"},
    "supersedes": {"earlier", "later"},
    "refines": {"finer", "coarser"},
    "no_estimate": {"peer", "speaker"},
}


@pytest.mark.parametrize(("split", "story"), EACH_STORY)
def test_roles_fit_the_verdict(split: str, story: str) -> None:
    for relation in relations(split, story):
        roles = {claim["role"] for claim in relation["claims"]}
        expected = ROLES.get(relation["verdict"], {"peer"})
        if relation["reason_code"] in {"arithmetic", "part_exceeds_whole"}:
            expected = {"whole", "part"}
        assert roles == expected, relation["id"]


def families() -> set[str]:
    return {line["state"] for line in lines(ROOT / "pipeline" / "data" / "events.jsonl")}


CLOSED: dict[str, set[Any]] = {
    "kind": set(get_args(Kind)),
    "source kind": set(get_args(SourceKind)) - {"article"},
    "source stance": set(get_args(Stance)),
    "source type": set(get_args(AttributionType)),
    "event polarity": set(get_args(Polarity)),
    "event modality": set(get_args(Modality)),
    "event state": {None, *families()},
    "quantity modifier": set(get_args(Modifier)) - {"other"},
    "quantity aspect": {None, *get_args(Aspect)},
    "quantity relation": {None, *get_args(QuantityRelation)},
    "quantity change": {None, *get_args(Change)},
    "date type": set(get_args(DateType)),
    "date anchor": set(get_args(Anchor)),
    "place role": set(get_args(PlaceRole)),
    "place feature": FEATURES,
    "legal status": {None, *get_args(TreatyStatus)},
}


def slots_of(claim: Line) -> list[tuple[str, Any]]:
    """Every slot of a claim that has a closed list, with its value."""
    found = [("kind", claim["kind"])]
    found += [(f"source {slot}", source[slot]) for source in claim["attribution"] for slot in ("kind", "stance", "type")]
    if claim["event"]:
        found += [(f"event {slot}", claim["event"][slot]) for slot in ("polarity", "modality", "state")]
    return found + [(name, block(claim)[name.split()[1]]) for name in CLOSED if name.startswith(f"{claim['kind']} ")]


@pytest.mark.parametrize("split", STORIES)
def test_values_come_from_the_closed_lists(split: str) -> None:
    wrong = [(claim["id"], name) for claim in every_claim(split) for name, value in slots_of(claim) if value not in CLOSED[name]]
    assert wrong == []


@pytest.mark.parametrize("split", STORIES)
def test_a_legal_claim_names_its_instrument_and_the_kind_of_it(split: str) -> None:
    law = [claim for claim in every_claim(split) if claim["kind"] == "legal"]
    assert [claim["id"] for claim in law if not (block(claim)["instrument"] or block(claim)["title"])] == []
    assert [claim["id"] for claim in law if not block(claim)["kind"]] == []
    units = {step["unit"] for claim in law for path in block(claim)["pinpoints"] for step in path}
    assert units <= {"article", "section", "paragraph", "subparagraph", "item", "clause", "rule", "principle", "chapter", "part", "annex"}


def bounds(claim: Line) -> list[tuple[Any, Any]]:
    days = [scope for scope in (claim["when"], claim.get("date")) if scope]
    amounts = [claim["quantity"]] if claim["kind"] == "quantity" else []
    return [(amount["low"], amount["high"]) for amount in amounts] + [(scope["begin"], scope["end"]) for scope in days]


def test_bounds_and_days_are_in_order() -> None:
    wrong = [claim["id"] for claim in every_claim() for low, high in bounds(claim) if None not in (low, high) and low > high]
    assert wrong == []


@pytest.mark.parametrize(("modifier", "value"), [("none", 0), ("undetermined", None)])
def test_none_is_zero_and_an_unstated_number_has_no_bounds(modifier: str, value: int | None) -> None:
    amounts = [(claim["id"], claim["quantity"]) for claim in every_claim() if claim["kind"] == "quantity"]
    wrong = [name for name, amount in amounts if amount["modifier"] == modifier and (amount["low"], amount["high"]) != (value, value)]
    assert wrong == []


def numbers(text: str) -> list[Fraction]:
    return [Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"\([^)]*\)", "", text).replace(",", ""))]


def test_equations_add_up() -> None:
    for relation in every_relation():
        if relation["verdict"] == "sums_to":
            left, right = relation["equation"].split("=")
            assert sum(numbers(left)) == numbers(right)[0], relation["id"]


def test_every_kind_of_conflict_and_every_role_occurs() -> None:
    conflicts = {relation["reason_code"] for relation in every_relation("dev") if relation["verdict"] == "conflict"}
    assert conflicts == CONFLICTS
    assert {claim["role"] for relation in every_relation("dev") for claim in relation["claims"]} == set(get_args(ClaimRole)) - {"record"}


@pytest.mark.parametrize(("cue", "modifier"), CUES)
def test_every_word_of_the_modifier_table_occurs(cue: str, modifier: str) -> None:
    assert any(quote.startswith(cue) for quote in quantities(modifier))


def test_the_flood_has_exactly_one_conflict() -> None:
    conflicts = [relation["reason_code"] for relation in relations("dev", "flood") if relation["verdict"] == "conflict"]
    assert conflicts == ["disjoint"]


@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_every_phenomenon_and_every_verdict_has_twenty_instances(phenomenon: str) -> None:
    counts = {split: count_phenomena([*every_claim(split), *every_relation(split)])[phenomenon] for split in STORIES}
    assert sum(counts.values()) >= WANTED, counts


@pytest.mark.parametrize("split", STORIES)
def test_metadata_names_every_loose_text_and_nothing_else(split: str) -> None:
    with (SAMPLES / split / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    loose = {path.relative_to(SAMPLES / split).as_posix() for path in (SAMPLES / split).rglob("*.txt")}
    assert {row["path"] for row in rows} == loose


def test_dev_has_dates_of_every_precision() -> None:
    with (SAMPLES / "dev" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        assert {len(row["published"]) for row in csv.DictReader(file)} == {0, 4, 7, 10}


def test_the_card_states_the_counts() -> None:
    card = (GOLD / "README.md").read_text(encoding="utf-8")
    counted = {split: Counter(claim["kind"] for claim in every_claim(split)) for split in STORIES}
    for split in STORIES:
        counted[split].update(relation["verdict"] for relation in every_relation(split))
        counted[split].update({"articles": len(read_split(split)), "stories": len(STORIES[split])})
    for name in [*get_args(Kind), *get_args(Verdict), "stories", "articles"]:
        assert f"| {name} | {counted['dev'][name]} | {counted['test'][name]} |" in card
