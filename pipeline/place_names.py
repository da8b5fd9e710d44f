"""Find the names of places in running text: a walk over the gazetteer, then a hearing of each name's neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.gazetteer import Gazetteer, fold
from pipeline.place_choice import Mention
from pipeline.place_words import place_words

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
_DATELINE = re.compile(r"(?:, [A-Z][a-z]+\.?(?: \d{1,2})?)? ?(?:\([^()\n]{2,30}\) ?)?(?:[-\u2013\u2014]{1,2}|/) ?(?=\S)")
_GENERIC_BEFORE = re.compile(r"\b([a-z]+) of (?:the )?\Z")
_AFTER_COMMA = re.compile(r",? \(?([A-Z]{2,3})\b")
# "US$5 million", "A/Khadra/7/2009", "@Paris", "mid-Atlantic": part of something else.
_GLUED_BEFORE = re.compile(r"[$@#_]\Z|\w/\Z|\bmid-\Z", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[$@_]|/\d")
_STRONG_POPULATION = 200_000
_LONGEST = 7  # words of the longest name tried


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters with its offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A span that a name recogniser has found, as a vote."""

    start: int
    end: int
    kind: str  # place, person or organisation


@dataclass(slots=True)
class Found:
    """A mention with what speaks for and against it."""

    mention: Mention
    first: int  # index of its first and last word
    last: int
    strong: bool
    evidence: bool = False
    refused: bool = False
    person: bool = False
    named: str = ""  # kind of the recognised name that covers it


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
        self._hear(text, words, found, named)
        kept = [item.mention for item in found if not item.refused]
        return sorted([*kept, *_unlisted(text, kept)], key=lambda mention: mention.start)

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
        self._hear_neighbours(text, found)
        return [item.mention for item in found]

    def _closest(self, key: str) -> tuple[str, tuple[int, ...]]:
        """The spelling that the gazetteer has: without "the" or the word for its kind, or with capitals set right."""
        bare = re.sub(r"\A[Tt]he ", "", key)
        spellings = [key, bare, re.sub(r" (?:%s)\Z" % "|".join(place_words().generic), "", bare, flags=re.IGNORECASE), fold(bare)]
        spellings += [bare.title(), f"{bare} River", f"{bare} County", f"Lake {bare}", bare.removesuffix(".")]
        for spelling in spellings:
            rows = self.gazetteer.find(spelling)
            if rows:
                return spelling, rows
        return key, ()

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
        while len(words[index].text) > 3 or last > index:
            rows = self.gazetteer.find(key)
            if (rows and _DATELINE.match(text, words[last].end)) or (rows and _AFTER_COMMA.match(text, words[last].end)):
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
        for entry in map(self.gazetteer.entry, rows[:4]):
            if (
                entry.feature in ("country", "admin1")
                or entry.is_own
                or (entry.id.startswith("cc:")
                and entry.feature == "city")
                or entry.population >= _STRONG_POPULATION
            ):
                return True
        return False

    def _add_coordinated(self, text: str, words: list[Word], found: list[Found]) -> None:
        """Give "the Yalu and Tumen rivers" both rivers: each name is looked up with the singular of the last word."""
        for index, word in enumerate(words):
            generic = place_words().plural_generic.get(word.text.lower())
            if generic is None:
                continue
            back = index - 1
            while back >= 0 and text[words[back].end : words[back + 1].start] in (" ", ", "):
                name = words[back].text
                if name[0].isupper():
                    self._replace(words, back, found, (f"{name} {generic}", f"{generic} {name}", name))
                elif name != "and":
                    break
                back -= 1

    def _replace(self, words: list[Word], index: int, found: list[Found], keys: Sequence[str]) -> None:
        for key in keys[:2]:
            rows = self.gazetteer.find(key)
            if rows:
                found[:] = [item for item in found if not item.first <= index <= item.last]
                mention = Mention(words[index].start, words[index].end, key, rows, sure=True)
                found.append(Found(mention, index, index, strong=True, evidence=True))
                return

    def _add_codes(self, text: str, words: list[Word], found: list[Found]) -> None:
        """Give "Portland, OR" its state: two capitals after a comma are a state only behind a town of that country."""
        starts = {word.start: index for index, word in enumerate(words)}
        taken = {item.first for item in found}
        for item in list(found):
            match = _AFTER_COMMA.match(text, item.mention.end)
            if match is None or not match.group().startswith(",") or starts.get(match.start(1)) in taken:
                continue
            for country in sorted(
                {self.gazetteer.entry(row).countries[0] for row in item.mention.rows if self.gazetteer.entry(row).countries}
            ):
                row = self.gazetteer.abbreviations.get((country, match[1]))
                if row is not None:
                    index = starts[match.start(1)]
                    state = Mention(match.start(1), match.end(1), self.gazetteer.entry(row).name, (row,), sure=True)
                    found.append(Found(state, index, index, strong=True, evidence=True))
                    break

    def _hear(self, text: str, words: list[Word], found: list[Found], named: Sequence[Named]) -> None:
        at = {index: item for item in found for index in (item.first, item.last)}
        for item in found:
            self._vote(item, named)
            self._hear_after(text, words, item, at)
            self._hear_before(text, words, item, at)
        self._hear_neighbours(text, found)
        people = {item.mention.name for item in found if item.person}
        accepted = {item.mention.name for item in found if not item.refused and (item.evidence or item.mention.sure)}
        for item in found:
            if not item.refused and not item.mention.demonym and not item.mention.sure:
                item.refused = not self._accept(item, people, accepted)

    def _vote(self, item: Found, named: Sequence[Named]) -> None:
        mention = item.mention
        for name in named:
            if name.start >= mention.end:
                break
            if name.end > mention.start:
                longer = name.end - name.start > mention.end - mention.start + 4
                item.named = name.kind if name.kind != "organisation" or longer else "place" if name.kind == "place" else ""
                if name.kind == "person" and (longer or not item.strong):
                    item.person = item.refused = True
                if name.kind == "place":
                    item.evidence = True

    def _hear_after(self, text: str, words: list[Word], item: Found, at: dict[int, Found]) -> None:
        mention, index = item.mention, item.last + 1
        if index >= len(words) or text[mention.end : words[index].start] not in (" ", "\n"):
            if mention.demonym:
                return
            if _DATELINE.match(text, mention.end) and (mention.start == 0 or text[mention.start - 1] == "\n"):
                item.evidence = True
            return
        word = words[index].text
        if word.lower() in place_words().eponym_after and not mention.demonym:
            item.refused = True
            return
        run = self._capital_run(text, words, index)
        if (
            any(name in place_words().organisation_after for name in run)
            and run[0] not in place_words().offices
            and not (run[0] in place_words().naming and len(run) == 1)
        ):
            if run[0] in place_words().public_body and item.strong:
                mention.role = "modifier"
            else:
                item.refused = not mention.demonym
            return
        generic = place_words().generic.get(word.lower())
        if generic and not mention.demonym:
            self._take_generic(item, word, words[index], generic, run)
        elif not mention.demonym and word in place_words().particles and index + 1 < len(words) and words[index + 1].text[0].isupper():
            item.refused = item.person = item.named != "place" and not self._is_area(mention.rows)
        elif (
            run
            and not mention.demonym
            and word not in place_words().offices
            and not _stands(at, index)
            and word.lower() not in place_words().function
        ):
            weak = mention.weakness or not item.strong or mention.name in place_words().given_names
            item.refused = item.refused or (bool(weak) and item.named != "place")
            item.person = item.person or item.refused

    def _take_generic(self, item: Found, word: str, place: Word, generic: str, run: list[str]) -> None:
        mention = item.mention
        if len(run) > 1 and run[1] not in place_words().offices:
            return
        mention.wanted, item.evidence = generic, True
        mention.sure = mention.sure or mention.weakness < 2 or word[0].isupper()
        if word[0].isupper() and not word.endswith("s"):
            rows = self.gazetteer.find(f"{mention.name} {word}")
            mention.end, item.last = place.end, item.last + 1
            if rows:
                mention.rows, mention.name = rows, f"{mention.name} {word}"

    @staticmethod
    def _capital_run(text: str, words: list[Word], index: int) -> list[str]:
        run: list[str] = []
        while index < len(words) and len(run) < 4 and words[index].text[0].isupper():
            if run and text[words[index - 1].end : words[index].start] not in (" ", "\n"):
                break
            run.append(words[index].text)
            index += 1
        return run

    def _hear_before(self, text: str, words: list[Word], item: Found, at: dict[int, Found]) -> None:
        mention, index = item.mention, item.first - 1
        if index < 0:
            return
        word, joint = words[index].text, text[words[index].end : mention.start]
        lower = word.lower()
        if joint == ". " and word in place_words().titles:
            item.refused = item.person = True
        if joint not in (" ", "\n", "-"):
            return
        before = words[index - 1].text if index and text[words[index - 1].end : words[index].start] == " " else ""
        if lower == "of" and (
            before in place_words().organisation_before or before in place_words().organisation_after or before == "Republic"
        ):
            item.refused = not mention.demonym
        elif lower == "of" and before.lower() in place_words().generic:
            mention.wanted, mention.sure, item.evidence = place_words().generic[before.lower()], True, True
        elif lower in place_words().directions and joint == " ":
            mention.direction, mention.direction_start = lower, words[index].start
            item.evidence = True
        elif lower == "to" and before.lower() == "according":
            return
        elif lower in place_words().locative or (lower == "the" and before.lower() in place_words().locative):
            item.evidence = item.evidence or lower != "of"
        elif word[0].isupper() and joint == " " and not mention.demonym and not _stands(at, index):
            self._hear_capital(item, word)

    def _hear_capital(self, item: Found, word: str) -> None:
        mention = item.mention
        if word in place_words().titles:
            item.refused = item.person = True
        elif word in place_words().organisation_before or word in place_words().organisation_after:
            item.refused = True
        elif word.lower() not in place_words().function and word.lower() not in place_words().generic:
            weak = mention.weakness or not item.strong or mention.name in place_words().surnames
            if weak and item.named != "place":
                item.refused = item.person = True

    def _hear_neighbours(self, text: str, found: list[Found]) -> None:
        """Link "Paris, Texas" and let a list of places vouch for its members."""
        for left, right in zip(found, found[1:], strict=False):
            joint = text[left.mention.end : right.mention.start]
            if joint in (", ", " (", " in ", ", in ", " in the ") and not right.mention.demonym and not right.refused:
                if self._contains(right.mention, left.mention):
                    left.mention.within, left.mention.sure = right.mention, joint[0] == "," or not left.mention.weakness
                    right.mention.inner = left.mention
                    left.evidence, left.refused = True, left.refused and joint != ", "
            if (
                joint in (", ", " and ", ", and ", " or ", " to ")
                and not left.refused
                and (left.evidence or left.strong)
                and not left.mention.demonym
            ):
                right.evidence = right.evidence or not right.mention.weakness

    def _contains(self, outer: Mention, inner: Mention) -> bool:
        outer_rows = [self.gazetteer.entry(row) for row in outer.rows[:6]]
        ids = {entry.id for entry in outer_rows} | {f"country:{e.countries[0]}" for e in outer_rows if e.feature == "country"}
        # "Ohio, Pennsylvania and Utah" is a list of states; no Ohio in Pennsylvania is meant.
        levels = {(e.feature, e.countries) for e in outer_rows[:1] if e.feature in ("country", "admin1")}
        inner_first = self.gazetteer.entry(inner.rows[0])
        if (inner_first.feature, inner_first.countries) in levels and inner_first.id not in ids:
            return False
        return any(not ids.isdisjoint(self.gazetteer.entry(row).parents) for row in inner.rows)

    def _accept(self, item: Found, people: set[str], accepted: set[str]) -> bool:
        mention = item.mention
        if len(mention.name) < 3 and not item.strong:
            return False
        if mention.name in people and not item.strong and (mention.weakness or not item.evidence):
            return False
        evidence = item.evidence or mention.name in accepted
        if mention.weakness == 2:
            return item.evidence and (item.named == "place" or item.strong)
        if mention.weakness == 1:
            return evidence
        return item.strong or evidence


