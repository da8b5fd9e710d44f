"""A short English phrase for a fact: whom it counts, what happened, where and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from evaluation.compare import explain
from evaluation.compare.lexicon import word_list
from evaluation.compare.reading import Reading

_STATUS = {
    "not_party": "not a party", "signed_only": "signed, not bound", "party": "party", "signatory": "signatory",
}  # fmt: skip


def label_of(members: Sequence[Reading], standing: Sequence[Reading]) -> str:
    """The phrase of a fact: "returned: North Koreans, October 2023"."""
    kind = members[0].claim.kind
    if kind == "legal":
        return _legal_label(members)
    told = standing or members
    event = _commonest(reading.state or reading.predicate or "" for reading in told)
    if kind == "quantity":
        subject = _subject(told)
        return _phrase(event, [subject, _places(told), _time(told)])
    if kind == "date":
        patient = _commonest(
            (reading.claim.event.patient or reading.claim.event.agent or "") if reading.claim.event else "" for reading in told
        )
        return _phrase(event, [patient, _commonest(reading.claim.quote for reading in told)])
    return _phrase(event, [_commonest(reading.claim.place.name if reading.claim.place else "" for reading in told)])


def _phrase(event: str, parts: Iterable[str]) -> str:
    rest = ", ".join(part for part in parts if part)
    return f"{event}: {rest}" if event and rest else event or rest or "figure"


def _commonest(values: Iterable[str]) -> str:
    """The commonest value that is not empty; the shortest, then the first in the alphabet, among equals."""
    counts = Counter(" ".join(value.split()) for value in values if value)
    return min(counts, key=lambda value: (-counts[value], len(value), value), default="")


def _subject(told: Sequence[Reading]) -> str:
    """The commonest noun; one with a name in it ("North Koreans") says more than "individuals"."""
    heads = [reading.quantity.head or reading.quantity.of or "" for reading in told]
    return _commonest(head for head in heads if head[:1].isupper()) or _commonest(heads) or _unit_noun(told[0])


def _unit_noun(reading: Reading) -> str:
    return "number" if reading.unit == "count" else reading.unit


def _places(told: Sequence[Reading]) -> str:
    return _commonest(" and ".join(place.name for place in reading.where) for reading in told)


def _time(told: Sequence[Reading]) -> str:
    stated = (explain.when_text(reading.claim.when) for reading in told if reading.claim.when is not None)
    return _commonest(text for text in stated if text.lower() not in word_list("vague_times"))


def _legal_label(members: Sequence[Reading]) -> str:
    laws = [reading.claim.legal for reading in members if reading.claim.legal is not None]
    title = _commonest(legal.title for legal in laws)
    party = _commonest(legal.party or "" for legal in laws)
    statuses = sorted({_STATUS.get(legal.status, legal.status) for legal in laws if legal.status})
    if statuses:
        return f"{title}: {party + ', ' if party else ''}{' / '.join(statuses)}"
    return title
