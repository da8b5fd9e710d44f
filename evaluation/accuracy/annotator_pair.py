"""Two annotators' claims side by side: which of them are the same, what each token is part of, and how each slot was read."""

from __future__ import annotations

import json
import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.accuracy.gold import Gold, GoldClaim, GoldRelation
from evaluation.accuracy.matching import Level, match_claims
from evaluation.accuracy.relation_matching import Joined, gold_parts, pair_verdicts, unmatched_name
from evaluation.accuracy.slots import Slot

LEVELS: tuple[Level, ...] = ("exact", "overlap")
Record = dict[str, Any]
Labels = list[tuple[str, str]]
Pairs = list[tuple[GoldClaim, GoldClaim]]
Verdicts = dict[tuple[str, str], str]
ALL = "all"
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Both:
    """Two annotators over the same articles, with what stands for what.

    `matched` gives, by level of matching, the second's record for a claim id of the first; `pairs` are the claims that overlap. `tokens`
    are the labels of each token by article, `verdicts` those of each side's pairs of claims that both marked, in the first's ids.
    """

    first: Gold
    second: Gold
    texts: Mapping[str, str]
    matched: Mapping[Level, Mapping[str, Record]]
    pairs: Pairs
    tokens: Mapping[str, Labels]
    verdicts: tuple[Verdicts, Verdicts]


def pair_up(first: Gold, second: Gold, texts: Mapping[str, str]) -> Both:
    """What stands for what in `texts`, article id -> text. Ties are decided for the first, so the caller must choose it by content."""
    records = [
        {**one.slots, "id": one.id, "article": one.article, "kind": one.kind, "start": one.start, "end": one.end} for one in second.claims
    ]
    matched = {level: match_claims(first.claims, records, level) for level in LEVELS}
    by_id = {claim.id: claim for claim in second.claims}
    pairs = [(claim, by_id[matched["overlap"][claim.id]["id"]]) for claim in first.claims if claim.id in matched["overlap"]]
    tokens = {article: _labels(first, second, article, text) for article, text in sorted(texts.items())}
    return Both(first, second, texts, matched, pairs, tokens, _verdicts(first, second, pairs))


def _labels(first: Gold, second: Gold, article: str, text: str) -> Labels:
    """The label of every token as the first and as the second has it: the kinds of claim it lies in, "" outside all."""
    spans = [token.span() for token in _TOKEN.finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    sides = []
    for gold in (first, second):
        kinds: list[set[str]] = [set() for _ in spans]
        for claim in gold.claims:
            if claim.article == article:
                for index in range(bisect_right(ends, claim.start), bisect_left(starts, claim.end)):
                    kinds[index].add(claim.kind)
        sides.append(["+".join(sorted(one)) for one in kinds])
    return list(zip(*sides, strict=True))


def of_kind(labels: Labels, of: str) -> Labels:
    """The labels for one kind, inside or outside it; those of all kinds as they are."""
    if of == ALL:
        return labels
    inside, outside = of, ""
    return [(inside if of in one.split("+") else outside, inside if of in other.split("+") else outside) for one, other in labels]


def _verdicts(first: Gold, second: Gold, pairs: Pairs) -> tuple[Verdicts, Verdicts]:
    own = {claim.id: claim.id for claim in first.claims}
    names = {claim.id: unmatched_name(claim.id) for claim in second.claims} | {other.id: one.id for one, other in pairs}
    places = {claim.id: claim.article for claim in first.claims} | {names[claim.id]: claim.article for claim in second.claims}
    known = {one.id for one, _ in pairs}
    sides = []
    for gold, name_of in ((first, own), (second, names)):
        joined = [_join(one, name_of) for one in gold.relations]
        sides.append({pair: verdict for pair, verdict in pair_verdicts(joined, places).items() if known.issuperset(pair)})
    return sides[0], sides[1]


def _join(relation: GoldRelation, names: Mapping[str, str]) -> Joined:
    # Both annotators may number their claims alike, so a claim of an article left out must not keep its own id.
    named = [(names.get(claim, unmatched_name(claim)), role) for claim, role in gold_parts(relation)]
    return Joined(relation.id, relation.verdict, "", tuple(sorted((name, name, role) for name, role in named)), relation.why)


def is_equal(slot: Slot, one: GoldClaim, other: GoldClaim) -> bool | None:
    """Whether both read a slot alike, over the paths that both state; None where there is none."""
    first, second = slot.read(one.slots), slot.read(other.slots)
    shared = [path for path in slot.paths if path in first and path in second]
    if not shared:
        return None
    empty: dict[str, Any] = dict.fromkeys(slot.paths)
    return slot.same({path: first[path] for path in shared}, empty | second) and slot.same(
        {path: second[path] for path in shared}, empty | first
    )


def category(claim: GoldClaim, path: str) -> str | None:
    """The value at `path`, "null" where the annotator says that there is none; None where it is left out."""
    stated = Slot((path,), operator.eq).read(claim.slots)
    return word(stated[path]) if stated else None


def stance(claim: GoldClaim) -> str | None:
    """The stance of the ultimate source, "asserts" where the article itself speaks; None where the chain is left out."""
    if "attribution" not in claim.slots:
        return None
    chain = claim.slots["attribution"] or [{}]
    return str(chain[-1].get("stance") or "asserts")


def number(claim: GoldClaim, path: str) -> float | None:
    """The number at `path`; None where there is none, and below 0, where a ratio says nothing."""
    value = Slot((path,), operator.eq).read(claim.slots).get(path)
    return None if value is None or value < 0 else float(value)


def word(value: Any) -> str:
    """A value in few words, for both a label and a list of disagreements; null, false and true as in JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
