"""Another tool on a public benchmark, scored by the benchmark's own scorer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.errors import InputError
from evaluation.accuracy.benchmarks.result import BenchmarkResult
from evaluation.peers.on_benchmark import run_on_benchmark
from evaluation.peers.peer import Peer, peers
from evaluation.peers.runner import PeerRun
from evaluation.peers.table import benchmark_columns

ADAPTER = """
import re
from protocol import serve

def find(text, published):
    for match in re.finditer(r"[0-9]{4}", text):
        yield {"kind": "date", "start": match.start(), "end": match.end(), "type": "DATE", "value": match.group()}
        yield {"kind": "quantity", "start": match.start(), "end": match.end(), "low": 2024.0, "high": 2024.0, "unit": "count"}

serve(find)
"""
# Two dates; a tool that finds years alone finds one at its very span with its value, and half of the other.
TML = """<?xml version="1.0" ?>
<TimeML><DOCID>a</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2024-05-06" functionInDocument="CREATION_TIME">2024-05-06</TIMEX3></DCT>
<TEXT>Built in <TIMEX3 tid="t1" type="DATE" value="1987">1987</TIMEX3>, it fell on <TIMEX3 tid="t2" type="DATE" value="2024-05-03">3 May
2024</TIMEX3>.</TEXT></TimeML>
"""
ROWS = [
    {
        "text": "It cost 2024 dollars.",
        "quantities": [{"change": "=", "value": "2024", "unit": "dollar", "normalized_unit": "dollar", "referred_concepts": []}],
    }
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("adapters", "requirements"):
        (tmp_path / name).mkdir()
    shutil.copy(peers()["quantulum3"].folder / "adapters" / "protocol.py", tmp_path / "adapters")
    (tmp_path / "adapters" / "years.py").write_text(ADAPTER, encoding="utf-8")
    (tmp_path / "requirements" / "years.txt").write_text("", encoding="utf-8")
    (tmp_path / "a.tml").write_text(TML, encoding="utf-8")
    (tmp_path / "rows.json").write_text(json.dumps(ROWS), encoding="utf-8")
    return tmp_path


def _peer(folder: Path, *kinds: str) -> Peer:
    return Peer("years", kinds, "years.py", "cpu", (), "", folder)


def _figures(result: BenchmarkResult | PeerRun) -> dict[str, float]:
    assert isinstance(result, BenchmarkResult)
    return {figure.name: figure.value for figure in result.figures}


def test_dates(folder: Path) -> None:
    [result] = run_on_benchmark("timeml", str(folder / "a.tml"), [_peer(folder, "date")], folder=folder / "cache")
    figures = _figures(result)
    assert figures["strict F1"] == 0.5
    assert figures["relaxed F1"] == 1
    assert figures["value accuracy"] == 0.5


def test_quantities(folder: Path) -> None:
    [result] = run_on_benchmark("newsquant", str(folder / "rows.json"), [_peer(folder, "quantity")], folder=folder / "cache")
    assert _figures(result)["value F1"] == 1


def test_places_are_scored_by_their_spans_alone(folder: Path) -> None:
    place = {"kind": "place", "start": 0, "end": 5, "name": "Lagos"}
    (folder / "adapters" / "years.py").write_text(
        f"from protocol import serve\nserve(lambda text, published: [{place}])\n", encoding="utf-8"
    )
    toponym = {"start": 0, "end": 5, "phrase": "Lagos", "lat": 6.5, "lon": 3.4}
    (folder / "g.json").write_text(json.dumps({"docs": {"a": {"text": "Lagos was dry.", "toponyms": [toponym]}}}), encoding="utf-8")
    [result] = run_on_benchmark("geovirus", str(folder / "g.json"), [_peer(folder, "place")], folder=folder / "cache")
    assert set(_figures(result)) == {f"{level} {part}" for level in ("exact", "overlap") for part in ("precision", "recall", "F1")}
    assert _figures(result)["exact F1"] == 1


def test_a_tool_that_breaks_is_told_of(folder: Path) -> None:
    (folder / "adapters" / "years.py").write_text("raise SystemExit('no calendar')\n", encoding="utf-8")
    [run] = run_on_benchmark("timeml", str(folder / "a.tml"), [_peer(folder, "date")], folder=folder / "cache")
    assert isinstance(run, PeerRun)
    assert run.error == "stopped: no calendar"


def test_what_cannot_be_measured_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="not on relocar"):
        run_on_benchmark("relocar", "x", [_peer(folder, "place")], folder=folder)
    with pytest.raises(InputError, match=r"years cannot find what timeml asks for \(date\)"):
        run_on_benchmark("timeml", "x", [_peer(folder, "quantity")], folder=folder)


def test_the_columns_stand_side_by_side(folder: Path) -> None:
    [result] = run_on_benchmark("timeml", str(folder / "a.tml"), [_peer(folder, "date")], folder=folder / "cache")
    assert isinstance(result, BenchmarkResult)
    lines = benchmark_columns("timeml", [("counterclaim", result), ("years", result)]).splitlines()
    assert lines[0] == "## timeml on a.tml: 1 texts"
    assert lines[2] == "| figure | counterclaim | years |"
    assert "| strict F1 | 0.500 | 0.500 |" in lines
    assert lines[-1].startswith("| words/s | ")
    assert not any("precision" in line for line in lines)
