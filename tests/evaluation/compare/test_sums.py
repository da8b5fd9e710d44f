"""Sums over several claims, and counts that move from one state to another."""

from annotations.claim import Claim
from annotations.relation import Comparison
from corpus.article import Article
from tests.evaluation.compare.builder import article, base, count, days, place, run, shape, since, unresolved, verdict_of

Found = list[tuple[str, frozenset[tuple[str, str]], str | None]]
RETURNED = {"state": "returned"}


def found(comparison: Comparison, claims: list[Claim]) -> Found:
    return sorted((*shape(relation, claims), relation.equation) for relation in comparison.relations)


def months(second: str, spec: str, *, whole: str = "210 men", total: str = "210") -> tuple[list[Article], list[Claim]]:
    a = article("a", f"{whole} were expelled in March and April.", "2024-05-02")
    b = article("b", f"150 were expelled in March and {second} in April.", "2024-05-02")
    claims = [
        count(a, whole, total, head="men", when=days("2024-03", "2024-04"), **RETURNED),
        count(b, "150", "150", when=days("2024-03"), **RETURNED),
        count(b, second, spec, when=days("2024-04"), relation="additional", **RETURNED),
    ]
    return [a, b], claims


def test_months_add_up() -> None:
    articles, claims = months("another 60", "60")
    comparison = run(articles, claims)
    members = frozenset({("210 men", "whole"), ("150", "part"), ("another 60", "part")})
    assert found(comparison, claims) == [("sums_to", members, "150 (March) + 60 (April) = 210")]
    assert not comparison.relations[0].same_article


def test_months_that_leave_nothing_out_must_add_up() -> None:
    articles, claims = months("another 90", "90")
    comparison = run(articles, claims)
    members = frozenset({("210 men", "whole"), ("150", "part"), ("another 90", "part")})
    assert found(comparison, claims) == [("conflict", members, "150 (March) + 90 (April) = 240, not 210")]
    assert comparison.relations[0].severity == "mid"
    assert comparison.relations[0].alarm


def test_at_least_admits_a_larger_sum() -> None:
    articles, claims = months("another 90", "90", whole="At least 210 men", total=">= 210")
    assert [relation.verdict for relation in run(articles, claims).relations] == ["sums_to"]


def test_missing_months_are_no_conflict() -> None:
    a = article("a", "210 men were expelled from March to May.", "2024-06-02")
    b = article("b", "90 were expelled in March and 40 in April.", "2024-06-02")
    claims = [
        count(a, "210 men", "210", head="men", when=days("2024-03", "2024-05"), **RETURNED),
        count(b, "90", "90", when=days("2024-03"), **RETURNED),
        count(b, "40", "40", when=days("2024-04"), **RETURNED),
    ]
    assert {relation.verdict for relation in run([a, b], claims).relations} == {"part_of"}


def test_month_without_a_year_enters_no_sum() -> None:
    a = article("a", "200 men were expelled from March to May.", "2024-06-02")
    b = article("b", "120 were expelled in April, and 80 in March.", "2024-06-02")
    claims = [
        count(a, "200 men", "200", head="men", when=days("2024-03", "2024-05"), **RETURNED),
        count(b, "120", "120", when=days("2024-04"), **RETURNED),
        count(b, "80", "80", when=unresolved("in March"), **RETURNED),
    ]
    assert "sums_to" not in {relation.verdict for relation in run([a, b], claims).relations}


def test_men_and_women_add_up() -> None:
    a = article("a", "The crush killed 17 people.")
    b = article("b", "Eleven women and six men died in the crush.")
    claims = [
        count(a, "17 people", "17", head="people"),
        count(b, "Eleven women", "11", head="women"),
        count(b, "six men", "6", head="men"),
    ]
    members = frozenset({("17 people", "whole"), ("Eleven women", "part"), ("six men", "part")})
    assert found(run([a, b], claims), claims) == [("sums_to", members, "11 (women) + 6 (men) = 17")]


def test_men_and_women_leave_nobody_out() -> None:
    a = article("a", "The crush killed 17 people.")
    b = article("b", "Eleven women and nine men died in the crush.")
    claims = [
        count(a, "17 people", "17", head="people"),
        count(b, "Eleven women", "11", head="women"),
        count(b, "nine men", "9", head="men"),
    ]
    assert [(relation.verdict, relation.equation) for relation in run([a, b], claims).relations] == [
        ("conflict", "11 (women) + 9 (men) = 20, not 17")
    ]


def test_dead_and_wounded_are_the_casualties() -> None:
    a = article("a", "The blast left 30 casualties.")
    b = article("b", "Nine died in the blast and 21 were hurt.")
    claims = [
        count(a, "30 casualties", "30", head="casualties", state="casualty"),
        count(b, "Nine", "9", state="dead"),
        count(b, "21", "21", state="wounded"),
    ]
    assert [(relation.verdict, relation.equation) for relation in run([a, b], claims).relations] == [
        ("sums_to", "9 (dead) + 21 (wounded) = 30")
    ]


def test_custody_and_the_rest_make_up_those_caught() -> None:
    a = article("a", "Of 70 people seized since May, 25 remain in jail.", "2023-09-01")
    b = article("b", "The other 45 seized since May were put over the border.", "2023-09-01")
    whole = count(a, "70 people", "70", head="people", state="arrested", when=since("2023-05"))
    claims = [
        whole,
        count(a, "25", "25", state="detained", aspect="stock", base=base(whole), when=since("2023-05")),
        count(b, "other 45", "45", relation="other", when=since("2023-05"), **RETURNED),
    ]
    members = frozenset({("70 people", "whole"), ("25", "part"), ("other 45", "part")})
    assert found(run([a, b], claims), claims) == [("sums_to", members, "25 (in custody) + 45 (sent back) = 70")]


