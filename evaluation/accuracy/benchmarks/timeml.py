"""TimeML files (TempEval-3, WikiWars, MEANTIME): their time expressions, and scores by the definition of TempEval-3.

A file holds a text with inline `TIMEX3`, and in `DCT` the day the document was made. Events, signals and links are passed over. The
document time itself is neither asked for nor scored (UzZaman and others, SemEval-2013 Task 1: TempEval-3, section 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.article import Article
from corpus.errors import BenchmarkError
from corpus.publication import published_interval
from evaluation.accuracy.benchmarks.folder import read_each
from evaluation.accuracy.benchmarks.result import Figure, f1_figures, share_figure
from evaluation.accuracy.benchmarks.safe_xml import marked_text, read_xml
from evaluation.accuracy.benchmarks.spans import pair_spans
from evaluation.accuracy.benchmarks.texts import processed
from evaluation.accuracy.bootstrap import interval
from evaluation.accuracy.counts import Counts, total

if TYPE_CHECKING:
    from lxml.etree import _Element
    from spacy.language import Language

TYPES = ("DATE", "TIME", "DURATION", "SET")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])")


class Timex(NamedTuple):
    """A time expression: characters of the text (end excluded), one of `TYPES`, and its TIMEX3 value, "" where gold states none."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """A document, its day ("2009-12-19", or a month or year alone) and its time expressions in the order of the text."""

    id: str
    text: str
    published: str
    timexes: tuple[Timex, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file or folder holds, and what a reader of the scores should know about it."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...]


Prediction = Sequence[Timex]  # any tuples (start, end, type, value) will do


def read(path: Path) -> Reading:
    """The documents of a TimeML file, or of all `.tml` files below a folder, by file name.

    A TIMEX3 around no text stands for a time that is not printed: it is left out and counted in a remark. BenchmarkError names file
    and line of what is broken or missing: XML, TEXT, DCT, the type or value of a TIMEX3; in a folder such a file is left out.
    """
    read_files, remarks = read_each(path, (".tml",), _read_file)
    empty = sum(left_out for _, left_out in read_files)
    if empty:
        remarks.append(f"{empty} TIMEX3 around no text left out")
    return Reading(tuple(item for item, _ in read_files), tuple(remarks))


def predict(items: Sequence[Item], nlp: Language) -> list[tuple[Timex, ...]]:
    """What our pipeline finds in each document, published on its day, in the order of `items`.

    Whether a text is news or a narrative of the past, whose "in May" is that of the last year it named, the pipeline decides from the
    dates in the text alone. A claim over several printed times ("July and August") gives one expression each; a time that has no
    TIMEX3 value ("before the flood") gives none.
    """
    articles = (Article(id=item.id, text=item.text, published=item.published) for item in items)
    return [tuple(timex for claim in doc._.counterclaim for timex in _timexes(claim)) for doc in processed(articles, nlp)]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """The figures of TempEval-3 over all documents together, F1 and accuracies with 95 % intervals over documents.

    Strict matches have equal spans, relaxed ones overlap, one to one and in order. Value accuracy is the share of relaxed matches
    whose value is the same string, value F1 is relaxed F1 times value accuracy; type likewise.
    """
    units = [_count(item, given) for item, given in zip(items, predictions, strict=True)]
    figures = [*f1_figures("strict", [unit.strict for unit in units]), *f1_figures("relaxed", [unit.relaxed for unit in units])]
    for name in ("value", "type"):
        right = [unit.values if name == "value" else unit.types for unit in units]
        matched = [Counts(unit.relaxed.found, part) for unit, part in zip(units, right, strict=True)]
        # With m matched, g given and w wanted, relaxed F1 times r/m is 2r / (g + w): the F1 of r right among those given and wanted.
        scored = [Counts(unit.relaxed.wanted, part, unit.relaxed.given, part) for unit, part in zip(units, right, strict=True)]
        whole = total(scored)
        figures += [share_figure(f"{name} accuracy", matched), Figure(f"{name} F1", whole.f1, counts=whole, interval=interval(scored))]
    return tuple(figures)


@dataclass(frozen=True, slots=True)
class _Unit:
    strict: Counts
    relaxed: Counts
    values: int
    types: int


def _count(item: Item, prediction: Prediction) -> _Unit:
    given = sorted(Timex(*timex) for timex in prediction)
    gold = item.timexes
    spans = [timex[:2] for timex in gold], [timex[:2] for timex in given]
    equal, pairs = pair_spans(*spans, overlapping=False), pair_spans(*spans, overlapping=True)
    values = sum(gold[wanted].value == given[found].value for wanted, found in pairs)
    types = sum(gold[wanted].type == given[found].type for wanted, found in pairs)
    return _Unit(
        Counts(len(gold), len(equal), len(given), len(equal)), Counts(len(gold), len(pairs), len(given), len(pairs)), values, types
    )


def _read_file(path: Path) -> tuple[Item, int]:
    root = read_xml(path)
    element = _only(path, root, "TEXT")
    text, marked = marked_text(element, "TIMEX3")
    timexes = [_timex(path, start, end, one) for start, end, one in marked]
    printed = sorted(timex for timex in timexes if timex.start < timex.end)
    return Item(path.stem, text, _document_day(path, root), tuple(printed)), len(timexes) - len(printed)


def _only(path: Path, root: _Element, name: str) -> _Element:
    found = list(root.iter(name))
    if len(found) != 1:
        line = found[1].sourceline if found else root.sourceline
        raise BenchmarkError(path, line or 1, f"a TimeML document has one {name} element, this one has {len(found) or 'none'}")
    return found[0]


def _document_day(path: Path, root: _Element) -> str:
    """Year, month and day of the document's time, as far as it gives them: "2013-03-22T10:00" is "2013-03-22"."""
    element = _only(path, root, "DCT")
    timex = element.find("TIMEX3")
    value = "" if timex is None else str(timex.get("value", ""))
    day = _DAY.match(value)
    if day is None:
        raise BenchmarkError(path, element.sourceline or 1, f"the DCT needs a TIMEX3 whose value begins with a year, not {value!r}")
    try:
        published_interval(day[0])
    except ValueError as error:
        raise BenchmarkError(path, element.sourceline or 1, f"the DCT {value!r} is no day of the calendar") from error
    return day[0]


