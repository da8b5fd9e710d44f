"""How far a figure would move if other articles had been read: percentile bootstrap intervals.

What is resampled are whole units, articles for claims and stories for relations, never single claims: the claims of one article share
its author, its subject and its layout, so that a system which fails on one of them tends to fail on the next. Drawing claims one by one
would give intervals that are too narrow. An interval is the middle 95 % of the figure over 1,000 draws of as many units as there are,
with replacement (the percentile method of Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). Two systems, or two
versions, are compared over the same draws (the paired bootstrap test of Koehn, Statistical Significance Tests for Machine Translation
Evaluation, 2004).

With few units an interval is itself uncertain and tends to be too narrow, because units unlike those at hand are never drawn: below some
twenty it says "at least this uncertain". Nine stories are nine draws, however many claims they hold. Where all units score alike the
interval has no width, which means that nothing was seen to vary, not that nothing can; with one unit there is no interval.

Every draw is seeded, and units are put in an order of their own first, so that equal counts give equal bytes in any order of articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.accuracy.counts import Counts

Statistic = Literal["precision", "recall", "f1"]
Interval = tuple[float, float]
Floats = NDArray[np.float64]

RESAMPLES = 1000
LEVEL = 0.95
SEED = 1979  # any fixed number; the year of Efron's paper
_WANTED, _FOUND, _GIVEN, _RIGHT = range(4)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs over the same units: +0.02 of F1 is `value` 0.02.

    `low` and `high` bound the middle 95 % of the resampled differences; `above` is the share of resamples, 0 to 1, in which the second
    run is strictly better: near 1 it is better on almost any choice of units, near 0 it is worse or equal.
    """

    value: float
    low: float
    high: float
    above: float


def interval(
    counts: Sequence[Counts], statistic: Statistic = "f1", *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Ends of the 95 % interval of `statistic`, 0 to 1, over `counts`, which has one entry per article or story.

    An article with nothing wanted and nothing given says nothing about F1 and is left out, as one with nothing given is for precision
    and one with nothing wanted for recall. None when fewer than two are left.
    """
    table = _sorted(_table(counts))
    table = table[_weight(table, statistic) > 0]
    if len(table) < 2:
        return None
    return percentiles(_figure(resampled_sums(table, resamples=resamples, seed=seed), statistic), level=level)


def mean_interval(values: Sequence[float], *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED) -> Interval | None:
    """Ends of the 95 % interval of the mean of `values`, one value per unit; None for fewer than two values."""
    return ratio_interval(values, [1.0] * len(values), level=level, resamples=resamples, seed=seed)


def ratio_interval(
    parts: Sequence[float], wholes: Sequence[float], *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Ends of the 95 % interval of the sum of `parts` over the sum of `wholes`, one of each per unit.

    False alarms over candidate pairs, by story, is such a figure. None when fewer than two units have a whole above 0.
    """
    table = _sorted(np.column_stack([np.asarray(parts, dtype=np.float64), np.asarray(wholes, dtype=np.float64)]))
    table = table[table[:, 1] > 0]
    if len(table) < 2:
        return None
    sums = resampled_sums(table, resamples=resamples, seed=seed)
    return percentiles(sums[:, 0] / sums[:, 1], level=level)


def difference(
    before: Sequence[Counts],
    after: Sequence[Counts],
    statistic: Statistic = "f1",
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Difference | None:
    """What `after` gains over `before` on the same units, entry by entry: paired, so that hard articles are hard for both.

    Resamples in which either side is undefined (nothing given, for precision) are left out. None when fewer than two units say anything
    about either side, or one side is undefined on all of them. Sequences of unequal length are refused with ValueError.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} units before, {len(after)} after: a paired difference needs the same units on both sides")
    table = _sorted(np.concatenate([_table(before), _table(after)], axis=1))
    table = table[(_weight(table[:, :4], statistic) > 0) | (_weight(table[:, 4:], statistic) > 0)]
    total = table.sum(axis=0, keepdims=True)
    if len(table) < 2 or not _weight(total[:, :4], statistic)[0] or not _weight(total[:, 4:], statistic)[0]:
        return None
    sums = resampled_sums(table, resamples=resamples, seed=seed)
    gains = _figure(sums[:, 4:], statistic) - _figure(sums[:, :4], statistic)
    gains = gains[~np.isnan(gains)]
    ends = percentiles(gains, level=level)
    value = float((_figure(total[:, 4:], statistic) - _figure(total[:, :4], statistic))[0])
    return None if ends is None else Difference(value, *ends, above=float(np.mean(gains > 0)))


def resampled_sums(table: Floats, *, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Sums of the rows drawn, shape (resamples, columns), for `table` of shape (units, columns): one draw of units per row.

    Any figure that is a function of sums over units can be resampled so, kappa from confusion counts for instance.
    """
    sums: Floats = _draws(len(table), resamples, seed).astype(np.float64) @ table
    return sums


def percentiles(values: Floats, *, level: float = LEVEL) -> Interval | None:
    """The two values between which the middle `level` of `values` lies; undefined values (NaN) are left out. None when none is left."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high)


@lru_cache(maxsize=4)
def _draws(units: int, resamples: int, seed: int) -> NDArray[np.int32]:
    """How often each unit is drawn, shape (resamples, units); each row sums to `units`."""
    rows = np.random.default_rng(seed).integers(0, units, size=(resamples, units))
    rows += np.arange(resamples)[:, None] * units  # so that one count over all rows keeps the resamples apart
    draws = np.bincount(rows.ravel(), minlength=resamples * units).reshape(resamples, units).astype(np.int32)
    draws.flags.writeable = False
    return draws


def _table(counts: Sequence[Counts]) -> Floats:
    rows = [(one.wanted, one.found, one.given, one.right) for one in counts]
    return np.asarray(rows, dtype=np.float64).reshape(len(rows), 4)


def _sorted(table: Floats) -> Floats:
    """Rows in ascending order, so that the order of the articles does not move an interval."""
    return table[np.lexsort(table.T[::-1])]


def _weight(table: Floats, statistic: Statistic) -> Floats:
    """The denominator of `statistic`: where it is 0 the figure is undefined."""
    if statistic == "f1":
        return np.add(table[:, _WANTED], table[:, _GIVEN])
    return table[:, _GIVEN if statistic == "precision" else _WANTED]


def _figure(table: Floats, statistic: Statistic) -> Floats:
    """`statistic` of each row; NaN where it is undefined. F1 with nothing given, or nothing right, is 0, as in `Counts`."""
    if statistic != "f1":
        top = table[:, _RIGHT if statistic == "precision" else _FOUND]
        return _quotient(top, _weight(table, statistic))
    precision = np.nan_to_num(_figure(table, "precision"))
    recall = np.nan_to_num(_figure(table, "recall"))
    harmonic = np.nan_to_num(_quotient(2 * precision * recall, precision + recall))
    return np.where(_weight(table, "f1") > 0, harmonic, np.nan)


def _quotient(top: Floats, bottom: Floats) -> Floats:
    quotient: Floats = np.full(len(top), np.nan)
    np.divide(top, bottom, out=quotient, where=bottom > 0)
    return quotient
