"""What a reader found, before it is known what the article is called and what else is known about it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from corpus.article import Zone

MAX_CHARACTERS = 2_000_000
_UNREADABLE = {0: "\ufffd", **dict.fromkeys(range(55296, 57344), "�")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What may be known about an article besides its text; None where nobody says."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    url: str | None = None
    republished_from: str | None = None

    def or_else(self, other: Facts) -> Facts:
        """These facts, and those of `other` where these are silent."""
        return Facts(**{name: getattr(self, name) or getattr(other, name) for name in FACT_NAMES})


FACT_NAMES = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as its file gives it. `row` counts from 1 in row formats; `zones` None when the format marks none."""

    text: str
    facts: Facts = Facts()
    given_id: str | None = None
    row: int | None = None
    zones: tuple[Zone, ...] | None = None


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is no article, and one sentence why."""

    row: int
    code: str
    message: str


def clean_text(text: str) -> str:
    """`text` with NUL and lone surrogates replaced one for one, so that no offset moves."""
    return text.translate(_UNREADABLE)


def facts_of_row(row: dict[str, Any]) -> Facts:
    """The facts that a row states in its columns; dates become ISO days, blanks None."""
    return Facts(**{name: _text_or_none(row.get(name)) for name in FACT_NAMES})


def _text_or_none(value: object) -> str | None:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or value != value:  # a missing number in a table is NaN, which differs from itself
        return None
    return clean_text(str(value)).strip() or None
