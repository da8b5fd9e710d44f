"""Relations against gold, on one small fire and one small march whose figures are worked out by hand."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.relation import Relation, RelationClaim
from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.gold import Gold, GoldClaim, GoldRelation
from evaluation.accuracy.relation_matching import align_relations, story_of
from evaluation.accuracy.relation_mistakes import relation_mistakes
from evaluation.accuracy.relations import LABELS, RelationScores, score_relations

# Three papers on a hotel fire (a, b, c) and two on a march (d, e). Every figure is one gold claim g.. and, where it was found, the
# record r.. of the same number.
#   a: g1 "12 died", g2 "5 women", g3 "7 men"     b: g4 "twelve dead", g5 "30 hurt"     c: g6 "15 died", g7 "26 hurt"
#   d: g8 "400 marchers"                            e: g9 "hundreds marched", g10 "40 held"
ARTICLES = {
    "fire/a": ("g1", "g2", "g3"),
    "fire/b": ("g4", "g5"),
    "fire/c": ("g6", "g7"),
    "march/d": ("g8",),
    "march/e": ("g9", "g10"),
}
MISSED = {"g7"}
ARTICLE_OF = {name: article for article, names in ARTICLES.items() for name in names}


def _claim(name: str, **slots: Any) -> GoldClaim:
    start = 10 * int(name[1:])
    return GoldClaim(name, ARTICLE_OF[name], "quantity", start, start + 5, name, {"salient": True, **slots})


def _record(name: str, article: str) -> dict[str, Any]:
    return {"id": name, "article": article, "kind": "quantity", "start": 990, "end": 993, "quote": name}


CLAIMS = tuple(_claim(name) for name in ARTICLE_OF)
MATCHED = {name: _record(f"r{name[1:]}", article) for name, article in ARTICLE_OF.items() if name not in MISSED}
EXTRA = _record("r99", "fire/c")  # extracted, but no gold claim
RECORDS = [*MATCHED.values(), EXTRA, _record("r100", "elsewhere/x")]


def _gold(verdict: str, *parts: str) -> GoldRelation:
    names, roles = zip(*(part.split(":") if ":" in part else (part, "peer") for part in parts), strict=True)
    return GoldRelation("-".join((verdict, *names)), verdict, tuple(names), tuple(roles))


def _output(verdict: Any, *parts: str) -> Relation:
    pairs: list[Any] = [part.split("=") if "=" in part else (part, "peer") for part in parts]
    claims = tuple(RelationClaim(name, role) for name, role in pairs)
    severe = "low" if verdict == "conflict" else None
    return Relation("-".join((verdict, *parts)), verdict, claims, "12 against 15.", "test", alarm=verdict == "conflict", severity=severe)


GOLD_RELATIONS = (
    _gold("agree", "g1", "g4"),
    _gold("sums_to", "g1:whole", "g2:part", "g3:part"),
    _gold("conflict", "g1", "g4", "g6"),
    _gold("refines", "g8:finer", "g9:coarser"),
)
GOLD = Gold(CLAIMS, GOLD_RELATIONS)


def _score(*relations: Relation, gold: Gold = GOLD) -> RelationScores:
    return score_relations(gold, MATCHED, relations, RECORDS)


def _sums(scores: RelationScores, verdict: str) -> tuple[Counts, Counts]:
    return total(scores.strict(verdict)), total(scores.loose(verdict))


# One gold conflict over g1, g4 and g6. The two outputs both lie inside it: one is credited, both are no false alarms.
def test_a_second_output_about_the_same_facts_earns_nothing() -> None:
    scores = _score(_output("conflict", "r1", "r6"), _output("conflict", "r4", "r6"))
    assert _sums(scores, "conflict") == (Counts(1, 1, 2, 1), Counts(1, 1, 2, 2))
    assert total(scores.alarms).precision == 1.0
    assert scores.false_alarms == 0


# Gold writes the sum once for "12 died" and once for "twelve dead"; the output over both wholes covers the two lines.
def test_an_output_over_two_gold_lines_is_counted_once() -> None:
    gold = Gold(CLAIMS, (*GOLD_RELATIONS, _gold("sums_to", "g4:whole", "g2:part", "g3:part")))
    scores = _score(_output("sums_to", "r1=whole", "r4=whole", "r2=part", "r3=part"), gold=gold)
    assert _sums(scores, "sums_to") == (Counts(2, 1, 1, 1), Counts(2, 2, 1, 1))


# g1 and g4 agree, so they are one fact: the sum may be told with the other paper's whole.
def test_claims_that_agree_stand_for_each_other() -> None:
    output = _output("sums_to", "r4=whole", "r2=part", "r3=part")
    assert total(_score(output).strict("sums_to")) == Counts(1, 1, 1, 1)
    alone = Gold(CLAIMS, GOLD_RELATIONS[1:])  # without the agreement it is another whole, and neither holds the other
    assert total(_score(output, gold=alone).strict("sums_to")) == Counts(1, 0, 1, 0)


WRONG = [
    ("another verdict", _output("refines", "r1=finer", "r6=coarser")),
    ("one fact in common", _output("conflict", "r1", "r5")),
    ("only agreeing claims", _output("conflict", "r1", "r4")),
    ("beyond gold on both sides", _output("conflict", "r1", "r5", "r10")),
    ("a claim gold lacks", _output("conflict", "r6", "r99")),
    ("one part for another", _output("sums_to", "r1=whole", "r2=part", "r10=part")),
]


@pytest.mark.parametrize(("case", "output"), WRONG)
def test_what_joins_other_facts_is_wrong(case: str, output: Relation) -> None:
    strict, loose = _sums(_score(output), output.verdict)
    assert (strict.right, strict.found, loose.right, loose.found) == (0, 0, 0, 0), case
    assert strict.given == 1


# Both figures of an output are earlier ones of the gold's update: it says nothing of the later.
def test_an_output_on_one_side_of_gold_is_another_relation() -> None:
    gold = Gold(CLAIMS, (_gold("supersedes", "g6:later", "g5:earlier", "g3:earlier"),))
    one_side, both_sides = _output("supersedes", "r3=earlier", "r5=later"), _output("supersedes", "r3=earlier", "r6=later")
    assert _sums(_score(one_side, gold=gold), "supersedes") == (Counts(1, 0, 1, 0), Counts(1, 0, 1, 0))
    assert _sums(_score(both_sides, gold=gold), "supersedes") == (Counts(1, 1, 1, 1), Counts(1, 1, 1, 1))


# The greedy choice (first output to first gold line) would spend {r8, r9, r10} on {g8, g9} and leave {g9, g10} without one.
def test_the_assignment_is_the_best_there_is() -> None:
    gold = Gold(CLAIMS, (_gold("not_comparable", "g8", "g9"), _gold("not_comparable", "g9", "g10")))
    scores = _score(_output("not_comparable", "r8", "r9", "r10"), _output("not_comparable", "r8", "r9"), gold=gold)
    assert total(scores.strict("not_comparable")) == Counts(2, 2, 2, 2)


# Either gold line would do for the count; the one over the same three claims is meant.
def test_of_two_gold_lines_the_nearer_is_assigned() -> None:
    near, far = _gold("not_comparable", "g8", "g9", "g10"), _gold("not_comparable", "g8", "g9")
    for lines in ((near, far), (far, near)):
        aligned = align_relations(Gold(CLAIMS, lines), MATCHED, [_output("not_comparable", "r8", "r9", "r10")], RECORDS)
        [(row, _)] = aligned.stories[1].chosen
        assert aligned.stories[1].wanted[row].id == near.id


ROLES = [
    ("as in gold", ("r8=finer", "r9=coarser"), 1),
    ("swapped", ("r8=coarser", "r9=finer"), 0),
    ("no sides", ("r8", "r9"), 0),
]


@pytest.mark.parametrize(("case", "parts", "right"), ROLES)
def test_roles_are_a_slot_of_the_relations_found(case: str, parts: tuple[str, str], right: int) -> None:
    scores = _score(_output("refines", *parts))
    assert total(scores.strict("refines")) == Counts(1, 1, 1, 1)
    assert total(scores.roles("refines")) == Counts(1, right, 1, right), case
    assert total(scores.roles("agree")) == Counts()  # peers have no sides to confuse


# The pairs that gold joins: agree g1-g4; conflict g1-g6 and g4-g6 (g1-g4 of that line say the same); sums_to g1-g2 and g1-g3, not the
# parts with each other; refines g8-g9. The output has g1-g6 as refines, g1-g2 and g1-g3 as sums_to, and g5-g6, which gold does not join.
def test_the_confusion_matrix_is_over_pairs() -> None:
    scores = _score(
        _output("refines", "r1=finer", "r6=coarser"),
        _output("sums_to", "r1=whole", "r2=part", "r3=part"),
        _output("conflict", "r5", "r6"),
    )
    assert scores.confusion == {
        ("conflict", "refines"): 1,
        ("conflict", "none"): 1,
        ("sums_to", "sums_to"): 2,
        ("refines", "none"): 1,
        ("agree", "none"): 1,
        ("none", "conflict"): 1,
    }
    assert total(scores.pairs("sums_to")) == Counts(2, 2, 2, 2)
    assert total(scores.pairs("conflict")) == Counts(2, 0, 1, 0)
    assert list(scores.confusion) == sorted(scores.confusion, key=lambda cell: (LABELS.index(cell[0]), LABELS.index(cell[1])))


def test_the_first_verdict_of_a_pair_counts() -> None:
    scores = _score(_output("review", "r1", "r6"), _output("conflict", "r1", "r6"), _output("not_comparable", "r1", "r6"))
    assert scores.confusion["conflict", "conflict"] == 1
    assert scores.confusion["conflict", "none"] == 1  # g4-g6


# A finer figure with two coarser ones, and an agreement of two of them: by the order of verdicts the pair is refined.
def test_a_pair_with_sides_is_what_its_sides_say() -> None:
    gold = Gold(CLAIMS, (_gold("refines", "g8:finer", "g9:coarser", "g10:coarser"), _gold("agree", "g8", "g9")))
    assert _score(gold=gold).confusion == {("refines", "none"): 2}


# g7 was not found and r99 is in no gold claim: neither makes a pair.
def test_only_matched_claims_make_pairs() -> None:
    gold = Gold(CLAIMS, (_gold("conflict", "g5", "g7"),))
    scores = _score(_output("conflict", "r5", "r99"), gold=gold)
    assert scores.confusion == {}
    assert _sums(scores, "conflict")[0] == Counts(1, 0, 1, 0)


# Found and salient in the fire: 3 in a, 2 in b, 1 in c (g7 was missed): 3*2 + 3*1 + 2*1 = 11 pairs across articles; in the march
# 1 * 2 = 2. With g7, which gold alone knows, the fire has 3*2 + 3*2 + 2*2 = 16. One false alarm over 13 pairs is 76.9 per thousand.
def test_false_alarms_are_counted_over_pairs_that_could_be_compared() -> None:
    scores = _score(_output("conflict", "r1", "r5"), _output("conflict", "r1", "r6"), _output("conflict", "r2", "r3"))
    assert [story.candidates for story in scores.stories] == [11, 2]
    assert [story.candidates_in_gold for story in scores.stories] == [16, 2]
    assert scores.false_alarms == 1  # r2-r3 is wrong too, but inside one article
    assert scores.false_alarms_per_1000 == pytest.approx(1000 / 13)
    assert total(scores.alarms) == Counts(1, 1, 3, 1)
    # Draws of two stories: the fire twice 2/22, the march twice 0/4.
    assert scores.false_alarm_interval() == pytest.approx((0.0, 1000 * 2 / 22))
    assert scores.alarm_precision_interval() is None  # all alarms are in one story


def test_a_mention_that_is_not_compared_makes_no_candidate() -> None:
    claims = tuple(_claim(name, salient=name != "g8") for name in ARTICLE_OF)
    assert [story.candidates for story in _score(gold=Gold(claims, ())).stories] == [11, 0]
    assert _score(gold=Gold((_claim("g1"),), ())).false_alarms_per_1000 is None


def test_what_gold_says_nothing_about_is_left_aside() -> None:
    scores = _score(
        _output("agree", "r1", "record:PE/refugee-convention=record"),
        _output("conflict", "r1", "r100"),
        _output("conflict", "r1", "unheard-of"),
    )
    assert scores.aside == 3
    assert all(total(scores.strict(verdict)).given == 0 for verdict in VERDICT_ORDER)


def test_treaty_records_are_scored_where_gold_names_them() -> None:
    gold = Gold(CLAIMS, (GoldRelation("x", "refines", ("g8", "record:PE/un"), ("coarser", "record")),))
    scores = _score(_output("refines", "r8=coarser", "record:PE/un=record"), gold=gold)
    assert scores.aside == 0
    assert total(scores.strict("refines")) == Counts(1, 1, 1, 1)
    assert total(scores.roles("refines")) == Counts(1, 1, 1, 1)


# Gold made by correcting the tool's own output keeps its ids: the claim g1 below was found as r1, and a stray record is named g6.
def test_a_stray_record_with_the_id_of_a_gold_claim_is_not_that_claim() -> None:
    matched = {"g1": MATCHED["g1"]}
    records = [MATCHED["g1"], _record("g6", "fire/c")]
    scores = score_relations(GOLD, matched, [_output("conflict", "r1", "g6")], records)
    assert total(scores.strict("conflict")) == Counts(1, 0, 1, 0)


def test_scores_are_kept_by_story() -> None:
    scores = _score(_output("refines", "r8=finer", "r9=coarser"), _output("agree", "r1", "r4"))
    assert [story.story for story in scores.stories] == ["fire", "march"]
    assert scores.strict("refines") == (Counts(), Counts(1, 1, 1, 1))
    assert scores.strict("agree") == (Counts(1, 1, 1, 1), Counts())


@pytest.mark.parametrize(("article", "story"), [("fire/a", "fire"), ("dev/fire/a#2", "dev/fire"), ("lone", "")])
def test_a_story_is_a_folder(article: str, story: str) -> None:
    assert story_of(article) == story


NAMES = [f"r{number}" for number in (1, 2, 3, 4, 5, 6, 8, 9, 10)]
OUTPUTS = st.builds(
    lambda verdict, parts: _output(verdict, *parts),
    st.sampled_from(VERDICT_ORDER),
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
)


@given(st.lists(OUTPUTS, max_size=8, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_laws_of_counting(outputs: list[Relation], chance: random.Random) -> None:
    scores = _score(*outputs)
    for verdict in VERDICT_ORDER:
        strict, loose = _sums(scores, verdict)
        assert strict.found == strict.right <= min(loose.found, loose.right)
        assert strict.given == sum(one.verdict == verdict for one in outputs)
    golden_pairs = sum(number for (row, _), number in scores.confusion.items() if row != "none")
    assert golden_pairs == 6  # whatever is given, the pairs that gold joins are each in one cell
    shuffled = list(outputs)
    chance.shuffle(shuffled)
    assert _score(*shuffled) == scores


def test_gold_read_back_is_perfect() -> None:
    back = {"g" + name[1:]: name for name in NAMES}
    outputs = [
        _output(one.verdict, *(f"{back[name]}={role}" for name, role in zip(one.claims, one.roles, strict=True))) for one in GOLD_RELATIONS
    ]
    scores = _score(*outputs)
    for verdict in VERDICT_ORDER:
        counts = total(scores.strict(verdict))
        assert counts.found == counts.wanted == counts.given == counts.right
    assert all(row == column for row, column in scores.confusion)
    assert [len(one.chosen) for one in align_relations(GOLD, MATCHED, outputs, RECORDS).stories] == [3, 1]


def _classes(gold: Gold, *outputs: Relation) -> dict[str, int]:
    return {one.name: one.count for one in relation_mistakes(gold, MATCHED, outputs, RECORDS)}


MISTAKES: list[tuple[str, tuple[GoldRelation, ...], list[Relation], dict[str, int]]] = [
    ("another verdict is one mistake", GOLD_RELATIONS[2:3], [_output("refines", "r4=finer", "r6=coarser")], {"conflict -> refines": 1}),
    ("nothing found", GOLD_RELATIONS[3:], [], {"refines: missed": 1}),
    ("no claim to join", (_gold("conflict", "g5", "g7"),), [], {"conflict: missed, its claims were not found": 1}),
    (
        "nothing there",
        (),
        [_output("conflict", "r5", "r6"), _output("agree", "r2", "r3")],
        {"agree: given, not in gold": 1, "conflict: given, not in gold": 1},
    ),
    ("roles", GOLD_RELATIONS[3:], [_output("refines", "r8=coarser", "r9=finer")], {"refines: other roles": 1}),
    (
        "said twice",
        GOLD_RELATIONS[:1] + GOLD_RELATIONS[2:3],
        [_output("agree", "r1", "r4"), _output("conflict", "r1", "r6"), _output("conflict", "r4", "r6")],
        {},
    ),
    (
        "two lines in one output",
        (*GOLD_RELATIONS[:2], _gold("sums_to", "g4:whole", "g2:part", "g3:part")),
        [_output("agree", "r1", "r4"), _output("sums_to", "r1=whole", "r4=whole", "r2=part", "r3=part")],
        {},
    ),
    (
        "right, and something else too",
        GOLD_RELATIONS[3:],
        [_output("refines", "r8=finer", "r9=coarser"), _output("review", "r8", "r9")],
        {"review: given, gold has refines": 1},
    ),
]


@pytest.mark.parametrize(("case", "relations", "outputs", "classes"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_mistakes_fall_into_classes(
    case: str, relations: tuple[GoldRelation, ...], outputs: list[Relation], classes: dict[str, int]
) -> None:
    assert _classes(Gold(CLAIMS, relations), *outputs) == classes, case


def test_a_mistake_shows_both_sides_and_their_quotes() -> None:
    gold = Gold(CLAIMS, (GoldRelation("line-3", "conflict", ("g6", "g1"), ("peer", "peer"), "one day, two tolls"),))
    output = _output("refines", "r1=finer", "r6=coarser")
    [only] = relation_mistakes(gold, MATCHED, [output], RECORDS)
    [mistake] = only.examples
    assert (mistake.article, mistake.start, mistake.end) == ("fire/a", 10, 15)
    assert mistake.context == "g1; g6 (fire/c)"
    assert (mistake.gold, mistake.wanted) == ("line-3", "conflict: one day, two tolls")
    assert (mistake.claim, mistake.found) == (output.id, "refines: 12 against 15.")


def test_the_most_frequent_class_comes_first() -> None:
    outputs = [_output("review", "r5", "r6"), _output("review", "r2", "r6"), _output("agree", "r3", "r6")]
    assert list(_classes(Gold(CLAIMS, ()), *outputs)) == ["review: given, not in gold", "agree: given, not in gold"]
    stray = relation_mistakes(Gold(CLAIMS, ()), MATCHED, [_output("agree", "r6", "r99")], RECORDS)
    assert stray[0].examples[0].context == "g6; r99 (fire/c)"
