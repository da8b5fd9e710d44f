"""Training examples out of treebank sentences: the text as our tokeniser cuts it beside the gold annotation."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from spacy.tokens import Doc
from spacy.training import Example

from models.train.conllu import Sentence, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

SENTENCES_PER_TEXT = 6

Passage = tuple[tuple[Word, ...], ...]


def group_sentences(sentences: Iterable[Sentence], *, size: int = SENTENCES_PER_TEXT) -> list[Passage]:
    """Neighbouring sentences of one document in passages of at most `size`, so that the models see text run on."""
    passages: list[list[tuple[Word, ...]]] = []
    document = None
    for sentence in sentences:
        if sentence.document != document or len(passages[-1]) >= size:
            passages.append([])
        document = sentence.document
        passages[-1].append(sentence.words)
    return [tuple(passage) for passage in passages]


def make_gold(vocab: Vocab, passage: Passage) -> Doc:
    """The passage as a `Doc` in the treebank's own words, with tags, tree, lemmas and sentence starts."""
    words = [word for sentence in passage for word in sentence]
    starts = _starts(passage)
    heads = [start + word.head for start, sentence in zip(starts, passage, strict=True) for word in sentence]
    # A passage ends a text: whatever blank the treebank noted behind it belongs to the next one.
    ends = {start + len(sentence) - 1 for start, sentence in zip(starts, passage, strict=True)}
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after or i in ends for i, word in enumerate(words)],
        lemmas=[word.lemma for word in words],
        pos=[word.pos for word in words],
        tags=[word.tag for word in words],
        morphs=[word.morph for word in words],
        heads=heads,
        deps=[word.label for word in words],
    )


def make_example(nlp: Language, passage: Passage, *, preset: bool) -> Example:
    """The passage as our tokeniser cuts it, beside its gold; with `preset` the sentence starts are given to the parser."""
    gold = make_gold(nlp.vocab, passage)
    text = nlp.make_doc(gold.text)
    if preset:
        offsets = np.asarray([gold[start].idx for start in _starts(passage)])
        set_sentence_starts(text, offsets)
    return Example(text, gold)


def set_sentence_starts(doc: Doc, offsets: np.ndarray) -> None:
    """Let a sentence start at the first token that lies at or behind each of `offsets`, and nowhere else."""
    firsts = set(np.searchsorted([token.idx for token in doc], offsets).tolist()) | {0}
    for token in doc:
        token.is_sent_start = token.i in firsts


def _starts(passage: Passage) -> list[int]:
    """Number of the first word of each sentence."""
    return list(accumulate((len(sentence) for sentence in passage[:-1]), initial=0))
