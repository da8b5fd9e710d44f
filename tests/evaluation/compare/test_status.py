"""Legal claims: instruments, provisions and who is bound by them."""

from typing import Any

import pytest

from annotations.claim import Claim
from corpus.article import Article
from tests.evaluation.compare.builder import article, event, law, run, shape, verdict_of

CRC = "rights-of-the-child"
Given = tuple[str, str, dict[str, Any]]


def two(first: Given, second: Given, *, published: tuple[str, str] = ("2020-05-01", "2020-05-03")) -> tuple[list[Article], list[Claim]]:
    articles, claims = [], []
    for key, (text, quote, fields), day in zip(("a", "b"), (first, second), published, strict=True):
        source = article(key, text, day)
        articles.append(source)
        given = dict(fields)
        claims.append(law(source, quote, given.pop("instrument", CRC), *given.pop("at", ()), **given))
    return articles, claims


def status(text: str, quote: str, name: str, **fields: Any) -> Given:
    return text, quote, {"party": "TD", "status": name, **fields}


PARTY = status("Chad is a party to the convention.", "party to the convention", "party")
RATIFIED = status("Chad ratified the convention.", "ratified the convention", "ratified")
SIGNATORY = status("Chad, a signatory to the convention.", "signatory to the convention", "signatory")
NOT_PARTY = status("Chad never joined the convention.", "never joined the convention", "not_party")
WITHDRAWN = status("Chad left the convention.", "left the convention", "withdrawn")
SIGNED_ONLY = status("Chad signed but did not ratify the convention.", "signed but did not ratify the convention", "signed_only")
DATED = status("Chad ratified the convention in 1990.", "ratified the convention in 1990", "ratified", on="1990")
WRONG_YEAR = status("Chad ratified the convention in 1995.", "ratified the convention in 1995", "ratified", on="1995")

LATTICE = [
    (PARTY, PARTY, "agree", None),
    (PARTY, RATIFIED, "agree", None),
    (PARTY, SIGNATORY, "refines", "status_term"),
    (RATIFIED, SIGNATORY, "refines", "status_term"),
    (DATED, PARTY, "refines", None),
    (DATED, WRONG_YEAR, "conflict", None),
    (SIGNATORY, SIGNATORY, "agree", None),
    (PARTY, NOT_PARTY, "conflict", None),
    (SIGNATORY, NOT_PARTY, "conflict", None),
    (RATIFIED, WITHDRAWN, "conflict", None),
    (SIGNED_ONLY, PARTY, "conflict", None),
    (SIGNED_ONLY, SIGNATORY, "refines", "status_term"),
]


@pytest.mark.parametrize(("first", "second", "verdict", "flag"), LATTICE)
def test_status_lattice(first: Given, second: Given, verdict: str, flag: str | None) -> None:
    for one, other in ((first, second), (second, first)):
        relations = run(*two(one, other)).relations
        assert [relation.verdict for relation in relations] == [verdict]
        assert flag is None or flag in relations[0].flags
        assert relations[0].severity == ("high" if verdict == "conflict" else None)


def test_bound_state_is_the_finer_claim() -> None:
    articles, claims = two(PARTY, SIGNATORY)
    relation = run(articles, claims).relations[0]
    assert shape(relation, claims)[1] == {("party to the convention", "finer"), ("signatory to the convention", "coarser")}


def test_state_that_joined_later_is_no_contradiction() -> None:
    early = run(*two(NOT_PARTY, DATED, published=("1985-01-01", "2020-01-01"))).relations
    assert [(relation.verdict, relation.reason_code) for relation in early] == [("not_comparable", "other_time")]


OTHER_STATE = status("Mali is a party to the convention.", "party to the convention", "party", party="ML")
OTHER_TREATY = status("Chad never joined the covenant.", "never joined the covenant", "not_party", instrument="covenant")


@pytest.mark.parametrize("second", [OTHER_STATE, OTHER_TREATY])
def test_other_state_and_other_treaty_stay_apart(second: Given) -> None:
    assert run(*two(NOT_PARTY, second)).relations == () or second is OTHER_TREATY
    assert verdict_of(run(*two(PARTY, second))) in {None, "not_comparable"}


