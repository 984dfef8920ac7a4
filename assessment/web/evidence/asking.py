"""Links are asked beside the request: sites may take a minute to say nothing."""

from concurrent.futures import ThreadPoolExecutor

from assessment.services.evidence.checking import check_links_of
from assessment.web.background import in_background
from assessment.web.frame import Opened
from assessment.web.limits import is_first_use

ONCE_IN_S = 60
"""So long nobody asks for the links of one assessment again."""

_asker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="links")


def ask_in_background(work: Opened) -> None:
    """Ask for the links of an assessment, unless that was begun a moment ago."""
    id_, state = work.stored.id, work.state
    if not state.settings.evidence.asks_links:
        return
    if is_first_use(f"links-{id_}", ONCE_IN_S):
        given = (state.store, id_, state.now(), state.settings.evidence)
        in_background(_asker, "links", check_links_of, *given)
