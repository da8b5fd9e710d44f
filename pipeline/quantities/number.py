"""Read written numbers as exact fractions: digits, words, fractions and magnitudes.

A vague word ("dozens", "hundreds of thousands") is read by `pipeline.quantities.vague`; bounds and units are added elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from unicodedata import numeric

from pipeline.quantities.words import Word, cut_words, is_hyphen, word_at

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_DECIMALS = {**ONES, **TEENS, **TENS, "nought": 0, "naught": 0, "oh": 0}
SMALL = {**ONES, **TEENS, **TENS}
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "lakh": 10**5, "crore": 10**7, "dozen": 12, "dozens": 12, "score": 20,
}  # fmt: skip
SHORT_SCALES = {
    "k": 10**3, "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "tln": 10**12,
    "trn": 10**12, "mil": 10**6,
}  # fmt: skip
MONEY_SCALES = {"m": 10**6, "b": 10**9, "t": 10**12, "mm": 10**6}  # "$12m", but "12 m" of rope
DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10, "twelfth": 12, "twelfths": 12, "twentieth": 20, "twentieths": 20, "hundredth": 100,
    "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
}  # fmt: skip
_PLURAL_DENOMINATORS = frozenset(word for word in DENOMINATORS if word.endswith("s"))
_PARTED = frozenset({"of", "the", "a", "an", "its", "their", "his", "her", "our", "all", "those", "these", "that", "this"})
_HALF_CUES = frozenset({"than", "about", "nearly", "almost", "around", "roughly", "over", "least", "under", "some", "only"})
_PART_CUES = frozenset({"by", "than", "about", "nearly", "almost", "around", "roughly", "over", "least", "to", "only", "just", "up"})
_AFTER_PART = frozenset({"in", "since", "to", "from", "on", "last", "this", "and", "as", "at", "after", "between", "over", "were", "are"})
_LARGEST_DENOMINATOR = 999
_GROUP_MARKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009 '", ","))

NUMBER_STARTERS = frozenset(SMALL) | {"a", "an", "half"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: "half a million" is 500000."""

    value: Fraction
    begin: int  # indexes into the words that were read, end excluded
    end: int
    digits: bool  # True when a figure takes part: "1.2 billion"
    scale: Fraction = Fraction(1)  # the closing magnitude: 10**6 for "5 million", shared by "four to five million"
    share: bool = False  # True for a part of something: "two-thirds", "one in five"
    base: Fraction | None = None  # what it is out of: 34 for "18 out of 34"


def parse_number(text: str) -> Fraction | None:
    """Give the number that `text` spells, and nothing beside it.

    "three hundred and forty-five" is 345, "1.2bn" 1,200,000,000, "two-thirds" 2/3. None for any other text ("345 people").
    """
    words = cut_words(text.strip())
    sign = 1
    if words and words[0].lower in {"minus", "negative", "-", "\u2212"}:
        words, sign = words[1:], -1
    number = read_number(words, 0, money=True)
    if number is None or number.end != len(words):
        return None
    return sign * number.value


def read_number(words: Sequence[Word], i: int, *, money: bool = False) -> Number | None:
    """Read the longest number that begins at word `i`; None when none does.

    `money` lets "m", "b" and "t" stand for millions, billions and trillions, as after a currency sign.
    """
    number = _read_half(words, i) or _read_plain(words, i, money=money)
    if number is None:
        return None
    return _add_fraction(words, _read_out_of(words, _add_point(words, number)))


def _add_point(words: Sequence[Word], number: Number) -> Number:
    """Read decimals spelled out: "two point five million", "nine point nought four"."""
    if word_at(words, number.end) != "point" or number.share or number.scale >= 1000 or number.digits:
        return number
    end, decimals = number.end + 1, ""
    while word_at(words, end) in _DECIMALS:
        if word_at(words, end) in TENS and decimals == "":
            hundredths, end = _read_below_hundred(words, end)
            decimals = str(hundredths)
            break
        decimals += str(_DECIMALS[word_at(words, end)])
        end += 1
    if not decimals:
        return number
    value = number.value + Fraction(int(decimals), 10 ** len(decimals))
    end, factor = _read_scale(words, end)
    return replace(number, value=value * factor, end=end, scale=Fraction(factor))