WHOLE = ("The law breaks the convention.", "the convention", {"event": event("break")})
IN_PASSING = ("The law names the convention.", "the convention", {"event": event("name")})
ARTICLE_9 = ("The law breaks Article 9 of the convention.", "Article 9 of the convention", {"at": ("9",)})
PARAGRAPH = ("It breaks Article 9(1) of the convention.", "Article 9(1) of the convention", {"at": ("9.1",)})
ARTICLES_9_AND_20 = ("It breaks Articles 9 and 20 of the convention.", "Articles 9 and 20 of the convention", {"at": ("9", "20")})
ARTICLE_20 = ("It breaks Article 20 of the convention.", "Article 20 of the convention", {"at": ("20",)})

PINPOINTS = [
    (ARTICLE_9, WHOLE, "refines"),
    (PARAGRAPH, ARTICLE_9, "refines"),
    (ARTICLE_9, ARTICLE_9, "agree"),
    (WHOLE, WHOLE, "agree"),
    (ARTICLE_9, ARTICLE_20, None),
    (ARTICLE_9, IN_PASSING, None),
    (ARTICLE_9, ARTICLES_9_AND_20, "refines"),
    (PARAGRAPH, ARTICLES_9_AND_20, "compatible"),
    (WHOLE, PARTY, None),
]


@pytest.mark.parametrize(("first", "second", "verdict"), PINPOINTS)
def test_provisions(first: Given, second: Given, verdict: str | None) -> None:
    articles, claims = two(first, second)
    relations = run(articles, claims).relations
    assert [relation.verdict for relation in relations] == ([verdict] if verdict else [])
    if verdict == "refines":
        finer = second if second is ARTICLES_9_AND_20 else first
        assert (finer[1], "finer") in shape(relations[0], claims)[1]


def test_two_stories_that_cite_one_treaty_are_not_joined() -> None:
    articles, claims = two(WHOLE, ARTICLE_9, published=("2015-01-01", "2020-01-01"))
    assert run(articles, claims).relations == ()
    articles, claims = two(PARTY, RATIFIED, published=("2015-01-01", "2020-01-01"))
    assert [relation.verdict for relation in run(articles, claims).relations] == ["agree"]


def row(**fields: Any) -> dict[str, Any]:
    return {"country": "TD", "instrument": CRC, "signed": None, "bound": None, "act": None, "status": None, "verified": [], **fields}


RATIFICATION = row(signed="1990-09-30", bound="1990-10-02", act="ratification", status="party", verified=["signed", "bound", "status"])
ACCESSION = row(bound="1990-10-02", act="accession", status="party", verified=["bound", "status"])
UNVERIFIED = row(bound="1990-10-02", act="accession", status="party")
NO_ACTION = row(status="not_party", verified=["status"])

RECORDS = [
    (PARTY, RATIFICATION, ("agree", "peer", None)),
    (DATED, RATIFICATION, ("agree", "peer", None)),
    (WRONG_YEAR, RATIFICATION, ("conflict", "peer", None)),
    (SIGNATORY, ACCESSION, ("refines", "coarser", "status_term")),
    (SIGNATORY, RATIFICATION, ("refines", "coarser", "status_term")),
    (NOT_PARTY, RATIFICATION, ("conflict", "peer", None)),
    (NOT_PARTY, NO_ACTION, ("agree", "peer", None)),
    (RATIFIED, NO_ACTION, ("conflict", "peer", None)),
    (NOT_PARTY, UNVERIFIED, None),
    (RATIFIED, UNVERIFIED, None),
    (SIGNATORY, NO_ACTION, None),
    (PARTY, None, None),
]


@pytest.mark.parametrize(("given", "record", "expected"), RECORDS)
def test_treaty_record(given: Given, record: dict[str, Any] | None, expected: tuple[str, str, str | None] | None) -> None:
    text, quote, fields = given
    source = article("a", text, "2020-05-01")
    claim = law(source, quote, CRC, **fields)
    relations = run([source], [claim], record=lambda country, instrument: record).relations
    if expected is None:
        assert relations == ()
        return
    verdict, role, flag = expected
    assert shape(relations[0], [claim]) == (verdict, frozenset({(quote, role), (f"record:TD/{CRC}", "record")}))
    assert flag is None or flag in relations[0].flags


def test_unverified_signature_is_not_denied() -> None:
    source = article("a", SIGNATORY[0], "2020-05-01")
    claim = law(source, SIGNATORY[1], CRC, **SIGNATORY[2])
    reason = run([source], [claim], record=lambda country, instrument: ACCESSION).relations[0].reason
    assert "no signature on record" in reason
    assert "did not sign" not in reason
