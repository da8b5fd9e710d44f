"""Relations that were found, against the relations that people read: by verdict, by pair of claims, as alarms.

When an output joins the facts of a gold relation is said in `relation_matching`: two facts or more in common, and neither goes beyond the
other.

Each figure says how it counts:
- `strict`: outputs and gold relations of one verdict, assigned one to one, as many as possible. A second output about the same facts earns
  nothing, nor does a second gold line that the same output covers.
- `loose`: a gold relation is found when any output of its verdict joins its facts, an output is right when it joins those of any gold
  relation. So a sum that gold writes once for each of two wholes is found twice by an output over both. What `loose` has beyond
  `strict` is repetition and not error.
- `confusion`: pairs of matched claims (below), where a relation over many claims can hide nothing.
- alarms are the loose counts of `conflict`: two alarms about one real conflict do not mislead; a conflict that gold lacks does.

All are kept by story, the unit of resampling, because the articles of a story share their facts. A story is the folder of an article's
id ("boat" for "boat/01-telegraph"); articles without a folder are one story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotations.relation import Relation
from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.bootstrap import Interval, interval, ratio_interval
from evaluation.accuracy.counts import Counts
from evaluation.accuracy.gold import Gold, GoldClaim
from evaluation.accuracy.relation_matching import (
    Aligned,
    Alignment,
    Joined,
    align_relations,
    has_roles,
    pair_verdicts,
    same_facts,
    story_of,
)

Record = dict[str, Any]
NONE = "none"
LABELS: tuple[str, ...] = (*VERDICT_ORDER, NONE)
CANDIDATE_PAIRS = (
    "A candidate pair is two salient gold claims of one kind in two articles of one story, both of which were found; a false alarm is an "
    "alarm over two or more articles that join the facts of no gold conflict."
)


@dataclass(frozen=True, slots=True)
class StoryRelations:
    """The counts of one story; `strict`, `loose` and `roles` by verdict, `confusion` by (gold, found) verdict of a pair of claims."""

    story: str
    strict: Mapping[str, Counts]
    loose: Mapping[str, Counts]
    roles: Mapping[str, Counts]
    confusion: Mapping[tuple[str, str], int]
    false_alarms: int
    candidates: int
    candidates_in_gold: int


@dataclass(frozen=True)
class RelationScores:
    """Relations by story; every figure is a sum over stories. `aside` counts outputs that gold says nothing about (treaty records)."""

    stories: tuple[StoryRelations, ...]
    aside: int = 0

    def strict(self, verdict: str) -> tuple[Counts, ...]:
        """Counts of `verdict`, one to one, by story."""
        return tuple(story.strict.get(verdict, Counts()) for story in self.stories)

    def loose(self, verdict: str) -> tuple[Counts, ...]:
        """Counts of `verdict` with repetitions credited, by story."""
        return tuple(story.loose.get(verdict, Counts()) for story in self.stories)

    def roles(self, verdict: str) -> tuple[Counts, ...]:
        """Of the relations right one to one, those whose claims all play the gold's part, by story: whole and part swapped is wrong."""
        return tuple(story.roles.get(verdict, Counts()) for story in self.stories)

    def pairs(self, verdict: str) -> tuple[Counts, ...]:
        """Pairs of claims that have `verdict` in gold (wanted), in the output (given) and in both, by story."""
        return tuple(_pair_counts(story.confusion, verdict) for story in self.stories)

    @property
    def alarms(self) -> tuple[Counts, ...]:
        """By story: gold conflicts and those an alarm is about; alarms and those about a gold conflict. Precision, recall by `interval`."""
        return self.loose("conflict")

    @cached_property
    def confusion(self) -> dict[tuple[str, str], int]:
        """Pairs of matched claims by (gold verdict, found verdict), each one of LABELS, only those that occur.

        ("part_of", "none") is a pair whose relation was missed, ("none", "conflict") one that gold does not join.
        """
        counted = sum((Counter(story.confusion) for story in self.stories), Counter[tuple[str, str]]())
        return {(row, column): counted[row, column] for row in LABELS for column in LABELS if counted[row, column]}

    @property
    def false_alarms(self) -> int:
        """Alarms over two or more articles that join the facts of no gold conflict."""
        return sum(story.false_alarms for story in self.stories)

    @property
    def candidates(self) -> int:
        """Pairs that could be compared; CANDIDATE_PAIRS says which. They do not depend on what the comparison did."""
        return sum(story.candidates for story in self.stories)

    @property
    def false_alarms_per_1000(self) -> float | None:
        """False alarms per 1,000 candidate pairs; None without any pair."""
        return 1000 * self.false_alarms / self.candidates if self.candidates else None

    def false_alarm_interval(self) -> Interval | None:
        """The 95 % interval of that rate over stories."""
        return ratio_interval([1000.0 * one.false_alarms for one in self.stories], [one.candidates for one in self.stories])

    def alarm_precision_interval(self) -> Interval | None:
        """The 95 % interval of the share of alarms that are right, over stories; None when fewer than two stories raise any."""
        return interval(self.alarms, "precision")


