"""Published alternatives for tests, by the same services that people use."""

from datetime import timedelta
from uuid import UUID

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.may import Visibility
from assessment.domain.people.teams import TeamKind
from assessment.domain.records import Actor, Stamp
from assessment.domain.rounds.snapshot import Snapshot
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.rounds.moving import clear, hand_on
from assessment.services.rounds.publishing import publish
from assessment.storage.engine import Store
from tests.builders import an_answer, an_assessment
from tests.databases import NOON, STAMP
from tests.teams import a_team

OFFICER = Stamp(Actor(None, "Olga"), NOON + timedelta(hours=1))


def a_voice(framework: Framework, **given: object) -> Assessment:
    """Return an alternative assessment that answers every indicator."""
    every = {indicator.key: an_answer("c1") for indicator in framework.indicators}
    answers = given.pop("answers", every)
    fields: dict[str, object] = {
        "code": "XB",
        "kind": AssessmentKind.ALTERNATIVE,
        "respondent": "Network of NGOs",
        "profile": {"coast": ("yes",)},
    }
    return an_assessment(framework, answers, **fields | given)


def published(
    store: Store,
    framework: Framework,
    assessment: Assessment,
    team: UUID,
    visibility: Visibility | None = Visibility.ALL,
) -> Snapshot:
    """Store *assessment*, take it through review and publish it.

    Args:
        store: Where to.
        framework: Its edition.
        assessment: What is published.
        team: Who owns it; made as an organisation when it is missing.
        visibility: How much is shown; None: it is cleared and not published.
    """
    a_team(store, team, TeamKind.ORGANISATION)
    key = create_assessment(store, framework, assessment, stamp=STAMP, team=team).id
    hand_on(store, framework, key, stamp=STAMP)
    seen = load_assessment(store, key).revision
    snapshot = clear(
        store,
        framework,
        key,
        name="A. Director",
        function="Director",
        seen=seen,
        stamp=OFFICER,
    )
    if visibility is not None:
        publish(store, framework, key, visibility=visibility, stamp=OFFICER)
    return snapshot
