"""Which words of a sentence a cue reports: those behind it, those before it, or all around it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.attribution.cue import Hit
from pipeline.attribution.cue_verb import is_before_figure
from pipeline.attribution.source_kind import plain
from pipeline.attribution.source_naming import SourcePhrase
from pipeline.clause import is_parsed

OPENERS = frozenset({'"', "“", "„", "«", "``"})
CLOSERS = frozenset({'"', "”", "»", "''"})
_COORDINATORS = frozenset({"but", "while", "whereas", "and", "although", "though", "yet"})
_DAYS = frozenset([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "late", "early", "last", "earlier", "night",
    "morning", "afternoon", "evening", "week", "month", "year", "a.m", "p.m",
])  # fmt: skip
_STATEMENTS = frozenset([
    "statement", "report", "letter", "interview", "email", "e-mail", "post", "tweet", "briefing", "release", "note", "comments",
    "conference", "speech", "testimony", "message", "phone", "telephone", "television", "radio", "bulletin", "update",
    "reporters", "journalists", "council", "parliament",
])  # fmt: skip


_ANNOUNCING = frozenset({"add", "continue", "go on", "repeat", "signal"})  # "added more fencing" reports nothing
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUALIFIED = 5  # tokens in which an amount begins: "at the very most 40"
_ADJUNCTS = 14  # tokens of hearers, days and occasions
_ASIDE = frozenset({"as", "after", "when", "while", "before", "following", "during"})


@dataclass(frozen=True, slots=True)
class Layout:
    """Where cue, source and content of one attribution stand, in tokens, ends excluded; `side` is after, before or around."""

    start: int
    end: int
    side: str


def lay_out(doc: Doc, hit: Hit, source: SourcePhrase | None, sent: tuple[int, int], *, hearer: int | None = None) -> Layout | None:
    """The content of a cue in the sentence from token `sent[0]` to `sent[1]`; None when the cue reports nothing there.

    `hearer` is the token behind whom it is told, where the cue names one.
    "The mayor said 40 had died": after; "40 had died, the mayor said": before; "The flood, he said, killed 40": around.
    """
    first = min(hit.start, source.start) if source is not None else hit.start
    after = max(hit.end, source.end) if source is not None and source.start >= hit.end else hit.end
    after = after if hearer is None else max(after, hearer)
    after = _skip_apposition(doc, after, sent[1]) if source is not None and source.start >= hit.end else after
    start = skip_adjuncts(doc, after, sent[1])
    inverted = source is not None and source.start >= hit.end
    parted = first > sent[0] and (doc[first - 1].text == "," or doc[first - 1].text in CLOSERS | {"–", "—", "-"})
    behind = _rest(doc, start, sent[1])
    if inverted and parted:
        resumed = any(token.text in OPENERS for token in doc[after : sent[1]]) and doc[first - 1].text in CLOSERS
        return Layout(sent[0], _end(doc, sent) if resumed else _trim(doc, sent[0], first), "around" if resumed else "before")
    strong = _is_announced(doc, after, start, sent[1])
    if parted and _lists_on(doc, sent[0], first, after, sent[1]):
        return Layout(sent[0], _end(doc, sent), "around")
    if parted and not strong and _is_quoted_before(doc, first, start, sent):
        return Layout(sent[0], _trim(doc, sent[0], first), "before")
    if parted and first - sent[0] >= 3 and _is_rounded_off(doc, first, after, hit, sent, strong):
        aside = not behind or _participle_follows(doc, after, sent[1]) or _new_clause(doc, start, sent[1])
        return Layout(sent[0], _trim(doc, sent[0], first), "before") if aside else Layout(sent[0], _end(doc, sent), "around")
    if hit.cue.base in _ANNOUNCING and not strong and not parted:
        return None
    takes_noun = hit.cue.frame in {"object", "abstain", "cited"} and hit.form != "participle" and has_object(doc, hit)
    if behind and plain(doc[hit.start - 1]) in {"which", "who"} and hit.start - 2 > sent[0] and doc[hit.start - 2].text == ",":
        closed = next((i for i in range(start, sent[1]) if doc[i].text == ","), None)
        return Layout(start, closed or _end(doc, sent), "after") if closed is None or closed > start else None
    takes_noun = takes_noun or (
        behind and hit.cue.base == "say" and hit.form == "verb" and doc[start].pos_ in {"DET", "NUM", "NOUN", "PROPN", "PRON"}
    )
    if behind and (strong or takes_noun or _has_clause(doc, hit) or _claims_deed(doc, hit)):
        return Layout(start, _end(doc, sent), "after")
    if parted and first - sent[0] >= 2:
        return Layout(sent[0], _trim(doc, sent[0], first), "before")
    return None


def _lists_on(doc: Doc, begin: int, first: int, after: int, stop: int) -> bool:
    """True for "Some 900 left, officials confirm: 500 women and 400 children": the list divides the figure before."""
    return after < stop and doc[after].text == ":" and any(token.tag_ in _FINITE for token in doc[begin:first])


def _is_quoted_before(doc: Doc, first: int, start: int, sent: tuple[int, int]) -> bool:
    """True for '"Nobody was hurt," he told reporters in Tovar': a quotation before the cue, and no clause behind it."""
    closed = any(doc[i].text in CLOSERS for i in range(max(sent[0], first - 2), first))
    return closed and not any(token.tag_ in _FINITE or token.text in OPENERS for token in doc[start : sent[1]])


def _is_rounded_off(doc: Doc, first: int, after: int, hit: Hit, sent: tuple[int, int], strong: bool) -> bool:
    """True if a comma, closing mark or the end of the sentence follows the cue, so that it stands aside from what it reports."""
    if hit.form == "participle":
        return False
    place = skip_adjuncts(doc, after, sent[1])
    if not _rest(doc, place, sent[1]) or (doc[place].lower_ in _ASIDE and not strong):
        return True
    if doc[after].text == "," and not strong:
        return True
    closing = doc[first - 1].text in CLOSERS or (doc[first - 1].text == "," and doc[first - 2].text in CLOSERS)
    return closing and doc[first - 1].text in CLOSERS and doc[place - 1].text in {",", "."} and doc[place].text in OPENERS


def _new_clause(doc: Doc, i: int, stop: int) -> bool:
    """True if "as ...", ", while ..." or ", but ..." leads on from a cue that stands behind its content."""
    at = i + 1 if doc[i].text == "," and i + 1 < stop else i
    if doc[at].lower_ == "as" and at + 1 < stop and doc[at + 1].lower_ in {"many", "much", "few", "little"}:
        return False
    return doc[at].lower_ in (_ASIDE if at == i else _ASIDE | _COORDINATORS)


def _participle_follows(doc: Doc, i: int, stop: int) -> bool:
    """True for ", citing ..." and ", adding that ..." behind a cue."""
    return i + 1 < stop and doc[i].text == "," and doc[i + 1].text.endswith("ing")


def _skip_apposition(doc: Doc, i: int, stop: int) -> int:
    """Behind "said Greg Cole, | head of the clinic in Tovar" the speech may go on only after the next mark."""
    if i < stop and doc[i].text == ",":
        for j in range(i + 1, min(stop, i + 20)):
            if doc[j].text in OPENERS or doc[j].text in {".", ";", ":"}:
                return j
            if doc[j].text == "," and j > i + 1:
                return j
        return stop
    return i


def skip_adjuncts(doc: Doc, i: int, stop: int) -> int:
    """Pass over hearers, days and occasions: "told reporters on Saturday that" leads to behind "that"."""
    limit = min(stop, i + 16)
    for j in range(i, limit):
        if doc[j].lower_ == "that" and doc[j].pos_ in {"SCONJ", "PRON", "DET", ""} and _only_adjuncts(doc, i, j):
            return j + 1
        if doc[j].text in OPENERS | {":"} and _only_adjuncts(doc, i, j):
            return j + (doc[j].text == ":" and j + 1 < stop)
        if doc[j].pos_ in {"VERB", "AUX"} and j > i:
            break
    j = i
    while j < stop:
        step = _adjunct(doc, j, stop)
        if step == j:
            break
        j = step
    while j < stop and doc[j].text in {",", ":"} and j > i:
        j += 1
    return j


def _only_adjuncts(doc: Doc, i: int, j: int) -> bool:
    return j - i <= _ADJUNCTS and not any(doc[k].tag_ in _FINITE or _is_amount(doc, k) for k in range(i, j))


def _is_amount(doc: Doc, i: int) -> bool:
    """True for the 371 of "registered 371 arrests: 214 on Monday", not for a day, a year or an age."""
    if not doc[i].like_num or doc[i].lower_ in {"one", "first", "second", "third"}:
        return False
    if doc[i].text.isdigit() and (len(doc[i]) == 4 or doc[i - 1].text == ","):
        return False
    beside = {doc[i - 1].lower_.rstrip("."), doc[min(i + 1, len(doc) - 1)].lower_.rstrip(".")}
    return not beside & _DAYS


def _adjunct(doc: Doc, i: int, stop: int) -> int:
    """The end of one adjunct that begins at `i`, or `i`."""
    word = doc[i].lower_.rstrip(".")
    if doc[i].is_space:
        return i + 1
    if word in _DAYS and not (word in {"late", "early", "last"} and i + 1 < stop and doc[i + 1].lower_ not in _DAYS):
        j = i + 1
        while j < stop and (doc[j].lower_.rstrip(".") in _DAYS or (doc[j].text.isdigit() and int(doc[j].text) < 32) or doc[j].text == "."):
            if doc[j].text == "." and j + 1 >= stop:
                break
            j += 1
        return j
    if word in {"reporters", "journalists"}:
        return i + 1
    if word in {"on", "in", "at", "to", "by", "after", "during", "via", "from"}:
        for j in range(i + 1, min(stop, i + 8)):
            inner = doc[j].lower_.rstrip(".")
            if inner in _STATEMENTS or (word == "on" and inner in _DAYS):
                end = j + 1
                while end < stop and (doc[end].lower_.rstrip(".") in _DAYS or (doc[end].text.isdigit() and int(doc[end].text) < 32)):
                    end += 1
                return _with_whom(doc, end, stop)
            if doc[j].pos_ in {"VERB", "AUX", "PUNCT", "NUM"}:
                break
    return i


def _with_whom(doc: Doc, i: int, stop: int) -> int:
    """Behind "in an interview | with Delta Radio" and "in a letter | to the council"."""
    if i + 1 >= stop or doc[i].lower_ not in {"with", "to"} or doc[i + 1].pos_ not in {"DET", "PROPN", "NOUN", "ADJ"}:
        return i
    end = i + 1
    while end < stop and doc[end].pos_ in {"DET", "PROPN", "NOUN", "ADJ"} and doc[end].lower_.rstrip(".") not in _DAYS:
        end += 1
    return end


def has_object(doc: Doc, hit: Hit) -> bool:
    """True if the cue takes a noun: "registered 90 deaths", not "registered with us"; always where there is no parse."""
    if not is_parsed(doc) or hit.end - hit.start > 1 or hit.form == "abstain":
        return True
    return (
        bool(syntax.objects(doc[hit.verb]))
        or is_before_figure(doc, hit.end, _QUALIFIED)
        or (hit.end < len(doc) and doc[hit.end].pos_ in {"NUM", "DET", "NOUN", "PROPN", "ADJ", "ADV"})
    )


def _rest(doc: Doc, i: int, stop: int) -> bool:
    return any(not token.is_punct and not token.is_space for token in doc[i:stop])


def _is_announced(doc: Doc, after: int, start: int, stop: int) -> bool:
    """True if "that", a colon or an opening quotation mark leads from the cue to its content."""
    if start >= stop:
        return False
    between = {token.lower_ for token in doc[after:start]}
    return "that" in between or ":" in between or doc[start].text in OPENERS | {":"} or doc[start].lower_ == "that"


def _claims_deed(doc: Doc, hit: Hit) -> bool:
    """True for "claimed to have hit 40 posts" and "reported having 40 cases": what somebody says of himself."""
    following = [token.lower_ for token in doc[hit.end : hit.end + 2]]
    return hit.cue.base in {"claim", "report"} and (following == ["to", "have"] or following[:1] == ["having"])


def _has_clause(doc: Doc, hit: Hit) -> bool:
    if not is_parsed(doc):
        return True
    clause = syntax.reported_clause(doc[hit.verb])
    if clause is not None and clause.i > hit.verb:
        stated = clause.tag_ in {"VBD", "VBZ", "VBP"} or bool(syntax.auxiliaries(clause))
        return stated or any(subject.i > hit.verb for subject in syntax.subjects(clause))
    if hit.form == "participle":
        return False
    following = doc[hit.end : min(hit.end + 12, len(doc))]
    return any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in following) and not any(
        t.lower_ in {"to", "on"} for t in following[:1]
    )


def _trim(doc: Doc, start: int, end: int) -> int:
    while end > start and (doc[end - 1].text in {",", "–", "—", "-"} or doc[end - 1].is_space):
        end -= 1
    return end


def _end(doc: Doc, sent: tuple[int, int]) -> int:
    end = sent[1]
    while end > sent[0] and (doc[end - 1].is_space or doc[end - 1].text in {".", "!", "?", ";"}):
        end -= 1
    return end


def coordinator_before(doc: Doc, i: int, low: int) -> int | None:
    """Where ", but" or "; while" before token `i` begins, if a new main clause starts there; None otherwise."""
    for j in range(i - 1, max(low, i - 3) - 1, -1):
        if doc[j].lower_ in _COORDINATORS:
            return j - 1 if j - 1 > low and doc[j - 1].text in {",", ";"} else j
        if doc[j].text == ";":
            return j
    return None
