"""Decide the days of a whole scope: both ends of a range, the months of a list, the open side of "since June"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.dates.form import Timex
from pipeline.dates.join import OF_BEFORE, OF_SINCE, Scope
from pipeline.dates.period import Period, day_period, span_period
from pipeline.dates.reference import Mention
from pipeline.dates.resolve import Resolver
from pipeline.dates.resolved import UNRESOLVED, Resolved, placed
from pipeline.dates.year import FUTURE, UNKNOWN, dated, fit_year, weekday_near

_DAY = timedelta(days=1)
_NOTED = frozenset({"day", "week", "weekend", "month", "quarter", "half", "season", "year", "span"})
_ANCHORS = (UNRESOLVED, "year_inferred", "relative", "explicit")


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved scope with its place in the row of atoms."""

    resolved: Resolved
    first: int
    last: int
    parts: tuple[Resolved, ...]
    signal: tuple[int, int] | None = None
    side: str = ""  # "since" or "until" where the date is that of a happening which bounds what is told


class ScopeReader:
    """Resolves scopes in text order and tells the resolver's reference what was mentioned."""

    def __init__(self, resolver: Resolver, direction: Callable[[int], int], sentences: Sequence[int]) -> None:
        self._resolver = resolver
        self._direction = direction
        self._sentences = sentences

    def read(self, scope: Scope) -> list[Found]:
        """The scope as one finding, or as several when its members do not follow on each other ("May and July")."""
        members = self._resolve_members(scope)
        if scope.kind == "single" or len(members) < 2:
            found = [self._bounded(scope, member) for member in members]
        else:
            whole = _combine(members, gapless=scope.kind == "list")
            if whole is None:
                found = [Found(member, member.timex.first, member.timex.last, (member,)) for member in members]
            else:
                whole = self._opened(whole, scope.bound)
                found = [Found(whole, scope.first, scope.last, tuple(members), scope.signal)]
        self._note(found, scope)
        return found

    def _bounded(self, scope: Scope, resolved: Resolved) -> Found:
        side = {OF_SINCE: "since", OF_BEFORE: "until"}.get(scope.bound, "")
        return Found(self._opened(resolved, scope.bound), scope.first, scope.last, (resolved,), scope.signal, side)

    def _opened(self, resolved: Resolved, bound: str) -> Resolved:
        """ "from January" goes on without end where January lies ahead; "figures from January" are of January."""
        published = self._resolver.reference.published
        ahead = bound == "from" and published is not None and resolved.begin is not None and resolved.begin > published[1]
        return _open_side(resolved, "since" if ahead else bound)

    def _resolve_members(self, scope: Scope) -> list[Resolved]:
        direction = self._needed_direction(scope)
        if scope.kind == "single":
            return self._all(scope.members, direction)
        members = _share_years(scope.members)
        if scope.kind == "range":
            pair = self._pair(members, direction)
            if pair is not None:
                return pair
        return self._all(members, direction)

    def _all(self, members: Sequence[Timex], direction: int) -> list[Resolved]:
        found = [self._resolver.resolve(member, direction=direction, sentence=self._sentences[member.first]) for member in members]
        return [item for item in found if item is not None]

    def _pair(self, members: Sequence[Timex], direction: int) -> list[Resolved] | None:
        """Both ends of a range of bare months or weekdays: the nearer end to the publication is read first."""
        start, end = members
        if start.form != end.form or start.year is not None or end.year is not None or start.numeric or start.offset or end.offset:
            return None
        if start.form not in {"date", "weekday"}:
            return None
        near, far = (start, end) if direction == FUTURE else (end, start)
        fixed = self._resolver.resolve(near, direction=direction, sentence=self._sentences[near.first])
        if fixed is None or fixed.begin is None or fixed.period is None:
            return None
        other = _beside(fixed, far, forward=direction == FUTURE)
        if other is None:
            return None
        return [fixed, other] if direction == FUTURE else [other, fixed]

    def _needed_direction(self, scope: Scope) -> int:
        first = scope.members[0]
        undated = any(_needs_direction(timex) for timex in scope.members)
        if undated and first.form == "weekday" and scope.bound == "for":
            return FUTURE
        if undated and scope.bound == "from" and first.month is not None:
            return self._onset(first)
        direction = self._direction(first.first) if undated else UNKNOWN
        return FUTURE if direction == UNKNOWN and scope.bound == "until" and self._is_near(first) else direction

    def _onset(self, first: Timex) -> int:
        """Where "from January" lies: ahead when no verb in the past governs it and January comes soon."""
        direction = self._direction(first.first)
        return FUTURE if direction == UNKNOWN and self._is_near(first) else direction

    def _is_near(self, timex: Timex) -> bool:
        """True where "until" or "by" with a date most likely looks ahead: a weekday, or a month that comes within half a year."""
        published = self._resolver.reference.published
        if timex.month is None or published is None:
            return timex.form == "weekday"
        return (timex.month - published[1].month) % 12 <= 5

    def _note(self, found: Sequence[Found], scope: Scope) -> None:
        for item in found:
            for part in item.parts:
                self._note_one(part, part.period, scope.bound)
            whole = item.resolved
            if len(item.parts) > 1 and whole.begin and whole.end:
                self._note_one(whole, span_period(whole.begin, whole.end), scope.bound)

    def _note_one(self, resolved: Resolved, period: Period | None, bound: str) -> None:
        if period is None or period.unit not in _NOTED or resolved.timex.form in {"window", "clock"}:
            return
        last, sentence = self._resolver.reference.last, self._sentences[resolved.timex.first]
        if bound == "since" and last is not None and last.sentence == sentence:
            return  # "on Saturday it was 60 percent, its lowest since 2012 and down from 78 four years earlier"
        explicit = resolved.anchor == "explicit" and not bound
        self._resolver.reference.note(Mention(period, self._sentences[resolved.timex.first], explicit))


