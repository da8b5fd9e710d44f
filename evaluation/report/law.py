"""What the articles say about law, one line for each instrument, beside the treaty record."""

from __future__ import annotations

from collections import Counter
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
from pipeline.law.catalogue import record_status

MAX_INSTRUMENTS = 4
_UNBOUND = frozenset({"not_party", "signatory"})
_MAX_PROVISIONS, _MAX_REASONS = 2, 2
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
    chosen = [item for item in _by_instrument(book).items() if _is_shared(item[1], book)]
    chosen.sort(key=lambda item: (not any(_status(claim) for claim in item[1]), -len(_articles(item[1])), item[0]))
    if not chosen:
        return None
    shown = chosen[:MAX_INSTRUMENTS]
    parties = {party for (_, party), _ in shown if party}
    rows = []
    for (title, party), items in shown:
        name = f"{clip(title, 90)} ({book.country(party)})" if party and len(parties) > 1 else clip(title, 90)
        rows.append(LawRow(name, _says(items, book), _record(items, book), tuple(claim.id for claim in items)))
    everything = [claim for _, items in shown for claim in items]
    groups = frozenset(book.group_of[claim.id].id for claim in everything)
    return Law(_heading(everything, book), tuple(rows), tuple(_notes(everything, book)), groups)


def _by_instrument(book: Book) -> dict[tuple[str, str], list[Claim]]:
    """The legal claims by instrument and state; what names no state stands with the state most often named with it."""
    claims = [claim for claim in book.claims.values() if claim.legal is not None and claim.id in book.group_of]
    parties: dict[str, Counter[str]] = {}
    for claim in claims:
        if claim.legal and claim.legal.party:
            parties.setdefault(claim.legal.title, Counter())[claim.legal.party] += 1
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        assert claim.legal is not None
        named = parties.get(claim.legal.title, Counter())
        usual = min(named, key=lambda party: (-named[party], party), default="")
        found.setdefault((claim.legal.title, claim.legal.party or usual), []).append(claim)
    return found


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
    """What the articles say: "party" 001, 003 · "signatory" 000 · Article 33 000 · named 004."""
    statuses: dict[str, set[str]] = {}
    provisions: dict[str, set[str]] = {}
    for claim in claims:
        legal = claim.legal
        assert legal is not None
        if legal.status:
            year = f" {legal.status_date.begin.year}" if legal.status_date and legal.status_date.begin else ""
            statuses.setdefault(f"{quoted(status_name(legal.status))}{year}", set()).add(claim.article)
        for path in legal.pinpoints:
            if path:
                provisions.setdefault(_step(path[0]), set()).add(claim.article)
    cited = sorted(provisions.items(), key=lambda item: (-len(item[1]), len(item[0]), item[0]))
    told = [*sorted(statuses.items()), *cited[:_MAX_PROVISIONS]]
    parts = [f"{words} {', '.join(book.names(sorted(articles)))}" for words, articles in told]
    if len(cited) > _MAX_PROVISIONS:
        parts.append(f"{counted(len(cited) - _MAX_PROVISIONS, 'more provision')}")
    silent = {claim.article for claim in claims}.difference(*statuses.values(), *provisions.values())
    if silent:
        parts.append(f"named {', '.join(book.names(sorted(silent)))}")
    return " \u00b7 ".join(parts)


def _step(step: PinpointStep) -> str:
    return f"{capitalised(step.unit)} {clip(step.value, 12)}"


def _record(claims: Sequence[Claim], book: Book) -> str:
    """What the register says where the comparison looked it up: "China: acceded 24 September 1982, no signature on record"."""
    keys = sorted({member.id for relation in _findings(claims, book) for member in relation.claims if member.role == "record"})
    return "; ".join(text for text in (record_text(key, book) for key in keys) if text)


def record_text(key: str, book: Book) -> str:
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
    is_checked = any(field.startswith("status") for field in row.verified)
    if not parts and is_checked and row.status in _UNBOUND:
        parts.append("not a party")
    parts.append(f"signed {explain.date_text(date.fromisoformat(row.signed))}" if is_signed and row.signed else "no signature on record")
    return f"{book.country(country)}: {', '.join(parts)}"


def _heading(claims: Sequence[Claim], book: Book) -> str:
    """The heading of the table: "Law: four articles give a treaty status, none contradicts another"."""
    stating = [claim for claim in claims if _status(claim)]
    findings = _findings(claims, book)
    if not stating:
        number = len(_articles(claims))
        who = f"{number_word(number)} articles name" if number > 1 else "one article names"
        return f"Law: {who} these instruments"
    number = len(_articles(stating))
    alarms = sum(1 for relation in findings if relation.alarm)
    verdict = f"{counted(alarms, 'contradiction')}" if alarms else "none contradicts another" if number > 1 else "no contradiction"
    return f"Law: {number_word(number)} {'articles give' if number > 1 else 'article gives'} a treaty status, {verdict}"


def _notes(claims: Sequence[Claim], book: Book) -> list[str]:
    notes = [relation.reason for relation in _findings(claims, book) if relation.alarm][:_MAX_REASONS]
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
