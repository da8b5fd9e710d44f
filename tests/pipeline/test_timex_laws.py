"""What holds for every text: ends in order, the same answer twice, an interval that lies where its value says."""

import re
from datetime import date, timedelta
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from pipeline.dates.events import find_event_times
from pipeline.dates.finder import DateFinder
from pipeline.dates.grammar import find_core
from pipeline.dates.join import join_scopes
from pipeline.dates.lexer import cut_atoms, spell
from pipeline.dates.prefix import join_prefixes
from pipeline.partial import ClaimDict

VOCAB = create_vocab("en", English.Defaults)
VOCABULARY = (
    "on in from to between and since until by of the a early late mid - , . ( ) / May March August Oct. September Monday Friday night "
    "morning last next this that previous following same past week month year day days years quarter half first third 1 7 12 31 30 "
    "2016 2017 1998 '98 1990s two several ago later earlier before after every daily now recently summer winter 9/10/2023 2023-02-30 "
    "2023-10-09 8 p.m. at 14:30 UTC people Convention Protocol 1951 Resolution more than about end beginning weekend century decade "
    "19th 21st entire so far period one previously Christmas ending Q3 \n\n"
)
WORDS = VOCABULARY.split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
PUBLISHED = st.sampled_from([None, "2017", "2017-09", "2023-10-13", "2024-02-29", "2020-01-01"])
YEAR = re.compile(r"\d{4}")


def find(text: str, published: str | None) -> list[ClaimDict]:
    pieces = re.findall(r"\s+|\S+", text)
    doc = Doc(VOCAB, words=pieces, spaces=[False] * len(pieces))
    doc._.counterclaim_article = {"id": "a", "published": published, "zones": [], "publisher": None, "title": None}
    return DateFinder().find(doc)


def days_of(value: str) -> tuple[date, date]:
    """The days that a TIMEX3 value names, read independently of the code under test."""
    if "/" in value:
        first, last = value.split("/")[0], value.split("/")[-1]
        return days_of(first)[0], days_of(last)[1]
    value = value.split("T")[0]
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + timedelta(days=5) if match[3] else monday), monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-(Q\d|H\d|SP|SU|FA|WI)", value):
        month, length = {"Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6)}.get(match[2]) or {
            "SP": (3, 3),
            "SU": (6, 3),
            "FA": (9, 3),
            "WI": (12, 3),
        }[match[2]]
        begin = date(int(match[1]), month, 1)
        end = date(begin.year + (month + length > 12), (month + length - 1) % 12 + 1, 1) - timedelta(days=1)
        return begin, end
    if re.fullmatch(r"\d{2,3}", value):
        size = 10 ** (4 - len(value))
        return date(max(int(value) * size, 1), 1, 1), date(int(value) * size + size - 1, 12, 31)
    numbers = [int(part) for part in value.split("-")]
    begin = date(*[*numbers, 1, 1][:3])
    if len(numbers) == 3:
        return begin, begin
    after = date(begin.year + 1, 1, 1) if len(numbers) == 1 or begin.month == 12 else date(begin.year, begin.month + 1, 1)
    return begin, after - timedelta(days=1)


@settings(max_examples=400, deadline=None)
@given(TEXTS, PUBLISHED)
def test_every_finding_keeps_the_laws(text: str, published: str | None) -> None:
    claims = find(text, published)
    assert claims == find(text, published)
    for claim in claims:
        block = claim["date"]
        assert claim["quote"] == text[claim["start"] : claim["end"]]
        begin = date.fromisoformat(block["begin"]) if block["begin"] else None
        end = date.fromisoformat(block["end"]) if block["end"] else None
        assert not (begin and end and begin > end)
        assert (block["anchor"] == "unresolved") == (begin is None and end is None)
        assert not (block["begin_open"] and block["end_open"])
        if begin and end and block["type"] in {"DATE", "TIME"}:
            first, last = days_of(block["value"])
            assert first <= begin <= end <= last
    for before, after in pairwise(claims):
        assert before["end"] <= after["start"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("aMy 12/9.-'\u2019,()\n\U0001f6a2\u00a0stOct"), max_size=60))
def test_any_text_is_cut_into_pieces_that_lie_in_it(text: str) -> None:
    atoms = cut_atoms(text)
    assert len(spell(atoms)) == len(atoms)
    for atom in atoms:
        assert atom.code == "|" or text[atom.start : atom.end] == atom.text
    find(text, "2023-10-13")


@pytest.mark.parametrize(
    "piece", ["1, ", "one ", "more than ", "May, ", "a few ", "the early ", "1 ", "twenty-", "since the old ", "from 1998 to "]
)
def test_a_long_row_of_date_words_takes_time_in_proportion_to_its_length(piece: str) -> None:
    atoms = cut_atoms(piece * 20000)
    codes = spell(atoms)
    begun = process_time()
    join_scopes(join_prefixes(find_core(atoms, codes, lambda index: False), atoms, codes), atoms, codes)
    find_event_times(atoms, codes)
    assert process_time() - begun < 10  # linear work needs one, quadratic forty and more
