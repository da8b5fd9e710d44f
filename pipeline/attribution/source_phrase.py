"""The noun phrase that names a source, beside the verb that reports."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import syntax
from pipeline.attribution.source_kind import is_document_word, kind_of_words, plain
from pipeline.attribution.source_naming import BREAKS, SourcePhrase, is_record, named_phrase
from pipeline.clause import is_parsed, is_tagged

_JOINERS = frozenset([
    "of", "for", "in", "at", "from", "the", "and", "&", "de", "la", "le", "al", "bin", "with", "on", "against", "to",
])  # fmt: skip
_TIMES = frozenset([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sept", "sep", "oct", "nov", "dec", "yesterday", "today", "tonight", "earlier", "later", "recently", "last", "week",
    "month", "year", "also", "now", "then", "too",
])  # fmt: skip
_CLAUSE_JOINTS = frozenset({"while", "whereas", "although", "though", "but"})
_COMMANDS = frozenset({"VB", "VBP", "JJ"})  # no adjective stands before "the"
_APPOSITION = 24  # tokens an apposition may hold
_TAIL = 4  # tokens behind a noun up to its comma: "its neighbour | to the north,"
_RUN = 14  # tokens a source may hold


def source_of_verb(doc: Doc, verb: int, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """Who speaks with the verb at token `verb`, whose words begin at token `first`; None when the text does not say.

    "Park, who speaks for the ministry, told": "Park". The parse is asked first, then the words before the verb.
    """
    if is_parsed(doc):
        subject = _parsed_subject(doc[verb], sent)
        beyond = _subject_behind_joint(doc, subject, first, sent) if subject is not None else None
        if beyond is not None:
            return beyond
        if subject is not None and _is_each(doc, subject.i, sent[0]):
            return printed_before(doc, subject.i, sent)  # "The unions have each counted 40"
        if subject is not None:
            found = phrase_around(doc, subject, sent)
            if found is not None and not found.start <= verb < found.end and not _is_day(doc, found):
                return _nearer(doc, found, first, sent) or _without_counted(doc, _wider(doc, found, first, sent), verb, sent)
    printed = printed_before(doc, first, sent)
    return _with_verb_of_name(doc, _without_counted(doc, printed, verb, sent), sent) if printed else _before_relative(doc, first, sent)


def _subject_behind_joint(doc: Doc, subject: Token, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """The noun before the verb where the parse took that of the clause before: "Peru counts 40, while | Chile has | reported"."""
    joint = next((i for i in range(first - 1, subject.i + 1, -1) if _joins_clauses(doc, i)), None)
    beside = printed_before(doc, first, sent) if joint is not None else None
    return beside if joint is not None and beside is not None and beside.start == joint + 1 else None


def _joins_clauses(doc: Doc, i: int) -> bool:
    return doc[i].text == ";" or (doc[i].lower_ in _CLAUSE_JOINTS and doc[i - 1].text == ",")


def _without_counted(doc: Doc, found: SourcePhrase, verb: int, sent: tuple[int, int]) -> SourcePhrase:
    """The name alone where those counted stand before it: "Among the 73 monks | Harbour Watch | knows were caught"."""
    if verb + 1 >= len(doc) or doc[verb + 1].pos_ != "AUX" or found.end > verb:
        return found
    inside = range(found.start + 1, found.end)
    name = next((i for i in inside if doc[i].is_title and doc[i - 1].tag_ == "NNS" and doc[i - 1].text.islower()), None)
    return named_phrase(doc, name, found.end, sent) if name is not None else found


def _with_verb_of_name(doc: Doc, found: SourcePhrase, sent: tuple[int, int]) -> SourcePhrase:
    """The whole of a name that begins with a command: "Save the | Rivers"."""
    first = found.start - 1 - (doc[found.start].text != "the")
    if first < sent[0] or doc[first + 1].text != "the" or not doc[found.end - 1].is_title:
        return found
    return named_phrase(doc, first, found.end, sent) if doc[first].is_title and doc[first].tag_ in _COMMANDS else found


def _is_each(doc: Doc, i: int, start: int) -> bool:
    """True for the "each" of "The unions have each counted 40", which the parse may take for the subject."""
    return i > start and doc[i].lower_ in {"each", "all", "both"} and doc[i - 1].lower_ in {"have", "has", "had", "are", "were"}


def _before_relative(doc: Doc, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """The noun whose relative clause the verb closes: "An officer | who asked not to be named | put", "A survey | that we made | lists"."""
    for i in range(first - 1, max(sent[0], first - _RUN), -1):
        if doc[i].is_punct:
            return None
        if plain(doc[i]) in {"who", "which", "that"}:
            return printed_before(doc, i, sent) if doc[i - 1].pos_ in {"NOUN", "PROPN"} else None
    return None


def _nearer(doc: Doc, found: SourcePhrase, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """The noun right before the verb where the parse took one before a comma: "The flood, | the mayor | said, destroyed ..."."""
    comma = next((i for i in range(found.end, min(first, found.end + _TAIL)) if doc[i].is_punct), found.end)
    if found.end >= first or doc[comma].text != "," or doc[first - 1].text == ",":
        return None
    beside = printed_before(doc, first, sent)
    if beside is None or doc[beside.start - 1].text != "," or beside.end + 1 < first:
        return None
    return beside if beside.kind is not None and not any(t.pos_ == "PRON" for t in doc[comma : beside.start]) else None


def _wider(doc: Doc, found: SourcePhrase, first: int, sent: tuple[int, int]) -> SourcePhrase:
    """The whole phrase where the parse took only its end: "police in Mae | Sot", "A woman who gave no | name"."""
    relative = next((i for i in range(min(found.start - 1, sent[0] + _RUN), sent[0], -1) if plain(doc[i]) == "who"), None)
    if relative is not None and relative - sent[0] < _RUN and found.end <= first:
        between = doc[relative : found.start]
        if doc[relative - 1].pos_ in {"NOUN", "PROPN"} and any(token.pos_ == "VERB" for token in between) and "," not in between.text:
            return printed_before(doc, relative, sent) or found
    if found.start - 2 >= sent[0] and found.end <= first and (whole := _behind_subject(doc, found, first, sent)) is not None:
        return whole
    if found.start - 2 > sent[0] and doc[found.start - 1].lower_ in {"of", "in", "for", "from", "at"} and found.end <= first:
        outer = doc[found.start - 2]
        if outer.pos_ in {"NOUN", "PROPN"} and not _is_time(doc, outer.i):
            printed = printed_before(doc, found.end, sent)
            return printed if printed is not None and printed.start < found.start else found
    before = doc[found.start - 1] if found.start > sent[0] else None
    titled = before is not None and before.is_title and doc[found.end - 1].is_title and doc[found.start].text == "the"
    if titled and before is not None and before.pos_ in {"VERB", "PROPN", "NOUN", "ADJ"} and found.end <= first:
        return named_phrase(doc, found.start - 1, found.end, sent)  # "Save | the Children"
    if found.start - 1 > sent[0] and doc[found.start - 1].pos_ == doc[found.start].pos_ == "PROPN" and found.end <= first:
        return printed_before(doc, found.end, sent) or found
    return found


def _behind_subject(doc: Doc, found: SourcePhrase, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """Who stands before a noun that is not the subject alone: "A survey | that the mill made lists", "Delta Aid | and its partners ask"."""
    word, outer = plain(doc[found.start - 1]), doc[found.start - 2]
    between = doc[found.end : first]
    if word in {"that", "which"} and is_document_word(outer.text) and any(token.pos_ == "VERB" for token in between):
        return printed_before(doc, found.start - 1, sent) if "," not in between.text else None
    if word == "and" and doc[found.start].lower_ in {"its", "their"} and outer.pos_ in {"NOUN", "PROPN"}:
        return printed_before(doc, found.start - 1, sent)
    return None


def _parsed_subject(verb: Token, sent: tuple[int, int]) -> Token | None:
    for subject in syntax.subjects(verb):
        nominal = subject.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"} or _is_record_as_verb(subject)
        if sent[0] <= subject.i < sent[1] and nominal:
            if plain(subject) in {"who", "which", "that", "what", "there", "this", "those", "these"}:
                noun = syntax.antecedent(verb)
                return noun if noun is not None and sent[0] <= noun.i < sent[1] else None
            return subject
    return None


def _is_record_as_verb(token: Token) -> bool:
    """True for "Figures" in "Figures from the ministry show" and "log" in "Its log shows" where the tagger took them for verbs."""
    return is_document_word(token.text) and not syntax.subjects(token)


def phrase_around(doc: Doc, head: Token, sent: tuple[int, int]) -> SourcePhrase | None:
    """The phrase of `head` with the of-phrases and name behind it."""
    start, end = syntax.np_span(head)
    start, end = max(start, sent[0]), min(end, sent[1])
    end = _extend(doc, end, sent[1])
    start = _skip_left(doc, start, head.i)
    end = _cut_time(doc, start, end)
    return named_phrase(doc, start, end, sent) if start < end else None


def phrase_of(doc: Doc, start: int, end: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """The source that the tokens from `start` to `end` name, a possessive ending and "own" left out; None without a noun."""
    while end > start and (doc[end - 1].text in {"'s", "’s", "'", "’"} or doc[end - 1].lower_ == "own" or doc[end - 1].is_space):
        end -= 1
    return named_phrase(doc, start, end, sent) if start < end and _can_speak(doc, start, end) else None


def _extend(doc: Doc, end: int, stop: int) -> int:
    """Take in what belongs to a name or office: "the Ministry | of Unification", "a missionary | with contacts in the North"."""
    while end < stop and end < len(doc):
        word = doc[end].lower_
        if doc[end].text in {"'s", "’s"}:
            end += 1
        elif word == "by" and end + 1 < stop and is_document_word(doc[end - 1].text) and _starts_nominal(doc[end + 1]):
            end = _nominal_end(doc, end + 1, stop)
        elif word in {"of", "for", "from", "in", "with", "at", "on"} and end + 1 < stop and _starts_nominal(doc[end + 1]):
            nominal = _nominal_end(doc, end + 1, stop)
            if word in {"in", "at", "on"} and (_is_time(doc, end + 1) or _is_time(doc, nominal - 1) or doc[end + 1].is_digit):
                break
            if nominal == end + 1:
                break
            end = nominal
        elif word in {"and", "&"} and end + 1 < stop and _joins(doc, end, stop):
            end = _nominal_end(doc, end + 1, stop)
        elif (doc[end].pos_ == "PROPN" and doc[end - 1].pos_ in {"NOUN", "PROPN"} and not _is_time(doc, end)) or (
            doc[end].is_title
            and doc[end - 1].is_title
            and doc[end].pos_ in {"ADJ", "ADV", "NOUN", "PROPN", "ADP", "SCONJ"}
            and not _is_time(doc, end)
        ):
            end += 1
        elif doc[end].text == "-" and end + 1 < stop and doc[end - 1].text[:1].isupper() and doc[end + 1].is_alpha:
            end += 2
        else:
            break
    return end


def _joins(doc: Doc, i: int, stop: int) -> bool:
    """True for "and" between two sources: "family members and activists", "Smith and Jones"."""
    end = _nominal_end(doc, i + 1, stop)
    if end == i + 1 or (end < stop and doc[end].pos_ == "ADP" and doc[end].lower_ == "of"):
        return False
    if doc[i - 1].pos_ == "PROPN" and doc[i + 1].pos_ == "PROPN":
        return True
    return kind_of_words([doc[i - 1].text]) is not None and kind_of_words([token.text for token in doc[i + 1 : end]]) is not None


def _starts_nominal(token: Token) -> bool:
    return token.pos_ in {"DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM"} and plain(token) not in BREAKS


def _nominal_end(doc: Doc, start: int, stop: int) -> int:
    end = start
    while end < stop and (
        doc[end].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} or doc[end].text in {"'s", "’s", "-", "."} or doc[end - 1].text == "-"
    ):
        if doc[end].text == "." and (end + 1 >= stop or doc[end - 1].text[-1:].islower()):
            break
        if doc[end].lower_ == "not" or (end > start and doc[end].pos_ == "DET") or plain(doc[end]) in BREAKS:
            break
        end += 1
    return end


def _is_time(doc: Doc, i: int) -> bool:
    word = doc[i].lower_.rstrip(".")
    return word in _TIMES or (word.isdigit() and len(word) == 4)


def _cut_time(doc: Doc, start: int, end: int) -> int:
    """Leave out a date that the parse took for part of the name: "Human Rights Watch | on Oct. 12"."""
    for i in range(start + 1, end):
        if _is_time(doc, i) and not _is_dated_record(doc, start, i):
            return i - 1 if doc[i - 1].lower_ in {"on", "in", "last", "this", "late", "early", "since", "by"} and i - 1 > start else i
        if plain(doc[i]) in BREAKS or doc[i].text in {",", ";", ":", "(", "“", '"', "—", "–"}:
            return i
    return end


def _is_day(doc: Doc, found: SourcePhrase) -> bool:
    """True for a day that the parse took for a speaker: "On Sunday said"."""
    return _is_time(doc, found.end - 1) and not _is_dated_record(doc, found.start, found.end - 1)


def _is_dated_record(doc: Doc, start: int, i: int) -> bool:
    """True for the day in "the register for 31 July"."""
    while i > start and (doc[i].text.isdigit() or _is_time(doc, i)):
        i -= 1
    return i > start and doc[i].lower_ in {"for", "of"} and is_record(doc[i - 1])


def _skip_left(doc: Doc, start: int, head: int) -> int:
    while start < head and (
        doc[start].pos_ in {"PUNCT", "ADP", "CCONJ", "SCONJ", "ADV"}
        or doc[start].is_space
        or _is_time(doc, start)
        or (doc[start].lower_ == "this" and start + 1 < head and _is_time(doc, start + 1))
    ):
        start += 1
    return start


def printed_before(doc: Doc, first: int, sent: tuple[int, int]) -> SourcePhrase | None:
    """The noun phrase that ends right before token `first`, an apposition between commas skipped."""
    end = first
    while end > sent[0] and _is_filler(doc, end - 1):
        end -= 1
    end = _before_time(doc, end, sent[0])
    if end > sent[0] and doc[end - 1].text == ",":
        end = _before_apposition(doc, end - 1, sent[0])
    start = end
    while start > max(sent[0], end - _RUN) and _belongs(doc, start - 1, end):
        start -= 1
        if start - 3 > sent[0] and doc[start - 1].text == ")" and doc[start - 3].text == "(" and doc[start - 2].is_upper:
            start -= 3  # "the Water Office (WO) | head Leo Marsh"
    while start < end and (doc[start].lower_ in _JOINERS - {"the"} or doc[start].is_punct):
        start += 1
    if start + 2 < end and doc[start].lower_ in {"last", "this"} and _is_time(doc, start + 1):
        start += 2  # "Last year | Tovar police"
    return named_phrase(doc, start, end, sent) if start < end and _can_speak(doc, start, end) else None


def _is_filler(doc: Doc, i: int) -> bool:
    token = doc[i]
    return (
        token.pos_ in {"AUX", "ADV"}
        or _is_each(doc, i, 0)
        or token.lower_ in {"has", "have", "had", "also", "later", "earlier", "then", "previously"}
    )


def _before_time(doc: Doc, end: int, start: int) -> int:
    at = end
    while at > start and (_is_time(doc, at - 1) or doc[at - 1].text.isdigit() or doc[at - 1].text == "."):
        at -= 1
    return at - 1 if at < end and at > start and doc[at - 1].lower_ in {"on", "in", "late", "early"} else at


def _before_apposition(doc: Doc, comma: int, start: int) -> int:
    for i in range(comma - 1, max(start, comma - _APPOSITION) - 1, -1):
        if doc[i].text == ",":
            return i
        if doc[i].text in {".", ";", ":", '"', "“", "”"} and doc[i - 1].text[-1:].islower():
            break
    return comma + 1


def _belongs(doc: Doc, i: int, end: int) -> bool:
    token = doc[i]
    if token.is_space or plain(token) in BREAKS or (token.pos_ in {"VERB", "AUX", "SCONJ", "PUNCT"} and token.text not in {"'", "’"}):
        return False
    if token.pos_ in {"PROPN", "NOUN", "DET", "ADJ", "PRON", "NUM"} or token.text in {"'s", "’s"}:
        return True
    if token.text in {"'", "’"} and i > 0 and not doc[i - 1].whitespace_ and doc[i - 1].text.endswith("s") and i + 1 < end:
        return True  # "the weavers' union"
    if token.lower_ in {"the", "a", "an"}:
        return True
    if token.lower_ in _JOINERS:
        return i + 1 < end and (doc[i + 1].is_title or doc[i + 1].lower_ == "the" or token.lower_ in {"of", "for"})
    return not is_tagged(doc) and (token.is_title or token.is_upper or kind_of_words([token.text]) is not None)


def _can_speak(doc: Doc, start: int, end: int) -> bool:
    if is_tagged(doc):
        return any(token.pos_ in {"NOUN", "PROPN", "PRON"} for token in doc[start:end])
    return any(token.is_title or kind_of_words([token.text]) for token in doc[start:end])
