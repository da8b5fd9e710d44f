"""geotext: lists of names in text order without offsets, so each list is looked up in the text again."""

from __future__ import annotations

from collections.abc import Iterator

from protocol import Finding, serve, spans_in_order


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every city, country and nationality of `text`."""
    from geotext import GeoText

    found = GeoText(text)
    for names in (found.cities, found.countries, found.nationalities):
        for name, start, end in spans_in_order(text, names):
            yield {"kind": "place", "start": start, "end": end, "name": name}


if __name__ == "__main__":
    serve(find)
