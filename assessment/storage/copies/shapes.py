"""Which tables and columns there are at a migration: those of the program, and no others.

A table that somebody else put beside ours is neither copied nor accepted.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    Table,
    TableClause,
    cast,
    collate,
    column,
    inspect,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSON as PG_JSON
from sqlalchemy.sql import ColumnElement, Insert, Select, bindparam, insert
from sqlalchemy.types import Text

from assessment.errors import N_, StorageError
from assessment.storage.copies.values import Kind, kind_of, type_of
from assessment.storage.engine import make_engine
from assessment.storage.problems import place_of
from assessment.storage.tables import Base
from assessment.storage.version import known, latest, revision_of

_POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: its columns with what they hold, and which of them tell its rows apart."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...]

    @property
    def number(self) -> str:
        """The column that the database numbers rows by; empty when it numbers none."""
        kinds = dict(self.columns)
        is_one = len(self.key) == 1 and kinds[self.key[0]] is Kind.NUMBER
        return self.key[0] if is_one else ""

    def reading(self, dialect: str) -> Select[Any]:
        """Return a query for all rows, in an order that both databases agree on."""
        wanted = [_read(name, kind, dialect) for name, kind in self.columns]
        kinds = dict(self.columns)
        order = [_ordered(name, kinds[name], dialect) for name in self.key]
        return select(*wanted).select_from(table(self.name)).order_by(*order)

    def writing(self, dialect: str) -> Insert:
        """Return a statement that adds rows given as a mapping of column to value."""
        into = self.clause()
        values = {
            name: cast(bindparam(name, type_=Text()), PG_JSON)
            for name, kind in self.columns
            if kind is Kind.JSON and dialect == _POSTGRESQL
        }
        plain: dict[str, Any] = {name: bindparam(name) for name, _ in self.columns}
        return insert(into).values(plain | values)

    def clause(self) -> TableClause:
        """Return the table with its columns, for statements."""
        columns = [column(name, type_of(kind)) for name, kind in self.columns]
        return table(self.name, *columns)


def shapes_at(revision: str) -> tuple[TableShape, ...]:
    """Return the tables that the program has at *revision*, by name."""
    metadata = Base.metadata if revision == latest() else _made_at(revision)
    return tuple(
        _shape(metadata.tables[name])
        for name in sorted(metadata.tables)
        if name != "alembic_version"
    )


def present_revision(connection: Connection) -> str | None:
    """Return which migration the tables of a database have; None when there are none.

    Raises:
        StorageError: when they are those of another program, or of a newer one.
    """
    revision = revision_of(connection)
    if revision is not None and revision not in known():
        raise StorageError(
            N_(
                "The database {place} was written by a newer version of this program: "
                "nothing was changed. Install that version, or put back an older backup."
            ),
            place=place_of(connection.engine.url),
        )
    return revision


def _made_at(revision: str) -> MetaData:
    # Alembic is loaded only when it is needed (storage.version).
    from assessment.storage.migrations import (  # noqa: PLC0415
        changing_tables,
        upgrade_to,
    )

    engine: Engine = make_engine("sqlite://")
    metadata = MetaData()
    try:
        with changing_tables(engine) as connection:
            upgrade_to(connection, revision)
        metadata.reflect(engine)
    finally:
        engine.dispose()
    return metadata


def _shape(made: Table) -> TableShape:
    columns = tuple((c.name, kind_of(c.type)) for c in made.columns)
    return TableShape(made.name, columns, tuple(c.name for c in made.primary_key))


def _read(name: str, kind: Kind, dialect: str) -> ColumnElement[Any]:
    plain: ColumnElement[Any] = column(name, type_of(kind))
    if kind is Kind.JSON and dialect == _POSTGRESQL:
        return cast(column(name, PG_JSON), Text).label(name)
    return plain


def _ordered(name: str, kind: Kind, dialect: str) -> ColumnElement[Any]:
    plain: ColumnElement[Any] = column(name, type_of(kind))
    is_sorted_by_language = kind is Kind.TEXT and dialect == _POSTGRESQL
    return collate(plain, "C") if is_sorted_by_language else plain


def tables_there(connection: Connection) -> frozenset[str]:
    """Return the names of all tables of a database."""
    return frozenset(inspect(connection).get_table_names())
