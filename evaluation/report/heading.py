"""The one sentence above a fact: when, how many of whom, what happened, and how many sources stand behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.claim import Claim
from annotations.relation import Group, Relation
from evaluation.compare import explain
from evaluation.compare.groups import sources_text
from evaluation.compare.sources import same_source
from evaluation.report.book import Book
from evaluation.report.clean import clip, one_line
from evaluation.report.labels import status_name
from evaluation.report.snippet import snippet
from evaluation.report.words import amount_text, capitalised, figure_text, number_word, published_text, state_text, when_text, with_state

_MAX_RIVALS = 3


def heading_text(group: Group, book: Book, findings: Sequence[Relation]) -> str:
    """The heading of a fact.

    "October 2023: more than 500 North Koreans returned. One source for the number; the ministry gives no number."
    """
    claims = book.claims_of(group.claims)
    figures = [claim for claim in claims if has_figure(claim)]
    if group.kind == "legal":
        return f"{_law_told(claims, book)}. {sources_text(group)}."
    if group.kind != "quantity" or not figures:
        return f"{capitalised(clip(group.label, 110))}. {sources_text(group)}."
    rivals = _rivals(group, book, findings)
    if len(rivals) > 1:
        chosen = max(rivals, key=lambda claim: (claim.quantity.low if claim.quantity and claim.quantity.low else 0, claim.sort_key))
        return f"{_told(chosen, figures, ' or '.join(_amount(claim) for claim in rivals), book)}? {_rival_sources(rivals, findings, book)}."
    excess = _excess(group, book, findings)
    if excess is not None:
        whole, part = excess
        return f"{_told(whole, [whole], None, book)}; yet a part of them is {figure_text(part)}. {sources_text(group)}."
    earlier = {
        member.id for relation in findings if relation.verdict == "supersedes" for member in relation.claims if member.role == "earlier"
    }
    standing = [claim for claim in figures if claim.id not in earlier] or figures
    chosen = representative(standing)
    before = list(dict.fromkeys(_amount(claim) for claim in _by_day(figures) if claim.id in earlier and _amount(claim) != _amount(chosen)))
    update = f", after {', '.join(before[-_MAX_RIVALS:])} earlier" if before else ""
    return f"{_told(chosen, standing, None, book)}{_equation(chosen, book, findings)}{update}. {_sources(group)}."


def _law_told(claims: Sequence[Claim], book: Book) -> str:
    """The instrument, and who is said to be bound by it: "Convention against Torture: China, ratified / signatory"."""
    laws = [claim.legal for claim in claims if claim.legal is not None]
    title = clip(_commonest(law.title for law in laws), 90)
    statuses = sorted({status_name(law.status) for law in laws if law.status})
    parties = sorted({book.country(law.party) for law in laws if law.party})
    if not statuses:
        return capitalised(title)
    return f"{capitalised(title)}: {', '.join([*parties, ' / '.join(statuses)])}"


def has_figure(claim: Claim) -> bool:
    """True for a claim that prints a number, vague ones included."""
    return claim.quantity is not None and (claim.quantity.low is not None or claim.quantity.high is not None)


def representative(claims: Sequence[Claim]) -> Claim:
    """The claim that speaks for all: the commonest figure, with a source, a time and a noun, in the running text."""
    amounts = Counter(_amount(claim) for claim in claims)
    return min(claims, key=lambda claim: (-amounts[_amount(claim)], *_gaps(claim), claim.sort_key))


def _gaps(claim: Claim) -> tuple[bool, ...]:
    quantity = claim.quantity
    assert quantity is not None
    is_dated = claim.when is not None and claim.when.resolved
    return (
        quantity.modifier == "vague",
        not claim.attribution,
        not is_dated,
        not quantity.head,
        not state_text(claim),
        claim.zone != "body",
    )


def _amount(claim: Claim) -> str:
    assert claim.quantity is not None
    return amount_text(claim.quantity) or clip(claim.quote, 60)


def _told(claim: Claim, claims: Sequence[Claim], amount: str | None, book: Book) -> str:
    """Time, figure, noun and event: what the chosen claim leaves out is taken from the others of the fact."""
    state = state_text(claim) or _commonest((state_text(other) for other in claims), 1)
    head = _head([claim]) or _head(claims)
    figure = figure_text(claim) if amount is None else f"{amount} {head}".strip()
    if amount is None and claim.quantity and claim.quantity.unit == "count" and not claim.quantity.head:
        figure = f"{figure} {head}".strip()
    if not head and not state and claim.quantity and claim.quantity.unit == "count":
        figure = f"{figure}, in \u201c{snippet(claim, book, width=70)}\u201d"
    phrase = with_state(figure, claim, state)
    where = _commonest((" and ".join(one_line(place.name) for place in other.where) for other in claims), (len(claims) + 1) // 2)
    place = f", {clip(where, 60)}" if where and where.lower() not in phrase.lower() else ""
    when = _when(claim, claims, book)
    return f"{capitalised(when)}: {phrase}{place}" if when else f"{capitalised(phrase)}{place}"


def _when(claim: Claim, claims: Sequence[Claim], book: Book) -> str:
    """The days of the fact; where its articles say no more than "recently", the time of their publication."""
    when = claim.when
    if when is not None and (when.resolved or "year_unresolved" in when.flags):
        return when_text(claim)
    resolved = _commonest((when_text(other) for other in claims if other.when is not None and other.when.resolved), 1)
    return resolved or _stood(claim) or _reported(claims, book) or when_text(claim)


def _stood(claim: Claim) -> str:
    """The day on which the text says that the figure stood: "as of 12 October 2023"."""
    as_of = claim.as_of
    if as_of is None or as_of.source == "published":
        return ""
    return f"as of {explain.days_text((as_of.begin, as_of.end))}"


def _reported(claims: Sequence[Claim], book: Book) -> str:
    """The month or year in which all the articles of the claims appeared: "reported October 2023"."""
    dates = {book.articles[claim.article].published or "" for claim in claims}
    for width in (7, 4):
        periods = {day[:width] for day in dates}
        if len(periods) == 1 and all(len(day) >= width for day in dates):
            return f"reported {published_text(periods.pop())}"
    return ""


def _head(claims: Iterable[Claim]) -> str:
    return _commonest(
        one_line(claim.quantity.head) for claim in claims if claim.quantity and claim.quantity.head and claim.quantity.unit == "count"
    )


def _commonest(values: Iterable[str], least: int = 1) -> str:
    """The commonest value, the first in the alphabet among equals; "" where none comes up `least` times."""
    counts = Counter(value for value in values if value)
    found = min(counts, key=lambda value: (-counts[value], value), default="")
    return found if counts[found] >= least else ""


def _by_day(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (str(claim.as_of.end) if claim.as_of else "9", claim.sort_key))


def _rivals(group: Group, book: Book, findings: Sequence[Relation]) -> list[Claim]:
    """The claims that contradict each other over the fact, one for each figure."""
    disputes = [relation for relation in findings if relation.alarm and relation.equation is None]
    own = frozenset(group.claims)
    keys = [
        member.id
        for relation in disputes
        if any(member.id in own for member in relation.claims) and all(member.role == "peer" for member in relation.claims)
        for member in relation.claims
    ]
    shown: dict[str, Claim] = {}
    for claim in book.claims_of(keys):
        if has_figure(claim):
            shown.setdefault(_amount(claim), claim)
    return list(shown.values())[:_MAX_RIVALS]


def _rival_sources(rivals: Sequence[Claim], findings: Sequence[Relation], book: Book) -> str:
    """How many named sources stand behind each of the figures: "Two sources for 48,200, one for 61,000"."""
    groups = {
        book.group_of[member.id].id for relation in findings if relation.alarm for member in relation.claims if member.id in book.group_of
    }
    claims = [claim for key in sorted(groups) for claim in book.by_fact(key)]
    parts: list[str] = []
    for rival in rivals:
        alike = [claim for claim in (rival, *claims) if has_figure(claim) and _amount(claim) == _amount(rival)]
        names = _distinct_sources(alike)
        noun = "" if parts and names else " named source" if not names else " source" if len(names) == 1 else " sources"
        parts.append(f"{number_word(len(names))}{noun} for {_amount(rival)}")
    return capitalised(", ".join(parts))


def _distinct_sources(claims: Sequence[Claim]) -> list[str]:
    """The ultimate sources of `claims`, one name for each: "the institute" and "the government's institute" are one."""
    names: list[str] = []
    for name in sorted({claim.attribution[-1].source for claim in claims if claim.attribution}, key=lambda name: (-len(name), name)):
        if not any(same_source(name, other) for other in names):
            names.append(name)
    return names


def _excess(group: Group, book: Book, findings: Sequence[Relation]) -> tuple[Claim, Claim] | None:
    """A total of the fact and a part that is more than it."""
    for relation in findings:
        wholes = [member.id for member in relation.claims if member.role == "whole" and member.id in group.claims]
        parts = book.claims_of([member.id for member in relation.claims if member.role == "part"])
        if relation.alarm and relation.equation is None and wholes and len(parts) == 1 and has_figure(book.claims[wholes[0]]):
            return book.claims[wholes[0]], parts[0]
    return None


def _equation(chosen: Claim, book: Book, findings: Sequence[Relation]) -> str:
    """The parts behind the total of a sum: " = 80 (August) + 40 (September)"; "" where another figure is the total."""
    for relation in findings:
        wholes = book.claims_of([member.id for member in relation.claims if member.role == "whole"])
        if (
            relation.verdict == "sums_to"
            and relation.equation
            and any(has_figure(claim) and _amount(claim) == _amount(chosen) for claim in wholes)
        ):
            left, _, _ = relation.equation.partition(" = ")
            return f" = {one_line(left)}"
    return ""


def _sources(group: Group) -> str:
    silent = [witness.source for witness in group.witnesses if witness.role == "abstains" and witness.source]
    text = sources_text(group)
    return f"{text}; {clip(silent[0], 60)} gives no number" if silent else text
