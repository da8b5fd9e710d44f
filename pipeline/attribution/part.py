"""Where the words of one source end and those of the next begin in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipeline.attribution.content import CLOSERS, coordinator_before
from pipeline.attribution.draft import Draft, sentence_end
from pipeline.attribution.figure_cue import DEMAND

# Not "after" or "when": what they begin tells why the source speaks now, not what it says.
_LINKS = frozenset({"and", "but", "while", "whereas", "with", "including", "among", "of", "up", "down"})
_FAR = 24  # tokens in which the sentence goes on behind its source


def cite_ahead(drafts: Sequence[Draft]) -> None:
    """Give "Citing two officials, the Sun reported ..." the words and the speaker of the main clause; "The Sun, citing two, says" too."""
    for draft, following in pairwise(drafts):
        if draft.hit.form != "participle" or draft.hit.cue.frame != "cited" or draft.parent is not None:
            continue
        source = following.source
        if following.hit.form == "verb" and source is not None and (draft.start < following.left or source.end <= draft.hit.start):
            draft.start, draft.end, draft.parent = following.start, following.end, following
            following.stance = "cites"


def widen_over_figures(doc: Doc, drafts: list[Draft], sent: tuple[int, int]) -> None:
    """Give a source that stands inside its sentence the figures behind it, too: "40 left, the union said, and 12 on Monday"."""
    for n, draft in enumerate(list(drafts)):
        if draft.side != "before" or draft.source is None or draft.hit.form not in {"verb", "according", "by"}:
            continue
        after = max(draft.hit.end, draft.source.end)
        if any(other.hit.start >= after for other in drafts[n + 1 :]) or doc[draft.end - 1].text in CLOSERS:
            continue
        joint = _joint_behind(doc, after, sent[1])
        if joint is not None and any(token.like_num and not _is_of_date(token) for token in doc[joint : sent[1]]):
            end = sentence_end(doc, sent)
            drafts.append(Draft(draft.hit, draft.source, joint, end, draft.stance, draft.type, "after", draft.parent, left=draft.left))


def _joint_behind(doc: Doc, after: int, stop: int) -> int | None:
    """Where the sentence goes on behind its source: at a semicolon, or at a comma before "and", "with" and the like."""
    for i in range(after, min(stop - 1, after + _FAR)):
        if doc[i].text == ";" or (doc[i].text == "," and doc[i + 1].lower_ in _LINKS):
            return i + 1
        if doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return None
    return None


def _is_of_date(token: Token) -> bool:
    return (token.text.isdigit() and len(token) == 4) or token.ent_type_ == "DATE"


def drop_reported_demands(drafts: list[Draft]) -> None:
    """Leave a demand to the source that reports it: "The town asked for $9 million, a diplomat said"."""
    for draft in list(drafts):
        others = [other for other in drafts if other is not draft and other.source is not None]
        if draft.hit.cue.base == DEMAND and any(other.start <= draft.hit.start < other.end for other in others):
            drafts.remove(draft)


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
    if later.start > draft.start and doc[later.start - 1].text == ";":
        return later.start - 1
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
