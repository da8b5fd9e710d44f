"""Choose which place a name means: its own weight, its neighbours in the text, and what the whole text is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, log10, radians
from operator import itemgetter

from pipeline.places.gazetteer import Entry, Gazetteer

CANDIDATES = 5
_FEATURE_WEIGHT = {"country": 3.0, "admin1": 0.9, "city": 0.0, "river": 0.0, "sea": 0.0, "mountain": 0.0, "region": -1.0}
# Our own regions have no population; they are rows because the news means them ("Asia" is no town in Peru).
_OWN_WEIGHT = 8.2
_NEAR_KM = 150.0
_WINDOW = 2_000  # characters on either side in which towns say where a text is
_MOST_ANCHORS = 60
_FEW, _MOST = 1.5, 0.8
W_POP, W_EXACT, W_CAPITAL, W_COUNTRY, W_PROVINCE, W_NEAR, W_INNER, W_LISTED = 1.0, 0.4, 2.0, 2.4, 1.6, 1.0, 4.0, 1.5


@dataclass(slots=True)
class Mention:
    """A name in the text that may be a place."""

    start: int  # characters of the text, end excluded
    end: int
    name: str  # as the gazetteer spells it
    rows: tuple[int, ...]
    role: str = "location"
    demonym: bool = False
    weakness: int = 0
    wanted: str | None = None  # feature that the words around announce ("town of")
    within: Mention | None = None  # the container printed after it: "Paris, Texas"
    listed: Mention | None = None  # its neighbour in a list: "Ohio and Georgia"
    inner: Mention | None = None  # the place printed before it: the same link from the other side
    sure: bool = False
    direction: str = ""  # "northern" before it
    direction_start: int = -1
    home: str = ""  # for a name that no gazetteer has: the country that the whole text is about
    ranked: list[tuple[float, Entry]] = field(default_factory=list)

    @property
    def entry(self) -> Entry | None:
        """The place chosen, None for a name that the gazetteer does not know."""
        return self.ranked[0][1] if self.ranked else None


def distance_km(a: Entry, b: Entry) -> float:
    """Kilometres between two points, good to a percent over a few hundred; infinite when one has no point."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return float("inf")
    width = cos(radians((a.latitude + b.latitude) / 2))
    turn = (a.longitude - b.longitude + 180) % 360 - 180
    return 111.2 * hypot(a.latitude - b.latitude, turn * width)


def prior(entry: Entry, name: str) -> float:
    """How likely a name means this place when nothing else is known; about the log of its size."""
    if entry.is_own:
        return _OWN_WEIGHT if len(entry.countries) != 1 else _OWN_WEIGHT - 1.4
    weight = W_POP * log10(entry.population + 10) + _FEATURE_WEIGHT.get(entry.feature, 0.0)
    return weight + (W_EXACT if name == entry.name else 0.0) + (W_CAPITAL if entry.is_capital else 0.0)


