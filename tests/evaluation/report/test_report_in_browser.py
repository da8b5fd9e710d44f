"""The report in a real browser: nothing is fetched, nothing runs, it fits a telephone, and its links lead somewhere."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation.report.write import write_report
from tests.evaluation.report.story import make_story
from tests.evaluation.report.test_report_html import EVIL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(os.environ.get("COUNTERCLAIM_NO_BROWSER")), reason="COUNTERCLAIM_NO_BROWSER is set"),
]


@pytest.fixture
def address(tmp_path: Path) -> str:
    from dataclasses import replace

    articles, claims, comparison, failures = make_story()
    articles[1] = replace(articles[1], publisher=EVIL, title=EVIL, byline=EVIL, url="javascript:document.title=1")
    write_report(tmp_path, articles, claims, comparison, failures)
    return (tmp_path / "report.html").as_uri()


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_fetched_and_nothing_sticks_out(open_page: Callable[..., Any], address: str, width: int, scheme: str) -> None:
    page = open_page(address, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.heard == []
    page.close()


def test_links_open_what_is_folded(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(address, 1000)
    page.click(".fact h2 a >> nth=0")
    assert page.evaluate("location.hash") == "#f-aaaa"
    assert page.is_visible("#f-aaaa")
    page.click("#f-aaaa a.quote >> nth=0")
    assert page.is_visible(page.evaluate("location.hash"))
    assert page.evaluate("document.querySelector(location.hash).textContent") == "how many people had left"
    targets = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(link => !document.querySelector(link.getAttribute('href'))).length"
    )
    assert targets == 0
    page.close()


def test_hostile_text_is_only_text(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(address, 1000)
    assert page.title() == "What three articles say about evacuations"
    assert page.evaluate("document.images.length + document.scripts.length") == 0
    assert "onerror=alert(1)" in page.inner_text(".sources")
    assert page.evaluate("[...document.links].filter(link => !['http:', 'https:', 'file:'].includes(link.protocol)).length") == 0
    assert page.heard == []
    page.close()


def test_keyboard_reaches_the_facts(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(address, 1000)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#facts"
    page.focus("#all-facts summary >> nth=0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#all-facts details').open")
    page.close()


def test_first_page_prints_on_one_sheet(open_page: Callable[..., Any], address: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = open_page(address, 1000)
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "report.pdf").pages
    assert round(sheets[0].mediabox.height) == 842  # A4 in points
    first = sheets[0].extract_text()
    assert "What three articles say" in first
    assert "Check before you publish" in first
    assert "All facts and findings" not in first
    page.close()
