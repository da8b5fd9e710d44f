"""Recognise time expressions in a row of atoms, without deciding yet which days they mean.

Each pattern is a regular expression over the atoms' codes ("MD,?Y" is a month, a day, perhaps a comma, a year) with a reader beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.timex_form import Timex
from pipeline.timex_guards import is_bare_month, is_bare_year, is_counted, is_lawful_year, lower_at
from pipeline.timex_lexer import Atom

_QUANTITY = r"(?P<quantity>[DNY](?:&a?v)?|n(?:-?n)*(?:&av)?|a(?:V(?:g)?)?|V(?:g)?)"
_ABOUT = r"(?P<about>(?:m|\+9|q8|7t)*)"
_MODS = {"over": "MORE_THAN", "under": "LESS_THAN", "nearly": "LESS_THAN", "almost": "LESS_THAN", "barely": "LESS_THAN"}
_EXACT = frozenset({"exactly", "another", "some"})
_DATE_NEXT = re.compile(r"q?(?:[MY]|[DO]g?M)")
# What makes "the last week", "the first quarter" or "the same month" part of a longer expression: "of March", "a year ago".
_LEADS_PART = re.compile(r"(?:g|I)T?(?:[YMdS]|[HLlXy]j?U)|gTU|(?:g|I)?(?:T?[LlX]U|(?:a|[nD])V?U[GRE])")
_NUMBERED = frozenset("article articles art section sections rule paragraph clause chapter page no number".split())
_CALENDAR = frozenset({"day", "week", "fortnight", "weekend", "month", "quarter", "half", "year", "decade", "century"})
_TIME_LEADS = frozenset({"at", "by", "around", "about", "from", "between", "until", "till", "since", "before", "after", "to", "and"})
_SPAN_LEADS = frozenset({"in", "for", "within", "after", "over", "than", "almost", "nearly", "about", "of", "to", "under", "least", "every"})


class Reading:
    """One match of a pattern: gives the atoms and values of its groups."""

    def __init__(self, match: re.Match[str], atoms: Sequence[Atom], is_noun: Callable[[int], bool]) -> None:
        self.match, self.atoms, self.is_noun = match, atoms, is_noun
        self.first, self.last = match.span()
        self.codes = match.string
        self._groups = match.re.groupindex

    def has(self, group: str) -> bool:
        """True if the pattern has the group and it took part in the match."""
        return group in self._groups and bool(self.match.group(group))

    def at(self, group: str) -> int:
        """Index of the group's first atom."""
        return self.match.start(group)

    def value(self, group: str) -> Any:
        """What the group's first atom says; None when the group is missing."""
        return self.atoms[self.at(group)].value if self.has(group) else None

    def text(self, group: str) -> str:
        """The group's first word in lower case, "" when it is missing."""
        return self.atoms[self.at(group)].text.lower() if self.has(group) else ""

    def code(self, group: str) -> str:
        """The codes of the group, "" when it is missing."""
        return self.match.group(group) if self.has(group) else ""

    def make(self, form: str, **fields: Any) -> list[Timex]:
        """One time expression over the whole match."""
        return [replace(Timex(form, self.first, self.last), **fields)]

    def before(self) -> str:
        """The word before the match, in lower case."""
        return lower_at(self.atoms, self.first - 1)

    def counted_after(self) -> bool:
        """True if counted things follow, so that the last figure is theirs."""
        return is_counted(self.atoms, self.last, self.is_noun)


def _read_date(reading: Reading) -> list[Timex]:
    """ "Monday, 9 October 2023", "Oct. 9", "July of 2016"."""
    month, day, year = reading.value("M"), reading.value("D"), reading.value("Y")
    last = reading.last
    if day is not None and (not 1 <= day <= 31 or (reading.before() in _NUMBERED and reading.at("D") == reading.first)):
        return []
    if year is not None and not reading.has("Z") and reading.at("Y") == last - 1:
        if (reading.counted_after() and not reading.has("D")) or is_lawful_year(reading.atoms, last - 1) and day is None:
            return []
    elif year is None and day is not None and reading.at("D") == last - 1 and reading.counted_after():
        return []
    if day is None and year is None and not is_bare_month(reading.atoms, reading.first, last):
        return []
    if (month, day, year) == (9, 11, None) and {"attack", "attacks"} & {lower_at(reading.atoms, last), lower_at(reading.atoms, last + 1)}:
        year = 2001
    return reading.make("date", month=month, day=day, year=_era(reading, year), weekday=reading.value("W"))


