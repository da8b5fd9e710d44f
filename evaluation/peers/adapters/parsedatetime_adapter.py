"""parsedatetime: `Calendar.nlp` gives spans and moments; a moment is scored as its day, or with its minute where it is a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from protocol import Finding, serve

DAY = 1


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every date and time of `text`, seen from the day of publication where it is known."""
    import parsedatetime

    source = datetime.fromisoformat(published) if published and len(published) == 10 else None
    for moment, flag, start, end, _ in parsedatetime.Calendar().nlp(text, sourceTime=source) or ():
        is_day = flag == DAY
        value = moment.date().isoformat() if is_day else moment.isoformat(timespec="minutes")
        yield {"kind": "date", "start": start, "end": end, "type": "DATE" if is_day else "TIME", "value": value}


if __name__ == "__main__":
    serve(find)
