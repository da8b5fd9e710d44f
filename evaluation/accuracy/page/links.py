"""Addresses in the report beside the page: of a claim, of a finding, of an article."""

from __future__ import annotations

from urllib.parse import quote

from evaluation.accuracy.page.shown import Shown
from evaluation.report.book import article_anchors


def claim_link(shown: Shown, claim: str) -> str | None:
    """Where the report marks the claim; None without a report."""
    return _link(shown, f"c-{claim}")


def finding_link(shown: Shown, relation: str) -> str | None:
    """Where the report shows the finding; None without a report."""
    return _link(shown, f"r-{relation}")


def article_link(shown: Shown, article: str) -> str | None:
    """Where the report prints the article; None without a report, and for an article that is not among those of the split."""
    anchor = article_anchors(shown.articles).get(article)
    return _link(shown, anchor) if anchor else None


def _link(shown: Shown, anchor: str) -> str | None:
    """A relative address whatever its parts hold: quoting leaves no scheme ("javascript:") and no way out of the attribute."""
    return None if shown.report is None else f"{quote(shown.report)}#{quote(anchor)}"
