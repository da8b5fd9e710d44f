"""What the page is made from: evaluations with their articles, and what the run cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article
from evaluation.accuracy.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Shown:
    """One evaluated split. `examples` is False for held-out texts, of which nothing but figures is shown.

    `report` is the address of the report over `articles`, relative to the page ("dev/report.html"): mistakes link to their claims
    there. None where no report was written.
    """

    evaluation: Evaluation
    articles: Sequence[Article]
    examples: bool
    report: str | None = None

    @property
    def name(self) -> str:
        """The name of the split."""
        return self.evaluation.name


@dataclass(frozen=True, slots=True)
class Costs:
    """What a run cost: CPU seconds of one thread by step, and the most memory it held, in bytes; words are whitespace tokens."""

    words: int
    load_seconds: float
    extract_seconds: float
    compare_seconds: float
    peak_memory: int

    @property
    def seconds(self) -> float:
        """CPU seconds of the work itself, without loading."""
        return self.extract_seconds + self.compare_seconds

    @property
    def words_per_second(self) -> float:
        """Words read, extracted and compared per CPU second, loading left out; 0 when nothing was timed."""
        return self.words / self.seconds if self.seconds else 0.0