def _read_half(words: Sequence[Word], i: int) -> Number | None:
    """Read "half a million", "half a dozen", "half of", "a half"; a bare "half" needs a word that shows a share."""
    first = i + 1 if word_at(words, i) in {"a", "one"} else i
    if word_at(words, first) != "half" or is_hyphen(words, first - 1):
        return None
    after = first + 1
    step = 1 if is_hyphen(words, after) else 0
    scaled = after + (step or (word_at(words, after) in {"a", "an"}))
    scale = SCALES.get(word_at(words, scaled))
    if scale is not None and scaled > after:
        return Number(Fraction(scale, 2), i, scaled + 1, False, Fraction(scale))
    if scale is not None and scale >= 1000:  # "half million"
        return Number(Fraction(scale, 2), i, scaled + 1, False, Fraction(scale))
    is_share = word_at(words, after) in _PARTED or (i > 0 and word_at(words, i - 1) in _HALF_CUES)
    return Number(Fraction(1, 2), i, after, False, share=True) if is_share and not step else None


def _read_plain(words: Sequence[Word], i: int, *, money: bool) -> Number | None:
    if i >= len(words):
        return None
    word = words[i]
    if word.kind == "vulgar":
        return Number(Fraction(numeric(word.text)).limit_denominator(_LARGEST_DENOMINATOR), i, i + 1, True, share=True)
    if word.kind == "figure":
        return _read_figure(words, i, money=money)
    if word.lower in {"a", "an"}:
        return _read_article(words, i)
    if word.lower in SMALL:
        return _read_fraction_words(words, i) or _read_words(words, i)
    return None


def _read_article(words: Sequence[Word], i: int) -> Number | None:
    """Read "a hundred and five", "a million", "a quarter of"."""
    following = word_at(words, i + 1)
    if following in SCALES and (following != "score" or word_at(words, i + 2) == "of"):
        return _read_terms(words, i, i + 1, Fraction(1), digits=False)
    is_part = following in DENOMINATORS and following not in _PLURAL_DENOMINATORS and _is_part(words, i, i + 2)
    return _scaled_part(words, i, i + 2, Fraction(1, DENOMINATORS[following])) if is_part else None


def _is_part(words: Sequence[Word], i: int, end: int) -> bool:
    """True if "a third" or "one fifth" is a share and no rank: "a third of", "fell by a third"."""
    return word_at(words, end) == "of" or (word_at(words, i - 1) in _PART_CUES and not _goes_on(words, end))


def _goes_on(words: Sequence[Word], end: int) -> bool:
    return end < len(words) and words[end].kind == "word" and word_at(words, end) not in _AFTER_PART


def _read_figure(words: Sequence[Word], i: int, *, money: bool) -> Number | None:
    value = figure_value(words[i].text)
    if value is None:
        return None
    end = i + 1
    if _is_slash(words, end) and words[end].glued:
        return _read_slash(words, i)
    if end < len(words) and words[end].kind == "vulgar":
        return Number(value + Fraction(numeric(words[end].text)).limit_denominator(_LARGEST_DENOMINATOR), i, end + 1, True)
    if end < len(words) and words[end].kind == "figure" and _is_slash(words, end + 1):
        part = _read_slash(words, end)
        if part is not None and value.denominator == 1:
            return Number(value + part.value, i, part.end, True)
    return _read_scales(words, i, end, value, money=money)


def _is_slash(words: Sequence[Word], i: int) -> bool:
    """True if a fraction stroke stands at word `i`, tied to the figure behind it."""
    is_stroke = i + 1 < len(words) and words[i].text in {"/", "\u2044"}
    return is_stroke and words[i].glued and words[i + 1].glued and words[i + 1].kind == "figure"


def figure_value(text: str) -> Fraction | None:
    """Give the value of a printed figure: "12,34,567" is 1234567, "4.80" is 24/5; None if its groups fit no custom."""
    whole, _, decimals = text.partition(".")
    groups = whole.translate(_GROUP_MARKS).split(",")
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        indian = len(groups[-1]) == 3 and len(groups[0]) <= 2 and all(len(group) == 2 for group in groups[1:-1])
        if not indian:
            return None
    return Fraction(f"{''.join(groups) or '0'}.{decimals or '0'}")


