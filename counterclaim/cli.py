"""The command line: parses, calls a function of plain values, prints. Results to stdout, remarks and progress to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from counterclaim import train_command
from counterclaim.terminal import plain

if TYPE_CHECKING:
    from corpus.reader import Reading
    from counterclaim.job import Options, Progress, RunResult

app = typer.Typer(
    name="counterclaim",
    help="Read news articles, extract their checkable claims and compare them across sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(train_command.app, name="train")
FAILURES_EXIT = 3
BENCHMARK_NAMES = "timeml newsquant lgl trnews geovirus geowebnews relocar brat conllu iob equate recognizers"


class Engine(StrEnum):
    """Engines that can run a job."""

    local = "local"


Sources = Annotated[
    list[Path], typer.Argument(metavar="SOURCES...", help="Files and folders: txt html pdf jsonl csv parquet, dataset directories.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the store and all results.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of an earlier run.")]
Metadata = Annotated[Path | None, typer.Option(metavar="CSV", help="Columns path, title, byline, publisher, published, url.")]
Add = Annotated[bool, typer.Option("--add", help="Keep stored articles that the sources lack.")]
Mirror = Annotated[bool, typer.Option("--mirror", help="Mark stored articles that the sources lack as removed.")]
Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Processes that extract at once.")]
Backbone = Annotated[str | None, typer.Option(metavar="NAME", help="An installed English spaCy pipeline in the place of ours.")]
EngineOption = Annotated[Engine, typer.Option(help="Where the work is done.")]
NoEncoder = Annotated[bool, typer.Option("--no-encoder", help="Compare by rules alone, as this version always does.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="Read only the first N articles.")]


@app.command(epilog="Example:  counterclaim run corpus/samples/dev --out out")
def run(
    sources: Sources,
    out: Out,
    metadata: Metadata = None,
    add: Add = False,
    mirror: Mirror = False,
    workers: Workers = 1,
    backbone: Backbone = None,
    limit: Limit = None,
    engine: EngineOption = Engine.local,
    no_encoder: NoEncoder = False,
) -> None:
    """Do everything: read, extract, compare, report."""
    with one_line_errors():
        from counterclaim import job
        from counterclaim.summary import run_summary

        options = _options(metadata, add, mirror, workers, backbone, limit)
        with _progress() as progress:
            result = job.run(sources, out, options, progress=progress)
        typer.echo(run_summary(out, result.tally))
        _close(result)


@app.command(epilog="Example:  counterclaim extract corpus/samples/dev --out out")
def extract(
    sources: Sources,
    out: Out,
    metadata: Metadata = None,
    add: Add = False,
    mirror: Mirror = False,
    workers: Workers = 1,
    backbone: Backbone = None,
    limit: Limit = None,
) -> None:
    """Read the sources and extract their claims."""
    with one_line_errors():
        from counterclaim import job

        options = _options(metadata, add, mirror, workers, backbone, limit)
        with _progress() as progress:
            result = job.extract(sources, out, options, progress=progress)
        typer.echo(plain(f"{out / 'claims.jsonl'}"))
        _close(result)


@app.command(epilog="Example:  counterclaim compare out")
def compare(folder: Folder) -> None:
    """Compare the claims in DIR across articles."""
    with one_line_errors():
        from counterclaim import job
        from counterclaim.summary import findings_line

        typer.echo(findings_line(job.compare_folder(folder)))
        typer.echo(plain(f"{folder / 'relations.jsonl'}"))


@app.command(epilog="Example:  counterclaim report out")
def report(folder: Folder) -> None:
    """Write report.html, summary.md and facts.csv from what is in DIR."""
    with one_line_errors():
        from counterclaim import job

        job.report_folder(folder)
        typer.echo(plain(f"{folder / 'report.html'}"))


@app.command(epilog="Example:  counterclaim export out --format csv --out claims.csv")
def export(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File (for dataset: folder) to write.")],
    format_: Annotated[str, typer.Option("--format", metavar="F", help="jsonl, csv, parquet or dataset.")] = "jsonl",
) -> None:
    """Export the claims in DIR for other programs."""
    with one_line_errors():
        from annotations.export import WRITERS
        from counterclaim import job

        if format_ not in WRITERS:
            raise typer.BadParameter(f"{format_!r} is no format: choose one of {', '.join(WRITERS)}", param_hint="--format")
        number = job.export_folder(folder, format_=format_, out=out)
        typer.echo(plain(f"{number} claims -> {out}"))


@app.command(
    epilog="""Example:  counterclaim evaluate corpus/samples/dev annotations/gold/dev

