"""Tell the numbers that are no quantities: years, dates, times, ages, ordinals, names, labels, scores and serials.

Each test names the kind it refuses; what dates and legal references cover is left out before.
"""

from collections.abc import Sequence
from fractions import Fraction

from pipeline.quantities.amount import Amount
from pipeline.quantities.number import SMALL
from pipeline.quantities.words import HYPHENS, Word, is_hyphen, word_at

_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    }
)  # fmt: skip
_YEAR_CUES = _MONTHS | {
    "in", "since", "by", "until", "till", "from", "during", "before", "after", "early", "late", "mid", "circa", "year", "of",
    "spring", "summer", "autumn", "fall", "winter", "the", "for", "between", "to", "around", "about", "(", "'", "\u2019", "and", ",",
}  # fmt: skip
_LABELS = frozenset(
    {
        "article", "section", "chapter", "page", "paragraph", "rule", "no", "nos", "number", "numbers", "resolution", "part",
        "volume", "figure", "table", "flight", "route", "highway", "camp", "unit", "phase", "level", "type", "version", "grade",
        "room", "channel", "class", "category", "zone", "line", "form", "appendix", "annex", "schedule", "protocol", "clause",
        "item", "step", "day", "week", "verse", "round", "stage", "season", "episode", "gate", "platform", "terminal", "block",
        "building", "apartment", "suite", "ward", "regulation", "directive", "case", "docket", "psalm", "formula", "area", "pp",
        "p", "art", "sec", "para", "vol", "#", "\u2116", "\u00a7", "hall", "lot", "exit", "pier", "hangar", "district", "sector",
        "group", "tier", "box", "footnote", "note", "report", "update", "bulletin", "fig", "ref", "id",
        "flights", "bill", "bills", "articles", "sections", "chapters", "pages",
        "paragraphs", "rules", "annexes", "clauses", "court", "decree", "order", "law", "act", "convention", "code", "boeing",
        "airbus", "apollo", "extension", "ext", "station", "mine", "shaft", "tel", "phone", "fax", "covid", "ak", "point",
    }
)  # fmt: skip
_COLON_LABELS = frozenset(
    {"no", "nos", "number", "tel", "phone", "fax", "hotline", "ref", "id", "case", "docket", "flight", "page", "fig", "figure", "table"}
)
_AGED = frozenset({"aged", "age", "ages"})
_AGED_PEOPLE = frozenset(
    {"children", "kids", "people", "those", "adults", "women", "men", "girls", "boys", "anyone", "everyone", "person",
     "students", "youths", "persons", "citizens", "residents", "minors", "males", "females", "pupils"}
)  # fmt: skip
_OLD = frozenset({"old", "olds", "older"})
_CLOCK = frozenset({"am", "pm", "gmt", "utc", "bst", "est", "o'clock", "noon", "midnight", "hrs"})
_SERIAL_SIGNS = frozenset({"/", "@", "_", "=", "&", "#", "\\", ":", "~"})
_ONE_TAILS = frozenset(
    {
        "of", "another", "day", "night", "morning", "evening", "afternoon", "time", "way", "thing", "side", "reason", "hand",
        "example", "part", "such", "step", "more", "can", "could", "should", "must", "would", "may", "might", "will", "who", "that",
        "which", "is", "has", "'s", "knows", "does", "and", "or", "point", "where", "to", "with", "as", "by", "in", "on", "at",
        "sees", "was", "moment", "kind", "sort", "place", "area", "issue", "question", "problem", "aspect", "explanation",
    }
)  # fmt: skip
_ONE_HEADS = frozenset({"no", "the", "this", "that", "any", "every", "each", "which", "some", "as", "another", "-", "new", "like",
                        "good", "bad", "first", "last", "old", "loved", "a", "square", "day", "number", "phase"})  # fmt: skip
_LATEST_YEAR = 2100
_EARLIEST_YEAR = 1000
_OLDEST = 110
_LONGEST_LIST = 40  # words
_SHORTEST_CODE = 7

_PART_OF = frozenset({"those", "them", "these", "whom"})


