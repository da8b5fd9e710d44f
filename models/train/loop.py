"""The training loop: one Adam step a batch, at a rate that warms up and then falls towards nothing with the words seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from thinc.api import Adam, fix_random_seed, use_ops

from models.train.chance import seeded

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example
    from thinc.api import Model, Optimizer
    from thinc.types import FloatsXd

MakeEpoch = Callable[[int], Sequence["Example"]]
Watch = Callable[["Progress"], None]
# Weights by the node of the network that they belong to and by their name there.
Averages = dict[tuple[int, str], "FloatsXd"]
LOWEST = 0.01  # share of the peak rate that a run keeps to its end


@dataclass(frozen=True, slots=True)
class Round:
    """A fall of the rate from its peak to nothing over `epochs`, of which only the first `stop_after` are run where that is set.

    A round that follows another starts from the other's averaged weights.
    """

    epochs: int
    peak_rate: float
    dropout: float
    stop_after: int | None = None

    def __post_init__(self) -> None:
        if self.epochs < 1 or not 1 <= self.run_epochs <= self.epochs:
            raise ValueError(f"a round runs from 1 to all of its epochs, got {self.stop_after} of {self.epochs}")

    @property
    def run_epochs(self) -> int:
        """How many epochs are run."""
        return self.epochs if self.stop_after is None else self.stop_after


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to learn. With `seconds` the clock ends the run, which then no longer repeats to the byte."""

    rounds: tuple[Round, ...]
    warmup_words: int
    batch_words: int
    seed: int = 0
    seconds: float | None = None

    def __post_init__(self) -> None:
        if not self.rounds or (self.seconds is not None and self.seconds <= 0):
            raise ValueError(f"a run needs at least one round and some time, got {len(self.rounds)} rounds, {self.seconds} seconds")

    @property
    def epochs(self) -> int:
        """The epochs of all rounds."""
        return sum(part.run_epochs for part in self.rounds)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: epochs and words seen, whether the run is over, losses of the last epoch."""

    epochs: int
    words: int
    done: bool
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
        progress = Progress(0, 0, done=False, losses={})
        for progress, averages in _run(nlp, make_epoch, settings):
            with nlp.use_params(averages):
                nlp.to_disk(out)
            if watch:
                watch(progress)
    return progress


def _run(nlp: Language, make_epoch: MakeEpoch, settings: Settings) -> Iterator[tuple[Progress, Averages]]:
    """Run the rounds one after the other; says where the run stands after each epoch."""
    began = time.monotonic()
    epochs = words = 0
    for number, part in enumerate(settings.rounds):
        if number:
            fix_random_seed(settings.seed + number)
        optimizer = Adam(part.peak_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
        state = _State(settings, part, optimizer, began)
        for _ in range(part.run_epochs):
            losses = _run_epoch(nlp, make_epoch(epochs), state, seeded(settings.seed, epochs))
            epochs += 1
            over = state.out_of_time
            done = over or epochs == settings.epochs
            averages = optimizer.averages or {}
            yield Progress(epochs, words + state.words, done, losses), averages
            if over:
                return
        words += state.words
        _set_weights(nlp, averages)


@dataclass(slots=True)
class _State:
    """What a round carries from one batch to the next."""

    settings: Settings
    part: Round
    optimizer: Optimizer
    began: float
    words: int = 0  # seen in this round

    @property
    def out_of_time(self) -> bool:
        return self.settings.seconds is not None and time.monotonic() - self.began >= self.settings.seconds

    def set_rate(self, words_of_epoch: int) -> None:
        """Set the rate that the next batch is learnt with."""
        share = self.words / (words_of_epoch * self.part.epochs)
        if self.settings.seconds:
            share = max(share, (time.monotonic() - self.began) / self.settings.seconds)
        warm = min(1.0, (self.words + 1) / self.settings.warmup_words)
        self.optimizer.learn_rate = self.part.peak_rate * warm * max(LOWEST, 1.0 - min(1.0, share))


def _run_epoch(nlp: Language, examples: Sequence[Example], state: _State, random: Random) -> dict[str, float]:
    """Learn from all `examples` once, or until the time is over; the losses by component."""
    total = sum(len(example.x) for example in examples)
    losses: dict[str, float] = {}
    for batch in batch_by_words(examples, state.settings.batch_words, random):
        state.set_rate(total)
        nlp.update(batch, drop=state.part.dropout, sgd=state.optimizer, losses=losses)
        state.words += sum(len(example.x) for example in batch)
        if state.out_of_time:
            break
    return losses


def _set_weights(nlp: Language, averages: Averages) -> None:
    """Set the weights of `nlp` to `averages`."""
    for _, component in nlp.pipeline:
        model: Model[Any, Any] | None = getattr(component, "model", None)
        for node in model.walk() if model else ():
            for name in node.param_names:
                if (node.id, name) in averages:
                    node.set_param(name, averages[node.id, name].copy())


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
