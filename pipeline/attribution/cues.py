"""The words with which an article says where it has something from: verbs of speech, report, belief and refusal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.verb_forms import verb_forms


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue word: `frame` is what it takes: a clause, an object, a cited source, a hedged infinitive or a refused answer."""

    base: str
    stance: str
    frame: str
    tail: tuple[str, ...]  # "out" of "point out"


class CueLexicon:
    """Cues by the printed form of their verb."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self.cues: dict[str, dict[str, list[Cue]]] = {}
        for row in rows:
            first, *tail = row["cue"].split()
            cue = Cue(row["cue"], row["stance"], row["frame"], tuple(tail))
            for form in sorted(verb_forms(first)):
                self.cues.setdefault(form, {}).setdefault(cue.frame, []).append(cue)
        for frames in self.cues.values():
            for group in frames.values():
                group.sort(key=lambda cue: (-len(cue.tail), cue.base))

    def match(self, lower: Sequence[str], i: int, frames: Sequence[str]) -> Cue | None:
        """The longest cue that begins at word `i` and has one of `frames`, the first of them preferred."""
        known = self.cues.get(lower[i])
        if not known:
            return None
        for frame in frames:
            for cue in known.get(frame, ()):
                if tuple(lower[i + 1 : i + 1 + len(cue.tail)]) == cue.tail:
                    return cue
        return None


@cache
def cue_lexicon() -> CueLexicon:
    """The house list of cues, read once."""
    text = (files("pipeline") / "data" / "cues.jsonl").read_text(encoding="utf-8")
    return CueLexicon(json.loads(line) for line in text.splitlines() if line)
