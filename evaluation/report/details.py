"""What stands behind the first page: every fact with its findings side by side, and every article with its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.claim import Claim
from annotations.relation import Group, Relation
from evaluation.compare.groups import reaches_first_page
from evaluation.report.book import Book, Cite
from evaluation.report.clean import one_line
from evaluation.report.facts import fact_labels
from evaluation.report.heading import heading_text
from evaluation.report.highlight import Piece, article_pieces
from evaluation.report.labels import claim_role_name, finding_label, flag_sentence, severity_name, stance_name
from evaluation.report.law import record_text
from evaluation.report.words import chain_text, counted

_SIDES = ("whole", "earlier", "speaker", "peer", "finer", "part", "later", "coarser", "record")


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a finding: its sentence around the quote, who says it, and where it stands. A record has no claim."""

    role: str
    before: str
    quote: str
    after: str
    word: str
    cite: Cite | None
    claim: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as it is shown."""

    id: str
    label: str
    is_alarm: bool
    reason: str
    equation: str
    notes: tuple[str, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with everything that is known about it; `sides` are its claims, where no finding shows them."""

    id: str
    number: str
    heading: str
    kind: str
    labels: tuple[str, ...]
    questions: tuple[str, ...]
    findings: tuple[FindingView, ...]
    sides: tuple[Side, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its marks and what it holds."""

    cite: Cite
    id: str
    byline: str
    republished: str
    counts: str
    pieces: tuple[Piece, ...]


def fact_views(book: Book) -> list[FactView]:
    """All facts in the order of their rank, numbered from F1."""
    return [_fact_view(group, number, book) for number, group in enumerate(book.groups, start=1)]


def _fact_view(group: Group, number: int, book: Book) -> FactView:
    touching = book.touching(group)
    own = book.findings.get(group.id, ())
    shown = {member.id for relation in own for member in relation.claims}
    findings = sorted(own, key=lambda relation: (not relation.alarm, relation.same_article))
    return FactView(
        id=group.id,
        number=f"F{number}",
        heading=heading_text(group, book, touching),
        kind=group.kind,
        labels=tuple(dict.fromkeys(fact_labels(group, touching))),
        questions=() if group.kind in {"date", "place"} else tuple(one_line(question.text) for question in group.questions),
        findings=tuple(_finding_view(relation, group, book) for relation in findings),
        sides=tuple(_side(claim, "says", book) for claim in book.claims_of(group.claims) if claim.id not in shown),
        is_folded=not reaches_first_page(group),
    )


def _finding_view(relation: Relation, group: Group, book: Book) -> FindingView:
    label = finding_label(relation, group)
    sides = []
    for member in sorted(relation.claims, key=lambda member: (_SIDES.index(member.role), _order(member.id, book))):
        claim = book.claims.get(member.id)
        if claim is not None:
            sides.append(_side(claim, claim_role_name(member.role), book))
        else:
            sides.append(Side(claim_role_name(member.role), record_text(member.id, book), "", "", "treaty register", None, ""))
    return FindingView(
        id=relation.id,
        label=f"{label}, {severity_name(relation.severity)}" if relation.severity else label,
        is_alarm=relation.alarm,
        reason=one_line(relation.reason),
        equation=one_line(relation.equation),
        notes=tuple(flag_sentence(flag) for flag in relation.flags),
        sides=tuple(sides),
    )


def _order(key: str, book: Book) -> tuple[str, int]:
    claim = book.claims.get(key)
    return (claim.article, claim.start) if claim else ("", 0)


def _side(claim: Claim, role: str, book: Book) -> Side:
    before, quote, after = book.sentence(claim)
    return Side(role, before, quote, after, _word(claim), book.cites[claim.article], claim.id)


def _word(claim: Claim) -> str:
    """The chain of sources behind a claim; "" where the article itself speaks."""
    link = claim.ultimate_source
    if link is None:
        return ""
    stance = stance_name(link.stance)
    return chain_text(part.source for part in claim.attribution) + (f" ({stance})" if stance else "")


def article_views(book: Book, facts: Sequence[FactView]) -> list[ArticleView]:
    """All articles with their claims marked, each with the number of its fact."""
    numbers_of = {fact.id: fact.number for fact in facts}
    numbers = {key: numbers_of[group.id] for key, group in book.group_of.items()}
    by_article: dict[str, list[Claim]] = {key: [] for key in book.articles}
    for claim in book.claims.values():
        by_article[claim.article].append(claim)
    return [
        ArticleView(
            cite=book.cites[article.id],
            id=one_line(article.id),
            byline=one_line(article.byline),
            republished=one_line(article.republished_from),
            counts=_counts(by_article[article.id]),
            pieces=tuple(article_pieces(article, by_article[article.id], numbers)),
        )
        for article in book.articles.values()
    ]


def _counts(claims: Sequence[Claim]) -> str:
    names = {
        "quantity": ("figure", "figures"),
        "date": ("date", "dates"),
        "place": ("place", "places"),
        "legal": ("legal reference", "legal references"),
    }
    numbers = {kind: sum(1 for claim in claims if claim.kind == kind) for kind in names}
    return ", ".join(counted(number, *names[kind]) for kind, number in numbers.items() if number) or "no claims"
