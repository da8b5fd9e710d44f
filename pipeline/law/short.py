"""Short forms and doubtful names, settled inside the document: "the Convention", "its 1967 Protocol", "these treaties", "CAT"."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence

from pipeline.law.catalogue import Catalogue, Instrument
from pipeline.law.lists import word_list
from pipeline.law.mention import (
    TYPE_NOUNS,
    YEAR,
    Mention,
    content_words,
    singular,
)
from pipeline.law.pinpoint import Path, number_of
from pipeline.law.words import Page

_NUMERALS = {"both": 2, "two": 2, "three": 3, "four": 4}
_ORDINALS = ("first", "second", "third")
_COUNTRY_PREFIX = re.compile(r"(us|uk|kr|cn|dprk|ru|mm|in|th|vn|jp|tr|de|ca|eg|il|hk|eu)-")
_PREFIX_CODES = {"uk": "GB", "dprk": "KP"}
_STATUS_WORD = re.compile(r"ratif|acced|party$|parties$|signator|joined$|withdr|denounc|signed$")
_NEAR = 3  # sentences
_MEMORY = 300  # mentions that a short form may look back over: keeps a long document linear


class Settler:
    """Goes through the mentions in text order and decides which instrument each one means."""

    def __init__(self, page: Page, catalogue: Catalogue, mentions: Iterable[Mention]) -> None:
        self._page = page
        self._catalogue = catalogue
        self._mentions = sorted(mentions, key=lambda mention: (mention.first, mention.last))
        self._history: deque[Mention] = deque(maxlen=_MEMORY)
        self._acronyms: dict[str, Mention] = {}
        self._topics = {word.norm[:6] for word in page.words}
        self._full = {key for mention in self._mentions if _is_full(mention) for key in mention.ids}

    def settle(self) -> list[Mention]:
        """Give the mentions that name an instrument, in text order; "these conventions" gives one for each."""
        kept: list[Mention] = []
        for mention in self._mentions:
            settled = self._settle_one(mention)
            kept += settled
            self._history += [one for one in settled if one.form != "principle"]
            for one in settled:
                if one.acronym:
                    self._acronyms[one.acronym] = one
        return kept

    def _settle_one(self, mention: Mention) -> list[Mention]:
        if mention.form == "name":
            return [mention] if self._support_name(mention) else []
        if mention.form == "short":
            return self._settle_plural(mention) if mention.plural else self._settle_short(mention)
        if mention.form == "bare":
            return self._settle_bare(mention)
        if mention.form == "defined" and mention.antecedent:
            before = mention.antecedent
            mention.ids, mention.sure, mention.kind, mention.title = before.ids, before.sure, before.kind, before.title
        if mention.noun == "convention" and mention.instrument is None:
            self._settle_labour(mention)
        if mention.noun == "principles":
            self._settle_principles(mention)
        if mention.noun == "protocol":
            self._settle_numbered(mention)
        if mention.noun == "resolution" and mention.instrument is None:
            self._settle_resolution(mention)
        return [mention]

    def _settle_resolution(self, mention: Mention) -> None:
        """Read "Resolution 83" as the one of that number whose body was named before."""
        number = "-".join(word.norm for word in self._page.words[mention.name_first : mention.name_last] if word.norm.isdigit())
        for before in reversed(self._history):
            if number and before.noun == "resolution" and before.instrument and before.instrument.endswith(f"-{number}"):
                same = before.instrument.removesuffix(f"-{number}")
                if "-" not in same:
                    mention.ids, mention.sure, mention.antecedent, mention.title = before.ids, True, before, before.title
                    return

    def _settle_labour(self, mention: Mention) -> None:
        """Read "ILO Convention No. 87", and "Convention No. 87" in a text on such conventions, by the number."""
        words = self._page.words[mention.name_first : mention.name_last]
        known = f"ilo-{words[-1].text}"
        named = mention.title or any(self._is_labour(before) for before in self._history)
        if named and words[-1].text.isdigit() and known in self._catalogue.instruments:
            mention.ids, mention.sure = (known,), True

    def _is_labour(self, mention: Mention) -> bool:
        return bool(mention.instrument and mention.instrument.startswith("ilo-")) or (mention.title or "").startswith("ILO ")

    def _settle_principles(self, mention: Mention) -> None:
        """Read "the Guiding Principles" as those whose longer name began with the same words."""
        page = self._page
        norms = [page.norm(k) for k in range(mention.name_first, mention.name_last)]
        for before in reversed(self._history):
            length = before.name_last - before.name_first
            same = [page.norm(k) for k in range(before.name_first, before.name_first + len(norms))] == norms
            if before.kind in {"soft-law", "declaration"} and length > len(norms) and same:
                mention.ids, mention.sure, mention.antecedent = before.ids, before.sure, before
                return

    def _settle_numbered(self, mention: Mention) -> None:
        """Read "Protocol No. 4" through the convention that has one of that number."""
        number = next((self._page.norm(k) for k in range(mention.last - 1, mention.name_first, -1) if self._page.norm(k).isdigit()), "")
        for parent in reversed(self._history):
            for key in self._catalogue.children.get(parent.instrument or "", ()):
                if f"Protocol No. {number} " in self._catalogue.instruments[key].title:
                    mention.ids, mention.antecedent = (key,), parent
                    return

    def _support_name(self, mention: Mention) -> bool:
        """Decide whether a doubtful name is one here; "CAT" needs the convention nearby or a pinpoint."""
        page = self._page
        words = page.words[mention.name_first : mention.name_last]
        defined = self._acronyms.get(words[-1].text)
        if defined and mention.ids and set(mention.ids) & set(defined.ids or mention.ids):
            mention.ids, mention.sure, mention.antecedent = defined.ids, defined.sure, defined
            return True
        if self._is_same_again(mention):
            return True
        if self._is_other_protocol(mention):
            mention.ids, mention.sure, mention.noun = (), False, "protocol"
            return True
        if all(alias.contextual for alias in mention.aliases):
            return self._support_contextual(mention)
        if len(mention.ids) > 1:
            self._choose(mention)
        return True

    def _is_other_protocol(self, mention: Mention) -> bool:
        """True for "Protocol II" under another treaty than the catalogue's parent of that number, which the text never names."""
        words = self._page.words[mention.name_first : mention.name_last]
        if len(words) != 2 or words[0].norm != "protocol" or not words[1].text.isupper():
            return False
        parents = {known.parent for key in mention.ids if (known := self._catalogue.get(key))}
        near = [known for one in self._history if (known := self._catalogue.get(one.instrument))]
        if parents & self._full or any(known.parent in parents for known in near):
            return False
        return any(known.kind == "treaty" for known in near)

    def _is_same_again(self, mention: Mention) -> bool:
        """An ambiguous name that was settled before means the same again; a protocol by its year points back to its parent."""
        for before in reversed(self._history):
            if before.instrument and before.instrument in mention.ids and (len(mention.ids) > 1 or self._is_short_name(mention)):
                mention.ids, mention.sure, mention.antecedent = before.ids, True, before
                return True
        if self._is_short_name(mention):
            parents = {known.parent for key in mention.ids if (known := self._catalogue.get(key))}
            mention.antecedent = next((one for one in reversed(self._history) if one.instrument in parents), None)
        return False

    def _is_short_name(self, mention: Mention) -> bool:
        """True for "the 1967 Protocol": only a year and a kind of text."""
        words = [word.norm for word in self._page.words[mention.name_first : mention.name_last]]
        return all(YEAR.match(norm) or singular(norm) in TYPE_NOUNS or norm in word_list("modifiers") for norm in words)

    def _support_contextual(self, mention: Mention) -> bool:
        acronym = mention.aliases[0].acronym
        supported = [key for key in mention.ids if self._has_context(key, mention)]
        if acronym:
            pinned = bool(mention.paths) or self._governed_by_status(mention) or self._beside_name(mention)
            line_is_capitals = not any(word.text.islower() for word in self._page.words[slice(*self._page.sentence_bounds(mention.first))])
            return (pinned or bool(supported)) and not line_is_capitals
        if len(supported) == 1:
            mention.ids, mention.sure = tuple(supported), True
        else:
            mention.sure = False
        return True

    def _has_context(self, key: str, mention: Mention) -> bool:
        """The instrument's full name, its country, or a word of its title stands in the text."""
        known = self._catalogue.instruments[key]
        if key in self._full or (known.parent in self._full and not mention.aliases[0].acronym):
            return True
        prefix = _COUNTRY_PREFIX.match(key)
        if prefix:
            codes = {_PREFIX_CODES.get(part, part.upper()) for part in key.split("-")}
            return bool(codes & self._page.named()) and not mention.aliases[0].acronym
        first, last = self._page.sentence_bounds(mention.first)
        outside = [*self._page.words[first : mention.first], *self._page.words[mention.last : last]]
        topics = {word.norm[:6] for word in outside} if mention.aliases[0].acronym else self._topics
        return bool(content_words(self._catalogue.instruments[key].title) & topics)

    def _governed_by_status(self, mention: Mention) -> bool:
        return any(_STATUS_WORD.match(self._page.norm(mention.first - k)) for k in (1, 2, 3))

    def _beside_name(self, mention: Mention) -> bool:
        """One of a list of instruments: "the ICCPR, CAT and CRC"."""
        for other in self._mentions:
            gap = min(abs(other.first - mention.last), abs(mention.first - other.last))
            certain = other.form == "name" and (other in self._history or not all(alias.contextual for alias in other.aliases))
            if certain and gap <= 2 and self._page.same_sentence(other.first, mention.first):
                return True
        return False

    def _choose(self, mention: Mention) -> None:
        """Several instruments share the name: the country of a statute decides, nothing else does."""
        named = self._page.named()
        codes = {key: prefix.group(1) for key in mention.ids if (prefix := _COUNTRY_PREFIX.match(key))}
        if len(codes) < len(mention.ids):
            return
        order = sorted(mention.ids, key=lambda key: _PREFIX_CODES.get(codes[key], codes[key].upper()) in named, reverse=True)
        fitting = [key for key in order if _PREFIX_CODES.get(codes[key], codes[key].upper()) in named]
        if len(fitting) == 1:
            mention.ids = (fitting[0],)

    def _settle_short(self, mention: Mention) -> list[Mention]:
        back = self._look_back(mention)
        if back is not None:
            mention.ids, mention.sure, mention.kind, mention.antecedent = back.ids, back.sure, back.kind, back
            return [mention]
        if mention.noun == "protocol" and (self._settle_child(mention) or self._settle_ordinal(mention)):
            return [mention]
        if mention.year and not mention.plural:
            mention.ids = self._catalogue.by_year.get((mention.noun, mention.year), ())
            if mention.ids and self._is_capital(mention):
                return [mention]
        capital = self._is_capital(mention)
        if mention.noun == "covenant":
            both = tuple(key for key, known in self._catalogue.instruments.items() if known.title.startswith("International Covenant"))
            later = tuple(key for key in both if key in self._full)
            mention.ids = later if len(later) == 1 else both
            mention.sure = len(mention.ids) == 1 and capital
        owned = mention.noun in {"constitution", "law", "act", "code"}
        return [mention] if mention.paths and (capital or owned) else []

    def _look_back(self, mention: Mention) -> Mention | None:
        capital = self._is_capital(mention)
        optional = {self._page.norm(k) for k in range(mention.name_first, mention.last)} & {"optional", "additional"}
        for before in reversed(self._history):
            if mention.noun not in before.nouns(self._catalogue, self._page) or before.plural:
                continue
            if not capital and not self._is_near(before, mention):
                return None
            if self._fits(mention, before, optional):
                return before
        return None

    def _is_capital(self, mention: Mention) -> bool:
        """True for "the Convention", not for "the convention"."""
        words = self._page.words[mention.name_first : mention.name_last]
        return any(word.capital for word in words if singular(word.norm) in TYPE_NOUNS)

    def _fits(self, mention: Mention, before: Mention, optional: set[str]) -> bool:
        known = self._catalogue.get(before.instrument)
        if mention.year and (known.year if known else before.year) != mention.year:
            return False
        if "optional" in optional and known and "Optional" not in known.title:
            return False
        if optional and self._page.norm(mention.first) in {"its", "their"}:
            return False
        return known is None or not out_of_range(mention.paths, known.has_article)

    def _is_near(self, before: Mention, mention: Mention) -> bool:
        return self._page.sentence[mention.first] - self._page.sentence[before.first] <= _NEAR

    def _settle_child(self, mention: Mention) -> bool:
        """Read "its Optional Protocol", "the Additional Protocol", "the Protocol to the Convention" through the parent."""
        page = self._page
        norms = {page.norm(k) for k in range(mention.name_first, mention.last)}
        for parent in reversed(self._history):
            children = [self._catalogue.instruments[key] for one in parent.ids for key in self._catalogue.children.get(one, ())]
            children = [child for child in children if mention.year is None or child.year == mention.year]
            if "optional" in norms:
                children = [child for child in children if "Optional" in child.title]
                children = _of_ordinal(children, next((word for word in _ORDINALS if word in norms), None))
            children = [child for child in children if not out_of_range(mention.paths, child.has_article)]
            if children:
                ids = tuple(sorted(child.id for child in children))
                mention.ids, mention.antecedent, mention.kind = self._by_topic(mention, ids), parent, "protocol"
                mention.sure = parent.instrument is not None
                return True
        return False

    def _settle_ordinal(self, mention: Mention) -> bool:
        """Read "the First Optional Protocol" where no parent stands before: that of a treaty named later, else of the one that has two."""
        norms = {self._page.norm(k) for k in range(mention.name_first, mention.last)}
        ordinal = next((word for word in _ORDINALS if word in norms), None)
        if ordinal is None or "optional" not in norms or not self._is_capital(mention):
            return False
        ids = [
            child.id
            for key, keys in self._catalogue.children.items()
            if key in self._full or (not self._full and ordinal)
            for child in _of_ordinal([self._catalogue.instruments[one] for one in keys], ordinal, strict=True)
        ]
        if not ids:
            return False
        mention.ids, mention.sure, mention.kind = tuple(sorted(ids)), len(ids) == 1, "protocol"
        return True

    def _by_topic(self, mention: Mention, ids: tuple[str, ...]) -> tuple[str, ...]:
        """ "its Optional Protocol on the sale of children": the words after it choose among several."""
        page = self._page
        if len(ids) == 1 or page.norm(mention.last) not in {"on", "against", "concerning", "relating"}:
            return ids
        end = mention.last + 1
        topic: dict[str, int] = {}
        while end < len(page.words) and page.same_sentence(end, mention.first) and end - mention.last < 9 and page.norm(end) not in ".,;:":
            if len(page.norm(end)) > 3:
                topic[page.norm(end)] = end
            end += 1
        scores = {key: {word for word in topic if word in self._catalogue.instruments[key].title.lower().split()} for key in ids}
        best = max(len(words) for words in scores.values())
        chosen = tuple(key for key in ids if len(scores[key]) == best)
        if best and len(chosen) == 1:
            mention.last = mention.tail = max(topic[word] for word in scores[chosen[0]]) + 1
            return chosen
        return ids

    def _settle_plural(self, mention: Mention) -> list[Mention]:
        """Give one mention for each instrument that "these conventions" or "both treaties" points back to."""
        norms = [self._page.norm(k) for k in range(mention.first, mention.last)]
        wanted = next((_NUMERALS[norm] for norm in norms if norm in _NUMERALS), None)
        pointing = wanted is not None or norms[0] in {"these", "those", "both", "such"}
        capital = self._is_capital(mention)
        found: dict[object, Mention] = {}
        for before in reversed(self._history):
            if mention.noun not in before.nouns(self._catalogue, self._page) or before.plural:
                continue
            paragraph = self._page.paragraph[mention.first] - self._page.paragraph[before.first]
            if len(found) >= 2 and paragraph > 0:
                break
            found.setdefault(before.ids or id(before), before)
            if len(found) == wanted:
                break
        if mention.noun == "protocol" and not found and self._settle_child(mention):
            return [mention]
        if len(found) < 2 or not (pointing or capital):
            return []
        return [_copy_for(mention, before) for before in reversed(found.values())]

    def _settle_bare(self, mention: Mention) -> list[Mention]:
        """A pinpoint alone belongs to the last instrument that has such an article."""
        unit = mention.paths[0][0][0]
        if self._page.norm(mention.first) == "common" and mention.paths[0][0][1] in {"2", "3"}:
            mention.ids, mention.kind = ("geneva-conventions",), "treaty-group"
            return [mention]
        for before in reversed(self._history):
            if before.form == "principle" or before.kind == "resolution" or not self._is_near(before, mention):
                continue
            known = self._catalogue.get(before.instrument)
            statute = before.kind in {"statute", "code"}
            if (unit == "section") == statute and not (known and out_of_range(mention.paths, known.has_article)):
                mention.ids, mention.sure, mention.kind, mention.antecedent = before.ids, before.sure, before.kind, before
                mention.noun = before.noun
                return [mention]
        return [mention] if unit == "article" else []


