"""Whether a text is English, by the words that every English text needs."""

from __future__ import annotations

import re

# Frequent in English of any kind, and rare or absent as words of other languages in Latin script.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "was",
        "were",
        "for",
        "with",
        "by",
        "has",
        "had",
        "which",
        "been",
        "from",
        "this",
        "have",
        "said",
        "at",
        "are",
        "their",
        "who",
        "but",
        "will",
        "after",
        "would",
        "is",
        "it",
        "its",
        "they",
        "not",
        "he",
        "his",
        "an",
        "be",
        "as",
        "or",
        "than",
        "about",
        "more",
        "over",
        "on",
        "into",
        "between",
        "under",
        "one",
        "two",
        "there",
        "when",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_ENOUGH_WORDS = 12
_SHARE = 0.12


def is_english(text: str) -> bool:
    """True unless the words say otherwise; a text of fewer than twelve words gets the benefit of the doubt if in Latin script."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if not words:
        return True
    latin = sum(word[0] < "\u0250" for word in words)
    if latin < 0.5 * len(words):
        return False
    if len(words) < _ENOUGH_WORDS:
        return True
    return sum(word in _ENGLISH for word in words) >= _SHARE * len(words)
