"""The attributions of one sentence: cue, source and reported words put together, before names are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.attribution_content import coordinator_before, lay_out
from pipeline.attribution_cue import Hit, find_hits
from pipeline.attribution_tail import read_tail, skip_hearer
from pipeline.clause import is_tagged
from pipeline.dateline import dateline_end
from pipeline.source_kind import kind_of_words
from pipeline.source_phrase import SourcePhrase, phrase_around, phrase_of, source_of_verb

_MINDS = frozenset({"know", "believe", "think", "feel", "learn", "suggest", "imply", "show", "indicate", "find", "fear"})
_KNOWING = frozenset({"know", "believe", "think", "feel", "learn"})  # "China knows that ..." is the writer's own word
_FIRST_PERSON = frozenset({"i", "you"})
_NOBODY = frozenset([
    "nobody", "none", "no", "what", "anyone", "anybody", "everyone", "everybody", "there", "neither", "whoever", "article",
    "section", "paragraph",
])  # fmt: skip
_CLAUSE_OPENERS = frozenset({"that", "any", "anyone", "no", "there", "whether", "if"})
_MIN_CONTENT = 1


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


def read_sentence(doc: Doc, start: int, end: int) -> list[Draft]:
    """The attributions of the sentence from token `start` to `end`, in the order of their cues.

    "The ministry said that 780 had arrived, the Telegraph reported": the ministry's words lie inside the Telegraph's.
    """
    drafts: list[Draft] = []
    for hit in find_hits(doc, start, end):
        if not _repeats_citation(hit, drafts):
            drafts.extend(_read_hit(doc, hit, (start, end), drafts))
    _cite_ahead(drafts)
    _part(doc, drafts)
    _narrow_hedges(drafts)
    return [draft for draft in drafts if draft.end - draft.start >= _MIN_CONTENT]


def _repeats_citation(hit: Hit, before: Sequence[Draft]) -> bool:
    """True for "reporting that" behind "cited data from the Center": it only says what the citation is for."""
    if hit.form != "participle" or not before or hit.cue.frame == "cited":
        return False
    last = before[-1]
    return last.hit.cue.frame == "cited" and last.hit.form == "verb" and last.start in range(hit.start + 1, hit.end + 3)


def _read_hit(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    if hit.form == "according":
        return _according(doc, hit, sent)
    if hit.form == "count":
        source = phrase_of(doc, hit.start + 1, hit.verb, sent)
        return [Draft(hit, source, sent[0], _last(doc, sent), hit.cue.stance, "indirect", "around")] if source is not None else []
    if hit.form == "headline":
        source = phrase_of(doc, hit.end, sent[1], sent)
        words = [token.text for token in doc[hit.end : sent[1]] if not token.is_space]
        known = kind_of_words(words) in {"organisation", "government", "group"} and not words[0].endswith("ing")
        return [Draft(hit, source, sent[0], hit.start, "asserts", "indirect", "before")] if source is not None and known else []
    if hit.form in {"passive", "adverb"}:
        return [Draft(hit, None, sent[0], _last(doc, sent), hit.cue.stance, "passive", "around")]
    if hit.form == "by":
        return _by_agent(doc, hit, sent)
    if hit.cue.frame == "cited":
        return _cited(doc, hit, sent, before)
    return _reported(doc, hit, sent, before)


def _reported(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    shared = _shared_speaker(doc, hit, before)
    if shared is not None:
        return [Draft(hit, shared, _behind_that(doc, hit.end, sent[1]), _last(doc, sent), hit.cue.stance, _type_of(shared), left=hit.start)]
    source = source_of_verb(doc, hit.verb, hit.start, sent)
    tail = read_tail(doc, hit, sent)
    if tail is not None and not _may_say(doc, hit, tail.source):
        tail = None
    if tail is None or (source is not None and source.end == tail.source.end):
        drafts = _beside_verb(doc, hit, source, sent, before)
        if drafts or tail is None:
            return drafts
    return [Draft(hit, tail.source, tail.start, tail.end, hit.cue.stance, _type_of(tail.source), "before")]


def _shared_speaker(doc: Doc, hit: Hit, before: Sequence[Draft]) -> SourcePhrase | None:
    """The speaker of "said 40 jobs were cut | and denied that anyone was hurt": one subject, two verbs; None for another subject."""
    last = next((draft for draft in reversed(before) if draft.hit.form == "verb" and draft.source is not None), None)
    if last is None or hit.form != "verb" or last.side != "after" or not last.start < hit.start < last.end:
        return None
    i = hit.start - 1
    while i > last.start and (doc[i].pos_ == "ADV" or doc[i].lower_ in {"has", "have", "had", "also"}):
        i -= 1
    if doc[i].lower_ not in {"and", "but"}:
        return None
    following = doc[hit.end].lower_ if hit.end < len(doc) else ""
    return last.source if following in _CLAUSE_OPENERS or hit.cue.stance == "denies" else None


def _behind_that(doc: Doc, i: int, stop: int) -> int:
    return i + 1 if i + 1 < stop and doc[i].lower_ == "that" else i


def _beside_verb(
    doc: Doc, hit: Hit, source: SourcePhrase | None, sent: tuple[int, int], before: Sequence[Draft]
) -> list[Draft]:
    if hit.form == "participle" and not _hangs_on(doc, hit, sent):
        return []
    if hit.form == "participle":
        source = _speaker_of_participle(doc, hit, sent, before) or source
    if source is None or not _may_say(doc, hit, source):
        return []
    if _is_inserted(doc, hit, source):
        return [Draft(hit, source, sent[0], _last(doc, sent), hit.cue.stance, "indirect", "around")]
    asked = _question(doc, sent) if hit.form == "abstain" else None
    if asked is not None:
        return [Draft(hit, source, *asked, "abstains", _type_of(source), "before")]
    layout = lay_out(doc, hit, source, sent, hearer=skip_hearer(doc, hit, sent[1]))
    if layout is None:
        return []
    start = max(layout.start, dateline_end(doc, *sent)) if layout.side != "after" else layout.start
    return [Draft(hit, source, start, layout.end, hit.cue.stance, _type_of(source), layout.side)]


def _question(doc: Doc, sent: tuple[int, int]) -> tuple[int, int] | None:
    """The question at the head of "Asked how many were hurt, the spokesman said he was unable to tell"."""
    if doc[sent[0]].lower_ != "asked":
        return None
    end = next((i for i in range(sent[0] + 2, sent[1]) if doc[i].text == ","), None)
    return (sent[0] + 1, end) if end is not None else None


def _hangs_on(doc: Doc, hit: Hit, sent: tuple[int, int]) -> bool:
    """True for ", saying ...", "as saying" and a participle at the head of the sentence before a noun."""
    return hit.start > sent[0] and (doc[hit.start - 1].text in {",", "”", '"'} or doc[hit.start - 1].lower_ in {"as", "statement"})


def _speaker_of_participle(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> SourcePhrase | None:
    """Who goes on speaking in ", saying ...": the speaker of the main verb, or its subject ("lowered the toll, saying")."""
    if hit.start > sent[0] and doc[hit.start - 1].text == ",":
        for draft in reversed(before):
            if draft.source is not None and draft.hit.form in {"verb", "abstain"}:
                return draft.source
    return None


def _is_inserted(doc: Doc, hit: Hit, source: SourcePhrase) -> bool:
    """True for a relative clause with the report inside: "the 92 people the group knows were caught"."""
    following = doc[hit.end] if hit.end < len(doc) else None
    if following is None or source.start > hit.start or following.pos_ != "AUX":
        return False
    return source.start > 0 and doc[source.start - 1].pos_ in {"NOUN", "PROPN", "PRON", "NUM"}


def _may_say(doc: Doc, hit: Hit, source: SourcePhrase) -> bool:
    """True unless the subject is nobody who could report: "The flood found", "we know", "China knows"."""
    word = doc[source.end - 1].lower_
    if doc[source.start].lower_ in _NOBODY or any(token.is_digit for token in doc[source.start : source.end][:2]):
        return False
    if hit.end < len(doc) and doc[hit.end].lower_ in {"nothing", "little", "so", "goodbye"}:
        return False
    if source.is_pronoun:
        return word not in _FIRST_PERSON and not (word in {"we", "they", "it"} and hit.cue.base in _MINDS)
    if hit.cue.base in _KNOWING and source.kind == "government":
        return False
    if hit.cue.base in {"show", "suggest", "indicate", "imply"} and source.kind not in {"document", "organisation", "person"}:
        return False
    if hit.cue.base == "find" and source.kind not in {"document", "organisation", "group", "person"}:
        return False
    if source.kind is not None:
        return True
    # A verb outside doubt makes a speaker of any noun: "the niece of one of them said"; others need a known kind of source.
    return hit.cue.base in {"say", "tell", "add", "testify", "warn", "deny", "recall", "explain", "announce", "insist", "claim"}


def _according(doc: Doc, hit: Hit, sent: tuple[int, int]) -> list[Draft]:
    first = hit.end
    while first < sent[1] and (doc[first].is_space or doc[first].pos_ == "PUNCT"):
        first += 1
    if first >= sent[1]:
        return []
    source = _named_from(doc, first, sent)
    if source is None:
        return []
    after = _behind_apposition(doc, source.end, sent)
    if hit.start == sent[0]:
        return [Draft(hit, source, after, _last(doc, sent), "asserts", _type_of(source), "after")]
    closed = _only_marks(doc, source.end, sent[1]) or _only_marks(doc, after, sent[1])
    if closed or doc[source.end].text != "," or doc[hit.start - 1].text != ",":
        end = hit.start
        while end > sent[0] and doc[end - 1].text in {",", "–", "—", "-"}:
            end -= 1
        return [Draft(hit, source, sent[0], end, "asserts", _type_of(source), "before")]
    return [Draft(hit, source, sent[0], _last(doc, sent), "asserts", _type_of(source), "around")]


def _named_from(doc: Doc, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """The source whose phrase begins at token `first`."""
    from_token = first
    stop = from_token
    while stop < sent[1] and _is_nominal(doc, stop, from_token):
        stop += 1
    if stop == from_token:
        return None
    head = doc[stop - 1]
    found = phrase_around(doc, head, sent)
    if found is None:
        return None
    if found.start > from_token:
        return SourcePhrase(from_token, found.end, found.name if found.name != (found.start, found.end) else (from_token, found.end),
                            found.kind, found.is_pronoun)  # fmt: skip
    return found


def _is_nominal(doc: Doc, i: int, first: int) -> bool:
    token = doc[i]
    if token.text == "-" or (i > first and doc[i - 1].text == "-"):
        return True
    if not is_tagged(doc):
        return token.is_alpha and (token.is_title or token.is_upper or i - first < 4) and token.lower_ not in {"that", "who", "which"}
    return token.pos_ in {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "PRON", "X"} and token.lower_ not in {"who", "which", "that"}


def _behind_apposition(doc: Doc, i: int, sent: tuple[int, int]) -> int:
    """Behind "Ruth Hall, | a priest with friends there, |" the reported clause begins."""
    if i >= sent[1] or doc[i].text != ",":
        while i < sent[1] and doc[i].text != ",":
            if doc[i].pos_ in {"VERB", "AUX"} and doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
                return i
            i += 1
        return min(i + 1, sent[1]) if i < sent[1] else i
    nominal = i + 1 < sent[1] and doc[i + 1].lower_ in {"a", "an", "the", "who", "which", "whose", "former", "head", "director"}
    for j in range(i + 1, min(sent[1], i + 30)):
        if doc[j].pos_ in {"VERB", "AUX"} and doc[j].tag_ in {"VBD", "VBZ", "VBP", "MD"} and doc[i + 1].lower_ not in {"who", "which"}:
            return i + 1
        if doc[j].text == "," and nominal:
            return j + 1
    return i + 1


def _by_agent(doc: Doc, hit: Hit, sent: tuple[int, int]) -> list[Draft]:
    """ "88 arrests were recorded by a lawyers' group": the group vouches for the sentence."""
    agent = syntax.agents(doc[hit.verb])[0]
    source = phrase_around(doc, agent, sent)
    if source is None or (source.kind in {None, "government"} and hit.cue.frame != "object"):
        return []
    if source.kind is None:
        return []
    cited = hit.cue.frame == "cited"
    return [Draft(hit, source, sent[0], _last(doc, sent), "cites" if cited else hit.cue.stance, _type_of(source), "around")]


def _cited(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    """The cited source and, for "The Journal cited ...", the one that cites: "HRW said 120 were returned, citing a missionary"."""
    source = _named_from(doc, hit.end, sent)
    if source is None or (source.kind is None and source.name == (source.start, source.end)):
        return []
    start, end = _reported_behind(doc, source, sent)
    outer: Draft | None = None
    drafts: list[Draft] = []
    if hit.form == "participle" and before:
        outer = next((draft for draft in reversed(before) if draft.hit.form in {"verb", "participle"}), None)
    else:
        speaker = source_of_verb(doc, hit.verb, hit.start, sent)
        if speaker is not None and hit.form != "participle":
            outer = Draft(hit, speaker, start, end, "cites", _type_of(speaker))
            drafts.append(outer)
    if hit.form == "participle" and outer is not None:
        start, end = outer.start, min(outer.end, hit.start)
    elif hit.form == "participle" and hit.start > sent[0] + 1:
        start, end = sent[0], hit.start
    while end > start and doc[end - 1].text == ",":
        end -= 1
    drafts.append(Draft(hit, source, start, end, "asserts", _type_of(source), parent=outer))
    if outer is not None:
        outer.end = min(outer.end, end) if outer.start == start and hit.form == "participle" else outer.end
    return drafts


def _reported_behind(doc: Doc, source: SourcePhrase, sent: tuple[int, int]) -> tuple[int, int]:
    """What the cited source is cited for: behind "as saying that", ", pointing out" or ", reporting that"."""
    for i in range(source.end, sent[1]):
        if doc[i].tag_ == "VBG" and (doc[i - 1].text == "," or doc[i - 1].lower_ == "as" or i == source.end):
            start = i + 1
            while start < sent[1] and doc[start].lower_ in {"that", "out", ":"}:
                start += 1
            return start, _last(doc, sent)
    return source.start, _last(doc, sent)


def _cite_ahead(drafts: Sequence[Draft]) -> None:
    """Give "Citing two officials, the Sun reported ..." the words and the speaker of the main clause."""
    for draft, following in pairwise(drafts):
        ahead = draft.hit.form == "participle" and draft.hit.cue.frame == "cited" and draft.parent is None
        if ahead and following.hit.form == "verb" and following.source is not None and draft.start < following.left:
            draft.start, draft.end, draft.parent = following.start, following.end, following


def _narrow_hedges(drafts: Sequence[Draft]) -> None:
    """Keep a hedge to the words of the source that hedges: "she said a cousin was believed to be among them"."""
    for draft in drafts:
        if draft.type != "passive":
            continue
        around = [d for d in drafts if d.source is not None and d.start <= draft.hit.start and draft.hit.end <= d.end]
        if around:
            inner = min(around, key=lambda d: d.end - d.start)
            draft.start, draft.end = inner.start, inner.end


def _part(doc: Doc, drafts: list[Draft]) -> None:
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


def _only_marks(doc: Doc, i: int, stop: int) -> bool:
    return all(token.is_punct or token.is_space for token in doc[i:stop])


def _last(doc: Doc, sent: tuple[int, int]) -> int:
    end = sent[1]
    while end > sent[0] and (doc[end - 1].is_space or doc[end - 1].text in {".", "!", "?"}):
        end -= 1
    return end


def _type_of(source: SourcePhrase) -> str:
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
