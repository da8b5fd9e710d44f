from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DataError
from pipeline.places import build_gazetteer
from pipeline.places.gazetteer import FEATURES, Entry, Gazetteer, inside, lineage, load_gazetteer, parents_of

DATA = Path(build_gazetteer.__file__).parents[1] / "data"

KNOWN = [
    ("China", "gn:1814991", "country", ("CN",)),
    ("Burma", "gn:1327865", "country", ("MM",)),
    ("DPRK", "gn:1873107", "country", ("KP",)),
    ("Dandong", "gn:2037886", "city", ("CN",)),
    ("Sinuiju", "gn:2040893", "city", ("KP",)),
    ("Yunnan", "cc:cn-yunnan", "admin1", ("CN",)),
    ("Tumen River", "cc:tumen-river", "river", ("CN", "KP", "RU")),
    ("Asia", "gn:6255147", "region", None),
    ("Middle East", "cc:middle-east", "region", None),
    ("Donbas", "cc:donbas", "region", ("UA",)),
    ("Calif.", "gn:5332921", "admin1", ("US",)),
]


@pytest.mark.parametrize(("name", "place_id", "feature", "countries"), KNOWN)
def test_first_row_of_a_name(name: str, place_id: str, feature: str, countries: tuple[str, ...] | None) -> None:
    gazetteer = load_gazetteer()
    entries = [gazetteer.entry(row) for row in gazetteer.find(name)]
    found = next(entry for entry in entries if entry.id == place_id)
    assert found.feature == feature
    assert countries is None or found.countries == countries


@pytest.mark.parametrize("name", ["", "Xyzzyville", "china", "Chin", "the", "United", "Yalu river"])
def test_other_spellings_are_not_names(name: str) -> None:
    assert not any(load_gazetteer().entry(row).feature == "country" for row in load_gazetteer().find(name))


def test_prefixes_lead_on() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.continues("New South")
    assert not gazetteer.continues("New South Wales Xq")


@pytest.mark.parametrize(("name", "weakness"), [("Reading", 2), ("Police", 2), ("Smith", 1), ("Nairobi", 0), ("Seoul", 0), ("New York", 0)])
def test_ordinary_words_are_weak(name: str, weakness: int) -> None:
    assert load_gazetteer().weakness(name) == weakness


INSIDE = [
    ("gn:2037886", "cc:cn-liaoning", True),  # Dandong, Liaoning
    ("gn:2037886", "cc:northeast-china", True),
    ("gn:2037886", "country:CN", True),
    ("gn:2037886", "gn:1814991", True),
    ("gn:2037886", "gn:6255147", True),  # Asia
    ("cc:cn-liaoning", "gn:2037886", False),
    ("gn:2037886", "country:KP", False),
    ("gn:1814991", "country:CN", True),
    ("country:CN", "gn:1814991", True),
    ("country:KP", "cc:korean-peninsula", True),
    ("cc:sy-northern", "country:SY", True),
    ("cc:sy-northern", "cc:middle-east", True),
    ("country:SY", "cc:sy-northern", False),
    ("cc:yalu-river", "country:CN", False),  # a river between two countries lies in neither
    ("cc:nowhere", "country:CN", False),
]


@pytest.mark.parametrize(("inner", "outer", "expected"), INSIDE)
def test_inside(inner: str, outer: str, expected: bool) -> None:
    assert inside([inner], [outer]) is expected


def test_nothing_is_inside_nothing() -> None:
    assert not inside([], ["country:CN"])
    assert not inside(["country:CN"], [])
    assert not inside(["gn:2037886", "gn:1835848"], ["country:CN"])  # Seoul is not


def test_parents_are_nearest_first() -> None:
    parents = parents_of("gn:2037886")
    assert parents.index("cc:cn-liaoning") < parents.index("cc:northeast-china") < parents.index("country:CN")


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=len(load_gazetteer()) - 1))
def test_rows_hold_together(row: int) -> None:
    gazetteer = load_gazetteer()
    entry = gazetteer.entry(row)
    assert entry.feature in FEATURES
    assert gazetteer.row_of(entry.id) == row
    # No name is looked up that has an article of its own, begins with a small letter ("eThekwini"), or is that of very many places.
    is_listed = entry.name[0].isupper() and not entry.name.startswith("The ") and len(gazetteer.find(entry.name)) < 40
    assert row in gazetteer.find(entry.name) or not is_listed
    assert entry.latitude is None or (-90 <= entry.latitude <= 90 and entry.longitude is not None and -180 <= entry.longitude <= 180)
    assert entry.id not in entry.parents
    assert entry.id in lineage(entry.id)
    assert inside([entry.id], [entry.id])


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0, max_value=len(load_gazetteer()) - 1))
def test_parents_of_parents_are_parents(row: int) -> None:
    entry = load_gazetteer().entry(row)
    chain = set(entry.parents)
    for parent in entry.parents:
        assert set(parents_of(parent)) - {entry.id} <= chain


