"""The corpora of names that the recipe reads, each brought to one set of labels: PERSON, ORG, LOC and NORP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from models.name_words import name_words
from models.train.conllu import read_conllu
from models.train.gum_names import find_names
from models.train.iob import NamedSentence, read_gmb, read_iob
from models.train.silver import mend_silver

UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
RE3D_LABELS = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
GMB_LABELS = {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "NORP"}
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "his", "their", "our", "i", "its", "you", "who"})
_ARTICLES = frozenset({"the", "a", "an"})


def read_uner(treebank: Path, labels: Path) -> list[NamedSentence]:
    """A treebank's sentences with the names that Universal NER labels in them; where the two files part, a sentence is left out."""
    named = read_iob(labels, word=1, label=2, skip_comments=True)
    by_words: dict[tuple[str, ...], NamedSentence] = {sentence.words: sentence for sentence in named}
    sentences = []
    for sentence in read_conllu(treebank):
        words = tuple(word.form for word in sentence.words)
        if words in by_words:
            spaces = tuple(word.space_after for word in sentence.words)
            sentences.append(relabel(replace(by_words[words], spaces=spaces, document=sentence.document), UNER_LABELS))
    return sentences


def read_gum(treebank: Path) -> list[NamedSentence]:
    """GUM's sentences with their names."""
    return [find_names(sentence) for sentence in read_conllu(treebank)]


def read_wikigold(path: Path) -> list[NamedSentence]:
    """Wikigold's sentences; its fourth label, MISC, is dropped."""
    return [relabel(sentence, UNER_LABELS) for sentence in read_iob(path)]


def read_re3d(folder: Path) -> list[NamedSentence]:
    """re3d's sentences; it marks descriptions too ("the air base"), of which only those printed like names are kept."""
    files = sorted(folder.rglob("*.conll"))
    return [_keep_named(relabel(sentence, RE3D_LABELS)) for file in files for sentence in read_iob(file)]


def read_silver(path: Path) -> list[NamedSentence]:
    """The Groningen Meaning Bank's sentences, their machine-made labels mended by rule."""
    return [mend_silver(relabel(sentence, GMB_LABELS)) for sentence in read_gmb(path)]


def relabel(sentence: NamedSentence, labels: Mapping[str, str]) -> NamedSentence:
    """`sentence` with our labels; names of a kind that `labels` does not hold are dropped."""
    names = tuple((start, end, labels[kind]) for start, end, kind in sentence.names if kind in labels)
    return replace(sentence, names=names)


def _keep_named(sentence: NamedSentence) -> NamedSentence:
    names = []
    for start, end, kind in sentence.names:
        # "Defence Secretary Ann Cole": re3d takes the office into the name.
        titles = [i for i in range(start, end - 1) if kind == "PERSON" and sentence.words[i] in name_words("title")]
        start = titles[-1] + 1 if titles else start
        while start < end and sentence.words[start].lower() in _ARTICLES:
            start += 1
        if start < end and _is_printed_as_name(sentence.words[start:end]):
            names.append((start, end, kind))
    return replace(sentence, names=tuple(names))


def _is_printed_as_name(words: Sequence[str]) -> bool:
    capitals = sum(word[:1].isupper() for word in words)
    return words[-1][:1].isupper() and capitals * 2 > len(words) and words[0].lower() not in _PRONOUNS
