"""Bytes to text: UTF-8 first, what the bytes themselves suggest otherwise; nothing is cut or translated."""

from __future__ import annotations

import codecs
from pathlib import Path

from corpus.draft import MAX_CHARACTERS, Draft, clean_text
from corpus.errors import ReadError

_MAX_BYTES = 4 * MAX_CHARACTERS
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SHARE = 0.1


def read_text(path: Path) -> Draft:
    """The whole of a plain text file; ReadError when it is empty, binary, too long or in no encoding that fits."""
    return Draft(text=decode(read_bytes(path)))


def read_bytes(path: Path, *, limit: int = _MAX_BYTES) -> bytes:
    """The bytes of a file of at most `limit` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise ReadError("unreadable", f"the file cannot be opened ({(error.strerror or str(error)).lower()})") from error
    if not content:
        raise ReadError("empty", "the file is empty: expected an article")
    if len(content) > limit:
        raise ReadError("too_long", f"the file is longer than {limit // 1_000_000} MB: split it into articles")
    return content


def decode(content: bytes) -> str:
    """The text of `content`, checked for length and for being text at all."""
    text = clean_text(_decoded(content))
    if not text.strip():
        raise ReadError("empty", "the file holds only white space: expected an article")
    check_length(text)
    return text


def check_length(text: str) -> None:
    """ReadError when `text` is longer than one article may be."""
    if len(text) > MAX_CHARACTERS:
        raise ReadError("too_long", f"the article has {len(text):,} characters, at most {MAX_CHARACTERS:,} are read: split it")


def _decoded(content: bytes) -> str:
    for mark, encoding in _WIDE_MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if _is_binary(content):
        raise ReadError("binary", "the file is binary, no text: expected an article in a text encoding such as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guessed(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError("encoding", f"the file begins as {encoding} but is not ({error.reason}): save it as UTF-8") from error


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    encoding = best.encoding if best else "cp1252"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError("encoding", f"the file is neither UTF-8 nor {encoding} throughout: save it as UTF-8") from error


def _is_binary(content: bytes) -> bool:
    """True for many control characters: a stray NUL in a text file is repaired, a program or picture is refused."""
    sample = content[:65536]
    controls = sum(sample.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > _BINARY_SHARE * len(sample) or sample.startswith((b"\x7fELF", b"\x89PNG", b"PK\x03\x04", b"GIF8", b"\xff\xd8\xff"))
