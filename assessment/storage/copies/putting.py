"""Put rows into a database whose tables are made for them: all of it, or none of it.

Dropping what was there, making the tables of the time of the rows, the rows, and every
migration since are one transaction on both databases. Killed within, the old state stays.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from assessment.domain.trail import TrailCheck
from assessment.errors import StorageError
from assessment.storage.copies.shapes import TableShape, shapes_at, tables_there
from assessment.storage.copies.taking import numbers_given, trail_of
from assessment.storage.copies.values import decoded
from assessment.storage.engine import APPLICATION, make_engine, make_place, sqlite_file
from assessment.storage.migrations import changing_tables, upgrade_to
from assessment.storage.problems import place_of, storage_errors
from assessment.storage.tables import snapshot_table
from assessment.storage.version import revision_of

_CHUNK = 500
_LET_GO_S = 0.5
_IN_USE = (
    "The database {place} is in use by another process of this program: stop every one of "
    "them first. Nothing was changed."
)


class UnfitRowsError(Exception):
    """Rows that this database cannot hold. Carries what it said, in one line."""


@dataclass(frozen=True, slots=True)
class Putting:
    """A database in the transaction that fills it anew.

    Attributes:
        shapes: The tables that are there to be filled, by name.
    """

    connection: Connection
    shapes: Mapping[str, TableShape]

    def put(self, shape: TableShape, rows: Iterator[list[Any]]) -> int:
        """Add *rows*, which are JSON data in the order of the columns; return how many.

        Raises:
            UnfitRowsError: when one is of another form, or not for this database.
        """
        statement = shape.writing(self.connection.dialect.name)
        done = 0
        try:
            while some := list(islice(rows, _CHUNK)):
                values = [_values(shape, row) for row in some]
                self.connection.execute(statement, values)
                done += len(values)
        except (ValueError, OverflowError, DataError, IntegrityError) as error:
            told = _in_short(error)
            raise UnfitRowsError(f"after row {done} of {shape.name}: {told}") from error
        except StatementError as error:
            if isinstance(error.orig, ValueError | TypeError | OverflowError):
                told = _in_short(error)
                raise UnfitRowsError(
                    f"after row {done} of {shape.name}: {told}"
                ) from error
            raise
        return done

    def number_on(self, last: Mapping[str, int]) -> None:
        """Let new rows be numbered after *last*, and after all that are there.

        On SQLite only tables that never give a number twice; others look at what is there.
        """
        is_postgresql = self.connection.dialect.name == "postgresql"
        given = {} if is_postgresql else numbers_given(self.connection)
        for shape in self.shapes.values():
            number = last.get(shape.name, 0)
            if shape.number and is_postgresql:
                self._number_on(shape, number)
            elif given.get(shape.name, number) < number:
                self.connection.execute(
                    text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"),
                    {"seq": number, "name": shape.name},
                )

    def join_up(self) -> None:
        """Check that every row that is referred to is there, and from now on at once.

        Raises:
            UnfitRowsError: when one is not.
        """
        try:
            if self.connection.dialect.name == "postgresql":
                self.connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
                _let_references_wait(self.connection, self.shapes, wait=False)
                return
            broken = self.connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        except IntegrityError as error:
            raise UnfitRowsError(_in_short(error)) from error
        if broken is not None:
            raise UnfitRowsError(f"table {broken[0]} refers to rows that are not there")

    def bring_up_to_date(self) -> None:
        """Carry out every migration since the time of the rows."""
        upgrade_to(self.connection, "head")

    def trail(self) -> TrailCheck:
        """Return whether the trail holds, once everything is up to date."""
        return trail_of(self.connection)

    def altered_snapshots(self) -> tuple[str, ...]:
        """Return the codes of cleared versions whose text does not fit its digest."""
        c = snapshot_table.c
        query = select(c.code, c.digest, c.text).order_by(c.code)
        with self.connection.execute(
            query, execution_options={"yield_per": 20}
        ) as rows:
            return tuple(
                row.code
                for row in rows
                if sha256(row.text.encode()).hexdigest() != row.digest
            )

    def files(self) -> frozenset[str]:
        """Return the digests of the files that some assessment has."""
        found = self.connection.scalars(text("SELECT digest FROM evidence_file"))
        return frozenset(found)

    def _number_on(self, shape: TableShape, last: int) -> None:
        values = {"name": shape.name, "column": shape.number}
        sequence = self.connection.scalar(
            text("SELECT pg_get_serial_sequence(:name, :column)"), values
        )
        highest = self.connection.scalar(
            text(f"SELECT max({shape.number}) FROM {shape.name}")  # noqa: S608
        )
        number = max(last, highest or 0)
        if sequence and number:
            self.connection.execute(
                text("SELECT setval(CAST(:sequence AS regclass), :number)"),
                {"sequence": sequence, "number": number},
            )


@contextmanager
def putting(url: str, revision: str) -> Iterator[Putting]:
    """Give a database with the empty tables of *revision*, in place of all that was there.

    When the block ends all of it is kept; when it fails, what was there is still there.

    Raises:
        StorageError: when it cannot be written, is in use, or is that of another or of a
            newer program.
    """
    engine = make_engine(url)
    try:
        with storage_errors(engine.url):
            make_place(engine.url)
            _refuse_in_use(engine)
            with changing_tables(engine) as connection:
                shapes = {shape.name: shape for shape in shapes_at(revision)}
                _drop_everything(connection)
                upgrade_to(connection, revision)
                _empty(connection, shapes)
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
                    _let_references_wait(connection, shapes, wait=True)
                yield Putting(connection, shapes)
    finally:
        engine.dispose()


def refuse_used(url: str) -> None:
    """Refuse a database that another process of this program works with.

    Raises:
        StorageError: when there is one, or the database cannot be reached.
    """
    engine = make_engine(url)
    try:
        with storage_errors(engine.url):
            _refuse_in_use(engine)
    finally:
        engine.dispose()


def _refuse_in_use(engine: Engine) -> None:
    """Refuse a database that another process of this program works with.

    What it holds in memory would be of another state, and of SQLite it might even go on
    with the old file.

    Raises:
        StorageError: when there is one.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            others = connection.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                    "current_database() AND pid <> pg_backend_pid() "
                    "AND application_name = :ours"
                ),
                {"ours": APPLICATION},
            )
        if others:
            raise StorageError(_IN_USE, place=place_of(engine.url))
        return
    file = sqlite_file(engine.url)
    if file is None or not file.is_file():
        return
    # Leaving the write-ahead log needs the file for oneself: whoever has it open is found.
    with closing(sqlite3.connect(file, timeout=_LET_GO_S)) as alone:
        try:
            alone.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StorageError(_IN_USE, place=file) from error
        except sqlite3.DatabaseError:
            return  # whoever opens it next says what is wrong with it


