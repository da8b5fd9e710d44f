"""Names learnt from labelled corpora: PERSON, ORG, LOC and NORP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span
from spacy.training import Example

from models.name_words import name_words
from models.train.chance import seeded
from models.train.iob import NamedSentence
from models.train.loop import MakeEpoch, Progress, Round, Settings, Watch, train_components
from models.train.syntax import make_blank_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

CONFIG = Path(__file__).with_name("names.cfg")
SETTINGS = Settings(rounds=(Round(4, 0.0025, 0.2),), warmup_words=200_000, batch_words=1000)
TEACHER_SETTINGS = replace(SETTINGS, rounds=(Round(8, 0.0025, 0.2),))
SENTENCES_PER_TEXT = 3
OTHER_PRINT = 0.15
CURLY = str.maketrans({"'": "’"})


@dataclass(frozen=True, slots=True)
class NamedCorpus:
    """Sentences with names, how often an epoch shows each, and whether the corpus labels peoples ("Kenyan") as well.

    A `share` of 3 shows all sentences three times, one of 0.25 a quarter of them, others each time.
    """

    sentences: Sequence[NamedSentence]
    share: float
    labels_peoples: bool


def train_names(corpora: Sequence[NamedCorpus], out: Path, settings: Settings = SETTINGS, *, watch: Watch | None = None) -> Progress:
    """Train a pipeline of one name finder on `corpora` and write it to `out`."""
    nlp = make_blank_pipeline(CONFIG)
    return train_components(nlp, epoch_maker(nlp, corpora, settings.seed), settings, out, watch=watch)


def epoch_maker(nlp: Language, corpora: Sequence[NamedCorpus], seed: int) -> MakeEpoch:
    """Makes the examples of an epoch: the share of each corpus, in passages of up to three sentences."""

    def make_epoch(epoch: int) -> list[Example]:
        random = seeded(seed, epoch, "names")
        examples = []
        for corpus in corpora:
            passages = group_named(corpus.sentences)
            whole, part = divmod(corpus.share, 1)
            chosen = passages * int(whole) + random.sample(passages, round(part * len(passages)))
            examples += [make_example(nlp, passage, random, peoples=corpus.labels_peoples) for passage in chosen]
        return examples

    return make_epoch


def group_named(sentences: Sequence[NamedSentence], *, size: int = SENTENCES_PER_TEXT) -> list[list[NamedSentence]]:
    """Neighbouring sentences of one document in passages of at most `size`."""
    passages: list[list[NamedSentence]] = []
    for sentence in sentences:
        if not passages or passages[-1][-1].document != sentence.document or len(passages[-1]) >= size:
            passages.append([])
        passages[-1].append(sentence)
    return passages


def make_example(nlp: Language, passage: Sequence[NamedSentence], random: Random, *, peoples: bool) -> Example:
    """The passage as our tokeniser cuts it beside its names; now and then with curly apostrophes."""
    curly = random.random() < OTHER_PRINT
    gold = make_named(nlp.vocab, passage, peoples=peoples, curly=curly)
    return Example(nlp.make_doc(gold.text), gold)


def make_named(vocab: Vocab, passage: Sequence[NamedSentence], *, peoples: bool, curly: bool = False) -> Doc:
    """The passage as a `Doc` with its names as entities.

    Where the corpus labels no peoples, "Kenyan" is marked as unknown rather than as no name.
    """
    words = [word.translate(CURLY) if curly else word for sentence in passage for word in sentence.words]
    # A passage's sentences are set apart by a blank even where their corpus prints none.
    spaces = [space or i == len(sentence.words) - 1 for sentence in passage for i, space in enumerate(sentence.spaces)]
    doc = Doc(vocab, words=words, spaces=spaces)
    names = []
    start = 0
    for sentence in passage:
        names += [Span(doc, start + first, start + end, label=label) for first, end, label in sentence.names]
        start += len(sentence.words)
    inside = {i for name in names for i in range(name.start, name.end)}
    unknown = [] if peoples else [doc[i : i + 1] for i, word in enumerate(words) if i not in inside and word in name_words("demonym")]
    doc.set_ents(names, missing=unknown, default="outside")
    return doc
