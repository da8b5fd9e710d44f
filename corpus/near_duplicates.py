"""Articles that are copies of one another, wholly or in large part: one text under several names is one witness.

Two texts are near-duplicates when most of the shorter one's runs of five words stand in the longer one too (containment of word
shingles, Broder 1997). Candidates come from shared rare shingles, so that a large collection is not compared pair by pair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.article import Article

SHINGLE_WORDS = 5
SHARE = 0.6
_MIN_SHINGLES = 8
_MAX_HOLDERS = 50
_WORD = re.compile(r"\w+")


def near_duplicates(articles: Sequence[Article]) -> list[tuple[str, ...]]:
    """Groups of article ids whose texts repeat each other, each sorted, in the order of their first ids.

    An article that repeats no other is in no group. A text of fewer than twelve words is a duplicate only of an equal one.
    """
    shingles = {article.id: _shingles(_body(article)) for article in articles}
    parent = {article: article for article in shingles}
    for first, second in sorted(_candidates(shingles)):
        if _repeats(shingles[first], shingles[second]):
            parent[_root(parent, second)] = _root(parent, first)
    groups: dict[str, list[str]] = defaultdict(list)
    for article in sorted(shingles):
        groups[_root(parent, article)].append(article)
    return sorted(tuple(group) for group in groups.values() if len(group) > 1)


def _body(article: Article) -> str:
    """The text without the furniture of the page, which all pages of one outlet share."""
    pieces = []
    last = 0
    for zone in article.zones:
        if zone.zone == "boilerplate":
            pieces.append(article.text[last : zone.start])
            last = zone.end
    pieces.append(article.text[last:])
    return " ".join(pieces)


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    if len(words) < SHINGLE_WORDS + _MIN_SHINGLES - 1:
        return frozenset({" ".join(words)})
    return frozenset(" ".join(words[n : n + SHINGLE_WORDS]) for n in range(len(words) - SHINGLE_WORDS + 1))


def _candidates(shingles: dict[str, frozenset[str]]) -> set[tuple[str, str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for article in sorted(shingles):
        for shingle in shingles[article]:
            holders[shingle].append(article)
    pairs: set[tuple[str, str]] = set()
    for group in holders.values():
        if 1 < len(group) <= _MAX_HOLDERS:
            pairs.update((group[i], group[j]) for i in range(len(group)) for j in range(i + 1, len(group)))
        elif len(group) > _MAX_HOLDERS:
            pairs.update(pairwise(group))
    return pairs


def _repeats(first: frozenset[str], second: frozenset[str]) -> bool:
    return len(first & second) >= SHARE * min(len(first), len(second))


def _root(parent: dict[str, str], article: str) -> str:
    while parent[article] != article:
        parent[article] = parent[parent[article]]
        article = parent[article]
    return article
