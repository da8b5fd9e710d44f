"""Legal claims: the same instrument and article, and who is said to be bound by it.

Status lattice: withdrawn and not_party oppose all others; ratified, acceded, succeeded and party are equal in being bound;
signatory is refined by each of them; signed_only says that the state is not bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from annotations.claim import Days as StatusDays
from annotations.claim import LegalReference
from annotations.vocabulary import ClaimRole, Flag, Verdict
from corpus.publication import published_interval
from evaluation.compare import explain
from evaluation.compare.finding import Finding, in_one_article
from evaluation.compare.lexicon import WORD, singular
from evaluation.compare.reading import Reading

Record = Callable[[str, str], Mapping[str, object] | None]
BOUND = frozenset({"ratified", "acceded", "succeeded", "party"})
UNBOUND = frozenset({"withdrawn", "not_party"})
_ACTS = {"ratification": "ratified", "accession": "acceded", "succession": "succeeded"}
_WORDS = {"not_party": "not a party", "signed_only": "signed but not bound", "party": "a party", "signatory": "a signatory"}
_LIGHT = frozenset({"be", "have", "say", "do", "hold", "make", "give", "cite"})
_YEAR = timedelta(days=366)
Pinpoint = tuple[tuple[str, str], ...]


def legal_key(legal: LegalReference) -> str | None:
    """What identifies the instrument: its slug, else its title; None where several fit."""
    if legal.instrument:
        return legal.instrument
    return None if legal.candidates else f"title:{legal.title.lower()}"


def compare_legal(a: Reading, b: Reading) -> Finding | None:
    """The verdict of two legal claims about one instrument; None when they say different things about it."""
    first, second = a.claim.legal, b.claim.legal
    if first is None or second is None or legal_key(first) is None or legal_key(first) != legal_key(second):
        return None
    if first.status and second.status:
        return _compare_status(a, b) if first.party == second.party else None
    if first.status or second.status:
        return None
    return _compare_pinpoints(a, b, _paths(first), _paths(second))


def _paths(legal: LegalReference) -> frozenset[Pinpoint]:
    return frozenset(tuple((step.unit, step.value.lower()) for step in path) for path in legal.pinpoints)


def _compare_pinpoints(a: Reading, b: Reading, first: frozenset[Pinpoint], second: frozenset[Pinpoint]) -> Finding | None:
    if first == second:
        what = "the same provision" if first else "the same instrument"
        return _pair_finding(
            a, b, "agree", ("peer", "peer"), f"{explain.quoted(a)} and {explain.quoted(b)} name {what}.", "same_instrument"
        )
    for finer, coarser, x, y in ((a, b, first, second), (b, a, second, first)):
        # A law named in passing is no coarser form of each provision cited: one thing must be said of both.
        if _narrows(x, y) and (y or _is_said_of_both(finer, coarser)):
            roles: tuple[ClaimRole, ClaimRole] = ("finer", "coarser") if finer is a else ("coarser", "finer")
            rest = "fewer or wider ones" if y else "the instrument as a whole"
            reason = f"{explain.quoted(finer)} names the provision, {explain.quoted(coarser)} {rest}."
            return None if in_one_article((a, b)) else _pair_finding(a, b, "refines", roles, reason, "names_provision")
    if not in_one_article((a, b)) and any(_meet(x, y) for x in first for y in second):
        reason = f"{explain.quoted(a)} and {explain.quoted(b)} have a provision in common, and each names another."
        return _pair_finding(a, b, "compatible", ("peer", "peer"), reason, "provisions_overlap")
    return None


def _is_said_of_both(finer: Reading, coarser: Reading) -> bool:
    """True for one verb: what "breaks the Convention" here "breaks Article 3 of the Convention" there."""
    verb = coarser.predicate
    if verb is None or verb in _LIGHT:
        return False
    words = {singular(word) for word in WORD.findall(finer.sentence)} | {finer.predicate}
    return verb in words or any(word is not None and word.startswith(verb) for word in words)


def _meet(first: Pinpoint, second: Pinpoint) -> bool:
    """True if one provision is the other or lies inside it: Article 9 and Article 9, paragraph 3."""
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and longer[: len(shorter)] == shorter


def _narrows(finer: frozenset[Pinpoint], coarser: frozenset[Pinpoint]) -> bool:
    """True if `finer` names all that `coarser` names, and more: a further article, or a paragraph of one."""
    return bool(finer) and all(any(path[: len(outer)] == outer for path in finer) for outer in coarser)


def _compare_status(a: Reading, b: Reading) -> Finding | None:
    assert a.claim.legal is not None
    assert b.claim.legal is not None
    first, second = str(a.claim.legal.status), str(b.claim.legal.status)
    if _opposed(first, second):
        return _opposition(a, b)
    verdict, roles, flags = _agreement(a.claim.legal, b.claim.legal)
    if in_one_article((a, b)) and verdict != "agree":
        return None
    words = [f"{explain.quoted(reading)} ({_status_word(reading)})" for reading in (a, b)]
    reason = _status_reason(verdict, roles, words)
    if first == second and verdict == "agree":
        reason = f"{words[0]} and {words[1]} give the same status."
    return _pair_finding(a, b, verdict, roles, reason, "status", flags=flags)


def _status_reason(verdict: Verdict, roles: tuple[ClaimRole, ClaimRole], words: list[str]) -> str:
    if verdict == "refines":
        finer, coarser = words if roles[0] == "finer" else words[::-1]
        return f"{finer} says more than {coarser}."
    if verdict == "conflict":
        return f"{words[0]} and {words[1]} date the same act differently."
    return f"{words[0]} and {words[1]} both say that the state is bound."


def _status_word(reading: Reading) -> str:
    assert reading.claim.legal is not None
    status = str(reading.claim.legal.status)
    return _WORDS.get(status, status)


def _opposed(first: str, second: str) -> bool:
    """True for a status that says the state is not bound against one that says, or lets one think, that it is."""
    for one, other in ((first, second), (second, first)):
        if one in UNBOUND and other not in UNBOUND | {"signed_only"}:
            return True
        if one == "signed_only" and other in BOUND:
            return True
    return False


def _opposition(a: Reading, b: Reading) -> Finding | None:
    if (a.claim.article, a.claim.sentence) == (b.claim.article, b.claim.sentence):
        # "signed it and has not ratified it" says one thing.
        return None
    if _holds_at_other_time(a, b):
        reason = f"{explain.quoted(a)} and {explain.quoted(b)} look alike, but {explain.NOT_COMPARABLE['other_time']}."
        return None if in_one_article((a, b)) else _pair_finding(a, b, "not_comparable", ("peer", "peer"), reason, "other_time")
    reason = f"{explain.quoted(a)} says {_status_word(a)}, {explain.quoted(b)} says {_status_word(b)}: both cannot hold."
    return _pair_finding(a, b, "conflict", ("peer", "peer"), reason, "opposed_status")


def _holds_at_other_time(a: Reading, b: Reading) -> bool:
    """True when the state may have changed between the two: the one who is not bound speaks of earlier days."""
    for unbound, bound in ((a, b), (b, a)):
        assert unbound.claim.legal is not None
        assert bound.claim.legal is not None
        if str(unbound.claim.legal.status) not in UNBOUND | {"signed_only"} or bound.claim.legal.status not in BOUND | {"signatory"}:
            continue
        begin = bound.claim.legal.status_date.begin if bound.claim.legal.status_date else None
        spoken = unbound.as_of
        if begin is not None and spoken is not None and spoken[1] < begin:
            return True
        if begin is None and spoken is not None and bound.as_of is not None and abs(bound.as_of[0] - spoken[1]) > _YEAR:
            return True
    return False


def _agreement(first: LegalReference, second: LegalReference) -> tuple[Verdict, tuple[ClaimRole, ClaimRole], frozenset[Flag]]:
    strength = dict.fromkeys(BOUND, 2) | {"signatory": 1, "signed_only": 2, "withdrawn": 2, "not_party": 1}
    x, y = (strength.get(str(legal.status), 0) for legal in (first, second))
    term: frozenset[Flag] = frozenset({"status_term"}) if "signatory" in {first.status, second.status} and x != y else frozenset()
    if x != y:
        return "refines", ("finer", "coarser") if x > y else ("coarser", "finer"), term
    dated = [_days(legal.status_date) for legal in (first, second)]
    if dated[0] == dated[1]:
        return "agree", ("peer", "peer"), term
    if dated[0] is None or dated[1] is None:
        return "refines", ("coarser", "finer") if dated[0] is None else ("finer", "coarser"), term
    if dated[0][0] <= dated[1][0] and dated[1][1] <= dated[0][1]:
        return "refines", ("coarser", "finer"), term
    if dated[1][0] <= dated[0][0] and dated[0][1] <= dated[1][1]:
        return "refines", ("finer", "coarser"), term
    return ("conflict" if first.status == second.status else "compatible"), ("peer", "peer"), term


def _days(days: StatusDays | None) -> tuple[date, date] | None:
    if days is None or (days.begin is None and days.end is None):
        return None
    return (days.begin or date.min, days.end or date.max)


def _pair_finding(
    a: Reading,
    b: Reading,
    verdict: Verdict,
    roles: tuple[ClaimRole, ClaimRole],
    reason: str,
    code: str,
    *,
    flags: frozenset[Flag] = frozenset(),
) -> Finding:
    return Finding(
        verdict=verdict,
        members=((a.claim.id, roles[0]), (b.claim.id, roles[1])),
        reason=reason,
        code=code,
        rule=f"legal_{code}",
        severity="high" if verdict == "conflict" else None,
        flags=flags,
        same_article=in_one_article((a, b)),
    )


def compare_record(reading: Reading, record: Record) -> Finding | None:
    """A claim about a state's status against the treaty record; None where the record has nothing verified to say."""
    legal = reading.claim.legal
    if legal is None or legal.status is None or legal.party is None or legal.instrument is None:
        return None
    row = record(legal.party, legal.instrument)
    if row is None:
        return None
    verdict = _against_record(legal, RecordRow(row), reading)
    if verdict is None:
        return None
    name, role, words, flags = verdict
    member = f"record:{legal.party}/{legal.instrument}"
    return Finding(
        verdict=name,
        members=((reading.claim.id, role), (member, "record")),
        reason=f"{explain.quoted(reading)} says {_status_word(reading)}; on record: {words}.",
        code="treaty_record",
        rule="treaty_record",
        severity="high" if name == "conflict" else None,
        flags=flags,
    )


