"""Agreement beyond chance: Cohen's kappa and Krippendorff's alpha, each with a bootstrap interval over articles.

Kappa (Cohen, A Coefficient of Agreement for Nominal Scales, 1960) compares two readers who judged the same items, and takes from each
reader how often a label falls by chance. Alpha (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011) takes chance from the
values of all readers together, allows for any number of readers and for missing values, and weighs how far apart two values are. Both
are 1 where all agree, 0 where they agree as often as chance would, and below 0 where they do worse. Both say nothing where a single value
was ever given: then there is no agreement to be had by judging.

Both are functions of sums over items, so that articles can be drawn again without counting anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
from sklearn.metrics import cohen_kappa_score

from evaluation.accuracy.bootstrap import Floats, Interval, percentiles, resampled_sums

Metric = Literal["nominal", "interval", "ratio"]
Value = str | float
Unit = Sequence[Value | None]


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Kappa of `pairs`, the label of the first and of the second reader for each item.

    20 times both "dead", 15 times both "hurt", 5 and 10 times one of each: 35 of 50 agree, chance is .5, so kappa is .4. None for no
    items, and where both gave one and the same label throughout.
    """
    if not pairs or len({label for pair in pairs for label in pair}) < 2:
        return None
    counted = sorted(Counter(pairs).items())
    first, second = ([pair[side] for pair, _ in counted] for side in (0, 1))
    return float(cohen_kappa_score(first, second, sample_weight=[number for _, number in counted]))


def kappa_interval(articles: Mapping[str, Sequence[tuple[str, str]]]) -> Interval | None:
    """The 95 % interval of kappa over the pairs of all `articles`; None when fewer than two have any, or kappa is undefined."""
    units = [pairs for pairs in articles.values() if pairs]
    labels = sorted({label for pairs in units for pair in pairs for label in pair})
    if len(units) < 2 or len(labels) < 2:
        return None
    place = {label: index for index, label in enumerate(labels)}
    tables = np.zeros((len(units), len(labels), len(labels)))
    for row, pairs in enumerate(units):
        for one, other in pairs:
            tables[row, place[one], place[other]] += 1
    sums = resampled_sums(_in_order(tables.reshape(len(units), -1)))
    return percentiles(_kappas(sums.reshape(-1, len(labels), len(labels))))


def _kappas(tables: Floats) -> Floats:
    """Kappa of each table of shape (first reader's labels, second's); NaN where it is undefined."""
    items = tables.sum(axis=(1, 2))
    observed = np.trace(tables, axis1=1, axis2=2) / items
    expected = (tables.sum(axis=2) * tables.sum(axis=1)).sum(axis=1) / items**2
    return _over(observed - expected, 1 - expected)


def krippendorff_alpha(units: Sequence[Unit], metric: Metric = "nominal") -> float | None:
    """Alpha of `units`: for each item the values that the readers gave it, None where a reader gave none.

    `nominal` takes two values as equal or not, `interval` takes the square of their difference, `ratio` the square of their difference
    over their sum, for numbers from 0 up. An item with fewer than two values is left out. None when no two values differ.
    """
    values = _values(units)
    if len(values) < 2:
        return None
    return _defined(float(_alphas(np.array([_sums(units, values, metric)]), _distances(values, metric))[0]))


def alpha_interval(articles: Mapping[str, Sequence[Unit]], metric: Metric = "nominal") -> Interval | None:
    """The 95 % interval of alpha over the units of all `articles`; None when fewer than two have any, or alpha is undefined."""
    values = _values([unit for units in articles.values() for unit in units])
    tables = [_sums(units, values, metric) for units in articles.values() if _values(units)]
    if len(tables) < 2 or len(values) < 2:
        return None
    return percentiles(_alphas(resampled_sums(_in_order(np.array(tables))), _distances(values, metric)))


def _values(units: Sequence[Unit]) -> list[Value]:
    """The different values of the items that at least two readers judged, in an order of their own."""
    return sorted({value for unit in units for value in _pairable(unit)}, key=str)


def _pairable(unit: Unit) -> list[Value]:
    given = [value for value in unit if value is not None]
    return given if len(given) > 1 else []


def _sums(units: Sequence[Unit], values: Sequence[Value], metric: Metric) -> Floats:
    """What alpha needs of some units: their observed disagreement, then how often each of `values` was given.

    The disagreement of one unit is the mean distance of its values from each other, times the number of them (Krippendorff 2011, the
    coincidence matrix weighted by distance).
    """
    place = {value: index for index, value in enumerate(values)}
    distance = DISTANCES[metric]
    sums = np.zeros(1 + len(values))
    for unit in units:
        given = _pairable(unit)
        for value in given:
            sums[1 + place[value]] += 1
            sums[0] += sum(distance(value, other) for other in given) / (len(given) - 1)
    return sums


def _alphas(sums: Floats, distances: Floats) -> Floats:
    """Alpha of each row of sums (`_sums`); NaN where it is undefined: 1 - (n - 1) * observed / expected, n the number of values."""
    counts = sums[:, 1:]
    expected = ((counts @ distances) * counts).sum(axis=1)
    return 1 - _over((counts.sum(axis=1) - 1) * sums[:, 0], expected)


def _distances(values: Sequence[Value], metric: Metric) -> Floats:
    distance = DISTANCES[metric]
    return np.array([[distance(one, other) for other in values] for one in values])


def _nominal(one: Value, other: Value) -> float:
    return float(one != other)


def _interval(one: float, other: float) -> float:
    return float(one - other) ** 2


def _ratio(one: float, other: float) -> float:
    if one < 0 or other < 0:
        raise ValueError(f"a ratio scale starts at 0, found {min(one, other)}")
    return 0.0 if one == other else (float(one - other) / float(one + other)) ** 2


DISTANCES: Mapping[Metric, Callable[..., float]] = {"nominal": _nominal, "interval": _interval, "ratio": _ratio}


def _over(top: Floats, bottom: Floats) -> Floats:
    quotient: Floats = np.full(len(top), np.nan)
    np.divide(top, bottom, out=quotient, where=bottom > 1e-12)
    return quotient


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


def _in_order(table: Floats) -> Floats:
    """Rows in ascending order, so that the order of the articles does not move an interval."""
    return table[np.lexsort(table.T[::-1])]
