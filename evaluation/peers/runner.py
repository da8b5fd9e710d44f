"""Running another tool in an environment of its own, over texts of ours.

A tool that cannot be installed, or breaks, is a result too: its error, in one line.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.peers.peer import Peer

_INSTALL_SECONDS = 600
_RUN_SECONDS = 900
_READY = "ready"
Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """One text to read; `published` is a date as the contract writes it, or None."""

    id: str
    text: str
    published: str | None


@dataclass(frozen=True, slots=True)
class PeerRun:
    """What a tool found by text id, in how many seconds by its clock; `error` says why there is nothing."""

    name: str
    version: str
    found: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    seconds: float = 0.0
    failed: int = 0
    error: str | None = None


def run_peer(peer: Peer, texts: Sequence[Text], *, folder: Path) -> PeerRun:
    """Install `peer` below `folder` unless it is there already, and let it read `texts`."""
    try:
        python = _environment(peer, folder)
        return _gathered(peer, _served(peer, python, texts))
    except _Broken as error:
        return PeerRun(peer.name, peer.version, error=str(error))


class _Broken(Exception):
    """The tool cannot be installed or run."""


def _environment(peer: Peer, folder: Path) -> Path:
    """The Python of the tool's environment; an environment made for other pins is made anew."""
    for program in peer.needs:
        if shutil.which(program) is None:
            raise _Broken(f"needs {program}, which is not on this machine")
    place = folder.resolve() / peer.name
    python, ready = place / "bin" / "python", place / _READY
    pins = hashlib.sha256(peer.requirements.read_bytes()).hexdigest()
    if not (ready.is_file() and ready.read_text(encoding="utf-8") == pins):
        shutil.rmtree(place, ignore_errors=True)
        _call([sys.executable, "-m", "venv", "--without-pip", str(place)], "its environment cannot be made")
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--disable-pip-version-check"]
        _call([*pip, "--no-deps", "-r", str(peer.requirements)], "does not install")
        ready.write_text(pins, encoding="utf-8")
    return python


def _call(command: Sequence[str], complaint: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _Broken(f"{complaint}: {error}") from error
    if done.returncode:
        raise _Broken(f"{complaint}: {_last_line(done.stderr)}")


def _served(peer: Peer, python: Path, texts: Sequence[Text]) -> list[dict[str, Any]]:
    lines = "".join(json.dumps({"id": one.id, "text": one.text, "published": one.published}) + "\n" for one in texts)
    try:
        done = subprocess.run(
            [str(python), str(peer.script)], input=lines, capture_output=True, text=True, timeout=_RUN_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _Broken(f"did not finish within {_RUN_SECONDS} seconds") from None
    if done.returncode:
        raise _Broken(f"stopped: {_last_line(done.stderr)}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _gathered(peer: Peer, answers: Sequence[dict[str, Any]]) -> PeerRun:
    failed = [answer["error"] for answer in answers if "error" in answer]
    if answers and len(failed) == len(answers):
        raise _Broken(f"fails on every text: {failed[0]}")
    found = {answer["id"]: answer.get("found", []) for answer in answers}
    return PeerRun(peer.name, peer.version, found, sum(answer[peer.clock] for answer in answers), len(failed))


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "no message"
