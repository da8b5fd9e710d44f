"""The public benchmarks by name, and running one of them."""

from __future__ import annotations

import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from corpus.errors import InputError
from evaluation.accuracy.benchmarks import (
    brat,
    conllu,
    equate,
    geoparsing,
    iob,
    newsquant,
    recognizers,
    relocar,
    timeml,
)
from evaluation.accuracy.benchmarks.result import BenchmarkResult, Figure
from evaluation.accuracy.benchmarks.sources import open_source

if TYPE_CHECKING:
    from spacy.language import Language


class Module(Protocol):
    """What each benchmark's file defines; a peer is scored by the same `read` and `score` with a prediction of its own.

    A file whose format is a table of rows also has `read_rows(table)`, one whose figures need a warning about the pipeline
    `remarks(nlp)`.
    """

    def read(self, path: Path, /) -> Any:
        """The items of a file or folder with the remarks of reading them."""

    def predict(self, items: Any, nlp: Any, /) -> Any:
        """What our pipeline says of each item."""

    def score(self, items: Any, predictions: Any, /) -> tuple[Figure, ...]:
        """The figures of the benchmark's own definition."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: the name that a person types, the file that reads and scores it, and one line about it."""

    name: str
    module: Module
    about: str


_ALL = (
    Benchmark("timeml", timeml, "dates: TimeML files (.tml), as of TempEval-3 and WikiWars"),
    Benchmark("newsquant", newsquant, "quantities: NewsQuant or R-Quant, a JSON list of rows"),
    Benchmark("recognizers", recognizers, "quantities: the example sentences of Recognizers-Text, JSON"),
    Benchmark("lgl", geoparsing, "places: the Local-Global Lexicon, XML"),
    Benchmark("trnews", geoparsing, "places: TR-News, XML"),
    Benchmark("geovirus", geoparsing, "places: GeoVirus, XML or JSON"),
    Benchmark("geowebnews", geoparsing, "places: GeoWebNews with its types, XML"),
    Benchmark("relocar", relocar, "places: literal or metonymic, ReLocaR, XML or JSON"),
    Benchmark("brat", brat, "attribution: Source, Cue and Content in brat standoff, a folder of .txt and .ann"),
    Benchmark("conllu", conllu, "syntax: a treebank in CoNLL-U"),
    Benchmark("iob", iob, "names: columns with IOB tags, as of CoNLL-03"),
    Benchmark("equate", equate, "comparing: quantity entailment, EQUATE, CSV"),
)
BENCHMARKS: Mapping[str, Benchmark] = MappingProxyType({benchmark.name: benchmark for benchmark in _ALL})


def find_benchmark(name: str) -> Benchmark:
    """The benchmark called `name`; InputError lists the names there are."""
    if name not in BENCHMARKS:
        raise InputError(f'there is no benchmark "{name}": choose one of {", ".join(BENCHMARKS)}')
    return BENCHMARKS[name]


def read_benchmark(name: str, given: str, *, online: bool = False) -> Any:
    """The items and remarks of the benchmark called `name` at a path, or of a data set where the format is a table.

    InputError for a name or path that is not there, BenchmarkError for a file in another format.
    """
    module: Any = find_benchmark(name).module
    source = open_source(given, online=online)
    if isinstance(source, Path):
        return module.read(source)
    if not hasattr(module, "read_rows"):
        raise InputError(f"the benchmark {name} is read from its own files, not from a table or data set such as {source.path.name}")
    return module.read_rows(source)


def run_benchmark(name: str, given: str | Path, *, nlp: Language, online: bool = False) -> BenchmarkResult:
    """The figures of our pipeline on the benchmark called `name`; its texts lie at the path `given`, or on the hub if `online`.

    `seconds` are the CPU seconds of predicting alone. A text on which the pipeline fails counts as one without any find, and is told of
    in a remark.
    """
    module: Any = find_benchmark(name).module
    reading = read_benchmark(name, str(given), online=online)
    begun = time.process_time()
    predictions, warned = _predict(module, reading.items, nlp)
    seconds = time.process_time() - begun
    remarks = (*reading.remarks, *warned, *(module.remarks(nlp) if hasattr(module, "remarks") else ()))
    return BenchmarkResult(
        benchmark=name,
        source=Path(given).name or str(given),
        texts=len(reading.items),
        words=sum(len(item.text.split()) for item in reading.items),
        seconds=seconds,
        figures=module.score(reading.items, predictions),
        remarks=remarks,
    )


def _predict(module: Any, items: Sequence[Any], nlp: Language) -> tuple[Sequence[Any], list[str]]:
    """The predictions, and what was warned of while making them: each text that broke the pipeline."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RuntimeWarning)
        predictions = module.predict(items, nlp)
    for warning in caught:
        if warning.category is not RuntimeWarning:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return predictions, [str(warning.message) for warning in caught if warning.category is RuntimeWarning]
