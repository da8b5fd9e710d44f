"""Tags, morphology, trees and lemmas learnt from treebanks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from spacy.util import load_model_from_config
from thinc.api import Config

from models.cluster_embedding import load_clusters
from models.train.augment import vary_print
from models.train.chance import seeded
from models.train.conllu import Sentence, Word
from models.train.examples import Passage, make_example
from models.train.loop import MakeEpoch, Progress, Round, Settings, Watch, train_components

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

CONFIG = Path(__file__).with_name("syntax.cfg")
PEAK_RATE, DROPOUT = 0.0025, 0.2
SETTINGS = Settings(
    rounds=(Round(32, PEAK_RATE, DROPOUT, stop_after=8), Round(10, 0.0018, DROPOUT), Round(6, 0.0015, 0.3)),
    warmup_words=200_000,
    batch_words=1000,
)
LONGEST_PASSAGE = 5
# Our pipeline gives the parser its sentences, another user of the backbone may not: both are practised.
PRESET_SENTENCES = 0.6
OTHER_PRINT = 0.15
SMALL_LETTERS = 0.02


def make_blank_pipeline(config: Path) -> Language:
    """An untrained pipeline as `config` describes it."""
    # The embedding that the configuration names needs the table, and its import has registered it.
    load_clusters()
    return load_model_from_config(Config().from_disk(config), auto_fill=True)


def train_syntax(sentences: Sequence[Sentence], out: Path, settings: Settings = SETTINGS, *, watch: Watch | None = None) -> Progress:
    """Train a pipeline of tagger, morphologizer, parser and lemmatizer on `sentences` and write it to `out`."""
    nlp = make_blank_pipeline(CONFIG)
    return train_components(nlp, epoch_maker(nlp, sentences, settings.seed), settings, out, watch=watch)


def epoch_maker(nlp: Language, sentences: Sequence[Sentence], seed: int) -> MakeEpoch:
    """Makes the examples of an epoch: the sentences in passages cut anew, some of them printed another way."""

    def make_epoch(epoch: int) -> list[Example]:
        random = seeded(seed, epoch, "passages")
        passages = cut_passages(sentences, random)
        return [_practise(nlp, passage, random, vary=epoch > 0) for passage in passages]

    return make_epoch


def cut_passages(sentences: Sequence[Sentence], random: Random) -> list[Passage]:
    """Neighbouring sentences of one document in passages of one to five, all of them once and in order."""
    passages: list[list[tuple[Word, ...]]] = []
    document, room = None, 0
    for sentence in sentences:
        if sentence.document != document or not room:
            passages.append([])
            document, room = sentence.document, random.randint(1, LONGEST_PASSAGE)
        passages[-1].append(sentence.words)
        room -= 1
    return [tuple(passage) for passage in passages]


def _practise(nlp: Language, passage: Passage, random: Random, *, vary: bool) -> Example:
    preset = random.random() < PRESET_SENTENCES
    if vary:
        passage = vary_print(passage, random, chance=OTHER_PRINT, small_letters=SMALL_LETTERS)
    return make_example(nlp, passage, preset=preset)
