"""Facts: the claims that speak of one thing, what they agree on, how the figure changed, and a heading for it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from annotations.interval import Interval, tolerance_interval
from annotations.relation import Estimate, Group, Question, Range
from corpus.article import Article
from evaluation.compare import explain
from evaluation.compare.finding import Finding
from evaluation.compare.labels import label_of
from evaluation.compare.questions import find_questions
from evaluation.compare.reading import Reading
from evaluation.compare.witnesses import Accounts, find_copies, find_witnesses

# Stronger ties first; a weaker one never joins facts that are known to differ.
_TIES = {"agree": 0, "conflict": 1, "supersedes": 2, "no_estimate": 3, "compatible": 4, "refines": 4}
_TIER_SIZE = 10000
FOLDED_TIER = 8
_VAGUE_TIER = 7


@dataclass(frozen=True, slots=True)
class Facts:
    """All findings, and the pairs of claims that are known to speak of different facts."""

    findings: tuple[Finding, ...]
    apart: frozenset[frozenset[str]]


def make_groups(readings: Mapping[str, Reading], facts: Facts, articles: Mapping[str, Article]) -> tuple[tuple[Group, ...], dict[str, str]]:
    """One group for each fact, in the order of their rank, and the group of each claim."""
    by_claim: dict[str, list[Finding]] = {}
    for finding in facts.findings:
        for key in finding.claims:
            by_claim.setdefault(key, []).append(finding)
    copies = find_copies(articles)
    groups: list[tuple[tuple[int, ...], Group]] = []
    group_of: dict[str, str] = {}
    for keys in _merge(sorted(readings), facts):
        members = [readings[key] for key in keys]
        findings = list({id(finding): finding for key in keys for finding in by_claim.get(key, ())}.values())
        members.sort(key=lambda reading: reading.claim.sort_key)
        accounts = find_witnesses(members, readings, articles, copies)
        group = _make_group(members, findings, accounts, find_questions(members, findings, accounts, readings, articles))
        groups.append((_importance(members, findings), group))
        group_of.update((key, group.id) for key in keys)
    groups.sort(key=lambda item: (item[0], item[1].id))
    ranked = [replace(group, rank=key[0] * _TIER_SIZE + position) for position, (key, group) in enumerate(groups, start=1)]
    return tuple(ranked), group_of


def _merge(keys: Sequence[str], facts: Facts) -> list[tuple[str, ...]]:
    component: dict[str, frozenset[str]] = {key: frozenset([key]) for key in keys}
    apart = facts.apart | _parts_and_wholes(facts.findings)
    for finding in sorted((f for f in facts.findings if _ties(f)), key=lambda f: (_TIES[f.verdict], sorted(f.members))):
        members = sorted(key for key in finding.claims if key in component)
        for other in members[1:]:
            first, second = component[members[0]], component[other]
            if first is second or any(frozenset((a, b)) in apart for a in first for b in second):
                continue
            merged = first | second
            component.update(dict.fromkeys(merged, merged))
    return sorted({tuple(sorted(members)) for members in component.values()})


def _ties(finding: Finding) -> bool:
    roles = {role for _, role in finding.members}
    return finding.verdict in _TIES and not roles & {"whole", "part", "record"}


def _parts_and_wholes(findings: Sequence[Finding]) -> frozenset[frozenset[str]]:
    pairs: set[frozenset[str]] = set()
    for finding in findings:
        wholes = [key for key, role in finding.members if role == "whole"]
        parts = [key for key, role in finding.members if role == "part"]
        pairs.update(frozenset((whole, part)) for whole in wholes for part in parts)
    return frozenset(pairs)


def group_id(keys: Sequence[str]) -> str:
    """The stable id of a fact: 16 hexadecimal digits over the ids of its claims."""
    return hashlib.sha256("\x1f".join(sorted(keys)).encode()).hexdigest()[:16]


def _make_group(members: Sequence[Reading], findings: Sequence[Finding], accounts: Accounts, questions: tuple[Question, ...]) -> Group:
    keys = tuple(reading.claim.id for reading in members)
    superseded = {key for finding in findings if finding.verdict == "supersedes" for key, role in finding.members if role == "earlier"}
    figures = [reading for reading in members if states_figure(reading)]
    # "A large number" bears the event out; beside a figure it gives none.
    figures = [reading for reading in figures if not reading.is_uncounted] or figures
    standing = [reading for reading in figures if reading.claim.id not in superseded]
    history = _history(figures)
    current = _hull(standing)
    return Group(
        id=group_id(keys),
        claims=tuple(sorted(keys)),
        kind=members[0].claim.kind,
        label=label_of(members, standing or figures),
        consensus=_consensus(standing),
        spread=_hull(figures),
        current=_latest(standing) if superseded else _consensus(standing) or current,
        history=history,
        witnesses=accounts.witnesses,
        independent_for_number=accounts.for_number,
        independent_for_event=accounts.for_event,
        questions=questions,
        rank=0,
    )


def states_figure(reading: Reading) -> bool:
    """True for a claim that prints a number, vague ones and "none" included; False for an abstention, a date or a law."""
    return reading.claim.quantity is not None and reading.value is not None


def _printed(reading: Reading) -> Interval | None:
    return tolerance_interval(reading.quantity)


def _consensus(standing: Sequence[Reading]) -> Range | None:
    """The numbers that all figures admit; None when there is no figure, or none that suits all."""
    intervals = [interval for reading in standing if (interval := _printed(reading)) is not None]
    if not intervals:
        return None
    lows = [interval.low for interval in intervals if interval.low is not None]
    highs = [interval.high for interval in intervals if interval.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and high < low else Range(low, high)


def _hull(readings: Sequence[Reading]) -> Range | None:
    """From the lowest to the highest printed figure; a side that some claim leaves open is open."""
    intervals = [interval for reading in readings if (interval := _printed(reading)) is not None]
    if not intervals:
        return None
    lows: list[Fraction | None] = [interval.low for interval in intervals]
    highs: list[Fraction | None] = [interval.high for interval in intervals]
    low = None if None in lows else min(value for value in lows if value is not None)
    return Range(low, None if None in highs else max(value for value in highs if value is not None))


def _history(figures: Sequence[Reading]) -> tuple[Estimate, ...]:
    by_day: dict[date | None, list[Reading]] = {}
    for reading in figures:
        by_day.setdefault(reading.as_of[1] if reading.as_of else None, []).append(reading)
    estimates = []
    for day in sorted(by_day, key=lambda day: (day is None, day or date.min)):
        hull = _hull(by_day[day]) or Range(None, None)
        estimates.append(Estimate(day, hull.low, hull.high, tuple(sorted(reading.claim.id for reading in by_day[day]))))
    return tuple(estimates)


def _latest(standing: Sequence[Reading]) -> Range | None:
    dated = [reading for reading in standing if reading.as_of is not None]
    last = max((reading.as_of[1] for reading in dated if reading.as_of), default=None)
    return _hull([reading for reading in dated if reading.as_of and reading.as_of[1] == last]) if last else _hull(standing)


def _importance(members: Sequence[Reading], findings: Sequence[Finding]) -> tuple[int, ...]:
    articles = {reading.claim.article for reading in members}
    largest = max((int(reading.value.low or reading.value.high or 0) for reading in members if reading.value is not None), default=0)
    return (tier(members, findings), -len(articles), -len(members), -largest)


def tier(members: Sequence[Reading], findings: Sequence[Finding]) -> int:
    """How near the top of a report a fact belongs, 0 first; the last tier never reaches its first page.

    Alarms; counts of people; figures with an abstention; sums; law; other figures of several articles; single voices; vague amounts;
    what rests on captions, or on dates and places alone.
    """
    verdicts = {finding.verdict for finding in findings}
    kind = members[0].claim.kind
    if "conflict" in verdicts:
        return 0
    if kind in {"date", "place"} or all(reading.claim.zone == "caption" for reading in members):
        return FOLDED_TIER
    # "A number of guides" on its own gives a reader no figure to check.
    if members[0].claim.kind == "quantity" and all(reading.is_uncounted for reading in members if reading.value is not None):
        return 2 if "no_estimate" in verdicts else _VAGUE_TIER
    several = len({reading.claim.article for reading in members}) > 1
    if several and any(reading.population.family == "person" for reading in members):
        return 1
    if "no_estimate" in verdicts or "sums_to" in verdicts:
        return 2 if "no_estimate" in verdicts else 3
    if kind == "legal" and several:
        return 4
    return 5 if several else 6


def reaches_first_page(group: Group) -> bool:
    """False for a fact that rests on captions, or on dates and places alone."""
    return group.rank // _TIER_SIZE < FOLDED_TIER


def heading(group: Group) -> str:
    """One sentence for a fact, with its figure and the number of sources.

    "North Koreans returned, October 2023: more than 500. One source for the number."
    """
    shown = group.current or group.consensus or group.spread
    figure = f": {_range_text(shown)}" if shown is not None else ""
    return f"{group.label}{figure}. {sources_text(group)}."


def _range_text(shown: Range) -> str:
    return explain.interval_text(Interval(shown.low, shown.high))


def sources_text(group: Group) -> str:
    """How many independent sources stand behind a fact, in words."""
    number, event = group.independent_for_number, group.independent_for_event
    named = any(witness.source is not None and witness.role == "states" for witness in group.witnesses)
    if group.kind != "quantity":
        articles = len({article for witness in group.witnesses for article in witness.articles})
        return _count_sources(event) if named else f"In {_count_word(articles)} {'article' if articles == 1 else 'articles'}"
    text = f"{_count_sources(number)} for the number" if named else "Source not named"
    if number == 0:
        text = "No source for a number"
    return text if event <= number else f"{text}, {_count_word(event)} for the event"


def _count_sources(number: int) -> str:
    return f"{_count_word(number).capitalize()} {'source' if number == 1 else 'sources'}"


def _count_word(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)
