"""timexy: a spaCy component that sets entities with a TIMEX3 value; midnight of a day is scored as the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from protocol import Finding, serve

VALUE = re.compile(r'type="(\w+)" value="([^"]*)"')


@cache
def _nlp() -> Any:
    import spacy
    import timexy  # noqa: F401  registers the component

    nlp = spacy.blank("en")
    nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy"})
    return nlp


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every time expression of `text`."""
    for span in _nlp()(text).ents:
        match = VALUE.search(span.kb_id_)
        type_, value = match.groups() if match else ("DATE", "")
        yield {"kind": "date", "start": span.start_char, "end": span.end_char, "type": type_, "value": value.removesuffix("T00:00:00")}


if __name__ == "__main__":
    serve(find)
