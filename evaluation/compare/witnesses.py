"""Independent sources: who stands behind a fact, counted by ultimate source and never by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotations.claim import Attribution
from annotations.relation import Witness
from annotations.vocabulary import Identity, WitnessRole
from corpus.article import Article
from corpus.near_duplicates import near_duplicates
from evaluation.compare.reading import Reading
from evaluation.compare.sources import callings, chain, is_named, same_source

_STATING: frozenset[WitnessRole] = frozenset({"states"})
_EVENT_ROLES: frozenset[WitnessRole] = frozenset({"states", "confirms_event"})


@dataclass(frozen=True, slots=True)
class Accounts:
    """The witnesses of a fact and how many of them are independent."""

    witnesses: tuple[Witness, ...]
    for_number: int
    for_event: int


@dataclass(slots=True)
class _Source:
    """One ultimate source with the claims that lead back to it."""

    attribution: Attribution
    readings: list[Reading]

    @property
    def is_named(self) -> bool:
        return any(is_named(link) for reading in self.readings for link in reading.claim.attribution[-1:])

    @property
    def callings(self) -> frozenset[str]:
        """The callings named with the source: in its own words, for a name in the sentence around it."""
        texts = [link.source for reading in self.readings for link in reading.claim.attribution[-1:]]
        if self.is_named:
            texts += [reading.sentence for reading in self.readings]
        return frozenset[str]().union(*(callings(text) for text in texts))


def find_copies(articles: Mapping[str, Article]) -> dict[str, str]:
    """The article that each copy repeats: the earliest one of its text."""
    first: dict[str, str] = {}
    for group in near_duplicates([articles[key] for key in sorted(articles)]):
        origin = min(group, key=lambda key: (articles[key].published_days is None, articles[key].published_days, key))
        first.update((key, origin) for key in group if key != origin)
    return first


def find_witnesses(
    members: Sequence[Reading], readings: Mapping[str, Reading], articles: Mapping[str, Article], copies: Mapping[str, str]
) -> Accounts:
    """Everybody who stands behind the claims of one fact; `copies` names the article that a copy repeats.

    An article that names nobody for a figure which another one attributes adds nothing; only where no article names a
    source is the count 1. A source without a name ("officials") adds nothing to a named one that gives the same figure.
    """
    sources = _gather([reading for reading in members if reading.claim.attribution], copies)
    silent = [reading for reading in members if not reading.claim.attribution]
    merged = _same_descriptions(sources)
    witnesses = [
        _witness(source, index in merged, part, articles, copies)
        for index, source in enumerate(sources)
        for part in _by_role(source.readings)
    ]
    if silent:
        witnesses.append(_unattributed(silent))
    # An article that names its source for one claim of the fact and not for another has named it.
    named_in = {article for witness in witnesses if witness.source is not None for article in witness.articles}
    witnesses = [witness for witness in witnesses if witness.source is not None or not set(witness.articles) <= named_in]
    for_number = _count(sources, witnesses, merged | _echoes(sources), _STATING)
    for_event = _count(sources, witnesses, merged, _EVENT_ROLES) + _confirming(sources, witnesses, readings)
    figures = any(reading.value is not None or reading.claim.quantity is None for reading in silent)
    for_number = for_number or (1 if figures and not _attributed(witnesses) else 0)
    return Accounts(tuple(sorted(witnesses, key=_witness_key)), for_number, max(for_event, for_number))


def _witness_key(witness: Witness) -> tuple[bool, str, str, tuple[str, ...]]:
    return (witness.source is None, witness.role, witness.source or "", witness.claims)


def _attributed(witnesses: Sequence[Witness]) -> bool:
    return any(witness.role == "states" for witness in witnesses)


def _by_role(found: Sequence[Reading]) -> list[list[Reading]]:
    """The claims of one source, those that deny apart from the others: who counts 31 may deny that a child was among them."""
    denying = [reading for reading in found if _role_of(reading) == "denies"]
    others = [reading for reading in found if _role_of(reading) != "denies"]
    return [part for part in (others, denying) if part]


def _echoes(sources: Sequence[_Source]) -> frozenset[int]:
    """Sources without a name beside a named one that gives the same figure: they may well be the same."""
    named = [reading for source in sources if source.is_named for reading in source.readings]
    return frozenset(
        index
        for index, source in enumerate(sources)
        if not source.is_named and all(any(_same_figure(reading, other) for other in named) for reading in source.readings)
    )


def _same_figure(a: Reading, b: Reading) -> bool:
    return a.value is not None and b.value is not None and a.value.meets(b.value)


def _gather(attributed: Sequence[Reading], copies: Mapping[str, str]) -> list[_Source]:
    sources: list[_Source] = []
    # Longer names first, so that "HRW" finds "Human Rights Watch" whatever the order of the articles.
    ordered = sorted(attributed, key=lambda reading: (-len(reading.claim.attribution[-1].source), reading.claim.sort_key))
    for reading in ordered:
        last = reading.claim.attribution[-1]
        for source in sources:
            if same_source(source.attribution.source, last.source) and _may_be_one(source, reading, copies):
                source.readings.append(reading)
                break
        else:
            sources.append(_Source(last, [reading]))
    return sources


def _may_be_one(source: _Source, reading: Reading, copies: Mapping[str, str]) -> bool:
    """Two articles that quote "officials" need not quote the same ones; one article does, and so does its copy."""
    if is_named(reading.claim.attribution[-1]):
        return True
    article = copies.get(reading.claim.article, reading.claim.article)
    return any(copies.get(other.claim.article, other.claim.article) == article for other in source.readings)


def _same_descriptions(sources: Sequence[_Source]) -> frozenset[int]:
    """Sources that another one probably is: "a missionary" here, a missionary with a name there, one institute in two articles."""
    merged: set[int] = set()
    for index, source in enumerate(sources):
        if source.is_named:
            continue
        for other_index, other in enumerate(sources):
            same_words = same_source(source.attribution.source, other.attribution.source) and other_index < index
            if other_index != index and (same_words or (other.is_named and source.callings & other.callings)):
                merged.add(index)
    return frozenset(merged)


def _witness(
    source: _Source, is_merged: bool, part: Sequence[Reading], articles: Mapping[str, Article], copies: Mapping[str, str]
) -> Witness:
    chosen = sorted(part, key=lambda reading: reading.claim.sort_key)
    identity: Identity = "same_description" if is_merged else "named" if source.is_named else "unknown"
    role = _role(chosen)
    if role == "states" and all(reading.claim.article in copies or _is_copy(reading, articles) for reading in chosen):
        role = "repeats"
    return Witness(
        source=source.attribution.source,
        role=role,
        chain=max((chain(reading.claim) for reading in chosen), key=lambda links: (len(links), links)),
        articles=tuple(sorted({reading.claim.article for reading in chosen})),
        claims=tuple(sorted(reading.claim.id for reading in chosen)),
        identity=identity,
    )


def _is_copy(reading: Reading, articles: Mapping[str, Article]) -> bool:
    """True for a text that first appeared in another of the articles."""
    article = articles.get(reading.claim.article)
    if article is None or article.republished_from is None:
        return False
    origin = article.republished_from.lower()
    return any(other.publisher is not None and other.publisher.lower() == origin for key, other in articles.items() if key != article.id)


def _role(chosen: Sequence[Reading]) -> WitnessRole:
    """What the source does for the fact: its strongest part."""
    roles = {_role_of(reading) for reading in chosen}
    order: tuple[WitnessRole, ...] = ("denies", "states", "abstains", "confirms_event")
    return next(role for role in order if role in roles)


def _role_of(reading: Reading) -> WitnessRole:
    stance = reading.claim.attribution[-1].stance
    if stance == "denies" or (reading.claim.quantity is not None and reading.is_zero):
        return "denies"
    if reading.claim.quantity is None:
        return "states"
    if reading.value is None:
        return "abstains" if reading.quantity.modifier == "undetermined" or stance == "abstains" else "confirms_event"
    return "confirms_event" if reading.quantity.modifier == "vague" and reading.value.high is None else "states"


def _unattributed(silent: Sequence[Reading]) -> Witness:
    return Witness(
        source=None,
        role="unattributed",
        chain=(),
        articles=tuple(sorted({reading.claim.article for reading in silent})),
        claims=tuple(sorted(reading.claim.id for reading in silent)),
        identity="unknown",
    )


def _count(sources: Sequence[_Source], witnesses: Sequence[Witness], merged: frozenset[int], roles: frozenset[WitnessRole]) -> int:
    """How many ultimate sources play one of `roles`; a source that is probably another one is counted once."""
    named = {witness.source for witness in witnesses if witness.role in roles}
    counted = [index for index, source in enumerate(sources) if source.attribution.source in named and index not in merged]
    return len(counted)


def _confirming(sources: Sequence[_Source], witnesses: Sequence[Witness], readings: Mapping[str, Reading]) -> int:
    """How many of those without a figure still say that the event took place."""
    silent = {witness.source for witness in witnesses if witness.role == "abstains"}
    return sum(1 for source in sources if source.attribution.source in silent and _confirms_event(source, readings))


def _confirms_event(source: _Source, readings: Mapping[str, Reading]) -> bool:
    if any(_role_of(reading) == "confirms_event" for reading in source.readings):
        return True
    own = {reading.claim.id for reading in source.readings}
    article, state = source.readings[0].claim.article, source.readings[0].state
    for reading in readings.values():
        if reading.claim.id in own or reading.claim.article != article or reading.state != state or not reading.claim.attribution:
            continue
        last, event = reading.claim.attribution[-1], reading.claim.event
        affirmed = event is not None and event.polarity == "affirmed" and last.stance not in {"denies", "abstains"}
        # The spokesman who confirms and the ministry that has no figure are one source: their chains meet.
        names = {link.source for own_reading in source.readings for link in own_reading.claim.attribution}
        if affirmed and any(same_source(last.source, name) for name in sorted(names)):
            return True
    return False
