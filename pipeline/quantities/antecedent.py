"""Complete counts from what their sentence said before: the noun they leave out, the whole they are part of."""

from __future__ import annotations

from typing import Any

from pipeline.partial import ClaimDict
from pipeline.quantities.counted_phrase import find_phrase, is_person, is_plural, noun_classes
from pipeline.quantities.sentence import Sentence
from pipeline.quantities.words import word_at

_PARTITIVES = frozenset({"of", "among", "amongst"})
_REACH = 12  # counts that are looked back on
_LONGEST = 60  # words
_OBJECTS = frozenset({"obj", "dobj"})
_JOINING = frozenset({"are", "were", "is", "was", "also", "still"})
_CARRIED = frozenset({"additional", "other", "rest"})


def complete_counts(sentence: Sentence) -> None:
    """Fill the head and the base of bare counts from earlier counts of the same sentence.

    "Of 92 people caught, 46 remain": the 46 are people, out of 92. Where no count of people stands before, a phrase
    such as "the number of escapees has ranged from ..." gives the noun. Otherwise the head stays empty.
    """
    ordered = sorted(sentence.claims, key=lambda claim: (claim["start"], claim["end"]))
    for n, claim in enumerate(ordered):
        block = claim["quantity"]
        if block["unit"] not in {"count", "percent"} or block["modifier"] == "none":
            continue
        earlier = ordered[max(0, n - _REACH) : n]
        if block["head"] is None and block["modifier"] not in {"none", "undetermined"}:
            block["head"] = _named_behind(sentence, claim)
        if block["unit"] == "count" and block["head"] is None and earlier and _ends_change(sentence, earlier[-1], claim):
            block["unit"] = earlier[-1]["quantity"]["unit"]
            continue
        if block["unit"] == "percent":
            if block["of"] in {"them", "whom", "which"}:
                block["base"] = _pronoun_base(earlier)
            continue
        if (
            block["base"] is None
            and block["relation"] in {None, "rest", "other"}
            and (whole := _whole(sentence, earlier, block)) is not None
        ):
            block["base"] = {"claim": None, "low": whole["low"], "high": whole["high"]}
        if block["of"] in {"them", "whom", "which"} and block["base"] is None:
            block["base"] = _pronoun_base(earlier)
        if block["head"] is None and block["modifier"] != "undetermined":
            block["head"] = _carried_head(sentence, claim, earlier)


def _whole(sentence: Sentence, earlier: list[ClaimDict], block: dict[str, Any]) -> dict[str, Any] | None:
    """Give the count that "of" or "among" opens the sentence or a clause with, if it can hold this one."""
    if block["modifier"] in {"vague", "undetermined"} or block["high"] is None:
        return None
    for claim in reversed(earlier):
        whole = claim["quantity"]
        i = sentence.word_from(claim["start"]) - 1
        if word_at(sentence.words, i) in {"the", "these", "those", "some", "all"}:
            i -= 1
        opens = word_at(sentence.words, i) in _PARTITIVES and (i == 0 or word_at(sentence.words, i - 1) in {",", ";", "that", "out"})
        if opens and whole["unit"] == "count" and whole["low"] is not None and block["high"] <= whole["low"]:
            return dict(whole)
    return None


def _ends_change(sentence: Sentence, before: ClaimDict, claim: ClaimDict) -> bool:
    """True for 8,000 in "to 12,500 taka a month from 8,000": both ends of a change have one unit."""
    words = sentence.words
    first = word_at(words, sentence.word_from(before["start"]) - 1)
    second = word_at(words, sentence.word_from(claim["start"]) - 1)
    is_change = second in {"from", "to"} and first in {"from", "to", "by"} and first != second
    return is_change and before["quantity"]["unit"] not in {"count", "duration", "ratio"}


def _pronoun_base(earlier: list[ClaimDict]) -> dict[str, Any] | None:
    """Give the count that "of them" takes up: the last one of people before it, else the last."""
    wholes = [claim["quantity"] for claim in reversed(earlier) if claim["quantity"]["unit"] == "count" and claim["quantity"]["head"]]
    stated = [whole for whole in wholes if whole["modifier"] not in {"none", "undetermined"}]
    people = [whole for whole in stated if is_people(whole["head"])]
    for whole in people or stated:
        return {"claim": None, "low": whole["low"], "high": whole["high"]}
    return None


def _named_behind(sentence: Sentence, claim: ClaimDict) -> str | None:
    """Give the plural noun that "were" joins to a bare count or share: "of the dead, 27 were | women"; None without one."""
    doc, block = sentence.doc, claim["quantity"]
    if block["unit"] == "percent" and block["of"] is None:
        return None
    i = sentence.token_from(claim["end"])
    while i < sentence.stop and doc[i].lower_ in _JOINING:
        i += 1
    is_joined = i > sentence.token_from(claim["end"]) and doc[i - 1].lower_ not in {"also", "still"}
    if i >= sentence.stop or not (is_joined or block["of"] in {"them", "whom"}):
        return None
    phrase = find_phrase(doc, i, sentence.stop)
    if phrase is None or doc[phrase.head].pos_ not in {"NOUN", "PROPN"} or not is_plural(doc[phrase.head]):
        return None
    is_state = doc[phrase.head].lower_ in noun_classes()["state"]
    is_named = is_joined or is_person(doc[phrase.head])
    return phrase.text if is_named and not is_state else None


def _carried_head(sentence: Sentence, claim: ClaimDict, earlier: list[ClaimDict]) -> str | None:
    doc = sentence.doc
    block = claim["quantity"]
    is_object = doc[claim["_head"]].dep_ in _OBJECTS
    if is_object and block["relation"] not in _CARRIED:
        return None
    for other in reversed(earlier):
        head = other["quantity"]["head"]
        if other["quantity"]["relation"] == "including" or head in noun_classes()["state_noun"]:
            continue  # "five died, including two children, and eleven were saved"
        if other["quantity"]["unit"] == "count" and head and is_person(doc[other["_head"]]) and not other.get("_implicit"):
            return str(head)
    return _number_of(sentence, claim["start"])


def _number_of(sentence: Sentence, before: int) -> str | None:
    words = sentence.words
    last = sentence.word_from(before)
    for i in range(last - 1, max(0, last - _LONGEST), -1):
        if words[i].lower in {"number", "numbers"} and word_at(words, i + 1) == "of":
            token = sentence.token_from(words[i + 1].end)
            if token < sentence.stop and sentence.doc[token].pos_ == "DET":
                token += 1
            phrase = find_phrase(sentence.doc, token, sentence.stop)
            return phrase.text if phrase is not None and phrase.end_char <= before else None
    return None


def is_people(head: str | None) -> bool:
    """True if a head names people: "older women", "North Koreans"."""
    return head is not None and (head.split()[-1].lower() in noun_classes()["person"] or head.split()[-1][:1].isupper())
