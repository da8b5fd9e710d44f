"""Whether a slot of an extracted claim is right, slot by slot.

A slot is scored where the gold states it, and a null states it too: a gold `when` of null says that the text gives no time, and
an extracted claim without a time is then right. Only what the gold line leaves out is not scored.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.accuracy.gold import GoldClaim
from evaluation.accuracy.names import same_counted, same_place, same_predicate, same_source, same_title

Record = dict[str, Any]
Slots = Mapping[str, Any]
Values = dict[str, Any]
RADIUS_KM = 161.0  # 100 miles, the distance within which the geoparsing benchmarks count a place as found
_EARTH_KM = 6371.0088
_LEFT_OUT = object()
_SOURCE, _STANCE = "attribution.last.source", "attribution.last.stance"


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: the paths it is read from ("quantity.low", "quantity.high") and when a value found equals the one wanted.

    `closed` says that its values are single words of a short list, so that mistakes can be told apart by them. With `null_is_silent` a
    null in gold states nothing: a country has no point that could be wrong.
    """

    paths: tuple[str, ...]
    same: Callable[[Values, Values], bool]
    closed: bool = False
    null_is_silent: bool = False

    def __call__(self, slots: Slots, record: Record) -> bool | None:
        """Whether `record` has what the gold's `slots` state; None where they leave the slot out."""
        wanted = self.read(slots)
        return self.same(wanted, {path: _at(record, path) for path in wanted} | self.read(record)) if wanted else None

    def read(self, slots: Slots) -> Values:
        """The values that are stated, by path; a null counts as stated, what is left out is left out."""
        silent = (_LEFT_OUT, None) if self.null_is_silent else (_LEFT_OUT,)
        return {path: value for path in self.paths if not any((value := _at(slots, path, _LEFT_OUT)) is one for one in silent)}


def _at(slots: Slots, path: str, default: Any = None) -> Any:
    """What stands at a dotted path; `default` where a key is missing.

    Below a null everything is null ("event": null has the state null), and so is the `last` of an empty list.
    """
    value: Any = slots
    for key in path.split("."):
        if value is None:
            return None
        if key == "last":
            value = value[-1] if value else None
        elif key in value:
            value = value[key]
        else:
            return default
    return value


def _equal(wanted: Values, found: Values) -> bool:
    return all(_plain(value) == _plain(found[path]) for path, value in wanted.items())


def _plain(value: Any) -> Any:
    """Empty text and empty lists say no more than null does; 0 is a number."""
    return None if value in ("", [], ()) else value


def _same_number(wanted: Values, found: Values) -> bool:
    """Equal bounds and units; whether an end is excluded counts only on a side that is bounded."""
    return all(
        _plain(value) == _plain(found[path])
        for path, value in wanted.items()
        if not path.endswith("_open") or found[path.removesuffix("_open")] is not None
    )


def _same_text(same: Callable[[str, str], bool]) -> Callable[[Values, Values], bool]:
    """Both null, or both given and `same`."""

    def judge(wanted: Values, found: Values) -> bool:
        pairs = [(_plain(value), _plain(found[path])) for path, value in wanted.items()]
        return all((one is None and other is None) or (bool(one and other) and same(one, other)) for one, other in pairs)

    return judge


def _same_stance(wanted: Values, found: Values) -> bool:
    """The ultimate source takes the same stance; where nobody is named the article itself asserts."""
    return bool((wanted[_STANCE] or "asserts") == (found[_STANCE] or "asserts"))


def _same_where(wanted: Values, found: Values) -> bool:
    """The same places, each of one side with one of the other: by id where both have one, else by name."""
    one = [_place(place) for place in wanted["where"] or []]
    other = [_place(place) for place in found["where"] or []]
    return all(any(_is_place(a, b) for b in other) for a in one) and all(any(_is_place(a, b) for a in one) for b in other)


def _place(place: Any) -> Mapping[str, Any]:
    return {"name": place} if isinstance(place, str) else place


def _is_place(one: Slots, other: Slots) -> bool:
    if one.get("id") and other.get("id"):
        return bool(one["id"] == other["id"])
    return same_place(one.get("name") or "", other.get("name") or "")


def _same_when(wanted: Values, found: Values) -> bool:
    """The same first and last day, null for an open side; no time at all is right where the gold has none, and only there."""
    one, other = wanted["when"], found["when"]
    if one is None or other is None:
        return one is None and other is None
    return (one.get("begin"), one.get("end")) == (other.get("begin"), other.get("end"))


def _same_name(wanted: Values, found: Values) -> bool:
    """The gold's name, in the gazetteer's spelling or as the text prints it ("Heraklion" for "Irákleion")."""
    name = wanted.get("place.name") or ""
    return any(same_place(name, other) for other in (found.get("place.name") or "", found.get("quote") or ""))


