"""The words that dates are written with, each under a one-letter code that the patterns of dates are spelled in.

"early October 1998" is read as "BMY": a modifier, a month, a year. Every other word is "x".
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list written with blanks between them."""
    return tuple(text.split())


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}
UNITS = {
    word: unit
    for unit, words in {
        "second": "seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "night": "nights",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "weekend": "weekend weekends",
        "month": "month months",
        "quarter": "quarter quarters",
        "half": "halves",
        "year": "year years",
        "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for word in words.split()
}
SEASONS = {"spring": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA", "fall": "FA", "winter": "WI", "wintertime": "WI"}
DAYPARTS = {
    word: part
    for part, words in {
        "TMO": "morning mornings dawn daybreak sunrise",
        "TAF": "afternoon afternoons",
        "TEV": "evening evenings dusk sunset",
        "TNI": "night nighttime overnight",
        "TDT": "daytime",
        "T12:00": "noon midday",
        "T24:00": "midnight",
    }.items()
    for word in words.split()
}
_SMALL = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBERS = {word: number for number, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, start=1)} | {"twentieth": 20, "thirtieth": 30}
HOLIDAYS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "halloween": (10, 31),
}
# Happenings that a time is named after. They give no dates of their own, so such a time keeps its words.
EVENT_NOUNS = frozenset(
    words(
        "pandemic epidemic outbreak mourning lockdown lockdowns quarantine famine drought flood floods earthquake tsunami cyclone "
        "hurricane typhoon war wars ceasefire truce armistice invasion occupation siege blockade coup uprising revolution genocide "
        "massacre riots protests referendum election elections ramadan holidays"
    )
)

# One code, one role in the patterns; "value" is what the word itself says.
_ROLES: dict[str, str] = {
    "a": "a an",
    "T": "the",
    "L": "last",
    "l": "past previous preceding prior",
    "X": "next coming upcoming",
    "y": "following subsequent ensuing",
    "H": "this these",
    "h": "that those",
    "s": "same",
    "G": "ago",
    "R": "later afterwards afterward",
    "E": "earlier previously",
    ">": "after",
    "<": "before",
    "F": "from",
    "i": "since",
    "w": "between",
    "t": "to until till through thru",
    "&": "and or",
    "g": "of",
    "I": "in during within for throughout",
    "q": "on at by towards toward",
    "v": "half",
    "V": "few several couple many numerous",
    "e": "each every",
    "j": "entire whole full straight consecutive trading business working successive calendar long solid",
    "m": "over under about around nearly almost circa roughly approximately exactly some barely another",
    "o": "period time",
    "Z": "ad bc bce ce",
    "z": "utc gmt est edt cst cdt mst mdt pst pdt bst cet cest eet msk ist jst kst hkt local",
    "+": "more less fewer longer greater",
    "9": "than",
    "8": "least most",
    "7": "up",
    "f": "final closing opening",
    "3": "future",
    "4": "starting",
    "2": "ending ended",
}
MODIFIERS = {"early": "START", "late": "END", "mid": "MID", "middle": "MID", "beginning": "START", "start": "START"} | {
    "end": "END",
    "close": "END",
    "outset": "START",
}
PLAIN_REFERENCES = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "recently": "PAST_REF",
    "recent": "PAST_REF",
    "soon": "FUTURE_REF",
    "current": "PRESENT_REF",
}
DEICTIC_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
REPETITIONS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
}


def _build() -> dict[str, tuple[str, object]]:
    table: dict[str, tuple[str, object]] = {}
    for code, words in _ROLES.items():
        table.update((word, (code, word)) for word in words.split())
    for code, values in (
        ("U", UNITS),
        ("S", SEASONS),
        ("P", DAYPARTS),
        ("n", NUMBERS),
        ("O", ORDINALS),
        ("M", MONTHS),
        ("W", WEEKDAYS),
        ("r", PLAIN_REFERENCES),
        ("K", DEICTIC_DAYS),
        ("k", REPETITIONS),
    ):
        table.update((word, (code, value)) for word, value in values.items())
    table.update((word, ("B" if word in {"early", "late", "mid"} else "b", value)) for word, value in MODIFIERS.items())
    table.update((word, ("!", word)) for word in EVENT_NOUNS)
    table["hundred"] = ("n", 100)
    table["half"] = ("v", "half")
    return table


# Built from the lists above; the word in lower case gives its code and value.
WORD_CODES = _build()
