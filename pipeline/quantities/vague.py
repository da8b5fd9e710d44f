"""Read amounts that no figure states: "dozens", "hundreds of thousands, if not millions", "a number of", "most".

The bounds are the table of the design, section 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.quantities.number import SCALES, read_number
from pipeline.quantities.words import Word, word_at

_PLURALS = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
    "trillions": 10**12, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
_NUMBERED = {"tens": (20, 99), "dozens": (24, 99), "scores": (40, 99)}
_FEW = {"several": (3, 9), "few": (3, 9), "couple": (2, 3), "handful": (3, 9)}
_NUMBER_SIZES = frozenset(
    (
        "large", "small", "great", "big", "huge", "significant", "growing", "substantial", "considerable", "increasing", "good",
        "certain", "vast", "limited", "record", "unprecedented", "unknown", "undisclosed", "unspecified", "untold", "high",
        "sizeable", "sizable", "similar", "disproportionate", "alarming",
    )
)  # fmt: skip
_DEFINITE = frozenset({"the", "them", "those", "these", "our", "us", "you", "its", "their", "whom"})
_MANY = frozenset({"many", "numerous", "countless", "innumerable", "untold"})
_NOT_MANY = frozenset({"how", "so", "as", "too", "not", "that", "this", "very", "these", "those", "the", "their", "its", "his"})
_NOT_MANY_TAILS = frozenset({"more", "of", "a", "an", "other", "times"})
_SCORES_TAILS = frozenset({"of", "more", "were", "have", "are", "had"})
_SHARE_TAILS = frozenset({"of", "were", "are", "would", "have", "had", "was", "is", "will", "could", "did", "do"})

_SIZES = _NUMBER_SIZES | {"very", "increasingly"}
_LONGEST = 6
VAGUE_STARTERS = frozenset(_PLURALS) | frozenset(_FEW) | _NUMBER_SIZES | _MANY | {"a", "an", "the", "most", "very", "increasingly"}


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague amount: "dozens" is 24 to 99, "many" 2 to unbounded, "most" more than 50 percent."""

    low: Fraction
    high: Fraction | None
    begin: int  # indexes into the words that were read, end excluded
    end: int
    unit: str = "count"
    low_open: bool = False
    modifier: str = "vague"


def read_vague(words: Sequence[Word], i: int) -> Vague | None:
    """Read the longest vague amount that begins at word `i`; None when none does.

    "hundreds of thousands, if not millions" is 200000 to 9999999. "scores a goal" and "most likely" are none.
    """
    amount = _read_plural(words, i) or _read_few(words, i)
    if amount is not None:
        return _extend(words, amount)
    return _read_numbers_of(words, i) or _read_share(words, i)


def _read_plural(words: Sequence[Word], i: int) -> Vague | None:
    name = word_at(words, i)
    if name not in _PLURALS or (name == "scores" and word_at(words, i + 1) not in _SCORES_TAILS):
        return None
    if name == "tens" and word_at(words, i + 1) != "of":
        return None
    low, high = _NUMBERED.get(name, (2 * _PLURALS[name], 10 * _PLURALS[name] - 1))
    end = i + 1
    factor = _PLURALS.get(word_at(words, end + 1), 1) if word_at(words, end) in {"of", "upon", "and"} else 1
    if factor > _PLURALS[name] and word_at(words, end) == "of":
        return Vague(Fraction(low * factor), Fraction((high + 1) * factor - 1), i, end + 2)
    if factor == _PLURALS[name] and word_at(words, end) in {"upon", "and"}:
        end += 2
    return Vague(Fraction(low), Fraction(high), i, end)


