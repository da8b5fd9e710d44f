"""Properties are judged by what they say, not by how long a busy machine takes to try them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
