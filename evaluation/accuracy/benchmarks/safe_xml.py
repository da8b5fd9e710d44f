"""XML files of others, read without trust: no entities, no document type files, nothing from the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.folder import read_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = b"<!ENTITY"


def read_xml(path: Path) -> _Element:
    """The root element of an XML file; each element knows its line (`sourceline`).

    BenchmarkError with the parser's line where the file is no well-formed XML, and for every file that declares entities: a few of them
    can name each other until they fill the memory, or read files of this machine, and none of the published formats needs any.
    """
    from lxml import etree

    data = read_bytes(path)
    plain = data.replace(b"\0", b"")  # UTF-16 hides nothing
    if _ENTITY in plain:
        line = plain[: plain.index(_ENTITY)].count(b"\n") + 1
        raise BenchmarkError(path, line, "the file declares entities, which no published format needs: remove its document type")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BenchmarkError(path, max(1, error.lineno or 1), f"no well-formed XML ({error.msg})") from error
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise BenchmarkError(path, 1, "the file declares entities, which no published format needs: remove its document type")
    return root


def child_text(element: _Element, name: str) -> str | None:
    """The whole text inside the first child called `name`, white space kept; None when there is no such child."""
    child = element.find(name)
    return None if child is None else "".join(child.itertext())


def marked_text(element: _Element, name: str) -> tuple[str, list[tuple[int, int, _Element]]]:
    """The text inside `element` without its tags, and start, end (excluded) and element of everything called `name` in it.

    "He left in <T>May</T>." is "He left in May." with T from 11 to 14. The order is that of the end tags.
    """
    return _join(_pieces(element), name)


def _join(pieces: Iterator[tuple[str, _Element, str]], name: str) -> tuple[str, list[tuple[int, int, _Element]]]:
    parts: list[str] = []
    length, opened, marked = 0, [], []
    for event, element, text in pieces:
        if event == "start":
            opened.append(length)
        else:
            start = opened.pop()
            if element.tag == name:
                marked.append((start, length, element))
        parts.append(text)
        length += len(text)
    return "".join(parts), marked


def _pieces(element: _Element) -> Iterator[tuple[str, _Element, str]]:
    """Each tag inside `element` and the text behind it; the text before the first tag comes with the start of `element` itself."""
    from lxml import etree

    for event, inner in etree.iterwalk(element, events=("start", "end")):
        text = inner.text if event == "start" else inner.tail if inner is not element else ""
        yield event, inner, text or ""
