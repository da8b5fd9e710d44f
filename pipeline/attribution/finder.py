"""Who says what: every source of an article with its cue, the words it vouches for, and the source it was taken from in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attribution.content import OPENERS
from pipeline.attribution.cue import ACCORDING, Hit
from pipeline.attribution.draft import Draft, kind_or_default
from pipeline.attribution.follow_up import divides, is_shifted_back
from pipeline.attribution.quotes import Quotes
from pipeline.attribution.sentence import read_sentence
from pipeline.attribution.source_kind import kind_of_words
from pipeline.attribution.source_name import UNNAMED, Names, later_name
from pipeline.extensions import declare_extensions

Attribution = dict[str, Any]
_MARKS = "\"“”„«»'’‘ \t\n,"
_WISHES = frozenset({"would", "might", "could", "will"})
_CARRIERS = frozenset({"they", "he", "she", "it", "these", "those"})
_SPEECH = frozenset({"asserts", "warns", "alleges", "confirms", "denies", "estimates"})
_SAID = 100  # a kind that the printed words say outweighs any number of guesses
_MIN_QUOTE = 4
_NO_HIT = Hit(0, 0, 0, ACCORDING, "none")
_NEAR_TOKENS = 400  # a source further back than this does not go on speaking
_NEAR = 6  # attributions on either side that may hold one another: they share a sentence
_AHEAD = 200  # attributions in which a description looks for its name
declare_extensions()


@Language.factory("counterclaim_attribution", assigns=["doc._.counterclaim_attributions"])
def make_attribution_finder(nlp: Language, name: str) -> AttributionFinder:
    """The component that finds who says what."""
    return AttributionFinder()


class AttributionFinder:
    """Finds the attributions of a `Doc`; without a parse it reads the printed order of words alone and finds fewer."""

    def find(self, doc: Doc) -> list[Attribution]:
        """Sources with cue, stance, kind and the characters they vouch for, in text order; of equal stretches the inner first.

        "HRW said 120 were returned, citing a missionary" gives two: HRW, and the missionary with HRW in its `chain`.
        """
        if not len(doc):
            return []
        quotes = Quotes(doc.text)
        drafts: list[Draft] = []
        waiting: list[Draft] = []  # sentences of a quotation whose speaker is still to come
        for start, end in _sentences(doc):
            found = [draft for draft in read_sentence(doc, start, end) if not _is_speech_within(doc, draft, quotes)]
            if found:
                _speak_before(doc, found, drafts, waiting)
                drafts.extend(found)
                continue
            carried = _carried_on(doc, start, end, drafts, quotes)
            drafts.extend(carried)
            quote = quotes.at(doc[start].idx)
            if quote is not None and quote[1] >= doc[end - 1].idx + len(doc[end - 1]):
                waiting.append(Draft(_NO_HIT, None, start, end, "asserts", "direct", quote=quote))
        return _finish(doc, drafts, quotes)

    def __call__(self, doc: Doc) -> Doc:
        """Store what `find` gives in `doc._.counterclaim_attributions`."""
        doc._.counterclaim_attributions = tuple(self.find(doc))
        return doc


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    starts = [token.i for token in doc if token.is_sent_start] if doc.has_annotation("SENT_START") else []
    starts = starts if starts and starts[0] == 0 else [0, *starts]
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(doc)
        while start < end and doc[start].is_space:
            start += 1
        if start < end:
            yield start, end


def _speak_before(doc: Doc, found: Sequence[Draft], drafts: list[Draft], waiting: list[Draft]) -> None:
    """Give the sentences of a quotation to whom its last sentence names: '"We ran. They took nine of us," said Ana Ruiz.'"""
    tail = next((draft for draft in found if draft.side == "before" and draft.source is not None), None)
    held = [one for one in waiting if tail is not None and _closes(doc, tail, one)]
    if tail is not None and held:
        spans = {(one.start, one.end) for one in held}
        recent = max(0, len(drafts) - len(waiting))  # one draft at most was carried on for each sentence that waits
        drafts[recent:] = [draft for draft in drafts[recent:] if (draft.start, draft.end) not in spans]
        drafts.extend(Draft(tail.hit, tail.source, one.start, one.end, tail.stance, "direct", quote=one.quote) for one in held)
    waiting.clear()


def _closes(doc: Doc, tail: Draft, held: Draft) -> bool:
    """True if the words before `tail` end the quotation that the sentence `held` stands in."""
    if held.quote is None or tail.end <= tail.start:
        return False
    return held.quote[0] < doc[tail.end - 1].idx < held.quote[1] <= doc[tail.hit.start].idx


def _carried_on(doc: Doc, start: int, end: int, drafts: Sequence[Draft], quotes: Quotes) -> list[Draft]:
    """The last source again where a sentence without a cue of its own goes on with its words.

    A quotation that follows one in the same paragraph does, and so does "They would be ..." after a report.
    """
    if not drafts:
        return []
    last = drafts[-1]
    if start - last.end > _NEAR_TOKENS or "\n" in doc[last.end - 1 : start].text_with_ws:
        return []
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    quote = quotes.at(doc[start].idx)
    wide = quote is not None and quote[1] >= doc[end - 1].idx and end - start >= _MIN_QUOTE
    if wide and last.source is not None and last.stance in _SPEECH:
        return [Draft(_silent(last.hit), last.source, start, end, last.stance, "direct", parent=last.parent, quote=quote)]
    told = _told_before(doc, start, drafts) if quote is None else None
    if told is not None and (divides(doc, start, end) or is_shifted_back(doc, start, end, told)):
        stance = "asserts" if told.stance in {"confirms", "denies"} else told.stance  # what is confirmed is the figure before
        return [Draft(_silent(told.hit), told.source, start, end, stance, "indirect", parent=told.parent)]
    if quote is None and last.parent is not None and _wishes(doc, start, end) and last.end <= start:
        return [Draft(_silent(last.hit), last.source, start, end, last.stance, "indirect", parent=last.parent)]
    return []


def _told_before(doc: Doc, start: int, drafts: Sequence[Draft]) -> Draft | None:
    """The report in the sentence right before token `start` whose source may go on with its figure; None without a figure in it."""
    first = start - 1
    while first > 0 and not doc[first].is_sent_start:
        first -= 1
    for draft in reversed(drafts[-_NEAR:]):
        if max(draft.end, draft.hit.end) <= first:
            return None
        if draft.source is None or draft.stance not in _SPEECH or draft.hit.form == "according" or draft.end > start:
            continue
        if any(token.like_num for token in doc[draft.start : draft.end]):
            return draft
    return None


def _is_speech_within(doc: Doc, draft: Draft, quotes: Quotes) -> bool:
    """True for "they say" inside a quotation: whom the speaker means is not ours to resolve."""
    return draft.source is not None and draft.source.is_pronoun and quotes.at(doc[draft.hit.start].idx) is not None


def _silent(hit: Hit) -> Hit:
    return hit


def _wishes(doc: Doc, start: int, end: int) -> bool:
    words = [token.lower_ for token in doc[start : min(end, start + 4)]]
    return words[0] in _CARRIERS and any(word in _WISHES for word in words)


def _finish(doc: Doc, drafts: Sequence[Draft], quotes: Quotes) -> list[Attribution]:
    names = Names(doc)
    made = [_record(doc, draft, names, quotes) for draft in drafts]
    _name_later(made)
    _settle_kinds(doc, drafts, made)
    order = sorted(range(len(made)), key=lambda n: (*made[n]["content_span"], -_depth(drafts[n]), n))
    place = {n: rank for rank, n in enumerate(order)}
    index = {id(draft): n for n, draft in enumerate(drafts)}
    for n, _draft in enumerate(drafts):
        made[n]["chain"] = [place[m] for m in _chain(n, drafts, made, index)]
    return [made[n] for n in order]


def _depth(draft: Draft) -> int:
    depth = 0
    while draft.parent is not None:
        draft, depth = draft.parent, depth + 1
    return depth


def _chain(n: int, drafts: Sequence[Draft], made: Sequence[Attribution], index: dict[int, int]) -> list[int]:
    """The attributions around attribution `n`, outermost first: those whose words hold its cue, and the source that cites it."""
    own = drafts[n]
    around: list[int] = []
    parent = own.parent
    inner = made[n]["cue_span"]
    if parent is not None and id(parent) in index:
        around = [*_chain(index[id(parent)], drafts, made, index), index[id(parent)]]
        inner = None
    if inner is not None:
        holding = []
        for m in range(max(0, n - _NEAR), min(len(drafts), n + _NEAR)):
            start, end = made[m]["content_span"]
            if m != n and drafts[m].source is not None and start <= inner[0] and inner[1] <= end and drafts[m].hit is not own.hit:
                holding.append((start - end, m))
        around = [m for _, m in sorted(holding)]
    kept: list[int] = []
    for m, below in zip(around, [*around[1:], n], strict=False):
        if m != n and made[m]["source"] != made[below]["source"]:
            kept.append(m)
    return list(dict.fromkeys(kept))


def _record(doc: Doc, draft: Draft, names: Names, quotes: Quotes) -> Attribution:
    source, kind, span = UNNAMED, "anonymous", None
    if draft.source is not None:
        source, kind = names.resolve(draft.source, kind_or_default(doc, draft.source))
        span = _chars(doc, draft.source.start, draft.source.end)
    content = _content(doc, draft, quotes)
    return {
        "source": source,
        "kind": kind,
        "cue": doc[draft.hit.start : draft.hit.end].text,
        "stance": "denies" if draft.stance == "asserts" and _is_denial(doc, draft) else draft.stance,
        "type": _type(draft, content, doc, quotes),
        "source_span": span,
        "cue_span": _chars(doc, draft.hit.start, draft.hit.end),
        "content_span": content,
        "chain": [],
    }


def _is_denial(doc: Doc, draft: Draft) -> bool:
    """True if a report of somebody's own words begins with "no", "not one" or "there were no"; "no fewer than" denies nothing."""
    if draft.source is None or draft.side == "around":
        return False
    words = [token.lower_ for token in doc[draft.start : min(draft.start + 6, draft.end)] if token.text not in OPENERS][:4]
    if words[:2] in (["not", "one"], ["not", "a"]):
        return words[:2] == ["not", "one"] or words[2:3] == ["single"]
    if words[:1] in (["nobody"], ["none"]):
        return True
    place = words.index("no") if "no" in words[:3] else None
    if place is None or (place and words[0] not in {"there", "that"}):
        return False
    return words[place + 1 : place + 2] not in (["fewer"], ["less"], ["more"], ["later"], ["doubt"], ["longer"])


