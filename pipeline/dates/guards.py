"""Tell dates from look-alikes: "1951" in a treaty's name, "2000 people", "may" and "March" that are no months."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.dates.lexer import DOUBTFUL_MONTHS, Atom
from pipeline.dates.words import words

# A figure before one of these is a count, however much it looks like a year or a day.
COUNTED = frozenset(
    words(
        "people persons men women children boys girls refugees migrants civilians soldiers troops workers residents protesters prisoners "
        "detainees deaths cases families homes houses schools villages dollars euros pounds miles kilometers kilometres km metres meters "
        "feet tonnes tons barrels others returnees escapees defectors victims survivors passengers students teachers policemen officers "
        "fighters militants rebels inmates patients vehicles cars ships aircraft percent degrees points votes seats million billion "
        "trillion thousand hundred jobs employees companies copies units individuals members countries lives injured wounded dead am pm "
        "of other more new additional north south"
    )
)
_TREATIES = frozenset(words("convention protocol treaty covenant conventions protocols treaties covenants"))
_LAWS = frozenset(
    words(
        "agreement act accord accords declaration charter constitution statute resolution pact law code regulations rules principles "
        "directive ordinance decree"
    )
)
_YEAR_LEADS = frozenset(
    words(
        "in since from by until till before after during of early late mid between and to or through for year years circa around about ( , "
        "- last"
    )
)
_IN_TITLES = frozenset(words("on of the to and for relating against in or all concerning with , other"))
_TITLE_LINKS = frozenset(words("on of to and for relating against"))
_TIME_PREPOSITIONS = frozenset(words("in since by until till from during after before around throughout"))
_NOT_IN_TITLES = frozenset(words("in by with said when after a an as was were has had that"))
_NUMBERED_THINGS = frozenset(
    words("$ # no number article section room flight rule resolution chapter page paragraph para line highway route level form size model")
)
_AMOUNTS = frozenset(words("total number population force sum fleet crew maximum minimum average out group crowd some capacity"))
_MONTH_LEADS = frozenset(
    words(
        "in since from by until till before after during of early late mid between and to or through last next this previous following "
        "each every over throughout on past for ( , - starting beginning like the"
    )
)


def lower_at(atoms: Sequence[Atom], index: int) -> str:
    """The atom's text in lower case, "" outside the row."""
    return atoms[index].text.lower() if 0 <= index < len(atoms) else ""


def is_counted(atoms: Sequence[Atom], index: int, is_noun: Callable[[int], bool]) -> bool:
    """True if the word at `index` names counted things, so that a figure before it is no date: "people"."""
    if index >= len(atoms) or atoms[index].code != "x":
        return lower_at(atoms, index) in {"%", "p"}
    word = atoms[index].text
    return word in COUNTED or (word[0].islower() and is_noun(index))


def is_bare_year(atoms: Sequence[Atom], index: int, is_noun: Callable[[int], bool]) -> bool:
    """True if the four figures at `index`, with no month or era beside them, are a year.

    "in 1998" is; "2000 people", "$1998", "No. 2011" and "the 1951 Convention" are not.
    """
    year = atoms[index].value
    if not isinstance(year, int) or is_lawful_year(atoms, index):
        return False
    before, after = lower_at(atoms, index - 1), lower_at(atoms, index + 1)
    if before in _NUMBERED_THINGS:
        return False
    if index and (atoms[index - 1].code == "$" or _is_numbering(atoms, index) or _is_glued_code(atoms, index)):
        return False
    if after == "%" or (after in COUNTED and after not in {"of", "north", "south", "new", "more", "other"}):
        return False
    led = before in _YEAR_LEADS or _in_brackets(atoms, index)
    if atoms[index].text[0] in "'\u2018\u2019" and atoms[index - 1].text != lower_at(atoms, index - 1):
        return False
    if _has_capital(atoms, index - 1) and _has_capital(atoms, index + 1) and index > 1 and atoms[index - 2].code != "|":
        return False
    if not 1900 <= year <= 2039:
        if lower_at(atoms, index - 2) in _AMOUNTS or before in {"for", "to", "and", "or", "about", "around", "through"}:
            return False
        return led and year >= 1400 and not _noun_after(atoms, index, is_noun)
    return led or not _noun_after(atoms, index, is_noun)


def _noun_after(atoms: Sequence[Atom], index: int, is_noun: Callable[[int], bool]) -> bool:
    return is_counted(atoms, index + 1, is_noun) and lower_at(atoms, index - 1) != "the"


def _in_brackets(atoms: Sequence[Atom], index: int) -> bool:
    return lower_at(atoms, index - 1) == "(" and lower_at(atoms, index + 1) in {")", "-", ",", "u"}


def _is_numbering(atoms: Sequence[Atom], index: int) -> bool:
    """True for "No. 2011" and "S/2011": figures that count documents."""
    return lower_at(atoms, index - 1) == "." and lower_at(atoms, index - 2) in {"no", "nos", "art"}


