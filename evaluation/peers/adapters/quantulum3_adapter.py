"""quantulum3: its value and uncertainty are the ends of the interval."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from protocol import Finding, serve

UNITS = {"percentage": "percent", "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "dimensionless": "count"}


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every quantity of `text`."""
    from quantulum3 import parser

    for one in parser.parse(text):
        half = one.uncertainty or 0
        yield {
            "kind": "quantity",
            "start": one.span[0],
            "end": one.span[1],
            "low": one.value - half,
            "high": one.value + half,
            "unit": UNITS.get(one.unit.name, one.unit.name),
        }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    serve(find)
