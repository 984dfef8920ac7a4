"""Who asks, what they know of, and whether they may: the one door to assessments.

Web and command line look assessments up here and nowhere else. What somebody may not know
of takes the same number of queries as what does not exist, and ends in the same error.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.people.asks import Assignment, indicators_asked
from assessment.domain.people.may import (
    ABOUT_A_TEAM,
    PUBLIC,
    Action,
    Standing,
    Verdict,
    may,
    sees_everything,
)
from assessment.domain.people.sight import knows_of
from assessment.domain.people.teams import VISITOR, Person, TeamRole
from assessment.domain.records import StoredAssessment
from assessment.errors import (
    AssessmentNotFoundError,
    NotAllowedError,
    TeamNotFoundError,
)
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.people.team_repository import TeamRepository

_SOMETHING = frozenset({""})
"""Stands for what was asked before it is known which indicators that comes to."""


@dataclass(frozen=True, slots=True)
class Found:
    """An assessment that somebody may know of, and what of it was asked of them.

    Attributes:
        asks: Empty also for those who contribute nothing to it.
    """

    stored: StoredAssessment
    asks: tuple[Assignment, ...] = ()


def person_of(store: Store, account: int) -> Person:
    """Return who *account* is in which team; a visitor when there is no such account.

    The web knows the person of a request already (``web.access.current_person``).

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return TeamRepository(session).person(account) or VISITOR


def find_assessment(store: Store, person: Person, assessment_id: UUID) -> Found:
    """Return an assessment that *person* may know of.

    Raises:
        AssessmentNotFoundError: when there is none, or the person may not know of it.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        glance = repository.glance(assessment_id, person.id)
        if glance is None:
            _is_not_there()
        asked = _SOMETHING if glance.is_asked else frozenset()
        about = Standing(glance.team, glance.state, glance.visibility, asked)
        if not knows_of(person, about):
            _is_not_there()
        asks: tuple[Assignment, ...] = ()
        if glance.is_asked and person.id is not None and _contributes(person, about):
            asks = AssignmentRepository(session).asked_of(person.id, assessment_id)
        stored = store.cache.get(glance.revision)
        if stored is not None:
            return Found(stored, asks)
        stored = repository.get(assessment_id)
    store.cache.put(stored)
    return Found(stored, asks)


def standing_of(
    framework: Framework,
    stored: StoredAssessment,
    person: Person,
    asks: Iterable[Assignment] = (),
) -> Standing:
    """Return all that permission depends on, for *person* and the assessment.

    Args:
        framework: What the assessment asks, in its scope.
        stored: The assessment.
        person: Who.
        asks: What of it was asked of them; needed of contributors only.
    """
    given = tuple(asks)
    asked = indicators_asked(framework, given)
    still_open = indicators_asked(framework, (ask for ask in given if ask.is_open))
    return Standing(
        stored.team,
        stored.state,
        stored.visibility,
        asked=asked,
        handed_back=asked - still_open,
        answered=frozenset(
            key
            for key in stored.assessment.answers
            if person.id is not None and _account(stored, key) == person.id
        ),
        is_corrected=stored.is_published and stored.state not in PUBLIC,
    )


def part_seen(
    framework: Framework, stored: StoredAssessment, person: Person, standing: Standing
) -> tuple[Framework, StoredAssessment]:
    """Return framework and assessment as far as *person* sees them.

    Whoever sees a part gets nothing else, so that no page or export can show more.
    """
    if sees_everything(person, standing):
        return framework, stored
    return _narrowed(framework, standing.asked), stored.narrowed(standing.asked)


def require(
    person: Person,
    action: Action,
    standing: Standing | None = None,
    *,
    indicator: str = "",
) -> None:
    """Go on only when *person* may do *action*.

    Args:
        person: Who asks.
        action: What they want to do.
        standing: What it is about; None for the installation itself.
        indicator: The one indicator it is about, where it is about one.

    Raises:
        AssessmentNotFoundError, TeamNotFoundError: when they may not know of it.
        NotAllowedError: when they may not do it; with the reason.
    """
    decision = may(person, action, standing, indicator=indicator)
    if decision.verdict is Verdict.HIDDEN:
        if action in ABOUT_A_TEAM:
            raise TeamNotFoundError("there is no such team")
        _is_not_there()
    if not decision:
        raise NotAllowedError(decision.reason, **decision.values)


def _is_not_there() -> NoReturn:
    raise AssessmentNotFoundError("there is no such assessment")


def _contributes(person: Person, about: Standing) -> bool:
    """Return whether what was asked decides anything for *person*.

    Also for who coordinates besides: they hand back what was asked of them.
    """
    return TeamRole.CONTRIBUTOR in person.roles_in(about.team)


def _account(stored: StoredAssessment, key: str) -> int | None:
    page = stored.pages.get(key)
    return page.account if page else None


@lru_cache(maxsize=128)
def _narrowed(framework: Framework, keys: frozenset[str]) -> Framework:
    return framework.narrowed(keys)
