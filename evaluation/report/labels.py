"""Plain words for what the comparison found: for lists, for headings, and for the small notes beside a finding."""

from __future__ import annotations

from annotations.relation import Group, Relation

_NAMES = {
    "conflict": "conflict",
    "no_estimate": "could not confirm",
    "sums_to": "adds up",
    "supersedes": "updated",
    "part_of": "part of a whole",
    "refines": "more precise",
    "agree": "agree",
    "compatible": "compatible",
    "review": "to review",
    "not_comparable": "looks alike, is not the same",
}
_LABELS = {
    "conflict": "Contradiction",
    "no_estimate": "Could not confirm",
    "sums_to": "Adds up",
    "supersedes": "Updated",
    "part_of": "Part of a larger figure",
    "refines": "More precise",
    "compatible": "Compatible",
    "review": "To check",
    "not_comparable": "Looks alike, is not the same",
}
_SEVERITIES = {"low": "small gap", "mid": "clear gap", "high": "large gap"}
_FLAGS = {
    "stance_differs": "The sources do not stand behind it in the same way.",
    "population_in_doubt": "It is not certain that both count the same people.",
    "source_inferred": "The source was taken from an earlier sentence.",
    "attribution_differs": "The articles name different sources.",
    "attribution_dropped": "One article names a source, the other none.",
    "shared_source": "Both lead back to one source.",
    "independent_source": "The sources are independent.",
    "modality_differs": "One is stated as fact, the other is not.",
    "hedged": "One source is cautious.",
    "rounded": "One figure is rounded.",
    "boundary_mismatch": "The periods begin or end at slightly different times.",
    "year_inferred": "Years in brackets were inferred.",
    "year_unresolved": "A year could not be established: the text's own words stand in its place.",
    "relative_date": "A day was counted from the date of publication.",
    "naming_variant": "The names are spelled differently.",
    "status_term": "The word for the treaty status is not the one on record.",
    "includes_perpetrator": "One figure includes the attacker.",
    "unequal_periods": "The periods are of different length.",
    "implicit_quantity": "One figure is not printed; it follows from the others.",
    "same_article": "Both stand in one article.",
}
_CLAIM_ROLES = {
    "peer": "says",
    "whole": "whole",
    "part": "part",
    "finer": "finer",
    "coarser": "coarser",
    "earlier": "earlier",
    "later": "later",
    "speaker": "no number",
    "record": "treaty record",
}
_STATUSES = {
    "ratified": "ratified",
    "acceded": "acceded",
    "succeeded": "succeeded",
    "party": "party",
    "signatory": "signatory",
    "signed_only": "signed, not bound",
    "withdrawn": "withdrawn",
    "not_party": "not a party",
    "other": "status not clear",
}
_STANCES = {
    "confirms": "confirms",
    "estimates": "estimates",
    "denies": "denies",
    "abstains": "gives no figure",
    "warns": "warns",
    "alleges": "alleges",
}


def verdict_name(verdict: str) -> str:
    """A verdict in plain words for lists: "sums_to" is "adds up"."""
    return _NAMES[verdict]


def finding_label(relation: Relation, group: Group | None) -> str:
    """The heading of one finding: "Adds up"; an agreement is "Corroborated" only when its fact has two independent sources."""
    if relation.verdict != "agree":
        return _LABELS[relation.verdict]
    if group is None:
        return "Repeated, not corroborated"
    return agreement_label(group)


def agreement_label(group: Group) -> str:
    """The label of a fact that several articles carry: "Corroborated" needs two independent sources."""
    sources = group.independent_for_number if group.kind == "quantity" else group.independent_for_event
    return "Corroborated" if sources > 1 else "Repeated, not corroborated"


def severity_name(severity: str) -> str:
    """How far two contradicting figures are apart: "clear gap" for less than half of the larger."""
    return _SEVERITIES[severity]


def flag_sentence(flag: str) -> str:
    """A flag as one sentence: "One figure is rounded."."""
    return _FLAGS[flag]


def claim_role_name(role: str) -> str:
    """The part that a claim plays in a finding: "whole", "earlier", "treaty record"."""
    return _CLAIM_ROLES[role]


def status_name(status: str) -> str:
    """A treaty status: "signed_only" is "signed, not bound"."""
    return _STATUSES[status]


def stance_name(stance: str) -> str:
    """How a source stands to what it says, where this is more than saying it: "estimates"; "" otherwise."""
    return _STANCES.get(stance, "")
