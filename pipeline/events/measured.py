"""What a share, a sum of money or a measure is of: the price of a fare, the damage put at a sum, the depth of a wreck."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.partial import ClaimDict, token_at
from pipeline.quantities.counted_phrase import noun_classes
from pipeline.syntax import objects, pps, subjects

_DETERMINERS = frozenset([
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "these", "those", "this", "that", "all", "own", "both",
])  # fmt: skip
_WHOLES = frozenset({"target", "total", "sum", "amount", "average", "level", "goal", "figure", "whole", "money"})
_PASSING = frozenset({"pass", "reach", "exceed", "top", "surpass", "hit"})
_CONTAINERS = frozenset(
    {"bag", "tray", "sack", "box", "tin", "can", "bottle", "jar", "loaf", "barrel", "packet", "litre", "kilo", "basket"}
)
_COSTS = frozenset({"cost", "costs", "costing"})
_SELLS = frozenset({"sold", "sells", "sell", "went", "gone", "goes", "retails", "retailed", "changed"})
_COSTING = 9  # words between a verb of cost and the figure
_MOVING = frozenset([
    "rise", "climb", "grow", "increase", "jump", "soar", "fall", "drop", "decrease", "lower", "raise", "cut", "reduce", "shrink", "slump",
    "plunge", "surge", "decline", "gain", "lose", "stand", "be", "double", "halve", "go", "set",
])  # fmt: skip
_AWAY = re.compile(r"\s*(?:away|off|from|to the|north|south|east|west|inland|further|apart|outside|upstream|downstream)\b")
_DISTANCES = frozenset({"m", "km", "[mi_i]", "[nmi_i]", "[ft_i]", "[yd_i]"})
_EXTENT = re.compile(r"\s*(?:deep|high|tall|long|wide|thick|across|broad)\b")
_ABOVE = re.compile(r"\s*(?:above|below)\b")
_BEFORE = 14  # words before a figure in which the thing paid for stands
_BEHIND = 7
_STOPS = frozenset({";", ":", ".", "\n", "but", "while", "whereas"})
_LINKS = frozenset({"of", "for", "at", "to", "by", "from", "worth", "is", "was", "with"})
_TO_PEOPLE = frozenset({"pay", "receive", "get", "promise", "offer", "compensate", "give"})


def bare_noun(text: str) -> str:
    """A noun phrase without determiners and owners: "houses" for "the city's own houses"."""
    words = text.split()
    owner = next((i for i in range(len(words) - 1, -1, -1) if words[i].endswith(("'s", "’s", "s'", "s’"))), -1)
    words = words[owner + 1 :]
    while len(words) > 1 and words[0].lower() in _DETERMINERS:
        words = words[1:]
    return " ".join(words)


def thing_measured(doc: Doc, claim: ClaimDict) -> str | None:
    """What a share, a sum or a measure is of; None where its clause does not say.

    "Two thirds of the country's prisons": prisons. "The fare is 40 pesos": fare. "A bag of rice costs 900 pesos": bag of rice.
    """
    unit, of = claim["quantity"].get("unit"), claim["quantity"].get("of")
    if of:
        noun = bare_noun(of)
        if unit not in {"percent", "ratio"} or noun.split()[-1].lower() not in _WHOLES | _DETERMINERS:
            return noun
        return None
    if _is_money(unit):
        return _paid_for(doc, claim)
    if unit in {"percent", "percentage_point"}:
        return _what_moved(doc, claim) or _rate_named(doc, claim)
    if unit in {"count", "ratio"}:
        return None
    return _extent(doc, claim)


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def _what_moved(doc: Doc, claim: ClaimDict) -> str | None:
    """The subject of "rose by 20 percent" and "was 9 percent", the object of "raised the wage by 20 percent"."""
    verb = _verb(doc, claim)
    if verb is None or not (verb.lemma_ in _MOVING | _PASSING or verb.pos_ in {"NOUN", "SYM", "NUM"}):
        return None
    first, _ = claim["_number"]
    things = [token for token in objects(verb) if token.i < first] or [token for token in subjects(verb) if token.i < first]
    if not things or things[-1].pos_ not in {"NOUN", "PROPN"} or things[-1].lower_ in noun_classes()["person"]:
        return None
    return noun_text(things[-1])


def _rate_named(doc: Doc, claim: ClaimDict) -> str | None:
    """The noun right before a share: "case fatality 3.3 percent"."""
    first, _ = claim["_number"]
    before = doc[first - 1] if first > 0 else None
    return noun_text(before) if before is not None and before.pos_ == "NOUN" and claim["quantity"].get("modifier") == "exact" else None


def _verb(doc: Doc, claim: ClaimDict) -> Token | None:
    index = claim.get("_verb")
    return doc[index] if isinstance(index, int) else None


def noun_text(noun: Token) -> str:
    """A noun with the adjectives and nouns that stand before it, and with what a container holds: "bag of maize"."""
    first = noun.i
    while first > 0 and noun.doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"} and noun.doc[first - 1].head.i == noun.i:
        first -= 1
    text = noun.doc[first : noun.i + 1].text
    held = [token for word, token in pps(noun) if word == "of"] if noun.lemma_ in _CONTAINERS else []
    if held:
        return " ".join(token.text for token in noun.doc[noun.i : held[0].i + 1] if token.pos_ != "NUM")
    return text


def _paid_for(doc: Doc, claim: ClaimDict) -> str | None:
    first, last = claim["_number"]
    start, end = _sentence_tokens(doc, claim)
    verb = _verb(doc, claim)
    if (sold := _sold(doc, start, first)) is not None:
        return sold
    if first - 2 >= start and doc[first - 1].lower_ == "worth" and doc[first - 2].pos_ == "NOUN":
        return noun_text(doc[first - 2])
    named = _amount_before(doc, start, first) or _amount_behind(doc, last, end)
    if named is not None:
        return noun_text(named)
    if verb is not None and verb.lemma_ == "spend":
        bought = [token for word, token in pps(verb) if word == "on" and token.i > last]
        bought = bought or [token for token in doc[last + 1 : last + _BEHIND] if token.pos_ == "NOUN" and doc[token.i - 1].lower_ == "on"]
        return noun_text(bought[0]) if bought else None
    is_paid = verb is not None and verb.lemma_ in _TO_PEOPLE
    if (verb is not None and verb.lemma_ == "earn") or (is_paid and claim["quantity"].get("rate")):
        return "pay"
    state = (claim["event"] or {}).get("state")
    if state == "requested":
        return "appeal"
    if state == "pledged":
        return "pledges"
    if is_paid:
        return "compensation"
    return _what_moved(doc, claim)


def _sold(doc: Doc, start: int, first: int) -> str | None:
    """What has a price in front of the figure; "loss" where somebody bears the cost: "the strike cost the firms $4 million"."""
    at = next((i for i in range(first - 1, max(start, first - _COSTING) - 1, -1) if doc[i].lower_ in _COSTS | _SELLS), None)
    if at is None or any(token.lower_ in _STOPS | {","} for token in doc[at:first]):
        return None
    between = [token for token in doc[at + 1 : first] if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    if doc[at].lower_ in _SELLS and not any(token.lower_ in {"for", "at"} for token in doc[at:first]):
        return None
    if between:
        return "loss" if doc[at].lower_ in _COSTS else None
    i = at - 1
    while i > start and doc[i].pos_ in {"ADV", "AUX", "PRON", "SCONJ", "PART"}:
        i -= 1
    if doc[i].pos_ not in {"NOUN", "PROPN"} or doc[i].lower_ in noun_classes()["person"]:
        return "loss" if doc[at].lower_ in _COSTS and doc[at].tag_ == "VB" else None
    is_held = i - 2 >= start and doc[i - 1].lower_ == "of" and doc[i - 2].lemma_ in _CONTAINERS
    return doc[i - 2 : i + 1].text if is_held else _with_hyphen(doc, start, i)


def _with_hyphen(doc: Doc, start: int, i: int) -> str:
    first = i
    while first - 2 >= start and doc[first - 1].text == "-":
        first -= 2
    return doc[first : i + 1].text if first < i else noun_text(doc[i])


def _amount_before(doc: Doc, start: int, first: int) -> Token | None:
    """The nearest word for a sum in front of the figure: "damage" in "estimated the damage at 3 million"."""
    for i in range(first - 1, max(start, first - _BEFORE) - 1, -1):
        token = doc[i]
        if token.lower_ in _STOPS:
            return None
        if token.text in noun_classes()["amount"] and token.pos_ == "NOUN":
            return token
    return None


def _amount_behind(doc: Doc, last: int, end: int) -> Token | None:
    """The word for a sum behind the figure: "$2 million in compensation", "a 40 peso fare"."""
    for i in range(last + 1, min(end, last + _BEHIND)):
        token = doc[i]
        if token.lower_ in _STOPS | {",", "and", "or"} or token.pos_ == "VERB":
            return None
        if token.text in noun_classes()["amount"] and token.pos_ == "NOUN":
            return token
    return None


def _extent(doc: Doc, claim: ClaimDict) -> str | None:
    """What a measure is of: "depth" in "a depth of 38 metres", "distance" for "75 kilometres away", "bag" for "a 50-kilogram bag"."""
    first = claim["_number"][0]
    start, _ = _sentence_tokens(doc, claim)
    before = doc[first - 1] if first > start else None
    if before is not None and before.lower_ in {"of", "at", "is", "was", "to"} and (named := _noun_left(doc, start, first - 1)) is not None:
        return named
    if before is not None and before.lower_ == "of" and first - 2 >= start and doc[first - 2].pos_ == "NOUN":
        return noun_text(doc[first - 2])
    behind = doc.text[claim["end"] : claim["end"] + 16]
    if claim["quantity"].get("unit") in _DISTANCES:
        if _AWAY.match(behind):
            return "distance"
        if _ABOVE.match(behind):
            return "altitude"
        if _EXTENT.match(behind):
            return _described(doc, claim, first)
    following = doc[bisect_left([token.idx for token in doc], claim["end"])] if claim["end"] < len(doc.text) else None
    if "-" in claim["quote"] and following is not None and following.pos_ == "NOUN":
        return following.text
    return None


def _noun_left(doc: Doc, start: int, i: int) -> str | None:
    """The dimension that the figure states: "depth", "area", "weight"."""
    for j in range(i - 1, max(start, i - 4) - 1, -1):
        if doc[j].lower_ in noun_classes()["dimension"]:
            return doc[j].text
    return None


def _described(doc: Doc, claim: ClaimDict, first: int) -> str | None:
    """What is so deep or long: the noun right before the figure, else the subject of its clause."""
    before = doc[first - 1] if first > 0 else None
    if before is not None and before.pos_ == "NOUN":
        return noun_text(before)
    verb = _verb(doc, claim)
    things = [token for token in subjects(verb) if token.i < first and token.pos_ in {"NOUN", "PROPN"}] if verb is not None else []
    return noun_text(things[-1]) if things else None


def _sentence_tokens(doc: Doc, claim: ClaimDict) -> Sequence[int]:
    return token_at(doc, claim["sentence"][0]).i, token_at(doc, claim["sentence"][1] - 1).i + 1
