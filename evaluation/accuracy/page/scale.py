"""Where a share stands in a drawing, in percent of its width, so that a drawing may be as wide as the page allows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEP = 0.2


@dataclass(frozen=True, slots=True)
class Scale:
    """The shares from `low` at the left edge (0 %) to 1 at the right (100 %)."""

    low: float = 0.0

    def at(self, share: float) -> float:
        """The place of `share`, 0 to 100: with `low` .6, .8 is at 50. What lies below `low` is put at the edge."""
        place = 100 * (share - self.low) / (1 - self.low)
        return round(min(100.0, max(0.0, place)), 2)

    @property
    def grid(self) -> tuple[float, ...]:
        """Places of the grid lines."""
        return (0, 25, 50, 75, 100)

    @property
    def labels(self) -> tuple[tuple[float, str], ...]:
        """Places and words of the labels: both ends and the middle."""
        return tuple((place, f"{self.low + (1 - self.low) * place / 100:.1f}".removesuffix(".0")) for place in (0, 50, 100))


def scale_for(shares: Iterable[float]) -> Scale:
    """The shortest scale that begins at 0, .2, .4, .6 or .8 and holds all `shares`; 0 to 1 for none."""
    lowest = min(shares, default=0.0)
    return Scale(min(0.8, round(math.floor(lowest / _STEP + 1e-9) * _STEP, 1)))
