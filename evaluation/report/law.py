"""What the articles say about law, one line for each instrument, beside the treaty record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotations.claim import Claim, PinpointStep
from annotations.relation import Relation
from evaluation.compare import explain
from evaluation.compare.groups import reaches_first_page
from evaluation.report.book import RECORD, Book
from evaluation.report.clean import clip
from evaluation.report.labels import status_name
from evaluation.report.words import capitalised, counted, joined, number_word, quoted
from pipeline.catalogue import record_status

MAX_INSTRUMENTS = 5
_ACTS = {"ratification": "ratified", "accession": "acceded", "succession": "succeeded", "acceptance": "accepted", "approval": "approved"}


@dataclass(frozen=True, slots=True)
class LawRow:
    """An instrument, what the articles say of it, and what the register says; `record` is "" where none was compared."""

    instrument: str
    says: str
    record: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """All instruments that several articles name or whose status was compared with the register."""

    heading: str
    rows: tuple[LawRow, ...]
    notes: tuple[str, ...]
    groups: frozenset[str]


def make_law(book: Book) -> Law | None:
    """The table of law; None when no instrument reaches a first page."""
    claims = [claim for claim in book.claims.values() if claim.legal is not None and claim.id in book.group_of]
    by_title: dict[str, list[Claim]] = {}
    for claim in claims:
        assert claim.legal is not None
        by_title.setdefault(claim.legal.title, []).append(claim)
    chosen = [(title, items) for title, items in by_title.items() if _is_shared(items, book)]
    chosen.sort(key=lambda item: (not any(_status(claim) for claim in item[1]), -len(_articles(item[1])), item[0]))
    if not chosen:
        return None
    shown = chosen[:MAX_INSTRUMENTS]
    rows = tuple(LawRow(clip(title, 90), _says(items, book), _record(items, book), tuple(claim.id for claim in items)) for title, items in shown)
    everything = [claim for _, items in shown for claim in items]
    groups = frozenset(book.group_of[claim.id].id for claim in everything)
    return Law(_heading(everything, book), rows, tuple(_notes(everything, book)), groups)


def _is_shared(claims: Sequence[Claim], book: Book) -> bool:
    if not any(reaches_first_page(book.group_of[claim.id]) for claim in claims):
        return False
    return len(_articles(claims)) > 1 or bool(_findings(claims, book))


def _articles(claims: Sequence[Claim]) -> list[str]:
    return sorted({claim.article for claim in claims})


def _status(claim: Claim) -> str:
    return claim.legal.status or "" if claim.legal else ""


def _findings(claims: Sequence[Claim], book: Book) -> list[Relation]:
    keys = {claim.id for claim in claims}
    groups = {book.group_of[key].id: book.group_of[key] for key in sorted(keys)}
    found = {relation.id: relation for group in groups.values() for relation in book.touching(group)}
    chosen = [relation for relation in found.values() if any(member.id in keys for member in relation.claims)]
    return [relation for relation in chosen if relation.verdict != "agree" or any(m.role == "record" for m in relation.claims)]


def _says(claims: Sequence[Claim], book: Book) -> str:
    """""party" 001, 003 · "signatory" 000 · Article 33 000 · named 004"."""
    told: dict[str, set[str]] = {}
    for claim in claims:
        for words in _words(claim):
            told.setdefault(words, set()).add(claim.article)
    stated = {article for words, articles in told.items() if words != "named" for article in articles}
    parts = []
    for words, articles in sorted(told.items(), key=lambda item: (item[0] == "named", not item[0].startswith("\u201c"), item[0])):
        names = book.names(sorted(articles - stated if words == "named" else articles))
        if names:
            parts.append(f"{words} {', '.join(names)}")
    return " \u00b7 ".join(parts)


def _words(claim: Claim) -> list[str]:
    legal = claim.legal
    assert legal is not None
    words = [", ".join(map(_step, path)) for path in legal.pinpoints if path]
    if legal.status:
        dates = legal.status_date
        year = f" {dates.begin.year}" if dates and dates.begin else ""
        words.insert(0, f"{quoted(status_name(legal.status))}{year}")
    return words or ["named"]


def _step(step: PinpointStep) -> str:
    return f"{capitalised(step.unit)} {clip(step.value, 12)}"


def _record(claims: Sequence[Claim], book: Book) -> str:
    """What the register says where the comparison looked it up: "China: acceded 24 September 1982, no signature on record"."""
    keys = sorted({member.id for relation in _findings(claims, book) for member in relation.claims if member.role == "record"})
    return "; ".join(text for text in map(record_text, keys) if text)


def record_text(key: str) -> str:
    """The verified part of the record `record:<country>/<instrument>` in words; "" where we hold none."""
    country, _, instrument = key.removeprefix(RECORD).partition("/")
    row = record_status(country, instrument)
    if row is None:
        return ""
    parts = []
    if row.bound and "bound" in row.verified:
        act = _ACTS.get(row.act or "", "bound since") if "act" in row.verified or row.act else "bound since"
        parts.append(f"{act} {explain.date_text(date.fromisoformat(row.bound))}")
    is_signed = row.signed and "signed" in row.verified
    parts.append(f"signed {explain.date_text(date.fromisoformat(row.signed))}" if is_signed and row.signed else "no signature on record")
    return f"{country}: {', '.join(parts)}"


def _heading(claims: Sequence[Claim], book: Book) -> str:
    """"Law: four articles give a state's treaty status, none contradicts another." and what is amiss with a word."""
    stating = [claim for claim in claims if _status(claim)]
    findings = _findings(claims, book)
    if not stating:
        number = len(_articles(claims))
        return f"Law: {number_word(number)} articles name the same instruments" if number > 1 else "Law: one article names these instruments"
    number = len(_articles(stating))
    alarms = sum(1 for relation in findings if relation.alarm)
    verdict = f"{counted(alarms, 'contradiction')}" if alarms else "none contradicts another" if number > 1 else "no contradiction"
    return f"Law: {number_word(number)} {'articles give' if number > 1 else 'article gives'} a treaty status, {verdict}"


def _notes(claims: Sequence[Claim], book: Book) -> list[str]:
    notes = [relation.reason for relation in _findings(claims, book) if relation.alarm]
    doubtful = {
        member.id
        for relation in _findings(claims, book)
        if "status_term" in relation.flags and any(other.role == "record" for other in relation.claims)
        for member in relation.claims
        if member.role != "record"
    }
    wrong = [claim for claim in claims if claim.id in doubtful]
    if wrong:
        words = joined(sorted({quoted(status_name(_status(claim))) for claim in wrong}))
        names = ", ".join(book.names([claim.article for claim in wrong]))
        notes.append(f"{words} ({names}) is not the word for a state that is bound: \u201cparty\u201d is.")
    return notes
