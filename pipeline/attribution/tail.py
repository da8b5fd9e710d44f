"""Sources at the end of a sentence, read from the printed order of words alone: ", the mayor said on Monday."."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.attribution.content import CLOSERS, skip_adjuncts
from pipeline.attribution.cue import Hit
from pipeline.attribution.source_kind import plain
from pipeline.attribution.source_naming import SourcePhrase, speaks_for_office
from pipeline.attribution.source_phrase import phrase_of, printed_before
from pipeline.clause import is_parsed, is_tagged
from pipeline.dates.dateline import dateline_end

_DASHES = frozenset({"–", "—", "-"})
_JOINTS = frozenset({"and", "but", "while"})
_HEARING = frozenset({"tell", "inform", "brief", "alert", "remind", "assure"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART", "NUM", "PRON"})
_RELATIVES = frozenset({"who", "whose", "which"})
_NAME_LENGTH = 16  # tokens a source behind its verb may hold with its apposition
_MIN_CLAUSE = 2
_MIN_NAME, _MAX_NAME = 2, 4  # words of a person's name


@dataclass(frozen=True, slots=True)
class Tail:
    """Who speaks at the end of a sentence, and the tokens (end excluded) that are spoken."""

    source: SourcePhrase
    start: int
    end: int


def read_tail(doc: Doc, hit: Hit, sent: tuple[int, int]) -> Tail | None:
    """The source behind a clause or quotation that ends with comma or mark: "..., the rights group Vesna said on Monday."

    None where the verb is not the last thing said in its sentence, or where nothing that could be reported stands before.
    """
    if hit.form not in {"verb", "by"}:
        return None
    return _source_first(doc, hit, sent) or _verb_first(doc, hit, sent)


def closes_sentence(doc: Doc, i: int, stop: int) -> bool:
    """True if only days, occasions and marks stand between token `i` and the end of a sentence, or a new clause: ", and ..."."""
    behind = skip_adjuncts(doc, i, stop)
    if 0 < behind < stop and doc[behind].lower_ in _JOINTS and doc[behind - 1].text == ",":
        return True
    if behind + 1 < stop and doc[behind].text == "," and doc[behind + 1].lower_ in _JOINTS:
        return True
    return all(token.is_punct or token.is_space for token in doc[behind:stop])


def skip_hearer(doc: Doc, hit: Hit, stop: int) -> int:
    """The token behind whom a report is told: behind "Anadolu Agency" in "told Anadolu Agency on Monday"; else behind the cue."""
    if hit.cue.base.split()[0] not in _HEARING:
        return hit.end
    if is_parsed(doc):
        hearer = next((noun for noun in syntax.objects(doc[hit.verb]) if noun.i >= hit.end), None)
        if hearer is not None and syntax.np_span(hearer)[0] == hit.end and hearer.lower_ != "that":
            return min(syntax.np_span(hearer)[1], stop)
    end = hit.end
    while end < stop and doc[end].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "X"} and doc[end].lower_ != "that":
        end += 1
    return end


def _source_first(doc: Doc, hit: Hit, sent: tuple[int, int]) -> Tail | None:
    if not closes_sentence(doc, skip_hearer(doc, hit, sent[1]), sent[1]):
        return None
    source = printed_before(doc, hit.start, sent)
    if source is None or source.is_pronoun:
        return None
    first = source.start
    aside = first - 2 > sent[0] and doc[first - 1].lower_ == "as" and doc[first - 2].text == ","
    content = _said_before(doc, first - 1 if aside else first, sent)
    if content is None:
        return None
    return Tail(source, _behind_contrast(doc, *content) if aside else content[0], content[1])


def _behind_contrast(doc: Doc, start: int, end: int) -> int:
    """Where "not 140" begins behind a comma: "165 were in the hall, not | 140, as the owner says" makes him say the 140 alone."""
    for i in range(end - 1, start + 1, -1):
        if doc[i].text == ",":
            return start
        if doc[i].lower_ == "not" and doc[i - 1].text == ",":
            return i + 1
    return start


def _verb_first(doc: Doc, hit: Hit, sent: tuple[int, int]) -> Tail | None:
    """ "Twelve men died, said the mayor, Ana Ruiz." """
    content = _said_before(doc, hit.start, sent)
    if content is None or hit.end - hit.start > 1 or hit.form != "verb" or hit.end >= sent[1] or doc[hit.end].pos_ == "ADP":
        return None
    stop = hit.end
    while stop < min(sent[1], hit.end + _NAME_LENGTH) and doc[stop].pos_ in _NOMINAL and plain(doc[stop]) not in _RELATIVES:
        if doc[stop].pos_ == "ADP" and skip_adjuncts(doc, stop, sent[1]) > stop:
            break  # "said an official | in a statement on Monday"
        stop += 1
    ended = (
        stop == sent[1]
        or doc[stop].pos_ == "ADP"
        or doc[stop].is_space
        or doc[stop].text in {".", ",", "("}
        or plain(doc[stop]) in _RELATIVES
    )
    counted = doc[hit.end].like_num and doc[hit.end : hit.end + 2].text.lower() != "one of"
    source = phrase_of(doc, hit.end, stop, sent) if ended and stop > hit.end and not counted else None
    if source is None or doc[source.end - 1].pos_ == "ADP":
        return None
    plain_source = source.name == (source.start, source.end) and not speaks_for_office(doc, source.start, source.end)
    name = _name_behind(doc, stop, sent[1]) if plain_source else None
    named = SourcePhrase(source.start, source.end, name, source.kind or "person") if name is not None else source
    return Tail(named, *content)


def _name_behind(doc: Doc, comma: int, stop: int) -> tuple[int, int] | None:
    """The tokens of "Leo Marsh" in "said the harbour master, Leo Marsh."; None for anything but a name of two to four words."""
    if comma >= stop or doc[comma].text != ",":
        return None
    end = comma + 1
    while end < stop and doc[end].text[:1].isupper():
        end += 1
    closed = end == stop or doc[end].is_punct or doc[end].is_space
    return (comma + 1, end) if closed and _MIN_NAME <= end - comma - 1 <= _MAX_NAME else None


def _said_before(doc: Doc, first: int, sent: tuple[int, int]) -> tuple[int, int] | None:
    """The tokens of the clause or quotation that a comma or closing mark parts from token `first`; None without one."""
    end = first
    while end > sent[0] and doc[end - 1].is_space:
        end -= 1
    mark = doc[end - 1].text if end > sent[0] else ""
    dash = mark in _DASHES and end - 2 > sent[0] and bool(doc[end - 2].whitespace_)  # not the hyphen of "north-east"
    if mark != "," and not dash and mark not in CLOSERS:
        return None
    start = dateline_end(doc, *sent)
    while end > start and (doc[end - 1].text in _DASHES | {","} or doc[end - 1].is_space):
        end -= 1
    return (start, end) if end - start >= _MIN_CLAUSE and says_something(doc, start, end) else None


def says_something(doc: Doc, start: int, end: int) -> bool:
    """True for a clause, a figure or a quotation; not for "In a statement on Sunday"; always where there are no tags."""
    if not is_tagged(doc):
        return True
    ends = doc[end - 1].text in CLOSERS or (end < len(doc) and doc[end].text in CLOSERS)
    return ends or any(token.tag_ in _FINITE or token.like_num or token.pos_ == "VERB" for token in doc[start:end])