def test_own_rows_are_sorted_and_complete() -> None:
    lines = (DATA / "places_own.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    countries = {row["countries"][0] for row in rows if row["feature"] == "country"}
    assert len(countries) >= 245
    without_people = {row["countries"][0] for row in rows if row["feature"] == "country" and not row.get("demonyms")}
    assert not without_people & {"CN", "KP", "KR", "SY", "UA", "US", "GB", "FR", "DE", "RU", "IN", "NG", "MM"}
    for row in rows:
        assert row["feature"] in FEATURES
        assert set(row.get("countries", ())) <= countries


def test_file_is_small_and_loads_fast() -> None:
    packed = (DATA / "gazetteer.bin").read_bytes()
    assert len(packed) < 12_000_000
    start = time.process_time()
    Gazetteer(packed)
    assert time.process_time() - start < 1.0  # 0.2 s on a free core


def test_foreign_file_is_refused() -> None:
    with pytest.raises(DataError, match=r"gazetteer\.bin"):
        Gazetteer(b"PK\x03\x04")


def test_geonames_number() -> None:
    town = Entry("gn:12", "A", "city", ("CN",), None, 1.0, 2.0, 5, ())
    assert town.geonames_id == 12
    assert Entry("cc:a", "A", "region", ("CN",), None, None, None, 0, ()).geonames_id is None


RANKS = [
    ("Jiangxi Sheng", "Jiangxi"),
    ("Muhafazat Kirkuk", "Kirkuk"),
    ("Province of Bulacan", "Bulacan"),
    ("Departement du Finistère", "Finistère"),
    ("Departement de l'Orne", "Orne"),
    ("Yardimli Rayon", "Yardimli"),
    ("Muhafazat al Hudaydah", "Hudaydah"),
    ("Dallas County", "Dallas County"),
    ("Sirte", "Sirte"),
    ("District", "District"),
]


@pytest.mark.parametrize(("printed", "bare"), RANKS)
def test_rank_words_are_stripped(printed: str, bare: str) -> None:
    assert build_gazetteer.strip_rank(printed) == bare


def test_common_words_are_told_from_names() -> None:
    odds = {"Bath": -13.8, "bath": -11.7, "Kigali": -17.0, "Baker": -12.0, "baker": -14.0}
    assert build_gazetteer.word_weakness("Bath", 90_000, odds) == 2
    assert build_gazetteer.word_weakness("Baker", 5_000, odds) == 1
    assert build_gazetteer.word_weakness("Kigali", 745_000, odds) == 0


names = st.text(st.sampled_from("ABCdefgh"), min_size=2, max_size=6).map(str.title)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(min_value=1, max_value=4_000_000_000), names, min_size=1, max_size=12), st.data())
def test_packing_is_lossless(towns: dict[int, str], data: st.DataObject) -> None:
    region = build_gazetteer.Place("cc:xx-north", "North Region", "admin1", ["XX"], 1.5, 2.5, names={"North Region"})
    places = [region]
    for number, name in sorted(towns.items()):
        lat = data.draw(st.integers(-90_000, 90_000)) / 1000
        place = build_gazetteer.Place(f"gn:{number}", name, "city", ["XX"], lat, -lat, population=number % 1000, admin1="cc:xx-north")
        place.names = {name}
        places.append(place)
    gazetteer = Gazetteer(build_gazetteer.pack(places, {}, capitals={"XX": "Aa"}))
    assert len(gazetteer) == len(places)
    for place in places[1:]:
        row = gazetteer.row_of(place.id)
        assert row is not None
        entry = gazetteer.entry(row)
        assert (entry.id, entry.name, entry.latitude, entry.longitude, entry.population, entry.admin1) == (
            place.id, place.name, place.lat, place.lon, place.population, "North Region"
        )  # fmt: skip
        assert row in gazetteer.find(place.name)
        assert entry.parents == ("cc:xx-north", "country:XX")
    assert build_gazetteer.pack(places, {}) == build_gazetteer.pack(places, {})


def test_the_file_is_the_one_that_its_sources_state() -> None:
    digest = hashlib.sha256((DATA / "gazetteer.bin").read_bytes()).hexdigest()
    assert digest in (DATA / "SOURCES.md").read_text(encoding="utf-8")
