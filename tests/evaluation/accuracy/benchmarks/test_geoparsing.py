from __future__ import annotations

import json
from math import log, pi
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.geoparsing import WORST_KM, Place, Prediction, log_error_area, predict, read, score
from evaluation.accuracy.benchmarks.gold_country import country_of, kilometres
from evaluation.accuracy.benchmarks.result import Figure
from evaluation.accuracy.benchmarks.toponym import Toponym, mend
from evaluation.accuracy.benchmarks.toponym_files import Item

TEXT = "Ferries from Mombasa to Zanzibar stopped.\nMombasa port reopens Friday."
LGL = f"""<?xml version="1.0"?>
<articles>
<article docid="77"><title>Ferries</title><url>none</url>
<text>{TEXT}</text>
<toponyms>
<toponym><start>13</start><end>20</end><phrase>Mombasa</phrase>
<gaztag geonameid="186301"><name>Mombasa</name><fclass>P</fclass><fcode>PPLA</fcode><lat>-4.05</lat><lon>39.67</lon>
<country>KE</country><admin1>08</admin1></gaztag></toponym>
<toponym><start>27</start><end>35</end><phrase>Zanzibar</phrase></toponym>
<toponym><start>41</start><end>48</end><phrase>Mombasa</phrase>
<gaztag geonameid="186301"><lat>-4.05</lat><lon>39.67</lon></gaztag></toponym>
<toponym><start>50</start><end>54</end><phrase>Lamu</phrase></toponym>
</toponyms>
</article>
<article docid="78"><text>Nothing sailed.</text></article>
</articles>
"""
GEOVIRUS = f"""<articles>
<article><source>none</source><text>{TEXT}</text>
<locations>
<location><name>Mombasa</name><start>14</start><end>21</end><lat>-4.05</lat><lon>39.67</lon><page>none</page></location>
</locations></article>
</articles>
"""
GEOWEBNEWS = f"""<articles>
<article file="3"><title>Ferries</title><link>none</link><text>{TEXT}</text>
<toponyms>
<toponym><extractedName>Mombasa</extractedName><normalisedName>Mombasa</normalisedName><type>Literal</type><modifierType></modifierType>
<nonLocational>false</nonLocational><start>13</start><end>20</end><geonamesID>186301</geonamesID>
<latitude>-4.05</latitude><longitude>39.67</longitude></toponym>
<toponym><extractedName>Mombasa</extractedName><type>Non_Literal_Modifier</type><start>42</start><end>49</end>
<latitude></latitude></toponym>
<toponym><extractedName>Ferries</extractedName><type>Non_Toponym</type><start>0</start><end>7</end></toponym>
</toponyms></article>
</articles>
"""
DOCS = {
    "meta": {"name": "ferries"},
    "docs": {"f1": {"text": TEXT, "toponyms": [{"start": 13, "end": 20, "phrase": "Mombasa", "lat": -4.05, "lon": 39.67}]}},
}


