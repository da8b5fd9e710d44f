"""Gold claims and records for the tests of scoring: by their words in a text, or by offsets alone."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from evaluation.accuracy.gold import GoldClaim

KINDS = ("quantity", "date", "place", "legal")
_BLOCKS: dict[str, dict[str, Any]] = {
    "quantity": {"low": 1, "high": 1, "low_open": False, "high_open": False, "modifier": "exact", "unit": "count", "head": None},
    "date": {"type": "DATE", "value": "2031-05-04", "begin": "2031-05-04", "end": "2031-05-04", "anchor": "explicit"},
    "place": {"id": None, "name": "Orlen", "countries": ["PL"], "latitude": None, "longitude": None, "role": "location"},
    "legal": {"instrument": "uncat", "title": "Convention", "pinpoints": [], "party": None, "status": None},
}


def gold_at(name: str, start: int, end: int, kind: str = "quantity", *, article: str = "a", zone: str = "body", **slots: Any) -> GoldClaim:
    """A gold claim at an offset; `slots` are its blocks and scopes as they stand."""
    return GoldClaim(name, article, kind, start, end, "x" * (end - start), slots, zone)


def record_at(
    name: str, start: int, end: int, kind: str = "quantity", *, article: str = "a", zone: str = "body", **slots: Any
) -> dict[str, Any]:
    """A whole record at an offset; its block is the usual one changed by the block in `slots`."""
    block = _BLOCKS[kind] | slots.pop(kind, {})
    scopes: dict[str, Any] = {"event": None, "when": None, "where": [], "attribution": []}
    place = {"id": name, "article": article, "kind": kind, "start": start, "end": end, "quote": "x" * (end - start), "zone": zone}
    return {**place, **scopes, **slots, kind: block}


def gold_in(text: str, quote: str, name: str, kind: str = "quantity", **slots: Any) -> GoldClaim:
    """The gold claim at the first `quote` in `text`."""
    start = text.index(quote)
    return GoldClaim(name, "a", kind, start, start + len(quote), quote, slots)


def record_in(text: str, quote: str, name: str, kind: str = "quantity", **slots: Any) -> dict[str, Any]:
    """The record at the first `quote` in `text`."""
    start = text.index(quote)
    return record_at(name, start, start + len(quote), kind, **slots) | {"quote": quote}


def as_record(claim: GoldClaim, name: str | None = None) -> dict[str, Any]:
    """A record that says exactly what `claim` says."""
    slots = {key: value for key, value in claim.slots.items() if key != "kind"}
    record = record_at(name or f"r-{claim.id}", claim.start, claim.end, claim.kind, article=claim.article, zone=claim.zone, **slots)
    return record | {"quote": claim.quote}


def as_gold(record: dict[str, Any]) -> GoldClaim:
    """A gold claim that states all that `record` says."""
    slots = {key: record[key] for key in ("event", "when", "where", "attribution", record["kind"])}
    return gold_at(
        f"g-{record['id']}", record["start"], record["end"], record["kind"], article=record["article"], zone=record["zone"], **slots
    )


@st.composite
def records(draw: st.DrawFn, prefix: str = "r", *, most: int = 9) -> list[dict[str, Any]]:
    """Records of two articles and all kinds in a text of 40 characters; spans may touch, overlap and repeat."""
    found = []
    for number in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, 36))
        end = draw(st.integers(start + 1, min(40, start + 9)))
        kind, article, zone = draw(st.sampled_from(KINDS)), draw(st.sampled_from("ab")), draw(st.sampled_from(("body", "headline")))
        value = draw(st.integers(1, 3))
        block = {"low": value, "high": value} if kind == "quantity" else {}
        found.append(record_at(f"{prefix}{number}", start, end, kind, article=article, zone=zone, **{kind: block}))
    return found
