"""Times that are named after a happening: "before the pandemic", "during the official period of mourning"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.dates.lexer import Atom
from pipeline.dates.words import words

_EVENT_TIME = re.compile(r"(?P<lead>lt|[I<>ityx])(?P<the>T|x|h|H)(?:[xOojlnK]|g){0,4}?!(?:o|S)?")
_NOT_BETWEEN = frozenset(words("in was were is are had has said that which who when by with to"))
_DATE = re.compile("T?[MDOYWJ]")  # "since the coup of 1 February": the date itself says when
_LEADS = frozenset({"during", "before", "after", "since", "until", "till", "throughout", "following", "amid", "prior"})


def find_event_times(atoms: Sequence[Atom], codes: str) -> list[tuple[int, int]]:
    """Character spans (end excluded) of times named after a happening, its preposition included.

    "After the ceasefire, 40 returned" gives "After the ceasefire".
    """
    spans: list[tuple[int, int]] = []
    for match in _EVENT_TIME.finditer(codes):
        lead = atoms[match.start()].text.lower()
        the = atoms[match.start("the")].text.lower()
        if lead not in _LEADS or the not in {"the", "this", "that", "its", "their", "his", "her", "a", "an", "each"}:
            continue
        if codes[match.end() : match.end() + 1] == "g" and _DATE.match(codes, match.end() + 1):
            continue
        if all(_is_plain(atom) for atom in atoms[match.start("the") : match.end()]):
            spans.append((atoms[match.start()].start, atoms[match.end() - 1].end))
    return spans


def _is_plain(atom: Atom) -> bool:
    """False for words that cannot stand between a preposition and its noun."""
    return atom.text.lower() not in _NOT_BETWEEN
