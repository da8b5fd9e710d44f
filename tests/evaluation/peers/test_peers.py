"""The tools beside ours: their list, their environments, and one scorer for all."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path

import pytest

from corpus.errors import InputError
from evaluation.accuracy.counts import Counts
from evaluation.accuracy.gold import Gold, GoldClaim
from evaluation.peers.peer import Peer, choose, peers
from evaluation.peers.runner import PeerRun, Text, run_peer
from evaluation.peers.scoring import score_findings
from evaluation.peers.table import OURS, Row, peer_table

COUNT_DIGITS = """
import re
from protocol import serve

def find(text, published):
    if "broken" in text:
        raise ValueError("cannot read this")
    for match in re.finditer(r"[0-9]+", text):
        yield {"kind": "quantity", "start": match.start(), "end": match.end(), "low": int(match.group()), "high": int(match.group()), "unit": "count"}

serve(find)
"""
TEXTS = [Text("a", "12 dead, 9 wounded", "2025-03-01"), Text("b", "nobody came", None)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of tools with one that counts digits and needs nothing."""
    for name in ("adapters", "requirements"):
        (tmp_path / name).mkdir()
    shutil.copy(peers()["quantulum3"].folder / "adapters" / "protocol.py", tmp_path / "adapters")
    (tmp_path / "adapters" / "digits.py").write_text(COUNT_DIGITS, encoding="utf-8")
    (tmp_path / "requirements" / "digits.txt").write_text("", encoding="utf-8")
    return tmp_path


def _peer(folder: Path, *, name: str = "digits", adapter: str = "digits.py", needs: tuple[str, ...] = ()) -> Peer:
    return Peer(name, ("quantity",), adapter, "cpu", needs, "", folder)


@pytest.mark.parametrize("peer", peers().values(), ids=lambda peer: peer.name)
def test_every_tool_is_pinned_with_all_that_it_needs(peer: Peer) -> None:
    lines = peer.requirements.read_text(encoding="utf-8").splitlines()
    assert lines
    assert all("==" in line for line in lines)
    assert peer.version
    assert peer.script.is_file()
    assert set(peer.kinds) <= {"quantity", "date", "place", "legal"}


def test_tools_are_chosen_by_name() -> None:
    assert [peer.name for peer in choose(["eyecite", "geotext", "eyecite"])] == ["eyecite", "geotext"]
    assert len(choose(["all"])) == len(peers())
    with pytest.raises(InputError, match="'abacus' is no tool"):
        choose(["abacus"])


def test_a_tool_runs_in_its_own_environment(folder: Path) -> None:
    run = run_peer(_peer(folder), TEXTS, folder=folder / "cache")
    assert run.error is None
    assert [(one["start"], one["low"]) for one in run.found["a"]] == [(0, 12), (9, 9)]
    assert run.found["b"] == []
    assert (folder / "cache" / "digits" / "bin" / "python").exists()


def test_an_environment_is_kept_until_its_pins_change(folder: Path) -> None:
    run_peer(_peer(folder), TEXTS, folder=folder / "cache")
    mark = folder / "cache" / "digits" / "mark"
    mark.touch()
    run_peer(_peer(folder), TEXTS, folder=folder / "cache")
    assert mark.exists()
    (folder / "requirements" / "digits.txt").write_text("# nothing\n", encoding="utf-8")
    run_peer(_peer(folder), TEXTS, folder=folder / "cache")
    assert not mark.exists()


def test_a_text_that_a_tool_cannot_read_is_counted(folder: Path) -> None:
    run = run_peer(_peer(folder), [*TEXTS, Text("c", "broken", None)], folder=folder / "cache")
    assert run.failed == 1
    assert run.found["c"] == []


def test_a_tool_that_reads_nothing_is_a_row_with_its_error(folder: Path) -> None:
    run = run_peer(_peer(folder), [Text("c", "broken", None)], folder=folder / "cache")
    assert run.error == "fails on every text: ValueError: cannot read this"


def test_a_tool_that_does_not_install_is_a_row_with_its_error(folder: Path) -> None:
    (folder / "requirements" / "digits.txt").write_text("./no-such-folder\n", encoding="utf-8")
    run = run_peer(_peer(folder), TEXTS, folder=folder / "cache")
    assert run.error is not None
    assert run.error.startswith("does not install: ")


def test_a_tool_that_stops_is_a_row_with_its_error(folder: Path) -> None:
    (folder / "adapters" / "digits.py").write_text("raise SystemExit('out of paper')\n", encoding="utf-8")
    assert run_peer(_peer(folder), TEXTS, folder=folder / "cache").error == "stopped: out of paper"


