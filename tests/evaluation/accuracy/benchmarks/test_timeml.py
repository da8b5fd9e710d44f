from __future__ import annotations

import time
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.result import Figure
from evaluation.accuracy.benchmarks.timeml import Item, Timex, predict, read, score
from pipeline.extensions import declare_extensions

HEAD = (
    '<?xml version="1.0" ?>\n<TimeML>\n<DOCID>harbour</DOCID>\n'
    '<DCT><TIMEX3 functionInDocument="CREATION_TIME" tid="t0" type="DATE" value="2016-05-12">May 12, 2016</TIMEX3></DCT>\n'
)
HARBOUR = (
    HEAD + "<TEXT>\nThe harbour <EVENT class='OCCURRENCE' eid='e1'>closed</EVENT> "
    "<SIGNAL sid='s1'>on</SIGNAL> <TIMEX3 tid='t1' type='DATE' value='2016-05-09'>Monday</TIMEX3> &amp; stays shut "
    "<SIGNAL sid='s2'>for</SIGNAL> <TIMEX3 tid='t2' type='DURATION' value='P3W'>three <EVENT eid='e2'>weeks</EVENT></TIMEX3>.\n</TEXT>\n"
    '<MAKEINSTANCE eiid="ei1" eventID="e1"/><TLINK lid="l1" relType="IS_INCLUDED" timeID="t1"/>\n</TimeML>\n'
)


