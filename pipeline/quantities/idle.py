"""Numbers that count nothing, seen only from their sentence: parts of names, idle pronouns, "many eyes"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quantities.amount import Amount
from pipeline.quantities.counted_phrase import Phrase, is_person, is_plural, noun_classes
from pipeline.quantities.refusal import is_led_by_place, is_part
from pipeline.quantities.sentence import Sentence
from pipeline.quantities.words import Word, word_at

_LARGEST_NAMED = 10000
_TOTALS = frozenset(
    {"total", "toll", "count", "number", "figure", "tally", "average", "estimate", "people", "percent", "today", "day", "night", "week"}
)
_PARTS = frozenset({"the", "them", "those", "these", "us", "you", "our", "its", "their", "whom"})
_ROADS = frozenset({"street", "road", "avenue", "lane", "boulevard", "square", "highway", "drive"})
_TERMS = frozenset(
    {"sentence", "sentences", "term", "terms", "prison", "jail", "imprisonment", "ban", "suspension", "moratorium", "probation"}
)


def is_idle_many(sentence: Sentence, amount: Amount, phrase: Phrase | None) -> bool:
    """Refuse "many" and its like unless people or incidents are counted: "many eyes", "many then live"."""
    if word_at(sentence.words, amount.number_begin) not in {"many", "numerous", "countless", "innumerable", "untold"}:
        return False
    if word_at(sentence.words, amount.end) == "of" and word_at(sentence.words, amount.end + 1) in _PARTS:
        return False
    if phrase is None:
        return True
    head = sentence.doc[phrase.head]
    return not is_plural(head) or not (is_person(head) or head.lower_ in noun_classes()["incident"])


def is_idle_pronoun(sentence: Sentence, amount: Amount) -> bool:
    """Refuse a bare "the two" and a bare "one": "blur the two", "without one"; "three were freed and one died" stays."""
    words = sentence.words
    if amount.symbol != "count" or amount.number_end - amount.number_begin != 1:
        return False
    number, before = word_at(words, amount.number_begin), word_at(words, amount.begin - 1)
    if before == "or" and words[amount.number_begin].kind == "word" and _is_noun_before(sentence, amount.begin - 1):
        return True  # "a week or two"
    if number == "two" and amount.begin == amount.number_begin:
        return before == "the" and word_at(words, amount.end) not in {"of", "who", "others", "other"}
    if number != "one" or amount.bounds.modifier != "exact" or before == "another":
        return False
    if before in {"only", "just"} and word_at(words, amount.begin - 2) != "the":
        return False
    return not (_has_counts(sentence) and word_at(words, amount.end) in {"was", "died", "were", "had", "remains", "is", "survived"})


def _is_noun_before(sentence: Sentence, i: int) -> bool:
    if i < 1:
        return False
    token = sentence.doc[sentence.token_at(sentence.words[i - 1].start)]
    return token.pos_ == "NOUN" and not is_plural(token)


def is_idle_duration(words: Sequence[Word], amount: Amount) -> bool:
    """Refuse "a 24-hour curfew", "a five-day visit"; "a 10-year sentence" is an amount."""
    is_adjective = amount.symbol == "duration" and amount.unit is not None and amount.unit.hyphened
    tail = {word_at(words, amount.end), word_at(words, amount.end + 1)}
    return is_adjective and not tail & _TERMS


def is_name(sentence: Sentence, amount: Amount, phrase: Phrase | None) -> bool:
    """Refuse "Boeing 747" and "the Gang of Four": a number inside a name."""
    doc, word = sentence.doc, sentence.words[amount.number_begin]
    if amount.begin < amount.number_begin or amount.begin == 0:
        return False
    if phrase is not None and doc[phrase.head].lower_ in _ROADS and doc[phrase.head].text[:1].isupper():
        return True
    if word.kind == "word" and _is_title(sentence, amount):
        return True
    if amount.symbol != "count":
        return False
    before = doc[sentence.token_at(sentence.words[amount.begin - 1].start)]
    if is_part(sentence.words, amount) or (is_led_by_place(sentence.words, amount) and _has_counts(sentence)):
        return False
    if word.kind == "word":
        return word.text[:1].isupper() and before.text[:1].isupper() and before.i > sentence.first
    if before.i == sentence.first and before.pos_ == "PROPN" and phrase is None and amount.value < _LARGEST_NAMED:
        return True
    is_label = before.pos_ == "NOUN" and not is_plural(before) and before.lower_ not in _TOTALS  # "chromosome 13"
    is_named = before.pos_ == "PROPN" and before.text[:1].isupper() and before.i > sentence.first
    is_name = (is_label or is_named) and "," not in word.text
    if not is_name or amount.value >= _LARGEST_NAMED or (phrase is not None and is_plural(doc[phrase.head])):
        return False
    following = sentence.words[amount.end] if amount.end < len(sentence.words) else None
    token = doc[sentence.token_at(following.start)] if following else None
    return token is None or token.pos_ not in {"AUX", "VERB"} or before.dep_ in {"compound", "flat"}


def _has_counts(sentence: Sentence) -> bool:
    return any(claim["quantity"]["unit"] == "count" for claim in sentence.claims)


def _is_title(sentence: Sentence, amount: Amount) -> bool:
    """True for "the Battle of Seven Pines": number and noun capitalised in a sentence that is no headline."""
    words, end = sentence.words, amount.number_end
    if not words[amount.number_begin].text[:1].isupper() or not words[amount.begin - 1].text.islower():
        return False
    named = [word for word in words if word.kind == "word"]
    capitals = sum(word.text[:1].isupper() for word in named)
    return end < len(words) and words[end].text[:1].isupper() and 2 * capitals <= len(named)
