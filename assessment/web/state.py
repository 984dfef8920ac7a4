"""What the routes hand to services: one frozen object, no globals (STYLE 4.10)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from assessment.config import Settings
from assessment.domain.framework import Framework
from assessment.domain.records import EditionKey
from assessment.services.assessments.editions import edition_of, load_edition
from assessment.services.evidence.contents import EvidenceStore, contents_in
from assessment.storage.engine import Store

EXTENSION = "assessment"
KEPT_EDITIONS = 16
"""At most so many are kept read; each takes some megabytes."""


class Frameworks:
    """The editions assessments were answered against, each read once per process."""

    def __init__(self, default: Framework, store: Store) -> None:
        self.default = default
        self._store = store
        self._known = {edition_of(default): default}

    def get(self, key: EditionKey) -> Framework:
        """Return exactly the framework an assessment was answered against.

        Raises:
            EditionMismatchError: when its file was never kept.
            StorageError: when the database cannot be read.
        """
        found = self._known.get(key)
        if found is None:
            found = load_edition(self._store, key)
            if len(self._known) >= KEPT_EDITIONS:
                self._known = {edition_of(self.default): self.default}
            self._known[key] = found
        return found


@dataclass(frozen=True, slots=True)
class AppState:
    """Collaborators the routes hand to services. Tests build their own."""

    store: Store
    settings: Settings
    frameworks: Frameworks
    now: Callable[[], datetime]

    @property
    def contents(self) -> EvidenceStore:
        """Where the contents of files are kept."""
        return contents_in(self.settings.evidence_folder)


def app_state() -> AppState:
    """Return the collaborators of the application that serves this request."""
    return cast(AppState, current_app.extensions[EXTENSION])
