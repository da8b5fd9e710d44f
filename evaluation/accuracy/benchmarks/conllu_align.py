"""Which words of two readings of one text are the same, by their characters, as the CoNLL 2018 shared task aligns them."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.accuracy.benchmarks.conllu_file import Word


def align(gold: Sequence[Word], given: Sequence[Word]) -> list[tuple[int, int]]:
    """Indexes (gold, given) of the words that are the same, in text order.

    Words with equal characters are the same. Where a printed token of several words lies ("don't" is "do" and "n't"), the words that
    touch it are aligned by the longest common subsequence of their forms, in any case of letters.
    """
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(gold) and j < len(given):
        if gold[i].several or given[j].several:
            i, j, found = _align_block(gold, given, i, j)
            pairs += found
        elif (gold[i].start, gold[i].end) == (given[j].start, given[j].end):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif gold[i].start <= given[j].start:
            i += 1
        else:
            j += 1
    return pairs


def _align_block(gold: Sequence[Word], given: Sequence[Word], i: int, j: int) -> tuple[int, int, list[tuple[int, int]]]:
    """The words of the stretch that a token of several words covers, aligned by form, and where each side goes on."""
    # The earlier side is skipped up to the stretch first, so that only words that touch it are aligned by form.
    if gold[i].several and given[j].end <= gold[i].start:
        return i, j + 1, []
    if given[j].several and gold[i].end <= given[j].start:
        return i + 1, j, []
    begin_i, begin_j = i, j
    end = max((word[place].end for word, place in ((gold, i), (given, j)) if word[place].several))
    while True:
        grown = end
        while i < len(gold) and gold[i].start < end:
            end = max(end, gold[i].end) if gold[i].several else end
            i += 1
        while j < len(given) and given[j].start < end:
            end = max(end, given[j].end) if given[j].several else end
            j += 1
        if end == grown:
            break
    one, other = list(range(begin_i, i)), list(range(begin_j, j))
    return i, j, [(one[a], other[b]) for a, b in _common([gold[k].form for k in one], [given[k].form for k in other])]


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Indexes of a longest common subsequence of two lists of forms."""
    left, right = [form.lower() for form in one], [form.lower() for form in other]
    longest = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in reversed(range(len(left))):
        for b in reversed(range(len(right))):
            same = longest[a + 1][b + 1] + 1 if left[a] == right[b] else 0
            longest[a][b] = max(same, longest[a + 1][b], longest[a][b + 1])
    pairs, a, b = [], 0, 0
    while a < len(left) and b < len(right):
        if left[a] == right[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs
