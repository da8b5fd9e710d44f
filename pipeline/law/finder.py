"""Find the law that a text names: treaties, statutes, resolutions and principles, with the articles, and who is said to be bound.

"Article 33 of the 1951 Refugee Convention" is one claim; "party to the Convention and its Protocol" is two, each with its country.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.law.catalogue import Catalogue, find_countries, load_catalogue
from pipeline.law.defined import find_defined, join_brackets
from pipeline.law.forms import find_forms
from pipeline.law.mention import Mention, find_names
from pipeline.law.pinpoint import UNITS, Path, Pinpoint, number_of, read_pinpoint, roman
from pipeline.law.short import Settler, out_of_range
from pipeline.law.short_form import find_short
from pipeline.law.soft import find_acts_behind
from pipeline.law.status import StatusClaim, find_status
from pipeline.law.words import Page, cut_page
from pipeline.partial import add_claims, new_claim

EXTRACTOR = "legal@1"
_LINKS = frozenset({"of", "in", "under", "to", "from", "within"})
_ORGANISATIONS = frozenset({"ARTICLE"})  # ARTICLE 19 and Article 36 are organisations; the first prints itself in capitals
_ARTICLES = frozenset({"the", "a", "an"})
_FREE_UNITS = frozenset({"article", "section"})


@Language.factory("counterclaim_legal", assigns=["doc._.counterclaim"])
def make_legal_finder(nlp: Language, name: str) -> LegalFinder:
    """Give the component that finds legal references."""
    return LegalFinder(load_catalogue())


class LegalFinder:
    """Adds claims of kind "legal" to a document."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(self, doc: Doc) -> Doc:
        """Add what `find` gives to the claims that `doc` carries."""
        add_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[dict[str, Any]]:
        """Give the legal claims of `doc` in text order, partial, the document unchanged.

        A short form carries in "_antecedent" the index, in this list, of the claim it points back to; "_name" is the stretch of the
        instrument itself inside a longer status phrase, "_tokens" the tokens that the claim touches.
        """
        starts = [sent.start_char for sent in doc.sents] if doc.has_annotation("SENT_START") else None
        page, mentions = read_mentions(doc.text, self._catalogue, starts)
        statuses = find_status(page, mentions, self._catalogue)
        return _Writer(doc, page, self._catalogue).write(mentions, statuses)


def read_mentions(text: str, catalogue: Catalogue, starts: Sequence[int] | None = None) -> tuple[Page, list[Mention]]:
    """Give the words of `text` and every mention of an instrument in it, short forms settled."""
    page = cut_page(text, starts)
    page.countries = find_countries(page)
    names = find_names(page, catalogue)
    taken = page.taken = [False] * len(page.words)
    for mention in names:
        taken[mention.first : mention.tail] = [True] * (mention.tail - mention.first)
    mentions = names + find_forms(page, catalogue, taken)
    mentions += find_defined(page, mentions, taken)
    mentions += find_acts_behind(page, taken)
    mentions += find_short(page, taken)
    mentions.sort(key=lambda mention: (mention.first, mention.last))
    mentions = join_brackets(page, mentions, catalogue)
    mentions += _bind_pinpoints(page, mentions, taken)
    settled = Settler(page, catalogue, mentions).settle()
    for mention in settled:
        mention.paths = tuple(_in_style(path, mention, catalogue) for path in mention.paths)
    return page, settled


def _bind_pinpoints(page: Page, mentions: list[Mention], taken: list[bool]) -> list[Mention]:
    """Give every pinpoint to its instrument; those without one come back as mentions of their own."""
    heads = {mention.first: mention for mention in mentions if mention.form != "principle"}
    tails = {end: mention for mention in mentions if mention.form != "principle" for end in (mention.last, mention.tail)}
    bare = []
    i = 0
    while i < len(page.words):
        pinpoint = read_pinpoint(page.words, i) if page.norm(i) in UNITS and not taken[i] else None
        if pinpoint is None or any(taken[pinpoint.first : pinpoint.last]) or not page.same_sentence(i, pinpoint.last - 1):
            i += 1
            continue
        if page.norm(i - 1) == "common" and i and not taken[i - 1]:
            pinpoint = Pinpoint(i - 1, pinpoint.last, pinpoint.paths, True)
        owner = _following(page, pinpoint, heads) or _preceding(page, pinpoint, tails)
        if owner:
            _attach(page, owner, pinpoint)
        elif _stands_alone(page, pinpoint):
            bare.append(Mention(pinpoint.first, pinpoint.last, pinpoint.first, pinpoint.last, "other", "bare", paths=pinpoint.paths))
        i = pinpoint.last
    return bare


