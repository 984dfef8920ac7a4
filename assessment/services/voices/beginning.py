"""Begin an alternative assessment, beside what is published or on its own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action
from assessment.domain.people.teams import Person, TeamRole
from assessment.domain.records import EditionKey, Stamp, StoredAssessment
from assessment.domain.rounds.published import Published, Wanted
from assessment.errors import N_, EditionMismatchError, Problem, refuse
from assessment.framework_file import kept_edition_paths, load_kept_edition
from assessment.services.assessments.editions import keep_shipped_edition
from assessment.services.assessments.making import create_assessment
from assessment.services.people.access import require
from assessment.services.people.teams import list_members
from assessment.storage.engine import Store
from assessment.storage.rounds.published_repository import PublishedRepository

MOST_OFFERED = 20
"""So many publications of a country are offered to stand beside."""

_OTHER_COUNTRY = N_("What it is to stand beside is about another country.")


def published_about(
    store: Store, framework_of: Callable[[EditionKey], Framework], country: str
) -> tuple[Published, ...]:
    """Return what the government of a country, or an exercise, published, newest first.

    Those whose edition is kept here; alternatives of others are not among them.

    Raises:
        StorageError: when the database cannot be read.
    """
    if not country:
        return ()
    with store.reading() as session:
        found = PublishedRepository(session).page(
            Wanted(country), first=0, most=MOST_OFFERED
        )
    return tuple(
        each
        for each in found
        if each.kind is not AssessmentKind.ALTERNATIVE and _is_kept(framework_of, each)
    )


def editions_kept(default: Framework) -> tuple[Framework, ...]:
    """Return the editions that can be answered here, the present one first.

    Raises:
        InvalidFrameworkError: when a kept edition is not usable.
    """
    kept = (load_kept_edition(path) for path in kept_edition_paths())
    others = [e for e in kept if e.key == default.key and e.edition != default.edition]
    return (default, *reversed(others))


def begin_voice(  # noqa: PLR0913 - each says one thing of the new assessment
    store: Store,
    framework: Framework,
    assessment: Assessment,
    *,
    team: UUID,
    beside: Published | None,
    person: Person,
    stamp: Stamp,
) -> StoredAssessment:
    """Store a new alternative assessment.

    Args:
        store: Where to.
        framework: The edition it answers.
        assessment: Its country, period and so on, without answers.
        team: The team that owns it.
        beside: What it stands beside; None: it stands on its own.
        person: Who begins it: it may stand beside what they see published, and nothing
            else.
        stamp: Who begins it, and when.

    Raises:
        InvalidAnswerError: when the team does not answer for such an assessment, or
            *beside* is about another country.
        AssessmentNotFoundError: when *beside* is not there for *person*.
        TeamNotFoundError: when there is no such team.
        StorageError: when it could not be kept.
    """
    if beside is not None:
        require(person, Action.SEE_PUBLISHED, beside.standing)
        if beside.subject.code != assessment.subject.code:
            refuse("beside", (Problem("beside", 0, 0, _OTHER_COUNTRY, {}, "beside"),))
        assessment = replace(assessment, subject=beside.subject)
    keep_shipped_edition(store, framework)
    return create_assessment(
        store,
        framework,
        replace(assessment, kind=AssessmentKind.ALTERNATIVE),
        stamp=stamp,
        team=team,
        alternative_of=beside.publication.assessment if beside else None,
    )


def can_be_cleared(store: Store, team: UUID, account: int | None) -> bool:
    """Return whether somebody else than *account* can clear what that account answers.

    Raises:
        StorageError: when the database cannot be read.
    """
    return any(
        TeamRole.CLEARING_OFFICER in member.roles
        and member.is_active
        and member.account != account
        for member in list_members(store, team)
    )


def _is_kept(framework_of: Callable[[EditionKey], Framework], one: Published) -> bool:
    try:
        framework_of(one.edition)
    except EditionMismatchError:
        return False
    return True
