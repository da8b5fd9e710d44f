"""Dates of publication with year, month or day precision, kept as they were given."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def published_interval(published: str) -> tuple[date, date]:
    """The first and last day that `published` can mean, both included.

    "2017-09" is 1 to 30 September 2017. ValueError for anything but YYYY, YYYY-MM or YYYY-MM-DD of the calendar.
    """
    match = _PUBLISHED.fullmatch(published)
    if match is None:
        raise ValueError(f"date of publication {published!r} is not of the form 2017, 2017-09 or 2017-09-15")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise ValueError(f"date of publication {published!r} is not a day of the calendar") from None


def is_published(value: str) -> bool:
    """True if `value` is a date of publication of a precision we keep."""
    try:
        published_interval(value)
    except ValueError:
        return False
    return True