def test_a_program_that_is_missing_is_named(folder: Path) -> None:
    run = run_peer(_peer(folder, needs=("no-such-program",)), TEXTS, folder=folder / "cache")
    assert run.error == "needs no-such-program, which is not on this machine"


def test_the_interpreter_of_the_tool_is_not_ours(folder: Path) -> None:
    (folder / "adapters" / "digits.py").write_text(
        "import sys\nfrom protocol import serve\nserve(lambda text, published: [{'kind': sys.prefix}])\n", encoding="utf-8"
    )
    run = run_peer(_peer(folder), TEXTS, folder=folder / "cache")
    assert run.found["a"][0]["kind"] != sys.prefix


def _gold(name: str, start: int, end: int, kind: str, **block: object) -> GoldClaim:
    return GoldClaim(name, "a", kind, start, end, "x" * (end - start), {kind: block})


GOLD = Gold(
    (
        _gold("g1", 0, 12, "quantity", low=500, high=None, low_open=True, high_open=False, modifier="more_than", unit="count"),
        _gold("g2", 20, 28, "quantity", low=0, high=40, low_open=False, high_open=False, modifier="at_most", unit="count"),
        _gold("g3", 40, 49, "quantity", low=30, high=60, low_open=False, high_open=False, modifier="range", unit="count"),
        _gold("g4", 60, 66, "date", type="DATE", value="2025-03"),
    ),
    (),
)


def _found(start: int, end: int, low: float, high: float) -> dict[str, object]:
    return {"kind": "quantity", "start": start, "end": end, "low": low, "high": high, "unit": "count"}


def test_spans_and_printed_values() -> None:
    # Three wanted, four given: 500 inside its phrase, 40 at the very span, one end of "30 to 60", a year that is no quantity.
    found = {"a": [_found(5, 8, 500.0, 500.0), _found(20, 28, 40.0, 40.0), _found(40, 42, 30.0, 30.0), _found(62, 66, 2025.0, 2025.0)]}
    score = score_findings(GOLD, found, "quantity")
    assert score.exact == (Counts(3, 1, 4, 1),)
    assert score.overlap == (Counts(3, 3, 4, 3),)
    assert score.value == (Counts(3, 2, 4, 2),)


def test_a_finding_given_twice_counts_once_and_a_second_reading_of_a_span_by_itself() -> None:
    found = {"a": [_found(20, 28, 40.0, 40.0), _found(20, 28, 40.0, 40.0)]}
    assert score_findings(GOLD, found, "quantity").overlap == (Counts(3, 1, 1, 1),)
    found["a"].append(_found(20, 28, 4.0, 4.0))
    assert score_findings(GOLD, found, "quantity").overlap == (Counts(3, 1, 2, 1),)


DATES = [("2025-03", 1), ("2025-03-01", 0), ("", 0)]


@pytest.mark.parametrize(("value", "right"), DATES)
def test_dates_are_right_by_their_timex_value(value: str, right: int) -> None:
    found = {"a": [{"kind": "date", "start": 60, "end": 66, "type": "DATE", "value": value}]}
    score = score_findings(GOLD, found, "date")
    assert score.value == (Counts(1, right, 1, right),)
    assert score.exact == (Counts(1, 1, 1, 1),)


def test_the_table_puts_ours_first_and_errors_last() -> None:
    good = score_findings(GOLD, {"a": [_found(20, 28, 40.0, 40.0)]}, "quantity")
    rows = [
        Row("digits", "1.0", good, 4017.0, "digits only"),
        Row("abacus", "2.0", None, 0.0, "does not install: no beads"),
        Row(OURS, "", good, 3950.0, "all kinds at once"),
    ]
    lines = peer_table("quantity", rows, texts="dev, 1 articles").splitlines()
    assert [line.split(" | ")[0] for line in lines[4:]] == ["| counterclaim", "| digits", "| abacus"]
    assert "| 4,000 | digits only |" in lines[5]
    assert lines[6].endswith("| does not install: no beads |")


def test_a_run_without_result_says_why() -> None:
    assert PeerRun("abacus", "2.0", error="no beads").found == {}


NEAREST = [("on Monday and on Monday", "Monday", 15, 17), ("on Monday and on Monday", "Monday", 0, 3), ("on Monday", "Friday", 3, None)]


@pytest.mark.parametrize(("text", "phrase", "about", "expected"), NEAREST)
def test_a_phrase_is_looked_up_near_its_offset(text: str, phrase: str, about: int, expected: int | None) -> None:
    path = peers()["quantulum3"].folder / "adapters" / "protocol.py"
    protocol = runpy.run_path(str(path))
    assert protocol["nearest"](text, phrase, about) == expected
