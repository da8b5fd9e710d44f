"""`counterclaim evaluate` as a person types it, on one sample story and on small files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from annotations.decision import Decision, DecisionAnchor
from annotations.store import open_store
from counterclaim.cli import BENCHMARK_NAMES, app
from evaluation.accuracy.benchmarks.registry import BENCHMARKS

ROOT = Path(__file__).resolve().parents[2]
STORY = "flood"
TML = """<?xml version="1.0" ?>
<TimeML><DOCID>a</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2024-05-06" functionInDocument="CREATION_TIME">2024-05-06</TIMEX3></DCT>
<TEXT>The bridge fell on <TIMEX3 tid="t1" type="DATE" value="2024-05-03">3 May 2024</TIMEX3> and was shut for
<TIMEX3 tid="t2" type="DURATION" value="P2W">two weeks</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The articles and the gold of one story, as a user has them."""
    folder = tmp_path_factory.mktemp("story")
    shutil.copytree(ROOT / "corpus" / "samples" / "dev" / STORY, folder / "articles" / STORY)
    head, *rows = (ROOT / "corpus" / "samples" / "dev" / "metadata.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    about = [row for row in rows if row.startswith(f"{STORY}/")]
    (folder / "articles" / "metadata.csv").write_text("".join([head, *about]), encoding="utf-8")
    (folder / "gold").mkdir()
    for kind in ("claims", "relations"):
        shutil.copy(ROOT / "annotations" / "gold" / "dev" / f"{STORY}.{kind}.jsonl", folder / "gold")
    return folder / "articles", folder / "gold"


def _evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_tables(story: tuple[Path, Path]) -> None:
    result = _evaluate(*story)
    assert result.exit_code == 0
    for words in ("| quantity |", "| quantity.modifier |", "| headline |", "| `conflict` |", "Alarms: ", "most frequent mistakes"):
        assert words in result.stdout


def test_json_is_one_object(story: tuple[Path, Path]) -> None:
    result = _evaluate(*story, "--json")
    [evaluation] = json.loads(result.stdout)["evaluations"]
    assert evaluation["gold"]["articles"] == 4
    overlap = evaluation["claims"]["quantity"]["overlap"]
    assert overlap["wanted"] >= overlap["found"] > 0
    low, high = overlap["interval"]
    assert low <= overlap["f1"] <= high
    assert sum(map(sum, evaluation["relations"]["confusion"]["rows"])) > 0
    assert evaluation["mistakes"][0]["examples"]


def test_the_gate_opens_for_what_set_it_and_shuts_for_more(story: tuple[Path, Path], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert _evaluate(*story, "--raise-floors", "--floors", floors).exit_code == 0
    opened = _evaluate(*story, "--gate", "--floors", floors)
    assert (opened.exit_code, opened.stdout) == (0, "every floor holds\n")
    data = json.loads(floors.read_text(encoding="utf-8"))
    data["floors"]["gold"]["quantity value F1"] = 1.0
    floors.write_text(json.dumps(data), encoding="utf-8")
    shut = _evaluate(*story, "--gate", "--floors", floors)
    assert shut.exit_code == 1
    assert "quantity value F1 is 0." in shut.stdout
    refused = _evaluate(*story, "--raise-floors", "--floors", floors)
    assert refused.exit_code == 1
    assert "--lower-floors" in refused.stderr
    assert _evaluate(*story, "--lower-floors", "one was set by hand", "--floors", floors).exit_code == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["lowered"][0]["reason"] == "one was set by hand"


def test_gold_that_changed_shuts_the_gate(story: tuple[Path, Path], tmp_path: Path) -> None:
    samples, gold = story
    floors, other = tmp_path / "floors.json", tmp_path / "gold"
    _evaluate(samples, gold, "--raise-floors", "--floors", floors)
    shutil.copytree(gold, other)
    claims = other / f"{STORY}.claims.jsonl"
    claims.write_text("\n".join(claims.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    (other / f"{STORY}.relations.jsonl").unlink()
    result = _evaluate(samples, other, "--gate", "--floors", floors)
    assert result.exit_code == 1
    assert "the gold or its articles changed" in result.stdout


def test_bad_gold_is_refused_with_all_its_faults(story: tuple[Path, Path], tmp_path: Path) -> None:
    samples, gold = story
    other = tmp_path / "gold"
    shutil.copytree(gold, other)
    claims = other / f"{STORY}.claims.jsonl"
    lines = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    lines[0]["quote"] = "another text"
    lines[1]["kind"] = "rumour"
    lines[2]["id"] = lines[3]["id"]
    lines[4]["end"] = 10**6
    claims.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = _evaluate(samples, other)
    assert result.exit_code == 1
    for number in (1, 2, 4, 5):
        assert f"{claims.name}:{number}:" in result.stderr


def test_an_earlier_run_is_scored_as_its_reviewers_left_it(story: tuple[Path, Path], tmp_path: Path) -> None:
    samples, gold = story
    assert CliRunner().invoke(app, ["run", str(samples), "--out", str(tmp_path)]).exit_code == 0
    fresh = json.loads(_evaluate(samples, gold, "--json").stdout)["evaluations"][0]
    stored = json.loads(_evaluate(tmp_path, gold, "--json").stdout)["evaluations"][0]
    assert stored == fresh
    with open_store(tmp_path) as store:
        rejected = next(claim for claim in store.extracted_claims() if claim.kind == "quantity")
        anchor = DecisionAnchor(rejected.article, rejected.quote)
        store.add_decision(Decision("d1", rejected.id, anchor, "reject", None, None, "ann", "2025-03-01T10:00:00Z"))
    reviewed = json.loads(_evaluate(tmp_path, gold, "--json").stdout)["evaluations"][0]
    counts = [one["claims"]["quantity"]["overlap"] for one in (stored, reviewed)]
    assert counts[1]["given"] == counts[0]["given"] - 1


def test_two_annotators(story: tuple[Path, Path]) -> None:
    samples, gold = story
    result = _evaluate("--agreement", gold, gold, samples)
    assert result.exit_code == 0
    assert "| quantity | 1.000" in result.stdout


def test_a_benchmark(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text(TML, encoding="utf-8")
    result = _evaluate("--benchmark", "timeml", tmp_path)
    assert result.exit_code == 0
    assert "| value F1 | 1.000" in result.stdout
    record = json.loads(_evaluate("--benchmark", "timeml", tmp_path / "a.tml", "--json").stdout)
    assert record["benchmark"] == "timeml"
    assert {"name": "type F1", "value": 1.0}.items() <= next(one for one in record["figures"] if one["name"] == "type F1").items()


def test_a_malformed_benchmark_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text("<TimeML>\n<TEXT>half", encoding="utf-8")
    result = _evaluate("--benchmark", "timeml", tmp_path / "a.tml")
    assert result.exit_code == 1
    assert "a.tml:2:" in result.stderr


WRONG = [
    (["--benchmark", "abacus", "x"], 1, "abacus"),
    (["--benchmark", "timeml"], 2, "takes one PATH"),
    (["only-articles"], 2, "ARTICLES and GOLD"),
    (["--agreement", "a", "b"], 2, "FIRST, SECOND and ARTICLES"),
    (["--gate", "--against", "main"], 2, "choose one"),
    (["--peer", "abacus"], 1, "abacus"),
    (["--benchmark", "relocar", "--peer", "geotext", "x"], 1, "other tools are measured on"),
    (["--benchmark", "timeml", "--peer", "geotext", "x"], 1, "cannot find what timeml asks for"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG)
def test_wrong_usage_gets_one_clear_sentence(arguments: list[str], code: int, words: str) -> None:
    result = _evaluate(*arguments)
    assert result.exit_code == code
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_help_names_every_benchmark() -> None:
    assert BENCHMARK_NAMES.split() == sorted(BENCHMARKS, key=BENCHMARK_NAMES.split().index)


def test_the_table_goes_between_its_marks(story: tuple[Path, Path], tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- accuracy -->\nyesterday\n<!-- end of accuracy -->\nafter\n", encoding="utf-8")
    assert _evaluate(*story, "--update", readme).exit_code == 0
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- accuracy -->\n|")
    assert "| quantity claims |" in text
    assert text.endswith("<!-- end of accuracy -->\nafter\n")
    assert "yesterday" not in text
    readme.write_text("no marks", encoding="utf-8")
    assert _evaluate(*story, "--update", readme).exit_code == 1


def test_a_sample_to_review(story: tuple[Path, Path], tmp_path: Path) -> None:
    samples, _ = story
    runner = CliRunner()
    assert runner.invoke(app, ["run", str(samples), "--out", str(tmp_path)]).exit_code == 0
    telling = runner.invoke(app, ["sample", str(tmp_path), "-n", "5"])
    assert telling.exit_code == 0
    assert len(telling.stdout.splitlines()) == 5
    assert telling.stdout.splitlines()[0].count("conflict") == 1
    assert "they say nothing about how good the rest is" in telling.stderr
    drawn = runner.invoke(app, ["sample", str(tmp_path), "--width", "0.1", "--json"])
    rows = [json.loads(line) for line in drawn.stdout.splitlines()]
    assert {row["reason"] for row in rows} == {"drawn at random"}
    assert f"{len(rows)} of" in drawn.stderr
