"""Counts of right and wrong, from which precision, recall and F1 follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were wanted and of these found, how many given and of these right.

    Where things are matched one to one, found equals right; a relation over many claims may be found by several given ones.
    Counts add up, so that articles can be summed, left out or drawn again.
    """

    wanted: int = 0
    found: int = 0
    given: int = 0
    right: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.found <= self.wanted and 0 <= self.right <= self.given):
            raise ValueError(f"{self.found} of {self.wanted} found, {self.right} of {self.given} right: a part exceeds its whole")

    def __add__(self, other: Counts) -> Counts:
        """The counts of both together."""
        return Counts(self.wanted + other.wanted, self.found + other.found, self.given + other.given, self.right + other.right)

    @property
    def precision(self) -> float:
        """Share of what was given that is right, 0 to 1; 0 when nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found, 0 to 1; 0 when nothing was wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1.

        3 of 4 found and 3 of 6 right is precision .5 and recall .75, so F1 is .6.
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def total(parts: Iterable[Counts]) -> Counts:
    """The sum of `parts`; counts of nothing when there are none."""
    return sum(parts, Counts())