def _content(doc: Doc, draft: Draft, quotes: Quotes) -> list[int]:
    start, end = _chars(doc, draft.start, draft.end)
    first, last = quotes.at(start), quotes.at(end - 1)
    if first is not None and draft.side == "before":
        start = min(start, first[0])
    if last is not None and draft.side != "before" and quotes.at(_chars(doc, draft.hit.start, draft.hit.end)[0]) != last:
        end = max(end, last[1])
    return [start, end]


def _type(draft: Draft, content: Sequence[int], doc: Doc, quotes: Quotes) -> str:
    if draft.type in {"passive", "document", "direct"}:
        return draft.type
    start, end = content
    inside = [(max(left, start), min(right, end)) for left, right in quotes.spans if left < end and right > start]
    quoted = sum(right - left for left, right in inside)
    if not quoted:
        return "indirect"
    words = len(quotes.text[start:end].strip(_MARKS))
    return "direct" if quoted >= words else "mixed"


def _chars(doc: Doc, start: int, end: int) -> list[int]:
    return [doc[start].idx, doc[end - 1].idx + len(doc[end - 1])]


def _name_later(made: Sequence[Attribution]) -> None:
    """Give a description the name that follows: "a human rights group" is the organisation named paragraphs later."""
    named = [(str(found["source"]), str(found["kind"])) for found in made if found["source"]]
    for n, found in enumerate(made):
        if found["source"] and not found["source"][:1].isupper():
            name = later_name(found["source"], named[n + 1 : n + 1 + _AHEAD])
            if name is not None:
                found["source"] = name


def _settle_kinds(doc: Doc, drafts: Sequence[Draft], made: Sequence[Attribution]) -> None:
    """Give each name one kind in an article: the one its words say most often, else the first that was taken for it."""
    votes: dict[str, Counter[str]] = {}
    for draft, found in zip(drafts, made, strict=True):
        if draft.source is not None and not draft.source.is_pronoun:
            said = kind_of_words([token.text for token in doc[draft.source.start : draft.source.end]]) == found["kind"]
            votes.setdefault(found["source"], Counter())[found["kind"]] += _SAID if said else 1
    for found in made:
        if found["source"] in votes:
            found["kind"] = votes[found["source"]].most_common(1)[0][0]
