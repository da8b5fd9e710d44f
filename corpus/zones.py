"""What each stretch of a plain text is: headline, byline, caption, boilerplate ... What is not marked is body.

The rules know the furniture of news pages in general (agency photo credits, comment forms, lists of further reading). They mark
and never cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Zone, ZoneName
from corpus.draft import Facts

_HEADLINE_WORDS = 30
_SUBHEAD_WORDS = 12
_END = (".", "!", "?", ".”", '."', "?”", '?"', ".)", "…", ":", ";", ",")
_LINE = re.compile(r"[^\r\n\f]+")
_BYLINE = re.compile(
    r"(?:by|von|written by|story by|reporting by|text by)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,4}(?:[,|].{0,80})?$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:[/|(©]|\bvia\s)\s*(?:AFP|AP|EPA|EFE|Reuters|Getty|Shutterstock|Anadolu|Xinhua|Yonhap|Unsplash|Wikimedia|handout)\b[^.!?]{0,40}$"
    r"|\b(?:AFP|EPA|Reuters|Getty Images|Shutterstock|Anadolu Agency|Xinhua|Yonhap|Unsplash|Wikimedia Commons|handout)\)?$"
    r"|^(?:photo|image|picture|file photo|caption|pictured)\b[^.]{0,20}[:—–-]"
    r"|\b(?:photo|image|picture)s?(?: credit)?(?: by|:)\s*\S.{0,60}$"
    r"|^(?:the|this|a) (?:photo|image|picture|photograph)\b.{0,40}\bshows\b"
    r"|\((?:photo|image|picture|file)\b.{0,60}\)\s*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^(?:updated?|published?|publish date|last (?:updated|modified)|posted)\s*(?:on|at)?\s*:?\s*(?:\S.{0,30})?$"
    r"|^\d{1,2}:\d{2}(?::\d{2})?$"
    r"|^(?:leave a (?:reply|comment)|table of contents|related (?:topics|articles|stories|posts|news)|read more|read also|see also"
    r"|you (?:might|may) (?:also )?(?:want to|like)\b.{0,20}|most read|trending|share(?: this)?(?: article| story)?|advertisement|sponsored"
    r"|subscribe\b.{0,60}|sign up\b.{0,60}|follow us\b.{0,60}|newsletter|comments?|author|tags?|topics?|back to top|menu|search|log in"
    r"|print|e-?mail|facebook|twitter|whatsapp|skip to content)\b\s*!?:?$"
    r"|\b(?:your email address will not be published|required fields are marked|uses akismet|all rights reserved|cookie(?:s| policy)"
    r"|terms of (?:use|service)|privacy policy|illustrative purposes only|sign up (?:to|for)|email list|newsletter|click here"
    r"|subscribe (?:to|now)|contributed to this report|is a (?:reporter|journalist|correspondent|freelance)\b.{0,60}(?:cover|based|for))"
    r"|^(?:©|\(c\) ?\d{4}|copyright\b)"
    r"|originally appeared on|first published (?:by|on|in)\b",
    re.IGNORECASE,
)
_LIST_HEAD = re.compile(
    r"^(?:you (?:might|may) |related|read (?:more|also|next)|see also|further reading|more (?:from|on|stories)|recommended)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^\[?(?:footnotes?|notes?)\b\s*:|^(?:\*{1,3}|†|‡|\[\d{1,2}\]|\d{1,2}\))\s+\S", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—•·*▪]|\d{1,2}[.)])\s+")
_DATELINE = re.compile(
    r"[A-Z][A-Z' .-]{2,30}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?:\s*\([A-Z][\w ]{1,20}\))?\s*[—–-]{1,2}\s"
)
_DATELINE_ALONE = re.compile(
    r"[A-Z][\w .'’-]{1,40}(?:, [A-Z][\w .'’-]{1,30}){0,2},? (?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?"
)
_REPUBLISHED = re.compile(
    r"(?:originally (?:appeared|published)|first (?:appeared|published)|republished|reprinted)\s+(?:on|in|by|from|with permission from)\s+"
    r"((?:[Tt]he\s+)?[A-Z][\w&'’-]*(?:\.\w+)*(?:\s+(?:[A-Z][\w&'’-]*(?:\.\w+)*|of|the|and|for)){0,5})"
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def mark_zones(text: str, *, title: str | None = None) -> tuple[Zone, ...]:
    """The zones of a plain text, in order, without overlap; `title` names the headline when it is known."""
    lines = [_line(match) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    zones: list[Zone] = []
    head = _headline(lines, title)
    in_list = False
    for number, line in enumerate(lines):
        name = _zone_of(lines, number, head)
        if name == "boilerplate" and _LIST_HEAD.match(line.text):
            in_list = True
        elif in_list and (_BULLET.match(line.text) or line.words <= _HEADLINE_WORDS) and not line.text.endswith("."):
            name = "boilerplate"
        else:
            in_list = False
        if name is not None:
            zones.append(Zone(line.start, line.end, name))
        elif dateline := _DATELINE.match(line.text):
            zones.append(Zone(line.start, line.start + len(dateline.group().rstrip(" —–-")), "dateline"))
    return tuple(zones)


def with_body(text: str, zones: Sequence[Zone]) -> tuple[Zone, ...]:
    """All of the text that is not blank under a zone: what `zones` leave out is body, stretch by stretch."""
    filled: list[Zone] = []
    last = 0
    for zone in (*zones, None):
        end = len(text) if zone is None else zone.start
        gap = text[last:end]
        if gap.strip():
            start = last + len(gap) - len(gap.lstrip())
            filled.append(Zone(start, start + len(gap.strip()), "body"))
        if zone is not None:
            filled.append(zone)
            last = zone.end
    return tuple(filled)


def clues(text: str, zones: Sequence[Zone]) -> Facts:
    """What the text says of itself: its headline as title, its byline, and where it first appeared."""
    title = next((text[zone.start : zone.end] for zone in zones if zone.zone == "headline"), None)
    byline = next((text[zone.start : zone.end] for zone in zones if zone.zone == "byline"), None)
    first = _REPUBLISHED.search(text)
    return Facts(title=title, byline=byline, republished_from=first.group(1).rstrip(" .") if first else None)


def _line(match: re.Match[str]) -> _Line:
    raw = match.group()
    stripped = raw.strip()
    start = match.start() + len(raw) - len(raw.lstrip())
    return _Line(start, start + len(stripped), stripped)


def _headline(lines: Sequence[_Line], title: str | None) -> str | None:
    """The text of the headline: the title where a line repeats it, else the first line that reads like one."""
    if title and any(line.text == title.strip() for line in lines[:12]):
        return title.strip()
    for line in lines[:3]:
        if _BOILERPLATE.search(line.text):
            continue
        reads_like_one = line.words <= _HEADLINE_WORDS and not line.text.endswith(_END)
        return line.text if reads_like_one and len(lines) > 1 else None
    return None


def _zone_of(lines: Sequence[_Line], number: int, head: str | None) -> ZoneName | None:
    line = lines[number]
    text = line.text
    if head is not None and text == head:
        return "headline"
    if _FOOTNOTE.search(text):
        return "footnote"
    if _BOILERPLATE.search(text) and line.words <= 60:
        return "boilerplate"
    if number < 8 and line.words <= 20 and _BYLINE.match(text):
        return "byline"
    if line.words <= 80 and (_CREDIT.search(text) or _repeats_neighbour(lines, number)):
        return "caption"
    if number < 8 and line.words <= 10 and _DATELINE_ALONE.fullmatch(text):
        return "dateline"
    if _is_subhead(lines, number):
        return "subhead"
    return None


def _repeats_neighbour(lines: Sequence[_Line], number: int) -> bool:
    """True for a picture text that the page prints twice, once for the picture and once below it."""
    text = lines[number].text
    near = [lines[n].text for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return len(text) > 40 and any(text[:40] == other[:40] for other in near)


def _is_subhead(lines: Sequence[_Line], number: int) -> bool:
    line = lines[number]
    if line.words > _SUBHEAD_WORDS or line.text.endswith(_END) or _BULLET.match(line.text) or not line.text[:1].isupper():
        return False
    return number + 1 < len(lines) and lines[number + 1].words > line.words