def is_refused(words: Sequence[Word], amount: Amount, *, counted: bool) -> bool:
    """True if the number at `amount` is no quantity; `counted` says that a noun in the plural follows it.

    "a 25-year-old", "10:30", "Flight 370", "in 1994", "38th", "F-16" and "one of the" are refused.
    """
    first, last = amount.number_begin, amount.number_end
    is_plain = amount.symbol == "count" and not amount.share and amount.bounds.modifier in {"exact", "range"}
    if (word_at(words, amount.begin - 2), word_at(words, amount.begin - 1)) == ("all", "but"):
        return True  # "all but three were freed": the three are those who were not
    if _is_compound(words, amount) or _is_phone(words, amount, counted=counted) or _is_age(words, amount, counted=counted):
        return True
    if amount.unit is not None and amount.unit.kind in {"currency", "share"}:
        return False
    if _is_clock(words, amount) or _is_one_pronoun(words, amount, counted=counted):
        return True
    if not is_plain and amount.symbol != "count":
        return False
    if _is_year(words, amount, counted=counted) or _is_day_of_month(words, amount):
        return True
    if word_at(words, last) == "to" and word_at(words, last + 1) in {"one", "1"} and amount.symbol == "count":
        return True  # "outnumbered two to one"
    return _is_label(words, first, last, counted=counted) or _is_score(words, amount, counted=counted) or _is_list_mark(words, first, last)


def _is_compound(words: Sequence[Word], amount: Amount) -> bool:
    """Refuse what is glued into a name or a serial: "G20", "COVID-19", "38th", "192.168.1.2", "24/7", "two-state"."""
    first, last = amount.number_begin, amount.number_end
    has_sign = amount.unit is not None and amount.unit.end <= first
    if first > 0 and words[first].glued and not has_sign:
        before = words[first - 1]
        if before.kind in {"word", "figure"} or before.text in _SERIAL_SIGNS:
            return True
        if before.text in HYPHENS | {"."} and first > 1 and before.glued and words[first - 2].kind in {"word", "figure"}:
            return True
        if before.text == "(" and before.glued and first > 1 and words[first - 2].kind == "figure":
            return True
        if before.text == "+" and amount.value >= 100000:
            return True
    if amount.end > last or last >= len(words) or not words[last].glued:
        return _is_leading_zero(words[first])
    after = words[last]
    if after.kind == "word" and words[last - 1].kind == "figure":
        return True
    if after.text in _SERIAL_SIGNS and last + 1 < len(words) and words[last + 1].glued:
        return True
    if after.text == "." and last + 1 < len(words) and words[last + 1].glued and words[last + 1].kind == "figure":
        return True
    tail = word_at(words, last + 1)
    is_tied = is_hyphen(words, last) and tail not in {"strong", "member", "to", "odd", "plus"} and words[last + 1].kind != "sign"
    return is_tied or _is_leading_zero(words[first])


def _is_phone(words: Sequence[Word], amount: Amount, *, counted: bool) -> bool:
    """Refuse the parts of "+82 2 555 1234", "Tel. 555 0199", "(831) 386-1018", and codes such as 12208114."""
    i = amount.number_begin
    if words[i].kind != "figure" or amount.unit is not None or counted:
        return False
    is_code = len(words[i].text) >= _SHORTEST_CODE and words[i].text.isdigit() and not words[i].text.endswith("000")
    if is_code or _is_exchange(words, i) or (word_at(words, i + 1) == ")" and _is_exchange(words, i + 2)):
        return True
    k = i - 1
    while k >= 0 and (words[k].kind == "figure" or words[k].text in HYPHENS | {"(", ")"}) and i - k < 10:
        k -= 1
    is_called = word_at(words, k) in {"tel", "phone", "fax", "hotline"} and amount.number_end - k > 1
    return is_called or (word_at(words, k) == "+" and (k < i - 1 or not words[k].glued))


def _is_exchange(words: Sequence[Word], i: int) -> bool:
    """True for "386-1018" at word `i`."""
    if not is_hyphen(words, i + 1) or i + 2 >= len(words):
        return False
    return [words[k].kind for k in (i, i + 2)] == ["figure"] * 2 and (len(words[i].text), len(words[i + 2].text)) == (3, 4)


def _is_leading_zero(word: Word) -> bool:
    return word.kind == "figure" and len(word.text) > 1 and word.text[0] == "0" and word.text[1] != "."


