"""The README tells the truth: every command, and an excerpt that the tool really prints."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from annotations.vocabulary import VERDICT_ORDER
from counterclaim.cli import app
from counterclaim.job import Options, run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`counterclaim {command} " in README


@pytest.mark.parametrize("verdict", VERDICT_ORDER)
def test_every_verdict_is_explained(verdict: str) -> None:
    assert f"`{verdict}`" in README


def test_the_excerpt_is_real(tmp_path: Path) -> None:
    source, _, block = README.partition("<!-- excerpt: ")[2].partition(" -->\n")
    excerpt = block.partition("<!-- end of excerpt -->")[0]
    run([ROOT / source], tmp_path, Options(metadata=ROOT / "corpus" / "samples" / "dev" / "metadata.csv"))
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    quoted = "\n".join(line.removeprefix("> ").removeprefix(">") for line in excerpt.strip().splitlines())
    assert len(quoted) > 300
    assert quoted in summary


def test_links_lead_to_files() -> None:
    for name in ("LICENSE", "NOTICE", "CONTRIBUTING.md", "CHANGELOG.md", "pipeline/data/SOURCES.md", "models/weights"):
        assert name in README
        assert (ROOT / name).exists()
