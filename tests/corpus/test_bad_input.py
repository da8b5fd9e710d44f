"""Each kind of bad input costs itself alone and gets one clear sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from corpus.errors import InputError
from corpus.reader import read_articles, read_sources

GOOD = "Bridge reopens in Lindau\n\nThe bridge was closed for 12 days, the council said on Monday, after a truck had damaged it.\n"


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _blank(path: Path) -> None:
    path.write_text(" \n\t\n")


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"text-like " * 100)


def _long_line(path: Path) -> None:
    path.write_bytes(b"word " * 10_000_000)


def _half_utf16(path: Path) -> None:
    path.write_bytes(b"\xff\xfeA\x00B")


def _german(path: Path) -> None:
    path.write_text("Die Brücke war zwölf Tage lang gesperrt, nachdem ein Lastwagen sie beschädigt hatte, teilte der Rat am Montag mit.")


def _russian(path: Path) -> None:
    path.write_text("Мост был закрыт двенадцать дней, сообщил совет в понедельник.")


def _no_text_page(path: Path) -> None:
    path.write_text("<html><head><title>App</title><script>render()</script></head><body><div id=root></div></body></html>")


def _encrypted(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)


def _scan(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.write(path)


def _torn_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj << /Type /Catalog")


def _no_parquet(path: Path) -> None:
    path.write_bytes(b"PAR1 and then nothing of the kind")


def _no_columns(path: Path) -> None:
    path.write_text("title,body\nOne,Two\n")


BAD: list[tuple[str, Callable[[Path], None], str, str]] = [
    ("empty.txt", _empty, "empty", "the file is empty"),
    ("blank.txt", _blank, "empty", "only white space"),
    ("program.txt", _binary, "binary", "binary, no text"),
    ("picture.txt", _picture, "binary", "binary, no text"),
    ("line.txt", _long_line, "too_long", "split it into articles"),
    ("half.txt", _half_utf16, "encoding", "save it as UTF-8"),
    ("german.txt", _german, "language", "not English"),
    ("russian.txt", _russian, "language", "not English"),
    ("app.html", _no_text_page, "html", "shows no text"),
    ("secret.pdf", _encrypted, "encrypted", "without a password"),
    ("scan.pdf", _scan, "pdf", "only pictures"),
    ("torn.pdf", _torn_pdf, "pdf", "damaged"),
    ("fake.pdf", _blank, "pdf", "no PDF"),
    ("table.parquet", _no_parquet, "parquet", "no readable Parquet"),
    ("table.csv", _no_columns, "columns", "no column text"),
    ("empty.jsonl", _empty, "empty", "the file is empty"),
]


@pytest.mark.parametrize(("name", "write", "code", "sentence"), BAD, ids=[row[0] for row in BAD])
def test_one_bad_file_costs_itself_alone(tmp_path: Path, name: str, write: Callable[[Path], None], code: str, sentence: str) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    write(tmp_path / name)
    reading = read_sources([tmp_path])
    assert [article.id for article in reading.articles] == ["good"]
    (failure,) = reading.failures
    assert (failure.path, failure.stage, failure.code) == (name, "read", code)
    assert sentence in failure.message
    assert "\n" not in failure.message


def test_a_broken_row_costs_itself_alone(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "first", "text": GOOD}),
        '{"text": "torn',
        json.dumps(["no", "object"]),
        json.dumps({"title": "no text"}),
        json.dumps({"text": 7}),
        "",
        json.dumps({"id": "last", "text": GOOD}),
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    reading = read_sources([tmp_path / "rows.jsonl"])
    assert [article.id for article in reading.articles] == ["first", "last"]
    assert [failure.path for failure in reading.failures] == [f"rows.jsonl#{n}" for n in (2, 3, 4, 5)]
    assert all(failure.code == "row" for failure in reading.failures)


def test_a_line_of_fifty_megabytes_costs_its_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    with path.open("w") as file:
        file.write('{"id": "huge", "text": "' + "word " * 10_000_000 + '"}\n')
        file.write(json.dumps({"id": "next", "text": GOOD}) + "\n")
    reading = read_sources([path])
    assert [article.id for article in reading.articles] == ["next"]
    assert [failure.code for failure in reading.failures] == ["too_long"]


def test_a_metadata_row_for_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "about.csv").write_text("path,publisher,published\na.txt,Lake Post,2024-05\ngone.txt,Nobody,2024\n")
    reading = read_sources([tmp_path])
    assert reading.articles[0].publisher == "Lake Post"
    assert [(failure.path, failure.code) for failure in reading.failures] == [("about.csv:3", "metadata")]
    assert "gone.txt" in reading.failures[0].message


def test_a_date_of_no_known_form_is_named_and_the_article_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "about.csv").write_text("path,published\na.txt,13/10/2023\n")
    reading = read_sources([tmp_path])
    assert reading.articles[0].published is None
    assert "13/10/2023" in reading.failures[0].message


@pytest.mark.parametrize("published", ["2020-13-45", "03/05/2020", "yesterday"])
def test_a_row_with_a_date_of_no_known_form_is_named_and_read(tmp_path: Path, published: str) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "a", "text": GOOD, "published": published}))
    reading = read_sources([tmp_path])
    assert reading.articles[0].published is None
    assert [(failure.path, failure.code) for failure in reading.failures] == [("rows.jsonl#1", "published")]
    assert published in reading.failures[0].message


@pytest.mark.parametrize("content", ["name,publisher\na.txt,X\n", ""])
def test_metadata_that_is_none_stops_the_run(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "about.csv").write_text(content)
    with pytest.raises(InputError, match=r"metadata .*about\.csv"):
        read_sources([tmp_path / "a.txt"], metadata=tmp_path / "about.csv")


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    reading = read_sources([tmp_path / "nowhere"])
    assert [(failure.path, failure.code) for failure in reading.failures] == [("nowhere", "missing")]


def test_the_python_face_warns_once(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    _empty(tmp_path / "a.txt")
    _empty(tmp_path / "b.txt")
    with pytest.warns(UserWarning, match="2 inputs could not be read"):
        assert len(read_articles([tmp_path])) == 1
