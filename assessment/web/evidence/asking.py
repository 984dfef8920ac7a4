"""Links are asked beside the request: sites may take a minute to say nothing."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from assessment.errors import AssessmentError
from assessment.services.evidence.checking import check_links_of
from assessment.web.frame import Opened
from assessment.web.limits import is_first_use

ONCE_IN_S = 60
"""So long nobody asks for the links of one assessment again."""

_log = logging.getLogger(__name__)
_asker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="links")


def ask_in_background(work: Opened) -> None:
    """Ask for the links of an assessment, unless that was begun a moment ago."""
    id_, state = work.stored.id, work.state
    if not state.settings.evidence.asks_links:
        return
    if is_first_use(f"links-{id_}", ONCE_IN_S):
        _asker.submit(_ask, state.store, id_, state.now(), state.settings.evidence)


def _ask(*given: Any) -> None:
    try:
        check_links_of(*given)
    except AssessmentError as error:
        _log.error("links: %s", error)
