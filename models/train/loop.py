"""The training loop: one Adam step a batch, at a rate that warms up and then falls to nothing with the words seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from thinc.api import Adam, fix_random_seed, use_ops

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example
    from thinc.api import Optimizer

MakeEpoch = Callable[[int], Sequence["Example"]]
Watch = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to learn. With `seconds` the clock ends the run, which then no longer repeats to the byte."""

    epochs: int
    seed: int
    peak_rate: float
    warmup_words: int
    dropout: float
    batch_words: int
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.epochs < 1 or (self.seconds is not None and self.seconds <= 0):
            raise ValueError(f"a run needs at least one epoch and some time, got {self.epochs} epochs, {self.seconds} seconds")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: whole epochs and words seen, the share of the run that is over (0 to 1), losses of the last epoch."""

    epochs: int
    words: int
    share: float
    losses: dict[str, float]


def train_components(nlp: Language, make_epoch: MakeEpoch, settings: Settings, out: Path, *, watch: Watch | None = None) -> Progress:
    """Train the components of `nlp` on the examples of `make_epoch(0)`, `make_epoch(1)` and so on, and write it to `out`.

    What is written are the averaged weights, anew after each epoch, so that a run cut short leaves a usable pipeline. The same
    settings and examples give the same weights on the same kind of processor, unless the clock ended the run.
    """
    # numpy's own matrix product takes two thirds of the time of the one that spaCy uses to predict.
    with use_ops("numpy", use_blis=False):
        fix_random_seed(settings.seed)
        first = make_epoch(0)
        nlp.initialize(lambda: first)
        optimizer = Adam(settings.peak_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
        progress = Progress(0, 0, 0.0, {})
        for progress in _epochs(nlp, make_epoch, settings, optimizer):
            with nlp.use_params(optimizer.averages):
                nlp.to_disk(out)
            if watch:
                watch(progress)
    return progress


def _epochs(nlp: Language, make_epoch: MakeEpoch, settings: Settings, optimizer: Optimizer) -> Iterator[Progress]:
    """Train one epoch after the other; says where the run stands after each."""
    began = time.monotonic()
    words = 0
    for epoch in range(settings.epochs):
        losses: dict[str, float] = {}
        examples = make_epoch(epoch)
        total = sum(len(example.x) for example in examples) * settings.epochs
        for batch in batch_by_words(examples, settings.batch_words, Random(f"{settings.seed} {epoch}")):
            share = _share(words / total, began, settings)
            optimizer.learn_rate = settings.peak_rate * min(1.0, (words + 1) / settings.warmup_words) * max(0.01, 1.0 - share)
            nlp.update(batch, drop=settings.dropout, sgd=optimizer, losses=losses)
            words += sum(len(example.x) for example in batch)
            if share >= 1.0:
                break
        share = _share((epoch + 1) / settings.epochs, began, settings)
        yield Progress(epoch + 1, words, share, losses)
        if share >= 1.0:
            return


def _share(by_words: float, began: float, settings: Settings) -> float:
    by_time = (time.monotonic() - began) / settings.seconds if settings.seconds else 0.0
    return min(1.0, max(by_words, by_time))


def batch_by_words(examples: Sequence[Example], size: int, random: Random) -> list[list[Example]]:
    """All `examples` in random order, in batches of at least `size` words; the last one may be smaller."""
    order = list(examples)
    random.shuffle(order)
    batches: list[list[Example]] = [[]]
    words = 0
    for example in order:
        if words >= size:
            batches.append([])
            words = 0
        batches[-1].append(example)
        words += len(example.x)
    return [batch for batch in batches if batch]