def written(folder: Path, text: str, name: str = "harbour.tml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def by_name(figures: tuple[Figure, ...]) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures}


def test_text_is_cut_free_of_all_tags(tmp_path: Path) -> None:
    (item,) = read(written(tmp_path, HARBOUR)).items
    assert item.text == "\nThe harbour closed on Monday & stays shut for three weeks.\n"
    assert item.published == "2016-05-12"
    assert [(item.text[t.start : t.end], t.type, t.value) for t in item.timexes] == [
        ("Monday", "DATE", "2016-05-09"),
        ("three weeks", "DURATION", "P3W"),
    ]


def test_nested_expressions_and_those_around_nothing(tmp_path: Path) -> None:
    text = HEAD + (
        '<TEXT>Open <TIMEX3 tid="t1" type="DURATION" value="P2Y">from <TIMEX3 tid="t2" type="DATE" value="2009">2009</TIMEX3></TIMEX3> on'
        '<TIMEX3 tid="t3" type="DURATION" value="P1Y"/>.</TEXT></TimeML>'
    )
    reading = read(written(tmp_path, text))
    assert [timex[:2] for timex in reading.items[0].timexes] == [(5, 14), (10, 14)]
    assert reading.remarks == ("1 TIMEX3 around no text left out",)


def test_day_of_a_document_with_an_hour(tmp_path: Path) -> None:
    assert read(written(tmp_path, HARBOUR.replace('value="2016-05-12"', 'value="2016-05-12T07:30"'))).items[0].published == "2016-05-12"


def test_folder_is_read_by_file_name(tmp_path: Path) -> None:
    for name in ("b.tml", "a.tml", ".hidden.tml", "readme.txt"):
        written(tmp_path, HARBOUR, name)
    assert [item.id for item in read(tmp_path).items] == ["a", "b"]


def test_broken_file_of_a_folder_is_left_out_and_named(tmp_path: Path) -> None:
    written(tmp_path, HARBOUR, "a.tml")
    written(tmp_path, HARBOUR.replace("</TIMEX3> &amp;", " &amp;"), "b.tml")
    reading = read(tmp_path)
    assert [item.id for item in reading.items] == ["a"]
    assert len(reading.remarks) == 1
    assert reading.remarks[0].startswith("b.tml:7: no well-formed XML")
    assert reading.remarks[0].endswith("left out")


REFUSED = [
    ("unclosed tag", HARBOUR.replace("</TIMEX3> &amp;", " &amp;"), 7, "no well-formed XML"),
    ("cut short", HARBOUR[:-30], 8, "no well-formed XML"),
    ("no XML", "The harbour closed on Monday.", 1, "no well-formed XML"),
    ("empty", "", 1, "no well-formed XML"),
    ("unknown entity", HARBOUR.replace("&amp;", "&mdash;"), 6, "no well-formed XML"),
    ("no text", HEAD + "</TimeML>", 2, "one TEXT element"),
    ("two texts", HEAD + "<TEXT>a</TEXT>\n<TEXT>b</TEXT></TimeML>", 6, "one TEXT element"),
    ("no day", "<TimeML>\n<TEXT>Rain fell.</TEXT></TimeML>", 1, "one DCT element"),
    ("day without TIMEX3", "<TimeML>\n<DCT>today</DCT>\n<TEXT>a</TEXT></TimeML>", 2, "begins with a year"),
    ("day of no calendar", HARBOUR.replace('value="2016-05-12"', 'value="2016-02-31"'), 4, "no day of the calendar"),
    ("day in another form", HARBOUR.replace('value="2016-05-12"', 'value="20160512"'), 4, "begins with a year"),
    ("no value", HARBOUR.replace(" value='P3W'", ""), 6, "'t2' has no value"),
    ("no type", HARBOUR.replace(" type='DURATION'", ""), 6, "'t2' has no type"),
    ("unknown type", HARBOUR.replace("'DURATION'", "'PERIOD'"), 6, "'PERIOD' is none of"),
]


@pytest.mark.parametrize(("text", "line", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_malformed_file_is_refused(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BenchmarkError) as refused:
        read(path)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert reason in str(refused.value)


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"no file that ends in \.tml"):
        read(tmp_path)
    with pytest.raises(BenchmarkError, match="no file or folder"):
        read(tmp_path / "gone.tml")


def bomb(encoding: str = "utf-8") -> bytes:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">\n' for n in range(1, 12))
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE TimeML [\n<!ENTITY e0 "rain">\n{rows}]>\n'
    return (text + HARBOUR[HARBOUR.index("<TimeML>") :].replace("closed", "&e11;")).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bomb_is_refused_at_once(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bomb.tml"
    path.write_bytes(bomb(encoding))
    begin = time.process_time()
    with pytest.raises(BenchmarkError, match="declares entities") as refused:
        read(path)
    assert refused.value.line == 3
    assert time.process_time() - begin < 1


def test_file_of_this_machine_is_not_read_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("2016-05-01")
    text = HARBOUR.replace("<TimeML>", f'<!DOCTYPE TimeML [<!ENTITY leak SYSTEM "{secret.as_uri()}">]>\n<TimeML>').replace(
        "closed", "&leak;"
    )
    with pytest.raises(BenchmarkError, match="declares entities"):
        read(written(tmp_path, text))


def test_document_type_file_is_not_looked_up(tmp_path: Path) -> None:
    text = HARBOUR.replace("<TimeML>", '<!DOCTYPE TimeML SYSTEM "http://192.0.2.1/TimeML.dtd">\n<TimeML>')
    begin = time.monotonic()
    assert len(read(written(tmp_path, text)).items) == 1
    assert time.monotonic() - begin < 1


# Gold of two documents: five expressions. Predictions: five.
#   first:  "9 May 2016" found as such with its value; "that week" found within "that week and the next", with another value;
#           "a year" missed; one prediction where gold has nothing.
#   second: "June 2016" found as "early June 2016", right value and wrong type; "7 a.m." found as such, right type and wrong value.
# strict:  right 2 (9 May, 7 a.m.) of 5 given, of 5 wanted                     P 2/5  R 2/5  F1 2/5
# relaxed: right 4 of 5 given, of 5 wanted                                     P 4/5  R 4/5  F1 4/5
# value:   2 of the 4 matched (9 May, June)   accuracy 1/2, F1 = 4/5 x 1/2 = 2/5
# type:    3 of the 4 matched (all but June)  accuracy 3/4, F1 = 4/5 x 3/4 = 3/5
ITEMS = (
    Item(
        "first",
        "x" * 100,
        "2016-05-12",
        (Timex(0, 10, "DATE", "2016-05-09"), Timex(20, 29, "DATE", "2016-W19"), Timex(50, 56, "DURATION", "P1Y")),
    ),
    Item("second", "x" * 100, "2016-06-20", (Timex(10, 19, "DATE", "2016-06"), Timex(40, 46, "TIME", "2016-06-19T07:00"))),
)
GIVEN = (
    (Timex(70, 75, "DATE", "PAST_REF"), Timex(20, 42, "DATE", "2016-W20"), Timex(0, 10, "DATE", "2016-05-09")),
    (Timex(4, 19, "DURATION", "2016-06"), Timex(40, 46, "TIME", "2016-06-20T07:00")),
)
WORKED = {
    "strict precision": 2 / 5,
    "strict recall": 2 / 5,
    "strict F1": 2 / 5,
    "relaxed precision": 4 / 5,
    "relaxed recall": 4 / 5,
    "relaxed F1": 4 / 5,
    "value accuracy": 1 / 2,
    "value F1": 2 / 5,
    "type accuracy": 3 / 4,
    "type F1": 3 / 5,
}


def test_scores_are_those_worked_out_by_hand() -> None:
    assert by_name(score(ITEMS, GIVEN)) == pytest.approx(WORKED)


def test_unequal_precision_and_recall() -> None:
    # The second document alone, its second prediction taken away: 1 given, 1 relaxed match, 2 wanted. P 1, R 1/2, F1 2/3; value 2/3 x 1.
    figures = by_name(score(ITEMS[1:], [GIVEN[1][:1]]))
    assert figures["relaxed precision"] == 1
    assert figures["relaxed recall"] == 0.5
    assert figures["relaxed F1"] == pytest.approx(2 / 3)
    assert figures["value F1"] == pytest.approx(figures["relaxed F1"] * figures["value accuracy"])
    assert figures["strict F1"] == 0


def test_one_long_answer_finds_one_expression() -> None:
    item = Item("a", "x" * 30, "2016", (Timex(0, 4, "DATE", "2015"), Timex(9, 13, "DATE", "2016")))
    figures = by_name(score([item], [[Timex(0, 13, "DATE", "2015")]]))
    assert (figures["relaxed precision"], figures["relaxed recall"]) == (1, 0.5)


def test_touching_spans_do_not_overlap() -> None:
    item = Item("a", "x" * 30, "2016", (Timex(0, 4, "DATE", "2015"),))
    assert by_name(score([item], [[Timex(4, 8, "DATE", "2015")]]))["relaxed F1"] == 0


def test_nothing_wanted_and_nothing_given() -> None:
    assert set(by_name(score([Item("a", "Rain.", "2016", ())], [()])).values()) == {0.0}


def test_numbers_of_documents_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        score(ITEMS, GIVEN[:1])


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
TIMEXES = st.builds(
    lambda span, kind, value: Timex(*span, kind, value), SPANS, st.sampled_from(["DATE", "SET"]), st.sampled_from(["2015", "P1D"])
)
LISTS = st.lists(TIMEXES, max_size=6)


def item(timexes: list[Timex]) -> Item:
    return Item("a", "x" * 60, "2016", tuple(sorted(timexes)))


@given(LISTS.filter(bool))
def test_gold_given_back_is_perfect(gold: list[Timex]) -> None:
    distinct = list({timex[:2]: timex for timex in gold}.values())
    assert set(by_name(score([item(distinct)], [distinct])).values()) == {1.0}


@given(LISTS, LISTS.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_of_predictions_is_irrelevant(gold: list[Timex], orders: tuple[list[Timex], list[Timex]]) -> None:
    assert score([item(gold)], [orders[0]]) == score([item(gold)], [orders[1]])


@given(LISTS, LISTS)
def test_spurious_prediction_never_raises_precision(gold: list[Timex], found: list[Timex]) -> None:
    before, after = (by_name(score([item(gold)], [given])) for given in (found, [*found, Timex(50, 55, "DATE", "2015")]))
    assert after["strict precision"] <= before["strict precision"]
    assert after["relaxed precision"] <= before["relaxed precision"]
    assert after["relaxed recall"] == before["relaxed recall"]


@given(LISTS, LISTS)
def test_strict_matches_are_relaxed_ones(gold: list[Timex], found: list[Timex]) -> None:
    figures = by_name(score([item(gold)], [found]))
    assert figures["strict F1"] <= figures["relaxed F1"]
    assert figures["value F1"] == pytest.approx(figures["relaxed F1"] * figures["value accuracy"])


def test_text_that_breaks_the_pipeline_counts_as_one_without_finds() -> None:
    def find(doc: Doc) -> Doc:
        if "storm" in doc.text:
            raise RuntimeError("no storms")
        doc._.counterclaim = ({"kind": "date", "start": 0, "end": 4, "date": {"type": "DATE", "value": "2015"}, "evidence": {}},)
        return doc

    declare_extensions()
    Language.component("breaks_on_storms", func=find)
    nlp = spacy.blank("en")
    nlp.add_pipe("breaks_on_storms")
    items = [Item(name, text, "2016", ()) for name, text in (("a", "2015 was dry."), ("b", "2015 saw a storm."), ("c", "2015 ended."))]
    with pytest.warns(RuntimeWarning, match=r"b: the pipeline failed \(RuntimeError: no storms\)"):
        predictions = predict(items, nlp)
    assert [len(found) for found in predictions] == [1, 0, 1]


def test_pipeline_answers_in_the_same_form() -> None:
    from pipeline.load import load_pipeline

    text = "The ferry sank on Monday. Nobody had checked it in May, June and July, or in 2013 and 2015, before the flood."
    news = Item("ferry", text, "2016-09-14", ())
    (found,) = predict([news], load_pipeline())
    assert [(text[start:end], kind, value) for start, end, kind, value in found] == [
        ("Monday", "DATE", "2016-09-12"),
        ("May", "DATE", "2016-05"),
        ("June", "DATE", "2016-06"),
        ("July", "DATE", "2016-07"),
        ("2013", "DATE", "2013"),
        ("2015", "DATE", "2015"),
    ]
