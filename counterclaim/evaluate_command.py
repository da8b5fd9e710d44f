"""`counterclaim evaluate`: one command for every question about accuracy; each of its modes is one function here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from counterclaim.terminal import plain, plain_lines

if TYPE_CHECKING:
    from counterclaim.measure import Result, Split

GATE_EXIT = 1
ACCURACY, PEERS = "accuracy", "peers"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; at most one of the modes is set."""

    paths: tuple[Path, ...] = ()
    benchmark: str | None = None
    peers: tuple[str, ...] = ()
    against: str | None = None
    agreement: bool = False
    gate: bool = False
    raise_floors: bool = False
    lower_floors: str | None = None
    backbone: str | None = None
    as_json: bool = False
    out: Path | None = None
    update: Path | None = None
    online: bool = False
    floors: Path | None = None
    cache: Path | None = None

    def __post_init__(self) -> None:
        modes = [name for name in ("benchmark", "peers", "against", "agreement", "gate") if getattr(self, name)]
        if len(modes) > 1 and modes != ["benchmark", "peers"]:
            raise typer.BadParameter(f"choose one of {' and '.join('--' + name.removesuffix('s') for name in modes)}")


def run(request: Request) -> None:
    """Answer the request on stdout and in the files it names."""
    if request.agreement:
        _agreement(request)
    elif request.benchmark and request.peers:
        _peers_on_benchmark(request)
    elif request.benchmark:
        _benchmark(request)
    elif request.peers:
        _peers(request)
    else:
        _gold(request)


def _splits(request: Request) -> list[Split]:
    from counterclaim.measure import Split, own_splits

    if not request.paths:
        return own_splits()
    if len(request.paths) != 2:
        raise typer.BadParameter("give ARTICLES and GOLD, or neither for our own samples")
    samples, gold = request.paths
    return [Split(gold.resolve().name, samples, gold)]


def _gold(request: Request) -> None:
    from counterclaim import measure

    results = measure.evaluate_splits(_splits(request), backbone=request.backbone)
    if request.gate or request.raise_floors or request.lower_floors:
        _gate(request, results)
    elif request.against:
        for table in measure.tables_against(request.against, results, repository=Path.cwd()):
            typer.echo(plain_lines(table) + "\n")
    else:
        _show(request, results)


def _show(request: Request, results: Sequence[Result]) -> None:
    from evaluation.accuracy.evaluation import evaluation_record
    from evaluation.accuracy.table import evaluation_tables, summary_table

    evaluations = [one.evaluation for one in results]
    if request.as_json:
        records = [evaluation_record(one.evaluation, examples=not one.split.held_out) for one in results]
        typer.echo(json.dumps({"evaluations": records}, indent=1, ensure_ascii=False))
    else:
        typer.echo("\n\n\n".join(plain_lines(evaluation_tables(one.evaluation, examples=not one.split.held_out)) for one in results))
    if request.update is not None:
        update_table(request.update, summary_table(evaluations))
    if request.out is not None:
        from counterclaim.measure import write_results

        typer.echo(plain(f"{write_results(results, request.out)}"), err=request.as_json)


def update_table(path: Path, table: str, *, mark: str = ACCURACY) -> None:
    """Put `table` between the lines `<!-- MARK -->` and `<!-- end of MARK -->` in `path`; InputError where it has none."""
    from annotations.files import write_text
    from corpus.errors import InputError

    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    try:
        before, _, rest = path.read_text(encoding="utf-8").partition(f"{start}\n")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): give a Markdown file with the marks of the table") from error
    _, found, after = rest.partition(end)
    if not found:
        raise InputError(f"{path} has no lines {start} and {end}: put them where the table should stand")
    write_text(path, f"{before}{start}\n{table}\n{end}{after}")


def _tell(request: Request, text: str, *, mark: str) -> None:
    """Print a table, and put it into the file that was named."""
    typer.echo(plain_lines(text))
    if request.update is not None:
        update_table(request.update, text, mark=mark)