def out_of_range(paths: Sequence[Path], has_article: object) -> bool:
    """True if an article is named that the instrument is known not to have."""
    if not callable(has_article):
        return False
    numbers = [number_of(path[0][1]) for path in paths if path[0][0] == "article"]
    return any(number is not None and has_article(number) is False for number in numbers)


def _of_ordinal(children: list[Instrument], ordinal: str | None, *, strict: bool = False) -> list[Instrument]:
    """The optional protocols of that place: the first is the one whose title counts none, where another is called the second."""
    own = [child for child in children if "Optional" in child.title or not strict]
    named = [child for child in own if ordinal and any(ordinal in name.lower() for name in (child.title, *child.aliases))]
    if ordinal not in {None, "first"} or named:
        return named
    if ordinal and strict and not any("second" in child.title.lower() for child in own):
        return []
    return [child for child in own if "second" not in child.title.lower()]


def _copy_for(mention: Mention, before: Mention) -> Mention:
    return Mention(
        mention.first, mention.last, mention.name_first, mention.name_last, before.kind, "short", mention.noun, ids=before.ids,
        sure=before.sure, tail=mention.tail, paths=mention.paths, antecedent=before, plural=True,
    )  # fmt: skip


def _is_full(mention: Mention) -> bool:
    return mention.form == "name" and len(mention.ids) == 1 and not all(alias.contextual for alias in mention.aliases)
