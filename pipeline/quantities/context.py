"""Read what stands around an amount: its rate, whether it is a change, an addition, a part or the rest of something."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.quantities.amount import Amount
from pipeline.quantities.modifier import bound
from pipeline.quantities.words import Word, word_at

_PERIODS = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "annum": "year", "season": "season", "shift": "shift",
}  # fmt: skip
_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour", "nightly": "night",
}  # fmt: skip
_NOT_RATE = frozenset({"ago", "later", "earlier", "before", "after", "old", "long", "previously", "ahead"})
_DENOMINATORS = frozenset(
    {"person", "head", "capita", "household", "family", "child", "barrel", "tonne", "kilogram", "litre", "inhabitant"}
)
_UP = frozenset(
    {
        "rose", "rise", "rises", "risen", "rising", "increase", "increased", "increases", "increasing", "grew", "grow", "grown",
        "growing", "growth", "climbed", "climb", "jumped", "jump", "surged", "surge", "gained", "gain", "up", "raised", "raise",
        "expanded", "swelled", "soared", "higher", "more", "greater", "longer", "larger",
    }
)  # fmt: skip
_DOWN = frozenset(
    {
        "fell", "fall", "fallen", "falling", "drop", "dropped", "dropping", "declined", "decline", "declining", "decreased",
        "decrease", "shrank", "shrink", "plunged", "plunge", "slumped", "cut", "cuts", "reduced", "reduce", "reduction", "lowered",
        "down", "lower", "fewer", "less", "smaller", "shorter", "slipped",
    }
)  # fmt: skip
_CHANGES = frozenset({"increase", "rise", "growth", "jump", "surge", "gain", "fall", "drop", "decline", "decrease", "reduction", "cut"})
_ADDITIONAL = frozenset({"another", "additional", "further", "extra"})
_OTHER = frozenset({"other", "others"})
_REST = frozenset({"remaining"})
_PASSED_REACH = 12  # words
_PASSES = frozenset([
    "pass", "passes", "passed", "top", "tops", "topped", "surpass", "surpasses", "surpassed", "exceed", "exceeds", "exceeded", "passing",
])  # fmt: skip
_TALLIES = frozenset(
    {
        "toll",
        "number",
        "total",
        "count",
        "tally",
        "figure",
        "cases",
        "deaths",
        "infections",
        "dead",
        "losses",
        "pledges",
        "arrests",
        "donations",
    }
)
_NOT_RATIO = frozenset({"same", "day", "week", "month", "year", "night", "morning", "past", "last", "next", "previous", "first"})
_INCLUDING = frozenset({"including", "include", "includes", "included"})


@dataclass(frozen=True, slots=True)
class Rate:
    """The denominator of a rate and the index of the word behind it: "per year" is ("year", i + 2)."""

    denominator: str
    end: int


def read_rate(words: Sequence[Word], i: int) -> Rate | None:
    """Read "a year", "per 100,000 people", "annually" at word `i`; "a year ago" is none."""
    first = word_at(words, i)
    if first in _ADVERBS:
        return Rate(_ADVERBS[first], i + 1)
    second = word_at(words, i + 1)
    if first in {"a", "an", "per", "each", "every", "/"} and second in _PERIODS:
        is_rate = (first not in {"a", "an"} or word_at(words, i + 2) not in _NOT_RATE) and not (
            first in {"a", "an"} and word_at(words, i + 2) == "-"
        )
        return Rate(_PERIODS[second], i + 2) if is_rate else None
    if first == "per" and second in _DENOMINATORS | {"one"}:
        return Rate(second, i + 2)
    if first in {"per", "for"} and i + 1 < len(words) and words[i + 1].kind == "figure" and (first == "per" or second.endswith("000")):
        return _read_numbered_rate(words, i)
    return None


def _read_numbered_rate(words: Sequence[Word], i: int) -> Rate | None:
    end = i + 2
    if word_at(words, i) == "for" and word_at(words, i - 1) not in {"deaths", "cases", "births"}:
        return None
    while end < len(words) and end < i + 5 and words[end].kind == "word" and words[end].text.islower():
        if words[end].lower.endswith("s") or words[end].lower in {"people", "children", "women", "men"}:
            end += 1
            break
        if words[end].lower in {"in", "and", "of", "was", "were", "is"}:
            break
        end += 1
    denominator = " ".join(word.text for word in words[i + 1 : end])
    return Rate(denominator, end)


def read_change(words: Sequence[Word], amount: Amount, end: int) -> str | None:
    """Give "up" or "down" for an amount that says by how much something changed, None otherwise.

    "rose by 20 percent", "12 percent fewer arrests", "a fall of 300"; "rose to 120" states a level.
    """
    before = [word_at(words, k) for k in range(max(0, amount.begin - 4), amount.begin)]
    is_measured = amount.symbol not in {"count", "duration"}
    if before[-1:] == ["by"]:
        return _direction(before[-3:-1])
    if before[-1:] == ["of"]:
        return _direction(before[-2:-1]) if before[-2:-1] and before[-2] in _CHANGES else None
    is_made_up = before[-1:] == ["up"] and before[-2:-1] and before[-2] in {"made", "make", "makes", "making"}
    if is_measured and not is_made_up and (found := _direction(before[-1:])):
        return found
    after = word_at(words, end)
    if is_measured and amount.symbol in {"percent", "percentage_point"} and after in _UP | _DOWN:
        return _direction([after])
    return None


def read_level(words: Sequence[Word], amount: Amount) -> bool:
    """True for "120 percent above the level of 2019" and "30 percent of": a share of some level, no change."""
    return amount.symbol == "percent" and word_at(words, amount.end) in {"above", "below"}


def _direction(words: Sequence[str]) -> str | None:
    for word in reversed(words):
        if word in _UP:
            return "up"
        if word in _DOWN:
            return "down"
    return None


def read_relation_before(words: Sequence[Word], begin: int) -> tuple[str | None, int]:
    """Give the relation word left of an amount and where the span then begins: "another" 40 is additional.

    (None, `begin`) when none stands there.
    """
    before = word_at(words, begin - 1)
    if before in _ADDITIONAL:
        start = begin - 1
        is_article = word_at(words, start - 1) in {"a", "an"}
        return "additional", start - 1 if is_article else start
    if before in _OTHER:
        return "other", begin - 1
    if before in _REST:
        return "rest", begin - 1
    return None, begin


def read_including(words: Sequence[Word], begin: int) -> bool:
    """True if "including", "among them" or "of whom" leads to the amount, with nothing between but other counts."""
    before = word_at(words, begin - 1)
    if before in _INCLUDING:
        return True
    return (word_at(words, begin - 2), before) in {("among", "them"), ("among", "whom"), ("of", "whom"), ("of", "them")}


def read_relation_after(words: Sequence[Word], end: int) -> tuple[str | None, int]:
    """Give the relation word right of a number and the index behind it: 40 "more", 11 "other", 3 "each"."""
    after = word_at(words, end)
    if after == "more" and word_at(words, end + 1) != "than":
        return "additional", end + 1
    if after in {"additional", "further", "extra"}:
        return "additional", end + 1
    if after == "other":
        return "other", end + 1
    if after == "others":
        return "other", end
    if after == "each":
        return "each", end
    return None, end


def passed(words: Sequence[Word], amount: Amount) -> Amount:
    """The amount as more than its number where a total has passed it: "the death toll tops 300"; "passed 3 laws" is left alone."""
    before = [word_at(words, k) for k in range(max(0, amount.begin - _PASSED_REACH), amount.begin)]
    value = amount.bounds.low
    if amount.bounds.modifier != "exact" or value is None or value != amount.bounds.high or before[-1:] == []:
        return amount
    if before[-1] in _PASSES and not _TALLIES.isdisjoint(before[:-1]):
        return replace(amount, bounds=bound(value, value, "more_than"))
    return amount


def read_times(words: Sequence[Word], amount: Amount) -> int | None:
    """Give the index behind "times" in "three times as many", "five times higher than"; None for mere repetition."""
    if amount.symbol != "count" or word_at(words, amount.end) != "times":
        return None
    tail = word_at(words, amount.end + 1)
    is_level = tail == "the" and word_at(words, amount.end + 2) not in _NOT_RATIO
    is_ratio = is_level or tail in {"as", "that", "its", "their"} or tail in _UP | _DOWN
    return amount.end + 1 if is_ratio else None
