"""One evaluation of one set of gold: everything that was scored, as a value, as named measures and as plain JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.claim import Claim
from annotations.record import to_record
from annotations.relation import Relation
from annotations.vocabulary import VERDICT_ORDER
from corpus.article import Article
from evaluation.accuracy.bootstrap import Interval, Statistic, interval
from evaluation.accuracy.calibration import Judged, Reliability, reliability
from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.gold import Gold, GoldClaim
from evaluation.accuracy.matching import LEVELS
from evaluation.accuracy.mistakes import MistakeClass, mistakes
from evaluation.accuracy.relation_matching import story_of
from evaluation.accuracy.relation_mistakes import relation_mistakes
from evaluation.accuracy.relations import LABELS, RelationScores, score_relations
from evaluation.accuracy.score import ClaimScores, score_claims
from evaluation.accuracy.slots import SLOTS

# What a person looks at first to accept or reject a claim, by kind; a confidence is the probability that all of it is right.
CORE_SLOTS = {
    "quantity": ("value", "modifier", "unit"),
    "date": ("value",),
    "place": ("country", "role"),
    "legal": ("instrument", "pinpoints", "status"),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of one split; `words` are whitespace tokens of the articles that the gold covers."""

    name: str
    sha256: str
    stories: int
    articles: int
    words: int
    claims: ClaimScores
    relations: RelationScores
    calibration: tuple[Reliability, ...]
    mistakes: tuple[MistakeClass, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One named share, 0 to 1, more being better: its counts by article or story, and which statistic of them it is."""

    name: str
    units: tuple[Counts, ...]
    statistic: Statistic

    @property
    def counts(self) -> Counts:
        """The counts of all units."""
        return total(self.units)

    @property
    def value(self) -> float:
        """The figure over all units."""
        counts = self.counts
        return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}[self.statistic]

    @property
    def interval(self) -> Interval | None:
        """Its 95 % bootstrap interval; None with fewer than two units that count."""
        return interval(self.units, self.statistic)


def evaluate(name: str, gold: Gold, articles: Sequence[Article], claims: Iterable[Claim], relations: Sequence[Relation]) -> Evaluation:
    """Score what was extracted and found in `articles` against `gold`; what lies in articles without gold is left aside."""
    records = [to_record(claim) for claim in claims]
    scores = score_claims(gold.claims, records)
    matched = scores.matched["overlap"]
    covered = [article for article in articles if article.id in set(scores.articles)]
    wrong = [*mistakes(gold.claims, records, articles), *relation_mistakes(gold, matched, relations, records)]
    return Evaluation(
        name=name,
        sha256=gold.sha256,
        stories=len({story_of(article) for article in scores.articles}),
        articles=len(covered),
        words=sum(len(article.text.split()) for article in covered),
        claims=scores,
        relations=score_relations(gold, matched, relations, records),
        calibration=tuple(_calibrations(gold, scores, records)),
        mistakes=tuple(sorted(wrong, key=lambda one: (-one.count, one.name))),
    )


def is_right(claim: GoldClaim, record: dict[str, Any]) -> bool:
    """Whether a matched record has its own block right; scopes (when, where, who) are not asked."""
    return all(SLOTS[claim.kind][slot](claim.slots, record) is not False for slot in CORE_SLOTS[claim.kind])


def _calibrations(gold: Gold, scores: ClaimScores, records: Sequence[dict[str, Any]]) -> Iterator[Reliability]:
    """The calibration of every confidence that the records carry, kind by kind and together."""
    by_id = {claim.id: claim for claim in gold.claims}
    right = {record["id"] for key, record in scores.matched["overlap"].items() if is_right(by_id[key], record)}
    rated = [record for record in records if record["confidence"] is not None and record["article"] in set(scores.articles)]
    for kind in (*scores.kinds, None):
        judged = [
            Judged(record["confidence"], record["id"] in right, record["article"]) for record in rated if kind in {None, record["kind"]}
        ]
        if found := reliability(f"{kind or 'all'} claims", judged):
            yield found


def measures(evaluation: Evaluation) -> list[Measure]:
    """Every figure that the gate guards and that two revisions are compared by, each once, in reading order."""
    claims, relations = evaluation.claims, evaluation.relations
    found = [Measure(f"{kind} {level} F1", claims.by_article(kind, measure=level), "f1") for kind in claims.kinds for level in LEVELS]
    found += [Measure(f"{kind}.{slot}", claims.by_article(kind, slot=slot, measure="found"), "recall") for kind, slot in claims.slots]
    found += [Measure("alarm precision", relations.alarms, "precision"), Measure("alarm recall", relations.alarms, "recall")]
    found += [Measure(f"{verdict} F1", relations.strict(verdict), "f1") for verdict in VERDICT_ORDER]
    return [one for one in found if one.counts.wanted]


def evaluation_record(evaluation: Evaluation, *, examples: bool = True) -> dict[str, Any]:
    """The evaluation as plain values for JSON, shares to 4 decimals; without `examples` no text of an article is in it."""
    claims = evaluation.claims
    return {
        "split": evaluation.name,
        "gold": {
            "sha256": evaluation.sha256,
            "stories": evaluation.stories,
            "articles": evaluation.articles,
            "words": evaluation.words,
        },
        "claims": {kind: _levels(claims, kind=kind) for kind in claims.kinds} | {"all": _levels(claims)},
        "slots": {
            f"{kind}.{slot}": {
                "found": _counted(claims.by_article(kind, slot=slot, measure="found"), "recall"),
                "all": _counted(claims.by_article(kind, slot=slot, measure="all"), "f1"),
            }
            for kind, slot in claims.slots
        },
        "zones": {zone: {level: _plain(claims.claims(level, zone=zone)) for level in LEVELS} for zone in claims.zones},
        "articles": {article: {level: _plain(claims.claims(level, article=article)) for level in LEVELS} for article in claims.articles},
        "relations": _relations(evaluation.relations),
        "calibration": [_calibration(one) for one in evaluation.calibration],
        "mistakes": [{"class": one.name, "count": one.count} | _examples(one, examples) for one in evaluation.mistakes],
    }


def _calibration(one: Reliability) -> dict[str, Any]:
    bins = [
        {
            "items": part.items,
            "low": round(part.low, 4),
            "high": round(part.high, 4),
            "confidence": round(part.confidence, 4),
            "right": round(part.right, 4),
            "interval": _rounded(part.interval),
        }
        for part in one.bins
    ]
    figures = {"items": one.items, "brier": round(one.brier, 4), "brier_of_base_rate": round(one.base, 4), "ece": round(one.ece, 4)}
    return {"of": one.name, **figures, "bins": bins}


def _levels(claims: ClaimScores, *, kind: str | None = None) -> dict[str, Any]:
    return {level: _counted(claims.by_article(kind, measure=level), "f1") for level in LEVELS}


def _relations(scores: RelationScores) -> dict[str, Any]:
    rate, ends = scores.false_alarms_per_1000, scores.false_alarm_interval()
    return {
        "verdicts": {
            verdict: {
                "strict": _counted(scores.strict(verdict), "f1"),
                "loose": _counted(scores.loose(verdict), "f1"),
                "roles": _plain(total(scores.roles(verdict))),
            }
            for verdict in VERDICT_ORDER
        },
        "confusion": {
            "labels": list(LABELS),
            "rows": [[scores.confusion.get((row, column), 0) for column in LABELS] for row in LABELS],
        },
        "alarms": _counted(scores.alarms, "precision"),
        "false_alarms": scores.false_alarms,
        "candidate_pairs": scores.candidates,
        "false_alarms_per_1000": None if rate is None else round(rate, 4),
        "false_alarms_per_1000_interval": _rounded(ends),
    }


def _counted(units: Sequence[Counts], statistic: Statistic) -> dict[str, Any]:
    return _plain(total(units)) | {"interval": _rounded(interval(units, statistic)), "interval_of": statistic}


def _plain(counts: Counts) -> dict[str, Any]:
    return {
        "wanted": counts.wanted,
        "found": counts.found,
        "given": counts.given,
        "right": counts.right,
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
    }


def _rounded(ends: Interval | None) -> list[float] | None:
    return None if ends is None else [round(end, 4) for end in ends]


def _examples(one: MistakeClass, wanted: bool) -> dict[str, Any]:
    if not wanted:
        return {}
    names = ("article", "start", "end", "context", "context_start", "wanted", "found", "gold", "claim")
    return {"examples": [{name: getattr(example, name) for name in names} for example in one.examples]}
