"""Two annotators of a few short articles: what they agree on, and each place where they do not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.errors import AnnotationFaults, InputError
from evaluation.accuracy.agreement import Agreement, compare_annotators, read_annotator
from evaluation.accuracy.agreement_table import agreement_record, agreement_table
from evaluation.accuracy.gold import Gold, GoldClaim, GoldRelation

MARKET = "At least 9 traders were held in Juba on 4 May, 3 of them women."
CLINIC = "The clinic treated about 70 patients, the ministry said."
TEXTS = {"market/a": MARKET, "market/b": "Police in Juba held 12 traders on Sunday.", "clinic/a": CLINIC}
ARTICLES = [Article(id=name, text=text) for name, text in TEXTS.items()]


def _claim(name: str, article: str, quote: str, kind: str = "quantity", **slots: Any) -> GoldClaim:
    start = TEXTS[article].index(quote)
    return GoldClaim(name, article, kind, start, start + len(quote), quote, {"kind": kind, **slots})


def _number(name: str, article: str, quote: str, low: int, modifier: str = "exact", **slots: Any) -> GoldClaim:
    return _claim(name, article, quote, quantity={"low": low, "high": low, "modifier": modifier, "unit": "count"}, **slots)


NINE = _number("f1", "market/a", "At least 9 traders", 9, "at_least", attribution=[])
JUBA = _claim("f2", "market/a", "Juba", "place", place={"role": "location", "countries": ["SS"]})
MAY = _claim("f3", "market/a", "4 May", "date", date={"type": "DATE", "value": "2025-05-04"})
WOMEN = _number("f4", "market/a", "3 of them", 3)
TWELVE = _number("f5", "market/b", "12 traders", 12, attribution=[{"source": "Police", "stance": "asserts"}])
PATIENTS = _number("f6", "clinic/a", "about 70 patients", 70, "about", attribution=[{"source": "the ministry", "stance": "asserts"}])
FIRST = (NINE, JUBA, MAY, WOMEN, TWELVE, PATIENTS)

# The second leaves "At least" outside and reads 9 exactly, misses Juba, marks 3 alone, and has the ministry estimate.
SECOND = (
    _number("s1", "market/a", "9 traders", 9, "exact", attribution=[]),
    replace(MAY, id="s3"),
    _number("s4", "market/a", "3", 3),
    _number("s5", "market/b", "12 traders", 12, attribution=[{"source": "police", "stance": "asserts"}]),
    _number("s6", "clinic/a", "about 70 patients", 70, "about", attribution=[{"source": "the ministry", "stance": "estimates"}]),
)


def _relations(prefix: str, *lines: tuple[str, tuple[int, ...]]) -> tuple[GoldRelation, ...]:
    named = [(verdict, tuple(f"{prefix}{number}" for number in numbers)) for verdict, numbers in lines]
    return tuple(
        GoldRelation(f"{prefix}-{index}", verdict, claims, ("peer",) * len(claims)) for index, (verdict, claims) in enumerate(named)
    )


ONE = Gold(FIRST, _relations("f", ("conflict", (1, 5)), ("review", (4, 5)), ("agree", (2, 5))))
OTHER = Gold(SECOND, _relations("s", ("supersedes", (1, 5)), ("review", (4, 5)), ("not_comparable", (5, 6))))


def _compare(one: Gold = ONE, other: Gold = OTHER) -> Agreement:
    return compare_annotators(one, other, ARTICLES)


def _value(agreement: Agreement, of: str, coefficient: str) -> tuple[int, float | None]:
    measure = agreement.measure(of, coefficient)
    assert measure is not None, f"{of} {coefficient}"
    return measure.items, None if measure.value is None else round(measure.value, 4)


# Quantities: 4 and 4, of which two have the same span ("12 traders", "about 70 patients") and all four overlap. All kinds: 6 and 5 with
# 3 exact pairs, 2 * 3 / 11 = .5455, and 5 overlapping ones, 10 / 11 = .9091. The first alone has the place: F1 0 over one claim.
SPANS = [
    ("quantity", "F1 exact", 8, 0.5),
    ("quantity", "F1 overlap", 8, 1.0),
    ("date", "F1 exact", 2, 1.0),
    ("place", "F1 overlap", 1, 0.0),
    ("all", "F1 exact", 11, 0.5455),
    ("all", "F1 overlap", 11, 0.9091),
]


@pytest.mark.parametrize(("of", "coefficient", "items", "value"), SPANS)
def test_spans(of: str, coefficient: str, items: int, value: float) -> None:
    assert _value(_compare(), of, coefficient) == (items, value)


# The clinic's text has 11 tokens (nine words, comma, full stop); "about 70 patients" is three of them for both: kappa 1. The first text of
# the market has 17: At least 9 traders were held in Juba on 4 May , 3 of them women . - the first marks 7 as quantity (At least 9 traders,
# 3 of them), the second 3 (9 traders, 3). Both in: 3, both out: 10, so 13/17 agree; chance (7*3 + 10*14) / 289 = 161/289.
# kappa = (221 - 161) / (289 - 161) = 60/128.
def test_tokens() -> None:
    agreement = _compare()
    assert agreement.by_article["clinic/a"]["quantity"] == pytest.approx(1.0)
    assert agreement.by_article["market/a"]["quantity"] == pytest.approx(60 / 128)
    assert agreement.by_article["clinic/a"]["place"] is None
    # In all 17 + 9 + 11 = 37 tokens: the first has 7 + 2 + 3 = 12 quantity tokens, the second 3 + 2 + 3 = 8, both 8; 33/37 agree.
    chance = (12 * 8 + 25 * 29) / 37**2
    assert _value(agreement, "quantity", "token kappa") == (37, round((33 / 37 - chance) / (1 - chance), 4))
    # Alpha: 74 values, 20 inside, 54 outside, 4 tokens differ: 1 - 73 * 8 / (2 * 20 * 54).
    assert _value(agreement, "quantity", "token alpha") == (37, round(1 - 73 * 8 / (2 * 20 * 54), 4))
    assert agreement.measure("legal", "token kappa") is None


# Modifiers of the four quantity pairs: at_least/exact, exact/exact, exact/exact, about/about: 3/4 agree. The first says exact 2/4, about
# 1/4; the second exact 3/4, about 1/4: chance 6/16 + 1/16 = 7/16. kappa = (12 - 7) / (16 - 7) = 5/9. Stances of the three quantities with
# an attribution: asserts (the article)/asserts, asserts/asserts, asserts/estimates: 2/3 agree and chance is 1 * 2/3: kappa 0.
SLOTS_ = [
    ("quantity.modifier", "kappa", 4, 0.5556),
    ("quantity.modifier", "share", 4, 0.75),
    # 8 values: at_least 1, exact 5, about 2; one pair differs: 1 - 7 * 2 / (64 - 1 - 25 - 4) = 1 - 14/34.
    ("quantity.modifier", "alpha", 4, round(1 - 14 / 34, 4)),
    ("quantity.stance", "kappa", 3, 0.0),
    ("quantity.stance", "share", 3, 0.6667),
    ("quantity.who", "share", 3, 1.0),
    ("quantity.value", "share", 4, 1.0),
    ("quantity.low", "alpha", 4, 1.0),
    ("quantity.unit", "kappa", 4, None),
    ("date.type", "kappa", 1, None),
]


@pytest.mark.parametrize(("of", "coefficient", "items", "value"), SLOTS_)
def test_slots_of_the_claims_that_both_marked(of: str, coefficient: str, items: int, value: float | None) -> None:
    assert _value(_compare(), of, coefficient) == (items, value)


def test_a_slot_that_one_leaves_out_is_missing() -> None:
    agreement = _compare()
    assert agreement.measure("quantity.when", "share") is None  # neither gives any
    silent = Gold((replace(NINE, slots={"kind": "quantity", "quantity": {"low": 9}}), *FIRST[1:]), ())
    assert _value(compare_annotators(silent, OTHER, ARTICLES), "quantity.modifier", "share") == (3, 1.0)
    assert _value(compare_annotators(silent, OTHER, ARTICLES), "quantity.value", "share") == (4, 1.0)


# Pairs of claims that both marked: the first joins 1-5 and 4-5 (2-5 has the place that the second misses), the second 1-5, 4-5 and 5-6:
# 2 of 2 and 2 of 3, F1 .8 over three pairs. Of the two that both join one has the same verdict: alpha over conflict/supersedes and
# review/review: 4 values, 1 - 3 * 2 / (16 - 1 - 1 - 4) = .4.
def test_relations_are_compared_over_pairs() -> None:
    agreement = _compare()
    assert _value(agreement, "relation", "F1") == (3, 0.8)
    assert _value(agreement, "verdict", "alpha") == (2, 0.4)
    assert compare_annotators(Gold(FIRST, ()), Gold(SECOND, ()), ARTICLES).measure("relation", "F1") is None


def test_disagreements_are_listed_with_both_readings() -> None:
    found = [(one.of, one.article, one.start, one.end, one.quote, one.first, one.second) for one in _compare().disagreements]
    assert found == [
        ("quantity.stance", "clinic/a", 19, 36, "about 70 patients", "stance asserts", "stance estimates"),
        ("relation: missed by one", "clinic/a", 19, 36, "about 70 patients / 12 traders (market/b)", None, "not_comparable"),
        ("quantity.modifier", "market/a", 0, 18, "At least 9 traders", "modifier at_least", "modifier exact"),
        ("quantity: boundary", "market/a", 0, 18, "At least 9 traders", "At least 9 traders", "9 traders"),
        ("verdict", "market/a", 0, 18, "At least 9 traders / 12 traders (market/b)", "conflict", "supersedes"),
        ("place: missed by one", "market/a", 32, 36, "Juba", "Juba", None),
        ("quantity: boundary", "market/a", 47, 56, "3 of them", "3 of them", "3"),
    ]


# The tokens of "It cost US$40." are It cost US $ 40 . - the first has three in the amount, the second one, and neither the full stop:
# 4 of 6 agree; chance (3*1 + 3*5) / 36 = .5, kappa (4/6 - .5) / .5 = 1/3.
def test_a_token_that_only_touches_a_claim_is_outside() -> None:
    [one, other] = [
        Gold((GoldClaim("a", "x/a", "quantity", start, 13, text, {"quantity": {}}),), ()) for start, text in ((8, "US$40"), (11, "40"))
    ]
    agreement = compare_annotators(one, other, [Article(id="x/a", text="It cost US$40.")])
    assert agreement.by_article["x/a"]["quantity"] == pytest.approx(1 / 3)


# The second numbers its claims as the first does. Its relation joins the patients (f6 for both) and a claim f1 of an article that the
# first did not read, which must not be taken for the first's f1.
def test_claims_of_articles_left_out_are_in_no_pair() -> None:
    one = Gold((NINE, PATIENTS), _relations("f", ("conflict", (1, 6))))
    far, near = replace(TWELVE, id="f1"), replace(NINE, id="f7")
    agreement = compare_annotators(one, Gold((far, near, PATIENTS), _relations("f", ("agree", (1, 6)))), ARTICLES)
    assert agreement.left_out == ("market/b",)
    assert _value(agreement, "relation", "F1") == (1, 0.0)
    assert [(found.of, found.first, found.second) for found in agreement.disagreements] == [("relation: missed by one", "conflict", None)]


# With the sides changed over the spans and slots shown come from the other, but the figures and the places are the same.
def test_who_is_first_changes_nothing() -> None:
    one, other = _compare(), _compare(OTHER, ONE)
    assert (one.measures, one.by_article, one.articles) == (other.measures, other.by_article, other.articles)
    assert [(a.of, a.quote, a.first, a.second) for a in one.disagreements] == [
        (b.of, b.quote, b.second, b.first) for b in other.disagreements
    ]


def test_articles_of_one_annotator_are_left_out() -> None:
    some = Gold(tuple(claim for claim in SECOND if claim.article != "clinic/a"), ())
    agreement = compare_annotators(ONE, some, ARTICLES)
    assert agreement.articles == ("market/a", "market/b")
    assert agreement.left_out == ("clinic/a",)
    assert "Left out, because only one of them has claims there: clinic/a." in agreement_table(agreement)
    assert _value(agreement, "quantity", "F1 overlap") == (6, 1.0)


def test_nothing_in_common_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="no article in common: the first has claims in clinic/a, the second in market/a, market/b"):
        compare_annotators(Gold((PATIENTS,), ()), Gold(SECOND[:4], ()), ARTICLES)
    with pytest.raises(InputError, match="the second in none"):
        compare_annotators(ONE, Gold((), ()), ARTICLES)


def _perfect(agreement: Agreement) -> bool:
    return (
        all(measure.value is None or measure.value == pytest.approx(1.0) for measure in agreement.measures) and not agreement.disagreements
    )


def test_agreement_with_oneself_is_perfect() -> None:
    agreement = _compare(ONE, ONE)
    assert _perfect(agreement)
    assert _value(agreement, "all", "token kappa")[1] == 1.0
    assert "No disagreement." in agreement_table(agreement)


SPANS_OF = {name: [(a, b) for a in range(0, len(text) - 1, 4) for b in range(a + 2, len(text), 7)] for name, text in TEXTS.items()}


def _annotations(seed: int) -> Gold:
    """One annotator's claims and relations at random; made from a number, so that a failing case is found again by it."""
    chance = random.Random(seed)
    places = {("market/a", (0, 18)): None}
    for _ in range(chance.randint(1, 8)):
        article = chance.choice(sorted(TEXTS))
        places[article, chance.choice(SPANS_OF[article])] = None
    claims = []
    for index, (article, (start, end)) in enumerate(places):
        block = {"low": chance.randint(0, 3), "modifier": chance.choice(["exact", "about"])}
        claims.append(GoldClaim(f"c{index}", article, "quantity", start, end, TEXTS[article][start:end], {"quantity": block}))
    relations = []
    for index in range(chance.randint(0, 3)):
        members = chance.sample(range(len(claims)), min(len(claims), chance.randint(2, 3)))
        verdict = chance.choice(["agree", "conflict", "review"])
        relations.append(GoldRelation(f"r{index}", verdict, tuple(f"c{one}" for one in sorted(members))))
    return Gold(tuple(claims), tuple(relations))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_laws_of_agreement(first: int, second: int) -> None:
    one, other, chance = _annotations(first), _annotations(second), random.Random(first)
    agreement, swapped = _compare(one, other), _compare(other, one)
    assert (agreement.measures, agreement.by_article) == (swapped.measures, swapped.by_article)
    mixed = Gold(tuple(chance.sample(one.claims, len(one.claims))), tuple(chance.sample(one.relations, len(one.relations))))
    assert _compare(mixed, other) == agreement
    assert _perfect(_compare(one, one))
    for measure in agreement.measures:
        assert measure.value is None or -1 - 1e-9 <= measure.value <= 1 + 1e-9
        assert measure.interval is None or measure.interval[0] <= measure.interval[1]


