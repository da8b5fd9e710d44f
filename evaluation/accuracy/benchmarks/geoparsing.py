"""Geoparsing sets (LGL, TR-News, GeoVirus, GeoWebNews): finding the places of a text, and saying where on the globe they are.

Scores as in Gritta, Pilehvar and Collier, "A Pragmatic Guide to Geoparsing Evaluation" (Language Resources and Evaluation, 2020) and
"What's missing in geographical parsing?" (the same, 2018). 161 km are 100 miles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.article import Article
from evaluation.accuracy.benchmarks.gold_country import country_of, kilometres
from evaluation.accuracy.benchmarks.result import Figure, f1_figures, share_figure
from evaluation.accuracy.benchmarks.spans import Span, overlap, pair_spans
from evaluation.accuracy.benchmarks.texts import processed
from evaluation.accuracy.benchmarks.toponym import Toponym
from evaluation.accuracy.benchmarks.toponym_files import Item, Reading, read_toponyms
from evaluation.accuracy.counts import Counts
from pipeline.places.finder import resolve_spans
from pipeline.places.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NEAR_KM = 161.0
WORST_KM = 20_038.0  # half the way round the globe: the error of an answer without a point; its log error is 1


class Place(NamedTuple):
    """A place found: characters of the text (end excluded), its point in degrees, and the countries it is said to lie in."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    countries: tuple[str, ...] = ()


class Prediction(NamedTuple):
    """What a tool makes of a text: the places it finds, and the place of each gold toponym when its span is given.

    `given` follows the order of `Item.toponyms`, None for a toponym it cannot place; it is () for a tool that takes no spans.
    """

    found: tuple[Place, ...]
    given: tuple[Place | None, ...] = ()


def read(path: Path) -> Reading:
    """The texts of one of the four sets, with what was mended in the remarks; see `read_toponyms`."""
    return read_toponyms(path)


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """What our pipeline finds in each text, and how it resolves the given spans of gold, in the order of `items`.

    The word for the people of a country ("Kenyan officials") and a border are claims of ours, and no toponyms: they are left out.
    """
    articles = (Article(id=item.id, text=item.text) for item in items)
    return [_predict(item, doc) for item, doc in zip(items, processed(articles, nlp), strict=True)]


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """Figures over all texts together, F1s and shares with 95 % intervals over texts.

    - "exact", "overlap": precision, recall and F1 of the spans, one to one. What is found on an ignored span only, counts neither way.
    - "resolution": of the toponyms found (overlap) and resolved in gold, the share within 161 km, the median error, and the area under
      the curve of log errors: the errors x in ascending order as ln(x + 1) / ln(20,039), joined by straight lines over equal steps from
      0 to 1; 0 is best, 1 worst. An answer without a point errs by half the way round the globe.
    - "country": of the toponyms found whose gold country is known (see `country_of`), the share given that country and no other.
    - "end to end": F1 of what is found (overlap) and within 161 km, among the toponyms that gold resolves.
    - "given spans": the same four of resolution for all toponyms that gold resolves, each given as a span; absent for a tool that takes
      none.
    - "recall TYPE": share of the toponyms of a type found (overlap), where gold has types.
    """
    units = [_compare(item, prediction) for item, prediction in zip(items, predictions, strict=True)]
    figures = [*f1_figures("exact", [unit.exact for unit in units]), *f1_figures("overlap", [unit.overlap for unit in units])]
    figures += _resolution_figures("resolution", [unit.resolved for unit in units])
    figures += f1_figures("end to end", [unit.end_to_end for unit in units])
    if any(prediction.given for prediction in predictions):
        figures += _resolution_figures("given spans", [unit.given for unit in units])
    types = sorted({kind for unit in units for kind in unit.types})
    return (*figures, *(share_figure(f"recall {kind}", [unit.types.get(kind, Counts()) for unit in units]) for kind in types))


