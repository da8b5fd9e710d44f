"""Reliability diagrams: how often a claim of a given confidence is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.accuracy.calibration import Bin, Reliability
from evaluation.accuracy.page.scale import Scale, scale_for

SIDE = 190.0
LEFT, TOP = 30.0, 8.0


@dataclass(frozen=True, slots=True)
class Point:
    """A bin in the drawing: its mean confidence across, the share right upwards, with the ends of both."""

    x: float
    left: float
    right: float
    y: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Diagram:
    """One confidence of one split: both axes run over `scale`, the diagonal is where a confidence is borne out."""

    split: int
    of: Reliability
    scale: Scale
    points: tuple[Point, ...]

    @property
    def ticks(self) -> tuple[tuple[float, float, str], ...]:
        """Places across and upwards, and words, of the labels."""
        return tuple((LEFT + place / 100 * SIDE, TOP + SIDE - place / 100 * SIDE, text) for place, text in self.scale.labels)


def diagrams(calibration: Sequence[Reliability], split: int) -> list[Diagram]:
    """One diagram a confidence, all on the same scale."""
    scale = scale_for(share for one in calibration for part in one.bins for share in (part.low, part.right, *(part.interval or ())))
    return [Diagram(split, one, scale, tuple(_point(part, scale) for part in one.bins)) for one in calibration]


def _point(part: Bin, scale: Scale) -> Point:
    low, high = part.interval or (part.right, part.right)
    return Point(
        x=_across(part.confidence, scale),
        left=_across(part.low, scale),
        right=_across(part.high, scale),
        y=_upwards(part.right, scale),
        top=_upwards(high, scale),
        bottom=_upwards(low, scale),
    )


def _across(share: float, scale: Scale) -> float:
    return round(LEFT + scale.at(share) / 100 * SIDE, 2)


def _upwards(share: float, scale: Scale) -> float:
    return round(TOP + SIDE - scale.at(share) / 100 * SIDE, 2)
