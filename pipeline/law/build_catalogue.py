"""Write the project's catalogue of legal instruments and treaty records from a compilation in JSON.

Run once, by hand, when the compilation changes: `python -m pipeline.law.build_catalogue --source FOLDER --out pipeline/data`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

Row = dict[str, Any]
# ISO 3166-1: the compilation writes alpha-3, the project alpha-2.
ALPHA2 = {
    "CHN": "CN", "EGY": "EG", "GBR": "GB", "IND": "IN", "IRN": "IR", "ISR": "IL", "JPN": "JP", "KOR": "KR", "LAO": "LA", "MMR": "MM",
    "MNG": "MN", "PAK": "PK", "PRK": "KP", "RUS": "RU", "SYR": "SY", "THA": "TH", "TUR": "TR", "USA": "US", "VNM": "VN", "ZAF": "ZA",
}  # fmt: skip
# A short form ("its 1967 Protocol") or a bare pinpoint ("Article 112") names no instrument by itself: the rules read those.
_NO_NAME = re.compile(r"(?:its|the)\b|.*\badditional protocol$|(?:common )?(?:article|section)\b", re.IGNORECASE)
_NAMED_PROTOCOL = re.compile(r"(?:first|second) additional protocol$", re.IGNORECASE)
_QUALIFIER = re.compile(r"\s*\((?:PRC|DPRK|Republic of Korea|the four, as a group|[A-Z][^()]{12,})\)$")
_VERIFIED = {"title": "title", "adopted": "adopted", "article_count": "articles"}


def build_instruments(rows: Iterable[Row], additions: Iterable[Row]) -> list[Row]:
    """Give one record per instrument, by id: the compilation's rows joined with our own additions."""
    built = {row["id"]: _instrument(row) for row in rows}
    for addition in additions:
        known = built.get(addition["id"])
        if known is None:
            built[addition["id"]] = _new_instrument(addition)
            continue
        names = {*known["aliases"], *addition.get("aliases", ())} - set(addition.get("drop", ()))
        known["aliases"] = sorted(names)
        known["contextual"] = sorted({*known["contextual"], *addition.get("contextual", ())} & names)
    return [built[key] for key in sorted(built)]


def build_parties(rows: Iterable[Row]) -> list[Row]:
    """Give one record per country and instrument, by both, in alpha-2 codes."""
    return sorted((_party(row) for row in rows), key=lambda row: (row["country"], row["instrument"]))


def _instrument(row: Row) -> Row:
    bare = _QUALIFIER.sub("", row["title"])  # "National Security Act" without its country is a name that others share
    names = {row["title"], bare, *row["aliases"]}
    doubtful = {*row["ambiguous_aliases"], *({bare} - {row["title"]} if row["kind"] == "statute" else ())}
    names = {name for name in names if not _NO_NAME.match(name) or _NAMED_PROTOCOL.match(name)}
    return {
        "id": row["id"],
        "title": row["title"],
        "aliases": sorted(names),
        "contextual": sorted(doubtful & names),
        "kind": row["kind"],
        "adopted": row["adopted"],
        "parent": row["parent"],
        "articles": row["article_count"],
        "numerals": row["article_numerals"],
        "group": row.get("group"),
        "verified": sorted(_VERIFIED[field] for field in row["verified_fields"] if field in _VERIFIED),
    }


def _new_instrument(row: Row) -> Row:
    absent: Row = {"contextual": [], "adopted": None, "parent": None, "articles": None, "numerals": None, "group": None, "verified": []}
    return {"id": row["id"], "title": row["title"], "aliases": sorted({row["title"], *row["aliases"]}), "kind": row["kind"], **absent}


def _party(row: Row) -> Row:
    marks = row["verified"]
    verified = [field for field in ("signed", "bound") if field in marks]
    if "bound" in marks and (row["signed"] is None or "signed" in marks):
        verified.append("act")  # the register's mark for accession goes with its date
    if marks:
        verified.append("status")
    seen = "2022" if any(mark.endswith("2022") for mark in marks) else "2015-03-14"
    return {
        "country": ALPHA2[row["country"]],
        "instrument": row["instrument"],
        "signed": row["signed"],
        "bound": row["bound"],
        "act": row["act"],
        "status": {"no-action": "not_party"}.get(row["status"], row["status"]),
        "as_of": seen if marks else None,
        "verified": sorted(verified),
    }


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write one record a line, UTF-8, keys in their given order."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """Read `instruments.json` and `parties.json` below --source and write the two data files into --out."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    own = resources.files("pipeline").joinpath("data/instrument_additions.jsonl").read_text(encoding="utf-8")
    additions = [json.loads(line) for line in own.splitlines()]
    instruments = json.loads((chosen.source / "instruments.json").read_text(encoding="utf-8"))
    parties = json.loads((chosen.source / "parties.json").read_text(encoding="utf-8"))
    write_rows(chosen.out / "instruments.jsonl", build_instruments(instruments, additions))
    write_rows(chosen.out / "parties.jsonl", build_parties(parties))


if __name__ == "__main__":
    main()
