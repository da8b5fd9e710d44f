"""The attributions of one sentence: cue, source and reported words put together, before names are resolved."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.attribution.cited import read_according, read_agent, read_cited
from pipeline.attribution.content import CLOSERS, Layout, lay_out
from pipeline.attribution.cue import Hit, find_hits
from pipeline.attribution.cue_verb import is_before_figure
from pipeline.attribution.draft import Draft, sentence_end, type_of
from pipeline.attribution.part import cite_ahead, drop_reported_demands, narrow_hedges, part, widen_over_figures
from pipeline.attribution.source_kind import is_document_word, is_person_word, kind_of_words, plain
from pipeline.attribution.source_naming import SourcePhrase, is_printable
from pipeline.attribution.source_phrase import phrase_of, printed_before, source_of_verb
from pipeline.attribution.tail import read_tail, says_something, skip_hearer
from pipeline.dates.dateline import dateline_end
from pipeline.quantities.counted_phrase import is_person, is_plural

_MINDS = frozenset({"know", "believe", "think", "feel", "learn", "suggest", "imply", "show", "indicate", "find", "fear"})
_KNOWING = frozenset({"know", "believe", "think", "feel", "learn"})  # "China knows that ..." is the writer's own word
_FIRST_PERSON = frozenset({"i", "you"})
_NOBODY = frozenset([
    "nobody", "none", "no", "what", "anyone", "anybody", "everyone", "everybody", "there", "neither", "whoever", "article",
    "section", "paragraph",
])  # fmt: skip
_CLAUSE_OPENERS = frozenset({"that", "any", "anyone", "no", "there", "whether", "if"})
_OBJECTS = frozenset({"us", "them", "him", "me", "it"})
_CLAIMED_DEEDS = frozenset({"responsibility", "credit", "victory", "asylum"})  # "claimed responsibility" reports no figure
_COUNTING = frozenset({"count", "record", "register", "list", "find", "name", "log", "document"})
_PLAIN_SPEECH = frozenset({"say", "add", "warn"})
_SUBORDINATORS = frozenset({"while", "although", "though", "whereas", "if", "when"})
_QUALIFIED = 4  # tokens in which a figure begins: "said at least 40"
_FRONT = 3  # tokens before the subject of a clause: "While the | union"
_FINDERS = frozenset({"document", "organisation"})
_MIN_CONTENT = 1


def read_sentence(doc: Doc, start: int, end: int) -> list[Draft]:
    """The attributions of the sentence from token `start` to `end`, in the order of their cues.

    "The ministry said that 780 had arrived, the Telegraph reported": the ministry's words lie inside the Telegraph's.
    """
    drafts: list[Draft] = []
    for hit in find_hits(doc, start, end):
        if not _repeats_citation(hit, drafts):
            drafts.extend(_read_hit(doc, hit, (start, end), drafts))
    cite_ahead(drafts)
    part(doc, drafts)
    widen_over_figures(doc, drafts, (start, end))
    drop_reported_demands(drafts)
    narrow_hedges(drafts)
    return [
        draft for draft in drafts if draft.end - draft.start >= _MIN_CONTENT and (draft.source is None or is_printable(doc, draft.source))
    ]


def _repeats_citation(hit: Hit, before: Sequence[Draft]) -> bool:
    """True for "reporting that" behind "cited data from the Center": it only says what the citation is for."""
    if hit.form != "participle" or not before or hit.cue.frame == "cited":
        return False
    last = before[-1]
    return last.hit.cue.frame == "cited" and last.hit.form == "verb" and last.start in range(hit.start + 1, hit.end + 3)


def _read_hit(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    if hit.form == "according":
        return read_according(doc, hit, sent)
    if hit.form in {"count", "owned", "label", "headline"}:
        return _labelled(doc, hit, sent)
    if hit.form in {"passive", "adverb"}:
        start, end = _hedged(doc, hit, sent)
        return [Draft(hit, None, start, end, hit.cue.stance, "passive", "around")]
    if hit.form == "by":
        return read_agent(doc, hit, sent)
    if hit.cue.frame == "cited":
        return read_cited(doc, hit, sent, before)
    return _reported(doc, hit, sent, before)


def _hedged(doc: Doc, hit: Hit, sent: tuple[int, int]) -> tuple[int, int]:
    """The clause that a hedge holds for: "the fare is 40 now; | a man is said to have paid 500"."""
    start, end = sent[0], sentence_end(doc, sent)
    for i in range(hit.start - 1, sent[0], -1):
        if doc[i].text == ";" or (doc[i].lower_ in {"and", "but"} and doc[i - 1].text == ","):
            start = i + 1
            break
    return start, next((i for i in range(hit.end, end) if doc[i].text == ";"), end)


def _labelled(doc: Doc, hit: Hit, sent: tuple[int, int]) -> list[Draft]:
    """ "By the agency's count 40 fled", "the agency's answer is 40", "Rights group: 40 held", "Forty held: rights group"."""
    whole = (dateline_end(doc, *sent), sentence_end(doc, sent))
    if hit.form == "count":
        source, content, side = _whose_count(doc, hit, sent), whole, "around"
    elif hit.form == "owned":
        source, content, side = _owner(doc, hit, sent), whole, "around"
    elif hit.form == "label":
        source, content, side = phrase_of(doc, sent[0], hit.start, sent), (hit.end, whole[1]), "after"
    else:
        source, content, side = phrase_of(doc, hit.end, sent[1], sent), (sent[0], hit.start), "before"
        words = [token.text for token in doc[hit.end : sent[1]] if not token.is_space]
        if kind_of_words(words) not in {"organisation", "government", "group"} or words[0].endswith("ing"):
            return []
    return [Draft(hit, source, *content, hit.cue.stance, "indirect", side)] if source is not None else []


def _owner(doc: Doc, hit: Hit, sent: tuple[int, int]) -> SourcePhrase | None:
    """Who stands before "'s" in "the union's tally is 60"; "its" in "its count stood at 60", resolved with the other pronouns."""
    if doc[hit.start - 1].lower_ in {"its", "their"}:
        return phrase_of(doc, hit.start - 1, hit.start, sent)
    return printed_before(doc, hit.start - 1, sent)


def _whose_count(doc: Doc, hit: Hit, sent: tuple[int, int]) -> SourcePhrase | None:
    """Whose count it is; "their own count" in "Police held 90 men, by their own count" is that of the subject."""
    owner = phrase_of(doc, hit.start + 1, hit.verb, sent)
    if doc[hit.start + 1].lower_ not in {"their", "its"} or hit.start == sent[0]:
        return owner
    main = next((token for token in doc[slice(*sent)] if token.head.i == token.i and token.pos_ == "VERB"), None)
    subject = source_of_verb(doc, main.i, main.i, sent) if main is not None else None
    return subject if subject is not None and subject.kind in {"government", "organisation", "group"} else owner


def _reported(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    if hit.form == "abstain" and doc[hit.start].lower_ == "impossible":
        return _found_impossible(doc, hit, sent, before)
    source = source_of_verb(doc, hit.verb, hit.start, sent)
    shared = _shared_speaker(doc, hit, source, before)
    if shared is not None:
        return [
            Draft(
                hit, shared, _behind_that(doc, hit.end, sent[1]), sentence_end(doc, sent), hit.cue.stance, type_of(shared), left=hit.start
            )
        ]
    source = source_of_verb(doc, hit.verb, hit.start, sent)
    tail = read_tail(doc, hit, sent)
    if tail is not None and not _may_say(doc, hit, tail.source):
        tail = None
    if tail is None or (source is not None and source.end == tail.source.end):
        drafts = _beside_verb(doc, hit, source, sent, before)
        if drafts or tail is None:
            return drafts
    return [Draft(hit, tail.source, tail.start, tail.end, hit.cue.stance, type_of(tail.source), "before")]


def _found_impossible(doc: Doc, hit: Hit, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    """Who "said it was impossible to tell how many" abstains; nobody does where only the article finds it so."""
    last = next((draft for draft in reversed(before) if draft.source is not None and draft.start <= hit.start < draft.end), None)
    if last is None or last.source is None:
        return []
    return [Draft(hit, last.source, hit.end, sentence_end(doc, sent), "abstains", last.type, parent=last.parent, left=hit.start)]


def _shared_speaker(doc: Doc, hit: Hit, source: SourcePhrase | None, before: Sequence[Draft]) -> SourcePhrase | None:
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
    # "Police denied that ten men were hurt and said 14 had fled": the parse may join "said" to "hurt" and give it the men.
    within = source is not None and last.start <= source.start < hit.start and hit.cue.base in _PLAIN_SPEECH
    clause = _reports_clause(doc, hit) or (within and is_before_figure(doc, hit.end, _QUALIFIED))
    same = source is not None and (source == last.source or within) and clause
    return last.source if same or following in _CLAUSE_OPENERS or hit.cue.stance == "denies" else None


def _reports_clause(doc: Doc, hit: Hit) -> bool:
    clause = syntax.reported_clause(doc[hit.verb])
    return clause is not None and clause.i > hit.verb


def _behind_that(doc: Doc, i: int, stop: int) -> int:
    return i + 1 if i + 1 < stop and doc[i].lower_ == "that" else i


def _beside_verb(doc: Doc, hit: Hit, source: SourcePhrase | None, sent: tuple[int, int], before: Sequence[Draft]) -> list[Draft]:
    if hit.form == "participle" and not _hangs_on(doc, hit, sent):
        return []
    if hit.form == "participle":
        source = _speaker_of_participle(doc, hit, sent, before) or source
    if source is None or not _may_say(doc, hit, source):
        return []
    if _is_inserted(doc, hit, source):
        first = hit.end if plain(doc[source.start - 1]) in {"which", "that", "who"} else sent[0]
        return [Draft(hit, source, first, sentence_end(doc, sent), hit.cue.stance, "indirect", "around")]
    asked = _question(doc, sent, source) if hit.form == "abstain" else None
    if asked is not None:
        return [Draft(hit, source, *asked, "abstains", type_of(source), "before")]
    layout = lay_out(doc, hit, source, sent, hearer=skip_hearer(doc, hit, sent[1]))
    if layout is None:
        return []
    start = max(layout.start, dateline_end(doc, *sent)) if layout.side != "after" else layout.start
    if layout.side == "before" and not says_something(doc, start, layout.end):
        return []
    end = _clause_end(doc, source, layout, sent)
    return [Draft(hit, source, start, end, hit.cue.stance, type_of(source), layout.side)]


def _clause_end(doc: Doc, source: SourcePhrase, layout: Layout, sent: tuple[int, int]) -> int:
    """The comma that ends "While the union counts 40 men, ..."; else the end that the layout has."""
    if layout.side != "after" or doc[sent[0]].lower_ not in _SUBORDINATORS or source.start - sent[0] > _FRONT:
        return layout.end
    commas = (i for i in range(layout.start + 1, layout.end) if doc[i].text == "," and doc[i + 1].lower_ not in {"and", "or", "of"})
    return next(commas, layout.end)


def _question(doc: Doc, sent: tuple[int, int], source: SourcePhrase) -> tuple[int, int] | None:
    """The question at the head of "Asked how many were hurt, he said he was unable to tell" and "How many were hurt we cannot say"."""
    if doc[sent[0]].lower_ == "how" and source.start - sent[0] > 1:
        return sent[0], source.start - (doc[source.start - 1].text == ",")
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
    numbered = source.kind != "document" and any(token.is_digit for token in doc[source.start : source.end][:2])
    if doc[source.start].lower_ in _NOBODY or (numbered and not _is_telling_group(doc, hit, source)):
        return False
    if _is_deed(doc, hit, source) or (hit.end < len(doc) and doc[hit.end].lower_ in {"nothing", "little", "so", "goodbye"}):
        return False
    if source.is_pronoun:
        if word == "we" and hit.form == "abstain":
            return True
        return word not in _FIRST_PERSON and not (word in {"we", "they", "it"} and hit.cue.base in _MINDS)
    if hit.cue.base in _KNOWING and source.kind == "government":
        return False
    if hit.cue.base in {"show", "suggest", "indicate", "imply"} and not _may_show(doc, source):
        return False
    if hit.cue.base == "name" and source.kind not in {"document", "organisation", "group"}:
        return False
    if source.kind is not None or _is_human(doc, source) or _follows_quotation(doc, source):
        return True
    # A verb outside doubt makes a speaker of any noun: "the niece of one of them said"; others need a known kind of source.
    return hit.cue.base in {"say", "tell", "add", "testify", "warn", "deny", "recall", "explain", "announce", "insist", "claim"}


def _is_deed(doc: Doc, hit: Hit, source: SourcePhrase) -> bool:
    """True for what is done rather than told: "counted us", "claimed responsibility", "recalled 300 cars", "divers found nine bodies"."""
    following = doc[hit.end].lower_ if hit.end < len(doc) else ""
    if hit.cue.base in _COUNTING and following in _OBJECTS:
        return True
    if hit.cue.base == "recall":
        return source.kind in {"organisation", "government"}
    if hit.cue.base == "find" and not source.is_pronoun and source.kind not in _FINDERS:
        return source.kind not in {"group", "person"} or not _reports_clause(doc, hit)
    return hit.cue.base == "claim" and following in _CLAIMED_DEEDS


def _may_show(doc: Doc, source: SourcePhrase) -> bool:
    """True for documents, bodies and people, and for the ministry of "figures from the ministry show"."""
    told = source.kind == "government" and any(is_document_word(token.text) for token in doc[source.start : source.end])
    return told or source.kind in {"document", "organisation", "person"}


def _follows_quotation(doc: Doc, source: SourcePhrase) -> bool:
    """True for the name in '"Nine left," Sambo commented'."""
    before = {token.text for token in doc[max(0, source.start - 2) : source.start]}
    return doc[source.start].is_title and bool(before & CLOSERS)


def _is_human(doc: Doc, source: SourcePhrase) -> bool:
    """True for "the harbour master" and "the sisters at the hospital": people, by the word before any preposition."""
    end = next((i for i in range(source.start + 1, source.end) if doc[i].pos_ == "ADP"), source.end)
    return is_person(doc[end - 1]) or is_person_word(doc[end - 1].lemma_ or doc[end - 1].text)


def _is_telling_group(doc: Doc, hit: Hit, source: SourcePhrase) -> bool:
    """True for the 14 survivors of "the doors were locked, 14 survivors told us"."""
    return hit.cue.base in {"say", "tell"} and is_person(doc[source.end - 1]) and is_plural(doc[source.end - 1])
