"""What a Python user imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

import counterclaim
from corpus.article import Article

TEXT = "The agency said over 500 families fled Lugo in May 2023, in breach of Article 33 of the 1951 Refugee Convention."


def test_every_exported_name_exists() -> None:
    for name in counterclaim.__all__:
        assert callable(getattr(counterclaim, name))
    with pytest.raises(AttributeError, match="no attribute"):
        _ = counterclaim.nothing


def test_importing_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'datasets', 'transformers', 'trafilatura', 'sklearn'}"
    code = f"import sys, counterclaim, counterclaim.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_finders_read_one_text() -> None:
    (quantity,) = counterclaim.find_quantities(TEXT)
    assert quantity.quantity is not None
    assert (quantity.quote, quantity.quantity.low, quantity.quantity.low_open) == ("over 500 families", 500, True)
    (date,) = counterclaim.find_dates(TEXT)
    assert date.date is not None
    assert date.date.value == "2023-05"
    (legal,) = counterclaim.find_legal(TEXT)
    assert legal.legal is not None
    assert legal.legal.pinpoints[0][0].value == "33"
    assert [place.quote for place in counterclaim.find_places(TEXT)] == ["Lugo"]
    assert counterclaim.find_attributions(TEXT)[0].source.endswith("agency")


def test_dates_are_seen_from_the_day_of_publication() -> None:
    (found,) = counterclaim.find_dates("They left on Monday.", published="2023-10-13")
    assert found.date is not None
    assert found.date.value == "2023-10-09"


def test_given_spans_are_resolved_to_places() -> None:
    found = counterclaim.resolve_places("He left Lugo for Xyzzy.", [(8, 12), (17, 22)])
    assert found[0] is not None
    assert found[0].place is not None
    assert found[0].place.countries == ("ES",)
    assert found[1] is None
    with pytest.raises(ValueError, match="after the text"):
        counterclaim.resolve_places("Lugo", [(0, 9)])


def test_articles_to_comparison() -> None:
    articles = [
        Article(id="a", text="The flood killed 12 people in Lugo on Monday.", published="2023-10-13"),
        Article(id="b", text="Twelve people were killed by the flood in Lugo on Monday.", published="2023-10-13"),
    ]
    claims = list(counterclaim.extract_claims(articles, nlp=counterclaim.load_pipeline()))
    comparison = counterclaim.compare(claims, articles)
    assert [relation.verdict for relation in comparison.relations] == ["agree"]
