"""Work beside the request: nobody waits for it, and what goes wrong is for the log."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from assessment.errors import AssessmentError

_log = logging.getLogger(__name__)


def in_background(
    pool: ThreadPoolExecutor, what: str, work: Callable[..., object], *given: object
) -> None:
    """Let *pool* do *work*; *what* it is stands in the log, should it fail."""
    pool.submit(work, *given).add_done_callback(partial(_tell, what))


def _tell(what: str, done: Future[object]) -> None:
    error = done.exception()
    if isinstance(error, AssessmentError):
        _log.error("%s: %s", what, error)
    elif error is not None:
        _log.error("%s: a bug", what, exc_info=error)
