"""Mending of machine-made labels: what word lists and the rest of the corpus say against them.

The Groningen Meaning Bank's extract was labelled by a program. It opens people with their title ("President Hugo Chavez"), splits
"North Korean" and "Barack Obama" into names of two kinds, and calls one country an organisation here and a place there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.name_words import name_words
from models.train.iob import Name, NamedSentence

_QUARTERS = frozenset({"North", "South", "East", "West", "Latin", "Central", "Sri", "Puerto", "Saudi", "Bosnian", "Greek", "Turkish"})
ENOUGH = 5  # occurrences of a name from which its commonest label counts
CLEAR = 0.7  # share of the commonest label from which the others are taken for mistakes


def mend_silver(sentence: NamedSentence) -> NamedSentence:
    """`sentence` with its names mended one by one: titles off, halves joined, listed countries, peoples and organisations set."""
    words = sentence.words
    names = [_strip(words, name) for name in _join_halves(words, sentence.names)]
    kept = [name for name in names if name[0] < name[1] and not _is_office(words, name)]
    return replace(sentence, names=tuple(_relabel(words, name) for name in kept))


def settle_labels(sentences: Sequence[NamedSentence]) -> list[NamedSentence]:
    """`sentences` with one label for each name that nearly always has it: "Xinhua" twice LOC, 120 times ORG, becomes ORG."""
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for start, end, label in sentence.names:
            counts[sentence.words[start:end]][label] += 1
    settled = {}
    for words, labels in counts.items():
        label, count = min(labels.items(), key=lambda item: (-item[1], item[0]))
        if labels.total() >= ENOUGH and count >= CLEAR * labels.total():
            settled[words] = label
    return [
        replace(
            sentence,
            names=tuple((start, end, settled.get(sentence.words[start:end], label)) for start, end, label in sentence.names),
        )
        for sentence in sentences
    ]


def _join_halves(words: Sequence[str], names: Iterable[Name]) -> list[Name]:
    """Names with those joined that touch each other and are one: "North" + "Koreans", "Barack" + "Obama"."""
    joined: list[Name] = []
    for start, end, label in names:
        if joined and joined[-1][1] == start:
            before = joined[-1]
            if whole := _whole(words, before, (start, end, label)):
                joined[-1] = (before[0], end, whole)
                continue
        joined.append((start, end, label))
    return joined


def _whole(words: Sequence[str], first: Name, second: Name) -> str:
    """The label of the one name that two neighbours are, or the empty string when they are two."""
    text = " ".join(words[first[0] : second[1]])
    if words[first[0]] in _QUARTERS and first[1] == first[0] + 1:
        if text in name_words("demonym") or second[2] == "NORP":
            return "NORP"
        return "LOC" if text in name_words("country") else ""
    alone = first[1] == first[0] + 1 and not _is_listed(words[first[0]]) and not words[first[0]].isupper()
    if second[2] == "PERSON" and first[2] in {"ORG", "LOC"} and alone and words[second[0]] not in name_words("title"):
        return "PERSON"
    # "Mr." as a person and "Yushchenko" as an organisation.
    if first[2] == "PERSON" and all(word in name_words("title") for word in words[first[0] : first[1]]):
        return "PERSON"
    return ""


def _strip(words: Sequence[str], name: Name) -> Name:
    """The name without titles before a person, offices behind an organisation, and small words at either end."""
    start, end, label = name
    while start < end and (not _opens(words[start]) or (label == "PERSON" and _is_title(words[start]))):
        start += 1
    while start < end and (not _opens(words[end - 1]) or (label == "ORG" and end - start > 1 and words[end - 1] in name_words("title"))):
        end -= 1
    return start, end, label


def _opens(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word.startswith(("al-", "el-", "bin", "de"))


def _is_title(word: str) -> bool:
    return word in name_words("title") or word.capitalize() in name_words("title")


def _relabel(words: Sequence[str], name: Name) -> Name:
    """The name with the label that the lists give it, if they hold it."""
    start, end, label = name
    text = " ".join(words[start:end])
    for listed, right in (("demonym", "NORP"), ("group", "NORP"), ("country", "LOC"), ("organisation", "ORG"), ("place", "LOC")):
        if text in name_words(listed):
            return start, end, right
    if label == "NORP":
        return start, end, "LOC" if not text.endswith(("s", "n", "i", "ese", "ish")) else "NORP"
    if end - start > 1 and words[end - 1] in name_words("organisation_word"):
        return start, end, "ORG"
    return name


def _is_office(words: Sequence[str], name: Name) -> bool:
    """True for "State" in "Secretary of State"."""
    start, end, _ = name
    return end == start + 1 and start > 0 and words[start - 1] == "of" and words[start] in {"State", "Defense", "Staff", "Parliament"}


def _is_listed(word: str) -> bool:
    lists = ("country", "demonym", "group", "place", "place_word", "organisation_word")
    return any(word in name_words(name) for name in lists)
