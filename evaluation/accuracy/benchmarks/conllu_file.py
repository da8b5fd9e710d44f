"""CoNLL-U files: sentences of words with their syntax, and the raw text they came from.

Ranges ("6-7 don't") give the printed token of several words; empty nodes ("8.1") are no words. The raw text has a blank behind each
token that is not marked `SpaceAfter=No`, an empty line before a new paragraph, and ends where a new document begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.sources import read_utf8

COLUMNS = 10
LONGEST_TEXT = 100_000  # characters; a file without documents is cut at a sentence
_ID = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8})|\.([1-9][0-9]{0,8}))?|0\.[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` is the index of its head in the sentence, from 0, None for the root.

    `start` and `end` are where its printed token lies in the text; the words of "don't" share them and have `several` true.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int | None
    deprel: str
    start: int
    end: int
    several: bool = False
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One document: its raw text and its sentences."""

    id: str
    text: str
    sentences: tuple[tuple[Word, ...], ...]


@dataclass(slots=True)
class _Token:
    """A printed token with the rows of its words."""

    form: str
    space_after: bool
    rows: list[list[str]]


@dataclass(slots=True)
class _Sentence:
    """A sentence as its lines give it, with the line that each row stands on."""

    line: int
    tokens: list[_Token] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    document: str | None = None
    paragraph: bool = False


def read_documents(path: Path) -> list[Item]:
    """The documents of one file; BenchmarkError with the line of the first fault."""
    sentences = list(_sentences(path))
    if not sentences:
        raise BenchmarkError(path, 1, "the file holds no sentence")
    groups: list[list[_Sentence]] = []
    length = 0
    for sentence in sentences:
        if not groups or sentence.document is not None or length > LONGEST_TEXT:
            groups.append([])
            length = 0
        groups[-1].append(sentence)
        length += sum(len(token.form) + 1 for token in sentence.tokens)
    return [_document(path, number, group) for number, group in enumerate(groups, start=1)]


def _document(path: Path, number: int, group: Sequence[_Sentence]) -> Item:
    text, sentences = "", []
    for sentence in group:
        if text and sentence.paragraph:
            text = text.rstrip(" ") + "\n\n"
        spans = []
        for token in sentence.tokens:
            spans.append((len(text), len(text) + len(token.form)))
            text += token.form + (" " if token.space_after else "")
        sentences.append(_words(path, sentence, spans))
    return Item(group[0].document or f"{path.stem}:{number}", text.rstrip(), tuple(sentences))


def _words(path: Path, sentence: _Sentence, spans: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    words: list[Word] = []
    size = sum(len(token.rows) for token in sentence.tokens)
    for token, (start, end) in zip(sentence.tokens, spans, strict=True):
        several = len(token.rows) > 1
        for place, row in enumerate(token.rows, start=1):
            head = _head(path, sentence.lines[len(words)], row[6], size)
            space = token.space_after and place == len(token.rows)
            words.append(Word(row[1], row[2], row[3], row[4], head, row[7], start, end, several, space))
    _check_tree(path, sentence, words)
    return tuple(words)


def _head(path: Path, line: int, column: str, size: int) -> int | None:
    if not re.fullmatch(r"[0-9]{1,9}", column) or int(column) > size:
        raise BenchmarkError(path, line, f"head {column[:20]!r} is no word of this sentence of {size}")
    return int(column) - 1 if int(column) else None


def _check_tree(path: Path, sentence: _Sentence, words: Sequence[Word]) -> None:
    roots = sum(word.head is None for word in words)
    if roots != 1:
        raise BenchmarkError(path, sentence.line, f"the sentence has {roots} roots: expected one")
    rooted = {place for place, word in enumerate(words) if word.head is None}
    for place in range(len(words)):
        trail: set[int] = set()
        current = place
        while current not in rooted:
            head = words[current].head
            if head is None or current in trail:
                raise BenchmarkError(path, sentence.lines[place], "the heads of this sentence run in a circle")
            trail.add(current)
            current = head
        rooted.update(trail)


def _sentences(path: Path) -> Iterator[_Sentence]:
    current: _Sentence | None = None
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        plain = line.rstrip("\r")
        if not plain.strip():
            if current is not None and current.tokens:
                yield _complete(path, current)
            current = None if current is None or current.tokens else current
            continue
        current = current or _Sentence(number)
        if plain.startswith("#"):
            _read_comment(current, plain)
        else:
            _read_row(path, number, plain.split("\t"), current)
    if current is not None and current.tokens:
        yield _complete(path, current)


def _complete(path: Path, sentence: _Sentence) -> _Sentence:
    missing = next((token for token in sentence.tokens if not token.rows or any(not row for row in token.rows)), None)
    if missing is not None:
        raise BenchmarkError(path, sentence.line, f"the words of the range {missing.form[:20]!r} are missing")
    return sentence


def _read_comment(sentence: _Sentence, line: str) -> None:
    name, _, value = line.lstrip("# ").partition("=")
    if name.split()[:1] == ["newdoc"]:
        sentence.document = value.strip()
    if name.split()[:1] == ["newpar"]:
        sentence.paragraph = True


def _read_row(path: Path, number: int, row: list[str], sentence: _Sentence) -> None:
    if len(row) != COLUMNS:
        raise BenchmarkError(path, number, f"{len(row)} columns between tabs: expected {COLUMNS}")
    match = _ID.fullmatch(row[0])
    if match is None or not row[1].strip():
        raise BenchmarkError(path, number, f"{row[0][:20]!r} {row[1][:20]!r} is no word: expected an id and a form")
    first, last, empty = match.groups()
    if first is None or empty:
        return
    space_after = "SpaceAfter=No" not in row[9].split("|")
    done = len(sentence.lines)
    if last:
        if int(first) != done + 1 or int(last) < int(first):
            raise BenchmarkError(path, number, f"the range {row[0][:20]} does not follow word {done}")
        sentence.tokens.append(_Token(row[1], space_after, [[] for _ in range(int(last) - int(first) + 1)]))
        return
    if int(first) != done + 1:
        raise BenchmarkError(path, number, f"word {first} where {done + 1} was expected")
    sentence.lines.append(number)
    open_rows = [place for place, one in enumerate(sentence.tokens[-1].rows) if not one] if sentence.tokens else []
    if open_rows:
        sentence.tokens[-1].rows[open_rows[0]] = row
    else:
        sentence.tokens.append(_Token(row[1], space_after, [row]))
