"""What `counterclaim evaluate` does, as functions of plain values: the command line only parses and prints."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.claim import Claim
from annotations.relation import Comparison
from corpus.article import Article
from corpus.errors import InputError
from corpus.reader import read_sources
from counterclaim.job import treaty_record
from evaluation.accuracy.agreement import compare_annotators, read_annotator
from evaluation.accuracy.agreement_table import agreement_table
from evaluation.accuracy.evaluation import Evaluation, evaluate, measures
from evaluation.accuracy.gate import Breach, Floors, Measured, breaches, raised, read_floors, write_floors
from evaluation.accuracy.gold import Gold, read_gold
from evaluation.accuracy.revision import results_of
from evaluation.accuracy.table import difference_table
from evaluation.compare.compare import compare
from evaluation.peers.peer import Peer
from evaluation.peers.runner import Text, run_peer
from evaluation.peers.scoring import own_findings, score_findings
from evaluation.peers.table import OURS, Row, peer_table
from pipeline.extract import extract_claims
from pipeline.load import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

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


def evaluate_splits(splits: Sequence[Split], *, backbone: str | None = None, nlp: Language | None = None) -> list[Result]:
    """Extract, compare and score each split, with one pipeline for all; bad gold is refused before anything is loaded."""
    read = [(split, *_read(split)) for split in splits]
    nlp = nlp or load_pipeline(backbone)
    return [_evaluated(split, articles, gold, nlp) for split, articles, gold in read]


def _read(split: Split) -> tuple[Sequence[Article], Gold]:
    articles = read_sources([split.samples]).articles
    if not articles:
        raise InputError(f"no article found in {split.samples}: give the folder that the gold was read from")
    return articles, read_gold(split.gold, articles)


def _evaluated(split: Split, articles: Sequence[Article], gold: Gold, nlp: Language) -> Result:
    begun = time.process_time()
    claims = list(extract_claims(articles, nlp=nlp))
    extracted = time.process_time()
    comparison = compare(claims, articles, record=treaty_record)
    compared = time.process_time()
    evaluation = evaluate(split.name, gold, articles, claims, comparison.relations)
    return Result(split, articles, gold, claims, comparison, evaluation, extracted - begun, compared - extracted)


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


def agreement_tables(first: Path, second: Path, samples: Path) -> str:
    """How far two annotators of the articles in `samples` agree, and where they do not."""
    articles = read_sources([samples]).articles
    if not articles:
        raise InputError(f"no article found in {samples}: give the folder that both annotators read")
    return agreement_table(compare_annotators(read_annotator(first, articles), read_annotator(second, articles), articles))


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
