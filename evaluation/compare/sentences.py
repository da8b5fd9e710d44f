"""The sentence of each rule: it states the figures, so that a reader sees why."""

from __future__ import annotations

from evaluation.compare import explain
from evaluation.compare.match import Match, interval_of, ordered
from evaluation.compare.pair import Pair, per_year


def say_abstains(pair: Pair, match: Match) -> str:
    """ "The ministry gives no figure (...) where another article has ..." """
    speaker, peer = ordered(pair, match, "speaker")
    source = speaker.claim.ultimate_source
    name = source.source if source else "The article"
    return f"{name[:1].upper()}{name[1:]} gives no figure ({explain.quoted(speaker)}) where another article has {explain.quoted(peer)}."


def say_denied(pair: Pair, match: Match) -> str:
    """Which claim stands for none, and the number of the other."""
    zero, other = (pair.a, pair.b) if pair.a.is_zero else (pair.b, pair.a)
    return f"{explain.quoted(zero)} stands for none, {explain.quoted(other)} for {explain.interval_text(other.value)}."


def say_exceeds(pair: Pair, match: Match) -> str:
    """Both figures, the part first."""
    part, whole = ordered(pair, match, "part")
    return f"{explain.figure(part)} is more than {explain.figure(whole)}, of which it can only be a part."


def say_part(pair: Pair, match: Match) -> str:
    """Part and whole, with what tells them apart."""
    part, whole = ordered(pair, match, "part")
    where = match.code.removeprefix("inside_")
    labels = [explain.part_label(reading, where) for reading in (part, whole)]
    if match.code.startswith("inside_") and all(labels) and labels[0] != labels[1]:
        return f"{explain.quoted(part)} ({labels[0]}) is part of {explain.quoted(whole)} ({labels[1]})."
    return f"{explain.figure(part)} is part of {explain.figure(whole)}."


def say_update(pair: Pair, match: Match) -> str:
    """ "The count grew from 17 (10 May 2024) to 23 (12 May 2024)." """
    later, earlier = ordered(pair, match, "later")
    verb = "was revised" if match.code == "revised" else "grew"
    steps = [f"{explain.interval_text(reading.value)} ({explain.days_text(reading.as_of)})" for reading in (earlier, later)]
    return f"The count {verb} from {steps[0]} to {steps[1]}."


def say_rate(pair: Pair, match: Match) -> str:
    """The total as a yearly figure, and the rate it fits."""
    rate, total = (pair.a, pair.b) if pair.a.quantity.rate else (pair.b, pair.a)
    yearly = per_year(total)
    assert yearly is not None
    low = round(yearly.low) if yearly.low is not None else None
    about = f"about {low:,} a year" if low is not None else "the same yearly rate"
    return f"{explain.quoted(total)} over its period is {about}, which fits {explain.quoted(rate)}."


def say_other(pair: Pair, match: Match) -> str:
    """Both claims and why they cannot be compared."""
    return f"{explain.quoted(pair.a)} and {explain.quoted(pair.b)} look alike, but {explain.NOT_COMPARABLE[match.code]}."


def say_agree(pair: Pair, match: Match) -> str:
    """Both claims and their common figure."""
    return f"{explain.quoted(pair.a)} and {explain.quoted(pair.b)} give the same figure, {explain.interval_text(pair.a.value)}."


def say_narrower(pair: Pair, match: Match) -> str:
    """The finer claim first, with what it adds."""
    finer, coarser = ordered(pair, match, "finer")
    if match.code == "narrower_figure" or pair.values != "equal":
        return f"{explain.figure(finer)} lies inside {explain.figure(coarser)}."
    return f"{explain.quoted(finer)} gives the figure of {explain.quoted(coarser)} and adds a finer {match.code.removeprefix('finer_')}."


def say_overlap(pair: Pair, match: Match) -> str:
    """Both figures."""
    return f"{explain.figure(pair.a)} and {explain.figure(pair.b)} overlap."


def say_rounded(pair: Pair, match: Match) -> str:
    """The round number, what it admits, and the other claim."""
    round_one, other = (pair.a, pair.b) if pair.a.rounded else (pair.b, pair.a)
    admitted = explain.interval_text(round_one.rounded)
    return f"{explain.quoted(round_one)} is a round number; taken as {admitted} it meets {explain.quoted(other)}."


def say_review(pair: Pair, match: Match) -> str:
    """Both figures and the scopes that are not known."""
    names = pair.scopes.named("unknown") or ["population"]
    return (
        f"{explain.figure(pair.a)} and {explain.figure(pair.b)} do not meet, but it is not known whether both speak of the same "
        f"{' and '.join(names)}."
    )


def say_differs(pair: Pair, match: Match) -> str:
    """Both figures and how far apart they are."""
    gap = explain.percent_text(interval_of(pair.a).gap(interval_of(pair.b)))
    return f"{explain.figure(pair.a)} and {explain.figure(pair.b)} cannot both be right: they are {gap} apart."
