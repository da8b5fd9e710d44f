"""Treebanks in CoNLL-U: tokens, sentences, tags, lemmas and syntax, scored in the manner of the CoNLL 2018 shared task.

Our pipeline reads the raw text, so that its tokens and sentences are its own. Words are aligned by their characters: a word whose
characters are no word of the other side is wrong in everything. Inside a printed token of several words ("don't"), or where one is
given, words are aligned by their forms. Punctuation counts. LAS compares the universal part of a relation ("nsubj" of "nsubj:pass").

The figures "without punctuation" follow the other usual way, that of spaCy's scorer: words that a side calls punct are left out of its
side, and relations are compared whole, with their subtypes. Those "with gold tokens" are given the words and sentences of the treebank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.accuracy.benchmarks.conllu_align import align
from evaluation.accuracy.benchmarks.conllu_file import Item, Word, read_documents
from evaluation.accuracy.benchmarks.result import Figure, f1_figures
from evaluation.accuracy.benchmarks.sources import list_files
from evaluation.accuracy.counts import Counts
from pipeline.load import COMPONENTS, FIRST

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CLEAR_LABEL = "pobj"  # a relation of ClearNLP's scheme that Universal Dependencies does not have
TWICE_REMARK = "each text is read twice, raw and with the words and sentences of the treebank: the speed is that of both"
CLEAR_REMARK = "the backbone's relations are ClearNLP's, not universal ones: relations are not scored, and heads differ by scheme"

Sentences = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of one file or folder."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """The sentences found in the raw text, and those found with the treebank's own words and sentences."""

    raw: Sentences
    gold_tokens: Sentences
    universal: bool = True


def read(path: Path) -> Reading:
    """The documents of a CoNLL-U file, or of all those in a folder; BenchmarkError for what is not in that form."""
    files = list_files(path, ".conllu") if path.is_dir() else [path]
    return Reading(tuple(item for file in files for item in read_documents(file)))


def predict(items: Sequence[Item], nlp: Language) -> list[Prediction]:
    """What the backbone reads in each document."""
    universal = CLEAR_LABEL not in _relations(nlp)
    with nlp.select_pipes(disable=[name for name in COMPONENTS if name in nlp.pipe_names]):
        raw = [_sentences(doc) for doc in nlp.pipe(item.text for item in items)]
        with nlp.select_pipes(disable=[FIRST] if FIRST in nlp.pipe_names else []):
            docs = list(nlp.pipe(_gold_doc(item, nlp) for item in items))
    gold = [_with_gold_places(item, _sentences(doc)) for item, doc in zip(items, docs, strict=True)]
    return [Prediction(one, other, universal) for one, other in zip(raw, gold, strict=True)]


def remarks(nlp: Language) -> tuple[str, ...]:
    """What must be said of every score of this pipeline; a scheme of relations that is not universal is named."""
    return (TWICE_REMARK, *((CLEAR_REMARK,) if CLEAR_LABEL in _relations(nlp) else ()))


def score(items: Sequence[Item], predictions: Sequence[Prediction]) -> tuple[Figure, ...]:
    """F1 of tokens, words, sentences, tags, lemmas, heads and relations; LAS only where the relations are universal."""
    universal = all(one.universal for one in predictions)
    raw = [_Aligned(item.sentences, one.raw) for item, one in zip(items, predictions, strict=True)]
    figures = [*f1_figures("tokens", [one.tokens() for one in raw]), *f1_figures("sentences", [one.sentences() for one in raw])]
    figures += _word_figures("", raw, universal=universal)
    gold = [_Aligned(item.sentences, one.gold_tokens) for item, one in zip(items, predictions, strict=True)]
    return (*figures, *_word_figures("with gold tokens: ", gold, universal=universal))


def _word_figures(prefix: str, documents: Sequence[_Aligned], *, universal: bool) -> list[Figure]:
    scored: dict[str, Callable[[Word, Word], bool]] = {
        "words": lambda one, other: True,
        "UPOS": lambda one, other: one.upos == other.upos,
        "XPOS": lambda one, other: one.xpos == other.xpos,
        "lemmas": lambda one, other: one.lemma in {"_", other.lemma},
    }
    if all(word.xpos == "_" for document in documents for word in document.gold):
        del scored["XPOS"]
    figures = [figure for name, fits in scored.items() for figure in f1_figures(prefix + name, [one.words(fits) for one in documents])]
    figures += f1_figures(f"{prefix}UAS", [one.heads(lambda gold, given: True) for one in documents])
    if universal:
        figures += f1_figures(f"{prefix}LAS", [one.heads(_same_universal) for one in documents])
        figures += f1_figures(f"{prefix}LAS with subtypes", [one.heads(_same_relation) for one in documents])
    figures += f1_figures(f"{prefix}UAS without punctuation", [one.heads(lambda gold, given: True, signs=False) for one in documents])
    if universal:
        figures += f1_figures(f"{prefix}LAS without punctuation", [one.heads(_same_relation, signs=False) for one in documents])
    return figures


