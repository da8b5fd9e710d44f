"""One attribution on its way: cue, source and reported tokens, before names are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.attribution.cue import Hit
from pipeline.attribution.source_kind import kind_of_words
from pipeline.attribution.source_naming import SourcePhrase


@dataclass(slots=True)
class Draft:
    """One attribution on its way: content in tokens, end excluded; `parent` is the draft whose source reports this one."""

    hit: Hit
    source: SourcePhrase | None
    start: int
    end: int
    stance: str
    type: str = "indirect"
    side: str = "after"
    parent: Draft | None = None
    quote: tuple[int, int] | None = None  # characters of the quotation that the content extends over
    left: int = field(default=-1)  # first token of cue and source together

    def __post_init__(self) -> None:
        if self.left >= 0:
            return
        beside = self.source is not None and self.hit.form != "participle"
        self.left = min(self.hit.start, self.source.start) if beside and self.source is not None else self.hit.start


def sentence_end(doc: Doc, sent: tuple[int, int]) -> int:
    """The token behind the last word of a sentence, its final marks left out."""
    end = sent[1]
    while end > sent[0] and (doc[end - 1].is_space or doc[end - 1].text in {".", "!", "?"}):
        end -= 1
    return end


def type_of(source: SourcePhrase) -> str:
    """ "document" for a source that is one, else "indirect"."""
    return "document" if source.kind == "document" else "indirect"


def kind_or_default(doc: Doc, source: SourcePhrase) -> str:
    """The kind of a source; a noun of no known kind that speaks is a person if singular and a group if plural."""
    if source.kind is not None:
        return source.kind
    head = doc[source.end - 1]
    known = kind_of_words([token.text for token in doc[source.start : source.end]])
    if known is not None:
        return known
    return "group" if head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "we"} else "person"
