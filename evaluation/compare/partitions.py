"""Sums that a text spells out: men, women and children in one list, "the rest", "13 more bodies", "and the captain"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from annotations.interval import Interval
from annotations.vocabulary import ClaimRole
from evaluation.compare import explain
from evaluation.compare.finding import Finding, in_one_article
from evaluation.compare.lexicon import word_list
from evaluation.compare.match import severity_of
from evaluation.compare.reading import Reading
from evaluation.compare.scope import time_flags
from evaluation.compare.splits import AMONG, TELLING, Bundle, covers_people
from evaluation.compare.story import Stories
from evaluation.compare.updates import later_first

# Characters from a count to its parts: two or three sentences.
_NEAR = 400
# The most parts that a count is divided into.
_MOST = 5
_ONE = Interval(Fraction(1), Fraction(1))
_AND_ONE = re.compile(r"\s+and\s+(?:the|a|an|his|her|its|their|one)\s+([a-z-]+)\b")
_INCLUDING = re.compile(r"\b(?:including|among them|counting|plus|as well as)\s+(?:the|a|an|his|her|its|their|one)\s+([a-z-]+)\b")
_OF_THESE = re.compile(r"^(?:of|among)\s+(?:these|those|them|the\b)", re.IGNORECASE)


def find_partitions(bundles: Sequence[Bundle], loose: Sequence[Reading], stories: Stories) -> list[Finding]:
    """Every sum that the words of one article spell out; `loose` are its figures without a number ("the rest")."""
    found = [*_stated(bundles), *_lists(bundles, stories), *_rests(bundles, loose), *_added(bundles, stories)]
    found += [*_with_one_more(bundles, stories), *_remaining(bundles), *_in_sequence(bundles), *_told_apart(bundles)]
    unique: dict[tuple[str, frozenset[tuple[str, ClaimRole]]], Finding] = {}
    for finding in found:
        unique.setdefault((finding.verdict, frozenset(finding.members)), finding)
    return list(unique.values())


def _by_sentence(bundles: Sequence[Bundle]) -> Iterator[list[tuple[Bundle, Reading]]]:
    """The plain counts of each sentence that gives two or more, in reading order."""
    sentences: dict[tuple[str, int], list[tuple[Bundle, Reading]]] = {}
    for bundle in bundles:
        for reading in bundle.readings:
            if reading.unit == "count" and bundle.value.is_point and not reading.is_zero and reading.quantity.rate is None:
                sentences.setdefault((reading.claim.article, reading.claim.sentence[0]), []).append((bundle, reading))
    for key in sorted(sentences):
        if len(sentences[key]) > 1:
            yield sorted(sentences[key], key=lambda item: item[1].claim.sort_key)


def _stated(bundles: Sequence[Bundle]) -> list[Finding]:
    """ "Of the nine dead, six were miners and three were guards": parts said to be of one count that make it up."""
    findings = []
    for together in _by_sentence(bundles):
        based = [item for item in together if item[1].base is not None and item[1].base.low == item[1].base.high is not None]
        for base in sorted({reading.base.low for _, reading in based if reading.base is not None and reading.base.low is not None}):
            parts = [item for item in based if item[1].base is not None and item[1].base.low == base]
            whole = _whole_of(parts, base, bundles)
            if len(parts) < 2 or whole is None:
                continue
            if sum(number_of(bundle) for bundle, _ in parts) == base:
                findings.append(sum_finding(whole, parts, "population"))
            elif _is_full_division(whole, parts) or _are_too_many(parts, base):
                findings.append(_clash(whole, parts))
    return findings


def _told_apart(bundles: Sequence[Bundle]) -> list[Finding]:
    """ "Nine of the 27 died. ... Fourteen were wounded. ... The other four": parts of one count, told one after the other."""
    findings = []
    for based in _by_base(bundles):
        base = based[0][1].base
        whole = _whole_of(based, base.low, bundles) if base is not None and base.low is not None else None
        runs = [based[i:j] for i in range(len(based)) for j in range(i + 2, min(i + _MOST, len(based)) + 1)]
        for run in runs if whole is not None else ():
            distinct = len({bundle.first.claim.id for bundle, _ in run}) == len(run)
            if whole is not None and distinct and sum(number_of(bundle) for bundle, _ in run) == number_of(whole):
                states = {reading.state for _, reading in run}
                findings.append(sum_finding(whole, run, "state" if len(states) == len(run) else "population"))
    return findings


def _by_base(bundles: Sequence[Bundle]) -> Iterator[list[tuple[Bundle, Reading]]]:
    """The plain counts of each article that are said to be of one count, in reading order."""
    groups: dict[tuple[str, str], list[tuple[Bundle, Reading]]] = {}
    for bundle in bundles:
        for reading in bundle.readings:
            plain = reading.unit == "count" and bundle.value.is_point and not reading.is_zero and reading.quantity.rate is None
            if plain and reading.base is not None and reading.base.low == reading.base.high is not None:
                groups.setdefault((reading.claim.article, str(reading.base.low)), []).append((bundle, reading))
    for key in sorted(groups):
        if len(groups[key]) > 1:
            yield sorted(groups[key], key=lambda item: item[1].claim.sort_key)


def _are_too_many(parts: Sequence[tuple[Bundle, Reading]], base: Fraction) -> bool:
    """True for "of the 46, 28 are free and 21 await trial": different things became of them, and they are more than all."""
    states = {reading.state for _, reading in parts}
    listed = any(reading.quantity.relation in {"including", "additional"} for _, reading in parts)
    return len(states) == len(parts) and states <= word_list("fates") and not listed and sum(number_of(one) for one, _ in parts) > base


def _is_full_division(whole: Bundle, parts: Sequence[tuple[Bundle, Reading]]) -> bool:
    """True if one sentence names the count and divides it into groups that leave nobody out."""
    first = parts[0][1]
    stated = any((one.claim.article, one.claim.sentence) == (first.claim.article, first.claim.sentence) for one in whole.readings)
    # A list of three under a toll of thousands is no division of it.
    near = 2 * sum(number_of(bundle) for bundle, _ in parts) >= number_of(whole)
    return stated and near and covers_people([reading.population.traits for _, reading in parts]) and not AMONG.search(first.sentence)


def _whole_of(parts: Sequence[tuple[Bundle, Reading]], number: Fraction, bundles: Sequence[Bundle]) -> Bundle | None:
    """The count that the parts are of: by name, else every mention of that number in their article."""
    named = {reading.base.claim for _, reading in parts if reading.base is not None}
    article = parts[0][1].claim.article
    chosen = [whole for whole in bundles if whole.value.is_point and whole.value.low == number and whole.first.unit == "count"]
    chosen = [whole for whole in chosen if all(whole is not bundle for bundle, _ in parts)]
    for whole in chosen:
        if any(reading.claim.id in named for reading in whole.readings):
            return whole
    mentions = [whole for whole in chosen if any(reading.claim.article == article for reading in whole.readings)]
    if len({whole.first.state for whole in mentions} - {None}) > 1:
        mentions = mentions[-1:]
    readings = sorted((reading for whole in mentions for reading in whole.readings), key=lambda reading: reading.claim.sort_key)
    return Bundle(tuple(readings)) if readings else None


def number_of(bundle: Bundle) -> Fraction:
    """The number of a figure that is a plain count: 44."""
    assert bundle.value.low is not None
    return bundle.value.low


def _lists(bundles: Sequence[Bundle], stories: Stories) -> list[Finding]:
    """ "1,500 men, 1,900 women and 2,000 children": a list of everybody that adds up to a count of the story."""
    findings = []
    for together in _by_sentence(bundles):
        for size in (4, 3, 2):
            for parts in combinations(together, size):
                if covers_people([reading.population.traits for _, reading in parts]):
                    findings += [sum_finding(whole, parts, "population") for whole in bundles if _is_total(whole, parts, stories)]
    return findings


def _is_total(whole: Bundle, parts: Sequence[tuple[Bundle, Reading]], stories: Stories) -> bool:
    first, number = whole.first, sum(number_of(bundle) for bundle, _ in parts)
    if not whole.value.is_point or whole.value.low != number or number < TELLING or first.population.family != "person":
        return False
    if first.population.traits or not stories.same(first.claim.article, parts[0][1].claim.article) or first.quantity.rate is not None:
        return False
    states = {reading.state for reading in (first, *(reading for _, reading in parts))} - {None}
    return len(states) < 2


def _rests(bundles: Sequence[Bundle], loose: Sequence[Reading]) -> list[Finding]:
    """ "2,000 of them are children, the rest adults": what is left of a count, which no article prints."""
    findings = []
    for rest in loose:
        if rest.quantity.relation != "rest":
            continue
        beside = [item for item in _counted_beside(rest, bundles) if item[1].base is not None or _OF_THESE.match(item[1].sentence)]
        whole = _total_before(rest, beside, bundles)
        if whole is None:
            continue
        left = number_of(whole) - sum(number_of(bundle) for bundle, _ in beside)
        if left > 0:
            findings.append(_rest_finding(whole, beside, rest, left))
    return findings


def _counted_beside(rest: Reading, bundles: Sequence[Bundle]) -> list[tuple[Bundle, Reading]]:
    """The plain counts of the sentence that speaks of the rest, which come before it."""
    found = [
        (bundle, reading)
        for bundle in bundles
        for reading in bundle.readings
        if reading.claim.article == rest.claim.article and reading.claim.sentence == rest.claim.sentence
        and reading.claim.start < rest.claim.start and bundle.value.is_point and reading.unit == "count"
    ]  # fmt: skip
    return sorted(found, key=lambda item: item[1].claim.sort_key)


def _total_before(rest: Reading, beside: Sequence[tuple[Bundle, Reading]], bundles: Sequence[Bundle]) -> Bundle | None:
    """The count that both part and rest are of: the stated base, else the nearest count before the sentence."""
    if not beside:
        return None
    bases = {reading.base.low for _, reading in beside if reading.base is not None}
    if len(bases) > 1:
        return None
    before = [
        (reading.claim.start, bundle)
        for bundle in bundles
        for reading in bundle.readings
        if reading.claim.article == rest.claim.article and bundle.value.is_point and reading.unit == "count"
        and reading.claim.start < beside[0][1].claim.start and all(bundle is not other for other, _ in beside)
        and (not bases or bundle.value.low in bases)
    ]  # fmt: skip
    return max(before, key=lambda item: item[0])[1] if before else None


def _rest_finding(whole: Bundle, beside: Sequence[tuple[Bundle, Reading]], rest: Reading, left: Fraction) -> Finding:
    known = " + ".join(_term(reading, "population") for _, reading in beside)
    equation = f"{known} + {explain.number_text(left)} (the rest) = {explain.interval_text(whole.value)}"
    members: list[tuple[str, ClaimRole]] = [(reading.claim.id, "whole") for reading in whole.readings]
    members += [(reading.claim.id, "part") for bundle, _ in beside for reading in bundle.readings]
    members.append((rest.claim.id, "part"))
    readings = [*whole.readings, *(reading for bundle, _ in beside for reading in bundle.readings), rest]
    return Finding(
        verdict="sums_to",
        members=tuple(sorted(members)),
        reason=f"{equation}: \u201cthe rest\u201d is our arithmetic, no article prints it.",
        code="parts_by_state",
        rule="the_rest",
        equation=equation,
        flags=frozenset(flag for reading in readings for flag in time_flags(reading.claim.when)),
        same_article=in_one_article(readings),
    )


def _remaining(bundles: Sequence[Bundle]) -> list[Finding]:
    """ "They treated 31; five are in intensive care and the remaining 26 went home": two parts and the count before them."""
    findings = []
    for together in _by_sentence(bundles):
        for position, (last, remainder) in enumerate(together):
            for bundle, part in together[:position] if remainder.is_remainder else []:
                whole = _count_before(part, number_of(bundle) + number_of(last), bundles)
                if whole is not None:
                    findings.append(sum_finding(whole, [(bundle, part), (last, remainder)], "state"))
    return findings


def _count_before(part: Reading, number: Fraction, bundles: Sequence[Bundle]) -> Bundle | None:
    """The count of this size that stands shortly before a part, in its article."""
    for bundle in bundles:
        for reading in bundle.readings:
            near = 0 < part.claim.start - reading.claim.start <= _NEAR
            if (
                near
                and reading.claim.article == part.claim.article
                and reading.unit == "count"
                and bundle.value == Interval(number, number)
            ):
                return bundle
    return None


def _in_sequence(bundles: Sequence[Bundle]) -> list[Finding]:
    """ "371 arrests in two days: 214 on Monday and 157 on Tuesday": figures side by side that add up to one close by."""
    findings = []
    for together in _by_sentence(bundles):
        for size in (2, 3, 4):
            for start in range(len(together) - size + 1):
                parts = together[start : start + size]
                families = {reading.population.family for _, reading in parts} - {None}
                whole = _count_before(parts[0][1], sum((number_of(bundle) for bundle, _ in parts), Fraction(0)), bundles)
                if whole is None or len(families | ({whole.first.population.family} - {None})) > 1:
                    continue
                if (whole.value.low or 0) >= TELLING and all(bundle is not whole for bundle, _ in parts):
                    findings.append(sum_finding(whole, parts, _dividing(parts)))
    return findings


def _dividing(parts: Sequence[tuple[Bundle, Reading]]) -> str:
    """What tells the parts of one sentence apart: their times, their places, else the groups that they count."""
    times = {(when.begin, when.end) for _, reading in parts if (when := reading.claim.when) is not None}
    if len(times) == len(parts):
        return "time"
    places = {tuple(place.name for place in reading.where) for _, reading in parts if reading.where}
    return "place" if len(places) == len(parts) else "population"


def _added(bundles: Sequence[Bundle], stories: Stories) -> list[Finding]:
    """ "The toll rose to 44 after divers found 13 more bodies": an earlier count and what was added since."""
    findings = []
    for added in bundles:
        more = added.first
        if not _is_increase(more) or not added.value.is_point or more.unit != "count":
            continue
        for whole in bundles:
            stated = [reading for reading in whole.readings if _is_told_with(reading, more)]
            if not stated or whole is added or not whole.value.is_point:
                continue
            before = [one for one in bundles if one is not whole and one is not added and _grew_by(one, added, stated[0], stories)]
            findings += [sum_finding(whole, [(earlier, earlier.first), (added, more)], "time") for earlier in before]
    return findings


def _is_increase(more: Reading) -> bool:
    """True for "13 more bodies", and for the part of a count that one day or week added: "310 of them in the week to 9 June"."""
    when = more.claim.when
    return (more.quantity.relation == "additional" and more.state is not None) or (
        more.base is not None and when is not None and when.inherited is None and when.begin is not None and when.end is not None
    )


def _is_told_with(whole: Reading, more: Reading) -> bool:
    """True for a count that stands beside what was added to it: in its sentence or, as "the toll is now 44", in the next."""
    if whole.claim.article != more.claim.article or whole.state is None or more.state not in {None, whole.state}:
        return False
    if more.base is not None and more.quantity.relation != "additional":
        return more.base.claim == whole.claim.id
    return whole.claim.sentence == more.claim.sentence or (0 <= whole.claim.sentence[0] - more.claim.sentence[1] <= 2 and whole.is_revision)


def _grew_by(earlier: Bundle, added: Bundle, later: Reading, stories: Stories) -> bool:
    first = earlier.first
    if first.state != later.state or first.unit != "count" or first.is_partial or first.is_vague or later.value is None:
        return False
    if not stories.same(first.claim.article, later.claim.article) or later_first(later, first) is not True:
        return False
    low = earlier.value.low
    return low is not None and added.value.low is not None and low + added.value.low == later.value.low


def _with_one_more(bundles: Sequence[Bundle], stories: Stories) -> list[Finding]:
    """ "78 passengers and the captain" beside "79 people, including the captain": one more makes the whole."""
    findings = []
    for part in bundles:
        named = [(reading, match.group(1)) for reading in part.readings if (match := _AND_ONE.match(reading.following))]
        if not named or not part.value.is_point or part.first.unit != "count":
            continue
        reading, role = named[0]
        wholes = [one for one in bundles if one.value == part.value.plus(_ONE) and _counts_in(one, role, reading, stories)]
        findings += [_one_more_finding(whole, part, reading, role) for whole in wholes]
    return findings


def _counts_in(whole: Bundle, role: str, part: Reading, stories: Stories) -> bool:
    for reading in whole.readings:
        found = _INCLUDING.search(reading.sentence)
        if found and found.group(1) == role and stories.same(reading.claim.article, part.claim.article):
            return True
    return False


def _one_more_finding(whole: Bundle, part: Bundle, reading: Reading, role: str) -> Finding:
    equation = f"{_term(reading, 'population')} + 1 (the {role}) = {explain.interval_text(whole.value)}"
    members: list[tuple[str, ClaimRole]] = [(one.claim.id, "whole") for one in whole.readings]
    members += [(one.claim.id, "part") for one in part.readings]
    return Finding(
        verdict="sums_to",
        members=tuple(sorted(members)),
        reason=f"{equation}: {explain.quoted(whole.first)} counts the {role}, {explain.quoted(reading)} does not.",
        code="parts_by_population",
        rule="one_more",
        equation=equation,
        same_article=in_one_article([*whole.readings, *part.readings]),
    )


def _clash(whole: Bundle, parts: Sequence[tuple[Bundle, Reading]]) -> Finding:
    """Children and adults of one count that are more or fewer than it: "of the 58, 41 were children and 19 adults"."""
    total = sum((number_of(bundle) for bundle, _ in parts), Fraction(0))
    summed = Interval(total, total)
    terms = " + ".join(_term(reading, "population") for _, reading in parts)
    equation = f"{terms} = {explain.interval_text(summed)}, not {explain.interval_text(whole.value)}"
    return replace(
        sum_finding(whole, parts, "population"),
        verdict="conflict",
        reason=f"{equation}: the parts leave nothing out, yet the sum is another.",
        code="arithmetic",
        rule="arithmetic",
        equation=equation,
        severity=severity_of(summed, whole.value),
    )


def _term(reading: Reading, dimension: str) -> str:
    label = explain.part_label(reading, dimension)
    return explain.interval_text(reading.value) + (f" ({label})" if label else "")


def sum_finding(whole: Bundle, parts: Sequence[tuple[Bundle, Reading]], dimension: str) -> Finding:
    """The finding that the parts make up the whole: "96 (released) + 118 (held) = 214"."""
    ordered = (
        sorted(parts, key=lambda item: (item[1].as_of is None, item[1].as_of, item[1].claim.sort_key)) if dimension == "time" else parts
    )
    equation = f"{' + '.join(_term(reading, dimension) for _, reading in ordered)} = {explain.interval_text(whole.value)}"
    members: dict[str, ClaimRole] = {reading.claim.id: "part" for bundle, _ in parts for reading in bundle.readings}
    members.update((reading.claim.id, "whole") for reading in whole.readings)
    readings = [*whole.readings, *(reading for bundle, _ in parts for reading in bundle.readings)]
    return Finding(
        verdict="sums_to",
        members=tuple(sorted(members.items())),
        reason=f"{equation}: the parts make up {explain.quoted(whole.first)}.",
        code=f"parts_by_{dimension}",
        rule="parts_add_up",
        equation=equation,
        flags=frozenset(flag for reading in readings for flag in time_flags(reading.claim.when)),
        same_article=in_one_article(readings),
    )
