"""Which times and places of a sentence hold for which of its claims.

A sentence with several figures and several dates ("80 were returned in August and another 40 in September") gives each figure
its own date; a date at the head or the end of the sentence holds for all figures that have none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.partial import ClaimDict, cut
from pipeline.syntax import conjuncts

CASUALTIES = frozenset({"dead", "wounded", "missing", "rescued", "survived", "trapped", "aboard", "hospitalised"})
_BOUNDARY_WORDS = frozenset({"and", "but", "while", "whereas", "from", "against", "than", "or", "then", "compared", "with"})
_BOUNDARY_MARKS = frozenset({";", ",", ":", "(", ")", "–", "—"})
_BOUNDARY_COST = 6
_CLAUSE_COST = 18  # a semicolon
_JOINTS = frozenset({" and ", ", and ", " or ", ", "})
_LONGEST_JOINT = 6  # characters
_COMPARED = re.compile(r"\b(?:(?:up|down) from|compared (?:with|to)|against|as opposed to)(?: the)? \Z")
_AS = re.compile(r",? as |, when ")  # "40 were held on Monday as thousands marched": both were on Monday
_OF_WHOLE = re.compile(r"\b(?:Of|Among|Out of) (?:the |these |those |all )?\Z")
_ENDS_SUBJECT = re.compile(r" (?:were|was|are|is) ")  # "Among the 90 held since May were 11 children"
_PART_FOLLOWS = re.compile(r",? (?:including|among (?:them|whom)|of whom|of which) (?:[a-z]+ )?\Z")
_PARTING = re.compile(r"\bof (?:which|whom|them)\b")
_LONGEST_CUE = 24  # characters
Mention = dict[str, Any]


def assign(doc: Doc, claims: Sequence[ClaimDict], mentions: Sequence[ClaimDict]) -> dict[int, tuple[list[ClaimDict], str | None]]:
    """For each claim of one sentence, by position, the mentions that hold for it and how they were inherited.

    Mentions of its own have None, those of the sentence as a whole "sentence"; a claim without any is left out.
    """
    own: dict[int, list[ClaimDict]] = {}
    fronted: list[ClaimDict] = []
    trailing: list[tuple[int, ClaimDict]] = []
    middle: list[tuple[int, ClaimDict]] = []
    for group in _lists(doc, mentions):
        start, end = group[0]["start"], group[-1]["end"]
        before = [n for n, claim in enumerate(claims) if claim["end"] <= start and not is_within(claim, claims)]
        inside = [n for n, claim in enumerate(claims) if claim["start"] <= start and end <= claim["end"]]
        after = [n for n, claim in enumerate(claims) if claim["start"] >= end]
        if inside:
            own.setdefault(inside[0], []).extend(group)
        elif before and after:
            middle.extend((before[-1], mention) for mention in group if mention["kind"] == "date")
            left = _cost(doc, claims[before[-1]]["end"], start)
            right = _cost(doc, end, claims[after[0]]["start"])
            if _opens_parenthesis(cut(doc, end, claims[after[0]]["start"])):
                right = 0
            between = cut(doc, end, claims[after[0]]["start"])
            if _PART_FOLLOWS.match(between) or _ENDS_SUBJECT.match(between):
                left = right
            holders = {before[-1], after[0]} if _AS.match(between) else {before[-1] if left <= right else after[0]}
            for holder in sorted(holders):
                own.setdefault(holder, []).extend(group)
        elif before:
            own.setdefault(before[-1], []).extend(group)
            if not is_compared(doc, claims[before[-1]]):
                trailing.extend((before[-1], mention) for mention in group)
        elif after:
            own.setdefault(after[0], []).extend(group)
            fronted.extend(group)
    scopes = _inherit(doc, claims, own, fronted, trailing)
    for n, claim in enumerate(claims):
        shared = [mention for holder, mention in middle if n not in scopes and _leaves_verb_out(doc, claims[holder], mention, claim)]
        if shared:
            scopes[n] = (shared, "sentence")
    return scopes


def is_within(claim: ClaimDict, claims: Sequence[ClaimDict]) -> bool:
    """True for the 58 of "42 of the 58 detainees were freed on Monday": what follows is said of the 42."""
    return any(other is not claim and other["start"] <= claim["start"] and claim["end"] <= other["end"] for other in claims)


def _lists(doc: Doc, mentions: Sequence[ClaimDict]) -> list[list[ClaimDict]]:
    """The mentions, those of one list together: "two clinics in Beira and Dondo" are in both towns."""
    groups: list[list[ClaimDict]] = []
    for mention in mentions:
        last = groups[-1][-1] if groups else None
        if last is not None and 0 < mention["start"] - last["end"] <= _LONGEST_JOINT and cut(doc, last["end"], mention["start"]) in _JOINTS:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _inherit(
    doc: Doc,
    claims: Sequence[ClaimDict],
    own: dict[int, list[ClaimDict]],
    fronted: list[ClaimDict],
    trailing: list[tuple[int, ClaimDict]],
) -> dict[int, tuple[list[ClaimDict], str | None]]:
    scopes: dict[int, tuple[list[ClaimDict], str | None]] = {n: (found, None) for n, found in own.items()}
    for n, claim in enumerate(claims):
        if n in scopes:
            continue
        same_clause = [
            mention
            for holder, mention in trailing
            if _same_clause(doc, claims[holder], claim) and not _is_of_part(doc, claim, claims[holder])
        ]
        if fronted:
            scopes[n] = (fronted, "sentence")
        elif same_clause:
            scopes[n] = (same_clause, "sentence")
    return scopes


def _leaves_verb_out(doc: Doc, first: ClaimDict, mention: ClaimDict, second: ClaimDict) -> bool:
    """True for the 15 of "40 were held in Tiro on Sunday, and 15 in Meno": one verb, and so one day, for both."""
    if first.get("_verb") is None or first["_verb"] != second.get("_verb") or second["start"] < mention["end"]:
        return False
    begin = max(first["sentence"][0], first["start"] - _LONGEST_CUE)
    if first["start"] > begin and _OF_WHOLE.search(cut(doc, begin, first["start"])):
        return False  # "Of the 46 who were held on Sunday 28 have been freed": no day is given for the 28
    between = cut(doc, mention["end"], second["start"])
    return ";" not in between and not between.endswith(" from ")


def _is_of_part(doc: Doc, whole: ClaimDict, part: ClaimDict) -> bool:
    """True for "2,400, of which 310 in the week to 9 June": the week is that of the 310."""
    return whole["end"] < part["start"] and _PARTING.search(cut(doc, whole["end"], part["end"])) is not None


def is_compared(doc: Doc, claim: ClaimDict) -> bool:
    """True for the 57 of "44 are missing, down from 57 on Saturday": the Saturday is that of the 57 alone."""
    begin = max(claim["sentence"][0], claim["start"] - _LONGEST_CUE)
    return claim["start"] > begin and _COMPARED.search(cut(doc, begin, claim["start"])) is not None


def _opens_parenthesis(between: str) -> bool:
    """True for "August (80 people)" and "August (with 80 people)": what the brackets hold belongs to the word before them."""
    head, bracket, rest = between.partition("(")
    return bool(bracket) and not head.strip() and ")" not in rest


def _same_clause(doc: Doc, first: ClaimDict, second: ClaimDict) -> bool:
    """True for one verb, for verbs joined by "and", and for the victims of one incident.

    "Two died and three were wounded on Thursday" and "two killed, three hurt when a bus turned over on Thursday" date both.
    """
    victims = all((claim.get("event") or {}).get("state") in CASUALTIES for claim in (first, second))
    if victims and ";" not in cut(doc, min(first["end"], second["end"]), max(first["start"], second["start"])):
        return True
    verbs = first.get("_verb"), second.get("_verb")
    if verbs[0] is None or verbs[1] is None or verbs[0] == verbs[1]:
        return True
    return doc[verbs[1]] in conjuncts(doc[verbs[0]])


def _cost(doc: Doc, start: int, end: int) -> int:
    """How far apart two characters are, in tokens, a comma or conjunction between them counting several."""
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand") if end > start else None
    if span is None:
        return 0
    boundaries = sum(token.lower_ in _BOUNDARY_WORDS or token.text in _BOUNDARY_MARKS for token in span)
    clauses = sum(token.text == ";" for token in span)
    return len(span) + _BOUNDARY_COST * boundaries + _CLAUSE_COST * clauses
