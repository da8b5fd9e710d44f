"""Where figures stand in the drawings, worked out by hand."""

from dataclasses import replace

import pytest

from evaluation.accuracy.bootstrap import Statistic
from evaluation.accuracy.calibration import Bin
from evaluation.accuracy.counts import Counts
from evaluation.accuracy.page.confusion import SHADES, heat_map, shade_of
from evaluation.accuracy.page.diagrams import LEFT, SIDE, TOP, diagrams
from evaluation.accuracy.page.dots import DotPlot, Estimate, Mark, claims_plot, estimate, slot_plots, verdict_plots
from evaluation.accuracy.page.limits import thin_figures, wanted_relations
from evaluation.accuracy.page.places import articles_of, zone_rows
from evaluation.accuracy.page.scale import Scale, scale_for
from evaluation.accuracy.relations import RelationScores
from tests.evaluation.accuracy.page.material import LEDGER, WIRE, calibration, evaluation, shown

SCALES = [
    ([], 0.0),
    ([0.0, 1.0], 0.0),
    ([0.19], 0.0),
    ([0.2, 0.7], 0.2),
    ([0.6], 0.6),  # 0.6 / 0.2 is 2.9999999999999996
    ([0.95], 0.8),
    ([1.0], 0.8),
]


@pytest.mark.parametrize(("shares", "low"), SCALES)
def test_scale_holds_all_shares_and_wastes_little(shares: list[float], low: float) -> None:
    assert scale_for(shares).low == low


def test_scale_labels_both_ends_and_the_middle() -> None:
    assert Scale(0.6).labels == ((0, "0.6"), (50, "0.8"), (100, "1"))


def test_known_interval_stands_at_known_places() -> None:
    plot = DotPlot("", "F1", "", (), Scale(0.6))
    assert plot.mark(Estimate(0.8, (0.7, 0.95), 10)) == Mark(50.0, 25.0, 87.5)
    assert plot.mark(Estimate(0.5, None, 10)) == Mark(0.0, 0.0, 0.0)


def test_claims_have_a_row_each_kind_and_one_for_all() -> None:
    plot = claims_plot([evaluation()])
    assert [row.label for row in plot.rows] == ["quantity", "all claims"]
    found = plot.rows[0].estimates[0]
    assert found is not None
    assert (found.value, found.of) == (pytest.approx(10 / 13), 6)
    assert found.ends == pytest.approx((2 / 3, 1))
    assert plot.scale == Scale(0.6)


def test_slots_begin_with_the_weakest() -> None:
    (plot,) = slot_plots([evaluation()])
    assert [(row.label, row.estimates[0].value) for row in plot.rows if row.estimates[0]] == [("modifier", 0.6), ("unit", 1.0)]


def test_verdicts_that_gold_lacks_have_no_row() -> None:
    f1, precision = verdict_plots([evaluation()])
    assert [row.label for row in f1.rows] == [row.label for row in precision.rows] == ["conflict"]
    assert [one.value for one in (f1.rows[0].estimates[0], precision.rows[0].estimates[0]) if one] == [pytest.approx(0.4), 0.5]


@pytest.mark.parametrize(
    ("counts", "statistic", "of"),
    [
        (Counts(4, 2, 0, 0), "precision", None),
        (Counts(0, 0, 3, 0), "f1", None),
        (Counts(4, 2, 5, 1), "precision", 5),
        (Counts(4, 2, 5, 1), "recall", 4),
    ],
)
def test_what_has_no_denominator_has_no_estimate(counts: Counts, statistic: Statistic, of: int | None) -> None:
    found = estimate([counts], statistic)
    assert (found.of if found else None) == of


def test_confusion_keeps_every_pair() -> None:
    found = heat_map(evaluation().relations)
    assert found is not None
    assert found.columns == ("conflict", "agree", "none")
    assert [[cell.count for cell in row.cells] for row in found.rows] == [[16, 1, 0], [0, 0, 9], [0, 4, 0]]
    assert [[cell.shade for cell in row.cells] for row in found.rows] == [[7, 2, 0], [0, 0, 6], [0, 4, 0]]
    assert [cell.is_right for row in found.rows for cell in row.cells] == [True, False, False, False, True, False, False, False, False]
    assert found.worst == (("conflict", "agree", 1),)


def test_no_pair_makes_no_map() -> None:
    assert heat_map(RelationScores(())) is None


def test_shade_goes_by_the_square_root() -> None:
    assert [shade_of(count, 100) for count in (0, 1, 25, 100)] == [0, 1, 4, SHADES]


def test_reliability_stands_on_the_diagonal_where_it_is_borne_out() -> None:
    ((found,),) = diagrams([[calibration()]])
    assert found.scale == Scale(0.4)
    first, second = found.points
    # .5 of the scale from .4 to 1 is a sixth of the side across, .6 a third upwards.
    assert (first.x, first.y) == (pytest.approx(LEFT + SIDE / 6, abs=0.02), pytest.approx(TOP + SIDE * 2 / 3, abs=0.02))
    assert (first.left, first.right) == (LEFT, pytest.approx(LEFT + SIDE / 3, abs=0.02))
    assert (first.top, first.bottom) == (pytest.approx(TOP + SIDE / 2, abs=0.02), pytest.approx(TOP + SIDE * 5 / 6, abs=0.02))
    assert second.top == second.y == second.bottom  # no interval, no whisker
    assert second.right == LEFT + SIDE


def test_splits_share_a_scale_and_kinds_do_not() -> None:
    high = replace(calibration(), bins=(Bin(20, 0.5, 1.0, 0.9, 0.85, None),))
    other = replace(high, name="date claims")
    (first, date), (second,) = diagrams([[high, other], [calibration()]])
    assert (first.scale, second.scale, date.scale) == (Scale(0.4), Scale(0.4), Scale(0.8))
    assert date.points[0].left == LEFT  # .5 lies below the scale


def test_zones_are_ordered_by_their_claims() -> None:
    found = zone_rows([evaluation()])
    assert [(row.label, row.estimates[0].of) for row in found if row.estimates[0]] == [("body", 4), ("caption", 2)]


def test_articles_alike_are_stacked_and_the_weakest_named() -> None:
    found = articles_of(shown())
    assert found is not None
    assert found.scale == Scale(0.6)
    assert found.dots == ((17.5, 0), (100.0, 0))  # 2/3 is at 16.67 %, and dots stand at steps of 2.5 %
    assert [one.name for one in found.worst] == [WIRE, LEDGER]
    assert (found.lowest, found.middle) == (pytest.approx(2 / 3), 1.0)


def test_articles_held_out_are_not_named() -> None:
    found = articles_of(shown(examples=False))
    assert found is not None
    assert found.worst == ()


def test_figures_on_little_gold_are_listed() -> None:
    assert wanted_relations(evaluation().relations) == 3
    ((name, figures),) = thin_figures([evaluation()])
    assert name == "dev"
    assert figures[:2] == ["conflict (3)", "no_estimate (0)"]
    assert {"quantity (6)", "quantity.modifier (5)", "alarms given (2)"} <= set(figures)
