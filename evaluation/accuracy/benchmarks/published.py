"""What other systems reach on the public benchmarks, by their authors or by the notes that the project keeps of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any

from corpus.errors import DataError


@dataclass(frozen=True, slots=True)
class Published:
    """One figure of one system: CQE has a "value F1" of .92 on NewsQuant; `year` is None where the notes give none."""

    benchmark: str
    dataset: str
    figure: str
    system: str
    value: float
    source: str
    year: int | None


_FIELDS = {field.name for field in fields(Published)}


def published_figures(benchmark: str, figure: str) -> tuple[Published, ...]:
    """The rows for one figure of one benchmark, in the order of the file; none when nobody has published it."""
    return tuple(row for row in all_published() if (row.benchmark, row.figure) == (benchmark, figure))


@lru_cache(maxsize=1)
def all_published() -> tuple[Published, ...]:
    """Every row of `published.jsonl`; DataError names a line that is damaged."""
    lines = files("evaluation").joinpath("accuracy/benchmarks/published.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_read(number, json.loads(line)) for number, line in enumerate(lines, start=1))


def _read(number: int, row: Any) -> Published:
    if not isinstance(row, dict) or set(row) != _FIELDS or not row["source"]:
        raise DataError(f"published.jsonl:{number}: expected the fields {', '.join(sorted(_FIELDS))}; install the package again")
    return Published(**row)
