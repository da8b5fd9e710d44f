"""NewsQuant and R-Quant: quantities of news sentences with their change, value, unit and concept, without offsets.

Rows are `{text, quantities: [{change, value, unit, normalized_unit, referred_concepts}]}`. A quantity of ours answers one of the row's
when the values are equal up to one part in 100,000, a range to both ends of a range, one to one and so that most are answered;
change and unit are judged on the quantities answered. Where both conventions read the same words, ours is put into theirs:

| words | here | there |
| --- | --- | --- |
| "over 500", "at least 500" | 500 to unbounded | ">" 500 |
| "under 500", "up to 500" | unbounded to 500 | "<" 500 |
| "about", "nearly" | the number, about or nearly | "~" |
| "rose by 4 percent" | the number, exact, and change up: two slots | "=" or "up": one label |
| "millions" | 2,000,000 to 9,999,999, vague | 1,000,000 to 10,000,000, "=" or "~" |
| "two thirds" | 66.67 percent | 0.6667 without unit |
| "50 cents" | 0.5 USD | 50 cent |
| "a 5-hour drive" | a duration, no amount | 5 hour |
| "nobody", "how many", "several", "most", "the captain" | an amount | no quantity |
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Article
from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.assign import best_pairs
from evaluation.accuracy.benchmarks.newsquant_units import Printed, is_same_unit, unit_factors
from evaluation.accuracy.benchmarks.result import Figure, f1_figures, share_figure
from evaluation.accuracy.benchmarks.sources import Rows, read_table
from evaluation.accuracy.benchmarks.texts import processed
from evaluation.accuracy.benchmarks.values import is_near, read_pair
from evaluation.accuracy.counts import Counts

if TYPE_CHECKING:
    from spacy.language import Language

CHANGES = ("=", "~", ">", "<", "up", "down")
_CHANGES: Mapping[str, tuple[str, ...]] = {
    "exact": ("=",),
    "range": ("=",),
    "about": ("~",),
    "nearly": ("~",),
    "more_than": (">",),
    "at_least": (">",),
    "less_than": ("<",),
    "at_most": ("<",),
    "vague": ("=", "~"),
    "other": ("=",),
}
_ONE = re.compile(r"\b(?:1|one|single)\b", re.IGNORECASE)
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([A-Z]+)")
_CALENDAR = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century", "Q": "quarter"}
_CLOCK = {"H": "hour", "M": "minute", "S": "second"}
_MODS = {"MORE_THAN": ">", "EQUAL_OR_MORE": ">", "LESS_THAN": "<", "EQUAL_OR_LESS": "<", "APPROX": "~"}
_SHARE_SIGN = re.compile(r"%|per ?cent|percentage", re.IGNORECASE)
_VALUE_WEIGHT = 1000.0  # one more value outweighs any number of changes and units


@dataclass(frozen=True, slots=True)
class Wanted:
    """One annotated quantity; `low` and `high` are equal unless it is a range."""

    change: str
    low: Fraction
    high: Fraction
    units: tuple[str, ...]  # the normalised and the printed unit, as far as given
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """One quantity that was found, in the benchmark's terms; `changes` are the labels that its words may have there."""

    changes: tuple[str, ...]
    low: Fraction
    high: Fraction
    unit: Printed


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence with its quantities."""

    id: str
    text: str
    quantities: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of one file."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Score:
    """The counts of one sentence."""

    value: Counts
    change: Counts
    unit: Counts
    both: Counts
    ranges: Counts


Prediction = tuple[Given, ...]


def read(path: Path) -> Reading:
    """The rows of a JSON list; BenchmarkError for what is not in that form."""
    return read_rows(read_table(path))


def read_rows(table: Rows) -> Reading:
    """The rows of a table; the list of quantities may be spelled out in JSON, as a CSV must."""
    items = tuple(_read_row(table.path, row.line, row.values) for row in table.rows)
    if not any(item.quantities for item in items):
        raise BenchmarkError(table.path, 1, "no row holds a quantity")
    return Reading(items, table.remarks)


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """What our pipeline finds in each sentence, in the benchmark's terms."""
    docs = processed((Article(id=item.id, text=item.text) for item in items), nlp)
    return [_prediction(doc._.counterclaim) for doc in docs]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """Precision, recall and F1 of the value, of value with modifier, with unit, with both; recall of the ranges."""
    scores = [_score(item.quantities, given) for item, given in zip(items, predictions, strict=True)]
    return (
        *f1_figures("value", [one.value for one in scores]),
        *f1_figures("value+modifier", [one.change for one in scores]),
        *f1_figures("value+unit", [one.unit for one in scores]),
        *f1_figures("value+modifier+unit", [one.both for one in scores]),
        share_figure("range recall", [one.ranges for one in scores]),
    )


def _score(wanted: Sequence[Wanted], given: Sequence[Given]) -> _Score:
    pairs = [(wanted[i], given[j]) for i, j in best_pairs(wanted, given, _weigh)]
    changes = [one.change in other.changes for one, other in pairs]
    units = [is_same_unit(one.units, other.unit) for one, other in pairs]
    both = [change and unit for change, unit in zip(changes, units, strict=True)]
    ranges = sum(one.low != one.high for one in wanted)
    answered = sum(one.low != one.high for one, _ in pairs)

    def counts(right: int) -> Counts:
        return Counts(len(wanted), right, len(given), right)

    return _Score(counts(len(pairs)), counts(sum(changes)), counts(sum(units)), counts(sum(both)), Counts(wanted=ranges, found=answered))


