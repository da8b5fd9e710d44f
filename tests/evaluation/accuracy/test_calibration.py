"""Calibration worked out by hand, and against scikit-learn."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from evaluation.accuracy.calibration import Judged, reliability

# 40 claims, two bins of 20: at .6 there are 15 right (.75), at .9 there are 18 right (.9).
# ECE = (20 * |.6 - .75| + 20 * 0) / 40 = .075
# Brier = (15 * .16 + 5 * .36 + 18 * .01 + 2 * .81) / 40 = (2.4 + 1.8 + .18 + 1.62) / 40 = .15
# base rate 33/40 = .825: .825 * .175 = .144375
ITEMS = [Judged(0.6, number < 15, f"a{number % 4}") for number in range(20)] + [
    Judged(0.9, number < 18, f"a{number % 4}") for number in range(20)
]


def test_two_bins() -> None:
    result = reliability("claims", ITEMS)
    assert result is not None
    assert [(part.items, part.low, part.high, part.right) for part in result.bins] == [(20, 0.6, 0.6, 0.75), (20, 0.9, 0.9, 0.9)]
    assert result.ece == pytest.approx(0.075)
    assert result.brier == pytest.approx(0.15)
    assert result.base == pytest.approx(0.144375)
    assert result.skill == pytest.approx(1 - 0.15 / 0.144375)


def test_the_interval_of_a_bin_holds_its_share() -> None:
    result = reliability("claims", ITEMS)
    assert result is not None
    for part in result.bins:
        assert part.interval is not None
        assert part.interval[0] <= part.right <= part.interval[1]


def test_too_few_items_say_nothing() -> None:
    assert reliability("claims", ITEMS[:19]) is None


def test_bins_never_hold_fewer_than_twenty() -> None:
    result = reliability("claims", ITEMS[:39])
    assert result is not None
    assert [part.items for part in result.bins] == [39]


def test_equal_confidences_share_a_bin_whatever_came_of_them() -> None:
    result = reliability("claims", [Judged(0.8, number % 4 > 0, "a") for number in range(80)])
    assert result is not None
    assert [(part.items, part.right) for part in result.bins] == [(80, 0.75)]
    assert result.ece == pytest.approx(0.05)


JUDGED = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans(), st.sampled_from("abc")), min_size=20, max_size=120)


@given(JUDGED)
def test_brier_equals_scikit_learn(judged: list[Judged]) -> None:
    result = reliability("claims", judged)
    assert result is not None
    expected = brier_score_loss([one.right for one in judged], [one.confidence for one in judged], pos_label=True)
    assert result.brier == pytest.approx(expected)


@given(JUDGED, st.randoms(use_true_random=False))
def test_order_is_without_effect(judged: list[Judged], random: Random) -> None:
    shuffled = list(judged)
    random.shuffle(shuffled)
    assert reliability("claims", shuffled) == reliability("claims", judged)


@given(JUDGED)
def test_every_item_is_in_one_bin_and_errors_are_bounded(judged: list[Judged]) -> None:
    result = reliability("claims", judged)
    assert result is not None
    assert sum(part.items for part in result.bins) == len(judged)
    assert 0 <= result.ece <= 1
    assert 0 <= result.brier <= 1


def test_a_confidence_that_is_always_right_has_no_error() -> None:
    result = reliability("claims", [Judged(float(number % 2), bool(number % 2), "a") for number in range(60)])
    assert result is not None
    assert result.ece == 0
    assert result.brier == 0
    assert result.skill == 1