def _same_universal(one: Word, other: Word) -> bool:
    return one.deprel.partition(":")[0] == other.deprel.partition(":")[0]


def _same_relation(one: Word, other: Word) -> bool:
    return one.deprel.lower() == other.deprel.lower()


class _Aligned:
    """The words of one document on both sides, with their heads, and which of them are the same."""

    def __init__(self, gold: Sentences, given: Sentences) -> None:
        self._sentences = gold, given
        self.gold, self._given = _flat(gold), _flat(given)
        self._gold_heads, self._given_heads = _heads(gold), _heads(given)
        self._pairs = align(self.gold, self._given)
        self._to_gold = {given: gold for gold, given in self._pairs}

    def tokens(self) -> Counts:
        """Printed tokens with equal characters."""
        gold, given = ({(word.start, word.end) for word in words} for words in (self.gold, self._given))
        return Counts(len(gold), len(gold & given), len(given), len(gold & given))

    def sentences(self) -> Counts:
        """Sentences that begin and end with the same characters."""
        gold, given = ({(one[0].start, one[-1].end) for one in sentences} for sentences in self._sentences)
        return Counts(len(gold), len(gold & given), len(given), len(gold & given))

    def words(self, fits: Callable[[Word, Word], bool]) -> Counts:
        """Aligned words that fit."""
        right = sum(fits(self.gold[one], self._given[other]) for one, other in self._pairs)
        return Counts(len(self.gold), right, len(self._given), right)

    def heads(self, fits: Callable[[Word, Word], bool], *, signs: bool = True) -> Counts:
        """Aligned words with the same head that fit; without what either side calls punctuation where `signs` is false."""
        right = 0
        for one, other in self._pairs:
            head = self._given_heads[other]
            same = self._gold_heads[one] == (None if head is None else self._to_gold.get(head, -1))
            gold, given = self.gold[one], self._given[other]
            right += same and fits(gold, given) and (signs or not (_is_sign(gold) or _is_sign(given)))
        wanted, found = (sum(signs or not _is_sign(word) for word in words) for words in (self.gold, self._given))
        return Counts(wanted, right, found, right)


def _is_sign(word: Word) -> bool:
    return word.deprel.partition(":")[0] == "punct"


def _flat(sentences: Sentences) -> list[Word]:
    return [word for sentence in sentences for word in sentence]


def _heads(sentences: Sentences) -> list[int | None]:
    """The head of each word as an index into the document's words."""
    heads: list[int | None] = []
    for sentence in sentences:
        first = len(heads)
        heads += [None if word.head is None else first + word.head for word in sentence]
    return heads


def _relations(nlp: Language) -> frozenset[str]:
    return frozenset(nlp.pipe_labels.get("parser", ()))


def _gold_doc(item: Item, nlp: Language) -> Doc:
    from spacy.tokens import Doc

    words = _flat(item.sentences)
    starts: list[bool | int | None] = [place == 0 for sentence in item.sentences for place in range(len(sentence))]
    return Doc(nlp.vocab, words=[word.form for word in words], spaces=[word.space_after for word in words], sent_starts=starts)


def _with_gold_places(item: Item, given: Sentences) -> Sentences:
    """Words that were read as given, at the places that their tokens have in the text."""
    gold = iter(_flat(item.sentences))
    return tuple(tuple(_placed(word, next(gold)) for word in sentence) for sentence in given)


def _placed(word: Word, gold: Word) -> Word:
    return Word(word.form, word.lemma, word.upos, word.xpos, word.head, word.deprel, gold.start, gold.end, gold.several)


def _sentences(doc: Doc) -> Sentences:
    """The sentences of a parsed text without its blanks; a word under a blank hangs on the blank's own head."""
    sentences = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        places = {token.i: place for place, token in enumerate(tokens)}
        words = []
        for token in tokens:
            head = token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            place = None if head.i == token.i else places.get(head.i)
            relation = "root" if place is None else token.dep_
            end = token.idx + len(token.text)
            words.append(Word(token.text, token.lemma_, token.pos_, token.tag_, place, relation, token.idx, end))
        if words:
            sentences.append(tuple(words))
    return tuple(sentences)
