"""The main job and its parts, as functions of plain values: the command line only parses and prints."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from annotations.claim import Claim
from annotations.effective import effective_claims
from annotations.export import export_claims
from annotations.files import write_comparison, write_extraction
from annotations.relation import Comparison
from annotations.store import Store, open_store
from corpus.errors import InputError
from corpus.reader import Reading, read_sources
from evaluation.compare.compare import compare
from evaluation.report.write import REPORT_FILES, write_report
from pipeline.law.catalogue import record_status
from pipeline.load import add_files
from pipeline.runner import Missing, Tally, update_store

Progress = Callable[[int, int], None]
_COMPARED = "compared"


def _silent(done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose for a run."""

    metadata: Path | None = None
    missing: Missing = "stop"
    backbone: str | None = None
    workers: int = 1
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What one run read and did."""

    reading: Reading
    tally: Tally


def run(sources: Sequence[Path], out: Path, options: Options, *, progress: Progress = _silent) -> RunResult:
    """Read `sources`, extract what is new or changed, compare, and write every result file into `out`.

    Work that is already done is not done again. InputError when nothing at all could be read.
    """
    with open_store(out, create=True) as store:
        result = _extract_into(store, sources, out, options, progress)
        if not _is_up_to_date(store, out, result.tally):
            comparison = _compare_in(store, out)
            _report_in(store, out, comparison)
    return result


def extract(sources: Sequence[Path], out: Path, options: Options, *, progress: Progress = _silent) -> RunResult:
    """The first part of `run`: `articles.jsonl`, `claims.jsonl` and `failures.jsonl`."""
    with open_store(out, create=True) as store:
        return _extract_into(store, sources, out, options, progress)


def compare_folder(folder: Path) -> Comparison:
    """The second part: `relations.jsonl` and `groups.jsonl` from the claims in the store."""
    with open_store(folder) as store:
        return _compare_in(store, folder)


def report_folder(folder: Path) -> None:
    """The third part: `report.html`, `summary.md` and `facts.csv` from the last comparison in the store."""
    with open_store(folder) as store:
        _report_in(store, folder, store.comparison())


def export_folder(folder: Path, *, format_: str, out: Path) -> int:
    """Write the claims of a store in a format of `annotations.export`, without the withheld ones; how many there were."""
    with open_store(folder) as store:
        shown = _shown_claims(store)
    export_claims(shown, format_=format_, out=out)
    return len(shown)


def _shown_claims(store: Store) -> list[Claim]:
    effective = effective_claims(store.extracted_claims(), store.decisions())
    return [claim for claim in effective.claims if claim.id not in effective.withheld]


def _extract_into(store: Store, sources: Sequence[Path], out: Path, options: Options, progress: Progress) -> RunResult:
    reading = read_sources(sources, metadata=options.metadata, limit=options.limit, results=out)
    missing: Missing = "add" if options.limit is not None and options.missing == "stop" else options.missing
    tally = update_store(
        store,
        reading.articles,
        reading.failures,
        missing=missing,
        backbone=options.backbone,
        workers=options.workers,
        progress=progress,
    )
    write_extraction(out, store.articles(), _shown_claims(store), store.failures())
    if not store.fingerprints():
        raise InputError(_nothing_read(reading))
    return RunResult(reading, tally)


def _nothing_read(reading: Reading) -> str:
    if not reading.failures:
        return "no article found in the sources: expected .txt .html .pdf .jsonl .csv .parquet files or a dataset directory"
    first = reading.failures[0]
    number = len(reading.failures)
    others = f" (and {number - 1} more, see failures.jsonl)" if number > 1 else ""
    return f"nothing could be read: {first.path}: {first.message}{others}"


def _compare_in(store: Store, out: Path) -> Comparison:
    effective = effective_claims(store.extracted_claims(), store.decisions())
    comparison = compare(effective.claims, store.articles(), record=treaty_record)
    store.save_comparison(comparison)
    store.set_note(_COMPARED, _comparison_id(store))
    write_comparison(out, comparison)
    return comparison


def treaty_record(country: str, instrument: str) -> dict[str, object] | None:
    """What the catalogue knows of a state and a treaty, as the comparison reads it."""
    row = record_status(country, instrument)
    return None if row is None else asdict(row)


def _report_in(store: Store, out: Path, comparison: Comparison) -> None:
    effective = effective_claims(store.extracted_claims(), store.decisions())
    withheld = [claim for claim in effective.claims if claim.id in effective.withheld]
    write_report(out, store.articles(), _shown_claims(store), comparison, store.failures(), withheld=withheld)


def _is_up_to_date(store: Store, out: Path, tally: Tally) -> bool:
    results = [*REPORT_FILES, "relations.jsonl", "groups.jsonl"]
    return not tally.touched and store.note(_COMPARED) == _comparison_id(store) and all((out / name).is_file() for name in results)


def _comparison_id(store: Store) -> str:
    """Changes when the claims, the decisions or the rules of comparing and reporting change."""
    digest = hashlib.sha256(_rules_hash().encode())
    for article, (fingerprint, extractor) in store.fingerprints().items():
        digest.update(f"{article}\x1f{fingerprint}\x1f{extractor}\x1e".encode("utf-8", "replace"))
    digest.update(str([decision.id for decision in store.decisions()]).encode())
    digest.update(str([failure.message for failure in store.failures()]).encode("utf-8", "replace"))
    return digest.hexdigest()


@cache
def _rules_hash() -> str:
    digest = hashlib.sha256()
    for room in ("compare", "report"):
        add_files(digest, files("evaluation") / room)
    return digest.hexdigest()
