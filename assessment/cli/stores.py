"""Open the database that a command works on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assessment import resources
from assessment.cli.outputs import say

if TYPE_CHECKING:
    from assessment.storage.engine import Store


@contextmanager
def opened_store(data_folder: Path, framework_path: Path | None) -> Iterator["Store"]:
    """Open the database, bring it up to date, and keep the framework's edition in it.

    Raises:
        SettingsError: when DATABASE_URL is not usable.
        StorageError: when it cannot be opened.
        InvalidFrameworkError: when the framework file is not usable.
    """
    from assessment.config import database_in, database_url
    from assessment.framework_file import load_framework
    from assessment.private_files import close_to_others
    from assessment.services.assessments.editions import keep_edition
    from assessment.storage.engine import open_store

    path = framework_path or resources.DEFAULT_FRAMEWORK
    framework = load_framework(path)
    store = open_store(database_url(os.environ) or database_in(data_folder))
    try:
        for problem in close_to_others(data_folder):
            say(problem.message)
        keep_edition(store, framework, path.read_bytes())
        yield store
    finally:
        store.close()


def complete(store: "Store") -> None:
    """Work out, once, what snapshots of an older version lack.

    Raises:
        StorageError: when the database cannot be read or written.
    """
    from assessment.services.assessments.editions import load_edition
    from assessment.services.rounds.headlines import complete_headlines

    complete_headlines(
        store,
        partial(load_edition, store),
        lambda done, of: say(f"Figures of {done} of {of} snapshots, for lists."),
    )
