from __future__ import annotations

import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from annotations.claim import Claim, Quantity
from annotations.decision import Decision, DecisionAnchor
from annotations.effective import effective_claims
from annotations.record import to_record
from annotations.relation import Comparison, Relation, RelationClaim
from annotations.store import FILE_NAME, open_store
from corpus.article import Article, Failure
from corpus.errors import OutputError, StoreError


def _claim(name: str, article: str = "one", start: int = 0) -> Claim:
    return Claim(name, article, "quantity", start, start + 5, "three", (0, 9), quantity=Quantity(Fraction(3), Fraction(3)))


def _decision(name: str, action: str, target: str, **values: object) -> Decision:
    anchor = DecisionAnchor("one", "three")
    return Decision(name, target, anchor, action, None, values.get("after"), "ana", "2026-01-01T00:00:00Z")  # type: ignore[arg-type]


ARTICLE = Article(id="one", text="three left", published="2017-09")


def test_what_is_saved_comes_back_after_reopening(tmp_path: Path) -> None:
    comparison = Comparison(
        (Relation("r", "agree", (RelationClaim("a", "peer"), RelationClaim("b", "peer")), "both say 3", "equal_value"),), ()
    )
    with open_store(tmp_path, create=True) as store:
        store.save_article(ARTICLE, [_claim("a")], fingerprint="f", extractor="e")
        store.replace_failures([Failure("x.pdf", None, "read", "pdf", "damaged")])
        store.save_comparison(comparison)
        store.set_note("compared", "yes")
    with open_store(tmp_path) as store:
        assert store.articles() == [ARTICLE]
        assert store.extracted_claims() == [_claim("a")]
        assert store.fingerprints() == {"one": ("f", "e")}
        assert store.failures() == [Failure("x.pdf", None, "read", "pdf", "damaged")]
        assert store.comparison() == comparison
        assert store.note("compared") == "yes"
        assert store.note("never") is None


def test_saving_an_article_again_replaces_its_claims(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        store.save_article(ARTICLE, [_claim("a"), _claim("b", start=1)], fingerprint="f", extractor="e")
        store.save_article(ARTICLE, [_claim("c")], fingerprint="g", extractor="e")
        assert [claim.id for claim in store.extracted_claims()] == ["c"]


def test_a_removed_article_leaves_all_results_and_may_come_back(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        store.save_article(ARTICLE, [_claim("a")], fingerprint="f", extractor="e")
        store.mark_removed(["one"])
        assert (store.articles(), store.extracted_claims(), store.fingerprints()) == ([], [], {})
        store.save_article(ARTICLE, [_claim("a")], fingerprint="f", extractor="e")
        assert len(store.extracted_claims()) == 1


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"holds no {FILE_NAME}"):
        open_store(tmp_path)


def test_a_damaged_store_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is no database at all, but it has some length" * 100)
    with pytest.raises(StoreError, match="no usable store"):
        open_store(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes().startswith(b"this is no database")


def test_a_store_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(tmp_path, create=True)


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="version 99"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write to the output folder"):
        open_store(tmp_path / "file", create=True)


def test_decisions_make_the_effective_claims(tmp_path: Path) -> None:
    edited = to_record(_claim("b", start=1)) | {"quantity": to_record(Quantity(Fraction(4), Fraction(4)))}
    with open_store(tmp_path, create=True) as store:
        store.save_article(ARTICLE, [_claim("a"), _claim("b", start=1), _claim("c", start=2)], fingerprint="f", extractor="e")
        store.add_decision(_decision("1", "reject", "a"))
        store.add_decision(_decision("2", "edit", "b", after=edited))
        store.add_decision(_decision("3", "withhold", "c"))
        store.add_decision(_decision("4", "add", "d", after=to_record(_claim("d", start=3))))
        effective = effective_claims(store.extracted_claims(), store.decisions())
    assert [claim.id for claim in effective.claims] == ["b", "c", "d"]
    assert effective.claims[0].quantity == Quantity(Fraction(4), Fraction(4))
    assert effective.withheld == {"c"}


def test_an_undone_decision_does_not_stand() -> None:
    decisions = [_decision("1", "reject", "a"), _decision("2", "undo", "1")]
    assert effective_claims([_claim("a")], decisions).claims == (_claim("a"),)


def test_a_decision_finds_its_claim_by_quote_or_is_an_orphan() -> None:
    found = effective_claims([_claim("new")], [_decision("1", "reject", "old")])
    lost = effective_claims([_claim("new", article="two")], [_decision("1", "reject", "old")])
    assert (found.claims, found.orphans) == ((), ())
    assert [decision.id for decision in lost.orphans] == ["1"]
