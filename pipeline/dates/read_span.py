"""Read weekdays, "last year", "two weeks ago", durations, clock times, repetitions and references."""

from __future__ import annotations

import re

from pipeline.dates.form import Timex
from pipeline.dates.reading import CALENDAR, LEADS_PART, Reading, about, amount, relation

_DATE_NEXT = re.compile(r"q?(?:[MY]|[DO]g?M)")
_NAMED = frozenset({"black", "bloody", "good", "holy"})  # Black Friday, Bloody Sunday: names of days in history and of feasts
_TIME_LEADS = frozenset({"at", "by", "around", "about", "from", "between", "until", "till", "since", "before", "after", "to", "and"})
_SPAN_LEADS = frozenset(
    {"in", "for", "within", "after", "over", "than", "almost", "nearly", "about", "of", "to", "under", "least", "every"}
)


def read_weekday(reading: Reading) -> list[Timex]:
    """A weekday, perhaps with a part of the day."""
    if reading.before() in _NAMED or (reading.atoms[reading.first].text.endswith(".") and not reading.has("rel")):
        return []
    return reading.make("weekday", weekday=reading.value("W"), part=reading.value("P") or "", **relation(reading))


def read_weekday_of(reading: Reading) -> list[Timex]:
    """ "Monday last week"."""
    if reading.value("U") != "week" or reading.atoms[reading.at("U")].text.lower() != "week":
        return []
    parent = Timex("unit", reading.at("rel"), reading.last, unit="week", **relation(reading))
    return reading.make("weekday_of", weekday=reading.value("W"), parent=parent)


def read_weekend(reading: Reading) -> list[Timex]:
    """ "over the weekend"."""
    is_weekend = reading.value("U") == "weekend" and reading.before() in {"over", "at", "on", "during", "for"}
    return reading.make("unit", unit="weekend", value="weekend") if is_weekend else []


def read_unit(reading: Reading) -> list[Timex]:
    """ "this year", "the previous month", "that same day"; "these days" and "recent years" are only references."""
    unit, text = reading.value("U"), reading.atoms[reading.at("U")].text.lower()
    code = reading.code("rel")[:1]
    if text.endswith("s") or text == "centuries":
        if code == "H":
            return reading.make("ref", value="PRESENT_REF") if unit == "day" else []
        return reading.make("window", unit=unit, **relation(reading)) if code in {"L", "l", "X", "y"} else []
    if unit not in CALENDAR or (unit == "half" and code != "H"):
        return reading.make("window", unit=unit, number=1, **relation(reading)) if code in {"L", "l", "X"} and unit == "hour" else []
    if code == "l" and reading.text("rel") == "past":
        return reading.make("window", unit=unit, number=1, **relation(reading))
    if LEADS_PART.match(reading.codes, reading.last) and (unit != "year" or code == "s"):
        return []
    return reading.make("unit", unit=unit, **relation(reading))


def read_the_unit(reading: Reading) -> list[Timex]:
    """ "the end of the year", "late in the month", "year's end", "the whole year"."""
    unit, text = reading.value("U"), reading.atoms[reading.at("U")].text.lower()
    if unit not in CALENDAR - {"half", "century"} or (text.endswith("s") and unit != "century"):
        return []
    mod = reading.value("edge") or reading.value("early") or ""
    return reading.make("unit", unit=unit, mod=mod, value="the")


def read_long(reading: Reading) -> list[Timex]:
    """ "a month-long siege"."""
    text = reading.atoms[reading.at("U")].text.lower()
    if reading.text("long") != "long":
        return []
    return reading.make("duration", unit=reading.value("U"), number=None if text.endswith("s") else 1)


def read_window(reading: Reading) -> list[Timex]:
    """ "the past five years", "the next few days"."""
    if LEADS_PART.match(reading.codes, reading.last) and reading.code("rel") == "L":
        return []
    number = amount(reading)
    return reading.make("window", unit=reading.value("U"), number=number, **relation(reading))


def read_ago(reading: Reading) -> list[Timex]:
    """A time so long before the publication."""
    return reading.make("ago", unit=reading.value("U"), number=amount(reading), mod=about(reading))


def read_shift(reading: Reading) -> list[Timex]:
    """ "two days later", "a year earlier", "one year previously", "the day before"."""
    sign = 1 if reading.code("way") in {"R", ">"} else -1
    number = amount(reading) if reading.has("quantity") else 1
    if reading.has("least") and not _is_range(reading):
        return []
    least = reading.value("least")
    return reading.make("shift", unit=reading.value("U"), number=number, least=least, offset=sign, mentioned=True, mod=about(reading))


def _is_range(reading: Reading) -> bool:
    """True for "two to three days" and "2-3 days", lower end first; "between one and two weeks" is read by its upper end."""
    joint = reading.atoms[reading.at("least") + 1].text.lower()
    return joint in {"to", "or", "-", "\u2013"} and float(reading.value("least")) < float(reading.value("quantity"))


