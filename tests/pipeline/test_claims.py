"""Completing claims: attribution by content, report dates, inheritance, salience and ids; claims are laid over blank docs by hand."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from annotations.claim import Claim
from annotations.record import from_record
from pipeline.claims.assembler import complete_claims, show_spans
from pipeline.partial import ClaimDict, add_claims, new_claim

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def _doc(text: str, *, published: str | None = "2023-10-13", zones: list[list[Any]] | None = None) -> Doc:
    doc = NLP(text)
    doc._.counterclaim_article = {"id": "post", "published": published, "zones": zones or [], "publisher": None, "title": None}
    return doc


def _quantity(doc: Doc, words: str, number: int, *, state: str | None = None, **values: Any) -> ClaimDict:
    start = doc.text.index(words)
    block = {
        "low": number, "high": number, "low_open": False, "high_open": False, "modifier": "exact", "unit": "count", "of": None,
        "head": None, "rate": None, "aspect": "flow", "relation": None, "change": None, "base": None, **values,
    }  # fmt: skip
    claim = new_claim(doc, "quantity", start, start + len(words), block, extractor="test")
    if state is not None:
        claim["event"] = {
            "predicate": state,
            "agent": None,
            "patient": None,
            "state": state,
            "polarity": "affirmed",
            "modality": "asserted",
        }
    return claim


def _date(doc: Doc, words: str, begin: str | None, end: str | None, **values: Any) -> ClaimDict:
    start = doc.text.index(words)
    block = {
        "type": "DATE", "value": begin or end or "", "mod": None, "begin": begin, "end": end, "begin_open": begin is None,
        "end_open": end is None, "anchor": "explicit", **values,
    }  # fmt: skip
    return new_claim(doc, "date", start, start + len(words), block, extractor="test")


def _place(doc: Doc, words: str, role: str = "location") -> ClaimDict:
    start = doc.text.index(words)
    block = {
        "id": f"cc:{words.lower()}", "name": words, "geonames_id": None, "countries": ["XX"], "admin1": None, "latitude": None,
        "longitude": None, "feature": "city", "role": role, "candidates": [],
    }  # fmt: skip
    return new_claim(doc, "place", start, start + len(words), block, extractor="test")


def _attribution(doc: Doc, source: str, content: str, *, chain: list[int] | None = None, kind: str = "indirect") -> dict[str, Any]:
    start, at = doc.text.index(content), doc.text.index(source)
    return {
        "source": source, "kind": "organisation", "cue": "said", "stance": "asserts", "type": kind, "cue_span": None,
        "source_span": [at, at + len(source)], "content_span": [start, start + len(content)], "chain": chain or [],
    }  # fmt: skip


def _complete(doc: Doc, claims: list[ClaimDict], attributions: list[dict[str, Any]] | None = None) -> list[Claim]:
    doc._.counterclaim = ()
    doc._.counterclaim_attributions = tuple(attributions or ())
    add_claims(doc, claims)
    return [from_record(Claim, claim) for claim in complete_claims(doc)]


def test_a_figure_gets_time_place_and_source_with_evidence() -> None:
    doc = _doc("Harbour Watch said 40 were evicted in Tiro in May 2023.")
    attribution = _attribution(doc, "Harbour Watch", "40 were evicted in Tiro in May 2023")
    claims = [_quantity(doc, "40", 40), _place(doc, "Tiro"), _date(doc, "May 2023", "2023-05-01", "2023-05-31")]
    figure, place, date = _complete(doc, claims, [attribution])
    assert figure.when is not None
    assert (str(figure.when.begin), str(figure.when.end), figure.when.text) == ("2023-05-01", "2023-05-31", "May 2023")
    assert [scope.name for scope in figure.where] == ["Tiro"]
    assert [link.source for link in figure.attribution] == ["Harbour Watch"]
    for slot, words in (("when", "May 2023"), ("where", "Tiro"), ("attribution.0.source", "Harbour Watch")):
        assert [doc.text[start:end] for start, end in figure.evidence[slot]] == [words]
    assert (figure.salient, place.salient, date.salient) == (True, False, False)


def test_a_chain_ends_with_the_ultimate_source() -> None:
    doc = _doc("Harbour Watch said, citing a priest, that 40 were evicted.")
    outer = _attribution(doc, "Harbour Watch", "citing a priest, that 40 were evicted")
    inner = _attribution(doc, "a priest", "that 40 were evicted", chain=[0])
    (figure,) = _complete(doc, [_quantity(doc, "40", 40)], [outer, inner])
    assert [link.source for link in figure.attribution] == ["Harbour Watch", "a priest"]
    assert figure.ultimate_source is not None
    assert figure.ultimate_source.source == "a priest"


def test_a_source_that_is_not_named_says_so() -> None:
    doc = _doc("40 are believed to have been evicted.")
    passive = {**_attribution(doc, "40", "40 are believed to have been evicted", kind="passive"), "source": None, "source_span": None}
    (figure,) = _complete(doc, [_quantity(doc, "40", 40)], [passive])
    assert figure.attribution[0].source == "not named"


def test_the_day_of_the_statement_is_not_the_day_of_the_event() -> None:
    doc = _doc("Police said on Friday that 17 had died.")
    claims = [_date(doc, "Friday", "2023-10-13", "2023-10-13"), _quantity(doc, "17", 17)]
    _, figure = _complete(doc, claims, [_attribution(doc, "Police", "17 had died")])
    assert figure.when is None
    assert figure.as_of is not None
    assert (str(figure.as_of.begin), figure.as_of.source) == ("2023-10-13", "attribution")


def test_a_month_before_indirect_speech_is_the_time_of_the_event() -> None:
    doc = _doc("In August, the ministry said 40 were returned.")
    claims = [_date(doc, "August", "2023-08-01", "2023-08-31"), _quantity(doc, "40", 40)]
    _, figure = _complete(doc, claims, [_attribution(doc, "ministry", "40 were returned")])
    assert figure.when is not None
    assert str(figure.when.begin) == "2023-08-01"


def test_a_running_count_stands_at_its_day() -> None:
    doc = _doc("By Sunday the toll had risen to 23.")
    claims = [_date(doc, "Sunday", None, "2023-10-08"), _quantity(doc, "23", 23, aspect="cumulative")]
    _, figure = _complete(doc, claims)
    assert figure.when is not None
    assert (figure.when.begin, str(figure.when.end)) == (None, "2023-10-08")
    assert figure.as_of is not None
    assert (str(figure.as_of.end), figure.as_of.source) == ("2023-10-08", "text")


@pytest.mark.parametrize(("published", "begin"), [("2023", "2023-01-01"), ("2023-10", "2023-10-01"), (None, None)])
def test_without_a_day_of_its_own_a_claim_stands_at_publication(published: str | None, begin: str | None) -> None:
    (figure,) = _complete(doc := _doc("17 died.", published=published), [_quantity(doc, "17", 17)])
    assert (figure.as_of and str(figure.as_of.begin)) == begin


def test_a_place_in_the_name_of_a_source_is_no_scope() -> None:
    doc = _doc("The ministry in Quito said 40 were evicted.")
    claims = [_place(doc, "Quito"), _quantity(doc, "40", 40)]
    _, figure = _complete(doc, claims, [_attribution(doc, "The ministry in Quito", "40 were evicted")])
    assert figure.where == ()


def test_a_province_that_counts_is_a_scope() -> None:
    doc = _doc("Tiro province counted 40 displaced.")
    claims = [_place(doc, "Tiro", role="actor"), _quantity(doc, "40", 40)]
    _, figure = _complete(doc, claims, [_attribution(doc, "Tiro province", "40 displaced")])
    assert [scope.name for scope in figure.where] == ["Tiro"]


def test_the_same_state_inherits_within_a_paragraph_only() -> None:
    doc = _doc("On Sunday 40 were evicted. Of these 12 were children.\n\nAnother 9 were evicted.")
    claims = [
        _date(doc, "Sunday", "2023-10-08", "2023-10-08"),
        _quantity(doc, "40", 40, state="evicted"),
        _quantity(doc, "12", 12, state="evicted"),
        _quantity(doc, "9", 9, state="evicted"),
    ]
    _, _, twelve, nine = _complete(doc, claims)
    assert twelve.when is not None
    assert (str(twelve.when.begin), twelve.when.inherited) == ("2023-10-08", "paragraph")
    assert nine.when is None


def test_casualties_inherit_from_the_lead_and_returns_do_not() -> None:
    doc = _doc("On Friday 31 died off Tiro. It was a storm.\n\nA total of 57 were missing. So far 900 have been returned.")
    claims = [
        _date(doc, "Friday", "2023-10-06", "2023-10-06"),
        _place(doc, "Tiro"),
        _quantity(doc, "31", 31, state="dead"),
        _quantity(doc, "57", 57, state="missing"),
        _quantity(doc, "900", 900, state="returned"),
    ]
    by_quote = {claim.quote: claim for claim in _complete(doc, claims)}
    missing, returned = by_quote["57"], by_quote["900"]
    assert missing.when is not None
    assert (str(missing.when.begin), missing.when.inherited) == ("2023-10-06", "article")
    assert [scope.name for scope in missing.where] == ["Tiro"]
    assert returned.when is None


def test_an_unstated_number_is_about_the_event_before_it() -> None:
    doc = _doc("Many were evicted. The ministry could not say how many.")
    claims = [
        _quantity(doc, "Many", 2, state="evicted"),
        _quantity(doc, "how many", 0, low=None, high=None, modifier="undetermined"),
    ]
    _, unstated = _complete(doc, claims)
    assert unstated.event is not None
    assert (unstated.event.state, unstated.event.polarity) == ("evicted", "unknown")


def test_furniture_is_written_but_not_compared() -> None:
    doc = _doc("40 were evicted.\nStorm leaves 3,000 without power", zones=[[17, 49, "boilerplate"]])
    body, furniture = _complete(doc, [_quantity(doc, "40", 40), _quantity(doc, "3,000", 3000)])
    assert (body.salient, furniture.salient) == (True, False)
    assert furniture.zone == "boilerplate"


def test_equal_spans_get_different_ids_and_show_as_spans() -> None:
    doc = _doc("party to both")
    claims = [_quantity(doc, "both", 2), _quantity(doc, "both", 2)]
    done = _complete(doc, claims)
    assert len({claim.id for claim in done}) == 2
    doc._.counterclaim = tuple(complete_claims(doc))
    show_spans(doc)
    assert {span.id_ for span in doc.spans["counterclaim_quantity"]} == {claim.id for claim in done}


def test_notes_between_components_do_not_leave() -> None:
    doc = _doc("40 were evicted.")
    claim = {**_quantity(doc, "40", 40), "_head": 0, "_verb": None}
    doc._.counterclaim = (claim,)
    assert not [key for done in complete_claims(doc) for key in done if key.startswith("_")]


def test_the_parts_of_a_figure_are_where_it_is() -> None:
    doc = _doc("The halls of Tiro hold 900 people. Of these, 200 are children. In Meno, 40 died.")
    claims = [_place(doc, "Tiro"), _quantity(doc, "900 people", 900), _quantity(doc, "200", 200), _quantity(doc, "40", 40)]
    figures = [figure for figure in _complete(doc, claims) if figure.quantity]
    assert [[scope.name for scope in figure.where] for figure in figures] == [["Tiro"], ["Tiro"], []]


def test_a_place_between_two_figures_holds_for_both() -> None:
    doc = _doc("The 22 halls in Tiro hold 900 people.")
    figures = [
        f for f in _complete(doc, [_quantity(doc, "22 halls", 22), _place(doc, "Tiro"), _quantity(doc, "900 people", 900)]) if f.quantity
    ]
    assert [[scope.name for scope in figure.where] for figure in figures] == [["Tiro"], ["Tiro"]]


def test_a_month_behind_the_speech_verb_is_that_of_the_statement() -> None:
    doc = _doc("A panel said last month that 40 were held.")
    attribution = {**_attribution(doc, "A panel", "40 were held"), "cue_span": [8, 12]}
    claims = [_date(doc, "last month", "2023-09-01", "2023-09-30"), _quantity(doc, "40", 40)]
    figure = _complete(doc, claims, [attribution])[-1]
    assert figure.when is None
    assert figure.as_of is not None
    assert (str(figure.as_of.end), figure.as_of.source) == ("2023-09-30", "attribution")


def test_the_day_on_which_a_toll_rose_is_not_the_day_of_the_deaths() -> None:
    doc = _doc("The death toll rose to 23 on Sunday. Another 7 died on Sunday night.")
    claims = [
        _quantity(doc, "23", 23, state="dead", aspect="cumulative"),
        _date(doc, "Sunday", "2023-10-08", "2023-10-08"),
        _quantity(doc, "7", 7, state="dead", aspect="cumulative"),
        _date(doc, "Sunday night", "2023-10-08", "2023-10-08"),
    ]
    first, last = (figure for figure in _complete(doc, claims) if figure.quantity)
    assert first.as_of is not None
    assert (str(first.as_of.end), first.as_of.source) == ("2023-10-08", "text")
    assert last.when is not None
    assert str(last.when.begin) == "2023-10-08"


def test_what_happened_since_a_dated_happening_goes_on() -> None:
    doc = _doc("26 have drowned since the rain began on 3 May.")
    date = {**_date(doc, "3 May", "2023-05-03", "2023-05-03"), "_side": "since"}
    figure = _complete(doc, [_quantity(doc, "26", 26), date])[0]
    assert figure.when is not None
    assert (str(figure.when.begin), figure.when.end, figure.when.end_open) == ("2023-05-03", None, True)


def test_the_day_of_a_comparison_dates_no_other_casualties() -> None:
    doc = _doc("Some 44 are missing, down from 57 on Saturday. In all 126 survived.")
    claims = [
        _quantity(doc, "44", 44, state="missing"),
        _quantity(doc, "57", 57, state="missing"),
        _date(doc, "Saturday", "2023-10-07", "2023-10-07"),
        _quantity(doc, "126", 126, state="survived"),
    ]
    figures = [figure for figure in _complete(doc, claims) if figure.quantity]
    assert [figure.when is None for figure in figures] == [True, False, True]