def written(folder: Path, text: str, name: str = "set.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def by_name(figures: tuple[Figure, ...]) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures}


def test_lgl_is_read_and_mended(tmp_path: Path) -> None:
    reading = read(written(tmp_path, LGL))
    first, second = reading.items
    assert (first.id, first.text, second.id, second.toponyms) == ("77", TEXT, "78", ())
    assert [(t.start, t.end, t.point, t.country, t.geonames_id) for t in first.toponyms] == [
        (13, 20, (-4.05, 39.67), "KE", 186301),
        (24, 32, None, "", None),  # printed three characters too far
        (42, 49, (-4.05, 39.67), "", 186301),  # one too near
    ]
    assert reading.remarks == ("2 toponyms moved to their phrase nearby, 1 dropped for want of one",)


def test_white_space_of_a_text_counts(tmp_path: Path) -> None:
    moved = LGL.replace("<text>Ferries", "<text>\n  Ferries").replace("<start>13</start><end>20</end>", "<start>16</start><end>23</end>")
    first = read(written(tmp_path, moved)).items[0]
    assert first.text.startswith("\n  Ferries")
    assert first.toponyms[0].start == 16


def test_geovirus_counts_from_one(tmp_path: Path) -> None:
    reading = read(written(tmp_path, GEOVIRUS))
    assert reading.items[0].toponyms == (Toponym(13, 20, "Mombasa", -4.05, 39.67),)
    assert reading.remarks == ()


def test_geovirus_as_json(tmp_path: Path) -> None:
    reading = read(written(tmp_path, json.dumps(DOCS), "set.json"))
    assert reading.items == (Item("f1", TEXT, (Toponym(13, 20, "Mombasa", -4.05, 39.67),)),)


def test_geowebnews_keeps_types(tmp_path: Path) -> None:
    reading = read(written(tmp_path, GEOWEBNEWS))
    assert [(t.phrase, t.type, t.ignored, t.point) for t in reading.items[0].toponyms] == [
        ("Ferries", "non_toponym", True, None),
        ("Mombasa", "literal", False, (-4.05, 39.67)),
        ("Mombasa", "non_lit_modifier", False, None),
    ]
    assert reading.remarks == ("1 marked spans are no toponyms by their type: what is found there counts neither way",)


MOMBASA = "<start>13</start><end>20</end><phrase>Mombasa</phrase>"
REFUSED = [
    ("broken", LGL.replace("</toponyms>", ""), 15, "no well-formed XML"),
    ("no article", "<articles/>", 1, "holds no article"),
    ("no text", LGL.replace(f"<text>{TEXT}</text>", ""), 3, "has no text element"),
    ("far outside", LGL.replace(MOMBASA, MOMBASA.replace("13", "913").replace("20", "920")), 7, "lies outside the text (70 characters)"),
    ("before the text", LGL.replace(MOMBASA, MOMBASA.replace("13", "-99")), 7, "lies outside the text"),
    ("reversed", LGL.replace(MOMBASA, MOMBASA.replace("20", "12")), 7, "before it begins at 13"),
    ("offset in words", LGL.replace(MOMBASA, MOMBASA.replace("13", "here")), 7, "start is 'here', not a whole number"),
    ("no offset", LGL.replace(MOMBASA, MOMBASA.replace("<end>20</end>", "")), 7, "end is None, not a whole number"),
    ("no phrase", LGL.replace("<phrase>Lamu</phrase>", ""), 13, "needs a phrase, name or extractedName"),
    ("empty phrase", LGL.replace("Lamu", ""), 13, "empty phrase"),
    ("coordinate in words", LGL.replace("<lat>-4.05</lat>", "<lat>south</lat>", 1), 7, "lat is 'south', not a number of degrees"),
    ("coordinate that is none", LGL.replace("<lat>-4.05</lat>", "<lat>nan</lat>", 1), 7, "nowhere on the globe"),
    ("off the globe", LGL.replace("<lat>-4.05</lat>", "<lat>-94.05</lat>", 1), 7, "nowhere on the globe"),
    ("half a point", LGL.replace("<lat>-4.05</lat>", "", 1), 7, "not both"),
    ("unknown type", GEOWEBNEWS.replace("Non_Toponym", "Imagined"), 10, "type 'Imagined'"),
    ("entities", '<!DOCTYPE a [\n<!ENTITY b "c">]>\n<articles/>', 2, "declares entities"),
]


@pytest.mark.parametrize(("text", "line", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_malformed_xml_is_refused(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BenchmarkError) as refused:
        read(path)
    assert reason in str(refused.value)
    assert (refused.value.path, refused.value.line) == (path, line)


REFUSED_JSON = [
    ("broken", "{\n", "no JSON"),
    ("a list", "[]", "expected an object"),
    ("no texts", '{"docs": {}}', "holds no article"),
    ("a number for a text", '{"docs": {"a": {"text": 7}}}', "no string called text"),
    ("no list", '{"docs": {"a": {"text": "Rain.", "toponyms": 7}}}', "no list of objects"),
    ("no phrase", '{"docs": {"a": {"text": "Rain.", "toponyms": [{"start": 0, "end": 4}]}}}', "phrase null"),
    ("half an offset", '{"docs": {"a": {"text": "Rain.", "toponyms": [{"start": 0.5, "end": 4, "phrase": "Rain"}]}}}', "start is 0.5"),
    (
        "infinite",
        '{"docs": {"a": {"text": "Oslo", "toponyms": [{"start": 0, "end": 4, "phrase": "Oslo", "lat": 1e999, "lon": 1}]}}}',
        "globe",
    ),
]


@pytest.mark.parametrize(("text", "reason"), [row[1:] for row in REFUSED_JSON], ids=[row[0] for row in REFUSED_JSON])
def test_malformed_json_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(BenchmarkError, match=reason):
        read(written(tmp_path, text, "set.json"))


def test_mending_takes_no_place_twice() -> None:
    # Both are printed at the first "Oslo"; the second one goes to the next free place, the third finds none.
    mended = mend("Oslo to Oslo", [Toponym(0, 4, "Oslo"), Toponym(1, 5, "Oslo"), Toponym(2, 6, "Oslo")])
    assert [toponym.start for toponym in mended.toponyms] == [0, 8]
    assert (mended.moved, mended.dropped) == (1, 1)


def test_mending_looks_nearby_only() -> None:
    mended = mend("A storm" + " and rain" * 9 + " in Oslo", [Toponym(0, 4, "Oslo")])
    assert (mended.toponyms, mended.dropped) == ((), 1)


def test_distances() -> None:
    degree = 6371 * pi / 180  # kilometres of a degree on a great circle: 111.19
    assert kilometres((0, 0), (1, 0)) == pytest.approx(degree)
    assert kilometres((0, 179), (0, -179)) == pytest.approx(2 * degree)  # across the date line
    assert kilometres((60, 0), (60, 1)) == pytest.approx(degree / 2, rel=1e-3)  # a degree of longitude shrinks with the cosine
    assert kilometres((90, 0), (-90, 77)) == pytest.approx(180 * degree)
    assert kilometres((12.5, 7), (12.5, 7)) == 0


def test_area_of_log_errors() -> None:
    assert log_error_area([]) == 0
    assert log_error_area([0, 0]) == 0
    assert log_error_area([WORST_KM]) == pytest.approx(1)
    assert log_error_area([0, 100]) == pytest.approx(log(101) / 2 / log(20039))
    # 0, 9 and 99 km are ln 1, ln 10 and ln 100: trapezoids of (0 + 1) / 2 and (1 + 2) / 2, so 2 over two steps: ln 10.
    assert log_error_area([99, 0, 9]) == pytest.approx(log(10) / log(20039))


COUNTRIES = [
    (Toponym(0, 4, "Oslo", 59.91, 10.75, country="NO"), "NO"),
    (Toponym(0, 4, "Oslo", 59.91, 10.75, country="Norway"), "NO"),
    (Toponym(0, 4, "Oslo", 59.91, 10.75), "NO"),
    (Toponym(0, 6, "Canada", 56.0, -96.0), "CA"),  # half a continent away from the point of other sources
    (Toponym(0, 6, "Quayside", 54.97, -1.6), "GB"),  # no such name: by the nearest town
    (Toponym(0, 7, "Georgia", 32.75, -83.5), "US"),
    (Toponym(0, 7, "Georgia", 42.0, 43.5), "GE"),
    (Toponym(0, 6, "Africa", 7.19, 21.09), None),
    (Toponym(0, 9, "Mid-ocean", -40.0, -120.0), None),
    (Toponym(0, 4, "Oslo"), None),
]


@pytest.mark.parametrize(("toponym", "country"), COUNTRIES)
def test_country_of_a_gold_point(toponym: Toponym, country: str | None) -> None:
    assert country_of(toponym) == country


# One degree of latitude is 111.19 km, two are 222.39. Gold of one text (country printed, so that no gazetteer decides):
#   A at 0-5, point (0, 0), NO      found as such, at (1, 0), NO          111 km: near
#   B at 10-15, point (10, 0), SE   found as 8-15, at (12, 0), NO         222 km: far, and the wrong country
#   C at 20-25, no point            found as such                          end to end: cannot be judged
#   D at 30-35, point (20, 0), FI   missed
#   E at 40-45, ignored             found, counts neither way
#   one prediction at 60-65 where gold has nothing
# exact:   A and C right of 4 given (A B C and 60-65), 4 wanted                        P R F1 1/2
# overlap: A B C of 4 given, 4 wanted                                                  P R F1 3/4
# resolution of A, B: 1 of 2 near; median (111.19 + 222.39) / 2; country 1 of 2
# end to end: A right; wanted A B D; given A B and 60-65                               P R F1 1/3
# given spans A B D: at 0 km and none, none: 1 of 3 near, median the worst; country 1 of 3
DEGREE = 6371 * pi / 180
GOLD = Item(
    "a",
    "x" * 80,
    (
        Toponym(0, 5, "A", 0.0, 0.0, country="NO", type="literal"),
        Toponym(10, 15, "B", 10.0, 0.0, country="SE", type="literal"),
        Toponym(20, 25, "C", type="metonymic"),
        Toponym(30, 35, "D", 20.0, 0.0, country="FI", type="metonymic"),
        Toponym(40, 45, "E", type="demonym", ignored=True),
    ),
)
FOUND = (
    Place(60, 65, 0.0, 0.0, ("NO",)),
    Place(42, 47, 0.0, 0.0, ("NO",)),
    Place(0, 5, 1.0, 0.0, ("NO",)),
    Place(8, 15, 12.0, 0.0, ("NO",)),
    Place(20, 25, 0.0, 0.0, ("NO",)),
)
RESOLVED = (Place(0, 5, 0.0, 0.0, ("NO",)), None, None, Place(30, 35, None, None, ("SE",)), None)
THIRD, HALF, MOST = 1 / 3, 1 / 2, 3 / 4
WORKED = {
    "exact precision": HALF,
    "exact recall": HALF,
    "exact F1": HALF,
    "overlap precision": MOST,
    "overlap recall": MOST,
    "overlap F1": MOST,
    "resolution within 161 km": HALF,
    "resolution median error": 1.5 * DEGREE,
    "resolution area of log errors": (log(DEGREE + 1) + log(2 * DEGREE + 1)) / 2 / log(20039),
    "resolution country": HALF,
    "end to end precision": THIRD,
    "end to end recall": THIRD,
    "end to end F1": THIRD,
    "given spans within 161 km": THIRD,
    "given spans median error": WORST_KM,
    "given spans area of log errors": (0 / 2 + 1 + 1 / 2) / 2,
    "given spans country": THIRD,
    "recall literal": 1.0,
    "recall metonymic": HALF,
}


def test_scores_are_those_worked_out_by_hand() -> None:
    assert by_name(score([GOLD], [Prediction(FOUND, RESOLVED)])) == pytest.approx(WORKED)


def test_tool_that_takes_no_spans() -> None:
    figures = by_name(score([GOLD], [Prediction(FOUND)]))
    assert figures == pytest.approx({name: value for name, value in WORKED.items() if not name.startswith("given")})


def test_ignored_span_beside_a_found_toponym() -> None:
    # "Greater A" covers the toponym and an ignored word: it is the answer to the toponym, not left out.
    item = Item("a", "x" * 20, (Toponym(8, 9, "A", 0.0, 0.0), Toponym(0, 7, "Greater", ignored=True)))
    figures = by_name(score([item], [Prediction((Place(0, 9, 0.0, 0.0),))]))
    assert (figures["overlap F1"], figures["exact precision"]) == (1, 0)


def test_gold_without_points_has_no_errors() -> None:
    figures = by_name(score([Item("a", "Oslo", (Toponym(0, 4, "Oslo"),))], [Prediction((Place(0, 4, 59.9, 10.7),))]))
    assert "resolution median error" not in figures
    assert figures["overlap F1"] == 1
    assert figures["end to end F1"] == 0


PLACES = st.builds(
    lambda start, length, lat, lon: Place(start, start + length, lat, lon, ("NO",)),
    st.integers(0, 40),
    st.integers(1, 6),
    st.integers(-80, 80).map(float),
    st.integers(-180, 180).map(float),
)
FOUNDS = st.lists(PLACES, max_size=6, unique_by=lambda place: place[:2])


def text_with(places: list[Place]) -> Item:
    toponyms = (Toponym(p.start, p.end, "x", p.latitude, p.longitude, country="NO") for p in sorted(places))
    return Item("a", "x" * 60, tuple(toponyms))


@given(FOUNDS.filter(bool))
def test_gold_given_back_is_perfect(places: list[Place]) -> None:
    figures = score([text_with(places)], [Prediction(tuple(places), tuple(sorted(places)))])
    assert {figure.value for figure in figures if figure.unit == "share"} == {1.0}
    assert {figure.value for figure in figures if figure.unit != "share"} == {0.0}


@given(FOUNDS, FOUNDS.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_of_predictions_is_irrelevant(gold: list[Place], orders: tuple[list[Place], list[Place]]) -> None:
    first, second = (score([text_with(gold)], [Prediction(tuple(order))]) for order in orders)
    assert first == second


@given(FOUNDS, FOUNDS)
def test_spurious_prediction_never_raises_precision(gold: list[Place], found: list[Place]) -> None:
    item, spurious = text_with(gold), Place(50, 55, 0.0, 0.0, ("NO",))
    before, after = (by_name(score([item], [Prediction(tuple(places))])) for places in (found, [*found, spurious]))
    for name in ("exact precision", "overlap precision", "end to end precision"):
        assert after[name] <= before[name]
    assert after["overlap recall"] == before["overlap recall"]


@given(FOUNDS, FOUNDS)
def test_end_to_end_asks_more_than_finding(gold: list[Place], found: list[Place]) -> None:
    figures = by_name(score([text_with(gold)], [Prediction(tuple(found))]))
    assert figures["end to end F1"] <= figures["overlap F1"]
    assert figures["exact F1"] <= figures["overlap F1"]


def test_pipeline_answers_in_the_same_form() -> None:
    from pipeline.load import load_pipeline

    text = "Norwegian trawlers left Oslo for Reykjavik on Sunday."
    item = Item("boats", text, (Toponym(24, 28, "Oslo", 59.91, 10.75),))
    (prediction,) = predict([item], load_pipeline())
    assert [(text[place.start : place.end], place.countries) for place in prediction.found] == [("Oslo", ("NO",)), ("Reykjavik", ("IS",))]
    (given_back,) = prediction.given
    assert given_back is not None
    assert given_back.countries == ("NO",)
    assert by_name(score([item], [prediction]))["end to end recall"] == 1
