"""Whether an event is said to have happened: denied, possible, expected, conditional or demanded."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.clause import label
from pipeline.events.state import Sentence
from pipeline.partial import ClaimDict
from pipeline.syntax import auxiliaries

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no"})
_FAILING = frozenset({"fail", "deny", "refuse", "decline"})
_POSSIBLE = frozenset({"may", "might", "could", "can"})
_FUTURE = frozenset({"will", "would", "shall", "wo", "'ll", "’ll", "'d"})
_REQUIRED = frozenset({"should", "must", "ought", "need"})
_HEDGES = frozenset([
    "appear", "seem", "believe", "fear", "suspect", "think", "feel", "presume", "rumour", "rumor", "allege", "assume",
])  # fmt: skip
_PLANS = frozenset([
    "expect", "plan", "intend", "due", "set", "schedule", "prepare", "promise", "pledge", "vow", "threaten", "aim", "hope",
    "predict", "forecast", "warn", "project",
])  # fmt: skip
_DEMANDS = frozenset([
    "urge", "demand", "recommend", "order", "require", "oblige", "request", "ask", "call", "need", "want", "appeal",
    "propose",
])  # fmt: skip
_HEDGING_WORDS = frozenset([
    "perhaps", "possibly", "probably", "reportedly", "allegedly", "apparently", "likely", "maybe", "supposedly",
    "presumably",
])  # fmt: skip
_CONDITIONS = frozenset({"if", "unless", "whether"})
_LEVELS = 4


def polarity_of(verb: Token | None, claim: ClaimDict, sentence: Sentence) -> str:
    """`negated` for "were not arrested", "no one died", "denied that anyone was held"; `unknown` where the number is not known."""
    modifier = (claim.get("quantity") or {}).get("modifier")
    if modifier == "undetermined":
        return "unknown"
    if modifier == "none":
        return "negated"
    if verb is None:
        return "affirmed"
    for token in _chain(verb):
        if _is_negated(token, sentence):
            return "negated"
        if token.i != verb.i and token.lemma_ in _FAILING:
            return "negated"
    return "affirmed"


def _is_negated(verb: Token, sentence: Sentence) -> bool:
    for child in verb.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATIONS and label(child) in {"advmod", "det", "cc"} and child.i < verb.i):
            following = sentence.doc[child.i + 1].lower_ if child.i + 1 < sentence.end else ""
            return following not in {"only", "just", "less", "fewer", "more"}
        if label(child) in {"nsubj", "nsubjpass"} and (child.lower_ in _NOBODY or any(c.lower_ == "no" for c in child.lefts)):
            return True
    return False


def modality_of(verb: Token | None, sentence: Sentence) -> str:
    """How firmly an event is put: asserted, possible ("may have"), future ("will"), hypothetical ("if"), required ("must")."""
    if verb is None:
        return "asserted"
    for token in _chain(verb):
        found = _by_helpers(token) or _by_condition(token)
        if found is None and token.i != verb.i:
            found = _by_governor(token)
        if found is not None:
            return found
    return "asserted"


def _by_helpers(verb: Token) -> str | None:
    words = [child.lower_ for child in auxiliaries(verb)]
    for words_of, name in ((_REQUIRED, "required"), (_POSSIBLE, "possible"), (_FUTURE, "future")):
        if any(word in words_of for word in words):
            return name
    if any(child.lower_ in _HEDGING_WORDS and label(child) == "advmod" for child in verb.children):
        return "possible"
    return None


def _by_condition(verb: Token) -> str | None:
    marked = any(child.lower_ in _CONDITIONS and label(child) in {"mark", "advmod"} for child in verb.children)
    return "hypothetical" if marked else None


def _by_governor(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    if lemma in _HEDGES:
        return "possible"
    if lemma in _PLANS:
        return "future"
    return "required" if lemma in _DEMANDS else None


def _chain(verb: Token) -> Iterator[Token]:
    """The verb and those above it that colour it: "are believed to have died", "denied that anyone was arrested".

    Speech verbs stand above it too, but only what they say of the event itself counts; the chain ends at the main verb.
    """
    current = verb
    for _ in range(_LEVELS):
        yield current
        name = label(current)
        if current.head.i == current.i or name not in {"xcomp", "ccomp", "conj", "advcl", "acl"}:
            return
        infinitive = any(child.tag_ == "TO" for child in current.lefts)
        if name in {"advcl", "conj"} and not _continues(current) and not infinitive:
            return
        if name == "ccomp" and not infinitive and current.head.lemma_ not in _FAILING | _HEDGES | _PLANS | _DEMANDS:
            return
        current = current.head


def _continues(verb: Token) -> bool:
    """True for a coordinated verb without subject and helpers of its own: "may be caught and sent back"."""
    own = any(label(child) in {"nsubj", "nsubjpass", "aux", "cop", "mark"} for child in verb.children)
    return label(verb) == "conj" and not own