class RecordRow:
    """The verified part of a row of the treaty record."""

    def __init__(self, row: Mapping[str, object]) -> None:
        verified = row.get("verified")
        self._verified = frozenset(str(item) for item in verified) if isinstance(verified, (list, tuple, set, frozenset)) else frozenset()
        self.bound = self._day(row, "bound")
        self.signed = self._day(row, "signed")
        self.act = str(row["act"]) if row.get("act") and self.bound else None
        is_checked = any(item.startswith("status") for item in self._verified)
        self.status = str(row["status"]) if is_checked and row.get("status") else None
        self.until = published_interval(str(row["as_of"]))[1] if row.get("as_of") else date.max

    def _day(self, row: Mapping[str, object], name: str) -> date | None:
        value = row.get(name)
        return date.fromisoformat(str(value)) if value and name in self._verified else None

    @property
    def is_unbound(self) -> bool:
        """True if it is verified that the state is not bound."""
        return self.bound is None and self.status in {"no-action", "not_party", "signatory"}

    @property
    def words(self) -> str:
        """What is verified, in words: "acceded 24 September 1982, no signature on record"."""
        parts = []
        if self.bound:
            parts.append(f"{_ACTS.get(self.act or '', 'bound since')} {explain.date_text(self.bound)}")
        parts.append(f"signed {explain.date_text(self.signed)}" if self.signed else "no signature on record")
        if self.is_unbound:
            parts.append("not bound")
        return ", ".join(parts)