def _read_slash(words: Sequence[Word], i: int) -> Number | None:
    """Read "3/4"; "9/11", "24/7" and "50/50" are no fractions."""
    above, below = figure_value(words[i].text), figure_value(words[i + 2].text)
    if above is None or not below or above >= below or below > _LARGEST_DENOMINATOR:
        return None
    is_usual = below in {2, 3, 4, 5, 6, 8, 10, 16, 32, 100}
    return Number(above / below, i, i + 3, True, share=True) if is_usual else None


def _read_scales(words: Sequence[Word], i: int, end: int, value: Fraction, *, money: bool) -> Number:
    short = SHORT_SCALES | MONEY_SCALES if money or _is_counted_m(words, end) else SHORT_SCALES
    factor = short.get(word_at(words, end))
    if factor is not None:
        return Number(value * factor, i, end + 1, True, Fraction(factor))
    return _read_terms(words, i, end, value, digits=True)


def _is_counted_m(words: Sequence[Word], end: int) -> bool:
    """True if a glued "m" is a million: "12M", "12m people"; "12m high" is a length."""
    if end >= len(words) or not words[end].glued or words[end].lower not in {"m", "b"}:
        return False
    if words[end].text == "M" or words[end].lower == "b":
        return True
    return end + 1 < len(words) and words[end + 1].lower.endswith(("s", "people", "children", "women", "men"))


def _read_words(words: Sequence[Word], i: int) -> Number | None:
    value, end = _read_below_hundred(words, i)
    if 10 <= value <= 99 and word_at(words, end) in TENS | TEENS:
        return None  # "nineteen ninety-four" and "twenty ten" are years read aloud
    return _read_terms(words, i, end, Fraction(value), digits=False)


def _read_below_hundred(words: Sequence[Word], i: int) -> tuple[int, int]:
    value = SMALL[words[i].lower]
    end = i + 1
    if words[i].lower in TENS:
        step = 1 if is_hyphen(words, end) else 0
        ones = ONES.get(word_at(words, end + step), 0)
        if ones and word_at(words, end + step + 1) != "in":
            return value + ones, end + step + 1
    return value, end


def _read_terms(words: Sequence[Word], i: int, end: int, first: Fraction, *, digits: bool) -> Number:
    """Add up terms of falling magnitude: "two million" + "three hundred thousand" + "and five"."""
    value, end, scale = _read_term(words, end, first)
    total, last = value, scale
    while last >= 1000 and (term := _read_next_term(words, end, last)) is not None:
        part, end, last = term
        total += part
    return Number(total, i, end, digits, last if total == value else Fraction(1))


def _read_term(words: Sequence[Word], end: int, value: Fraction) -> tuple[Fraction, int, Fraction]:
    """Multiply a leading number by the magnitudes after it: "two" + "hundred and five" + "thousand"."""
    scale = Fraction(1)
    end, factor = _read_scale(words, end)
    if factor in {12, 20}:
        return value * factor, end, Fraction(factor)
    if factor == 100:
        value, scale = value * 100, Fraction(100)
        value, end, scale = _add_below_hundred(words, end, value, scale)
        end, factor = _read_scale(words, end)
    while factor >= 1000:
        value, scale = value * factor, scale * factor if scale >= 1000 else Fraction(factor)
        end, factor = _read_scale(words, end)
    return value, end, scale


def _read_scale(words: Sequence[Word], i: int) -> tuple[int, int]:
    """Give the index behind a magnitude and its factor, 1 where there is none."""
    step = 1 if is_hyphen(words, i) else 0
    name = word_at(words, i + step)
    if name not in SCALES or (name == "score" and word_at(words, i + step + 1) not in {"of", "and", ""} and not step):
        return i, 1
    return i + step + 1, SCALES[name]


def _add_below_hundred(words: Sequence[Word], end: int, value: Fraction, scale: Fraction) -> tuple[Fraction, int, Fraction]:
    start = end + 1 if word_at(words, end) == "and" else end
    if word_at(words, start) not in SMALL:
        return value, end, scale
    rest, stop = _read_below_hundred(words, start)
    next_scale = _read_scale(words, stop)[1]
    is_other = not rest or next_scale in {12, 20, 100} or word_at(words, stop) in DENOMINATORS
    return (value, end, scale) if is_other else (value + rest, stop, Fraction(1))


def _read_next_term(words: Sequence[Word], end: int, last: Fraction) -> tuple[Fraction, int, Fraction] | None:
    """Read a term smaller than `last`; after "and" one below a hundred, or hundreds behind a thousand, lest two become one."""
    joined = word_at(words, end) == "and"
    start = end + 1 if joined else end
    if word_at(words, start) not in SMALL:
        return None
    rest, stop = _read_below_hundred(words, start)
    value, stop, scale = _read_term(words, stop, Fraction(rest))
    is_other = not rest or scale >= last or scale in {12, 20} or word_at(words, stop) in DENOMINATORS
    is_hundreds = last == 1000 and scale == 100  # "one thousand and five hundred"
    return None if is_other or (joined and value >= 100 and not is_hundreds) else (value, stop, scale)


def _read_fraction_words(words: Sequence[Word], i: int) -> Number | None:
    """Read "two-thirds", "three quarters", "one fifth of"; "one third person" is none."""
    above, end = SMALL[words[i].lower], i + 1
    hyphen = is_hyphen(words, end)
    name = word_at(words, end + 1 if hyphen else end)
    stop = end + 2 if hyphen else end + 1
    if name not in DENOMINATORS or above >= DENOMINATORS[name]:
        return None
    is_part = name in _PLURAL_DENOMINATORS if above > 1 else hyphen or _is_part(words, i, stop) or stop == len(words)
    return _scaled_part(words, i, stop, Fraction(above, DENOMINATORS[name])) if is_part else None


def _scaled_part(words: Sequence[Word], i: int, end: int, part: Fraction) -> Number:
    """Turn "a quarter" + "of a million" into 250000; else a share."""
    if word_at(words, end) == "of" and word_at(words, end + 1) in {"a", "one"}:
        scale = SCALES.get(word_at(words, end + 2), 0)
        if scale >= 1000:
            return Number(part * scale, i, end + 3, False, Fraction(scale))
    return Number(part, i, end, False, share=True)


def _is_out_of(words: Sequence[Word], i: int) -> bool:
    return word_at(words, i) == "out" and word_at(words, i + 1) == "of"


def _read_out_of(words: Sequence[Word], number: Number) -> Number:
    """Add the base of "one in five" and "18 out of 34"."""
    end = number.end
    outer = end + 2 if _is_out_of(words, end) else end + 1 if word_at(words, end) == "in" else end
    if outer == end or number.share:
        return number
    start = outer + 1 if word_at(words, outer) == "every" else outer
    whole = _read_plain(words, start, money=False)
    if whole is None or whole.value <= number.value or whole.share:
        return number
    if outer == end + 1:  # "two in 2017" and "killed 40 in 300 raids" are no shares
        is_small = number.value <= 20 and whole.value in {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 50, 100, 1000, 10000, 100000}
        if not is_small:
            return number
        return replace(number, value=number.value / whole.value, end=whole.end, share=True)
    return replace(number, end=whole.end, base=whole.value)


def _add_fraction(words: Sequence[Word], number: Number) -> Number:
    """Add "and a half", "and two thirds", with a magnitude after it: "two and a half million"."""
    if number.share or number.base is not None or word_at(words, number.end) != "and":
        return number
    start = number.end + 1
    if word_at(words, start) in {"a", "one"} and word_at(words, start + 1) in {"half", "quarter", "third"}:
        part, end = Fraction(1, DENOMINATORS[word_at(words, start + 1)]), start + 2
    else:
        read = _read_fraction_words(words, start) if word_at(words, start) in SMALL else None
        if read is None or not read.share or word_at(words, read.end) == "of":
            return number
        part, end = read.value, read.end
    scale = SCALES.get(word_at(words, end))
    if scale is not None and number.scale > scale:  # "one billion and a half million"
        return replace(number, value=number.value + part * scale, end=end + 1, scale=Fraction(scale))
    if scale is not None and number.scale == 1:
        return replace(number, value=(number.value + part) * scale, end=end + 1, scale=Fraction(scale))
    unit = number.scale if number.scale > 1 and word_at(words, start) in {"a", "one"} else Fraction(1)
    return replace(number, value=number.value + part * unit, end=end)
