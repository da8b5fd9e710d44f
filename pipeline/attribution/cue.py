"""The places in a sentence where it says who says what: each a cue with its verb, before anything is resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import syntax
from pipeline.attribution.cues import Cue, cue_lexicon
from pipeline.attribution.source_kind import kind_of_words
from pipeline.clause import is_parsed, is_tagged

_ABSTAINING = (
    ("unable", "to"), ("not", "able", "to"), ("declined", "to"), ("refused", "to"), ("failed", "to"), ("stopped", "short", "of"),
    ("could", "not"), ("can", "not"), ("cannot",), ("could", "n't"), ("ca", "n't"), ("could", "n’t"), ("did", "not"), ("did", "n't"),
    ("did", "n’t"), ("does", "not"), ("would", "not"), ("has", "not"), ("have", "not"), ("had", "not"), ("yet", "to"), ("do", "not"),
    ("unwilling", "to"), ("without",), ("has", "yet", "to"), ("may", "not"), ("never",),
)  # fmt: skip
_LONGEST = max(len(words) for words in _ABSTAINING)
_UNKNOWN = frozenset([
    "how", "number", "numbers", "figure", "figures", "toll", "count", "total", "whether", "scale", "size", "estimate",
    "estimates", "extent", "exact", "exactly", "many", "tell", "say",
])  # fmt: skip
_HEDGES = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
_FIXED = _HEDGES | {"according", "by", ":", "answer", "figure", "count", "tally", "estimate"}  # words of cues that are no verbs
_CLAUSE_FRAMES = ("object", "clause", "cited")


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in a sentence: tokens `start` to `end`, its verb, and what it is.

    `form` is verb, participle (", citing ..."), according, passive, adverb or abstain.
    """

    start: int
    end: int
    verb: int
    cue: Cue
    form: str


# "put the toll at 17", "raised the estimate to 44": whoever does it vouches for the figure.
_SETTING = frozenset([
    "put", "puts", "putting", "lowered", "lowers", "raised", "raises", "revised", "revises", "corrected", "updated", "cut",
    "increased", "reduced", "estimated", "sets", "set",
])  # fmt: skip
_GIVING = frozenset({"give", "gives", "gave", "giving", "offered", "offers"})
_TELLING = _SETTING | _GIVING
_FIGURES = frozenset(["toll", "number", "figure", "total", "count", "estimate", "tally", "death", "deaths"])
ACCORDING = Cue("according to", "asserts", "according", ())


_OWN_FIGURE = (Cue("answer", "asserts", "according", ()), Cue("count", "estimates", "according", ()))
_OWNED = frozenset({"answer", "figure", "count", "tally", "estimate"})
_GENITIVES = frozenset({"'s", "’s", "'", "’"})
_POSSESSIVES = frozenset({"its", "their"})
_OWN_REACH = 8  # words between "its count" and "stood": "its count of the dead"
_SPEAKING_GROUPS = frozenset({"activists", "campaigners", "lawyers", "experts", "doctors", "witnesses", "survivors", "groups", "unions"})
_REACH = 20  # words in which "put" meets the figure: "put the number of men held in Tovar on Monday at 40"
_LABEL = 5  # words of a speaker before the colon of a headline
_LABEL_SAYS = 3  # words that have to follow it
COUNT = Cue("by the count of", "estimates", "according", ())
_COUNTS = frozenset({"count", "estimate", "tally", "reckoning", "estimates", "calculation", "calculations"})


def _count_behind(lower: list[str], i: int) -> int:
    """How far behind "by" the count stands in "by our own count" and "by the agency's tally"; 0 without one."""
    for size in range(2, 7):
        if i + size < len(lower) and lower[i + size] in _COUNTS:
            owned = lower[i + 1] in {"our", "their", "his", "her", "its"} or any(
                w in {"'s", "’s", "'", "’"} for w in lower[i + 1 : i + size]
            )
            return size if owned else 0
    return 0


def _is_headline(lower: list[str], i: int) -> bool:
    """True for a colon before the few last words of a line without a final mark: "Over 500 returned: rights group"."""
    if len(lower) - i > _REACH:
        return False
    rest = [word for word in lower[i + 1 :] if word.strip()]
    return 0 < len(rest) <= 5 and rest[-1] not in {".", "!", "?", ";", ":"} and "," not in rest


def _is_label(doc: Doc, start: int, lower: list[str], i: int) -> bool:
    """True for a colon behind the speaker who opens a line without a final mark: "Rights group: 500 moved over the border"."""
    if not 0 < i <= _LABEL:
        return False
    rest = [word for word in lower[i + 1 :] if word.strip()]
    if len(rest) < _LABEL_SAYS or rest[-1] in {".", "!", "?", ";", ":"} or "," in lower[:i]:
        return False
    if start > 0 and "\n" not in doc[start - 1].text_with_ws:
        return False
    kind = kind_of_words([token.text for token in doc[start : start + i]])
    return kind in {"organisation", "government"} or (kind == "group" and lower[i - 1] in _SPEAKING_GROUPS)


