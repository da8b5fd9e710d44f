"""`counterclaim sample`: the claims of an earlier run that a person should review next, as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from annotations.store import open_store
from corpus.errors import InputError
from counterclaim.terminal import plain

if TYPE_CHECKING:
    from evaluation.accuracy.sampling import Draw


def run(folder: Path, *, number: int | None, at_random: bool, width: float | None, seed: int, as_json: bool) -> None:
    """Print the draw on stdout, and on stderr what kind of draw it is and what it can show."""
    from annotations.effective import effective_claims
    from evaluation.accuracy.sampling import expected_width, most_telling, random_sample, sample_size

    with open_store(folder) as store:
        decisions = store.decisions()
        effective = effective_claims(store.extracted_claims(), decisions)
        relations = store.comparison().relations
    decided = {decision.target for decision in decisions}
    claims = [claim for claim in effective.claims if claim.id not in effective.withheld]
    if not claims:
        raise InputError(f"{folder} holds no claims: run `counterclaim run SOURCES --out {folder}` first")
    if at_random or width is not None:
        size = sample_size(len(claims), width) if width is not None else min(number or 100, len(claims))
        draws = random_sample(claims, size, seed=seed)
        reached = expected_width(len(claims), len(draws))
        remark = (
            f"{len(draws)} of {len(claims)} claims, drawn at random (seed {seed}): "
            f"the share of right ones will be known to {reached:.3f} on either side at worst (95 %)"
        )
    else:
        draws = most_telling([claim for claim in claims if claim.id not in decided], relations, number or 20)
        remark = (
            f"the {len(draws)} claims whose review would tell most, of {len(claims)}: they say nothing about how good the rest is, "
            "use --random for that"
        )
    _print(draws, as_json=as_json)
    typer.echo(plain(remark), err=True)


def _print(draws: Sequence[Draw], *, as_json: bool) -> None:
    for draw in draws:
        claim = draw.claim
        if as_json:
            row = {"claim": claim.id, "article": claim.article, "kind": claim.kind, "start": claim.start, "end": claim.end}
            typer.echo(
                json.dumps({**row, "quote": claim.quote, "weight": round(draw.weight, 3), "reason": draw.reason}, ensure_ascii=False)
            )
        else:
            typer.echo(plain(f"{claim.article}:{claim.start}-{claim.end}  {claim.kind}  “{claim.quote}”  {draw.reason}"))
