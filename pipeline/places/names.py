"""Find the names of places in running text: a walk over the gazetteer, then a hearing of each name's neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.places.choice import Mention
from pipeline.places.gazetteer import Entry, Gazetteer, fold
from pipeline.places.hearing import DATELINE, Found, Hearing, Named, Word, free_of, link_neighbours
from pipeline.places.words import place_words

_WORD = re.compile(r"[^\W\d_]+")
_JOINTS = {
    " ": " ",
    "\n": " ",
    "\u00a0": " ",
    "-": "-",
    "\u2010": "-",
    "\u2011": "-",
    "'": "'",
    "\u2019": "'",
    ". ": ". ",
    ".": ".",
    ", ": ", ",
}
_GENERIC_BEFORE = re.compile(r"\b([a-z]+) of (?:the )?\Z")
_AFTER_COMMA = re.compile(r",? \(?([A-Z]{2,3})\b")
# "US$5 million", "A/Khadra/7/2009", "@Paris", "mid-Atlantic": part of something else.
_GLUED_BEFORE = re.compile(r"[$@#_]\Z|\w/\Z|\bmid-\Z", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[$@_]|/\d")
_NATURAL = frozenset({"river", "sea", "mountain"})
_STRONG_POPULATION = 200_000
_LONGEST = 7  # words of the longest name tried


@dataclass(slots=True)
class NameFinder:
    """Finds mentions with one gazetteer; holds a cache, no state of any text."""

    gazetteer: Gazetteer
    _first: dict[str, tuple[tuple[int, ...], bool]] = field(default_factory=dict)

    def find(self, text: str, named: Sequence[Named] = ()) -> list[Mention]:
        """Mentions of places in text order, not yet resolved; names of people, organisations and ordinary words left out."""
        words = [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        found = self._walk(text, words)
        self._add_coordinated(text, words, found)
        self._add_codes(text, words, found)
        found.sort(key=lambda item: item.mention.start)
        Hearing(text, words, found, self.gazetteer).decide(named)
        kept = [item.mention for item in found if not item.refused]
        kept = sorted([*kept, *self._halves(text, kept), *_unlisted(text, kept)], key=lambda mention: mention.start)
        return sorted([*kept, *_recognised(text, kept, named)], key=lambda mention: mention.start)

    def _halves(self, text: str, known: Sequence[Mention]) -> list[Mention]:
        """The two Koreas by their short names, "the North" and "the South", in a text that names one in full."""
        rows = {code: row for code in ("KP", "KR") if (row := self.gazetteer.country_row(code)) is not None}
        if not any(row in mention.rows for mention in known for row in rows.values()):
            return []
        halves = (("KP" if match[1] == "North" else "KR", match) for match in _HALF.finditer(text))
        return [Mention(*match.span(1), f"{match[1]} Korea", (rows[code],), sure=True) for code, match in halves if code in rows]

    def given(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """A mention for each span that somebody else has found, without doubting that it is a place."""
        found = []
        for start, end in spans:
            key = " ".join(text[start:end].replace("\u2019", "'").split())
            name, rows = self._closest(key)
            demonym = not rows and key in self.gazetteer.demonyms
            mention = Mention(start, end, name, rows or self.gazetteer.demonyms.get(key, ()), demonym=demonym, sure=True)
            match = _GENERIC_BEFORE.search(text, max(0, start - 30), start)
            mention.wanted = place_words().generic.get(match[1].lower()) if match else None
            found.append(Found(mention, -1, -1, strong=True, evidence=True))
        found.sort(key=lambda item: (item.mention.start, item.mention.end))
        link_neighbours(text, found, self.gazetteer)
        return [item.mention for item in found]

    def _closest(self, key: str) -> tuple[str, tuple[int, ...]]:
        """The spelling that the gazetteer has: without "the" or the word for its kind, or with capitals set right."""
        bare = re.sub(r"\A[Tt]he ", "", key)
        spellings = [key, bare, self._without_generic(bare), fold(bare)]
        spellings += [
            re.sub(r"\A(?:North|South|East|West|Greater|Central) ", "", bare),
            bare.title(),
            f"{bare} River",
            f"{bare} County",
            f"Lake {bare}",
            bare.removesuffix("."),
        ]
        for spelling in spellings:
            rows = self.gazetteer.find(spelling)
            if rows:
                return spelling, rows
        return key, ()

    @staticmethod
    def _without_generic(name: str) -> str:
        front, _, last = name.rpartition(" ")
        return front if front and last.lower() in place_words().generic else name

    def _walk(self, text: str, words: list[Word]) -> list[Found]:
        found, index = [], 0
        small = self.gazetteer.small_first_words
        while index < len(words):
            word = words[index].text
            hit = self._longest(text, words, index) if word[0].isupper() or word in small else None
            if hit is None:
                index += 1
                continue
            found.append(hit)
            index = hit.last + 1
        return found

    def _longest(self, text: str, words: list[Word], index: int) -> Found | None:
        key, last, best = words[index].text, index, None
        rows, goes_on = self._first_word(key)
        while True:
            end = words[last].end
            if rows or key in self.gazetteer.demonyms:
                best = (key, end, last, rows)
            if text[end : end + 1] == "." and (dotted := self.gazetteer.find(key + ".")):
                best = (key + ".", end + 1, last, dotted)
            if not goes_on or last + 1 >= len(words) or last - index + 1 >= _LONGEST:
                break
            joint = _JOINTS.get(text[end : words[last + 1].start])
            if joint is None:
                break
            last += 1
            key += joint + words[last].text
            rows, goes_on = self.gazetteer.find(key), self.gazetteer.continues(key)
        if best is None:
            best = self._shouted(text, words, index)
        return self._found(text, words, index, best) if best else None

    def _first_word(self, word: str) -> tuple[tuple[int, ...], bool]:
        known = self._first.get(word)
        if known is None:
            if len(self._first) > 50_000:
                self._first.clear()
            known = self.gazetteer.find(word), self.gazetteer.continues(word)
            self._first[word] = known
        return known

    def _shouted(self, text: str, words: list[Word], index: int) -> tuple[str, int, int, tuple[int, ...]] | None:
        """A name in capitals at the head of a line: "SEOUL, Oct. 13 -"."""
        start = words[index].start
        if not words[index].text.isupper() or (start and text[start - 1] != "\n"):
            return None
        best, key, last = None, words[index].text.capitalize(), index
        while True:
            rows = self.gazetteer.find(key) if len(words[index].text) > 3 or last > index else ()
            if (rows and DATELINE.match(text, words[last].end)) or (rows and _AFTER_COMMA.match(text, words[last].end)):
                best = (key, words[last].end, last, rows)
            if last + 1 >= len(words) or text[words[last].end : words[last + 1].start] != " " or not words[last + 1].text.isupper():
                break
            last += 1
            key += " " + words[last].text.capitalize()
        return best

    def _found(self, text: str, words: list[Word], index: int, best: tuple[str, int, int, tuple[int, ...]]) -> Found | None:
        key, end, last, rows = best
        demonym = self.gazetteer.demonyms.get(key, ())
        if (key.startswith("The ") and not self._is_strong(rows)) or (_never(key) and not self._named_fully(text, words, last)):
            return None
        if _GLUED_BEFORE.search(text, max(0, words[index].start - 4), words[index].start) or _GLUED_AFTER.match(text, end):
            return None
        mention = Mention(words[index].start, end, key, rows or demonym, weakness=self.gazetteer.weakness(key))
        # "Lao" is a people before it is a town: a demonym wins unless the name is also that of a country or province.
        if demonym and not self._is_area(rows):
            mention.rows, mention.demonym, mention.weakness = demonym, True, 0
        return Found(mention, index, last, self._is_strong(mention.rows))

    @staticmethod
    def _named_fully(text: str, words: list[Word], last: int) -> bool:
        """True before a capital word for a kind of place: "Western Province"."""
        following = words[last + 1] if last + 1 < len(words) else None
        return following is not None and text[words[last].end : following.start] == " " and following.text in place_words().naming

    def _is_area(self, rows: tuple[int, ...]) -> bool:
        return any(self.gazetteer.entry(row).feature in ("country", "admin1") for row in rows[:3])

    def _is_strong(self, rows: tuple[int, ...]) -> bool:
        """True if the name has a bearer that the news may name without introducing it."""
        return any(_is_known(entry) for entry in map(self.gazetteer.entry, rows[:4]))

    def _add_coordinated(self, text: str, words: list[Word], found: list[Found]) -> None:
        """Give "the Yalu and Tumen rivers" both rivers: each name is looked up with the singular of the last word."""
        at = {index: item for item in found for index in range(item.first, item.last + 1)}
        for index, word in enumerate(words):
            generic = place_words().plural_generic.get(word.text.lower())
            if generic is None:
                continue
            back, is_list = index - 1, False
            while back >= max(0, index - 8) and text[words[back].end : words[back + 1].start] in (" ", ", "):
                name = words[back].text
                if name.lower() in place_words().function and name != "and":
                    break
                if name[0].isupper():
                    before = words[back - 1].text if back else ""
                    is_list = is_list or before == "and"
                    if not self._replace(words, back, at, (f"{name} {generic}", f"{generic} {name}")) and is_list:
                        _add_unknown(words, back, at, place_words().generic.get(generic.lower()))
                elif name != "and":
                    break
                back -= 1
        found[:] = {id(item): item for item in at.values()}.values()

    def _replace(self, words: list[Word], index: int, at: dict[int, Found], keys: Sequence[str]) -> bool:
        for key in keys:
            rows = self.gazetteer.find(key)
            if rows:
                if (known := at.get(index)) is not None:
                    for covered in range(known.first, known.last + 1):
                        at.pop(covered, None)
                mention = Mention(words[index].start, words[index].end, key, rows, sure=True)
                at[index] = Found(mention, index, index, strong=True, evidence=True)
                return True
        return False

    def _add_codes(self, text: str, words: list[Word], found: list[Found]) -> None:
        """Give "Portland, OR" its state: two capitals after a comma are a state only behind a town of that country."""
        starts = {word.start: index for index, word in enumerate(words)}
        taken = {item.first for item in found}
        for item in list(found):
            match = _AFTER_COMMA.match(text, item.mention.end)
            if match is None or not match.group().startswith(",") or starts.get(match.start(1)) in taken:
                continue
            entries = [self.gazetteer.entry(row) for row in item.mention.rows]
            for country in sorted({entry.countries[0] for entry in entries if entry.countries}):
                row = self.gazetteer.abbreviations.get((country, match[1]))
                if row is not None:
                    index = starts[match.start(1)]
                    state = Mention(match.start(1), match.end(1), self.gazetteer.entry(row).name, (row,), sure=True)
                    found.append(Found(state, index, index, strong=True, evidence=True))
                    break


def _is_known(entry: Entry) -> bool:
    own_town = entry.feature == "city" and (entry.is_capital or entry.id.startswith("cc:"))
    return entry.feature in ("country", "admin1") or entry.is_own or own_town or entry.population >= _STRONG_POPULATION


def _add_unknown(words: list[Word], index: int, at: dict[int, Found], feature: str | None) -> None:
    """Add the name at `index`, which no gazetteer has, as a place of the kind that the end of its list tells."""
    name = words[index].text
    known = at.get(index)
    if known is not None and feature in _NATURAL and not known.mention.demonym:
        known.mention.rows, known.mention.wanted, known.mention.sure = (), feature, True  # a river, not the town of its name
    if _never(name) or known is not None:
        return
    mention = Mention(words[index].start, words[index].end, name, (), wanted=feature, sure=True)
    at[index] = Found(mention, index, index, strong=False, evidence=True)


def _recognised(text: str, known: Sequence[Mention], named: Sequence[Named]) -> list[Mention]:
    """Names that no gazetteer has, where a recogniser calls them places and the text sets them as one: "in Qoravelle".

    Such a name is then heard wherever else the recogniser sees it, whatever it takes it for there.
    """
    free, spans = free_of(known), [name for name in named if _IS_NAME.fullmatch(text, name.start, name.end)]
    spots = {text[name.start : name.end] for name in spans if name.kind == "place" and _is_spot(text, name)}
    return [
        Mention(name.start, name.end, text[name.start : name.end], (), sure=True)
        for name in spans
        if text[name.start : name.end] in spots and free(name.start, name.end)
    ]


def _is_spot(text: str, name: Named) -> bool:
    words = text[name.start : name.end].split()
    lists = place_words()
    is_other = any(word in lists.never or word in lists.organisation_after or word in lists.titles for word in words)
    return not is_other and not words[0].isupper() and _SPOT_BEFORE.search(text, max(0, name.start - 10), name.start) is not None


def _unlisted(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Names that no gazetteer has, where the text says what they are: "the village of Khadra", "the Khadra River"."""
    lists, free = place_words(), free_of(known)
    outer = {mention.start: mention for mention in known if not mention.demonym}
    mentions = []
    for pattern in (_ANNOUNCED, _TITLED, _NAMED_REGION):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            first, kind = match["name"].split()[0], match["kind"]
            if not free(start, end) or first in lists.organisation_before or first in lists.never or first.lower() in lists.function:
                continue
            within = next((outer[end + gap] for gap in (2, 4) if text[end : end + gap] in (", ", " in ") and end + gap in outer), None)
            feature = lists.generic.get(kind.lower()) or lists.naming.get(kind)
            mentions.append(Mention(start, end, match["name"], (), wanted=feature, within=within, sure=True))
    return mentions


