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


def diagrams(calibrations: Sequence[Sequence[Reliability]]) -> list[list[Diagram]]:
    """For each split one diagram a confidence; those of one name have one scale, so that splits can be compared.

    The scale holds all points with their intervals; a bin that reaches below it is drawn from the edge.
    """
    shares: dict[str, list[float]] = {}
    for one in (one for calibration in calibrations for one in calibration):
        shares.setdefault(one.name, []).extend(
            share for part in one.bins for share in (part.confidence, part.right, *(part.interval or ()))
        )
    scales = {name: scale_for(found) for name, found in shares.items()}
    return [[_diagram(split, one, scales[one.name]) for one in calibration] for split, calibration in enumerate(calibrations)]


def _diagram(split: int, one: Reliability, scale: Scale) -> Diagram:
    return Diagram(split, one, scale, tuple(_point(part, scale) for part in one.bins))


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
