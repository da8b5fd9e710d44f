"""`counterclaim train`: what is statistical in the package, made again from its data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counterclaim.terminal import plain

app = typer.Typer(help="Train the weights of the package again from their data.", no_args_is_help=True, rich_markup_mode=None)


@app.command(epilog="Example:  counterclaim train backbone --corpus corpora --out weights")
def backbone(
    corpus: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the corpora, laid out as models/train/README.md says.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the pipeline goes; it must not be there yet.")],
    epochs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Passes over the treebanks, if not the recipe's own.")] = None,
    seconds: Annotated[float | None, typer.Option(min=1, metavar="N", help="Stop by the clock; such weights do not repeat.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed gives another pipeline.")] = 0,
    silver: Annotated[bool, typer.Option("--silver/--no-silver", help="With or without machine-made name labels.")] = True,
) -> None:
    """Train the language pipeline: tags, syntax, lemmas and names."""
    from counterclaim.cli import one_line_errors

    with one_line_errors():
        from models.train.backbone import train_backbone

        made = train_backbone(corpus, out, epochs=epochs, seconds=seconds, seed=seed, silver=silver, report=_remark)
        typer.echo(plain(f"{made}"))


@app.command(epilog="Example:  counterclaim train confidence corpus/samples/dev annotations/gold/dev --out claim_confidence.json")
def confidence(
    samples: Annotated[Path, typer.Argument(metavar="ARTICLES", help="The articles that the gold is about.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of *.claims.jsonl; two stories or more.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The weights, for models/weights/claim_confidence.json.")],
) -> None:
    """Fit the confidence of claims to gold, and tell how well it is calibrated on stories that were left out."""
    from counterclaim.cli import one_line_errors

    with one_line_errors():
        from counterclaim.train import calibration_table, train_confidence

        trained = train_confidence(samples, gold, out)
        typer.echo(calibration_table(trained))
        typer.echo(plain(f"{out}"))


def _remark(text: str) -> None:
    typer.echo(plain(text), err=True)