def _following(page: Page, pinpoint: Pinpoint, heads: dict[int, Mention]) -> Mention | None:
    """The instrument that "Article 33 of ..." leads to, also past "both" and an owner: "of the court's Rome Statute"."""
    i = pinpoint.last
    if i in heads and page.same_sentence(i, pinpoint.first) and page.norm(i) not in {"this", "that", "these", "those"}:
        return heads[i]
    i += page.norm(i) == ","
    i += page.norm(i) == "common" and page.norm(i + 1) == "to"
    if page.norm(i) not in _LINKS:
        return None
    for j in range(i + 1, min(i + 8, len(page.words))):
        if not page.same_sentence(j, pinpoint.first):
            return None
        if j in heads and (j <= i + 2 or page.norm(j - 1) == "'s"):
            return heads[j]
    return None


def _preceding(page: Page, pinpoint: Pinpoint, tails: dict[int, Mention]) -> Mention | None:
    """The instrument just before: "the Convention (articles 31-33)", "the Convention's Article 3", "Refugee Convention, art. 33"."""
    i = pinpoint.first
    if not page.same_sentence(i - 1, i):
        return None
    if i in tails:
        return tails[i]
    if i - 1 in tails and page.norm(i - 1) in {",", "(", "'s", ":", "["}:
        return tails[i - 1]
    return None


def _stands_alone(page: Page, pinpoint: Pinpoint) -> bool:
    if not pinpoint.strong or pinpoint.unit not in _FREE_UNITS:
        return False
    return page.words[pinpoint.first].text not in _ORGANISATIONS


def _attach(page: Page, mention: Mention, pinpoint: Pinpoint) -> None:
    mention.paths += pinpoint.paths
    mention.pin_words.append((pinpoint.first, pinpoint.last))
    closing = page.norm(pinpoint.first - 1) == "(" and page.norm(pinpoint.last) == ")"
    mention.first = min(mention.first, pinpoint.first)
    mention.last = max(mention.last, pinpoint.last + closing)
    mention.tail = max(mention.tail, mention.last)


def _in_style(path: Path, mention: Mention, catalogue: Catalogue) -> Path:
    """Write an article's number as the instrument does, "II" in the Genocide Convention, so that sources can be compared."""
    known = catalogue.get(mention.instrument)
    unit, value = path[0]
    number = number_of(value)
    if known is None or known.numerals is None or unit != "article" or number is None:
        return path
    if known.numerals == "roman" and value.isdigit():
        return (unit, roman(number)), *path[1:]
    if known.numerals == "arabic" and not value[0].isdigit():
        return (unit, str(number)), *path[1:]
    return path


