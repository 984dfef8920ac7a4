"""The one place where the command line meets the web: serving it, and one-time links."""

import sys
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from assessment.cli.inputs import by_hand
from assessment.config import Settings
from assessment.domain.framework import Framework
from assessment.domain.guard import compile_patterns
from assessment.errors import InvalidAccountError
from assessment.services.assessments.editions import keep_edition
from assessment.services.people.accounts import find_account
from assessment.services.people.teams import set_administrator
from assessment.storage.engine import open_store
from assessment.web.accounts import create_account, one_time_link
from assessment.web.app import create_app
from assessment.web.state import EXTENSION, AppState, Frameworks

REPORT_TIMEOUT_S = 150
"""A worker that hangs is replaced; the longest request waits for a report."""


def account_link(
    settings: Settings, email: str, url: str, *, administrator: bool = False
) -> str:
    """Make the account of *email* unless it is there; return a one-time link for it.

    Args:
        settings: Of the site.
        email: The account.
        url: How the link begins.
        administrator: Whether it also looks after the installation.

    Raises:
        InvalidAccountError: when *email* is no address.
    """
    app = create_app(settings)
    store = app.extensions[EXTENSION].store
    try:
        if find_account(store, email) is None:
            try:
                create_account(app, email, None)
            except InvalidAccountError:
                if find_account(store, email) is None:
                    raise  # no address; else another command was quicker
        if administrator:
            set_administrator(store, email, is_one=True, stamp=by_hand())
        return one_time_link(app, email, base_url=url)
    finally:
        store.close()


def serve_in_this_process(
    settings: Settings, host: str, port: int, *, threads: int
) -> None:
    """Serve with waitress: one process, on any system."""
    import waitress

    app = create_app(settings)
    _get_ready()
    _say_where(host, port)
    waitress.serve(app, host=host, port=port, threads=threads, ident=None)


def serve_with_workers(
    settings: Settings,
    framework: Framework,
    host: str,
    port: int,
    *,
    workers: int,
    threads: int,
) -> None:
    """Serve with gunicorn: several processes, each with threads (Linux).

    The *framework* was read before the workers are born, so that they share it; each opens
    database connections of its own.
    """
    from gunicorn.app.base import BaseApplication

    store = open_store(settings.store_url)
    keep_edition(store, framework, settings.framework.read_bytes())
    store.close()

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type hints
        def load_config(self) -> None:
            for name, value in _gunicorn_options(host, port, workers, threads).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            own = open_store(settings.store_url, create=False)
            state = AppState(
                store=own,
                settings=settings,
                frameworks=Frameworks(framework, own),
                now=lambda: datetime.now(UTC),
            )
            app = create_app(settings, state)
            _get_ready()
            return app

    _say_where(host, port)
    Server().run()


def shown_host(host: str) -> str:
    """Return *host* as it stands in an address somebody can open on this machine."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - for display only
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _gunicorn_options(
    host: str, port: int, workers: int, threads: int
) -> dict[str, Any]:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "assessment.cli.patient_worker.PatientWorker",
        "timeout": REPORT_TIMEOUT_S,
        "graceful_timeout": 30,
        "keepalive": 5,
        "loglevel": "warning",
        "proc_name": "assessment",
    }


def _get_ready() -> None:
    """Prepare what the first note needs, while the first pages are served already."""
    Thread(target=compile_patterns, daemon=True).start()


def _say_where(host: str, port: int) -> None:
    sys.stderr.write(
        f"Open http://{shown_host(host)}:{port} in your browser (stop with Ctrl+C)\n"
    )
    sys.stderr.flush()
