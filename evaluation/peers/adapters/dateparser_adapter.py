"""dateparser: `search_dates` gives phrases in text order and moments; a moment is scored as its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from protocol import Finding, serve, spans_in_order


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every date of `text`, seen from the day of publication where it is known."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(published)} if published and len(published) == 10 else {}
    found = search_dates(text, languages=["en"], settings=settings) or []
    days = iter(found)
    for (_, moment), (_, start, end) in zip(days, spans_in_order(text, [phrase for phrase, _ in found]), strict=False):
        yield {"kind": "date", "start": start, "end": end, "type": "DATE", "value": moment.date().isoformat()}


if __name__ == "__main__":
    serve(find)
