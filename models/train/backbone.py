"""`counterclaim train backbone`: from a folder of corpora to a pipeline with its model card."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy

from corpus.errors import InputError
from models.train.assemble import assemble, read_sources, write_manifest
from models.train.card import Measured, Run, write_card
from models.train.corpora import NameCorpora, Treebanks, read_name_corpora, read_treebanks
from models.train.loop import Progress, Round, Settings
from models.train.names import SETTINGS as NAME_SETTINGS
from models.train.names import TEACHER_SETTINGS, train_names
from models.train.scores import measure_speed, score_names, score_syntax
from models.train.syntax import DROPOUT, PEAK_RATE, train_syntax
from models.train.syntax import SETTINGS as SYNTAX_SETTINGS
from models.train.teacher import correct_kinds

VERSION = "0.2.0"
PIPELINE = "en_counterclaim_news"
MANY_EPOCHS = 1000  # more than a run by the clock reaches
SYNTAX_TIME = 0.8  # share of the seconds that go to syntax

Report = Callable[[str], None]


def train_backbone(
    corpus: Path,
    out: Path,
    *,
    epochs: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    silver: bool = True,
    report: Report | None = None,
) -> Path:
    """Train tagger, parser, lemmatizer and name finder on the corpora below `corpus`; the folder of the pipeline below `out`.

    `epochs` sets the passes over the treebanks, and those over the names in proportion; without it the recipe's own number holds.
    `seconds` ends the training by the clock instead, and then the weights no longer repeat. `silver` False leaves the machine-made
    labels out. `report` is told in a line how each epoch went. Raises `InputError` when a corpus is missing or `out` is not empty.
    """
    target = out / PIPELINE
    if target.exists() and any(target.iterdir()):
        raise InputError(f"{target} is not empty: name another folder")
    treebanks = read_treebanks(corpus)
    corpora = read_name_corpora(corpus, silver=silver)
    syntax_settings, name_settings = _plan(epochs, seconds, seed)
    with TemporaryDirectory() as scratch:
        syntax, names = Path(scratch, "syntax"), Path(scratch, "names")
        runs = {
            "syntax": Run(syntax_settings, train_syntax(treebanks.train, syntax, syntax_settings, watch=_watch("syntax", report))),
            "names": Run(name_settings, _train_names(corpora, names, name_settings, report)),
        }
        finish_pipeline(syntax, names, target, corpora=corpora, treebanks=treebanks, runs=runs, silver=silver)
    return target


def finish_pipeline(
    syntax: Path, names: Path, target: Path, *, corpora: NameCorpora, treebanks: Treebanks, runs: dict[str, Run], silver: bool
) -> Measured:
    """Put the two trained parts together in the folder `target`, measure them, and write card and manifest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    assemble(syntax, names, version=VERSION, silver=silver).to_disk(target)
    measured = measure(target, treebanks, corpora)
    (target / "README.md").write_text(write_card(VERSION, read_sources(silver=silver), runs, measured), encoding="utf-8")
    write_manifest(target)
    return measured


def measure(folder: Path, treebanks: Treebanks, corpora: NameCorpora) -> Measured:
    """Scores, speed and size of the pipeline in `folder`."""
    began = time.perf_counter()
    nlp = spacy.load(folder)
    loaded = time.perf_counter() - began
    texts = [sentence.text for sentence in treebanks.measured["GUM news"] if sentence.text]
    return Measured(
        syntax={name: score_syntax(nlp, sentences) for name, sentences in treebanks.measured.items()},
        names={name: score_names(nlp, sentences) for name, sentences in corpora.measured.items()},
        words_per_second=measure_speed(nlp, texts),
        megabytes=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6,
        load_seconds=loaded,
    )


def _train_names(corpora: NameCorpora, out: Path, settings: Settings, report: Report | None) -> Progress:
    """Train the name finder into `out`; what the program labelled is corrected first, by a finder that never saw it."""
    if not corpora.silver:
        return train_names(corpora.gold, out, settings, watch=_watch("names", report))
    half = settings if settings.seconds is None else replace(settings, seconds=settings.seconds / 2)
    teacher = out.with_name("teacher")
    teaching = replace(TEACHER_SETTINGS, seed=settings.seed) if settings.rounds == NAME_SETTINGS.rounds else half
    train_names(corpora.gold, teacher, teaching, watch=_watch("teacher of names", report))
    reader = spacy.load(teacher)
    silver = [replace(corpus, sentences=correct_kinds(reader, corpus.sentences)) for corpus in corpora.silver]
    return train_names([*corpora.gold, *silver], out, half, watch=_watch("names", report))


def _plan(epochs: int | None, seconds: float | None, seed: int) -> tuple[Settings, Settings]:
    """Settings for syntax and for names."""
    syntax, names = replace(SYNTAX_SETTINGS, seed=seed), replace(NAME_SETTINGS, seed=seed)
    if epochs is not None:
        share = NAME_SETTINGS.epochs / SYNTAX_SETTINGS.epochs
        syntax = replace(syntax, rounds=(Round(epochs, PEAK_RATE, DROPOUT),))
        names = replace(names, rounds=(Round(max(1, round(epochs * share)), PEAK_RATE, DROPOUT),))
    if seconds is not None:
        long = (Round(MANY_EPOCHS, PEAK_RATE, DROPOUT),)
        syntax = replace(syntax, rounds=long, seconds=seconds * SYNTAX_TIME)
        names = replace(names, rounds=long, seconds=seconds * (1 - SYNTAX_TIME))
    return syntax, names


def _watch(part: str, report: Report | None) -> Callable[[Progress], None]:
    def watch(progress: Progress) -> None:
        if report:
            losses = ", ".join(f"{name} {loss:.0f}" for name, loss in sorted(progress.losses.items()))
            report(f"{part}: epoch {progress.epochs}, {progress.words:,} words; losses: {losses}")

    return watch
