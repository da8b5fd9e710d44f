"""Read a status phrase: "signed but never ratified", "is not a party to", "has yet to join"; who and what stand around it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.law.lists import word_list
from pipeline.law.words import Page

_VERBS = {
    "ratified": "ratified", "ratifies": "ratified", "ratify": "ratified", "ratifying": "ratified",
    "acceded": "acceded", "accedes": "acceded", "accede": "acceded", "acceding": "acceded",
    "succeeded": "succeeded", "signed": "signatory", "signs": "signatory", "sign": "signatory", "signing": "signatory",
    "joined": "party", "joins": "party", "join": "party", "joining": "party",
    "rejoined": "party", "rejoins": "party",
    "withdrew": "withdrawn", "withdrawn": "withdrawn", "withdraws": "withdrawn", "withdraw": "withdrawn", "withdrawing": "withdrawn",
    "denounced": "withdrawn", "quit": "withdrawn", "left": "withdrawn", "exited": "withdrawn", "pulled": "withdrawn",
    "renounced": "withdrawn", "abandoned": "withdrawn",
}  # fmt: skip
_NOUNS = {"party": "party", "parties": "party", "signatory": "signatory", "signatories": "signatory", "bound": "party", "member": "party"}
_DEEDS = {"ratification": "ratified", "accession": "acceded", "withdrawal": "withdrawn", "succession": "succeeded"}
STATUS_WORDS = frozenset(_VERBS) | frozenset(_NOUNS) | frozenset(_DEEDS) | {"outside"}
_LINKS = {
    "acceded": ("to",), "succeeded": ("to",), "party": ("to", "of"), "signatory": ("to", "of", "for", "on", "onto", "up"),
    "withdrawn": ("from", "out", "of"), "ratified": ("of",),
}  # fmt: skip
_NO_AUXILIARY = frozenset({"state", "states"})
_ASKING = frozenset({"is", "are", "was", "were", "has", "have", "had", "did", "does", "do"})
_CEASED = frozenset({"ceased", "ceases"})
_INSTRUMENTS = frozenset({"instrument", "instruments"})
_DEPOSITED = frozenset({"deposited", "deposits", "lodged", "submitted"})
_STAYS = frozenset({"stayed", "stays", "stay", "remained", "remains", "remain", "stood", "stands", "stand", "kept", "is", "are"})
_INFINITIVES = frozenset({"ratify", "accede", "sign", "join", "withdraw"})
_GERUNDS = frozenset({"ratifying", "acceding", "signing", "joining", "withdrawing"})
_GERUND_FACTS = frozenset({"after", "since", "by", "upon", "following", "without", "despite"})


@dataclass(slots=True)
class StatusPhrase:
    """A status phrase while it is read."""

    first: int  # where the phrase begins: "never" of "never joined"
    cue: int
    end: int  # first word behind the status words
    status: str
    negated: bool
    form: str  # noun ("a party to"), deed ("its accession to"), verb, gerund
    left: int  # first word of the predicate with its auxiliaries: its subject ends here


class PhraseReader:
    """Reads the status phrase at a word; words `inside` the name of an instrument belong to none."""

    def __init__(self, page: Page, inside: Collection[int]) -> None:
        self._page = page
        self._inside = inside
        self._left = 0
        self._ended = False  # "no longer", "ceased to be"

    def read_at(self, i: int) -> StatusPhrase | None:
        """Give the status phrase whose noun or verb stands at word `i`; None for a wish, a plan and a condition."""
        norm = self._page.norm(i)
        if norm in _NOUNS:
            return self._noun_phrase(i, norm)
        if norm in _DEEDS:
            return self._deed_phrase(i, norm)
        if norm in _VERBS:
            return self._verb_phrase(i)
        return self._outside_phrase(i) if norm == "outside" and self._page.norm(i - 1) in _STAYS else None

    def _outside_phrase(self, i: int) -> StatusPhrase | None:
        """ "has stayed outside the Convention"."""
        first, negated, unreal = self._chain(i - 1)
        return None if unreal or negated else StatusPhrase(min(first, i - 1), i, i + 1, "party", True, "verb", self._left)

    def _noun_phrase(self, i: int, norm: str) -> StatusPhrase | None:
        page = self._page
        end = i + 1
        end += page.norm(end) in {"country", "countries", "state", "states", "nation", "nations"}
        if norm == "bound":
            if page.norm(end) != "by":
                return None
            end += 1
        elif page.norm(end) in _LINKS[_NOUNS[norm]]:
            end += 1
        elif norm == "member":
            return None
        first, negated, unreal = self._chain(i)
        asked = self._is_asked(i) and page.norm(self._left - 1) != ","  # "Is Norway, a party to it, serious?"
        if unreal or asked or page.norm(i - 1) in {"third", "political", "ruling", "communist", "labour", "democratic"}:
            return None
        status = "withdrawn" if self._ended and not negated else _NOUNS[norm]
        return StatusPhrase(first, i, end, status, negated, "noun", self._left)

    def _deed_phrase(self, i: int, norm: str) -> StatusPhrase | None:
        page = self._page
        if page.norm(i - 1) == "of" and page.norm(i - 2) in _INSTRUMENTS:
            return self._deposit_phrase(i, norm)
        owned = page.norm(i - 1) in {"'s", "'", "’", "its", "their"} or any(mention.last == i for mention in page.countries)
        if not owned or page.norm(i + 1) not in {"of", "to", "from"} or page.norm(i - 1) in word_list("unreal"):
            return None
        left = i if page.norm(i - 1) in {"its", "their"} else i - (page.norm(i - 1) in {"'s", "'", "’"})
        return StatusPhrase(i, i, i + 2, _DEEDS[norm], False, "deed", left)

    def _deposit_phrase(self, i: int, norm: str) -> StatusPhrase | None:
        """Read "deposited its instrument of accession to"."""
        verb = next((k for k in range(i - 3, i - 7, -1) if self._page.norm(k) in _DEPOSITED), None)
        if verb is None or not self._page.same_sentence(verb, i) or self._page.norm(i + 1) not in {"of", "to"}:
            return None
        first, negated, unreal = self._chain(verb)
        return None if unreal else StatusPhrase(min(first, verb), i, i + 2, _DEEDS[norm], negated, "verb", self._left)

    def _verb_phrase(self, i: int) -> StatusPhrase | None:
        """Read a verb with those coordinated to it: "signed but never ratified"."""
        page = self._page
        first, negated, unreal = self._chain(i)
        if unreal or not self._is_fact(i, negated) or self._is_question(i):
            return None
        statuses, last = self._coordinated(i, negated)
        end = last + 1
        while page.norm(end) in _LINKS.get(_VERBS[page.norm(last)], ()) and page.norm(last) != "ratified":
            end += 1
        if statuses == [("signatory", False)] and page.norm(i - 1) in {"only", "merely", "just"}:
            statuses = [("signed_only", False)]
        if len(statuses) > 1 and page.norm(end) == ",":  # "signed, but never ratified, the treaty"
            end += 1
        if page.norm(i) == "pulled" and page.norm(end - 1) != "of":
            return None
        form = "gerund" if page.norm(i) in _GERUNDS else "verb"
        return StatusPhrase(first, i, end, *_join(statuses), form, self._left)

    def _coordinated(self, i: int, negated: bool) -> tuple[list[tuple[str, bool]], int]:
        """The status verbs that share an object, each with whether it is denied, and the place of the last."""
        statuses = [(_VERBS[self._page.norm(i)], negated)]
        while more := self._next_verb(i + 1):
            inherited = negated and self._page.norm(i + 1) in {"or", "nor"}
            i, denied = more
            statuses.append((_VERBS[self._page.norm(i)], denied or inherited))
        return statuses, i

    def _next_verb(self, i: int) -> tuple[int, bool] | None:
        negated = False
        k = i
        while self._page.norm(k) in word_list("between_verbs"):
            negated |= self._page.norm(k) in word_list("negations")
            k += 1
        return (k, negated) if k > i and self._page.norm(k) in _VERBS else None

    def _is_fact(self, i: int, negated: bool) -> bool:
        norm = self._page.norm(i)
        if norm in _GERUNDS:
            return self._page.norm(i - 1) in _GERUND_FACTS
        if norm in _INFINITIVES:
            return negated
        return True

    def _chain(self, i: int) -> tuple[int, bool, bool]:
        """Walk back over auxiliaries and adverbs: where the phrase proper begins, whether it is negated, whether it is no fact."""
        page = self._page
        first, negated, j = i, False, i - 1
        self._ended = False
        if page.norm(i) in {"party", "parties"} and page.norm(j) in {"state", "states", "contracting"}:
            first = j
        unreal = False
        subject = _NO_AUXILIARY if page.norm(i) in _VERBS else frozenset()  # "The state | acceded"
        while j >= 0 and page.same_sentence(j, i) and j not in self._inside and page.norm(j) not in subject:
            norm = page.norm(j)
            if norm in word_list("negations") or norm.endswith("n't"):
                negated, first = True, j
            elif (norm == "to" and page.norm(j - 1) in _CEASED) or (norm == "longer" and page.norm(j - 1) == "no"):
                self._ended, first = True, j - 1
                j -= 1
            elif norm == "to" and page.norm(j - 1) in word_list("negated_to"):
                negated, first = True, j - 1
                j -= 1
            elif norm in word_list("wishes") or (norm == "to" and page.norm(j + 1) in _INFINITIVES | {"become", "be"}):
                unreal = True
            elif norm == "all" and page.norm(j - 1) in {"are", "were", "have", "had"}:
                pass  # "Italy and Malta are all bound"
            elif norm not in word_list("chain") and norm not in {"become", "becoming"}:
                break
            j -= 1
        self._left = j + 1
        return first, negated, unreal or self._is_supposed(j, i)

    def _is_question(self, i: int) -> bool:
        return self._page.norm(self._page.sentence_bounds(i)[1] - 1) == "?"

    def _is_asked(self, i: int) -> bool:
        """ "Is Norway a party to the treaty?": the verb opens the question; "Why does Norway, a party, hide?" says that it is one."""
        low, last = self._page.sentence_bounds(i)
        while self._page.norm(low) in {'"', "“", "'", "‘", "and", "but", "so"}:
            low += 1
        return self._page.norm(low) in _ASKING and any(self._page.norm(k) == "?" for k in (last - 1, last - 2))

    def _is_supposed(self, j: int, i: int) -> bool:
        """ "If China ratified": a condition opens the clause."""
        low, _ = self._page.sentence_bounds(i)
        clause = next((k for k in range(j, low - 1, -1) if self._page.norm(k) in {",", ";", "—"}), low - 1)
        return any(
            self._page.norm(k) in {"if", "whether", "unless", "until", "urged", "urging", "urge"}
            for k in range(clause + 1, max(j + 1, clause + 1))
        )


def _join(statuses: list[tuple[str, bool]]) -> tuple[str, bool]:
    """One status for coordinated verbs: signed and ratified is ratified, signed but not ratified is signed only."""
    positive = [status for status, negated in statuses if not negated]
    if not positive:
        return statuses[-1][0], True
    if len(positive) < len(statuses) and "signatory" in positive:
        return "signed_only", False
    return positive[-1], False
