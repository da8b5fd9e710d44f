"""Cut a text into the pieces that dates are made of and write each as one letter.

Patterns then run over the letters, which keeps them short and their time linear: "on Oct. 9, 2023" is "qMD,Y".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.dates.words import HOLIDAYS, MONTHS, WEEKDAYS, WORD_CODES

_PIECE = re.compile(
    r"(?P<blank>\n[ \t\r\u00a0]*\n\s*)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<numeric>(?<![\d/.])\d{1,2}(?:/\d{1,2}/(?:\d{4}|\d{2})|\.\d{1,2}\.\d{4})(?![\d/]))"
    r"|(?P<clock>(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<decade>(?:1\d|20)\d0['\u2019]?s\b|['\u2018\u2019]?\b[1-9]0s\b)"
    r"|(?P<short>(?<!\w)['\u2018\u2019]\d{2}(?![\w]))"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<meridiem>[AaPp](?:\.\s?[Mm]\.?|[Mm]\b))"
    r"|(?P<era>B\.\s?C\.(?:E\.)?|A\.D\.)"
    r"|(?P<dotted>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.)"
    r"|(?P<holiday>Christmas(?: Day| Eve)?\b|New Year['\u2019]s (?:Day|Eve)\b|Boxing Day\b|Halloween\b)"
    r"|(?P<quarter>Q[1-4]\b)"
    r"|(?P<oclock>[Oo]['\u2019]\s?clock\b)"
    r"|(?P<phrase>(?<=\b[Aa]t )(?:the moment|present)\b|(?<=\b[Ff]or )the time being\b|(?<=\bto )(?:the )?present\b"
    r"|(?<=\buntil )the present\b|(?<=\bto )date\b|\bpresent day\b)"
    r"|(?P<possessive>(?<=\w)['\u2019]s\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[^\w\s])"
)
_SIGNS = {",": ",", "-": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "\u2014", "/": "/", "(": "(", ")": ")", ".": "."}
_SIGNS |= {"$": "$", "\u20ac": "$", "\u00a3": "$", "\u00a5": "$", "#": "$", "%": "%", "&": "&"}
# Months and seasons that are words, verbs or names as well.
DOUBTFUL_MONTHS = frozenset({"march", "may", "april", "june", "august", "mar", "jan", "dec"})


_UNBROKEN = frozenset({"DM", "MD", "OM", "MO", "MY", "WM", "WD"})  # no sentence ends inside "14 June" or "Oct. 9"
_WRAPPED = 50  # characters: a shorter line ends where its author ended it


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of text with its code, what it says, and where it stands."""

    code: str
    value: object
    text: str
    start: int  # character offsets in the text, end excluded
    end: int
    glued: bool  # True when no blank stands before it


def cut_atoms(text: str, breaks: Iterable[int] = ()) -> list[Atom]:
    """Give the pieces of `text` in order, with a "|" at each character offset of `breaks` and at each blank line.

    "in Oct. 1998" gives I, M and Y. Words that no date is made of get the code "x".
    """
    waiting = sorted(set(breaks), reverse=True)
    atoms: list[Atom] = []
    last = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        code, value = _READERS[str(match.lastgroup)](match.group())
        broken = _ends_line_early(text, last, start) if start > last else False
        while waiting and waiting[-1] <= start:
            broken = broken or not (atoms and atoms[-1].code + code in _UNBROKEN)
            waiting.pop()
        if broken and atoms and atoms[-1].code != "|":
            atoms.append(Atom("|", None, "", start, start, False))
        atoms.append(Atom(code, value, match.group(), start, end, start == last))
        last = end
    return atoms


def _ends_line_early(text: str, end: int, start: int) -> bool:
    """True when the line that ends between two pieces is so short that it was not wrapped: a headline or a dateline."""
    return "\n" in text[end:start] and end - (text.rfind("\n", 0, end) + 1) < _WRAPPED


def spell(atoms: list[Atom]) -> str:
    """The codes of the atoms as one string, one letter each."""
    return "".join([atom.code for atom in atoms])


def _read_word(piece: str) -> tuple[str, object]:
    lower = piece.lower()
    found = WORD_CODES.get(lower)
    if found is None:
        return "x", lower
    code = found[0]
    if code in "MW":
        return found if _names_month_or_weekday(piece, lower, code) else ("x", lower)
    if (code == "k" and piece[0].isupper()) or (code in "Zz" and lower != "local" and not piece.isupper()):
        return "x", lower
    return found


def _names_month_or_weekday(piece: str, lower: str, code: str) -> bool:
    if code == "W":
        return len(lower) > 5
    return piece[0].isupper() or (len(lower) > 3 and lower not in DOUBTFUL_MONTHS)


def _read_figure(piece: str) -> tuple[str, object]:
    if "," in piece or "." in piece:
        return "N", float(piece.replace(",", ""))
    number = int(piece) if len(piece) < 10 else 0
    if len(piece) == 4 and 1000 <= number <= 2199:
        return "Y", number
    if len(piece) <= 2 and 1 <= number <= 31:
        return "D", number
    return "N", float(number)


def _read_short_year(piece: str) -> tuple[str, object]:
    number = int(piece[1:])
    return "Y", (2000 if number <= 30 else 1900) + number


def _read_decade(piece: str) -> tuple[str, object]:
    number = int("".join(sign for sign in piece if sign.isdigit()))
    return "d", number if number > 99 else 1900 + number


def _read_clock(piece: str) -> tuple[str, object]:
    hour, minute = piece.split(":")[:2]
    return "C", (int(hour), int(minute))


def _read_dotted(piece: str) -> tuple[str, object]:
    lower = piece[:-1].lower()
    return ("M", MONTHS[lower]) if lower in MONTHS else ("W", WEEKDAYS[lower])


def _read_iso(piece: str) -> tuple[str, object]:
    year, month, day = (int(part) for part in piece.split("-"))
    return "J", (year, month, day)


_READERS: dict[str, Callable[[str], tuple[str, object]]] = {
    "blank": lambda piece: ("|", None),
    "iso": _read_iso,
    "numeric": lambda piece: ("J", tuple(int(part) for part in re.split(r"[/.]", piece))),
    "clock": _read_clock,
    "decade": _read_decade,
    "short": _read_short_year,
    "ordinal": lambda piece: ("O", int(piece[:-2])),
    "figure": _read_figure,
    "meridiem": lambda piece: ("p", piece[0].lower()),
    "era": lambda piece: ("Z", piece.lower().replace(".", "").replace(" ", "")),
    "dotted": _read_dotted,
    "holiday": lambda piece: ("c", HOLIDAYS[piece.lower().replace("\u2019", "'")]),
    "quarter": lambda piece: ("Q", int(piece[1])),
    "phrase": lambda piece: ("r", "PRESENT_REF"),
    "oclock": lambda piece: ("0", piece),
    "possessive": lambda piece: ("'", piece),
    "word": _read_word,
    "sign": lambda piece: (_SIGNS.get(piece, "u"), piece),
}
