"""Facts: their claims, figures, witnesses and open questions."""

from fractions import Fraction
from typing import Any

import pytest

from annotations.claim import Claim, TimeScope
from annotations.relation import Comparison, Group, Range
from corpus.article import Article
from evaluation.compare.groups import heading, reaches_first_page
from tests.evaluation.compare.builder import article, count, days, event, law, run, said

WATCH = said("Harbour Watch")
UNION = said("Dockers' Union")
HELD = {"state": "detained", "head": "dockers"}


def told(key: str, text: str, quote: str, spec: str, **fields: Any) -> tuple[Article, Claim]:
    published = fields.pop("published", "2024-03-08")
    options = {name: fields.pop(name) for name in ("republished_from", "publisher") if name in fields}
    source = article(key, text, published, **options)
    return source, count(source, quote, spec, **{**HELD, **fields})


def compare_all(*pairs: tuple[Article, Claim]) -> Comparison:
    return run([source for source, _ in pairs], [claim for _, claim in pairs])


def only(comparison: Comparison) -> Group:
    assert len(comparison.groups) == 1
    return comparison.groups[0]


A = told("a", "Harbour Watch says 73 dockers were arrested.", "73 dockers", "73", source=WATCH)
B = told("b", "According to Harbour Watch, 73 dockers were arrested.", "73 dockers", "73", source=WATCH)
C = told("c", "The Dockers' Union counts 73 dockers under arrest.", "73 dockers", "73", source=UNION)
D = told("d", "Police arrested 73 dockers.", "73 dockers", "73")
E = told("e", "Police took 73 dockers away.", "73 dockers", "73")
F = told("f", "The port says it has no number of the dockers arrested.", "no number", "?", source=said("the port", "abstains"))

COUNTS = [
    ((A,), 1, 1),
    ((A, B), 1, 1),
    ((A, C), 2, 2),
    ((A, B, C), 2, 2),
    # An article that names nobody for a figure that another one attributes adds nothing.
    ((A, D), 1, 1),
    ((A, D, E), 1, 1),
    ((D,), 1, 1),
    ((D, E), 1, 1),
    ((A, F), 1, 1),
]


@pytest.mark.parametrize(("pairs", "for_number", "for_event"), COUNTS)
def test_independent_sources_are_counted(pairs: tuple[tuple[Article, Claim], ...], for_number: int, for_event: int) -> None:
    group = only(compare_all(*pairs))
    assert (group.independent_for_number, group.independent_for_event) == (for_number, for_event)


def test_witness_of_a_figure_names_its_articles_and_chain() -> None:
    wire = told("z", "The Ledger cites Harbour Watch: 73 dockers arrested.", "73 dockers", "73", source=(said("The Ledger"), WATCH))
    group = only(compare_all(A, wire, D))
    shown = [(witness.source, witness.role, witness.articles, witness.identity) for witness in group.witnesses]
    assert shown == [("Harbour Watch", "states", ("a", "z"), "named"), (None, "unattributed", ("d",), "unknown")]
    assert group.witnesses[0].chain == ("The Ledger", "Harbour Watch")


def test_acronym_and_name_are_one_source() -> None:
    short = told("s", "HW counts 73 dockers under arrest.", "73 dockers", "73", source=said("HW"))
    assert only(compare_all(A, short)).independent_for_number == 1


def test_abstaining_source_may_vouch_for_the_event() -> None:
    port = said("the port", "abstains", "government")
    source = article("f", "The port confirmed that many dockers were arrested. It had no number of the dockers arrested.", "2024-03-08")
    confirms = count(source, "many dockers", "many", source=said("the port", "confirms", "government"), **HELD)
    abstains = count(source, "no number", "?", source=port, **HELD)
    comparison = run([A[0], source], [A[1], confirms, abstains])
    group = next(group for group in comparison.groups if A[1].id in group.claims)
    assert (group.independent_for_number, group.independent_for_event) == (1, 2)
    assert {(witness.source, witness.role) for witness in group.witnesses} == {("Harbour Watch", "states"), ("the port", "abstains")}


def test_unnamed_source_may_be_the_named_one() -> None:
    named = told("n", "73 dockers were led away, said Ole Brandt, a pilot.", "73 dockers", "73", source=said("Ole Brandt", kind="person"))
    unnamed = told("u", "A pilot says 73 dockers were led away.", "73 dockers", "73", source=said("a pilot", kind="anonymous"))
    group = only(compare_all(named, unnamed))
    assert group.independent_for_number == 1
    assert {(witness.source, witness.identity) for witness in group.witnesses} == {("Ole Brandt", "named"), ("a pilot", "same_description")}
    assert "source_unclear_identity" in {question.code for question in group.questions}


