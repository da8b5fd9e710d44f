"""Which things a state can be said of: people die and are detained, money is spent, fields are destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.clause import Place, preposition
from pipeline.events.lexicon import Sense
from pipeline.syntax import is_passive, objects

_OF_MONEY = frozenset({"spent", "earned", "cost"})
_PRICES = frozenset({"fare", "price"})
_OF_LIVES = frozenset([
    "abducted", "abused", "casualty", "conscripted", "convicted", "dead", "detained", "executed", "hospitalised", "infected",
    "married", "missing", "recovered", "rescued", "returned", "sheltered", "trafficked", "vaccinated", "wounded",
])  # fmt: skip
# Whoever does this to somebody is not in that state: "forty officers arrested nine men" leaves the officers free.
_DONE_TO_OTHERS = frozenset([
    "abducted", "abused", "aided", "attacked", "damaged", "dead", "destroyed", "detained", "dismissed", "displaced", "employed",
    "evacuated", "evicted", "executed", "hired", "released", "rescued", "returned", "suspended", "tested", "vaccinated", "wounded",
])  # fmt: skip
# "sent home from three provinces": the provinces are where it happened, not whom it befell.
_WHERE = frozenset([
    "province", "country", "city", "town", "village", "district", "hospital", "region", "state", "county", "island", "nation",
    "site", "place", "area", "camp", "school", "prison", "jail", "station", "court", "market", "church", "mosque", "neighbourhood",
    "neighborhood", "territory", "location", "border", "crossing", "municipality", "continent", "zone",
])  # fmt: skip
_SUMS = frozenset({
    "cost", "paid", "earned", "pledged", "requested", "spent", "traded", "stolen", "damaged", "increased", "decreased", "fed", "aided",
})  # fmt: skip
_OF_MATTER = frozenset({
    "destroyed", "damaged", "closed", "traded", "stolen", "built", "fed", "increased", "decreased", "dead", "requested", "needy",
})  # fmt: skip
_DROWNING = frozenset({"drown", "kill"})
_BURNING = frozenset({"burn", "burned", "burnt", "crush"})
_PERSONS = frozenset([
    "whom", "who", "people", "person", "man", "woman", "child", "boy", "girl", "worker", "villager", "resident", "passenger",
    "soldier", "miner", "patient", "pupil", "student", "firefighter", "driver", "guest", "prisoner",
])  # fmt: skip
_LOSING = frozenset({"lose animal", "lose camel", "lose cattle", "lose cow", "lose goat", "lose livestock", "lose sheep"})
_SOURCE = 4  # words between "according" and the source
_BODIES = frozenset({"body", "corpse"})
_OF_THE_LIVING = frozenset({"recovered", "rescued", "missing"})
_COMING_TO = frozenset({"reach", "get to"})  # "the drive reached 900 farms", "we got to 192": nobody has arrived
_CUTTING = frozenset({"cut", "lose", "shed", "axe", "eliminate", "slash"})
_LEAVING = frozenset({"leave"})


def may_be(sense: Sense, words: Sequence[int], *, counted: Token, place: Place, unit: str) -> bool:
    """True if what a figure counts can be in the state: no people are "spent" with the night, no officers held by arresting.

    `counted` is the head of what is counted, `words` are the tokens that say the state.
    """
    if not suits_unit(sense, unit) or (place.role == "oblique" and counted.lemma_ in _WHERE) or _only_acts(sense, words, counted, place):
        return False
    if sense.base in _COMING_TO and words and words[0] < counted.i and place.role != "subject":
        return False
    if sense.state in _OF_MONEY:
        return _is_currency(unit) or sense.part == "noun"
    if _is_measure(unit) and sense.state in _OF_LIVES and sense.base not in _DROWNING:
        return False
    if sense.part != "verb" or not words:
        return True
    verb = counted.doc[words[0]]
    if sense.state in _DONE_TO_OTHERS and _acts(verb, counted):
        return False
    if sense.base == "leave" and is_passive(verb):
        return False  # "only the old are left"
    governs = place.predicate is not None and place.predicate.i == verb.i
    return not (governs and sense.base in _LEAVING and place.role == "object")


def suits_unit(sense: Sense, unit: str) -> bool:
    """False for time, and for sums and measures in states of people: "paid 5,000 to each of the injured" wounds no money."""
    if unit == "duration" or (sense.base in _PRICES and unit != "percent" and not _is_currency(unit)):
        return False
    return not (_is_currency(unit) and sense.state not in _SUMS) and not (_is_measure(unit) and sense.state not in _OF_MATTER)


def _only_acts(sense: Sense, words: Sequence[int], counted: Token, place: Place) -> bool:
    """True for those who ask, lose, tell or use what the state is said of: "22 survivors told us", "40 herders lost animals"."""
    if sense.state == "requested" and not _is_asked_for(words, counted, place):
        return True
    if sense.state == "built" and preposition(counted) == "for":
        return True  # "a prison built for 420 men"
    if sense.base in _LOSING and words and counted.i < words[0]:
        return True
    if any(token.lower_ == "according" for token in counted.doc[max(0, counted.i - _SOURCE) : counted.i]):
        return True  # "according to two doctors"
    return sense.part == "people" and place.role == "subject" and place.predicate is not None and _tells(place.predicate)


def _is_price(counted: Token) -> bool:
    """True for the sum in "sold for 18,000 to 20,500 pesos"."""
    return any(token.lower_ in {"for", "at"} for token in counted.doc[max(0, counted.i - _SOURCE - 1) : counted.i])


def _is_asked_for(words: Sequence[int], counted: Token, place: Place) -> bool:
    """True for what is asked for, not for who asks or is asked: "asked two donors for 200 life jackets"."""
    return place.role != "subject" and (not words or max(words) < counted.i)


def _tells(verb: Token) -> bool:
    return verb.lemma_ in {"tell", "say", "describe", "recall", "report", "speak", "explain", "claim", "testify"}


def _acts(verb: Token, counted: Token) -> bool:
    """True if those counted before a verb do to others what it says, even where the parse reads "officers arrested 9 men" as passive."""
    if counted.i > verb.i or any(child.lemma_ == "be" for child in verb.lefts):
        return False
    return any(noun.i > verb.i for noun in objects(verb))


def fit_state(sense: Sense, place: Place, unit: str, *, counted: Token) -> Sense:
    """The sense for the thing counted: a field that is drowned is destroyed, and jobs that are cut are people dismissed."""
    if _is_measure(unit) and sense.base in _DROWNING:
        return replace(sense, state="destroyed")
    if sense.state in _OF_THE_LIVING and counted.lemma_ in _BODIES:
        return replace(sense, state="dead", measure="cumulative")
    if sense.base in _BURNING and _is_person(counted):
        return replace(sense, state="wounded")
    if sense.base == "sell" and _is_currency(unit) and _is_price(counted):
        return replace(sense, state="cost")  # "a bag sold for 900 pesos"
    if sense.base == "job" and place.predicate is not None and place.predicate.lemma_ in _CUTTING:
        return replace(sense, state="dismissed", measure="cumulative")
    return sense


def _is_person(counted: Token) -> bool:
    behind = counted.doc[counted.i + 1 : counted.i + 3]
    return counted.lower_ in _PERSONS or counted.lemma_ in _PERSONS or any(token.lower_ == "whom" for token in behind)


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def _is_measure(unit: str) -> bool:
    return unit not in {"count", "percent", "percentage_point", "ratio", "duration"} and not _is_currency(unit)
