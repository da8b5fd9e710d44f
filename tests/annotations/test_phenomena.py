"""Each phenomenon is told by the slots and the quote of one gold line, and by nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.phenomena import PHENOMENA, count_phenomena, phenomena_table, read_lines

Line = dict[str, Any]


def quantity(quote: str, **slots: Any) -> Line:
    empty = {"low": 1, "high": 1, "modifier": "exact", "unit": "count", "rate": None, "relation": None, "base": None}
    return {"kind": "quantity", "quote": quote, "salient": True, "attribution": [], "quantity": {**empty, **slots}}


def date(quote: str, **slots: Any) -> Line:
    empty = {"type": "DATE", "value": "2025-05-04", "begin": "2025-05-04", "end": "2025-05-04", "anchor": "explicit"}
    return {"kind": "date", "quote": quote, "salient": False, "attribution": [], "date": {**empty, **slots}}


def place(quote: str, **slots: Any) -> Line:
    return {"kind": "place", "quote": quote, "attribution": [], "place": {"feature": "town", "role": "location", **slots}}


def legal(quote: str, **slots: Any) -> Line:
    return {"kind": "legal", "quote": quote, "attribution": [], "legal": {"kind": "treaty", "pinpoints": [], "status": None, **slots}}


def said(*sources: Line) -> Line:
    return {**quantity("nine wells"), "attribution": list(sources)}


def source(kind: str = "person", stance: str = "asserts", how: str = "indirect") -> Line:
    return {"source": "Rosa Quispe", "kind": kind, "stance": stance, "type": how}


ARTICLE_9 = [[{"unit": "article", "value": "9"}]]
SHOWN = [
    ("quantity: count", quantity("nine wells")),
    ("quantity: percentage", quantity("4 percent", unit="percent")),
    ("quantity: percentage", quantity("four points", unit="percentage_point")),
    ("quantity: money", quantity("540 pesos", unit="BOB")),
    ("quantity: measure", quantity("12 hectares", unit="har")),
    ("quantity: duration", quantity("eight days", unit="duration")),
    ("quantity: rate", quantity("60 tonnes", unit="t", rate="day")),
    ("quantity: number word", quantity("Forty-one families")),
    ("quantity: number word", quantity("a third of the shops", unit="percent")),
    ("quantity: base", quantity("12 of the 30", base={"low": 30, "high": 30})),
    *[(f"modifier: {name}", quantity("some of it", modifier=name)) for name in ("exact", "more_than", "at_least", "less_than", "at_most")],
    *[(f"modifier: {name}", quantity("some of it", modifier=name)) for name in ("nearly", "about", "range", "vague", "none", "undetermined")],
    *[(f"relation: {name}", quantity("40", relation=name)) for name in ("additional", "including", "rest", "each", "other")],
    ("date: explicit", date("4 May 2025")),
    ("date: relative", date("last spring", anchor="relative")),
    ("date: year inferred", date("4 May", anchor="year_inferred")),
    ("date: unresolved", date("the harvest", anchor="unresolved")),
    ("date: joined", date("May and June", value="2025-05/2025-06")),
    ("date: open", date("May", end=None)),
    ("date: open", date("Friday", begin=None)),
    ("date: from another date", date("two days after the vote", anchor="relative")),
    ("date: from another date", date("the following morning", anchor="relative")),
    ("date: from another date", date("that night", anchor="relative")),
    ("date: duration", date("eight days", type="DURATION")),
    *[(f"place: {name}", place("Nzoia", feature=name)) for name in ("country", "region", "town", "water", "border")],
    *[(f"place: {name}", place("Nzoia", role=name)) for name in ("location", "actor", "modifier")],
    ("legal: treaty", legal("the Kampala Convention")),
    ("legal: protocol", legal("its Protocol", kind="protocol")),
    ("legal: statute", legal("the Prisons Act", kind="statute")),
    ("legal: statute", legal("the Penal Code", kind="code")),
    ("legal: resolution", legal("Resolution 2365", kind="resolution")),
    ("legal: resolution", legal("General Comment No. 35", kind="soft-law")),
    ("legal: constitution or principle", legal("Article 9 of the Constitution", kind="constitution")),
    ("legal: constitution or principle", legal("habeas corpus", kind="principle")),
    ("legal: pinpoint", legal("Article 9", pinpoints=ARTICLE_9)),
    ("legal: several pinpoints", legal("Articles 9 and 10", pinpoints=ARTICLE_9 * 2)),
    ("legal: short form", legal("Article 9 of the Convention")),
    ("legal: short form", legal("its 1967 Protocol", kind="protocol")),
    ("legal: short form", legal("Article 9(3)")),
    ("legal: short form", legal("section 4 of the Act", kind="statute")),
    ("legal: short form", legal("Article 3 of that treaty")),
    ("legal: acronym", legal("Article 7 of the ICCPR")),
    ("legal: acronym", legal("Convention against Torture (CAT)")),
    ("status: bound", legal("ratified the Covenant", status="ratified")),
    ("status: signed", legal("signatory to the Covenant", status="signatory")),
    ("status: outside", legal("left the Covenant", status="withdrawn")),
    ("source: chain", said(source("government", "cites"), source("organisation"))),
    *[
        (f"source: {name}", said(source(name)))
        for name in ("organisation", "government", "person", "group", "document", "anonymous")
    ],
    ("source: none named", quantity("nine wells")),
    ("source: direct quote", said(source(how="direct"))),
    ("source: direct quote", said(source(how="mixed"))),
    *[(f"stance: {name}", said(source(stance=name))) for name in ("abstains", "denies", "confirms", "estimates")],
    *[("stance: alleges, cites or warns", said(source(stance=name))) for name in ("alleges", "cites", "warns")],
    *[
        (f"verdict: {name}", {"verdict": name, "claims": []})
        for name in (
            "no_estimate", "conflict", "sums_to", "part_of", "supersedes", "not_comparable", "agree", "refines", "compatible", "review"
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize(("name", "line"), SHOWN)
def test_a_line_shows_the_phenomenon(name: str, line: Line) -> None:
    assert PHENOMENA[name](line)


def test_each_phenomenon_has_its_line_here() -> None:
    assert {name for name, _ in SHOWN} == set(PHENOMENA)


ABSENT = [
    ("quantity: money", quantity("12 hectares", unit="har")),
    ("quantity: money", quantity("nine wells")),
    ("quantity: measure", quantity("540 pesos", unit="BOB")),
    ("quantity: measure", quantity("eight days", unit="duration")),
    ("quantity: number word", quantity("41 families")),
    ("quantity: number word", quantity("2 million euros", unit="EUR")),  # the digits are what is read
    ("quantity: number word", quantity("no one", low=None, high=None, modifier="none")),
    ("date: joined", date("4 May 2025")),
    ("date: open", date("the harvest", begin=None, end=None, anchor="unresolved")),
    ("date: from another date", date("late May")),
    ("date: from another date", date("shortly after 6 a.m.", type="TIME")),
    ("legal: short form", legal("Article 9 of the Kampala Convention")),
    ("legal: short form", legal("Convention against Torture")),
    ("legal: short form", legal("the Rights and Duties Act", kind="statute")),
    ("legal: short form", legal("Resolution 2365", kind="resolution")),
    ("legal: short form", legal("Article 7 of the ICCPR")),
    ("legal: short form", legal("Article 9 of the Constitution", kind="constitution")),
    ("legal: short form", legal("habeas corpus", kind="principle")),
    ("legal: acronym", legal("Protocol II", kind="protocol")),
    ("legal: several pinpoints", legal("Article 9", pinpoints=ARTICLE_9)),
    ("source: chain", said(source())),
    ("source: none named", said(source())),
    ("source: none named", {**quantity("a 50-bed clinic"), "salient": False}),
    ("source: none named", date("4 May 2025")),
    ("source: direct quote", said(source())),
    ("place: town", {"kind": "place", "quote": "Nzoia", "attribution": [], "place": {"role": "location"}}),  # the slot is left out
    ("verdict: agree", {"verdict": "refines", "claims": []}),
]


@pytest.mark.parametrize(("name", "line"), ABSENT)
def test_a_line_does_not_show_the_phenomenon(name: str, line: Line) -> None:
    assert not PHENOMENA[name](line)


LINES = st.lists(st.sampled_from([line for _, line in [*SHOWN, *ABSENT]]), max_size=12)


@given(LINES, LINES)
def test_counts_of_two_splits_add_up(dev: list[Line], held_out: list[Line]) -> None:
    assert count_phenomena([*dev, *held_out]) == count_phenomena(dev) + count_phenomena(held_out)


def test_what_no_line_shows_is_counted_as_zero() -> None:
    assert count_phenomena([]) == Counter(dict.fromkeys(PHENOMENA, 0))
    assert list(count_phenomena([date("4 May 2025")])) == list(PHENOMENA)


def test_the_table_gives_sum_and_shortfall() -> None:
    table = phenomena_table({"dev": Counter({"date: open": 11}), "test": Counter({"date: open": 4, "date: joined": 30})})
    rows = {line[:40].split("  ")[0]: line.split()[-4:] for line in table.splitlines()[1:]}
    assert rows["date: open"] == ["11", "4", "15", "5"]
    assert rows["date: joined"][-3:] == ["0", "30", "30"]


def test_lines_are_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "well.claims.jsonl").write_text('{"kind": "date"}\n{"kind": "place"}\n', encoding="utf-8")
    (tmp_path / "well.relations.jsonl").write_text('{"verdict": "agree"}\n', encoding="utf-8")
    assert [line.get("kind") or line["verdict"] for line in read_lines(tmp_path)] == ["date", "place", "agree"]
    assert read_lines(tmp_path / "none") == []