def choose(mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
    """Rank the places of every mention, again when the first round has shown what the text is about."""
    context = Context()
    for _ in range(3):
        for mention in mentions:
            mention.ranked = _rank(mention, gazetteer, context)
        context = surroundings(mentions)
    home = context.home()
    for mention in mentions:
        mention.home = "" if mention.rows or mention.within else home


@dataclass(slots=True)
class Context:
    """What a whole text is about, in mentions weighted by how sure each is."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    provinces: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    towns: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # the votes for provinces by their towns alone
    anchors: list[tuple[int, Entry]] = field(default_factory=list)

    def home(self) -> str:
        """The country that four places in five are in, "" where there are few places or several countries."""
        total = self.countries.get("", 0.0)
        named = sorted((-votes, country) for country, votes in self.countries.items() if country)
        return named[0][1] if named and total >= _FEW and -named[0][0] >= _MOST * total else ""


def surroundings(mentions: Sequence[Mention]) -> Context:
    """Countries, provinces and sure spots of the text."""
    context = Context()
    for mention in mentions:
        entry = mention.entry
        if entry is None or len(entry.countries) != 1:
            continue
        lead = mention.ranked[0][0] - mention.ranked[1][0] if len(mention.ranked) > 1 else 9.0
        trust = min(1.0, lead / 2.0) * (0.5 if mention.demonym else 1.0)
        context.countries[entry.countries[0]] += trust
        context.countries[""] += trust  # the sum of all
        if entry.admin1 is not None:
            context.provinces[f"{entry.countries[0]}/{entry.admin1}"] += trust
            context.provinces[""] += trust
            if entry.feature != "admin1":
                context.towns[f"{entry.countries[0]}/{entry.admin1}"] += trust
                context.towns[""] += trust
        if entry.feature in ("city", "admin1", "region") and lead > 1.0:
            context.anchors.append((mention.start, entry))
    return context


def _rank(mention: Mention, gazetteer: Gazetteer, context: Context) -> list[tuple[float, Entry]]:
    entries = [gazetteer.entry(row) for row in mention.rows]
    if len(entries) == 1:
        return [(9.0, entries[0])]
    scored = [(_score(mention, entry, context) - _doubled(entry, entries), entry) for entry in entries]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    return scored[:CANDIDATES]


def _doubled(entry: Entry, others: Sequence[Entry]) -> float:
    """A province or district that is little more than the city of its name gives way to the city ("Seoul")."""
    if entry.feature not in ("admin1", "region") or not entry.population:
        return 0.0
    share = 0.4 if entry.feature == "admin1" else 0.05
    same = (o for o in others if o.feature == "city" and o.countries == entry.countries and o.population > share * entry.population)
    return 3.0 if any(entry.id in other.parents or other.admin1 == entry.admin1 for other in same) else 0.0


def _score(mention: Mention, entry: Entry, context: Context) -> float:
    score = prior(entry, mention.name)
    container = mention.within.entry if mention.within else None
    if container is not None and container is not entry:
        score += _containment(entry, container)
    if mention.inner is not None and any(_containment(other, entry) for _, other in mention.inner.ranked):
        score += W_INNER
    listed = mention.listed.entry if mention.listed else None
    if listed is not None and listed.feature == entry.feature and listed.countries == entry.countries:
        score += W_LISTED
    if mention.wanted:
        score += 1.5 if entry.feature == mention.wanted else -1.5
    if len(entry.countries) == 1:
        country = entry.countries[0]
        score += _pull(context.countries, country, W_COUNTRY)
        if entry.admin1 is not None:
            votes = context.towns if entry.feature == "admin1" else context.provinces
            score += _pull(votes, f"{country}/{entry.admin1}", W_PROVINCE)
    if entry.feature == "city":
        score += _nearness(mention, entry, context)
    return score


def _containment(entry: Entry, container: Entry) -> float:
    if container.id in entry.parents or f"country:{container.countries[0] if container.countries else ''}" in entry.parents:
        return 7.0 if container.feature == "country" or container.id in entry.parents else 3.0
    return 0.0


def _pull(votes: dict[str, float], key: str, weight: float) -> float:
    total = votes.get("", 0.0)
    if not total or key not in votes:
        return 0.0
    return weight * min(1.0, votes[key] / 2.0) * (0.4 + 0.6 * votes[key] / total)


def _nearness(mention: Mention, entry: Entry, context: Context) -> float:
    """A little for each sure place within a few sentences and a short journey, at most one and a half."""
    low = bisect_left(context.anchors, mention.start - _WINDOW, key=itemgetter(0))
    high = bisect_left(context.anchors, mention.start + _WINDOW, key=itemgetter(0))
    near = 0.0
    for start, anchor in context.anchors[low : min(high, low + _MOST_ANCHORS)]:
        other = anchor.id != entry.id and start != mention.start and anchor.countries == entry.countries
        if other and distance_km(anchor, entry) < _NEAR_KM:
            near += 1.0 if abs(start - mention.start) < 400 else 0.5
    return min(1.5, near * W_NEAR)