def _read_few(words: Sequence[Word], i: int) -> Vague | None:
    first = i + 1 if word_at(words, i) == "a" else i
    name = word_at(words, first)
    if name not in _FEW or (name != "several" and first == i):
        return None
    low, high = _FEW[name]
    end = first + 1
    if name in {"couple", "handful"} and word_at(words, end) == "of":
        if word_at(words, end + 1) in {"the", "those", "these"}:
            return None
        end += 1
    elif name == "handful":
        return None
    scale = SCALES.get(word_at(words, end), 1)
    if scale == 20:
        return None
    rounding = scale - 1 if scale >= 100 and name != "couple" else 0
    return Vague(Fraction(low * scale), Fraction(high * scale + rounding), i, end + (scale > 1))


def _read_numbers_of(words: Sequence[Word], i: int) -> Vague | None:
    """Read "a number of", "large numbers of", "many"; "the number of" states none."""
    if word_at(words, i) in _MANY:
        is_part = word_at(words, i + 1) == "of" and word_at(words, i + 2) in _DEFINITE  # "many of the boats"
        is_amount = word_at(words, i - 1) not in _NOT_MANY and (is_part or word_at(words, i + 1) not in _NOT_MANY_TAILS)
        return Vague(Fraction(2), None, i, i + 1) if is_amount else None
    j = i + 1 if word_at(words, i) in {"a", "an"} else i
    while j < i + _LONGEST and word_at(words, j) in _SIZES:
        j += 1
    is_plural = word_at(words, j) == "numbers" and j > i
    if word_at(words, j + 1) != "of" or not (is_plural or (word_at(words, j) == "number" and word_at(words, i) in {"a", "an"})):
        return _read_large_number(words, i, j)
    return Vague(Fraction(2), None, i, j + 2)


def _read_large_number(words: Sequence[Word], i: int, j: int) -> Vague | None:
    """Read headline style "returns large number of": no article, but a size."""
    if j > i and word_at(words, j) == "number" and word_at(words, j + 1) == "of" and word_at(words, i) in _NUMBER_SIZES:
        is_bare = word_at(words, i - 1) not in {"the", "this", "that", "a", "no"}
        return Vague(Fraction(2), None, i, j + 2) if is_bare else None
    return None


def _read_share(words: Sequence[Word], i: int) -> Vague | None:
    """Read "most of", "most would", "a majority of": more than half."""
    name = word_at(words, i)
    if name == "most" and word_at(words, i - 1) not in {"the", "at", "a", "its", "his", "their", "world's", "second", "one"}:
        if word_at(words, i + 1) in _SHARE_TAILS:
            return Vague(Fraction(50), Fraction(100), i, i + 1, "percent", True)
        return None
    majority = i + 1 if name in {"a", "the"} else i
    if word_at(words, majority) in {"vast", "great", "overwhelming", "large"}:
        majority += 1
    if majority > i and word_at(words, majority) == "majority" and word_at(words, majority + 1) == "of":
        return Vague(Fraction(50), Fraction(100), i, majority + 1, "percent", True)
    return None


def _extend(words: Sequence[Word], amount: Vague) -> Vague:
    """Join "X, if not Y", "X or even Y", "X to Y": from the low end of X to the high end of Y."""
    j = amount.end + 1 if word_at(words, amount.end) == "," else amount.end
    if (word_at(words, j), word_at(words, j + 1)) in {("if", "not"), ("or", "even"), ("and", "possibly"), ("or", "possibly")}:
        j += 2
    elif word_at(words, j) in {"or", "to"} or (j > amount.end and word_at(words, j) in {"perhaps", "possibly", "maybe"}):
        j += 1
    else:
        return amount
    second = _read_plural(words, j) or _read_few(words, j)
    if second is None:
        number = read_number(words, j)
        second = Vague(number.value, number.value, j, number.end) if number and not number.share and number.value >= 10 else None
    if second is None or second.high is None or amount.high is None or second.high <= amount.high:
        return amount
    end = second.end + 1 if word_at(words, second.end) == "," and word_at(words, second.end + 1) == "of" else second.end
    return replace(amount, high=second.high, end=end)
