"""The tools that ours is measured against: what each can find, how its adapter is called, which versions are installed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.errors import InputError


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool; `clock` is "cpu", or "wall" for one that works in processes of its own."""

    name: str
    kinds: tuple[str, ...]
    adapter: str
    clock: str
    needs: tuple[str, ...]
    note: str
    folder: Path

    @property
    def requirements(self) -> Path:
        """The file that pins every package of its environment."""
        return self.folder / "requirements" / f"{self.name}.txt"

    @property
    def script(self) -> Path:
        """The adapter, run by the Python of its environment."""
        return self.folder / "adapters" / self.adapter

    @property
    def version(self) -> str:
        """The pinned version of the tool itself: "0.10.0"."""
        key = self.name.replace("_", "-").lower()
        pins = (line.partition("==") for line in self.requirements.read_text(encoding="utf-8").splitlines())
        return next((version for name, _, version in pins if name.replace("_", "-").lower() == key), "")


@cache
def peers() -> Mapping[str, Peer]:
    """All tools by name, in the order of the table."""
    folder = Path(str(files("evaluation.peers")))
    rows = map(json.loads, (folder / "peers.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        row["name"]: Peer(row["name"], tuple(row["kinds"]), row["adapter"], row["clock"], tuple(row["needs"]), row["note"], folder)
        for row in rows
    }


def choose(names: list[str]) -> list[Peer]:
    """The tools called `names`; "all" gives every one. InputError for a name that there is not."""
    if "all" in names:
        return list(peers().values())
    for name in names:
        if name not in peers():
            raise InputError(f"{name!r} is no tool that we can run: choose one of all, {', '.join(peers())}")
    return [peers()[name] for name in dict.fromkeys(names)]