def _needs_direction(timex: Timex) -> bool:
    """True if the verb decides which year or week is meant."""
    if timex.form == "duration":
        return timex.least is not None and bool(timex.value)
    without_year = timex.form in {"season", "nth"} or (timex.form == "date" and timex.year is None)
    return without_year or timex.form == "weekday" or timex.value == "weekend"


def _share_years(members: Sequence[Timex]) -> list[Timex]:
    """Give a year to the months of a range or list that leave it to their neighbour: "from July to September 2016"."""
    shared = list(members)
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        if here.form in {"date", "nth"} and here.year is None and after.year is not None and not here.numeric and here.parent is None:
            later = (here.month or 0, here.day or 1) > (after.month or 0, after.day or 31)
            shared[i] = replace(here, year=after.year - later)
    for i in range(1, len(shared)):
        here, before = shared[i], shared[i - 1]
        if here.form == "date" and here.year is None and before.year is not None and here.month is not None:
            earlier = (here.month, here.day or 31) < (before.month or 0, before.day or 1)
            shared[i] = replace(here, year=before.year + earlier)
    return shared


def _beside(fixed: Resolved, timex: Timex, *, forward: bool) -> Resolved | None:
    """The other end of a range, on the right side of the end already fixed."""
    assert fixed.period is not None
    day = fixed.period.begin
    if timex.form == "weekday" and timex.weekday is not None:
        return placed(timex, day_period(weekday_near(day, timex.weekday, forward=forward, strict=True)), fixed.anchor)
    if timex.month is None:
        return None
    year = fit_year(timex.month, timex.day, earliest=day) if forward else fit_year(timex.month, timex.day, latest=day)
    period = dated(year, timex.month, timex.day) if year is not None else None
    return placed(timex, period, fixed.anchor) if period else None


def _combine(members: Sequence[Resolved], *, gapless: bool) -> Resolved | None:
    """One interval over all members; None where one has no days, where they run backwards or, in a list, leave a gap."""
    days = [(member.begin, member.end) for member in members if member.begin and member.end and member.type != "DURATION"]
    if len(days) < len(members):
        return None
    for (begin, end), (next_begin, _) in pairwise(days):
        if next_begin < begin or (gapless and next_begin - end != _DAY):
            return None
    first, last = members[0], members[-1]
    anchor = min((member.anchor for member in members), key=_ANCHORS.index)
    flags = tuple(sorted({flag for member in members for flag in member.flags}))
    kind = "TIME" if all(member.type == "TIME" for member in members) else "DATE"
    end = max(end for _, end in days)
    return replace(first, type=kind, value=f"{first.value}/{last.value}", end=end, anchor=anchor, flags=flags, mod="", period=None)


def _open_side(resolved: Resolved, bound: str) -> Resolved:
    """The scope of "since", "until", "before" or "after" a date."""
    if resolved.begin is None or resolved.end is None or not bound:
        return resolved
    if bound == "since":
        return replace(resolved, end=None, end_open=True)
    # "before the end of the year" may be its last day.
    if bound == "until" or (bound == "before" and resolved.mod == "END"):
        return replace(resolved, begin=None, begin_open=True)
    if resolved.type == "TIME":
        return resolved  # "shortly after 5 p.m." is still that day
    if bound == "before":
        return replace(resolved, begin=None, begin_open=True, end=resolved.begin - _DAY)
    return replace(resolved, begin=resolved.end + _DAY, end=None, end_open=True) if bound == "after" else resolved


def break_order(found: Sequence[Found], sentences: Sequence[int]) -> list[Found]:
    """Take the year from a bare month that breaks the order of its list.

    In "in April (12), May (9) and February (30)" nothing says which February is meant.
    """
    checked = list(found)
    row: list[int] = []
    for index, item in enumerate(found):
        if not _is_bare_month(item):
            continue
        if row and (sentences[found[row[-1]].first] != sentences[item.first] or item.first - found[row[-1]].last > 9):
            row = []
        if len(row) > 1 and _breaks(found, row, item):
            month = item.resolved.timex.month
            checked[index] = replace(item, resolved=item.resolved.unresolved("year_unresolved", f"XXXX-{month:02d}"))
        row.append(index)
    return checked


def _is_bare_month(item: Found) -> bool:
    timex = item.resolved.timex
    alone = timex.form == "date" and timex.month is not None and timex.day is None and timex.year is None and len(item.parts) == 1
    return alone and item.resolved.period is not None and item.resolved.anchor == "year_inferred"


def _breaks(found: Sequence[Found], row: Sequence[int], item: Found) -> bool:
    begins = [found[i].parts[0].begin for i in (row[0], row[1], row[-1])] + [item.parts[0].begin]
    first, second, last, here = (begin or date.min for begin in begins)
    return here < last if second > first else here > last
