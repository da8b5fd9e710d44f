"""Imports go one way through the house; nothing is imported behind the back of this rule."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "annotations", "models", "pipeline", "evaluation", "counterclaim")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
STATISTICS = {"transformers", "torch", "sklearn"}


def _imported(path: Path) -> set[str]:
    """Every module name that a file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules = {f"{node.module}.{alias.name}" for alias in node.names if _is_module(node.module, alias.name)}
            names.update(modules or {node.module})
    return names


def _is_module(package: str, name: str) -> bool:
    """True for `from pipeline import syntax` and `from importlib import resources`: the file itself is imported."""
    return (ROOT / package.replace(".", "/") / f"{name}.py").is_file() or (package, name) == ("importlib", "resources")


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_imports_only_from_folders_to_its_left(path: Path) -> None:
    allowed = ROOMS[: ROOMS.index(_room(path)) + 1]
    forbidden = {name for name in _imported(path) if name.split(".")[0] in set(ROOMS) - set(allowed)}
    assert not forbidden


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_are_imported_by_file(path: Path) -> None:
    assert not _imported(path) & set(ROOMS) - {"counterclaim"}


def test_annotations_start_without_spacy() -> None:
    modules = [path for path in MODULES if _room(path) in {"corpus", "annotations"}]
    assert {str(path) for path in modules if any(name.split(".")[0] == "spacy" for name in _imported(path))} == set()


def test_only_models_predicts_with_learned_statistics() -> None:
    users = {_room(path) for path in MODULES if {name.split(".")[0] for name in _imported(path)} & STATISTICS}
    assert users <= {"models", "evaluation"}


def test_no_import_hides_in_importlib() -> None:
    """The one exception is the face, whose names are loaded when they are first used."""
    users = {str(path.relative_to(ROOT)) for path in MODULES if "importlib" in _imported(path)}
    assert users <= {"counterclaim/__init__.py"}
