"""Ask for the links of an assessment, on demand, and keep what it came to."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from assessment.domain.evidence import LinkCheck, LinkState, links_named
from assessment.errors import N_, LinksNotAskedError
from assessment.evidence_settings import EvidenceSettings
from assessment.services.assessments.reading import load_assessment
from assessment.services.evidence.asking import TOTAL_S
from assessment.services.machine.children import answered_by_child
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository

_CHILD = "assessment.services.evidence.link_child"
_SPARE_S = 20
MOST_LINKS = 500

_SWITCHED_OFF = N_(
    "Links are not asked here: ASSESSMENT_CHECK_LINKS is “no”. Open them one by one."
)
_BROKE_DOWN = N_("The links could not be asked. Try again in a minute.")


def check_links(
    links: Iterable[str], now: datetime, settings: EvidenceSettings
) -> tuple[LinkCheck, ...]:
    """Ask for *links* in a child process, and return what became of each.

    Args:
        links: Addresses; at most :data:`MOST_LINKS` of them are asked.
        now: The time that is noted.
        settings: Whether this program may ask at all.

    Raises:
        LinksNotAskedError: when it may not, or the child broke down.
    """
    if not settings.asks_links:
        raise LinksNotAskedError(_SWITCHED_OFF)
    wanted = list(dict.fromkeys(links))[:MOST_LINKS]
    if not wanted:
        return ()
    order = {"links": wanted, "anywhere": settings.asks_anywhere}
    answer = answered_by_child(
        _CHILD, json.dumps(order).encode(), limit_s=TOTAL_S + _SPARE_S
    )
    if answer is None:
        raise LinksNotAskedError(_BROKE_DOWN)
    return tuple(
        LinkCheck(link, LinkState(state), now, status)
        for link, state, status in json.loads(answer)
    )


def check_links_of(
    store: Store, assessment_id: UUID, now: datetime, settings: EvidenceSettings
) -> tuple[LinkCheck, ...]:
    """Ask for the links of an assessment and keep what became of them.

    Raises:
        LinksNotAskedError: when they could not be asked; what was known stays.
        AssessmentNotFoundError, StorageError: as usual.
    """
    answers = load_assessment(store, assessment_id).assessment.answers
    checks = check_links(links_named(answers.values()), now, settings)
    with store.writing() as session:
        EvidenceRepository(session).keep_checks(assessment_id, checks)
    return checks
