"""Microsoft Recognizers-Text: numbers and what has a unit, the longer of two that overlap; dates with their TIMEX."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from protocol import Finding, serve

CULTURE = "en-us"


def find(text: str, published: str | None) -> Iterator[Finding]:
    """Every number, percentage, currency, dimension and date of `text`; the ends of its spans are inclusive."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    taken: list[tuple[int, int]] = []
    for recognize in (recognize_percentage, recognize_currency, recognize_dimension, recognize_number):
        for one in recognize(text, CULTURE):
            if not any(one.start <= end and start <= one.end for start, end in taken):
                taken.append((one.start, one.end))
                yield _quantity(one)
    reference = datetime.fromisoformat((published or "")[:10]) if published and len(published) >= 10 else None
    for one in recognize_datetime(text, CULTURE, reference=reference):
        yield _date(one)


def _quantity(one: Any) -> Finding:
    value = str((one.resolution or {}).get("value") or "").rstrip("%")
    number = float(value) if value.replace(".", "", 1).lstrip("-").isdigit() else None
    unit = "percent" if one.type_name == "percentage" else (one.resolution or {}).get("isoCurrency") or "count"
    return {"kind": "quantity", "start": one.start, "end": one.end + 1, "low": number, "high": number, "unit": unit}


def _date(one: Any) -> Finding:
    values = (one.resolution or {}).get("values") or [{}]
    return {"kind": "date", "start": one.start, "end": one.end + 1, "type": _type(one.type_name), "value": values[-1].get("timex") or ""}


def _type(name: str) -> str:
    part = name.rpartition(".")[2]
    return {"duration": "DURATION", "set": "SET", "time": "TIME", "timerange": "TIME", "datetime": "TIME"}.get(part, "DATE")


if __name__ == "__main__":
    serve(find)
