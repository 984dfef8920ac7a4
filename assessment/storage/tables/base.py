"""Types and conventions that every table shares (STYLE 3.7).

Portable types only, the same on SQLite and PostgreSQL.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, DateTime, MetaData, String, Text, TypeDecorator, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time. Refuses naive values: SQLite would drop the zone silently."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return *value* in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"a time without a time zone cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the stored *value* in UTC: days are told by it everywhere.

        SQLite gives it without its zone, PostgreSQL in the zone of the server.
        """
        if value is None:
            return None
        known = value.replace(tzinfo=UTC) if value.tzinfo is None else value
        return known.astimezone(UTC)


class CommaList(TypeDecorator[list[str]]):
    """A list of words without commas, as Flask-Security's AsaList stores it."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: list[str] | None, dialect: Dialect
    ) -> str | None:
        """Return *value* joined."""
        return None if value is None else ",".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:
        """Return the words of *value*."""
        return value.split(",") if value else []


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime(),
        UUID: Uuid(),
        str: String(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }
