"""When two wordings are the same name: of a source, of what is counted, of a place.

Words are compared in lower case, without accents, determiners and possessive endings; nothing is looked up.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")
_DETERMINERS = frozenset({"a", "an", "her", "his", "its", "my", "our", "that", "the", "their", "these", "this", "those", "your"})
_PRONOUNS = frozenset({"he", "him", "i", "it", "one", "others", "she", "them", "they", "us", "we", "who", "you"})
_PREPOSITIONS = frozenset({"about", "and", "at", "by", "for", "from", "in", "near", "of", "on", "that", "to", "which", "who", "with"})
_NO_PLURAL = ("ss", "us", "is", "news", "series", "species", "means")


def words(name: str) -> tuple[str, ...]:
    """The words of `name` as they are compared: "the Aid Groups' survey" is aid, groups, survey; "Chaniá" is chania."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(char for char in letters if not unicodedata.combining(char)).lower()
    return tuple(word for part in _WORD.findall(plain) if (word := part.removesuffix("'s")) not in _DETERMINERS)


def same_place(one: str, other: str) -> bool:
    """True for the same words in whatever order, with or without "City".

    "Cebu" is "Cebu City" and the Malawi-Zambia border is the Zambia–Malawi border, but "Tumen" is not the "Tumen River".
    """
    return sorted(_without_city(one)) == sorted(_without_city(other))


def _without_city(name: str) -> tuple[str, ...]:
    found = words(name)
    return found[:-1] if len(found) > 1 and found[-1] == "city" else found


def same_title(one: str, other: str) -> bool:
    """True for the same title of a law, with or without its year: "Fen Drainage Act", "the Fen Drainage Act (1931)"."""
    (first, years), (second, others) = _title(one), _title(other)
    return first == second and (years == others or not years or not others)


def _title(title: str) -> tuple[list[str], list[str]]:
    """The words of a title and, apart, its years."""
    found = words(title)
    return [word for word in found if not _YEAR.fullmatch(word)], [word for word in found if _YEAR.fullmatch(word)]


def same_counted(one: str, other: str) -> bool:
    """True if the same is counted: equal words but for determiner and plural ("the refugees", "refugee").

    "cases" and "confirmed cases" are two things: an adjective decides who is counted.
    """
    return [_singular(word) for word in words(one)] == [_singular(word) for word in words(other)]


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def same_predicate(one: str, other: str) -> bool:
    """True for the same verb, with or without its particle: "pick up" and "pick"; "be" alone is no other verb."""
    first, second = words(one), words(other)
    return first == second or (first[:1] == second[:1] and bool(first) and first[0] != "be")


def same_source(one: str, other: str) -> bool:
    """True if both are one source by their wording: equal words, a name and its initials, or a name and a shorter form of it.

    A shorter form has no word that the longer one lacks, and the same head, which is the last word before a preposition or a
    comma: "the ministry" and "Ministry of Health", "Okafor" and "director Ada Okafor". "Harbour Watch" is not "Harbour Watch
    director Ada Okafor", "survivors" are not "a survivor", and a pronoun equals nothing but itself.
    """
    first, second = sorted((words(one), words(other)), key=len)
    if set(first) == set(second):
        return True
    if not first or set(first) <= _PRONOUNS:
        return False
    return _are_initials(one, other) or _are_initials(other, one) or (_head(one) == _head(other) and set(first) < set(second))


def _are_initials(short: str, long: str) -> bool:
    """True for "HRW" and "Human Rights Watch": capitals only, one for each word that is written with a capital."""
    letters = short.removeprefix("the ").removeprefix("The ").replace(".", "")
    capitals = "".join(word[0] for word in _WORD.findall(long) if word[0].isupper() and word.lower() not in _DETERMINERS)
    return len(letters) > 1 and letters.isalpha() and letters.isupper() and letters == capitals


def _head(name: str) -> str:
    found = words(name.split(",")[0])
    upto = next((place for place, word in enumerate(found) if place and word in _PREPOSITIONS), len(found))
    return found[upto - 1] if found else ""
