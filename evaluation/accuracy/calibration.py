"""Whether a confidence of .9 is right nine times in ten: reliability by bins, Brier score, expected calibration error.

Bins hold nearly equally many items, because most confidences are high and bins of equal width would be empty at one end and crowded at
the other. Brier score: the mean squared difference of probability and outcome (Brier, Verification of forecasts expressed in terms of
probability, 1950). ECE: the mean over bins, weighted by their items, of the difference between mean confidence and share right (Naeini
and others, Obtaining well calibrated probabilities using Bayesian binning, 2015). Both are 0 at best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evaluation.accuracy.bootstrap import Interval, ratio_interval

BINS = 10
LEAST_IN_BIN = 20  # fewer items than this make a share of no use: fewer bins are taken


@dataclass(frozen=True, slots=True)
class Judged:
    """One confidence, 0 to 1, whether it was borne out, and the unit of resampling that it belongs to."""

    confidence: float
    right: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Items of neighbouring confidence: how many, from which to which, their mean confidence, and the share that is right."""

    items: int
    low: float
    high: float
    confidence: float
    right: float
    interval: Interval | None  # of `right`, 95 %, over units


@dataclass(frozen=True, slots=True)
class Reliability:
    """The calibration of one confidence; `base` is the Brier score of always saying the share that is right."""

    name: str
    bins: tuple[Bin, ...]
    items: int
    brier: float
    base: float
    ece: float

    @property
    def skill(self) -> float:
        """How much of the baseline's Brier score is saved, 1 at best, below 0 when worse than the baseline."""
        return 1 - self.brier / self.base if self.base else 0.0


def reliability(name: str, judged: Sequence[Judged]) -> Reliability | None:
    """The calibration of `judged`; None when there are fewer than 20 items."""
    if len(judged) < LEAST_IN_BIN:
        return None
    ordered = sorted(judged, key=lambda one: (one.confidence, one.unit, one.right))
    bins = tuple(_bin(part) for part in _parts(ordered, min(BINS, len(ordered) // LEAST_IN_BIN)))
    share = sum(one.right for one in ordered) / len(ordered)
    return Reliability(
        name=name,
        bins=bins,
        items=len(ordered),
        brier=sum((one.confidence - one.right) ** 2 for one in ordered) / len(ordered),
        base=share * (1 - share),
        ece=sum(part.items * abs(part.confidence - part.right) for part in bins) / len(ordered),
    )


def _parts(ordered: Sequence[Judged], number: int) -> list[Sequence[Judged]]:
    """At most `number` parts of nearly equal size; items of equal confidence stay together, or their order would decide the shares."""
    ends = [0]
    for part in range(1, number + 1):
        end = max(ends[-1], round(len(ordered) * part / number))
        while ends[-1] < end < len(ordered) and ordered[end].confidence == ordered[end - 1].confidence:
            end += 1
        if end > ends[-1]:
            ends.append(end)
    return [ordered[begin:end] for begin, end in pairwise(ends)]


def _bin(part: Sequence[Judged]) -> Bin:
    units = sorted({one.unit for one in part})
    right = dict.fromkeys(units, 0)
    items = dict.fromkeys(units, 0)
    for one in part:
        right[one.unit] += one.right
        items[one.unit] += 1
    return Bin(
        items=len(part),
        low=part[0].confidence,
        high=part[-1].confidence,
        confidence=sum(one.confidence for one in part) / len(part),
        right=sum(one.right for one in part) / len(part),
        interval=ratio_interval([right[unit] for unit in units], [items[unit] for unit in units]),
    )
