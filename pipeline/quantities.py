"""Find quantity claims: counts, shares, money, measures, amounts of time, rates and ranges, with what they count.

The component `counterclaim_quantities` follows legal references, dates and places, and leaves what they cover alone. It
uses part-of-speech tags and the parse where a document has them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.amount import Amount, find_amounts
from pipeline.amount_context import (
    read_change,
    read_including,
    read_level,
    read_rate,
    read_relation_after,
    read_relation_before,
)
from pipeline.counted_phrase import Phrase, find_phrase, is_person, is_plural, noun_classes, read_partitive
from pipeline.partial import ClaimDict, Cover, add_claims, claims_of, covered, new_claim
from pipeline.refusal import is_refused
from pipeline.words import Word, cut_words, word_at

EXTRACTOR = "quantities"


@Language.factory("counterclaim_quantities", assigns=["doc._.counterclaim"])
def make_quantity_finder(nlp: Language, name: str) -> QuantityFinder:
    """Give the component that finds quantity claims."""
    return QuantityFinder()


@dataclass(slots=True)
class Sentence:
    """One sentence as the finders read it: its pieces, its tokens, what other claims cover."""

    doc: Doc
    words: Sequence[Word]
    first: int  # token indexes, end excluded
    stop: int
    starts: Sequence[int]  # first character of every token of the document
    taken: Cover
    claims: list[ClaimDict] = field(default_factory=list)

    def token_at(self, offset: int) -> int:
        """Give the index of the token that holds a character."""
        return bisect_right(self.starts, offset) - 1

    def token_from(self, offset: int) -> int:
        """Give the index of the first token that begins at or after a character."""
        token = self.token_at(offset)
        return token if token >= 0 and self.starts[token] == offset else token + 1

    def word_from(self, offset: int) -> int:
        """Give the index of the first piece that begins at or after a character."""
        low = 0
        while low < len(self.words) and self.words[low].start < offset:
            low += 1
        return low


class QuantityFinder:
    """Adds the quantity claims of a document to `doc._.counterclaim`."""

    def __call__(self, doc: Doc) -> Doc:
        """Add what `find` gives."""
        add_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[ClaimDict]:
        """Give the quantity claims of `doc`, partial, in text order; `doc` is left unchanged.

        "over 500 Syrians were returned" holds one: low 500, open, of "Syrians".
        """
        taken = covered([*claims_of(doc, "legal"), *(claim for claim in claims_of(doc, "date") if _is_calendar(claim))])
        starts = [token.idx for token in doc]
        claims: list[ClaimDict] = []
        for first, stop in _sentence_bounds(doc):
            begin, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
            sentence = Sentence(doc, cut_words(doc.text, start=begin, end=end), first, stop, starts, taken)
            find_in_sentence(sentence)
            claims.extend(sentence.claims)
        return sorted(claims, key=lambda claim: (claim["start"], claim["end"]))


def _is_calendar(claim: ClaimDict) -> bool:
    """True for dates, times and sets; "up to 15 years" is an amount, whatever dates make of it."""
    return (claim["date"] or {}).get("type") != "DURATION"


def _sentence_bounds(doc: Doc) -> list[tuple[int, int]]:
    if not len(doc):
        return []
    if not doc.has_annotation("SENT_START"):
        return [(0, len(doc))]
    return [(sent.start, sent.end) for sent in doc.sents]


def find_in_sentence(sentence: Sentence) -> None:
    """Add the claims of one sentence to it."""
    skip = 0
    for amount in find_amounts(sentence.words):
        if amount.begin < skip or _is_taken(sentence, amount):
            continue
        reading = _read(sentence, amount)
        if reading is not None:
            sentence.claims.append(_claim(sentence, reading))
            skip = reading.skip


def _is_taken(sentence: Sentence, amount: Amount) -> bool:
    start, end = sentence.words[amount.number_begin].start, sentence.words[amount.number_end - 1].end
    return sentence.taken.overlaps(start, end)


@dataclass(slots=True)
class _Reading:
    """An amount with everything that was read around it."""

    amount: Amount
    start: int
    end: int
    phrase: Phrase | None
    head: str | None
    of: str | None
    relation: str | None
    rate: str | None
    change: str | None
    level: bool
    base: tuple[Fraction | None, Fraction | None] | None
    skip: int  # word index before which no other amount may begin


def _read(sentence: Sentence, amount: Amount) -> _Reading | None:
    words = sentence.words
    relation, begin = read_relation_before(words, amount.begin)
    after, end = read_relation_after(words, amount.end)
    phrase = _counted(sentence, amount, end)
    counted = phrase is not None and (is_plural(sentence.doc[phrase.head]) or phrase.head != phrase.end)
    plural = phrase is not None and is_plural(sentence.doc[phrase.head])
    if is_refused(words, amount, counted=plural) or _is_name(sentence, amount, phrase) or _is_across(sentence, amount, phrase):
        return None
    end_char = max(words[amount.end - 1].end, phrase.end_char if phrase else 0, words[end - 1].end if after == "additional" else 0)
    reading = _Reading(
        amount, words[begin].start, end_char, phrase, phrase.text if phrase and counted else None, None,
        relation or after, None, None, False, None, amount.end,
    )  # fmt: skip
    if amount.symbol == "duration" and amount.unit is not None:
        reading.head = amount.unit.name
    _add_whole(sentence, reading)
    _add_rate(sentence, reading)
    if reading.relation is None and read_including(words, begin):
        reading.relation = "including"
    reading.change = read_change(words, amount, sentence.word_from(words[amount.end - 1].end))
    reading.level = read_level(words, amount)
    return reading


def _counted(sentence: Sentence, amount: Amount, end: int) -> Phrase | None:
    """Give the noun phrase right of an amount that counts things."""
    if amount.symbol != "count" or end >= len(sentence.words):
        return None
    if word_at(sentence.words, end) == "of" and word_at(sentence.words, end - 1) not in {"of"}:
        start = end + 1 if _is_vague_of(sentence.words, amount, end) else end
    else:
        start = end
    if start >= len(sentence.words):
        return None
    return find_phrase(sentence.doc, sentence.token_from(sentence.words[start].start), sentence.stop)


def _is_vague_of(words: Sequence[Word], amount: Amount, end: int) -> bool:
    """True for "dozens of people", "a score of guards": the "of" belongs to the number."""
    is_vague = amount.bounds.modifier == "vague" or word_at(words, amount.number_end - 1) in {"score", "dozen"}
    return is_vague and word_at(words, end + 1) not in {"the", "them", "those", "these", "its", "their", "his", "her", "our"}


def _is_name(sentence: Sentence, amount: Amount, phrase: Phrase | None) -> bool:
    """Refuse "Boeing 747" and "the Gang of Four": a number inside a name."""
    doc, word = sentence.doc, sentence.words[amount.number_begin]
    if amount.symbol != "count" or amount.begin < amount.number_begin or amount.begin == 0:
        return False
    before = doc[sentence.token_at(sentence.words[amount.begin - 1].start)]
    if word.kind == "word":
        return word.text[:1].isupper() and before.text[:1].isupper() and before.i > sentence.first
    is_name = before.pos_ == "PROPN" and before.i > sentence.first and before.text[:1].isupper() and "," not in word.text
    if not is_name or amount.value >= 10000 or (phrase is not None and is_plural(doc[phrase.head])):
        return False
    following = sentence.words[amount.end] if amount.end < len(sentence.words) else None
    token = doc[sentence.token_at(following.start)] if following else None
    return token is None or token.pos_ not in {"AUX", "VERB"} or before.dep_ in {"compound", "flat"}


def _is_across(sentence: Sentence, amount: Amount, phrase: Phrase | None) -> bool:
    """False always; a hook-free place for "over five crossings" is `_plain_over`."""
    return False


def _add_whole(sentence: Sentence, reading: _Reading) -> None:
    """Read the whole of "46 of the 92", "two-thirds of the camp", "3 tonnes of rice"."""
    doc, words, amount = sentence.doc, sentence.words, reading.amount
    at = reading.phrase.end if reading.phrase else sentence.token_from(words[amount.end - 1].end)
    if amount.base is not None:
        reading.base = (amount.base, amount.base)
    if at >= sentence.stop or doc[at].lower_ != "of":
        return
    partitive = read_partitive(doc, at, sentence.stop)
    if partitive is None:
        _add_measured(sentence, reading, at)
        return
    whole, is_numbered = partitive
    if reading.phrase is not None:
        reading.of = whole.text
        return
    if is_numbered:
        _add_numbered_whole(sentence, reading, whole)
        return
    reading.of, reading.end = whole.text, whole.end_char
    if amount.symbol == "count" and doc[whole.head].pos_ != "PRON":
        reading.head = doc.text[doc[whole.begin + 1].idx : whole.end_char] if whole.begin < whole.head else whole.text
        reading.phrase = whole


def _add_measured(sentence: Sentence, reading: _Reading, at: int) -> None:
    phrase = find_phrase(sentence.doc, at + 1, sentence.stop)
    if phrase is None or sentence.doc[at + 1].like_num:
        return
    reading.of = phrase.text
    if reading.amount.unit is not None and reading.amount.unit.kind == "measure":
        reading.end = phrase.end_char


def _add_numbered_whole(sentence: Sentence, reading: _Reading, whole: Phrase) -> None:
    rest = sentence.words[sentence.word_from(whole.end_char) :]
    inner = find_amounts(rest)
    if not inner or inner[0].begin != 0:
        return
    base = inner[0]
    last = rest[base.end - 1].end
    phrase = find_phrase(sentence.doc, sentence.token_from(last), sentence.stop) if base.symbol == "count" else None
    reading.base = (base.bounds.low, base.bounds.high)
    reading.end = phrase.end_char if phrase else last
    reading.of = sentence.doc.text[whole.start_char : reading.end]
    reading.head = phrase.text if phrase else None


def _add_rate(sentence: Sentence, reading: _Reading) -> None:
    at = sentence.word_from(reading.end)
    rate = read_rate(sentence.words, at)
    if rate is not None:
        reading.rate = rate.denominator
        reading.skip = rate.end


def _claim(sentence: Sentence, reading: _Reading) -> ClaimDict:
    amount, words = reading.amount, sentence.words
    bounds = amount.bounds
    block: dict[str, Any] = {
        "low": json_number(bounds.low),
        "high": json_number(bounds.high),
        "low_open": bounds.low_open,
        "high_open": bounds.high_open,
        "modifier": bounds.modifier,
        "unit": amount.symbol,
        "of": reading.of,
        "head": reading.head,
        "rate": reading.rate,
        "aspect": "rate" if reading.rate else "change" if reading.change else "level" if reading.level else None,
        "change": reading.change,
        "relation": reading.relation,
        "base": None,
    }
    if reading.base is not None:
        block["base"] = {"claim": None, "low": json_number(reading.base[0]), "high": json_number(reading.base[1])}
    claim = new_claim(
        sentence.doc, "quantity", reading.start, reading.end, block, extractor=EXTRACTOR,
        evidence={"quantity": [[words[amount.begin].start, words[amount.end - 1].end]]},
    )  # fmt: skip
    first, last = sentence.token_at(words[amount.begin].start), sentence.token_at(words[amount.number_end - 1].start)
    claim["_number"] = [first, last]
    claim["_head"] = reading.phrase.head if reading.phrase else last
    return claim


def json_number(value: Fraction | None) -> int | float | None:
    """Give a number as JSON has it: an integer when whole, else at most six decimals."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), 6)
