"""Intervals: what can be worked out by hand, and the laws that hold for any counts."""

from __future__ import annotations

import math
import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.accuracy.bootstrap import Statistic, difference, interval, mean_interval, percentiles, ratio_interval, resampled_sums
from evaluation.accuracy.counts import Counts

STATISTICS: tuple[Statistic, ...] = ("precision", "recall", "f1")


def _right(wanted: int, given: int, right: int) -> Counts:
    return Counts(wanted=wanted, found=right, given=given, right=right)


@st.composite
def _units(draw: st.DrawFn) -> Counts:
    wanted, given_ = draw(st.integers(1, 30)), draw(st.integers(1, 30))
    return _right(wanted, given_, draw(st.integers(0, min(wanted, given_))))


UNITS = st.lists(_units(), min_size=2, max_size=12)


# Two articles, one wholly right and one wholly wrong, 10 claims each. A resample draws two with replacement: both wrong (1/4), one of
# each (1/2), both right (1/4), so precision is 0, .5 or 1 with these chances; more than 2.5 % lies at either end.
@pytest.mark.parametrize("statistic", STATISTICS)
def test_two_opposite_articles_say_nothing(statistic: Statistic) -> None:
    assert interval([_right(10, 10, 10), _right(10, 10, 0)], statistic) == (0.0, 1.0)


# A level of 40 % takes the 30th and 70th percentile of the same three values: the quarter at each end is cut off, .5 is left.
def test_a_lower_level_is_narrower() -> None:
    assert interval([_right(10, 10, 10), _right(10, 10, 0)], "precision", level=0.4) == (0.5, 0.5)


# The first article has 30 claims, the second 10: one of each gives 30 of 40 right, and both ends stay 0 and 1.
def test_units_are_drawn_whole() -> None:
    units = [_right(30, 30, 30), _right(10, 10, 0)]
    assert interval(units, "precision", level=0.4) == (0.75, 0.75)


# Four hundred articles with one claim each, half of them right: the standard error is sqrt(.5 * .5 / 400) = .025, so the interval is
# about .5 - 1.96 * .025 = .451 to .549. Put into 4 articles of 100, with 100, 50, 50, 0 right, the same claims tell far less: the
# standard deviation of the share between articles is sqrt((.25 + .25) / 4) = .354, the error .354 / sqrt(4) = .177: .15 to .85.
def test_claims_of_one_article_count_as_one_draw() -> None:
    alone = interval([_right(1, 1, index % 2) for index in range(400)], "precision")
    together = interval([_right(100, 100, right) for right in (100, 50, 50, 0)], "precision")
    assert alone is not None
    assert together is not None
    assert alone == pytest.approx((0.451, 0.549), abs=0.008)
    assert together[0] == pytest.approx(0.15, abs=0.06)
    assert together[1] == pytest.approx(0.85, abs=0.06)


NOTHING = [
    ("no article", [], "f1"),
    ("one article", [_right(5, 5, 4)], "f1"),
    ("one article that says something", [_right(5, 5, 4), Counts(), Counts()], "f1"),
    ("nothing given", [_right(5, 0, 0), _right(4, 0, 0)], "precision"),
    ("nothing wanted", [_right(0, 5, 0), _right(0, 4, 0)], "recall"),
]


@pytest.mark.parametrize(("case", "counts", "statistic"), NOTHING)
def test_too_little_gives_no_interval(case: str, counts: list[Counts], statistic: Statistic) -> None:
    assert interval(counts, statistic) is None, case


# Nothing given for something wanted is an F1 of 0 and not undefined; recall is 0 too.
def test_silence_is_scored_where_something_was_wanted() -> None:
    silent = [_right(5, 0, 0), _right(4, 0, 0)]
    assert interval(silent, "f1") == (0.0, 0.0)
    assert interval(silent, "recall") == (0.0, 0.0)


def test_found_and_right_are_counted_apart() -> None:
    units = [Counts(wanted=2, found=2, given=4, right=3)] * 3
    assert interval(units, "precision") == (0.75, 0.75)
    assert interval(units, "recall") == (1.0, 1.0)
    assert interval(units, "f1") == pytest.approx((6 / 7, 6 / 7))  # 2 * .75 * 1 / 1.75


@given(UNITS, st.sampled_from(STATISTICS))
@settings(max_examples=60, deadline=None)
def test_the_interval_holds_the_figure(units: list[Counts], statistic: Statistic) -> None:
    ends = interval(units, statistic, resamples=400)
    figure = getattr(sum(units, Counts()), statistic)
    assert ends is not None
    assert 0 <= ends[0] <= figure + 1e-9
    assert figure - 1e-9 <= ends[1] <= 1


