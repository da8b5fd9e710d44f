"""Which claims are held against each other at all: those that share a key, so that no time goes into hopeless pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import log

from evaluation.compare.reading import Reading
from evaluation.compare.status import legal_key

Key = tuple[str, ...]


def candidate_pairs(readings: Iterable[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Every two claims of one kind that share a key, once, in the order of the files."""
    blocks: dict[Key, list[Reading]] = {}
    ordered = sorted(readings, key=lambda reading: reading.claim.sort_key)
    for reading in ordered:
        for key in sorted(set(keys_of(reading))):
            blocks.setdefault(key, []).append(reading)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        for a, b in combinations(blocks[key], 2):
            pair = (a.claim.id, b.claim.id)
            if pair not in seen:
                seen.add(pair)
                yield a, b


def keys_of(reading: Reading) -> list[Key]:
    """The blocking keys of a claim; none for a claim that nothing can be held against."""
    if reading.claim.kind == "quantity":
        return _quantity_keys(reading)
    if reading.claim.kind == "legal":
        key = legal_key(reading.claim.legal) if reading.claim.legal else None
        return [("legal", key)] if key else []
    keys: list[Key] = [(reading.claim.kind, "state", word) for word in (reading.state, reading.predicate) if word]
    if reading.claim.date is not None and reading.claim.date.begin is not None:
        keys.append(("date", "day", reading.claim.date.begin.isoformat()))
    return keys


def _quantity_keys(reading: Reading) -> list[Key]:
    quantity, population = reading.quantity, reading.population
    keys: list[Key] = [("quantity", "state", reading.unit, word) for word in (reading.state, reading.predicate) if word]
    if reading.value is not None:
        keys.append(("quantity", "number", reading.unit, population.family or "person", str(reading.value.low), str(reading.value.high)))
        keys.append(("quantity", "base", str(quantity.low), str(quantity.high)))
        keys.extend(("quantity", "near", reading.unit, population.family or "person", str(bucket)) for bucket in _near(reading))
    if reading.base is not None:
        keys.append(("quantity", "base", str(reading.base.low), str(reading.base.high)))
    if population.noun is not None and quantity.unit == "count":
        keys.append(("quantity", "noun", population.noun, *sorted(population.origins)))
    return keys


def _near(reading: Reading) -> tuple[int, ...]:
    """Two neighbouring steps of a tenth each, so that numbers within a tenth of each other share one."""
    number = reading.quantity.low or reading.quantity.high
    if number is None or number < 1:
        return ()
    step = int(log(number) / log(1.11))
    return step, step + 1
