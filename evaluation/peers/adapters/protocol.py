"""How an adapter is fed: one text a line of JSON on stdin, one answer a line of JSON on stdout.

Runs in the environment of the other tool, so it uses the standard library alone. An answer is
{"id", "cpu", "wall", "found": [...]} or {"id", "cpu", "wall", "error"}: seconds of this process, and seconds by the clock, which is
all that can be told of a tool that works in processes of its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Finding = dict[str, Any]
Find = Callable[[str, "str | None"], Iterable[Finding]]


def serve(find: Find) -> None:
    """Answer every text of stdin with what `find(text, published)` gives; the first text is read twice, so that loading is not timed."""
    warm = True
    for line in sys.stdin:
        item = json.loads(line)
        if warm:
            _answer(find, item)
            warm = False
        sys.stdout.write(json.dumps(_answer(find, item)) + "\n")
        sys.stdout.flush()


def _answer(find: Find, item: dict[str, Any]) -> dict[str, Any]:
    cpu, wall = time.process_time(), time.perf_counter()
    result: dict[str, Any]
    try:
        result = {"found": list(find(item["text"], item["published"]))}
    except Exception as error:  # the tool's own failure on this text is its result
        result = {"error": f"{type(error).__name__}: {error}"[:200]}
    return {"id": item["id"], "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, **result}


def spans_in_order(text: str, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Where `names`, given in text order without offsets, stand in `text`; one that is not found is left out."""
    at = 0
    for name in names:
        start = text.find(name, at)
        if start >= 0:
            at = start + len(name)
            yield name, start, at


def nearest(text: str, phrase: str, about: int) -> int | None:
    """Where `phrase` begins in `text`, as near to `about` as there is one; None where there is none."""
    starts = []
    at = text.find(phrase)
    while at >= 0:
        starts.append(at)
        at = text.find(phrase, at + 1)
    return min(starts, key=lambda start: (abs(start - about), start), default=None)
