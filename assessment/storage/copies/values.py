"""Values of a database as JSON, and back: the same from SQLite and from PostgreSQL.

Nothing is rounded or guessed: JSON of a column stays the text that was stored, to the
last space, since digests cover such texts.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    JSON,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.types import TypeEngine

_UUID_DIGITS = 32


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "int"
    FLAG = "bool"
    UUID = "uuid"
    TIME = "time"
    DAY = "date"
    JSON = "json"
    BYTES = "bytes"


_TYPES: Mapping[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.NUMBER: Integer,
    Kind.FLAG: Boolean,
    Kind.UUID: Uuid,
    Kind.TIME: DateTime,
    Kind.DAY: Date,
    Kind.JSON: Text,
    Kind.BYTES: LargeBinary,
}


def kind_of(type_: TypeEngine[Any]) -> Kind:
    """Return what a column of *type_* holds.

    It may be one of our tables, or what SQLite tells of a table: there a CHAR of 32
    characters is a UUID.
    """
    if isinstance(type_, TypeDecorator):
        return kind_of(type_.impl_instance)
    if isinstance(type_, CHAR) and type_.length == _UUID_DIGITS:
        return Kind.UUID
    for known, kind in (
        (Uuid, Kind.UUID),
        (JSON, Kind.JSON),
        (Boolean, Kind.FLAG),
        (DateTime, Kind.TIME),
        (Date, Kind.DAY),
        (Integer, Kind.NUMBER),
        (String, Kind.TEXT),
    ):
        if isinstance(type_, known):
            return kind
    return Kind.BYTES


def type_of(kind: Kind) -> TypeEngine[Any]:
    """Return as what a column of *kind* is read and written."""
    return _TYPES[kind]()


def encoded(kind: Kind, value: Any) -> object:
    """Return a value of the database as JSON data."""
    if value is None:
        return None
    match kind:
        case Kind.UUID:
            return str(value)
        case Kind.TIME:
            there = (
                value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            )
            return f"{there.isoformat(timespec='microseconds')}Z"
        case Kind.DAY:
            return str(value.isoformat())
        case Kind.BYTES:
            return b64encode(value).decode("ascii")
        case Kind.TEXT | Kind.JSON | Kind.NUMBER | Kind.FLAG:
            return value


def decoded(kind: Kind, value: object) -> object:
    """Return JSON data as a value for the database.

    Raises:
        ValueError: when it is not written as :func:`encoded` writes it.
    """
    if value is None:
        return None
    expected = {Kind.NUMBER: int, Kind.FLAG: bool}.get(kind, str)
    if type(value) is not expected:
        raise ValueError(f"{type(value).__name__} is no {kind}")
    return _DECODED[kind](value) if kind in _DECODED else value


def _time(text: str) -> datetime:
    if not text.endswith("Z"):
        raise ValueError("a time without its zone")
    return datetime.fromisoformat(text[:-1])


_DECODED: Mapping[Kind, Callable[[Any], object]] = {
    Kind.UUID: UUID,
    Kind.TIME: _time,
    Kind.DAY: date.fromisoformat,
    Kind.BYTES: lambda text: b64decode(text, validate=True),
}
