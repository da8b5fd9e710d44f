"""States that no single word says: people not found, people looked for, a number put at a figure, a campaign that reached many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from pipeline.clause import Place
from pipeline.syntax import is_passive
from pipeline.verb_forms import verb_forms

if TYPE_CHECKING:
    from pipeline.events.lexicon import Sense
    from pipeline.events.state import Sentence

_FINDING = frozenset(form for base in ("find", "locate", "trace") for form in verb_forms(base))
_SEEKING = frozenset(form for base in ("look", "search") for form in verb_forms(base))
_REACHING = verb_forms("reach")
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "yet"})
_WANTING = frozenset(
    {"police", "detectives", "investigators", "officers", "prosecutors", "employers", "firm", "firms", "company", "work", "jobs"}
)
_SEARCHERS = frozenset([
    "crews", "rescuers", "divers", "coast", "guard", "firefighters", "helicopter", "helicopters", "vessels", "boats", "ships", "navy",
    "teams", "volunteers", "rubble", "still", "searchers", "lifeboats", "dogs",
])  # fmt: skip
_CAMPAIGNS = frozenset({"campaign", "drive", "vaccinators", "vaccination", "immunisation", "immunization", "inoculation", "jabs"})
_INJECTING = frozenset(
    {"dose", "doses", "vaccine", "vaccines", "vaccination", "jab", "jabs", "shots", "injection", "injections", "vaccinators"}
)
_LEAD = 8  # words


def shape_state(sentence: Sentence, head: Token, first: Token, place: Place) -> tuple[Sense, tuple[int, ...]] | None:
    """The state and its words for such a figure: missing for 26 in "Twenty-six had not been found"; None for any other.

    `first` is the first token of the figure, `head` what it counts, `place` where that stands in its clause.
    """
    verb = place.predicate
    missing, vaccinated = sentence.lexicon.adjectives["missing"], sentence.lexicon.adjectives["vaccinated"]
    if verb is not None and verb.lower_ in _FINDING and place.role == "subject" and is_passive(verb) and _is_negated(verb):
        return missing, (verb.i,)
    sought = _sought(sentence, first)
    if sought is not None and _SEARCHERS.intersection(sentence.lower) and not _WANTING.intersection(sentence.lower):
        return missing, (sought.i,)
    if verb is not None and verb.lower_ in _REACHING and verb.i < head.i and _is_campaign(sentence, verb):
        return vaccinated, (verb.i,)
    return None


def _is_negated(verb: Token) -> bool:
    return any(token.lower_ in _NEGATIONS for token in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i])


def _sought(sentence: Sentence, first: Token) -> Token | None:
    """The verb of "looking for 29 people", "search for another 12"; None without one."""
    i = first.i - 1
    if i - 1 < sentence.start or sentence.doc[i].lower_ != "for" or sentence.doc[i - 1].lower_ not in _SEEKING:
        return None
    return sentence.doc[i - 1]


def _is_campaign(sentence: Sentence, verb: Token) -> bool:
    """True where a campaign reaches somebody with injections: not an election campaign, which reaches voters."""
    subject = {token.lower_ for token in sentence.doc[max(sentence.start, verb.i - _LEAD) : verb.i]}
    return bool(subject & _CAMPAIGNS) and (sentence.ill or bool(_INJECTING.intersection(sentence.lower)))
