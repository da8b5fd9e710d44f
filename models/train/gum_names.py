"""Names in GUM: its annotation marks every mention, "the mayor" too, so a name is a mention whose head is a proper noun."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from models.train.conllu import Sentence, Word
from models.train.iob import Name, NamedSentence

LABELS = {"person": "PERSON", "place": "LOC", "organization": "ORG"}
# Small words inside a name: "Bank of England", "Charles de Gaulle".
_INNER = frozenset({"of", "for", "the", "on", "de", "in", "'s", "’s", "-", "–", ".", "van", "von", "al", "el", "la", "le"})
_ARTICLES = frozenset({"the", "a", "an"})
_CAPITALISED = frozenset({"ADJ", "NOUN", "ADP", "NUM", "VERB"})
_MENTION = re.compile(r"\([^()]*\)?|[^()]+\)")


def find_names(sentence: Sentence) -> NamedSentence:
    """`sentence` with the people, places and organisations that it calls by name, the shortest mention where two share words."""
    words = sentence.words
    found = [name for start, end, kind in _mentions(words) if (name := _trim(words, start, end, kind))]
    names: list[Name] = []
    for name in sorted(set(found), key=lambda name: (name[1] - name[0], name)):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in names):
            names.append(name)
    return NamedSentence(
        tuple(word.form for word in words), tuple(word.space_after for word in words), tuple(sorted(names)), sentence.document
    )


def _mentions(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    """First word, end word and kind of each mention; the brackets stand in the last column, "(12-person-new..." and "12)"."""
    open_mentions: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for i, word in enumerate(words):
        match = re.search(r"Entity=([^|]*)", word.misc)
        for mark in _MENTION.findall(match[1]) if match else []:
            number, _, rest = mark.strip("()").partition("-")
            number = number.partition("[")[0]
            if mark.startswith("("):
                open_mentions[number].append((i, rest.partition("-")[0]))
            if mark.endswith(")") and open_mentions[number]:
                start, kind = open_mentions[number].pop()
                yield start, i + 1, kind


def _trim(words: tuple[Word, ...], start: int, end: int, kind: str) -> Name | None:
    """The name inside a mention: "Lagos" of "in crowded Lagos , where ..."; None when the head is no proper noun."""
    heads = [i for i in range(start, end) if not start <= words[i].head < end or words[i].head == i]
    if kind not in LABELS or len(heads) != 1 or words[heads[0]].pos != "PROPN":
        return None
    first = last = heads[0]
    while first > start and _belongs(words, first - 1):
        first -= 1
    while last + 1 < end and (words[last + 1].pos == "PROPN" or _joins(words, last + 1, end)):
        last += 1
    while words[first].form.lower() in _INNER | _ARTICLES and first < heads[0]:
        first += 1
    while last > heads[0] and words[last].form.lower() in _INNER | _ARTICLES:
        last -= 1
    return first, last + 1, LABELS[kind]


def _belongs(words: tuple[Word, ...], i: int) -> bool:
    """True for a word before the head that is part of the name."""
    word = words[i]
    if word.form.lower() in _ARTICLES:
        return False
    return word.pos == "PROPN" or word.form in "-–." or (word.form[:1].isupper() and word.pos in _CAPITALISED)


def _joins(words: tuple[Word, ...], i: int, end: int) -> bool:
    """True for a small word behind the head when the name goes on after it."""
    return words[i].form.lower() in _INNER and any(word.pos == "PROPN" for word in words[i + 1 : min(end, i + 3)])
