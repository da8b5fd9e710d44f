"""The report files of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotations.claim import Claim
from annotations.files import write_text
from annotations.relation import Comparison
from corpus.article import Article, Failure
from evaluation.report.book import make_book
from evaluation.report.html import report_html
from evaluation.report.markdown import summary_text
from evaluation.report.page import make_first_page
from evaluation.report.table import facts_csv

SUMMARY, FACTS, REPORT = REPORT_FILES = ("summary.md", "facts.csv", "report.html")


def write_report(
    out: Path,
    articles: Sequence[Article],
    claims: Sequence[Claim],
    comparison: Comparison,
    failures: Sequence[Failure],
    *,
    withheld: Sequence[Claim] = (),
) -> None:
    """Write `summary.md`, `facts.csv` and `report.html` into `out`.

    `claims` are those that may be shown; what rests on others is left out and counted. The sentences of `withheld` are
    covered in the articles too. OutputError when a file cannot be written.
    """
    book = make_book(articles, claims, comparison, failures, withheld)
    page = make_first_page(book)
    write_text(out / SUMMARY, summary_text(page))
    write_text(out / FACTS, facts_csv(book))
    write_text(out / REPORT, report_html(book, page))
