"""What `counterclaim evaluate` does, as functions of plain values: the command line only parses and prints."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING

from annotations.claim import Claim
from annotations.effective import effective_claims
from annotations.relation import Comparison
from annotations.store import open_store
from corpus.article import Article
from corpus.errors import InputError, OutputError
from corpus.reader import STORE_NAME, read_sources
from counterclaim.job import treaty_record
from evaluation.accuracy.evaluation import Evaluation, evaluate, measures
from evaluation.accuracy.gate import Breach, Floors, Measured, breaches, raised, read_floors, write_floors
from evaluation.accuracy.gold import Gold, read_gold
from evaluation.accuracy.page.shown import Costs, Shown
from evaluation.accuracy.page.write import PAGE, write_evaluation
from evaluation.accuracy.revision import results_of
from evaluation.accuracy.table import difference_table
from evaluation.compare.compare import compare
from evaluation.peers.peer import Peer
from evaluation.peers.runner import Text, run_peer
from evaluation.peers.scoring import own_findings, score_findings
from evaluation.peers.table import OURS, Row, peer_table
from evaluation.report.write import write_report
from pipeline.extract import extract_claims
from pipeline.load import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

    from evaluation.accuracy.agreement import Agreement

OWN_SPLITS = ("dev", "test")
KINDS = ("quantity", "date", "place", "legal")


@dataclass(frozen=True, slots=True)
class Split:
    """Articles and the gold about them; `held_out` texts are measured on and never shown."""

    name: str
    samples: Path
    gold: Path
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One split, evaluated, with all that a report about it shows; `seconds` are CPU seconds of extracting and comparing."""

    split: Split
    articles: Sequence[Article]
    gold: Gold
    claims: Sequence[Claim]
    comparison: Comparison
    evaluation: Evaluation
    load_seconds: float
    extract_seconds: float
    compare_seconds: float


def own_splits() -> list[Split]:
    """Our own sample stories and their gold."""
    samples, gold = Path(str(files("corpus"))) / "samples", Path(str(files("annotations"))) / "gold"
    return [Split(name, samples / name, gold / name, held_out=name == "test") for name in OWN_SPLITS]


def own_floors() -> Path:
    """The floors that our own figures may not fall below."""
    return Path(str(files("evaluation"))) / "floors.json"


