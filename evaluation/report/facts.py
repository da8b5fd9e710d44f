"""The facts of a first page: a heading with the figure and its sources, who says it on whose word, and what to note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from annotations.claim import Claim
from annotations.relation import Group, Relation, Witness
from evaluation.compare import explain
from evaluation.compare.groups import reaches_first_page
from evaluation.report.book import Book
from evaluation.report.clean import clip, one_line
from evaluation.report.heading import has_figure, heading_text
from evaluation.report.labels import agreement_label, claim_role_name, finding_label, flag_sentence, severity_name, stance_name
from evaluation.report.snippet import snippet
from evaluation.report.words import amount_text, chain_text, figure_text, quoted, state_text, when_text

MAX_ROWS, MAX_NOTES = 5, 4
_QUOTE = 90
_ROLES = {"states": "figure", "repeats": "repeats", "unattributed": "repeats", "confirms_event": "no number", "abstains": "no number"}
_TELLING = frozenset({"conflict", "no_estimate", "sums_to", "supersedes"})
_NOTED = ("conflict", "no_estimate", "sums_to", "supersedes", "refines", "compatible", "review")
_NOTED_FLAGS = (
    "attribution_differs", "population_in_doubt", "year_unresolved", "boundary_mismatch", "rounded", "hedged",
    "includes_perpetrator", "unequal_periods",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage shown on the first page, the claim that it leads to, and what stands behind it outside the quotation marks."""

    text: str
    claim: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a fact's table. `word` is empty where nobody is named."""

    role: str
    says: tuple[Quote, ...]
    word: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as a reader meets it. `groups` are the ids of the facts that it brings together."""

    id: str
    heading: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    more_rows: int
    notes: tuple[str, ...]
    groups: frozenset[str]
    claims: frozenset[str]


def select_facts(book: Book, number: int) -> list[Fact]:
    """The first `number` facts by rank; the parts of a sum stand with their total, law stands apart."""
    facts: list[Fact] = []
    used: set[str] = set()
    for group in book.groups:
        if len(facts) == number:
            break
        if group.kind == "quantity" and group.id not in used and reaches_first_page(group) and _is_shared(group, book):
            fact = make_fact(group, book, exclude=used)
            used |= fact.groups
            facts.append(fact)
    return facts


def _is_shared(group: Group, book: Book) -> bool:
    """True for what more than one article speaks of, or what the comparison says something about."""
    articles = {claim.article for claim in book.claims_of(group.claims)}
    return len(articles) > 1 or any(relation.verdict in _TELLING for relation in book.touching(group))


def make_fact(group: Group, book: Book, *, exclude: Iterable[str] = ()) -> Fact:
    """The fact of a group, with the total that it is a part of and the parts that make it up."""
    unused = frozenset(exclude)
    whole, rivals = _dispute(group, book, unused)
    whole, parts = _family(whole, book, unused | {rival.id for rival in rivals})
    groups = [whole, *rivals, *parts]
    findings = _findings_of(groups, book)
    claims = frozenset(key for member in groups for key in member.claims)
    rows = [row for member in groups for row in _rows(member, book, is_part=member in parts)]
    rows = _merged([*rows, *_rival_rows(findings, whole, claims, book), *_part_rows(findings, claims, book)])
    return Fact(
        id=whole.id,
        heading=heading_text(whole, book, findings),
        labels=tuple(dict.fromkeys(fact_labels(whole, findings))),
        rows=tuple(rows[:MAX_ROWS]),
        more_rows=max(0, len(rows) - MAX_ROWS),
        notes=tuple(islice(_notes(whole, groups, findings, book), MAX_NOTES)),
        groups=frozenset(member.id for member in groups),
        claims=claims,
    )


def _dispute(group: Group, book: Book, exclude: frozenset[str]) -> tuple[Group, list[Group]]:
    """The fact to put a contradiction under, the total where there is one, and the facts that contradict it."""
    members: dict[str, str] = {}
    for relation in book.touching(group):
        if relation.alarm:
            for member in relation.claims:
                key = book.group_of[member.id].id if member.id in book.group_of else ""
                if key and key not in exclude and members.get(key) != "whole":
                    members[key] = member.role
    wholes = [key for key, role in members.items() if role == "whole"]
    chosen = group.id if not wholes or members.get(group.id) == "whole" else wholes[0]
    by_id = {other.id: other for other in book.groups}
    return by_id[chosen], [by_id[key] for key in sorted(members, key=lambda key: by_id[key].rank) if key != chosen]


def _family(group: Group, book: Book, exclude: frozenset[str]) -> tuple[Group, list[Group]]:
    """The total of the sum that `group` takes part in, and its parts in the order of the sum; itself where there is none."""
    whole, parts = group, list[Group]()
    for relation in _sums(group, book):
        wholes = [book.group_of[member.id] for member in relation.claims if member.role == "whole" and member.id in book.group_of]
        members = [book.group_of[member.id] for member in relation.claims if member.role == "part" and member.id in book.group_of]
        if wholes and wholes[0].id not in exclude and (whole is group or wholes[0] is whole):
            whole = wholes[0]
            members += [other for other in wholes[1:] if other is not whole]
            parts += [part for part in members if part is not whole and part.id not in exclude and part not in parts]
    if whole is not group and group not in parts:
        parts.append(group)
    return whole, sorted(parts, key=lambda part: min(_begin(claim) for claim in book.claims_of(part.claims)))


def _begin(claim: Claim) -> tuple[str, tuple[str, int, int, str, str]]:
    return (str(claim.when.begin) if claim.when and claim.when.begin else "9", claim.sort_key)


def _sums(group: Group, book: Book) -> list[Relation]:
    return [relation for relation in book.touching(group) if relation.verdict == "sums_to"]


def _findings_of(groups: Sequence[Group], book: Book) -> list[Relation]:
    found: dict[str, Relation] = {}
    for group in groups:
        found.update((relation.id, relation) for relation in book.touching(group))
    return sorted(found.values(), key=lambda relation: (_NOTED.index(relation.verdict) if relation.verdict in _NOTED else 9, relation.id))


def fact_labels(group: Group, findings: Sequence[Relation]) -> Iterable[str]:
    """The labels of a fact, the weightiest first: "Could not confirm", "Repeated, not corroborated"."""
    keys = frozenset(group.claims)
    is_disputed = any(relation.alarm and _is_about(relation, keys) for relation in findings)
    for relation in findings:
        if relation.verdict in _NOTED and (relation.alarm or not is_disputed) and _is_about(relation, keys):
            label = finding_label(relation, group)
            yield f"{label}, {severity_name(relation.severity)}" if relation.severity else label
    if not is_disputed and len({article for witness in group.witnesses for article in witness.articles}) > 1:
        yield agreement_label(group)


def _is_about(relation: Relation, keys: frozenset[str]) -> bool:
    """True if a finding says something about the fact itself: as a whole, or between two of its own claims."""
    inside = [member for member in relation.claims if member.id in keys]
    if relation.verdict in {"sums_to", "conflict", "no_estimate"}:
        return any(member.role != "part" for member in inside)
    return len(inside) == len(relation.claims) and not relation.same_article


def _rows(group: Group, book: Book, *, is_part: bool) -> list[Row]:
    """The lines of one fact: by source, or by day where the figure changed."""
    told = {_amount(claim) for witness in group.witnesses if witness.role == "states" for claim in book.claims_of(witness.claims)}
    amounts = {amount for claim in book.claims_of(group.claims) if (amount := _amount(claim))}
    is_updated = len(amounts) > 1 and any(relation.verdict == "supersedes" for relation in book.findings.get(group.id, ()))
    rows: list[tuple[str, Row]] = []
    for witness in sorted(group.witnesses, key=lambda witness: _witness_key(witness, book)):
        by_figure: dict[str, list[Claim]] = {}
        for claim in book.claims_of(witness.claims):
            by_figure.setdefault(_figure_key(claim, is_updated), []).append(claim)
        for figure, claims in by_figure.items():
            is_own = witness.role == "unattributed" and not {_amount(claim) for claim in claims} <= told
            role = "figure" if is_own else _ROLES.get(witness.role, witness.role)
            name = figure if is_updated and figure else "part" if is_part and role == "figure" else role
            row = Row(name, _quotes(claims, role, book), _word(witness, claims), tuple(book.names([claim.article for claim in claims])))
            rows.append((str(claims[0].as_of.end) if is_updated and claims[0].as_of else "", row))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _amount(claim: Claim) -> str:
    return (amount_text(claim.quantity) or one_line(claim.quote)) if has_figure(claim) and claim.quantity else ""


def _witness_key(witness: Witness, book: Book) -> tuple[int, bool, str, tuple[str, ...]]:
    order = ("states", "denies", "repeats", "unattributed", "confirms_event", "abstains")
    claims = book.claims_of(witness.claims)
    first = str(min((claim.as_of.end for claim in claims if claim.as_of), default="9"))
    return (order.index(witness.role), witness.source is None, first, witness.claims)


def _figure_key(claim: Claim, is_updated: bool) -> str:
    """Figures of a count that changed stand on lines of their own, each with its day."""
    if not is_updated or claim.as_of is None:
        return ""
    return explain.days_text((claim.as_of.begin, claim.as_of.end))


def _quotes(claims: Sequence[Claim], role: str, book: Book) -> tuple[Quote, ...]:
    found: dict[str, Quote] = {}
    for claim in claims:
        is_figure = role not in {"no number", "denies"} and claim.kind == "quantity"
        text = clip(claim.quote, _QUOTE) if is_figure else snippet(claim, book)
        found.setdefault(text.lower(), Quote(text, claim.id))
    return tuple(found.values())[:3]


def _word(witness: Witness, claims: Sequence[Claim]) -> str:
    if witness.source is None:
        return ""
    stances = dict.fromkeys(stance_name(link.stance) for claim in claims if (link := claim.ultimate_source) is not None)
    notes = [stance for stance in stances if stance]
    if witness.identity == "same_description":
        notes.append("perhaps the same as another source here")
    return chain_text(witness.chain or (witness.source,)) + (f" ({', '.join(notes)})" if notes else "")


def _rival_rows(findings: Sequence[Relation], whole: Group, own: frozenset[str], book: Book) -> Iterable[Row]:
    """The claims of other facts that contradict this one."""
    for relation in findings:
        if relation.alarm and any(member.id in whole.claims for member in relation.claims):
            for member in relation.claims:
                if member.id in book.claims and member.id not in own:
                    yield _claim_row(book.claims[member.id], claim_role_name(member.role), book)


def _part_rows(findings: Sequence[Relation], own: frozenset[str], book: Book) -> Iterable[Row]:
    """What belongs to the fact as a part of it, the largest first: a group among those counted, or one single case."""
    parts: dict[str, Claim] = {}
    for relation in findings:
        if relation.verdict == "part_of" and any(member.role == "whole" and member.id in own for member in relation.claims):
            keys = [member.id for member in relation.claims if member.role == "part" and member.id not in own]
            parts.update((claim.id, claim) for claim in book.claims_of(keys))
    for claim in sorted(parts.values(), key=lambda claim: (-_size(claim), claim.sort_key)):
        yield _claim_row(claim, "one case" if _size(claim) == 1 else "part", book)


def _size(claim: Claim) -> Fraction:
    quantity = claim.quantity
    return (quantity.low or quantity.high or Fraction(0)) if quantity else Fraction(0)


def _claim_row(claim: Claim, role: str, book: Book) -> Row:
    word = chain_text(link.source for link in claim.attribution)
    return Row(role, (Quote(clip(claim.quote, _QUOTE), claim.id, _aside(claim)),), word, tuple(book.names([claim.article])))


def _merged(rows: Sequence[Row]) -> list[Row]:
    """Lines that say the same on the same word become one line with all their articles."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        key = (row.role, row.word, " ".join(f"{quote.text} {quote.note}".lower() for quote in row.says))
        other = found.get(key)
        found[key] = replace(other, articles=tuple(sorted({*other.articles, *row.articles}))) if other else row
    return list(found.values())