def log_error_area(errors: Sequence[float]) -> float:
    """The area under the curve of log errors (kilometres), 0 to 1, by the trapezoidal rule; 0 for none.

    Errors of 0 and 100 km: (0 + ln 101) / 2 / ln 20039 = .233.
    """
    logs = [log(min(error, WORST_KM) + 1) / log(WORST_KM + 1) for error in sorted(errors)]
    if len(logs) < 2:
        return logs[0] if logs else 0.0
    return (sum(logs) - (logs[0] + logs[-1]) / 2) / (len(logs) - 1)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Of one text: errors in kilometres, and how many answers name the right country of how many known."""

    errors: tuple[float, ...]
    countries: Counts


@dataclass(frozen=True, slots=True)
class _Unit:
    exact: Counts
    overlap: Counts
    end_to_end: Counts
    resolved: _Resolved
    given: _Resolved
    types: dict[str, Counts]


def _compare(item: Item, prediction: Prediction) -> _Unit:
    gold = [toponym for toponym in item.toponyms if not toponym.ignored]
    ignored = [(toponym.start, toponym.end) for toponym in item.toponyms if toponym.ignored]
    found = sorted((Place(*place) for place in prediction.found), key=_order)
    spans: tuple[list[Span], list[Span]] = [(one.start, one.end) for one in gold], [(one.start, one.end) for one in found]
    pairs = pair_spans(*spans, overlapping=True)
    used = {position for _, position in pairs}
    kept = [place for position, place in enumerate(spans[1]) if position in used or not any(overlap(place, span) for span in ignored)]
    equal = pair_spans(spans[0], kept, overlapping=False)
    answers = [(gold[wanted], found[position]) for wanted, position in pairs]
    answered = list(zip(item.toponyms, prediction.given, strict=True)) if prediction.given else []
    return _Unit(
        Counts(len(gold), len(equal), len(kept), len(equal)),
        Counts(len(gold), len(pairs), len(kept), len(pairs)),
        _end_to_end(gold, answers, len(kept)),
        _resolve(answers),
        _resolve([(toponym, place) for toponym, place in answered if not toponym.ignored]),
        _by_type(gold, {wanted for wanted, _ in pairs}),
    )


def _end_to_end(gold: Sequence[Toponym], answers: Sequence[tuple[Toponym, Place]], given: int) -> Counts:
    """Found and near, among the toponyms with a point; an answer to one without cannot be judged and counts neither way."""
    wanted = sum(toponym.point is not None for toponym in gold)
    unjudged = sum(toponym.point is None for toponym, _ in answers)
    near = sum(_error(toponym, place) <= NEAR_KM for toponym, place in answers if toponym.point is not None)
    return Counts(wanted, near, given - unjudged, near)


def _resolve(answers: Sequence[tuple[Toponym, Place | None]]) -> _Resolved:
    judged = [(country_of(toponym), place) for toponym, place in answers]
    known = [place is not None and tuple(place.countries) == (country,) for country, place in judged if country is not None]
    errors = tuple(_error(toponym, place) for toponym, place in answers if toponym.point is not None)
    return _Resolved(errors, Counts(len(known), sum(known)))


def _error(toponym: Toponym, place: Place | None) -> float:
    """Kilometres between gold and answer."""
    if place is None or place.latitude is None or place.longitude is None or toponym.point is None:
        return WORST_KM
    return kilometres(toponym.point, (place.latitude, place.longitude))


def _by_type(gold: Sequence[Toponym], found: set[int]) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    for position, toponym in enumerate(gold):
        if toponym.type:
            counts[toponym.type] = counts.get(toponym.type, Counts()) + Counts(1, int(position in found))
    return counts


def _resolution_figures(name: str, texts: Sequence[_Resolved]) -> list[Figure]:
    errors = [error for text in texts for error in text.errors]
    near = [Counts(len(text.errors), sum(error <= NEAR_KM for error in text.errors)) for text in texts]
    figures = [share_figure(f"{name} within 161 km", near)]
    if errors:
        figures.append(Figure(f"{name} median error", median(errors), "km"))
        figures.append(Figure(f"{name} area of log errors", log_error_area(errors), "score"))
    return [*figures, share_figure(f"{name} country", [text.countries for text in texts])]


def _order(place: Place) -> tuple[Any, ...]:
    return place.start, place.end, str(place.latitude), str(place.longitude), tuple(place.countries)


def _predict(item: Item, doc: Doc) -> Prediction:
    found = tuple(_place(claim) for claim in doc._.counterclaim if claim["kind"] == "place" and not _is_no_toponym(claim))
    given = resolve_spans(doc, [(toponym.start, toponym.end) for toponym in item.toponyms])
    return Prediction(found, tuple(None if claim is None else _place(claim) for claim in given))


def _is_no_toponym(claim: dict[str, Any]) -> bool:
    place = claim["place"]
    is_demonym = place["role"] == "modifier" and claim["quote"] in load_gazetteer().demonyms
    return is_demonym or place["feature"] == "border"


def _place(claim: dict[str, Any]) -> Place:
    place = claim["place"]
    return Place(claim["start"], claim["end"], place["latitude"], place["longitude"], tuple(place["countries"]))
