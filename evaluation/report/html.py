"""`report.html`: one self-contained page, rendered from the templates beside this file."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from evaluation.report import map as place_map
from evaluation.report import timeline
from evaluation.report.book import Book
from evaluation.report.clean import plain_text
from evaluation.report.details import article_views, fact_views
from evaluation.report.page import FirstPage

if TYPE_CHECKING:
    from jinja2 import Environment


def report_html(book: Book, page: FirstPage) -> str:
    """The whole report: the first page, and folded behind it all facts, findings and articles.

    The page may load nothing and run nothing: its one style sheet is named by its hash, everything else is refused.
    """
    facts = fact_views(book)
    style = _style()
    return _environment().get_template("report.html").render(
        page=page,
        facts=[fact for fact in facts if not fact.is_folded],
        folded=[fact for fact in facts if fact.is_folded],
        fact_of={key: group.id for key, group in book.group_of.items()},
        articles=article_views(book, facts),
        anchors={cite.name: cite.anchor for cite in book.cites.values()},
        failures=book.failures,
        timeline=timeline.make_timeline(book),
        plots=timeline.make_plots(book),
        map=place_map.make_map(book),
        width=timeline.WIDTH,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )  # fmt: skip


@cache
def _style() -> str:
    return files("evaluation.report").joinpath("templates", "report.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("evaluation.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """Every text that a template prints, without hidden characters; what is already markup is left alone."""
    return plain_text(value) if type(value) is str else value