@given(UNITS, st.sampled_from(STATISTICS), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_and_silent_articles_change_nothing(units: list[Counts], statistic: Statistic, chance: random.Random) -> None:
    mixed = [*units, Counts(), Counts()]
    chance.shuffle(mixed)
    assert interval(mixed, statistic, resamples=200) == interval(units, statistic, resamples=200)


def test_the_seed_decides() -> None:
    units = [_right(wanted, given_, right) for wanted, given_, right in ((13, 17, 11), (29, 23, 19), (31, 37, 7), (41, 43, 40), (5, 3, 2))]
    assert interval(units) == interval(units)
    assert interval(units, seed=1) != interval(units, seed=2)


# The after run has one more claim right in each of four articles of 10: every resample gains exactly .1.
def test_a_gain_everywhere_is_certain() -> None:
    before = [_right(10, 10, right) for right in (2, 5, 7, 8)]
    after = [_right(10, 10, one.right + 1) for one in before]
    gain = difference(before, after, "precision")
    assert gain is not None
    assert (gain.value, gain.low, gain.high, gain.above) == pytest.approx((0.1, 0.1, 0.1, 1.0))


# One article gains 10 of 10, the other loses 10 of 10: the resampled gain is -1, 0, 1 with chances 1/4, 1/2, 1/4.
def test_a_gain_in_one_article_is_not() -> None:
    before = [_right(10, 10, 0), _right(10, 10, 10)]
    after = [_right(10, 10, 10), _right(10, 10, 0)]
    gain = difference(before, after, "recall", resamples=4000)
    assert gain is not None
    assert (gain.value, gain.low, gain.high) == (0.0, -1.0, 1.0)
    assert gain.above == pytest.approx(0.25, abs=0.03)


@given(UNITS, st.sampled_from(STATISTICS))
@settings(max_examples=30, deadline=None)
def test_nothing_changed_is_no_gain(units: list[Counts], statistic: Statistic) -> None:
    same = difference(units, units, statistic, resamples=200)
    assert same is not None
    assert (same.value, same.low, same.high, same.above) == (0.0, 0.0, 0.0, 0.0)


@given(st.lists(st.tuples(_units(), _units()), min_size=2, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_pairs_stay_together_in_any_order(pairs: list[tuple[Counts, Counts]], chance: random.Random) -> None:
    one = difference([a for a, _ in pairs], [b for _, b in pairs], resamples=200)
    chance.shuffle(pairs)
    other = difference([a for a, _ in pairs], [b for _, b in pairs], resamples=200)
    assert one == other
    assert one is not None
    assert one.low - 1e-9 <= one.high


def test_differences_need_the_same_units() -> None:
    with pytest.raises(ValueError, match="2 units before, 1 after"):
        difference([_right(1, 1, 1), _right(1, 1, 1)], [_right(1, 1, 1)])
    assert difference([_right(5, 0, 0), _right(5, 0, 0)], [_right(5, 5, 5), _right(5, 5, 5)], "precision") is None
    assert difference([_right(5, 5, 1)], [_right(5, 5, 5)]) is None


# Values 0 and 10: the mean of two draws is 0, 5 or 10. Three alarms over 10 + 20 pairs: 0 / 10 and 3 / 20 are the extreme draws.
def test_means_and_ratios() -> None:
    assert mean_interval([0.0, 10.0]) == (0.0, 10.0)
    assert mean_interval([0.0, 10.0], level=0.4) == (5.0, 5.0)
    assert ratio_interval([0, 3], [10, 20]) == (0.0, 0.15)
    assert mean_interval([4.0]) is None
    assert ratio_interval([1, 1], [10, 0]) is None


def test_resamples_draw_as_many_units_as_there_are() -> None:
    sums = resampled_sums(np.ones((7, 2)), resamples=50)
    assert sums.shape == (50, 2)
    assert (sums == 7).all()


def test_undefined_values_are_left_out() -> None:
    assert percentiles(np.array([math.nan, 1.0, 1.0])) == (1.0, 1.0)
    assert percentiles(np.array([math.nan])) is None


def test_hundreds_of_intervals_take_no_time() -> None:
    units = [_right(40, 38, 30 + index % 8) for index in range(60)]
    start = time.process_time()
    for _ in range(200):
        interval(units)
    assert time.process_time() - start < 5