class _Writer:
    """Turns mentions and status statements into claim dicts."""

    def __init__(self, doc: Doc, page: Page, catalogue: Catalogue) -> None:
        self._doc = doc
        self._page = page
        self._catalogue = catalogue
        self._names: dict[int, str] = {}  # printed names by mention, filled in text order

    def write(self, mentions: list[Mention], statuses: list[StatusClaim]) -> list[dict[str, Any]]:
        """Give the claims in text order, each short form with the place of the one it points back to."""
        for mention in mentions:
            self._printed(mention)
        governed = {id(status.mention) for status in statuses if not status.pointing and not _is_split(status)}
        plain = [mention for mention in mentions if id(mention) not in governed and not _is_bare_short(mention)]
        pairs = [(self._claim(mention, None), mention, mention.antecedent) for mention in plain]
        for status in statuses:
            behind = status.mention if status.pointing else status.mention.antecedent
            pairs.append((self._claim(status.mention, status), status.mention, behind))
        pairs.sort(key=lambda pair: (pair[0]["start"], pair[0]["end"]))
        place: dict[int, int] = {}
        for index, (claim, mention, _) in enumerate(pairs):
            if not claim.pop("_pointing"):
                place.setdefault(id(mention), index)
        for index, (claim, _, antecedent) in enumerate(pairs):
            while antecedent is not None and place.get(id(antecedent), index) >= index:
                antecedent = antecedent.antecedent  # a bare "the Act" is no claim: the title it stands for is
            claim["_antecedent"] = place[id(antecedent)] if antecedent else None
        return [claim for claim, _, _ in pairs]

    def _claim(self, mention: Mention, status: StatusClaim | None) -> dict[str, Any]:
        words = self._page.words
        split = status is not None and _is_split(status)
        first, last = (status.first, status.last) if status else (mention.first, max(mention.last, mention.tail))
        first = mention.name_first if split else first
        if self._page.norm(first) in _ARTICLES and first + 1 < last:
            first += 1
        start, end = words[first].start, words[last - 1].end
        evidence = {"legal.instrument": [self._span(mention.name_first, mention.name_last)]}
        if mention.pin_words and not split:
            evidence["legal.pinpoints"] = [self._span(*pair) for pair in mention.pin_words]
        if status:
            evidence["legal.status"] = [self._span(*status.cue)]
            if status.party_words:
                evidence["legal.party"] = [self._span(*status.party_words)]
            if status.date_words:
                evidence["legal.status_date"] = [self._span(*status.date_words)]
        claim = new_claim(self._doc, "legal", start, end, self._block(mention, status), extractor=EXTRACTOR, evidence=evidence)
        pointing = bool(status and status.pointing)
        claim["_pointing"] = pointing
        claim["_name"] = None if pointing else self._span(mention.first, mention.last)
        claim["_tokens"] = self._tokens(start, end)
        known = self._catalogue.get(mention.instrument)
        claim["_flags"] = ["pinpoint_out_of_range"] if known and out_of_range(mention.paths, known.has_article) else []
        return claim

    def _block(self, mention: Mention, status: StatusClaim | None) -> dict[str, Any]:
        known = self._catalogue.get(mention.instrument)
        printed = self._printed(mention)
        # "ratified both" speaks of no article, nor does "the Convention, to which Chad acceded" behind "Article 3 of".
        paths = () if status and (status.pointing or _is_split(status)) else mention.paths
        return {
            "instrument": mention.instrument,
            "title": known.title if known else mention.title or printed,
            "kind": known.kind if known else mention.kind,
            "pinpoints": [[{"unit": unit, "value": value} for unit, value in path] for path in paths],
            "candidates": [] if mention.instrument else list(mention.ids),
            "antecedent": None,
            "party": status.party if status else None,
            "status": status.status if status else None,
            "status_date": status.date if status else None,
        }

    def _printed(self, mention: Mention) -> str:
        """The name as the text prints it where it names the instrument in full: of "the Act", that of its antecedent."""
        if id(mention) not in self._names:
            before = mention.antecedent
            same = before is not None and before.ids == mention.ids
            own = self._page.text[slice(*self._span(mention.name_first, mention.name_last))]
            self._names[id(mention)] = self._names.get(id(before), own) if same else own
        return self._names[id(mention)]

    def _span(self, first: int, last: int) -> list[int]:
        return [self._page.words[first].start, self._page.words[last - 1].end]

    def _tokens(self, start: int, end: int) -> list[int]:
        span = self._doc.char_span(start, end, alignment_mode="expand")
        return [span.start, span.end] if span is not None else [0, 0]


def _is_split(status: StatusClaim) -> bool:
    """True where the articles stand before the name and the status behind it: two claims, "Article 3 of X" and "X, which Chad ratified"."""
    mention = status.mention
    ahead = any(first < mention.name_first for first, _ in mention.pin_words)
    return ahead and not status.pointing and status.first in {mention.first, mention.name_first}


def _is_bare_short(mention: Mention) -> bool:
    """True for a mere "the Convention", without articles, that says again what was named."""
    bare = mention.form == "short" and not mention.plural and not mention.paths and mention.name_last - mention.name_first == 1
    return bare and mention.antecedent is not None and mention.antecedent.ids == mention.ids and mention.tail == mention.last
