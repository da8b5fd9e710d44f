"""Our own arithmetic: figures that no article prints, each with its equation, its window and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from annotations.claim import Claim
from annotations.interval import Interval
from annotations.relation import Group
from evaluation.compare import explain
from evaluation.compare.reading import read_population
from evaluation.report.book import Book
from evaluation.report.clean import clip
from evaluation.report.facts import Fact
from evaluation.report.heading import has_figure, representative
from evaluation.report.words import amount_text, capitalised, joined, number_word, quoted, state_text

_MAX_GAP = timedelta(days=31)
_MIN_RATIO = 2


def arithmetic_notes(facts: Sequence[Fact], book: Book) -> dict[str, list[str]]:
    """The sentences of our own arithmetic by the id of the fact that they stand under."""
    notes: dict[str, list[str]] = {fact.id: [*_rests(fact, book), *_paces(fact, book)] for fact in facts}
    wholes = [(fact, claim) for fact in facts if (claim := _spokesman(fact.id, book)) is not None]
    for (first, one), (second, two) in combinations(wholes, 2):
        sentence = _continued(first, second, sorted((one, two), key=_begin), book)
        if sentence:
            notes[second.id].append(sentence)
    return notes


def _spokesman(key: str, book: Book) -> Claim | None:
    group = next((group for group in book.groups if group.id == key), None)
    if group is None:
        return None
    figures = [claim for claim in book.claims_of(group.claims) if has_figure(claim) and claim.quantity and amount_text(claim.quantity)]
    dated = [claim for claim in figures if claim.when and claim.when.resolved and claim.when.begin]
    return representative(dated) if dated else None


def _begin(claim: Claim) -> tuple[date, str]:
    assert claim.when is not None
    return (claim.when.begin or date.min, claim.id)


def _continued(first: Fact, second: Fact, claims: Sequence[Claim], book: Book) -> str:
    """Two counts of the same event in neighbouring periods: "more than 500 + 120 = more than 620 from ... to ..."."""
    one, two = claims
    if not (_is_flow(one) and _is_flow(two)) or state_text(one) != state_text(two) or not state_text(one) or not _same_noun(one, two):
        return ""
    if first.groups & second.groups or one.when is None or two.when is None or one.when.end is None or two.when.begin is None:
        return ""
    if not timedelta(0) < two.when.begin - one.when.end <= _MAX_GAP or "year_unresolved" in (*one.when.flags, *two.when.flags):
        return ""
    assert one.quantity is not None
    assert two.quantity is not None
    total = _interval(one).plus(_interval(two))
    window = f"{explain.when_text(one.when)} and {explain.when_text(two.when)}"
    equation = f"{amount_text(one.quantity)} + {amount_text(two.quantity)} = {explain.interval_text(total)}"
    printed = _printed(total, one, book)
    if printed:
        return f"Our arithmetic: {equation}, as printed in {joined(printed)}."
    return f"Our arithmetic, stated by nobody: {equation} {state_text(one)}, {window}; {_on_whose_word([first.id, second.id], book)}."


def _printed(total: Interval, like: Claim, book: Book) -> list[str]:
    """The articles that print the total themselves."""
    claims = [claim for claim in book.claims.values() if claim.quantity and claim.quantity.unit == "count" and _same_noun(claim, like)]
    return book.names([claim.article for claim in claims if _interval(claim) == total])


def _is_flow(claim: Claim) -> bool:
    quantity = claim.quantity
    if quantity is None or quantity.unit != "count" or quantity.rate or quantity.change or quantity.modifier == "vague":
        return False
    return quantity.aspect in {None, "flow"} and claim.when is not None and not (claim.when.begin_open or claim.when.end_open)


def _same_noun(one: Claim, two: Claim) -> bool:
    first, second = read_population(one), read_population(two)
    return first.family == second.family and first.traits == second.traits


def _interval(claim: Claim) -> Interval:
    quantity = claim.quantity
    assert quantity is not None
    return Interval(quantity.low, quantity.high, quantity.low_open, quantity.high_open)


def _on_whose_word(keys: Sequence[str], book: Book) -> str:
    groups = [group for group in book.groups if group.id in keys]
    sources = sorted({name for group in groups for name in _stating(group)})
    if len(sources) == 1:
        return f"on the word of {sources[0]} alone"
    return f"on the word of {number_word(len(sources))} sources" if sources else "source not named"


def _stating(group: Group) -> list[str]:
    return [witness.source for witness in group.witnesses if witness.source is not None and witness.role == "states"]


def _rests(fact: Fact, book: Book) -> Iterable[str]:
    """What "the rest" of a total is, of which one part is counted: 92 - 46 = 46."""
    told: set[str] = set()
    for claim in book.claims.values():
        if claim.quantity is None or claim.quantity.relation != "rest" or has_figure(claim):
            continue
        parts = _counted_beside(claim, book)
        if len(parts) != 1 or parts[0].id not in fact.claims:
            continue
        sentence = _rest(claim, parts[0], book)
        if sentence and sentence not in told:
            told.add(sentence)
            yield sentence


def _rest(rest: Claim, part: Claim, book: Book) -> str:
    quantity = part.quantity
    if quantity is None or quantity.base is None or quantity.base.low is None or quantity.base.low != quantity.base.high:
        return ""
    total = quantity.base.low
    if quantity.low is None or quantity.low != quantity.high or quantity.low > total:
        return ""
    numbers = f"{explain.number_text(total)} \u2212 {explain.number_text(quantity.low)} = {explain.number_text(total - quantity.low)}"
    words = f"{quoted(clip(rest.quote, 40))} {state_text(rest)}".strip()
    return f"Our arithmetic: {words} is {numbers} ({book.cites[rest.article].name})."


def _counted_beside(rest: Claim, book: Book) -> list[Claim]:
    """The counted parts of the total that a rest is left of: of the same total, else in the same sentence."""
    base = rest.quantity.base.claim if rest.quantity and rest.quantity.base else None
    others = [claim for claim in book.claims.values() if claim.article == rest.article and claim.id != rest.id and has_figure(claim)]
    parts = [claim for claim in others if claim.quantity and claim.quantity.base]
    same = [claim for claim in parts if claim.quantity and claim.quantity.base and base and claim.quantity.base.claim == base]
    return same or [claim for claim in parts if claim.sentence == rest.sentence]


def _paces(fact: Fact, book: Book) -> Iterable[str]:
    """Counts of periods of very different length, by the month: "51 in 12 months is 4.25 a month"."""
    parts = [claim for row in fact.rows if row.role == "part" for quote in row.says if (claim := book.claims.get(quote.claim)) is not None]
    paced = {
        (claim.quantity.low, months): claim
        for claim in parts
        if claim.quantity and claim.quantity.low is not None and claim.quantity.low == claim.quantity.high and (months := _months(claim))
    }
    lengths = [months for _, months in paced]
    if len(paced) < 2 or max(lengths) < _MIN_RATIO * min(lengths):
        return
    pieces = [
        f"{explain.number_text(low)} in {number_word(months)} {'month' if months == 1 else 'months'} is {_rounded(low / months)} a month"
        for low, months in sorted(paced, key=lambda item: (-item[1], item[0]))
        if low is not None
    ]
    yield f"{capitalised('our arithmetic')}, the periods are of different length: {joined(pieces)}."


def _months(claim: Claim) -> int:
    """Whole months that the claim covers; 0 where its edges are not those of months."""
    when = claim.when
    if when is None or not when.resolved or when.begin is None or when.end is None or when.begin.day != 1:
        return 0
    after = when.end + timedelta(days=1)
    return (after.year - when.begin.year) * 12 + after.month - when.begin.month if after.day == 1 else 0


def _rounded(value: Fraction) -> str:
    return f"{float(value):,.2f}".rstrip("0").rstrip(".")
