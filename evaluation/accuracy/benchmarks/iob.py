"""Names in column files: a token first and its tag last on a line, an empty line behind a sentence (the form of CoNLL-03).

Tags are IOB1, IOB2 (BIO) or BIOES; `-DOCSTART-` begins a document. Files of Universal NER (a running number, the token, its tag, and two
columns more, comments with "#") are read too. The text is rebuilt with a blank between tokens and a paragraph for each sentence; the names
are those of the backbone. Their types are brought to PERSON, ORG and LOC by one table; MISC is scored apart and only where the file has
it, and other types (dates, amounts) are left out on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.result import Figure, f1_figures
from evaluation.accuracy.benchmarks.sources import Rows, list_files, read_utf8
from evaluation.accuracy.counts import Counts
from pipeline.load import COMPONENTS

if TYPE_CHECKING:
    from spacy.language import Language

NAME_TYPES = ("PERSON", "ORG", "LOC")
MISC = "MISC"
SENTENCES = 50  # in one text of a file without documents
_TYPES = {
    **dict.fromkeys(("PER", "PERSON", "PEOPLE"), "PERSON"),
    **dict.fromkeys(("ORG", "ORGANISATION", "ORGANIZATION", "CORPORATION", "COMPANY", "GROUP", "MILITARYORG"), "ORG"),
    **dict.fromkeys(("LOC", "LOCATION", "GPE", "GEO", "GEO-LOC", "FAC", "FACILITY", "PLACE"), "LOC"),
    **dict.fromkeys(("MISC", "MISCELLANEOUS", "NORP", "NATIONALITY", "EVENT", "EVE", "WORK_OF_ART", "LAW", "LANGUAGE"), MISC),
    **dict.fromkeys(("PRODUCT", "PROD", "CREATIVE-WORK", "ART", "ANIM", "OTHER", "MOVIE", "TVSHOW", "MUSICARTIST", "SPORTSTEAM"), MISC),
}
_UNSCORED = frozenset(
    {"DATE", "TIME", "TIM", "TEMPORAL", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "NUMBER", "DURATION", "TITLE"}
    | {"DOCUMENTREFERENCE", "WEAPON", "VEHICLE", "MILITARYPLATFORM", "NAT", "COORDINATE", "COMMSIDENTIFIER", "FREQUENCY", "OTH", "DERIV"}
)
_EXTENSIONS = frozenset({".iob", ".iob2", ".bio", ".conll", ".conll02", ".conll03", ".tsv"})
_DOCUMENT = "-DOCSTART-"
_BLANKS = re.compile(r" +")  # no-break spaces are part of a token
_TAG = re.compile(r"O|[BIELSU]-\S+")

Name = tuple[int, int, str]  # first and last character, end excluded, and type


@dataclass(frozen=True, slots=True)
class Item:
    """One text with its tokens and names."""

    id: str
    text: str
    tokens: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of one file or folder."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One token with its tag."""

    number: int
    token: str
    tag: str


Sentence = list[_Line]
Prediction = tuple[Name, ...]


def read(path: Path) -> Reading:
    """The texts of a file, or of all column files in a folder; BenchmarkError for what is not in that form."""
    unscored: Counter[str] = Counter()
    items = [item for file in (_column_files(path) if path.is_dir() else [path]) for item in _read_file(file, unscored)]
    return _reading(path, items, unscored, ())


def read_rows(table: Rows) -> Reading:
    """The texts of a table with a list of `tokens` and one of `ner_tags` or `tags`, spelled out ("B-PER"), in each row."""
    unscored: Counter[str] = Counter()
    items = []
    for row in table.rows:
        tokens, tags = row.values.get("tokens"), row.values.get("ner_tags", row.values.get("tags"))
        if not isinstance(tokens, list) or not isinstance(tags, list) or not tokens or len(tokens) != len(tags):
            raise BenchmarkError(table.path, row.line, 'expected lists of equal length "tokens" and "ner_tags"')
        if not all(isinstance(tag, str) for tag in tags):
            raise BenchmarkError(table.path, row.line, "the tags are numbers: spell them out, as B-PER")
        lines = [_Line(row.line, str(token), tag) for token, tag in zip(tokens, tags, strict=True)]
        items.append(_item(table.path, str(row.line), [lines], unscored))
    return _reading(table.path, items, unscored, table.remarks)


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """The names that the backbone finds in each text, of the types that are scored."""
    with nlp.select_pipes(disable=[name for name in COMPONENTS if name in nlp.pipe_names]):
        return [_names(doc) for doc in nlp.pipe(item.text for item in items)]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """F1 of names with equal ends and type, of each type, without type, and of the tokens inside names."""
    has_misc = any(kind == MISC for item in items for _, _, kind in item.names)
    pairs = list(zip(items, predictions, strict=True))
    figures = [*f1_figures("typed", [_count(_of(item.names), _of(given)) for item, given in pairs])]
    figures += f1_figures("untyped", [_count(_untyped(item.names), _untyped(given)) for item, given in pairs])
    figures += f1_figures("token", [_count_tokens(item, given) for item, given in pairs])
    for kind in (*NAME_TYPES, *([MISC] if has_misc else [])):
        figures += f1_figures(kind, [_count(_of(item.names, kind), _of(given, kind)) for item, given in pairs])
    if has_misc:
        figures += f1_figures("typed with MISC", [_count(set(item.names), set(given)) for item, given in pairs])
    return tuple(figures)


def _count(wanted: set[Any], given: set[Any]) -> Counts:
    right = len(wanted & given)
    return Counts(len(wanted), right, len(given), right)


def _of(names: Sequence[Name], *kinds: str) -> set[Name]:
    return {name for name in names if name[2] in (kinds or NAME_TYPES)}


