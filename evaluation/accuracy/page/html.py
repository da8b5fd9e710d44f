"""`evaluation.html`: one self-contained page, rendered from the templates beside this file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from evaluation.accuracy.counts import total
from evaluation.accuracy.page import confusion, diagrams, dots
from evaluation.accuracy.page.errors import errors_of
from evaluation.accuracy.page.limits import thin_figures, wanted_relations
from evaluation.accuracy.page.places import articles_of, zone_rows
from evaluation.accuracy.page.shown import Costs, Shown
from evaluation.report.clean import plain_text

if TYPE_CHECKING:
    from jinja2 import Environment

LINE = 22  # height of one split in a row of a plot, in CSS pixels; the style sheet has the same figure


def evaluation_page(shown: Sequence[Shown], *, costs: Costs, versions: Mapping[str, str]) -> str:
    """The whole page: the picture first, then every part of it, then examples of what went wrong.

    The page may load nothing and run nothing: its one style sheet is named by its hash, everything else is refused. Splits stand
    in the order given.
    """
    evaluations = [one.evaluation for one in shown]
    style = _style()
    return _environment().get_template("page.html").render(
        shown=shown,
        claims=dots.claims_plot(evaluations),
        alarms=dots.alarms_plot(evaluations),
        slots=dots.slot_plots(evaluations),
        verdicts=dots.verdict_plots(evaluations),
        maps=[confusion.heat_map(one.relations) for one in evaluations],
        diagrams=diagrams.diagrams([one.calibration for one in evaluations]),
        zones=zone_rows(evaluations),
        articles=[articles_of(one) for one in shown],
        errors=[errors_of(one, split) for split, one in enumerate(shown) if one.examples],
        wanted_relations=wanted_relations,
        thin=thin_figures(evaluations),
        costs=costs,
        versions=sorted(versions.items()),
        line=LINE,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )  # fmt: skip


@cache
def _style() -> str:
    return files("evaluation.accuracy.page").joinpath("templates", "page.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("evaluation.accuracy.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["share"] = "{:.3f}".format
    environment.filters["total"] = total
    environment.filters["grouped"] = "{:,}".format
    return environment


def _shown(value: object) -> object:
    """Every text that a template prints, without hidden characters; what is already markup is left alone."""
    return plain_text(value) if type(value) is str else value
