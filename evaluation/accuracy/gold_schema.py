"""The form of a line of gold: the record types of the contract with every slot optional.

A gold line may leave slots out (what it leaves out is not scored), may give null where a reader could not tell, and may name
places by their names alone. Anything else that the record types refuse is refused here too, all faults of a line at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from operator import or_
from types import GenericAlias, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from annotations.claim import BLOCKS, Claim
from annotations.relation import Relation, RelationClaim

CLAIM_KEYS = ("id", "article", "kind", "start", "end", "quote")
RELATION_KEYS = ("id", "verdict", "claims")
_NOTES = ("why", "note")


def claim_faults(row: Mapping[str, Any]) -> list[str]:
    """What is wrong with the form of a claim line, one sentence each; empty when it fits."""
    faults = _missing(row, CLAIM_KEYS) + _schema_faults(_sparse(Claim), _with_place_records(row))
    return faults or [*_foreign_blocks(row), *_reversed(row)]


def relation_faults(row: Mapping[str, Any]) -> list[str]:
    """What is wrong with the form of a relation line, one sentence each; empty when it fits."""
    return _missing(row, RELATION_KEYS) + _schema_faults(_sparse(Relation), row)


def _missing(row: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [f"{key}: missing" for key in keys if row.get(key) is None]


def _with_place_records(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same row with every place that is given by its name alone as a place of that name."""
    if not isinstance(places := row.get("where"), list):
        return row
    return {**row, "where": [{"name": place} if isinstance(place, str) else place for place in places]}


def _schema_faults(model: type[BaseModel], row: Mapping[str, Any]) -> list[str]:
    """What the types refuse; read from JSON, where a list is a tuple and a text a date, but "4" is no number."""
    try:
        model.model_validate_json(json.dumps(row), strict=True)
    except ValidationError as error:
        return [_sentence(fault["loc"], fault["type"], fault["msg"], fault.get("input")) for fault in error.errors(include_url=False)]
    return []


def _sentence(place: tuple[int | str, ...], type_: str, message: str, found: object) -> str:
    name = ".".join(str(part) for part in place) or "line"
    if type_ == "extra_forbidden":
        return f"{name}: no such slot"
    message = message.removeprefix("Value error, ")
    return f"{name}: {message[:1].lower()}{message[1:]}, found {found!r:.60}"


def _foreign_blocks(row: Mapping[str, Any]) -> list[str]:
    """Blocks of another kind than the claim's; its own may be left out, then only its span is scored."""
    return [f"{kind}: a block of another kind than {row['kind']}" for kind in BLOCKS if kind != row["kind"] and row.get(kind) is not None]


def _reversed(row: Mapping[str, Any]) -> list[str]:
    """Ranges that end before they begin."""
    faults = []
    for name, low, high in (("quantity", "low", "high"), ("date", "begin", "end"), ("when", "begin", "end")):
        block = row.get(name) or {}
        first, last = block.get(low), block.get(high)
        if first is not None and last is not None and last < first:
            faults.append(f"{name} ends ({last}) before it begins ({first})")
    return faults


class _Sparse(BaseModel):
    """A record of which every slot may be left out, and no other slot given."""

    model_config = ConfigDict(extra="forbid")


@cache
def _sparse(record_type: type[Any]) -> type[BaseModel]:
    """A model of `record_type` with the same types and closed lists, but every field optional and nullable."""
    types = get_type_hints(record_type, include_extras=True)
    slots: dict[str, Any] = {field.name: (_loosened(types[field.name]) | None, None) for field in fields(record_type)}
    if record_type in {Claim, Relation}:
        slots |= dict.fromkeys(_NOTES, (str | None, None))
    model: type[BaseModel] = create_model(f"Gold{record_type.__name__}", __base__=_Sparse, **slots)
    return model


def _loosened(hint: Any) -> Any:
    """`hint` with every record type inside replaced by its sparse model; the parts of a relation stay whole."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint if hint is RelationClaim else _sparse(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return reduce(or_, [_loosened(part) for part in parts if part is not NoneType])
    if origin is tuple:
        return GenericAlias(tuple, tuple(part if part is Ellipsis else _loosened(part) for part in parts))
    return hint