def test_two_others_are_not_all_the_others() -> None:
    a = article("a", "Of 70 people seized since May, 25 remain in jail.", "2023-09-01")
    b = article("b", "Five others seized since May were put over the border.", "2023-09-01")
    c = article("c", "The other 35 seized since May were put over the border.", "2023-09-01")
    whole = count(a, "70 people", "70", head="people", state="arrested", when=since("2023-05"))
    jailed = count(a, "25", "25", state="detained", aspect="stock", base=base(whole), when=since("2023-05"))
    some = count(b, "Five others", "5", relation="other", when=since("2023-05"), **RETURNED)
    others = count(c, "other 35", "35", relation="other", when=since("2023-05"), **RETURNED)
    assert "conflict" not in {relation.verdict for relation in run([a, b], [whole, jailed, some]).relations}
    assert "sums_to" not in {relation.verdict for relation in run([a, c], [whole, jailed, others]).relations}


def test_villages_make_up_their_valley() -> None:
    valley, upper, lower = place("Kesh valley"), place("Upper Kesh", "x:kesh valley"), place("Lower Kesh", "x:kesh valley")
    a = article("a", "In the Kesh valley 48 houses were swept away.")
    b = article("b", "In Upper Kesh 20 houses were swept away, in Lower Kesh 28.")
    claims = [
        count(a, "48 houses", "48", head="houses", state="destroyed", where=(valley,)),
        count(b, "20 houses", "20", head="houses", state="destroyed", where=(upper,)),
        count(b, "28", "28", head="houses", state="destroyed", where=(lower,)),
    ]
    assert [(relation.verdict, relation.equation) for relation in run([a, b], claims).relations] == [
        ("sums_to", "20 (Upper Kesh) + 28 (Lower Kesh) = 48")
    ]


def test_attacker_among_the_dead() -> None:
    a = article("a", "Six people were killed at the mill, including the attacker.")
    b = article("b", "The attacker killed five people at the mill before he died.")
    claims = [count(a, "Six people", "6", head="people"), count(b, "five people", "5", head="people")]
    comparison = run([a, b], claims)
    members = frozenset({("Six people", "whole"), ("five people", "part")})
    assert found(comparison, claims) == [("sums_to", members, "5 (victims) + 1 (the attacker) = 6")]
    assert comparison.relations[0].flags == ("includes_perpetrator",)


def test_wounded_who_died_are_counted_once() -> None:
    a = article("a", "Three people were killed and eight hurt at the station.", "2024-02-01")
    b = article("b", "Five were killed and six hurt at the station.", "2024-02-03")
    claims = [
        count(a, "Three people", "3", head="people", state="dead"),
        count(a, "eight", "8", state="wounded"),
        count(b, "Five", "5", state="dead"),
        count(b, "six", "6", state="wounded"),
    ]
    assert {item[:2] for item in found(run([a, b], claims), claims)} == {
        ("supersedes", frozenset({("Three people", "earlier"), ("Five", "later")})),
        ("supersedes", frozenset({("eight", "earlier"), ("six", "later")})),
    }


def test_missing_found_dead() -> None:
    a = article("a", "Two drowned and 13 are missing after the ferry sank.", "2024-02-01")
    b = article("b", "Nine drowned when the ferry sank, six are missing.", "2024-02-03")
    claims = [
        count(a, "Two", "2", state="dead", aspect="cumulative"),
        count(a, "13", "13", state="missing", aspect="stock"),
        count(b, "Nine", "9", state="dead", aspect="cumulative"),
        count(b, "six", "6", state="missing", aspect="stock"),
    ]
    assert {item[0] for item in found(run([a, b], claims), claims)} == {"supersedes"}
    assert len(run([a, b], claims).relations) == 2


def test_fall_that_keeps_no_total_is_a_conflict() -> None:
    a = article("a", "Three people were killed and eight hurt at the station.", "2024-02-01")
    b = article("b", "Five were killed and two hurt at the station.", "2024-02-03")
    claims = [
        count(a, "Three people", "3", head="people", state="dead"),
        count(a, "eight", "8", state="wounded"),
        count(b, "Five", "5", state="dead"),
        count(b, "two", "2", state="wounded"),
    ]
    assert verdict_of(run([a, b], claims)) == "conflict"


def test_sum_in_each_article_that_repeats_it() -> None:
    articles, claims = [], []
    for key in ("a", "b"):
        text = article(
            key, "Harbour Watch counted 64 held from July 2021 to June 2022 and 26 in July and August 2022, 90 since June 2021.", "2022-09"
        )
        articles.append(text)
        claims += [
            count(text, "90", "90", state="detained", when=since("2021-06")),
            count(text, "64", "64", state="detained", when=days("2021-07", "2022-06")),
            count(text, "26", "26", state="detained", when=days("2022-07", "2022-08")),
        ]
    comparison = run(articles, claims)
    sums = [relation for relation in comparison.relations if relation.verdict == "sums_to"]
    assert {relation.equation for relation in sums} == {"64 (July 2021 to June 2022) + 26 (July to August) = 90"}
    assert "conflict" not in {relation.verdict for relation in comparison.relations}
    agreements = [relation for relation in comparison.relations if relation.verdict == "agree"]
    assert len(agreements) == 3
