"""The JSON Schemas of the records: the formal definition of what the files hold."""

from __future__ import annotations

from typing import Any

from annotations.claim import BLOCKS, Claim
from annotations.decision import Decision
from annotations.record import adapter
from annotations.relation import Group, Relation
from corpus.article import Article, Failure

SCHEMA_VERSION = "1.0"
RECORD_TYPES: dict[str, type[Any]] = {
    "article": Article,
    "failure": Failure,
    "claim": Claim,
    "relation": Relation,
    "group": Group,
    "decision": Decision,
}


def record_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of the record file `name`; KeyError for a name that is no record type."""
    schema = adapter(RECORD_TYPES[name]).json_schema(mode="serialization")
    if name == "claim":
        schema["required"] = [field for field in schema["required"] if field not in BLOCKS]
        schema["allOf"] = [_block_rule(kind) for kind in BLOCKS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:counterclaim:{name}:{SCHEMA_VERSION}",
        **schema,
        "version": SCHEMA_VERSION,
    }


def _block_rule(kind: str) -> dict[str, Any]:
    """A claim of `kind` has the block of that kind and no other."""
    others = [{"required": [other]} for other in BLOCKS if other != kind]
    return {"if": {"properties": {"kind": {"const": kind}}}, "then": {"required": [kind], "not": {"anyOf": others}}}