def _is_age(words: Sequence[Word], amount: Amount, *, counted: bool) -> bool:
    """Refuse "a 25-year-old", "34 years old", "aged between 18 and 25", "Kim, 34, said", "children under 5"."""
    end = amount.end + 1 if is_hyphen(words, amount.end) else amount.end
    if amount.symbol == "duration" and (word_at(words, end) in _OLD or (word_at(words, end), word_at(words, end + 1)) == ("of", "age")):
        return True
    if amount.symbol not in {"count", "duration"} or amount.value > _OLDEST:
        return False
    i = amount.begin - 1
    while i > max(1, amount.begin - _LONGEST_LIST) and word_at(words, i) in {",", "and"} and words[i - 1].kind == "figure":
        i -= 2  # "aged 2, 5 and 9"
    if word_at(words, i) in _AGED:
        return True
    before = word_at(words, amount.begin - 1)
    if before in _AGED or (before == "of" and word_at(words, amount.begin - 2) in _AGED) or word_at(words, amount.end) in _AGED:
        return True
    if amount.symbol == "duration" or counted:
        return False
    modifier = amount.bounds.modifier
    if before in _AGED_PEOPLE and modifier in {"less_than", "more_than", "at_least"}:
        return True
    if before in {"them", "whom", "age"} and modifier in {"less_than", "more_than"} and word_at(words, amount.end) != "of":
        return True  # "12 of them under five"
    is_predicate = before in {"are", "is", "were", "was", "be", "been"} and modifier in {"less_than", "more_than"}
    if is_predicate and words[amount.number_begin].kind == "figure":
        return True
    if _is_pair_of_ages(words, amount):
        return True
    is_apposition = before == "," and word_at(words, amount.end) in {",", ".", ")", ";"} and amount.begin > 1
    return is_apposition and amount.digits and _is_name_end(words, amount.begin - 2) and modifier == "exact"


def _is_name_end(words: Sequence[Word], i: int) -> bool:
    """True for the last word of "Kim" and of "Kim Sun-hui"."""
    while i > 1 and is_hyphen(words, i - 1):
        i -= 2
    return words[i].text[:1].isupper()


def _is_pair_of_ages(words: Sequence[Word], amount: Amount) -> bool:
    """Refuse both figures of "two women, 23 and 27, have"."""
    i = amount.number_begin
    for first in (i, i - 2):
        marks = [word_at(words, first - 1), word_at(words, first + 1), word_at(words, first + 3)]
        if marks == [",", "and", ","] and words[first].kind == words[first + 2].kind == "figure":
            return True
    return False


def _is_clock(words: Sequence[Word], amount: Amount) -> bool:
    """Refuse "7 p.m.", "10.30 am", "1400 GMT"."""
    if amount.symbol != "count":
        return False
    after = word_at(words, amount.end)
    return after in _CLOCK or (after in {"a", "p"} and word_at(words, amount.end + 1) == "." and word_at(words, amount.end + 2) == "m")


def _is_one_pronoun(words: Sequence[Word], amount: Amount, *, counted: bool) -> bool:
    """Refuse "one" as a pronoun or article: "one of the", "no one", "one day"; "one person" and "only one" stay."""
    if amount.number_end - amount.number_begin != 1 or word_at(words, amount.number_begin) != "one":
        return False
    before, after = word_at(words, amount.begin - 1), word_at(words, amount.end)
    if before == "not" and amount.symbol == "count":
        return True  # "not one guard": none
    if amount.symbol == "duration" and amount.bounds.modifier == "exact":
        return before not in {"for", "only", "just", "than", "to"}
    if before in _ONE_HEADS:
        return True
    if after == "of" and word_at(words, amount.end + 1) in {"the", "those", "them"} and word_at(words, amount.end + 2) in SMALL:
        return False
    is_only = before in {"only", "just"} and word_at(words, amount.begin - 2) not in {"the", "its", "their", "his", "her"}
    is_cued = amount.bounds.modifier != "exact" or is_only or before in {"another", "and"}
    if any(word_at(words, k) == "another" for k in range(amount.end + 1, amount.end + 5)):
        return True  # "from one baby to another"
    return after in _ONE_TAILS and not is_cued


