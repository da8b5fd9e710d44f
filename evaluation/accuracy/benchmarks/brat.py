"""Attribution in brat standoff files: who says what, and the words that say so.

Each text `NAME.txt` has its `NAME.ann`: lines such as `T1<TAB>Source 89 106<TAB>text` for a source, a cue or a content, which may lie
in several pieces ("115 290;301 320"), and `E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1`, which join them. Relations, attributes,
notes and other types are no matter here. Offsets count the code points of the text file as it is.

A token is a word or a sign; it has a role when a span of that role covers any of it. Whole attributions are right when cue, source (or
its absence) and content all overlap, one to one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Article
from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.assign import best_pairs
from evaluation.accuracy.benchmarks.result import Figure, f1_figures
from evaluation.accuracy.benchmarks.sources import list_files, read_utf8
from evaluation.accuracy.benchmarks.texts import processed
from evaluation.accuracy.counts import Counts

if TYPE_CHECKING:
    from spacy.language import Language

ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*|[^\s]")
_PIECES = re.compile(r"(\S+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*)")
_EVENT_PART = re.compile(r"([A-Za-z_]+?)\d*:(\S+)")

Pieces = tuple[tuple[int, int], ...]  # where a span lies, end excluded, in text order


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; each role has the spans it is said with, in text order, none where the text is silent."""

    source: tuple[Pieces, ...] = ()
    cue: tuple[Pieces, ...] = ()
    content: tuple[Pieces, ...] = ()

    def spans(self, role: str) -> tuple[Pieces, ...]:
        """The spans of one role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True)
class Item:
    """One text: the spans of each role, whether joined or not, and the attributions that join them."""

    id: str
    text: str
    spans: Mapping[str, tuple[Pieces, ...]]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of one folder."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One annotation of an `.ann` file."""

    number: int
    key: str
    body: str
    quote: str


Prediction = tuple[Attribution, ...]


def read(path: Path) -> Reading:
    """The texts of a folder with their annotations, or of one `.ann` file; BenchmarkError for what is not in that form."""
    ignored: Counter[str] = Counter()
    items = [_read_pair(file, ignored) for file in (list_files(path, ".ann") if path.is_dir() else [path])]
    if not any(item.spans[role] for item in items for role in ROLES):
        raise BenchmarkError(path, 0, "no annotation is a Source, Cue or Content")
    remarks = [f"annotations of the type {name}, not scored: {count}" for name, count in sorted(ignored.items())]
    return Reading(tuple(items), tuple(remarks))


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """The attributions that our pipeline finds in each text."""
    docs = processed((Article(id=item.id, text=item.text) for item in items), nlp)
    return [tuple(_found(one, doc.text) for one in doc._.counterclaim_attributions) for doc in docs]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """Token, exact span and overlapping span F1 of each role, and F1 of whole attributions where the texts join them."""
    pairs = list(zip(items, predictions, strict=True))
    figures: list[Figure] = []
    for role in ROLES:
        figures += f1_figures(f"{role} token", [_count_tokens(item, given, role) for item, given in pairs])
        for name, fits in (("exact span", _is_same), ("overlapping span", _overlap)):
            figures += f1_figures(f"{role} {name}", [_count_spans(item, given, role, fits) for item, given in pairs])
    if any(item.attributions for item in items):
        figures += f1_figures("whole attribution", [_count_whole(item, given) for item, given in pairs])
    return tuple(figures)


def _count_tokens(item: Item, given: Prediction, role: str) -> Counts:
    tokens = [match.span() for match in _TOKEN.finditer(item.text)]
    wanted = _tokens_under(tokens, item.spans[role])
    found = _tokens_under(tokens, _given_spans(given, role))
    return Counts(len(wanted), len(wanted & found), len(found), len(wanted & found))


def _tokens_under(tokens: Sequence[tuple[int, int]], spans: Sequence[Pieces]) -> set[int]:
    covered = {offset for pieces in spans for start, end in pieces for offset in range(start, end)}
    return {number for number, (start, end) in enumerate(tokens) if not covered.isdisjoint(range(start, end))}


def _count_spans(item: Item, given: Prediction, role: str, fits: Callable[[Pieces, Pieces], bool]) -> Counts:
    wanted, found = item.spans[role], _given_spans(given, role)
    right = len(best_pairs(wanted, found, lambda one, other: float(fits(one, other))))
    return Counts(len(wanted), right, len(found), right)


def _count_whole(item: Item, given: Prediction) -> Counts:
    right = len(best_pairs(item.attributions, given, lambda one, other: float(_is_same_attribution(one, other))))
    return Counts(len(item.attributions), right, len(given), right)


def _is_same_attribution(one: Attribution, other: Attribution) -> bool:
    return all(_overlap(_joined(one.spans(role)), _joined(other.spans(role))) or one.spans(role) == other.spans(role) for role in ROLES)