_HALF = re.compile(r"\bthe (North|South)\b(?! (?:of|[A-Z]))")
_CAPITALS = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}"
_ANNOUNCED = re.compile(rf"\b(?P<kind>village|town|hamlet|suburb|township|settlement)s? of (?P<name>{_CAPITALS})\b")
_NAMED_REGION = re.compile(
    rf"\b(?:in|from|across|outside|throughout|of) (?:the )?(?P<name>{_CAPITALS}) "
    r"(?P<kind>district|province|valley|governorate|prefecture|oblast|township|county)\b"
)
_IS_NAME = re.compile(_CAPITALS)
_SPOT_BEFORE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside) \Z")
_TITLED = re.compile(
    r"(?<![A-Z] )\b(?P<name>(?:(?!The |A )[A-Z][^\W\d_]+ ){1,2}"
    r"(?P<kind>River|Province|Valley|Islands?|Peninsula|Governorate|Oblast))\b(?! [A-Z])"
)


def _never(name: str) -> bool:
    """True for a single word that the news never means as a town: months, directions, "Hall", "Council"."""
    return (
        name in place_words().never
        or name in place_words().organisation_after
        or name in place_words().naming
        or name.lower() in place_words().generic
        or name in place_words().titles
    )


@lru_cache(maxsize=1)
def name_finder(gazetteer: Gazetteer) -> NameFinder:
    """The finder of a gazetteer, made once."""
    return NameFinder(gazetteer)
