"""An article as it was read: its text, where it came from, and what each stretch of the text is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.publication import published_interval

ZoneName = Literal["headline", "subhead", "byline", "dateline", "caption", "body", "footnote", "boilerplate"]


# Read by the codec of the records: unknown fields are refused, and the schema says that all fields are written.
_STRICT = {"extra": "forbid", "json_schema_serialization_defaults_required": True}


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of `Article.text` (code points, end excluded) and what it is on the page."""

    __pydantic_config__ = _STRICT
    start: int
    end: int
    zone: ZoneName

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"zone {self.zone} from {self.start} to {self.end} is empty or reversed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `text` is all of it; zones are sorted and do not overlap; what they leave out is body.

    `published` keeps the precision it was given with: "2017", "2017-09" or "2017-09-15"; None when unknown.
    `sha256` is the hexadecimal SHA-256 of `text` in UTF-8.
    """

    __pydantic_config__ = _STRICT
    id: str
    path: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    url: str | None = None
    republished_from: str | None = None
    language: str | None = "en"
    sha256: str = ""
    text: str
    zones: tuple[Zone, ...] = ()

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", text_hash(self.text))
        if self.published is not None:
            published_interval(self.published)
        last = 0
        for zone in self.zones:
            if zone.start < last or zone.end > len(self.text):
                raise ValueError(f"zone {zone.zone} {zone.start}-{zone.end} overlaps or ends after the text ({len(self.text)})")
            last = zone.end

    @property
    def published_days(self) -> tuple[date, date] | None:
        """First and last day it may have been published on, both included; None when undated."""
        return published_interval(self.published) if self.published else None

    def zone_at(self, offset: int) -> str:
        """The zone that covers `offset`; `body` where none is marked."""
        for zone in self.zones:
            if zone.start <= offset < zone.end:
                return zone.zone
        return "body"


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that did not become claims: which, at which stage, and one sentence why.

    `code` is a short stable word (`empty`, `binary`, `encoding`, `language`, `html`, `pdf`, `row` ...).
    """

    __pydantic_config__ = _STRICT
    path: str
    article: str | None
    stage: Literal["read", "extract"]
    code: str
    message: str


def text_hash(text: str) -> str:
    """The hexadecimal SHA-256 of `text` in UTF-8; a lone surrogate counts as the replacement character."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