Without PATHS: our own samples, all splits.
"""
)
def evaluate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATHS...]", help="ARTICLES and GOLD; the benchmark's PATH; FIRST SECOND ARTICLES for --agreement."),
    ] = None,
    benchmark: Annotated[str | None, typer.Option(metavar="NAME", help="Score a public benchmark: " + BENCHMARK_NAMES + ".")] = None,
    peer: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Run another tool beside ours, or all; may be repeated.")] = None,
    against: Annotated[str | None, typer.Option(metavar="REV", help="Compare with another revision of this git checkout.")] = None,
    agreement: Annotated[bool, typer.Option("--agreement", help="Compare two annotators.")] = False,
    gate: Annotated[bool, typer.Option("--gate", help="Fail where a figure is under its floor.")] = False,
    raise_floors: Annotated[bool, typer.Option("--raise-floors", help="Set the floors to the figures reached; none may fall.")] = False,
    lower_floors: Annotated[str | None, typer.Option(metavar="REASON", help="The same, and let floors fall for this reason.")] = None,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="The floors, if not our own.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write evaluation.html, evaluation.json and reports.")] = None,
    update: Annotated[Path | None, typer.Option(metavar="FILE", help="Put the table between the marks in this Markdown file.")] = None,
    cache: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the environments of other tools are kept.")] = None,
    online: Annotated[bool, typer.Option("--online", help="Let PATH be the name of a data set that is fetched from its hub.")] = False,
    backbone: Backbone = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object in the place of tables.")] = False,
) -> None:
    """Measure accuracy: on gold, on public benchmarks, beside other tools, against another revision."""
    with one_line_errors():
        from counterclaim.evaluate_command import Request
        from counterclaim.evaluate_command import run as answer

        request = Request(
            tuple(paths or ()),
            benchmark=benchmark,
            peers=tuple(peer or ()),
            against=against,
            agreement=agreement,
            gate=gate,
            raise_floors=raise_floors,
            lower_floors=lower_floors,
            floors=floors,
            out=out,
            update=update,
            cache=cache,
            online=online,
            backbone=backbone,
            as_json=as_json,
        )
        answer(request)


@app.command(epilog="Example:  counterclaim sample out --random --width 0.05")
def sample(
    folder: Folder,
    number: Annotated[int | None, typer.Option("-n", "--number", min=1, metavar="N", help="How many claims; 20 (100 at random).")] = None,
    at_random: Annotated[bool, typer.Option("--random", help="An honest random sample, to measure with.")] = False,
    width: Annotated[
        float | None, typer.Option(metavar="SHARE", min=0.001, max=0.5, help="A random sample big enough to know the share right to this.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed draws another random sample.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Draw the claims in DIR whose review would tell most, or a random sample."""
    with one_line_errors():
        from counterclaim import sample_command

        sample_command.run(folder, number=number, at_random=at_random, width=width, seed=seed, as_json=as_json)


@app.command(epilog="Example:  counterclaim schema claim")
def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="article, failure, claim, relation, group or decision.")],
) -> None:
    """Print the JSON Schema of a record."""
    from annotations.schema import RECORD_TYPES, record_schema

    if name not in RECORD_TYPES:
        raise typer.BadParameter(f"{name!r} is no record: choose one of {', '.join(RECORD_TYPES)}", param_hint="NAME")
    typer.echo(json.dumps(record_schema(name), indent=2, ensure_ascii=False))


def main() -> None:
    """Run the command line."""
    app()


def _options(metadata: Path | None, add: bool, mirror: bool, workers: int, backbone: str | None, limit: int | None) -> Options:
    from counterclaim.job import Options

    if add and mirror:
        raise typer.BadParameter("choose one of --add and --mirror")
    return Options(
        metadata=metadata,
        missing="add" if add else "mirror" if mirror else "stop",
        backbone=backbone,
        workers=workers,
        limit=limit,
    )


def _close(result: RunResult) -> None:
    """Say what could not be read, and end with the status that the contract gives it."""
    _remark_on(result.reading)
    if result.tally.failed:
        plural = "" if result.tally.failed == 1 else "s"
        _remark(f"{result.tally.failed} input{plural} failed, see failures.jsonl")
        raise typer.Exit(FAILURES_EXIT)


def _remark_on(reading: Reading) -> None:
    for remark in reading.remarks:
        _remark(remark)


def _remark(text: str) -> None:
    typer.echo(plain(text), err=True)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn an error that we raise on purpose into one line and exit status 1."""
    from corpus.errors import CounterclaimError

    try:
        yield
    except CounterclaimError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("stopped: run the same command again to go on where it stopped")


def _fail(message: str) -> NoReturn:
    _remark(f"counterclaim: {message}")
    raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on a terminal, a plain line now and then elsewhere; both on stderr."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("extracting"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("extracting", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
    else:
        yield _plain_progress


def _plain_progress(done: int, total: int) -> None:
    step = max(1, total // 10)
    if done == total or done % step == 0:
        _remark(f"extracted {done} of {total} articles")
