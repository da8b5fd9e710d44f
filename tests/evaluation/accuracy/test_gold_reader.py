"""Gold files that are read, and every kind of fault that is refused, all of them at once."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from annotations.claim import Attribution, Claim, PlaceScope, Quantity, TimeScope
from annotations.files import write_records
from annotations.relation import Relation, RelationClaim
from corpus.article import Article, Zone
from corpus.errors import AnnotationError, AnnotationFaults
from evaluation.accuracy.gold import Gold, GoldRelation, check_splits, read_gold

TEXT = "Nine ewes drowned\nAbout 40 ewes were saved, the Marsh Board said; 49 in all."
ARTICLE = Article(id="fen/1", text=TEXT, zones=(Zone(0, 17, "headline"),))
CLAIM: dict[str, Any] = {"id": "c1", "article": "fen/1", "kind": "quantity", "start": 0, "end": 9, "quote": "Nine ewes"}
OTHER: dict[str, Any] = {"id": "c2", "article": "fen/1", "kind": "quantity", "start": 18, "end": 31, "quote": "About 40 ewes"}
RELATION: dict[str, Any] = {"id": "r1", "verdict": "sums_to", "claims": [{"id": "c1", "role": "part"}, {"id": "c2", "role": "part"}]}


def _write(folder: Path, claims: list[Any], relations: list[Any] | None = None, *, story: str = "fen") -> Path:
    folder.mkdir(exist_ok=True)
    for ending, rows in (("claims", claims), ("relations", relations or [])):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (folder / f"{story}.{ending}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _faults(folder: Path, articles: tuple[Article, ...] = (ARTICLE,)) -> list[str]:
    with pytest.raises(AnnotationFaults) as caught:
        read_gold(folder, articles)
    assert isinstance(caught.value, AnnotationError)
    assert str(caught.value).startswith(f"{len(caught.value.faults)} fault")
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_a_claim_gives_the_slots_it_states(tmp_path: Path) -> None:
    row = CLAIM | {"quantity": {"low": 9, "high": 9}, "when": None, "where": ["Ely"], "attribution": [{"source": "Marsh Board"}]}
    gold = read_gold(_write(tmp_path, [row]), [ARTICLE])
    (claim,) = gold.claims
    assert (claim.id, claim.article, claim.kind, claim.start, claim.end, claim.quote) == ("c1", "fen/1", "quantity", 0, 9, "Nine ewes")
    assert claim.slots["quantity"] == {"low": 9, "high": 9}
    assert claim.slots["when"] is None
    assert "event" not in claim.slots
    assert claim.zone == "headline"


def test_a_relation_keeps_roles_and_reason(tmp_path: Path) -> None:
    gold = read_gold(_write(tmp_path, [CLAIM, OTHER], [RELATION | {"why": "same day", "equation": "9 + 40 = 49"}]), [ARTICLE])
    assert gold.relations == (GoldRelation("r1", "sums_to", ("c1", "c2"), ("part", "part"), "same day"),)


def test_exported_claims_are_gold_too(tmp_path: Path) -> None:
    claim = Claim(
        "c1", "fen/1", "quantity", 0, 9, "Nine ewes", (0, 17), zone="headline",
        when=TimeScope(None, None, resolved=False, text="that night"), where=(PlaceScope("gn:1", "Ely", ("GB",)),),
        attribution=(Attribution("Marsh Board", "organisation", source_span=(46, 61)),), evidence={"quantity": ((0, 4),)},
        quantity=Quantity(Fraction(9), Fraction(9), head="ewes"),
    )  # fmt: skip
    other = Claim("c2", "fen/1", "quantity", 18, 31, "About 40 ewes", (18, 77), quantity=Quantity(Fraction(40), Fraction(40)))
    relation = Relation("r1", "not_comparable", (RelationClaim("c1", "peer"), RelationClaim("c2", "peer")), "They differ.", "state")
    write_records(tmp_path / "claims.jsonl", [claim, other])
    write_records(tmp_path / "relations.jsonl", [relation])
    gold = read_gold(tmp_path, [ARTICLE])
    assert [one.quote for one in gold.claims] == ["Nine ewes", "About 40 ewes"]
    assert gold.claims[0].slots["where"][0]["id"] == "gn:1"
    assert gold.relations[0].why == "They differ."


def test_a_line_of_the_treaty_record_may_be_named(tmp_path: Path) -> None:
    relation = RELATION | {"claims": [{"id": "c1", "role": "peer"}, {"id": "record:GB/cat", "role": "record"}]}
    assert read_gold(_write(tmp_path, [CLAIM], [relation]), [ARTICLE]).relations[0].claims == ("c1", "record:GB/cat")


REFUSED = [
    ({"quote": "Nine"}, "claim c1: quotes 'Nine', the text has 'Nine ewes': was it changed?"),
    (
        {"start": 70, "end": 90, "quote": "x" * 20},
        "claim c1: claim span 70-90 ends after the text (76 characters); was the article cleaned again?",
    ),
    ({"start": 9, "end": 9, "quote": ""}, "claim c1: claim span 9-9 is empty or reversed"),
    ({"start": -3, "end": 9}, "claim c1: claim span -3-9 is empty or reversed"),
    ({"start": "0"}, "claim c1: start: input should be a valid integer, found '0'"),
    ({"start": True}, "claim c1: start: input should be a valid integer, found True"),
    ({"quote": None}, "claim c1: quote: missing"),
    ({"kind": "rumour"}, "claim c1: kind: input should be 'quantity', 'date', 'place' or 'legal', found 'rumour'"),
    ({"article": "fen/2"}, "claim c1 is about 'fen/2', which is not among the articles"),
    ({"quantities": {"low": 9}}, "claim c1: quantities: no such slot"),
    ({"quantity": {"low": 9, "hihg": 9}}, "claim c1: quantity.hihg: no such slot"),
    ({"quantity": {"low": "nine"}}, "claim c1: quantity.low: 'nine' is no number, found 'nine'"),
    ({"quantity": {"low": float("nan")}}, "claim c1: quantity.low: nan is no finite number, found nan"),
    ({"quote": "\ud800 ine ewes"}, "claim c1: line: "),
    ({"quantity": {"low": 9, "high": 8}}, "claim c1: quantity ends (8) before it begins (9)"),
    ({"quantity": {"rate": True}}, "claim c1: quantity.rate: input should be a valid string, found True"),
    ({"date": {"value": "2031"}}, "claim c1: date: a block of another kind than quantity"),
    ({"when": {"begin": "2031-02-30", "end": None}}, "claim c1: when.begin: "),
    ({"when": {"begin": "2031-02-02", "end": "2031-02-01"}}, "claim c1: when ends (2031-02-01) before it begins (2031-02-02)"),
    ({"attribution": [{"source": "Board", "stance": "says"}]}, "claim c1: attribution.0.stance: input should be 'asserts'"),
    ({"attribution": "Board"}, "claim c1: attribution: "),
    ({"event": {"modality": "maybe"}}, "claim c1: event.modality: input should be 'asserted'"),
    ({"where": [7]}, "claim c1: where.0: "),
    ({"zone": "sidebar"}, "claim c1: zone: input should be 'headline'"),
]


@pytest.mark.parametrize(("change", "problem"), REFUSED)
def test_a_claim_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, Any], problem: str) -> None:
    (fault,) = _faults(_write(tmp_path, [CLAIM | change]))
    assert fault.startswith(f"fen.claims.jsonl:1: {problem}")


def test_a_modifier_outside_the_list_is_refused(tmp_path: Path) -> None:
    (fault,) = _faults(_write(tmp_path, [CLAIM | {"quantity": {"modifier": "roughly"}}]))
    assert "claim c1: quantity.modifier: input should be 'exact', 'more_than'" in fault
    assert fault.endswith("found 'roughly'")


NO_OBJECTS = ["{", "[1]", "12", '"claim"', "[" * 100_000, '{"id": "c1", "low": ' + "9" * 5000 + "}"]


@pytest.mark.parametrize("line", NO_OBJECTS, ids=range(len(NO_OBJECTS)))
def test_a_line_that_is_no_object_is_refused(tmp_path: Path, line: str) -> None:
    (fault,) = _faults(_write(tmp_path, [CLAIM, line]))
    assert fault.startswith("fen.claims.jsonl:2: no JSON object")
    assert len(fault) < 300


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fen.claims.jsonl").write_bytes(b"\xff\xfe\x00")
    (fault,) = _faults(tmp_path)
    assert fault.startswith("fen.claims.jsonl:1: cannot be read as UTF-8 text")


RELATIONS_REFUSED = [
    ({"verdict": "contradicts"}, "relation r1: verdict: input should be 'no_estimate'"),
    ({"claims": [{"id": "c1", "role": "boss"}, {"id": "c2", "role": "part"}]}, "relation r1: claims.0.role: input should be 'peer'"),
    ({"claims": [{"id": "c1"}, {"id": "c2", "role": "part"}]}, "relation r1: claims.0.role: "),
    ({"claims": [{"id": "c1", "role": "peer"}, {"id": "c9", "role": "peer"}]}, "relation r1: names claims that do not exist: c9"),
    ({"claims": [{"id": "c1", "role": "peer"}, {"id": "c1", "role": "peer"}]}, "relation r1: names a claim twice: c1"),
    ({"claims": [{"id": "c1", "role": "peer"}]}, "relation r1: joins 1 claims, expected two or more"),
    ({"claims": None}, "relation r1: claims: missing"),
    ({"verdicts": 1}, "relation r1: verdicts: no such slot"),
]


@pytest.mark.parametrize(("change", "problem"), RELATIONS_REFUSED)
def test_a_relation_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, Any], problem: str) -> None:
    (fault,) = _faults(_write(tmp_path, [CLAIM, OTHER], [RELATION | change]))
    assert fault.startswith(f"fen.relations.jsonl:1: {problem}")


def test_ids_are_given_once(tmp_path: Path) -> None:
    _write(tmp_path, [CLAIM, CLAIM | {"start": 18, "end": 31, "quote": "About 40 ewes"}, OTHER], [RELATION, RELATION])
    _write(tmp_path, [OTHER], story="moor")
    assert _faults(tmp_path) == [
        "fen.claims.jsonl:2: claim c1: the id was given to another claim before (fen.claims.jsonl:1)",
        "fen.relations.jsonl:2: relation r1: the id was given to another relation before (fen.relations.jsonl:1)",
        "moor.claims.jsonl:1: claim c2: the id was given to another claim before (fen.claims.jsonl:3)",
    ]


def test_all_faults_of_all_files_are_listed_in_order(tmp_path: Path) -> None:
    _write(tmp_path, ["no", CLAIM | {"kind": "rumour", "start": "0"}], story="moor")
    _write(tmp_path, [CLAIM | {"end": 99}, OTHER], [RELATION | {"verdict": "?"}, RELATION | {"id": "r2", "claims": RELATION["claims"][:1]}])
    assert [fault.split(" ")[0] for fault in _faults(tmp_path)] == [
        "fen.claims.jsonl:1:",
        "fen.relations.jsonl:1:",
        "fen.relations.jsonl:2:",
        "moor.claims.jsonl:1:",
        *["moor.claims.jsonl:2:"] * 3,
    ]


def test_an_unknown_article_is_one_fault(tmp_path: Path) -> None:
    rows = [CLAIM | {"id": f"c{n}", "article": "fen/9"} for n in range(5)]
    assert len(_faults(_write(tmp_path, rows))) == 1


def test_a_relation_over_faulty_claims_is_no_fault_of_its_own(tmp_path: Path) -> None:
    assert len(_faults(_write(tmp_path, [CLAIM | {"end": 99}, OTHER], [RELATION]))) == 1


@pytest.mark.parametrize("make", [True, False])
def test_a_folder_without_gold_is_refused(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "gold"
    if make:
        folder.mkdir()
    with pytest.raises(AnnotationFaults, match=r"no gold claim here: expected files named \*\.claims\.jsonl"):
        read_gold(folder, [ARTICLE])


def _gold(folder: Path, *rows: Any, relations: list[Any] | None = None, text: str = TEXT) -> Gold:
    return read_gold(_write(folder, list(rows), relations), [Article(id="fen/1", text=text), Article(id="fen/2", text="No claim here.")])


def test_the_hash_follows_what_is_said_not_how_it_is_written(tmp_path: Path) -> None:
    first = _gold(tmp_path / "1", CLAIM, OTHER, relations=[RELATION]).sha256
    turned = _gold(
        tmp_path / "2", OTHER, json.dumps(dict(reversed(CLAIM.items())), indent=None, separators=(" , ", ":")), relations=[RELATION]
    ).sha256
    _write(tmp_path / "3", [OTHER], [RELATION], story="moor")
    assert first == turned == _gold(tmp_path / "3", CLAIM).sha256
    assert len(first) == 64


def test_the_hash_changes_with_each_line_and_with_the_text(tmp_path: Path) -> None:
    hashes = [
        _gold(tmp_path / "1", CLAIM, OTHER).sha256,
        _gold(tmp_path / "2", CLAIM).sha256,
        _gold(tmp_path / "3", CLAIM | {"when": None}, OTHER).sha256,
        _gold(tmp_path / "4", CLAIM, OTHER, relations=[RELATION]).sha256,
        _gold(tmp_path / "5", CLAIM, OTHER, relations=[RELATION | {"verdict": "agree"}]).sha256,
        _gold(tmp_path / "6", CLAIM, OTHER, text=f"{TEXT} ").sha256,
    ]
    assert len(set(hashes)) == len(hashes)


SENTENCE = "The marsh board opened the old sluice at dawn and let the brown water run over nine low fields to the sea wall"
WORDS = SENTENCE.split()


def _article(name: str, words: list[str]) -> Article:
    return Article(id=name, text=" ".join(words))


def _split_faults(splits: dict[str, list[Article]]) -> list[str]:
    with pytest.raises(AnnotationFaults) as caught:
        check_splits(splits)
    return [str(fault) for fault in caught.value.faults]


def test_splits_that_share_nothing_pass() -> None:
    check_splits({"dev": [_article("fen/1", WORDS), _article("fen/2", WORDS)], "test": [_article("moor/1", WORDS[::-1])], "train": []})


def test_a_story_or_an_article_in_two_splits_is_refused() -> None:
    faults = _split_faults({"dev": [_article("fen/1", WORDS)], "test": [_article("fen/1", WORDS[::-1]), _article("fen/2", ["x"])]})
    assert faults == [
        "test/fen/1:1: the article is in dev too: a story belongs to one split for good",
        "test/fen:1: the story is in dev too: a story belongs to one split for good",
    ]


def test_an_equal_or_nearly_equal_text_in_two_splits_is_refused() -> None:
    dev = [_article("fen/1", WORDS)]
    assert _split_faults({"dev": dev, "test": [_article("moor/1", WORDS)]}) == [
        "test/moor/1:1: the article has the same text as 'fen/1' of dev: a story belongs to one split for good"
    ]
    assert _split_faults({"dev": dev, "test": [_article("moor/2", [*WORDS, "said", "the", "board"])]}) == [
        "test/moor/2:1: the article repeats most of 'fen/1' of dev: a story belongs to one split for good"
    ]
