"""Web pages: all visible text in reading order, with zones that say which of it is the article.

trafilatura decides what is body and finds title, publisher and date; the text itself is never cut to what it found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.article import Zone, ZoneName
from corpus.draft import Draft, Facts, clean_text
from corpus.errors import ReadError
from corpus.publication import is_published
from corpus.text import check_length, decode, read_bytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_BYTES = 16_000_000
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea", "button"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ZONE_OF_TAG: dict[str, ZoneName] = {
    "h1": "headline",
    "h2": "subhead",
    "h3": "subhead",
    "h4": "subhead",
    "figcaption": "caption",
    "caption": "caption",
    "nav": "boilerplate",
    "footer": "boilerplate",
    "aside": "boilerplate",
    "form": "boilerplate",
}
_ENCODING = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"\s+")
_BYLINE_CLASS = re.compile(r"\b(?:by-?line|author)\b", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|photo-credit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph of the page and the zone its element suggests."""

    text: str
    zone: ZoneName | None


def read_html(path: Path) -> Draft:
    """The visible text of a page with its zones and facts; ReadError when the page shows no text."""
    return html_draft(_markup(read_bytes(path, limit=_MAX_BYTES)))


def html_draft(markup: str) -> Draft:
    """The same for the markup itself."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True)
    try:
        tree = document_fromstring(_DECLARATION.sub("", markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("html", f"the page cannot be parsed ({str(error)[:80]}): save it again") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError("html", "the page is nested too deeply to be read whole: save its text instead")
    blocks = _blocks(tree)
    if not blocks:
        raise ReadError("html", "the page shows no text: perhaps it is built by scripts, save it from a browser")
    body, facts = _extracted(markup)
    text, zones = _laid_out(blocks, body)
    check_length(text)
    return Draft(text=text, facts=facts, zones=zones)


def _markup(content: bytes) -> str:
    declared = _ENCODING.search(content[:4096])
    if declared:
        try:
            return clean_text(content.decode(declared.group(1).decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)


def _blocks(tree: HtmlElement) -> list[_Block]:
    """The paragraphs of the page in reading order; runs of white space become one space."""
    blocks: list[_Block] = []
    pieces: list[str] = []
    zone: ZoneName | None = None

    def close() -> None:
        text = _SPACES.sub(" ", "".join(pieces)).strip()
        if text:
            blocks.append(_Block(text, zone))
        pieces.clear()

    stack: list[tuple[HtmlElement, ZoneName | None, bool]] = [(tree, None, False)]
    while stack:
        element, outer, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag in _BLOCKS
        if leaving:
            if is_block:
                close()
                zone = outer
            pieces.append(element.tail or "")
            continue
        if not tag or tag in _HIDDEN or _is_hidden(element):
            pieces.append(element.tail or "")
            continue
        if is_block:
            close()
        own = outer if outer == "boilerplate" else _zone_of(element, tag) or outer
        stack.append((element, outer, True))
        if is_block:
            zone = own
        pieces.append(element.text or "")
        stack.extend((child, own, False) for child in reversed(element))
    close()
    return blocks


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _zone_of(element: HtmlElement, tag: str) -> ZoneName | None:
    if tag in _ZONE_OF_TAG:
        return _ZONE_OF_TAG[tag]
    classes = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
    if _BYLINE_CLASS.search(classes):
        return "byline"
    return "caption" if _CAPTION_CLASS.search(classes) else None


def _extracted(markup: str) -> tuple[str, Facts]:
    """What trafilatura takes for the article, with white space folded, and what it knows about it."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(markup, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True)
    if not isinstance(document, Document):
        return "", Facts()
    published = document.date if document.date and is_published(document.date) else None
    facts = Facts(
        title=document.title or None,
        byline=document.author or None,
        publisher=document.sitename or None,
        published=published,
        url=document.url or None,
    )
    return _SPACES.sub(" ", document.text or ""), facts


def _laid_out(blocks: list[_Block], body: str) -> tuple[str, tuple[Zone, ...]]:
    """The page as one text, a blank line between paragraphs, and the zone of each that is not body."""
    pieces: list[str] = []
    zones: list[Zone] = []
    offset = 0
    for block in blocks:
        zone = block.zone
        if zone is None and body and block.text not in body:
            zone = "boilerplate"
        if zone is not None:
            zones.append(Zone(offset, offset + len(block.text), zone))
        pieces.append(block.text)
        offset += len(block.text) + 2
    return "\n\n".join(pieces), tuple(zones)
