"""Which relation found speaks of the facts of which gold relation, one to one.

A gold relation joins every repetition of a figure; an output may join two of them. Both are therefore read as facts: claims that a gold
`agree` joins are one fact, and an output's claims stand for the gold claims they are matched with. An output joins the facts of a gold
relation when they share two facts or more, on both sides where gold has sides, and neither goes beyond the other: "17 drowned" of two
papers against "20 drowned" of a third is joined by an output over one of the two and the third, and by one over all three and a fourth
claim. For `agree`, which is what makes facts, the claims themselves are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from annotations.relation import Relation
from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.gold import Gold, GoldRelation

Record = dict[str, Any]
_RECORD = "record:"


@dataclass(frozen=True, slots=True)
class Joined:
    """One relation of either side, in names that both sides share.

    `parts` are (name, fact, role), sorted: the name is the gold claim's id, or a name of the output's own where gold has no such claim
    (`unmatched_name`); the fact is the name of the first claim that gold calls the same.
    """

    id: str
    verdict: str
    story: str
    parts: tuple[tuple[str, str, str], ...]
    why: str

    @property
    def claims(self) -> frozenset[str]:
        """The names of its claims."""
        return frozenset(name for name, _, _ in self.parts)

    @property
    def facts(self) -> frozenset[str]:
        """The facts that its claims state."""
        return frozenset(fact for _, fact, _ in self.parts)

    @property
    def is_sided(self) -> bool:
        """True when its claims play different parts, as a whole and its parts do and peers do not."""
        return len({role for _, _, role in self.parts}) > 1


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both sides of one story in shared names; `chosen` pairs the index of a wanted relation with that of a given one, one to one."""

    story: str
    wanted: tuple[Joined, ...]
    given: tuple[Joined, ...]
    chosen: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What a claim is called on both sides, which article it is in, and which fact it states."""

    of_record: Mapping[str, str]
    articles: Mapping[str, str]
    facts: Mapping[str, str]


def story_of(article: str) -> str:
    """The story of an article id: the folder it lies in, empty where it has none."""
    return article.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Every story, in the order of names; the article of each claim by its shared name; how many outputs gold says nothing about."""

    stories: tuple[Alignment, ...]
    articles: Mapping[str, str]
    aside: int


def align_relations(gold: Gold, matched: Mapping[str, Record], relations: Sequence[Relation], records: Iterable[Record]) -> Aligned:
    """Both sides of every story of `gold`, and which relation is assigned to which.

    `matched` gives the record of each gold claim that was found (`match_claims`), `records` all claims that were compared. A relation
    with a claim in an article that gold does not cover is left aside, and so is one with the treaty record unless gold names records.
    """
    names = _names(gold, matched, records)
    covered = {claim.article for claim in gold.claims}
    has_records = any(claim.startswith(_RECORD) for one in gold.relations for claim in one.claims)
    wanted = [_join(one.id, one.verdict, gold_parts(one), one.why, names) for one in gold.relations]
    given = []
    for one in sorted(relations, key=lambda relation: relation.id):
        parts = [(names.of_record.get(part.id, part.id), str(part.role)) for part in one.claims]
        claims = [name for name, _ in parts if not name.startswith(_RECORD)]
        if claims and covered.issuperset(names.articles.get(name, "") for name in claims) and (has_records or len(claims) == len(parts)):
            given.append(_join(one.id, one.verdict, parts, one.reason, names))
    stories = sorted({story_of(article) for article in covered})
    return Aligned(tuple(_align(story, wanted, given) for story in stories), names.articles, len(relations) - len(given))


def same_facts(wanted: Joined, given: Joined) -> bool:
    """True when an output joins the facts of a gold relation, whatever its verdict: two or more shared, and neither goes beyond the other.

    Where the gold relation has sides the output must reach both: two mentions of the later figure are not the update from the earlier.
    """
    # An `agree` is one fact by itself, and so are claims that gold calls equal here and puts against each other there.
    by_claim = len(wanted.facts) < 2
    first, second = (wanted.claims, given.claims) if by_claim else (wanted.facts, given.facts)
    shared = first & second
    if len(shared) < 2 or shared not in (first, second):
        return False
    return not wanted.is_sided or len({role for name, fact, role in wanted.parts if (name if by_claim else fact) in shared}) > 1


