"""Machine-made labels corrected by a model that learnt from hand-made ones alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from models.train.iob import NamedSentence

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 64
KINDS = frozenset({"PERSON", "ORG", "LOC"})


def correct_kinds(teacher: Language, sentences: Sequence[NamedSentence]) -> list[NamedSentence]:
    """`sentences` with each name that `teacher` finds too, and types otherwise, given the teacher's kind.

    The corpus knows better where names are, of which it shows many; the teacher knows better what they are. Names that the teacher
    does not find, and peoples ("Kenyan"), stay as they are.
    """
    return [_correct(sentence, doc) for sentence, doc in zip(sentences, _read(teacher, sentences), strict=True)]


def _read(teacher: Language, sentences: Iterable[NamedSentence]) -> Iterator[Doc]:
    """Each sentence with the names that the teacher finds, in the corpus's own words."""
    docs = (Doc(teacher.vocab, words=list(sentence.words), spaces=list(sentence.spaces)) for sentence in sentences)
    return teacher.pipe(docs, batch_size=BATCH)


def _correct(sentence: NamedSentence, doc: Doc) -> NamedSentence:
    found = {(name.start, name.end): name.label_ for name in doc.ents if name.label_ in KINDS}
    names = tuple((start, end, found.get((start, end), label) if label in KINDS else label) for start, end, label in sentence.names)
    return replace(sentence, names=names)
