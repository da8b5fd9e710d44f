import subprocess
import sys
from typing import get_args

import pytest

from annotations.vocabulary import ClaimRole, Flag, Severity, Stance, TreatyStatus, Verdict
from evaluation.report.labels import claim_role_name, finding_label, flag_sentence, severity_name, stance_name, status_name, verdict_name
from tests.evaluation.report.story import make_story

NAMES = [
    ("conflict", "conflict"),
    ("no_estimate", "could not confirm"),
    ("sums_to", "adds up"),
    ("supersedes", "updated"),
    ("part_of", "part of a whole"),
    ("refines", "more precise"),
    ("agree", "agree"),
    ("compatible", "compatible"),
    ("review", "to review"),
    ("not_comparable", "looks alike, is not the same"),
]


@pytest.mark.parametrize(("verdict", "name"), NAMES)
def test_verdicts_have_plain_names(verdict: str, name: str) -> None:
    assert verdict_name(verdict) == name


@pytest.mark.parametrize(
    ("values", "name"),
    [(Verdict, verdict_name), (ClaimRole, claim_role_name), (Flag, flag_sentence), (Severity, severity_name), (TreatyStatus, status_name)],
)
def test_every_word_of_the_contract_has_a_name(values: object, name: object) -> None:
    assert all(name(value) for value in get_args(values))  # type: ignore[operator]


def test_only_a_telling_stance_is_named() -> None:
    assert [stance_name(stance) for stance in get_args(Stance) if not stance_name(stance)] == ["", "", ""]
    assert stance_name("estimates") == "estimates"


def test_agreement_needs_two_sources_to_be_corroborated() -> None:
    _, _, comparison, _ = make_story()
    relation, group = comparison.relations[0], comparison.groups[0]
    assert finding_label(relation, group) == "Repeated, not corroborated"
    assert finding_label(relation, None) == "Repeated, not corroborated"
    two = type(group)(**{name: getattr(group, name) for name in group.__dataclass_fields__} | {"independent_for_number": 2})
    assert finding_label(relation, two) == "Corroborated"


def test_names_are_cheap_to_import() -> None:
    code = "import sys, evaluation.report.labels; print([name for name in ('jinja2', 'spacy', 'numpy') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
