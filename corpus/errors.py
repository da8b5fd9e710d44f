"""Every error that Counterclaim raises on purpose.

CounterclaimError
├── InputError            what a user handed over cannot be used at all (exit status 1)
│   ├── ReadError         one file or row cannot be read: the others go on
│   ├── BenchmarkError    a benchmark's file is not in its published format, with file and line
│   └── MissingArticles   the sources lack articles that the store holds
├── RecordError           a record breaks its schema, or its quote and offsets disagree
├── AnnotationError       a gold or import file breaks the annotation schema, with file and line
│   └── AnnotationFaults  the same for all faults of the files at once
├── StoreError            the store is corrupt, foreign, busy or of another version
├── OutputError           a result cannot be written where the user asked for it
├── ModelError            a backbone or an encoder cannot be loaded
├── DataError             a data file of the package is damaged or of another version
└── ExtractionError       the pipeline failed on one article: the others go on
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class CounterclaimError(Exception):
    """Caught once, at the border: its message is one sentence for the user."""


class InputError(CounterclaimError):
    """What was found, what was expected, what to do."""


class ReadError(InputError):
    """One file or row that cannot become an article.

    `code` is a short stable word (`empty`, `binary`, `encoding`, `language` ...), the message a full sentence.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class MissingArticles(InputError):
    """The store holds articles that are not below the sources of this run."""

    def __init__(self, missing: int) -> None:
        plural = "article" if missing == 1 else "articles"
        super().__init__(
            f"the store holds {missing} {plural} that these sources lack: use --add to keep them or --mirror to mark them removed"
        )
        self.missing = missing


class BenchmarkError(InputError):
    """A benchmark's file is not in its published format; `line` counts from 1 (records, where the format has no lines)."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class RecordError(CounterclaimError):
    """A record breaks the contract."""


class AnnotationError(CounterclaimError):
    """A gold or import file breaks the annotation schema."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line = path, line


class AnnotationFaults(AnnotationError):
    """Every fault of a set of gold or import files, in file and line order; `faults` is never empty."""

    def __init__(self, faults: Sequence[AnnotationError]) -> None:
        first = faults[0]
        super().__init__(first.path, first.line, "")
        self.faults = tuple(faults)
        plural = "" if len(faults) == 1 else "s"
        self.args = (f"{len(faults)} fault{plural} in the annotations:\n" + "\n".join(f"  {fault}" for fault in faults),)


class StoreError(CounterclaimError):
    """The store cannot be used as it is."""


class OutputError(CounterclaimError):
    """A result cannot be written."""


class ModelError(CounterclaimError):
    """A model cannot be loaded."""


class DataError(CounterclaimError):
    """A data file of the package cannot be used."""


class ExtractionError(CounterclaimError):
    """The pipeline failed on one article."""
