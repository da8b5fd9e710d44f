"""What the gold is too small to show."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.counts import total
from evaluation.accuracy.evaluation import Evaluation
from evaluation.accuracy.relations import RelationScores

ENOUGH = 20


def thin_figures(evaluations: Sequence[Evaluation]) -> list[tuple[str, list[str]]]:
    """For each split the figures that rest on fewer than 20 instances of its gold: "conflict (11)", "legal.status (7)"."""
    return [(one.name, _thin(one)) for one in evaluations]


def _thin(one: Evaluation) -> list[str]:
    counted = {verdict: total(one.relations.strict(verdict)).wanted for verdict in VERDICT_ORDER}
    counted |= {kind: one.claims.claims(kind=kind).wanted for kind in one.claims.kinds}
    counted |= {f"{kind}.{slot}": one.claims.slot(kind, slot).wanted for kind, slot in one.claims.slots}
    counted["alarms given"] = total(one.relations.alarms).given
    return [f"{name} ({number})" for name, number in counted.items() if number < ENOUGH]


def wanted_relations(scores: RelationScores) -> int:
    """How many relations the gold has."""
    return sum(total(scores.strict(verdict)).wanted for verdict in VERDICT_ORDER)