def _untyped(names: Sequence[Name]) -> set[tuple[int, int]]:
    return {(start, end) for start, end, _ in _of(names)}


def _count_tokens(item: Item, given: Prediction) -> Counts:
    """Tokens inside names with the type of their name; a token is inside when the name covers any of it."""
    return _count(_labelled(item, item.names), _labelled(item, given))


def _labelled(item: Item, names: Sequence[Name]) -> set[tuple[int, str]]:
    kinds = {offset: kind for start, end, kind in sorted(_of(names)) for offset in range(start, end)}
    inside = ((place, kinds.get(offset)) for place, (start, end) in enumerate(item.tokens) for offset in range(start, end))
    return {(place, kind) for place, kind in inside if kind is not None}


def _names(doc: Any) -> Prediction:
    found = ((span.start_char, span.end_char, _TYPES.get(span.label_.upper())) for span in doc.ents)
    return tuple((start, end, kind) for start, end, kind in found if kind is not None)


def _reading(path: Path, items: Sequence[Item], unscored: Counter[str], remarks: tuple[str, ...]) -> Reading:
    if not any(item.names for item in items):
        raise BenchmarkError(path, 1, "no token has the tag of a name")
    notes = [f"names of the type {kind}, not scored: {count}" for kind, count in sorted(unscored.items())]
    return Reading(tuple(items), (*remarks, *notes))


def _column_files(folder: Path) -> list[Path]:
    """The column files of a folder; its text files only where it has no others, for those are mostly notes."""
    found = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _EXTENSIONS and file.is_file())
    return found or list_files(folder, ".txt")


def _read_file(path: Path, unscored: Counter[str]) -> Iterator[Item]:
    documents: list[list[Sentence]] = [[]]
    for sentence in _sentences(path):
        if sentence[0].token == _DOCUMENT:
            documents.append([])
            sentence = sentence[1:]
        if sentence:
            documents[-1].append(sentence)
    number = 0
    for document in documents:
        step = len(document) if len(documents) > 1 else SENTENCES
        for first in range(0, len(document), step or 1):
            number += 1
            yield _item(path, f"{path.stem}:{number}", document[first : first + step], unscored)


def _sentences(path: Path) -> Iterator[Sentence]:
    sentence: Sentence = []
    width = 0
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        columns = _columns(line)
        if not columns:
            if sentence:
                yield sentence
            sentence = []
            continue
        if _is_comment(columns, line):
            continue
        if columns[0] == _DOCUMENT:
            sentence.append(_Line(number, _DOCUMENT, "O"))
            continue
        width = width or len(columns)
        sentence.append(_line(path, number, columns, width))
    if sentence:
        yield sentence


def _columns(line: str) -> list[str]:
    """The columns between tabs, or between blanks where a line has no tab: a token may hold a blank then ("10 000")."""
    if not line.strip():
        return []
    plain = line.rstrip("\r \t")
    return [column.strip(" ") for column in plain.split("\t")] if "\t" in plain else _BLANKS.split(plain)


def _is_comment(columns: Sequence[str], line: str) -> bool:
    """True for "# sent_id = 4"; a hash that is a token has a tag behind it."""
    return line.startswith("# ") and not _TAG.fullmatch(columns[-1])


def _line(path: Path, number: int, columns: Sequence[str], width: int) -> _Line:
    is_universal = width == 5 and columns[0].isdigit() and "\t" not in columns[0] and _TAG.fullmatch(columns[2]) is not None
    if len(columns) != width or width < 2:
        expected = "at least 2" if width < 2 else str(width)
        raise BenchmarkError(path, number, f"{len(columns)} columns: expected {expected}, the token first and its tag last")
    token, tag = (columns[1], columns[2]) if is_universal else (columns[0], columns[-1])
    return _Line(number, token, tag)


def _item(path: Path, key: str, sentences: Sequence[Sentence], unscored: Counter[str]) -> Item:
    text, tokens, names = "", [], []
    for sentence in sentences:
        text += "\n\n" if text else ""
        spans: list[tuple[int, int]] = []
        for line in sentence:
            text += " " if spans else ""
            spans.append((len(text), len(text) + len(line.token)))
            text += line.token
        for first, last, kind in _decode(path, sentence):
            if kind in _TYPES:
                names.append((spans[first][0], spans[last][1], _TYPES[kind]))
            else:
                unscored[kind] += 1
        tokens += spans
    return Item(key, text, tuple(tokens), tuple(names))


def _decode(path: Path, sentence: Sentence) -> list[tuple[int, int, str]]:
    """First and last token and type of each name; a name begins at B, S or U, behind O, and where the type changes."""
    names: list[tuple[int, int, str]] = []
    is_open = False
    for place, line in enumerate(sentence):
        mark, kind = _read_tag(path, line)
        if mark == "O":
            is_open = False
        elif is_open and mark in "IEL" and names[-1][2] == kind:
            names[-1] = (names[-1][0], place, kind)
        else:
            names.append((place, place, kind))
        is_open = mark in "BI"
    return names


def _read_tag(path: Path, line: _Line) -> tuple[str, str]:
    if not _TAG.fullmatch(line.tag):
        raise BenchmarkError(path, line.number, f"tag {line.tag[:40]!r} is neither O nor B-, I-, E- or S- with a type")
    kind = line.tag[2:].upper()
    if kind and kind not in _TYPES and kind not in _UNSCORED:
        raise BenchmarkError(path, line.number, f"type {line.tag[2:][:40]!r} is not known: expected PER, ORG, LOC, MISC or their like")
    if kind and not line.token:
        raise BenchmarkError(path, line.number, f"a name {line.tag!r} without a token")
    return line.tag[0], kind