def _against_record(legal: LegalReference, row: RecordRow, reading: Reading) -> tuple[Verdict, ClaimRole, str, frozenset[Flag]] | None:
    none: frozenset[Flag] = frozenset()
    spoken = reading.as_of[1] if reading.as_of else date.max
    if legal.status in BOUND:
        if row.bound is not None:
            return _dated(legal, row, none)
        said_since = (_days(legal.status_date) or (spoken, spoken))[0]
        # A register read in 2022 says nothing of a state that joined in 2024.
        return ("conflict", "peer", row.words, none) if row.is_unbound and said_since <= row.until else None
    if legal.status == "signatory":
        if row.bound is not None and row.bound <= spoken:
            return "refines", "coarser", row.words, frozenset({"status_term"})
        return ("agree", "peer", row.words, none) if row.signed else None
    if legal.status == "withdrawn":
        return None
    if row.bound is not None:
        return ("conflict", "peer", row.words, none) if row.bound <= spoken else None
    return ("agree", "peer", row.words, none) if row.is_unbound else None


def _dated(legal: LegalReference, row: RecordRow, flags: frozenset[Flag]) -> tuple[Verdict, ClaimRole, str, frozenset[Flag]]:
    """A stated date against the date on record: outside it the claim is wrong, unless the day is that of the signature."""
    days = _days(legal.status_date)
    assert row.bound is not None
    if days is None or days[0] <= row.bound <= days[1] or _ACTS.get(row.act or "") != legal.status:
        return "agree", "peer", row.words, flags
    if row.signed is not None and days[0] <= row.signed <= days[1]:
        return "refines", "coarser", row.words, frozenset({"status_term"})
    return "conflict", "peer", row.words, flags
