"""The command line as a person meets it: real runs in a temporary folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from annotations.schema import RECORD_TYPES, record_schema
from annotations.store import FILE_NAME

ROOT = Path(__file__).resolve().parents[2]
FIRST = "Landslide buries road near Tovar\n\nA landslide killed 17 people near Tovar on Friday, the governor said.\n"
SECOND = "Tovar landslide\n\nSeventeen people were killed in the landslide near Tovar on Friday, according to the governor.\n"
RESULTS = (
    "articles.jsonl", "claims.jsonl", "relations.jsonl", "groups.jsonl", "failures.jsonl", "facts.csv", "summary.md", "report.html",
)  # fmt: skip


def _run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "counterclaim", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}, check=False)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    (folder / "about.csv").write_text("path,publisher,published\nfirst.txt,Valley Post,2024-05-11\nsecond.txt,Channel,2024-05-12\n")
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in RESULTS}


def test_one_command_does_everything(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = _run("run", sources, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "articles  2 (2 new" in done.stdout
    assert "1 agree" in done.stdout
    assert str(out / "report.html") in done.stdout
    assert "about.csv: read as metadata" in done.stderr
    assert "Traceback" not in done.stderr
    for name in RESULTS:
        assert (out / name).is_file(), name


def test_every_line_obeys_its_schema_and_cuts_its_text(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run("run", sources, "--out", out)
    texts = {}
    for name in ("article", "claim", "relation", "group", "failure"):
        schema = jsonschema.Draft202012Validator(record_schema(name))
        for line in (out / f"{name}s.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            schema.validate(record)
            if name == "article":
                texts[record["id"]] = record["text"]
            if name == "claim":
                assert texts[record["article"]][record["start"] : record["end"]] == record["quote"]


def test_running_again_does_nothing_twice(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run("run", sources, "--out", out)
    before = _bytes(out)
    written = {name: (out / name).stat().st_mtime_ns for name in ("relations.jsonl", "report.html")}
    again = _run("run", sources, "--out", out)
    assert "0 new, 0 changed, 2 unchanged" in again.stdout
    assert _bytes(out) == before
    assert {name: (out / name).stat().st_mtime_ns for name in written} == written


def test_a_changed_article_is_redone_and_nothing_else(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run("run", sources, "--out", out)
    (sources / "second.txt").write_text(SECOND.replace("Seventeen", "Twelve"))
    again = _run("run", sources, "--out", out)
    assert "0 new, 1 changed, 1 unchanged" in again.stdout
    assert "1 conflict" in again.stdout
    fresh = tmp_path / "fresh"
    _run("run", sources, "--out", fresh)
    assert _bytes(out) == _bytes(fresh)


def test_missing_articles_stop_the_run_until_somebody_decides(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run("run", sources, "--out", out)
    before = _bytes(out)
    (sources / "second.txt").unlink()
    (sources / "about.csv").unlink()
    stopped = _run("run", sources, "--out", out)
    assert stopped.returncode == 1
    assert "holds 1 article that these sources lack: use --add to keep them or --mirror" in stopped.stderr
    assert _bytes(out) == before
    assert len(_lines(_run("run", sources, "--out", out, "--add"), out)) == 2
    assert len(_lines(_run("run", sources, "--out", out, "--mirror"), out)) == 1
    assert {json.loads(line)["article"] for line in (out / "claims.jsonl").read_text().splitlines()} == {"first"}


def _lines(done: subprocess.CompletedProcess[str], out: Path) -> list[str]:
    assert done.returncode == 0, done.stderr
    return (out / "articles.jsonl").read_text().splitlines()


def test_the_parts_make_the_whole(sources: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    _run("run", sources, "--out", whole)
    assert _run("extract", sources, "--out", parts).returncode == 0
    assert _run("compare", parts).returncode == 0
    assert _run("report", parts).returncode == 0
    assert _bytes(parts) == _bytes(whole)


def test_workers_and_batches_change_no_byte(tmp_path: Path) -> None:
    """More articles than a batch holds, so that two workers really share them."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(FIRST.replace("17", str(17 + number)))
    one, two = tmp_path / "one", tmp_path / "two"
    assert _run("run", folder, "--out", one).returncode == 0
    assert _run("run", folder, "--out", two, "--workers", 2).returncode == 0
    assert _bytes(one) == _bytes(two)


