"""What a report is made from, found by id: articles, claims, facts and findings, without what is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.claim import Claim
from annotations.relation import Comparison, Group, Question, Relation, Witness
from annotations.vocabulary import VERDICT_ORDER
from corpus.article import Article, Failure
from evaluation.report.clean import one_line, plain_text, safe_url
from evaluation.report.words import published_text, short_names

RECORD = "record:"
_COVER = "\u2588"


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a quote comes from: everything a reader needs to find the article again."""

    name: str
    anchor: str
    publisher: str
    title: str
    published: str
    url: str
    link: str | None
    digest: str

    @property
    def line(self) -> str:
        """Publisher, title, date, address and hash on one line."""
        parts = (self.publisher or "publisher not named", self.title, self.published, self.url, f"sha256 {self.digest}")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Book:
    """The material of one report. Facts come in the order of their rank; `findings` are by fact."""

    articles: dict[str, Article]
    cites: dict[str, Cite]
    claims: dict[str, Claim]
    groups: tuple[Group, ...]
    group_of: dict[str, Group]
    findings: dict[str, tuple[Relation, ...]]
    by_group: dict[str, tuple[Relation, ...]]
    failures: tuple[Failure, ...]
    withheld: int

    @property
    def relations(self) -> list[Relation]:
        """All findings, fact by fact."""
        return [relation for group in self.groups for relation in self.findings.get(group.id, ())]

    def by_fact(self, key: str) -> list[Claim]:
        """The claims of the fact with this id."""
        return next((self.claims_of(group.claims) for group in self.groups if group.id == key), [])

    def touching(self, group: Group) -> tuple[Relation, ...]:
        """The findings that a claim of the fact takes part in, its own and those of other facts."""
        return self.by_group.get(group.id, ())

    def claims_of(self, keys: Sequence[str]) -> list[Claim]:
        """The claims of these ids in the order of the articles; records of treaties are no claims."""
        return sorted((self.claims[key] for key in keys if key in self.claims), key=lambda claim: claim.sort_key)

    def sentence(self, claim: Claim) -> tuple[str, str, str]:
        """The sentence of a claim in three parts: before the quote, the quote, after it; each without hidden characters."""
        text = self.articles[claim.article].text
        begin, end = min(claim.sentence[0], claim.start), max(claim.sentence[1], claim.end)
        parts = (text[begin : claim.start], text[claim.start : claim.end], text[claim.end : end])
        before, quote, after = (plain_text(part).replace("\n", " ") for part in parts)
        return before.lstrip(), quote, after.rstrip()

    def country(self, code: str) -> str:
        """The name that the articles give a country; its code where none of them names it."""
        places = (claim.place for claim in self.claims.values() if claim.place is not None)
        return next((one_line(place.name) for place in places if place.feature == "country" and place.countries == (code,)), code)

    def names(self, keys: Sequence[str]) -> list[str]:
        """Short names of articles, each once, in the order of the names."""
        return sorted({self.cites[key].name for key in keys if key in self.cites})


def make_book(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    comparison: Comparison,
    failures: Sequence[Failure],
    withheld: Sequence[Claim] = (),
) -> Book:
    """Put the material in order. What rests on a claim that is not among `claims` is left out: its words would repeat it.

    `withheld` claims cover their sentences in the articles, with every other claim that stands in them.
    """
    covered = _covered(withheld)
    texts = {article.id: _cover(article, covered.get(article.id, [])) for article in sorted(articles, key=lambda article: article.id)}
    shown = [claim for claim in claims if claim.article in texts and not _touches(claim, covered.get(claim.article, []))]
    by_id = {claim.id: claim for claim in sorted(shown, key=lambda claim: claim.sort_key)}
    named = {key for group in comparison.groups for key in group.claims}
    whole = [group for group in comparison.groups if any(key in by_id for key in group.claims)]
    groups = tuple(sorted((_shown_group(group, by_id) for group in whole), key=lambda group: (group.rank, group.id)))
    group_of = {key: group for group in groups for key in group.claims}
    findings = _findings(comparison.relations, by_id, group_of)
    return Book(
        articles=texts,
        cites=_cites(list(texts.values())),
        claims=by_id,
        groups=groups,
        group_of=group_of,
        findings=findings,
        by_group=_by_group(findings, group_of),
        failures=tuple(sorted(failures, key=lambda failure: (failure.path, failure.article or "", failure.message))),
        withheld=len(withheld) or len(named - by_id.keys()),
    )


