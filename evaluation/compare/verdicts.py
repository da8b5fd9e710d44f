"""The verdict of a pair of quantity claims: an ordered table of rules, the first that applies decides.

Each rule carries its test, which answers with the roles of both claims, and its sentence, which states the figures.
Rows that need more than two claims are in `sums` and `updates`.
"""

from __future__ import annotations

from evaluation.compare import figures, lookalikes, parts, sentences, updates
from evaluation.compare.match import Match, Rule
from evaluation.compare.pair import Pair


def judge(pair: Pair) -> tuple[Rule, Match] | None:
    """The first rule of the table that applies, with what it found; None when no rule says anything."""
    for rule in RULES:
        match = rule.test(pair)
        if match is not None and _is_only_listed(pair) and rule.verdict in {"review", "conflict"} and rule.name != "denial":
            return None
        if match is not None:
            return (rule, match) if rule.within or not pair.same_article else None
    return None


def _is_only_listed(pair: Pair) -> bool:
    """True where one figure is named among others ("including the pilot"): it is no count of its own kind."""
    return "including" in {pair.a.quantity.relation, pair.b.quantity.relation}


RULES: tuple[Rule, ...] = (
    Rule("abstention", "no_estimate", figures.abstains, sentences.say_abstains),
    Rule("denial", "conflict", figures.denies, sentences.say_denied, within=True),
    Rule("finer_scope", "refines", parts.is_finer_scope, sentences.say_narrower),
    Rule("part_exceeds_whole", "conflict", parts.exceeds_whole, sentences.say_exceeds, within=True),
    Rule("part_of_whole", "part_of", parts.is_part, sentences.say_part, within=True),
    Rule("later_count", "supersedes", updates.updates, sentences.say_update, within=True),
    Rule("rate_for_period", "compatible", lookalikes.fits_rate, sentences.say_rate),
    Rule("other_scope", "not_comparable", lookalikes.is_other, sentences.say_other),
    Rule("same_value", "agree", figures.is_same, sentences.say_agree, within=True),
    Rule("narrower_figure", "refines", figures.is_narrower, sentences.say_narrower),
    Rule("figures_overlap", "compatible", figures.overlaps, sentences.say_overlap),
    Rule("rounded_figure", "compatible", figures.meets_when_rounded, sentences.say_rounded),
    Rule("scope_unknown", "review", figures.is_open, sentences.say_review),
    Rule("figures_differ", "conflict", figures.differs, sentences.say_differs, within=True),
)
