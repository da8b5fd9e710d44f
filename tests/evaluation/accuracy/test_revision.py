"""Another revision runs its own code and leaves nothing behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from corpus.errors import InputError
from evaluation.accuracy.revision import results_of

PROJECT = """[project]
name = "counterclaim"
version = "0.0.1"
"""
LINE = (
    '{"id": "0123456789abcdef", "article": "a", "kind": "quantity", "start": 0, "end": 3, "quote": "two", "sentence": [0, 3], '
    '"zone": "body", "salient": true, "confidence": null, "extractor": "old", "event": null, "when": null, "where": [], '
    '"attribution": [], "as_of": null, "evidence": {}, "quantity": {"low": 2, "high": 2, "low_open": false, "high_open": false, '
    '"modifier": "exact", "unit": "count", "of": null, "head": null, "rate": null, "aspect": "flow", "change": null, '
    '"relation": null, "base": null}}'
)


def _git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small project whose first revision writes one claim and whose second one fails."""
    folder = tmp_path / "project"
    (folder / "counterclaim").mkdir(parents=True)
    _git(folder.parent, "init", "--quiet", "--initial-branch=main", str(folder))
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "counterclaim" / "__init__.py").write_text("", encoding="utf-8")
    main = folder / "counterclaim" / "__main__.py"
    main.write_text(
        "import sys, pathlib\n"
        "out = pathlib.Path(sys.argv[-1])\n"
        "out.mkdir()\n"
        f"(out / 'claims.jsonl').write_text({LINE!r} + '\\n')\n"
        "(out / 'relations.jsonl').write_text('')\n",
        encoding="utf-8",
    )
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "works")
    _git(folder, "tag", "works")
    main.write_text("import sys\nsys.exit('no such thing as a bicycle')\n", encoding="utf-8")
    _git(folder, "commit", "--quiet", "--all", "--message", "fails")
    return folder


def test_it_gives_what_the_revision_wrote(repository: Path) -> None:
    claims, relations = results_of("works", [repository], repository=repository)
    assert [(claim.id, claim.extractor) for claim in claims] == [("0123456789abcdef", "old")]
    assert relations == []
    assert len(_git(repository, "worktree", "list").splitlines()) == 1


def test_a_revision_that_fails_says_why_and_leaves_nothing(repository: Path) -> None:
    with pytest.raises(InputError, match="no such thing as a bicycle"):
        results_of("main", [repository], repository=repository)
    assert len(_git(repository, "worktree", "list").splitlines()) == 1


@pytest.mark.parametrize("name", ["nowhere", "--help", "works:counterclaim"])
def test_an_unknown_revision_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(InputError, match="has no revision"):
        results_of(name, [repository], repository=repository)


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="git checkout"):
        results_of("main", [tmp_path], repository=tmp_path)
