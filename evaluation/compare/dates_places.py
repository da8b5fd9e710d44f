"""Claims that state a date or a place of their own: the day of an event, the place where it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import combinations

from annotations.claim import Event, PlaceScope
from annotations.vocabulary import ClaimRole, Flag, Severity, Verdict
from evaluation.compare import explain
from evaluation.compare.finding import Finding, in_one_article
from evaluation.compare.lexicon import WORD, singular, word_list
from evaluation.compare.pair import compare_modality, source_flags
from evaluation.compare.reading import Days, Reading
from evaluation.compare.scope import compare_days, compare_place
from evaluation.compare.story import Stories

_SHARED_WORDS = 3
_POINT = timedelta(days=7)


def compare_dates(a: Reading, b: Reading, stories: Stories) -> Finding | None:
    """The verdict of two dates of one event; None when the claims speak of different events."""
    days = (date_days(a), date_days(b))
    if days[0] is None or days[1] is None or not stories.same(a.claim.article, b.claim.article):
        return None
    if compare_modality(a.claim.event, b.claim.event) is not None:
        return None
    if _is_report(a.claim.event) != _is_report(b.claim.event):
        return _report_against_event(a, b) if _shares_state(a, b) or _shared_words(a, b) >= _SHARED_WORDS else None
    if not _is_one_event(a, b):
        return None
    return _compare_days(a, b, days[0], days[1])


def date_days(reading: Reading) -> Days | None:
    """The days of a date claim; None for durations, sets and dates that cannot be put into days."""
    value = reading.claim.date
    if value is None or value.type not in {"DATE", "TIME"} or value.begin is None or value.end is None:
        return None
    return None if value.anchor == "unresolved" else (value.begin, value.end)


def _compare_days(a: Reading, b: Reading, first: Days, second: Days) -> Finding | None:
    flags = _date_flags(a) | _date_flags(b)
    if first == second:
        return _equal_days(a, b, flags)
    scope, _ = compare_days(first, second)
    if scope in {"inside", "contains"} and not in_one_article((a, b)):
        roles: tuple[ClaimRole, ClaimRole] = ("finer", "coarser") if scope == "inside" else ("coarser", "finer")
        return _finding(a, b, "refines", roles, f"{_dated(a)} and {_dated(b)}: one date lies inside the other.", "finer_date", flags)
    if scope == "disjoint" and _is_surely_one_event(a, b) and max(first[1] - first[0], second[1] - second[0]) <= _POINT:
        apart = (max(first, second)[0] - min(first, second)[1]).days
        severity: Severity = "low" if apart <= 1 else "mid" if apart <= _POINT.days else "high"
        reason = f"{_dated(a)} and {_dated(b)} are different days for one event."
        return _finding(a, b, "conflict", ("peer", "peer"), reason, "dates_differ", flags, severity)
    return None


def _equal_days(a: Reading, b: Reading, flags: frozenset[Flag]) -> Finding:
    types = [reading.claim.date.type if reading.claim.date else "" for reading in (a, b)]
    if types[0] != types[1] and not in_one_article((a, b)):
        roles: tuple[ClaimRole, ClaimRole] = ("finer", "coarser") if types[0] == "TIME" else ("coarser", "finer")
        return _finding(a, b, "refines", roles, f"{_dated(a)} and {_dated(b)} are one day; one adds the hour.", "finer_date", flags)
    return _finding(a, b, "agree", ("peer", "peer"), f"{_dated(a)} and {_dated(b)} are the same date.", "same_date", flags)


def _dated(reading: Reading) -> str:
    return f"{explain.quoted(reading)} ({explain.days_text(date_days(reading))})"


def _date_flags(reading: Reading) -> frozenset[Flag]:
    anchor = reading.claim.date.anchor if reading.claim.date else "explicit"
    if anchor == "relative":
        return frozenset({"relative_date"})
    return frozenset({"year_inferred"}) if anchor == "year_inferred" else frozenset()


def _is_report(event: Event | None) -> bool:
    return event is not None and event.state is None and event.predicate in word_list("reporting")


def _report_against_event(a: Reading, b: Reading) -> Finding | None:
    if in_one_article((a, b)) or date_days(a) == date_days(b):
        return None
    reason = f"{explain.quoted(a)} and {explain.quoted(b)} look alike, but {explain.NOT_COMPARABLE['report_vs_event']}."
    return _finding(a, b, "not_comparable", ("peer", "peer"), reason, "report_vs_event", frozenset())


def _is_one_event(a: Reading, b: Reading) -> bool:
    return _shares_state(a, b) or _shared_words(a, b) >= _SHARED_WORDS


def _shares_state(a: Reading, b: Reading) -> bool:
    if a.state and b.state:
        return a.state == b.state
    return a.predicate is not None and a.predicate == b.predicate


def _shared_words(a: Reading, b: Reading) -> int:
    return len(_content_words(a) & _content_words(b))


def _content_words(reading: Reading) -> frozenset[str]:
    text = reading.sentence.replace(reading.claim.quote, " ")
    words = (singular(word) for word in WORD.findall(text) if len(word) > 2)
    return frozenset(word for word in words if word not in word_list("function_words"))


def _is_surely_one_event(a: Reading, b: Reading) -> bool:
    """True if verb and participants are the same: only then are two days a contradiction."""
    first, second = a.claim.event, b.claim.event
    if first is None or second is None or first.predicate is None or first.predicate != second.predicate:
        return False
    if "negated" in {first.polarity, second.polarity} or _is_report(first):
        return False
    return _same_participant(first.agent, second.agent) or _same_participant(first.patient, second.patient)


def _same_participant(first: str | None, second: str | None) -> bool:
    if not first or not second:
        return False
    a, b = ({singular(word) for word in WORD.findall(text)} - word_list("function_words") for text in (first, second))
    return bool(a) and (a <= b or b <= a)


def compare_places(a: Reading, b: Reading, stories: Stories) -> Finding | None:
    """The verdict of two places of one event; never a conflict, because an event has many places."""
    first, second = place_scope(a), place_scope(b)
    if first is None or second is None or not stories.same(a.claim.article, b.claim.article) or not _shares_state(a, b):
        return None
    if compare_modality(a.claim.event, b.claim.event) is not None:
        return None
    scope = compare_place((first,), (second,), same_story=True).scope
    if scope == "equal":
        return _finding(a, b, "agree", ("peer", "peer"), f"Both name {first.name} for one event.", "same_place", frozenset())
    if scope not in {"inside", "contains"} or in_one_article((a, b)):
        return None
    roles: tuple[ClaimRole, ClaimRole] = ("finer", "coarser") if scope == "inside" else ("coarser", "finer")
    return _finding(
        a, b, "refines", roles, f"{explain.quoted(a)} and {explain.quoted(b)}: one lies in the other.", "finer_place", frozenset()
    )


def place_scope(reading: Reading) -> PlaceScope | None:
    """The place of a place claim as a scope; None for an actor ("Beijing deported 120") or a modifier."""
    place = reading.claim.place
    if place is None or place.role != "location":
        return None
    parents = tuple(f"country:{code}" for code in place.countries) + ((place.admin1,) if place.admin1 else ())
    inherited = tuple(parent for scope in reading.claim.where if scope.id == place.id for parent in scope.parents)
    return PlaceScope(place.id, place.name, place.countries, place.admin1, parents + inherited)


def find_equal_times(readings: Mapping[str, Reading], dates: Iterable[Reading], agreements: Iterable[Finding]) -> list[Finding]:
    """Dates that two claims of one fact rest on, where both articles mean the same days in other words.

    "Monday night" beside "the night of October 9": each date only places another claim, so that nothing else compares them.
    """
    by_article: dict[str, list[Reading]] = {}
    for date in sorted(dates, key=lambda reading: reading.claim.sort_key):
        by_article.setdefault(date.claim.article, []).append(date)
    found: dict[frozenset[str], Finding] = {}
    for agreement in agreements:
        members = [readings[key] for key in sorted(agreement.claims) if key in readings]
        for first, second in combinations([reading for reading in members if reading.claim.kind == "quantity"], 2):
            one, two = _date_behind(first, by_article), _date_behind(second, by_article)
            if one is None or two is None or first.claim.article == second.claim.article:
                continue
            finding = _other_words(one, two)
            if finding is not None:
                found.setdefault(finding.claims, finding)
    return list(found.values())


def _date_behind(reading: Reading, by_article: Mapping[str, list[Reading]]) -> Reading | None:
    """The date claim that gave a claim its time, found where the time was read."""
    when = reading.claim.when
    if when is None or not when.resolved:
        return None
    spans = reading.claim.evidence.get("when", ())
    for date in by_article.get(reading.claim.article, []):
        if any(start < date.claim.end and date.claim.start < end for start, end in spans):
            return date
    return None


def _other_words(a: Reading, b: Reading) -> Finding | None:
    a, b = sorted((a, b), key=lambda reading: reading.claim.sort_key)
    days = date_days(a)
    if days is None or days != date_days(b) or a.claim.quote.lower().split() == b.claim.quote.lower().split():
        return None
    flags = _date_flags(a) | _date_flags(b) | source_flags(a, b)
    return _finding(a, b, "agree", ("peer", "peer"), f"{_dated(a)} and {_dated(b)} are the same days.", "same_date", flags)


def _finding(
    a: Reading,
    b: Reading,
    verdict: Verdict,
    roles: tuple[ClaimRole, ClaimRole],
    reason: str,
    code: str,
    flags: frozenset[Flag],
    severity: Severity | None = None,
) -> Finding:
    return Finding(
        verdict=verdict,
        members=((a.claim.id, roles[0]), (b.claim.id, roles[1])),
        reason=reason,
        code=code,
        rule=code,
        severity=severity,
        flags=flags,
        same_article=in_one_article((a, b)),
    )