def _covered(withheld: Sequence[Claim]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim in withheld:
        spans.setdefault(claim.article, []).append((min(claim.start, claim.sentence[0]), max(claim.end, claim.sentence[1])))
    return spans


def _cover(article: Article, spans: Sequence[tuple[int, int]]) -> Article:
    text = article.text
    for begin, end in spans:
        text = text[:begin] + _COVER * (min(end, len(text)) - begin) + text[end:]
    return replace(article, text=text) if spans else article


def _touches(claim: Claim, spans: Sequence[tuple[int, int]]) -> bool:
    return any(claim.start < end and begin < claim.end for begin, end in spans)


def _shown_group(group: Group, claims: dict[str, Claim]) -> Group:
    """The fact without what is withheld: a label, a figure or a question drawn from it would tell what it says."""
    if all(key in claims for key in group.claims):
        return group
    return replace(
        group,
        claims=tuple(key for key in group.claims if key in claims),
        label="figure" if group.kind == "quantity" else group.kind,
        consensus=None,
        spread=None,
        current=None,
        history=(),
        witnesses=tuple(witness for witness in group.witnesses if _is_shown(witness, claims)),
        questions=tuple(question for question in group.questions if _is_shown(question, claims)),
    )


def _is_shown(item: Witness | Question, claims: dict[str, Claim]) -> bool:
    return all(key in claims for key in item.claims)


def _findings(relations: Sequence[Relation], claims: dict[str, Claim], group_of: dict[str, Group]) -> dict[str, tuple[Relation, ...]]:
    """The findings by the fact they belong to: their own, else that of their first claim."""
    existing = {group.id for group in group_of.values()}
    found: dict[str, list[Relation]] = {}
    for relation in relations:
        keys = [member.id for member in relation.claims if not member.id.startswith(RECORD)]
        if not keys or any(key not in claims for key in keys):
            continue
        homes = [relation.group] if relation.group in existing else [group_of[key].id for key in keys if key in group_of]
        if homes and homes[0] is not None:
            found.setdefault(homes[0], []).append(relation)
    return {key: tuple(sorted(items, key=_weight)) for key, items in found.items()}


def _by_group(findings: dict[str, tuple[Relation, ...]], group_of: dict[str, Group]) -> dict[str, tuple[Relation, ...]]:
    touched: dict[str, dict[str, Relation]] = {}
    for relation in (relation for items in findings.values() for relation in items):
        for member in relation.claims:
            if member.id in group_of:
                touched.setdefault(group_of[member.id].id, {})[relation.id] = relation
    return {key: tuple(sorted(items.values(), key=_weight)) for key, items in touched.items()}


def _weight(relation: Relation) -> tuple[int, bool, str]:
    return (VERDICT_ORDER.index(relation.verdict), relation.same_article, relation.id)


def _cites(articles: Sequence[Article]) -> dict[str, Cite]:
    names = short_names(articles)
    anchors = article_anchors(articles)
    return {
        article.id: Cite(
            name=names[article.id],
            anchor=anchors[article.id],
            publisher=one_line(article.publisher),
            title=one_line(article.title),
            published=published_text(article.published),
            url=one_line(article.url),
            link=safe_url(article.url),
            digest=article.sha256[:12],
        )
        for article in articles
    }


def article_anchors(articles: Sequence[Article]) -> dict[str, str]:
    """Where a report over `articles` prints each of them: "a-1" for the first in the order of ids."""
    return {key: f"a-{number}" for number, key in enumerate(sorted(article.id for article in articles), start=1)}