def read_duration(reading: Reading) -> list[Timex]:
    """ "25 years", "five-year", "nearly two months", "for a week"; not an age, and not a rate as in "100 a day"."""
    codes, unit = reading.code("quantity"), reading.value("U")
    if reading.has("least") and not _is_range(reading):
        return []
    if codes == "a" and not reading.has("about") and reading.before() not in _SPAN_LEADS:
        return []
    if reading.before() == "$" or _leads_on(reading) or _is_age(reading):
        return []
    if unit in {"weekend", "night", "half"} or (unit == "second" and codes == "a") or (unit == "quarter" and codes == "a"):
        return []
    if (unit == "decade" and codes in {"N", "Y"}) or (unit == "quarter" and reading.after() == "of"):
        return []
    if reading.has("least"):
        lead = reading.before() if reading.before() in {"in", "within"} else ""
        return reading.make("duration", unit=unit, number=amount(reading), least=reading.value("least"), mod="APPROX", value=lead)
    return reading.make("duration", unit=unit, number=amount(reading), mod=about(reading))


def _is_age(reading: Reading) -> bool:
    """True for "27-year-old", "30 years old" and "12 years of age"."""
    after = reading.after()
    return after == "old" or (after == "-" and reading.after(1) == "old") or (after == "of" and reading.after(1) == "age")


def _leads_on(reading: Reading) -> bool:
    """True for "two weeks" in "the first two weeks of May" and "12 months" in "the 12 months to June"."""
    before = reading.codes[reading.first - 1] if reading.first else ""
    if before in {"O", "f"} and LEADS_PART.match(reading.codes, reading.last):
        return True
    word = reading.after()
    return word in {"to", "ending", "ended"} and bool(_DATE_NEXT.match(reading.codes, reading.last + 1))


def read_vague_duration(reading: Reading) -> list[Timex]:
    """ "for years", "over the decades": a time of unknown length."""
    text = reading.atoms[reading.at("U")].text.lower()
    if not text.endswith("s") or reading.value("U") in {"second", "quarter", "half", "weekend", "night"}:
        return []
    if reading.before() not in {"for", "after", "over", "in", "within", "of"} and reading.value("U") != "decade":
        return []
    return reading.make("duration", unit=reading.value("U"))


def read_deictic(reading: Reading) -> list[Timex]:
    """Today, yesterday, tomorrow, tonight."""
    part = reading.value("P") or ("TNI" if reading.text("K") == "tonight" else "")
    return reading.make("deictic", offset=reading.value("K"), part=part)


def read_relative_part(reading: Reading) -> list[Timex]:
    """ "this morning", "last night", "the following evening"."""
    if str(reading.value("P")).startswith("T1") or str(reading.value("P")).startswith("T2"):
        return []
    return reading.make("part", part=reading.value("P"), **relation(reading))


def read_clock(reading: Reading) -> list[Timex]:
    """A time of day by the clock."""
    zone = reading.text("z")
    hour, minute = _clock_figures(reading)
    if hour is None or not _is_clock(reading):
        return []
    half = reading.value("p") or ""
    if half and not 1 <= hour <= 12:
        return []
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return reading.make("clock", clock=f"T{hour:02d}:{minute:02d}" + ("Z" if zone in {"utc", "gmt"} else ""))


def _clock_figures(reading: Reading) -> tuple[int | None, int]:
    value = reading.value("C")
    if isinstance(value, tuple):
        return value
    number = reading.value("D")
    if number is not None:
        return (int(number), 0) if number == int(number) else (None, 0)
    text = reading.atoms[reading.at("N")].text
    if len(text) == 4 and text.isdigit() and int(text[:2]) < 24 and int(text[2:]) < 60:
        return int(text[:2]), int(text[2:])
    return None, 0


def _is_clock(reading: Reading) -> bool:
    if reading.has("p") or reading.has("z") or reading.has("oclock"):
        return True
    return reading.has("C") and (reading.before() in _TIME_LEADS or reading.after() in {"hours", "hrs"})


def read_noon(reading: Reading) -> list[Timex]:
    """Noon and midnight."""
    value = str(reading.value("P"))
    if not value.startswith(("T1", "T2")) or reading.before() not in _TIME_LEADS:
        return []
    return reading.make("clock", clock=value)


def read_set(reading: Reading) -> list[Timex]:
    """Repetitions: every Monday, each year, daily."""
    if reading.has("k"):
        return reading.make("set", value=reading.value("k"))
    if reading.has("W"):
        return reading.make("set", value=f"XXXX-WXX-{reading.value('W') + 1}")
    if reading.has("M"):
        return reading.make("set", value=f"XXXX-{reading.value('M'):02d}")
    if reading.has("P"):
        part = str(reading.value("P"))
        return reading.make("set", value=f"XXXX-XX-XX{part}") if ":" not in part else []
    return reading.make("set", unit=reading.value("U"), number=amount(reading) if reading.has("quantity") else 1)


def read_reference(reading: Reading) -> list[Timex]:
    """Words that only say now, before or later."""
    if reading.has("past") and reading.after()[:1].isalpha() and reading.atoms[reading.last].code == "x":
        return []
    if reading.has("past"):
        return reading.make("ref", value="PAST_REF") if reading.text("past") == "past" else []
    if reading.has("future"):
        return reading.make("ref", value="FUTURE_REF")
    if reading.after() == "-" and reading.atoms[reading.last].glued:
        return []
    if reading.text("r") == "soon" and reading.before() not in {"very", "will", "be", "too"}:
        return []
    return reading.make("ref", value=reading.value("r"))


def read_recent(reading: Reading) -> list[Timex]:
    """ "recent years", "recent weeks"."""
    plural = reading.atoms[reading.at("many")].text.lower().endswith("s")
    return reading.make("ref", value="PAST_REF") if plural and reading.text("r") == "recent" else []
