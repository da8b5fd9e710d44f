"""Places that may be a short form of an instrument: "the Convention", "its 1967 Protocol", "these treaties", "[the Act]"."""

from __future__ import annotations

from pipeline.law.forms import is_title_case
from pipeline.law.lists import word_list
from pipeline.law.mention import SINGULAR, TYPE_NOUNS, YEAR, Mention, singular
from pipeline.law.words import Page


def find_short(page: Page, taken: list[bool]) -> list[Mention]:
    """Give the places that may be a short form; which instrument they mean is settled by `short.Settler`."""
    found = []
    for i, word in enumerate(page.words):
        noun = singular(word.norm)
        if taken[i] or noun not in TYPE_NOUNS or noun in {"resolution", "order"}:
            continue
        mention = _short_at(page, i, noun, taken)
        if mention:
            found.append(mention)
            taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return found


def _short_at(page: Page, i: int, noun: str, taken: list[bool]) -> Mention | None:
    j = i
    while j - 1 >= 0 and not taken[j - 1] and (page.norm(j - 1) in word_list("modifiers") or YEAR.match(page.norm(j - 1))):
        j -= 1
    loose = {"a", "an"} if noun == "constitution" else {"a", "an", "our", "your"}
    determined = page.norm(j - 1) in word_list("determiners") - loose and not taken[j - 1]
    protocol = noun == "protocol" and page.norm(i - 1) in {"optional", "additional"} and page.words[i].capital
    bracketed = page.norm(j - 1) == "[" or page.norm(j - 2) == "["
    pinned = page.norm(j - 1) == "of" and page.norm(j - 2)[:1].isdigit() and page.words[i].capital
    if not (determined or protocol or bracketed or pinned or page.norm(j) == "both"):
        return None
    # "Article 7 of the law": in lower case only the pinpoint shows that one law is meant.
    owned = determined and page.norm(j - 2) == "of" and (page.norm(j - 3)[:1].isdigit() or page.norm(j - 3) == ")")
    if not page.words[i].capital and noun in word_list("capital_only") and not bracketed and not owned:
        return None
    if page.norm(i + 1) in word_list("modifying") or _in_a_name(page, i):
        return None
    if noun == "treaty" and page.norm(j - 1) in {"its", "their"} and j == i:
        return None
    first = j - 1 if determined else j
    years = [page.norm(k) for k in range(j, i) if YEAR.match(page.norm(k))]
    plural = page.norm(i) in SINGULAR
    last = i + 1
    if page.norm(last) == "of" and YEAR.match(page.norm(last + 1)):
        years.append(page.norm(last + 1))
        last += 2
    return Mention(
        first, last, j, last, TYPE_NOUNS[noun], "short", noun, tail=last, year=years[0] if years else None, plural=plural, sure=False
    )


def _in_a_name(page: Page, i: int) -> bool:
    """ "the Act of Settlement", "the Treaty Room": a capitalised word goes on with the name."""
    if page.words[i].capital and is_title_case(page, i):
        return True
    after = page.words[i + 1] if i + 1 < len(page.words) else None
    return after is not None and after.capital and page.words[i].capital and after.start == page.words[i].end + 1
