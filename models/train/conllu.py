"""CoNLL-U read as sentences: words, annotation and the spaces between them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import AnnotationError

COLUMNS = 10
_NAME = re.compile(r"# (newdoc id|sent_id|text) = (.*)")
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` counts from 0 inside the sentence and is the word itself at the root."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    label: str
    space_after: bool
    misc: str = field(default="_", repr=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a treebank with the document that it stands in."""

    document: str
    name: str
    text: str
    words: tuple[Word, ...]


def read_conllu(path: Path) -> list[Sentence]:
    """The sentences of `path` (plain or .gz) in file order; a word written in several parts ("don't") comes as its parts.

    Raises `AnnotationError` with file and line where the format is broken.
    """
    sentences = []
    document = ""
    for start, block in _blocks(path):
        names = {match[1]: match[2] for line in block if (match := _NAME.fullmatch(line))}
        document = names.get("newdoc id", document)
        rows = [(start + i, line.split("\t")) for i, line in enumerate(block) if not line.startswith("#")]
        if rows:
            words = _read_words(path, rows)
            sentences.append(Sentence(document, names.get("sent_id", ""), names.get("text", ""), words))
    if not sentences:
        raise AnnotationError(path, 1, "no sentence in the file: is it CoNLL-U?")
    return sentences


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, unpacked when its name ends in .gz; `AnnotationError` when it cannot be read."""
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return content.decode("utf-8").split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise AnnotationError(path, 1, f"cannot be read as UTF-8 text: {error}") from error


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    number = 0
    for number, line in enumerate([raw.rstrip("\r") for raw in read_lines(path)], start=1):
        if line:
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _read_words(path: Path, rows: list[tuple[int, list[str]]]) -> tuple[Word, ...]:
    joined: dict[int, bool] = {}
    plain = []
    for line, row in rows:
        if len(row) != COLUMNS:
            raise AnnotationError(path, line, f"{len(row)} columns, expected {COLUMNS} separated by tabs")
        if span := _RANGE.fullmatch(row[0]):
            first, last = int(span[1]), int(span[2])
            joined |= dict.fromkeys(range(first, last), False)
            joined[last] = "SpaceAfter=No" not in row[9]
        elif "." not in row[0]:  # "8.1" stands for a word left out, which no text shows
            plain.append((line, row))
    for expected, (line, row) in enumerate(plain, start=1):
        if row[0] != str(expected):
            raise AnnotationError(path, line, f"word number {row[0]!r}, expected {expected}")
    words = tuple(_read_word(path, line, row, joined, len(plain)) for line, row in plain)
    if not any(word.head == i for i, word in enumerate(words)):
        raise AnnotationError(path, rows[0][0], "no root in the sentence")
    return words


def _read_word(path: Path, line: int, row: list[str], joined: dict[int, bool], count: int) -> Word:
    number, form, lemma, pos, tag, morph, head, label, _, misc = row
    if not head.isdecimal() or int(head) > count or head == number:
        raise AnnotationError(path, line, f"head {head!r}, expected a number from 0 to {count}, not the word's own")
    if not form:
        raise AnnotationError(path, line, "a word without a form")
    own = int(number) - 1
    return Word(
        form=form,
        lemma=lemma,
        pos=pos,
        tag=tag,
        morph="" if morph == "_" else morph,
        head=own if head == "0" else int(head) - 1,
        label="ROOT" if head == "0" else label,
        space_after=joined.get(own + 1, "SpaceAfter=No" not in misc),
        misc=misc,
    )
