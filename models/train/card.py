"""The model card that lies beside the weights: what they are made from, how, and what they reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.train.loop import Progress, Round, Settings
from models.train.scores import NameScore, SyntaxScore


@dataclass(frozen=True, slots=True)
class Run:
    """One part's training: its settings and where it ended."""

    settings: Settings
    progress: Progress


@dataclass(frozen=True, slots=True)
class Measured:
    """What the finished pipeline reached; `words_per_second` on one core, `megabytes` on disk, `load_seconds` with spaCy in memory."""

    syntax: Mapping[str, SyntaxScore]
    names: Mapping[str, NameScore]
    words_per_second: float
    megabytes: float
    load_seconds: float


_INTRODUCTION = """# en_counterclaim_news {version}

A spaCy pipeline for English news: part-of-speech tags (Penn and Universal), morphology, dependency syntax (Universal
Dependencies), lemmas, and names (PERSON, ORG, LOC, NORP). It is the ground that the claim components stand on; they take no
number, date or legal reference from it.

Two encoders (convolutions over hashed word forms and Brown clusters, `models/cluster_embedding.py`), one for syntax and one for
names. {megabytes:.0f} MB, no word vectors, no network. Written by `counterclaim train backbone`.
"""

_HOW_SCORED = """Raw text in, spaCy's scorer, punctuation left out of attachment scores. Sentences are the parser's own, except in the last
column, where they are given, as Counterclaim gives them by rule. EWT dev and GUM news chose the settings; PUD news was looked at
for this table only."""

_SPEED = """Speed: {speed:,.0f} words a CPU second on one core (word: what blanks separate). Load: {load:.1f} s.
"""

_LIMITS = """## Limits

Kinds of names are the weakest part, organisations most of all: use the names as proposals. A country that acts ("Lima protested")
is a place in one corpus and an organisation in another. A long organisation name that reads like a phrase can take the place of the
verb as root. Trained on edited English: tweets and speech transcripts are read worse.
"""


def write_card(version: str, sources: Sequence[Mapping[str, Any]], runs: Mapping[str, Run], measured: Measured) -> str:
    """The card in Markdown; the same runs and figures give the same text."""
    parts = [
        _INTRODUCTION.format(version=version, megabytes=measured.megabytes),
        _data_section(sources),
        _score_section(measured),
        _run_section(runs),
        _LIMITS,
    ]
    return "\n".join(parts)


def _data_section(sources: Sequence[Mapping[str, Any]]) -> str:
    rows = [f"| {source['name']} | {source['for']} | {source['license']} |" for source in sources]
    table = "\n".join(["| data | for | licence |", "| --- | --- | --- |", *rows])
    return f"## Data\n\n{table}\n\nThe weights are published under CC BY-SA 4.0 (`../LICENSE`).\n"


def _score_section(measured: Measured) -> str:
    return "\n\n".join(
        [
            "## Scores",
            _HOW_SCORED,
            _syntax_table(measured.syntax),
            "Names, exact span, F1 with and without the kind (PERSON, ORG, LOC); GUM's names are derived from its mentions by rule:",
            _name_table(measured.names),
            _SPEED.format(speed=round(measured.words_per_second, -2), load=measured.load_seconds),
        ]
    )


def _syntax_table(scores: Mapping[str, SyntaxScore]) -> str:
    header = ["| set | XPOS | UPOS | UAS | LAS | sentences F | lemmas | LAS, sentences given |", "| --- " * 8 + "|"]
    rows = [
        f"| {name} | {s.tags:.1f} | {s.pos:.1f} | {s.uas:.1f} | {s.las:.1f} | {s.sentences:.1f} | {s.lemmas:.1f} | {s.las_preset:.1f} |"
        for name, s in scores.items()
    ]
    return "\n".join([*header, *rows])


def _name_table(scores: Mapping[str, NameScore]) -> str:
    header = ["| set | with kind | without | LOC | ORG | PERSON |", "| --- " * 6 + "|"]
    rows = [
        f"| {name} | {s.typed:.1f} | {s.untyped:.1f} | " + " | ".join(f"{s.by_kind[kind]:.1f}" for kind in ("LOC", "ORG", "PERSON")) + " |"
        for name, s in scores.items()
    ]
    return "\n".join([*header, *rows])


def _describe(number: int, part: Round) -> str:
    """One round of training in a sentence."""
    stopped = f", stopped after {part.stop_after}" if part.stop_after else ""
    start = "from the averaged weights of the round before, " if number > 1 else ""
    rate = f"peak rate {part.peak_rate}, falling to nothing over {part.epochs} epochs{stopped}"
    return f"Round {number}: {start}{rate}; dropout {part.dropout}."


def _run_section(runs: Mapping[str, Run]) -> str:
    lines = ["## Training", ""]
    for name, run in runs.items():
        settings, progress = run.settings, run.progress
        clock = f", ended by the clock after {settings.seconds:.0f} s" if settings.seconds else ""
        lines.append(f"- {name}: seed {settings.seed}, {progress.epochs} epochs, {progress.words:,} words{clock}.")
        lines += [f"  {_describe(number, part)}" for number, part in enumerate(settings.rounds, start=1)]
        lines.append(
            f"  Adam, warm-up over {settings.warmup_words:,} words a round, batches of {settings.batch_words:,} words, averaged weights."
        )
    return "\n".join(lines) + "\n"
