"""Which version the tables of a database have, without loading Alembic.

Alembic takes a fifth of the time that the program needs to start; it is wanted only when
a migration is due.
"""

import re
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from assessment import resources

_TABLE = "alembic_version"
_NAME = re.compile(r"v(\d{4})_\w+\.py")


def latest() -> str:
    """Return the newest migration, by the names of the files: ``v0001_first_tables.py``."""
    names = (_NAME.fullmatch(file.name) for file in _versions().iterdir())
    return max(name[1] for name in names if name)


def is_current(engine: Engine) -> bool:
    """Return whether the tables are exactly those of this program."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_TABLE):
            return False
        found = connection.scalars(text(f"SELECT version_num FROM {_TABLE}"))  # noqa: S608
        return list(found) == [latest()]


def _versions() -> Path:
    return resources.MIGRATIONS / "versions"
