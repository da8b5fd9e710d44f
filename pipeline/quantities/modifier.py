"""Read the words that bound a number ("over", "at least", "or so") and turn them into bounds.

The closed vocabulary and what each word means are those of the design, section 3. A phrase may stand on either side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.quantities.words import Word, word_at

_BEFORE = {
    "more_than": (
        "over|more than|greater than|larger than|higher than|bigger than|above|upwards of|upward of|in excess of"
        "|exceeding|exceeded|exceeds|exceed|surpassing|surpassed|surpass|surpasses|topping|topped|north of|beyond|>"
        "|no fewer than over"
    ),
    "at_least": (
        "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|minimum"
        "|at the very least|at a minimum|no smaller than|≥|>=|equal or more than|more or equal than"
        "|greater or equal than|larger or equal than|higher or equal than|greater than or equal to|more than or equal to"
        "|> =|bigger or equal than|at least or equal to"
    ),
    "less_than": "under|fewer than|less than|below|lower than|smaller than|short of|shy of|south of|<",
    "at_most": (
        "up to|upto|as many as|as much as|as high as|at most|at the most|no more than|not more than|a maximum of"
        "|maximum of|maximum|no greater than|not exceeding|≤|<=|equal or less than|less or equal than"
        "|smaller or equal than|lower or equal than|less than or equal to|fewer than or equal to|< =|capped at"
    ),
    "nearly": ("nearly|almost|close to|approaching|nearing|virtually|practically|near|not quite|nigh on|very nearly|next to|as good as"),
    "about": (
        "about|around|roughly|approximately|approx|approx .|some|circa|ca|c .|ca .|~|≈|an estimated|estimated"
        "|an approximate|in the region of|in the order of|on the order of|in the neighbourhood of"
        "|in the neighborhood of|somewhere around|perhaps|maybe|or so|a rough|an average of|on average|averaging"
        "|or about|a reported|something like|more or less|give or take|in the vicinity of|±"
    ),
    "exact": "exactly|precisely|a full|fully|exact",
}
_AFTER = {
    "at_least": (
        "or more than|or greater than|or higher than"
        "|or more|or above|or higher|or greater|or over|or better|and more|and above|and over|and up|at least"
        "|and counting|plus|- plus|+|minimum|or older|at a minimum|if not more|or even more|at the least|at the very least"
        "|upwards"
    ),
    "at_most": ("or less|or fewer|or below|or under|at most|or lower|at the most|maximum|or younger|tops|and below|and under|max"),
    "about": "or so|or thereabouts|odd|approximately|give or take|more or less|roughly|- odd|- something|- ish|or about",
    "exact": "exactly",
}
_DEGREES = frozenset({"well", "just", "slightly", "far", "much", "significantly", "considerably", "little", "a", "way", "only", "still"})
_LONGEST = 6
_WEAK = frozenset({"exact", "about"})  # "at least an estimated 500" is at least 500


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): modifier for modifier, phrases in table.items() for phrase in phrases.split("|")}


_PHRASES_BEFORE = _phrases(_BEFORE)
_PHRASES_AFTER = _phrases(_AFTER)
_ENDS = frozenset(phrase[-1] for phrase in _PHRASES_BEFORE)
_STARTS = frozenset(phrase[0] for phrase in _PHRASES_AFTER)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The printed bounds of a quantity; None is unbounded, an open end is itself excluded."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    modifier: str


def modifier_before(words: Sequence[Word], i: int) -> tuple[str, int]:
    """Give the modifier that ends just before word `i`, and the index where it begins.

    "well over" 500 is ("more_than", 0). ("exact", i) when no modifier stands there. Of two ("at least an estimated")
    the one that bounds wins.
    """
    modifier, begin = "exact", i
    while (found := _match_before(words, begin)) is not None:
        name, begin = found
        if modifier in _WEAK and (name != "exact" or modifier == "exact"):
            modifier = name
    if begin < i:
        while begin > 0 and word_at(words, begin - 1) in _DEGREES and _may_be_degree(words, begin - 1):
            begin -= 1
    return modifier, begin


def modifier_after(words: Sequence[Word], i: int) -> tuple[str, int]:
    """Give the modifier that begins at word `i`, and the index behind it: "or more" is ("at_least", i + 2).

    ("exact", i) when none does.
    """
    if word_at(words, i) in _STARTS:
        for length in range(_LONGEST, 0, -1):
            key = tuple(word.lower for word in words[i : i + length])
            if len(key) == length and key in _PHRASES_AFTER:
                return _PHRASES_AFTER[key], i + length
    return "exact", i


def bound(low: Fraction, high: Fraction, modifier: str) -> Bounds:
    """Give the printed bounds of a number (`low` equal to `high`) or a range under a modifier.

    500 with "more_than" is 500 open to unbounded; "at_most" is unbounded to 500; "about" and "nearly" keep the number
    itself, their tolerance is a matter of comparing. A range keeps both ends: "some 45 to 60" is 45 to 60.
    """
    if low != high:
        return Bounds(low, high, False, False, "vague" if modifier == "vague" else "range")
    if modifier == "more_than":
        return Bounds(low, None, True, True, modifier)
    if modifier == "at_least":
        return Bounds(low, None, False, True, modifier)
    if modifier == "less_than":
        return Bounds(None, high, True, True, modifier)
    if modifier == "at_most":
        return Bounds(None, high, True, False, modifier)
    return Bounds(low, high, False, False, modifier)


def _match_before(words: Sequence[Word], i: int) -> tuple[str, int] | None:
    if word_at(words, i - 1) not in _ENDS:
        return None
    for length in range(min(_LONGEST, i), 0, -1):
        name = _PHRASES_BEFORE.get(tuple(word.lower for word in words[i - length : i]))
        if name is not None and not (words[i - length].text in "<>" and words[i - length].glued):
            return name, i - length
    return None


def _may_be_degree(words: Sequence[Word], i: int) -> bool:
    """True for "just" in "just over 500" and "a" in "a little under 500", not for "only" before "about"."""
    word, following = word_at(words, i), word_at(words, i + 1)
    if word == "a":
        return following == "little"
    if word == "little":
        return word_at(words, i - 1) == "a"
    return word not in {"only", "still"} and following not in {"some", "an", "at", "up", "as", "exactly"}
