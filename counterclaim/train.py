"""What `counterclaim train` does, as functions of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.record import to_record
from corpus.reader import read_sources
from evaluation.accuracy.calibration import Judged, Reliability, reliability
from evaluation.accuracy.evaluation import is_right
from evaluation.accuracy.gold import read_gold
from evaluation.accuracy.matching import match_claims
from evaluation.accuracy.relation_matching import story_of
from models.train.confidence import Example, Fit, fit_confidence, write_weights
from pipeline.extract import extract_claims
from pipeline.load import load_pipeline


@dataclass(frozen=True, slots=True)
class TrainedConfidence:
    """What was fitted, to how many claims, and how well it is calibrated on stories that were left out."""

    items: int
    left_out: tuple[Reliability, ...]


def train_confidence(samples: Path, gold: Path, out: Path) -> TrainedConfidence:
    """Fit the confidence of claims to the gold in `gold` over the articles in `samples`, and write its weights to `out`.

    InputError when there are fewer than 200 claims or fewer than two stories.
    """
    articles = read_sources([samples]).articles
    wanted = read_gold(gold, articles)
    covered = {claim.article for claim in wanted.claims}
    records = [to_record(claim) for claim in extract_claims(articles, nlp=load_pipeline()) if claim.article in covered]
    matched = match_claims(wanted.claims, records, "overlap")
    by_id = {claim.id: claim for claim in wanted.claims}
    right = {record["id"] for key, record in matched.items() if is_right(by_id[key], record)}
    examples = [Example(record, record["id"] in right, story_of(record["article"])) for record in records]
    fit = fit_confidence(examples)
    write_weights(out, fit, gold=wanted.sha256, items=len(examples))
    return TrainedConfidence(len(examples), tuple(_left_out(examples, fit)))


def _left_out(examples: Sequence[Example], fit: Fit) -> list[Reliability]:
    judged = [
        (one.claim["kind"], Judged(probability, one.right, one.claim["article"]))
        for one, probability in zip(examples, fit.left_out, strict=True)
    ]
    kinds = dict.fromkeys(kind for kind, _ in judged)
    found = [reliability(f"{kind} claims", [one for other, one in judged if other == kind]) for kind in kinds]
    return [one for one in (*found, reliability("all claims", [one for _, one in judged])) if one is not None]


def calibration_table(trained: TrainedConfidence) -> str:
    """The calibration on left-out stories as a Markdown table; a base rate says the share of right claims and no more."""
    head = "| confidence, on left-out stories | claims | Brier score | of the base rate | expected calibration error |"
    rows = [f"| {one.name} | {one.items} | {one.brier:.3f} | {one.base:.3f} | {one.ece:.3f} |" for one in trained.left_out]
    return "\n".join([head, "| --- | --- | --- | --- | --- |", *rows])
