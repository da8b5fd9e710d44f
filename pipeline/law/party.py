"""Who is said to be bound, and since when: the country that a status phrase speaks of, and the date that goes with it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from pipeline.law.lists import word_list
from pipeline.law.mention import YEAR
from pipeline.law.words import CountryMention, Page

Day = dict[str, str | None]
# "153 countries have ratified it": nobody in particular is said to be bound.
_COUNTING = frozenset({"count", "counts", "counted", "list", "lists", "name", "names", "has", "have", "include", "includes"})
COUNTRY_NOUNS = frozenset({"country", "countries", "state", "states", "nation", "nations", "government", "governments", "neighbour"})
_APART = frozenset({"unlike", "like", "alongside", "besides"})
_BREAKS = frozenset({",", ";", "and", "but", "—"})
MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if n
}
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")


@dataclass(frozen=True, slots=True)
class Party:
    """A country that a status phrase speaks of; `code` is None for "the junta" in a text that names no country for it."""

    code: str | None
    words: tuple[int, int] | None


class PartyFinder:
    """Finds the subject of a status phrase from the words before it, without a parse."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._starts = {mention.first: mention for mention in page.countries}
        self._ends = {mention.last: mention for mention in page.countries}
        self._by_sentence: dict[int, list[CountryMention]] = {}
        for mention in page.countries:
            self._by_sentence.setdefault(page.sentence[mention.first], []).append(mention)
        self._last: tuple[int, tuple[Party, ...]] | None = None

    def before(self, i: int, *, apposition: bool) -> tuple[Party, ...]:
        """Give the parties whose predicate begins at word `i`; empty when it speaks of nobody in particular."""
        parties = self._before(i, apposition=apposition)
        if parties and parties[0].code:
            self._last = (self._page.sentence[min(i, len(self._page.words) - 1)], parties)
        return parties

    def after(self, i: int) -> tuple[Party, ...]:
        """Give the country that follows a fronted phrase: "As a party to the Convention, Mongolia must"."""
        page = self._page
        if page.norm(i) != ",":
            return ()
        for j in range(i + 1, i + 5):
            if j in self._starts and page.same_sentence(i, j):
                return (_party(self._starts[j]),)
        return ()

    def agents(self, i: int) -> tuple[Party, ...]:
        """Give the countries of "by Chile and Uruguay", the first at word `i` or just behind its article."""
        page = self._page
        found = []
        i += page.norm(i) == "the"
        while i in self._starts:
            mention = self._starts[i]
            found.append(_party(mention))
            i = mention.last
            while page.norm(i) in {",", "and", "the", "both", "or", "nor"}:
                i += 1
        return tuple(found)

    def _before(self, i: int, *, apposition: bool) -> tuple[Party, ...]:
        page = self._page
        j = i - 1
        if j < 0 or not page.same_sentence(j, min(i, len(page.words) - 1)):
            return ()
        if page.norm(i) == "nor" and self._last and self._last[0] == page.sentence[i]:
            return self._last[1]  # "neither a party to the treaty nor bound by it"
        if page.norm(j) in COUNTRY_NOUNS and page.norm(j - 1) in {"neither", "both"}:
            return self._pair(page.sentence[j])
        if page.norm(j) in {"which", "that", "who"}:
            j -= 1
            j -= page.norm(j) == ","
            if page.norm(j) in word_list("anybody"):
                return ()
        elif page.norm(j) == ",":
            j = self._over_comma(j, apposition=apposition)
        if page.norm(j) in word_list("anybody") and j + 1 not in self._ends:
            return ()
        if j + 1 in self._ends and not self._is_outside(self._ends[j + 1]):
            return self._listed(j + 1)
        return self._indirect(j, i)

    def _pair(self, number: int) -> tuple[Party, ...]:
        """The two countries that "neither country" takes up, from its own or the sentence before; empty where they are not two."""
        named = {}
        for sentence in (number - 1, number):
            named.update({mention.code: mention for mention in self._by_sentence.get(sentence, ())})
        return tuple(_party(mention) for mention in named.values()) if len(named) == 2 else ()

    def _over_comma(self, j: int, *, apposition: bool) -> int:
        """Step from the comma before the predicate to the end of its subject: "China, which borders Russia, is"."""
        listed = j in self._ends and self._page.norm(j + 1) in {"are", "were", "have"} and len(self._listed(j)) > 1
        if apposition or listed:  # "three states, Chad, Niger and Mali, are"
            return j - 1
        first, _ = self._page.sentence_bounds(j)
        opening = next((k for k in range(j - 1, first, -1) if self._page.norm(k) == ","), None)
        return j - 1 if opening is None else opening - 1

    def _is_outside(self, mention: CountryMention) -> bool:
        """True for the country of "refugees from Syria"; the "of" of "the government of Chile" is none of these."""
        before = mention.first - 1
        before -= self._page.norm(before) == "the"
        return self._page.norm(before) in word_list("outside")

    def _listed(self, end: int) -> tuple[Party, ...]:
        found = [self._ends[end]]
        j = found[-1].first - 1
        while self._page.norm(j) in word_list("listing"):
            while self._page.norm(j) in word_list("listing"):
                j -= 1
            if j + 1 not in self._ends:
                break
            found.append(self._ends[j + 1])
            j = found[-1].first - 1
        if len(found) > 1 and self._page.norm(j) in _APART:
            found.pop()  # "Unlike Kenya, | Tanzania"
        return tuple(_party(mention) for mention in reversed(found))

    def _indirect(self, j: int, i: int) -> tuple[Party, ...]:
        """The subject is an organ of state, a pronoun or left out."""
        page = self._page
        norm = page.norm(j)
        if norm == "'s" and j in self._ends:
            return self._listed(j)
        if norm in word_list("organs") or norm in {"which", "that"}:
            near = [self._ends[k] for k in range(j - 3, j + 1) if k in self._ends and page.same_sentence(k - 1, j)]
            if near and not any(page.norm(k) in _BREAKS for k in range(near[-1].last, j)):
                return (_party(near[-1]),)
        sentence = page.sentence[max(j, 0)]
        if norm in {"and", "but", "or", ",", "then", "yet", ";", "nor"} and self._last and self._last[0] == sentence:
            return self._last[1]
        if norm in {"both", "they"} and (several := self._several(i)):
            return several
        if norm in word_list("pronouns") | word_list("organs"):
            return self._named_earlier(i) or (Party(None, None),)
        inside = [mention for mention in self._by_sentence.get(sentence, ()) if mention.last <= i]
        if len({mention.code for mention in inside}) == 1:
            return (_party(inside[0]),)
        return ()

    def _several(self, i: int) -> tuple[Party, ...]:
        """The list of countries that "both" or "they" takes up in its own sentence: "Chad and Niger, which ..., to which both are"."""
        page = self._page
        own = [mention for mention in self._by_sentence.get(page.sentence[min(i, len(page.words) - 1)], ()) if mention.last <= i]
        for mention in own[1:]:
            listed = self._listed(mention.last)
            if len(listed) > 1 and mention.last not in {m.first - 1 for m in own if page.norm(m.first - 1) in word_list("listing")}:
                return listed
        return ()

    def spoken_of(self, i: int) -> tuple[Party, ...]:
        """The one country of the sentence before word `i`, else those that the last status was said of."""
        number = self._page.sentence[i]
        own = [mention for mention in self._by_sentence.get(number, ()) if mention.last <= i]
        if len({mention.code for mention in own}) == 1:
            return (_party(own[0]),)
        return self._last[1] if not own and self._last and number - self._last[0] <= 2 else ()

    def before_as(self, i: int) -> Party | None:
        """The country that ends just before "as" at word `i`, where an instrument counts it: "the Protocol counts | Chad | as a party"."""
        mention = self._ends.get(i)
        if mention is None or self._page.norm(mention.first - 1) not in _COUNTING:
            return None
        return _party(mention)

    def _named_earlier(self, i: int) -> tuple[Party, ...]:
        """The first country of the sentence before the pronoun, else the last subject, else the only country of the sentence before."""
        page = self._page
        number = page.sentence[min(i, len(page.words) - 1)]
        own = [mention for mention in self._by_sentence.get(number, ()) if mention.last <= i]
        if own:
            return (_party(own[0]),)
        if self._last and number - self._last[0] <= 2:
            return self._last[1]
        previous = self._by_sentence.get(number - 1)
        if previous:
            return (_party(previous[0]),)
        return ()


