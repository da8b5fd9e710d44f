"""The custom attributes of a `Doc`: declared once, here, and holding plain values only.

A `Doc` therefore survives `to_bytes`, `DocBin` and worker processes.
"""

from __future__ import annotations

from spacy.tokens import Doc

CLAIMS = "counterclaim"  # tuple of claim dicts in the form of the contract, in text order
ARTICLE = "counterclaim_article"  # {"id", "published", "zones", "publisher", "title"} or None
ATTRIBUTIONS = "counterclaim_attributions"  # tuple of attribution dicts, in text order
_DEFAULTS: dict[str, object] = {CLAIMS: (), ARTICLE: None, ATTRIBUTIONS: ()}


def declare_extensions() -> None:
    """Declare our attributes if this process has not done so; a foreign attribute of the same name is left to clash."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
