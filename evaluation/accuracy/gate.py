"""The gate: figures that may not fall, each for one state of the gold.

`floors.json` names the gold by its hash, because a floor measured on other gold says nothing. A floor rises freely; it falls only
with a reason, which the file keeps.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotations.files import write_text
from corpus.errors import DataError, InputError

VERSION = 1
_ROUNDING = 1e-9  # 3 of 4 computed as a harmonic mean may come out a hair under .75
Metrics = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lowered:
    """One floor that was taken down on purpose."""

    split: str
    metric: str
    before: float
    after: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by split and metric, the hash of the gold of each split, and what was ever lowered."""

    gold: Mapping[str, str]
    floors: Mapping[str, Metrics]
    lowered: tuple[Lowered, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What one evaluation of a split gave: the hash of its gold, and metric -> share, 0 to 1, more being better."""

    gold: str
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Breach:
    """Why the gate stays shut: a figure under its floor, a figure that is gone, or other gold."""

    split: str
    text: str

    def __str__(self) -> str:
        return f"{self.split}: {self.text}"


def read_floors(path: Path) -> Floors:
    """The floors in `path`; DataError when the file is missing, damaged or of another version."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise DataError(f"{path.name} is of version {data['version']}, expected {VERSION}: set the floors again with --raise-floors")
        lowered = tuple(Lowered(**one) for one in data["lowered"])
        floors = {split: {name: float(value) for name, value in metrics.items()} for split, metrics in data["floors"].items()}
        return Floors(dict(data["gold"]), floors, lowered)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path.name} cannot be read as floors ({error}): set them again with --raise-floors") from error


def write_floors(path: Path, floors: Floors) -> None:
    """Write `floors` to `path`, sorted by name."""
    data = {
        "version": VERSION,
        "gold": floors.gold,
        "floors": floors.floors,
        "lowered": [{name: getattr(one, name) for name in Lowered.__slots__} for one in floors.lowered],
    }
    write_text(path, json.dumps(data, indent=1, sort_keys=True) + "\n")


def breaches(floors: Floors, measured: Mapping[str, Measured]) -> list[Breach]:
    """Every floor that does not hold; none means that the gate is open. A split that was not measured is a breach too."""
    found: list[Breach] = []
    for split, wanted in floors.floors.items():
        now = measured.get(split)
        if now is None:
            found.append(Breach(split, "was not measured"))
        elif now.gold != floors.gold.get(split):
            found.append(Breach(split, "the gold or its articles changed since the floors were set: measure, then use --raise-floors"))
        else:
            found += _under(split, wanted, now.metrics)
    return found


def _under(split: str, wanted: Metrics, now: Metrics) -> list[Breach]:
    found = []
    for metric, floor in sorted(wanted.items()):
        value = now.get(metric)
        if value is None:
            found.append(Breach(split, f"{metric} is no longer measured, its floor is {floor:.2f}"))
        elif value < floor - _ROUNDING:
            found.append(Breach(split, f"{metric} is {value:.3f}, its floor is {floor:.2f}"))
    return found


def raised(floors: Floors | None, measured: Mapping[str, Measured], *, reason: str | None = None) -> Floors:
    """The floors with every figure of `measured` rounded down to two decimals in the place of a lower one.

    A figure below its old floor lowers it only with a `reason`, otherwise InputError names every one of them.
    """
    old = floors or Floors({}, {})
    fallen = [
        Lowered(split, metric, before, _rounded_down(now.metrics[metric]) if metric in now.metrics else None, reason or "")
        for split, now in sorted(measured.items())
        for metric, before in sorted(old.floors.get(split, {}).items())
        if metric not in now.metrics or now.metrics[metric] < before - _ROUNDING
    ]
    if fallen and not (reason or "").strip():
        names = ", ".join(f"{one.split} {one.metric} ({one.before:.2f})" for one in fallen)
        raise InputError(f"these floors would fall: {names}; give --lower-floors with the reason, or mend what made them fall")
    taken_down = {(one.split, one.metric) for one in fallen}
    new = {split: dict(metrics) for split, metrics in old.floors.items()}
    for split, now in measured.items():
        kept = old.floors.get(split, {})
        new[split] = {
            metric: _rounded_down(value) if (split, metric) in taken_down else max(kept.get(metric, 0.0), _rounded_down(value))
            for metric, value in now.metrics.items()
        }
    gold = {**old.gold, **{split: now.gold for split, now in measured.items()}}
    return replace(old, gold=gold, floors=new, lowered=(*old.lowered, *fallen))


def _rounded_down(value: float) -> float:
    return math.floor(value * 100 + 100 * _ROUNDING) / 100
