"""Records to plain values and back: one codec for every record type of the contract.

A record type is a frozen dataclass; its field types are the schema. Numbers are exact (`Fraction`) inside and JSON numbers
outside: integers when whole, otherwise at most six decimals.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, PlainSerializer, TypeAdapter, ValidationError, WithJsonSchema

from corpus.errors import RecordError

T = TypeVar("T")
DECIMALS = 6


def to_json_number(value: Fraction) -> int | float:
    """`value` as a JSON number: an integer when whole, otherwise rounded to six decimals."""
    rounded = round(value, DECIMALS)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)


def to_fraction(value: object) -> Fraction:
    """The exact number that a JSON number prints: 0.1 is one tenth, not the nearest binary fraction.

    ValueError for a boolean, a text that is no number, an infinity or NaN.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise ValueError(f"{value!r} is no number")
    try:
        return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{value!r} is no finite number") from None


Number = Annotated[
    Fraction,
    BeforeValidator(to_fraction),
    PlainSerializer(to_json_number, return_type=int | float),
    WithJsonSchema({"type": "number"}),
]
STRICT = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(record_type: type[T]) -> TypeAdapter[T]:
    """The one validator and serialiser of a record type."""
    if record_type not in _ADAPTERS:
        _ADAPTERS[record_type] = TypeAdapter(record_type)
    return _ADAPTERS[record_type]


def to_record(value: object) -> dict[str, Any]:
    """A record value as a plain dict in the order of its fields, fit for JSON.

    A record type may name fields that are left out (`omitted_fields`): a claim writes the block of its own kind only.
    """
    dumped: dict[str, Any] = adapter(type(value)).dump_python(value, mode="json")
    for name in getattr(value, "omitted_fields", ()):
        del dumped[name]
    return dumped


def from_record(record_type: type[T], data: object) -> T:
    """The value that a plain dict spells out; RecordError names the first fault and its field."""
    try:
        return adapter(record_type).validate_python(data)
    except ValidationError as error:
        raise _record_error(record_type, error) from None


def from_json(record_type: type[T], line: str | bytes) -> T:
    """The value that one line of JSON spells out; RecordError for broken JSON and for a record that breaks its schema."""
    try:
        return adapter(record_type).validate_json(line)
    except ValidationError as error:
        raise _record_error(record_type, error) from None


def to_line(value: object) -> str:
    """A record as one line of JSON Lines, without the line end; equal values give equal bytes."""
    return json.dumps(to_record(value), ensure_ascii=False, separators=(",", ":"))


def _record_error(record_type: type[Any], error: ValidationError) -> RecordError:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "record"
    return RecordError(f"{record_type.__name__} record: {where}: {first['msg']}")
