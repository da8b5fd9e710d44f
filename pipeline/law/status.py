"""Who is said to have signed, ratified, joined or left a treaty: "China is a party to the Convention and its Protocol".

Each status phrase gives one claim per instrument and country. Wishes and plans ("urged Jakarta to ratify") give none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.law.beside import heading_before, is_binding, listed_before
from pipeline.law.catalogue import Catalogue
from pipeline.law.follow import PRONOUNS, end_of_yearless, later_date, read_on
from pipeline.law.lists import word_list
from pipeline.law.mention import Mention
from pipeline.law.party import COUNTRY_NOUNS, Party, PartyFinder, StatusDate, date_before, read_status_date
from pipeline.law.phrase import STATUS_WORDS, PhraseReader, StatusPhrase
from pipeline.law.words import Page

_TRIGGERS = STATUS_WORDS | {"binds", "bind"}
_WHOLE = frozenset({"every", "each", "all"})
_PARTS = frozenset({"article", "articles", "provision", "provisions", "line", "word", "clause"})
_HELPERS = frozenset({"is", "are", "was", "were", "has", "have", "did", "does", "do", "had"})
_SOFT = frozenset({"declaration", "political-agreement", "soft-law"})


@dataclass(frozen=True, slots=True)
class StatusClaim:
    """One country and one instrument: words `first` to `last` (excluded), the status word at `cue`."""

    mention: Mention
    first: int
    last: int
    cue: tuple[int, int]
    status: str
    party: str | None
    party_words: tuple[int, int] | None
    date: dict[str, str | None] | None
    date_words: tuple[int, int] | None
    pointing: bool  # the phrase does not name the instrument itself: "signatory to both"


def find_status(page: Page, mentions: list[Mention], catalogue: Catalogue) -> list[StatusClaim]:
    """Give the status claims of a text, in the order of their phrases; see `StatusClaim`."""
    return _StatusReader(page, mentions, catalogue).read()


class _StatusReader:
    def __init__(self, page: Page, mentions: list[Mention], catalogue: Catalogue) -> None:
        self._page = page
        self._mentions = [mention for mention in mentions if _can_bind(mention, catalogue)]
        self._heads: dict[int, list[Mention]] = {}
        for mention in self._mentions:
            self._heads.setdefault(mention.first, []).append(mention)
        self._inside = {k for mention in mentions for k in range(mention.name_first, mention.last)}
        self._phrases = PhraseReader(page, self._inside)
        page.countries = [country for country in page.countries if country.first not in self._inside]
        self._parties = PartyFinder(page)
        self._year: int | None = None  # of the act named last: "three years later" counts from it
        self._relatives: tuple[int, list[Mention]] = (-1, [])  # where a relative clause ended, and what it spoke of

    def read(self) -> list[StatusClaim]:
        claims: list[StatusClaim] = []
        seen: set[tuple[int, str | None]] = set()
        i = 0
        while self._mentions and i < len(self._page.words):
            if self._page.words[i].norm not in _TRIGGERS:
                i += 1
                continue
            phrase = self._phrases.read_at(i) if i not in self._inside else None
            bound = self._binding(i) if phrase is None and is_binding(self._page, i) else []
            if phrase is None and not bound:
                i += 1
                continue
            if phrase is None:
                found, i = bound, i + 1
            else:
                found, i = self._claims_of(phrase)
                more, i = self._nor_others(phrase, found, i)
                found = [*found, *more]
            for claim in found:
                self._year = int(claim.date["begin"][:4]) if claim.date and claim.date["begin"] else self._year
                key = (id(claim.mention), claim.party)
                if claim.pointing or key not in seen:
                    claims.append(claim)
                    seen.add(key)
        return claims

    def _claims_of(self, phrase: StatusPhrase) -> tuple[list[StatusClaim], int]:
        page = self._page
        left = phrase.left
        left += page.norm(left) == "both" and page.norm(left - 1) == "which"  # "to which both are parties": the subject
        if page.norm(phrase.end) == "by" and phrase.form == "verb":
            return self._passive(phrase), phrase.end
        if bracketed := self._bracketed(phrase):
            return bracketed, max(claim.last for claim in bracketed)
        listed = self._objects(phrase.end, whole_list=phrase.form == "noun" and page.norm(left - 1) == "as")
        if page.norm(phrase.end) == "neither" and (denied := self._objects(phrase.end + 1)):
            listed, phrase.negated = denied, True
        if not listed and (dated := self._dated_link(phrase.end)):
            listed = [(mention, date or dated[1]) for mention, date in self._objects(dated[0])]
        if not listed and phrase.form == "noun" and (counted := self._counted(phrase, left)):
            return counted, phrase.end
        parties = self._subject(phrase, left, listed)
        if (
            page.norm(left - 1) == "neither"
            or (page.norm(left - 2) == "neither" and page.norm(left - 1) in COUNTRY_NOUNS)
            or self._is_neither(left, phrase)
        ):
            phrase.negated = True
        status = _final(phrase)
        if not parties:
            return [], phrase.end
        if listed:
            return self._write_listed(phrase, status, parties, listed, left)
        return self._write_pointing(phrase, status, parties, left)

    def _dated_link(self, i: int) -> tuple[int, StatusDate] | None:
        """The word behind "in 2014 to", where the date stands before the instrument: "acceded in 2014 to the Convention"."""
        date = read_status_date(self._page, i)
        return (date.last + 1, date) if date and self._page.norm(date.last) in {"to", "from"} else None

    def _counted(self, phrase: StatusPhrase, left: int) -> list[StatusClaim]:
        """Read "Both the Convention and its Protocol count Chad as a party"."""
        page = self._page
        party = self._parties.before_as(left - 1) if page.norm(left - 1) == "as" else None
        if party is None or party.words is None:
            return []
        verb = party.words[0] - 1
        own = [mention for mention in self._mentions if mention.last <= verb and page.same_sentence(mention.first, verb)]
        status = _final(phrase)
        return [_claim(mention, mention.first, phrase.end, phrase, status, party, None) for mention in own]

    def _nor_others(self, phrase: StatusPhrase, found: list[StatusClaim], i: int) -> tuple[list[StatusClaim], int]:
        """Read on from "Oslo is not a party" to ", and nor are Sweden or Denmark", from "is a party" to ", as is Sweden"."""
        page = self._page
        k = i
        while page.norm(k) in {",", ";", "and"}:
            k += 1
        joined = {"nor", "neither"} if phrase.negated else {"so", "as"}
        if not found or page.norm(k) not in joined or page.norm(k + 1) not in _HELPERS:
            return [], i
        others = self._parties.agents(k + 2)
        ends = [party.words[1] for party in others if party.words]
        claims = [
            _claim(one, found[0].first, party.words[1], phrase, found[0].status, party, None, pointing=True)
            for one in dict.fromkeys(claim.mention for claim in found)
            for party in others
            if party.words
        ]
        return claims, max([i, *ends])

    def _subject(self, phrase: StatusPhrase, left: int, listed: list[tuple[Mention, StatusDate | None]]) -> tuple[Party, ...]:
        if phrase.form == "noun" and self._page.norm(left - 1) == "as" and listed:
            ahead = self._parties.after(listed[-1][0].tail)
            if ahead:
                return ahead
            left -= 1
        if phrase.form == "gerund" and listed:
            mention, date = listed[-1]
            ahead = self._parties.after(date.last if date else mention.tail)
            if ahead:
                return ahead
        copula = any(self._page.norm(k) in word_list("copulas") for k in range(left, phrase.cue))
        return self._parties.before(left, apposition=phrase.form == "noun" and not copula)

    def _is_neither(self, left: int, phrase: StatusPhrase) -> bool:
        low, _ = self._page.sentence_bounds(phrase.cue)
        norms = [self._page.norm(k) for k in range(low, left)]
        return "neither" in norms and "nor" in norms

    def _objects(self, i: int, *, whole_list: bool = False) -> list[tuple[Mention, StatusDate | None]]:
        """The instruments that a status phrase governs, each with its own date: "the Convention in 2000 and its Protocol in 2016"."""
        page = self._page
        found: list[tuple[Mention, StatusDate | None]] = []
        head = self._head_near(i)
        while head is not None:
            found += [(mention, self._date_at(mention.tail)) for mention in self._heads[head]]
            last = found[-1][0]
            j = found[-1][1].last if found[-1][1] else last.tail
            start = j
            while page.norm(j) in word_list("listed_objects") and j not in self._heads:
                j += 1
            is_next = j > start and j in self._heads and page.same_sentence(j, i)
            head = j if is_next and (whole_list or self._list_goes_on(j)) else None
        return found

    def _list_goes_on(self, head: int) -> bool:
        """False where the next instrument opens a clause of its own: "..., and the Convention forbids"."""
        after = self._page.norm(self._heads[head][-1].tail)
        return after in word_list("after_list") or after == ""

    def _head_near(self, i: int) -> int | None:
        page = self._page
        for j in range(i, min(i + 7, len(page.words))):
            if not page.same_sentence(i, j):
                return None
            if j in self._heads:
                return j
            if page.norm(j) not in word_list("plain_gap") and not (page.words[j].capital and j > i):
                return None
        return None

    def _write_listed(
        self, phrase: StatusPhrase, status: str, parties: tuple[Party, ...], listed: list[tuple[Mention, StatusDate | None]], left: int
    ) -> tuple[list[StatusClaim], int]:
        common = listed[-1][1] or self._date_before(phrase, left)
        tail = listed[-1][0].tail
        end = max(tail, listed[-1][1].last if listed[-1][1] else 0)
        after = read_on(self._page, status, end, pronoun=False)
        each_dated = listed[0][1] is not None  # else one date closes the list and belongs to all: "the ICCPR and the ICESCR in 2018"
        claims = []
        for mention, own in listed:
            behind = own is not None and own.first >= mention.tail
            last = own.last if own and behind and each_dated else end_of_yearless(self._page, mention.tail)
            if len(listed) == 1 and after.stop:
                last = after.stop
            date = after.date or own or common
            claims += [_claim(mention, phrase.first, last, phrase, after.status, party, date) for party in parties]
        more = self._others_later(claims, end) if len(listed) == 1 and not after.stop else []
        return [*claims, *more], max([after.stop or 0, tail, *(claim.last for claim in more)])

    def _others_later(self, claims: list[StatusClaim], i: int) -> list[StatusClaim]:
        """Read on from "Chad acceded to the Convention in 1999" to "and Niger three years later"."""
        page = self._page
        after = i + (page.norm(i) in {",", ";"})
        after += page.norm(after) == "and"
        if not claims or claims[0].date is None or after == i or claims[0].last != i:
            return []
        others = self._parties.agents(after)
        ends = [party.words[1] for party in others if party.words]
        begin = claims[0].date["begin"]
        date = self._date_at(ends[-1], int(begin[:4]) if begin else None) if ends else None
        if date is None:
            return []
        days, words = date.days, (date.first, date.last)
        return [
            replace(claims[0], last=date.last, party=party.code, party_words=party.words, date=days, date_words=words, pointing=True)
            for party in others
        ]

    def _date_at(self, i: int, year: int | None = None) -> StatusDate | None:
        return read_status_date(self._page, i) or later_date(self._page, i, year or self._year)

    def _bracketed(self, phrase: StatusPhrase) -> list[StatusClaim]:
        """Read "the Convention (ratified on 4 October 1988)", said of the state that the text speaks of."""
        page = self._page
        i = phrase.first
        if page.norm(i - 1) != "(" or phrase.form not in {"verb", "noun"}:
            return []
        mention = next((mention for mention in self._mentions if i - 1 in {mention.last, mention.tail}), None)
        j = phrase.end + (page.norm(phrase.end) == "by")
        date = read_status_date(page, j)
        closing = date.last if date else j
        if mention is None or page.norm(closing) != ")":
            return []
        parties = self._parties.spoken_of(i)
        return [_claim(mention, mention.name_first, closing + 1, phrase, _final(phrase), party, date) for party in parties]

    def _binding(self, i: int) -> list[StatusClaim]:
        """Read "the Convention has bound Chad since 2003" and "the Covenant binds Norway"."""
        page = self._page
        parties = self._parties.agents(i + 1)
        j, negated, ended = i - 1, False, False
        while page.norm(j) in word_list("chain") | word_list("negations") or page.norm(j) == "longer":
            negated |= page.norm(j) in word_list("negations")
            ended |= page.norm(j) == "longer"
            j -= 1
        subjects = listed_before(page, self._mentions, j + 1, i)
        if not subjects or not parties:
            return []
        phrase = StatusPhrase(i, i, i + 1, "withdrawn" if ended else "party", negated and not ended, "verb", j + 1)
        end = parties[-1].words[1] if parties[-1].words else i + 1
        date = read_status_date(page, end)
        last = date.last if date else end
        return [_claim(one, one.first, last, phrase, _final(phrase), party, date) for one in subjects for party in parties]

    def _date_before(self, phrase: StatusPhrase, left: int) -> StatusDate | None:
        low, _ = self._page.sentence_bounds(phrase.cue)
        return date_before(self._page, low, phrase.cue) if left >= low else None

    def _write_pointing(self, phrase: StatusPhrase, status: str, parties: tuple[Party, ...], left: int) -> tuple[list[StatusClaim], int]:
        """The instrument stands before: "which China ratified in 1988", "is a signatory to both", "has ratified it"."""
        page = self._page
        relative = self._relative(phrase, left, parties)
        if relative:
            date = read_status_date(page, phrase.end) or self._date_before(phrase, left)
            after = date is not None and date.first >= phrase.end
            last = date.last if date and after else phrase.cue + 1
            self._relatives = (last, relative)
            return [_claim(one, one.first, last, phrase, status, party, date) for one in relative for party in parties], last
        heading = heading_before(page, self._mentions, phrase, parties[0].words)
        whole = page.norm(phrase.end) in _WHOLE and page.norm(phrase.end + 1) in _PARTS and phrase.form == "noun"
        norm = "it" if whole else page.norm(phrase.end)
        if norm not in PRONOUNS and not heading and not (phrase.form == "noun" and parties[0].code and self._is_complete(phrase, left)):
            return [], phrase.end
        end = phrase.end + (norm in PRONOUNS) + whole
        date = self._date_at(end)
        end = date.last if date else end
        later = read_on(page, status, end, pronoun=True)
        date = later.date or date or self._date_before(phrase, left)
        last = later.stop or end
        status = "not_party" if norm == "neither" else later.status
        if heading:
            return [_claim(heading, heading.first, last, phrase, status, party, date) for party in parties], last
        claims = []
        for mention in self._pointed(phrase, 2 if norm in {"both", "them", "either", "neither"} else 1):
            claims += [_claim(mention, phrase.first, last, phrase, status, party, date, pointing=True) for party in parties]
        return claims, last

    def _is_complete(self, phrase: StatusPhrase, left: int) -> bool:
        """True for "is not a signatory." and false for "a third party said"."""
        page = self._page
        signatory = page.norm(phrase.cue) in {"signatory", "signatories"} or page.norm(phrase.cue - 1) == "state"
        signatory = signatory or page.norm(left) in {"is", "was", "are", "were"}  # "Bangkok is not a party"
        stops = page.norm(phrase.end) in {".", ",", ";", "but", "and", ""} or not page.same_sentence(phrase.end, phrase.cue)
        return signatory and stops and phrase.end - phrase.cue <= 2

    def _relative(self, phrase: StatusPhrase, left: int, parties: tuple[Party, ...]) -> list[Mention]:
        """The instrument, or both of "these conventions", that "which", "to which" or nothing links to the phrase after it."""
        page = self._page
        words = parties[0].words
        if page.norm(left - 1) in {"it", "they", "both"}:
            j = left - 2
        elif words is None or not page.same_sentence(words[0], phrase.cue) or left - words[1] > 2:
            return []
        else:
            j = words[0] - 1
        j -= page.norm(j) == "the"
        if page.norm(j) in {"and", "but", "while"} and self._relatives[0] == j and words is not None:
            return self._relatives[1]  # "which Chad ratified in 2000 and | Niger has only signed"
        linked = page.norm(j) in {"which", "that"}
        j -= linked
        j -= linked and page.norm(j) in {"to", "of", "from"}
        j -= linked and page.norm(j) == ","
        after = page.norm(phrase.end)
        if not linked and after not in {"", ".", ",", ";", ")"} and read_status_date(page, phrase.end) is None:
            return []  # "Under the Convention China signed a deal"
        return [mention for mention in self._mentions if mention.tail == j + 1 and page.same_sentence(mention.first, j)]

    def _passive(self, phrase: StatusPhrase) -> list[StatusClaim]:
        """Read "the Convention was ratified by Chile and Uruguay in 1990"."""
        page = self._page
        neither = page.norm(phrase.end + 1) == "neither"
        phrase.negated |= neither
        parties = self._parties.agents(phrase.end + 1 + neither)
        before = [mention for mention in self._mentions if mention.last <= phrase.cue and page.same_sentence(mention.first, phrase.cue)]
        if not parties or not before:
            return []
        mention = before[-1]
        ends = [party.words[1] for party in parties if party.words]
        date = read_status_date(page, ends[-1])
        last = date.last if date else ends[-1]
        return [_claim(mention, mention.first, last, phrase, _final(phrase), party, date) for party in parties]

    def _pointed(self, phrase: StatusPhrase, wanted: int) -> list[Mention]:
        """The last one or two instruments before the phrase, from its own sentence or the two before it."""
        page = self._page
        found: dict[object, Mention] = {}
        for mention in reversed(self._mentions):
            if mention.first >= phrase.cue or page.sentence[phrase.cue] - page.sentence[mention.first] > 2:
                continue
            found.setdefault(mention.ids or id(mention), mention)
            if len(found) == wanted:
                break
        return list(reversed(found.values())) if len(found) == wanted else []


def _claim(
    mention: Mention,
    first: int,
    last: int,
    phrase: StatusPhrase,
    status: str,
    party: Party,
    date: StatusDate | None,
    *,
    pointing: bool = False,
) -> StatusClaim:
    days: dict[str, Any] | None = date.days if date else None
    words = (date.first, date.last) if date else None
    cue = (phrase.cue, phrase.cue + 1)
    return StatusClaim(mention, first, last, cue, status, party.code, party.words, days, words, pointing)


def _final(phrase: StatusPhrase) -> str:
    if not phrase.negated:
        return phrase.status
    return "party" if phrase.status == "withdrawn" else "not_party"


def _can_bind(mention: Mention, catalogue: Catalogue) -> bool:
    known = catalogue.get(mention.ids[0]) if mention.ids else None
    kind = known.kind if known else mention.kind
    return mention.form != "bare" and kind in word_list("binding") | _SOFT
