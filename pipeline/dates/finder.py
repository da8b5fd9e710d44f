"""The component that finds dates, durations and repetitions and decides which days they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import accumulate
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.dates.anchor import CountedTime, find_counted_times
from pipeline.dates.events import find_event_times
from pipeline.dates.form import Timex
from pipeline.dates.grammar import find_core
from pipeline.dates.join import join_scopes
from pipeline.dates.lexer import Atom, cut_atoms, spell
from pipeline.dates.period import period_around
from pipeline.dates.prefix import join_prefixes
from pipeline.dates.reference import Reference
from pipeline.dates.resolve import Resolver
from pipeline.dates.resolved import Resolved
from pipeline.dates.scope import Found, ScopeReader, break_order
from pipeline.dates.tense import direction_at
from pipeline.partial import ClaimDict, add_claims, claims_of, covered, cut, new_claim, published_interval, token_at

EXTRACTOR = "dates@1"
_LABEL = re.compile(r"(?:published|updated|posted|date|last updated|publish date|on|at|by|[A-Z]{2,4})?[:,\s|()-]*", re.IGNORECASE)

_HISTORY = 10  # a text with fewer years is taken for news
_DAY_MONTH, _MONTH_DAY = re.compile("[DO]g?M"), re.compile("M[DO]")


@Language.factory("counterclaim_dates", assigns=["doc._.counterclaim"])
def make_date_finder(nlp: Language, name: str) -> DateFinder:
    """The date component for a pipeline."""
    return DateFinder(name)


class DateFinder:
    """Finds time expressions and resolves them against the article's date of publication."""

    def __init__(self, name: str = "counterclaim_dates") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Add the date claims to `doc`."""
        add_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[ClaimDict]:
        """The date claims of `doc`, in text order; `doc` stays as it is.

        "in July and August", published in September 2017, is one claim from 2017-07-01 to 2017-08-31. A year in a treaty's name is none.
        """
        breaks = [sent.start_char for sent in doc.sents] if doc.has_annotation("SENT_START") else []
        atoms = cut_atoms(doc.text, breaks)
        codes = spell(atoms)
        # "acceded on 2 October 2007" is a legal claim that holds a date; only the names of instruments hide years.
        legal = covered(claim for claim in claims_of(doc, "legal") if not claim["legal"].get("status"))
        core = [t for t in find_core(atoms, codes, partial(_is_plural_noun, doc, atoms)) if not _in_law(t, atoms, legal)]
        timexes = join_prefixes(core, atoms, codes)
        found = self._resolve(doc, atoms, codes, timexes)
        claims = [_claim(doc, atoms, item) for item in found]
        taken = covered(claims)
        for start, end in find_event_times(atoms, codes):
            if not taken.overlaps(start, end) and not legal.overlaps(start, end):
                claims.append(_event_claim(doc, start, end))
        claims = _with_counted_times(doc, claims)
        return sorted(claims, key=lambda claim: (claim["start"], claim["end"]))

    def _resolve(self, doc: Doc, atoms: Sequence[Atom], codes: str, timexes: Sequence[Timex]) -> list[Found]:
        sentences = _sentences(atoms)
        published = _published(doc, atoms, timexes)
        reference = Reference(published, narrative=_is_narrative(timexes, published))
        resolver = Resolver(reference, month_first=_month_comes_first(timexes, codes))
        reader = ScopeReader(resolver, partial(direction_at, doc, atoms), sentences)
        found = [item for scope in join_scopes(timexes, atoms, codes) for item in reader.read(scope)]
        return break_order([_so_far(item, atoms, published) for item in found], sentences)


def _is_plural_noun(doc: Doc, atoms: Sequence[Atom], index: int) -> bool:
    """True if the tagger calls the word at an atom a common noun in the plural."""
    if not doc.has_annotation("TAG"):
        return False
    token = token_at(doc, atoms[index].start)
    return token.tag_ == "NNS" or (token.pos_ == "NOUN" and "Number=Plur" in str(token.morph))


def _in_law(timex: Timex, atoms: Sequence[Atom], legal: Any) -> bool:
    return bool(legal.overlaps(atoms[timex.first].start, atoms[timex.last - 1].end)) and timex.form in {"date", "decade", "duration"}


def _sentences(atoms: Sequence[Atom]) -> list[int]:
    """The number of the sentence or line that each atom is in."""
    return list(accumulate(atom.code == "|" for atom in atoms))


def _published(doc: Doc, atoms: Sequence[Atom], timexes: Sequence[Timex]) -> tuple[date, date] | None:
    """When the article appeared: as its record says, made finer by a date that stands alone on a line near its head."""
    known = published_interval(doc)
    if known is not None and known[0] == known[1]:
        return known
    for timex in timexes:
        if timex.form != "date" or timex.year is None or timex.month is None or timex.day is None or atoms[timex.first].start > 1500:
            continue
        if not _stands_alone(doc.text, atoms[timex.first].start, atoms[timex.last - 1].end):
            continue
        try:
            day = date(timex.year, timex.month, timex.day)
        except ValueError:
            continue
        if known is None or known[0] <= day <= known[1]:
            return day, day
    return known


def _stands_alone(text: str, start: int, end: int) -> bool:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return len(after.strip()) <= 20 and _LABEL.fullmatch(text[line_start:start]) is not None and not after.strip().endswith(".")


def _is_narrative(timexes: Sequence[Timex], published: tuple[date, date] | None) -> bool:
    """True for a history: undated, or mostly of years long before its publication and seldom of "Monday" or "yesterday"."""
    if published is None:
        return True
    years = sorted(timex.year for timex in timexes if timex.form == "date" and timex.year is not None)
    if len(years) < _HISTORY or 10 * sum(timex.form in {"weekday", "deictic"} for timex in timexes) > len(years):
        return False
    old = sum(year <= published[0].year - 2 for year in years)
    return old >= (0.5 if len(years) >= 2 * _HISTORY else 0.8) * len(years)


def _month_comes_first(timexes: Sequence[Timex], codes: str) -> bool:
    """Whether 9/10/2023 is 10 September, after the article's own numeric and spelled dates; without any, it is."""
    score = 0
    for timex in timexes:
        if timex.numeric:
            score += (timex.numeric[1] > 12) - (timex.numeric[0] > 12)
    return score > 0 or (score == 0 and len(_DAY_MONTH.findall(codes)) <= len(_MONTH_DAY.findall(codes)))


