from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.law.pinpoint import number_of, read_pinpoint, roman
from pipeline.law.words import cut_legal_words


def read(text: str) -> list[str] | None:
    words = cut_legal_words(text)
    found = read_pinpoint(words, 0)
    return None if found is None else ["/".join(value for _, value in path) for path in found.paths]


PATHS = [
    ("Article 33 forbids", ["33"]),
    ("Art. 3 of the Convention", ["3"]),
    ("Arts. 3 and 7 of it", ["3", "7"]),
    ("Articles 2(1), 7 and 9(3)(b) of it", ["2/1", "7", "9/3/b"]),
    ("articles 15, 53 and 58 to 61 of it", ["15", "53", "58", "59", "60", "61"]),
    ("articles 31-33 of it", ["31", "32", "33"]),
    ("Articles 31–33", ["31", "32", "33"]),
    ("Articles 6 through 8", ["6", "7", "8"]),
    ("Articles II to IV of it", ["II", "III", "IV"]),
    ("Article VII bis of it", ["VII bis"]),
    ("Paragraph 2 of article 12", ["12/2"]),
    ("paragraphs 1 and 2 of article 9", ["9/1", "9/2"]),
    ("subparagraph (b) of Article 3(1)", ["3/1/b"]),
    ("Article 9, paragraphs 1 and 4, of it", ["9/1", "9/4"]),
    ("article 14, para. 3 (g), of it", ["14/3/g"]),
    ("Article 2(1)(a) to (c) of it", ["2/1/a", "2/1/b", "2/1/c"]),
    ("Article 2(a) and (b)", ["2/a", "2/b"]),
    ("Article 1F(b)", ["1F/b"]),
    ("Article 207.3 of the code", ["207.3"]),
    ("Section 124A of the code", ["124A"]),
    ("§ 12 of the code", ["12"]),
    ("Chapter VII of it", ["VII"]),
    ("Article 5. 3 people", ["5"]),
    ("Article 3 and 40 people", ["3"]),
    ("Articles 3, 40 people said", ["3"]),
    ("Article 5, 2017 was", ["5"]),
    ("Article 7 (pictured)", ["7"]),
    ("Articles 4, 9 and 14 matter", ["4", "9", "14"]),
    ("Articles 11, 12(1) and 13(1) had been broken", ["11", "12/1", "13/1"]),
    ("Sections 6(1), 7 and 16 stand", ["6/1", "7", "16"]),
    ("Article 37(a) and (b) cover it", ["37/a", "37/b"]),
    ("Section 9(1) and (2) say so", ["9/1", "9/2"]),
    ("Section 295-C of the code", ["295-C"]),
    ("Article 205, part 1, of the code", ["205/1"]),
    ("part 2 of Article 205 of the code", ["205/2"]),
    ("Principles 4 and 11 of it", ["4", "11"]),
    ("paragraphs 32 to 34 of it", ["32", "33", "34"]),
]


@pytest.mark.parametrize(("text", "paths"), PATHS)
def test_pinpoint_is_expanded(text: str, paths: list[str]) -> None:
    assert read(text) == paths


REFUSED = [
    "Part of the problem",
    "The article",
    "Article by article",
    "Title fight",
    "Rule of law",
    "Parts were missing",
    "Chapter one",
    "Section",
]


@pytest.mark.parametrize("text", REFUSED)
def test_word_without_number_is_no_pinpoint(text: str) -> None:
    assert read(text) is None


def test_units_are_named_outermost_first() -> None:
    found = read_pinpoint(cut_legal_words("Article 9(3)(b)(ii)"), 0)
    assert found is not None
    assert found.paths == ((("article", "9"), ("paragraph", "3"), ("subparagraph", "b"), ("item", "ii")),)


@given(st.integers(1, 300))
def test_roman_numbers_are_read_back(number: int) -> None:
    assert number_of(roman(number)) == number


@given(st.integers(1, 200), st.integers(1, 60))
def test_range_has_every_article_once(low: int, more: int) -> None:
    assert read(f"Articles {low} to {low + more} of it") == [str(n) for n in range(low, low + more + 1)]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8, unique=True))
def test_list_keeps_every_article(numbers: list[int]) -> None:
    assert read("Articles " + ", ".join(map(str, numbers)) + " of it") == [str(n) for n in numbers]


@given(st.text(alphabet="Article 12(ab),.andto-IVX§\n", max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    words = cut_legal_words(text)
    for i in range(len(words)):
        found = read_pinpoint(words, i)
        assert found is None or (found.first == i < found.last <= len(words) and found.paths)
