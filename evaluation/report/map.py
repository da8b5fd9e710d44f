"""A small map of the places that the claims speak of: dots over a grid of degrees, drawn without any map data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from annotations.claim import Claim, PlaceValue
from evaluation.report.book import Book
from evaluation.report.clean import clip

WIDTH, MAX_HEIGHT, MIN_HEIGHT = 680.0, 460.0, 220.0
_STEPS = (0.5, 1, 2, 5, 10, 15, 30, 45)
_MIN_SPAN = 3.0
_FAR, _FAR_TIMES, _FEW = 25.0, 4.0, 5
_CHARACTER, _LINE = 6.6, 13.0
_LABEL_OFFSETS = ((7, 4, "start"), (-7, 4, "end"), (0, -8, "middle"), (0, 17, "middle"))


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map; countries and regions are drawn as rings, as their point stands for an area."""

    x: float
    y: float
    name: str
    mentions: int
    articles: str
    is_area: bool
    label_x: float
    label_y: float
    anchor: str
    is_labelled: bool
    claim: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A meridian or parallel with its degrees."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The dots, the commonest place first, and the grid under them."""

    height: float
    dots: tuple[Dot, ...]
    left_out: tuple[str, ...]
    meridians: tuple[Grid, ...]
    parallels: tuple[Grid, ...]


@dataclass(slots=True)
class _Found:
    place: PlaceValue
    claims: list[Claim]


def make_map(book: Book) -> PlaceMap | None:
    """The places where something is said to have happened; None when none has coordinates."""
    found_places = _places(book)
    if not found_places:
        return None
    places = _near(found_places)
    left_out = tuple(sorted(clip(found.place.name, 30) for found in found_places if found not in places))
    view = _View.around(places)
    taken: list[tuple[float, float, float, float]] = []
    for found in places:
        x, y = view.point(found.place)
        taken.append((x - 5, y - 5, x + 5, y + 5))
    dots = tuple(_dot(found, view, taken, book) for found in places)
    return PlaceMap(view.height, dots, left_out, tuple(view.meridians()), tuple(view.parallels()))


def _places(book: Book) -> list[_Found]:
    scopes = {place.id for claim in book.claims.values() if claim.salient for place in claim.where if place.id}
    found: dict[str, _Found] = {}
    for claim in book.claims.values():
        place = claim.place
        if place is None or place.role != "location" or place.latitude is None or place.longitude is None:
            continue
        if claim.salient or place.id in scopes:
            found.setdefault(place.id or place.name, _Found(place, [])).claims.append(claim)
    return sorted(found.values(), key=lambda item: (-len(item.claims), item.place.name))


def _near(places: list[_Found]) -> list[_Found]:
    """The places without those named once and far from all others: a single name must not shrink the rest to a point."""
    middle = (median(_latitude(found) for found in places), median(_longitude(found) for found in places))
    away = {id(found): math.dist(middle, (_latitude(found), _longitude(found))) for found in places}
    limit = max(_FAR, _FAR_TIMES * median(away.values()))
    return [found for found in places if len(found.claims) > 1 or away[id(found)] <= limit or len(places) < _FEW]


def _latitude(found: _Found) -> float:
    return float(found.place.latitude or 0)


def _longitude(found: _Found) -> float:
    return float(found.place.longitude or 0)


@dataclass(frozen=True, slots=True)
class _View:
    west: float
    east: float
    south: float
    north: float
    height: float

    @classmethod
    def around(cls, places: Sequence[_Found]) -> _View:
        """The part of the world that holds all places, with a margin, in the shape of the drawing."""
        longitudes = [_longitude(item) for item in places]
        latitudes = [_latitude(item) for item in places]
        middle_x, middle_y = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
        squeeze = max(0.2, math.cos(math.radians(middle_y)))
        wide = max(_MIN_SPAN, (max(longitudes) - min(longitudes)) * 1.25)
        tall = max(_MIN_SPAN * squeeze / 2, (max(latitudes) - min(latitudes)) * 1.3)
        height = min(MAX_HEIGHT, max(MIN_HEIGHT, WIDTH * tall / (wide * squeeze)))
        wide = max(wide, tall * WIDTH / (height * squeeze))
        tall = wide * squeeze * height / WIDTH
        return cls(middle_x - wide / 2, middle_x + wide / 2, middle_y - tall / 2, middle_y + tall / 2, round(height, 1))

    def x(self, longitude: float) -> float:
        return round(WIDTH * (longitude - self.west) / (self.east - self.west), 1)

    def y(self, latitude: float) -> float:
        return round(self.height * (self.north - latitude) / (self.north - self.south), 1)

    def point(self, place: PlaceValue) -> tuple[float, float]:
        return self.x(float(place.longitude or 0)), self.y(float(place.latitude or 0))

    def _step(self) -> float:
        span = self.east - self.west
        return next((step for step in _STEPS if span / step <= 7), 45)

    def meridians(self) -> Iterable[Grid]:
        step = self._step()
        for number in range(math.ceil(self.west / step), math.floor(self.east / step) + 1):
            degrees = number * step
            if -180 <= degrees <= 180 and 20 < self.x(degrees) < WIDTH - 20:
                yield Grid(self.x(degrees), _degrees(degrees, "E", "W"))

    def parallels(self) -> Iterable[Grid]:
        step = self._step()
        for number in range(math.ceil(self.south / step), math.floor(self.north / step) + 1):
            degrees = number * step
            if -90 <= degrees <= 90 and 14 < self.y(degrees) < self.height - 20:
                yield Grid(self.y(degrees), _degrees(degrees, "N", "S"))


def _degrees(value: float, above: str, below: str) -> str:
    side = above if value > 0 else below if value < 0 else ""
    return f"{abs(value):g}\u00b0{side}"


def _dot(found: _Found, view: _View, taken: list[tuple[float, float, float, float]], book: Book) -> Dot:
    x, y = view.point(found.place)
    name = clip(found.place.name, 30)
    label = _label(x, y, name, view.height, taken)
    dx, dy, anchor = label or _LABEL_OFFSETS[0]
    return Dot(
        x=x,
        y=y,
        name=name,
        mentions=len(found.claims),
        articles=", ".join(book.names([claim.article for claim in found.claims])),
        is_area=found.place.feature not in {"city", "town", "village", "camp", "border_crossing"},
        label_x=round(x + dx, 1),
        label_y=round(y + dy, 1),
        anchor=anchor,
        is_labelled=label is not None,
        claim=found.claims[0].id,
    )


def _label(x: float, y: float, name: str, height: float, taken: list[tuple[float, float, float, float]]) -> tuple[int, int, str] | None:
    """The first side of the dot on which the name touches nothing; None where every side is taken."""
    width = len(name) * _CHARACTER
    for dx, dy, anchor in _LABEL_OFFSETS:
        left = x + dx - (width if anchor == "end" else width / 2 if anchor == "middle" else 0)
        box = (left, y + dy - _LINE + 3, left + width, y + dy + 3)
        is_inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= height - 16
        if is_inside and not any(_overlap(box, other) for other in taken if other != (x - 5, y - 5, x + 5, y + 5)):
            taken.append(box)
            return dx, dy, anchor
    return None


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