def has_roles(wanted: Joined, given: Joined) -> bool:
    """True when every fact that both join plays a part in the output that it plays in gold; peers and unstated roles are always right."""
    golden: dict[str, set[str]] = {}
    for _, fact, role in wanted.parts:
        golden.setdefault(fact, set()).add(role)
    return not wanted.is_sided or all(role in golden[fact] for _, fact, role in given.parts if fact in golden)


def unmatched_name(record: str) -> str:
    """The name of a record that stands for no gold claim; gold made from the tool's own output may have a claim with the record's id."""
    return f"unmatched:{record}"


def gold_parts(relation: GoldRelation) -> list[tuple[str, str]]:
    """(claim, role) of each of its claims; the role is empty where the gold line gives none."""
    return list(zip(relation.claims, relation.roles or ("",) * len(relation.claims), strict=True))


def _names(gold: Gold, matched: Mapping[str, Record], records: Iterable[Record]) -> _Names:
    records = list(records)
    of_record = {record["id"]: unmatched_name(record["id"]) for record in records}
    of_record.update({record["id"]: name for name, record in matched.items()})
    articles = {of_record[record["id"]]: record["article"] for record in records}
    articles.update({claim.id: claim.article for claim in gold.claims})
    return _Names(of_record, articles, _facts(gold))


def _facts(gold: Gold) -> dict[str, str]:
    """Gold claim -> the first claim of its fact: gold `agree` lines that share a claim make one fact."""
    facts = {claim.id: claim.id for claim in gold.claims}
    for one in gold.relations:
        if one.verdict == "agree":
            joined = {facts.get(claim, claim) for claim in one.claims}
            facts.update({claim: min(joined) for claim, fact in facts.items() if fact in joined})
    return facts


def _join(id_: str, verdict: str, parts: Iterable[tuple[str, str]], why: str, names: _Names) -> Joined:
    members = tuple(sorted((name, names.facts.get(name, name), role) for name, role in parts))
    story = min((story_of(names.articles[name]) for name, _, _ in members if name in names.articles), default="")
    return Joined(id_, verdict, story, members, why)


def _align(story: str, wanted: Sequence[Joined], given: Sequence[Joined]) -> Alignment:
    here = tuple(sorted((one for one in wanted if one.story == story), key=lambda one: one.id))
    found = tuple(one for one in given if one.story == story)
    chosen = [pair for verdict in VERDICT_ORDER for pair in _assign(here, found, verdict)]
    return Alignment(story, here, found, tuple(chosen))


def _assign(wanted: Sequence[Joined], given: Sequence[Joined], verdict: str) -> list[tuple[int, int]]:
    """Pairs of indices of one verdict about the same facts: as many as possible, and among those the nearest in their claims."""
    rows = [index for index, one in enumerate(wanted) if one.verdict == verdict]
    columns = [index for index, one in enumerate(given) if one.verdict == verdict]
    if not rows or not columns:
        return []
    worth = np.zeros((len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if same_facts(wanted[row], given[column]):
                # All the nearness together stays below one pair more.
                worth[i, j] = 1 + _nearness(wanted[row], given[column]) / (min(worth.shape) + 1)
    pairs = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return [(rows[i], columns[j]) for i, j in pairs if worth[i, j] > 0]


def _nearness(one: Joined, other: Joined) -> float:
    return len(one.claims & other.claims) / len(one.claims | other.claims)


def pair_verdicts(relations: Sequence[Joined], articles: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Each pair of claims that a relation joins -> the first verdict, in the order of VERDICT_ORDER, that any has for it.

    `articles` says where each claim stands.
    """
    agreed = {pair for one in relations if one.verdict == "agree" for pair in _pairs(one, articles)}
    verdicts: dict[tuple[str, str], str] = {}
    for one in sorted(relations, key=lambda relation: VERDICT_ORDER.index(relation.verdict)):
        # Of three peers in conflict two may say the same: such a pair agrees.
        spared = agreed if len(one.parts) > 2 and one.verdict != "agree" and not one.is_sided else set()
        for pair in _pairs(one, articles):
            if pair not in spared:
                verdicts.setdefault(pair, one.verdict)
    return verdicts


def _pairs(relation: Joined, articles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of claims that a relation speaks of: each whole with each part; of peers, those of different articles.

    Peers of a relation that stays inside one article are all paired: there the repetition is what it is about.
    """
    places = {name: articles.get(name) for name, _, _ in relation.parts}
    is_inside = len(set(places.values())) == 1
    for (one, _, one_role), (other, _, other_role) in combinations(relation.parts, 2):
        if one_role != other_role if relation.is_sided else is_inside or places[one] != places[other]:
            yield (one, other)
