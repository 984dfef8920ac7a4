"""Take all rows out of a database while others go on working with it."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from assessment.domain.trail import TrailCheck, check_trail
from assessment.storage.assessments.trail import all_entries, stored_head
from assessment.storage.copies.shapes import TableShape, present_revision, shapes_at
from assessment.storage.copies.values import encoded
from assessment.storage.engine import make_engine, reading_only, require_place
from assessment.storage.problems import readable, storage_errors
from assessment.storage.version import latest

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Taking:
    """A database as it is at one moment, whatever is saved meanwhile.

    Attributes:
        revision: The migration of its tables; None: there are no tables.
        shapes: Its tables.
    """

    connection: Connection
    revision: str | None
    shapes: tuple[TableShape, ...]

    @property
    def database(self) -> str:
        """Which database it is: ``sqlite`` or ``postgresql``."""
        return self.connection.dialect.name

    def rows(self, shape: TableShape) -> Iterator[list[Any]]:
        """Yield the rows of a table as JSON data."""
        query = shape.reading(self.database)
        kinds = [kind for _, kind in shape.columns]
        options = {"yield_per": _CHUNK}
        with (
            readable(self.connection.engine.url),
            self.connection.execute(query, execution_options=options) as rows,
        ):
            for row in rows:
                yield [encoded(k, value) for k, value in zip(kinds, row, strict=True)]

    def is_empty(self) -> bool:
        """Return whether nobody has an account here and nothing was ever entered."""
        names = {shape.name for shape in self.shapes}
        told = names & {"account", "assessment", "audit_entry"}
        return not any(
            self.connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1"))  # noqa: S608
            for name in sorted(told)
        )

    def last_numbers(self) -> Mapping[str, int]:
        """Return the last number that each table gave to a row, also one that is gone."""
        numbered = {s.name: s.number for s in self.shapes if s.number}
        return {
            name: last
            for name, column in numbered.items()
            if (last := self._last_number(name, column))
        }

    def trail(self) -> TrailCheck | None:
        """Return whether the trail holds; None for tables of an older program."""
        if self.revision != latest():
            return None
        return trail_of(self.connection)

    def files(self) -> tuple[tuple[str, int], ...]:
        """Return digest and size of each file that some assessment has."""
        if "evidence_file" not in {shape.name for shape in self.shapes}:
            return ()
        query = text(
            "SELECT digest, max(size) FROM evidence_file GROUP BY digest ORDER BY digest"
        )
        found = {str(row[0]): int(row[1]) for row in self.connection.execute(query)}
        return tuple(sorted(found.items()))

    def _last_number(self, name: str, column: str) -> int:
        asked = text(f"SELECT max({column}) FROM {name}")  # noqa: S608
        highest = self.connection.scalar(asked) or 0
        if self.database != "postgresql":
            return max(int(highest), numbers_given(self.connection).get(name, 0))
        sequence = self.connection.scalar(
            text("SELECT pg_get_serial_sequence(:name, :column)"),
            {"name": name, "column": column},
        )
        if sequence is None:
            return int(highest)
        given = text(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")  # noqa: S608
        return max(int(highest), int(self.connection.scalar(given) or 0))


def numbers_given(connection: Connection) -> Mapping[str, int]:
    """Return the last number of each table that SQLite never gives one of again."""
    master = text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    if not connection.scalar(master):
        return {}
    rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    return {str(name): int(number) for name, number in rows}


def trail_of(connection: Connection) -> TrailCheck:
    """Return whether the trail of a database holds, within the transaction that is open."""
    session = Session(connection)
    with closing(all_entries(session)) as entries:
        return check_trail(entries, stored_head(session))


@contextmanager
def taking(url: str) -> Iterator[Taking]:
    """Give the database at *url* as it is now. It is not upgraded, and not changed.

    Raises:
        StorageError: when it cannot be read, or is that of another or a newer program.
    """
    engine = make_engine(url)
    try:
        with storage_errors(engine.url):
            require_place(engine.url)
            with reading_only(engine).connect() as connection, connection.begin():
                revision = present_revision(connection)
                shapes = shapes_at(revision) if revision else ()
                yield Taking(connection, revision, shapes)
    finally:
        engine.dispose()
