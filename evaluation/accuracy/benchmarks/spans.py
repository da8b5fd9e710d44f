"""Pair the spans that a text's gold marks with those that a tool gives: one to one, equal spans first, then overlapping ones in order."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]  # characters of the text, end excluded


def pair_spans(gold: Sequence[Span], given: Sequence[Span], *, overlapping: bool) -> list[tuple[int, int]]:
    """Positions (in `gold`, in `given`) of the spans that belong together, by the order of the gold in the text; each is used once.

    Equal spans are paired first. With `overlapping`, what is left is then paired in the order of the text: each gold span takes the
    first free given span that shares a character with it, so that one long answer over two gold spans finds one of them.
    """
    waiting: dict[Span, list[int]] = {}
    for index in _in_order(given):
        waiting.setdefault(given[index], []).append(index)
    pairs: dict[int, int] = {}
    for index in _in_order(gold):
        if waiting.get(gold[index]):
            pairs[index] = waiting[gold[index]].pop(0)
    if overlapping:
        free = sorted(index for left in waiting.values() for index in left)
        free.sort(key=lambda index: given[index])
        for index in _in_order(gold):
            taken = None if index in pairs else next((other for other in free if overlap(gold[index], given[other])), None)
            if taken is not None:
                pairs[index] = taken
                free.remove(taken)
    return [(index, pairs[index]) for index in _in_order(gold) if index in pairs]


def overlap(a: Span, b: Span) -> bool:
    """True if the two spans share at least one character."""
    return max(a[0], b[0]) < min(a[1], b[1])


def _in_order(spans: Sequence[Span]) -> list[int]:
    return sorted(range(len(spans)), key=lambda index: spans[index])
