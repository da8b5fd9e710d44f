"""eyecite: citations of courts and statutes."""

from __future__ import annotations

from collections.abc import Iterator

from protocol import Finding, serve


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every citation of `text`."""
    from eyecite import get_citations

    for one in get_citations(text):
        start, end = one.span()
        yield {"kind": "legal", "start": start, "end": end, "title": one.matched_text()}


if __name__ == "__main__":
    serve(find)
