"""Which version the tables of a database have, without loading Alembic.

Alembic takes a fifth of the time that the program needs to start; it is wanted only when
a migration is due.
"""

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from assessment import resources
from assessment.errors import N_, StorageError
from assessment.storage.problems import place_of

APPLICATION_ID = 0x4E534741
"""In the header of our SQLite files ("NSGA"), so that other programs can tell, too."""
_TABLE = "alembic_version"
_OURS = frozenset({_TABLE, "assessment", "framework_edition", "account", "page"})
_NAME = re.compile(r"v(\d{4})_\w+\.py")


def known() -> frozenset[str]:
    """Return every migration, by the names of the files: ``v0001_first_tables.py``."""
    names = (_NAME.fullmatch(file.name) for file in _versions().iterdir())
    return frozenset(name[1] for name in names if name)


def latest() -> str:
    """Return the newest migration."""
    return max(known())


def revision_of(connection: Connection) -> str | None:
    """Return which migration the tables have; None when there are none.

    Raises:
        StorageError: when they are those of another program.
    """
    refuse_foreign(connection)
    if not inspect(connection).has_table(_TABLE):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {_TABLE}"))  # noqa: S608
    return None if found is None else str(found)


def is_current(engine: Engine) -> bool:
    """Return whether the tables are exactly those of this program.

    Raises:
        StorageError: when they are those of another program.
    """
    with engine.connect() as connection:
        refuse_foreign(connection)
        if not inspect(connection).has_table(_TABLE):
            return False
        found = connection.scalars(text(f"SELECT version_num FROM {_TABLE}"))  # noqa: S608
        return list(found) == [latest()]


def refuse_foreign(connection: Connection) -> None:
    """Refuse a database with tables that are not ours: nothing is ever added to it.

    Raises:
        StorageError: when another program keeps its data there.
    """
    tables = set(inspect(connection).get_table_names())
    is_foreign = bool(tables) and not tables >= _OURS
    if connection.dialect.name == "sqlite":
        made_by = connection.exec_driver_sql("PRAGMA application_id").scalar()
        is_foreign = is_foreign or made_by not in {0, APPLICATION_ID}
    if is_foreign:
        raise StorageError(
            N_(
                "{place} is the database of another program: nothing was changed. Give this "
                "program one of its own, by DATABASE_URL or ASSESSMENT_DATA."
            ),
            place=place_of(connection.engine.url),
        )


def _versions() -> Path:
    return resources.MIGRATIONS / "versions"
