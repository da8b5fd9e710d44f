"""Corpora of names: sentences whose words carry B-, I- and O labels, read from the layouts in which they are published."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from corpus.errors import AnnotationError
from models.train.conllu import read_lines

_LABEL = re.compile(r"O|[BI]-[\w-]+")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]}…]+|['’](?:s|S|re|ve|ll|d|m)|n['’]t|['’]")
_NO_SPACE_AFTER = re.compile(r"[$£€(\[{#]+")

Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class NamedSentence:
    """Words, the spaces between them, and names as (first word, end word, label), in order and apart from each other."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    names: tuple[Name, ...]
    document: str = ""


def read_iob(path: Path, *, word: int = 0, label: int = -1, skip_comments: bool = False) -> list[NamedSentence]:
    """The sentences of a file with a word and its label in two columns of each line, an empty line between sentences.

    Both ways of opening a name are read: "I-ORG" behind another label opens one as "B-ORG" does. Raises `AnnotationError` where a
    line has no label.
    """
    sentences = []
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*read_lines(path), ""], start=1):
        if skip_comments and line.startswith("# "):
            continue
        columns = line.split("\t") if "\t" in line else line.split()
        if columns and columns[0].startswith("-DOCSTART"):
            continue
        if not line.strip():
            sentences += _sentence(rows)
            rows = []
            continue
        if len(columns) < 2 or not _LABEL.fullmatch(columns[label]):
            raise AnnotationError(path, number, f"{line!r} has no label of the form O, B-X or I-X")
        if columns[word].strip():
            rows.append((columns[word], columns[label]))
    return sentences


def read_gmb(path: Path) -> list[NamedSentence]:
    """The sentences of the Groningen Meaning Bank's extract, a zipped CSV with the columns sentence, word, tag and label.

    A sentence that occurs twice is read once.
    """
    seen: dict[tuple[tuple[str, str], ...], None] = {}
    for rows in _gmb_sentences(path):
        seen.setdefault(tuple(rows))
    return [sentence for rows in seen for sentence in _sentence(rows)]


def _gmb_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    try:
        with ZipFile(path) as archive:
            member = next(name for name in archive.namelist() if name.endswith(".csv") and not name.startswith("__"))
            text = archive.read(member).decode("latin-1")
    except (OSError, BadZipFile, StopIteration) as error:
        raise AnnotationError(path, 1, f"is no zip archive with a CSV file: {error}") from error
    rows: list[tuple[str, str]] = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        if len(row) != 4:
            raise AnnotationError(path, number, f"{len(row)} columns, expected sentence, word, tag and label")
        if row[1:] == ["Word", "POS", "Tag"]:
            continue
        if row[0] and rows:
            yield rows
            rows = []
        rows.append((row[1].replace("``", '"').replace("''", '"'), row[3]))
    if rows:
        yield rows


def _sentence(rows: Sequence[tuple[str, str]]) -> list[NamedSentence]:
    if not rows:
        return []
    words = tuple(word for word, _ in rows)
    return [NamedSentence(words, guess_spaces(words), tuple(join_labels(label for _, label in rows)))]


def join_labels(labels: Iterable[str]) -> list[Name]:
    """Names out of one label a word: B-ORG I-ORG O B-LOC gives (0, 2, ORG) and (3, 4, LOC)."""
    names: list[Name] = []
    for i, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if mark == "O":
            continue
        if mark == "I" and names and names[-1][1] == i and names[-1][2] == kind:
            names[-1] = (names[-1][0], i + 1, kind)
        else:
            names.append((i, i + 1, kind))
    return names


def guess_spaces(words: Sequence[str]) -> tuple[bool, ...]:
    """Whether a blank follows each word where the corpus does not say: none before a comma, none behind an opening bracket."""
    spaces = []
    open_quote = False
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        space = not _NO_SPACE_BEFORE.fullmatch(following) and not _NO_SPACE_AFTER.fullmatch(word)
        if word == '"':
            open_quote = not open_quote
            space = space and not open_quote
        if following == '"' and open_quote:
            space = False
        spaces.append(space)
    return tuple(spaces)