def test_a_bad_file_gives_status_three_and_everything_else(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (sources / "empty.txt").write_bytes(b"")
    done = _run("run", sources, "--out", out)
    assert done.returncode == 3
    assert "1 input failed, see failures.jsonl" in done.stderr
    (failure,) = map(json.loads, (out / "failures.jsonl").read_text().splitlines())
    assert (failure["path"], failure["code"]) == ("empty.txt", "empty")
    assert len((out / "articles.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "{tmp}/nowhere", "--out", "{tmp}/out"], "there is no"),
        (["run", "{tmp}/void", "--out", "{tmp}/out"], "no article found in the sources"),
        (["run", "{tmp}/bad", "--out", "{tmp}/out"], "nothing could be read: a.txt: the file is empty"),
        (["run", "{tmp}/in", "--out", "{tmp}/file"], "cannot write to the output folder"),
        (["run", "{tmp}/in", "--out", "{tmp}/out", "--backbone", "en_never_installed"], "en_never_installed"),
        (["run", "{tmp}/in", "--out", "{tmp}/out", "--metadata", "{tmp}/file"], "metadata"),
        (["compare", "{tmp}/void"], f"holds no {FILE_NAME}"),
        (["report", "{tmp}/void"], f"holds no {FILE_NAME}"),
        (["export", "{tmp}/void", "--out", "{tmp}/x"], f"holds no {FILE_NAME}"),
        (["compare", "{tmp}/corrupt"], "no usable store"),
    ],
)
def test_when_nothing_can_be_done_one_line_says_why(sources: Path, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    for name in ("void", "bad", "corrupt"):
        (tmp_path / name).mkdir()
    (tmp_path / "bad" / "a.txt").touch()
    (tmp_path / "file").touch()
    (tmp_path / "corrupt" / FILE_NAME).write_bytes(b"no database, but long enough to be one " * 100)
    done = _run(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["fly"], ["run"], ["schema", "bird"], ["run", "x", "--out", "y", "--add", "--mirror"]])
def test_wrong_usage_gives_status_two(arguments: list[str]) -> None:
    assert _run(*arguments).returncode == 2


@pytest.mark.parametrize("command", ["run", "extract", "compare", "report", "export", "evaluate", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = _run(command, "--help", COLUMNS="200")
    assert done.returncode == 0
    assert f"counterclaim {command}" in done.stdout.split("Example:")[1]


@pytest.mark.parametrize("name", sorted(RECORD_TYPES))
def test_schemas_are_printed(name: str) -> None:
    assert json.loads(_run("schema", name).stdout)["$id"].startswith(f"urn:counterclaim:{name}:")


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet", "dataset"])
def test_claims_are_exported(sources: Path, tmp_path: Path, format_: str) -> None:
    out, file = tmp_path / "out", tmp_path / f"claims.{format_}"
    _run("run", sources, "--out", out)
    number = len((out / "claims.jsonl").read_text().splitlines())
    done = _run("export", out, "--format", format_, "--out", file)
    assert done.stdout.strip() == f"{number} claims -> {file}"
    assert _exported_ids(file, format_) == [json.loads(line)["id"] for line in (out / "claims.jsonl").read_text().splitlines()]


def _exported_ids(path: Path, format_: str) -> list[str]:
    import csv

    import pyarrow.parquet
    from datasets import load_from_disk

    if format_ == "jsonl":
        return [json.loads(line)["id"] for line in path.read_text().splitlines()]
    if format_ == "csv":
        with path.open(newline="") as file:
            return [row["id"] for row in csv.DictReader(file)]
    if format_ == "parquet":
        return list(pyarrow.parquet.read_table(path)["id"].to_pylist())
    return list(load_from_disk(str(path))["id"])


def test_hostile_names_do_not_reach_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "\x1b[31mred.txt").touch()
    done = _run("run", folder, "--out", tmp_path / "out")
    assert "\x1b" not in done.stderr
    assert "\\x1b[31mred.txt" in done.stderr


def test_results_are_readable_after_a_second_name_for_the_folder(sources: Path, tmp_path: Path) -> None:
    """No absolute path gets into a result."""
    here, there = tmp_path / "here", tmp_path / "there"
    _run("run", sources, "--out", here)
    moved = tmp_path / "moved"
    sources.rename(moved)
    _run("run", moved, "--out", there)
    assert _bytes(here) == _bytes(there)
    assert not any(str(tmp_path).encode() in content for content in _bytes(here).values())
