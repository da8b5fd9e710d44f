"""Sums that a passage of two sentences spells out: "214 were held. By night 96 were free; the other 118 were not"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from evaluation.compare.finding import Finding
from evaluation.compare.partitions import number_of, sum_finding
from evaluation.compare.reading import Reading
from evaluation.compare.splits import TELLING, Bundle

_BRINGS = re.compile(
    r"\b(?:bring|brings|bringing|brought|take|takes|taking|took|raises|raising)\s(?:\S+\s){0,2}?(?:count|figure|number|tally|toll|total)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
Item = tuple[Bundle, Reading]
# Below this two figures of one sentence and one of the next add up by chance.
_BY_CHANCE = 40
_MOST_PARTS = 6
# A time that ended so long before the article is not that of its news.
_STALE = timedelta(days=30)


def find_passages(bundles: Sequence[Bundle]) -> list[Finding]:
    """Every whole with parts that stand side by side in one or two sentences of an article and add up to it."""
    found: list[Finding] = []
    for together in _articles(bundles):
        for bundle, reading in together:
            if reading.is_remainder:
                found += _with_remainder(_of_kind(together, reading), (bundle, reading))
        for passage in _passages(together):
            found += [*_side_by_side(passage), *_told_before(passage, together), *_brought_to(passage, together)]
    unique = {frozenset(finding.members): finding for finding in reversed(found)}
    return [unique[key] for key in sorted(unique, key=lambda members: sorted(members))]


def _articles(bundles: Sequence[Bundle]) -> Iterator[list[Item]]:
    """The plain counts of each article, in reading order."""
    articles: dict[str, list[Item]] = {}
    for bundle in bundles:
        for reading in bundle.readings:
            plain = reading.unit == "count" and bundle.value.is_point and not reading.is_zero and not reading.is_older
            if plain and reading.quantity.rate is None and reading.quantity.change is None:
                articles.setdefault(reading.claim.article, []).append((bundle, reading))
    for key in sorted(articles):
        yield sorted(articles[key], key=lambda item: item[1].claim.sort_key)


def _passages(together: Sequence[Item]) -> Iterator[list[Item]]:
    """The counts of each sentence and of each two that follow each other."""
    sentences: dict[int, list[Item]] = {}
    for item in together:
        sentences.setdefault(item[1].claim.sentence[0], []).append(item)
    ordered = [sentences[key] for key in sorted(sentences)]
    yield from (sentence for sentence in ordered if len(sentence) > 2)
    for first, second in pairwise(ordered):
        if _follows(first[-1][1], second[0][1]):
            yield first + second


def _follows(first: Reading, second: Reading) -> bool:
    return 0 <= second.claim.sentence[0] - first.claim.sentence[1] <= 2


def _of_kind(together: Sequence[Item], remainder: Reading) -> list[Item]:
    """The counts of what the remainder counts: people unless it says otherwise."""
    family = remainder.population.family or "person"
    return [item for item in together if (item[1].population.family or family) == family]


def _with_remainder(together: Sequence[Item], remainder: Item) -> list[Finding]:
    """The sum of a remainder with the counts just before it, where it makes up a count further up."""
    end = together.index(remainder)
    for size in range(1, _MOST_PARTS):
        start = end - size
        if start < 1 or not _is_near(together[start][1], together[end][1]):
            return []
        parts = list(together[start : end + 1])
        total = sum((number_of(bundle) for bundle, _ in parts), Fraction(0))
        for whole, reading in reversed(together[:start]):
            if number_of(whole) == total and _are_alike([reading, *(part for _, part in parts)]):
                return [sum_finding(whole, parts, "state" if size == 1 else "population")]
    return []


def _is_near(first: Reading, last: Reading) -> bool:
    """True for two counts of one sentence or of two that follow each other."""
    return first.claim.sentence == last.claim.sentence or _follows(first, last)


def _side_by_side(passage: Sequence[Item]) -> list[Finding]:
    """The runs of counts of which one is the sum of all others."""
    found = []
    for size in range(3, min(_MOST_PARTS + 1, len(passage)) + 1):
        for start in range(len(passage) - size + 1):
            run = passage[start : start + size]
            whole = max(run, key=lambda item: number_of(item[0]))
            parts = [item for item in run if item is not whole]
            if sum((number_of(bundle) for bundle, _ in parts), Fraction(0)) == number_of(whole[0]) and _is_told(whole, parts):
                found.append(sum_finding(whole[0], parts, _dividing(parts)))
    return found


def _told_before(passage: Sequence[Item], together: Sequence[Item]) -> list[Finding]:
    """Two counts side by side of what became of people ("260 are free. 111 are in cells") that add up to one further up."""
    found = []
    for first, second in pairwise(passage):
        states = {first[1].state, second[1].state}
        total = number_of(first[0]) + number_of(second[0])
        if None in states or len(states) < 2 or total < _BY_CHANCE or first[1].base is not None or second[1].base is not None:
            continue
        earlier = [item for item in together if item[1].claim.start < first[1].claim.start and number_of(item[0]) == total]
        fitting = [item for item in earlier if _are_alike([item[1], first[1], second[1]]) and item[1].state in states]
        found += [sum_finding(fitting[-1][0], [first, second], "state")] if fitting else []
    return found


def _brought_to(passage: Sequence[Item], together: Sequence[Item]) -> list[Finding]:
    """ "58 in one town and 30 in the next, which brings the figure to 302": with the count further up that completes it."""
    found = []
    for end, whole in enumerate(passage):
        reading = whole[1]
        if not _BRINGS.search(reading.sentence[: reading.claim.start - reading.claim.sentence[0]]):
            continue
        beside = [item for item in passage[:end] if item[1].claim.sentence == reading.claim.sentence]
        missing = number_of(whole[0]) - sum((number_of(bundle) for bundle, _ in beside), Fraction(0))
        earlier = [item for item in together if item[1].claim.sentence[0] < reading.claim.sentence[0] and number_of(item[0]) == missing]
        fitting = [item for item in earlier if item[1].state == reading.state]
        if beside and fitting and _is_told(whole, [fitting[-1], *beside]):
            found.append(sum_finding(whole[0], [fitting[-1], *beside], _dividing([fitting[-1], *beside])))
    return found


def _is_told(whole: Item, parts: Sequence[Item]) -> bool:
    if any(bundle is whole[0] for bundle, _ in parts) or len({bundle.first.claim.id for bundle, _ in parts}) < len(parts):
        return False
    if _is_of_other_time(whole[1], [reading for _, reading in parts]):
        return False
    one_sentence = len({item[1].claim.sentence for item in (whole, *parts)}) == 1
    return number_of(whole[0]) >= (TELLING if one_sentence else _BY_CHANCE) and _are_alike([whole[1], *(r for _, r in parts)])


def _is_of_other_time(whole: Reading, parts: Sequence[Reading]) -> bool:
    """True for a figure of a time long over beside parts that name none: "fewer than the 148 of last year"."""
    when = whole.claim.when
    if when is None or when.end is None or whole.published is None or any(part.claim.when is not None for part in parts):
        return False
    return when.inherited is None and whole.published[0] - when.end > _STALE


def _are_alike(readings: Sequence[Reading]) -> bool:
    """True if all count things of one kind, as far as they say what they count."""
    return len({reading.population.family for reading in readings} - {None}) < 2


def _dividing(parts: Sequence[Item]) -> str:
    """What tells the parts apart: their times, their places, what happened, else the groups that they count."""
    times = {(when.begin, when.end) for _, reading in parts if (when := reading.claim.when) is not None}
    places = {tuple(place.name for place in reading.where) for _, reading in parts if reading.where}
    if len(places) == len(parts):
        return "place"
    if len(times) == len(parts):
        return "time"
    states = {reading.state for _, reading in parts} - {None}
    return "state" if len(states) == len(parts) else "population"
