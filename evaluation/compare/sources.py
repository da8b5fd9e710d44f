"""Who stands behind a claim, and whether two names mean one source."""

from __future__ import annotations

import re

from annotations.claim import Attribution, Claim
from evaluation.compare.lexicon import WORD, singular, word_list

_TITLES = re.compile(
    r"^(?:(?:the|a|an|its|their|his|her|mr|mrs|ms|dr|prof|professor|ambassador|president|minister|spokesman|spokeswoman|spokesperson"
    r"|director|colonel|general|captain|sergeant|mayor|former|senior|top|local)\b\.?\s*)+",
    re.IGNORECASE,
)


def source_key(name: str) -> str:
    """A name without article, title and case: "The Human Rights Watch" and "Human Rights Watch" give the same key."""
    plain = re.sub(r"\([^)]*\)|['\u2019]s\b|[.,\"\u201c\u201d]", "", name).strip()
    return " ".join((_TITLES.sub("", plain) or plain).lower().split())


def same_source(first: str, second: str) -> bool:
    """True if both names mean one source: equal keys, an acronym and its words, a surname and the full name, or a name cut short."""
    a, b = source_key(first), source_key(second)
    if a == b:
        return True
    return _is_acronym(first, second) or _is_acronym(second, first) or _is_surname(a, b, first, second) or _is_shortened(a, b)


def _is_shortened(a: str, b: str) -> bool:
    """True for "disaster institute" and "government's disaster institute": two words or more that end the longer name."""
    shorter, longer = sorted((a.split(), b.split()), key=len)
    return len(shorter) > 1 and longer[-len(shorter) :] == shorter and "of" not in shorter


def _is_acronym(short: str, full: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", short)
    words = [word for word in WORD.findall(full) if word[0].isupper()]
    return 2 <= len(letters) <= 8 and letters.isupper() and "".join(word[0] for word in words) == letters


def _is_surname(a: str, b: str, first: str, second: str) -> bool:
    shorter, longer, printed = (a, b, first) if len(a) < len(b) else (b, a, second)
    is_name = " " not in shorter and printed.strip()[:1].isupper() and printed.strip().split()[-1][:1].isupper()
    return is_name and len(shorter) > 2 and shorter in longer.split()[-1:] + longer.split()[:1] and len(longer.split()) <= 3


def callings(text: str) -> frozenset[str]:
    """The callings that a description names: "an underground missionary" gives missionary."""
    return frozenset(word for word in (singular(part) for part in WORD.findall(text)) if word in word_list("callings"))


def is_named(attribution: Attribution) -> bool:
    """True if the source has a name of its own, so that a reader can find it."""
    if attribution.kind in {"anonymous", "article"}:
        return False
    words = [word for word in WORD.findall(_TITLES.sub("", attribution.source.strip())) if word.lower() not in {"the", "a", "an"}]
    # "Police", "Officials" and "Aid groups" open a sentence; the capital is no name.
    return any(word[0].isupper() and singular(word) not in word_list("unnamed") for word in words)


def chain(claim: Claim) -> tuple[str, ...]:
    """The names from the article to the ultimate source, outermost first."""
    return tuple(link.source for link in claim.attribution)
