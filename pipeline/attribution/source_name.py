"""One name for one source in an article: short forms, pronouns and descriptions led back to the fullest name printed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.attribution.holders import Holders
from pipeline.attribution.source_kind import is_person_word, kind_of_words
from pipeline.attribution.source_naming import SourcePhrase, title_end

_DEFINITION = re.compile(r"\(([A-Z][A-Z.&-]{1,9}s?)\)")
_POSSESSIVE = re.compile(r"['’‘]s?$")
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "to", "de", "des", "la", "du", "&", "against"})
UNNAMED = "not named"  # a source that the text does not name: "is believed to", "reportedly", a pronoun for nobody
_ITSELF = "the article"  # "we" in a text whose publisher is not known
# "The minister said his office could not tell": the office speaks through him.
_OWN_HOUSE = frozenset({"office", "ministry", "department", "agency", "government", "staff", "team", "company", "group", "force"})
_OWN_STAFF = frozenset([
    "team", "teams", "lawyers", "members", "staff", "volunteers", "monitors", "researchers", "doctors", "nurses", "medics", "clinics",
    "workers", "office", "offices", "branches", "reporters", "correspondent", "correspondents", "crews", "colleagues", "observers",
])  # fmt: skip
_INDIVIDUAL = frozenset({"person", "anonymous"})
# What a description may stand for: "the ministry" for a name that holds "Ministry", "the group" for any organisation.
_ANY_BODY = frozenset({"group", "organisation", "organization", "charity", "ngo", "watchdog", "agency", "body", "outfit", "nonprofit"})
_ANY_PERSON = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "man", "woman", "activist", "lawyer", "director"})
_OFFICES = {
    "ministry": "government", "department": "government", "commission": "organisation", "committee": "organisation",
    "institute": "organisation", "association": "organisation", "federation": "organisation", "union": "organisation",
    "agency": "organisation", "authority": "government", "council": "organisation", "centre": "organisation", "center": "organisation",
}  # fmt: skip
_GENERIC = frozenset([
    "police", "officials", "authorities", "government", "army", "military", "prosecutors", "soldiers", "troops", "lawmakers",
    "investigators", "rescuers", "activists", "campaigners", "lawyers", "doctors", "residents", "witnesses",
])  # fmt: skip
_MEDIA = frozenset({"paper", "newspaper", "daily", "broadcaster", "outlet", "magazine"})
_MEDIA_NAMES = frozenset([
    "journal", "times", "post", "telegraph", "guardian", "herald", "tribune", "gazette", "chronicle", "courier", "daily",
    "news", "radio", "television", "tv", "magazine", "reuters", "afp", "xinhua", "yonhap", "bbc", "cnn", "nhk", "ledger",
    "wire", "press", "mail", "sun",
])  # fmt: skip
_MEN = frozenset([
    "brother", "father", "son", "husband", "uncle", "nephew", "man", "boy", "king", "he", "spokesman", "chairman",
])  # fmt: skip
_WOMEN = frozenset([
    "sister", "mother", "daughter", "wife", "aunt", "niece", "woman", "girl", "queen", "she", "spokeswoman", "chairwoman",
])  # fmt: skip
_REMEMBERED = 200  # sources that short forms may stand for; more would make long books slow
_FAR = 150  # tokens in which "the group" looks for an organisation that has not spoken yet
_NEAR = 60  # tokens in which a pronoun looks for a person who has not spoken yet


def definitions(text: str) -> dict[str, str]:
    """What the text says its acronyms stand for: "Database Center for Human Rights (DCHR)" gives DCHR.

    A pair counts only if the letters of the acronym begin words of the name, in order.
    """
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        name = _spelled_out(text[max(0, match.start() - 120) : match.start()], match.group(1))
        if name:
            found.setdefault(match.group(1), name)
    return found


def _spelled_out(before: str, acronym: str) -> str | None:
    words = before.split()
    letters = [letter for letter in acronym.rstrip("s") if letter.isalpha()]
    best: str | None = None
    taken = 0
    for count in range(1, min(len(words), len(letters) * 2 + 3) + 1):
        word = words[-count]
        if word[-1] in ".,;:!?" and count > 1 and not re.fullmatch(r"(?:[A-Z]\.)+", word):
            break
        if not (word[0].isupper() or word.lower() in _SMALL):
            break
        taken = _initials_taken(words[-count:], letters)
        if taken == len(letters) and word[0].isupper():
            best = " ".join(words[-count:])
            if word[0] == letters[0]:
                break
    return best


def _initials_taken(words: Sequence[str], letters: Sequence[str]) -> int:
    at = 0
    for word in words:
        for part in re.split(r"[-.]", word):
            if at < len(letters) and part[:1].upper() == letters[at]:
                at += 1
    return at


@dataclass(slots=True)
class Known:
    """A source as named so far, with the place of its mention."""

    name: str
    kind: str
    start: int
    words: frozenset[str]
    is_person: bool = False


class Names:
    """Leads the sources of one document back to their names, in text order."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = doc.text
        self._acronyms = definitions(self._text)
        self._known: deque[Known] = deque(maxlen=_REMEMBERED)
        self._offices: dict[str, str | None] = {}
        self._leaders: dict[str, bool] = {}
        self._holders = Holders(self._text)
        self._people = [_plain(entity.text) for entity in doc.ents if entity.label_ in {"PERSON", "PER"} and " " in entity.text]

    def printed(self, source: SourcePhrase) -> str:
        """The source's name without article, title and possessive, its acronym spelled out."""
        start, end = source.name
        start = title_end(self._doc, start, end)
        text = self._expand(_plain(self._doc[start:end].text))
        return text[:1].lower() + text[1:] if self._doc[start].lower_ in {"his", "her", "its", "their", "our", "my"} else text

    def resolve(self, source: SourcePhrase, kind: str) -> tuple[str, str]:
        """Name and kind of a source; a pronoun or short form gives those of the source it stands for.

        "he" is the last person who spoke, "the rights group" the last organisation, "Park" the earlier "Park Joon-ho".
        """
        text = self.printed(source)
        known = self._antecedent(source, text, kind)
        if known is not None:
            self._known.append(Known(known.name, known.kind, source.start, known.words, known.is_person))
            return known.name, known.kind
        if source.is_pronoun:
            return (_ITSELF, "article") if text.lower() in {"we", "i", "our", "my"} else (UNNAMED, "anonymous")
        if kind == "person" and " " not in text:
            full = next((name for name in self._people if text in name.split()), None)
            text = full or text
        if kind == "organisation" and self._holds_office(text):
            kind = "person"
        words = frozenset(text.lower().split())
        self._known.append(Known(text, kind, source.start, words, self._is_person(source, kind)))
        return text, kind

    def _is_person(self, source: SourcePhrase, kind: str) -> bool:
        """True for a man or woman, whatever the office: "Ana Ruiz, the mayor", "the governor"."""
        if kind in _INDIVIDUAL:
            return True
        start, end = source.name
        beside = self._doc[end + 1 : end + 4] if end < len(self._doc) and self._doc[end].text == "," else self._doc[end - 1 : end]
        named = any(token.ent_type_ in {"PERSON", "PER"} for token in self._doc[start:end])
        return kind == "government" and (named or any(is_person_word(token.text) for token in beside))

    def _holds_office(self, name: str) -> bool:
        """True if the name follows an office or title somewhere in the text: "leader Pavel Orr"."""
        if name in self._leaders:
            return self._leaders[name]
        found = [match.group(1) for match in re.finditer(rf"\b(\w+)\.? {re.escape(name)}\b", self._text)] if " " in name else []
        self._leaders[name] = any(is_person_word(word) for word in found)
        return self._leaders[name]

    def last(self) -> Known | None:
        """The source that spoke last."""
        return self._known[-1] if self._known else None

    def _expand(self, text: str) -> str:
        known = self._acronyms.get(text) or self._acronyms.get(text.rstrip("s"))
        bare = re.sub(r"\s*\([A-Z][A-Z.&-]{1,9}s?\)?$", "", text)
        return known or bare

    def _antecedent(self, source: SourcePhrase, text: str, kind: str) -> Known | None:
        words = [token.lower_ for token in self._doc[source.start : source.end]]
        if words in (["we"], ["i"], ["our"], ["my"]):
            return self._publisher(source.start)
        if words == ["both"]:
            return self._last_two(source.start)
        if words[0] == "our" and _head_of(self._doc, source) in _OWN_STAFF:
            return self._publisher(source.start)
        if (holder := self._holders.named(words)) is not None:
            return Known(holder, kind_of_words(holder.split()) or "person", source.start, frozenset(holder.lower().split()), is_person=True)
        if words[0] in {"his", "her", "its", "their"} and words[-1] in _OWN_HOUSE:
            return self.last()
        if words[0] in {"he", "she"}:
            return self._person(words[0], source.start)
        if source.is_pronoun:
            bodies = (known for known in reversed(self._known) if known.kind not in _INDIVIDUAL and not known.is_person)
            return next(bodies, None)
        if len(words) == 1 and words[0] in _GENERIC:
            return self._fuller(words[0])
        first = words.index("based") + 1 if "based" in words else 1
        named = any(token.text[:1].isupper() for token in self._doc[source.start + first : source.end])
        if words[0] == "the" and not named:
            return self._described(words[first:], source.start)
        return self._short_form(text, kind)

    def _fuller(self, word: str) -> Known | None:
        """The one source so far whose phrase says which "police" or "officials" these are; None for none or two of them."""
        named = {known.name: known for known in self._known if word in known.words and _says_which(known.name)}
        return next(iter(named.values())) if len(named) == 1 else None

    def _publisher(self, start: int) -> Known | None:
        article = self._doc._.counterclaim_article or {}
        name = article.get("publisher")
        return Known(str(name), "organisation", start, frozenset(str(name).lower().split())) if name else None

    def _last_two(self, start: int) -> Known | None:
        """ "Both say": the two sources before, as one."""
        if self._known and self._known[-1].kind == "group" and " and " in self._known[-1].name:
            return self._known[-1]
        bodies = [known.name for known in reversed(self._known) if known.kind not in _INDIVIDUAL]
        names = list(dict.fromkeys(bodies))[:2] or list(dict.fromkeys(known.name for known in reversed(self._known)))[:2]
        if len(names) < 2:
            return None
        joined = f"{names[1]} and {names[0]}"
        return Known(joined, "group", start, frozenset(joined.lower().split()))

    def _person(self, pronoun: str, start: int) -> Known | None:
        """The last person who spoke, or the nearest one spoken of; no woman for "he", no man for "she"."""
        barred = _WOMEN if pronoun == "he" else _MEN
        for known in reversed(self._known):
            if (known.is_person or known.kind in _INDIVIDUAL) and known.name != UNNAMED and not barred & known.words:
                return known
        for token in reversed(self._doc[max(0, start - _NEAR) : start]):
            if token.ent_type_ in {"PERSON", "PER"} and token.ent_iob_ != "O":
                name = next((entity.text for entity in self._doc.ents if entity.start <= token.i < entity.end), token.text)
                return Known(_plain(name), "person", token.i, frozenset(name.lower().split()))
            if token.lower_ in (_MEN | _WOMEN) - barred - {"he", "she"} and token.i > 0 and token.nbor(-1).lower_ in {"his", "her", "a"}:
                name = f"{token.nbor(-1).lower_} {token.text}"
                return Known(name, "person", token.i, frozenset(name.lower().split()))
        return None

    def _described(self, words: Sequence[str], start: int) -> Known | None:
        """The last source that "the ministry", "the rights group", "the spokesman" can stand for."""
        if not words or len(words) > 4:
            return None
        head = words[-1]
        for known in reversed(self._known):
            if known.name[:1].isupper() and head in known.words and (len(words) == 1 or all(word in known.words for word in words)):
                return known
        fits = [known for known in reversed(self._known) if _fits(head, len(words), known)]
        shared = [known for known in fits if {word.rstrip("s") for word in words[:-1]} & {word.rstrip("s") for word in known.words}]
        if shared or fits:
            return (shared or fits)[0]
        for known in reversed(self._known):
            if head in known.words and all(word in known.words for word in words):
                return known
        name = self._named_before(head) if len(words) == 1 and head in _OFFICES else None
        if name:
            return Known(name, _OFFICES[head], 0, frozenset(name.lower().split()))
        return self._body_before(start) if head in _ANY_BODY else None

    def _body_before(self, start: int) -> Known | None:
        """The organisation named last before token `start`, for "the group" when no source was named yet."""
        i = start - 1
        while i >= max(0, start - _FAR):
            first = i
            while first > 0 and self._doc[first].is_title and self._doc[first - 1].is_title:
                first -= 1
            run = self._doc[first : i + 1]
            if len(run) > 1 and run[0].is_title and kind_of_words([token.text for token in run]) == "organisation":
                name = self._expand(_plain(run.text))
                return Known(name, "organisation", first, frozenset(name.lower().split()))
            i = first - 1
        return None

    def _named_before(self, head: str) -> str | None:
        """The one office whose name holds the word: "Unification Ministry" for "the ministry"; None for none or two of them."""
        if head in self._offices:
            return self._offices[head]
        word = head.capitalize()
        pattern = rf"\b(?:(?:[A-Z][\w-]+ ){{1,4}}{word}|{word} of (?:the )?(?:[A-Z][\w-]+ ?)+)"
        names = {match.group().strip() for match in re.finditer(pattern, self._text)}
        bare = sorted({name.removeprefix("The ").strip() for name in names})
        self._offices[head] = bare[0] if len(bare) == 1 else None
        return self._offices[head]

    def _short_form(self, text: str, kind: str) -> Known | None:
        own = text.split()
        if not text[:1].isupper():
            return None
        for known in reversed(self._known):
            parts = known.name.split()
            if known.name == text:
                return known
            if (
                len(own) < len(parts)
                and own[-1] in {parts[0], parts[-1]}
                and set(own) <= set(parts)
                and (kind in {known.kind, "person"} or known.kind == "person")
            ):
                return known
            if text.isupper() and len(text) > 1 and _initials(parts) == text:
                return known
        return None


