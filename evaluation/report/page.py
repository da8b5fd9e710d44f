"""The first page: what the articles are about, the facts that matter, and what to check before publishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from annotations.claim import Claim
from annotations.relation import Group, Question, Relation
from corpus.article import Article
from evaluation.compare import explain
from evaluation.compare.groups import reaches_first_page
from evaluation.compare.sources import source_key
from evaluation.report.arithmetic import arithmetic_notes
from evaluation.report.book import Book, Cite
from evaluation.report.clean import clip, one_line
from evaluation.report.facts import Fact, select_facts
from evaluation.report.heading import has_figure
from evaluation.report.law import Law, make_law
from evaluation.report.topic import topic_text
from evaluation.report.words import capitalised, counted, described, joined, number_word, published_text, quoted, state_text

MAX_FACTS = 7
MAX_LOOKALIKES = 5
MAX_VOICES = 8
LARGE = 10
MAX_CHECKS = 8
_PER_CODE, _MAX_NAMES, _MAX_UNSOURCED = 2, 5, 4
_CODE_ORDER = (
    "year_doubtful", "no_source", "accused_not_heard", "attribution_differs", "population_in_doubt", "no_period", "window_mismatch",
    "source_unclear_identity", "undated_article",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a list, the articles that it speaks of and the claim or fact that it leads to."""

    text: str
    articles: tuple[str, ...]
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Everything on the first page, as plain text: escaping is the writer's business."""

    title: str
    about: str
    alarm: str
    is_alarming: bool
    remark: str
    facts: tuple[Fact, ...]
    law: Law | None
    lookalikes: tuple[Line, ...]
    voices: tuple[Line, ...]
    checks: tuple[Line, ...]
    cites: tuple[Cite, ...]
    folded: int


def make_first_page(book: Book) -> FirstPage:
    """The first page of a report."""
    law = make_law(book)
    facts = select_facts(book, MAX_FACTS - (law is not None))
    arithmetic = arithmetic_notes(facts, book)
    facts = [replace(fact, notes=(*fact.notes, *arithmetic[fact.id])) for fact in facts]
    shown = {key for fact in facts for key in fact.groups} | (law.groups if law else set())
    relations = book.relations
    alarms = sum(1 for relation in relations if relation.alarm)
    verb = "article says" if len(book.articles) == 1 else "articles say"
    return FirstPage(
        title=f"What {number_word(len(book.articles))} {verb} about {topic_text(book)}",
        about=_about(list(book.articles.values()), book, len(relations)),
        alarm=_alarm_text(alarms, relations),
        is_alarming=alarms > 0,
        remark=_remark(facts, book),
        facts=tuple(facts),
        law=law,
        lookalikes=tuple(_lookalikes(book)),
        voices=tuple(_voices(book, shown, facts)),
        checks=tuple(_checks(book, shown)),
        cites=tuple(book.cites.values()),
        folded=sum(1 for group in book.groups if group.id not in shown),
    )


def _about(articles: Sequence[Article], book: Book, findings: int) -> str:
    """The line under the title: "5 articles, 2017 to October 2023 (003 undated). Read by machine, 0 of 30 findings reviewed."."""
    gaps = []
    undated = [book.cites[article.id].name for article in articles if article.published is None]
    nameless = [book.cites[article.id].name for article in articles if not article.publisher]
    if undated:
        gaps.append(f"{_names(undated)} undated")
    if nameless:
        gaps.append(f"{_names(nameless)} {'names' if len(nameless) == 1 else 'name'} no publisher")
    parts = [counted(len(articles), "article")]
    span = _span(articles)
    if span:
        parts.append(span)
    left_out = f" {counted(book.withheld, 'passage')} withheld." if book.withheld else ""
    failed = f" {counted(len(book.failures), 'input')} could not be read." if book.failures else ""
    note = f" ({'; '.join(gaps)})" if gaps else ""
    return f"{', '.join(parts)}{note}. Read by machine, 0 of {counted(findings, 'finding')} reviewed.{left_out}{failed}"


