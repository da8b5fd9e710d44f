"""Where in the texts it goes well and badly: scores by zone of the page and by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.accuracy.counts import Counts
from evaluation.accuracy.evaluation import Evaluation
from evaluation.accuracy.page.dots import Estimate
from evaluation.accuracy.page.links import article_link
from evaluation.accuracy.page.scale import Scale, scale_for
from evaluation.accuracy.page.shown import Shown

WORST = 8
_STEPS = 40


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """F1 in one zone for each split; None where the split has no claim there."""

    label: str
    estimates: tuple[Estimate | None, ...]


@dataclass(frozen=True, slots=True)
class ScoredArticle:
    """The score of one article."""

    name: str
    link: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Articles:
    """All articles of a split as dots over F1, stacked where they are alike; `worst` only where texts may be shown."""

    dots: tuple[tuple[float, int], ...]
    scale: Scale
    height: int
    number: int
    lowest: float
    middle: float
    worst: tuple[ScoredArticle, ...]


def zone_rows(evaluations: Sequence[Evaluation]) -> list[ZoneRow]:
    """One row a zone, the zone with most gold claims first."""
    wanted: Counter[str] = Counter()
    for one in evaluations:
        wanted.update({zone: one.claims.claims(zone=zone).wanted for zone in one.claims.zones})
    zones = [zone for zone, number in sorted(wanted.items(), key=lambda item: (-item[1], item[0])) if number]
    return [ZoneRow(zone, tuple(_estimate(one.claims.claims(zone=zone)) for one in evaluations)) for zone in zones]


def _estimate(counts: Counts) -> Estimate | None:
    return Estimate(counts.f1, None, counts.wanted) if counts.wanted else None


def articles_of(shown: Shown) -> Articles | None:
    """The articles of a split; None without any."""
    claims = shown.evaluation.claims
    scores = sorted(zip(claims.by_article(), claims.articles, strict=True), key=lambda item: (item[0].f1, item[1]))
    if not scores:
        return None
    values = [counts.f1 for counts, _ in scores]
    scale = scale_for(values)
    stacked: Counter[int] = Counter()
    dots = []
    for counts, _ in scores:
        step = round(scale.at(counts.f1) * _STEPS / 100)
        dots.append((round(100 * step / _STEPS, 2), stacked[step]))
        stacked[step] += 1
    worst = [ScoredArticle(name, article_link(shown, name), counts) for counts, name in scores[:WORST]] if shown.examples else []
    return Articles(tuple(dots), scale, max(stacked.values()), len(scores), values[0], values[len(values) // 2], tuple(worst))
