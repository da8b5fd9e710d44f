"""The gazetteer: names of places, where they lie and what contains them, read from one compact file on first use.

Ids are "gn:<GeoNames number>" or "cc:<slug>" for rows of our own; a country that contains something is written
"country:CN". The file is made by `pipeline.places.build_gazetteer` from GeoNames data (CC BY 4.0).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from corpus.errors import DataError

FEATURES = ("country", "admin1", "city", "river", "sea", "mountain", "region", "border", "other")
_MAGIC = b"CCGAZ1\n"
_NOTHING = 65535
_DERIVED = re.compile(r"cc:(?P<country>[a-z]{2})-(?:north|south|east|west|central)(?:east|west)?(?:ern)?\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the gazetteer knows it."""

    id: str
    name: str
    feature: str  # one of FEATURES
    countries: tuple[str, ...]  # ISO 3166-1 alpha-2
    admin1: str | None  # name of the province
    latitude: float | None
    longitude: float | None
    population: int
    parents: tuple[str, ...]  # ids of what contains it, nearest first, the country as "country:CN"
    is_capital: bool = False

    @property
    def is_own(self) -> bool:
        """True for a region, river, sea, range or border of our own list, which has no population."""
        return self.population == 0 and self.admin1 is None and self.feature not in ("country", "city")

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames number, None for a row of our own."""
        return int(self.id[3:]) if self.id.startswith("gn:") else None


class Gazetteer:
    """Looks up names and rows; `row` numbers are valid for one file only."""

    def __init__(self, packed: bytes) -> None:
        if not packed.startswith(_MAGIC):
            raise DataError("gazetteer.bin does not begin with its mark: build it again (python -m pipeline.places.build_gazetteer)")
        end = packed.index(b"\n", len(_MAGIC))
        header = json.loads(packed[len(_MAGIC) : end])
        self._countries: list[str] = header["countries"]
        sections, offset = {}, end + 1
        for name, length in header["sections"].items():
            sections[name] = zlib.decompress(packed[offset : offset + length])
            offset += length
        self._names = sections["names"].decode().split("\n")
        self._areas = [json.loads(line) for line in sections["areas"].decode().split("\n")]
        self._starts, self._postings = _column("I", sections["starts"]), _column("I", sections["postings"])
        self._weakness = sections["weakness"]
        self._ids = array("I", accumulate(_column("I", sections["id"])))
        self._name, self._population = _column("I", sections["name"]), _column("I", sections["population"])
        self._lat, self._lon = _column("i", sections["lat"]), _column("i", sections["lon"])
        self._country = sections["country"]
        self._admin1, self._district = _column("H", sections["admin1"]), _column("H", sections["district"])
        self._capitals = frozenset(_column("I", sections["capitals"]))
        self._area_rows = {area[0]: row for row, area in enumerate(self._areas)}
        self._country_rows = {area[3][0]: row for row, area in enumerate(self._areas) if area[2] == 0}
        self.entry = lru_cache(maxsize=20_000)(self._entry)
        self.demonyms = self._read_demonyms()
        self.abbreviations = {(area[3][0], area[10]): row for row, area in enumerate(self._areas) if area[10]}
        small = self._names[bisect_left(self._names, "a") : bisect_left(self._names, "{")]
        self.small_first_words = frozenset(re.split(r"[ '-]", name, maxsplit=1)[0] for name in small)

    def __len__(self) -> int:
        return len(self._areas) + len(self._ids)

    def find(self, name: str) -> tuple[int, ...]:
        """Rows of the places written exactly so, areas first, then the largest towns; () when there are none."""
        index = bisect_left(self._names, name)
        if index == len(self._names) or self._names[index] != name:
            return ()
        return tuple(self._postings[self._starts[index] : self._starts[index + 1]])

    def continues(self, prefix: str) -> bool:
        """True if some longer name begins with `prefix`: the walk over "New South Wales" goes on after "New"."""
        index = bisect_left(self._names, prefix)
        while index < len(self._names) and self._names[index] == prefix:
            index += 1
        return index < len(self._names) and self._names[index].startswith(prefix)

    def weakness(self, name: str) -> int:
        """2 when the name is more often an ordinary word ("Reading"), 1 when more often somebody's name, else 0."""
        index = bisect_left(self._names, name)
        found = index < len(self._names) and self._names[index] == name
        return self._weakness[index] if found else 0

    def country_row(self, code: str) -> int | None:
        """Row of the country with an ISO code, None for an unknown code."""
        return self._country_rows.get(code)

    def row_of(self, place_id: str) -> int | None:
        """Row of an id, None when the file has no such place."""
        row = self._area_rows.get(place_id)
        if row is not None or not place_id.startswith("gn:"):
            return row
        number = int(place_id[3:])
        index = bisect_left(self._ids, number)
        return len(self._areas) + index if index < len(self._ids) and self._ids[index] == number else None

    def _entry(self, row: int) -> Entry:
        """The place of a row."""
        return self._area(row) if row < len(self._areas) else self._city(row - len(self._areas))

    def _area(self, row: int) -> Entry:
        identifier, printed, feature, countries, lat, lon, population, admin1, parents, *_ = self._areas[row]
        name = " ".join(printed.split())  # the sources hold a few doubled spaces; names are looked up without
        direct = [admin1, *parents] if admin1 else list(parents)
        province = self._areas[self._area_rows[admin1]][1] if admin1 else name if FEATURES[feature] == "admin1" else None
        chain = self._chain(direct, [] if FEATURES[feature] == "country" else countries)
        return Entry(identifier, name, FEATURES[feature], tuple(countries), province, lat, lon, population, chain)

    def _city(self, index: int) -> Entry:
        country = self._countries[self._country[index]]
        above = [area for area in (self._district[index], self._admin1[index]) if area != _NOTHING]
        province = self._areas[self._admin1[index]][1] if self._admin1[index] != _NOTHING else None
        return Entry(
            f"gn:{self._ids[index]}",
            self._names[self._name[index]],
            "city",
            (country,),
            province,
            self._lat[index] / 1000,
            self._lon[index] / 1000,
            self._population[index],
            self._chain([self._areas[area][0] for area in above], [country]),
            is_capital=len(self._areas) + index in self._capitals,
        )

    def _chain(self, direct: list[str], countries: list[str]) -> tuple[str, ...]:
        """All that contains a place: what is named, what contains that, its country and the country's regions."""
        chain, waiting = dict.fromkeys(direct), list(direct)
        while waiting:
            row = self._area_rows.get(waiting.pop(0))
            if row is not None:
                above = [*([self._areas[row][7]] if self._areas[row][7] else []), *self._areas[row][8]]
                waiting.extend(area for area in above if area not in chain)
                chain.update(dict.fromkeys(above))
        if len(countries) == 1:
            chain[f"country:{countries[0]}"] = None
            row = self._country_rows.get(countries[0])
            chain.update(dict.fromkeys(self._areas[row][8] if row is not None else ()))
        return tuple(chain)

    def _read_demonyms(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for row, area in enumerate(self._areas):
            for word in area[9]:
                found.setdefault(word, []).append(row)
        return {word: tuple(sorted(rows, key=lambda row: -self._areas[row][6])) for word, rows in sorted(found.items())}


def fold(name: str) -> str:
    """Give the name without accents: "São Luís" is "Sao Luis"."""
    decomposed = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _column(code: str, data: bytes) -> array[int]:
    column = array(code)
    column.frombytes(data)
    if sys.byteorder == "big":
        column.byteswap()
    return column


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package, read once per process; DataError when the file is missing."""
    source = files("pipeline") / "data" / "gazetteer.bin"
    if not source.is_file():
        raise DataError("pipeline/data/gazetteer.bin is missing; build it with python -m pipeline.places.build_gazetteer")
    return Gazetteer(source.read_bytes())


def parents_of(place_id: str) -> tuple[str, ...]:
    """Ids of the places that contain `place_id`, nearest first; () for one unknown or contained in nothing.

    A part of a country named by direction ("northern Syria", `cc:sy-northern`) lies in its country.
    """
    gazetteer = load_gazetteer()
    row = gazetteer.row_of(place_id)
    if row is not None:
        return gazetteer.entry(row).parents
    derived = _DERIVED.match(place_id)
    if derived is None:
        return ()
    code = derived["country"].upper()
    row = gazetteer.country_row(code)
    return (f"country:{code}", *(gazetteer.entry(row).parents if row is not None else ()))


def lineage(place_id: str) -> frozenset[str]:
    """The place itself, under each of its ids, and all that contains it: China is `gn:1814991` and "country:CN"."""
    gazetteer = load_gazetteer()
    if place_id.startswith("country:"):
        row = gazetteer.country_row(place_id[8:])
        place_id = gazetteer.entry(row).id if row is not None else place_id
    return frozenset((place_id, *parents_of(place_id), *_other_id(place_id)))


def _other_id(place_id: str) -> tuple[str, ...]:
    """ "country:CN" for the GeoNames id of a country; () for any other place."""
    gazetteer = load_gazetteer()
    row = gazetteer.row_of(place_id) if place_id.startswith("gn:") else None
    entry = gazetteer.entry(row) if row is not None else None
    return (f"country:{entry.countries[0]}",) if entry is not None and entry.feature == "country" else ()


def inside(a_ids: Iterable[str], b_ids: Iterable[str]) -> bool:
    """True if every place of `a_ids` is one of `b_ids` or lies in one; false when either is empty.

    Dandong is inside Liaoning, Northeast China and China; no place is inside its own town.
    """
    containers = {name for place in b_ids for name in (place, *_other_id(place))}
    inner = list(a_ids)
    return bool(inner) and bool(containers) and all(not lineage(place).isdisjoint(containers) for place in inner)
