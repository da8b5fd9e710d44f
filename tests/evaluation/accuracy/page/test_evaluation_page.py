"""The page and the files beside it: what they say, and that what articles say cannot do anything there."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from corpus.errors import OutputError
from evaluation.accuracy.evaluation import evaluation_record
from evaluation.accuracy.mistakes import MistakeClass
from evaluation.accuracy.page.errors import EXAMPLES, FREQUENT, errors_of, spread
from evaluation.accuracy.page.html import evaluation_page
from evaluation.accuracy.page.shown import Costs, Shown
from evaluation.accuracy.page.write import EVALUATION_FILES, write_evaluation
from evaluation.accuracy.relations import RelationScores
from evaluation.report.write import write_report
from tests.evaluation.accuracy.page.material import COSTS, EVIL, VERSIONS, evaluation, mistake, shown
from tests.evaluation.report.story import make_story


def _text(*splits: Shown) -> str:
    return evaluation_page(splits or [shown()], costs=COSTS, versions=VERSIONS)


def _page(*splits: Shown) -> html.HtmlElement:
    return html.document_fromstring(_text(*splits))


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _cells(element: html.HtmlElement) -> list[list[str]]:
    return [[_words(cell) for cell in row.xpath("./*")] for row in element.xpath(".//tbody/tr")]


def _values(page: html.HtmlElement, label: str) -> list[list[str]]:
    """Figure, interval and number of every plotted row of that label."""
    rows = page.xpath(f"//table[contains(@class, 'plot')]//tr[th[normalize-space()='{label}']]")
    values = [value for row in rows for value in row.xpath(".//div[@class='value']")]
    return [[_words(part) for part in value.xpath("./span[not(@class='hidden')]")] for value in values]


def test_figures_equal_the_record() -> None:
    page, record = _page(), evaluation_record(evaluation())
    quantity = record["claims"]["quantity"]["overlap"]
    assert _values(page, "quantity") == [["0.769", "0.67 to 1.00", "6"]]
    assert _values(page, "quantity")[0][0] == f"{quantity['f1']:.3f}"
    assert _values(page, "quantity")[0][1] == f"{quantity['interval'][0]:.2f} to {quantity['interval'][1]:.2f}"
    modifier = record["slots"]["quantity.modifier"]["found"]
    assert _values(page, "modifier") == [[f"{modifier['recall']:.3f}", "0.33 to 1.00", str(modifier["wanted"])]]
    conflict = record["relations"]["verdicts"]["conflict"]["strict"]
    assert _values(page, "conflict")[0][0] == f"{conflict['f1']:.3f}" == "0.400"
    assert _values(page, "alarms right")[0][::2] == ["0.500", "2"]
    assert _values(page, "conflicts found")[0][::2] == ["0.333", "3"]
    assert _values(page, "unit") == [["1.000", "–", "3"]]  # one article alone: no interval
    assert [value[0] for value in _values(page, "body") + _values(page, "caption")] == ["0.667", "1.000"]


def test_interval_is_drawn_where_it_lies() -> None:
    # 2/3, 10/13 and 1 on a scale from .6 to 1: at 16.67, 42.31 and 100 percent.
    row = _page().xpath("//tr[th='quantity']//svg")[0]
    whisker = row.xpath("./line[@class='whisker s0']")[0]
    assert (whisker.get("x1"), whisker.get("x2")) == ("16.67%", "100.0%")
    assert row.xpath("./svg/@x") == ["42.31%"]


def test_page_says_what_was_measured() -> None:
    page = _page(shown(), shown("later", examples=False, report=None))
    header = _words(page.xpath("//header")[0])
    assert header.startswith("Accuracy on dev and later")
    assert _cells(page.xpath("//header")[0]) == [
        ["dev", "2", "2", "4,321", "6", "3"],
        ["later (held out)", "2", "2", "4,321", "6", "3"],
    ]
    assert "dev 0123456789ab" in header
    lead = _words(page.xpath("//ul[@class='lead']")[0])
    assert "dev: 1 false alarm in 500 pairs of claims that could be compared, 2.00 in 1,000" in lead


def test_confusion_is_a_table_with_its_counts() -> None:
    heat = _page().xpath("//table[@class='heat']")[0]
    assert [_words(cell) for cell in heat.xpath(".//thead//th")] == ["conflict", "agree", "none"]
    assert _cells(heat) == [
        ["conflict", "16", "1", ""],
        ["agree", "", "", "9"],
        ["none", "", "4", ""],
    ]
    assert "conflict taken for agree (1)" in _words(_page().xpath("//section[@id='relations']")[0])


def test_without_confidence_one_sentence_says_so() -> None:
    section = _page().xpath("//section[@id='confidence']")[0]
    assert [_words(part) for part in section.xpath("./p")] == [
        "The claims of this run carry no confidence, so there is nothing to hold against what was right."
    ]
    assert not section.xpath(".//svg")


def test_gold_without_relations_makes_a_page_too() -> None:
    claims_only = replace(evaluation(), relations=RelationScores(()))
    page = _page(Shown(claims_only, [], examples=True))
    assert "The gold joins no claims" in _words(page.xpath("//section[@id='relations']")[0])
    assert not page.xpath("//table[@class='heat']")
    assert _values(page, "alarms right") == [["–", "", "0"]]
    assert "no pair of claims to compare" in _words(page.xpath("//ul[@class='lead']")[0])


def test_confidence_is_drawn_with_its_bins_as_a_table() -> None:
    section = _page(shown(calibrated=True)).xpath("//section[@id='confidence']")[0]
    assert _words(section.xpath(".//figcaption")[0]) == "quantity claims (40)Brier 0.200, ECE 0.075"
    assert _cells(section) == [
        ["0.50", "20", "0.600", "0.50 to 0.70"],
        ["0.90", "20", "0.850", "–"],
    ]
    assert section.xpath(".//svg[@role='img']/@aria-label") == [
        "quantity claims, dev: share right by confidence; 0.50: 0.60; 0.90: 0.85",
    ]


def test_mistakes_show_their_place_and_lead_to_the_report() -> None:
    examples = _page().xpath("//ul[@class='examples']/li")
    assert [_words(one.xpath(".//mark")[0]) for one in examples] == ["300", "90", "300"]
    assert _words(examples[0]).startswith("old 300 \u2026 wanted about found exact velm/01-wire")
    assert "wanted 90 found nothing" in _words(examples[1])
    claim = make_story()[1][0].id
    assert [one.xpath(".//a/@href") for one in examples] == [
        [f"dev/report.html#c-{claim}"],
        ["dev/report.html#a-1"],
        ["dev/report.html#r-r1"],
    ]


def test_links_lead_to_what_the_report_has(tmp_path: Path) -> None:
    write_report(tmp_path, *make_story())
    anchors = set(html.document_fromstring((tmp_path / "report.html").read_text("utf-8")).xpath("//@id"))
    targets = {link.partition("#")[2] for link in _page().xpath("//a/@href") if link.startswith("dev/")}
    assert len(targets) == 4
    assert targets <= anchors


def test_without_report_nothing_links_there() -> None:
    assert all(link.startswith("#") for link in _page(shown(report=None)).xpath("//a/@href"))


def test_address_of_a_report_has_no_scheme() -> None:
    page = _page(shown(report='javascript:alert(1)//" x/report.html'))
    outer = [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert outer
    assert all(link.startswith("javascript%3Aalert%281%29//%22%20x/report.html#") for link in outer)


def test_context_is_cut_between_words() -> None:
    text = "A first sentence stands here. Forty tents were lost in the gale. And a last sentence ends it."
    one = replace(make_story()[0][0], id="a", text=text)
    wrong = MistakeClass("quantity: missed", (mistake(30, 41, text[4:60], 4, article="a"),))
    view = errors_of(Shown(evaluation(mistakes=(wrong,)), [one], examples=True), 0).frequent[0].examples[0]
    assert (view.before, view.marked, view.after) == ("\u2026 sentence stands here. ", "Forty tents", " were lost in the \u2026")


def test_examples_come_from_many_articles() -> None:
    listed = [
        mistake(start, start + 1, "x", start, article=article) for article, start in (("a", 1), ("a", 5), ("a", 9), ("b", 2), ("c", 3))
    ]
    assert [(one.article, one.start) for one in spread(listed)] == [("a", 1), ("b", 2), ("c", 3), ("a", 5), ("a", 9)]


def test_many_classes_are_folded_and_many_examples_left_to_the_file() -> None:
    many = tuple(MistakeClass(f"quantity.who: {number:02}", (mistake(0, 1, "x", 0),) * 7) for number in range(FREQUENT + 3))
    page = _page(shown(mistakes=many))
    assert _words(page.xpath("//details[@class='rare']/summary")[0]) == "3 rarer classes"
    first = page.xpath("//details[@class='class']")[0]
    assert len(first.xpath(".//li")) == EXAMPLES
    assert "2 more in errors.jsonl" in _words(first)


HELD = "a sentence of the held-out story"


def _held_out() -> Shown:
    wrong = MistakeClass("quantity: spurious", (mistake(0, 1, HELD, 0, wanted=HELD, found=HELD, article=HELD),))
    one = shown("test", examples=False, mistakes=(wrong,))
    return replace(one, articles=[replace(article, text=HELD, title=HELD) for article in one.articles])


def test_held_out_texts_are_nowhere(tmp_path: Path) -> None:
    write_evaluation(tmp_path, [shown(), _held_out()], costs=COSTS, versions=VERSIONS)
    for name in EVALUATION_FILES:
        assert HELD not in (tmp_path / name).read_text("utf-8")
    page = html.document_fromstring((tmp_path / "evaluation.html").read_text("utf-8"))
    assert "test is held out" in _words(page.xpath("//section[@id='mistakes']")[0])
    assert "quantity: spurious" not in _words(page)


def test_hostile_text_is_only_text() -> None:
    articles = [replace(article, id=EVIL, title=EVIL) for article in make_story()[0][:1]]
    wrong = (MistakeClass(f"quantity.unit: {EVIL}", (mistake(0, 5, EVIL, 0, wanted=EVIL, found=EVIL, article=EVIL, claim=EVIL),)),)
    scores = evaluation(EVIL, calibrated=True, mistakes=wrong)
    cells = tuple(replace(cell, article=EVIL, zone=EVIL, kind=EVIL) for cell in scores.claims.cells)
    calibration = (replace(scores.calibration[0], name=EVIL),)
    hostile = replace(scores, sha256=EVIL, claims=replace(scores.claims, cells=cells, articles=(EVIL,)), calibration=calibration)
    text = evaluation_page([Shown(hostile, articles, examples=True, report=EVIL)], costs=COSTS, versions={EVIL: EVIL})
    page = html.document_fromstring(text)
    assert not page.xpath("//script | //img | //iframe | //object | //*[@onload] | //@style | //link")
    assert {name for element in page.iter() for name in element.attrib if name.startswith("on")} == set()
    assert "alert(1)" in _words(page)
    assert "{{ 7 * 7 }}" in _words(page)
    assert "\u202e" not in text
    assert "\x07" not in text
    assert len(page.xpath("//style")) == 1


def test_page_may_load_and_run_nothing() -> None:
    text = _text()
    page = html.document_fromstring(text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = page.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"https?://|url\(|@import|src=|<script|xlink", text)


def test_headings_are_in_order_and_anchors_exist() -> None:
    page = _page(shown(calibrated=True), shown("later", examples=False))
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_every_drawing_has_words() -> None:
    page = _page(shown(calibrated=True))
    for drawing in page.xpath("//svg[not(ancestor::svg)]"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label")
    for hidden in page.xpath("//svg[@aria-hidden='true'][contains(@class, 'strip')]"):
        assert hidden.xpath("ancestor::table | ancestor::summary")


def test_costs_and_versions_are_told() -> None:
    section = _page().xpath("//section[@id='costs']")[0]
    assert "2,000 words per CPU second" in _words(section)
    assert "300 MiB" in _words(section)
    assert [[row[0], row[-1]] for row in _cells(section)] == [
        ["loading", "1.50 s"],
        ["extracting", "2.00 s"],
        ["comparing", "0.50 s"],
        ["counterclaim", "0.1.0"],
        ["spacy", "3.8.7"],
    ]


def test_nothing_timed_is_no_fault() -> None:
    assert "0 words per CPU second" in evaluation_page([shown()], costs=Costs(0, 0, 0, 0, 0), versions={})


def test_same_input_gives_same_bytes() -> None:
    assert _text(shown(calibrated=True)) == _text(shown(calibrated=True))


def test_files_hold_what_the_page_shows(tmp_path: Path) -> None:
    write_evaluation(tmp_path, [shown(), _held_out()], costs=COSTS, versions=VERSIONS)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(EVALUATION_FILES)
    record = json.loads((tmp_path / "evaluation.json").read_text("utf-8"))
    assert record["evaluations"][0] == json.loads(json.dumps(evaluation_record(shown().evaluation)))
    assert record["evaluations"][1]["mistakes"] == [{"class": "quantity: spurious", "count": 1}]
    assert record["costs"]["words_per_second"] == 2000
    rows = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text("utf-8").splitlines()]
    assert [(row["split"], row["class"]) for row in rows] == [
        ("dev", "quantity.modifier: about -> exact"),
        ("dev", "quantity: missed"),
        ("dev", "agree -> refines"),
    ]
    assert rows[1]["context"] == "art 90 cut"


def test_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_evaluation(tmp_path / "missing", [shown()], costs=COSTS, versions=VERSIONS)


def _colours(scheme: str) -> dict[str, str]:
    style = files("evaluation.accuracy.page").joinpath("templates", "page.css").read_text("utf-8")
    roots = re.findall(r":root \{([^}]*)\}", style)
    chosen = roots[0] + (roots[1] if scheme == "dark" else "")
    return {
        name: f"#{''.join(c * 2 for c in value)}" if len(value) == 3 else f"#{value}"
        for name, value in re.findall(r"--(\w+): #(\w+)", chosen)
    }


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme: str) -> None:
    colours = _colours(scheme)
    pairs = [("ink", "paper"), ("soft", "paper"), ("soft", "tint"), ("link", "paper"), ("link", "tint"), ("ink", "marked"), ("low", "tint")]
    pairs += [("low", f"h{shade}") for shade in range(1, 5)] + [("high", f"h{shade}") for shade in range(5, 8)]
    assert {
        pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    } == {}
    assert all(_contrast(colours[f"s{split}"], colours["paper"]) >= 3 for split in range(4))
