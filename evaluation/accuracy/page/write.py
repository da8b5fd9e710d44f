"""The files of an evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotations.files import write_text
from evaluation.accuracy.evaluation import evaluation_record
from evaluation.accuracy.page.html import evaluation_page
from evaluation.accuracy.page.shown import Costs, Shown

PAGE, RECORD, ERRORS = EVALUATION_FILES = ("evaluation.html", "evaluation.json", "errors.jsonl")


def write_evaluation(folder: Path, shown: Sequence[Shown], *, costs: Costs, versions: Mapping[str, str]) -> None:
    """Write `evaluation.html`, `evaluation.json` and `errors.jsonl` into `folder`, which must exist.

    `evaluation.json` holds everything that was scored, `errors.jsonl` one mistake a line with its class; of held-out splits both
    hold figures only. OutputError when a file cannot be written.
    """
    record = {
        "evaluations": [evaluation_record(one.evaluation, examples=one.examples) for one in shown],
        "costs": asdict(costs) | {"words_per_second": round(costs.words_per_second, 1)},
        "versions": dict(sorted(versions.items())),
    }
    write_text(folder / RECORD, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / ERRORS, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for one in shown for row in _mistakes(one)))
    write_text(folder / PAGE, evaluation_page(shown, costs=costs, versions=versions))


def _mistakes(shown: Shown) -> Iterator[dict[str, Any]]:
    if shown.examples:
        for one in shown.evaluation.mistakes:
            for example in one.examples:
                yield {"split": shown.name, "class": one.name} | asdict(example)
