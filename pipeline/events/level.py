"""Figures that something has risen or fallen to, or by: their state is that of what is measured, never the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from pipeline.clause import preposition
from pipeline.syntax import objects
from pipeline.verb_forms import verb_forms

if TYPE_CHECKING:
    from pipeline.events.lexicon import Sense
    from pipeline.events.state import Found, Sentence

CHANGES = {"increased": "up", "decreased": "down"}
_MOVING = (
    "rise", "climb", "grow", "increase", "jump", "soar", "mount", "fall", "drop", "decrease", "lower", "raise", "revise", "cut",
    "reduce", "bring", "go", "come", "update", "correct", "shrink",
)  # fmt: skip
_MOVES = frozenset(form for base in _MOVING for form in verb_forms(base))
_PUTTING = frozenset(form for base in ("put", "estimate", "set", "place", "reckon") for form in verb_forms(base))
_BEFORE_FIGURE = 7  # words between "rose" and its "to": "rose by 4 overnight to 41"
_CLAUSE = 40  # words before the verb in which stands what moved
_COUNTS = frozenset({"number", "numbers", "total", "count", "figure", "toll", "tally", "share", "proportion"})
_BOUNDS = frozenset({";", ":", "but", "while", "whereas", "–", "—"})


def level_state(sentence: Sentence, first: Token) -> tuple[Sense, tuple[int, ...], Token] | None:
    """State, its word and the verb for a figure that a count has moved to: 41 in "the number of injured rose by 4 to 41".

    `first` is the first token of the figure. None where no such verb stands before it, or what moved says no state.
    """
    verb = level_verb(sentence, first) or _verb_of_putting(sentence, first)
    if verb is None:
        return None
    measured = _measured(sentence, verb.i + 1, first.i - 1) or _measured(sentence, _clause_start(sentence, verb.i), verb.i)
    return (*measured, verb) if measured is not None else None


def level_verb(sentence: Sentence, first: Token) -> Token | None:
    """The verb of rising or falling whose new or old level is the figure that begins with `first`; None without one."""
    doc, i = sentence.doc, first.i - 1
    if i <= sentence.start or doc[i].lower_ != "to":
        if i > sentence.start and doc[i].lower_ == "from" and any(token.lower_ == "to" for token in doc[max(sentence.start, i - 4) : i]):
            i = next(j for j in range(i - 1, sentence.start, -1) if doc[j].lower_ == "to")
        else:
            return None
    for j in range(i - 1, max(sentence.start - 1, i - 1 - _BEFORE_FIGURE - 4), -1):
        if doc[j].lower_ in _MOVES and not (doc[j].tag_ == "NN" and doc[j].lower_ in _MOVING):
            return doc[j]
        if doc[j].lower_ in _BOUNDS or doc[j].text == ".":
            return None
    return None


def _verb_of_putting(sentence: Sentence, first: Token) -> Token | None:
    """The verb of "put the number on board at 150", "estimates the share of missing at 3 percent"; None without one."""
    doc, i = sentence.doc, first.i - 1
    if i <= sentence.start or doc[i].lower_ != "at":
        return None
    for j in range(i - 1, max(sentence.start - 1, i - 1 - _CLAUSE), -1):
        if doc[j].lower_ in _PUTTING:
            return doc[j]
        if doc[j].lower_ in _BOUNDS or doc[j].text in {".", ","}:
            return None
    return None


def _clause_start(sentence: Sentence, i: int) -> int:
    first = max(sentence.start, i - _CLAUSE)
    while i > first and sentence.doc[i - 1].lower_ not in _BOUNDS:
        i -= 1
    return i


def _measured(sentence: Sentence, start: int, stop: int) -> tuple[Sense, tuple[int, ...]] | None:
    """The state of a count between two tokens: "dead" for "the death toll from the quake", "missing" for "the number of missing"."""
    named = next((i for i in range(start, stop) if sentence.doc[i].lower_ in _COUNTS), None)
    if named is None:
        found = [sentence.noun(token) or _of_the(sentence, token) for token in sentence.doc[start:stop]]
        return next((one for one in found if one is not None and one[0].state not in CHANGES), None)
    if named + 1 < stop and sentence.doc[named + 1].lower_ in {"of", "for", "on", "aboard", "inside", "in"}:
        described = (sentence.verb(token) for token in sentence.doc[named + 2 : stop] if token.tag_ in {"VBN", "VBD"})
        if (told := next((one for one in described if one is not None and one[0].state not in CHANGES), None)) is not None:
            return told  # "the number of prisoners killed"
        for token in sentence.doc[named + 1 : stop]:
            inner = (
                sentence.people(token) or sentence.noun(token) or (sentence.verb(token) if token.pos_ in {"VERB", "ADP", "ADV"} else None)
            )
            if inner is not None and inner[0].state not in CHANGES:
                return inner
    toll = sentence.noun(sentence.doc[named])
    if toll is None and named > start:
        toll = sentence.noun(sentence.doc[named - 1])
    return toll


def _of_the(sentence: Sentence, token: Token) -> tuple[Sense, tuple[int, ...]] | None:
    """The state of a group that an article makes a noun: "put the missing at 40"."""
    return sentence.people(token) if token.i > sentence.start and token.nbor(-1).lower_ == "the" and token.pos_ != "NOUN" else None


def change_of(found: Found, sentence: Sentence, head: Token, number: tuple[Token, Token]) -> tuple[str | None, str | None]:
    """How a figure stands to a change: ("up", "change") for "rose by 20 percent", (None, "level") for "rose to 44".

    Both are None where the clause tells of no change.
    """
    first, last = number
    if first.i > sentence.start and first.nbor(-1).lower_ == "to" and level_verb(sentence, first) is not None:
        return None, "level"  # "rose by 35 percent to 2,100"
    if (by := _changed_by(sentence, first)) is not None:
        return by, "change"
    verb = found.place.predicate
    sense = sentence.lexicon.verbs.get(verb.lower_) if verb is not None else None
    if sense is not None and sense.state in CHANGES and found.place.role in {"object", "oblique", "conjunct", "predicate"}:
        word = _preposition(head, last)
        if word in {"to", "at", "from", "above", "below", "past"}:
            return None, "level"
        if word in {"", "by", "some", "about"} and not _raises_objects(verb, head):
            return CHANGES[sense.state], "change"
    for noun in (*found.place.nouns, *_compound_heads(head, last)):
        sense = sentence.lexicon.nouns.get(noun.lower_)
        if sense is not None and sense.state in CHANGES:
            if _preposition(head, last) in {"to", "from", "at"}:
                return None, "level"
            return CHANGES[sense.state], "change"
    return None, None


def _changed_by(sentence: Sentence, first: Token) -> str | None:
    """ "up" or "down" for a figure behind "rose by", "was cut overnight by"; None without "by" and such a verb."""
    by = first.i - 1
    if by <= sentence.start or sentence.doc[by].lower_ != "by":
        return None
    for token in reversed(sentence.doc[max(sentence.start, by - 3) : by]):
        sense = sentence.lexicon.verbs.get(token.lower_)
        if sense is not None and sense.state in CHANGES:
            return CHANGES[sense.state]
    return None


def _raises_objects(verb: Token | None, head: Token) -> bool:
    # "raised 40 million euros" and "cut 300 jobs": the figure is what was raised or cut, not by how much.
    return verb is not None and verb.lemma_ in {"raise", "cut", "boost", "grow", "lower", "reduce"} and head in objects(verb)


def _preposition(head: Token, last: Token) -> str:
    return preposition(head) or (preposition(last) if last.i != head.i else "")


def _compound_heads(head: Token, last: Token) -> Sequence[Token]:
    """The noun that a number stands before as an adjective: "a 20 percent increase"."""
    found = [head]
    if head.head.i > head.i and head.head.pos_ == "NOUN":
        found.append(head.head)
    return found
