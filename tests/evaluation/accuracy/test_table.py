"""Evaluations as tables: what a person reads is what was counted."""

from __future__ import annotations

from dataclasses import replace

from evaluation.accuracy.counts import Counts
from evaluation.accuracy.score import Cell
from evaluation.accuracy.table import difference_table, evaluation_tables, summary_table
from tests.evaluation.accuracy.page.material import WIRE, classes, evaluation


def test_a_split_in_full() -> None:
    text = evaluation_tables(evaluation(mistakes=classes()), examples=True)
    # 5 of 6 found, 5 of 7 right: F1 10/13 = .769, between 6/9 and 1 over the two articles.
    assert "| quantity | 6 | 7 | 0.714 | 0.833 | 0.769 (0.67 to 1.00) |" in text
    assert "| quantity.modifier | 5 | 0.600 " in text
    assert "| caption | 2 | 1.000 | 1.000 | 1.000 |" in text
    assert "| `conflict` | 3 | 2 | 0.500 | 0.333 | 0.400 " in text
    assert "1 false alarms in 500 candidate pairs, 2.00 per 1,000" in text
    assert "| quantity: missed | 1 | 90 |  |" in text


def test_held_out_texts_stay_out() -> None:
    assert "most frequent mistakes" not in evaluation_tables(evaluation(mistakes=classes()), examples=False)


def test_a_cell_cannot_break_its_table() -> None:
    evil = replace(classes()[1].examples[0], wanted="a | b\nc")
    one = replace(classes()[1], examples=(evil,))
    text = evaluation_tables(evaluation(mistakes=(one,)), examples=True)
    assert "| quantity: missed | 1 | a \\| b c |  |" in text


def test_splits_side_by_side() -> None:
    lines = summary_table([evaluation("dev"), evaluation("test")]).splitlines()
    assert lines[0] == "|  | dev: wanted | precision | recall | F1 (95 %) | test: wanted | precision | recall | F1 (95 %) |"
    assert lines[2] == "| quantity claims | 6 | 0.714 | 0.833 | 0.769 (0.67 to 1.00) | 6 | 0.714 | 0.833 | 0.769 (0.67 to 1.00) |"
    assert lines[-1].startswith("| alarms | 3 | 0.500 | 0.333 |")


def test_what_a_change_did() -> None:
    before = evaluation()
    better = tuple(
        replace(cell, counts=Counts(4, 4, 5, 4)) if (cell.article, cell.slot, cell.measure) == (WIRE, "", "overlap") else cell
        for cell in before.claims.cells
    )
    after = replace(before, claims=replace(before.claims, cells=better))
    rows = {line.split(" | ")[0]: line for line in difference_table(before, after, name="main").splitlines()}
    # Before 10/13 = .769, after 6 of 6 found and 6 of 7 right: 12/13 = .923.
    assert rows["| quantity overlap F1"].startswith("| quantity overlap F1 | 0.769 | 0.923 | +0.154 (")
    assert rows["| quantity exact F1"].startswith("| quantity exact F1 | 0.769 | 0.769 | +0.000 (+0.000 to +0.000) |  |")


def test_a_sure_gain_is_called_better() -> None:
    before = evaluation()
    cells = tuple(
        replace(cell, counts=Counts(cell.counts.wanted, cell.counts.wanted, cell.counts.wanted, cell.counts.wanted))
        if cell.measure == "exact"
        else cell
        for cell in before.claims.cells
    )
    worse = [
        Cell(cell.article, "quantity", cell.zone, "", "exact", Counts(4, 1, 5, 1))
        for cell in before.claims.cells
        if cell.measure == "exact"
    ]
    low = replace(before, claims=replace(before.claims, cells=tuple(worse)))
    high = replace(before, claims=replace(before.claims, cells=cells))
    assert "| better |" in difference_table(low, high, name="main")
    assert "| worse |" in difference_table(high, low, name="main")
