"""`summary.md`: the first page as markdown, ready to paste."""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.report.book import Cite
from evaluation.report.clean import markdown
from evaluation.report.facts import Fact, Row
from evaluation.report.law import Law
from evaluation.report.page import FirstPage, Line

_HEADER = "| | says | on whose word | article |\n|---|---|---|---|"


def summary_text(page: FirstPage) -> str:
    """The first page; everything that comes from an article is escaped."""
    blocks = [f"# {markdown(page.title)}", f"{markdown(page.about)}\n\n**{markdown(page.alarm)}** {markdown(page.remark)}".rstrip()]
    number = 0
    for fact in page.facts:
        number += 1
        blocks.append(_fact(number, fact))
    if page.law is not None:
        number += 1
        blocks.append(_law(number, page.law))
    blocks += _list("Look alike, are not the same", page.lookalikes)
    blocks += _list("One voice only: trace before use", page.voices)
    blocks += _list("Check before you publish", page.checks, numbered=True)
    blocks.append("## Articles\n\n" + "\n".join(f"- {_cite(cite)}" for cite in page.cites))
    return "\n\n".join(blocks) + "\n"


def _fact(number: int, fact: Fact) -> str:
    lines = [f"## {number}. {markdown(fact.heading)}", ""]
    if fact.labels:
        lines += [f"*{markdown(' · '.join(fact.labels))}*", ""]
    lines += [_HEADER, *map(_row, fact.rows)]
    if fact.more_rows:
        lines.append(f"| | and {fact.more_rows} more in the report | | |")
    if fact.notes:
        lines += ["", *(f"- {markdown(note)}" for note in fact.notes)]
    return "\n".join(lines)


def _row(row: Row) -> str:
    says = " · ".join(f"\u201c{markdown(quote.text)}\u201d" + (f" {markdown(quote.note)}" if quote.note else "") for quote in row.says)
    word = markdown(row.word) if row.word else "**nobody named**"
    return f"| {markdown(row.role)} | {says} | {word} | {markdown(', '.join(row.articles))} |"


def _law(number: int, law: Law) -> str:
    lines = [f"## {number}. {markdown(law.heading)}", "", "| instrument | articles say | record |", "|---|---|---|"]
    lines += [f"| {markdown(row.instrument)} | {markdown(row.says)} | {markdown(row.record or '–')} |" for row in law.rows]
    if law.notes:
        lines += ["", *(f"- {markdown(note)}" for note in law.notes)]
    return "\n".join(lines)


def _list(title: str, lines: Iterable[Line], *, numbered: bool = False) -> list[str]:
    items = list(lines)
    if not items:
        return []
    marks = [f"{number}." if numbered else "-" for number in range(1, len(items) + 1)]
    text = "\n".join(f"{mark} {markdown(line.text)}{_where(line)}" for mark, line in zip(marks, items, strict=True))
    return [f"## {title}\n\n{text}"]


def _where(line: Line) -> str:
    return f" ({markdown(', '.join(line.articles))})" if line.articles else ""


def _cite(cite: Cite) -> str:
    link = f"<{cite.link}>" if cite.link else markdown(cite.url)
    parts = (
        markdown(cite.publisher or "publisher not named"),
        markdown(cite.title),
        markdown(cite.published),
        link,
        f"sha256 {cite.digest}",
    )
    return f"**{markdown(cite.name)}**: {', '.join(part for part in parts if part)}"
