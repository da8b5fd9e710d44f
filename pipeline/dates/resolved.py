"""A time expression with its value and its days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.dates.form import Timex
from pipeline.dates.period import Period, part_of

_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "night": "D"}
CLOCK_LETTERS = {"hour": "H", "minute": "M", "second": "S"}
_MULTIPLES = {"fortnight": (2, "W"), "decade": (10, "Y"), "century": (100, "Y"), "weekend": (1, "D"), "half": (6, "M")}
EXPLICIT, RELATIVE, INFERRED, UNRESOLVED = "explicit", "relative", "year_inferred", "unresolved"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time expression with its value and days; without days its anchor is "unresolved"."""

    timex: Timex
    type: str
    value: str
    begin: date | None = None
    end: date | None = None  # included
    begin_open: bool = False  # no bound on this side
    end_open: bool = False
    anchor: str = UNRESOLVED
    mod: str = ""
    flags: tuple[str, ...] = ()
    period: Period | None = None

    def unresolved(self, flag: str, value: str) -> Resolved:
        """The same expression without days."""
        return replace(
            self, value=value, begin=None, end=None, begin_open=False, end_open=False, anchor=UNRESOLVED, flags=(flag,), period=None
        )


def duration_value(unit: str, number: float | None) -> str:
    """The TIMEX3 duration: "P25Y", "PT24H", "P2.5Y", "PXY" for "several years"."""
    factor, letter = _MULTIPLES.get(unit, (1, _LETTERS.get(unit, "")))
    if number is None:
        return f"PX{'DE' if unit == 'decade' else 'CE' if unit == 'century' else letter}" if letter else f"PTX{CLOCK_LETTERS[unit]}"
    amount = f"{number * factor:g}" if letter else f"{number:g}"
    return f"P{amount}{letter}" if letter else f"PT{amount}{CLOCK_LETTERS[unit]}"


def timex_mod(timex: Timex) -> str:
    """The modifier that TIMEX3 knows; "later" and "earlier" only move the days."""
    return "" if timex.mod in {"EARLIER", "LATER"} else timex.mod


def placed(timex: Timex, period: Period, anchor: str) -> Resolved:
    """The expression on its period, narrowed by "early" or "late", with the part of the day in its value."""
    begin, end = period.begin, period.end
    if timex.mod in {"START", "MID", "END"}:
        begin, end = part_of(period, timex.mod)
    flags = {INFERRED: ("year_inferred",), RELATIVE: ("relative_date",)}.get(anchor, ())
    part = timex.clock or timex.part
    kind = "TIME" if part and period.unit == "day" else "DATE"
    value = period.value + part if kind == "TIME" else period.value
    return Resolved(timex, kind, value, begin, end, anchor=anchor, mod=timex_mod(timex), flags=flags, period=period)