def _near(wanted: Values, found: Values) -> bool:
    """Within 161 km of the gold's point; no point at all is not near it."""
    one, other = ((values["place.latitude"], values["place.longitude"]) for values in (wanted, found))
    return None not in other and kilometres(one, other) <= RADIUS_KM


def _same_countries(wanted: Values, found: Values) -> bool:
    return set(wanted["place.countries"] or ()) == set(found["place.countries"] or ())


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points, latitude and longitude in degrees, along a great circle (haversine)."""
    (north, east), (north2, east2) = (tuple(map(math.radians, point)) for point in (one, other))
    chord = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _same_instrument(wanted: Values, found: Values) -> bool:
    """The same catalogue entry; where the gold has a title alone, the same title or an entry of that name ("principle:fair-trial")."""
    instrument, title = wanted.get("legal.instrument"), wanted.get("legal.title")
    if instrument or not title:
        return bool(_plain(instrument) == _plain(found["legal.instrument"]))
    return any(same_title(title, name) for name in (found.get("legal.title") or "", (found.get("legal.instrument") or "").split(":")[-1]))


def _same_pinpoints(wanted: Values, found: Values) -> bool:
    """The same paths, in whatever order."""
    one, other = (
        {tuple((step["unit"], step["value"]) for step in path) for path in side["legal.pinpoints"] or []} for side in (wanted, found)
    )
    return bool(one == other)


def _block(kind: str, *keys: str, closed: bool = False) -> Slot:
    return Slot(tuple(f"{kind}.{key}" for key in keys), _equal, closed)


_WHEN = Slot(("when",), _same_when)
_BOUNDS = ("quantity.low", "quantity.high", "quantity.low_open", "quantity.high_open")

SLOTS: Mapping[str, Mapping[str, Slot]] = {
    "quantity": {
        "value": Slot(_BOUNDS, _same_number),
        "modifier": _block("quantity", "modifier", closed=True),
        "unit": _block("quantity", "unit", closed=True),
        "head": Slot(("quantity.head",), _same_text(same_counted)),
        "aspect": _block("quantity", "aspect", closed=True),
        "relation": _block("quantity", "relation", closed=True),
        "when": _WHEN,
        "where": Slot(("where",), _same_where),
        "who": Slot((_SOURCE,), _same_text(same_source)),
        "stance": Slot((_STANCE,), _same_stance, closed=True),
        "state": Slot(("event.state",), _equal, closed=True),
        "predicate": Slot(("event.predicate",), _same_text(same_predicate)),
    },
    "date": {
        "value": _block("date", "value"),
        "days": _block("date", "begin", "end"),
        "anchor": _block("date", "anchor", closed=True),
    },
    "place": {
        "country": Slot(("place.countries",), _same_countries),
        "role": _block("place", "role", closed=True),
        "coordinates": Slot(("place.latitude", "place.longitude"), _near, null_is_silent=True),
    },
    "legal": {
        "instrument": Slot(("legal.instrument", "legal.title"), _same_instrument),
        "pinpoints": Slot(("legal.pinpoints",), _same_pinpoints),
        "status": _block("legal", "status", "party"),
    },
}

_VALUES: Mapping[str, tuple[Slot, ...]] = {
    "quantity": (Slot((*_BOUNDS, "quantity.unit"), _same_number),),
    "date": (SLOTS["date"]["value"],),
    "place": (Slot(("place.name", "quote"), _same_name), SLOTS["place"]["country"]),
    "legal": (SLOTS["legal"]["instrument"], SLOTS["legal"]["pinpoints"], SLOTS["legal"]["status"]),
}


def same_value(claim: GoldClaim, record: Record) -> bool:
    """True if both say the same thing, wherever they stand; what the gold leaves out is not compared.

    A number with its unit, the TIMEX3 value of a date, a place's name and countries, a legal reference with pinpoints and
    status. False for a gold claim that states no value.
    """
    judged = [slot(claim.slots, record) for slot in _VALUES[claim.kind]]
    return any(judged) and all(one is not False for one in judged)


def value_key(kind: str, slots: Slots) -> Hashable:
    """Something that is equal for claims of equal values, to look candidates up by; None where the gold leaves too much out."""
    block = slots.get(kind) or {}
    match kind:
        case "quantity" if "low" in block and "high" in block:
            return (_plain(block["low"]), _plain(block["high"]))
        case "date" if "value" in block:
            return _plain(block["value"]) or ""
        case "place" if "countries" in block:
            return frozenset(block["countries"] or ())
    return None