def _gate(request: Request, results: Sequence[Result]) -> None:
    from counterclaim import measure

    floors = request.floors or measure.own_floors()
    if request.raise_floors or request.lower_floors:
        new = measure.raise_floors(results, floors, reason=request.lower_floors)
        number = sum(len(metrics) for metrics in new.floors.values())
        typer.echo(plain(f"{number} floors in {floors}"))
        return
    found = measure.check_gate(results, floors)
    for breach in found:
        typer.echo(plain(str(breach)))
    if found:
        typer.echo(f"counterclaim: the gate stays shut: {len(found)} of the floors do not hold", err=True)
        raise typer.Exit(GATE_EXIT)
    typer.echo("every floor holds")


def _benchmark(request: Request) -> None:
    from evaluation.accuracy.benchmarks.registry import run_benchmark
    from evaluation.accuracy.benchmarks.result import result_record
    from evaluation.accuracy.benchmarks.table import benchmark_table
    from pipeline.load import load_pipeline

    assert request.benchmark is not None
    source = _one_path(request, f"--benchmark {request.benchmark}")
    result = run_benchmark(request.benchmark, source, nlp=load_pipeline(request.backbone), online=request.online)
    if request.as_json:
        typer.echo(json.dumps(result_record(result), indent=1, ensure_ascii=False))
    else:
        _tell(request, benchmark_table(result), mark=f"{request.benchmark} {result.source}")


def _one_path(request: Request, what: str) -> str:
    if len(request.paths) != 1:
        raise typer.BadParameter(f"{what} takes one PATH")
    return str(request.paths[0])


def _peers(request: Request) -> None:
    from counterclaim import measure
    from evaluation.peers.peer import choose

    tables = measure.peer_tables(choose(list(request.peers)), _splits(request), folder=request.cache or measure.cache_folder())
    _tell(request, "\n\n".join([measure.measured_on(), *tables]), mark=PEERS)


def _peers_on_benchmark(request: Request) -> None:
    from counterclaim import measure
    from evaluation.accuracy.benchmarks.registry import run_benchmark
    from evaluation.accuracy.benchmarks.result import BenchmarkResult, result_record
    from evaluation.peers.on_benchmark import run_on_benchmark
    from evaluation.peers.peer import choose
    from evaluation.peers.table import OURS, benchmark_columns
    from pipeline.load import load_pipeline

    assert request.benchmark is not None
    name, source = request.benchmark, _one_path(request, f"--benchmark {request.benchmark}")
    tools = choose(list(request.peers))
    others = run_on_benchmark(name, source, tools, folder=request.cache or measure.cache_folder(), online=request.online)
    results = [(OURS, run_benchmark(name, source, nlp=load_pipeline(request.backbone), online=request.online))]
    for tool, result in zip(tools, others, strict=True):
        if isinstance(result, BenchmarkResult):
            results.append((tool.name, result))
        else:
            typer.echo(plain(f"{tool.name} {tool.version}: {result.error}"), err=True)
    if request.as_json:
        typer.echo(json.dumps({"tools": {tool: result_record(result) for tool, result in results}}, indent=1, ensure_ascii=False))
    else:
        table = benchmark_columns(name, results)
        _tell(request, "\n\n".join([measure.measured_on(), table]), mark=f"{name} {results[0][1].source}")


def _agreement(request: Request) -> None:
    from counterclaim import measure
    from evaluation.accuracy.agreement_table import agreement_record, agreement_table, measures_table

    if len(request.paths) != 3:
        raise typer.BadParameter("--agreement takes FIRST, SECOND and ARTICLES")
    first, second, samples = request.paths
    agreement = measure.agreement(first, second, samples)
    if request.as_json:
        typer.echo(json.dumps(agreement_record(agreement), indent=1, ensure_ascii=False))
    else:
        typer.echo(plain_lines(agreement_table(agreement)))
    if request.update is not None:
        update_table(request.update, measures_table(agreement), mark="agreement")
