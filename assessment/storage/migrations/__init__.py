"""Bring the tables of a database up to date, or refuse one that is too new.

An upgrade is one transaction on both databases: when it fails, the old state stays.
To write a migration: ``python -m assessment.storage.migrations "What it does"``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from assessment import resources
from assessment.errors import N_, StorageError
from assessment.storage.problems import place_of
from assessment.storage.version import APPLICATION_ID, is_current, refuse_foreign

# Two processes of a cluster may start at once; any number that nobody else uses will do.
_UPGRADE_LOCK = 7_203_114


def config_for(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, at work on *connection*."""
    config = Config()
    config.set_main_option(
        "script_location", str(resources.MIGRATIONS).replace("%", "%%")
    )
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Create what is missing and migrate what is old, all or nothing.

    Raises:
        StorageError: when a newer program has already migrated the database.
    """
    if is_current(engine):
        return
    with changing_tables(engine) as connection:
        upgrade_to(connection, "head")


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """Give a connection in whose one transaction tables may be made, changed or dropped.

    What refers to rows that are not there is refused at its end, and nothing was changed.

    Raises:
        StorageError: when the database is that of another, or of a newer, program.
    """
    with engine.execution_options(writes=True).connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            # Batch mode rebuilds tables, which must not cascade; only outside of a
            # transaction can this be switched.
            _set_foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if not is_sqlite:
                    connection.exec_driver_sql(
                        f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"
                    )
                refuse_foreign(connection)
                _refuse_newer(connection)
                yield connection
                if is_sqlite:
                    _check_foreign_keys(connection)
                    connection.exec_driver_sql(
                        f"PRAGMA application_id = {APPLICATION_ID}"
                    )
        finally:
            if is_sqlite:
                _set_foreign_keys(connection, on=True)


def upgrade_to(connection: Connection, revision: str) -> None:
    """Bring the tables of *connection*, in its transaction, up to *revision*."""
    command.upgrade(config_for(connection), revision)


def check_version(engine: Engine) -> None:
    """Refuse a database whose tables are not those of this program.

    Raises:
        StorageError: when it needs an upgrade, or a newer program.
    """
    if is_current(engine):
        return
    with engine.connect() as connection:
        _refuse_newer(connection)
    raise StorageError(
        N_(
            "The database {place} is older than this program: run “assessment upgrade”."
        ),
        place=place_of(engine.url),
    )


def _revisions(connection: Connection) -> tuple[str, ...]:
    return tuple(MigrationContext.configure(connection).get_current_heads())


def _refuse_newer(connection: Connection) -> None:
    scripts = ScriptDirectory.from_config(config_for())
    known = {script.revision for script in scripts.walk_revisions()}
    if set(_revisions(connection)) - known:
        raise StorageError(
            N_(
                "The database {place} was written by a newer version of this program: "
                "nothing was changed. Install that version, or put back an older backup."
            ),
            place=place_of(connection.engine.url),
        )


def _set_foreign_keys(connection: Connection, *, on: bool) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StorageError(
            N_(
                "The database {place} refers to rows that do not exist (table {table}): it "
                "was not upgraded. Put back a backup."
            ),
            place=place_of(connection.engine.url),
            table=broken[0],
        )
