"""How far two annotators of the same articles agree, and where they do not: what the gold can be trusted for.

Three questions are kept apart. *Did both mark it?* F1 of the claims (exact span, overlapping span; the same whichever of the two is taken
as gold), and kappa and alpha over tokens, each token labelled with the kinds of claim it lies in. *Did both read it alike?* For each slot
of the claims that both marked (overlapping spans), the share that is equal, and kappa and alpha where its values are a closed list, alpha
on a ratio scale for numbers. *Did both join the same claims?* F1 of the pairs of claims that a relation joins, and kappa and alpha of the
verdicts of pairs that both join.

A slot that one of them leaves out is a missing value; null is a value ("no time is given"). Intervals resample articles, for relations
stories. Nothing depends on who is called first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from corpus.article import Article
from corpus.errors import AnnotationError, AnnotationFaults, InputError
from evaluation.accuracy.annotator_pair import ALL, LEVELS, Both, Pairs, category, is_equal, number, of_kind, pair_up, stance, word
from evaluation.accuracy.bootstrap import Interval, interval, ratio_interval
from evaluation.accuracy.counts import Counts, total
from evaluation.accuracy.gold import Gold, GoldClaim, read_gold
from evaluation.accuracy.matching import Level
from evaluation.accuracy.relation_matching import story_of
from evaluation.accuracy.reliability import Metric, Unit, alpha_interval, cohen_kappa, kappa_interval, krippendorff_alpha
from evaluation.accuracy.slots import SLOTS, Slot

KINDS = ("quantity", "date", "place", "legal")
T = TypeVar("T")

# Slots whose values are a closed list, and slots that are numbers, by kind: name -> path.
CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "quantity": {
        "modifier": "quantity.modifier",
        "unit": "quantity.unit",
        "aspect": "quantity.aspect",
        "relation": "quantity.relation",
        "state": "event.state",
        "polarity": "event.polarity",
        "modality": "event.modality",
        "salient": "salient",
    },
    "date": {"type": "date.type", "anchor": "date.anchor", "salient": "salient"},
    "place": {"role": "place.role", "salient": "salient"},
    "legal": {"status": "legal.status", "salient": "salient"},
}
NUMBERS: Mapping[str, Mapping[str, str]] = {"quantity": {"low": "quantity.low", "high": "quantity.high"}}
_WITH_STANCE = ("quantity", "legal")


@dataclass(frozen=True, slots=True)
class Measure:
    """One coefficient: `of` is a kind, "all", a slot ("quantity.modifier"), "relation" or "verdict".

    `coefficient` is "F1 exact", "F1 overlap", "F1", "share", "kappa" or "alpha"; for tokens "token kappa" and "token alpha". `items` is
    what it was counted over: claims of both for F1, tokens, claims that both marked, pairs. `value` is None where it is undefined.
    """

    of: str
    coefficient: str
    items: int
    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where the two differ; `first` and `second` say how each reads it, None who did not mark it.

    `of` is "quantity: missed by one", "quantity: boundary", a slot ("quantity.who"), "relation: missed by one" or "verdict".
    """

    of: str
    article: str
    start: int
    end: int
    quote: str
    first: str | None
    second: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything about one pair of annotators. `left_out` are articles that only one of them has claims in: they are not compared.

    `by_article` gives kappa over tokens for each article, by kind and for "all".
    """

    articles: tuple[str, ...]
    left_out: tuple[str, ...]
    measures: tuple[Measure, ...]
    by_article: Mapping[str, Mapping[str, float | None]]
    disagreements: tuple[Disagreement, ...]

    def measure(self, of: str, coefficient: str) -> Measure | None:
        """The measure of that name; None where there was nothing to count."""
        return next((one for one in self.measures if (one.of, one.coefficient) == (of, coefficient)), None)


def read_annotator(path: Path, articles: Sequence[Article]) -> Gold:
    """The annotations of one person: a folder as `read_gold` takes it, or one file of claims.

    AnnotationFaults with all faults; InputError where nothing is there.
    """
    if path.is_dir():
        return read_gold(path, articles)
    if not path.is_file():
        raise InputError(f"{path} does not exist: give a folder or file of claims for each annotator")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "one.claims.jsonl"
        copy.write_bytes(path.read_bytes())
        try:
            return read_gold(copy.parent, articles)
        except AnnotationFaults as faults:
            raise AnnotationFaults([_moved(fault, path) for fault in faults.faults]) from None


def _moved(fault: AnnotationError, path: Path) -> AnnotationError:
    return AnnotationError(path, fault.line, str(fault).removeprefix(f"{fault.path}:{fault.line}: "))


def compare_annotators(first: Gold, second: Gold, articles: Sequence[Article]) -> Agreement:
    """How far `first` and `second` agree on the articles in which both have claims.

    InputError when there is no such article. An article in which one marked nothing cannot be told from one that was not read.
    """
    of_first, of_second = ({claim.article for claim in one.claims} for one in (first, second))
    if not of_first & of_second:
        raise InputError(
            f"the annotators have no article in common: the first has claims in {_few(of_first)}, the second in {_few(of_second)}"
        )
    shared = tuple(sorted(of_first & of_second))
    is_swapped = _key(second) < _key(first)
    sides = (_only(second, shared), _only(first, shared)) if is_swapped else (_only(first, shared), _only(second, shared))
    both = pair_up(*sides, {article.id: article.text for article in articles if article.id in shared})
    found = sorted(_disagreements(both), key=lambda one: (one.article, one.start, one.end, one.of, one.first or "", one.second or ""))
    if is_swapped:
        found = [replace(one, first=one.second, second=one.first) for one in found]
    by_article = {name: {of: cohen_kappa(of_kind(pairs, of)) for of in (*KINDS, ALL)} for name, pairs in both.tokens.items()}
    return Agreement(shared, tuple(sorted(of_first ^ of_second)), tuple(_measures(both)), by_article, tuple(found))


def _few(names: set[str]) -> str:
    shown = sorted(names)
    return ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "") if shown else "none"


def _key(gold: Gold) -> list[tuple[str, str, int, int, str, str]]:
    """What decides whose annotations are matched to whose, so that the result is the same in either order."""
    return sorted((one.article, one.kind, one.start, one.end, one.id, word(dict(one.slots))) for one in gold.claims)


def _only(gold: Gold, articles: Sequence[str]) -> Gold:
    """The claims in `articles`, and all relations, in one order however the files were sorted."""
    claims = sorted(
        (claim for claim in gold.claims if claim.article in articles), key=lambda one: (one.article, one.start, one.end, one.kind, one.id)
    )
    return Gold(tuple(claims), tuple(sorted(gold.relations, key=lambda one: one.id)))


def _measures(both: Both) -> Iterator[Measure]:
    yield from _span_measures(both)
    yield from _token_measures(both)
    for kind in KINDS:
        yield from _slot_measures(both, kind)
    yield from _relation_measures(both)


def _span_measures(both: Both) -> Iterator[Measure]:
    for of in (*KINDS, ALL):
        for level in LEVELS:
            counts = [_count(both, article, of, level) for article in both.texts]
            items = sum(one.wanted + one.given for one in counts)
            if items:
                yield Measure(of, f"F1 {level}", items, total(counts).f1, interval(counts))


def _count(both: Both, article: str, of: str, level: Level) -> Counts:
    one, other = ([c for c in side.claims if c.article == article and of in {ALL, c.kind}] for side in (both.first, both.second))
    shared = sum(claim.id in both.matched[level] for claim in one)
    return Counts(len(one), shared, len(other), shared)


def _token_measures(both: Both) -> Iterator[Measure]:
    for of in (*KINDS, ALL):
        articles = {article: of_kind(labels, of) for article, labels in both.tokens.items()}
        if any(label for labels in articles.values() for pair in labels for label in pair):
            yield from _kappa(of, articles, "token kappa")
            yield from _alpha(of, articles, "nominal", "token alpha")


def _slot_measures(both: Both, kind: str) -> Iterator[Measure]:
    pairs = [(one, other) for one, other in both.pairs if one.kind == kind]
    for name, slot in SLOTS[kind].items():
        yield from _share(f"{kind}.{name}", pairs, slot)
    for name, path in CATEGORIES[kind].items():
        yield from _nominal(f"{kind}.{name}", [(one.article, category(one, path), category(other, path)) for one, other in pairs])
    if kind in _WITH_STANCE:
        yield from _nominal(f"{kind}.stance", [(one.article, stance(one), stance(other)) for one, other in pairs])
    for name, path in NUMBERS.get(kind, {}).items():
        units = [(one.article, number(one, path), number(other, path)) for one, other in pairs]
        yield from _alpha(f"{kind}.{name}", _by_place(units), "ratio", "alpha")


def _share(of: str, pairs: Pairs, slot: Slot) -> Iterator[Measure]:
    """The share of the pairs whose slot is equal, over those where both state it."""
    judged: dict[str, list[bool]] = {}
    for one, other in pairs:
        if (equal := is_equal(slot, one, other)) is not None:
            judged.setdefault(one.article, []).append(equal)
    if judged:
        right, items = [sum(one) for one in judged.values()], [len(one) for one in judged.values()]
        yield Measure(of, "share", sum(items), sum(right) / sum(items), ratio_interval(right, items))


def _nominal(of: str, readings: Iterable[tuple[str, str | None, str | None]]) -> Iterator[Measure]:
    stated = [(place, one, other) for place, one, other in readings if one is not None and other is not None]
    units = _by_place(stated)
    yield from _kappa(of, units, "kappa")
    yield from _alpha(of, units, "nominal", "alpha")


def _by_place(readings: Iterable[tuple[str, T, T]]) -> dict[str, list[tuple[T, T]]]:
    """The readings of the two for each article or story."""
    places: dict[str, list[tuple[T, T]]] = {}
    for place, one, other in readings:
        places.setdefault(place, []).append((one, other))
    return places


def _kappa(of: str, places: Mapping[str, Sequence[tuple[str, str]]], name: str) -> Iterator[Measure]:
    pairs = [pair for labels in places.values() for pair in labels]
    if pairs:
        yield Measure(of, name, len(pairs), cohen_kappa(pairs), kappa_interval(places))


def _alpha(of: str, places: Mapping[str, Sequence[Unit]], metric: Metric, name: str) -> Iterator[Measure]:
    units = [unit for some in places.values() for unit in some if None not in unit]
    if units:
        yield Measure(of, name, len(units), krippendorff_alpha(units, metric), alpha_interval(places, metric))


def _relation_measures(both: Both) -> Iterator[Measure]:
    first, second = both.verdicts
    places = {claim.id: story_of(claim.article) for claim in both.first.claims}
    counts: dict[str, Counts] = {}
    for pair in sorted(first | second):
        joined = Counts(pair in first, pair in first and pair in second, pair in second, pair in first and pair in second)
        counts[places[pair[0]]] = counts.get(places[pair[0]], Counts()) + joined
    if counts:
        by_story = list(counts.values())
        yield Measure("relation", "F1", len(first | second), total(by_story).f1, interval(by_story))
    yield from _nominal("verdict", [(places[pair[0]], first[pair], second[pair]) for pair in sorted(first) if pair in second])


def _disagreements(both: Both) -> Iterator[Disagreement]:
    for claim in both.first.claims:
        if claim.id not in both.matched["overlap"]:
            yield _at(claim, f"{claim.kind}: missed by one", claim.quote, None)
    taken = {other.id for _, other in both.pairs}
    for claim in both.second.claims:
        if claim.id not in taken:
            yield _at(claim, f"{claim.kind}: missed by one", None, claim.quote)
    for one, other in both.pairs:
        if (one.start, one.end) != (other.start, other.end):
            start, end = min(one.start, other.start), max(one.end, other.end)
            quote = both.texts[one.article][start:end]
            yield Disagreement(f"{one.kind}: boundary", one.article, start, end, quote, one.quote, other.quote)
        for name, slot in SLOTS[one.kind].items():
            if is_equal(slot, one, other) is False:
                yield _at(one, f"{one.kind}.{name}", _say(slot.read(one.slots)), _say(slot.read(other.slots)))
    yield from _relation_disagreements(both)


def _relation_disagreements(both: Both) -> Iterator[Disagreement]:
    first, second = both.verdicts
    claims = {claim.id: claim for claim in both.first.claims}
    for pair in sorted(first | second):
        if first.get(pair) != second.get(pair):
            one, other = sorted((claims[name] for name in pair), key=lambda claim: (claim.article, claim.start))
            of = "verdict" if pair in first and pair in second else "relation: missed by one"
            quote = f"{one.quote} / {other.quote} ({other.article})"
            yield Disagreement(of, one.article, one.start, one.end, quote, first.get(pair), second.get(pair))


def _at(claim: GoldClaim, of: str, first: str | None, second: str | None) -> Disagreement:
    return Disagreement(of, claim.article, claim.start, claim.end, claim.quote, first, second)


def _say(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{path.split('.')[-1]} {word(value)}" for path, value in values.items())
