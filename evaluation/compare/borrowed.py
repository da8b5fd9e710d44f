"""Times and places that a figure only seems to have, because another figure of its sentence has them."""

from __future__ import annotations

import re
from dataclasses import replace

from annotations.claim import Claim, TimeScope

# "2,400, of which 310 in the week to 9 June": the week is that of the 310.
_NARROWED = re.compile(r"\b(?:of which|of whom|of them|including|among them)\b", re.IGNORECASE)
# "380 arrests in three days: 120 on Friday ...": the figure is of all the days, not of one of them.
_SPAN_OF_DAYS = re.compile(
    r"(?:\s+[\w'\u2019-]+){0,4}?\s+(?:in|over|within|during)\s+((?:(?:the|these)\s+)?(?:both|two|three|four|five|six|seven|\d+)\s+(?:days|nights|weeks))\b",
    re.IGNORECASE,
)
_NATIONWIDE = re.compile(
    r"\b(?:(?:whole|entire) country|nation-?wide|country-?wide|across the country|in the country as a whole)\b", re.IGNORECASE
)
_NEAR_NUMBER = 40


def without_borrowed(claim: Claim, sentence: str) -> Claim:
    """The claim without a day or a town that belongs to another figure: in "2,400, of which 310 in June" the 2,400 is of no month."""
    if claim.quantity is None:
        return claim
    after = sentence[claim.end - claim.sentence[0] :]
    if claim.when is not None and claim.when.inherited == "sentence" and _is_time_of_a_part(claim.when.text, after):
        days = _SPAN_OF_DAYS.match(after)
        claim = replace(claim, when=TimeScope(None, None, resolved=False, text=days.group(1)) if days else None)
    listed = tuple(place for place in claim.where if re.search(rf"\b{re.escape(place.name)} \(\d", after))
    if listed and not sentence[: claim.start - claim.sentence[0]].rstrip().endswith("("):
        # "2,400 come from Ostia (1,300) and Lugo (1,100)": each town is that of the figure behind it.
        claim = replace(claim, where=tuple(place for place in claim.where if place not in listed))
    before = sentence[: max(0, claim.start - claim.sentence[0])][-_NEAR_NUMBER:]
    if claim.where and (_NATIONWIDE.search(before) or _NATIONWIDE.search(after[:_NEAR_NUMBER])):
        claim = replace(claim, where=tuple(place for place in claim.where if (place.id or "").startswith("country:")))
    return claim


def _is_time_of_a_part(text: str, after: str) -> bool:
    at = after.lower().find(text.lower()) if text else -1
    return at >= 0 and (_NARROWED.search(after[:at]) is not None or _SPAN_OF_DAYS.match(after[:at]) is not None)
