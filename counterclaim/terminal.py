"""Text from articles and file names, made harmless for a terminal."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """`text` without anything that a terminal obeys: control and format characters are shown as escapes.

    An escape sequence in a title prints as "\\x1b[31m" and colours nothing; tabs and line ends become spaces.
    """
    return "".join(_shown(character) for character in text)


def plain_lines(text: str) -> str:
    """The same for each line of a table or report: its own line ends stay."""
    return "\n".join(plain(line) for line in text.split("\n"))


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co"}:
        return character.encode("unicode_escape").decode("ascii")
    return character
