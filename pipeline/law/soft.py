"""Texts that are named by a number or by their kind alone: general comments, bodies of principles, protocols in Roman numbers.

"General Comment No. 31", "the Body of Principles", "Amended Protocol II", and the law behind "held under the PTA".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.law.lists import word_list
from pipeline.law.mention import Mention, determiner_start
from pipeline.law.pinpoint import UNITS
from pipeline.law.words import Page

_COMMENTS = frozenset({"comment", "comments", "recommendation", "recommendations"})
_KINDS_OF_PRINCIPLES = frozenset({"basic", "guiding", "fundamental", "minimum", "standard", "general", "interim", "operational", "draft"})
_TOPIC_LINKS = frozenset({"on", "for", "relating", "concerning", "regarding"})
_TOPIC_JOINERS = frozenset({"of", "and", "the", "for", "on", "in", "to", "all", "any", "or", "under", "by", "with", "from", "against"})
_ROMAN_PROTOCOL = re.compile(r"(?:X{0,1}(?:IX|IV|V?I{1,3}|V)|X)$")
_PROTOCOL_WORDS = frozenset({"amended", "additional", "optional"})
_HELD = frozenset(
    {"held", "charged", "detained", "arrested", "convicted", "prosecuted", "jailed", "sentenced", "tried", "indicted", "imprisoned"}
    | {"remanded", "booked", "investigated", "accused", "offence", "offences", "offense", "offenses"}
)
_ACT_ACRONYM = re.compile(r"[A-Z]{2,6}[AL]$")
_FUNCTION = frozenset(
    {"since", "after", "before", "while", "who", "or", "but", "without", "this", "last", "over", "during", "with", "at", "than"}
)
_NO_ACT = frozenset({"USA", "CIA", "FIFA", "UEFA", "NASA", "IAEA"})


def find_soft(page: Page, i: int, taken: list[bool]) -> list[Mention]:
    """Give the mentions whose head word stands at `i`; none for "her general comment", "basic principles", "held under the dam"."""
    reader = _READERS.get(page.norm(i))
    return reader(page, i, taken) if reader else []


def _general_comments(page: Page, i: int, taken: list[bool]) -> list[Mention]:
    """Read "General Comment No. 31" and "General Comments Nos. 20 and 31", one mention for each number."""
    if page.norm(i - 1) != "general" or not page.words[i].capital or not page.words[i - 1].capital:
        return []
    j = _skip_number_sign(page, i + 1)
    found: list[Mention] = []
    start = determiner_start(page, i - 1, 0)
    noun = page.norm(i).removesuffix("s")
    while page.norm(j).isdigit() and len(page.norm(j)) <= 3 and page.same_sentence(j, i):
        number = page.norm(j)
        mention = Mention(start, j + 1, i - 1 if not found else j, j + 1, "soft-law", "form", noun, tail=j + 1)
        mention.title = f"General {noun.capitalize()} No. {number}"
        found.append(mention)
        j += 1
        if page.norm(i) == noun:
            break
        j += page.norm(j) == ","
        j += page.norm(j) == "and"
        start = j
    return found


def _principles(page: Page, i: int, taken: list[bool]) -> list[Mention]:
    """Read "the Body of Principles", "the Basic Principles on the Use of Force", "the Minimum Rules for Prisoners"."""
    if not page.words[i].capital:
        return []
    first = i
    if page.norm(i - 1) == "of" and page.norm(i - 2) == "body" and page.words[i - 2].capital:
        first = i - 2
    while page.norm(first - 1) in _KINDS_OF_PRINCIPLES and page.words[first - 1].capital:
        first -= 1
    end = _topic_end(page, i)
    pinned = (
        page.norm(first - 1) == "the"
        and page.norm(first - 2) == "of"
        and (page.norm(first - 3)[:1].isdigit() or page.norm(first - 3) == ")")
    )
    if first == i or (page.norm(first) != "body" and end == i + 1 and not pinned):
        return []
    return [Mention(determiner_start(page, first, 0), end, first, end, "soft-law", "form", "principles", tail=end)]


def _labour_conventions(page: Page, i: int, taken: list[bool]) -> list[Mention]:
    """Read "ILO Convention 190" and "ILO Conventions Nos. 87 and 98", one mention for each number."""
    if page.norm(i - 1) != "ilo" or not page.words[i].capital:
        return []
    found: list[Mention] = []
    start, j = determiner_start(page, i - 1, 0), _skip_number_sign(page, i + 1)
    while page.norm(j).isdigit() and len(page.norm(j)) <= 3 and page.same_sentence(j, i):
        mention = Mention(start, j + 1, i - 1 if not found else j, j + 1, "treaty", "form", "convention", tail=j + 1)
        mention.title = f"ILO Convention No. {page.norm(j)}"
        found.append(mention)
        start = j = j + 1
        start = j = j + (page.norm(j) == ",")
        start = j = j + (page.norm(j) in {"and", "or"})
        start = j = _skip_number_sign(page, j)
        if page.norm(i) == "convention":
            break
    return found


def _skip_number_sign(page: Page, j: int) -> int:
    sign = page.norm(j) in {"no", "nos", "number", "numbers"}
    return j + sign + (sign and page.norm(j + 1) == ".")


def _topic_end(page: Page, i: int) -> int:
    end = i + 1
    if page.norm(end) not in _TOPIC_LINKS:
        return end
    j = end + 1
    while (
        page.same_sentence(j, i)
        and j - i < 24
        and not (page.norm(j) in UNITS and page.norm(j + 1)[:1].isdigit())
        and (page.words[j].capital or page.norm(j) in _TOPIC_JOINERS)
    ):
        j += 1
        end = j if page.words[j - 1].capital else end
    return end


def _roman_protocol(page: Page, i: int, taken: list[bool]) -> list[Mention]:
    """Read "Protocol V" and "Amended Protocol II"; whose protocol it is, the text before or "to the Convention" says."""
    number = page.words[i + 1].text if i + 1 < len(page.words) else ""
    if not page.words[i].capital or not _ROMAN_PROTOCOL.match(number) or not page.same_sentence(i, i + 1):
        return []
    first = i
    while page.norm(first - 1) in _PROTOCOL_WORDS and page.words[first - 1].capital and not taken[first - 1]:
        first -= 1
    start = determiner_start(page, first, 0)
    pinned = page.norm(start - 1) == "of" and (page.norm(start - 2)[:1].isdigit() or page.norm(start - 2) == ")")
    if first == i and not pinned and not any(taken[:start]) and page.norm(i + 2) != "to":
        return []  # "Team Protocol V" in a text that names no treaty
    return [Mention(start, i + 2, first, i + 2, "protocol", "form", "protocol", tail=i + 2)]


def find_acts_behind(page: Page, taken: list[bool]) -> list[Mention]:
    """Give the acts that a text names by letters which it takes as known: "charged under the PTA"."""
    found = [mention for i, word in enumerate(page.words) if word.norm == "under" for mention in _act_behind(page, i, taken)]
    for mention in found:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return found


def _act_behind(page: Page, i: int, taken: list[bool]) -> list[Mention]:
    """Read the acronym of an act that the text takes as known: "held under the PTA."; not "held under the NSA programme"."""
    j = i + 1 + (page.norm(i + 1) == "the")
    if j >= len(page.words) or taken[j] or not _ACT_ACRONYM.match(page.words[j].text) or page.words[j].text in _NO_ACT:
        return []
    after = page.norm(j + 1)
    closed = not after or not page.same_sentence(j, j + 1) or not after[0].isalnum() or after in _FUNCTION | word_list("after_item")
    if not closed or not {page.norm(k) for k in range(i - 4, i) if page.same_sentence(k, i)} & _HELD:
        return []
    return [Mention(j - (j > i + 1), j + 1, j, j + 1, "statute", "form", "act", tail=j + 1)]


_READERS: dict[str, Callable[[Page, int, list[bool]], list[Mention]]] = {
    **dict.fromkeys(_COMMENTS, _general_comments),
    **dict.fromkeys(("principles", "rules"), _principles),
    **dict.fromkeys(("convention", "conventions"), _labour_conventions),
    "protocol": _roman_protocol,
}
SOFT_WORDS = frozenset(_READERS)
