"""Who holds an office in an article: "the minister" is the Joseph Banda whom the text calls so once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.attribution.source_kind import TITLES, is_person_word

_NAME = r"[A-Z][\w'\u2019-]+(?: (?:[A-Z]\.|de|da|del|dela|bin|al|van|von|[A-Z][\w'\u2019-]+)){1,3}"
_RANKS = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Colonel|Col|Commander|Superintendent|Major|General|Gen|Captain|Capt|Admiral|Inspector|Sir)\.? )*"
_OFFICES = TITLES | {"owner"}
_ARTICLES = frozenset({"the", "its", "their", "his", "her"})
_WIDE = frozenset({"spokesman", "spokeswoman", "spokesperson", "man", "woman", "boy", "girl", "he", "she", "person"})  # many in one text
_MOST_WORDS = 4


class Holders:
    """The people of one text by their office, looked up when an office speaks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, str | None] = {}

    def named(self, words: Sequence[str]) -> str | None:
        """The one name that the text gives the office of `words`, before or behind it: "the home affairs minister" gives "Joseph Banda".

        None for a phrase that is no office, and where nobody or more than one person is said to hold it.
        """
        bare = list(words[1:] if words[0] in _ARTICLES else words)
        if not 0 < len(bare) <= _MOST_WORDS or bare[-1] in _WIDE or not (bare[-1] in _OFFICES or is_person_word(bare[-1])):
            return None
        if not all(word.replace("-", "").isalpha() for word in bare):
            return None
        office = " ".join(bare)
        if office not in self._known:
            self._known[office] = self._find(re.escape(office))
        return self._known[office]

    def _find(self, office: str) -> str | None:
        before = rf"\b(?i:{office})(?: (?:of|for|at|in) [^,.;:\n]{{1,40}}?)?,? {_RANKS}(?P<name>{_NAME})"
        behind = rf"(?P<name>{_NAME}), (?:(?:the|a|an|its|their|his|her|[A-Z][\w-]*['\u2019]s) (?:[\w'\u2019-]+ ){{0,4}})?{office}\b"
        found = {match["name"] for pattern in (before, behind) for match in re.finditer(pattern, self._text)}
        names = {re.sub(rf"^{_RANKS}", "", name) for name in found}
        return names.pop() if len(names) == 1 else None
