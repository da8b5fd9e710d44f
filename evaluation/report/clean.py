"""Text of articles made harmless before it is shown: hidden characters, markdown, links.

Everything an article says is foreign text. HTML escaping is left to the templates, which escape everything.
"""

from __future__ import annotations

import re

_SHOWN = "\ufffd"
# Characters that turn the direction of the text around them: they can make a line read backwards.
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = (0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x2061, 0x2065), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))
_CONTROL = (*(code for code in range(0x20) if code not in (9, 10)), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
_TABLE: dict[int, str] = {
    **dict.fromkeys(_CONTROL, _SHOWN),
    **dict.fromkeys(_BIDI, _SHOWN),
    **dict.fromkeys(_INVISIBLE, ""),
    0x0C: "\n",
    0x0D: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~#&$@!^]|:(?=/))")
_LINE_START = re.compile(r"^(?:([-+=])|(\d+)([.)]))")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_URL = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%\-\[\]]*)?")


def plain_text(text: str) -> str:
    """`text` with its line breaks, without hidden characters: what turns or breaks a line of print becomes U+FFFD."""
    return text.replace("\r\n", "\n").translate(_TABLE)


def one_line(text: str | None) -> str:
    """`plain_text` on one line with single blanks; "" for None."""
    return " ".join(plain_text(text).split()) if text else ""


def clip(text: str, width: int) -> str:
    """`text` on one line, cut between words to at most `width` characters with an ellipsis."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[width // 2 :] else cut).rstrip(" ,;:") + "\u2026"


def markdown(text: str) -> str:
    """`text` on one line as markdown that renders as exactly that text: no markup, no link, no image, no mention."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    escaped = _WWW.sub(r"\1\\.", escaped)
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


def safe_url(url: str | None) -> str | None:
    """`url` if it is a plain http or https address that may be linked; None otherwise ("javascript:...", blanks, quotes)."""
    return url if url is not None and _URL.fullmatch(url) else None
