"""How a figure is taken: as a stock, a flow, a running total, a rate, a level or a change."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from pipeline.events.lexicon import Sense
from pipeline.events.state import Found, Sentence
from pipeline.syntax import auxiliaries

_SINCE = frozenset({"since", "date", "far", "overall"})
_NEW = frozenset({"new", "fresh"})
_WINDOWS = frozenset({"week", "weekend", "night", "day", "morning", "month", "hours"})
_STANDING = frozenset([
    "wait", "stand", "lie", "remain", "stay", "live", "sit", "camp", "list", "cover", "count", "number", "contain", "comprise",
    "own", "queue", "reside", "sleep", "hang", "belong",
])  # fmt: skip
_TAKEN_STOCK = frozenset({"released", "prosecuted", "detained", "returned", "escaped", "crossed"})
_BOTH = frozenset({"detained", "missing", "aboard", "living", "needy", "sheltered", "displaced", "trapped"})
_UNSTATED = frozenset({"none", "undetermined"})
_TOTALS = frozenset({"pledged", "spent", "destroyed", "damaged"})
_SUMS = frozenset({"paid", "requested", "damaged", "released", "destroyed", "dead", "wounded", "traded"})
_PRICES = frozenset({"fare", "price", "fee", "rent", "sell", "be priced at"})
_NEAR = 16  # words around a figure


def aspect_of(block: dict[str, Any], found: Found, sentence: Sentence, last: int, *, moved: str | None) -> str | None:
    """The aspect of a figure whose own words give none, from the state of those counted, its unit and the words around it.

    "61 are in custody" is a stock, "61 were arrested on Monday" a flow, "61 had been arrested by Monday" a running total. `moved` is
    what its clause says of a change. None for an unstated number, unless it is of those
    who are or come to be in a state, for lengths of time, for shares.
    """
    state, unit = found.sense, str(block.get("unit"))
    is_total = moved == "level" and state is not None and state.state in _TOTALS  # "pledges rose to $21 million"
    if moved is not None and unit != "count" and not is_total:
        return moved
    if block.get("modifier") in _UNSTATED:
        return state.measure if state is not None and state.measure in {"stock", "flow"} and state.state in _BOTH else None
    if state is not None and state.state == "earned" and _is_money(unit):
        return "level"
    if unit in {"percent", "percentage_point", "duration"}:
        return moved
    if state is None:
        return moved or (None if _is_money(unit) else _standing(found, unit))
    if state.state == "requested":
        return None
    return _of_money(state, sentence, last) if _is_money(unit) else _of_state(block, state, found, sentence, last, moved=moved)


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def _standing(found: Found, unit: str) -> str | None:
    """ "stock" for what waits, stands or is listed: "40 lorries wait at the gate"."""
    verb, role = found.place.predicate, found.place.role
    if verb is None:
        return None
    is_held = verb.lemma_ == "have" and role == "object" and unit == "count"
    return "stock" if is_held or (verb.lemma_ in _STANDING and role in {"subject", "object", "conjunct"}) else None


def _of_money(state: Sense, sentence: Sentence, last: int) -> str | None:
    """The aspect of a sum: a price is a level, a loss so far a running total; what is asked for or paid out once has none."""
    if _is_running(sentence, last):
        return "cumulative"
    if state.state == "cost":
        is_price = state.base in _PRICES or not _is_borne(sentence, last)
        return "level" if is_price else None
    return None if state.state in _SUMS else state.measure if state.measure != "change" else None


def _is_borne(sentence: Sentence, last: int) -> bool:
    """True for a cost that somebody bears: "the strike cost the firms 4 million"."""
    doc = sentence.doc
    for i in range(last, max(sentence.start, last - _NEAR), -1):
        if doc[i].lower_ in {"cost", "costs"}:
            return any(token.pos_ in {"NOUN", "PROPN", "PRON"} and token.lower_ != "million" for token in doc[i + 1 : last])
    return True


def _of_state(block: dict[str, Any], state: Sense, found: Found, sentence: Sentence, last: int, *, moved: str | None) -> str | None:
    if state.measure == "flow":
        return "cumulative" if _is_running(sentence, last) or _is_told_by_now(state, found, sentence, last) else "flow"
    if state.measure == "cumulative" and _is_new(block, sentence, last):
        return "flow"
    return state.measure if state.measure != "change" else moved


def _is_running(sentence: Sentence, last: int) -> bool:
    """True near "since", "so far" and "to date"."""
    if not _SINCE.intersection(sentence.lower):
        return False
    near = sentence.lower[max(0, last - sentence.start - 12) : last - sentence.start + _NEAR]
    return "since" in near or ("so" in near and "far" in near) or ("to" in near and "date" in near)


def _is_told_by_now(state: Sense, found: Found, sentence: Sentence, last: int) -> bool:
    """True for "had been freed by Monday", "as of noon 40 had left", "28 have been released": counted up to a time."""
    if state.state not in _TAKEN_STOCK:
        return False
    verb = found.place.predicate
    helpers = {token.lower_ for token in auxiliaries(verb)} if isinstance(verb, Token) else set()
    doc = sentence.doc
    near = doc[max(sentence.start, last - _NEAR) : min(sentence.end, last + _NEAR)]
    by_now = any(_is_deadline(sentence, token) for token in near)
    return by_now or (bool(helpers & {"have", "has"}) and "been" in helpers)


def _is_deadline(sentence: Sentence, token: Token) -> bool:
    """True for the "by" of "by Monday", "by 10 May", "by noon" and for "as of"."""
    i = token.i + 1
    if i >= sentence.end:
        return False
    if token.lower_ == "as" and token.nbor(1).lower_ == "of":
        return True
    return token.lower_ == "by" and (i in sentence.dated or token.nbor(1).lower_ in {"noon", "midnight", "then", "now"})


def _is_new(block: dict[str, Any], sentence: Sentence, last: int) -> bool:
    """True for what one stretch of time added to a total: "a further 12 bodies", "260 new cases", "84 cases from Monday to Friday"."""
    if block.get("relation") == "additional" or _NEW & set(str(block.get("head") or "").split()):
        return True
    words = sentence.lower[max(0, last - sentence.start - _NEAR) : last - sentence.start + _NEAR]
    pairs = list(zip(words, words[1:], words[2:], strict=False))
    return any(a == "in" and b in {"the", "a", "one", "that"} and c in _WINDOWS for a, b, c in pairs)