def _party(mention: CountryMention) -> Party:
    return Party(mention.code, (mention.first, mention.last))


@dataclass(frozen=True, slots=True)
class StatusDate:
    """A date of signature, ratification and the like: words `first` to `last` (excluded)."""

    first: int
    last: int
    days: Day


def read_status_date(page: Page, i: int) -> StatusDate | None:
    """Give the days of "in 1988", "in October 2017", "on 4 October 1988", "since 1982" at word `i`; None for a date without a year."""
    start = i
    i += page.norm(i) == ","
    link = page.norm(i)
    if link not in {"in", "on", "since", "from"}:
        return None
    part = page.norm(i + 1) in {"early", "late", "mid"}
    read = _read_days(page, i + 1 + part)
    if read is None or not page.same_sentence(start, read[0] - 1):
        return None
    end, begin, last = read
    return StatusDate(i, end, {"begin": begin, "end": last})


def date_before(page: Page, first: int, i: int) -> StatusDate | None:
    """Give the date that opens the sentence or stands just before the predicate: "In 1988 China ratified"."""
    found = None
    for j in range(first, i):
        if page.norm(j) in {"in", "on", "since"}:
            date = read_status_date(page, j)
            if date and date.last <= i and (j == first or i - date.last <= 2 or page.norm(j - 1) == ","):
                found = date
    return found


def _read_days(page: Page, i: int) -> tuple[int, str, str] | None:
    norm = page.norm(i)
    if YEAR.match(norm):
        return i + 1, f"{norm}-01-01", f"{norm}-12-31"
    day = _DAY.match(norm)
    month = MONTHS.get(page.norm(i + 1) if day else norm)
    if month is None:
        return None
    j = i + 2 if day else i + 1
    j += page.norm(j) == "."
    if not day and (after := _DAY.match(page.norm(j))):
        day = after
        j += 1
    j += page.norm(j) in {",", "of"}
    if not YEAR.match(page.norm(j)):
        return None
    return (j + 1, *_month_days(int(page.norm(j)), month, int(day.group(1)) if day else None))


def _month_days(year: int, month: int, day: int | None) -> tuple[str, str]:
    length = calendar.monthrange(year, month)[1]
    if day is not None and 1 <= day <= length:
        return (f"{year}-{month:02}-{day:02}",) * 2
    return f"{year}-{month:02}-01", f"{year}-{month:02}-{length:02}"