def _so_far(item: Found, atoms: Sequence[Atom], published: tuple[date, date] | None) -> Found:
    """ "so far this year" ends with the publication."""
    lead = [atom.text.lower() for atom in atoms[max(0, item.first - 2) : item.first]]
    resolved = item.resolved
    if lead != ["so", "far"] or published is None or resolved.begin is None or resolved.end is None:
        return item
    return replace(item, resolved=replace(resolved, end=max(resolved.begin, min(resolved.end, published[1]))))


def _claim(doc: Doc, atoms: Sequence[Atom], item: Found) -> ClaimDict:
    resolved = item.resolved
    start, end = atoms[item.first].start, atoms[item.last - 1].end
    evidence: dict[str, list[list[int]]] = {"date.value": [_span(atoms, p.timex.first, p.timex.last) for p in item.parts]}
    if item.signal is not None:
        evidence["date.signal"] = [_span(atoms, *item.signal)]
    claim = new_claim(doc, "date", start, end, _block(resolved), extractor=EXTRACTOR, evidence=evidence)
    claim["_flags"] = list(resolved.flags)
    claim["_tokens"] = _tokens(doc, start, end)
    if item.side:
        claim["_side"] = item.side
    return claim


def _block(resolved: Resolved) -> dict[str, Any]:
    return {
        "type": resolved.type,
        "value": resolved.value,
        "mod": resolved.mod or None,
        "begin": resolved.begin.isoformat() if resolved.begin else None,
        "end": resolved.end.isoformat() if resolved.end else None,
        "begin_open": resolved.begin_open,
        "end_open": resolved.end_open,
        "anchor": resolved.anchor,
    }


def _span(atoms: Sequence[Atom], first: int, last: int) -> list[int]:
    return [atoms[first].start, atoms[last - 1].end]


def _tokens(doc: Doc, start: int, end: int) -> list[int]:
    return [token_at(doc, start).i, token_at(doc, end - 1).i + 1]


def _with_counted_times(doc: Doc, claims: list[ClaimDict]) -> list[ClaimDict]:
    """The claims with times counted from a happening in place of the lengths of time inside them."""
    if not doc.has_annotation("SENT_START"):
        return claims
    claims = sorted(claims, key=lambda claim: int(claim["start"]))
    days = [(claim["start"], date.fromisoformat(claim["date"]["begin"])) for claim in claims if _is_day(claim["date"])]
    bounds = [(sent.start_char, sent.end_char) for sent in doc.sents]
    span = published_interval(doc)
    kept, index = [], 0
    for counted in find_counted_times(doc.text, days, bounds, published=span[1] if span else None):
        while index < len(claims) and claims[index]["end"] <= counted.start:
            kept.append(claims[index])
            index += 1
        stop = index
        while stop < len(claims) and claims[stop]["start"] < counted.end:
            stop += 1
        if all(claim["date"]["type"] == "DURATION" or not claim["date"]["value"] for claim in claims[index:stop]):
            kept.append(_counted_claim(doc, counted, kept[-1] if kept else None))
            index = stop
    return [*kept, *claims[index:]]


def _is_day(value: dict[str, Any]) -> bool:
    return value["begin"] is not None and value["begin"] == value["end"]


def _counted_claim(doc: Doc, counted: CountedTime, before: ClaimDict | None) -> ClaimDict:
    claim = _event_claim(doc, counted.start, counted.end)
    # "On 27 June, two days after the vote": the date beside it says which day that is.
    is_beside = before is not None and before["end"] == counted.start - 2 and cut(doc, before["end"], counted.start) == ", "
    named = before if is_beside else None
    if named is not None and named["date"]["begin"]:
        claim["date"] = dict(named["date"])
        claim["_flags"] = list(named["_flags"])
    elif counted.day is not None:
        period = period_around(counted.day, "day" if counted.unit in {"day", "week", "fortnight"} else counted.unit)
        value = {"value": period.value, "begin": period.begin.isoformat(), "end": period.end.isoformat(), "anchor": "relative"}
        claim["date"] = {**claim["date"], **value}
        claim["_flags"] = ["relative_date"]
    return claim


def _event_claim(doc: Doc, start: int, end: int) -> ClaimDict:
    """A time named after a happening ("before the pandemic"): it keeps its words and has no days."""
    block = {
        "type": "DATE",
        "value": "",
        "mod": None,
        "begin": None,
        "end": None,
        "begin_open": False,
        "end_open": False,
        "anchor": "unresolved",
    }
    claim = new_claim(doc, "date", start, end, block, extractor=EXTRACTOR)
    claim["_flags"] = []
    claim["_tokens"] = _tokens(doc, start, end)
    return claim
