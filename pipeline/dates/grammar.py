"""Recognise time expressions in a row of atoms, without deciding yet which days they mean.

Each pattern is a regular expression over the atoms' codes ("MD,?Y" is a month, a day, perhaps a comma, a year) with a reader beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.dates.form import Timex
from pipeline.dates.lexer import Atom
from pipeline.dates.read_date import (
    read_bare_day,
    read_century,
    read_date,
    read_day_list,
    read_decade,
    read_holiday,
    read_month,
    read_month_of,
    read_nth,
    read_numeric,
    read_season,
    read_year,
    read_year_span,
)
from pipeline.dates.read_span import (
    read_ago,
    read_clock,
    read_deictic,
    read_duration,
    read_long,
    read_noon,
    read_recent,
    read_reference,
    read_relative_part,
    read_set,
    read_shift,
    read_the_unit,
    read_unit,
    read_vague_duration,
    read_weekday,
    read_weekday_of,
    read_weekend,
    read_window,
)
from pipeline.dates.reading import Reading

_QUANTITY = r"(?P<quantity>[DNY](?:&a?v)?|n(?:-?n){0,6}(?:&av)?|a(?:V(?:g)?)?|V(?:g)?)"
_ABOUT = r"(?P<about>(?:m|\+9|q8|7t){0,3})"
_REL = "(?P<rel>[HLlXyhs])"
_Y = "(?:,?(?P<Y>Y)(?P<Z>Z)?)?"
_W = "(?:(?P<W>W),?T?)?"
Reader = Callable[[Reading], list[Timex]]
_TABLE: tuple[tuple[str, Reader], ...] = (
    (rf"{_W}(?P<M>M)(?P<D>[DO]){_Y}", read_date),
    (rf"{_W}T?(?P<D>[DO])g?(?P<M>M){_Y}", read_date),
    (r"(?P<M>M)(?:,|g)?(?P<Y>Y)(?P<Z>Z)?", read_date),
    (r"(?P<M>M)", read_date),
    (r"(?P<days>[DO](?:(?:,[DO]){0,12},?[&]|[t-])T?[DO])g?(?P<M>M)(?:,?(?P<Y>Y))?", read_day_list),
    (r"(?P<M>M)(?P<days>[DO](?:(?:,[DO]){0,12},?[&]|[t-])[DO])(?:,?(?P<Y>Y))?", read_day_list),
    (r"(?:(?P<W>W),?)?(?P<J>J)", read_numeric),
    (r"(?P<Y>[DNY])(?P<Z>Z)", read_year),
    (r"(?P<Y>Y)", read_year),
    (r"(?P<Y>Y)[-/](?P<Y2>[YDN])", read_year_span),
    (r"T?(?P<d>d)", read_decade),
    (r"T?(?P<O>O)-?(?P<U>U)(?P<Z>Z)?", read_century),
    (rf"[TH]?j?{_REL}s?j?(?P<U>U)", read_unit),
    (rf"T?(?P<rel>[LlXy]){_QUANTITY}j?(?P<U>U)", read_window),
    (r"(?:T?(?P<edge>b)gT|(?P<early>B)(?:IT|gT)|Tj)(?P<U>U)", read_the_unit),
    (r"(?P<U>U)'(?P<edge>b)", read_the_unit),
    (r"(?<=[Uv]g)T(?P<U>U)", read_the_unit),
    (r"(?P<M>M)(?P<D>[DO])?(?:g|,)?(?P<rel>[HLXlhy])(?P<U>U)", read_month_of),
    (r"(?P<D>[DO])g?(?P<M>M)(?:g|,)?(?P<rel>[HLXlhy])(?P<U>U)", read_month_of),
    (r"(?P<S>S)g?(?P<rel>[HLXlhy])(?P<U>U)", read_month_of),
    (r"(?P<U>U)-(?P<long>j)", read_long),
    (r"T(?P<D>O)", read_bare_day),
    (rf"{_ABOUT}{_QUANTITY}j?-?(?P<U>U)G", read_ago),
    (rf"{_ABOUT}{_QUANTITY}j?(?P<U>U)(?P<way>[RE])", read_shift),
    (rf"{_ABOUT}(?P<least>[Dn])[-t&](?P<quantity>[Dn])j?(?P<U>U)(?P<way>[RE])", read_shift),
    (rf"{_ABOUT}(?P<least>[Dn])[-t&](?P<quantity>[Dn])j?(?P<U>U)", read_duration),
    (r"T(?P<U>U)(?P<way>[<>y])(?=[|.,)u]|$)", read_shift),
    (rf"{_ABOUT}{_QUANTITY}j?-?(?P<U>U)", read_duration),
    (r"T?(?P<U>U)", read_vague_duration),
    (rf"[TH]?{_REL}?(?P<W>W)(?P<P>P)?", read_weekday),
    (r"(?P<W>W)g?(?P<rel>[HLX])(?P<U>U)", read_weekday_of),
    (r"T(?P<U>U)", read_weekend),
    (rf"T?{_REL}(?P<M>M)", read_month),
    (r"(?:[ER])?(?P<K>K)(?P<P>P)?", read_deictic),
    (r"T?(?P<rel>[HLXyhl])(?P<P>P)", read_relative_part),
    (r"T?(?:(?P<rel>[HLlXyh]))?(?P<S>S)(?:(?:g|,)?(?P<Y>Y))?", read_season),
    (r"T?(?P<O>[OLf])-?(?:(?P<U>U)|(?P<half>v))(?:,?(?P<Y>Y))?", read_nth),
    (r"(?P<Q>Q)(?:(?:g|,)?(?P<Y>Y))?", read_nth),
    (r"(?:(?P<C>C)|(?P<D>D)|(?P<N>[NY]))(?P<p>p)?(?P<oclock>0)?(?P<z>z)?", read_clock),
    (r"(?P<P>P)", read_noon),
    (rf"e{_QUANTITY}?-?(?:(?P<U>U)|(?P<W>W)|(?P<M>M)|(?P<P>P))", read_set),
    (r"(?P<k>k)", read_set),
    (r"(?P<r>r)", read_reference),
    (r"(?P<r>r)(?P<many>U)", read_recent),
    (r"T(?P<past>l)", read_reference),
    (r"T(?P<future>3)", read_reference),
    (r"(?P<c>c)(?P<P>P)?(?:,?(?P<Y>Y))?", read_holiday),
)
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple((re.compile(pattern), reader) for pattern, reader in _TABLE)


def find_core(atoms: Sequence[Atom], codes: str, is_noun: Callable[[int], bool]) -> list[Timex]:
    """Give the time expressions of a row of atoms in order, the longest where several begin at one place.

    "in the past five years" gives one, a window of five years. `is_noun` tells, as far as it is known, whether the word at an atom is a
    common noun in the plural.
    """
    found: list[tuple[int, int, int, list[Timex]]] = []
    for rank, (pattern, reader) in enumerate(PATTERNS):
        for match in pattern.finditer(codes):
            timexes = reader(Reading(match, atoms, is_noun))
            if timexes:
                found.append((match.start(), -match.end(), rank, timexes))
    found.sort(key=lambda item: item[:3])
    chosen: list[Timex] = []
    reached = 0
    for start, minus_end, _, timexes in found:
        if start >= reached:
            chosen.extend(timexes)
            reached = -minus_end
    return chosen
