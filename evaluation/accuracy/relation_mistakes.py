"""What went wrong with relations, in classes, the most frequent first: "agree -> refines", "conflict: missed", "sums_to: not in gold".

A gold relation and an output about the same facts with two verdicts are one mistake and not two. An output that only repeats what another
output is credited for, and a gold line that an output covers together with others, are no mistakes and are not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotations.relation import Relation
from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.gold import Gold
from evaluation.accuracy.mistakes import Mistake, MistakeClass
from evaluation.accuracy.relation_matching import Alignment, Joined, align_relations, has_roles, same_facts, unmatched_name

Record = dict[str, Any]
_Places = Mapping[str, tuple[str, int, int, str]]


def relation_mistakes(
    gold: Gold, matched: Mapping[str, Record], relations: Sequence[Relation], records: Iterable[Record]
) -> list[MistakeClass]:
    """The classes of mistakes over the same input as `score_relations`, most frequent first, then by name.

    A mistake stands at the first claim of its relation, and its context begins with that claim's quote and goes on with the quotes of the
    others and their articles. `gold` and `claim` are the ids of the two relations, `wanted` and `found` their verdicts with the reasons
    that the reader and the tool give.
    """
    records = list(records)
    places = _places(gold, matched, records)
    classes: dict[str, list[Mistake]] = {}
    for alignment in align_relations(gold, matched, relations, records).stories:
        for name, wanted, given in _mistakes(alignment, matched):
            classes.setdefault(name, []).append(_mistake(wanted, given, places))
    found = [MistakeClass(name, tuple(sorted(group, key=_order))) for name, group in classes.items()]
    return sorted(found, key=lambda one: (-one.count, one.name))


def _order(mistake: Mistake) -> tuple[str, int, int, str, str]:
    return (mistake.article, mistake.start, mistake.end, mistake.gold or "", mistake.claim or "")


def _mistakes(alignment: Alignment, matched: Mapping[str, Record]) -> Iterator[tuple[str, Joined | None, Joined | None]]:
    """The class of each mistake of one story, with the gold relation and the output it is about."""
    rows, columns = {row for row, _ in alignment.chosen}, {column for _, column in alignment.chosen}
    confused: set[str] = set()
    for row, wanted in enumerate(alignment.wanted):
        outputs = [given for given in alignment.given if same_facts(wanted, given)]
        if row not in rows and all(given.verdict != wanted.verdict for given in outputs):
            output = _first(outputs)
            confused.update([output.id] if output else [])
            yield _missed(wanted, output, matched), wanted, output
    for column, given in enumerate(alignment.given):
        golden = [wanted for wanted in alignment.wanted if same_facts(wanted, given)]
        if column not in columns and given.id not in confused and all(wanted.verdict != given.verdict for wanted in golden):
            line = _first(golden)
            yield f"{given.verdict}: given, {f'gold has {line.verdict}' if line else 'not in gold'}", line, given
    for row, column in alignment.chosen:
        if not has_roles(alignment.wanted[row], alignment.given[column]):
            yield f"{alignment.wanted[row].verdict}: other roles", alignment.wanted[row], alignment.given[column]


def _first(relations: Sequence[Joined]) -> Joined | None:
    """The first in the order of verdicts."""
    return min(relations, key=lambda one: (VERDICT_ORDER.index(one.verdict), one.id), default=None)


def _missed(wanted: Joined, given: Joined | None, matched: Mapping[str, Record]) -> str:
    if given is not None:
        return f"{wanted.verdict} -> {given.verdict}"
    found = sum(name in matched for name in wanted.claims)
    return f"{wanted.verdict}: missed" + (", its claims were not found" if found < 2 else "")


def _places(gold: Gold, matched: Mapping[str, Record], records: Sequence[Record]) -> dict[str, tuple[str, int, int, str]]:
    """Article, start, end and quote of every claim by the name that `Joined` gives it."""
    places = {record["id"]: (record["article"], record["start"], record["end"], record["quote"]) for record in records}
    taken = {record["id"] for record in matched.values()}
    named = {unmatched_name(name): place for name, place in places.items() if name not in taken}
    return named | {claim.id: (claim.article, claim.start, claim.end, claim.quote) for claim in gold.claims}


def _mistake(wanted: Joined | None, given: Joined | None, places: _Places) -> Mistake:
    about = given if wanted is None else wanted
    assert about is not None
    claims = sorted(places[name] for name in about.claims if name in places)
    article, start, end, quote = claims[0]
    context = "; ".join([quote, *(f"{other} ({other_article})" for other_article, _, _, other in claims[1:])])
    return Mistake(
        article, start, end, context, start, _say(wanted), _say(given), wanted.id if wanted else None, given.id if given else None
    )


def _say(relation: Joined | None) -> str | None:
    return None if relation is None else f"{relation.verdict}: {relation.why}" if relation.why else relation.verdict
