"""The words that say what happened to those counted, each with its state and with how such counts are taken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.verb_forms import noun_forms, participles, verb_forms

_GAP = 4  # words that may stand between two words of a phrase: "left 512 people homeless"
_STOPS = frozenset({".", ";", ":", "!", "?", "(", ")", "–", "—", "but", "while", "whereas", "who", "which"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase says: "handed over" has state returned, measure flow, base "hand over"."""

    state: str
    measure: str  # the aspect of such a count unless the text says otherwise
    base: str
    part: str  # verb, noun, people, adjective or phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order; the first is a verb in any form or a plain word, the others are matched as printed or inflected."""

    words: tuple[frozenset[str], ...]
    sense: Sense
    passive: bool  # "be held": needs a participle


class EventLexicon:
    """Senses by printed form in lower case."""

    def __init__(self, rows: Iterable[dict[str, object]]) -> None:
        self.verbs: dict[str, Sense] = {}
        self.nouns: dict[str, Sense] = {}
        self.people: dict[str, Sense] = {}
        self.adjectives: dict[str, Sense] = {}
        self.phrases: dict[str, list[Phrase]] = {}
        for row in rows:
            self._add(row)
        for word, sense in self.adjectives.items():
            verb = self.verbs.get(word)
            if verb is not None and verb.state == sense.state:
                self.adjectives[word] = Sense(sense.state, verb.measure, verb.base, "adjective")
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: (-len(phrase.words), phrase.sense.base))

    def _add(self, row: dict[str, object]) -> None:
        state, measure = str(row["state"]), str(row["measure"])
        for base in _words(row, "verbs"):
            for form in sorted(verb_forms(base)):
                self.verbs.setdefault(form, Sense(state, measure, base, "verb"))
        for part, table in (("nouns", self.nouns), ("people", self.people)):
            for base in _words(row, part):
                *before, last = base.split()
                for form in sorted(noun_forms(last)):
                    table.setdefault(" ".join((*before, form)), Sense(state, measure, base, part[:4] if part == "nouns" else part))
        for base in _words(row, "adjectives"):
            self.adjectives.setdefault(base, Sense(state, measure, base, "adjective"))
        for base in _words(row, "phrases"):
            self._add_phrase(base, state, measure)

    def _add_phrase(self, base: str, state: str, measure: str) -> None:
        words = base.split()
        passive = words[0] == "be"
        if passive:
            words = words[1:]
        first = participles(words[0]) | {words[0]} if passive else verb_forms(words[0])
        rest = tuple(frozenset((word,)) | noun_forms(word) | _pronoun_forms(word) for word in words[1:])
        phrase = Phrase((frozenset(first), *rest), Sense(state, measure, base, "phrase"), passive)
        for form in sorted(first):
            self.phrases.setdefault(form, []).append(phrase)

    def phrase_at(self, lower: Sequence[str], i: int) -> tuple[Sense, list[int]] | None:
        """The longest phrase that begins at word `i` of a lower-cased text, with the positions of its words.

        Its later words may stand up to four words apart: "sent 40 of them back". None when no phrase begins there.
        """
        for phrase in self.phrases.get(lower[i], ()):
            places = _match(phrase, lower, i)
            if places is not None:
                return phrase.sense, places
        return None


def _match(phrase: Phrase, lower: Sequence[str], i: int) -> list[int] | None:
    places = [i]
    for word in phrase.words[1:]:
        found = None
        gap = 0 if lower[places[-1]] == "it" else _GAP  # "made it to the coast", not "made it hard to"
        for j in range(places[-1] + 1, min(places[-1] + 2 + gap, len(lower))):
            if lower[j] in word:
                found = j
                break
            if lower[j] in _STOPS:
                break
        if found is None:
            return None
        places.append(found)
    return places


def _pronoun_forms(word: str) -> frozenset[str]:
    return frozenset(("his", "her", "its", "their", "our", "your")) if word == "their" else frozenset()


def _words(row: dict[str, object], key: str) -> list[str]:
    words = row.get(key, [])
    assert isinstance(words, list)
    return [str(word) for word in words]


@cache
def event_lexicon() -> EventLexicon:
    """The house list of states, read once."""
    text = (files("pipeline") / "data" / "events.jsonl").read_text(encoding="utf-8")
    return EventLexicon(json.loads(line) for line in text.splitlines() if line)


@cache
def states() -> tuple[str, ...]:
    """The closed list of states, sorted."""
    lexicon = event_lexicon()
    tables = (lexicon.verbs, lexicon.nouns, lexicon.people, lexicon.adjectives)
    phrases = {phrase.sense.state for group in lexicon.phrases.values() for phrase in group}
    return tuple(sorted({sense.state for table in tables for sense in table.values()} | phrases))