def _head_of(doc: Doc, source: SourcePhrase) -> str:
    end = next((i for i in range(source.start + 1, source.end) if doc[i].pos_ == "ADP"), source.end)
    return doc[end - 1].lower_


def _says_which(name: str) -> bool:
    """True for "Zambia's police" and "police in Minsk", not for "riot police"."""
    return any(word[:1].isupper() for word in name.split()[1:]) or (name[:1].isupper() and len(name.split()) > 1)


def _fits(head: str, length: int, known: Known) -> bool:
    """True if a source may be called by a description with this head: "the charity" for an organisation that is no newspaper."""
    media = bool(_MEDIA_NAMES & known.words)
    if head in _ANY_BODY:
        return known.kind == "organisation" and known.name[:1].isupper() and not media
    if head in _MEDIA:
        return known.kind == "organisation" and media
    return head in _ANY_PERSON and known.kind in _INDIVIDUAL and length == 1


def later_name(description: str, names: Sequence[tuple[str, str]]) -> str | None:
    """The organisation named later that "a human rights group" describes: one whose name repeats the describing words.

    `names` are (name, kind) in text order; the first that fits is taken. None when none does.
    """
    words = description.lower().split()
    if not words or words[-1] not in _ANY_BODY or len(words) < 2:
        return None
    return next((name for name, kind in names if kind == "organisation" and name[:1].isupper() and _shares(words[:-1], name)), None)


def _shares(words: Sequence[str], name: str) -> bool:
    parts = {part.rstrip("s") for part in name.lower().split()}
    return all(word.rstrip("s") in parts for word in words if word not in {"a", "an", "the"})


def _initials(parts: Sequence[str]) -> str:
    return "".join(part[0] for part in parts if part[0].isupper())


def _plain(text: str) -> str:
    flat = _POSSESSIVE.sub("", " ".join(text.split()))
    return flat.strip(' ,;:-–—"“”')
