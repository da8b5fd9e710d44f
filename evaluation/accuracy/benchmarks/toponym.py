"""A toponym of a geoparsing benchmark, and the mending of offsets that are a few characters off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

NEARBY = 40  # characters on either side in which a misplaced phrase is looked for


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name that gold marks: characters of the text, end excluded, and where the place is, as far as gold says.

    `type` is the type of GeoWebNews, "" elsewhere. An `ignored` one is no toponym to be found: what is found there counts neither way.
    """

    start: int
    end: int
    phrase: str
    latitude: float | None = None  # degrees; None for a place that gold does not resolve
    longitude: float | None = None
    country: str = ""  # as gold writes it: a code or a name
    geonames_id: int | None = None
    type: str = ""
    ignored: bool = False

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(f"{self.phrase!r} has a latitude or a longitude, and not both")
        if self.latitude is not None and self.longitude is not None and not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180):
            raise ValueError(f"{self.phrase!r} lies at {self.latitude} {self.longitude}, which is nowhere on the globe")

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, None where gold gives none."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Mended:
    """The toponyms of a text that lie where their phrase is, and how many were moved there or dropped."""

    toponyms: tuple[Toponym, ...]
    moved: int = 0
    dropped: int = 0


def check_span(text: str, toponym: Toponym) -> None:
    """ValueError for a toponym without a phrase, or whose offsets end before they begin or lie well outside `text`."""
    if not toponym.phrase:
        raise ValueError("a toponym has an empty phrase")
    if toponym.end <= toponym.start:
        raise ValueError(f"{toponym.phrase!r} ends at {toponym.end}, before it begins at {toponym.start}")
    if toponym.start < -NEARBY or toponym.start >= len(text) + NEARBY or toponym.end > len(text) + len(toponym.phrase) + NEARBY:
        raise ValueError(f"{toponym.phrase!r} at {toponym.start}-{toponym.end} lies outside the text ({len(text)} characters)")


def mend(text: str, toponyms: Iterable[Toponym]) -> Mended:
    """The toponyms in the order of the text, each where `text` has its phrase.

    One whose offsets hold something else is moved to the nearest place within `NEARBY` characters that has the phrase and is not
    another toponym's, and dropped where there is none.
    """
    right: list[Toponym] = []
    misplaced: list[Toponym] = []
    for toponym in toponyms:
        (right if text[max(0, toponym.start) : toponym.end] == toponym.phrase and toponym.start >= 0 else misplaced).append(toponym)
    taken, dropped = {(toponym.start, toponym.end) for toponym in right}, 0
    for toponym in misplaced:
        start = _nearest(text, toponym, taken)
        if start is None:
            dropped += 1
            continue
        moved = replace(toponym, start=start, end=start + len(toponym.phrase))
        taken.add((moved.start, moved.end))
        right.append(moved)
    ordered = sorted(right, key=lambda toponym: (toponym.start, toponym.end))
    return Mended(tuple(ordered), len(misplaced) - dropped, dropped)


def _nearest(text: str, toponym: Toponym, taken: set[tuple[int, int]]) -> int | None:
    found, start = [], text.find(toponym.phrase, max(0, toponym.start - NEARBY))
    while 0 <= start <= toponym.start + NEARBY:
        if (start, start + len(toponym.phrase)) not in taken:
            found.append(start)
        start = text.find(toponym.phrase, start + 1)
    return min(found, key=lambda place: (abs(place - toponym.start), place), default=None)
