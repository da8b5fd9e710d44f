"""Who is said to have signed, ratified, joined or left a treaty: "China is a party to the Convention and its Protocol".

Each status phrase gives one claim per instrument and country. Wishes and plans ("urged Jakarta to ratify") give none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.law.catalogue import Catalogue
from pipeline.law.lists import word_list
from pipeline.law.mention import Mention
from pipeline.law.party import Party, PartyFinder, StatusDate, date_before, read_status_date
from pipeline.law.phrase import PhraseReader, StatusPhrase
from pipeline.law.words import Page

_PRONOUNS = frozenset({"it", "them", "both", "either", "neither"})
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
        self._parties = PartyFinder(page)
        page.countries = [country for country in page.countries if country.first not in self._inside]

    def read(self) -> list[StatusClaim]:
        claims: list[StatusClaim] = []
        seen: set[tuple[int, str | None]] = set()
        i = 0
        while self._mentions and i < len(self._page.words):
            phrase = self._phrases.read_at(i) if i not in self._inside else None
            if phrase is None:
                i += 1
                continue
            found, i = self._claims_of(phrase)
            more, i = self._nor_others(phrase, found, i)
            found = [*found, *more]
            for claim in found:
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
        listed = self._objects(phrase.end, whole_list=phrase.form == "noun" and page.norm(left - 1) == "as")
        if not listed and phrase.form == "noun" and (counted := self._counted(phrase, left)):
            return counted, phrase.end
        parties = self._subject(phrase, left, listed)
        if page.norm(left - 1) == "neither" or self._is_neither(left, phrase):
            phrase.negated = True
        status = _final(phrase)
        if not parties:
            return [], phrase.end
        if listed:
            return self._write_listed(phrase, status, parties, listed, left)
        return self._write_pointing(phrase, status, parties, left)

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
        """Read on from "Oslo is not a party" to ", and nor are Sweden or Denmark"."""
        page = self._page
        k = i
        while page.norm(k) in {",", ";", "and"}:
            k += 1
        if not found or not phrase.negated or page.norm(k) not in {"nor", "neither"} or page.norm(k + 1) not in _HELPERS:
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
            found += [(mention, read_status_date(page, mention.tail)) for mention in self._heads[head]]
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
        end = listed[-1][0].tail
        status, stop = self._unratified(status, listed)
        each_dated = listed[0][1] is not None  # else one date closes the list and belongs to all: "the ICCPR and the ICESCR in 2018"
        claims = []
        for n, (mention, own) in enumerate(listed):
            date = own or common
            first = phrase.first if n == 0 else mention.first
            last = own.last if own and each_dated else mention.last
            if len(listed) == 1 and stop:
                last = stop
            claims += [_claim(mention, first, last, phrase, status, party, date) for party in parties]
        return claims, max(stop or 0, end)

    def _unratified(self, status: str, listed: list[tuple[Mention, StatusDate | None]]) -> tuple[str, int | None]:
        """Read on from "signed the Convention" to "but has not ratified it"."""
        page = self._page
        mention, date = listed[-1]
        j = date.last if date else mention.tail
        start, negated = j, False
        while page.norm(j) in word_list("unratified") or page.norm(j).endswith("n't"):
            negated |= page.norm(j) in word_list("negations") or page.norm(j).endswith("n't")
            j += 1
        if status != "signatory" or not negated or j == start or page.norm(j) not in {"ratified", "ratify"}:
            return status, None
        j += 1
        j += page.norm(j) in _PRONOUNS
        return "signed_only", j

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
            return [_claim(one, one.first, last, phrase, status, party, date) for one in relative for party in parties], last
        norm = page.norm(phrase.end)
        if heading := self._heading(phrase):
            date = read_status_date(page, phrase.end)
            last = date.last if date else phrase.end
            return [_claim(heading, heading.first, last, phrase, status, party, date) for party in parties], last
        if norm not in _PRONOUNS and not (phrase.form == "noun" and parties[0].code and self._is_complete(phrase, left)):
            return [], phrase.end
        end = phrase.end + (norm in _PRONOUNS)
        date = read_status_date(page, end) or self._date_before(phrase, left)
        last = date.last if date and date.first >= end else end
        status = "not_party" if norm == "neither" else status
        claims = []
        for mention in self._pointed(phrase, 2 if norm in {"both", "them", "either", "neither"} else 1):
            claims += [_claim(mention, phrase.first, last, phrase, status, party, date, pointing=True) for party in parties]
        return claims, last

    def _heading(self, phrase: StatusPhrase) -> Mention | None:
        """The instrument that is a heading of its own before "Fiji acceded in 2007."; None before any other sentence."""
        page = self._page
        date = read_status_date(page, phrase.end) if phrase.form == "verb" else None
        if date is None or page.norm(date.last) not in {".", ",", ";", ""}:
            return None
        low, _ = page.sentence_bounds(phrase.cue)
        while page.norm(low - 1) in {".", ":", ")"}:
            low -= 1
        return next((mention for mention in self._mentions if mention.tail in {low, low - 1}), None)

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
        parties = self._parties.agents(phrase.end + 1)
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
