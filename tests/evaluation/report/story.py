"""A small story written for these tests, with claims, findings and facts put together by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

from annotations.claim import (
    Attribution,
    Claim,
    DateValue,
    Event,
    LegalReference,
    PinpointStep,
    PlaceValue,
    Quantity,
    TimeScope,
    claim_id,
)
from annotations.relation import Comparison, Estimate, Group, Question, Range, Relation, RelationClaim, Witness
from corpus.article import Article, Failure, Zone

WIRE = (
    "Slope gives way above Velm\n"
    "More than 300 villagers were evacuated on 4 May after the slope above Velm gave way, the Hill Watch network said. "
    "The regional office said it could not yet say how many people had left. "
    "Hill Watch counted 90 evacuees in the two weeks before."
)
LEDGER = (
    "Over 300 residents have been evacuated from Velm, and 60 villagers went in the first week and 30 villagers in the second. "
    "Norland is a signatory to the Alpine Safety Convention."
)
BULLETIN = "Norland acceded to the Alpine Safety Convention in 1999. Forty of the evacuees are children."


def article(key: str, text: str, published: str | None = "2024-05-06", **fields: Any) -> Article:
    return Article(id=key, text=text, published=published, **fields)


def claim(text: Article, quote: str, kind: str = "quantity", **fields: Any) -> Claim:
    start = text.text.index(quote)
    end = start + len(quote)
    begin = max(text.text.rfind(". ", 0, start) + 2, text.text.rfind("\n", 0, start) + 1, 0) if start else 0
    stop = text.text.find(". ", end)
    fields.setdefault("sentence", (begin, len(text.text) if stop < 0 else stop + 1))
    return Claim(id=claim_id(text.id, kind, start, end, 0), article=text.id, kind=kind, start=start, end=end, quote=quote, **fields)  # type: ignore[arg-type]


def count(text: Article, quote: str, low: int | None, high: int | None, modifier: str = "exact", **fields: Any) -> Claim:
    block = {key: fields.pop(key) for key in ("head", "unit", "relation", "base", "aspect", "low_open", "high_open") if key in fields}
    quantity = Quantity(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        modifier=modifier,
        **block,  # type: ignore[arg-type]
    )
    fields.setdefault("event", Event("evacuate", state="evacuated"))
    return claim(text, quote, quantity=quantity, **fields)


def days(begin: str, end: str, *flags: str) -> TimeScope:
    return TimeScope(date.fromisoformat(begin), date.fromisoformat(end), text=begin, flags=flags)


def said(*names: str, stance: str = "asserts") -> tuple[Attribution, ...]:
    return tuple(Attribution(name, "organisation", "say", stance) for name in names)  # type: ignore[arg-type]


def witness(source: str | None, role: str, *claims: Claim, identity: str = "named") -> Witness:
    chain = tuple(link.source for link in claims[0].attribution)
    articles = tuple(sorted({item.article for item in claims}))
    return Witness(source, role, chain, articles, tuple(sorted(item.id for item in claims)), identity)  # type: ignore[arg-type]


def group(key: str, rank: int, *claims: Claim, witnesses: tuple[Witness, ...] = (), **fields: Any) -> Group:
    defaults: dict[str, Any] = {
        "kind": claims[0].kind, "label": "evacuated: villagers", "consensus": None, "spread": None, "current": None, "history": (),
        "independent_for_number": 1, "independent_for_event": 1, "questions": (),
    }  # fmt: skip
    return Group(id=key, claims=tuple(sorted(item.id for item in claims)), witnesses=witnesses, rank=rank, **{**defaults, **fields})


def relation(key: str, verdict: str, reason: str, *members: tuple[Claim | str, str], **fields: Any) -> Relation:
    claims = tuple(RelationClaim(item if isinstance(item, str) else item.id, role) for item, role in members)  # type: ignore[arg-type]
    is_alarm = verdict == "conflict"
    return Relation(
        id=key, verdict=verdict, claims=claims, reason=reason, reason_code="test", alarm=is_alarm,  # type: ignore[arg-type]
        severity="mid" if is_alarm else None, rule="test", **fields,
    )  # fmt: skip


def make_story() -> tuple[list[Article], list[Claim], Comparison, list[Failure]]:
    """Three articles; two facts that matter, one law, a date alone, and an input that could not be read."""
    wire = article(
        "velm/01-wire", WIRE, publisher="Hill Wire", title="Slope gives way above Velm", url="https://hillwire.example/velm?a=1&b=2",
        zones=(Zone(0, 26, "headline"),),
    )  # fmt: skip
    ledger = article("velm/02-ledger", LEDGER, published=None)
    bulletin = article("velm/03-bulletin", BULLETIN, "2024-05", publisher="The Bulletin", url="javascript:alert(1)")
    may_4 = days("2024-05-04", "2024-05-04", "year_inferred")
    over = count(
        wire, "More than 300 villagers", 300, None, "more_than", low_open=True, head="villagers", when=may_4, attribution=said("Hill Watch")
    )
    silent = count(wire, "how many people had left", None, None, "undetermined", attribution=said("regional office", stance="abstains"))
    total = count(
        wire, "90 evacuees", 90, 90, head="evacuees", when=days("2024-04-20", "2024-05-03"), attribution=said("Hill Wire", "Hill Watch")
    )
    repeats = count(ledger, "Over 300 residents", 300, None, "more_than", low_open=True, head="residents")
    first = count(ledger, "60 villagers", 60, 60, head="villagers", when=days("2024-04-20", "2024-04-26"))
    second = count(ledger, "30 villagers", 30, 30, head="villagers", when=days("2024-04-27", "2024-05-03"))
    children = count(bulletin, "Forty of the evacuees", 40, 40, head="children")
    signatory = claim(
        ledger, "signatory to the Alpine Safety Convention", "legal",
        legal=LegalReference("alpine", "Alpine Safety Convention", "treaty", party="NL", status="signatory"),
    )  # fmt: skip
    acceded = claim(
        bulletin, "acceded to the Alpine Safety Convention", "legal",
        legal=LegalReference(
            "alpine", "Alpine Safety Convention", "treaty", pinpoints=((PinpointStep("article", "9"),),), party="NL", status="acceded"
        ),
    )  # fmt: skip
    day = claim(wire, "4 May", "date", date=DateValue("DATE", "2024-05-04", begin=date(2024, 5, 4), end=date(2024, 5, 4)))
    velm = claim(
        wire,
        "Velm",
        "place",
        place=PlaceValue("gn:1", "Velm", countries=("NL",), latitude=Fraction(47), longitude=Fraction(11), feature="city"),
    )
    claims = [over, silent, total, repeats, first, second, children, signatory, acceded, day, velm]
    groups = (
        group(
            "aaaa", 10001, over, silent, repeats,
            witnesses=(
                witness("Hill Watch", "states", over), witness(None, "unattributed", repeats, identity="unknown"),
                witness("regional office", "abstains", silent),
            ),
            current=Range(Fraction(301), None), independent_for_event=2,
            questions=(Question("accused_not_heard", "What does the mine say? No article quotes it on this.", (over.id,)),),
            history=(Estimate(date(2024, 5, 6), Fraction(301), None, (over.id,)),),
        ),
        group("bbbb", 30002, total, witnesses=(witness("Hill Watch", "states", total),), current=Range(Fraction(90), Fraction(90))),
        group("cccc", 60003, first, witnesses=(witness(None, "unattributed", first, identity="unknown"),)),
        group("dddd", 60004, second, witnesses=(witness(None, "unattributed", second, identity="unknown"),)),
        group(
            "eeee", 40005, signatory, acceded, label="Alpine Safety Convention",
            witnesses=(witness(None, "unattributed", signatory, acceded, identity="unknown"),),
        ),
        group("ffff", 60006, children, witnesses=(witness(None, "unattributed", children, identity="unknown"),)),
        group("0000", 70007, day, label="4 May", witnesses=(witness(None, "unattributed", day, identity="unknown"),)),
        group("0001", 70008, velm, label="Velm", witnesses=(witness(None, "unattributed", velm, identity="unknown"),)),
    )  # fmt: skip
    relations = (
        relation("r1", "agree", "The same figure, more than 300, in 2 articles.", (over, "peer"), (repeats, "peer"), group="aaaa"),
        relation("r2", "no_estimate", "The regional office gives no figure.", (silent, "speaker"), (over, "peer"), group="aaaa"),
        relation(
            "r3", "sums_to", "60 + 30 = 90: the parts make up the total.", (total, "whole"), (first, "part"), (second, "part"), group="bbbb",
            equation="60 (first week) + 30 (second week) = 90",
        ),
        relation("r4", "refines", "A signatory and one that acceded differ in the act only.", (signatory, "coarser"), (acceded, "finer"), group="eeee"),
        relation("r5", "not_comparable", "They look alike.", (children, "peer"), (first, "peer"), group="ffff"),
    )  # fmt: skip
    failures = [Failure("velm/broken.pdf", None, "read", "pdf", "the file is encrypted: save it without a password")]
    return [wire, ledger, bulletin], claims, Comparison(relations, groups), failures
