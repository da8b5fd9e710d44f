import csv
import io
from dataclasses import replace

from annotations.claim import Attribution
from evaluation.report.book import make_book
from evaluation.report.table import COLUMNS, facts_csv
from tests.evaluation.report.story import make_story


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_for_every_fact_and_source() -> None:
    rows = _rows(facts_csv(make_book(*make_story())))
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["fact"], row["role"], row["source"], row["article"]) for row in rows[:4]] == [
        ("aaaa", "states", "Hill Watch", "velm/01-wire"),
        ("aaaa", "unattributed", "", "velm/02-ledger"),
        ("aaaa", "abstains", "regional office", "velm/01-wire"),
        ("bbbb", "states", "Hill Watch", "velm/01-wire"),
    ]
    first = rows[0]
    assert (first["low"], first["high"], first["low_open"], first["modifier"]) == ("300", "", "True", "more_than")
    assert (first["when"], first["begin"], first["published"], len(first["sha256_12"])) == ("4 May [2024]", "2024-05-04", "2024-05-06", 12)
    assert (first["verdict"], first["finding"]) == ("could not confirm", "Could not confirm; Repeated, not corroborated")
    assert rows[3]["chain"] == "Hill Watch, via Hill Wire"


def test_cells_are_no_formulas_and_hide_nothing() -> None:
    articles, claims, comparison, failures = make_story()
    articles[0] = replace(articles[0], publisher='=HYPERLINK("x")', title="@evil\u202e")
    claims[0] = replace(claims[0], attribution=(Attribution("+49 Hill Watch", "organisation"),))
    first = _rows(facts_csv(make_book(articles, claims, comparison, failures)))[0]
    assert first["publisher"] == '\'=HYPERLINK("x")'
    assert first["title"] == "'@evil\ufffd"
    assert first["chain"] == "'+49 Hill Watch"
