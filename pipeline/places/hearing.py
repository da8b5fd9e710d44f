"""Hear what the words around a name say: a place, somebody's name, part of an organisation, an ordinary word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.places.choice import Mention
from pipeline.places.gazetteer import Gazetteer
from pipeline.places.words import place_words

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
# "SEOUL, Oct. 13 -", "NAIROBI (Wire) —", and "BEIRA, Mozambique, Feb. 13" on a line of its own
DATELINE = re.compile(
    r"(?:, [A-Z][a-z]+\.?(?: \d{1,2})?)? ?(?:\([^()\n]{2,30}\) ?)?(?:[-\u2013\u2014]{1,2}|/) ?(?=\S)"
    rf"|(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?,? {_DAY}(?: ?\([^()\n]{{2,30}}\))?(?: ?[-\u2013\u2014]|$)",
    re.MULTILINE,
)
_INSIDE_JOINTS = frozenset((", ", " (", " in ", ", in ", " in the "))
_LIST_JOINTS = frozenset((", ", " and ", ", and ", " or ", " to "))
_LETTERS = re.compile(r"[^\W\d_]+")
_SPOT_WORDS = frozenset(("in", "near", "outside", "around", "at", "reach", "reached", "reaches"))


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
    strong: bool  # it has a bearer that the news may name without introducing it
    evidence: bool = False
    refused: bool = False
    person: bool = False
    doubted: bool = False  # a recogniser took it for a person's name, and nothing has spoken for a place yet
    named: str = ""  # kind of the recognised name that covers it


class Hearing:
    """Hears every name of one text in turn."""

    def __init__(self, text: str, words: list[Word], found: list[Found], gazetteer: Gazetteer) -> None:
        self._text, self._words, self._found, self._gazetteer = text, words, found, gazetteer
        self._at = {index: item for item in found for index in (item.first, item.last)}
        self._lists = place_words()
        self._person_words: set[str] = set()  # words of recognised names of two words and more

    def decide(self, named: Sequence[Named]) -> None:
        """Set `refused` on every name that is no place here; link and extend the others."""
        self._vote(sorted(named, key=lambda name: name.start))
        for item in self._found:
            self._hear_after(item)
            self._hear_before(item)
        link_neighbours(self._text, self._found, self._gazetteer)
        self._settle_doubts()
        people = {item.mention.name for item in self._found if item.person}
        accepted = {item.mention.name for item in self._found if not item.refused and (item.evidence or item.mention.sure)}
        for item in self._found:
            if not item.refused and not item.mention.demonym and not item.mention.sure:
                item.refused = not _accept(item, people, accepted)

    def _vote(self, named: Sequence[Named]) -> None:
        starts = [name.start for name in named]
        people = [self._text[name.start : name.end].split() for name in named if name.kind == "person"]
        self._person_words = {word for words in people if len(words) > 1 for word in words}
        for item in self._found:
            mention = item.mention
            index = bisect_left(starts, mention.end) - 1
            if index < 0 or named[index].end <= mention.start:
                continue
            name = named[index]
            longer = name.end - name.start > mention.end - mention.start + 4
            item.named = name.kind if name.kind != "organisation" or longer else ""
            item.evidence = name.kind == "place"
            if name.kind == "person" and (longer or not item.strong):
                item.doubted = not longer and not mention.weakness
                item.person = item.refused = not item.doubted
            elif name.kind == "place" and (not item.strong or mention.weakness) and self._is_more(name, mention):
                item.refused, item.evidence = True, False

    def _is_more(self, name: Named, mention: Mention) -> bool:
        """True if a recognised name has a further capital word that is no kind of place: "Santa | Irenea"."""
        rest = self._text[name.start : max(name.start, mention.start)] + " " + self._text[mention.end : name.end]
        kinds = self._lists.generic.keys() | self._lists.directions | self._lists.function | self._lists.offices
        words = [
            word for word in _LETTERS.findall(rest) if word[0].isupper() and word.lower() not in kinds and word not in self._lists.naming
        ]
        opens = name.start < mention.start and self._text[max(0, name.start - 2) : name.start].rstrip(" ")[-1:] in {"", ".", "\n", "?", "!"}
        return bool(words) and not opens  # "Flooded Beira": the first word of a sentence

    def _settle_doubts(self) -> None:
        """Take a doubted name for a place where the text sets it as one ("in Nampula"), or speaks of its country and of no such person."""
        sure = {item.mention.name for item in self._found if item.evidence and not item.refused}
        home = self._home() if any(item.doubted for item in self._found) else ""
        for item in self._found:
            if not item.doubted or item.evidence or item.mention.name in sure:
                continue
            at_home = bool(item.mention.rows) and home in self._gazetteer.entry(item.mention.rows[0]).countries
            item.evidence = at_home and item.mention.name not in self._person_words
            item.refused = item.person = not item.evidence

    def _home(self) -> str:
        """The country of most of the sure names, "" where no country has more than half of them."""
        rows = [item.mention.rows[0] for item in self._found if item.strong and not item.refused and not item.doubted and item.mention.rows]
        countries = Counter(country for row in rows for country in self._gazetteer.entry(row).countries[:1])
        most = countries.most_common(1)
        return most[0][0] if most and 2 * most[0][1] > len(rows) else ""

    def _hear_after(self, item: Found) -> None:
        mention, index = item.mention, item.last + 1
        if index >= len(self._words) or self._text[mention.end : self._words[index].start] not in (" ", "\n"):
            at_line_start = mention.start == 0 or self._text[mention.start - 1] == "\n"
            if not mention.demonym and at_line_start and DATELINE.match(self._text, mention.end):
                item.evidence = True
            return
        word, run = self._words[index], self._capital_run(index)
        if self._is_organisation(run):
            self._refuse_organisation(item, run)
        elif not mention.demonym:
            self._hear_next(item, word, run)

    def _is_organisation(self, run: list[str]) -> bool:
        if not run or run[0] in self._lists.offices or (run[0] in self._lists.naming and len(run) == 1):
            return False
        return any(name in self._lists.organisation_after for name in run)

    def _refuse_organisation(self, item: Found, run: list[str]) -> None:
        if item.strong and run[0] in self._lists.public_body and self._lists.private_body.isdisjoint(run):
            item.mention.role = "modifier"  # "Utah Department of Public Safety": still says which state
        elif not item.mention.demonym:
            item.refused = True

    def _hear_next(self, item: Found, word: Word, run: list[str]) -> None:
        mention, lower = item.mention, word.text.lower()
        index = item.last + 1
        if lower in self._lists.eponym_after:
            item.refused = True
        elif lower in self._lists.generic:
            self._take_generic(item, word, run)
        elif lower in self._lists.particles and index + 1 < len(self._words) and self._words[index + 1].text[0].isupper():
            item.refused = item.person = item.named != "place" and not self._is_area(mention)
        elif run and not self._may_follow(word.text, index):
            weak = mention.weakness or not item.strong or mention.name in self._lists.given_names
            if weak and item.named != "place":
                item.refused = item.person = True

    def _may_follow(self, word: str, index: int) -> bool:
        return word in self._lists.offices or word.lower() in self._lists.function or self._stands(index)

    def _take_generic(self, item: Found, word: Word, run: list[str]) -> None:
        """Let "Khadra Province" be the whole name and "Khadra province" say what Khadra is."""
        mention = item.mention
        if len(run) > 1 and run[1] not in self._lists.offices:
            return
        mention.wanted, item.evidence = self._lists.generic[word.text.lower()], True
        mention.sure = mention.sure or mention.weakness < 2 or word.text[0].isupper()
        if word.text[0].isupper() and not word.text.endswith("s"):
            rows = self._gazetteer.find(f"{mention.name} {word.text}")
            mention.end, item.last = word.end, item.last + 1
            if rows:
                mention.rows, mention.name = rows, f"{mention.name} {word.text}"

    def _capital_run(self, index: int) -> list[str]:
        run: list[str] = []
        words = self._words
        while index < len(words) and len(run) < 4 and words[index].text[0].isupper():
            if run and self._text[words[index - 1].end : words[index].start] not in (" ", "\n"):
                break
            run.append(words[index].text)
            index += 1
        return run

    def _hear_before(self, item: Found) -> None:
        mention, index = item.mention, item.first - 1
        if index < 0:
            return
        word, joint = self._words[index].text, self._text[self._words[index].end : mention.start]
        if joint == ". " and word in self._lists.titles:
            item.refused = item.person = True
        if joint not in (" ", "\n", "-"):
            return
        if (word in self._lists.vessels or word.lower() in self._lists.vessels) and joint == " " and not mention.demonym:
            item.refused = True
            return
        before = self._words[index - 1].text if index and self._text[self._words[index - 1].end : self._words[index].start] == " " else ""
        lower = word.lower()
        if lower == "of":
            self._hear_of(item, before)
        elif lower in self._lists.directions and joint == " ":
            mention.direction, mention.direction_start = lower, self._words[index].start
            item.evidence = True
        elif lower == "to" and before.lower() == "according":
            return
        elif lower in self._lists.locative or lower in _SPOT_WORDS or (lower == "the" and before.lower() in self._lists.locative):
            item.evidence = item.evidence or not item.doubted or lower in _SPOT_WORDS
        elif word[0].isupper() and joint == " " and not mention.demonym and not self._stands(index):
            self._hear_capital(item, word)

    def _hear_of(self, item: Found, before: str) -> None:
        mention = item.mention
        if before in self._lists.organisation_before or before in self._lists.organisation_after or before == "Republic":
            item.refused = not mention.demonym
        elif before.lower() in self._lists.generic:
            mention.wanted, mention.sure, item.evidence = self._lists.generic[before.lower()], True, True

    def _hear_capital(self, item: Found, word: str) -> None:
        mention, lower = item.mention, word.lower()
        if word in self._lists.titles:
            item.refused = item.person = True
        elif word in self._lists.organisation_before or word in self._lists.organisation_after:
            item.refused = True
        elif lower not in self._lists.function and lower not in self._lists.generic and item.named != "place":
            item.person = bool(mention.weakness) or not item.strong or mention.name in self._lists.surnames
            item.refused = item.refused or item.person

    def _stands(self, index: int) -> bool:
        """True if the word is itself a place that needs no evidence, or a people: no part of a person's name."""
        other = self._at.get(index)
        return other is not None and not other.refused and (other.mention.demonym or (other.strong and not other.mention.weakness))

    def _is_area(self, mention: Mention) -> bool:
        return any(self._gazetteer.entry(row).feature in ("country", "admin1") for row in mention.rows[:3])


