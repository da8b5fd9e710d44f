"""What another revision of this project extracts and finds, so that a change can be measured against it.

The revision runs its own code from a checkout of its own in a temporary folder, in a process of its own; only the record files
that it writes come back, and those are scored by the scorer at hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from annotations.claim import Claim
from annotations.files import CLAIMS, RELATIONS
from annotations.record import from_record
from annotations.relation import Relation
from corpus.errors import InputError

_PARTLY_FAILED = 3
_SECONDS = 600


def results_of(revision: str, sources: Sequence[Path], *, repository: Path) -> tuple[list[Claim], list[Relation]]:
    """The claims and relations that `revision` ("main", "v0.1", a hash) gives for the articles in `sources`.

    InputError when `repository` is no git checkout, does not know the revision, or the revision cannot run.
    """
    with TemporaryDirectory(prefix="counterclaim-against-") as folder, _checkout(revision, repository, Path(folder)) as tree:
        site = _distribution(tree, Path(folder) / "site")
        out = Path(folder) / "out"
        _run(tree, site, [path.resolve() for path in sources], out)
        claims = [from_record(Claim, row) for row in _rows(out / CLAIMS)]
        return claims, [from_record(Relation, row) for row in _rows(out / RELATIONS)]


@contextmanager
def _checkout(revision: str, repository: Path, folder: Path) -> Iterator[Path]:
    commit = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit.returncode:
        raise InputError(f"{repository} has no revision {revision!r}: give a branch, a tag or a commit of this git checkout")
    tree = folder / "tree"
    made = _git(repository, "worktree", "add", "--detach", "--quiet", str(tree), commit.stdout.strip())
    if made.returncode:
        raise InputError(f"revision {revision!r} cannot be checked out: {made.stderr.strip()}")
    try:
        yield tree
    finally:
        _git(repository, "worktree", "remove", "--force", str(tree))


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, text=True, check=False)


def _distribution(tree: Path, site: Path) -> Path:
    """A folder that announces the entry points of `tree`: spaCy reads them from the first distribution of our name on its path."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = site / f"{project['name']}-{project['version']}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8")
    lines = []
    for group, entries in project.get("entry-points", {}).items():
        lines += [f"[{group}]", *(f"{name} = {target}" for name, target in entries.items())]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return site


def _run(tree: Path, site: Path, sources: Sequence[Path], out: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(tree)])}
    command = [sys.executable, "-m", "counterclaim", "run", *(str(path) for path in sources), "--out", str(out)]
    try:
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(f"the other revision did not finish within {_SECONDS} seconds") from None
    if done.returncode not in {0, _PARTLY_FAILED}:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise InputError(f"the other revision cannot run here: {last}")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
