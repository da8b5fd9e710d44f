"""Run the pipeline over the texts of a benchmark, in order, one `Doc` each."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from corpus.article import Article
from pipeline.extract import BATCH, article_doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def processed(articles: Iterable[Article], nlp: Language) -> Iterator[Doc]:
    """The processed `Doc` of each article; it is valid until the next one is asked for.

    An article on which the pipeline fails is given without claims, with a RuntimeWarning: all that its text holds counts as missed.
    """
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        with nlp.memory_zone():
            yield from _docs(batch, nlp)


def _docs(batch: list[Article], nlp: Language) -> list[Doc]:
    try:
        return list(nlp.pipe([article_doc(article, nlp) for article in batch]))
    except Exception:  # as in extraction: whatever one text sets off, the others go on
        return [_doc(article, nlp) for article in batch]


def _doc(article: Article, nlp: Language) -> Doc:
    try:
        return nlp(article_doc(article, nlp))
    except Exception as error:
        cause = error.__cause__ or error
        message = f"the pipeline failed on text {article.id} ({type(cause).__name__}: {cause}): it counts as one in which nothing was found"
        warnings.warn(message, RuntimeWarning, stacklevel=2)
        return article_doc(article, nlp)
