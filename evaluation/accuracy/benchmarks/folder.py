"""The files of a benchmark: one, or all of a kind below a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus.errors import BenchmarkError

Content = TypeVar("Content")


def read_each(path: Path, suffixes: tuple[str, ...], read_file: Callable[[Path], Content]) -> tuple[list[Content], list[str]]:
    """What `read_file` makes of the file `path`, or of each file below a folder, and a remark for each file left out.

    A single malformed file is refused with the BenchmarkError of `read_file`. In a folder it is left out with the same words, so that
    one unclosed tag among a hundred published files costs one file; a folder of which nothing is left is refused.
    """
    files = files_at(path, suffixes)
    read, refused = [], []
    for file in files:
        try:
            read.append(read_file(file))
        except BenchmarkError as error:
            refused.append(error)
    if refused and not read:
        raise refused[0]
    return read, [f"{error.path.name}:{error.line}: {error.reason}; left out" for error in refused]


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; BenchmarkError with the system's reason where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BenchmarkError(path, 1, f"cannot be read ({error.strerror})") from error


def files_at(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """The file itself, or every file below the folder `path` that ends in one of `suffixes`, by name; hidden ones are left out.

    BenchmarkError where there is nothing of that name, or no such file in the folder.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise BenchmarkError(path, 1, "there is no file or folder of that name")
    found = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in suffixes and not file.name.startswith("."))
    if not found:
        raise BenchmarkError(path, 1, f"the folder holds no file that ends in {' or '.join(suffixes)}")
    return found