def score_relations(gold: Gold, matched: Mapping[str, Record], relations: Sequence[Relation], records: Iterable[Record]) -> RelationScores:
    """The counts of every story of `gold`, in the order of names; the input is that of `align_relations`."""
    aligned = align_relations(gold, matched, relations, records)
    return RelationScores(tuple(_score_story(one, aligned, gold, matched) for one in aligned.stories), aligned.aside)


def _score_story(story: Alignment, aligned: Aligned, gold: Gold, matched: Mapping[str, Record]) -> StoryRelations:
    wanted, given = story.wanted, story.given
    verdicts = [verdict for verdict in VERDICT_ORDER if any(one.verdict == verdict for one in (*wanted, *given))]
    claims = [claim for claim in gold.claims if story_of(claim.article) == story.story]
    return StoryRelations(
        story=story.story,
        strict={verdict: _strict(story, verdict) for verdict in verdicts},
        loose={verdict: _loose(wanted, given, verdict) for verdict in verdicts},
        roles=_roles(story),
        confusion=_confusion(story, aligned.articles, matched),
        false_alarms=sum(_is_false_alarm(one, wanted, aligned.articles) for one in given),
        candidates=_candidate_pairs(claim for claim in claims if claim.id in matched),
        candidates_in_gold=_candidate_pairs(claims),
    )


def _strict(alignment: Alignment, verdict: str) -> Counts:
    both = sum(alignment.wanted[row].verdict == verdict for row, _ in alignment.chosen)
    wanted = sum(one.verdict == verdict for one in alignment.wanted)
    return Counts(wanted, both, sum(one.verdict == verdict for one in alignment.given), both)


def _loose(wanted: Sequence[Joined], given: Sequence[Joined], verdict: str) -> Counts:
    golden = [one for one in wanted if one.verdict == verdict]
    outputs = [one for one in given if one.verdict == verdict]
    found = sum(any(same_facts(one, other) for other in outputs) for one in golden)
    right = sum(any(same_facts(other, one) for other in golden) for one in outputs)
    return Counts(len(golden), found, len(outputs), right)


def _roles(alignment: Alignment) -> dict[str, Counts]:
    roles: dict[str, Counts] = {}
    for row, column in alignment.chosen:
        wanted, given = alignment.wanted[row], alignment.given[column]
        if wanted.is_sided:
            right = has_roles(wanted, given)
            roles[wanted.verdict] = roles.get(wanted.verdict, Counts()) + Counts(1, right, 1, right)
    return roles


def _confusion(alignment: Alignment, articles: Mapping[str, str], matched: Mapping[str, Record]) -> dict[tuple[str, str], int]:
    golden, found = (pair_verdicts(side, articles) for side in (alignment.wanted, alignment.given))
    pairs = [pair for pair in golden | found if all(name in matched for name in pair)]
    return dict(Counter((golden.get(pair, NONE), found.get(pair, NONE)) for pair in pairs))


def _pair_counts(confusion: Mapping[tuple[str, str], int], verdict: str) -> Counts:
    wanted = sum(number for (row, _), number in confusion.items() if row == verdict)
    given = sum(number for (_, column), number in confusion.items() if column == verdict)
    both = confusion.get((verdict, verdict), 0)
    return Counts(wanted, both, given, both)


def _is_false_alarm(one: Joined, wanted: Sequence[Joined], articles: Mapping[str, str]) -> bool:
    crosses = len({articles.get(name) for name in one.claims}) > 1
    return crosses and one.verdict == "conflict" and not any(other.verdict == "conflict" and same_facts(other, one) for other in wanted)


def _candidate_pairs(claims: Iterable[GoldClaim]) -> int:
    """Pairs of salient claims of one kind in two articles: all pairs of a kind without those inside one article."""
    by_article = Counter((claim.kind, claim.article) for claim in claims if claim.slots.get("salient") is not False)
    by_kind: Counter[str] = Counter()
    for (kind, _), number in by_article.items():
        by_kind[kind] += number
    inside = sum(number * number for number in by_article.values())
    return (sum(number * number for number in by_kind.values()) - inside) // 2
