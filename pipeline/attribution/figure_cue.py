"""Verbs that say no more than whose a figure is: "put the toll at 17", "gave a figure of 60", "their register holds 300 names"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc

from pipeline.attribution.cue_verb import is_before_figure, is_passive, is_verb
from pipeline.attribution.cues import Cue
from pipeline.attribution.source_kind import RECORDS

# "put the toll at 17", "raised the estimate to 44": whoever does it vouches for the figure.
_SETTING = frozenset([
    "put", "puts", "putting", "lowered", "lowers", "raised", "raises", "revised", "revises", "corrected", "updated", "cut",
    "increased", "reduced", "estimated", "sets", "set",
])  # fmt: skip
_GIVING = frozenset({"give", "gives", "gave", "giving", "offered", "offers"})
_ASKING = frozenset([
    "ask", "asks", "asked", "asking", "hope", "hopes", "hoped", "call", "calls", "called", "appeal", "appeals", "appealed", "press",
    "presses", "pressed",
])  # fmt: skip
_KEEPING = frozenset({"keep", "keeps", "kept", "stick", "sticks", "stuck", "stand", "stands", "stood"})
_HOLDING = frozenset({"hold", "holds", "held", "has", "have", "had", "contain", "contains", "contained", "shows", "show"})
_RANGING = frozenset({"run", "runs", "ran", "range", "ranges", "ranged", "vary", "varies", "varied", "go", "goes"})
_FIGURES = frozenset(["toll", "number", "figure", "total", "count", "estimate", "tally", "death", "deaths"])
_GUESSES = frozenset({"estimates", "guesses", "reports", "counts", "figures", "tallies"})
_NO_NUMBER = frozenset({"figure", "figures", "estimate", "estimates", "count", "number", "numbers", "data", "information", "record"})
DEMAND = "ask for"  # what somebody asks for is his own figure, unless another reports it
_REACH = 20  # words in which "put" meets the figure: "put the number of men held in Tovar on Monday at 40"
_HEARERS = 5  # words between "asked" and "for": "asked both governments and the bank for"
_BEFORE = 6  # words in which a record stands before "holds": "its register for 31 July holds"


def figure_cue(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue at word `i` of the sentence from token `start`, where a figure goes with it; None otherwise."""
    read = _READERS.get(lower[i])
    return read(doc, start, lower, i) if read is not None else None


def _sets_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "put the toll at 17": a verb, the name of a figure, and "at" or "to" before a number."""
    window = lower[i + 1 : i + _REACH]
    window = window[: next((n for n, word in enumerate(window) if word in {",", ".", ";"}), len(window))]
    joint = next((n for n, word in enumerate(window) if word in {"at", "to"}), None)
    named = joint is not None and (_FIGURES.intersection(window[:joint]) or (lower[i].startswith("put") and window[joint] == "at"))
    if joint is None or not named or not is_verb(doc[start + i]) or is_passive(doc[start + i]):
        return None
    numbered = any(token.like_num or token.pos_ == "NUM" for token in doc[start + i + joint + 2 : start + i + joint + 6])
    return Cue(lower[i], "estimates" if lower[i].startswith("estimat") else "asserts", "object", ()) if numbered else None


def _gives_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "gave a figure of 60", "gives a total of its own: 60" and "gave the length as 9 km"; None without a number."""
    window = lower[i + 1 : i + 12]
    named = next((n for n, word in enumerate(window[:5]) if word in _FIGURES), None)
    if window[:1] == ["no"] and _NO_NUMBER.intersection(window[1:4]) and {"for", "of", "on"}.intersection(window[2:6]):
        return Cue(lower[i], "abstains", "object", ()) if is_verb(doc[start + i]) else None
    if not is_verb(doc[start + i]) or is_passive(doc[start + i]) or lower[max(0, i - 1)] == "to":
        return None
    if named is None:
        stated = next((n for n, word in enumerate(lower[i + 1 : i + _REACH]) if word == "as"), None)
        as_figure = stated is not None and stated > 0 and is_before_figure(doc, start + i + stated + 2, 4)
        return Cue(lower[i], "asserts", "object", ()) if as_figure and "," not in lower[i + 1 : i + 1 + (stated or 0)] else None
    joint = next((n for n, word in enumerate(window) if n > named and word in {"of", ":", "at"}), None)
    numbered = joint is not None and any(token.like_num for token in doc[start + i + joint + 1 : start + i + joint + 9])
    return Cue(lower[i], "asserts", "object", ()) if numbered else None


