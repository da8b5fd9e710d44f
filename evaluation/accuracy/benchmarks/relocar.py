"""ReLocaR: does the name of a place mean the place (literal) or those who act for it (metonymic)?

XML `sample` elements of running text with one `loc` and its reading, or the same as a JSON list. Set and task: Gritta, Pilehvar,
Limsopatham and Collier, "Vancouver Welcomes You! Minimalist Location Metonymy Resolution" (ACL 2017).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Article
from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.folder import read_each
from evaluation.accuracy.benchmarks.result import Figure, f1_figures, share_figure
from evaluation.accuracy.benchmarks.safe_xml import marked_text, read_xml
from evaluation.accuracy.benchmarks.sources import Row, Rows, read_table
from evaluation.accuracy.benchmarks.texts import processed
from evaluation.accuracy.counts import Counts
from pipeline.places.finder import PlaceFinder

if TYPE_CHECKING:
    from lxml.etree import _Element
    from spacy.language import Language

READINGS = {"lit": "literal", "literal": "literal", "met": "metonymic", "metonymic": "metonymic", "mixed": "mixed"}


@dataclass(frozen=True, slots=True)
class Item:
    """A text, the characters of one place name in it (end excluded) and its reading: literal, metonymic or mixed."""

    id: str
    text: str
    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The samples of a file or folder, and what was left out."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...]


def read(path: Path) -> Reading:
    """The samples of an XML or JSON file, or of all those of a folder by name.

    BenchmarkError names file and line (for JSON the number of the row) of what is broken: XML or JSON, a sample without its one `loc`,
    a reading other than lit, met or mixed, a phrase that is not at its offset.
    """
    files, remarks = read_each(path, (".xml", ".json", ".jsonl"), _read_file)
    return _reading([item for file in files for item in file], remarks)


def read_rows(table: Rows) -> Reading:
    """The samples of a table that was read, one a row: `{text, start, phrase, reading}`."""
    return _reading([_row_item(table.path, row) for row in table.rows], table.remarks)


def predict(items: Sequence[Item], nlp: Language) -> list[str]:
    """The reading of each given name by our pipeline: metonymic where its role is that of an actor, else literal."""
    articles = (Article(id=item.id, text=item.text) for item in items)
    places = PlaceFinder()
    readings = []
    for item, doc in zip(items, processed(articles, nlp), strict=True):
        (claim,) = places.resolve(doc, [(item.start, item.end)])
        readings.append("metonymic" if claim["place"]["role"] == "actor" else "literal")
    return readings


def score(items: Sequence[Item], predictions: Sequence[str]) -> tuple[Figure, ...]:
    """Accuracy over all samples with its 95 % interval, that of the more frequent reading beside it, and both readings' figures.

    A mixed reading counts as metonymic, on either side: the coarse setting of SemEval-2007 Task 8, literal against all else. Where gold
    has some, "accuracy without mixed" leaves them out. Predictions are "literal" (lit), "metonymic" (met) or "mixed".
    """
    pairs = [(_coarse(item.reading), _coarse(given)) for item, given in zip(items, predictions, strict=True)]
    frequent = Counter(wanted for wanted, _ in pairs)
    baseline = max(frequent.values(), default=0)
    right = [Counts(1, int(wanted == given)) for wanted, given in pairs]
    figures = [share_figure("accuracy", right), Figure("majority baseline", baseline / len(pairs) if pairs else 0.0)]
    plain = [one for one, item in zip(right, items, strict=True) if item.reading != "mixed"]
    if 0 < len(plain) < len(right):
        figures.append(share_figure("accuracy without mixed", plain))
    for name in ("literal", "metonymic"):
        figures += f1_figures(name, [_of(name, wanted, given) for wanted, given in pairs])
    return tuple(figures)


def _reading(items: Sequence[Item], remarks: Sequence[str]) -> Reading:
    mixed = sum(item.reading == "mixed" for item in items)
    told = (f"{mixed} mixed readings count as metonymic",) if mixed else ()
    return Reading(tuple(items), (*remarks, *told))


def _coarse(reading: str) -> str:
    """Literal or metonymic; ValueError for a word that is no reading."""
    if reading not in READINGS:
        raise ValueError(f"{reading!r} is no reading: expected {', '.join(READINGS)}")
    return "literal" if READINGS[reading] == "literal" else "metonymic"


def _of(name: str, wanted: str, given: str) -> Counts:
    both = int(wanted == given == name)
    return Counts(int(wanted == name), both, int(given == name), both)


def _read_file(path: Path) -> list[Item]:
    if path.suffix.lower() != ".xml":
        return list(read_rows(read_table(path)).items)
    items = [_sample(path, number, element) for number, element in enumerate(read_xml(path).iter("sample"), start=1)]
    if not items:
        raise BenchmarkError(path, 1, "the file holds no sample element")
    return items


def _sample(path: Path, number: int, element: _Element) -> Item:
    text, marked = marked_text(element, "loc")
    line = element.sourceline or 1
    if len(marked) != 1:
        raise BenchmarkError(path, line, f"a sample marks one place with loc, this one marks {len(marked) or 'none'}")
    start, end, place = marked[0]
    return _item(path, line, str(element.get("number") or number), text, (start, end), place.get("reading"))


def _row_item(path: Path, row: Row) -> Item:
    text, start, phrase = (row.values.get(name) for name in ("text", "start", "phrase"))
    if isinstance(start, str) and start.isdecimal():
        start = int(start)  # as a CSV has it
    if not isinstance(text, str) or not isinstance(phrase, str) or not isinstance(start, int):
        raise BenchmarkError(path, row.line, "a row needs text and phrase (strings), start (a whole number) and reading")
    end = start + len(phrase)
    if start < 0 or text[start:end] != phrase:
        raise BenchmarkError(path, row.line, f"the text has {text[max(0, start) : max(0, end)]!r} at {start}, not {phrase!r}")
    return _item(path, row.line, str(row.line), text, (start, end), row.values.get("reading"))


def _item(path: Path, line: int, name: str, text: str, span: tuple[int, int], reading: Any) -> Item:
    if not isinstance(reading, str) or reading not in READINGS:
        raise BenchmarkError(path, line, f"the reading is {reading!r}: expected lit, met or mixed")
    if span[0] == span[1]:
        raise BenchmarkError(path, line, "the place name is empty")
    return Item(name, text, *span, READINGS[reading])
