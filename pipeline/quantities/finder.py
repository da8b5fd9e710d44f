"""Find quantity claims: counts, shares, money, measures, amounts of time, rates and ranges, with what they count.

The component `counterclaim_quantities` follows legal references, dates and places, and leaves what they cover alone. It
uses part-of-speech tags and the parse where a document has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.partial import ClaimDict, add_claims, claims_of, covered
from pipeline.quantities.amount import Amount, find_amounts
from pipeline.quantities.antecedent import complete_counts
from pipeline.quantities.context import (
    passed,
    read_change,
    read_including,
    read_level,
    read_rate,
    read_relation_after,
    read_relation_before,
    read_times,
)
from pipeline.quantities.counted_phrase import Phrase, find_phrase, is_plural, noun_classes, read_partitive
from pipeline.quantities.currency import choose_currency, count_countries
from pipeline.quantities.idle import is_idle_duration, is_idle_many, is_idle_pronoun, is_name
from pipeline.quantities.modifier import Bounds, bound, modifier_before
from pipeline.quantities.refusal import is_refused
from pipeline.quantities.sentence import Sentence, json_number, quantity_claim
from pipeline.quantities.unstated import find_implicit_ones, find_rest, find_unstated
from pipeline.quantities.words import Word, cut_words, word_at

_LARGEST_PATH = 12
# Words behind which "over three years" says more than three years, not during them.
_LASTING = frozenset(
    {
        "for", "of", "after", "lasted", "lasts", "last", "to", "took", "takes", "take", "in", "than", "held", "jailed", "waited", "wait",
        "by", "is", "was", "been", "be", "within", "prison", "jail", "detention", "custody", "served", "serving", "serve",
    }
)  # fmt: skip
_LONGEST_NUMBER = 20  # words


@Language.factory("counterclaim_quantities", assigns=["doc._.counterclaim"])
def make_quantity_finder(nlp: Language, name: str) -> QuantityFinder:
    """Give the component that finds quantity claims."""
    return QuantityFinder()


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
        starts, text = [token.idx for token in doc], doc.text
        claims: list[ClaimDict] = []
        countries = count_countries(claims_of(doc, "place"))
        has_whole = False
        for first, stop in _sentence_bounds(doc):
            begin, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
            sentence = Sentence(doc, cut_words(text, start=begin, end=end), stop, first, starts, taken)
            find_in_sentence(sentence, has_whole=has_whole)
            has_whole = any(claim["quantity"]["unit"] == "count" for claim in sentence.claims)
            for claim in sentence.claims:
                if name := claim.get("_currency"):
                    claim["quantity"]["unit"] = choose_currency(name, claim["quantity"]["unit"], countries)
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


def find_in_sentence(sentence: Sentence, *, has_whole: bool = False) -> None:
    """Add the claims of one sentence to it; `has_whole` says that the sentence before holds a count."""
    skip = 0
    for amount in find_amounts(sentence.words):
        if amount.begin < skip or _is_taken(sentence, amount):
            continue
        reading = _read(sentence, amount)
        if reading is not None:
            sentence.claims.append(_claim(sentence, reading))
            skip = reading.skip
    find_unstated(sentence)
    find_rest(sentence, has_whole=has_whole)
    find_implicit_ones(sentence)
    complete_counts(sentence)


def _is_taken(sentence: Sentence, amount: Amount) -> bool:
    """True for numbers of dates and legal references, and inside addresses."""
    start, end = sentence.words[amount.number_begin].start, sentence.words[amount.number_end - 1].end
    token = sentence.doc[sentence.token_at(start)]
    return sentence.taken.overlaps(start, end) or token.like_url or token.like_email


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
    after, end = read_relation_after(words, amount.end)
    phrase = _counted(sentence, amount, end)
    amount = passed(words, _without_path_over(sentence, amount, phrase))
    times = read_times(words, amount)
    if times is not None:
        amount, phrase = replace(amount, symbol="ratio", end=times), None
    relation, begin = read_relation_before(words, amount.begin)
    amount, begin = _with_outer_modifier(words, amount, begin)
    plural = phrase is not None and is_plural(sentence.doc[phrase.head])
    if is_refused(words, amount, counted=plural) or is_name(sentence, amount, phrase):
        return None
    if phrase is None and is_idle_pronoun(sentence, amount):
        return None
    if is_idle_many(sentence, amount, phrase) or is_idle_duration(words, amount):
        return None
    end_char = max(words[amount.end - 1].end, phrase.end_char if phrase else 0, words[end - 1].end if after == "additional" else 0)
    begin = _with_article(words, amount, begin, is_bare=phrase is None and relation is None)
    reading = _Reading(
        amount, words[begin].start, end_char, phrase, phrase.text if phrase else None, None,
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


def _with_article(words: Sequence[Word], amount: Amount, begin: int, *, is_bare: bool) -> int:
    """Take "the" in: "the remaining 12", "the two navies", "The 38 left"; not in "92 percent of the 350,000"."""
    if word_at(words, begin - 1) != "the" or amount.symbol not in {"count", "duration"} or amount.share:
        return begin
    is_whole = word_at(words, begin - 2) in {"of", "among"} and (is_bare or (begin > 2 and words[begin - 3].text not in {",", ";", ":"}))
    return begin if is_whole or amount.bounds.modifier not in {"exact", "range"} else begin - 1


def _with_outer_modifier(words: Sequence[Word], amount: Amount, begin: int) -> tuple[Amount, int]:
    """Read a modifier that a relation word parts from its number: "at least another 40"."""
    low, high = amount.bounds.low, amount.bounds.high
    if begin == amount.begin or amount.bounds.modifier not in {"exact", "range"} or low is None or high is None:
        return amount, begin
    modifier, outer = modifier_before(words, begin)
    if outer == begin:
        return amount, begin
    return replace(amount, bounds=bound(low, high, modifier)), outer


def _counted(sentence: Sentence, amount: Amount, end: int) -> Phrase | None:
    """Give the noun phrase right of an amount that counts things."""
    if amount.symbol != "count" or end >= len(sentence.words):
        return None
    if word_at(sentence.words, end) == "of" and word_at(sentence.words, end - 1) != "of":
        start = end + 1 if _is_vague_of(sentence.words, amount, end) else end
    else:
        start = end
    if start >= len(sentence.words):
        return None
    many = amount.value != 1
    return find_phrase(sentence.doc, sentence.token_from(sentence.words[start].start), sentence.stop, plural=many)


def _is_vague_of(words: Sequence[Word], amount: Amount, end: int) -> bool:
    """True for "dozens of people", "a score of guards": the "of" belongs to the number."""
    is_vague = amount.bounds.modifier == "vague" or word_at(words, amount.number_end - 1) in {"score", "dozen"}
    return is_vague and word_at(words, end + 1) not in {"the", "them", "those", "these", "its", "their", "his", "her", "our"}


def _without_path_over(sentence: Sentence, amount: Amount, phrase: Phrase | None) -> Amount:
    """Take "over" off where it means along or during: "taken over five crossings", "spent over three days"."""
    words = sentence.words
    is_over = amount.begin == amount.number_begin - 1 and word_at(words, amount.begin) == "over"
    if not is_over or words[amount.number_begin].kind == "figure" or amount.value > _LARGEST_PATH:
        return amount
    is_path = amount.value == 1 or (phrase is not None and sentence.doc[phrase.head].lower_ in noun_classes()["path"])
    is_while = amount.symbol == "duration" and word_at(words, amount.begin - 1) not in _LASTING
    if not is_path and not is_while:
        return amount
    value = amount.bounds.low
    return replace(amount, begin=amount.number_begin, bounds=Bounds(value, value, False, False, "exact"))


def _add_whole(sentence: Sentence, reading: _Reading) -> None:
    """Read the whole of "46 of the 92", "two-thirds of the camp", "3 tonnes of rice"."""
    doc, words, amount = sentence.doc, sentence.words, reading.amount
    at = reading.phrase.end if reading.phrase else sentence.token_from(words[amount.end - 1].end)
    if reading.phrase is None and words[amount.end - 1].lower == "of":  # "a number of them"
        at -= 1
    if amount.base is not None:
        reading.base = (amount.base, amount.base)
    if at >= sentence.stop:
        return
    if doc[at].lower_ != "of":
        if amount.share:
            _add_shared(sentence, reading, at)
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
    is_group = whole.end > whole.begin + 1 and doc[whole.begin].lower_ in {"those", "these"}
    is_group = is_group and (whole.head == whole.begin or doc[whole.head].tag_ == "VBN")
    if amount.symbol == "count" and is_group:
        reading.head, reading.phrase = "people", whole  # "of those detained"
    elif amount.symbol == "count" and doc[whole.head].pos_ != "PRON":
        reading.head = doc[whole.begin + 1 : whole.end].text if whole.begin < whole.head else whole.text
        reading.phrase = whole


def _add_shared(sentence: Sentence, reading: _Reading, at: int) -> None:
    """Read what a share without "of" is a share of: "half the town", "seven in ten farms"."""
    doc, words = sentence.doc, sentence.words
    is_half = doc[at].lower_ in {"the", "its", "their", "his", "her", "our"}
    if not is_half and words[reading.amount.number_end - 2].lower not in {"in", "of"}:
        return
    part = find_phrase(doc, at + is_half, sentence.stop)
    if part is not None:
        reading.of, reading.end = doc[at : part.end].text, part.end_char


def _add_measured(sentence: Sentence, reading: _Reading, at: int) -> None:
    phrase = find_phrase(sentence.doc, at + 1, sentence.stop)
    if phrase is None or sentence.doc[at + 1].like_num:
        return
    reading.of = phrase.text


def _add_numbered_whole(sentence: Sentence, reading: _Reading, whole: Phrase) -> None:
    first = sentence.word_from(whole.end_char)
    rest = sentence.words[first : first + _LONGEST_NUMBER]
    inner = find_amounts(rest)
    if not inner or inner[0].begin != 0:
        return
    base = inner[0]
    last = rest[base.end - 1].end
    phrase = find_phrase(sentence.doc, sentence.token_from(last), sentence.stop) if base.symbol == "count" else None
    reading.base = (base.bounds.low, base.bounds.high)
    reading.end = phrase.end_char if phrase else last
    reading.of = sentence.text_between(whole.start_char, reading.end)
    reading.head = phrase.text if phrase else None


def _add_rate(sentence: Sentence, reading: _Reading) -> None:
    at = sentence.word_from(reading.end)
    rate = read_rate(sentence.words, at)
    if rate is not None:
        reading.rate = rate.denominator
        reading.skip = rate.end


def _claim(sentence: Sentence, reading: _Reading) -> ClaimDict:
    amount, words, bounds = reading.amount, sentence.words, reading.amount.bounds
    base = None
    if reading.base is not None:
        base = {"claim": None, "low": json_number(reading.base[0]), "high": json_number(reading.base[1])}
    is_zero = bounds.low == 0 == bounds.high and amount.symbol == "count" and not amount.share
    claim = quantity_claim(
        sentence, reading.start, reading.end, low=json_number(bounds.low), high=json_number(bounds.high),
        modifier="none" if is_zero else bounds.modifier, head=reading.head,
        low_open=bounds.low_open and bounds.low is not None, high_open=bounds.high_open and bounds.high is not None,
        unit=amount.symbol, of=reading.of, rate=reading.rate,
        aspect="rate" if reading.rate else "change" if reading.change else "level" if reading.level else None,
        change=reading.change, relation=reading.relation, base=base,
    )  # fmt: skip
    claim["evidence"] = {"quantity": [[words[amount.begin].start, words[amount.end - 1].end]]}
    first, last = sentence.token_at(words[amount.begin].start), sentence.token_at(words[amount.number_end - 1].start)
    claim["_number"] = [first, last]
    if amount.unit is not None and amount.unit.kind == "currency":
        claim["_currency"] = amount.unit.name
    claim["_head"] = reading.phrase.head if reading.phrase else last
    return claim
