from __future__ import annotations
from dataclasses import dataclass
from pipeline.legal_mention import Mention
@dataclass
class StatusClaim:
    mention: Mention
    first: int
    last: int
    cue: tuple[int, int]
    status: str
    party: str | None
    party_words: tuple[int, int] | None
    date: dict | None
    date_words: tuple[int, int] | None
    pointing: bool
def find_status(page, mentions, catalogue):
    return []
