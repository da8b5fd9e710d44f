"""Where the words of one source end and those of the next begin in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.attribution.content import coordinator_before
from pipeline.attribution.draft import Draft


def cite_ahead(drafts: Sequence[Draft]) -> None:
    """Give "Citing two officials, the Sun reported ..." the words and the speaker of the main clause."""
    for draft, following in pairwise(drafts):
        ahead = draft.hit.form == "participle" and draft.hit.cue.frame == "cited" and draft.parent is None
        if ahead and following.hit.form == "verb" and following.source is not None and draft.start < following.left:
            draft.start, draft.end, draft.parent = following.start, following.end, following


def narrow_hedges(drafts: Sequence[Draft]) -> None:
    """Keep a hedge to the words of the source that hedges: "she said a cousin was believed to be among them"."""
    for draft in drafts:
        if draft.type != "passive":
            continue
        around = [d for d in drafts if d.source is not None and d.start <= draft.hit.start and draft.hit.end <= d.end]
        if around:
            inner = min(around, key=lambda d: d.end - d.start)
            draft.start, draft.end = inner.start, inner.end


def part(doc: Doc, drafts: list[Draft]) -> None:
    """End each content where another source takes over in the same sentence: ", but the union put it at 60", ", citing ..."."""
    for n, draft in enumerate(drafts):
        for later in drafts[n + 1 :]:
            if draft.side == "before" or draft.side == "around" or later.hit is draft.hit or not draft.start < later.left < draft.end:
                continue
            cut = _takes_over(doc, draft, later)
            if cut is not None:
                draft.end = min(draft.end, max(cut, draft.start))
                if later.side in {"before", "around"} and later.start < draft.left and _parts_clauses(doc, cut):
                    later.start = _behind_coordinator(doc, cut)
                break


def _takes_over(doc: Doc, draft: Draft, later: Draft) -> int | None:
    if later.hit.form == "participle" and doc[later.hit.start - 1].text == ",":
        return later.hit.start - 1
    if later.side == "before":
        joint = _clause_joint(doc, draft.start, later.left)
        end = later.left
        while end > draft.start and doc[end - 1].text in {",", "–", "—"}:
            end -= 1
        return joint if joint is not None and later.hit.form == "verb" else end
    if later.side == "after" and later.hit.form in {"verb", "abstain"}:
        return coordinator_before(doc, later.left, draft.start)
    return None


def _clause_joint(doc: Doc, start: int, stop: int) -> int | None:
    """The comma before "but" or "while" between two tokens: there a clause with another source begins."""
    for i in range(stop - 1, start, -1):
        if doc[i].lower_ in {"but", "while", "whereas"} and doc[i - 1].text in {",", ";"}:
            return i - 1
    return None


def _parts_clauses(doc: Doc, i: int) -> bool:
    return i + 1 < len(doc) and doc[i + 1].lower_ in {"but", "while", "whereas"}


def _behind_coordinator(doc: Doc, i: int) -> int:
    return i + 2
