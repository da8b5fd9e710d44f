"""Agreement of two annotators as Markdown tables and as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from evaluation.accuracy.agreement import Agreement, Measure
from evaluation.report.clean import clip, markdown

_SPANS = ("F1 exact", "F1 overlap", "token kappa", "token alpha")
_SLOTS = ("share", "F1", "kappa", "alpha")
_WIDTH, _NAMED = 60, 5


def agreement_table(agreement: Agreement, *, limit: int = 20) -> str:
    """The measures, kappa by article, and the first `limit` disagreements, as Markdown; every figure with its items and 95 % interval."""
    blocks = [measures_table(agreement), _by_article(agreement), _disagreements(agreement, limit)]
    return "\n\n".join(block for block in blocks if block)


def measures_table(agreement: Agreement) -> str:
    """The measures alone, which hold no word of an article."""
    blocks = [
        f"{len(agreement.articles)} articles that both annotated. {_left_out(agreement)}",
        _measures("claims marked", _SPANS, [one for one in agreement.measures if one.coefficient in _SPANS]),
        _measures("claims and pairs that both marked", _SLOTS, [one for one in agreement.measures if one.coefficient in _SLOTS]),
    ]
    return "\n\n".join(block for block in blocks if block)


def agreement_record(agreement: Agreement) -> dict[str, Any]:
    """The same as plain values for JSON, with every disagreement, figures rounded to three decimals."""
    measures = [
        {**asdict(one), "value": _rounded(one.value), "interval": [_rounded(end) for end in one.interval or ()] or None}
        for one in agreement.measures
    ]
    by_article = {name: {of: _rounded(value) for of, value in kappas.items()} for name, kappas in agreement.by_article.items()}
    return {
        "articles": list(agreement.articles),
        "left_out": list(agreement.left_out),
        "measures": measures,
        "token_kappa_by_article": by_article,
        "disagreements": [asdict(one) for one in agreement.disagreements],
    }


def _left_out(agreement: Agreement) -> str:
    names = [_cell(name) for name in agreement.left_out]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"Left out, because only one of them has claims there: {', '.join(names[:_NAMED])}{more}." if names else "None was left out."


def _measures(title: str, columns: Iterable[str], measures: list[Measure]) -> str:
    shown = [column for column in columns if any(one.coefficient == column for one in measures)]
    rows = []
    for of in dict.fromkeys(one.of for one in measures):
        found = {one.coefficient: one for one in measures if one.of == of}
        rows.append([of, *(_figure(found.get(column)) for column in shown)])
    return _table([title, *shown], rows) if rows else ""


def _figure(measure: Measure | None) -> str:
    if measure is None or measure.value is None:
        return "-" if measure is None else f"undefined, n = {measure.items}"
    ends = f" [{measure.interval[0]:.3f}, {measure.interval[1]:.3f}]" if measure.interval else ""
    return f"{measure.value:.3f}{ends}, n = {measure.items}"


def _by_article(agreement: Agreement) -> str:
    kinds = list(next(iter(agreement.by_article.values()), {}))
    rows = [[_cell(name), *(_plain(kappas[kind]) for kind in kinds)] for name, kappas in agreement.by_article.items()]
    return _table(["token kappa by article", *kinds], rows) if rows else ""


def _disagreements(agreement: Agreement, limit: int) -> str:
    found = agreement.disagreements
    if not found:
        return "No disagreement."
    classes = sorted(Counter(one.of for one in found).items(), key=lambda item: (-item[1], item[0]))
    tally = _table(["disagreements", "number"], [[of, str(number)] for of, number in classes])
    rows = [
        [one.of, f"{_cell(one.article)} {one.start}-{one.end}", _cell(one.quote), _reading(one.first), _reading(one.second)]
        for one in found[:limit]
    ]
    shown = f"The first {len(rows)} of {len(found)} in the order of the text:"
    return f"{tally}\n\n{shown}\n\n{_table(['disagreement', 'where', 'text', 'first', 'second'], rows)}"


def _reading(text: str | None) -> str:
    return "not marked" if text is None else _cell(text)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    """Foreign text on one line, cut, with Markdown's own signs escaped."""
    return markdown(clip(text, _WIDTH))


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