def _write(path: Path, claims: Iterable[GoldClaim]) -> Path:
    rows = [{"id": c.id, "article": c.article, "start": c.start, "end": c.end, "quote": c.quote, **c.slots} for c in claims]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_an_annotator_is_a_folder_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "ann").mkdir()
    _write(tmp_path / "ann" / "all.claims.jsonl", FIRST)
    file = _write(tmp_path / "second.jsonl", SECOND)
    agreement = compare_annotators(read_annotator(tmp_path / "ann", ARTICLES), read_annotator(file, ARTICLES), ARTICLES)
    assert _value(agreement, "all", "F1 exact") == (11, 0.5455)


def test_all_faults_of_a_file_are_told_with_its_name(tmp_path: Path) -> None:
    moved = [replace(NINE, start=3, end=21), replace(WOMEN, article="market/z"), TWELVE]
    file = _write(tmp_path / "second.jsonl", moved)
    with pytest.raises(AnnotationFaults) as caught:
        read_annotator(file, ARTICLES)
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [(file, 1), (file, 2)]
    assert str(caught.value).count(str(file)) == 2
    assert "market/z" in str(caught.value)
    with pytest.raises(InputError, match="does not exist"):
        read_annotator(tmp_path / "nobody", ARTICLES)


def test_the_table_has_every_figure_with_items_and_interval() -> None:
    table = agreement_table(_compare(), limit=2)
    assert "3 articles that both annotated. None was left out." in table
    assert "| quantity | 0.500 [" in table
    assert "], n = 8 | 1.000 [" in table
    assert "undefined, n = 4" in table
    assert "| market/a | 0.469 | 1.000 |" in table
    assert "| quantity: boundary | 2 |" in table
    assert "The first 2 of 7 in the order of the text:" in table
    assert "not marked" in table


def test_foreign_text_cannot_break_the_table() -> None:
    text = "Held | <b>9</b> \x1b[31m men\nwere."
    claim = GoldClaim("a", "x/a", "quantity", 0, 25, text[:25], {"quantity": {"low": 9}})
    alone = GoldClaim("b", "x/a", "quantity", 26, 30, text[26:30], {"quantity": {"low": 9}})
    table = agreement_table(compare_annotators(Gold((claim, alone), ()), Gold((alone,), ()), [Article(id="x/a", text=text)]))
    assert "\x1b" not in table
    assert "<b>" not in table.replace("\\<", "")
    assert all(line.replace("\\|", "").count("|") == 6 for line in table.splitlines() if "x/a 0-25" in line)


def test_the_record_is_plain_and_rounded() -> None:
    record = agreement_record(_compare())
    assert json.loads(json.dumps(record)) == record
    modifier = next(one for one in record["measures"] if (one["of"], one["coefficient"]) == ("quantity.modifier", "kappa"))
    assert (modifier["items"], modifier["value"]) == (4, 0.556)
    assert record["token_kappa_by_article"]["market/a"]["quantity"] == 0.469
    assert len(record["disagreements"]) == 7