def _accept(item: Found, people: set[str], accepted: set[str]) -> bool:
    mention = item.mention
    if len(mention.name) < 3 and not item.strong:
        return False
    if mention.name in people and not item.strong and (mention.weakness or not item.evidence):
        return False
    evidence = item.evidence or mention.name in accepted
    if mention.weakness == 2:
        return item.evidence and (item.named == "place" or item.strong)
    return evidence or (item.strong and not mention.weakness)


def link_neighbours(text: str, found: Sequence[Found], gazetteer: Gazetteer) -> None:
    """Link "Paris, Texas" and let a list of places vouch for its members."""
    for left, right in pairwise(found):
        inner, outer = left.mention, right.mention
        joint = text[inner.end : outer.start] if outer.start - inner.end < 10 else ""
        if joint in _INSIDE_JOINTS and not outer.demonym and not right.refused and _contains(outer, inner, gazetteer):
            inner.within, outer.inner = outer, inner
            inner.sure = joint[0] == "," or not inner.weakness
            left.evidence, left.refused = True, left.refused and joint != ", "
        elif joint in _LIST_JOINTS and not inner.demonym and not outer.demonym:
            outer.listed, inner.listed = inner, outer if inner.listed is None else inner.listed
        vouching = not left.refused and (left.evidence or left.strong) and not inner.demonym
        if joint in _LIST_JOINTS and vouching and not outer.weakness:
            right.evidence = True


def _contains(outer: Mention, inner: Mention, gazetteer: Gazetteer) -> bool:
    if not outer.rows or not inner.rows:
        return bool(outer.rows)
    places = [gazetteer.entry(row) for row in outer.rows[:6]]
    ids = {place.id for place in places} | {f"country:{place.countries[0]}" for place in places if place.feature == "country"}
    # "Ohio, Pennsylvania and Utah" is a list of states; no Ohio in Pennsylvania is meant.
    first = gazetteer.entry(inner.rows[0])
    same_level = places[0].feature in ("country", "admin1") and (places[0].feature, places[0].countries) == (first.feature, first.countries)
    if same_level and first.id not in ids:
        return False
    return any(not ids.isdisjoint(gazetteer.entry(row).parents) for row in inner.rows)


def free_of(mentions: Sequence[Mention]) -> Callable[[int, int], bool]:
    """A test that a stretch of text meets none of these mentions, which are in text order."""
    starts = [mention.start for mention in mentions]

    def free(start: int, end: int) -> bool:
        index = bisect_right(starts, end - 1) - 1
        return index < 0 or mentions[index].end <= start

    return free