def _is_year(words: Sequence[Word], amount: Amount, *, counted: bool) -> bool:
    """Refuse "in 1994", "2016-17", "the 2017 election"; "2,000" and "2000 people" are counts."""
    word = words[amount.number_begin]
    if word.kind != "figure" or len(word.text) != 4 or not word.text.isdigit():
        return False
    if not _EARLIEST_YEAR <= Fraction(word.text) <= _LATEST_YEAR or amount.symbol not in {"count", "percent"}:
        return False
    before = word_at(words, amount.number_begin - 1)
    if before == "as" and word_at(words, amount.number_begin - 2) in {"late", "early", "recently"}:
        return True
    if before == "the" and word.text[2:] != "00":
        return True
    is_recent = word.text[:2] in {"19", "20"} and word.text[2:] != "00"
    if counted and not is_recent:
        return False
    return is_recent or before in _YEAR_CUES


def _is_day_of_month(words: Sequence[Word], amount: Amount) -> bool:
    """Refuse "12 October", "Oct. 12"; "80 in August" is a count."""
    if amount.value > 31 or amount.bounds.modifier not in {"exact", "range"}:
        return False
    first, last = amount.number_begin, amount.number_end
    after = word_at(words, last + 1) if word_at(words, last) == "of" else word_at(words, last)
    if after in _MONTHS and words[min(last + (word_at(words, last) == "of"), len(words) - 1)].text[:1].isupper():
        return True
    before = first - 2 if word_at(words, first - 1) == "." else first - 1
    is_month = word_at(words, before) in _MONTHS and words[before].text[:1].isupper()
    return is_month and words[first].kind == "figure"


def _is_label(words: Sequence[Word], first: int, last: int, *, counted: bool) -> bool:
    """Refuse "page 12", "No. 7", "Camp 14", "Phase two"; "in the district 40 people were hurt" is a count."""
    i = first - 1
    while i > max(1, first - _LONGEST_LIST) and word_at(words, i) in {"and", "or", ","} and words[i - 1].kind == "figure":
        i -= 2  # "Articles 3, 12 and 13"
    if i < first - 1:
        return word_at(words, i) in _LABELS and word_at(words, i).endswith("s") and words[first].kind == "figure"
    i = first - 2 if word_at(words, first - 1) in {".", ":"} and words[first - 1].glued else first - 1
    if word_at(words, first - 1) == ":" and word_at(words, i) not in _COLON_LABELS:
        return False  # "Rights group: 214 detained"
    if word_at(words, i) not in _LABELS or word_at(words, i - 1) in {"every", "each", "a", "per", "that", "same", "one", "last"}:
        return False
    if counted and words[i].text.islower() and i == first - 1:
        return False
    is_bare = last - first == 1 and "," not in words[first].text
    return is_bare and not (word_at(words, i) == "no" and i == first - 1)


def _is_score(words: Sequence[Word], amount: Amount, *, counted: bool) -> bool:
    """Refuse "3-2" and "won 21-17": two small figures on a dash that count nothing."""
    first, last = amount.number_begin, amount.number_end
    if is_hyphen(words, last) and last + 1 < len(words) and words[last + 1].kind == "figure" and words[last - 1].kind == "figure":
        return True
    is_joined = any(is_hyphen(words, i) and words[i - 1].kind == words[i + 1].kind == "figure" for i in range(first, last))
    cue = {word_at(words, i) for i in range(max(0, amount.begin - 4), amount.begin)}
    return is_joined and not counted and bool(cue & {"won", "lost", "beat", "defeated", "drew", "score", "voted", "vote", "win", "by"})


def _is_list_mark(words: Sequence[Word], first: int, last: int) -> bool:
    """Refuse "[3]" and "1." at the head of a sentence."""
    before, after = word_at(words, first - 1), word_at(words, last)
    if before == "[" and after == "]":
        return True
    is_mark = after == ")" or (after == "." and last < len(words) - 1)
    return first == 0 and is_mark and last - first == 1 and words[first].kind == "figure"


def is_part(words: Sequence[Word], amount: Amount) -> bool:
    """True for the 96 of "by midnight 96 of those held": a part of somebody is no name."""
    return word_at(words, amount.end) == "of" and word_at(words, amount.end + 1) in _PART_OF


def is_led_by_place(words: Sequence[Word], amount: Amount) -> bool:
    """True for the 30 of "in Tiro 58 were held and in Maro 30": what follows a second place is no name."""
    return word_at(words, amount.begin - 2) == "in" and word_at(words, amount.begin - 3) in {"and", ",", ";"}
