"""The effective claims: what was extracted, plus what reviewers decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.claim import Claim
from annotations.decision import Decision
from annotations.record import from_record


@dataclass(frozen=True, slots=True)
class Effective:
    """Claims after all decisions, the ids that must not be shown, and how many decisions found no claim."""

    claims: tuple[Claim, ...]
    withheld: frozenset[str]
    orphans: tuple[Decision, ...]


def effective_claims(extracted: Sequence[Claim], decisions: Iterable[Decision]) -> Effective:
    """Replay `decisions`, oldest first, over the extracted claims.

    A rejected claim is left out, an edited one takes the values of `after`, an added one joins; `undo` names the decision it
    takes back in `target`. A decision whose claim is gone finds the claim of the same article and quote, or is an orphan.
    """
    claims = {claim.id: claim for claim in extracted}
    by_quote = {(claim.article, claim.quote): claim.id for claim in extracted}
    withheld: set[str] = set()
    orphans: list[Decision] = []
    for decision in _standing(decisions):
        if decision.action == "add" and decision.after is not None:
            added = from_record(Claim, decision.after)
            claims[added.id] = added
            continue
        target = decision.target
        if target not in claims:
            target = by_quote.get((decision.anchor.article, decision.anchor.quote), "")
        if target not in claims:
            orphans.append(decision)
        elif decision.action == "reject":
            del claims[target]
        elif decision.action == "edit" and decision.after is not None:
            claims[target] = from_record(Claim, {**decision.after, "id": target})
        elif decision.action == "withhold":
            withheld.add(target)
    ordered = sorted(claims.values(), key=lambda claim: claim.sort_key)
    return Effective(tuple(ordered), frozenset(withheld), tuple(orphans))


def _standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions on claims that no later one takes back."""
    kept: dict[str, Decision] = {}
    for decision in decisions:
        if decision.action == "undo":
            kept.pop(decision.target, None)
        elif decision.action != "rule":
            kept[decision.id] = decision
    return list(kept.values())
