"""The same sentence as other newsrooms print it: curly or straight quotes, long or short dashes, headlines in small letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from models.train.conllu import Word
from models.train.examples import Passage

# Printed forms that stand for each other, straight first; the tag tells an opening quote from a closing one.
QUOTES: Mapping[str, tuple[str, ...]] = {"``": ('"', "“", "``"), "''": ('"', "”", "''")}
SINGLE_QUOTES: Mapping[str, tuple[str, ...]] = {"``": ("'", "‘", "`"), "''": ("'", "’", "'")}
APOSTROPHES = str.maketrans({"'": "’", "`": "’"})
STRAIGHT = str.maketrans({"’": "'", "‘": "'"})
DASHES = ("-", "--", "–", "—", "---")
LINES = frozenset(DASHES) | {"―"}

FormOf = Callable[[Word], str]


def vary_print(passage: Passage, random: Random, *, chance: float, small_letters: float) -> Passage:
    """`passage` with its quotes, apostrophes and dashes printed another way, each with probability `chance`.

    One way of printing holds for the whole passage. With probability `small_letters` all words come in small letters.
    """
    if random.random() < chance:
        passage = _print_quotes(passage, random.randrange(3))
    if random.random() < chance:
        passage = _print_apostrophes(passage, curly=random.random() < 0.7)
    if random.random() < chance:
        passage = _print_dashes(passage, random.choice(DASHES))
    if random.random() < small_letters:
        passage = _reprint(passage, lambda word: word.form.lower())
    return passage


def _print_quotes(passage: Passage, style: int) -> Passage:
    def form(word: Word) -> str:
        if word.tag not in QUOTES:
            return word.form
        for family in (QUOTES, SINGLE_QUOTES):
            if word.form in {form for forms in family.values() for form in forms}:
                return family[word.tag][style]
        return word.form

    return _reprint(passage, form)


def _print_apostrophes(passage: Passage, *, curly: bool) -> Passage:
    table = APOSTROPHES if curly else STRAIGHT
    return _reprint(passage, lambda word: word.form if word.tag in QUOTES else word.form.translate(table))


def _print_dashes(passage: Passage, dash: str) -> Passage:
    # A hyphen inside a compound ("wide-eyed") is tagged HYPH and stays.
    return _reprint(passage, lambda word: dash if word.form in LINES and word.tag in {":", ","} else word.form)


def _reprint(passage: Passage, form: FormOf) -> Passage:
    return tuple(tuple(replace(word, form=form(word)) for word in sentence) for sentence in passage)
