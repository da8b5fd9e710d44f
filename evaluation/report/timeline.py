"""Two small drawings of time: which period each figure speaks of, and how an estimate changed from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from annotations.claim import Claim
from annotations.interval import Interval
from annotations.relation import Estimate, Group
from evaluation.compare import explain
from evaluation.report.book import Book
from evaluation.report.clean import clip
from evaluation.report.heading import has_figure, representative
from evaluation.report.words import amount_text, described, state_text

WIDTH = 680.0
ROW = 34.0
_TOP, _SIDE, _MAX_ROWS = 10.0, 12.0, 14
_MAX_SPAN_DAYS = 366 * 12
_PLOT_HEIGHT, _MAX_PLOTS = 150.0, 3
_CHARACTER = 6.4


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the drawing with its words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A period, as long as it lasts; `is_day` for a single day, drawn as a diamond."""

    x: float
    width: float
    y: float
    is_day: bool
    text: str
    text_x: float
    anchor: str
    fact: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars below each other over one axis of days."""

    height: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Whisker:
    """An estimate of one day: a point, or a line from its lower to its upper bound."""

    x: float
    top: float
    bottom: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The estimates of one fact over the days on which they stood."""

    fact: str
    title: str
    height: float
    days: tuple[Tick, ...]
    whiskers: tuple[Whisker, ...]


def make_timeline(book: Book) -> Timeline | None:
    """The periods that the weightiest figures speak of; None with fewer than two."""
    dated = [item for group in book.groups if group.kind == "quantity" and (item := _dated(group, book)) is not None]
    if len(dated) < 2:
        return None
    last = max(end for _, _, end, _ in dated)
    recent = [item for item in dated if (last - item[1]).days <= _MAX_SPAN_DAYS]
    rows = sorted(recent[:_MAX_ROWS], key=lambda item: (item[1], item[2], item[0].rank))
    if len(rows) < 2:
        return None
    first, last = min(row[1] for row in rows), max(row[2] for row in rows)
    scale = _Scale(first, last)
    bars = tuple(_bar(row, index, scale) for index, row in enumerate(rows))
    return Timeline(_TOP + ROW * len(rows) + 22, _ticks(first, last, scale), bars, len(dated) - len(rows))


_Row = tuple[Group, date, date, str]


def _dated(group: Group, book: Book) -> _Row | None:
    claims = [claim for claim in book.claims_of(group.claims) if has_figure(claim) and _period(claim) and state_text(claim)]
    if not claims:
        return None
    claim = representative(claims)
    period = _period(claim)
    return (group, *period, described(claim)) if period else None


def _period(claim: Claim) -> tuple[date, date] | None:
    """The days of a claim; an open end is closed by the day on which the figure stood."""
    when = claim.when
    if when is None or not when.resolved or when.begin is None or "year_unresolved" in when.flags:
        return None
    end = when.end or (claim.as_of.end if claim.as_of else None)
    return (when.begin, end) if end and end >= when.begin else None


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        return round(_SIDE + (WIDTH - 2 * _SIDE) * (day - self.first).days / span, 1)


def _bar(row: _Row, index: int, scale: _Scale) -> Bar:
    group, begin, end, text = row
    x, right = scale.x(begin), scale.x(end)
    label = clip(text, 78)
    needed = len(label) * _CHARACTER
    at_right = x + needed > WIDTH
    y = round(_TOP + ROW * index + 20, 1)
    return Bar(x, round(max(2.0, right - x), 1), y, begin == end, label, right if at_right else x, "end" if at_right else "start", group.id)


def _ticks(first: date, last: date, scale: _Scale) -> tuple[Tick, ...]:
    """The first day of each year, of months where the drawing covers less than two years, else its first and last day."""
    days = [date(year, 1, 1) for year in range(first.year, last.year + 2)]
    if (last - first).days < 731:
        step = 1 if (last - first).days < 200 else 3
        days = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, step)]
    inside = [day for day in days if first <= day <= last]
    every = max(1, len(inside) // 8)
    is_monthly = len(days) > 1 and (days[1] - days[0]).days < 200
    chosen = inside[::every]
    kept = [day for day in chosen if scale.x(day) < WIDTH - 40]
    if len(kept) < 2:
        return tuple(Tick(scale.x(day), explain.date_text(day)) for day in dict.fromkeys((first, last)))
    return tuple(Tick(scale.x(day), day.strftime("%b %Y") if is_monthly else str(day.year)) for day in kept)


def make_plots(book: Book) -> list[Plot]:
    """The facts whose figure differs from day to day, the weightiest first."""
    plots = []
    for group in book.groups:
        points = [estimate for estimate in group.history if estimate.as_of is not None and _is_measured(estimate, book)]
        if group.kind == "quantity" and _differ(points):
            plots.append(_plot(group, points, book))
        if len(plots) == _MAX_PLOTS:
            break
    return plots


def _differ(points: Sequence[Estimate]) -> bool:
    """True if the estimates of two days cannot both hold: "at least 25" and 26 can."""
    ranges = [(point.as_of, Interval(point.low, point.high)) for point in points]
    return any(day != other and not one.meets(two) for (day, one), (other, two) in combinations(ranges, 2))


def _is_measured(estimate: Estimate, book: Book) -> bool:
    """False for words without a number ("dozens"): they would draw a change where there is none."""
    if estimate.low is None and estimate.high is None:
        return False
    claims = book.claims_of(estimate.claims)
    return any(claim.quantity is not None and claim.quantity.modifier != "vague" for claim in claims)


def _plot(group: Group, points: Sequence[Estimate], book: Book) -> Plot:
    days = sorted(point.as_of for point in points if point.as_of)
    scale = _Scale(days[0], days[-1])
    bounds = [float(value) for point in points for value in (point.low, point.high) if value is not None]
    low, high = min(bounds), max(bounds)
    span = (high - low) or 1.0

    def height(value: float) -> float:
        return round(24 + (_PLOT_HEIGHT - 60) * (1 - (value - low) / span), 1)

    whiskers = []
    for point in points:
        assert point.as_of is not None
        ends = [float(value) for value in (point.low, point.high) if value is not None]
        x = scale.x(point.as_of)
        anchor = "end" if x > WIDTH - 90 else "start" if x < 90 else "middle"
        whiskers.append(Whisker(x, height(ends[-1]), height(ends[0]), _estimate_text(point, book), anchor))
    claims = [claim for claim in book.claims_of(group.claims) if has_figure(claim)]
    title = clip(described(representative(claims)), 90) if claims else clip(group.label, 90)
    return Plot(group.id, title, _PLOT_HEIGHT, _day_ticks(days, scale), tuple(whiskers))


def _estimate_text(point: Estimate, book: Book) -> str:
    claims = [claim for claim in book.claims_of(point.claims) if has_figure(claim)]
    amounts = dict.fromkeys((amount_text(claim.quantity) if claim.quantity else None) or claim.quote for claim in claims)
    return clip(" / ".join(amounts), 36)


def _day_ticks(days: Sequence[date], scale: _Scale) -> tuple[Tick, ...]:
    """The days of the estimates; of two that would touch the later one is left out."""
    ticks: list[Tick] = []
    for day in dict.fromkeys(days):
        x = scale.x(day)
        if not ticks or x - ticks[-1].at > 110:
            ticks.append(Tick(x, explain.date_text(day)))
    return tuple(ticks)
