"""Short names that a text makes for itself: "the Prevention of Terrorism Act (PTA)", then "the PTA"; "the Optional Protocol (OPCAT)"."""

from __future__ import annotations

import re

from pipeline.law.catalogue import Catalogue
from pipeline.law.mention import TYPE_NOUNS, Mention, determiner_start, nouns_of
from pipeline.law.words import Page

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]+\d*$")
_TITLED = frozenset({"statute", "code", "decree", "order", "treaty"})


def find_defined(page: Page, mentions: list[Mention], taken: list[bool]) -> list[Mention]:
    """Give the places that use an acronym which the text itself gives to an instrument, in brackets or by its first letters.

    "The Public Order Act (POA) ... under the POA" has one. None for letters that name nothing in this text.
    """
    defined = _definitions(page, mentions)
    if not defined:
        return []
    _claim_letters(page, mentions, taken, defined)
    found = []
    for i, word in enumerate(page.words):
        if word.text not in defined or taken[i] or _is_described(page, i):
            continue
        before = defined[word.text]
        start = determiner_start(page, i, 0)
        mention = Mention(start, i + 1, i, i + 1, before.kind, "defined", before.noun, ids=before.ids, tail=i + 1, antecedent=before)
        found.append(mention)
        taken[start : i + 1] = [True] * (i + 1 - start)
    return found


def _claim_letters(page: Page, mentions: list[Mention], taken: list[bool], defined: dict[str, Mention]) -> None:
    """Take out of `mentions` the acronyms of other instruments that this text uses for a law of its own: "the Rumours Act (HRA)"."""
    for mention in list(mentions):
        before = defined.get(page.words[mention.name_last - 1].text)
        alone = mention.form == "name" and mention.name_last - mention.name_first == 1
        if before is not None and before.form == "form" and alone and before.acronym == page.words[mention.name_first].text:
            mentions.remove(mention)
            inside = before.last <= mention.name_first < before.tail
            taken[mention.first : mention.last] = [inside] * (mention.last - mention.first)


def _is_described(page: Page, i: int) -> bool:
    """ "PTA Trust": the capitalised word after the letters makes them part of another name."""
    after = page.words[i + 1] if i + 1 < len(page.words) else None
    return after is not None and after.capital and after.start == page.words[i].end + 1


def _definitions(page: Page, mentions: list[Mention]) -> dict[str, Mention]:
    """The instrument of each acronym; the text's own brackets win over first letters."""
    defined: dict[str, Mention] = {}
    for mention in mentions:
        if mention.form not in {"form", "name"} or mention.kind not in _TITLED:
            continue
        letters = "".join(word.text[0] for word in page.words[mention.name_first : mention.name_last] if word.capital)
        if mention.form == "form" and len(letters) >= 3 and mention.noun in TYPE_NOUNS:
            defined.setdefault(letters, mention)
    for mention in reversed(mentions):
        acronym = mention.acronym or _called(page, mention)
        if acronym and _ACRONYM.match(acronym):
            defined[acronym] = mention
    return defined


def _called(page: Page, mention: Mention) -> str | None:
    """The letters of "the Falsehoods Act, known as POFMA"."""
    i = mention.last + (page.norm(mention.last) == ",")
    for words in (("known", "as"), ("called",), ("or",), ("better", "known", "as")):
        if tuple(page.norm(i + n) for n in range(len(words))) == words:
            j = i + len(words)
            j += page.norm(j) == "the"
            is_list = words == ("or",) and page.norm(mention.last) != ","
            return page.words[j].text if j < len(page.words) and not is_list and page.same_sentence(i, j) else None
    return None


def join_brackets(page: Page, mentions: list[Mention], catalogue: Catalogue) -> list[Mention]:
    """Give the mentions with each bracketed acronym joined to the words before it, and "Protocol II to the Convention" made one."""
    by_end = {mention.last: mention for mention in mentions}
    joined: set[int] = set()
    for mention in mentions:
        i = mention.first - 1
        if page.norm(i) == "(" and page.norm(mention.last) == ")":
            _join_acronym(mention, by_end.get(i), catalogue, joined)
        before = by_end.get(i)
        linked = page.norm(i) in {"to", "of"} and page.same_sentence(i, mention.first)
        owner = by_end.get(i) if linked else None
        if owner is not None and owner is before and _is_numbered_protocol(page, owner) and mention.form in {"name", "short"}:
            owner.last = owner.tail = max(mention.last, mention.tail)
            owner.ids = _numbered_child(page, owner, mention, catalogue)
            joined.add(id(mention))
    return [mention for mention in mentions if id(mention) not in joined]


def _numbered_child(page: Page, owner: Mention, parent: Mention, catalogue: Catalogue) -> tuple[str, ...]:
    """The protocol of that number which the catalogue holds under the parent: "Protocol No. 4 to the ECHR"."""
    number = page.words[owner.name_last - 1].text
    starts = (f"Protocol No. {number} ", f"Protocol {number} ", f"Additional Protocol {number} ")
    children = catalogue.children.get(parent.ids[0], ()) if len(parent.ids) == 1 else ()
    return tuple(
        key
        for key in children
        if any(f"{name} ".startswith(starts) for name in (catalogue.instruments[key].title, *catalogue.instruments[key].aliases))
    )


def _join_acronym(mention: Mention, before: Mention | None, catalogue: Catalogue, joined: set[int]) -> None:
    known = catalogue.get(mention.ids[0]) if len(mention.ids) == 1 and mention.form == "name" else None
    if before is None or known is None or before.form != "short" or before.noun not in nouns_of(known):
        return
    before.ids, before.sure, before.kind, before.form = mention.ids, True, known.kind, "joined"
    before.tail = mention.last + 1
    joined.add(id(mention))


def _is_numbered_protocol(page: Page, mention: Mention) -> bool:
    number = page.words[mention.name_last - 1].text
    return mention.form == "form" and mention.noun == "protocol" and (number.isupper() or number.isdigit())
