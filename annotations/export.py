"""Claims for other programs: JSON Lines, CSV, Parquet and dataset directories."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from annotations.claim import Claim
from annotations.files import write_records, write_text
from annotations.record import to_line, to_record
from corpus.errors import OutputError

COLUMNS = (
    "id", "article", "kind", "start", "end", "quote", "zone", "salient", "value", "low", "high", "modifier", "unit", "head",
    "state", "when_begin", "when_end", "where", "source", "stance", "record",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """`value` as a cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe."""
    text = "" if value is None else str(value)
    is_number = text.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as one flat row; `record` repeats it whole as JSON."""
    full = to_record(claim)
    quantity, date = full.get("quantity", {}), full.get("date", {})
    event, when = full["event"] or {}, full["when"] or {}
    source = full["attribution"][-1] if full["attribution"] else {}
    block = full[claim.kind]
    return {
        **{name: full[name] for name in COLUMNS[:8]},
        "value": block.get("value") or block.get("instrument") or block.get("name"),
        **{name: quantity.get(name) for name in ("low", "high", "modifier", "unit", "head")},
        "state": event.get("state"),
        "when_begin": when.get("begin") or date.get("begin"),
        "when_end": when.get("end") or date.get("end"),
        "where": "; ".join(place["name"] for place in full["where"]) or None,
        "source": source.get("source"),
        "stance": source.get("stance"),
        "record": to_line(claim),
    }


def write_jsonl(claims: Sequence[Claim], out: Path) -> None:
    """One claim record a line."""
    write_records(out, claims)


def write_csv(claims: Sequence[Claim], out: Path) -> None:
    """One claim a row in UTF-8, cells safe for spreadsheets."""
    write_text(out, csv_text(COLUMNS, map(claim_row, claims)))


def csv_text(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """A table as CSV text with a header; cells that look like formulas are defused."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows)
    return buffer.getvalue()


def write_parquet(claims: Sequence[Claim], out: Path) -> None:
    """The rows of the CSV with their own types."""
    _table(claims).to_parquet(str(out))


def write_dataset(claims: Sequence[Claim], out: Path) -> None:
    """The same as a directory that `datasets.load_from_disk` reads."""
    _table(claims).save_to_disk(str(out))


def _table(claims: Sequence[Claim]) -> Any:
    from datasets import Dataset, Features, Value
    from datasets.utils.logging import disable_progress_bar

    disable_progress_bar()
    types = {"start": "int64", "end": "int64", "salient": "bool", "low": "float64", "high": "float64"}
    features = Features({name: Value(types.get(name, "string")) for name in COLUMNS})
    rows = [claim_row(claim) for claim in claims]
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    return Dataset.from_dict(columns, features=features)


WRITERS: dict[str, Callable[[Sequence[Claim], Path], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
    "dataset": write_dataset,
}


def export_claims(claims: Sequence[Claim], *, format_: str, out: Path) -> None:
    """Write `claims` to `out` in one of the formats of `WRITERS`; OutputError when it cannot be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[format_](claims, out)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot write {out} ({reason}): choose another place") from error
