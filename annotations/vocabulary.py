"""The closed lists of the contract: a value outside them is refused when a record is read."""

from __future__ import annotations

from typing import Literal

Kind = Literal["quantity", "date", "place", "legal"]
Modifier = Literal[
    "exact", "more_than", "at_least", "less_than", "at_most", "nearly", "about", "range", "vague", "none", "undetermined", "other"
]
Aspect = Literal["stock", "flow", "cumulative", "rate", "level", "change", "other"]
Change = Literal["up", "down"]
QuantityRelation = Literal["additional", "including", "rest", "each", "other"]
Polarity = Literal["affirmed", "negated", "unknown"]
Modality = Literal["asserted", "possible", "future", "hypothetical", "required"]
SourceKind = Literal["organisation", "government", "person", "group", "document", "anonymous", "article", "other"]
AttributionType = Literal["direct", "indirect", "mixed", "passive", "document", "other"]
Stance = Literal["asserts", "confirms", "estimates", "denies", "abstains", "warns", "alleges", "cites", "other"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["explicit", "relative", "year_inferred", "unresolved"]
PlaceRole = Literal["location", "actor", "modifier"]
TreatyStatus = Literal["ratified", "acceded", "succeeded", "party", "signatory", "signed_only", "withdrawn", "not_party", "other"]
Inherited = Literal["sentence", "paragraph", "article"]
AsOfSource = Literal["text", "attribution", "published"]

Verdict = Literal[
    "no_estimate", "conflict", "sums_to", "part_of", "supersedes", "not_comparable", "agree", "refines", "compatible", "review"
]
ClaimRole = Literal["peer", "whole", "part", "finer", "coarser", "earlier", "later", "speaker", "record"]
Severity = Literal["low", "mid", "high"]
Flag = Literal[
    "stance_differs",
    "population_in_doubt",
    "source_inferred",
    "attribution_differs",
    "attribution_dropped",
    "shared_source",
    "independent_source",
    "modality_differs",
    "hedged",
    "rounded",
    "boundary_mismatch",
    "year_inferred",
    "year_unresolved",
    "relative_date",
    "naming_variant",
    "status_term",
    "includes_perpetrator",
    "unequal_periods",
    "implicit_quantity",
    "same_article",
]
WitnessRole = Literal["states", "confirms_event", "repeats", "unattributed", "abstains", "denies"]
Identity = Literal["named", "same_description", "unknown"]
QuestionCode = Literal[
    "no_source",
    "source_unclear_identity",
    "year_doubtful",
    "window_mismatch",
    "attribution_differs",
    "population_in_doubt",
    "no_period",
    "undated_article",
    "accused_not_heard",
]
Action = Literal["accept", "reject", "edit", "add", "rule", "withhold", "undo"]

# The verdict of a pair of texts is the first of these that any relation joining them has.
VERDICT_ORDER: tuple[str, ...] = (
    "conflict",
    "no_estimate",
    "sums_to",
    "supersedes",
    "part_of",
    "refines",
    "agree",
    "compatible",
    "review",
    "not_comparable",
)
