"""How often the gold holds each thing that the tool promises to read: a name for each phenomenon, and a test on one gold line.

`python -m annotations.phenomena` prints the table, a column for each split. A phenomenon is told by a line's slots and its quote
alone; a slot that a line leaves out counts for nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from annotations.vocabulary import Modifier, PlaceRole, QuantityRelation, SourceKind, Verdict

Line = Mapping[str, Any]
Test = Callable[[Line], bool]

GOLD = Path(__file__).parent / "gold"
WANTED = 20  # instances of each phenomenon over all splits

_PLAIN_UNITS = frozenset({"count", "percent", "percentage_point", "ratio", "duration"})
_CURRENCY = re.compile(r"[A-Z]{3}")
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|quarter|third)\b",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"\b(?:later|earlier|(?:after|before)(?! (?:\d|noon|midnight))|following|next day|previous(?:ly)?|preceding|same"
    r"|that (?:day|night|morning|afternoon|evening|week|month|year|spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)
_INSTRUMENT = r"(?:Convention|Covenant|Protocol|Treaty|Charter|Statute|Act|Declaration|Code|Law|Pact|Agreement|Resolution)s?"
_TITLE = re.compile(
    rf"\b(?!(?:The|Its|This|That|Optional|Additional|Both|Same|Second)\b)[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )*{_INSTRUMENT}\b"
    rf"|\b{_INSTRUMENT} (?:against|on|relating|for|of (?!\d)|No\b|concerning|\d)|\b[A-Z][a-z]+ and [A-Z][a-z]+ {_INSTRUMENT}\b"
)
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{3,}(?![A-Za-z])")
_UNTITLED_KINDS = ("principle", "constitution", "soft-law")


def _block(line: Line, kind: str) -> Mapping[str, Any]:
    """The block of the line's own kind, empty for lines of another kind and for relations."""
    return (line.get(kind) or {}) if line.get("kind") == kind else {}


def _is(kind: str, name: str, *values: Any) -> Test:
    return lambda line: _block(line, kind).get(name) in values


def _has(kind: str, name: str) -> Test:
    return lambda line: bool(_block(line, kind).get(name))


def _source(name: str, *values: str) -> Test:
    return lambda line: any(source.get(name) in values for source in line.get("attribution") or ())


def _verdict(name: str) -> Test:
    return lambda line: line.get("verdict") == name


def _is_money(line: Line) -> bool:
    return _CURRENCY.fullmatch(_block(line, "quantity").get("unit") or "") is not None


def _is_measure(line: Line) -> bool:
    unit = _block(line, "quantity").get("unit")
    return unit is not None and unit not in _PLAIN_UNITS and not _is_money(line)


def _is_number_word(line: Line) -> bool:
    block, quote = _block(line, "quantity"), line.get("quote", "")
    return bool(block) and block.get("low") is not None and not re.search(r"\d", quote) and bool(_NUMBER_WORD.search(quote))


def _is_joined(line: Line) -> bool:
    """ "July and August" and "from July 2016 to June 2017" as one scope: the value is a range."""
    return "/" in _block(line, "date").get("value", "")


def _is_open(line: Line) -> bool:
    """ "since June 2016", "by 10 November": one end is left open."""
    block = _block(line, "date")
    return bool(block) and (block.get("begin") is None) != (block.get("end") is None)


def _is_from_another_date(line: Line) -> bool:
    """ "the following day", "a week after the vote": counted from a day that the text names, not from publication."""
    return bool(_block(line, "date")) and bool(_OTHER_DATE.search(line["quote"]))


def _is_short_form(line: Line) -> bool:
    """ "Article 33 of the Convention", "its Optional Protocol", "Article 9(3)": the title stands elsewhere in the article."""
    block = _block(line, "legal")
    if not block or block.get("kind") in _UNTITLED_KINDS:
        return False
    return not _TITLE.search(line["quote"]) and not _ACRONYM.search(line["quote"])


def _is_acronym(line: Line) -> bool:
    return bool(_block(line, "legal")) and bool(_ACRONYM.search(line["quote"]))


def _is_chain(line: Line) -> bool:
    return len(line.get("attribution") or ()) >= 2


def _names_no_source(line: Line) -> bool:
    return bool(_block(line, "quantity")) and line.get("salient") is True and line.get("attribution") == []