def _aside(claim: Claim) -> str:
    """What happened to a part, and when, where its own words leave this to the sentence."""
    return ", ".join(part for part in (state_text(claim), when_text(claim)) if part and part.lower() not in claim.quote.lower())


def _notes(whole: Group, groups: Sequence[Group], findings: Sequence[Relation], book: Book) -> Iterable[str]:
    keys = frozenset(key for group in groups for key in group.claims)
    is_disputed = any(relation.alarm and set(whole.claims) & {member.id for member in relation.claims} for relation in findings)
    for relation in findings:
        if is_disputed and relation.verdict == "review":
            continue
        inside = all(member.id in keys for member in relation.claims)
        if relation.verdict in {"conflict", "sums_to", "supersedes", "compatible", "review"} and (inside or relation.alarm):
            yield relation.reason
    same = _same_figures(whole, findings, book)
    if same:
        yield same
    yield from _stances(findings, keys, book)
    flags = {flag for relation in findings if relation.verdict != "not_comparable" and _inside(relation, keys) for flag in relation.flags}
    yield from (flag_sentence(flag) for flag in _NOTED_FLAGS if flag in flags)


def _inside(relation: Relation, keys: frozenset[str]) -> bool:
    return all(member.id in keys for member in relation.claims)


def _same_figures(group: Group, findings: Sequence[Relation], book: Book) -> str:
    """A sentence where one figure is printed in different words: "Same figure: over 500 = more than 500."."""
    for relation in findings:
        if relation.verdict == "agree" and any(member.id in group.claims for member in relation.claims):
            quotes = dict.fromkeys(clip(claim.quote, 50) for claim in book.claims_of([member.id for member in relation.claims]))
            if len({quote.lower() for quote in quotes}) > 1:
                return f"Same figure: {' = '.join(quoted(quote) for quote in list(quotes)[:3])}."
    return ""


def _stances(findings: Sequence[Relation], keys: frozenset[str], book: Book) -> Iterable[str]:
    """How the articles have their source stand behind one figure: "estimated" here, "documented" there."""
    for relation in findings:
        if relation.verdict != "agree" or "stance_differs" not in relation.flags or not _inside(relation, keys):
            continue
        cues: dict[str, set[str]] = {}
        claims = book.claims_of([member.id for member in relation.claims])
        for claim in claims:
            link = claim.ultimate_source
            if link is not None:
                cues.setdefault(one_line(link.cue) or link.stance, set()).add(claim.article)
        if len(cues) > 1:
            words = " / ".join(f"{quoted(cue)} ({', '.join(book.names(sorted(articles)))})" for cue, articles in cues.items())
            yield f"{figure_text(claims[0])}: {words}."
