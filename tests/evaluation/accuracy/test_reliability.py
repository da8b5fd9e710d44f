"""Kappa and alpha: worked by hand, against scikit-learn, and the laws that any coefficient of agreement keeps."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evaluation.accuracy.reliability import Metric, Unit, alpha_interval, cohen_kappa, kappa_interval, krippendorff_alpha

A, B, C = "dead", "hurt", "missing"


# 50 claims; both say dead 20 times, both hurt 15 times, dead/hurt 5 times and hurt/dead 10 times. Observed agreement 35/50 = .7. The first
# says dead 25/50, the second 30/50: by chance both say dead .5 * .6 = .3 and both hurt .5 * .4 = .2, together .5.
# kappa = (.7 - .5) / (1 - .5) = .4.
def test_kappa_of_two_labels() -> None:
    assert cohen_kappa([(A, A)] * 20 + [(A, B)] * 5 + [(B, A)] * 10 + [(B, B)] * 15) == pytest.approx(0.4)


# Three labels, 10 claims: A/A 4, B/B 2, C/C 1, A/B 2, B/C 1. Observed .7. First: A 6, B 3, C 1; second: A 4, B 4, C 2.
# Chance (6*4 + 3*4 + 1*2) / 100 = .38. kappa = .32 / .62.
def test_kappa_of_three_labels() -> None:
    pairs = [(A, A)] * 4 + [(B, B)] * 2 + [(C, C)] + [(A, B)] * 2 + [(B, C)]
    assert cohen_kappa(pairs) == pytest.approx(0.32 / 0.62)


@pytest.mark.parametrize("pairs", [[], [(A, A)], [(A, A)] * 30])
def test_kappa_of_one_label_is_undefined(pairs: list[tuple[str, str]]) -> None:
    assert cohen_kappa(pairs) is None


# Each always takes the other label: observed 0, chance .5: (0 - .5) / .5 = -1.
def test_kappa_of_opposites() -> None:
    assert cohen_kappa([(A, B), (B, A)]) == pytest.approx(-1.0)


# Four claims, two readers: (A, A), (A, B), (B, B), (B, B). Values: A 3 times, B 5 times, n = 8. Each disagreeing claim of two values
# adds 2 to the observed sum (A against B and B against A, over m - 1 = 1): 2. Expected sum over ordered pairs of unlike values:
# 3 * 5 * 2 = 30. alpha = 1 - (8 - 1) * 2 / 30 = 1 - 14/30 = .5333.
def test_alpha_of_two_readers() -> None:
    assert krippendorff_alpha([(A, A), (A, B), (B, B), (B, B)]) == pytest.approx(1 - 14 / 30)


# Three readers, missing values: (A, A, -), (A, B, B), (-, B, B), (C, -, -). The last has one value and is left out. n = 2 + 3 + 2 = 7:
# A 3, B 4. In the second claim the ordered unlike pairs are A-B, A-B, B-A, B-A = 4, over m - 1 = 2: 2. Expected 3 * 4 * 2 = 24.
# alpha = 1 - 6 * 2 / 24 = .5.
def test_alpha_with_missing_values() -> None:
    units: list[Unit] = [(A, A, None), (A, B, B), (None, B, B), (C, None, None)]
    assert krippendorff_alpha(units) == pytest.approx(0.5)


# Numbers (10, 10), (20, 24), (40, 40): n = 6. Observed on the interval scale: 2 * 4**2 = 32. Expected over ordered pairs of the values
# 10 10 20 24 40 40: 2 * (n * sum of squares - square of sum) / 2 = 6 * (100 + 100 + 400 + 576 + 1600 + 1600) - 144**2 = 26256 - 20736 =
# 5520 over unordered pairs, 11040 over ordered ones. alpha = 1 - 5 * 32 / 11040.
def test_alpha_of_numbers() -> None:
    assert krippendorff_alpha([(10, 10), (20, 24), (40, 40)], "interval") == pytest.approx(1 - 160 / 11040)


# On the ratio scale (1, 3) differ by (2/4)**2 = .25, and so do (1000, 3000). Values 1 3 1000 3000: observed 4 * .25 = 1.
# Expected: twice the sum over the six pairs: 1-3 .25, 1000-3000 .25, 1-1000 (999/1001)**2, 1-3000 (2999/3001)**2,
# 3-1000 (997/1003)**2, 3-3000 (2997/3003)**2. alpha = 1 - 3 * 1 / that.
def test_alpha_of_ratios() -> None:
    far = (999 / 1001) ** 2 + (2999 / 3001) ** 2 + (997 / 1003) ** 2 + (2997 / 3003) ** 2
    assert krippendorff_alpha([(1, 3), (1000, 3000)], "ratio") == pytest.approx(1 - 3 / (2 * (0.5 + far)))
    assert krippendorff_alpha([(0, 0), (5, 5)], "ratio") == 1.0
    with pytest.raises(ValueError, match="starts at 0, found -2"):
        krippendorff_alpha([(-2, 3)], "ratio")


@pytest.mark.parametrize("units", [[], [(A, None)], [(A, A), (A, A)], [(A, None), (None, B)]])
def test_alpha_without_two_values_is_undefined(units: list[Unit]) -> None:
    assert krippendorff_alpha(units) is None


LABELS = st.sampled_from([A, B, C])
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=30)
METRICS: list[Metric] = ["nominal", "interval", "ratio"]


@given(PAIRS)
@settings(max_examples=100, deadline=None)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    kappa = cohen_kappa(pairs)
    if kappa is None:
        assert len({label for pair in pairs for label in pair}) == 1
    else:
        assert kappa == pytest.approx(cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs]))


# Every resample of articles that are all alike is the whole over again, so its interval closes on the value that scikit-learn gives.
@given(PAIRS)
@settings(max_examples=40, deadline=None)
def test_intervals_use_the_same_kappa_and_alpha(pairs: list[tuple[str, str]]) -> None:
    articles = {"a": pairs, "b": pairs, "c": pairs}
    kappa, alpha = cohen_kappa(pairs * 3), krippendorff_alpha(pairs * 3)
    if kappa is None:
        assert kappa_interval(articles) is None
        assert alpha_interval(articles) is None
    else:
        assert kappa_interval(articles) == pytest.approx((kappa, kappa))
        assert alpha_interval(articles) == pytest.approx((alpha, alpha))


@given(st.lists(LABELS, min_size=2).filter(lambda labels: len(set(labels)) > 1))
def test_perfect_agreement_is_one(labels: list[str]) -> None:
    pairs = [(label, label) for label in labels]
    assert cohen_kappa(pairs) == pytest.approx(1.0)
    assert krippendorff_alpha(pairs) == pytest.approx(1.0)


NUMBERS = st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 50))] * 3), min_size=1, max_size=15)


@given(NUMBERS, st.sampled_from(METRICS), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_alpha_depends_on_no_order(units: list[Unit], metric: Metric, chance: random.Random) -> None:
    alpha = krippendorff_alpha(units, metric)
    shuffled = [tuple(chance.sample(unit, 3)) for unit in chance.sample(units, len(units))]
    other = krippendorff_alpha(shuffled, metric)
    assert (alpha is None) == (other is None)
    if alpha is not None:
        assert alpha == pytest.approx(other)
        assert alpha <= 1 + 1e-9


@given(PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_kappa_depends_on_no_order(pairs: list[tuple[str, str]], chance: random.Random) -> None:
    swapped = [(b, a) for a, b in chance.sample(pairs, len(pairs))]
    kappa = cohen_kappa(pairs)
    assert (cohen_kappa(swapped) is None) if kappa is None else cohen_kappa(swapped) == pytest.approx(kappa)


# 4,000 pairs of independent labels: the standard error of kappa is about 1 / sqrt(4000) = .016, so four of them are .063.
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_independent_labels_agree_by_chance_only(seed: int) -> None:
    draw = np.random.default_rng(seed)
    first, second = (draw.choice([A, B, C], size=4000, p=weights).tolist() for weights in ([0.6, 0.3, 0.1], [0.2, 0.5, 0.3]))
    pairs = list(zip(first, second, strict=True))
    assert cohen_kappa(pairs) == pytest.approx(0, abs=0.063)
    numbers = [(int(a), int(b)) for a, b in draw.integers(0, 100, size=(2000, 2))]
    assert krippendorff_alpha(numbers, "interval") == pytest.approx(0, abs=0.09)
    # The first reader likes A and the second B: alpha, which pools their habits, counts that against them.
    assert krippendorff_alpha(pairs) < 0
    articles = {str(index): pairs[index : index + 100] for index in range(0, 4000, 100)}
    ends = kappa_interval(articles)
    assert ends is not None
    assert ends[0] < 0.03
    assert ends[1] > -0.03


@given(st.lists(PAIRS, min_size=2, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_intervals_depend_on_no_order_of_articles(articles: list[list[tuple[str, str]]], chance: random.Random) -> None:
    mixed = chance.sample(articles, len(articles))
    one, other = ({str(index): pairs for index, pairs in enumerate(some)} for some in (articles, mixed))
    assert kappa_interval(one) == kappa_interval(other)
    assert alpha_interval(one) == alpha_interval(other)


def test_intervals_need_two_articles() -> None:
    pairs = [(A, A), (A, B), (B, B)]
    assert kappa_interval({"a": pairs, "b": []}) is None
    assert alpha_interval({"a": pairs, "b": [(A, None)]}) is None
    # Articles a (kappa 1) and b (kappa -1): draws are a twice, b twice or one of each.
    ends = kappa_interval({"a": [(A, A), (B, B)], "b": [(A, B), (B, A)]})
    assert ends == pytest.approx((-1.0, 1.0))
