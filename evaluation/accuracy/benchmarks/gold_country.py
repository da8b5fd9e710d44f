"""The country that a gold toponym lies in: as gold says it, else as our gazetteer tells it from the gold point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter

from evaluation.accuracy.benchmarks.toponym import Toponym
from pipeline.places.gazetteer import Entry, load_gazetteer

Point = tuple[float, float]  # latitude and longitude in degrees
RADIUS = 6371.0  # kilometres, of the sphere with the volume of the earth
NEAR_NAME, NEAR_COUNTRY, NEAR_TOWN = 161.0, 1500.0, 100.0  # kilometres
_CELL = 2  # degrees


def country_of(toponym: Toponym) -> str | None:
    """The ISO 3166-1 alpha-2 code of the one country a gold toponym lies in, None where nothing tells it.

    In this order: the country that gold prints (a code or a name); that of the GeoNames number; that of the place which our gazetteer
    has under the phrase nearest to the gold point (within 161 km; 1,500 km for a country, whose points differ between sources); that
    of the town nearest to the gold point, within 100 km. None for a place in several countries or none (Africa, the Atlantic).
    """
    printed = _named(toponym.country)
    if printed is not None:
        return printed
    gazetteer = load_gazetteer()
    row = None if toponym.geonames_id is None else gazetteer.row_of(f"gn:{toponym.geonames_id}")
    if row is not None:
        return _only(gazetteer.entry(row))
    if toponym.point is None:
        return None
    places = [gazetteer.entry(row) for row in gazetteer.find(toponym.phrase)]
    named = _nearest(places, toponym.point)
    if named is not None:
        return _only(named)
    # Sources put the point of a continent far apart, in whichever country: what no one country owns is not decided by a town.
    return None if any(_only(place) is None for place in places) else _nearest_town(toponym.point)


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance of two points, at most 20,015 km: Paris (48.86 2.35) to Berlin (52.52 13.40) is 878."""
    (north_a, east_a), (north_b, east_b) = a, b
    height, width = radians(north_b - north_a), radians(east_b - east_a)
    half = sin(height / 2) ** 2 + cos(radians(north_a)) * cos(radians(north_b)) * sin(width / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(1.0, half)))


def _only(entry: Entry) -> str | None:
    return entry.countries[0] if len(entry.countries) == 1 else None


def _named(country: str) -> str | None:
    gazetteer = load_gazetteer()
    if len(country) == 2 and gazetteer.country_row(country.upper()) is not None:
        return country.upper()
    rows = gazetteer.find(country) if country else ()
    return next((entry.countries[0] for entry in map(gazetteer.entry, rows) if entry.feature == "country"), None)


def _nearest(places: Sequence[Entry], point: Point) -> Entry | None:
    near = []
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            away = kilometres(point, (place.latitude, place.longitude))
            if away <= (NEAR_COUNTRY if place.feature == "country" else NEAR_NAME):
                near.append((away, place.id, place))
    return min(near, key=itemgetter(0, 1))[2] if near else None


def _nearest_town(point: Point) -> str | None:
    row, column = int(point[0] // _CELL), int(point[1] // _CELL)
    width = min(90, 1 + int(1 / max(0.01, cos(radians(point[0])))))  # cells narrow towards the poles
    columns = {(column + step + 90) % 180 - 90 for step in range(-width, width + 1)}
    cells = ((row + step, other) for step in (-1, 0, 1) for other in sorted(columns))
    near = [(kilometres(point, town), country) for cell in cells for town, country in _towns().get(cell, ())]
    away, country = min(near, default=(NEAR_TOWN + 1, ""))
    return country if away <= NEAR_TOWN else None


@cache
def _towns() -> dict[tuple[int, int], list[tuple[Point, str]]]:
    """The towns of the gazetteer with their countries, by cells of two degrees; made once, in a second or two."""
    cells: dict[tuple[int, int], list[tuple[Point, str]]] = {}
    for point, country in _all_towns():
        cells.setdefault((int(point[0] // _CELL), int(point[1] // _CELL)), []).append((point, country))
    return cells


def _all_towns() -> Iterator[tuple[Point, str]]:
    gazetteer = load_gazetteer()
    for row in range(len(gazetteer)):
        entry = gazetteer.entry(row)
        if entry.feature == "city" and entry.latitude is not None and entry.longitude is not None:
            yield (entry.latitude, entry.longitude), entry.countries[0]
