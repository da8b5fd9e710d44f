"""Sources named without speaking themselves: "according to X", "recorded by X", "citing X"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.attribution.cue import Hit
from pipeline.attribution.draft import Draft, sentence_end, type_of
from pipeline.attribution.source_kind import plain
from pipeline.attribution.source_naming import SourcePhrase
from pipeline.attribution.source_phrase import phrase_around, source_of_verb
from pipeline.clause import is_tagged


def read_according(doc: Doc, hit: Hit, sent: tuple[int, int]) -> list[Draft]:
    """The draft of "according to X": its words stand before it, behind it or around it; none where nobody is named."""
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
        return [Draft(hit, source, after, sentence_end(doc, sent), "asserts", type_of(source), "after")]
    closed = _only_marks(doc, source.end, sent[1]) or _only_marks(doc, after, sent[1])
    if closed or doc[source.end].text != "," or doc[hit.start - 1].text != ",":
        end = hit.start
        while end > sent[0] and doc[end - 1].text in {",", "–", "—", "-"}:
            end -= 1
        return [Draft(hit, source, sent[0], end, "asserts", type_of(source), "before")]
    return [Draft(hit, source, sent[0], sentence_end(doc, sent), "asserts", type_of(source), "around")]


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
    if token.text in {"'", "’"} and i > first and doc[i - 1].text.endswith("s") and not doc[i - 1].whitespace_:
        return True  # "the dockers' union"
    if not is_tagged(doc):
        return token.is_alpha and (token.is_title or token.is_upper or i - first < 4) and plain(token) not in {"that", "who", "which"}
    if token.tag_ in {"NNP", "NNPS"}:
        return True  # "United" in "the United Nations", which the parse may take for a verb
    return token.pos_ in {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "PRON", "X"} and plain(token) not in {"who", "which", "that"}


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
        if doc[j].pos_ in {"VERB", "AUX"} and doc[j].tag_ in {"VBD", "VBZ", "VBP", "MD"} and plain(doc[i + 1]) not in {"who", "which"}:
            return i + 1
        if doc[j].text == "," and nominal:
            return j + 1
    return i + 1


def read_agent(doc: Doc, hit: Hit, sent: tuple[int, int]) -> list[Draft]:
    """ "88 arrests were recorded by a lawyers' group": the group vouches for the sentence."""
    if syntax.negated(doc[hit.verb]):
        return []  # "The cost was not published by the government"
    agent = syntax.agents(doc[hit.verb])[0]
    source = phrase_around(doc, agent, sent)
    if source is None or (source.kind in {None, "government"} and hit.cue.frame != "object"):
        return []
    if source.kind is None:
        return []
    cited = hit.cue.frame == "cited"
    first = next((i + 1 for i in range(hit.start - 1, sent[0], -1) if doc[i].text == ";"), sent[0]) if cited else sent[0]
    return [Draft(hit, source, first, sentence_end(doc, sent), "cites" if cited else hit.cue.stance, type_of(source), "around")]


def read_cited(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
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
            outer = Draft(hit, speaker, start, end, "cites", type_of(speaker))
            drafts.append(outer)
    if hit.form == "participle" and outer is not None:
        start, end = outer.start, min(outer.end, hit.start)
    elif hit.form == "participle" and hit.start > sent[0] + 1:
        start, end = sent[0], hit.start
    while end > start and doc[end - 1].text == ",":
        end -= 1
    drafts.append(Draft(hit, source, start, end, "asserts", type_of(source), parent=outer))
    if outer is not None and outer.start == start and hit.form == "participle":
        outer.end = min(outer.end, end)
        outer.stance = "cites" if outer.end == end else outer.stance
    return drafts


def _reported_behind(doc: Doc, source: SourcePhrase, sent: tuple[int, int]) -> tuple[int, int]:
    """What the cited source is cited for: behind "as saying that", ", pointing out" or ", reporting that"."""
    for i in range(source.end, sent[1]):
        if doc[i].tag_ == "VBG" and (doc[i - 1].text == "," or doc[i - 1].lower_ == "as" or i == source.end):
            start = i + 1
            while start < sent[1] and doc[start].lower_ in {"that", "out", ":"}:
                start += 1
            return start, sentence_end(doc, sent)
    return source.start, sentence_end(doc, sent)


def _only_marks(doc: Doc, i: int, stop: int) -> bool:
    return all(token.is_punct or token.is_space for token in doc[i:stop])