def _asks_for_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "asked donors for $18 million" and "hopes for 20,000 marchers"; None for "asked him for a reason"."""
    window = lower[i + 1 : i + 2 + _HEARERS]
    joint = next((n for n, word in enumerate(window) if word == "for"), None)
    if joint is None or {",", ".", ";", "to", "that"}.intersection(window[:joint]) or not is_verb(doc[start + i]):
        return None
    if is_passive(doc[start + i]) or lower[max(0, i - 1)] in {"to", "so"} or not is_before_figure(doc, start + i + joint + 2, 5):
        return None
    return Cue(DEMAND, "asserts", "object", ("for",) if not joint else ())


def _keeps_to_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "The ministry sticks to about 150": the figure follows at once."""
    joints = {"by"} if lower[i].startswith("st") and lower[i][2] in "ao" else {"to"}
    if i + 1 >= len(lower) or lower[i + 1] not in joints or not is_before_figure(doc, start + i + 2, 5):
        return None
    return Cue(f"{lower[i]} {lower[i + 1]}", "asserts", "object", (lower[i + 1],))


def _holds_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "The camp's register holds 300 names", "We hold the names of 23 men" and "The office has no figure for Tovar".

    None where a place or a body holds people: "The camp holds 300 men".
    """
    word = lower[i]
    if word in {"has", "have", "had"} and lower[i + 1 : i + 2] == ["no"]:
        missing = next((n for n, other in enumerate(lower[i + 2 : i + 5]) if other in _NO_NUMBER), None)
        asked = missing is not None and lower[i + missing + 3 : i + missing + 4] in (["for"], ["of"], ["on"])
        return Cue(word, "abstains", "object", ()) if asked else None
    if word == "hold" and lower[i - 1 : i] == ["we"]:
        return Cue(word, "asserts", "object", ()) if any(token.like_num for token in doc[start + i + 1 : start + i + 7]) else None
    before = lower[max(0, i - _BEFORE) : i]
    if not RECORDS.intersection(before) or "," in before or not is_before_figure(doc, start + i + 1, 5):
        return None
    return Cue(word, "asserts", "object", ()) if doc[start + i].pos_ in {"VERB", "AUX"} else None


def _ranges(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "Estimates run from 10,000 to 50,000"."""
    if not i or lower[i - 1] not in _GUESSES or not is_before_figure(doc, start + i + 1, 5):
        return None
    tail = (lower[i + 1],) if lower[i + 1] in {"from", "between", "to", "up"} else ()
    return Cue(lower[i], "estimates" if lower[i - 1] in {"estimates", "guesses"} else "asserts", "object", tail)


_Reader = Callable[[Doc, int, list[str], int], Cue | None]
_READERS: Mapping[str, _Reader] = {
    **dict.fromkeys(sorted(_SETTING), _sets_figure),
    **dict.fromkeys(sorted(_GIVING), _gives_figure),
    **dict.fromkeys(sorted(_ASKING), _asks_for_figure),
    **dict.fromkeys(sorted(_KEEPING), _keeps_to_figure),
    **dict.fromkeys(sorted(_HOLDING), _holds_figure),
    **dict.fromkeys(sorted(_RANGING), _ranges),
}
FIGURE_VERBS = frozenset(_READERS)
