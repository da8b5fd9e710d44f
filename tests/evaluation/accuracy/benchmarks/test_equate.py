"""EQUATE: the table from verdicts to labels, whole pairs through the pipeline, refusals, scores worked out by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from annotations.claim import Claim, Quantity
from annotations.relation import Relation, RelationClaim
from annotations.vocabulary import ClaimRole, Verdict
from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.equate import LABELS, Item, label_relations, predict, read, score
from pipeline.load import load_pipeline


@cache
def _pipeline() -> Any:
    return load_pipeline()


def _claim(key: str, side: str, *, salient: bool = True) -> Claim:
    return Claim(key, side, "quantity", 0, 2, "14", (0, 9), salient=salient, quantity=Quantity(None, None))


def _relation(verdict: str, *parts: tuple[str, str]) -> Relation:
    claims = tuple(RelationClaim(key, cast("ClaimRole", role)) for key, role in parts)
    is_alarm = verdict == "conflict"
    return Relation("r", cast("Verdict", verdict), claims, "", "", alarm=is_alarm, severity="high" if is_alarm else None)


CLAIMS = {one.id: one for one in (_claim("p", "premise"), _claim("q", "premise"), _claim("h", "hypothesis"))}
TABLE = [
    ("conflict", [("p", "peer"), ("h", "peer")], "contradiction"),
    ("agree", [("p", "peer"), ("h", "peer")], "entailment"),
    ("refines", [("p", "finer"), ("h", "coarser")], "entailment"),
    ("refines", [("p", "coarser"), ("h", "finer")], "neutral"),
    ("sums_to", [("p", "part"), ("q", "part"), ("h", "whole")], "entailment"),
    ("sums_to", [("p", "whole"), ("q", "part"), ("h", "part")], "neutral"),
    ("part_of", [("p", "whole"), ("h", "part")], "neutral"),
    ("part_of", [("p", "part"), ("h", "whole")], "neutral"),
    ("supersedes", [("p", "earlier"), ("h", "later")], "neutral"),
    ("compatible", [("p", "peer"), ("h", "peer")], "neutral"),
    ("not_comparable", [("p", "peer"), ("h", "peer")], "neutral"),
    ("conflict", [("p", "peer"), ("q", "peer")], "neutral"),  # inside the premise
]


@pytest.mark.parametrize(("verdict", "parts", "label"), TABLE)
def test_a_verdict_is_a_label(verdict: str, parts: list[tuple[str, str]], label: str) -> None:
    assert label_relations(CLAIMS, [_relation(verdict, *parts)]) == label


def test_one_contradiction_outweighs_and_every_quantity_must_follow() -> None:
    claims = {**CLAIMS, "i": _claim("i", "hypothesis")}
    first, second = _relation("agree", ("p", "peer"), ("h", "peer")), _relation("agree", ("q", "peer"), ("i", "peer"))
    assert label_relations(claims, [first]) == "neutral"
    assert label_relations(claims, [first, second]) == "entailment"
    assert label_relations(claims, [first, _relation("conflict", ("q", "peer"), ("i", "peer"))]) == "contradiction"
    claims["i"] = _claim("i", "hypothesis", salient=False)
    assert label_relations(claims, [first]) == "entailment"
    assert label_relations({}, []) == "neutral"


PAIRS = [
    ("The mudslide killed 14 villagers.", "The mudslide killed more than 10 villagers.", "entailment"),
    ("The mudslide killed 14 villagers.", "The mudslide killed 19 villagers.", "contradiction"),
    ("The mudslide killed 14 villagers.", "The mudslide injured 30 villagers.", "neutral"),
    ("The mudslide killed 9 men and 5 women.", "The mudslide killed 14 people.", "entailment"),
]


def test_pairs_are_labelled_each_by_itself() -> None:
    items = [Item(str(place), premise, hypothesis, label) for place, (premise, hypothesis, label) in enumerate(PAIRS)]
    assert predict(items, _pipeline()) == [item.label for item in items]
    assert predict(items[::-1], _pipeline()) == [item.label for item in items[::-1]]


def test_a_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        'premise,hypothesis,label,sample_index\n"Ten left, two stayed.",Ten left.,Entailment,7\nA b 3.,A b 4.,neutral,8\n', encoding="utf-8"
    )
    items = read(path).items
    assert [(item.id, item.premise, item.label) for item in items] == [
        ("7", "Ten left, two stayed.", "entailment"),
        ("8", "A b 3.", "neutral"),
    ]


REFUSED = [
    ("premise,label,sample_index\na,neutral,1\n", 2, "no hypothesis"),
    ("premise,hypothesis,label,sample_index\na,b,maybe,1\n", 2, "label 'maybe'"),
    ("premise,hypothesis,label,sample_index\na,b,neutral,1\na,,neutral,2\n", 3, "empty premise or hypothesis"),
    ("premise,hypothesis,label,sample_index\na,b,neutral\n", 2, "3 columns"),
]


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED)
def test_a_malformed_row_is_refused(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BenchmarkError) as caught:
        read(path)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_scores_by_hand() -> None:
    wanted = ["entailment", "entailment", "neutral", "neutral", "neutral", "contradiction"]
    found = ["entailment", "neutral", "neutral", "neutral", "contradiction", "contradiction"]
    items = [Item(str(place), "a", "b", label) for place, label in enumerate(wanted)]
    values = {figure.name: figure.value for figure in score(items, found)}
    assert values["accuracy"] == pytest.approx(4 / 6)
    assert values["accuracy of always neutral"] == 0.5
    # Entailment: 1 of 1 given, 1 of 2 wanted: 2/3. Neutral: 2 of 3, 2 of 3: 2/3. Contradiction: 1 of 2, 1 of 1: 2/3.
    assert values["entailment precision"] == 1
    assert values["neutral recall"] == pytest.approx(2 / 3)
    assert values["macro F1"] == pytest.approx(2 / 3)
    assert values["neutral read as contradiction"] == pytest.approx(1 / 3)
    assert sum(value for name, value in values.items() if name.startswith("neutral read as")) == pytest.approx(1)


def test_the_macro_average_is_over_the_labels_of_the_file() -> None:
    items = [Item("1", "a", "b", "entailment"), Item("2", "a", "b", "neutral")]
    values = {figure.name: figure.value for figure in score(items, ["entailment", "contradiction"])}
    assert values["macro F1"] == 0.5  # (1 + 0) / 2
    assert "contradiction F1" not in values


def test_what_gold_says_scores_one() -> None:
    items = [Item(str(place), "a", "b", label) for place, label in enumerate(LABELS * 2)]
    values = {figure.name: figure.value for figure in score(items, [item.label for item in items])}
    assert values["accuracy"] == values["macro F1"] == 1


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_figures_are_those_of_scikit_learn_in_any_order(pairs: list[tuple[str, str]], random: Any) -> None:
    items = [Item(str(place), "a", "b", wanted) for place, (wanted, _) in enumerate(pairs)]
    wanted, found = ([pair[side] for pair in pairs] for side in (0, 1))
    figures = score(items, found)
    values = {figure.name: figure.value for figure in figures}
    labels = [label for label in LABELS if label in wanted]
    assert values["accuracy"] == pytest.approx(accuracy_score(wanted, found))
    assert values["macro F1"] == pytest.approx(f1_score(wanted, found, labels=labels, average="macro", zero_division=0.0))
    order = list(range(len(pairs)))
    random.shuffle(order)
    assert score([items[place] for place in order], [found[place] for place in order]) == figures
