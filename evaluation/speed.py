"""CPU time of each component as a share of the bare backbone's, on the same texts in one process.

`python -m evaluation.speed corpus/samples/dev` prints the table of the README. A word is a whitespace token of `Article.text`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.reader import read_articles
from pipeline.extract import article_doc
from pipeline.load import COMPONENTS, FIRST, load_pipeline

REPEATS = 5
_OURS = (FIRST, *COMPONENTS)


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU seconds by component over `words` words."""

    words: int
    seconds: dict[str, float]

    @property
    def backbone(self) -> float:
        """CPU seconds of everything that is not a component of ours."""
        return sum(seconds for name, seconds in self.seconds.items() if name not in _OURS)

    @property
    def ratio(self) -> float:
        """CPU time of our components together over that of the backbone."""
        return sum(self.seconds[name] for name in _OURS) / self.backbone


def measure_speed(articles: Sequence[Article], *, repeats: int = REPEATS) -> Speed:
    """Run the pipeline component by component over `articles`, `repeats` times after one round that does not count."""
    nlp = load_pipeline()
    _round(nlp, articles)
    seconds: dict[str, float] = {}
    for _ in range(repeats):
        for name, spent in _round(nlp, articles).items():
            seconds[name] = seconds.get(name, 0.0) + spent
    return Speed(repeats * sum(len(article.text.split()) for article in articles), seconds)


def speed_table(speed: Speed) -> str:
    """The measurement as a Markdown table."""
    lines = ["| component | words per CPU second | of the backbone's time |", "| --- | --- | --- |"]
    rows = [("backbone", speed.backbone), *((name, speed.seconds[name]) for name in _OURS)]
    rows.append(("our components together", speed.ratio * speed.backbone))
    lines += [f"| {name} | {speed.words / spent:,.0f} | {spent / speed.backbone:.2f} |" for name, spent in rows]
    return "\n".join(lines)


def _round(nlp: Any, articles: Sequence[Article]) -> dict[str, float]:
    begun = time.process_time()
    docs = [article_doc(article, nlp) for article in articles]
    seconds = {"tokenizer": time.process_time() - begun}
    for name, component in nlp.pipeline:
        begun = time.process_time()
        docs = list(component.pipe(docs, batch_size=32)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        seconds[name] = time.process_time() - begun
    return seconds


if __name__ == "__main__":
    sys.stdout.write(speed_table(measure_speed(read_articles([Path(path) for path in sys.argv[1:]]))) + "\n")