def test_two_groups_of_officials_are_not_one_source() -> None:
    first = told("m", "Officials say 73 dockers were arrested.", "73 dockers", "73", source=said("officials", kind="anonymous"))
    second = told("n", "73 dockers were arrested, doctors say.", "73 dockers", "73", source=said("doctors", kind="anonymous"))
    assert only(compare_all(first, second)).independent_for_number == 2


def test_copy_of_an_article_is_no_second_witness() -> None:
    first = told("m", "Doctors say 73 dockers were hurt.", "73 dockers", "73", source=said("Doctors", kind="group"), publisher="The Ledger")
    copy = told(
        "n", "Doctors say 73 dockers were hurt.", "73 dockers", "73", source=said("Doctors", kind="group"), republished_from="The Ledger"
    )
    assert only(compare_all(first, copy)).independent_for_number == 1


def test_figures_of_a_fact() -> None:
    over = told("o", "Over 60 dockers were arrested.", "Over 60 dockers", "> 60")
    group = only(compare_all(A, over))
    assert group.consensus == Range(Fraction(73), Fraction(73))
    assert group.spread == Range(Fraction(60), None)


def test_conflicting_figures_have_no_consensus() -> None:
    other = told("o", "Police arrested 51 dockers.", "51 dockers", "51")
    group = only(compare_all(A, other))
    assert group.consensus is None
    assert group.spread == Range(Fraction(51), Fraction(73))
    assert group.rank < 10000


def test_history_of_a_toll() -> None:
    first = told("x", "The slide killed 12 people.", "12 people", "12", state="dead", head="people", published="2024-03-01")
    second = told("y", "The slide killed 20 people.", "20 people", "20", state="dead", head="people", published="2024-03-03")
    group = only(compare_all(first, second))
    assert [(str(step.as_of), step.low) for step in group.history] == [("2024-03-01", 12), ("2024-03-03", 20)]
    assert group.current == Range(Fraction(20), Fraction(20))
    assert group.consensus == Range(Fraction(20), Fraction(20))


def test_wholes_and_parts_are_facts_of_their_own() -> None:
    whole = told("x", "In March and April 90 dockers were arrested.", "90 dockers", "90", when=days("2024-03", "2024-04"))
    part = told("y", "In March 50 dockers were arrested.", "50 dockers", "50", when=days("2024-03"))
    assert len(compare_all(whole, part).groups) == 2


def test_relation_names_its_group() -> None:
    comparison = compare_all(A, C)
    assert [relation.group for relation in comparison.relations] == [comparison.groups[0].id]


def codes(*pairs: tuple[Article, Claim]) -> set[str]:
    return {question.code for group in compare_all(*pairs).groups for question in group.questions}


def test_questions() -> None:
    inferred = TimeScope(None, None, resolved=False, text="in July", flags=("year_unresolved",))
    assert codes(A, C) == {"attribution_differs"}
    assert codes(D) == {"no_source"}
    assert codes(told("h", "In July 12 dockers were arrested.", "12 dockers", "12", when=inferred, source=WATCH)) == {"year_doubtful"}
    assert codes(told("h", "12 dockers were arrested.", "12 dockers", "12", source=WATCH, published=None)) == {"undated_article"}
    accused = event("arrest", "detained", agent="Sarvik")
    assert codes(told("h", "Sarvik arrested 12 dockers.", "12 dockers", "12", source=WATCH, event=accused)) == {"accused_not_heard"}


def test_heading_states_figure_and_sources() -> None:
    group = only(compare_all(A, C))
    assert heading(group) == "detained: dockers: 73. Two sources for the number."
    assert heading(only(compare_all(D))) == "detained: dockers: 73. Source not named."


def test_rank_puts_alarms_first_and_captions_last() -> None:
    clash = told("k", "Police arrested 51 dockers.", "51 dockers", "51")
    source = article("v", "A crane in 2012. Chad ratified the covenant.", "2024-03-08")
    caption = count(source, "2012", "2012", state="built", head="cranes", zone="caption")
    covenant = law(source, "ratified the covenant", "covenant", party="TD", status="ratified")
    comparison = run([A[0], clash[0], source], [A[1], clash[1], caption, covenant])
    by_claim = {claim: group for group in comparison.groups for claim in group.claims}
    assert [group.id for group in comparison.groups] == [group.id for group in sorted(comparison.groups, key=lambda group: group.rank)]
    assert comparison.groups[0] is by_claim[A[1].id]
    assert comparison.groups[-1] is by_claim[caption.id]
    assert not reaches_first_page(by_claim[caption.id])
    assert reaches_first_page(by_claim[covenant.id])


def test_mentions_that_only_serve_as_scope_take_no_part() -> None:
    source = article("v", "Police arrested 73 dockers.", "2024-03-08")
    comparison = run([source], [count(source, "73 dockers", "73", salient=False, **HELD)])
    assert comparison == Comparison((), ())
