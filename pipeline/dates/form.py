"""What a time expression says before its days are known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression as it is written; fields that it does not name are None or empty."""

    form: str  # date weekday unit window ago shift deictic season decade century nth clock duration set ref event
    first: int  # atoms, last excluded
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    unit: str = ""
    number: float | None = None  # None: "several", or no number
    least: float | None = None  # the lower end of "two to three days"; `number` is the upper one
    offset: int = 0  # -1 for "last", 1 for "next"
    mentioned: bool = False  # counted from the last date mentioned, not from the day of publication
    part: str = ""  # part of the day: "TNI"
    clock: str = ""  # "T14:30"
    mod: str = ""
    value: str = ""  # fixed TIMEX3 value: "PRESENT_REF"
    numeric: tuple[int, ...] = ()  # the three numbers of 9/10/2023
    parent: Timex | None = None  # the period that this is a part of: "the first week of" May
