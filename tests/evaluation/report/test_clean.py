import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.report.clean import clip, markdown, one_line, plain_text, safe_url

HIDDEN = [
    ("safe\u202egnp.exe", "safe\ufffdgnp.exe"),  # right-to-left override
    ("a\u2066b\u2069c", "a\ufffdb\ufffdc"),
    ("bell\x07 and escape\x1b[31m", "bell\ufffd and escape\ufffd[31m"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ("page one\x0cpage two", "page one\npage two"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("naïve 😀 日本", "naïve 😀 日本"),  # ordinary text of any script stays
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_hidden_characters_are_shown_or_dropped(text: str, shown: str) -> None:
    assert plain_text(text) == shown


@given(st.text())
def test_no_control_or_direction_character_is_left(text: str) -> None:
    assert not [
        char
        for char in plain_text(text)
        if (unicodedata.category(char) == "Cc" and char not in "\n\t")
        or unicodedata.bidirectional(char) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}
    ]


MARKDOWN = [
    ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
    ("![pixel](x)", r"\!\[pixel\](x)"),
    ("<b>bold</b> & <script>", r"\<b\>bold\</b\> \& \<script\>"),
    ("a | b", r"a \| b"),
    ("*40* _people_ `code`", r"\*40\* \_people\_ \`code\`"),
    ("# heading", r"\# heading"),
    ("- 40 dead", r"\- 40 dead"),
    ("12. May", r"12\. May"),
    ("www.evil.example", r"www\.evil.example"),
    ("mail me@evil.example", r"mail me\@evil.example"),
    ("two\nlines", "two lines"),
    ("In May: 40 left.", "In May: 40 left."),
]


@pytest.mark.parametrize(("text", "escaped"), MARKDOWN)
def test_markdown_of_articles_is_only_text(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


URLS = [
    ("https://herald.example/a?b=1&c=%20#d", True),
    ("http://herald.example:8080", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ('https://herald.example/"onclick=x', False),
    ("https://herald.example/<script>", False),
    ("https://user@evil.example", False),  # shows one host and opens another
    (" https://herald.example", False),
    ("//herald.example", False),
    (None, False),
]


@pytest.mark.parametrize(("url", "is_safe"), URLS)
def test_only_plain_web_addresses_are_linked(url: str | None, is_safe: bool) -> None:
    assert safe_url(url) == (url if is_safe else None)


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_a_clip_is_no_longer_than_asked_and_a_beginning(text: str, width: int) -> None:
    shown = clip(text, width)
    assert len(shown) <= width
    assert one_line(text).startswith(shown.removesuffix("\u2026"))
