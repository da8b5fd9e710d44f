import base64
import hashlib
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from annotations.claim import Attribution
from annotations.relation import Comparison
from corpus.article import Failure, text_hash
from corpus.errors import OutputError
from evaluation.report.write import REPORT_FILES, write_report
from tests.evaluation.report.story import article, count, group, make_story, relation, said, witness

EVIL = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"' \u202e{{ 7 * 7 }}"


def _page(folder: Path) -> html.HtmlElement:
    return html.document_fromstring((folder / "report.html").read_text("utf-8"))


@pytest.fixture
def page(tmp_path: Path) -> html.HtmlElement:
    write_report(tmp_path, *make_story())
    return _page(tmp_path)


def test_three_files_are_written(tmp_path: Path) -> None:
    write_report(tmp_path, *make_story())
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(REPORT_FILES)


def test_headings_are_in_order(page: html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.get("lang") == "en"


def test_links_resolve_inside_the_page(page: html.HtmlElement) -> None:
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert inner
    assert inner <= set(ids)


def test_claims_and_facts_are_linked_both_ways(page: html.HtmlElement) -> None:
    over = page.xpath("//div[@class='text']//span[starts-with(text(), 'More than 300')]")[0]
    reference = over.getnext()
    assert (reference.tag, reference.get("href")) == ("a", "#f-aaaa")
    assert f"#{over.get('id')}" in page.xpath("//div[@id='f-aaaa']//a/@href")


def test_nothing_is_loaded_or_run(page: html.HtmlElement) -> None:
    assert not page.xpath("//script | //link | //img | //iframe | //object | //form")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = page.xpath("//style")[0].text
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert "url(" not in style


def test_only_web_addresses_are_links(page: html.HtmlElement) -> None:
    outer = [link for link in page.xpath("//a") if not link.get("href").startswith("#")]
    assert {(link.get("href"), link.get("rel")) for link in outer} == {("https://hillwire.example/velm?a=1&b=2", "noreferrer")}
    assert "javascript:alert(1)" in page.text_content()


def test_every_quote_carries_where_it_is_from(page: html.HtmlElement) -> None:
    for side in page.xpath("//ul[@class='sides']/li[.//blockquote]"):
        cite = side.xpath(".//cite")[0].text_content()
        assert re.search(r"sha256\s[0-9a-f]{12}$", cite)
    assert f"sha256\u00a0{text_hash(make_story()[0][0].text)[:12]}" in page.text_content()
    assert "Hill Wire, Slope gives way above Velm, 6 May 2024" in page.text_content()


def test_failures_are_listed(page: html.HtmlElement) -> None:
    assert "the file is encrypted: save it without a password" in page.xpath("//section[@id='failures']")[0].text_content()


def test_hostile_articles_stay_text(tmp_path: Path) -> None:
    text = article("evil", f"{EVIL} 40 people left. {EVIL}", publisher=EVIL, title=EVIL, url=f"https://x.example/{EVIL}", byline=EVIL)
    left = count(text, "40 people", 40, 40, head=f"people{EVIL}", attribution=said(EVIL, EVIL))
    again = replace(left, id="b" * 16)
    fact = group("g", 1, left, again, label=EVIL, witnesses=(witness(EVIL, "states", left, again),))
    finding = relation("r", "compatible", EVIL, (left, "peer"), (again, "peer"), group="g", equation=EVIL)
    failures = [Failure(EVIL, EVIL, "read", "row", EVIL)]
    write_report(tmp_path, [text], [left, again], Comparison((finding,), (fact,)), failures)
    page = _page(tmp_path)
    assert not page.xpath("//script | //img")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    source = (tmp_path / "report.html").read_text("utf-8")
    assert "\u202e" not in source
    assert "{{ 7 * 7 }}" in source
    assert source.count("</style>") == 1
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "\u202e" not in summary
    assert re.search(r"(?<!\\)<(?:script|img|/style)", summary) is None


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.evaluation.report.story import make_story;"
        "from evaluation.report.write import write_report; write_report(Path(sys.argv[1]), *make_story())"
    )
    for seed in ("1", "2"):
        out = tmp_path / seed
        out.mkdir()
        subprocess.run([sys.executable, "-c", code, str(out)], check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."})
    for name in REPORT_FILES:
        content = (tmp_path / "1" / name).read_bytes()
        assert content == (tmp_path / "2" / name).read_bytes()
        assert str(tmp_path).encode() not in content


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_report(tmp_path / "missing", *make_story())


def test_many_claims_are_written_quickly(tmp_path: Path) -> None:
    articles, claims, groups = [], [], []
    for number in range(20):
        text = article(
            f"a{number}", " ".join(f"In week {week} some {week + 10} growers of Arl{week} were evacuated." for week in range(75))
        )
        articles.append(text)
        claims.append(
            [
                count(
                    text,
                    f"{week + 10} growers of Arl{week} ",
                    week + 10,
                    week + 10,
                    head="growers",
                    attribution=(Attribution("board", "group"),),
                )
                for week in range(75)
            ]
        )
    findings = []
    for week in range(75):
        members = [row[week] for row in claims]
        groups.append(group(f"g{week}", 10000 + week, *members, witnesses=(witness("board", "states", *members),)))
        findings.append(relation(f"r{week}", "agree", "The same figure.", *((member, "peer") for member in members), group=f"g{week}"))
    write_report(tmp_path, articles, [], Comparison((), ()), [])  # templates are compiled once a process

    def seconds() -> float:
        start = time.process_time()
        write_report(tmp_path, articles, [item for row in claims for item in row], Comparison(tuple(findings), tuple(groups)), [])
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 1.5