def _weigh(one: Wanted, other: Given) -> float:
    if not _is_same_value(one, other):
        return 0.0
    return _VALUE_WEIGHT + (one.change in other.changes) + is_same_unit(one.units, other.unit)


def _is_same_value(one: Wanted, other: Given) -> bool:
    if (one.low == one.high) != (other.low == other.high):
        return False
    # "50 cents" is 50 there and half a dollar here.
    factors = unit_factors(one.units)
    return any(is_near(one.low * factor, other.low) and is_near(one.high * factor, other.high) for factor in factors)


def _prediction(claims: Sequence[Mapping[str, Any]]) -> Prediction:
    quantities = [claim for claim in claims if claim["kind"] == "quantity"]
    covered = {offset for claim in quantities for offset in range(claim["start"], claim["end"])}
    given = [one for claim in quantities for one in _given(claim)]
    for claim in claims:
        if claim["kind"] == "date" and covered.isdisjoint(range(claim["start"], claim["end"])):
            given += _given_duration(claim["date"])
    return tuple(given)


def _given_duration(value: Mapping[str, Any]) -> list[Given]:
    """The amount that a duration states, "a 5-hour drive": P2W is 2 week; none for a date, and for a duration without a number."""
    match = _DURATION.fullmatch(value["value"]) if value["type"] == "DURATION" else None
    if match is None:
        return []
    clock, number, sign = match.groups()
    noun = (_CLOCK if clock else _CALENDAR).get(sign)
    amount = Fraction(number)
    return [Given((_MODS.get(value["mod"] or "", "="),), amount, amount, Printed("duration", noun))] if noun else []


def _given(claim: Mapping[str, Any]) -> list[Given]:
    """A quantity claim in the benchmark's terms; none for an amount that is no quantity there."""
    quantity, quote = claim["quantity"], claim["quote"]
    low, high = (None if bound is None else Fraction(str(bound)) for bound in (quantity["low"], quantity["high"]))
    modifier = quantity["modifier"]
    if modifier in {"none", "undetermined"} or low is high is None:
        return []
    if modifier == "vague":
        if low is None or high is None or low < 10 or quantity["unit"] == "percent":
            return []
        low, high = _power_ends(low, high)
    if low == high == 1 and quantity["unit"] == "count" and not any(sign.isdigit() for sign in quote) and not _ONE.search(quote):
        return []
    first, last = (high if low is None else low), (low if high is None else high)
    assert first is not None
    assert last is not None
    unit = Printed(quantity["unit"], " ".join(filter(None, (quantity["head"], quantity["of"]))), quantity["rate"] or "")
    if quantity["unit"] == "percent" and not _SHARE_SIGN.search(quote):
        first, last, unit = first / 100, last / 100, Printed("ratio")
    changes = (*_CHANGES[modifier], *([quantity["change"]] if quantity["change"] else []))
    return [Given(changes, first, last, unit)]


def _power_ends(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The ends of a vague plural as powers of ten: 2,000,000 to 9,999,999 is 1,000,000 to 10,000,000; 24 to 99 stays."""
    half = low / 2
    if half.denominator != 1 or not re.fullmatch(r"10+", str(half)):
        return low, high
    return half, high + 1 if re.fullmatch(r"9+", str(high)) else high


def _read_row(path: Path, line: int, row: Mapping[str, Any]) -> Item:
    text, quantities = row.get("text"), row.get("quantities")
    if not isinstance(text, str) or not text.strip():
        raise BenchmarkError(path, line, 'a row without "text"')
    if isinstance(quantities, str):
        try:
            quantities = json.loads(quantities)
        except (ValueError, RecursionError):
            raise BenchmarkError(path, line, '"quantities" is no JSON list') from None
    if not isinstance(quantities, list):
        raise BenchmarkError(path, line, 'a row without the list "quantities"')
    return Item(str(line), text, tuple(_read_quantity(path, line, quantity) for quantity in quantities))


def _read_quantity(path: Path, line: int, quantity: object) -> Wanted:
    if not isinstance(quantity, Mapping):
        raise BenchmarkError(path, line, "a quantity that is no object")
    change = str(quantity.get("change")).strip()
    if change not in CHANGES:
        raise BenchmarkError(path, line, f"change {change[:40]!r} is none of {' '.join(CHANGES)}")
    ends = read_pair(str(quantity.get("value")))
    if ends is None:
        raise BenchmarkError(path, line, f"value {str(quantity.get('value'))[:40]!r} is no number and no range")
    units = (_plain(quantity.get(name)) for name in ("normalized_unit", "unit"))
    concepts = quantity.get("referred_concepts") or ()
    concepts = (concepts,) if isinstance(concepts, str) else concepts
    if not isinstance(concepts, Sequence):
        raise BenchmarkError(path, line, '"referred_concepts" is no list')
    return Wanted(change, *ends, tuple(dict.fromkeys(unit for unit in units if unit)), tuple(map(_plain, concepts)))


def _plain(value: object) -> str:
    """A unit or concept in one line, lower case; "" for what stands for none ("-", null)."""
    text = " ".join(value if isinstance(value, list) and all(isinstance(word, str) for word in value) else [str(value or "")])
    return "" if text.strip() in {"-", "None"} else " ".join(text.lower().split())
