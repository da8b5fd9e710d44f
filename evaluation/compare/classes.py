"""One finding for two figures instead of one for every two claims that print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotations.vocabulary import ClaimRole, Flag, Verdict
from evaluation.compare.bundles import partition
from evaluation.compare.finding import Finding, in_one_article
from evaluation.compare.reading import Reading
from evaluation.compare.status import BOUND

# What decides between two figures where their claims, taken two by two, give several answers. A figure that replaces another
# explains why they differ, so that it comes before a conflict; what is known of a part comes before a doubt.
_ORDER: tuple[Verdict, ...] = (
    "no_estimate", "supersedes", "conflict", "part_of", "refines", "compatible", "review", "not_comparable",
)  # fmt: skip
_PARTNERS: dict[Verdict, frozenset[Verdict]] = {"supersedes": frozenset({"review", "conflict"}), "conflict": frozenset({"review"})}


class Figures:
    """Which claims print one figure: equal claims that agree with each other, or statements that a state is bound."""

    def __init__(self, readings: Mapping[str, Reading], agreeing: Mapping[str, frozenset[str]]) -> None:
        self._readings = readings
        self._class_of: dict[str, str] = {}
        figures = [key for key, reading in readings.items() if reading.claim.kind == "quantity"]
        for keys in partition(figures, agreeing):
            self._class_of.update((key, min(keys)) for key in keys)
        for key, reading in readings.items():
            legal = reading.claim.legal
            if legal is not None and legal.status is not None and legal.party is not None:
                bound = "bound" if legal.status in BOUND or legal.status == "signatory" else legal.status
                self._class_of[key] = f"{legal.instrument}\x1f{legal.party}\x1f{bound}"

    def of(self, key: str) -> str:
        """The class of a claim; its own id where it stands alone."""
        return self._class_of.get(key, key)

    def merge(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of two claims each, put together for every two figures; the strongest verdict stands."""
        kept: list[Finding] = []
        together: dict[frozenset[str], list[Finding]] = {}
        for finding in findings:
            if self._is_mergeable(finding):
                together.setdefault(frozenset(self.of(key) for key in finding.claims), []).append(finding)
            else:
                kept.append(finding)
        return kept + [self._merge_two(found) for found in together.values()]

    def _is_mergeable(self, finding: Finding) -> bool:
        kinds = {self._readings[key].claim.kind for key in finding.claims if key in self._readings}
        if len(finding.members) != 2 or len({self.of(key) for key in finding.claims}) != 2:
            return False
        return kinds == {"quantity"} or (kinds == {"legal"} and finding.code == "opposed_status")

    def _merge_two(self, found: Sequence[Finding]) -> Finding:
        ordered = sorted(found, key=lambda finding: (_ORDER.index(finding.verdict), self._place(finding)))
        first = ordered[0]
        role_of = {self.of(key): role for key, role in first.members}
        partners = _PARTNERS.get(first.verdict, frozenset())
        members: dict[str, ClaimRole] = {}
        flags: frozenset[Flag] = frozenset()
        for finding in ordered:
            roles = {self.of(key): role for key, role in finding.members}
            if finding.verdict in partners or (finding.verdict == first.verdict and roles == role_of):
                members.update((key, role_of[self.of(key)]) for key in finding.claims)
                flags |= finding.flags
        if len(members) == len(first.members):
            return first
        same_article = in_one_article(self._readings[key] for key in members)
        flags = flags if same_article else flags - {"same_article"}
        return replace(first, members=tuple(sorted(members.items())), flags=flags, same_article=same_article)

    def _place(self, finding: Finding) -> tuple[bool, list[tuple[str, int, int, str, str]]]:
        """Findings across articles come first: they say more than those inside one."""
        return finding.same_article, sorted(self._readings[key].claim.sort_key for key in finding.claims)