def _names(names: Sequence[str]) -> str:
    return joined(sorted(names)) if len(names) <= 4 else counted(len(names), "article")


def _span(articles: Sequence[Article]) -> str:
    dated = sorted((article.published_days, article.published) for article in articles if article.published_days and article.published)
    if not dated:
        return ""
    first, last = published_text(dated[0][1]), published_text(max(dated, key=lambda item: item[0][1] if item[0] else None)[1])
    return first if first == last else f"{first} to {last}"


def _alarm_text(alarms: int, relations: Sequence[Relation]) -> str:
    if alarms:
        return f"{counted(alarms, 'contradiction')} found."
    return "No contradiction found." if relations else "No two claims of these articles could be compared."


def _remark(facts: Sequence[Fact], book: Book) -> str:
    """Whether one source stands behind much of the page: "Three of four figures lead back to one source, the ministry."."""
    groups = {group.id: group for group in book.groups}
    sources: Counter[str] = Counter()
    names: dict[str, str] = {}
    unsourced = 0
    for fact in facts:
        stating = [w.source for key in sorted(fact.groups) for w in groups[key].witnesses if w.source and w.role == "states"]
        keys = {source_key(name): name for name in stating}
        unsourced += not keys
        if len(keys) == 1:
            sources.update(keys.keys())
            names = {**keys, **names}
    parts = []
    counted_noun = "fact" if len(facts) == 1 else "facts"
    if sources:
        key, number = min(sources.items(), key=lambda item: (-item[1], item[0]))
        if number > 1 and number * 2 >= len(facts):
            parts.append(f"{_share(number, len(facts))} facts below rest on one source alone, {clip(names[key], 60)}")
    if unsourced:
        verb = "rests" if unsourced == 1 else "rest"
        parts.append(f"{_share(unsourced, len(facts))} {counted_noun} below {verb} on no named source")
    note = " Years in brackets are inferred." if any("[" in fact.heading for fact in facts) else ""
    return f"{capitalised('; '.join(parts))}.{note}" if parts else note.strip()


def _share(number: int, total: int) -> str:
    if number == total:
        return f"all {number_word(total)}" if total > 1 else "the one"
    return f"{number_word(number)} of {number_word(total)}"


def _lookalikes(book: Book) -> Iterable[Line]:
    """Pairs that a reader could take for one another, each pair of figures once and none that a sum or a part joins."""
    joined_up = {pair for relation in book.relations if relation.verdict != "not_comparable" for pair in _group_pairs(relation, book)}
    seen: set[frozenset[str]] = set(joined_up)
    number = 0
    for relation in book.relations:
        pairs = _group_pairs(relation, book)
        claims = book.claims_of([member.id for member in relation.claims])
        if relation.verdict != "not_comparable" or len(pairs) != 1 or pairs[0] in seen or any(claim.kind != "quantity" for claim in claims):
            continue
        seen.add(pairs[0])
        number += 1
        why = explain.NOT_COMPARABLE.get(relation.reason_code, "")
        sides = " / ".join(f"{described(claim)} ({book.cites[claim.article].name})" for claim in claims)
        yield Line(f"{sides}: {why}" if why else sides, (), claims[0].id)
        if number == MAX_LOOKALIKES:
            return


def _group_pairs(relation: Relation, book: Book) -> list[frozenset[str]]:
    groups = sorted({book.group_of[member.id].id for member in relation.claims if member.id in book.group_of})
    return [frozenset(pair) for pair in combinations(groups, 2)]


def _voices(book: Book, shown: set[str], facts: Sequence[Fact]) -> Iterable[Line]:
    """Figures that a single article carries, the attributed and large ones first, each with its chain of sources."""
    told = {quote.claim for fact in facts for row in fact.rows for quote in row.says} | {key for fact in facts for key in fact.claims}
    lines: list[tuple[tuple[bool, bool, int], Line]] = []
    for group in book.groups:
        claims = book.claims_of(group.claims)
        if group.id in shown or group.kind != "quantity" or not reaches_first_page(group) or any(claim.id in told for claim in claims):
            continue
        figures = [claim for claim in claims if has_figure(claim) and _is_telling(claim)]
        if figures and len({claim.article for claim in claims}) == 1:
            lines.append((_voice_key(figures[0], group), _voice(figures[0], book)))
    yield from (line for _, line in sorted(lines, key=lambda item: item[0])[:MAX_VOICES])


