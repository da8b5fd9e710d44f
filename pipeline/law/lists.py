"""The word lists of the law rules, from `data/legal_lists.jsonl`."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources


def word_list(name: str) -> frozenset[str]:
    """Give the lower-case words of one list; an empty set for a list that we do not keep."""
    return _lists().get(name, frozenset())


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("pipeline").joinpath("data/legal_lists.jsonl").read_text(encoding="utf-8")
    rows = (json.loads(line) for line in text.splitlines() if line)
    return {row["list"]: frozenset(row["words"]) for row in rows}