_QUANTITIES: dict[str, Test] = {
    "quantity: count": _is("quantity", "unit", "count"),
    "quantity: percentage": _is("quantity", "unit", "percent", "percentage_point"),
    "quantity: money": _is_money,
    "quantity: measure": _is_measure,
    "quantity: duration": _is("quantity", "unit", "duration"),
    "quantity: rate": _has("quantity", "rate"),
    "quantity: number word": _is_number_word,
    "quantity: base": _has("quantity", "base"),
    **{f"modifier: {name}": _is("quantity", "modifier", name) for name in get_args(Modifier) if name != "other"},
    **{f"relation: {name}": _is("quantity", "relation", name) for name in get_args(QuantityRelation)},
}
_DATES: dict[str, Test] = {
    "date: explicit": _is("date", "anchor", "explicit"),
    "date: relative": _is("date", "anchor", "relative"),
    "date: year inferred": _is("date", "anchor", "year_inferred"),
    "date: unresolved": _is("date", "anchor", "unresolved"),
    "date: joined": _is_joined,
    "date: open": _is_open,
    "date: from another date": _is_from_another_date,
    "date: duration": _is("date", "type", "DURATION"),
}
_PLACES: dict[str, Test] = {
    **{f"place: {name}": _is("place", "feature", name) for name in ("country", "region", "town", "water", "border")},
    **{f"place: {name}": _is("place", "role", name) for name in get_args(PlaceRole)},
}
_LEGAL: dict[str, Test] = {
    "legal: treaty": _is("legal", "kind", "treaty", "bilateral", "treaty-group", "charter", "agreement"),
    "legal: protocol": _is("legal", "kind", "protocol"),
    "legal: statute": _is("legal", "kind", "statute", "code", "eu-regulation", "eu-directive", "regulation", "executive-order"),
    "legal: resolution": _is("legal", "kind", "resolution", "declaration", "soft-law"),
    "legal: constitution or principle": _is("legal", "kind", "constitution", "principle"),
    "legal: pinpoint": _has("legal", "pinpoints"),
    "legal: several pinpoints": lambda line: len(_block(line, "legal").get("pinpoints") or ()) >= 2,
    "legal: short form": _is_short_form,
    "legal: acronym": _is_acronym,
    "status: bound": _is("legal", "status", "ratified", "acceded", "succeeded", "party"),
    "status: signed": _is("legal", "status", "signatory", "signed_only"),
    "status: outside": _is("legal", "status", "not_party", "withdrawn"),
}
_SOURCES: dict[str, Test] = {
    "source: chain": _is_chain,
    **{f"source: {name}": _source("kind", name) for name in get_args(SourceKind) if name not in {"article", "other"}},
    "source: none named": _names_no_source,
    "source: direct quote": _source("type", "direct", "mixed"),
    **{f"stance: {name}": _source("stance", name) for name in ("abstains", "denies", "confirms", "estimates")},
    "stance: alleges, cites or warns": _source("stance", "alleges", "cites", "warns"),
}

PHENOMENA: Mapping[str, Test] = {
    **_QUANTITIES,
    **_DATES,
    **_PLACES,
    **_LEGAL,
    **_SOURCES,
    **{f"verdict: {name}": _verdict(name) for name in get_args(Verdict)},
}


def count_phenomena(lines: Iterable[Line]) -> Counter[str]:
    """How many of `lines` show each phenomenon, in the order of PHENOMENA; what none of them shows is 0."""
    counts = Counter(dict.fromkeys(PHENOMENA, 0))
    for line in lines:
        counts.update(name for name, holds in PHENOMENA.items() if holds(line))
    return counts


def read_lines(folder: Path) -> list[dict[str, Any]]:
    """The claim and relation lines of one split's gold, story by story; an empty list for a folder that is not there."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def phenomena_table(splits: Mapping[str, Counter[str]]) -> str:
    """A line for each phenomenon: its count in each split, their sum, and what is missing to 20."""
    width = max(len(name) for name in PHENOMENA)
    rows = [f"{'':{width}} {''.join(f'{name:>7}' for name in [*splits, 'all', 'short'])}"]
    for name in PHENOMENA:
        counts = [counted[name] for counted in splits.values()]
        short = max(0, WANTED - sum(counts))
        rows.append(f"{name:{width}} {''.join(f'{count:7}' for count in [*counts, sum(counts)])}{short or '':>7}")
    return "\n".join(rows)


def main() -> None:
    """Write the table of the shipped gold to stdout."""
    folders = sorted(path for path in GOLD.iterdir() if path.is_dir())
    sys.stdout.write(phenomena_table({folder.name: count_phenomena(read_lines(folder)) for folder in folders}) + "\n")


if __name__ == "__main__":
    main()
