"""Our own figures: measured in time, over their floors, and the ones that the README shows."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.reader import read_articles
from counterclaim.evaluate_command import update_table
from counterclaim.measure import Result, check_gate, evaluate_splits, own_floors, own_splits
from evaluation.accuracy.gold import check_splits
from evaluation.accuracy.table import evaluation_tables, summary_table

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 30


@pytest.fixture(scope="module")
def measured() -> tuple[list[Result], float]:
    """Both splits, and the CPU seconds that measuring them took from nothing."""
    begun = time.process_time()
    results = evaluate_splits(own_splits())
    for one in results:
        evaluation_tables(one.evaluation, examples=True)
    return results, time.process_time() - begun


def test_every_floor_holds(measured: tuple[list[Result], float]) -> None:
    assert [str(breach) for breach in check_gate(measured[0], own_floors())] == []


def test_the_whole_evaluation_is_quick(measured: tuple[list[Result], float]) -> None:
    assert measured[1] < SECONDS


def test_the_readme_shows_what_the_command_measures(measured: tuple[list[Result], float], tmp_path: Path) -> None:
    copy = tmp_path / "README.md"
    copy.write_text((ROOT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    update_table(copy, summary_table([one.evaluation for one in measured[0]]))
    assert copy.read_text(encoding="utf-8") == (ROOT / "README.md").read_text(encoding="utf-8")


def test_held_out_texts_are_not_shown(measured: tuple[list[Result], float]) -> None:
    dev, test = measured[0]
    assert "most frequent mistakes" in evaluation_tables(dev.evaluation, examples=not dev.split.held_out)
    assert "most frequent mistakes" not in evaluation_tables(test.evaluation, examples=not test.split.held_out)


def test_no_story_is_in_two_splits() -> None:
    check_splits({split.name: read_articles([split.samples]) for split in own_splits()})
