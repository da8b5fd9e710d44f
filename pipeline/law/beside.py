"""The instruments beside a status phrase: the heading above it, or the list that is its subject."""

from __future__ import annotations

from pipeline.law.follow import PRONOUNS
from pipeline.law.lists import word_list
from pipeline.law.mention import Mention
from pipeline.law.party import read_status_date
from pipeline.law.phrase import StatusPhrase
from pipeline.law.words import Page

_OPENERS = frozenset({"(", ")", "and", "the", "what", "about", "a", "of", ".", "then", "but", "as", "for", "to", "-", "–"})
_ENDS = frozenset({".", ",", ";", "but", "and", "", ")", "?"})


def heading_before(page: Page, mentions: list[Mention], phrase: StatusPhrase, words: tuple[int, int] | None) -> Mention | None:
    """Give the instrument that is a heading of its own before "Fiji acceded in 2007." or "Fiji is a party."; None before other sentences.

    `words` are those of the state that the phrase speaks of.
    """
    low, _ = page.sentence_bounds(phrase.cue)
    if words is None or not low <= words[0] <= low + 1:
        return None
    end = phrase.end + (page.norm(phrase.end) in PRONOUNS)
    date = read_status_date(page, end)
    closed = page.norm(date.last if date else end) in _ENDS or not page.same_sentence(end, phrase.cue)
    if not closed:
        return None
    while page.norm(low - 1) in {".", ":", ")", "?"}:
        low -= 1
    heading = next((mention for mention in mentions if mention.tail in {low, low + 1, low - 1}), None)
    if heading is None or page.sentence[phrase.cue] - page.sentence[heading.first] > 2:
        return None
    start, _ = page.sentence_bounds(heading.first)
    before = [page.norm(k) for k in range(start, heading.first)]
    return heading if len(before) <= 4 and all(norm in _OPENERS or len(norm) == 1 for norm in before) else None


def listed_before(page: Page, mentions: list[Mention], end: int, i: int) -> list[Mention]:
    """Give the instruments of "the Convention and its Protocol | bind", in text order."""
    found: list[Mention] = []
    for mention in reversed(mentions):
        gap = range(mention.tail, end)
        if mention.tail > end:
            continue
        if not page.same_sentence(mention.first, i) or any(page.norm(k) not in word_list("listed_objects") for k in gap):
            break
        found.append(mention)
        end = mention.first
    return found[::-1]


def is_binding(page: Page, i: int) -> bool:
    """True at "binds" and "bound" where a state follows, not "bound by"."""
    norm = page.norm(i)
    return norm in {"binds", "bind"} or (norm == "bound" and page.norm(i + 1) != "by")