def _timex(path: Path, start: int, end: int, element: _Element) -> Timex:
    kind, value = element.get("type"), element.get("value")
    if kind is None or value is None:
        missing = "type" if kind is None else "value"
        raise BenchmarkError(path, element.sourceline or 1, f"the TIMEX3 {element.get('tid', '')!r} has no {missing}")
    if kind not in TYPES:
        raise BenchmarkError(path, element.sourceline or 1, f"the TIMEX3 type {kind!r} is none of {', '.join(TYPES)}")
    return Timex(start, end, str(kind), str(value))


def _timexes(claim: dict[str, Any]) -> Iterator[Timex]:
    """The TIMEX3 of a date claim: one, or one for each time that its span joins; none for other claims and without a value."""
    if claim["kind"] != "date" or not claim["date"]["value"]:
        return
    kind, values = claim["date"]["type"], claim["date"]["value"].split("/")
    parts = claim["evidence"].get("date.value", [])
    if len(parts) < 2:
        yield Timex(claim["start"], claim["end"], kind, claim["date"]["value"])
        return
    if len(values) != len(parts):
        values = _row(values[0], values[-1], len(parts))
    for (start, end), value in zip(parts, values, strict=True):
        yield Timex(start, end, kind, value)


def _row(first: str, last: str, members: int) -> list[str]:
    """The values of the members of a list that is kept by its ends: "May, June and July", 2016-05/2016-07, holds 2016-06.

    "" for members between ends that are not as many steps apart.
    """
    row = [first]
    while len(row) < members - 1:
        row.append(_next(row[-1]))
    return [*row, last] if _next(row[-1]) == last else [first, *[""] * (members - 2), last]


def _next(value: str) -> str:
    """The year, month or day after that of a TIMEX3 value, "" where it is none of these."""
    try:
        end = published_interval(value)[1]
        return (end + timedelta(days=1)).isoformat()[: len(value)]
    except (ValueError, OverflowError):
        return ""
