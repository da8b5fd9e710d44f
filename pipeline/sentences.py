"""Sentences by rule, inside paragraphs: where each begins, decided on the printed characters alone."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.paragraphs import ends_with_mark, find_paragraphs

if TYPE_CHECKING:
    from thinc.types import Ints2d

# Final marks, then what closes with them: quotes, brackets, note numbers ("... in 2016.[12]").
_MARK = re.compile(r"(?P<marks>[.!?…]+)(?P<closers>(?:[\"'”’»)\]}]|\[\d{1,3}\])*)(?P<gap>\s*)")
_OPENERS = re.compile(r"(?:\[?(?:\.\.\.|…)\]?\s?|[\"'“‘«(\[{¿¡•*]|[—–-]\s?)*")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LIST_MARKER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})")
# What is left of "(b) " once its opening bracket was read.
_BRACKETED_MARKER = re.compile(r"(?:[a-z]|[ivx]{1,4})\) ")
_NUMBER = re.compile(r"\(?(?:\d|[IVXLC]{2,}\b|[A-Z]\b)")
# "U.S", "a.m", "Ph.D", "LL.B": the word before the last period of an abbreviation with inner periods.
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|(?:[A-Z]{1,2}[a-z]{0,2}\.)+[A-Z][a-z]?")
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|[A-Z]{2,4}\b|(?:Eastern|Central|Mountain|Pacific)\b"
    r"|[A-Z]\w+ time\b|\d"
)
# “Who paid?” Ms. Ito asked: the question is part of her sentence.
_SPEAKER = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr)\. )?(?:[A-Z][\w’'-]* ){1,3}(?:said|says|asked|asks|added|wrote|told|replied|shouted|cried|wondered)\b"
)
_WEB_ADDRESS = re.compile(r"@|/|^www\.", re.IGNORECASE)
_CLOSE_BY = 60  # characters on each side of a mark that the rules look at


class _Context(NamedTuple):
    """What the rules look at around one final mark."""

    before: str  # the last characters of the sentence so far, mark excluded
    word: str  # the last word of `before`, opening signs and compound parts removed: "Gen" of "“Lt.-Gen"
    marks: str
    closers: str
    rest: str  # what follows, blanks and opening signs removed
    next_word: str
    headline: bool  # True when the paragraph has no final mark of its own


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Use by word, from the data file: "Mr" is `never_ends`."""
    lines = (files("pipeline") / "data" / "abbreviations.jsonl").read_text(encoding="utf-8").splitlines()
    return {word: entry["use"] for entry in map(json.loads, lines) for word in entry["words"]}


