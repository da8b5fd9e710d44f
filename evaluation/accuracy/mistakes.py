"""What went wrong, in classes that can be worked on, the most frequent first, each with its places in the text.

"quantity: missed", "date: spurious", "quantity span: lacks determiner", "quantity.modifier: about -> exact", "quantity.who: none found".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article import Article
from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.matching import match_claims
from evaluation.accuracy.slots import SLOTS, Slot, Values

Record = dict[str, Any]
_AROUND = 80
_DETERMINERS = frozenset({"a", "all", "an", "any", "her", "his", "its", "our", "some", "the", "their", "these", "those"})


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `start` and `end` are offsets in the article; `context` is the text around, from the offset `context_start`.

    `gold` and `claim` are ids, None for what has no counterpart; `wanted` and `found` say what stands in the slot or the span.
    """

    article: str
    start: int
    end: int
    context: str
    context_start: int
    wanted: str | None
    found: str | None
    gold: str | None
    claim: str | None


@dataclass(frozen=True, slots=True)
class MistakeClass:
    """All mistakes of one class in the order of the text."""

    name: str
    examples: tuple[Mistake, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.examples)


def mistakes(gold: Sequence[GoldClaim], records: Iterable[Record], articles: Iterable[Article]) -> list[MistakeClass]:
    """The classes of mistakes of `records`, most frequent first, then by name; empty when everything is right.

    Claims are matched by overlapping spans; records of articles without gold are left aside.
    """
    texts = {article.id: article.text for article in articles}
    covered = {claim.article for claim in gold}
    given = [record for record in records if record["article"] in covered]
    classes: dict[str, list[Mistake]] = {}
    for name, mistake in _all_mistakes(gold, given, texts):
        classes.setdefault(name, []).append(mistake)
    found = [MistakeClass(name, tuple(sorted(group, key=_place))) for name, group in classes.items()]
    return sorted(found, key=lambda one: (-one.count, one.name))


def _place(mistake: Mistake) -> tuple[str, int, int, str, str]:
    return (mistake.article, mistake.start, mistake.end, mistake.gold or "", mistake.claim or "")


def _all_mistakes(gold: Sequence[GoldClaim], records: Sequence[Record], texts: Mapping[str, str]) -> Iterator[tuple[str, Mistake]]:
    matched = match_claims(gold, records, "overlap")
    taken = {record["id"] for record in matched.values()}
    missed = [claim for claim in gold if claim.id not in matched]
    spurious = [record for record in records if record["id"] not in taken]
    for claim in missed:
        others = {record["kind"] for record in spurious if _meet(claim, record)}
        yield _named(f"{claim.kind}: missed", others, "found as"), _mistake(texts, claim, None, claim.quote, None)
    for record in spurious:
        others = {claim.kind for claim in missed if _meet(claim, record)}
        yield _named(f"{record['kind']}: spurious", others, "gold has"), _mistake(texts, None, record, None, record["quote"])
    for claim in gold:
        if claim.id in matched:
            yield from _differences(claim, matched[claim.id], texts)


def _meet(claim: GoldClaim, record: Record) -> bool:
    return bool(claim.article == record["article"] and claim.start < record["end"] and record["start"] < claim.end)


def _named(name: str, others: set[str], words: str) -> str:
    return f"{name}, {words} {' and '.join(sorted(others))}" if others else name


def _mistake(texts: Mapping[str, str], claim: GoldClaim | None, record: Record | None, wanted: str | None, found: str | None) -> Mistake:
    """A mistake at the gold's span, or at the record's where there is no gold."""
    if claim is not None:
        article, start, end = claim.article, claim.start, claim.end
    else:
        assert record is not None
        article, start, end = record["article"], record["start"], record["end"]
    text = texts.get(article, "")
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return Mistake(
        article, start, end, text[first:last], first, wanted, found, claim.id if claim else None, record["id"] if record else None
    )


def _differences(claim: GoldClaim, record: Record, texts: Mapping[str, str]) -> Iterator[tuple[str, Mistake]]:
    """The wrong span and the wrong slots of one matched pair."""
    if (claim.start, claim.end) != (record["start"], record["end"]):
        text = texts.get(claim.article, "")
        name = f"{claim.kind} span: {boundary(claim, record, text)}"
        yield name, _mistake(texts, claim, record, claim.quote, record["quote"])
    for slot_name, slot in SLOTS[claim.kind].items():
        if slot(claim.slots, record) is False:
            wanted, found = slot.read(claim.slots), slot.read(record)
            name = f"{claim.kind}.{slot_name}: {_how(slot, wanted, found)}"
            yield name, _mistake(texts, claim, record, _say(wanted), _say({path: found.get(path) for path in wanted}))


def boundary(claim: GoldClaim, record: Record, text: str) -> str:
    """How the span of `record` differs from the gold's: "includes determiner", "too short by head", "too long at the start".

    Both ends are told where both differ.
    """
    parts = []
    before = text[min(claim.start, record["start"]) : max(claim.start, record["start"])]
    if before:
        longer = record["start"] < claim.start
        if before.strip().lower() in _DETERMINERS:
            parts.append("includes determiner" if longer else "lacks determiner")
        else:
            parts.append(f"too {'long' if longer else 'short'} at the start")
    after = text[min(claim.end, record["end"]) : max(claim.end, record["end"])]
    if after:
        parts.append("too long at the end" if record["end"] > claim.end else _shortened(claim, after))
    return ", ".join(parts) or "other"


def _shortened(claim: GoldClaim, missing: str) -> str:
    head = (claim.slots.get("quantity") or {}).get("head")
    return "too short by head" if head and re.search(rf"\b{re.escape(head)}\b", missing, re.IGNORECASE) else "too short at the end"


def _how(slot: Slot, wanted: Values, found: Values) -> str:
    """The class of a wrong slot: by its values where they are few, else by which side is silent."""
    one, other = (_say({path: values.get(path) for path in wanted}) for values in (wanted, found))
    if slot.closed:
        return f"{one or 'none'} -> {other or 'none'}"
    if one is None or other is None:
        return "none found" if other is None else "found where there is none"
    return _which_end(wanted.get("when"), found.get("when")) or "another"


def _which_end(wanted: Mapping[str, Any] | None, found: Mapping[str, Any] | None) -> str | None:
    """For two times of which one end is right: which one is not."""
    if not wanted or not found:
        return None
    if found.get("resolved") is False:
        return "unresolved"
    wrong = [end for end in ("begin", "end") if wanted.get(end) != found.get(end)]
    return f"another {wrong[0]}" if len(wrong) == 1 else None


def _say(values: Values) -> str | None:
    """The values of a slot in few words; None when there are none."""
    words = [_word(path, value) for path, value in values.items()]
    if all(word is None for word in words):
        return None
    return ", ".join(word or "none" for path, word in zip(values, words, strict=True) if not path.endswith("_open") or word)


def _word(path: str, value: Any) -> str | None:
    if value is None or value is False or value in ([], ""):
        return None
    match path:
        case "where":
            return " + ".join(place if isinstance(place, str) else str(place.get("name")) for place in value)
        case "when":
            return f"{value.get('begin') or 'open'} to {value.get('end') or 'open'}"
        case "legal.pinpoints":
            return "; ".join(" ".join(f"{step['unit']} {step['value']}" for step in steps) for steps in value)
    if isinstance(value, list):
        return " + ".join(str(one) for one in value)
    return path.split(".")[-1].replace("_", " ") if value is True else str(value)
