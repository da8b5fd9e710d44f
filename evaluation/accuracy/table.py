"""Evaluations as Markdown tables: one split in full, splits side by side, and one revision beside another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.bootstrap import Interval, difference, interval
from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.evaluation import Evaluation, Measure, measures
from evaluation.accuracy.matching import LEVELS

CLASSES_SHOWN = 12


def evaluation_tables(evaluation: Evaluation, *, examples: bool) -> str:
    """Everything about one split but its texts; with `examples` also its most frequent classes of mistakes."""
    parts = [
        _heading(evaluation),
        _claims_table(evaluation),
        _slots_table(evaluation),
        _zones_table(evaluation),
        _relations_table(evaluation),
        _alarms_line(evaluation),
    ]
    if examples and evaluation.mistakes:
        parts.append(_mistakes_table(evaluation))
    return "\n\n".join(parts)


def summary_table(evaluations: Sequence[Evaluation]) -> str:
    """The figures that matter, splits side by side: claims and relations with precision and recall, and F1 with its interval."""
    head = [cell for one in evaluations for cell in (f"{one.name}: wanted", "precision", "recall", "F1 (95 %)")]
    rows = [[f"{kind} claims", *_side_by_side(evaluations, kind)] for kind in evaluations[0].claims.kinds]
    rows += [
        [f"`{verdict}`", *(cell for one in evaluations for cell in _cells(one.relations.strict(verdict)))] for verdict in VERDICT_ORDER
    ]
    rows.append(["alarms", *(cell for one in evaluations for cell in _cells(one.relations.alarms))])
    return _table(["", *head], rows)


def difference_table(before: Evaluation, after: Evaluation, *, name: str) -> str:
    """Every measure of both evaluations of one split: before, after, and the gain with its paired 95 % interval."""
    old = {measure.name: measure for measure in measures(before)}
    rows = [_difference_row(old[measure.name], measure) for measure in measures(after) if measure.name in old]
    return _table([f"{after.name}", name, "here", "gain (95 %)", ""], rows)


def _heading(evaluation: Evaluation) -> str:
    return (
        f"**{evaluation.name}**: {evaluation.stories} stories, {evaluation.articles} articles, {evaluation.words:,} words; "
        f"gold {evaluation.sha256[:12]}. Intervals: 95 %, bootstrap over articles (claims) and stories (relations)."
    )


def _claims_table(evaluation: Evaluation) -> str:
    claims = evaluation.claims
    rows = []
    for kind in (*claims.kinds, None):
        units = {level: claims.by_article(kind, measure=level) for level in LEVELS}
        overlap = total(units["overlap"])
        rows.append([
            kind or "all", str(overlap.wanted), str(overlap.given), f"{overlap.precision:.3f}", f"{overlap.recall:.3f}",
            *(_f1(units[level]) for level in ("overlap", "exact", "value")),
        ])  # fmt: skip
    head = ["claims", "wanted", "given", "precision", "recall", "F1 overlapping", "F1 exact span", "F1 value alone"]
    return _table(head, rows)


def _slots_table(evaluation: Evaluation) -> str:
    claims = evaluation.claims
    rows = []
    for kind, slot in claims.slots:
        found = claims.by_article(kind, slot=slot, measure="found")
        rows.append([f"{kind}.{slot}", str(total(found).wanted), _share(found), f"{claims.slot(kind, slot, on='all').f1:.3f}"])
    return _table(["slots", "scored", "right where the claim was found", "F1 end to end"], rows)


def _zones_table(evaluation: Evaluation) -> str:
    claims = evaluation.claims
    rows = []
    for zone in claims.zones:
        overlap, exact, value = (claims.claims(level, zone=zone) for level in ("overlap", "exact", "value"))
        rows.append(
            [zone, str(overlap.wanted), *(f"{share:.3f}" for share in (overlap.precision, overlap.recall, overlap.f1, exact.f1, value.f1))]
        )
    return _table(["zones", "wanted", "precision", "recall", "F1 overlapping", "F1 exact span", "F1 value alone"], rows)


def _relations_table(evaluation: Evaluation) -> str:
    scores = evaluation.relations
    rows = []
    for verdict in VERDICT_ORDER:
        strict, loose, roles = (total(units) for units in (scores.strict(verdict), scores.loose(verdict), scores.roles(verdict)))
        rows.append([
            f"`{verdict}`", str(strict.wanted), str(strict.given), f"{strict.precision:.3f}", f"{strict.recall:.3f}",
            _f1(scores.strict(verdict)), f"{loose.f1:.3f}", f"{roles.right} of {roles.wanted}" if roles.wanted else "",
        ])  # fmt: skip
    head = ["relations", "wanted", "given", "precision", "recall", "F1, one to one", "F1, repetitions credited", "roles right"]
    return _table(head, rows)


def _alarms_line(evaluation: Evaluation) -> str:
    scores = evaluation.relations
    alarms = total(scores.alarms)
    rate = scores.false_alarms_per_1000
    false = "" if rate is None else f"; {scores.false_alarms} false alarms in {scores.candidates:,} candidate pairs, {rate:.2f} per 1,000"
    return (
        f"Alarms: {alarms.given} given, {alarms.right} right, precision {_share_of(scores.alarms, 'precision')}; "
        f"{alarms.found} of {alarms.wanted} conflicts found, recall {_share(scores.alarms)}{false}{_ends(scores.false_alarm_interval())}."
    )


def _mistakes_table(evaluation: Evaluation) -> str:
    shown = evaluation.mistakes[:CLASSES_SHOWN]
    rows = [[one.name, str(one.count), _example(one.examples[0].wanted), _example(one.examples[0].found)] for one in shown]
    table = _table(["most frequent mistakes", "times", "wanted, for example", "found"], rows)
    left = len(evaluation.mistakes) - len(shown)
    return table + (f"\n\n{left} more classes: `--out DIR` writes all of them with their texts." if left > 0 else "")


def _example(text: str | None) -> str:
    return "" if text is None else text.replace("\n", " ").replace("|", "\\|")[:60]


def _side_by_side(evaluations: Iterable[Evaluation], kind: str) -> list[str]:
    return [cell for one in evaluations for cell in _cells(one.claims.by_article(kind))]


def _cells(units: Sequence[Counts]) -> list[str]:
    counts = total(units)
    return [str(counts.wanted), f"{counts.precision:.3f}", f"{counts.recall:.3f}", _f1(units)]


def _difference_row(before: Measure, after: Measure) -> list[str]:
    gain = difference(before.units, after.units, after.statistic)
    if gain is None:
        change, sign = f"{after.value - before.value:+.3f}", ""
    else:
        change = f"{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"
        sign = "better" if gain.low > 0 else "worse" if gain.high < 0 else ""
    return [after.name, f"{before.value:.3f}", f"{after.value:.3f}", change, sign]


def _f1(units: Sequence[Counts]) -> str:
    return f"{total(units).f1:.3f}{_ends(interval(units, 'f1'))}"


def _share(units: Sequence[Counts]) -> str:
    return _share_of(units, "recall")


def _share_of(units: Sequence[Counts], statistic: str) -> str:
    counts = total(units)
    if statistic == "precision":
        return f"{counts.precision:.3f}{_ends(interval(units, 'precision'))}"
    return f"{counts.recall:.3f}{_ends(interval(units, 'recall'))}"


def _ends(ends: Interval | None) -> str:
    return "" if ends is None else f" ({ends[0]:.2f} to {ends[1]:.2f})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