def _given_spans(given: Prediction, role: str) -> tuple[Pieces, ...]:
    """The spans of one role, each once: a cue that introduces two contents is one cue."""
    return tuple(sorted({pieces for one in given for pieces in one.spans(role)}))


def _joined(spans: Sequence[Pieces]) -> Pieces:
    return tuple(piece for pieces in spans for piece in pieces)


def _is_same(one: Pieces, other: Pieces) -> bool:
    return one == other


def _overlap(one: Pieces, other: Pieces) -> bool:
    return any(start < last and first < end for start, end in one for first, last in other)


def _found(attribution: Mapping[str, Any], text: str) -> Attribution:
    """An attribution of ours; a speaker named in the middle of what is said ("We," she added, "will stay.") cuts the content in two."""
    source, cue, content = (attribution[f"{role}_span"] for role in ROLES)
    named = [span for span in (source, cue) if span and content and content[0] < span[0] and span[1] < content[1]]
    ends = (min(start for start, _ in named), max(end for _, end in named)) if named else None
    cuts = [(content[0], ends[0]), (ends[1], content[1])] if ends else [content] if content else []
    pieces = tuple(piece for start, end in cuts if (piece := _trim(text, start, end)))
    return Attribution(
        ((_span(source),),) if source else (),
        ((_span(cue),),) if cue else (),
        (pieces,) if pieces else (),
    )


def _span(ends: Sequence[int]) -> tuple[int, int]:
    return ends[0], ends[1]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A piece without the blanks, and the commas before it, that a cut leaves."""
    while start < end and (text[start].isspace() or text[start] == ","):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _read_pair(path: Path, ignored: Counter[str]) -> Item:
    text_path = path.with_suffix(".txt")
    if not text_path.is_file():
        raise BenchmarkError(path, 0, f"there is no {text_path.name} beside it")
    text = read_utf8(text_path)
    lines = list(_lines(path)) if path.stat().st_size else []
    spans: dict[str, tuple[str, Pieces]] = {}
    for line in lines:
        if line.key.startswith("T"):
            if line.key in spans:
                raise BenchmarkError(path, line.number, f"{line.key} stands twice")
            spans[line.key] = _read_span(path, line, text)
    kinds = {role: tuple(sorted({pieces for kind, pieces in spans.values() if kind == role})) for role in ROLES}
    ignored.update(kind for kind, _ in spans.values() if kind not in {*ROLES, "attribution"})
    events = tuple(_read_event(path, line, spans) for line in lines if line.key.startswith("E"))
    return Item(path.stem, text, kinds, tuple(one for one in events if one is not None))


def _lines(path: Path) -> Iterator[_Line]:
    for number, line in enumerate(read_utf8(path).splitlines(), start=1):
        if not line.strip() or line[0] in "RAM#N*":
            continue
        key, _, rest = line.partition("\t")
        body, _, quote = rest.partition("\t")
        if not re.fullmatch(r"[TE]\d+", key) or not body:
            raise BenchmarkError(path, number, f"{line[:40]!r} is no annotation: expected an id, a tab and its type")
        yield _Line(number, key, body.strip(), quote)


def _read_span(path: Path, line: _Line, text: str) -> tuple[str, Pieces]:
    match = _PIECES.fullmatch(line.body)
    if match is None:
        raise BenchmarkError(path, line.number, f"{line.body[:60]!r} is no type with offsets such as 115 290;301 320")
    pieces = tuple(sorted((int(start), int(end)) for start, end in (piece.split() for piece in match[2].split(";"))))
    for start, end in pieces:
        if not start < end <= len(text):
            raise BenchmarkError(path, line.number, f"offsets {start}-{end} lie outside the text of {len(text)} characters")
    printed = " ".join(text[start:end] for start, end in pieces)
    if "".join(printed.split()) != "".join(line.quote.split()):
        raise BenchmarkError(path, line.number, f"the text at {match[2]} is {printed[:60]!r}, not {line.quote[:60]!r}")
    return match[1].lower(), pieces


def _read_event(path: Path, line: _Line, spans: Mapping[str, tuple[str, Pieces]]) -> Attribution | None:
    """The attribution that an event joins; None for an event of another type."""
    parts = [_EVENT_PART.fullmatch(part) for part in line.body.split()]
    found: dict[str, list[Pieces]] = {role: [] for role in ROLES}
    for part in parts:
        if part is None or part[2] not in spans:
            raise BenchmarkError(path, line.number, f"{line.body[:60]!r} is no event of annotations of this file")
        if part[1].lower() in found:
            found[part[1].lower()].append(spans[part[2]][1])
    if parts[0] is None or parts[0][1].lower() != "attribution":
        return None
    return Attribution(*(tuple(sorted(found[role])) for role in ROLES))
