"""`report.html`: one self-contained page, rendered from the templates beside this file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evaluation.report.book import Book
from evaluation.report.page import FirstPage

if TYPE_CHECKING:
    from jinja2 import Environment


def report_html(book: Book, page: FirstPage) -> str:
    """The whole report: the first page, and folded behind it all facts, findings and articles."""
    return _environment().get_template("report.html").render(book=book, page=page)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("evaluation.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
