"""Other tools on a public benchmark: their findings in the benchmark's terms, scored by the benchmark's own scorer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from evaluation.accuracy.benchmarks.geoparsing import Place, Prediction
from evaluation.accuracy.benchmarks.newsquant import Given
from evaluation.accuracy.benchmarks.newsquant_units import Printed
from evaluation.accuracy.benchmarks.registry import find_benchmark, read_benchmark
from evaluation.accuracy.benchmarks.result import BenchmarkResult
from evaluation.accuracy.benchmarks.timeml import Timex
from evaluation.peers.peer import Peer
from evaluation.peers.runner import Finding, PeerRun, Text, run_peer

_SPANS = ("exact ", "overlap ")  # what can be asked of a tool that gives no points
Convert = Callable[[Sequence[Finding]], Any]


def _timexes(findings: Sequence[Finding]) -> tuple[Timex, ...]:
    return tuple(Timex(one["start"], one["end"], one["type"], one["value"]) for one in findings)


def _places(findings: Sequence[Finding]) -> Prediction:
    """Spans alone: none of the tools gives a point."""
    return Prediction(tuple(Place(one["start"], one["end"], None, None) for one in findings))


def _quantities(findings: Sequence[Finding]) -> tuple[Given, ...]:
    """Values and units; the tools tell no modifiers, so every value is taken as exact."""
    read = (one for one in findings if one["low"] is not None)
    return tuple(Given(("=",), Fraction(one["low"]), Fraction(one["high"]), Printed(one["unit"])) for one in read)


CONVERTERS: Mapping[str, tuple[str, Convert]] = {
    "timeml": ("date", _timexes),
    "newsquant": ("quantity", _quantities),
    **dict.fromkeys(("lgl", "trnews", "geovirus", "geowebnews"), ("place", _places)),
}


def run_on_benchmark(
    name: str, source: str, peers: Sequence[Peer], *, folder: Path, online: bool = False
) -> list[BenchmarkResult | PeerRun]:
    """The result of each tool on the benchmark at `source`, or the run that says why there is none.

    InputError for a benchmark that no tool answers, and for a tool that finds nothing of its kind.
    """
    if name not in CONVERTERS:
        raise InputError(f"other tools are measured on {', '.join(CONVERTERS)}, not on {name}")
    kind, convert = CONVERTERS[name]
    if unfit := [peer.name for peer in peers if kind not in peer.kinds]:
        raise InputError(f"{', '.join(unfit)} cannot find what {name} asks for ({kind}): leave it out")
    reading = read_benchmark(name, source, online=online)
    texts = [Text(item.id, item.text, getattr(item, "published", None)) for item in reading.items]
    return [_scored(name, source, reading.items, run_peer(peer, texts, folder=folder), kind, convert) for peer in peers]


def _scored(name: str, source: str, items: Sequence[Any], run: PeerRun, kind: str, convert: Convert) -> BenchmarkResult | PeerRun:
    if run.error:
        return run
    predictions = [convert([one for one in run.found[item.id] if one["kind"] == kind]) for item in items]
    failed = (f"{run.name} failed on {run.failed} texts",) if run.failed else ()
    return BenchmarkResult(
        benchmark=f"{name}, {run.name} {run.version}",
        source=Path(source).name,
        texts=len(items),
        words=sum(len(item.text.split()) for item in items),
        seconds=run.seconds,
        figures=tuple(
            one for one in find_benchmark(name).module.score(items, predictions) if kind != "place" or one.name.startswith(_SPANS)
        ),
        remarks=failed,
    )
