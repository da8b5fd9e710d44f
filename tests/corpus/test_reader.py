from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from datasets import Dataset, DatasetDict, Features, Value
from hypothesis import given
from hypothesis import strategies as st

from corpus.reader import read_sources
from corpus.text import decode

STORY = "Two men and three women were rescued from the river on Friday, the fire service of the county said in a statement."


def _ids(*sources: Path) -> list[str]:
    return [article.id for article in read_sources(list(sources)).articles]


def test_an_article_is_called_after_its_path_below_the_source(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "two.txt").write_text(STORY)
    (tmp_path / "one.txt").write_text(STORY)
    assert _ids(tmp_path) == ["b/c/two", "one"]
    assert _ids(tmp_path / "one.txt") == ["one"]


def test_names_that_clash_keep_their_suffix(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    (tmp_path / "one.html").write_text(f"<p>{STORY}</p>")
    (tmp_path / "two.txt").write_text(STORY)
    assert _ids(tmp_path) == ["one.html", "one.txt", "two"]


def test_a_given_id_that_clashes_is_a_failure(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": STORY}, {"id": "x", "text": STORY}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    reading = read_sources([tmp_path])
    assert [article.id for article in reading.articles] == ["x"]
    assert [(failure.path, failure.code) for failure in reading.failures] == [("rows.jsonl#2", "id")]


def test_rows_without_an_id_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps({"text": STORY}) for _ in range(2)))
    assert _ids(tmp_path) == ["rows#1", "rows#2"]


def test_every_row_format_gives_the_same_article(tmp_path: Path) -> None:
    row = {
        "id": "a", "title": "Rescue", "publisher": "County Post", "published": "2024-05-10", "url": "https://example.org/a", "text": STORY,
    }  # fmt: skip
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    with (tmp_path / "rows.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    pyarrow.parquet.write_table(pyarrow.table({name: [value] for name, value in row.items()}), tmp_path / "rows.parquet")
    features = Features({name: Value("string") for name in row})
    split = Dataset.from_dict({name: [value] for name, value in row.items()}, features=features)
    split.save_to_disk(tmp_path / "single")
    DatasetDict({"train": split}).save_to_disk(tmp_path / "several")
    articles = [read_sources([tmp_path / name]).articles[0] for name in ("rows.jsonl", "rows.csv", "rows.parquet", "single", "several")]
    assert {(a.id, a.title, a.publisher, a.published, a.url, a.text, a.sha256) for a in articles} == {
        ("a", "Rescue", "County Post", "2024-05-10", "https://example.org/a", STORY, articles[0].sha256)
    }


def test_a_dataset_below_a_folder_is_found(tmp_path: Path) -> None:
    Dataset.from_dict({"text": [STORY]}).save_to_disk(tmp_path / "folder" / "set")
    assert _ids(tmp_path) == ["folder/set#1"]


@pytest.mark.parametrize("published", ["2017", "2017-09", "2017-09-15"])
def test_a_date_keeps_its_precision(tmp_path: Path, published: str) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "about.csv").write_text(f"path,published\na.txt,{published}\n")
    assert read_sources([tmp_path]).articles[0].published == published


def test_a_time_stamp_becomes_its_day(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": STORY, "published": "2023-10-13T08:00:00Z"}))
    assert read_sources([tmp_path]).articles[0].published == "2023-10-13"


def test_metadata_in_the_folder_is_used_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "about.csv").write_text("path,title,publisher,published\na.txt,Rescue,County Post,2024-05\n")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    reading = read_sources([tmp_path])
    assert (reading.articles[0].title, reading.articles[0].publisher) == ("Rescue", "County Post")
    assert reading.remarks == ("about.csv: read as metadata", "1 file of other kinds left aside: .docx (1)")
    assert reading.failures == ()


def test_given_metadata_wins_over_that_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY)
    (tmp_path / "in" / "about.csv").write_text("path,publisher,published\na.txt,Wrong,2024\n")
    (tmp_path / "given.csv").write_text("path,publisher\nin/a.txt,Right\n")
    article = read_sources([tmp_path / "in"], metadata=tmp_path / "given.csv").articles[0]
    assert (article.publisher, article.published) == ("Right", "2024")


def test_undated_articles_are_counted(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(STORY)
    assert read_sources([tmp_path]).remarks == ("2 articles have no date: years unresolved, see --metadata",)


def test_a_limit_keeps_the_first(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / f"{name}.txt").write_text(STORY)
    assert [article.id for article in read_sources([tmp_path], limit=2).articles] == ["a", "b"]


def test_a_source_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    assert _ids(tmp_path, tmp_path / "a.txt", tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("caf\u00e9".encode(), "caf\u00e9"),
        (b"\xef\xbb\xbfplain", "plain"),
        (b"two\r\nlines\rand\x0bmore", "two\r\nlines\rand\x0bmore"),
        ("wide".encode("utf-16"), "wide"),
        (b"a stray \x00 byte in a long enough line of text", "a stray \ufffd byte in a long enough line of text"),
        (" \u00a0kept \u2028 as is\n\n".encode(), " \u00a0kept \u2028 as is\n\n"),
    ],
)
def test_bytes_become_text(content: bytes, text: str) -> None:
    assert decode(content) == text


def test_an_old_encoding_is_guessed() -> None:
    text = "The café in Genève was closed on Thursday, said its owner, Mr. Müller, after the flood had reached the cellar. " * 3
    assert decode(text.encode("cp1252")) == text


@given(st.text(min_size=1).filter(str.strip))
def test_text_keeps_its_length(text: str) -> None:
    """NUL and lone surrogates are replaced one for one, so no offset moves."""
    encoded = text.encode("utf-8", "surrogatepass")
    try:
        encoded.decode("utf-8")
    except UnicodeDecodeError:
        return
    if text.startswith(("\ufeff", "\u0000")) or sum(ord(c) < 32 for c in text) > 0.05 * len(encoded):
        return
    assert decode(encoded) == text.replace("\x00", "\ufffd")


def test_results_inside_the_sources_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    for name in ("out", "earlier"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "claims.jsonl").write_text(json.dumps({"text": STORY}))
    (tmp_path / "earlier" / "counterclaim.db").touch()
    reading = read_sources([tmp_path], results=tmp_path / "out")
    assert [article.id for article in reading.articles] == ["a"]
    assert reading.failures == ()


def test_a_metadata_table_given_and_found_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "about.csv").write_text("path,publisher\na.txt,Post\ngone.txt,Nobody\n")
    assert len(read_sources([tmp_path], metadata=tmp_path / "about.csv").failures) == 1
