"""Write a migration from the difference between the tables and the migrations so far."""

import sys

from alembic import command

from assessment.storage.engine import make_engine
from assessment.storage.migrations import config_for, upgrade


def main() -> None:
    """Write a migration called like the first argument."""
    engine = make_engine("sqlite://")
    upgrade(engine)
    with engine.connect() as connection:
        command.revision(config_for(connection), sys.argv[1], autogenerate=True)
    engine.dispose()


if __name__ == "__main__":
    main()