def _owns_figure(doc: Doc, start: int, lower: list[str], i: int) -> bool:
    """True for "the agency's answer is 214", "the union's tally stands at 60" and "its count of the dead stood at 60"."""
    if i < 1 or not (lower[i - 1] in _POSSESSIVES or (i > 1 and lower[i - 1] in _GENITIVES)):
        return False
    verb = next((j for j in range(i + 1, min(i + _OWN_REACH, len(lower))) if lower[j] in {"is", "was", "stands", "stood"}), None)
    if verb is None or (verb > i + 1 and lower[i + 1] not in {"of", "for"}) or verb + 1 >= len(lower):
        return False
    return any(token.like_num for token in doc[start + verb + 1 : min(start + verb + 4, start + len(lower))])


def find_hits(doc: Doc, start: int, end: int) -> list[Hit]:
    """The cues of the sentence from token `start` to `end`, in text order."""
    lower = [token.lower_ for token in doc[start:end]]
    known = cue_lexicon().cues
    hits: list[Hit] = []
    for i, word in enumerate(lower):
        hit = _fixed_hit(start, lower, i) or _marked_hit(doc, start, lower, i) if word in _FIXED else None
        if hit is not None:
            hits.append(hit)
        elif word in _TELLING and (cue := _sets_figure(doc, start, lower, i) or _gives_figure(doc, start, lower, i)) is not None:
            hits.append(Hit(start + i, start + i + 1, start + i, cue, "verb"))
        elif word in known:
            hits.extend(_verb_hit(doc, start, lower, i))
    return hits


def _fixed_hit(start: int, lower: list[str], i: int) -> Hit | None:
    """The cue of "according to", "by our count" and "reportedly"."""
    at, word = start + i, lower[i]
    if word == "according" and i + 1 < len(lower) and lower[i + 1] == "to":
        return Hit(at, at + 2, at, ACCORDING, "according")
    if word == "by" and (size := _count_behind(lower, i)):
        return Hit(at, at + size + 1, at + size, COUNT, "count")
    if word in _HEDGES:
        return Hit(at, at + 1, at, Cue(word, "alleges" if word != "reportedly" else "asserts", "hedge", ()), "adverb")
    return None


def _marked_hit(doc: Doc, start: int, lower: list[str], i: int) -> Hit | None:
    """The cue of a headline's colon and of "the agency's answer is 214"."""
    at, word = start + i, lower[i]
    if word == ":" and i > 2 and _is_headline(lower, i):
        return Hit(at, at + 1, at, ACCORDING, "headline")
    if word == ":" and _is_label(doc, start, lower, i):
        return Hit(at, at + 1, at, ACCORDING, "label")
    if word in _OWNED and _owns_figure(doc, start, lower, i):
        return Hit(at, at + 1, at, _OWN_FIGURE[word in _COUNTS], "owned")
    return None


