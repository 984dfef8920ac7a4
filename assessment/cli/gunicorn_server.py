"""Serve with gunicorn: several processes, each with threads (Linux)."""

from datetime import UTC, datetime
from typing import Any

from gunicorn.app.base import BaseApplication

from assessment.config import Settings
from assessment.domain.framework import Framework
from assessment.framework_file import load_framework
from assessment.services.editions import keep_edition
from assessment.storage.engine import open_store
from assessment.web.app import create_app
from assessment.web.state import AppState, Frameworks


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type hints
    """gunicorn with our settings instead of a configuration file."""

    def __init__(
        self, settings: Settings, framework: Framework, options: dict[str, Any]
    ) -> None:
        self._settings = settings
        self._framework = framework
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options given."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application of one worker, with database connections of its own.

        The framework was read before the workers were born, so that they share it.
        """
        settings = self._settings
        store = open_store(settings.store_url, create=False)
        state = AppState(
            store=store,
            settings=settings,
            frameworks=Frameworks(self._framework, store),
            now=lambda: datetime.now(UTC),
        )
        return create_app(settings, state)


def run(settings: Settings, bind: str, *, workers: int, threads: int) -> None:
    """Bring the database up to date, then serve until told to stop."""
    framework = load_framework(settings.framework)
    store = open_store(settings.store_url)
    keep_edition(store, framework, settings.framework.read_bytes())
    store.close()
    options = {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        # A worker that hangs is replaced; the longest request waits for a report.
        "timeout": 150,
        "graceful_timeout": 30,
        "keepalive": 5,
        "loglevel": "warning",
        "proc_name": "assessment",
    }
    _Server(settings, framework, options).run()