def _is_glued_code(atoms: Sequence[Atom], index: int) -> bool:
    """True when letters or a slash touch the figures: "A/2019", "B2011", "2011km"."""
    atom = atoms[index]
    before = atoms[index - 1] if index else None
    after = atoms[index + 1] if index + 1 < len(atoms) else None
    if before and atom.glued and before.code in "/xC:" and not _is_year_slash(atoms, index):
        return True
    if after and after.glued and after.code == "-" and lower_at(atoms, index + 2).isdigit() and atoms[index + 2].code != "Y":
        return True
    return bool(after and after.glued and after.code in "xU$%")


def _is_year_slash(atoms: Sequence[Atom], index: int) -> bool:
    return atoms[index - 1].code == "/" and index > 1 and atoms[index - 2].code == "Y"


def is_lawful_year(atoms: Sequence[Atom], index: int) -> bool:
    """True if the year at `index` belongs to the name of a treaty, law or resolution.

    "the 1951 Refugee Convention", "Resolution 2397 (2017)", "the Aliens Act 2006", "the Convention of 1951".
    """
    return _law_follows(atoms, index) or _law_precedes(atoms, index)


def _law_follows(atoms: Sequence[Atom], index: int) -> bool:
    """True for "the 1951 Refugee Convention"; not for "in 1988 China ratified the Convention"."""
    if lower_at(atoms, index - 1) in _TIME_PREPOSITIONS:
        return False
    small_words, before = 0, ""
    for atom in atoms[index + 1 : index + 9]:
        word = atom.text.lower()
        if word in _TREATIES or (word in _LAWS and atom.text[0].isupper()):
            return True
        if not atom.text[:1].isalpha() and word not in {".", "-", "'"}:
            return False
        if word == "the" and before not in _TITLE_LINKS:
            return False
        if atom.text[:1].islower() and word not in _TITLE_LINKS | {"the", "s"}:
            small_words += 1
            if small_words > 2 or word in _NOT_IN_TITLES:
                return False
        before = word
    return False


def _law_precedes(atoms: Sequence[Atom], index: int) -> bool:
    back = index - 1
    if lower_at(atoms, back) == "(":
        back -= 1
        return any(lower_at(atoms, i) in {"resolution", "resolutions"} for i in range(max(back - 4, 0), back + 1)) or _is_titled(
            atoms, back
        )
    while back > 0 and lower_at(atoms, back) in {"of", ","}:
        back -= 1
    if lower_at(atoms, index - 1) == ",":
        return _is_law(atoms, back) and lower_at(atoms, back) in {"act", "law", "ordinance"}
    return _is_law(atoms, back)


def _is_titled(atoms: Sequence[Atom], index: int) -> bool:
    """True if a law's long title ends at `index`: "the Convention relating to the Status of Refugees"."""
    for back in range(index, max(index - 14, -1), -1):
        word = atoms[back].text
        if _is_law(atoms, back):
            return True
        if not word[:1].isupper() and word not in _IN_TITLES:
            return False
    return False


def _is_law(atoms: Sequence[Atom], index: int) -> bool:
    if index < 0:
        return False
    word = atoms[index].text
    return word[:1].isupper() and (word.lower() in _TREATIES or word.lower() in _LAWS) and word.lower() not in {"rules", "principles"}


def is_bare_month(atoms: Sequence[Atom], first: int, last: int) -> bool:
    """True if the month's name at `first`, with no day or year beside it, is meant as a month.

    "in March" is; "Prime Minister May", "the Long March" and "May I" are not.
    """
    atom = atoms[first]
    before, after = lower_at(atoms, first - 1), lower_at(atoms, last)
    if atom.text.isupper() and len(atom.text) < 5 and atom.text != "MAY":
        return False  # "(DEC)" is an office
    if not atom.text.endswith(".") and atom.text.lower() not in DOUBTFUL_MONTHS:
        return not _is_name(atoms, first, last)
    if last + 1 < len(atoms) and atoms[last].code == "-" and atoms[last + 1].code == "M":
        return True
    if before not in _MONTH_LEADS or _is_name(atoms, first, last):
        return False
    if before in {"the", ",", "and", "or", "for", "to", "by", "from", "of", "on", "-", "like"} and _has_capital(atoms, last):
        return False
    return not (before in {"the", ",", "and"} and atom.text == "May" and after in {"be", "have", "not", "also"})


def _has_capital(atoms: Sequence[Atom], index: int) -> bool:
    return 0 <= index < len(atoms) and atoms[index].code == "x" and atoms[index].text[0].isupper()


def _is_name(atoms: Sequence[Atom], first: int, last: int) -> bool:
    """True inside names such as "Black September" or "the October Revolution"."""
    return lower_at(atoms, first - 1) in {"black", "long", "red"} or lower_at(atoms, last) in {"revolution", "movement", "uprising"}
