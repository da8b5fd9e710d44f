"""Our top-level names are generic: no other installed distribution may own one of them."""

from __future__ import annotations

from importlib.metadata import packages_distributions

import pytest


@pytest.mark.parametrize("name", ["corpus", "annotations", "models", "pipeline", "evaluation", "counterclaim"])
def test_the_name_is_ours_alone(name: str) -> None:
    owners = {owner.lower() for owner in packages_distributions().get(name, ())}
    assert owners <= {"counterclaim"}
