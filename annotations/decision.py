"""What reviewers decided: append-only events over claims, relations and groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotations.record import STRICT
from annotations.vocabulary import Action


@dataclass(frozen=True, slots=True)
class DecisionAnchor:
    """Where the target stood, so that a decision finds it again after a new extraction."""

    __pydantic_config__ = STRICT
    article: str
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `before` and `after` are records, None where there is none. `at` is a UTC time in ISO form."""

    __pydantic_config__ = STRICT
    id: str
    target: str
    anchor: DecisionAnchor
    action: Action
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reviewer: str
    at: str
