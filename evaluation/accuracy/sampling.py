"""Which claims a person should look at next: those that would tell most, or an honest random sample.

The two answer different questions. The most telling claims are where the tool doubts its own reading or where articles contradict each
other: reviewing them mends most, and says nothing about how good the rest is. A random sample says how good the whole is, within an
interval that its size decides, and mends little.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import NormalDist

from annotations.claim import Claim
from annotations.relation import Relation

LEVEL = 0.95
SEED = 1
# How much a relation adds to the doubt about its claims, which is at most 1 by itself: an alarm accuses somebody, so it comes first.
_DISAGREEMENT = {"conflict": 1.0, "review": 0.6, "compatible": 0.3, "supersedes": 0.2}
_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Draw:
    """One claim to review, why it was drawn, and how much it is expected to tell (0 to 2; 0 in a random sample)."""

    claim: Claim
    reason: str
    weight: float


def most_telling(claims: Iterable[Claim], relations: Iterable[Relation], number: int) -> list[Draw]:
    """The `number` claims with most doubt, the highest weight first.

    The weight is the entropy of the claim's confidence, in bits, plus what the strongest disagreement that it takes part in adds. Claims
    that look alike to the tool (one kind, one modifier or role) take turns, so that ten of one sort do not push out the rest.
    """
    disagreement = _disagreements(relations)
    turns: dict[tuple[str, str], list[Draw]] = defaultdict(list)
    for claim in claims:
        if claim.salient or claim.id in disagreement:
            turns[_sort(claim)].append(_draw(claim, disagreement.get(claim.id)))
    ranked: list[tuple[int, Draw]] = []
    for draws in turns.values():
        draws.sort(key=_rank)
        ranked += enumerate(draws)
    chosen = sorted(ranked, key=lambda pair: (pair[0] // 2, *_rank(pair[1])))[:number]
    return sorted((draw for _, draw in chosen), key=_rank)


def random_sample(claims: Sequence[Claim], number: int, *, seed: int = SEED) -> list[Draw]:
    """`number` claims drawn at random without replacement, each as likely as any other, in text order.

    The same claims and seed give the same draw, whatever the order of the claims.
    """
    ordered = sorted(claims, key=lambda claim: claim.id)
    drawn = Random(seed).sample(ordered, min(number, len(ordered)))  # noqa: S311  statistics, not secrets
    return [Draw(claim, "drawn at random", 0.0) for claim in sorted(drawn, key=lambda claim: claim.sort_key)]


def sample_size(population: int, width: float, *, share: float = 0.5, level: float = LEVEL) -> int:
    """How many of `population` claims to draw so that the share of right ones is known to `width` on either side.

    The normal approximation with the correction for finite populations (Cochran, Sampling Techniques, 1977, section 4.4): 385 of very
    many for .05 at 95 %, 278 of 1,000. `share` is the share of right claims expected; .5 needs most. ValueError for a width or share
    that is not between 0 and 1.
    """
    if not 0 < width < 1 or not 0 < share < 1:
        raise ValueError(f"a width and a share lie between 0 and 1, not at {width} and {share}")
    z = NormalDist().inv_cdf((1 + level) / 2)
    many = z * z * share * (1 - share) / (width * width)
    return min(population, math.ceil(many / (1 + (many - 1) / population))) if population else 0


def expected_width(population: int, number: int, *, share: float = 0.5, level: float = LEVEL) -> float:
    """The width on either side that a random sample of `number` claims gives; 0 when all are drawn."""
    if number >= population or not number:
        return 0.0 if number else 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    return z * math.sqrt(share * (1 - share) / number * (population - number) / (population - 1))


def _disagreements(relations: Iterable[Relation]) -> dict[str, Relation]:
    """The relation of each claim that adds most; several alike are told apart by id."""
    strongest: dict[str, Relation] = {}
    for relation in sorted(relations, key=lambda one: (-_DISAGREEMENT.get(one.verdict, 0.0), one.id)):
        if relation.verdict in _DISAGREEMENT:
            for part in relation.claims:
                strongest.setdefault(part.id, relation)
    return strongest


def _sort(claim: Claim) -> tuple[str, str]:
    block = claim.quantity or claim.date or claim.place or claim.legal
    detail = next((value for name in ("modifier", "anchor", "role", "status") if (value := getattr(block, name, None))), "")
    return claim.kind, str(detail)


def _draw(claim: Claim, relation: Relation | None) -> Draw:
    reasons = [f"{relation.verdict}: {relation.reason}"] if relation else []
    if claim.confidence is not None:
        reasons.append(f"confidence {claim.confidence:.2f}")
    elif not relation:
        reasons.append("no confidence known")
    doubt = _entropy(_UNKNOWN if claim.confidence is None else claim.confidence)
    return Draw(claim, "; ".join(reasons), doubt + (_DISAGREEMENT[relation.verdict] if relation else 0.0))


def _entropy(share: float) -> float:
    """Of a yes-or-no question in bits: 1 at .5, 0 when it is certain."""
    return -sum(part * math.log2(part) for part in (share, 1 - share) if part > 0)


def _rank(draw: Draw) -> tuple[float, str]:
    return (-draw.weight, draw.claim.id)
