"""Two claims of two articles: one table per verdict, in the order of the rules."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from annotations.claim import Claim
from corpus.article import Article
from evaluation.compare.compare import compare
from tests.evaluation.compare.builder import article, as_of, base, count, days, event, place, said, shape, since, unresolved

ROLES = {
    "refines": ("finer", "coarser"), "part_of": ("part", "whole"), "supersedes": ("later", "earlier"), "no_estimate": ("speaker", "peer"),
}  # fmt: skip
DELTA = place("Nerin delta")
WARD = place("Old Quay", "x:nerin delta")
OTHER_TOWN = place("Sarvik", "x:nerin delta")


@dataclass(frozen=True)
class Side:
    """One text with one claim; for verdicts with roles the first side plays the first role."""

    text: str
    quote: str
    spec: str
    published: str = "2024-03-08"
    more: dict[str, Any] = field(default_factory=dict)


def side(text: str, quote: str, spec: str, published: str = "2024-03-08", **more: Any) -> Side:
    return Side(text, quote, spec, published, more)


def build(key: str, given: Side) -> tuple[Article, Claim]:
    text = article(key, given.text, given.published)
    return text, count(text, given.quote, given.spec, **given.more)


def judge(first: Side, second: Side) -> tuple[list[tuple[str, frozenset[tuple[str, str]]]], list[Any]]:
    (a, x), (b, y) = build("a", first), build("b", second)
    relations = list(compare([x, y], [a, b]).relations)
    return [shape(relation, [x, y]) for relation in relations], relations


def check(verdict: str, first: Side, second: Side) -> Any:
    roles = ROLES.get(verdict, ("peer", "peer"))
    for one, two, wanted in ((first, second, roles), (second, first, roles[::-1])):
        shapes, relations = judge(one, two)
        assert shapes == [(verdict, frozenset({(one.quote, wanted[0]), (two.quote, wanted[1])}))]
    return relations[0]


TRAWLER = "The trawler Odile went down on Tuesday"
SAVED = {"state": "rescued"}
HELD = {"state": "detained"}
HOMELESS = {"state": "displaced"}

AGREE = [
    (side("Coastguards pulled 27 sailors from the sea.", "27 sailors", "27", head="sailors", **SAVED),
     side("Twenty-seven sailors were saved from the sea.", "Twenty-seven sailors", "27", head="sailors", **SAVED)),
    (side("More than 350 tenants were put out in Sarvik in April.", "More than 350 tenants", "> 350", head="tenants", state="evicted",
          when=days("2023-04"), where=(OTHER_TOWN,)),
     side("Over 350 tenants lost their flats in Sarvik in April.", "Over 350 tenants", "> 350", head="tenants", state="evicted",
          when=days("2023-04"), where=(OTHER_TOWN,))),
    (side("Between 40 and 60 refugees came ashore.", "Between 40 and 60 refugees", "40-60", head="refugees", state="arrived"),
     side("The boat brought 40 to 60 people.", "40 to 60 people", "40-60", head="people", state="arrived")),
    (side("The pipe is 2 kilometres long.", "2 kilometres", "2", unit="km", state=None, predicate="be", of="pipe"),
     side("The pipe is 2,000 metres long.", "2,000 metres", "2000", unit="m", state=None, predicate="be", of="pipe")),
    (side("They were taken over five border posts.", "five border posts", "5", head="border posts", state=None, predicate="take"),
     side("Lorries crossed at five border posts.", "five border posts", "5", head="border posts", state=None, predicate="carry")),
    (side("Police took 31 marchers away on Sunday.", "31 marchers", "31", head="marchers", when=days("2024-03-03"), **HELD),
     side("31 were taken away.", "31", "31", **HELD)),
]  # fmt: skip

REFINES = [
    (side("The council counted 367 tenants put out in Sarvik.", "367 tenants", "367", head="tenants", state="evicted"),
     side("Over 350 tenants were put out in Sarvik.", "Over 350 tenants", "> 350", head="tenants", state="evicted")),
    (side("Relatives drew up a list of 58 names after the raid.", "58 names", "58", aspect="stock", **HELD),
     side("Dozens were led away after the raid.", "Dozens", "dozens", aspect="flow", **HELD)),
    (side("Aerial pictures show 88 burnt houses on the ridge.", "88 burnt houses", "88", head="burnt houses", state="destroyed"),
     side("Up to 200 homes burnt down on the ridge.", "Up to 200 homes", "<= 200", head="homes", state="destroyed")),
    (side("In all 12,304 have registered since 2015.", "12,304", "12304", state="arrived", when=since("2015-01")),
     side("Some 12,000 have registered since 2015.", "Some 12,000", "~ 12000", state="arrived", when=since("2015-01"))),
    (side("On Tuesday 27 sailors were saved.", "27 sailors", "27", head="sailors", when=days("2024-03-05"), **SAVED),
     side("Last week 27 sailors were saved.", "27 sailors", "27", head="sailors", when=days("2024-03-01", "2024-03-07"), **SAVED)),
]  # fmt: skip

COMPATIBLE = [
    (side("From 20 to 35 barns fell in.", "From 20 to 35 barns", "20-35", head="barns", state="destroyed"),
     side("Some 30 to 45 barns fell in.", "Some 30 to 45 barns", "~30-45", head="barns", state="destroyed"), None),
    (side("The blaze left 700 people without a roof.", "700 people", "700", head="people", **HOMELESS),
     side("The blaze left 688 people without a roof.", "688 people", "688", head="people", **HOMELESS), "rounded"),
    (side("From March to May 210 people reached the island.", "210 people", "210", "2022-06-10", head="people", state="arrived",
          when=days("2022-03", "2022-05")),
     side("Before the war 600 to 1,100 people a year reached the island.", "600 to 1,100 people", "600-1100", head="people",
          state="arrived", rate="year", aspect="rate", when=unresolved("before the war")), "unequal_periods"),
]  # fmt: skip

PART_OF = [
    (side("On 2 March alone 190 crossed at Sarvik.", "190", "190", state="crossed", when=days("2024-03-02"), where=(OTHER_TOWN,)),
     side("About 1,200 people crossed at Sarvik from 1 to 6 March.", "About 1,200 people", "~ 1200", head="people", state="crossed",
          when=days("2024-03-01", "2024-03-06"), where=(OTHER_TOWN,))),
    (side("In the Old Quay ward 640 had to leave.", "640", "640", where=(WARD,), **HOMELESS),
     side("The Nerin delta counted 5,500 displaced.", "5,500 displaced", "5500", where=(DELTA,), **HOMELESS)),
    (side("Nine children died in the fire.", "Nine children", "9", head="children"),
     side("The fire killed 41 people.", "41 people", "41", head="people")),
    (side("Six policemen died in the blast.", "Six policemen", "6", head="policemen"),
     side("The blast killed 19 people.", "19 people", "19", head="people")),
    (side("From July 2021 to June 2022, 64 people were caught.", "64 people", "64", "2022-11", head="people", state="arrested",
          when=days("2021-07", "2022-06")),
     side("Since June 2021, 90 people were caught.", "90 people", "90", "2022-11", head="people", state="arrested",
          when=since("2021-06"))),
]  # fmt: skip

SUPERSEDES = [
    (side("By Sunday the toll of the Sarvik mudslide stood at 31.", "31", "31", "2024-03-10", aspect="cumulative"),
     side("On Friday the toll of the Sarvik mudslide was 22.", "22", "22", "2024-03-08", aspect="cumulative")),
    (side("The Sarvik mudslide killed 31, officials now say.", "31", "31", "2024-03-10", aspect="flow"),
     side("The Sarvik mudslide killed 22.", "22", "22", "2024-03-08", aspect="flow")),
    (side("The province revised the toll of the Sarvik mudslide to 18.", "18", "18", "2024-03-10", aspect="cumulative"),
     side("The toll of the Sarvik mudslide was 22.", "22", "22", "2024-03-08", aspect="cumulative")),
    (side("The toll was 31 on Sunday.", "31", "31", "2024-03-20", aspect="cumulative", as_of=as_of("2024-03-10")),
     side("The toll was 22 on Friday.", "22", "22", "2024-03-20", aspect="cumulative", as_of=as_of("2024-03-08"))),
]  # fmt: skip

ABSTAINER = said("the harbour office", "abstains", "government")
NO_ESTIMATE = [
    (side("The harbour office said it had no count of the arrests at the pier.", "no count", "?", source=ABSTAINER, **HELD),
     side("A union listed 73 arrests at the pier.", "73 arrests", "73", head="arrests", **HELD)),
    (side("The harbour office said it had no count of the arrests.", "no count", "?", source=ABSTAINER, **HELD),
     side("On Wednesday night 73 people were arrested.", "73 people", "73", head="people", when=days("2024-03-06"), **HELD)),
]  # fmt: skip

REVIEW = [
    (side("Officials spoke of 55 arrests.", "55 arrests", "55", head="arrests", **HELD),
     side("On Sunday 83 people were arrested in the eastern suburbs.", "83 people", "83", head="people", when=days("2024-03-03"),
          **HELD)),
    (side("The fever has killed 12 in the camp.", "12", "12"),
     side("Nurses counted 29 fever deaths.", "29 fever deaths", "29", head="fever deaths")),
    (side("The blast killed 30 policemen.", "30 policemen", "30", head="policemen"),
     side("The blast killed 19 people.", "19 people", "19", head="people")),
]  # fmt: skip

CONFLICT = [
    (side("Nearly 80 people drowned when the Odile sank.", "Nearly 80 people", "nearly 80", head="people"),
     side("The sinking of the Odile killed 84.", "84", "84"), "low"),
    (side("At least 25 inmates died in the prison fire.", "At least 25 inmates", ">= 25", head="inmates"),
     side("Fourteen inmates died in the prison fire.", "Fourteen inmates", "14", head="inmates"), "mid"),
    (side("The toll of the Sarvik mudslide was 22.", "22", "22", "2024-03-08", aspect="cumulative"),
     side("Doctors spoke of 9 dead in the Sarvik mudslide.", "9 dead", "9", "2024-03-10", aspect="cumulative"), "high"),
    (side("A union listed 73 arrests at the pier.", "73 arrests", "73", head="arrests", **HELD),
     side("The harbour office denied that anybody was arrested at the pier.", "anybody", "none", **HELD), "high"),
    (side("About 1,200 people crossed at Sarvik from 1 to 6 March.", "About 1,200 people", "~ 1200", head="people", state="crossed",
          when=days("2024-03-01", "2024-03-06"), where=(OTHER_TOWN,)),
     side("On 2 March alone 1,900 crossed at Sarvik.", "1,900", "1900", state="crossed", when=days("2024-03-02"),
          where=(OTHER_TOWN,)), "mid"),
]  # fmt: skip

NOT_COMPARABLE = [
    ("other_state", side("31 are still in custody.", "31", "31", **HELD), side("31 have been flown home.", "31", "31", state="returned")),
    ("other_population", side("The fire killed 12 men.", "12 men", "12", head="men"),
     side("The fire killed 12 women.", "12 women", "12", head="women")),
    ("other_population", side("The fire killed 12 Kurds.", "12 Kurds", "12", head="Kurds"),
     side("The fire killed 12 Armenians.", "12 Armenians", "12", head="Armenians")),
    ("other_time", side("In May 60 people were expelled.", "60 people", "60", head="people", state="returned", when=days("2023-05")),
     side("In July 60 people were expelled.", "60 people", "60", head="people", state="returned", when=days("2023-07"))),
    ("other_place", side("60 people died in Sarvik.", "60 people", "60", head="people", where=(OTHER_TOWN,)),
     side("60 people died in Old Quay.", "60 people", "60", head="people", where=(WARD,))),
    ("other_event", side("The flood killed 60 people.", "60 people", "60", head="people"),
     side("The shooting killed 60 people.", "60 people", "60", head="people")),
    ("other_event", side("In June the ferry to Nerin sank, killing 60 people.", "60 people", "60", "2021-06-10", head="people"),
     side("In March fighting in Tolmar killed 60 people.", "60 people", "60", head="people")),
    ("stock_vs_flow", side("Now 900 people are held.", "900 people", "900", head="people", aspect="stock", predicate="hold", **HELD),
     side("Police seized 900 people last year.", "900 people", "900", head="people", aspect="flow", predicate="seize", **HELD)),
    ("change_vs_level", side("Rents went up 15 percent.", "15 percent", "15", unit="percent", aspect="change", change="up", state=None,
          predicate="rise"),
     side("Rents are 15 percent of income.", "15 percent", "15", unit="percent", aspect="level", state=None, predicate="rise")),
    ("recommendation_vs_fact", side("The panel wants 500 people let in.", "500 people", "500", head="people", state="arrived",
          about={"modality": "required"}),
     side("The island let in 500 people.", "500 people", "500", head="people", state="arrived")),
    ("rate_vs_total", side("Each year 40 people drown.", "40 people", "40", head="people", rate="year", aspect="rate"),
     side("The storm drowned 40 people.", "40 people", "40", head="people")),
    ("no_period", side("Over 9,000 people have been expelled.", "Over 9,000 people", "> 9000", head="people", state="returned",
          aspect="cumulative"),
     side("Over 400 people were expelled.", "Over 400 people", "> 400", head="people", state="returned")),
]  # fmt: skip

NOTHING = [
    (side("31 are in custody.", "31", "31", **HELD), side("The march drew 4,000.", "4,000", "4000", state="attended")),
    (side("Seven lambs were born.", "Seven lambs", "7", head="lambs", state=None, predicate="bear"),
     side("Seven bridges were closed.", "Seven bridges", "7", head="bridges", state=None, predicate="close")),
    # Nobody stands behind a general remark that the number cannot be known.
    (side("The number of arrests cannot be known.", "The number of arrests", "?", **HELD),
     side("A union listed 73 arrests.", "73 arrests", "73", head="arrests", **HELD)),
    # An abstention about this week says nothing about last year's figure.
    (side("The harbour office had no count of the arrests.", "no count", "?", source=ABSTAINER, **HELD),
     side("In May 2022 the police made 73 arrests.", "73 arrests", "73", head="arrests", when=days("2022-05"), **HELD)),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), AGREE)
def test_equal_figures_agree(first: Side, second: Side) -> None:
    check("agree", first, second)


@pytest.mark.parametrize(("finer", "coarser"), REFINES)
def test_narrower_figure_refines(finer: Side, coarser: Side) -> None:
    check("refines", finer, coarser)


@pytest.mark.parametrize(("first", "second", "flag"), COMPATIBLE)
def test_overlapping_figures_are_compatible(first: Side, second: Side, flag: str | None) -> None:
    relation = check("compatible", first, second)
    assert flag is None or flag in relation.flags


@pytest.mark.parametrize(("part", "whole"), PART_OF)
def test_part_lies_in_whole(part: Side, whole: Side) -> None:
    check("part_of", part, whole)


@pytest.mark.parametrize(("later", "earlier"), SUPERSEDES)
def test_later_figure_supersedes(later: Side, earlier: Side) -> None:
    check("supersedes", later, earlier)


@pytest.mark.parametrize(("speaker", "peer"), NO_ESTIMATE)
def test_abstention_is_no_denial(speaker: Side, peer: Side) -> None:
    check("no_estimate", speaker, peer)


@pytest.mark.parametrize(("first", "second"), REVIEW)
def test_unknown_scope_asks_for_review(first: Side, second: Side) -> None:
    relation = check("review", first, second)
    assert not relation.alarm
    assert relation.severity is None


@pytest.mark.parametrize(("first", "second", "severity"), CONFLICT[:4])
def test_disjoint_figures_of_one_fact_conflict(first: Side, second: Side, severity: str) -> None:
    relation = check("conflict", first, second)
    assert relation.alarm
    assert relation.severity == severity


def test_part_above_its_whole_conflicts() -> None:
    whole, part, severity = CONFLICT[4]
    shapes, relations = judge(whole, part)
    assert shapes == [("conflict", frozenset({(whole.quote, "whole"), (part.quote, "part")}))]
    assert relations[0].severity == severity


@pytest.mark.parametrize(("code", "first", "second"), NOT_COMPARABLE)
def test_lookalikes_are_told_apart(code: str, first: Side, second: Side) -> None:
    relation = check("not_comparable", first, second)
    assert relation.reason_code == code


@pytest.mark.parametrize(("first", "second"), NOTHING)
def test_nothing_is_said_of_claims_that_nobody_would_confuse(first: Side, second: Side) -> None:
    assert judge(first, second)[0] == []


def test_share_names_its_base() -> None:
    text = article("a", "Of 70 seized since May, 30 are still held.", "2023-09-01")
    whole = count(text, "70", "70", state="arrested", head=None, when=since("2023-05"))
    part = count(text, "30", "30", state="detained", base=base(whole), aspect="stock")
    relations = compare([whole, part], [text]).relations
    assert [shape(relation, [whole, part]) for relation in relations] == [("part_of", frozenset({("70", "whole"), ("30", "part")}))]
    assert relations[0].same_article


def test_forecast_is_no_fact() -> None:
    expected = side("The toll may reach 90 by Monday.", "90", "90", event=event("die", "dead", modality="future"))
    check("not_comparable", expected, side("The landslip killed 90.", "90", "90"))


def test_sources_are_flagged() -> None:
    wire, ledger = said("Harbour Watch"), said("Harbour Union")
    first = side("Harbour Watch says 73 were held.", "73", "73", source=wire, **HELD)
    second = side("73 were held, according to Harbour Watch.", "73", "73", source=wire, **HELD)
    third = side("Harbour Union estimates that 73 were held.", "73", "73", source=said("Harbour Union", "estimates"), **HELD)
    silent = side("73 were held.", "73", "73", **HELD)
    assert set(judge(first, second)[1][0].flags) == {"shared_source"}
    assert set(judge(first, third)[1][0].flags) == {"attribution_differs", "independent_source", "stance_differs"}
    assert set(judge(first, silent)[1][0].flags) == {"attribution_dropped"}
    assert ledger.source == "Harbour Union"


def test_same_article_only_repeats_or_contradicts_itself() -> None:
    text = article("a", "The fire killed 12 people in Sarvik. Later it says 12 dead. Some 10 to 20 died.", "2023-09-01")
    claims = [
        count(text, "12 people", "12", head="people", where=(OTHER_TOWN,)),
        count(text, "12 dead", "12", where=(OTHER_TOWN,)),
        count(text, "10 to 20", "10-20", where=(OTHER_TOWN,)),
    ]
    relations = compare(claims, [text]).relations
    assert [shape(relation, claims) for relation in relations] == [("agree", frozenset({("12 people", "peer"), ("12 dead", "peer")}))]
    assert relations[0].same_article
    assert "same_article" in relations[0].flags


def test_article_that_contradicts_itself_is_an_alarm() -> None:
    text = article("a", "In Sarvik 12 people died. The caption says 19 people died in Sarvik.", "2023-09-01")
    claims = [
        count(text, "12 people", "12", head="people", where=(OTHER_TOWN,)),
        count(text, "19 people", "19", head="people", where=(OTHER_TOWN,)),
    ]
    relations = compare(claims, [text]).relations
    assert [relation.verdict for relation in relations] == ["conflict"]
    assert relations[0].same_article
