from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claim import AsOf, Attribution, Claim, DateValue, Event, PlaceScope, Quantity, TimeScope, claim_id
from annotations.record import from_json, from_record, to_fraction, to_json_number, to_line, to_record
from annotations.relation import Relation, RelationClaim
from annotations.schema import RECORD_TYPES, record_schema
from corpus.article import Article, Failure, Zone
from corpus.errors import RecordError

texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    quote = draw(texts)
    start = draw(st.integers(0, 10**6))
    begin, end = sorted((draw(days), draw(days)))
    low = Fraction(draw(st.integers(0, 10**12)), draw(st.sampled_from([1, 2, 10, 1000])))
    return Claim(
        id=claim_id("a", "quantity", start, start + len(quote), 0),
        article=draw(texts),
        kind="quantity",
        start=start,
        end=start + len(quote),
        quote=quote,
        sentence=(start, start + len(quote)),
        event=draw(st.none() | st.just(Event("return", patient="people", state="returned"))),
        when=draw(st.none() | st.just(TimeScope(begin, end, text="then", flags=("relative_date",)))),
        where=draw(st.just(()) | st.just((PlaceScope("gn:1", "Lugo", ("ES",), None, ("country:ES",)),))),
        attribution=draw(st.just(()) | st.just((Attribution(draw(texts), "person", source_span=(1, 2)),))),
        as_of=draw(st.none() | st.just(AsOf(begin, end, "published"))),
        evidence={"value": ((start, start + 1),)},
        quantity=Quantity(low, draw(st.sampled_from([None, low])), modifier="at_least"),
    )


@given(claims())
def test_a_record_comes_back_as_it_went(claim: Claim) -> None:
    assert from_record(Claim, to_record(claim)) == claim
    assert from_json(Claim, to_line(claim)) == claim


@given(claims())
def test_a_record_obeys_its_schema(claim: Claim) -> None:
    jsonschema.validate(json.loads(to_line(claim)), record_schema("claim"))


@pytest.mark.parametrize("name", sorted(RECORD_TYPES))
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema(name))


@pytest.mark.parametrize(
    ("number", "printed"),
    [(Fraction(500), 500), (Fraction(1, 2), 0.5), (Fraction(2, 3), 0.666667), (Fraction(10**15), 10**15), (Fraction(0), 0)],
)
def test_numbers_are_printed(number: Fraction, printed: int | float) -> None:
    assert to_json_number(number) == printed
    assert isinstance(to_json_number(number), type(printed))


def test_a_printed_decimal_is_read_exactly() -> None:
    assert to_fraction(0.1) == Fraction(1, 10)


@pytest.mark.parametrize("value", [True, "500", float("nan"), float("inf"), None, [1]])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="number"):
        to_fraction(value)


def test_a_claim_writes_the_block_of_its_kind_only() -> None:
    assert {"quantity"} == set(_record()) & {"quantity", "date", "place", "legal"}
    validator = jsonschema.Draft202012Validator(record_schema("claim"))
    validator.validate(_record())
    assert not validator.is_valid({**_record(), "date": None})
    assert not validator.is_valid({**_record(), "kind": "date"})


def _record() -> dict[str, object]:
    quantity = Quantity(Fraction(3), Fraction(3))
    return to_record(Claim("x", "a", "quantity", 0, 5, "three", (0, 5), quantity=quantity))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "number"}, "kind"),
        ({"quote": "four"}, "offsets 0-5 do not fit"),
        ({"start": 5, "end": 5, "quote": ""}, "offsets 5-5"),
        ({"quantity": None}, "without its quantity block"),
        ({"colour": "red"}, "colour"),
        ({"zone": "sidebar"}, "zone"),
        ({"start": "first"}, "start"),
    ],
)
def test_a_wrong_record_is_refused_with_its_fault(change: dict[str, object], named: str) -> None:
    with pytest.raises(RecordError, match=named):
        from_record(Claim, {**_record(), **change})


def test_a_date_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        DateValue("DATE", "2017", begin=date(2017, 2, 1), end=date(2017, 1, 1))


def test_an_alarm_is_a_conflict_with_a_severity() -> None:
    pair = (RelationClaim("a", "peer"), RelationClaim("b", "peer"))
    with pytest.raises(ValueError, match="alarm"):
        Relation("r", "agree", pair, "reason", "equal", alarm=True, severity="low")
    with pytest.raises(ValueError, match="severity"):
        Relation("r", "conflict", pair, "reason", "disjoint", alarm=True)


def test_articles_and_failures_are_records_too() -> None:
    article = Article(id="a/b", text="One.\nTwo.", published="2017-09", zones=(Zone(0, 4, "headline"),))
    failure = Failure("x.pdf", None, "read", "encrypted", "the PDF is encrypted")
    assert from_json(Article, to_line(article)) == article
    assert from_json(Failure, to_line(failure)) == failure


def test_ids_depend_on_the_place_and_not_on_the_value() -> None:
    assert claim_id("a", "date", 3, 9, 0) == claim_id("a", "date", 3, 9, 0)
    assert len({claim_id("a", "date", 3, 9, n) for n in range(3)} | {claim_id("b", "date", 3, 9, 0)}) == 4


def test_a_scope_covers_itself_and_what_lies_inside() -> None:
    year = TimeScope(date(2017, 1, 1), date(2017, 12, 31))
    month = TimeScope(date(2017, 7, 1), date(2017, 7, 31))
    since = TimeScope(date(2016, 6, 1), None, end_open=True)
    assert year.covers(year)
    assert year.covers(month)
    assert since.covers(month)
    assert not month.covers(year)
    assert not year.covers(since)
    assert not TimeScope(None, None, resolved=False).covers(month)
