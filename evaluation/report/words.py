"""Words of the report: figures as printed, numbers in words, names of articles, chains of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from annotations.claim import Claim, Quantity
from corpus.article import Article
from corpus.publication import published_interval
from evaluation.compare import explain
from evaluation.report.clean import clip, one_line

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_AMOUNTS = {
    "exact": "{}",
    "more_than": "more than {}",
    "at_least": "at least {}",
    "less_than": "fewer than {}",
    "at_most": "up to {}",
    "nearly": "nearly {}",
    "about": "about {}",
    "range": "{}",
}
_PRINTED_UNITS = {"count": "", "percent": " %", "percentage_point": " points"}
# Families of events whose own name does not read well behind a figure.
_STATES = {
    "aided": "given aid",
    "asylum": "seeking asylum",
    "casualty": "",
    "cost": "",
    "decreased": "",
    "earned": "earned",
    "fed": "given food",
    "increased": "",
    "living": "living there",
    "needy": "in need",
}
# "31 deaths" needs no "dead" behind it.
_STEMS = {
    "dead": ("dead", "death", "killed", "fatalit", "bodies", "drown"),
    "displaced": ("displac", "homeless"),
    "wounded": ("wound", "injur"),
}
_SHORT_NAME = 28


def number_word(number: int) -> str:
    """A small number in letters: "five"; figures from 13."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 article", "3 articles"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def joined(parts: Sequence[str]) -> str:
    """A list in words: "A, B and C"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def quoted(text: str) -> str:
    """`text` in quotation marks."""
    return f"\u201c{text}\u201d"


def capitalised(text: str) -> str:
    """`text` with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def amount_text(quantity: Quantity) -> str | None:
    """The figure of a claim in words: "more than 500", "nearly 50", "98 %"; None where only the print can say it."""
    if quantity.modifier == "none":
        return "none"
    if quantity.modifier not in _AMOUNTS or quantity.unit not in _PRINTED_UNITS or quantity.rate or quantity.relation:
        return None
    ends = [value for value in (quantity.low, quantity.high) if value is not None]
    if not ends:
        return None
    low, high = ends[0], ends[-1]
    number = explain.number_text(low) if low == high else f"{explain.number_text(low)} to {explain.number_text(high)}"
    return _AMOUNTS[quantity.modifier].format(number) + _PRINTED_UNITS[quantity.unit]


def figure_text(claim: Claim) -> str:
    """The figure with what it counts: "more than 500 North Koreans"; the print itself where words would bend it."""
    quantity = claim.quantity
    assert quantity is not None
    amount = amount_text(quantity)
    if amount is None:
        return clip(claim.quote, 60)
    head = one_line(quantity.head) if quantity.unit == "count" else ""
    if quantity.unit == "percent" and quantity.of:
        return clip(f"{amount} of {one_line(quantity.of)}", 70)
    if amount == "none":
        return f"no {head}" if head else "none"
    return clip(f"{amount} {head}" if head and quantity.low != Fraction(1) else amount if not head else claim.quote, 70)


def state_text(claim: Claim) -> str:
    """What happened to those counted: "returned"; "" where the claim names no event of a known family."""
    state = claim.event.state if claim.event else None
    if state == "detained" and claim.quantity is not None and claim.quantity.aspect == "stock":
        return "in custody"
    return _STATES.get(state, state) if state else ""


def when_text(claim: Claim) -> str:
    """When the claim holds: "August [2017]", and the text's own words in quotation marks where they give no days."""
    when = claim.when
    if when is None:
        return ""
    if when.resolved and (when.begin or when.end):
        return explain.when_text(when)
    return quoted(clip(when.text, 40)) if when.text else ""


def with_state(figure: str, claim: Claim, state: str | None = None) -> str:
    """A figure and what happened: "41 people detained"; "2 dead" stays as it is, and a sum of money has no event."""
    word = state_text(claim) if state is None else state
    is_counted = claim.quantity is not None and claim.quantity.unit in {"count", "percent"}
    is_said = any(stem in figure.lower() for stem in _STEMS.get(word, (word[:5].lower(),)))
    return figure if not word or is_said or not is_counted else f"{figure} {word}"


def described(claim: Claim) -> str:
    """Figure, event and time in one phrase: "41 people detained, July to August [2017]"."""
    phrase = with_state(figure_text(claim), claim)
    when = when_text(claim)
    return f"{phrase}, {when}" if when else phrase


def published_text(published: str | None) -> str:
    """A date of publication with its precision: "13 October 2023", "September 2017", "2017", "undated"."""
    if published is None:
        return "undated"
    first, last = published_interval(published)
    return explain.days_text((first, last))


def short_names(articles: Sequence[Article]) -> dict[str, str]:
    """A short name for every article, no two the same: "002" for "002_fa11", "01-wire" for "ferry/01-wire"."""
    for shorten in (_number, _last_part, _clipped):
        names = {article.id: shorten(article.id) for article in articles}
        if all(names.values()) and max(Counter(names.values()).values(), default=1) == 1:
            return names
    return {article.id: one_line(article.id) for article in articles}


def _number(key: str) -> str:
    stem = key.rsplit("/", 1)[-1].split("_", 1)[0]
    return stem if stem.isdigit() else ""


def _last_part(key: str) -> str:
    part = one_line(key.rsplit("/", 1)[-1])
    return part if len(part) <= _SHORT_NAME else ""


def _clipped(key: str) -> str:
    line = one_line(key)
    return line if len(line) <= _SHORT_NAME else f"{line[: _SHORT_NAME - 1]}\u2026"


def chain_text(chain: Iterable[str]) -> str:
    """A chain of sources, the ultimate one first: "the ministry, via The Herald"."""
    links = [clip(link, 80) for link in chain]
    if not links:
        return ""
    return f"{links[-1]}, via {', '.join(reversed(links[:-1]))}" if len(links) > 1 else links[-1]
