"""Every reason code of a relation, with what it stands for: the closed list."""

from __future__ import annotations

from evaluation.compare.explain import NOT_COMPARABLE

REASONS = {
    "arithmetic": "parts that leave nothing out do not add up to their whole",
    "cumulative_grew": "a count of the same event grew",
    "dates_differ": "two days are given for one event",
    "denied": "one denies what the other counts",
    "figures_differ": "the numbers of one scope do not meet",
    "figures_overlap": "the numbers overlap, neither lies inside the other",
    "finer_date": "one date lies inside the other",
    "finer_place": "one adds a finer place",
    "finer_time": "one adds a finer time",
    "inside_place": "the part is of a place inside that of the whole",
    "inside_population": "the part counts a group among those of the whole",
    "inside_state": "the part counts one of the states that the whole takes together",
    "inside_time": "the part is of a time inside that of the whole",
    "names_provision": "one names a provision, the other the instrument or a wider provision",
    "narrower_figure": "the numbers of one lie inside those of the other",
    "no_figure_given": "somebody says that they have no figure",
    "opposed_status": "one says that the state is bound, the other that it is not",
    "part_exceeds_whole": "the part is larger than its whole",
    "parts_by_place": "parts of different places add up",
    "parts_by_population": "parts of different groups add up",
    "parts_by_state": "parts to whom different things happened add up",
    "parts_by_time": "parts of different times add up",
    "rate_for_period": "a total over a stated time fits a yearly rate",
    "revised": "the text says that the figure was changed",
    "rounded_figure": "the numbers meet once a round one is taken as rounded",
    "same_date": "the same date",
    "same_instrument": "the same instrument, provision or status",
    "same_place": "the same place",
    "same_value": "the same number",
    "scope_unknown": "the numbers do not meet, but a scope is not known",
    "share_of": "one is said to be a share of the other",
    "state_transfer": "people moved from one count to another, the total is kept",
    "status": "two words for the status of one state",
    "treaty_record": "the claim beside the treaty record",
    "with_perpetrator": "one counts the attacker, the other does not",
    **NOT_COMPARABLE,
}
