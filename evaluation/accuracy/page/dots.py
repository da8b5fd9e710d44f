"""Dot-and-whisker plots: one row a figure, one dot a split, the whisker its 95 % interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.bootstrap import Interval, Statistic, interval
from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.evaluation import Evaluation
from evaluation.accuracy.page.scale import Scale, scale_for

_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval; `of` is how many it is a share of: wanted ones, or given ones for precision."""

    value: float
    ends: Interval | None
    of: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an estimate is drawn, in percent of the width; without an interval both ends are the place itself."""

    x: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with an estimate for each split; None where a split has nothing to say about it."""

    label: str
    estimates: tuple[Estimate | None, ...]


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Rows over one scale. `figure` heads the values ("F1"), `of` the numbers beside them ("in gold")."""

    title: str
    figure: str
    of: str
    rows: tuple[Row, ...]
    scale: Scale

    def mark(self, estimate: Estimate) -> Mark:
        """The place of `estimate`."""
        low, high = estimate.ends or (estimate.value, estimate.value)
        return Mark(self.scale.at(estimate.value), self.scale.at(low), self.scale.at(high))


def claims_plot(evaluations: Sequence[Evaluation]) -> DotPlot:
    """F1 of the claims of each kind and of all, by overlapping spans."""
    kinds = _ordered(evaluation.claims.kinds for evaluation in evaluations)
    rows = [Row(kind, tuple(estimate(one.claims.by_article(kind), "f1") for one in evaluations)) for kind in kinds]
    rows.append(Row("all claims", tuple(estimate(one.claims.by_article(), "f1") for one in evaluations)))
    return DotPlot("Claims, by kind", "F1", "in gold", tuple(rows), _scale(rows))


def alarms_plot(evaluations: Sequence[Evaluation]) -> DotPlot:
    """Precision and recall of the alarms."""
    precision = Row("alarms right", tuple(estimate(one.relations.alarms, "precision") for one in evaluations))
    recall = Row("conflicts found", tuple(estimate(one.relations.alarms, "recall") for one in evaluations))
    return DotPlot("Alarms", "share", "of", (precision, recall), Scale())


def slot_plots(evaluations: Sequence[Evaluation]) -> list[DotPlot]:
    """One plot a kind: how many slots of the claims found are right, the weakest slot of the first split first."""
    scored = _ordered(evaluation.claims.slots for evaluation in evaluations)
    rows: dict[str, list[Row]] = {}
    for kind, slot in scored:
        shares = tuple(estimate(one.claims.by_article(kind, slot=slot, measure="found"), "recall") for one in evaluations)
        rows.setdefault(kind, []).append(Row(slot, shares))
    scale = _scale(row for part in rows.values() for row in part)
    return [DotPlot(kind, "right", "scored", tuple(_weakest_first(part)), scale) for kind, part in rows.items()]


def verdict_plots(evaluations: Sequence[Evaluation]) -> tuple[DotPlot, DotPlot]:
    """F1 and precision of the relations of each verdict, matched one to one; both in one order, the weakest F1 first."""
    rows = {statistic: [_verdict_row(verdict, evaluations, statistic) for verdict in VERDICT_ORDER] for statistic in ("f1", "precision")}
    order = [row.label for row in _weakest_first(row for row in rows["f1"] if any(row.estimates))]
    f1, precision = (
        tuple(sorted((row for row in part if row.label in order), key=lambda row: order.index(row.label))) for part in rows.values()
    )
    return DotPlot("F1", "F1", "in gold", f1, Scale()), DotPlot("Precision", "right", "given", precision, Scale())


def _verdict_row(verdict: str, evaluations: Sequence[Evaluation], statistic: Statistic) -> Row:
    return Row(verdict, tuple(estimate(one.relations.strict(verdict), statistic) for one in evaluations))


def estimate(units: Sequence[Counts], statistic: Statistic) -> Estimate | None:
    """The figure over `units` with its interval; None where it is undefined: nothing wanted, or nothing given for precision."""
    counts = total(units)
    of = counts.given if statistic == "precision" else counts.wanted
    if not of:
        return None
    value = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}[statistic]
    return Estimate(value, interval(units, statistic), of)


def _ordered(names: Iterable[Iterable[_Name]]) -> list[_Name]:
    """Every name once, in the order in which they come."""
    return list(dict.fromkeys(name for part in names for name in part))


def _weakest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (next((one.value for one in row.estimates if one), 1.0), row.label))


def _scale(rows: Iterable[Row]) -> Scale:
    estimates = [one for row in rows for one in row.estimates if one is not None]
    return scale_for(share for one in estimates for share in (one.value, *(one.ends or ())))