def cache_folder() -> Path:
    """Where environments of other tools are kept between runs: below XDG_CACHE_HOME, else below ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "counterclaim" / "peers"


def evaluate_splits(splits: Sequence[Split], *, backbone: str | None = None) -> list[Result]:
    """Extract, compare and score each split, with one pipeline for all; bad gold is refused before anything is loaded.

    Where the articles are the folder of an earlier run, nothing is extracted: its claims are scored as the decisions of reviewers left
    them, and so is its last comparison.
    """
    read = [(split, *_read(split)) for split in splits]
    begun = time.process_time()
    nlp = None if all(_is_run(split) for split in splits) else load_pipeline(backbone)
    loaded = time.process_time() - begun
    return [_evaluated(split, articles, gold, nlp, loaded) for split, articles, gold in read]


def _is_run(split: Split) -> bool:
    return (split.samples / STORE_NAME).is_file()


def _read(split: Split) -> tuple[Sequence[Article], Gold]:
    if _is_run(split):
        with open_store(split.samples) as store:
            articles: Sequence[Article] = store.articles()
    else:
        articles = read_sources([split.samples]).articles
    if not articles:
        raise InputError(f"no article found in {split.samples}: give the folder that the gold was read from")
    return articles, read_gold(split.gold, articles)


def _evaluated(split: Split, articles: Sequence[Article], gold: Gold, nlp: Language | None, loaded: float) -> Result:
    begun = time.process_time()
    if nlp is None or _is_run(split):
        claims, comparison = _stored(split.samples)
        extracted = time.process_time()
    else:
        claims = list(extract_claims(articles, nlp=nlp))
        extracted = time.process_time()
        comparison = compare(claims, articles, record=treaty_record)
    compared = time.process_time()
    evaluation = evaluate(split.name, gold, articles, claims, comparison.relations)
    return Result(split, articles, gold, claims, comparison, evaluation, loaded, extracted - begun, compared - extracted)


def _stored(folder: Path) -> tuple[list[Claim], Comparison]:
    with open_store(folder) as store:
        return list(effective_claims(store.extracted_claims(), store.decisions()).claims), store.comparison()


def write_results(results: Sequence[Result], out: Path) -> Path:
    """Write evaluation.html, evaluation.json and errors.jsonl into `out`, and beside them the report of each split that may be shown.

    The path of the page. OutputError when `out` cannot be written.
    """
    shown = [_shown(one, out) for one in results]
    costs = Costs(
        words=sum(one.evaluation.words for one in results),
        load_seconds=results[0].load_seconds,
        extract_seconds=sum(one.extract_seconds for one in results),
        compare_seconds=sum(one.compare_seconds for one in results),
        peak_memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )
    write_evaluation(out, shown, costs=costs, versions=_versions())
    return out / PAGE


def _shown(result: Result, out: Path) -> Shown:
    folder = out / result.split.name
    try:
        (out if result.split.held_out else folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made ({error.strerror}): choose another place") from error
    if result.split.held_out:
        return Shown(result.evaluation, result.articles, examples=False)
    write_report(folder, result.articles, result.claims, result.comparison, [])
    return Shown(result.evaluation, result.articles, examples=True, report=f"{result.split.name}/report.html")


def measured_on() -> str:
    """The day and the versions of a measurement, for a table that is kept: "Measured on 2025-03-01 with Python 3.11.7, ..."."""
    versions = ", ".join(f"{name} {number}" for name, number in sorted(_versions().items()) if name != "python")
    return f"Measured on {date.today().isoformat()} with Python {python_version()}, {versions}; words/s of one core, on a shared machine."


def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("counterclaim", "numpy", "scikit-learn", "scipy", "spacy")} | {"python": python_version()}


def check_gate(results: Sequence[Result], floors: Path) -> list[Breach]:
    """Every floor in `floors` that the results do not reach."""
    return breaches(read_floors(floors), measured(results))


def raise_floors(results: Sequence[Result], path: Path, *, reason: str | None = None) -> Floors:
    """Set the floors in `path` to what the results reach; InputError when one would fall and no `reason` is given."""
    floors = raised(read_floors(path) if path.is_file() else None, measured(results), reason=reason)
    write_floors(path, floors)
    return floors


def measured(results: Sequence[Result]) -> dict[str, Measured]:
    """What the gate looks at, by split."""
    return {
        one.split.name: Measured(one.evaluation.sha256, {measure.name: measure.value for measure in measures(one.evaluation)})
        for one in results
    }


def tables_against(revision: str, results: Sequence[Result], *, repository: Path) -> Iterator[str]:
    """One table a split: the figures of `revision`, run on the same articles and scored against the same gold, and ours."""
    for one in results:
        claims, relations = results_of(revision, [one.split.samples], repository=repository)
        before = evaluate(one.split.name, one.gold, one.articles, claims, relations)
        yield difference_table(before, one.evaluation, name=revision)


def agreement(first: Path, second: Path, samples: Path) -> Agreement:
    """How far two annotators of the articles in `samples` agree, and where they do not."""
    # scikit-learn takes longer to load than a small evaluation to run, and only this needs it.
    from evaluation.accuracy.agreement import compare_annotators, read_annotator

    articles = read_sources([samples]).articles
    if not articles:
        raise InputError(f"no article found in {samples}: give the folder that both annotators read")
    return compare_annotators(read_annotator(first, articles), read_annotator(second, articles), articles)


def peer_tables(peers: Sequence[Peer], splits: Sequence[Split], *, folder: Path) -> Iterator[str]:
    """One table a kind of claim and split: each tool's accuracy and speed on our samples, and ours, by one scorer in one run."""
    for split in splits:
        articles, gold = _read(split)
        texts = [Text(article.id, article.text, article.published) for article in articles]
        words = sum(len(article.text.split()) for article in articles)
        nlp = load_pipeline()
        list(extract_claims(articles[:2], nlp=nlp))
        begun = time.process_time()
        found = own_findings(extract_claims(articles, nlp=nlp))
        speed = words / (time.process_time() - begun)
        runs = {peer.name: run_peer(peer, texts, folder=folder) for peer in peers}
        for kind in KINDS:
            rows = [Row(OURS, "", score_findings(gold, found, kind), speed, "all kinds at once, parser included")]
            for peer in peers:
                run = runs[peer.name]
                if kind in peer.kinds:
                    score = None if run.error else score_findings(gold, run.found, kind)
                    failed = f"; failed on {run.failed} texts" if run.failed else ""
                    rows.append(
                        Row(peer.name, peer.version, score, words / run.seconds if run.seconds else 0.0, run.error or peer.note + failed)
                    )
            if len(rows) > 1:
                yield peer_table(kind, rows, texts=f"{split.name}, {len(articles)} articles")
