"""Put numbers, bounds and units together: one amount for "between $4 and $5 million", for "500 or more", for "18-25 %".

What is counted, and which numbers are no quantities at all, is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.quantities.modifier import Bounds, bound, modifier_after, modifier_before
from pipeline.quantities.number import NUMBER_STARTERS, Number, read_number
from pipeline.quantities.unit import Unit, currency_starts, unit_after, unit_before
from pipeline.quantities.vague import VAGUE_STARTERS, Vague, read_vague
from pipeline.quantities.words import HYPHENS, Word, is_hyphen, word_at

_CHANGE_CUES = frozenset(
    {
        "rose", "rise", "rises", "risen", "rising", "increase", "increased", "increases", "increasing", "grew", "grow", "grown",
        "growing", "climbed", "climbing", "jumped", "surged", "up", "fell", "fall", "fallen", "falling", "dropped", "drop",
        "dropping", "declined", "decline", "declining", "decreased", "decrease", "down", "cut", "reduced", "lowered", "raised",
        "went", "revised", "gone", "shrank", "plunged", "doubled", "tripled", "moved", "improved", "swelled", "soared", "slipped",
    }
)  # fmt: skip
_SOFT = frozenset({"about", "around", "nearly", "almost", "some", "roughly", "perhaps", "over", "maybe"})
_ARTICLES = frozenset({"a", "an"})
_NO_MEASURES = frozenset({"day", "night", "second", "foot", "yard", "degree", "stone", "minute", "moment", "t", "m", "g", "l"})
_STARTERS = NUMBER_STARTERS | VAGUE_STARTERS | _ARTICLES
_LOWER = frozenset({"more_than", "at_least"})
_UPPER = frozenset({"less_than", "at_most"})
_JOINTS = ({"and"}, {"but"}, {","}, {"and", "but"}, {",", "and"}, {",", "but"}, {"yet"}, {"or"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its modifiers and its unit. Indexes are into the words that were read, end excluded."""

    bounds: Bounds
    symbol: str  # the unit of the contract: "count", "USD", "percent", "km", "duration"
    begin: int  # with modifiers and currency sign
    end: int  # with unit and modifiers
    number_begin: int
    number_end: int
    unit: Unit | None = None
    digits: bool = False
    share: bool = False  # True for "two-thirds" and "one in five", given in percent
    base: Fraction | None = None  # 34 in "18 out of 34"

    @property
    def value(self) -> Fraction:
        """The printed number, the upper one of a range; 0 when there is none."""
        return self.bounds.high or self.bounds.low or Fraction(0)


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of an amount: a number and the unit written beside it."""

    low: Fraction
    high: Fraction
    scale: Fraction
    begin: int
    end: int
    number_begin: int
    number_end: int
    unit: Unit | None
    digits: bool
    share: bool
    base: Fraction | None
    vague: Vague | None


def find_amounts(words: Sequence[Word]) -> list[Amount]:
    """Give every amount in `words` from left to right, none inside another.

    "between 30 and 50 houses" holds one, 30 to 50; "80 women and 40 men" holds two.
    """
    found: list[Amount] = []
    i = 0
    while i < len(words):
        side = _read_side(words, i)
        if side is None:
            i += 1
            continue
        amount = _with_modifiers(words, _read_range(words, side), side)
        i = max(amount.end, i + 1)
        if found and (joined := _join_bounds(words, found[-1], amount)) is not None:
            found[-1] = joined
        else:
            found.append(amount)
    return found


def _read_side(words: Sequence[Word], i: int) -> _Side | None:
    if i >= len(words):
        return None
    currency = _currency_at(words, i) if words[i].text in currency_starts() else None
    if currency is None and words[i].kind == "word" and words[i].lower not in _STARTERS:
        return None
    start = currency.end if currency else i
    vague = read_vague(words, start)
    if vague is not None:
        return _vague_side(words, vague, currency, i)
    number = read_number(words, start, money=currency is not None)
    if number is None:
        return _single_side(words, i) if words[i].lower in _ARTICLES else None
    side = _number_side(words, number, currency, i)
    return _negate(side) if _is_negative(words, i) else side


def _single_side(words: Sequence[Word], i: int) -> _Side | None:
    """Read "a metre" in "less than a metre", "an hour" in "about an hour": one of a unit, where a modifier stands before it."""
    modifier, begin = modifier_before(words, i)
    if begin == i or modifier == "exact" or i + 1 >= len(words):
        return None
    unit = unit_after(words, i + 1, value=Fraction(1))
    if unit is None or unit.begin != i + 1 or unit.kind not in {"measure", "duration"} or words[i + 1].lower in _NO_MEASURES:
        return None
    if word_at(words, unit.end) in {"ago", "before", "later", "earlier", "after", "old"}:
        return None  # "more than a year before" is a date
    return _Side(Fraction(1), Fraction(1), Fraction(1), i, unit.end, i, i + 1, unit, False, False, None, None)


def _is_negative(words: Sequence[Word], i: int) -> bool:
    """True for "minus 5", "-5": a dash that touches the number only."""
    before = word_at(words, i - 1)
    if before in {"minus", "negative"}:
        return True
    if i == 0 or before not in HYPHENS or not words[i].glued:
        return False
    return i == 1 or (not words[i - 1].glued and words[i - 2].kind != "figure")


def _negate(side: _Side) -> _Side:
    return replace(side, low=-side.high, high=-side.low, begin=side.begin - 1)


def _currency_at(words: Sequence[Word], i: int) -> Unit | None:
    for end in range(min(i + 3, len(words) - 1), i, -1):
        if words[end].kind in {"figure", "vulgar"} or words[end].glued or words[end].kind == "word":
            unit = unit_before(words, end)
            if unit is not None and unit.begin == i:
                return unit
    return None


def _vague_side(words: Sequence[Word], vague: Vague, currency: Unit | None, i: int) -> _Side:
    unit_start = vague.end + 1 if word_at(words, vague.end) == "of" else vague.end
    unit = currency or (unit_after(words, unit_start, value=vague.low) if vague.unit == "count" else None)
    end = unit.end if unit is not None and currency is None else vague.end
    high = vague.low if vague.high is None else vague.high
    return _Side(vague.low, high, Fraction(1), i, end, vague.begin, vague.end, unit, False, False, None, vague)


def _number_side(words: Sequence[Word], number: Number, currency: Unit | None, i: int) -> _Side:
    value, share, end = number.value, number.share, number.end
    unit_start = end + 1 if share and word_at(words, end) in {"a", "an", "of"} else end
    unit = unit_after(words, unit_start, value=value)
    if unit is not None and share and unit_start == end + 1 and unit.kind not in {"measure", "duration"}:
        unit = None
    if currency is not None and (unit is None or unit.kind != "currency"):
        unit = currency
    elif unit is not None:
        end = unit.end
    if unit is not None:
        share = False
    value = value * 100 if share else value * unit.factor if unit else value
    return _Side(value, value, number.scale, i, end, number.begin, number.end, unit, number.digits, share, number.base, None)


def _read_range(words: Sequence[Word], first: _Side) -> _Side:
    """Give the side that spans both ends where `first` opens a range; else `first` itself."""
    if first.base is not None or (first.vague is not None and first.vague.high is None):
        return first
    joint = _range_joint(words, first)
    second = _read_side(words, joint) if joint is not None else None
    if second is None or second.vague is not None or second.base is not None or second.share != first.share:
        return first
    if second.unit is None and first.unit is not None and _inherits(words, first, second):
        second = replace(second, unit=first.unit)
    if first.unit is not None and (second.unit is None or second.unit.symbol != first.unit.symbol):
        return first
    low, high = _share_scale(first, second), second.high
    if low >= high:
        return first
    return replace(first, low=low, high=high, end=second.end, number_end=second.number_end, unit=second.unit, scale=second.scale)


def _inherits(words: Sequence[Word], first: _Side, second: _Side) -> bool:
    """True for "$4-5 million", where the sign serves both ends; "gave $5 to 300 people" has two numbers."""
    is_sign_first = first.unit is not None and first.unit.end <= first.number_begin
    return is_sign_first and (is_hyphen(words, first.end) or second.scale > 1)


def _share_scale(first: _Side, second: _Side) -> Fraction:
    """Give the lower end: "four to five million" shares the million, "900,000 to 1 million" does not."""
    low = first.low
    if second.unit is not None and first.unit is None:
        low *= second.unit.factor
    is_shared = first.scale == 1 and second.scale > 1 and low * second.scale < second.high
    return low * second.scale if is_shared else low


def _range_joint(words: Sequence[Word], first: _Side) -> int | None:
    """Give the index where the second end may begin, behind "to", "and", "or" or a dash; None where no range can be."""
    i = first.end
    before = word_at(words, _opener(words, first.begin))
    if before == "between":
        return _skip_soft(words, i + 1) if word_at(words, i) in {"and", "to"} or word_at(words, i) in HYPHENS else None
    if word_at(words, i) in HYPHENS and (is_hyphen(words, i) or (first.digits and not words[i].glued)):
        return i + 1 if word_at(words, i + 1) != "to" else i + 3
    if word_at(words, i) == "to" and before != "by":
        earlier = words[max(0, first.begin - 6) : max(0, first.begin - 1)]
        is_change = before == "from" and any(word.lower in _CHANGE_CUES for word in earlier)
        return None if is_change else _skip_soft(words, i + 1)
    if word_at(words, i) in {"through", "~"} and first.digits and first.unit is None:
        return i + 1
    if word_at(words, i) == "or" and first.unit is None:
        return i + 1
    return None


def _opener(words: Sequence[Word], begin: int) -> int:
    """Give the index of the word that may open a range, one soft word skipped: "between about 200 and 300"."""
    is_soft = word_at(words, begin - 1) in _SOFT and word_at(words, begin - 2) in {"between", "from"}
    return begin - 2 if is_soft else begin - 1


def _skip_soft(words: Sequence[Word], i: int) -> int:
    return i + 1 if word_at(words, i) in _SOFT else i


def _with_modifiers(words: Sequence[Word], side: _Side, first: _Side) -> Amount:
    begin, opener = side.begin, _opener(words, side.begin)
    if side.end > first.end and word_at(words, opener) == "between":
        begin = opener
    modifier, begin = modifier_before(words, begin)
    after, end = modifier_after(words, side.end)
    if end > side.end and _is_after(words, side.end, end):
        modifier = after if modifier in {"exact", "about"} else modifier
        end, unit = _late_unit(words, side, end)
        side = replace(side, unit=unit)
    else:
        end = side.end
    unit = side.unit
    symbol = unit.symbol if unit else "percent" if side.share or (side.vague and side.vague.unit == "percent") else "count"
    bounds = _bounds(side, modifier, is_half=side.share and side.low == side.high == 50 and not side.digits)
    return Amount(bounds, symbol, begin, end, side.number_begin, side.number_end, unit, side.digits, side.share, side.base)


def _late_unit(words: Sequence[Word], side: _Side, end: int) -> tuple[int, Unit | None]:
    """Read the unit that follows a modifier: "50 or more kilometres"."""
    unit = side.unit or unit_after(words, end, value=side.high)
    return (unit.end if unit is not None and unit.begin == end else end), unit


def _is_after(words: Sequence[Word], begin: int, end: int) -> bool:
    """True unless the words belong to the next number: "killed 40, at least 12 of them"."""
    if word_at(words, begin) == "or" and word_at(words, end - 1) == "than":
        return end >= len(words) or words[end].kind == "sign"  # "200 or more than."
    if word_at(words, begin) in {"+", "plus"}:
        return words[begin].glued and (end >= len(words) or words[end].kind != "figure")
    return read_number(words, end) is None and word_at(words, end) != "than"


def _bounds(side: _Side, modifier: str, *, is_half: bool) -> Bounds:
    vague = side.vague
    if vague is None:
        return bound(side.low, side.high, "about" if is_half and modifier == "exact" else modifier)
    if vague.high is None:
        return Bounds(vague.low, None, False, True, "vague")
    if modifier in _LOWER:
        return Bounds(side.low, None, modifier == "more_than", True, "vague")
    if modifier in _UPPER:
        return Bounds(None, side.high, True, modifier == "less_than", "vague")
    return Bounds(side.low, side.high, vague.low_open, False, "vague")


def _join_bounds(words: Sequence[Word], first: Amount, second: Amount) -> Amount | None:
    """Join "more than 20 and fewer than 35" into one range."""
    between = {word.lower for word in words[first.end : second.begin]}
    modifiers = {first.bounds.modifier, second.bounds.modifier}
    if second.begin - first.end > 2 or between not in _JOINTS or not (modifiers & _LOWER and modifiers & _UPPER):
        return None
    lower, upper = (first, second) if first.bounds.modifier in _LOWER else (second, first)
    if lower.bounds.low is None or upper.bounds.high is None or lower.bounds.low >= upper.bounds.high:
        return None
    if first.unit is not None and (second.unit is None or first.symbol != second.symbol):
        return None
    bounds = Bounds(lower.bounds.low, upper.bounds.high, lower.bounds.low_open, upper.bounds.high_open, "range")
    return replace(first, bounds=bounds, symbol=second.symbol, unit=second.unit, end=second.end, number_end=second.number_end)