def _unlisted(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Names that no gazetteer has, where the text says what they are: "the village of Khadra", "the Khadra River"."""
    mentions, free = [], covered_by(known)
    for pattern in (_ANNOUNCED, _TITLED):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            first = match["name"].split()[0]
            if (
                free(start, end)
                and first not in place_words().organisation_before
                and first not in place_words().never
                and first.lower() not in place_words().function
            ):
                kind = match["kind"]
                feature = place_words().generic.get(kind.lower()) or place_words().naming.get(kind)
                mentions.append(Mention(start, end, match["name"], (), wanted=feature, sure=True))
    return mentions


def covered_by(mentions: Sequence[Mention]) -> Callable[[int, int], bool]:
    """A test that a stretch of text meets none of these mentions."""
    starts = [mention.start for mention in mentions]

    def free(start: int, end: int) -> bool:
        index = bisect_right(starts, end - 1) - 1
        return index < 0 or mentions[index].end <= start

    return free


_CAPITALS = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}"
_ANNOUNCED = re.compile(rf"\b(?P<kind>village|town|hamlet|suburb|township|settlement)s? of (?P<name>{_CAPITALS})\b")
_TITLED = re.compile(
    r"(?<![A-Z] )\b(?P<name>(?:[A-Z][^\W\d_]+ ){1,2}(?P<kind>River|Province|Valley|Islands?|Peninsula|Governorate|Oblast))\b(?! [A-Z])"
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


def _stands(at: dict[int, Found], index: int) -> bool:
    """True if the word is itself a place that needs no evidence, or a people: no part of a person's name."""
    other = at.get(index)
    return other is not None and not other.refused and (other.mention.demonym or (other.strong and not other.mention.weakness))


@lru_cache(maxsize=1)
def name_finder(gazetteer: Gazetteer) -> NameFinder:
    """The finder of a gazetteer, made once."""
    return NameFinder(gazetteer)
