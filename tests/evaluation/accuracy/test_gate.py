"""The gate opens and shuts where it should, and a floor falls only with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DataError, InputError
from evaluation.accuracy.gate import Floors, Measured, breaches, raised, read_floors, write_floors

FLOORS = Floors({"dev": "aa"}, {"dev": {"claims quantity F1": 0.97, "alarm precision": 1.0}})
BREACHES = [
    (Measured("aa", {"claims quantity F1": 0.97, "alarm precision": 1.0}), []),
    (Measured("aa", {"claims quantity F1": 0.99, "alarm precision": 1.0, "more": 0.1}), []),
    (
        Measured("aa", {"claims quantity F1": 0.9699, "alarm precision": 1.0}),
        ["dev: claims quantity F1 is 0.970, its floor is 0.97"],
    ),
    (Measured("aa", {"claims quantity F1": 0.98}), ["dev: alarm precision is no longer measured, its floor is 1.00"]),
    (
        Measured("bb", {"claims quantity F1": 1.0, "alarm precision": 1.0}),
        ["dev: the gold or its articles changed since the floors were set: measure, then use --raise-floors"],
    ),
]


@pytest.mark.parametrize(("now", "expected"), BREACHES)
def test_the_gate(now: Measured, expected: list[str]) -> None:
    assert [str(breach) for breach in breaches(FLOORS, {"dev": now})] == expected


def test_a_split_that_nobody_measured_shuts_the_gate() -> None:
    assert [str(breach) for breach in breaches(FLOORS, {})] == ["dev: was not measured"]


def test_floors_rise_freely_and_are_rounded_down() -> None:
    new = raised(FLOORS, {"dev": Measured("aa", {"claims quantity F1": 0.9899, "alarm precision": 1.0, "new": 0.129})})
    assert new.floors == {"dev": {"claims quantity F1": 0.98, "alarm precision": 1.0, "new": 0.12}}
    assert new.lowered == ()


def test_a_floor_does_not_fall_with_new_gold_either() -> None:
    with pytest.raises(InputError, match=r"would fall: dev alarm precision \(1.00\)"):
        raised(FLOORS, {"dev": Measured("bb", {"claims quantity F1": 0.97, "alarm precision": 0.8})})


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_empty_reason_is_none(reason: str) -> None:
    with pytest.raises(InputError, match="--lower-floors"):
        raised(FLOORS, {"dev": Measured("aa", {})}, reason=reason)


def test_a_reason_lowers_and_is_kept(tmp_path: Path) -> None:
    now = {"dev": Measured("bb", {"claims quantity F1": 0.955})}
    new = raised(FLOORS, now, reason="six harder stories joined the gold")
    assert new.floors == {"dev": {"claims quantity F1": 0.95}}
    assert new.gold == {"dev": "bb"}
    assert [(one.metric, one.before, one.after) for one in new.lowered] == [
        ("alarm precision", 1.0, None),
        ("claims quantity F1", 0.97, 0.95),
    ]
    write_floors(tmp_path / "floors.json", new)
    assert read_floors(tmp_path / "floors.json") == new


def test_other_splits_keep_their_floors() -> None:
    new = raised(FLOORS, {"test": Measured("cc", {"claims quantity F1": 0.9})})
    assert new.floors["dev"] == FLOORS.floors["dev"]
    assert new.gold == {"dev": "aa", "test": "cc"}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 9}', '{"version": 1, "gold": {}, "floors": {"dev": {"a": "x"}}, "lowered": []}']
)
def test_damaged_floors_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="--raise-floors"):
        read_floors(tmp_path / "floors.json")


def test_a_share_that_is_a_hair_under_its_floor_passes() -> None:
    now = {"dev": Measured("aa", {"refines F1": 0.7499999999999999})}
    assert raised(None, now).floors["dev"]["refines F1"] == 0.75
    assert breaches(raised(None, now), now) == []


SHARES = st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), min_size=1)


@given(SHARES)
def test_what_set_the_floors_passes_them(metrics: dict[str, float]) -> None:
    now = {"dev": Measured("aa", metrics)}
    assert breaches(raised(None, now), now) == []


@given(SHARES, SHARES)
def test_with_a_reason_the_gate_is_open_for_what_was_measured(before: dict[str, float], after: dict[str, float]) -> None:
    now = {"dev": Measured("bb", after)}
    floors = raised(raised(None, {"dev": Measured("aa", before)}), now, reason="measured anew")
    assert breaches(floors, now) == []