def _sets_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "put the toll at 17": a verb, the name of a figure, and "at" or "to" before a number."""
    if lower[i] not in _SETTING:
        return None
    window = lower[i + 1 : i + _REACH]
    window = window[: next((n for n, word in enumerate(window) if word in {",", ".", ";"}), len(window))]
    joint = next((n for n, word in enumerate(window) if word in {"at", "to"}), None)
    named = joint is not None and (_FIGURES.intersection(window[:joint]) or (lower[i].startswith("put") and window[joint] == "at"))
    if joint is None or not named or not _is_verb(doc[start + i]) or _is_passive(doc[start + i]):
        return None
    numbered = any(token.like_num or token.pos_ == "NUM" for token in doc[start + i + joint + 2 : start + i + joint + 6])
    return Cue(lower[i], "estimates" if lower[i].startswith("estimat") else "asserts", "object", ()) if numbered else None


def _gives_figure(doc: Doc, start: int, lower: list[str], i: int) -> Cue | None:
    """The cue in "gave a figure of 60" and "gives a total of its own: 60"; None where no number follows."""
    if lower[i] not in _GIVING:
        return None
    window = lower[i + 1 : i + 12]
    named = next((n for n, word in enumerate(window[:5]) if word in _FIGURES), None)
    if named is None or not _is_verb(doc[start + i]) or _is_passive(doc[start + i]):
        return None
    joint = next((n for n, word in enumerate(window) if n > named and word in {"of", ":", "at"}), None)
    numbered = joint is not None and any(token.like_num for token in doc[start + i + joint + 1 : start + i + joint + 9])
    return Cue(lower[i], "asserts", "object", ()) if numbered and lower[max(0, i - 1)] != "to" else None


def _verb_hit(doc: Doc, start: int, lower: list[str], i: int) -> Iterator[Hit]:
    token = doc[start + i]
    if not _is_verb(token):
        return
    lexicon = cue_lexicon()
    refusal = _refusal_before(lower, i)
    if refusal is not None:
        cue = lexicon.match(lower, i, ("abstain",))
        if cue is not None and (_asks_number(lower, i) or _clause_follows(lower, i)):
            yield Hit(start + refusal, start + i + 1 + len(cue.tail), start + i, cue, "abstain")
        return
    if _is_bare(doc, token):
        return
    if _is_passive(token) and not _ends_sentence(doc, start, lower, i) and not _goes_on(lower, i):
        cue = lexicon.match(lower, i, ("hedge",))
        if cue is not None and i + 1 < len(lower) and lower[i + 1] in {"to", "that"} and not syntax.agents(token):
            yield Hit(start + i, start + i + 1, start + i, cue, "passive")
            return
        if not syntax.agents(token):
            return
        cue = lexicon.match(lower, i, _CLAUSE_FRAMES)
        if cue is not None:
            yield Hit(start + i, start + i + 1, start + i, cue, "by")
        return
    cue = lexicon.match(lower, i, _CLAUSE_FRAMES)
    if cue is not None and cue.base == "name" and not (i + 1 < len(lower) and token.nbor(1).like_num):
        return
    if cue is not None:
        form = "participle" if token.text.endswith("ing") and not _has_helper(token) else "verb"
        yield Hit(start + i, start + i + 1 + len(cue.tail), start + i, cue, form)


def _ends_sentence(doc: Doc, start: int, lower: list[str], i: int) -> bool:
    """True for a past tense at the very end, which the parse may take for a passive: ", the federation Cepa | estimated."."""
    if any(word.strip() and word not in {".", "!", "?"} for word in lower[i + 1 :]):
        return False
    return i > 1 and doc[start + i - 1].pos_ in {"NOUN", "PROPN"}


def _goes_on(lower: list[str], i: int) -> bool:
    """True for a second verb of a speaker that the parse took for a passive: "31 men were held | and denied that any nurse was"."""
    return 0 < i < len(lower) - 1 and lower[i - 1] in {"and", "but"} and lower[i + 1] == "that"


def _is_verb(token: Token) -> bool:
    if not is_tagged(token.doc):
        return token.lower_.endswith(("ed", "id", "old", "ote")) or token.lower_ in {"says", "warns", "finds", "saying", "citing", "adding"}
    if token.pos_ == "VERB" or token.tag_.startswith("VB"):
        return True
    # "Relief Now lists about 61,000": taken for a plural noun between a name and a number.
    if token.tag_ == "NNS" and 1 < token.i < len(token.doc) - 1 and token.nbor(-1).text == "," and token.nbor(1).like_num:
        return True  # "The union, which went from mill to mill, names 90 men"
    if token.tag_ != "NNS" or not 0 < token.i < len(token.doc) - 1 or token.nbor(-1).pos_ not in {"PROPN", "NOUN"}:
        return False
    if token.nbor(-1).pos_ == "NOUN" and kind_of_words([token.nbor(-1).text]) not in {"organisation", "government"}:
        return False
    if token.nbor(1).text == "." and token.i > 2 and "," in {token.nbor(-2).text, token.nbor(-3).text}:
        return True
    return token.nbor(1).like_num or token.nbor(1).lower_ in {"about", "over", "nearly", "some", "around", "almost", "that"}


def _is_passive(token: Token) -> bool:
    if not is_parsed(token.doc) or token.tag_ not in {"VBN", "VBD"}:
        return False
    if token.dep_ in {"acl", "ROOT"} and token.tag_ == "VBD":
        return False
    return syntax.is_passive(token)


def _is_bare(doc: Doc, token: Token) -> bool:
    """True for an infinitive or command: "refused to accept", "asked to testify" report nothing; "could say" is left to refusals."""
    if token.tag_ != "VB" or not is_tagged(doc):
        return False
    return not (token.i > 0 and token.nbor(-1).lower_ in {"did", "does", "do"})


def _has_helper(token: Token) -> bool:
    return any(helper.lemma_ == "be" for helper in syntax.auxiliaries(token)) if is_parsed(token.doc) else False


def _refusal_before(lower: list[str], i: int) -> int | None:
    """Where "could not", "unable to", "declined to" begins, which ends within three words before `i`; None without one."""
    for stop in range(i, max(i - 3, 0), -1):
        for words in _ABSTAINING:
            begin = stop - len(words)
            if begin >= 0 and tuple(lower[begin:stop]) == words:
                return begin
    return None


def _asks_number(lower: list[str], i: int) -> bool:
    around = lower[i + 1 : i + 12] + (lower[:8] if lower[0] == "asked" else [])
    return any(word in _UNKNOWN for word in around)


def _clause_follows(lower: list[str], i: int) -> bool:
    return i + 1 < len(lower) and lower[i + 1] in {"that", "whether", "if", "where", "when", "who"}
