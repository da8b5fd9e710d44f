"""The places in a sentence where it says who says what: each a cue with its verb, before anything is resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline import syntax
from pipeline.attribution.cue_verb import ends_sentence, goes_on, has_helper, is_bare, is_before_figure, is_passive, is_verb
from pipeline.attribution.cues import Cue, cue_lexicon
from pipeline.attribution.figure_cue import FIGURE_VERBS, figure_cue
from pipeline.attribution.source_kind import kind_of_words

_ABSTAINING = (
    ("unable", "to"), ("not", "able", "to"), ("declined", "to"), ("refused", "to"), ("failed", "to"), ("stopped", "short", "of"),
    ("could", "not"), ("can", "not"), ("cannot",), ("could", "n't"), ("ca", "n't"), ("could", "n’t"), ("did", "not"), ("did", "n't"),
    ("did", "n’t"), ("does", "not"), ("would", "not"), ("has", "not"), ("have", "not"), ("had", "not"), ("yet", "to"), ("do", "not"),
    ("unwilling", "to"), ("without",), ("has", "yet", "to"), ("impossible", "to"), ("may", "not"), ("never",),
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


ACCORDING = Cue("according to", "asserts", "according", ())


_OWN_FIGURE = (Cue("answer", "asserts", "according", ()), Cue("estimate", "estimates", "according", ()))
_OWNED = frozenset({"answer", "figure", "count", "tally", "estimate"})
_GENITIVES = frozenset({"'s", "’s", "'", "’"})
_POSSESSIVES = frozenset({"its", "their"})
_OWN_REACH = 8  # words between "its count" and "stood": "its count of the dead"
_SPEAKING_GROUPS = frozenset({"activists", "campaigners", "lawyers", "experts", "doctors", "witnesses", "survivors", "groups", "unions"})
_LONGEST_HEADLINE = 20  # words behind a colon
_LABEL = 5  # words of a speaker before the colon of a headline
_LABEL_SAYS = 3  # words that have to follow it
COUNT = Cue("by the count of", "asserts", "according", ())
ESTIMATE = Cue("by the estimate of", "estimates", "according", ())
_GUESSED = frozenset({"estimate", "reckoning", "estimates", "calculation", "calculations"})
_COUNTS = _GUESSED | {"count", "tally"}


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
    if len(lower) - i > _LONGEST_HEADLINE:
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
        elif word in FIGURE_VERBS and (cue := figure_cue(doc, start, lower, i)) is not None:
            form = "abstain" if cue.stance == "abstains" else "verb"
            hits.append(Hit(start + i, start + i + 1 + len(cue.tail), start + i, cue, form))
        elif word in known:
            hits.extend(_verb_hit(doc, start, lower, i))
    return hits


_DENYING = frozenset({"not", "no", "none", "nobody", "n't", "n’t"})
_CONFIRMED = frozenset({"case", "cases", "death", "deaths", "infection", "infections", "patients"})


def _fixed_hit(start: int, lower: list[str], i: int) -> Hit | None:
    """The cue of "according to", "by our count" and "reportedly"."""
    at, word = start + i, lower[i]
    if word == "according" and i + 1 < len(lower) and lower[i + 1] == "to":
        return Hit(at, at + 2, at, ACCORDING, "according")
    if word == "by" and (size := _count_behind(lower, i)):
        return Hit(at, at + size + 1, at + size, ESTIMATE if lower[i + size] in _GUESSED else COUNT, "count")
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
        return Hit(at, at + 1, at, _OWN_FIGURE[word in _GUESSED], "owned")
    return None


def _verb_hit(doc: Doc, start: int, lower: list[str], i: int) -> Iterator[Hit]:
    token = doc[start + i]
    if not is_verb(token):
        return
    lexicon = cue_lexicon()
    refusal = _refusal_before(lower, i)
    if refusal is not None:
        cue = lexicon.match(lower, i, ("abstain",))
        if cue is not None and (_asks_number(lower, i) or _clause_follows(lower, i)):
            yield Hit(start + refusal, start + i + 1 + len(cue.tail), start + i, cue, "abstain")
        return
    if is_bare(doc, token):
        return
    if is_passive(token) and not ends_sentence(doc, start, lower, i) and not goes_on(lower, i):
        cue = lexicon.match(lower, i, ("hedge",))
        if (
            cue is not None
            and i + 1 < len(lower)
            and _opens_hedge(cue, lower[i + 1], not_denied=not _DENYING.intersection(lower[:i]))
            and not syntax.agents(token)
        ):
            yield Hit(start + i, start + i + 1, start + i, cue, "passive")
            return
        if not syntax.agents(token):
            return
        cue = lexicon.match(lower, i, _CLAUSE_FRAMES)
        if cue is not None:
            yield Hit(start + i, start + i + 1, start + i, cue, "by")
        return
    cue = _of_figure(doc, start, lower, i, lexicon.match(lower, i, _CLAUSE_FRAMES))
    if cue is not None:
        form = "participle" if token.text.endswith("ing") and not has_helper(token) else "verb"
        yield Hit(start + i, start + i + 1 + len(cue.tail), start + i, cue, form)


def _of_figure(doc: Doc, start: int, lower: list[str], i: int, cue: Cue | None) -> Cue | None:
    """The cue as the words behind it make it; None for "138 confirmed cases", "confirmed to be ill" and "named three ministers"."""
    if cue is None or (cue.base == "confirm" and (_CONFIRMED.intersection(lower[i + 1 : i + 2]) or lower[i + 1 : i + 3] == ["to", "be"])):
        return None
    if cue.base == "rule out" and is_before_figure(doc, start + i + 2, 4):
        return Cue(cue.base, "asserts", cue.frame, cue.tail)  # "ruled out 328 cases" gives a figure
    return None if cue.base == "name" and not (i + 1 < len(lower) and doc[start + i + 1].like_num) else cue


def _opens_hedge(cue: Cue, following: str, *, not_denied: bool) -> bool:
    """True for "is said to", "is believed that", "is accused of stealing $4 million" and "were reported missing"."""
    if cue.base == "report" and following in {"as", "dead", "missing", "killed", "injured", "wounded", "ill"}:
        return not_denied
    return following in {"to", "that"} or (following == "of" and cue.base in {"accuse", "suspect"})


def _refusal_before(lower: list[str], i: int) -> int | None:
    """Where "could not", "unable to", "declined to" begins, which ends within three words before `i`; None without one."""
    for stop in range(i, max(i - 3, 0), -1):
        for words in _ABSTAINING:
            begin = stop - len(words)
            if begin >= 0 and tuple(lower[begin:stop]) == words:
                return begin
    return None


def _asks_number(lower: list[str], i: int) -> bool:
    around = lower[i + 1 : i + 12] + (lower[:8] if lower[0] in {"asked", "how"} else [])
    return any(word in _UNKNOWN for word in around)


def _clause_follows(lower: list[str], i: int) -> bool:
    return i + 1 < len(lower) and lower[i + 1] in {"that", "whether", "if", "where", "when", "who"}
