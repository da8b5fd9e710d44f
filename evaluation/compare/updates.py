"""A state transfer: people counted as wounded or missing who are counted as dead later, while the total stays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from evaluation.compare import explain
from evaluation.compare.finding import Finding
from evaluation.compare.pair import Pair, is_equal
from evaluation.compare.reading import Reading
from evaluation.compare.verdicts import later_first

_TRANSFERS = frozenset({"dead", "missing", "wounded", "detained", "returned", "rescued"})
Step = tuple[Reading, Reading]


def find_transfers(pairs: Sequence[Pair]) -> list[Finding]:
    """Two changed counts of one event whose total stays within its interval: 1 dead and 4 wounded, then 2 and 3."""
    steps: dict[tuple[str, str], list[Step]] = {}
    for pair in pairs:
        step = _step(pair)
        if step is not None:
            steps.setdefault((step[0].claim.article, step[1].claim.article), []).append(step)
    findings: dict[frozenset[str], Finding] = {}
    for found in steps.values():
        for first, second in combinations(found, 2):
            if _keeps_total(first, second):
                for step, other in ((first, second), (second, first)):
                    finding = _finding(step, other)
                    findings.setdefault(finding.claims, finding)
    return list(findings.values())


def _step(pair: Pair) -> Step | None:
    """The earlier and the later figure of one state, where they differ."""
    later_is_a = later_first(pair.a, pair.b)
    if later_is_a is None or pair.values != "disjoint" or pair.a.state not in _TRANSFERS or pair.scopes.state.scope != "equal":
        return None
    # A count of the missing or wounded is one of its day: the days differ, all else must not.
    if not pair.same_story or not all(is_equal(value) for name, value in pair.scopes.items() if name != "measure"):
        return None
    return (pair.b, pair.a) if later_is_a else (pair.a, pair.b)


def _keeps_total(first: Step, second: Step) -> bool:
    if first[0].state == second[0].state:
        return False
    values = [reading.value for reading in (*first, *second)]
    if any(value is None or value.high is None for value in values):
        return False
    earlier, later = (first[i].value.plus(second[i].value) for i in (0, 1))  # type: ignore[union-attr,arg-type]
    return earlier.meets(later)


def _finding(step: Step, other: Step) -> Finding:
    earlier, later = step
    reason = (
        f"{explain.interval_text(earlier.value)} {earlier.state} became {explain.interval_text(later.value)} while "
        f"{explain.interval_text(other[0].value)} {other[0].state} became {explain.interval_text(other[1].value)}: the total is kept."
    )
    return Finding(
        verdict="supersedes",
        members=tuple(sorted([(earlier.claim.id, "earlier"), (later.claim.id, "later")])),
        reason=reason,
        code="state_transfer",
        rule="state_transfer",
    )
