"""A legal instrument as one place of a text names it, and the names that the catalogue knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.law.catalogue import Alias, Catalogue, Instrument
from pipeline.law.lists import word_list
from pipeline.law.pinpoint import Path
from pipeline.law.words import Page

YEAR = re.compile(r"(?:1[6-9]|20)\d\d$")
TYPE_NOUNS = {
    "convention": "treaty", "protocol": "protocol", "treaty": "treaty", "covenant": "treaty", "charter": "charter",
    "statute": "statute", "act": "statute", "law": "statute", "code": "code", "constitution": "constitution", "decree": "decree",
    "ordinance": "statute", "agreement": "agreement", "accord": "agreement", "pact": "agreement", "declaration": "declaration",
    "resolution": "resolution", "order": "order", "proclamation": "order", "directive": "directive", "regulation": "regulation",
    "instrument": "instrument",
}  # fmt: skip
SINGULAR = {noun + "s": noun for noun in TYPE_NOUNS} | {"treaties": "treaty"}
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*$")
_COMPANIONS = frozenset({"accompanying", "related", "supplementary", "additional", "associated", "subsequent", "later"})
# "the North Atlantic Treaty Organization", "the CEDAW Committee", "a CAT scan": the name is part of another.
_NUMBERED_RESOLUTION = re.compile(r"(?i)(?:resolution|UNSCR) \d")
_LAW_HEADS = frozenset({"act", "bill", "law"})
_UNBORN = frozenset({"new", "proposed", "draft", "future"})
_HYPHENS = frozenset("-‐‑–")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z0-9]*$")


@dataclass(slots=True, eq=False)
class Mention:
    """One place that names an instrument: words `first` to `last` (excluded), the name itself `name_first` to `name_last`."""

    first: int
    last: int
    name_first: int
    name_last: int
    kind: str
    form: str  # name, short, form (by its shape), principle, bare (a pinpoint alone)
    noun: str = ""  # the kind of text that it calls itself: convention, protocol, act
    ids: tuple[str, ...] = ()  # instruments that fit; one of them alone is the instrument
    sure: bool = True  # False: even a single candidate is only a candidate
    tail: int = 0  # end (excluded) with a bracketed acronym
    acronym: str | None = None
    paths: tuple[Path, ...] = ()
    antecedent: Mention | None = None
    aliases: tuple[Alias, ...] = ()
    year: str | None = None
    title: str | None = None  # of an instrument that has a slug but no row in the catalogue
    plural: bool = False
    pin_words: list[tuple[int, int]] = field(default_factory=list)

    @property
    def instrument(self) -> str | None:
        """The slug, when one instrument alone fits."""
        return self.ids[0] if self.sure and len(self.ids) == 1 else None

    def nouns(self, catalogue: Catalogue, page: Page) -> frozenset[str]:
        """What it may be called later: "the Convention", "the treaty"."""
        own = {self.noun} if self.noun else set()
        for key in self.ids:
            known = catalogue.get(key)
            if known:
                own |= nouns_of(known)
        own |= {singular(word.norm) for word in page.words[self.name_first : self.name_last]} & set(TYPE_NOUNS)
        return frozenset(own | {"instrument"})


def singular(norm: str) -> str:
    """Give "convention" for "conventions"; any other word as it is."""
    return SINGULAR.get(norm, norm)


@lru_cache(maxsize=1024)
def nouns_of(instrument: Instrument) -> frozenset[str]:
    """What an instrument of the catalogue may be called: every word for a kind of text in its title."""
    title = {singular(word.lower()) for word in re.findall(r"[A-Za-z]+", instrument.title)} & set(TYPE_NOUNS)
    if instrument.kind == "protocol":
        title = {"protocol"}
    if instrument.kind in {"treaty", "protocol", "bilateral", "treaty-group"}:
        title |= {"treaty"}
    if instrument.kind in {"statute", "code"}:
        title |= {"law"}
    return frozenset(title - {"resolution"} if instrument.kind in {"treaty", "statute"} else title)


def find_names(page: Page, catalogue: Catalogue) -> list[Mention]:
    """Give the places that name an instrument of the catalogue, in text order and without overlap; the longest name wins."""
    found: list[Mention] = []
    i = 0
    while i < len(page.words):
        mention = _name_at(page, catalogue, i)
        if mention:
            mention = _longer(page, catalogue, mention)
            floor = found[-1].tail if found else 0
            found.append(_widen(page, mention, catalogue, floor))
        i = max(mention.tail, mention.last) if mention else i + 1
    return found


def _longer(page: Page, catalogue: Catalogue, mention: Mention) -> Mention:
    """The fuller name that begins inside a short one: "the 1951 Convention on Refugees"."""
    for i in range(mention.first + 1, mention.last):
        other = _name_at(page, catalogue, i)
        if other and other.last > mention.last and set(other.ids) & set(mention.ids):
            return other
    return mention


def _name_at(page: Page, catalogue: Catalogue, i: int) -> Mention | None:
    start = page.words[i].start
    if page.norm(i - 1) in _UNBORN or (page.text[start - 1 : start] in _HYPHENS and page.text[max(start - 2, 0) : start - 1].isalpha()):
        return None  # "the Anti-Terrorism Act" is not the Terrorism Act, "a new refugee convention" not the old one
    for last, aliases in catalogue.names.matches(page.words, i):
        words = [word for word in page.words[i:last] if word.text != ","]
        # A numbered resolution is read by its form, with the body that adopted it.
        fitting = tuple(alias for alias in aliases if alias.fits(words) and not _NUMBERED_RESOLUTION.search(" ".join(alias.words)))
        if not fitting or page.norm(last) in word_list("name_goes_on") or page.sentence[i] != page.sentence[last - 1]:
            continue
        ids = tuple(sorted({alias.id for alias in fitting}))
        kind = catalogue.instruments[ids[0]].kind
        if _in_longer_name(page, i, last, kind):
            continue
        form = "principle" if kind == "principle" else "name"
        return Mention(i, last, i, last, kind, form, ids=ids, tail=last, aliases=fitting)
    return None


def _in_longer_name(page: Page, i: int, last: int, kind: str) -> bool:
    """True where the title of another law holds the name: "the Prevention of | Terrorism Act", "the | ICCPR | Act"."""
    if page.norm(i - 1) == "amended" and page.norm(i) == "protocol":
        return True  # amended protocols have other parents than the protocols of that number
    if last < len(page.words) and page.words[last].capital and page.norm(last) in _LAW_HEADS and page.same_sentence(i, last):
        return page.words[last].start == page.words[last - 1].end + 1
    if kind not in {"statute", "code"}:
        return False
    j = i - 1
    if page.norm(j) in {"of", "and"} and page.words[j].text.islower():
        return page.same_sentence(j - 1, i) and page.words[j - 1].capital and not _closes_title(page, j - 1)
    before = page.words[j] if page.same_sentence(j, i) else None
    return before is not None and before.capital and before.text.isalpha() and not _closes_title(page, j)


def _closes_title(page: Page, j: int) -> bool:
    """True for a word that is no part of the title behind it: a country, "Under", "the Crimes Act and"."""
    norm = page.norm(j)
    opens = norm in word_list("starters") | word_list("determiners") | word_list("prefixes") or norm in _COMPANIONS
    owner = any(country.first <= j < country.last for country in page.countries)
    return opens or owner or singular(norm) in TYPE_NOUNS or norm in TYPE_NOUNS or j == page.sentence_bounds(j)[0]


def _widen(page: Page, mention: Mention, catalogue: Catalogue, floor: int) -> Mention:
    """Take in the year, "UN", the determiner and "(CAT)" around a name."""
    if mention.form == "principle":
        if [page.norm(mention.first - k) for k in (2, 1)] == ["principle", "of"] and mention.first - 2 >= floor:
            mention.first -= 2
    else:
        take_year_after(page, mention, catalogue)
        mention.first = _prefix_start(page, mention, floor)
    mention.name_first, mention.name_last = mention.first, mention.last
    if mention.form != "principle":
        mention.first = determiner_start(page, mention.first, floor)
    mention.tail = max(mention.last, read_acronym(page, mention))
    _filter_year(page, mention, catalogue)
    return mention


def _prefix_start(page: Page, mention: Mention, floor: int) -> int:
    i = mention.first
    while i - 1 >= floor and page.same_sentence(i - 1, mention.first):
        norm = page.norm(i - 1)
        if norm in word_list("prefixes") or YEAR.match(norm):
            i -= 1
        elif (page.norm(i - 2), norm) in {("un", "'s"), ("united", "nations")} and i - 2 >= floor:
            i -= 2
        else:
            break
    return i


def determiner_start(page: Page, i: int, floor: int) -> int:
    """Give the word at which the noun phrase that ends in a name at `i` begins: "its accompanying" belongs to it."""
    start = i
    while start - 1 >= floor and page.norm(start - 1) in _COMPANIONS:
        start -= 1
    if start - 1 >= floor and page.norm(start - 1) in word_list("determiners") and page.same_sentence(start - 1, i):
        return start - 1
    return i


def take_year_after(page: Page, mention: Mention, catalogue: Catalogue) -> None:
    """Read "Act 1998", "Convention of 1951", "Convention of 28 July 1951" into the name.

    A year that no candidate was adopted in is left to be a date, but for acts of parliament.
    """
    years = {known.year for key in mention.ids if (known := catalogue.get(key))}
    act = mention.kind in {"statute", "code", "constitution"}
    i = mention.last
    if page.norm(i) in {"of", ",", "("} and page.same_sentence(i, mention.first):
        step = i + 1
        for j in range(step, min(step + 4, len(page.words))):
            norm = page.norm(j)
            if YEAR.match(norm):
                if norm in years or (act and j == step and page.norm(i) == "of"):
                    mention.last = j + 1 + (page.norm(i) == "(" and page.norm(j + 1) == ")")
                    mention.year = norm
                return
            if not (norm.isdigit() or _MONTH.match(norm) or norm == ","):
                return
    elif YEAR.match(page.norm(i)) and act:
        mention.last, mention.year = i + 1, page.norm(i)


def read_acronym(page: Page, mention: Mention) -> int:
    """Give the end of the short name in brackets after a mention, kept in `mention.acronym`: "(PTA)"; 0 where none stands."""
    i = mention.last + (page.norm(mention.last) in {'"', "”"})
    if page.norm(i) != "(":
        return 0
    j = i + 1
    while page.norm(j) in {"the", '"', "“", "'", "‘", "or"}:
        j += 1
    if j < len(page.words) and (_ACRONYM.match(page.words[j].text) or page.norm(j) in TYPE_NOUNS):
        end = j + 1
        while page.norm(end) in {'"', "”", "'", "’"}:
            end += 1
        if page.norm(end) == ")":
            mention.acronym = page.words[j].text
            return end + 1
    return 0


def _filter_year(page: Page, mention: Mention, catalogue: Catalogue) -> None:
    """Keep the candidates of the printed year; a year that fits none leaves the instrument open."""
    years = [word.norm for word in page.words[mention.name_first : mention.name_last] if YEAR.match(word.norm)]
    if not years or mention.form == "principle":
        return
    mention.year = years[0]
    if any(years[0] in alias.words for alias in mention.aliases):
        return
    fitting = tuple(key for key in mention.ids if catalogue.instruments[key].year in {None, years[0]})
    if fitting:
        mention.ids = fitting
    elif mention.kind not in {"statute", "constitution", "code"}:
        mention.sure = False


def content_words(title: str) -> set[str]:
    """The words of a title that say what it is about, cut to six letters."""
    return {word.lower()[:6] for word in re.findall(r"[A-Za-z]{5,}", title)} - {word[:6] for word in word_list("empty_title_words")}
