"""Where a noun phrase stands in its clause: which verb governs it, and as what; for UD and ClearNLP labels alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"obj", "dobj", "iobj", "dative", "attr", "oprd"})
_OBLIQUES = frozenset({"obl", "npadvmod", "advcl", "agent", "prep", "pcomp"})
_RELATIVE = frozenset({"acl", "relcl"})
_COMPLEMENTS = frozenset({"xcomp", "oprd", "acomp", "ccomp"})
_KEEPS_NOUN = frozenset({"nmod", "prep", "flat", "compound", "fixed", "amod", "nummod", "case", "det", "poss", "quantmod", "goeswith"})
TIME_WORDS = frozenset([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sept", "sep", "oct", "nov", "dec", "yesterday", "today", "tonight",
])  # fmt: skip
_LIMITS = frozenset({"alone", "only", "also", "even", "just"})
_ASKED = 8
_STEPS = 7


@dataclass(frozen=True, slots=True)
class Place:
    """The governing predicate of a phrase, its part in it (subject, object, oblique, predicate), and the nouns on the way up."""

    predicate: Token | None
    role: str
    nouns: tuple[Token, ...]


def label(token: Token) -> str:
    """The dependency label without its subtype: "nsubj:pass" gives "nsubj"."""
    return token.dep_.partition(":")[0]


def place_of(token: Token) -> Place:
    """Climb from a noun or number to the predicate of its clause.

    "the apprehending of 41 people was documented": from "people" the noun "apprehending" lies on the way to "documented".
    """
    nouns: list[Token] = []
    current, role = token, ""
    for _ in range(_STEPS):
        name, head = label(current), current.head
        if head.i == current.i:
            return Place(current if is_predicate(current) else None, role or "predicate", tuple(nouns))
        if is_predicate(current) and current.i != token.i and name in _COMPLEMENTS | {"advcl", "parataxis", "conj", "acl", "relcl"}:
            return Place(current, role or "predicate", tuple(nouns))
        if current.i == token.i and has_copula(current):
            return Place(current, "predicate", ())
        if name in SUBJECTS:
            return Place(head, "subject", tuple(nouns))
        if name in OBJECTS and head.pos_ != "ADP":
            return Place(head, "object", tuple(nouns))
        if name in _COMPLEMENTS:
            return Place(head, "object", tuple(nouns))
        if name == "pobj" or head.pos_ == "ADP":
            current = head
            role = "oblique"
            continue
        if name in _OBLIQUES and is_predicate(head):
            return Place(head, "oblique", tuple(nouns))
        if name == "conj" and is_predicate(head) and not is_predicate(current):
            return Place(head, "conjunct", tuple(nouns))
        if head.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and name in {"nmod", "prep", "obl", "acl", "pcomp", "npadvmod"}:
            nouns.append(head)
        current = head
    return Place(None, role, tuple(nouns))


def is_predicate(token: Token) -> bool:
    """True for a verb, for what stands with a copula ("custody" in "46 are in custody"), and for a misread verb with a subject."""
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" or label(child) in SUBJECTS for child in token.children)


def has_copula(token: Token) -> bool:
    """True if a form of "be" hangs on the token as its copula (UD)."""
    return any(child.dep_ == "cop" for child in token.children)


def clauses_of(noun: Token) -> Iterator[Token]:
    """The verbs of the relative clauses and participles that describe a noun, nearest first."""
    for child in noun.rights:
        if label(child) in _RELATIVE or child.dep_ == "acl:relcl":
            yield child


def complements_of(verb: Token) -> Iterator[Token]:
    """What completes a verb: "caught" in "known to have been caught", "homeless" in "left 512 people homeless"."""
    for child in verb.children:
        if label(child) in {"xcomp", "acomp", "oprd"} or (
            label(child) == "ccomp" and not any(label(inner) in SUBJECTS for inner in child.children)
        ):
            yield child


def preposition(noun: Token) -> str:
    """The preposition before a phrase in lower case: "to" for 44 in "rose to 44"; "" without one."""
    if noun.dep_ == "pobj" or noun.head.pos_ == "ADP":
        return str(noun.head.lower_) if noun.head.i < noun.i else ""
    marks = [child for child in noun.lefts if child.dep_ in {"case", "mark"} and child.pos_ in {"ADP", "SCONJ", "PART"}]
    return str(marks[0].lower_) if marks else ""


def noun_phrase(head: Token) -> tuple[int, int]:
    """First token and end (excluded) of a noun phrase with its of-phrases, without relative clauses and appositions.

    "the death of two men, who were brothers" ends after "men".
    """
    start = head.left_edge.i
    while start < head.i and _stands_outside(head.doc[start], head):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if label(child) not in _KEEPS_NOUN or child.left_edge.i > end or label(child) in _RELATIVE:
            break
        if any(token.pos_ in {"VERB", "AUX"} or token.text == "," for token in head.doc[child.left_edge.i : child.right_edge.i + 1]):
            end = max(end, noun_phrase(child)[1] if label(child) == "nmod" else end)
            break
        end = child.right_edge.i + 1
    return start, end


def _stands_outside(token: Token, head: Token) -> bool:
    """True for what precedes a phrase without being part of it: "in", "alone", "On Sunday"; not for "over" in "over 200 homes"."""
    if token.lower_ in _LIMITS or token.pos_ in {"PUNCT", "CCONJ", "SCONJ"} or token.is_space:
        return True
    if token.lower_.rstrip(".") in TIME_WORDS:
        return token.i + 1 < head.i or token.nbor(1).lower_ not in {"'s", "’s"}
    return (
        token.pos_ in {"ADP", "ADV"} and (token.head.i == head.i or token.dep_ == "case") and token.nbor(1).lower_ not in {"least", "most"}
    )


def is_parsed(doc: Doc) -> bool:
    """True if the document has a dependency parse; its first words are asked, since `has_annotation` reads all of them."""
    return any(token.dep for token in doc[:_ASKED])


def is_tagged(doc: Doc) -> bool:
    """True if the words of the document have tags, asked as in `is_parsed`."""
    return any(token.tag for token in doc[:_ASKED])
