"""Make assessments. One function is one transaction."""

from uuid import UUID, uuid4

from assessment.domain.answer_check import (
    check_assessment,
)
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.people.teams import Team
from assessment.domain.records import (
    AuditAction,
    Stamp,
    StoredAssessment,
)
from assessment.errors import (
    N_,
    EditionMismatchError,
    Problem,
    TeamNotFoundError,
    refuse,
)
from assessment.services.assessments.editions import edition_of
from assessment.services.assessments.sizes import refuse_too_large
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.people.team_repository import TeamRepository

_NOT_THIS_TEAM = N_(
    "The team “{team}” does not answer for such an assessment: a government team has one "
    "country, an organisation makes alternative assessments, a training team exercises "
    "with invented countries."
)


def create_assessment(  # noqa: PLR0913 - each says one thing of the new assessment
    store: Store,
    framework: Framework,
    assessment: Assessment,
    *,
    stamp: Stamp,
    team: UUID,
    alternative_of: UUID | None = None,
    action: AuditAction = AuditAction.CREATED,
) -> StoredAssessment:
    """Store a new assessment, with whatever it holds already.

    Args:
        store: Where to.
        framework: The edition it is answered against.
        assessment: Its country, kind, period, and any answers.
        stamp: Who makes it, and when.
        team: The team that owns it.
        alternative_of: The government assessment that it stands beside.
        action: What the audit trail calls it.

    Raises:
        EditionMismatchError: when *assessment* is of another edition.
        InvalidAnswerError: with every problem, when it does not fit the framework or
            the team does not answer for such an assessment.
        AssessmentNotFoundError: when there is no *alternative_of*.
        TeamNotFoundError: when there is no such team.
        StorageError: when it could not be kept; then nothing of it was.
    """
    stored = new_assessment(
        framework, assessment, stamp, team=team, alternative_of=alternative_of
    )
    with store.writing() as session:
        check_owner(TeamRepository(session).find(team), assessment)
        repository = AssessmentRepository(session)
        if alternative_of is not None:
            repository.revision_of(alternative_of)
        repository.add(stored, stamp, action=action)
        return repository.get(stored.id)


def new_assessment(
    framework: Framework,
    assessment: Assessment,
    stamp: Stamp,
    *,
    team: UUID,
    alternative_of: UUID | None = None,
) -> StoredAssessment:
    """Return *assessment* as it would be stored: checked, with an id of its own.

    Raises:
        EditionMismatchError: when *assessment* is of another edition.
        InvalidAnswerError: with every problem, when it does not fit the framework.
    """
    if (assessment.framework, assessment.edition) != (framework.key, framework.edition):
        raise EditionMismatchError(
            f"the assessment belongs to {assessment.framework} {assessment.edition}, not "
            f"to {framework.key} {framework.edition}"
        )
    refuse(assessment.subject.code, check_assessment(framework, assessment))
    refuse_too_large(framework, assessment)
    return StoredAssessment(
        id=uuid4(),
        assessment=assessment,
        edition=edition_of(framework),
        revision=1,
        pages={},
        profile_version=int(bool(assessment.profile)),
        plan_version=int(bool(assessment.targets or assessment.plan)),
        created_at=stamp.at,
        updated_at=stamp.at,
        team=team,
        owner=stamp.actor.id,
        alternative_of=alternative_of,
    )


def check_owner(team: Team | None, assessment: Assessment) -> None:
    """Refuse what *team* does not answer for.

    Raises:
        TeamNotFoundError: when there is no team.
        InvalidAnswerError: when it does not answer for such an assessment.
    """
    if team is None:
        raise TeamNotFoundError("there is no such team")
    subject = assessment.subject
    if not team.may_own(
        assessment.kind, country=subject.code, invented=subject.is_invented
    ):
        values = {"team": team.name}
        refuse("team", (Problem("team", 0, 0, _NOT_THIS_TEAM, values, "team"),))
