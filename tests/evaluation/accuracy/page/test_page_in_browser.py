"""The page in a real browser: nothing is fetched, nothing runs, it fits a telephone, and a mistake leads to its claim."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evaluation.accuracy.mistakes import MistakeClass
from evaluation.accuracy.page.write import write_evaluation
from evaluation.report.write import write_report
from tests.evaluation.accuracy.page.material import COSTS, EVIL, VERSIONS, classes, mistake, shown
from tests.evaluation.report.story import make_story

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(os.environ.get("COUNTERCLAIM_NO_BROWSER")), reason="COUNTERCLAIM_NO_BROWSER is set"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("evaluation")
    (folder / "dev").mkdir()
    write_report(folder / "dev", *make_story())
    long = "unbroken" * 40
    wrong = (
        *classes(),
        MistakeClass(f"quantity.unit: {EVIL}{long}", (mistake(2, 9, EVIL + long, 0, wanted=EVIL, found=long, article=long),)),
    )
    dev = shown(calibrated=True, mistakes=wrong)
    held_out = shown("test", examples=False, report=None, calibrated=True)
    write_evaluation(folder, [dev, replace(held_out, articles=dev.articles)], costs=COSTS, versions=VERSIONS | {long: EVIL})
    return (folder / "evaluation.html").as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(400, "light"), (400, "dark"), (1400, "light")])
def test_nothing_is_fetched_and_nothing_sticks_out(open_page: Callable[..., Any], address: str, width: int, scheme: str) -> None:
    page = open_page(address, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = "[...document.querySelectorAll('main *')].filter(one => !one.closest('.wide, .hidden, .eg') && one.getBoundingClientRect().right > innerWidth + 8)"
    assert page.evaluate(f"{outside}.map(one => one.tagName)") == []
    assert page.evaluate("document.scripts.length + document.images.length") == 0
    assert page.heard == []
    page.close()


def test_drawings_have_room_on_a_telephone(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(address, 400)
    assert page.evaluate("Math.min(...[...document.querySelectorAll('tbody svg.strip')].map(one => one.clientWidth))") >= 80
    assert (
        page.evaluate("Math.min(...[...document.querySelectorAll('main *')].map(one => parseFloat(getComputedStyle(one).fontSize)))") >= 11
    )
    page.close()


def test_mistake_leads_to_its_claim(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(address, 1000)
    page.focus("#mistakes summary >> nth=0")
    page.keyboard.press("Enter")
    page.click("#mistakes .examples a >> nth=0")
    page.wait_for_url("**/dev/report.html#c-*")
    assert page.evaluate("document.querySelector(location.hash).textContent").startswith("More than 300 villagers")
    assert page.is_visible(page.evaluate("location.hash"))
    page.close()


def test_keyboard_reaches_the_figures(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(address, 1000)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#claims"
    page.close()
