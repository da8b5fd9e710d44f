"""EQUATE: does a sentence with quantities entail, contradict or leave open another, read from our verdicts.

Rows are `premise, hypothesis, label, sample_index`. Both sentences are taken as articles of one day and compared as any two articles
are. What each relation between them says about the quantities of the hypothesis:

| verdict | label |
| --- | --- |
| conflict | contradiction |
| agree | entailed |
| refines, the hypothesis being the coarser side | entailed |
| sums_to, the hypothesis being the whole | entailed |
| everything else: part_of, refines with a finer hypothesis, supersedes, compatible, no_estimate, review, not_comparable | open |

One contradiction makes the pair a contradiction. It is an entailment when every salient quantity of the hypothesis is entailed and there is
one; otherwise it is neutral. A part of the whole is open on purpose: "5 died" neither follows from "3 women died"
nor the other way round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotations.claim import Claim
from annotations.relation import Relation
from corpus.article import Article
from corpus.errors import BenchmarkError, ExtractionError
from evaluation.accuracy.benchmarks.result import Figure, f1_figures, share_figure
from evaluation.accuracy.benchmarks.sources import Rows, read_table
from evaluation.accuracy.counts import Counts
from evaluation.compare.compare import compare
from pipeline.extract import extract_each

if TYPE_CHECKING:
    from spacy.language import Language

LABELS = ("entailment", "neutral", "contradiction")
_SPELLINGS = {**{label: label for label in LABELS}, "entails": "entailment", "contradicts": "contradiction"}
_PREMISE, _HYPOTHESIS = "premise", "hypothesis"
_PUBLISHED = "2020-01-01"  # any one day: both sentences are read as news of the same moment
_ENTAILING = {("agree", "peer"), ("refines", "coarser"), ("sums_to", "whole")}


@dataclass(frozen=True, slots=True)
class Item:
    """One pair of sentences; `text` is both, one a line."""

    id: str
    premise: str
    hypothesis: str
    label: str

    @property
    def text(self) -> str:
        """Both sentences, for counting words."""
        return f"{self.premise}\n{self.hypothesis}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The pairs of one file."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


Prediction = str


def read(path: Path) -> Reading:
    """The pairs of a CSV file; BenchmarkError for what is not in that form."""
    return read_rows(read_table(path))


def read_rows(table: Rows) -> Reading:
    """The pairs of a table with the columns premise, hypothesis and label."""
    return Reading(tuple(_read_row(table.path, row.line, row.values) for row in table.rows), table.remarks)


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """The label of each pair."""
    articles = [article for item in items for article in _articles(item)]
    extracted = [(article, _claims(result)) for article, result in extract_each(articles, nlp=nlp)]
    return [_label(extracted[place : place + 2]) for place in range(0, len(extracted), 2)]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """Accuracy, macro F1 over the labels that the file has, each label, what always naming the commonest gives, and the confusions."""
    pairs = [(item.label, label) for item, label in zip(items, predictions, strict=True)]
    labels = [label for label in LABELS if any(wanted == label for wanted, _ in pairs)]
    commonest = max(Counter(wanted for wanted, _ in pairs).items(), key=lambda one: (one[1], one[0]))[0]
    by_label = {label: f1_figures(label, [_count(label, *pair) for pair in pairs]) for label in labels}
    return (
        share_figure("accuracy", [_right(wanted, given) for wanted, given in pairs]),
        Figure("macro F1", sum(figures[-1].value for figures in by_label.values()) / len(labels)),
        share_figure(f"accuracy of always {commonest}", [_right(wanted, commonest) for wanted, _ in pairs]),
        *(figure for figures in by_label.values() for figure in figures),
        *(_confusion(wanted, given, pairs) for wanted in labels for given in LABELS),
    )


def label_relations(claims: Mapping[str, Claim], relations: Iterable[Relation]) -> str:
    """The label that the relations between premise and hypothesis add up to, by the table above."""
    entailed: set[str] = set()
    for relation in relations:
        sides = {claims[part.id].article for part in relation.claims if part.id in claims}
        if sides != {_PREMISE, _HYPOTHESIS}:
            continue
        if relation.verdict == "conflict":
            return "contradiction"
        entailed |= {
            part.id
            for part in relation.claims
            if part.id in claims and claims[part.id].article == _HYPOTHESIS and (relation.verdict, part.role) in _ENTAILING
        }
    compared = {claim.id for claim in claims.values() if claim.article == _HYPOTHESIS and claim.kind == "quantity" and claim.salient}
    return "entailment" if compared and compared <= entailed else "neutral"


def _articles(item: Item) -> tuple[Article, Article]:
    return (
        Article(id=_PREMISE, published=_PUBLISHED, text=item.premise),
        Article(id=_HYPOTHESIS, published=_PUBLISHED, text=item.hypothesis),
    )


def _claims(result: list[Claim] | ExtractionError) -> list[Claim]:
    if isinstance(result, ExtractionError):
        raise result
    return result


def _label(pair: Sequence[tuple[Article, list[Claim]]]) -> Prediction:
    claims = {claim.id: claim for _, found in pair for claim in found}
    return label_relations(claims, compare(claims.values(), [article for article, _ in pair]).relations)


def _right(wanted: str, given: str) -> Counts:
    return Counts(wanted=1, found=int(wanted == given))


def _count(label: str, wanted: str, given: str) -> Counts:
    right = int(wanted == given == label)
    return Counts(int(wanted == label), right, int(given == label), right)


def _confusion(wanted: str, given: str, pairs: Sequence[tuple[str, str]]) -> Figure:
    """The share of the pairs with one label that were given another, or the same."""
    of_label = [one for one in pairs if one[0] == wanted]
    taken = sum(label == given for _, label in of_label)
    return Figure(f"{wanted} read as {given}", taken / len(of_label), counts=Counts(wanted=len(of_label), found=taken))


def _read_row(path: Path, line: int, row: Mapping[str, Any]) -> Item:
    missing = [name for name in (_PREMISE, _HYPOTHESIS, "label") if row.get(name) is None]
    if missing:
        raise BenchmarkError(path, line, f"the table has no {missing[0]}: expected premise, hypothesis, label, sample_index")
    premise, hypothesis = str(row[_PREMISE]), str(row[_HYPOTHESIS])
    if not premise.strip() or not hypothesis.strip():
        raise BenchmarkError(path, line, "an empty premise or hypothesis")
    label = _SPELLINGS.get(str(row["label"]).strip().lower())
    if label is None:
        raise BenchmarkError(path, line, f"label {str(row['label'])[:40]!r} is none of {', '.join(LABELS)}")
    return Item(str(row.get("sample_index") or line), premise, hypothesis, label)
