"""Brings a store up to date with the articles that were read: only what is new or changed is extracted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Literal

from annotations.claim import Claim
from annotations.record import to_line
from annotations.store import Store
from corpus.article import Article, Failure
from corpus.errors import ExtractionError, MissingArticles
from pipeline.extract import BATCH, extract_each
from pipeline.load import extractor_id, load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

Missing = Literal["stop", "add", "mirror"]
Result = tuple[Article, list[Claim] | ExtractionError]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one update did, in articles."""

    new: int
    changed: int
    unchanged: int
    removed: int
    kept: int
    failed: int

    @property
    def touched(self) -> bool:
        """True if anything in the store differs from before."""
        return bool(self.new or self.changed or self.removed)


def update_store(
    store: Store,
    articles: Sequence[Article],
    failures: Sequence[Failure],
    *,
    missing: Missing = "stop",
    backbone: str | None = None,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Tally:
    """Extract what is new or changed in `articles`, save it, and record the failures.

    `progress` is called with (articles done, articles to do). MissingArticles when the store holds articles that are not
    among `articles` and `missing` is "stop"; nothing is changed then.
    """
    known = store.fingerprints()
    gone = sorted(set(known) - {article.id for article in articles})
    if gone and missing == "stop":
        raise MissingArticles(len(gone))
    if missing == "mirror":
        store.mark_removed(gone)
    extractor = extractor_id(backbone)
    fingerprints = {article.id: fingerprint(article) for article in articles}
    due = [article for article in articles if known.get(article.id) != (fingerprints[article.id], extractor)]
    broken: list[Failure] = []
    for done, (article, result) in enumerate(_extract(due, backbone=backbone, workers=workers), start=1):
        failed = isinstance(result, ExtractionError)
        store.save_article(
            article,
            None if isinstance(result, ExtractionError) else result,
            fingerprint=fingerprints[article.id],
            extractor=None if failed else extractor,
        )
        if isinstance(result, ExtractionError):
            broken.append(Failure(article.path or article.id, article.id, "extract", "pipeline", str(result)))
        progress(done, len(due))
    store.replace_failures([*failures, *broken])
    new = sum(article.id not in known for article in due)
    return Tally(
        new=new,
        changed=len(due) - new,
        unchanged=len(articles) - len(due),
        removed=len(gone) if missing == "mirror" else 0,
        kept=len(gone) if missing == "add" else 0,
        failed=len(failures) + len(broken),
    )


def fingerprint(article: Article) -> str:
    """The hexadecimal SHA-256 of everything that is known of an article: text, zones and metadata."""
    return hashlib.sha256(to_line(article).encode("utf-8", "replace")).hexdigest()


def _extract(articles: Sequence[Article], *, backbone: str | None, workers: int) -> Iterator[Result]:
    if not articles:
        return
    if workers <= 1 or len(articles) <= BATCH:
        yield from extract_each(articles, nlp=load_pipeline(backbone))
        return
    chunks = [articles[i : i + BATCH] for i in range(0, len(articles), BATCH)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_load_in_worker, initargs=(backbone,)) as pool:
        for results in pool.map(_extract_in_worker, chunks):
            yield from results


_WORKER: dict[str, Language] = {}  # the pipeline of this process, loaded once


def _load_in_worker(backbone: str | None) -> None:
    _WORKER["nlp"] = load_pipeline(backbone)


def _extract_in_worker(articles: Iterable[Article]) -> list[Result]:
    return list(extract_each(articles, nlp=_WORKER["nlp"]))