def _values(shape: TableShape, row: list[Any]) -> dict[str, object]:
    return {
        name: decoded(kind, value)
        for (name, kind), value in zip(shape.columns, row, strict=True)
    }


def _in_short(error: Exception) -> str:
    said = getattr(error, "orig", None) or error
    return str(said).strip().split("\n", maxsplit=1)[0]


def _drop_everything(connection: Connection) -> None:
    """Drop the tables of this program, and what watches over them."""
    there = tables_there(connection)
    if not there:
        return
    ours = _ours(connection) & there
    if connection.dialect.name == "postgresql":
        functions = connection.scalars(
            text(
                "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t "
                "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND c.relname = 'audit_entry' "
                "AND c.relnamespace = current_schema()::regnamespace"
            )
        ).all()
        # In one statement: they refer to each other.
        connection.execute(text(f"DROP TABLE {', '.join(sorted(ours))}"))
        for function in functions:
            connection.execute(text(f"DROP FUNCTION {function}"))
        return
    for name in sorted(ours):
        connection.execute(text(f'DROP TABLE "{name}"'))


def _ours(connection: Connection) -> frozenset[str]:
    revision = revision_of(connection)
    named = {shape.name for shape in shapes_at(revision)} if revision else set()
    return frozenset(named | {"alembic_version"})


def _empty(connection: Connection, shapes: Mapping[str, TableShape]) -> None:
    """Take out what migrations put into new tables: it comes with the rows."""
    for name in sorted(shapes):
        if connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1")):  # noqa: S608
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608


def _let_references_wait(
    connection: Connection, ours: Mapping[str, TableShape], *, wait: bool
) -> None:
    """Let PostgreSQL look at references when all rows are there, or at once again."""
    found = connection.execute(
        text(
            "SELECT c.relname, quote_ident(r.conname) FROM pg_constraint r "
            "JOIN pg_class c ON c.oid = r.conrelid WHERE r.contype = 'f' "
            "AND r.connamespace = current_schema()::regnamespace ORDER BY 1, 2"
        )
    ).all()
    how = "DEFERRABLE INITIALLY DEFERRED" if wait else "NOT DEFERRABLE"
    for name, constraint in found:
        if name in ours:
            change = f"ALTER TABLE {name} ALTER CONSTRAINT {constraint} {how}"
            connection.execute(text(change))
