"""Articles to claims: one `Doc` an article, one failure where an article breaks the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from annotations.claim import Claim
from annotations.record import from_record
from corpus.article import Article
from corpus.errors import CounterclaimError, ExtractionError
from pipeline.load import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 32


def extract_claims(articles: Iterable[Article], *, nlp: Language | None = None) -> Iterator[Claim]:
    """The claims of `articles`, article by article, each in text order.

    `nlp` is a pipeline of `load_pipeline`, loaded when absent. ExtractionError names the article that breaks the pipeline.
    """
    for _, result in extract_each(articles, nlp=nlp or load_pipeline()):
        if isinstance(result, ExtractionError):
            raise result
        yield from result


def extract_each(articles: Iterable[Article], *, nlp: Language) -> Iterator[tuple[Article, list[Claim] | ExtractionError]]:
    """Each article with its claims, or with the error that it alone met; order and number are those of `articles`."""
    for article, result in process_each(articles, nlp=nlp):
        yield article, result if isinstance(result, ExtractionError) else _claims(article, result)


def process_each(articles: Iterable[Article], *, nlp: Language) -> Iterator[tuple[Article, Doc | ExtractionError]]:
    """Each article with its processed `Doc`, valid until the next is asked for, or with the error that it alone met."""
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        with nlp.memory_zone():
            yield from _process_batch(batch, nlp)


def article_doc(article: Article, nlp: Language) -> Doc:
    """The tokenised text of an article, with what the components must know about it."""
    doc = nlp.make_doc(article.text)
    doc._.counterclaim_article = {
        "id": article.id,
        "published": article.published,
        "publisher": article.publisher,
        "title": article.title,
        "zones": [[zone.start, zone.end, zone.zone] for zone in article.zones],
    }
    return doc


def doc_claims(doc: Doc) -> list[Claim]:
    """The claims that a processed `Doc` carries, as records."""
    return [from_record(Claim, claim) for claim in doc._.counterclaim]


def _process_batch(batch: list[Article], nlp: Language) -> list[tuple[Article, Doc | ExtractionError]]:
    """A batch at once; when one article breaks it, each by itself, so that only that one is lost."""
    try:
        docs = list(nlp.pipe([article_doc(article, nlp) for article in batch]))
    except Exception:
        return [(article, _process_alone(article, nlp)) for article in batch]
    return list(zip(batch, docs, strict=True))


def _process_alone(article: Article, nlp: Language) -> Doc | ExtractionError:
    try:
        return nlp(article_doc(article, nlp))
    except Exception as error:
        return _failure(article, error)


def _claims(article: Article, doc: Doc) -> list[Claim] | ExtractionError:
    try:
        return doc_claims(doc)
    except Exception as error:
        return _failure(article, error)


def _failure(article: Article, error: Exception) -> ExtractionError:
    if isinstance(error, CounterclaimError):
        return ExtractionError(f"{article.id}: {error}")
    cause = error.__cause__ or error
    return ExtractionError(f"{article.id}: the pipeline failed ({type(cause).__name__}: {_one_line(cause)}); the article is left out")


def _one_line(error: BaseException) -> str:
    text: Any = " ".join(str(error).split())
    return str(text[:200])
