"""The example sentences of Recognizers-Text: numbers, ranges and shares with their spans and values.

JSON lists of `{Input, Results: [{Text, TypeName, Resolution, Start, End}]}`, the end included. A range is written as an interval
("[20,30)"); only its ends are compared, for a convention decides there whether "between 20 and 30" takes in 30. Ages and ordinals
are no quantities of ours, so what is scored for them is that nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Article
from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.assign import best_pairs
from evaluation.accuracy.benchmarks.result import Figure, f1_figures, share_figure
from evaluation.accuracy.benchmarks.sources import list_files, read_json
from evaluation.accuracy.benchmarks.texts import processed
from evaluation.accuracy.benchmarks.values import is_near, read_number
from evaluation.accuracy.counts import Counts

if TYPE_CHECKING:
    from spacy.language import Language

VALUED = ("number", "numberrange", "percentage")
REFUSED = ("age", "ordinal")
_TYPES = {"ordinal.relative": "ordinal", **{name: name for name in (*VALUED, *REFUSED)}}
_NAMES = {"number": "number", "numberrange": "range", "percentage": "percentage", "age": "age", "ordinal": "ordinal"}
_INTERVAL = re.compile(r"[\[(]([^,\[\]()]*),([^,\[\]()]*)[\])]")


@dataclass(frozen=True, slots=True)
class Result:
    """One annotated expression, end excluded; `low` and `high` are None on an unbounded side, both where it has no value."""

    start: int
    end: int
    type: str
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Item:
    """One example sentence; `type` is what its file is about."""

    id: str
    text: str
    type: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The examples of one file or folder."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity that was found, end excluded, with the printed bounds."""

    start: int
    end: int
    low: Fraction | None
    high: Fraction | None
    percent: bool = False


Prediction = tuple[Found, ...]


def read(path: Path) -> Reading:
    """The examples of a JSON file or of all those in a folder; BenchmarkError for what is not in that form."""
    files = list_files(path, ".json") if path.is_dir() else [path]
    items = [item for file in files for item in _read_file(file)]
    if not any(item.results for item in items):
        raise BenchmarkError(path, 1, "the examples hold no result")
    without = sum(result.type not in REFUSED and result.low is result.high is None for item in items for result in item.results)
    remarks = (f"expressions without a value, not scored: {without}",) if without else ()
    return Reading(tuple(items), remarks)


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """The quantities that our pipeline finds in each example."""
    docs = processed((Article(id=item.id, text=item.text) for item in items), nlp)
    return [tuple(_found(claim) for claim in doc._.counterclaim if claim["kind"] == "quantity") for doc in docs]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """Value recall and span F1 of each type of value; for ages and ordinals the share that was rightly left alone."""
    figures: list[Figure] = []
    for name in VALUED:
        of_type = [(item, given) for item, given in zip(items, predictions, strict=True) if item.type == name]
        if not of_type:
            continue
        figures.append(share_figure(f"{_NAMES[name]} value recall", [_count(item, given, _has_value)[0] for item, given in of_type]))
        figures += f1_figures(f"{_NAMES[name]} exact span", [_count(item, given, _same_span)[1] for item, given in of_type])
        figures += f1_figures(f"{_NAMES[name]} overlapping span", [_count(item, given, _overlaps)[1] for item, given in of_type])
    for name in REFUSED:
        left = [_left_alone(item, given) for item, given in zip(items, predictions, strict=True) if item.type == name]
        if left:
            figures.append(share_figure(f"{_NAMES[name]} left alone", left))
    return tuple(figures)


def _count(item: Item, given: Prediction, fits: Callable[[Result, Found], bool]) -> tuple[Counts, Counts]:
    """Counts of the wanted alone, and with what was given beside them."""
    wanted = [result for result in item.results if result.type == item.type and not result.low is result.high is None]
    found = len(best_pairs(wanted, given, lambda one, other: float(fits(one, other))))
    return Counts(wanted=len(wanted), found=found), Counts(len(wanted), found, len(given), found)


def _left_alone(item: Item, given: Prediction) -> Counts:
    wanted = [result for result in item.results if result.type == item.type]
    alone = sum(not any(_overlaps(one, other) for other in given) for one in wanted)
    return Counts(wanted=len(wanted), found=alone)


def _overlaps(one: Result, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _same_span(one: Result, other: Found) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _has_value(one: Result, other: Found) -> bool:
    """True when the expressions overlap and say the same number.

    "over 5" is the number 5 there and 5 to unbounded here, "two thirds" a number there and a share in percent here.
    """
    if not _overlaps(one, other):
        return False
    low, high = other.low, other.high
    if one.type != "numberrange":
        low, high = (high, high) if low is None else (low, low) if high is None else (low, high)
    readings = [(low, high)]
    if one.type == "number" and other.percent and low is not None and high is not None:
        readings.append((low / 100, high / 100))
    return any(is_near(one.low, low) and is_near(one.high, high) for low, high in readings)


def _found(claim: dict[str, Any]) -> Found:
    quantity = claim["quantity"]
    low, high = (None if bound is None else Fraction(str(bound)) for bound in (quantity["low"], quantity["high"]))
    return Found(claim["start"], claim["end"], low, high, quantity["unit"] == "percent")


def _read_file(path: Path) -> list[Item]:
    rows = read_json(path)
    if not isinstance(rows, list):
        raise BenchmarkError(path, 1, "expected a JSON list of examples")
    subject = path.stem.lower().removesuffix("model")
    subject = {"percent": "percentage"}.get(subject, subject)
    items = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("Input"), str) or not isinstance(row.get("Results"), list):
            raise BenchmarkError(path, number, 'expected an object with the text "Input" and the list "Results"')
        results = tuple(_read_result(path, number, row["Input"], result) for result in row["Results"])
        kind = subject if subject in _NAMES else next((result.type for result in results), "number")
        items.append(Item(f"{path.stem}:{number}", row["Input"], kind, results))
    return items


def _read_result(path: Path, number: int, text: str, result: Any) -> Result:
    if not isinstance(result, dict) or result.get("TypeName") not in _TYPES:
        kind = result.get("TypeName") if isinstance(result, dict) else result
        raise BenchmarkError(path, number, f"type {str(kind)[:40]!r} is none of {', '.join(sorted(_TYPES))}")
    start, last = result.get("Start"), result.get("End")
    if not isinstance(start, int) or not isinstance(last, int) or not 0 <= start <= last < len(text):
        raise BenchmarkError(path, number, f"offsets {start}-{last} lie outside the text of {len(text)} characters")
    if text[start : last + 1].lower() != str(result.get("Text")).lower():
        raise BenchmarkError(path, number, f"the text at {start}-{last} is {text[start : last + 1]!r}, not {str(result.get('Text'))!r}")
    kind = _TYPES[result["TypeName"]]
    resolution = result.get("Resolution")
    value = resolution.get("value") if isinstance(resolution, dict) else None
    low, high = (None, None) if kind in REFUSED else _read_value(path, number, value)
    return Result(start, last + 1, kind, low, high)


def _read_value(path: Path, number: int, value: object) -> tuple[Fraction | None, Fraction | None]:
    text = str(value).strip()
    if text in {"null", "None"}:  # "a small percent"
        return None, None
    ends = match.groups() if (match := _INTERVAL.fullmatch(text)) else (text.removesuffix("%"),) * 2
    low, high = (read_number(end) for end in ends)
    is_open = match is not None and (low is not None or not ends[0].strip()) and (high is not None or not ends[1].strip())
    if is_open or (low is not None and high is not None):
        return low, high
    raise BenchmarkError(path, number, f"the value {text[:40]!r} is no number, share or interval")
