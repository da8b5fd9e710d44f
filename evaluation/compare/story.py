"""Whether two articles tell the same story: near in publication, sharing event, participants and place names.

Each pair is judged alone: how rare a name is comes from a fixed list, never from the other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations.claim import Claim
from corpus.article import Article
from evaluation.compare.lexicon import weak_names, word_list
from evaluation.compare.reading import Days

NEAR_DAYS = 60
_WEAK = 0.3
# Below this the shorter article has too few names to say that it tells of something else.
_FEW = 2.0
_ENOUGH = 1.0
_SHARE = 0.15
_SHARE_UNDATED = 0.25
# Where two articles tell of nothing that is called the same, their names must be.
_SHARE_NO_EVENT = 0.6
_WEEK = 7
_NAME = re.compile(r"[A-Z][\w'\u2019-]*(?:[ \u00a0]+(?:(?:of|the|for|de|la|del|al)[ \u00a0]+)?[A-Z][\w'\u2019-]*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\u201c\u201d\"\n(])\s*$")


@dataclass(frozen=True, slots=True)
class Outline:
    """What an article is about, as far as two articles can be held against each other."""

    published: Days | None
    events: frozenset[str]
    instruments: frozenset[str]
    names: frozenset[str]
    opening_names: frozenset[str]
    regions: frozenset[str]
    countries: frozenset[str]
    # Those of demonyms and of parties to treaties too: "Greek police" names Greece.
    mentioned: frozenset[str]
    weight: float


class Stories:
    """Answers for each pair of articles, remembered."""

    def __init__(self, claims: Iterable[Claim], articles: Mapping[str, Article]) -> None:
        by_article: dict[str, list[Claim]] = {}
        for claim in claims:
            by_article.setdefault(claim.article, []).append(claim)
        self._outlines = {key: outline(found, articles.get(key)) for key, found in by_article.items()}
        self._answers: dict[tuple[str, str], bool] = {}
        self._overlaps: dict[tuple[str, str], bool] = {}

    def same(self, first: str, second: str) -> bool:
        """True if both articles tell the same story; an article tells its own."""
        if first == second:
            return True
        key = (first, second) if first < second else (second, first)
        if key not in self._answers:
            self._answers[key] = same_story(self._outlines[key[0]], self._outlines[key[1]])
        return self._answers[key]

    def share_names(self, first: str, second: str) -> bool:
        """True if the names of both overlap enough, whenever they were published."""
        if first == second:
            return True
        key = (first, second) if first < second else (second, first)
        if key not in self._overlaps:
            self._overlaps[key] = names_overlap(self._outlines[key[0]], self._outlines[key[1]], share=_SHARE)
        return self._overlaps[key]


def outline(claims: Iterable[Claim], article: Article | None) -> Outline:
    """The outline of one article from its claims and its text."""
    events: set[str] = set()
    instruments: set[str] = set()
    regions: set[str] = set()
    countries: set[str] = set()
    mentioned: set[str] = set()
    for claim in claims:
        mentioned.update(claim.place.countries if claim.place is not None else ())
        if claim.legal is not None and claim.legal.party is not None:
            mentioned.add(claim.legal.party)
        if claim.event and claim.salient:
            events.update(word for word in (claim.event.state, claim.event.predicate) if word)
        if claim.legal and claim.legal.instrument and claim.salient:
            instruments.add(claim.legal.instrument)
        if not claim.salient and claim.kind != "place":
            continue
        regions.update(key for place in claim.where for key in (place.id, *place.parents[:1]) if key)
        countries.update(country for place in claim.where for country in place.countries)
        if claim.place is not None and claim.place.role != "modifier":
            countries.update(claim.place.countries)
    inner, opening = find_names(article.text) if article else (set(), set())
    published = article.published_days if article else None
    return Outline(
        published=published,
        events=frozenset(events),
        instruments=frozenset(instruments),
        names=frozenset(inner),
        opening_names=frozenset(opening - inner),
        regions=frozenset(regions),
        countries=frozenset(countries),
        mentioned=frozenset(mentioned | countries),
        weight=_weight(inner),
    )


def find_names(text: str) -> tuple[set[str], set[str]]:
    """Capitalised names inside sentences, and those that only open one ("Watchful says ...").

    A word that the text also writes in lower case is no name.
    """
    lower_words = set(re.findall(r"\b[a-z][\w-]*", text))
    inner: set[str] = set()
    opening: set[str] = set()
    for match in _NAME.finditer(text):
        name = re.sub(r"['\u2019]s?$", "", match.group())
        if name.lower() in lower_words or len(name) < 2:
            continue
        is_opening = _SENTENCE_START.search(text[: match.start()][-3:]) is not None
        if is_opening and " " in name and name.split()[0].lower() in {"the", "a", "an", "in", "on", "at", "by"}:
            name, is_opening = name.split(maxsplit=1)[1], False
        (opening if is_opening else inner).add(name)
    return inner, opening


def same_story(first: Outline, second: Outline) -> bool:
    """True if the two were published within two months and share events and names.

    An article with hardly a name ("Officials reported 70 arrests.") cannot be told apart by names and events and counts as
    the same story. Undated articles need more names in common.
    """
    if _are_elsewhere(first, second):
        return False
    told_apart = min(first.weight, second.weight) >= _FEW
    if told_apart and not (first.events & second.events or first.instruments & second.instruments):
        return _are_of_one_week(first, second) and names_overlap(first, second, share=_SHARE_NO_EVENT, few=False)
    if first.published is None or second.published is None:
        return names_overlap(first, second, share=_SHARE_UNDATED, few=False)
    return days_between(first.published, second.published) <= NEAR_DAYS and names_overlap(first, second, share=_SHARE)


def _are_of_one_week(first: Outline, second: Outline) -> bool:
    return first.published is not None and second.published is not None and days_between(first.published, second.published) <= _WEEK


def _are_elsewhere(first: Outline, second: Outline) -> bool:
    """True if both name countries, none of them in common: a rally in Belarus is no vote in Zambia.

    Who is sent from one country to another is told of in both.
    """
    if first.events & second.events & word_list("movements"):
        return False
    if not first.countries or not second.countries:
        return False
    if not (first.countries.isdisjoint(second.mentioned) and second.countries.isdisjoint(first.mentioned)):
        return False
    return not (_are_of_one_week(first, second) and _share_own_names(first, second))


def _share_own_names(first: Outline, second: Outline) -> bool:
    """True if two or more names are common that are neither frequent nor those of treaties, which every country cites."""
    common = (first.names & second.names) - weak_names()
    return len([name for name in common if name.lower() not in word_list("law_names")]) > 1


def names_overlap(first: Outline, second: Outline, *, share: float, few: bool = True) -> bool:
    """True if names weighing at least 1 and `share` of the smaller list are common; `few`: nearly nameless articles pass."""
    if _are_elsewhere(first, second):
        return False
    smaller = min(first.weight, second.weight)
    if few and smaller < _FEW:
        return True
    common = (first.names & second.names) | (first.names & second.opening_names) | (second.names & first.opening_names)
    weight = _weight(common) + _WEAK * len(first.regions & second.regions)
    return weight >= _ENOUGH and weight >= share * smaller


def days_between(first: Days, second: Days) -> int:
    """Days from the end of the earlier to the beginning of the later, 0 when they overlap."""
    return max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)


def _weight(names: Iterable[str]) -> float:
    weak = weak_names()
    return sum(_WEAK if name in weak else 1.0 for name in sorted(names))