def _era(reading: Reading, year: int | None) -> int | None:
    """The year, below zero before our era."""
    return -int(year) if year is not None and reading.text("Z").startswith("b") else year


def _read_year(reading: Reading) -> list[Timex]:
    if not reading.has("Z") and not is_bare_year(reading.atoms, reading.first, reading.is_noun):
        return []
    year = reading.value("Y")
    if year is None or year != int(year):
        return []
    return reading.make("date", year=_era(reading, int(year)))


def _read_year_span(reading: Reading) -> list[Timex]:
    """ "1998-99", "2016/17"; two years of which the second may be short."""
    start, end = reading.value("Y"), reading.value("Y2")
    text = reading.atoms[reading.last - 1].text
    if len(text) == 2 and text.isdigit():
        end = start // 100 * 100 + int(text)
    if not (1000 <= start < end <= 2199) or end - start > 600 or reading.counted_after():
        return []
    if any(is_lawful_year(reading.atoms, index) for index in (reading.first, reading.last - 1)) or reading.before() == "$":
        return []
    return [
        Timex("date", reading.first, reading.first + 1, year=start),
        Timex("date", reading.last - 1, reading.last, year=end),
    ]


def _read_numeric(reading: Reading) -> list[Timex]:
    numbers = reading.value("J")
    if numbers[0] > 31:
        year, month, day = numbers
        return reading.make("date", year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else []
    if not (1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 31 and min(numbers[0], numbers[1]) <= 12):
        return []
    return reading.make("date", numeric=tuple(numbers))


def _read_day_list(reading: Reading) -> list[Timex]:
    """ "1 to 7 May 2020", "May 3 and 4", "12, 13 and 14 October": one date for each day."""
    days = [i for i in range(reading.match.start("days"), reading.match.end("days")) if reading.atoms[i].code in "DO"]
    values = [reading.atoms[i].value for i in days]
    if any(not isinstance(day, int) or not 1 <= day <= 31 for day in values) or values != sorted(values):
        return []
    month, year = reading.value("M"), reading.value("Y")
    month_first = reading.at("M") < days[0]
    if month_first and year is None and reading.counted_after():
        return []
    if not month_first and reading.before() in _NUMBERED:
        return []
    timexes = [Timex("date", i, i + 1, month=month, year=year, day=value) for i, value in zip(days, values, strict=True)]  # type: ignore
    timexes[0] = replace(timexes[0], first=reading.first)
    timexes[-1] = replace(timexes[-1], last=reading.last)
    return timexes


def _read_weekday(reading: Reading) -> list[Timex]:
    if (reading.atoms[reading.first].text.endswith(".") and not reading.has("rel")) or reading.before() in {"black", "bloody", "good", "holy"}:
        return []
    return reading.make("weekday", weekday=reading.value("W"), part=reading.value("P") or "", **_relation(reading))


def _relation(reading: Reading) -> dict[str, Any]:
    """What "last", "this" or "the following" says about direction and starting point."""
    offset = {"L": -1, "l": -1, "X": 1, "y": 1}.get(reading.code("rel")[:1], 0)
    word = reading.text("rel")
    mentioned = word in {"previous", "preceding", "prior", "that", "those", "same"} or reading.code("rel")[:1] in {"y", "h", "s"}
    relation = {"offset": offset, "mentioned": mentioned}
    return relation | {"value": word} if reading.has("rel") else relation


def _read_unit(reading: Reading) -> list[Timex]:
    """ "this year", "the previous month", "that same day"; "these days" and "recent years" are only references."""
    unit, text = reading.value("U"), reading.atoms[reading.at("U")].text.lower()
    code = reading.code("rel")[:1]
    if text.endswith("s") or text == "centuries":
        if code == "H":
            return reading.make("ref", value="PRESENT_REF") if unit == "day" else []
        return reading.make("window", unit=unit, **_relation(reading)) if code in {"L", "l", "X", "y"} else []
    if unit not in _CALENDAR or (unit == "half" and code != "H"):
        return reading.make("window", unit=unit, number=1, **_relation(reading)) if code in {"L", "l", "X"} and unit == "hour" else []
    if code == "l" and reading.text("rel") == "past":
        return reading.make("window", unit=unit, number=1, **_relation(reading))
    if _LEADS_PART.match(reading.codes, reading.last) and (unit not in {"year"} or code == "s"):
        return []
    return reading.make("unit", unit=unit, **_relation(reading))


def _read_the_unit(reading: Reading) -> list[Timex]:
    """ "the end of the year", "late in the month", "year's end", "the whole year"."""
    unit, text = reading.value("U"), reading.atoms[reading.at("U")].text.lower()
    if unit not in _CALENDAR - {"half", "century"} or (text.endswith("s") and unit != "century"):
        return []
    mod = reading.value("edge") or reading.value("early") or ""
    return reading.make("unit", unit=unit, mod=mod, value="the")


def _read_month_of(reading: Reading) -> list[Timex]:
    """ "October of next year", "June 5 last year", "the spring of that year"."""
    if reading.value("U") != "year" or reading.atoms[reading.at("U")].text.lower() != "year":
        return []
    parent = Timex("unit", reading.at("rel"), reading.last, unit="year", **_relation(reading))
    return reading.make("inside", month=reading.value("M"), day=reading.value("D"), season=reading.value("S") or "", parent=parent)


def _read_long(reading: Reading) -> list[Timex]:
    """ "a month-long siege"."""
    text = reading.atoms[reading.at("U")].text.lower()
    if reading.text("long") != "long":
        return []
    return reading.make("duration", unit=reading.value("U"), number=None if text.endswith("s") else 1)


def _read_bare_day(reading: Reading) -> list[Timex]:
    """ "on the 20th": a day of a month named before."""
    after = reading.codes[reading.last : reading.last + 1]
    if reading.before() != "on" or (after and after not in "|,.)") or not reading.text("D")[0].isdigit():
        return []
    return reading.make("day", day=reading.value("D"))


def _read_window(reading: Reading) -> list[Timex]:
    """ "the past five years", "the next few days"."""
    if _LEADS_PART.match(reading.codes, reading.last) and reading.code("rel") == "L":
        return []
    number = _amount(reading)
    return reading.make("window", unit=reading.value("U"), number=number, **_relation(reading))


def _amount(reading: Reading) -> float | None:
    """The number before a unit: "two and a half" is 2.5, "several" None."""
    codes = reading.code("quantity")
    if "V" in codes:
        return None
    total = 0.0
    for index in range(reading.match.start("quantity"), reading.match.end("quantity")):
        atom = reading.atoms[index]
        if atom.code == "v":
            total += 0.5
        elif atom.code == "n":
            total = (total or 1) * 100 if atom.value == 100 else total + float(str(atom.value))
        elif atom.code in "DNY":
            total += float(str(atom.value))
        elif atom.code == "a" and index == reading.match.start("quantity"):
            total = 1.0
    return total


def _about(reading: Reading) -> str:
    """The TIMEX3 modifier of "nearly", "more than", "up to"; "" for none."""
    codes = reading.code("about")
    if not codes:
        return ""
    word = reading.text("about")
    if "+" in codes:
        word = reading.atoms[reading.match.start("about") + codes.index("+")].text.lower()
        return "LESS_THAN" if word in {"less", "fewer"} else "MORE_THAN"
    if "8" in codes:
        return "EQUAL_OR_MORE" if reading.atoms[reading.match.start("about") + codes.index("8")].text.lower() == "least" else "EQUAL_OR_LESS"
    if "7" in codes:
        return "EQUAL_OR_LESS"
    return "" if word in _EXACT else _MODS.get(word, "APPROX")


def _read_ago(reading: Reading) -> list[Timex]:
    return reading.make("ago", unit=reading.value("U"), number=_amount(reading), mod=_about(reading))


def _read_shift(reading: Reading) -> list[Timex]:
    """ "two days later", "a year earlier", "one year previously", "the day before"."""
    sign = 1 if reading.code("way") in {"R", ">"} else -1
    number = _amount(reading) if reading.has("quantity") else 1
    return reading.make("shift", unit=reading.value("U"), number=number, offset=sign, mentioned=True, mod=_about(reading))


def _read_duration(reading: Reading) -> list[Timex]:
    codes = reading.code("quantity")
    lead = reading.before()
    if _leads_on(reading):
        return []
    if lead in {"$"} or (codes == "a" and not reading.has("about") and lead not in _SPAN_LEADS):
        return []
    if "-" in reading.match.group() and lower_at(reading.atoms, reading.last) in {"-", "old"}:
        return []
    if reading.value("U") == "second" and codes in {"a", ""} or (reading.value("U") in {"quarter", "half"} and lower_at(reading.atoms, reading.last) == "of"):
        return []
    if reading.value("U") == "quarter" and codes == "a" or reading.value("U") in {"weekend", "night", "half"} or (codes in {"D", "N", "Y"} and reading.value("U") == "decade"):
        return []
    if lower_at(reading.atoms, reading.last) in {"old", "of"} and "of age" in _words(reading, 2):
        return []
    if lower_at(reading.atoms, reading.last) == "old":
        return []
    return reading.make("duration", unit=reading.value("U"), number=_amount(reading), mod=_about(reading))


def _leads_on(reading: Reading) -> bool:
    """True for "two weeks" in "the first two weeks of May" and "12 months" in "the 12 months to June"."""
    before = reading.codes[reading.first - 1] if reading.first else ""
    if before in {"O", "f"} and _LEADS_PART.match(reading.codes, reading.last):
        return True
    word = lower_at(reading.atoms, reading.last)
    return word in {"to", "ending", "ended"} and bool(_DATE_NEXT.match(reading.codes, reading.last + 1))


def _words(reading: Reading, count: int) -> str:
    return " ".join(lower_at(reading.atoms, reading.last + i) for i in range(count))


def _read_vague_duration(reading: Reading) -> list[Timex]:
    """ "for years", "over the decades": a time of unknown length."""
    text = reading.atoms[reading.at("U")].text.lower()
    if not text.endswith("s") or reading.value("U") in {"second", "quarter", "half", "weekend", "night"}:
        return []
    if reading.before() not in {"for", "after", "over", "in", "within", "of"} and reading.value("U") != "decade":
        return []
    return reading.make("duration", unit=reading.value("U"))


def _read_deictic(reading: Reading) -> list[Timex]:
    part = reading.value("P") or ("TNI" if reading.text("K") == "tonight" else "")
    return reading.make("deictic", offset=reading.value("K"), part=part)


def _read_relative_part(reading: Reading) -> list[Timex]:
    """ "this morning", "last night", "the following evening"."""
    if str(reading.value("P")).startswith("T1") or str(reading.value("P")).startswith("T2"):
        return []
    relation = _relation(reading)
    return reading.make("part", part=reading.value("P"), **relation)


def _read_decade(reading: Reading) -> list[Timex]:
    if reading.before() == "$" or (reading.value("d") < 2000 and len(reading.atoms[reading.at("d")].text) < 4 and reading.before() in {"his", "her"}):
        return []
    if len(reading.atoms[reading.at("d")].text.strip("'\u2018\u2019")) == 3 and not reading.match.group().startswith("T"):
        return []
    return reading.make("decade", year=reading.value("d"))


def _read_century(reading: Reading) -> list[Timex]:
    if reading.value("U") != "century" or reading.text("Z").startswith("b"):
        return []
    return reading.make("century", number=reading.value("O"))


def _read_season(reading: Reading) -> list[Timex]:
    if reading.value("Y") is None and not reading.has("rel"):
        if reading.before() not in {"in", "during", "since", "until", "by", "of", "throughout", "early", "late", "mid", "over"}:
            return []
        if reading.text("S") == "fall" and (not reading.match.group().startswith("T") or lower_at(reading.atoms, reading.last) == "of"):
            return []
    if reading.value("Y") is not None and is_counted(reading.atoms, reading.last, reading.is_noun):
        return []
    return reading.make("season", season=reading.value("S"), year=reading.value("Y"), **_relation(reading))


def _read_nth(reading: Reading) -> list[Timex]:
    """ "the third quarter of 2009", "the first half", "Q3 2010", "the final quarter"."""
    if reading.has("Q"):
        return reading.make("nth", unit="quarter", number=reading.value("Q"), year=reading.value("Y"))
    unit = "half" if reading.has("half") else reading.value("U")
    if unit not in {"quarter", "half"} or (not reading.has("Y") and _LEADS_PART.match(reading.codes, reading.last)):
        return []
    return reading.make("nth", unit=unit, number=_position(reading), year=reading.value("Y"))


def _position(reading: Reading) -> int | None:
    """1 for "first", -1 for "last"; None for what is no place in a row."""
    if reading.code("O") == "O":
        return int(reading.value("O"))
    return 1 if reading.text("O") == "opening" else -1


def _read_clock(reading: Reading) -> list[Timex]:
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
    return reading.has("C") and (reading.before() in _TIME_LEADS or lower_at(reading.atoms, reading.last) in {"hours", "hrs"})


def _read_noon(reading: Reading) -> list[Timex]:
    value = str(reading.value("P"))
    if not value.startswith(("T1", "T2")) or reading.before() not in _TIME_LEADS:
        return []
    return reading.make("clock", clock=value)


def _read_set(reading: Reading) -> list[Timex]:
    if reading.has("k"):
        return reading.make("set", value=reading.value("k"))
    if reading.has("W"):
        return reading.make("set", value=f"XXXX-WXX-{reading.value('W') + 1}")
    if reading.has("M"):
        return reading.make("set", value=f"XXXX-{reading.value('M'):02d}")
    if reading.has("P"):
        part = str(reading.value("P"))
        return reading.make("set", value=f"XXXX-XX-XX{part}") if ":" not in part else []
    return reading.make("set", unit=reading.value("U"), number=_amount(reading) if reading.has("quantity") else 1)


def _read_reference(reading: Reading) -> list[Timex]:
    if reading.has("past") and lower_at(reading.atoms, reading.last)[:1].isalpha() and reading.atoms[reading.last].code == "x":
        return []
    if reading.has("past"):
        return reading.make("ref", value="PAST_REF") if reading.text("past") == "past" else []
    if reading.has("future"):
        return reading.make("ref", value="FUTURE_REF")
    if lower_at(reading.atoms, reading.last) == "-" and reading.atoms[reading.last].glued:
        return []
    if reading.text("r") == "soon" and reading.before() not in {"very", "will", "be", "too"}:
        return []
    return reading.make("ref", value=reading.value("r"))


def _read_recent(reading: Reading) -> list[Timex]:
    """ "recent years", "recent weeks"."""
    plural = reading.atoms[reading.at("many")].text.lower().endswith("s")
    return reading.make("ref", value="PAST_REF") if plural and reading.text("r") == "recent" else []


def _read_holiday(reading: Reading) -> list[Timex]:
    month, day = reading.value("c")
    if reading.value("Y") is not None and reading.counted_after():
        return []
    return reading.make("date", month=month, day=day, year=reading.value("Y"), part=reading.value("P") or "")


_REL = "(?P<rel>[HLlXyhs])"
_Y = "(?:,?(?P<Y>Y)(?P<Z>Z)?)?"
_W = "(?:(?P<W>W),?T?)?"
Reader = Callable[[Reading], list[Timex]]
_TABLE: tuple[tuple[str, Reader], ...] = (
    (rf"{_W}(?P<M>M)(?P<D>[DO]){_Y}", _read_date),
    (rf"{_W}T?(?P<D>[DO])g?(?P<M>M){_Y}", _read_date),
    (r"(?P<M>M)(?:,|g)?(?P<Y>Y)(?P<Z>Z)?", _read_date),
    (r"(?P<M>M)", _read_date),
    (r"(?P<days>[DO](?:(?:,[DO])*,?[&]|[t-])T?[DO])g?(?P<M>M)(?:,?(?P<Y>Y))?", _read_day_list),
    (r"(?P<M>M)(?P<days>[DO](?:(?:,[DO])*,?[&]|[t-])[DO])(?:,?(?P<Y>Y))?", _read_day_list),
    (r"(?:(?P<W>W),?)?(?P<J>J)", _read_numeric),
    (r"(?P<Y>[DNY])(?P<Z>Z)", _read_year),
    (r"(?P<Y>Y)", _read_year),
    (r"(?P<Y>Y)[-/](?P<Y2>[YDN])", _read_year_span),
    (r"T?(?P<d>d)", _read_decade),
    (r"T?(?P<O>O)-?(?P<U>U)(?P<Z>Z)?", _read_century),
    (rf"T?j?{_REL}s?j?(?P<U>U)", _read_unit),
    (rf"T?(?P<rel>[LlXy]){_QUANTITY}j?(?P<U>U)", _read_window),
    (r"(?:T?(?P<edge>b)gT|(?P<early>B)(?:IT|gT)|Tj)(?P<U>U)", _read_the_unit),
    (r"(?P<U>U)'(?P<edge>b)", _read_the_unit),
    (r"(?<=[Uv]g)T(?P<U>U)", _read_the_unit),
    (r"(?P<M>M)(?P<D>[DO])?(?:g|,)?(?P<rel>[HLXlhy])(?P<U>U)", _read_month_of),
    (r"(?P<D>[DO])g?(?P<M>M)(?:g|,)?(?P<rel>[HLXlhy])(?P<U>U)", _read_month_of),
    (r"(?P<S>S)g?(?P<rel>[HLXlhy])(?P<U>U)", _read_month_of),
    (r"(?P<U>U)-(?P<long>j)", _read_long),
    (r"T(?P<D>O)", _read_bare_day),
    (rf"{_ABOUT}{_QUANTITY}j?-?(?P<U>U)G", _read_ago),
    (rf"{_ABOUT}{_QUANTITY}j?(?P<U>U)(?P<way>[RE])", _read_shift),
    (r"T(?P<U>U)(?P<way>[<>y])(?=[|.,)u]|$)", _read_shift),
    (rf"{_ABOUT}{_QUANTITY}j?-?(?P<U>U)", _read_duration),
    (r"T?(?P<U>U)", _read_vague_duration),
    (rf"T?{_REL}?(?P<W>W)(?P<P>P)?", _read_weekday),
    (rf"T?{_REL}(?P<M>M)", lambda reading: reading.make("month", month=reading.value("M"), **_relation(reading))),
    (r"(?:[ER])?(?P<K>K)(?P<P>P)?", _read_deictic),
    (r"T?(?P<rel>[HLXyhl])(?P<P>P)", _read_relative_part),
    (r"T?(?:(?P<rel>[HLlXyh]))?(?P<S>S)(?:(?:g|,)?(?P<Y>Y))?", _read_season),
    (r"T?(?P<O>[OLf])-?(?:(?P<U>U)|(?P<half>v))(?:,?(?P<Y>Y))?", _read_nth),
    (r"(?P<Q>Q)(?:(?:g|,)?(?P<Y>Y))?", _read_nth),
    (r"(?:(?P<C>C)|(?P<D>D)|(?P<N>[NY]))(?P<p>p)?(?P<oclock>0)?(?P<z>z)?", _read_clock),
    (r"(?P<P>P)", _read_noon),
    (rf"e{_QUANTITY}?-?(?:(?P<U>U)|(?P<W>W)|(?P<M>M)|(?P<P>P))", _read_set),
    (r"(?P<k>k)", _read_set),
    (r"(?P<r>r)", _read_reference),
    (r"(?P<r>r)(?P<many>U)", _read_recent),
    (r"T(?P<past>l)", _read_reference),
    (r"T(?P<future>3)", _read_reference),
    (r"(?P<c>c)(?P<P>P)?(?:,?(?P<Y>Y))?", _read_holiday),
)
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple((re.compile(pattern), reader) for pattern, reader in _TABLE)


def find_core(atoms: Sequence[Atom], codes: str, is_noun: Callable[[int], bool]) -> list[Timex]:
    """Give the time expressions of a row of atoms in order, the longest where several begin at one place.

    "in the past five years" gives one, a window of five years. `is_noun` tells, as far as it is known, whether the word at an atom is a
    common noun in the plural.
    """
    found: list[tuple[int, int, int, list[Timex]]] = []
    for rank, (pattern, reader) in enumerate(PATTERNS):
        for match in pattern.finditer(codes):
            timexes = reader(Reading(match, atoms, is_noun))
            if timexes:
                found.append((match.start(), -match.end(), rank, timexes))
    found.sort(key=lambda item: item[:3])
    chosen: list[Timex] = []
    reached = 0
    for start, minus_end, _, timexes in found:
        if start >= reached:
            chosen.extend(timexes)
            reached = -minus_end
    return chosen
