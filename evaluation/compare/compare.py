"""Comparing: from the claims of all articles to relations between them and the facts they make up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotations.claim import Claim
from annotations.relation import Comparison, Relation
from annotations.vocabulary import VERDICT_ORDER, Flag
from corpus.article import Article
from evaluation.compare import explain
from evaluation.compare.block import candidate_pairs
from evaluation.compare.bundles import cliques, partition
from evaluation.compare.classes import Figures
from evaluation.compare.context import read_claims
from evaluation.compare.dates_places import compare_dates, compare_places, find_equal_times
from evaluation.compare.finding import Finding, in_one_article, to_relation
from evaluation.compare.groups import Facts, make_groups
from evaluation.compare.pair import Pair, make_pair, source_flags
from evaluation.compare.partitions import find_partitions
from evaluation.compare.passages import find_passages
from evaluation.compare.reading import Reading, read_claim
from evaluation.compare.scope import compare_days, window
from evaluation.compare.splits import Bundle
from evaluation.compare.status import Record, compare_legal, compare_record
from evaluation.compare.story import Stories
from evaluation.compare.sums import find_perpetrator_sums, find_sums
from evaluation.compare.updates import find_transfers
from evaluation.compare.verdicts import judge

MAX_LOOKALIKES = 3
# A figure that is known to be of one district or group is no earlier state of a figure for all of them.
_BY_GROUP = frozenset({"parts_by_place", "parts_by_population"})
_MISLEADING = 2.0
# Below this many numbers are near each other by chance.
_TELLING = 30


@dataclass(slots=True)
class _Found:
    """What the pairs gave: findings of two claims, agreements, and pairs known to speak of different facts."""

    findings: list[Finding] = field(default_factory=list)
    lookalikes: list[tuple[float, Finding]] = field(default_factory=list)
    agreeing: dict[str, frozenset[str]] = field(default_factory=dict)
    flags: dict[frozenset[str], frozenset[Flag]] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)

    def add(self, finding: Finding, score: float) -> None:
        """Keep a finding of two claims where its verdict belongs."""
        if finding.verdict == "agree":
            for a, b in (tuple(sorted(finding.claims)), tuple(sorted(finding.claims, reverse=True))):
                self.agreeing[a] = self.agreeing.get(a, frozenset()) | {b}
            self.flags[finding.claims] = finding.flags
            return
        if finding.verdict in {"not_comparable", "part_of"}:
            self.apart.add(finding.claims)
        if finding.verdict == "not_comparable":
            self.lookalikes.append((score, finding))
        else:
            self.findings.append(finding)


def compare(claims: Iterable[Claim], articles: Iterable[Article], *, record: Record | None = None) -> Comparison:
    """Every relation between the claims, and the facts that they make up.

    `record(country, instrument)` gives a row of the treaty record or None; only its verified fields count. The order of
    claims and articles plays no part, nor do claims given twice.
    """
    texts = {article.id: article for article in articles}
    given = {claim.id: claim for claim in claims}
    readings = read_claims(given.values(), texts)
    stories = Stories(given.values(), texts)
    found, pairs = _judge_pairs(readings, stories)
    agreements = _agreements(readings, found)
    bundles = _bundles(readings, found)
    loose = [reading for reading in readings.values() if reading.claim.kind == "quantity" and reading.value is None]
    sums = [*find_sums(bundles, stories), *find_perpetrator_sums(pairs), *find_partitions(bundles, loose, stories)]
    sums = _unique([*sums, *find_passages(bundles)])
    figures = Figures(readings, found.agreeing)
    findings = _without_repetition(_without_covered(found.findings, sums, find_transfers(pairs), readings), readings, found)
    findings = figures.merge(findings)
    lookalikes = _select_lookalikes(found.lookalikes, [*sums, *findings], figures)
    records = _record_findings(readings, record)
    everything = _unique([*agreements, *findings, *lookalikes, *sums, *records])
    groups, group_of = make_groups(readings, Facts(tuple(everything), frozenset(found.apart)), texts)
    times = _equal_times(given.values(), texts, readings, everything, group_of)
    relations = [to_relation(finding, group_of.get(key)) for finding, key in times]
    known = {relation.id for relation in relations}
    settled = (to_relation(finding, _group(finding, group_of)) for finding in everything)
    relations += [relation for relation in settled if relation.id not in known]
    places = {claim.id: claim.sort_key for claim in given.values()}
    return Comparison(tuple(sorted(relations, key=lambda relation: _order(relation, places))), groups)


def _equal_times(
    claims: Iterable[Claim],
    texts: Mapping[str, Article],
    readings: Mapping[str, Reading],
    findings: Sequence[Finding],
    group_of: Mapping[str, str],
) -> list[tuple[Finding, str]]:
    """The agreements of dates that only place other claims, each with a claim of the fact that it belongs to."""
    dates = [read_claim(claim, texts.get(claim.article)) for claim in claims if claim.kind == "date"]
    found: list[tuple[Finding, str]] = []
    for finding in findings:
        if finding.verdict not in {"agree", "refines", "compatible"}:
            continue
        keys = sorted(key for key in finding.claims if key in group_of)
        found += [(times, keys[0]) for times in find_equal_times(readings, dates, [finding]) if keys]
    unique = {times.claims: (times, key) for times, key in reversed(found)}
    return [unique[key] for key in sorted(unique, key=sorted)]


def _order(relation: Relation, places: Mapping[str, tuple[str, int, int, str, str]]) -> tuple[object, ...]:
    """The order of the files: by the claim that comes first, then by the others."""
    found = sorted(places[member.id] for member in relation.claims if member.id in places)
    return (found, VERDICT_ORDER.index(relation.verdict), relation.id)


def _judge_pairs(readings: Mapping[str, Reading], stories: Stories) -> tuple[_Found, list[Pair]]:
    found = _Found()
    pairs: list[Pair] = []
    for a, b in candidate_pairs(readings.values()):
        if a.claim.kind == "quantity":
            if not _is_worth_judging(a, b, stories):
                continue
            pair = make_pair(a, b, stories)
            pairs.append(pair)
            finding = judge_pair(pair)
            score = _likeness(pair)
        else:
            finding, score = _judge_other(a, b, stories), _MISLEADING
        if finding is not None:
            found.add(finding, score)
    return found, pairs


def _is_worth_judging(a: Reading, b: Reading, stories: Stories) -> bool:
    """False where only "not comparable" could come out and nobody would confuse the two.

    Articles without a name in common tell nothing about each other; articles of two stories only where both figures state
    a time, one is a rate, or the numbers are near.
    """
    first, second = a.claim, b.claim
    if stories.same(first.article, second.article):
        return True
    if not stories.share_names(first.article, second.article):
        return False
    if a.quantity.rate is not None or b.quantity.rate is not None or _are_near(a, b):
        return True
    if first.when is None or second.when is None or not (first.when.resolved and second.when.resolved):
        return False
    return compare_days(window(first.when, a.published), window(second.when, b.published))[0] != "disjoint"


def _are_near(a: Reading, b: Reading) -> bool:
    numbers = sorted(number for reading in (a, b) if (number := reading.quantity.low or reading.quantity.high) is not None)
    return len(numbers) == 2 and numbers[0] >= numbers[1] * 9 / 10


def judge_pair(pair: Pair) -> Finding | None:
    """The finding of two quantity claims; None when no rule says anything about them."""
    verdict = judge(pair)
    if verdict is None:
        return None
    rule, match = verdict
    return Finding(
        verdict=rule.verdict,
        members=((pair.a.claim.id, match.roles[0]), (pair.b.claim.id, match.roles[1])),
        reason=rule.explain(pair, match),
        code=match.code,
        rule=rule.name,
        severity=match.severity,
        flags=pair.flags | match.flags,
        same_article=pair.same_article,
    )


def _judge_other(a: Reading, b: Reading, stories: Stories) -> Finding | None:
    if a.claim.kind == "legal":
        # A state's status is the same in every story; that two stories cite one treaty tells nothing.
        is_status = a.claim.legal is not None and a.claim.legal.status is not None
        finding = compare_legal(a, b) if is_status or stories.same(a.claim.article, b.claim.article) else None
    elif a.claim.kind == "date":
        finding = compare_dates(a, b, stories)
    else:
        finding = compare_places(a, b, stories)
    if finding is None:
        return None
    return _with_flags(finding, finding.flags | source_flags(a, b))


def _with_flags(finding: Finding, flags: frozenset[Flag]) -> Finding:
    return Finding(
        finding.verdict, finding.members, finding.reason, finding.code, finding.rule, finding.equation, finding.severity, flags,
        finding.same_article,
    )  # fmt: skip


def _likeness(pair: Pair) -> float:
    """How easily a reader takes one claim for the other: the same number, noun or event, in one story."""
    families = {pair.a.population.family, pair.b.population.family} - {None}
    if len(families) > 1 or pair.a.is_uncounted or pair.b.is_uncounted:
        return 0.0
    numbers = [reading.value.low or reading.value.high for reading in (pair.a, pair.b) if reading.value is not None]
    score = 0.5 if pair.same_story else 0.0
    if len(numbers) == 2 and None not in numbers and pair.a.unit == pair.b.unit:
        low, high = sorted(number for number in numbers if number is not None)
        score += 2.0 if low == high else _nearness(pair) if _are_near(pair.a, pair.b) else 0.0
    noun = pair.a.population.noun
    score += 1.0 if noun is not None and noun == pair.b.population.noun else 0.0
    return score + (0.5 if pair.a.state is not None and pair.a.state == pair.b.state else 0.0)


def _nearness(pair: Pair) -> float:
    """Two large numbers of people within a tenth of each other: 41 caught in one year, 40 returned in another."""
    known = pair.a.population.family == pair.b.population.family is not None and pair.a.state is not None and pair.b.state is not None
    numbers = [reading.quantity.low or reading.quantity.high or 0 for reading in (pair.a, pair.b)]
    return _MISLEADING if known and pair.share_names and min(numbers) >= _TELLING else 1.0


def _select_lookalikes(lookalikes: Sequence[tuple[float, Finding]], findings: Sequence[Finding], figures: Figures) -> list[Finding]:
    """The pairs that could mislead a reader, the likest first, at most three for each claim.

    Two figures are told apart once, and only where nothing else joins them.
    """
    joined = {frozenset(figures.of(key) for key in pair) for pair in _joined(findings)}
    used: dict[str, int] = {}
    chosen = []
    for score, finding in sorted(lookalikes, key=lambda item: (-item[0], sorted(item[1].members))):
        two = frozenset(figures.of(key) for key in finding.claims)
        if score < _MISLEADING or finding.same_article or two in joined:
            continue
        if all(used.get(key, 0) < MAX_LOOKALIKES for key in finding.claims):
            chosen.append(finding)
            joined.add(two)
            for key in finding.claims:
                used[key] = used.get(key, 0) + 1
    return chosen


def _joined(findings: Iterable[Finding]) -> frozenset[frozenset[str]]:
    return frozenset(pair for finding in findings for pair in finding.pairs)


def _narrower(one: Finding, readings: Mapping[str, Reading]) -> frozenset[str]:
    """The parts of a sum that are known to be of one place, or of a group of those whom the whole counts."""
    traits = frozenset[str]().union(*(readings[key].population.traits for key, role in one.members if role == "whole"))
    parts = (key for key, role in one.members if role == "part")
    return frozenset(key for key in parts if one.code == "parts_by_place" or readings[key].population.traits - traits)


def _without_covered(
    findings: Sequence[Finding], sums: Sequence[Finding], transfers: Sequence[Finding], readings: Mapping[str, Reading]
) -> list[Finding]:
    """Findings of two claims that no finding over more claims explains better."""
    in_sums = _joined(sums)
    # What a day added explains why a toll grew; it does not undo that the later toll replaces the earlier one.
    divided = _joined(one for one in sums if one.code != "parts_by_time")
    with_attacker = _joined(finding for finding in sums if finding.rule == "victims_and_perpetrator")
    in_transfers = _joined(transfers)
    groups = {key for one in sums if one.code in _BY_GROUP for key, role in one.members if role == "part"}
    apart = frozenset[str]().union(*(_narrower(one, readings) for one in sums if one.code in _BY_GROUP))
    kept = []
    for finding in findings:
        pair = finding.claims
        if pair in in_transfers or pair in with_attacker or (pair in in_sums and finding.verdict in {"part_of", "review"}):
            continue
        if finding.verdict == "supersedes" and finding.code != "revised" and pair in divided:
            continue
        if finding.verdict in {"supersedes", "review"} and finding.code != "revised" and len(pair & apart) == 1:
            continue
        # A part of one whole that it makes up with others is told of there.
        if (
            finding.verdict == "part_of"
            and not finding.same_article
            and any(key in groups for key, role in finding.members if role == "part")
        ):
            continue
        kept.append(finding)
    return kept + list(transfers)


def _without_repetition(findings: Sequence[Finding], readings: Mapping[str, Reading], found: _Found) -> list[Finding]:
    """The findings without those that a repetition in one article only repeats: its headline beside its text."""
    speaker: dict[str, str] = {}
    own = {
        key: frozenset(other for other in friends if readings[other].claim.article == readings[key].claim.article)
        for key, friends in found.agreeing.items()
    }
    for keys in partition(own, own):
        first = min(keys, key=lambda key: (readings[key].claim.zone == "headline", readings[key].claim.sort_key))
        speaker.update(dict.fromkeys(keys, first))
    known = {(finding.verdict, frozenset(finding.members)) for finding in findings}
    kept = []
    for finding in findings:
        told = frozenset((speaker.get(key, key), role) for key, role in finding.members)
        if told == frozenset(finding.members) or (finding.verdict, told) not in known:
            kept.append(finding)
    return kept


def _agreements(readings: Mapping[str, Reading], found: _Found) -> list[Finding]:
    """One finding for each set of claims that all agree, instead of one for every two of them."""
    findings = []
    for clique in cliques(found.agreeing, found.agreeing):
        members = [readings[key] for key in clique]
        flags = frozenset[Flag]().union(*(found.flags[frozenset(pair)] for pair in combinations(clique, 2)))
        findings.append(
            Finding(
                verdict="agree",
                members=tuple((key, "peer") for key in clique),
                reason=_agreement_reason(members),
                code=_agreement_code(members[0]),
                rule="same_value",
                flags=flags if in_one_article(members) else flags - {"same_article"},
                same_article=in_one_article(members),
            )
        )
    return findings


def _agreement_code(reading: Reading) -> str:
    return {"quantity": "same_value", "date": "same_date", "place": "same_place", "legal": "same_instrument"}[reading.claim.kind]


def _agreement_reason(members: Sequence[Reading]) -> str:
    ordered = sorted(members, key=lambda reading: reading.claim.sort_key)
    quotes = list(dict.fromkeys(explain.quoted(reading) for reading in ordered))
    articles = len({reading.claim.article for reading in ordered})
    where = "in one article" if articles == 1 else f"in {articles} articles"
    what = f", {explain.interval_text(ordered[0].value)}" if ordered[0].value is not None else ""
    return f"{' and '.join(quotes[:3])}: the same {_noun(ordered[0])}{what}, {where}."


def _noun(reading: Reading) -> str:
    return {"quantity": "figure", "date": "date", "place": "place", "legal": "statement of law"}[reading.claim.kind]


def _bundles(readings: Mapping[str, Reading], found: _Found) -> list[Bundle]:
    figures = sorted(
        (key for key, reading in readings.items() if reading.claim.kind == "quantity" and reading.value is not None),
        key=lambda key: readings[key].claim.sort_key,
    )
    sets = partition(figures, found.agreeing)
    bundles = [Bundle(tuple(sorted((readings[key] for key in keys), key=lambda reading: reading.claim.sort_key))) for keys in sets]
    return sorted(bundles, key=lambda bundle: bundle.first.claim.sort_key)


def _record_findings(readings: Mapping[str, Reading], record: Record | None) -> list[Finding]:
    if record is None:
        return []
    found = (compare_record(reading, record) for reading in readings.values() if reading.claim.kind == "legal")
    return [finding for finding in found if finding is not None]


def _unique(findings: Iterable[Finding]) -> list[Finding]:
    chosen: dict[tuple[str, frozenset[tuple[str, str]]], Finding] = {}
    for finding in findings:
        chosen.setdefault((finding.verdict, frozenset(finding.members)), finding)
    return list(chosen.values())


def _group(finding: Finding, group_of: Mapping[str, str]) -> str | None:
    """The fact that a finding belongs to: that of the whole, else of the claim that comes first."""
    wholes = sorted(key for key, role in finding.members if role == "whole")
    keys = wholes or sorted(key for key, role in finding.members if role != "record")
    return group_of.get(keys[0])