def _is_telling(claim: Claim) -> bool:
    """True for a count of something that happened, or a larger figure somebody is named for."""
    quantity = claim.quantity
    assert quantity is not None
    if quantity.low == quantity.high == 1:
        return False
    if quantity.unit in {"count", "percent"}:
        is_large = max(quantity.low or 0, quantity.high or 0) >= LARGE
        return bool(state_text(claim)) or (bool(claim.attribution) and bool(quantity.head) and is_large)
    return bool(claim.attribution) and len(quantity.unit) == 3 and quantity.unit.isupper()


def _voice_key(claim: Claim, group: Group) -> tuple[bool, bool, int]:
    quantity = claim.quantity
    return (not claim.attribution, quantity is not None and quantity.modifier == "vague", group.rank)


def _voice(claim: Claim, book: Book) -> Line:
    """A figure with its chain: "780 North Koreans arrived, January to August [2017]: Ministry <- The Herald <- 000"."""
    links = [clip(link.source, 60) for link in reversed(claim.attribution)] or ["no source named"]
    chain = " \u2190 ".join([*links, book.cites[claim.article].name])
    return Line(f"{described(claim)}: {chain}", (), claim.id)


def _checks(book: Book, shown: set[str]) -> Iterable[Line]:
    """The questions of the facts on the page first, the same question once, no more than two of a kind."""
    ordered = sorted(book.groups, key=lambda group: (group.id not in shown, group.rank))
    by_text: dict[tuple[str, str], list[Question]] = {}
    for group in ordered:
        if reaches_first_page(group) and (group.id in shown or _is_worth_asking(group, book)):
            for question in group.questions:
                by_text.setdefault((question.code, _asked(question)), []).append(question)
    chosen: list[Line] = []
    for code in _CODE_ORDER:
        asked = [(text, _about_claims(questions, book)) for (key, text), questions in by_text.items() if key == code]
        asked = [(text, claims) for text, claims in asked if claims]
        if code == "no_source":
            chosen += _unsourced([claims[0] for _, claims in asked], book)
            continue
        asked.sort(key=lambda item: not any(claim.when and "year_unresolved" in claim.when.flags for claim in item[1]))
        for text, claims in asked[:_PER_CODE]:
            names = book.names([claim.article for claim in claims])
            chosen.append(Line(_addressed(code, text, claims, names), _few(names), claims[0].id))
    yield from chosen[:MAX_CHECKS]


def _about_claims(questions: Iterable[Question], book: Book) -> list[Claim]:
    return book.claims_of([key for question in questions for key in question.claims])


def _few(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names) if len(names) <= _MAX_NAMES else ()


def _unsourced(claims: Sequence[Claim], book: Book) -> list[Line]:
    """One question for the weightiest figures that no article gives a source for."""
    shown = [claim for claim in claims if claim.kind == "quantity"][:_MAX_UNSOURCED]
    if not shown:
        return []
    figures = joined([f"{quoted(clip(claim.quote, 40))} ({book.cites[claim.article].name})" for claim in shown])
    return [Line(f"Who says {figures}? No article names a source.", (), shown[0].id)]


def _is_worth_asking(group: Group, book: Book) -> bool:
    return any(has_figure(claim) and _is_telling(claim) for claim in book.claims_of(group.claims))


def _asked(question: Question) -> str:
    return one_line(question.text)


def _addressed(code: str, text: str, claims: Sequence[Claim], names: Sequence[str]) -> str:
    """The question with the figure that it is about, where its own words name none."""
    if code == "undated_article":
        return f"When {'was' if len(names) == 1 else 'were'} {joined(list(names))} published? No date is given."
    if "\u201c" in text or claims[0].kind != "quantity":
        return text
    return f"{clip(described(claims[0]), 70)}: {text[:1].lower()}{text[1:]}"