@lru_cache(maxsize=3)
def _words(role: str) -> frozenset[str]:
    """The words of one role, from the data file.

    A `starter` opens a sentence even behind an abbreviation that may belong to a name ("in the U.S. The talks ..."), a `label`
    says that the letter behind it is no initial ("Annex B. The ..."), a `web_domain` that the period belongs to an address.
    """
    lines = (files("pipeline") / "data" / "sentence_words.jsonl").read_text(encoding="utf-8").splitlines()
    return frozenset(word for entry in map(json.loads, lines) if entry["role"] == role for word in entry["words"])


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of `text` starts and ends, in characters, end excluded, without the white space around it.

    "Mr. Ito met U.N. staff. Talks go on." has two. A sentence never crosses a paragraph. None for text without a printed
    character.
    """
    sentences = []
    for start, end in find_paragraphs(text):
        headline = not ends_with_mark(text[start:end])
        for match in _MARK.finditer(text, start, end):
            if match.end() < end and _ends(text, (start, end), match, headline=headline):
                sentences.append((start, match.end("closers")))
                start = match.end()
        sentences.append((start, end))
    return sentences


def _ends(text: str, sentence: tuple[int, int], match: re.Match[str], *, headline: bool) -> bool:
    """True if the sentence ends with this mark and another begins behind it."""
    start, end = sentence
    if match.start() - start <= len("(VIII") and _LIST_MARKER.fullmatch(text, start, match.start()):
        return False
    ahead = text[match.end() : min(end, match.end() + _CLOSE_BY)]
    rest = _OPENERS.sub("", ahead, count=1)
    before = text[max(start, match.start() - _CLOSE_BY) : match.start()]
    next_word = _WORD.match(rest)
    context = _Context(
        before=before,
        word=_last_word(before),
        marks=match["marks"],
        closers=match["closers"],
        rest=rest,
        next_word=next_word.group() if next_word else "",
        headline=headline,
    )
    if not match["gap"]:
        return _ends_without_space(context, ahead)
    return _opens_sentence(context) and _mark_ends(context)


def _last_word(before: str) -> str:
    chunk = before.split()[-1] if before[-1:].strip() else ""
    word = re.split(r"[-–—/]", chunk)[-1].strip("\"'“”‘’«»()[]{}")
    return word if "." not in word or _ACRONYM.fullmatch(word) else word.rpartition(".")[2]


def _opens_sentence(context: _Context) -> bool:
    first = context.rest[:1]
    if _BRACKETED_MARKER.match(context.rest):
        return context.marks == "."
    if first.islower():
        # "The raid failed. al-Shabaab said ...", "... was sold. eBay said ..."
        return context.marks == "." and not context.next_word.islower() and context.word not in _abbreviations()
    return first.isalnum() or first in tuple("$£€¥₩#")


def _mark_ends(context: _Context) -> bool:
    if not context.before.strip():
        return False  # "... and then": the sentence opens with dots
    if _has_dots(context.marks) or context.before[-1].isspace():
        return _dots_end(context)
    return _exclamation_ends(context) if context.marks[0] in "!?" else _period_ends(context)


def _has_dots(marks: str) -> bool:
    return ".." in marks or "…" in marks


def _dots_end(context: _Context) -> bool:
    """Dots between words ("We ... Koreans", "[...]") leave the sentence open unless a capital that is not "I" follows."""
    return not (context.closers and context.before[-1] in "[(") and context.next_word != "I"


def _exclamation_ends(context: _Context) -> bool:
    if context.closers and context.before[-1] in "[(":
        return False  # "a Swiss (?) passport"
    if _abbreviations().get(context.word) == "not_final_mark":
        return context.next_word in _words("starter")
    return not (context.closers and _SPEAKER.match(context.rest))


def _period_ends(context: _Context) -> bool:
    word = context.word
    if len(word) == 1 and word.isupper():
        return _letter_ends(context)
    uses = _abbreviations()
    use = uses.get(word) or (uses.get(word.capitalize()) if word.isupper() else None)
    if use is None and not _ACRONYM.fullmatch(word):
        return True
    if use == "never_ends":
        return False
    if use == "hour":
        return not _AFTER_CLOCK.match(context.rest)
    if use == "numbered":
        # "No. I refuse." is an answer, "Sec. I and II" a reference.
        answers = word.lower() == "no" and context.next_word in ("A", "I")
        return answers or not _NUMBER.match(context.rest)
    return context.next_word in _words("starter") and not context.headline


def _letter_ends(context: _Context) -> bool:
    """An initial leaves the sentence open ("Robert R. King"), a label may end it ("plan B. Officials ...")."""
    words = context.before.split()
    if len(words) > 1 and words[-2].lower() in _words("label"):
        return True
    return context.next_word in _words("starter") - {"A", "I"} and not context.headline


def _ends_without_space(context: _Context, ahead: str) -> bool:
    """A blank was lost: "the paper reported.China's embassy"; not "example.com", "v2.0", "U.S.China"."""
    chunk = context.before.split()[-1:] + ahead.split()[:1]
    if _has_dots(context.marks) or any(_WEB_ADDRESS.search(part) for part in chunk):
        return False
    if "." in chunk[0] or context.word in _abbreviations() or context.next_word in _words("web_domain"):
        return False
    opens = re.match(r"(?:[A-Z][a-z]|[AI]\s)", context.rest)
    return bool(opens and re.search(r"[a-z]{2}$|^\d+$", context.word))


@Language.factory("counterclaim_sentences", assigns=["token.is_sent_start"])
def make_sentence_splitter(nlp: Language, name: str) -> SentenceSplitter:
    """The component that stands first in the pipeline: the parser keeps the boundaries that it finds there."""
    return SentenceSplitter()


class SentenceSplitter:
    """Marks the first token of every sentence; tokens and text stay as they are."""

    def find(self, doc: Doc) -> list[int]:
        """Token indexes at which sentences begin, the first always 0; none for an empty document.

        White space belongs to the sentence before it. A boundary that falls into the middle of a token is left out.
        """
        if not len(doc):
            return []
        begins = doc.to_array("IDX").astype(np.int64)
        starts = np.asarray([start for start, _ in find_sentences(doc.text)[1:]], dtype=np.int64)
        tokens = np.minimum(np.searchsorted(begins, starts), len(begins) - 1)
        return [0, *tokens[begins[tokens] == starts].tolist()]

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` on every token."""
        if len(doc):
            # In one go: the setter of a single token looks at the whole document each time.
            marks = np.full(len(doc), -1, dtype=np.int64)
            marks[self.find(doc)] = 1
            doc.from_array(["SENT_START"], cast("Ints2d", marks.astype(np.uint64)))
        return doc
