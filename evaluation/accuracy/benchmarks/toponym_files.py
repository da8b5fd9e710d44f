"""Geoparsing sets as they are published: LGL and TR-News, GeoVirus, GeoWebNews (XML), and GeoVirus as one JSON object.

The format is seen from what the file holds, so that one reader serves all four.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.folder import read_each
from evaluation.accuracy.benchmarks.safe_xml import child_text, read_xml
from evaluation.accuracy.benchmarks.sources import read_json
from evaluation.accuracy.benchmarks.toponym import Mended, Toponym, check_span, mend

if TYPE_CHECKING:
    from lxml.etree import _Element

IGNORED = frozenset({"homonym", "demonym", "language", "literal_expression", "non_lit_expression", "non_toponym"})
_TOPONYMS = (
    "literal", "literal_modifier", "non_lit_modifier", "metonymic", "mixed", "coercion", "embedded_literal", "embedded_non_lit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A text and the toponyms that gold marks in it, in the order of the text."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of a benchmark, and what was mended, dropped or left out."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...]


def read_toponyms(path: Path) -> Reading:
    """The texts of a geoparsing set: one XML or JSON file, or all of a folder by name.

    Offsets that miss their phrase by a few characters are mended, toponyms whose phrase is not near them are dropped, and both are
    counted in a remark. BenchmarkError names file and line (for JSON the number of the text) of what is broken or missing.
    """
    files, remarks = read_each(path, (".xml", ".json"), _read_file)
    texts = [one for file in files for one in file]
    moved, dropped = sum(mended.moved for _, mended in texts), sum(mended.dropped for _, mended in texts)
    if moved or dropped:
        remarks.append(f"{moved} toponyms moved to their phrase nearby, {dropped} dropped for want of one")
    ignored = sum(toponym.ignored for item, _ in texts for toponym in item.toponyms)
    if ignored:
        remarks.append(f"{ignored} marked spans are no toponyms by their type: what is found there counts neither way")
    return Reading(tuple(item for item, _ in texts), tuple(remarks))


def _read_file(path: Path) -> list[tuple[Item, Mended]]:
    texts = _read_json(path) if path.suffix.lower() == ".json" else _read_xml(path)
    if not texts:
        raise BenchmarkError(path, 1, "the file holds no article")
    return texts


def _read_xml(path: Path) -> list[tuple[Item, Mended]]:
    texts = []
    for number, article in enumerate(read_xml(path).iter("article"), start=1):
        text = child_text(article, "text")
        if text is None:
            raise BenchmarkError(path, article.sourceline or 1, f"article {number} has no text element")
        toponyms = [_toponym(path, element, text) for element in article.iter("toponym", "location")]
        texts.append(_item(article.get("docid") or article.get("file") or str(number), text, toponyms))
    return texts


def _item(name: str, text: str, toponyms: Iterable[Toponym]) -> tuple[Item, Mended]:
    mended = mend(text, toponyms)
    return Item(name, text, mended.toponyms), mended


def _toponym(path: Path, element: _Element, text: str) -> Toponym:
    """The toponym of an element, in whichever of the published forms it is."""
    form = _geovirus if element.tag == "location" else _lgl if element.find("phrase") is not None else _geowebnews
    try:
        toponym = form(element)
        check_span(text, toponym)
    except ValueError as error:
        raise BenchmarkError(path, element.sourceline or 1, str(error)) from error
    return toponym


def _lgl(element: _Element) -> Toponym:
    tag = element.find("gaztag")
    where = element if tag is None else tag
    return Toponym(
        _integer("start", child_text(element, "start")),
        _integer("end", child_text(element, "end")),
        child_text(element, "phrase") or "",
        _degrees(where, "lat"),
        _degrees(where, "lon"),
        country=(child_text(where, "country") or "").strip(),
        geonames_id=_identifier(where.get("geonameid")),
    )


def _geovirus(element: _Element) -> Toponym:
    start, end = (_integer(name, child_text(element, name)) - 1 for name in ("start", "end"))  # published from 1
    name = child_text(element, "name") or ""
    return Toponym(start, end, name, _degrees(element, "lat"), _degrees(element, "lon"))


def _geowebnews(element: _Element) -> Toponym:
    phrase = child_text(element, "extractedName")
    if phrase is None:
        raise ValueError("a toponym needs a phrase, name or extractedName, this one has none")
    kind = _type(child_text(element, "type"))
    return Toponym(
        _integer("start", child_text(element, "start")),
        _integer("end", child_text(element, "end")),
        phrase,
        _degrees(element, "latitude"),
        _degrees(element, "longitude"),
        geonames_id=_identifier(child_text(element, "geonamesID")),
        type=kind,
        ignored=kind in IGNORED,
    )


def _type(printed: str | None) -> str:
    """The type of GeoWebNews in small letters: "Non_Literal_Modifier" is "non_lit_modifier"."""
    kind = (printed or "").strip().lower().replace("-", "_").replace(" ", "_").replace("non_literal", "non_lit")
    if kind not in IGNORED and kind not in _TOPONYMS:
        raise ValueError(f"the type {printed!r} is none that GeoWebNews knows")
    return kind


def _integer(name: str, printed: object) -> int:
    try:
        return int(str(printed).strip())
    except ValueError:
        raise ValueError(f"{name} is {printed!r}, not a whole number") from None


def _degrees(element: _Element, name: str) -> float | None:
    return _number(name, child_text(element, name))


def _number(name: str, printed: object) -> float | None:
    """Degrees as printed; None where they are missing or empty."""
    if printed is None or not str(printed).strip():
        return None
    try:
        return float(str(printed).strip())
    except ValueError:
        raise ValueError(f"{name} is {printed!r}, not a number of degrees") from None


def _identifier(printed: str | None) -> int | None:
    printed = (printed or "").strip()
    return int(printed) if printed.isdecimal() and printed.isascii() else None


def _read_json(path: Path) -> list[tuple[Item, Mended]]:
    content = read_json(path)
    documents = content.get("docs") if isinstance(content, dict) else None
    if not isinstance(documents, dict):
        raise BenchmarkError(path, 1, 'expected an object {"docs": {id: {"text", "toponyms"}}}')
    texts = []
    for number, (name, document) in enumerate(documents.items(), start=1):
        if not isinstance(document, dict) or not isinstance(document.get("text"), str):
            raise BenchmarkError(path, number, f"text {name!r} has no string called text")
        try:
            toponyms = [_json_toponym(entry, document["text"]) for entry in _entries(document)]
        except ValueError as error:
            raise BenchmarkError(path, number, f"text {name!r}: {error}") from error
        texts.append(_item(name, document["text"], toponyms))
    return texts


def _entries(document: dict[str, Any]) -> list[dict[str, Any]]:
    entries = document.get("toponyms", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("toponyms is no list of objects")
    return entries


def _json_toponym(entry: dict[str, Any], text: str) -> Toponym:
    phrase = entry.get("phrase")
    if not isinstance(phrase, str):
        raise ValueError(f"a toponym has the phrase {json.dumps(phrase)}, not a string")
    start, end = (_integer(name, entry.get(name)) for name in ("start", "end"))
    toponym = Toponym(start, end, phrase, _number("lat", entry.get("lat")), _number("lon", entry.get("lon")))
    check_span(text, toponym)
    return toponym
