"""Equal claims put together: cliques of claims that agree with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# More claims than this agreeing at once are put together one after the other instead of clique by clique.
_LARGE = 40


def cliques(keys: Iterable[str], agreeing: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """The largest sets of two or more claims of which each agrees with each, sorted.

    A claim without a time may agree with two that name different months; it then stands in two sets, so that
    no further claim can undo an agreement.
    """
    found: set[tuple[str, ...]] = set()
    for component in _components(sorted(keys), agreeing):
        if len(component) > _LARGE:
            found.update(_greedy(component, agreeing))
        else:
            _expand(frozenset(), frozenset(component), frozenset(), agreeing, found)
    return sorted(clique for clique in found if len(clique) > 1)


def partition(keys: Iterable[str], agreeing: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """Every claim in exactly one set of claims that agree with each other; claims that agree with none stand alone."""
    return sorted(_greedy(sorted(keys), agreeing))


def _components(keys: list[str], agreeing: Mapping[str, frozenset[str]]) -> list[list[str]]:
    seen: set[str] = set()
    components = []
    for key in keys:
        if key in seen:
            continue
        component, waiting = set(), [key]
        while waiting:
            current = waiting.pop()
            if current not in component:
                component.add(current)
                waiting.extend(agreeing.get(current, frozenset()) - component)
        seen |= component
        components.append(sorted(component))
    return components


def _greedy(keys: list[str], agreeing: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    sets: list[list[str]] = []
    for key in keys:
        friends = agreeing.get(key, frozenset())
        for members in sets:
            if friends.issuperset(members):
                members.append(key)
                break
        else:
            sets.append([key])
    return [tuple(members) for members in sets]


def _expand(
    clique: frozenset[str],
    candidates: frozenset[str],
    excluded: frozenset[str],
    agreeing: Mapping[str, frozenset[str]],
    found: set[tuple[str, ...]],
) -> None:
    """Bron and Kerbosch's search for maximal cliques, with a pivot."""
    if not candidates and not excluded:
        found.add(tuple(sorted(clique)))
        return
    pivot = max(sorted(candidates | excluded), key=lambda key: len(candidates & agreeing.get(key, frozenset())))
    for key in sorted(candidates - agreeing.get(pivot, frozenset())):
        friends = agreeing.get(key, frozenset())
        _expand(clique | {key}, candidates & friends, excluded & friends, agreeing, found)
        candidates -= {key}
        excluded |= {key}
