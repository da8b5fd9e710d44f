"""Run the pipeline over the texts of a benchmark, in order, one `Doc` each."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.errors import ExtractionError
from pipeline.extract import article_doc, process_each

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def processed(articles: Iterable[Article], nlp: Language) -> Iterator[Doc]:
    """The processed `Doc` of each article; it is valid until the next one is asked for.

    An article on which the pipeline fails is given without claims, with a RuntimeWarning: all that its text holds counts as missed.
    """
    for article, result in process_each(articles, nlp=nlp):
        if isinstance(result, ExtractionError):
            warnings.warn(f"{result}, and its text counts as one in which nothing was found", RuntimeWarning, stacklevel=2)
            yield article_doc(article, nlp)
        else:
            yield result
