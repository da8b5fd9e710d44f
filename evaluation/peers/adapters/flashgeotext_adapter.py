"""flashgeotext: names of cities and countries with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from protocol import Finding, serve


@cache
def _geotext() -> Any:
    from flashgeotext.geotext import GeoText

    return GeoText()


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every city and country of `text`."""
    for names in _geotext().extract(input_text=text).values():
        for name, one in names.items():
            for start, end in one["span_info"]:
                yield {"kind": "place", "start": start, "end": end, "name": name}


if __name__ == "__main__":
    from loguru import logger

    logger.remove()
    serve(find)
