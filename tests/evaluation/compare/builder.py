"""Claims built by hand: an article, a quote in it, and what extraction would have read there."""

from datetime import date
from fractions import Fraction
from typing import Any

from annotations.claim import (
    AsOf,
    Attribution,
    Base,
    Claim,
    DateValue,
    Days,
    Event,
    LegalReference,
    PinpointStep,
    PlaceScope,
    Quantity,
    TimeScope,
    claim_id,
)
from annotations.relation import Comparison, Relation
from annotations.vocabulary import VERDICT_ORDER
from corpus.article import Article
from evaluation.compare.compare import compare

SIGNS = {">": "more_than", ">=": "at_least", "<": "less_than", "<=": "at_most", "~": "about", "nearly": "nearly", "=": "exact"}


def article(key: str, text: str, published: str | None = "2023-10-13", **fields: Any) -> Article:
    return Article(id=key, text=text, published=published, **fields)


def amount(spec: str) -> dict[str, Any]:
    """ "> 500", "30-50", "~ 34000", "nearly 50", "none", "?" as the bounds of a quantity."""
    if spec == "?":
        return {"low": None, "high": None, "modifier": "undetermined"}
    if spec == "none":
        return {"low": Fraction(0), "high": Fraction(0), "modifier": "none"}
    if spec == "many":
        return {"low": Fraction(2), "high": None, "modifier": "vague"}
    if spec == "dozens":
        return {"low": Fraction(24), "high": Fraction(99), "modifier": "vague"}
    if "-" in spec:
        low, high = spec.split("-")
        modifier = "about" if low.startswith("~") else "range"
        return {"low": Fraction(low.lstrip("~")), "high": Fraction(high), "modifier": modifier}
    sign, _, digits = spec.rpartition(" ")
    value, modifier = Fraction(digits), SIGNS[sign or "="]
    low = None if modifier in {"less_than", "at_most", "nearly"} else value
    high = None if modifier in {"more_than", "at_least"} else value
    return {
        "low": low, "high": high, "modifier": modifier, "low_open": modifier == "more_than",
        "high_open": modifier in {"less_than", "nearly"},
    }  # fmt: skip


def days(begin: str, end: str | None = None) -> TimeScope:
    """ "2023-08" or "2023-08-01" to another, as a resolved scope."""
    first = _first(begin)
    return TimeScope(first, _last(end or begin), text=begin)


def since(begin: str) -> TimeScope:
    return TimeScope(_first(begin), None, end_open=True, text=f"since {begin}")


def unresolved(text: str) -> TimeScope:
    return TimeScope(None, None, resolved=False, text=text, flags=("year_unresolved",))


def _first(day: str) -> date:
    return date.fromisoformat(day if len(day) == 10 else f"{day}-01")


def _last(day: str) -> date:
    if len(day) == 10:
        return date.fromisoformat(day)
    year, month = (int(part) for part in day.split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - date.resolution


def place(name: str, *parents: str, key: str | None = None, countries: tuple[str, ...] = ()) -> PlaceScope:
    return PlaceScope(key or f"x:{name.lower()}", name, countries, None, parents)


def said(source: str, stance: str = "asserts", kind: str = "organisation") -> Attribution:
    return Attribution(source, kind, "say", stance)  # type: ignore[arg-type]


def event(predicate: str | None = None, state: str | None = None, **fields: Any) -> Event:
    return Event(predicate or state, state=state, **fields)


def _span(text: Article, quote: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.text.index(quote, start + 1)
    return start, start + len(quote)


def _sentence(text: Article, start: int) -> tuple[int, int]:
    begin = max(text.text.rfind(". ", 0, start) + 2, 0) if ". " in text.text[:start] else 0
    end = text.text.find(". ", start)
    return begin, len(text.text) if end < 0 else end + 1


def _claim(text: Article, quote: str, kind: str, fields: dict[str, Any]) -> Claim:
    start, end = _span(text, quote, fields.pop("nth", 0))
    source = fields.pop("source", ())
    attribution = (source,) if isinstance(source, Attribution) else tuple(source)
    key = claim_id(text.id, kind, start, end, 0)
    return Claim(
        id=key, article=text.id, kind=kind, start=start, end=end, quote=quote,  # type: ignore[arg-type]
        sentence=_sentence(text, start), attribution=attribution, **fields,
    )  # fmt: skip


def count(text: Article, quote: str, spec: str, *, state: str | None = "dead", head: str | None = None, **fields: Any) -> Claim:
    """A count of people unless `unit` says otherwise; other keywords are those of Claim or of Quantity."""
    block = {name: fields.pop(name) for name in ("rate", "aspect", "relation", "change", "base", "of", "unit") if name in fields}
    quantity = Quantity(**amount(spec), head=head, **block)
    what = fields.pop("event", None) or event(fields.pop("predicate", None), state, **fields.pop("about", {}))
    return _claim(text, quote, "quantity", {"quantity": quantity, "event": what, **fields})


def dated(text: Article, quote: str, begin: str, end: str | None = None, *, kind: str = "DATE", **fields: Any) -> Claim:
    anchor = fields.pop("anchor", "explicit")
    what = fields.pop("event", None)
    value = DateValue(kind, begin, begin=_first(begin), end=_last(end or begin), anchor=anchor)  # type: ignore[arg-type]
    return _claim(text, quote, "date", {"date": value, "event": what, **fields})


def law(text: Article, quote: str, instrument: str, *pinpoints: str, **fields: Any) -> Claim:
    """ "33(1)" is article 33, paragraph 1."""
    block = {name: fields.pop(name) for name in ("party", "status") if name in fields}
    if "on" in fields:
        day = fields.pop("on")
        block["status_date"] = Days(_first(f"{day}-01"), _last(f"{day}-12")) if len(day) == 4 else Days(_first(day), _last(day))
    paths = tuple(
        tuple(PinpointStep(unit, value) for unit, value in zip(("article", "paragraph"), p.split("."), strict=False)) for p in pinpoints
    )
    legal = LegalReference(instrument, instrument.replace("-", " ").title(), "treaty", pinpoints=paths, **block)
    return _claim(text, quote, "legal", {"legal": legal, **fields})


def base(claim: Claim) -> Base:
    assert claim.quantity is not None
    return Base(claim.id, claim.quantity.low, claim.quantity.high)


def as_of(day: str) -> AsOf:
    return AsOf(_first(day), _last(day), "text")


def run(articles: list[Article], claims: list[Claim], **options: Any) -> Comparison:
    return compare(claims, articles, **options)


def shape(relation: Relation, claims: list[Claim]) -> tuple[str, frozenset[tuple[str, str]]]:
    """Verdict and the quotes with their roles."""
    quotes = {claim.id: claim.quote for claim in claims}
    return relation.verdict, frozenset((quotes.get(member.id, member.id), member.role) for member in relation.claims)


def verdict_of(comparison: Comparison) -> str | None:
    """The verdict of the texts: the first in order that any relation has."""
    return min((relation.verdict for relation in comparison.relations), key=VERDICT_ORDER.index, default=None)
