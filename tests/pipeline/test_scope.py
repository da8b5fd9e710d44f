"""Which date or place of a sentence holds for which figure; claims are laid over blank docs by hand."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from pipeline.claims.scope import assign
from pipeline.partial import ClaimDict, new_claim

NLP = spacy.blank("en")

# sentence, figures, dates, {figure: (date, inherited)}
SCOPES = [
    ("15 were held, down from 40 on Sunday.", ["15", "40"], ["Sunday"], {"40": ("Sunday", None)}),
    ("It owes 40 million; it defaulted in May and owes banks 15 more.", ["40", "15"], ["May"], {"15": ("May", None)}),
    ("In May 40 were evicted.", ["40"], ["May"], {"40": ("May", None)}),
    ("40 were evicted in May and another 15 in June.", ["40", "15"], ["May", "June"], {"40": ("May", None), "15": ("June", None)}),
    ("In May 40 were evicted, and in June another 15.", ["40", "15"], ["May", "June"], {"40": ("May", None), "15": ("June", None)}),
    ("Evictions took place in May (40 families) and June (with 15 families).", ["40", "15"], ["May", "June"], {"40": ("May", None), "15": ("June", None)}),
    ("May (with 40), June (with 15), and April (with 9).", ["40", "15", "9"], ["May", "June", "April"], {"40": ("May", None), "15": ("June", None), "9": ("April", None)}),
    ("On Sunday, 3 women and 2 men were arrested.", ["3", "2"], ["Sunday"], {"3": ("Sunday", None), "2": ("Sunday", "sentence")}),
    ("3 women and 2 men were arrested on Sunday.", ["3", "2"], ["Sunday"], {"3": ("Sunday", "sentence"), "2": ("Sunday", None)}),
    ("12 were held in 2019, a rise from the 7 held in 2018.", ["12", "7"], ["2019", "2018"], {"12": ("2019", None), "7": ("2018", None)}),
]  # fmt: skip


def _lay(text: str, words: list[str], kind: str) -> tuple[Any, list[ClaimDict]]:
    doc = NLP(text)
    claims = []
    position = 0
    for word in words:
        position = text.index(word, position)
        claims.append(new_claim(doc, kind, position, position + len(word), {}, extractor="test"))
        position += len(word)
    return doc, claims


@pytest.mark.parametrize(("text", "figures", "dates", "expected"), SCOPES, ids=[row[0] for row in SCOPES])
def test_each_figure_gets_its_own_date(
    text: str, figures: list[str], dates: list[str], expected: dict[str, tuple[str, str | None]]
) -> None:
    doc, claims = _lay(text, figures, "quantity")
    _, mentions = _lay(text, dates, "date")
    scopes = assign(doc, claims, mentions)
    found = {claims[n]["quote"]: (mentions_found[0]["quote"], inherited) for n, (mentions_found, inherited) in scopes.items()}
    assert found == expected


def test_members_of_a_list_stay_together() -> None:
    text = "They run 11 clinics in Tiro and Meno with 40 beds."
    doc, claims = _lay(text, ["11", "40"], "quantity")
    _, mentions = _lay(text, ["Tiro", "Meno"], "place")
    scopes = assign(doc, claims, mentions)
    assert {n: [place["quote"] for place in found] for n, (found, _) in scopes.items()} == {0: ["Tiro", "Meno"]}


def test_a_sentence_without_dates_gives_none() -> None:
    doc, claims = _lay("40 were evicted.", ["40"], "quantity")
    assert assign(doc, claims, []) == {}


def test_a_date_of_another_clause_is_not_inherited_from_behind() -> None:
    doc, claims = _lay("Some 40 fled before 15 were arrested in June.", ["40", "15"], "quantity")
    for number, claim in enumerate(claims):
        claim["_verb"] = (2, 6)[number]
    _, mentions = _lay("Some 40 fled before 15 were arrested in June.", ["June"], "date")
    assert set(assign(doc, claims, mentions)) == {1}
