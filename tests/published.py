"""Publications for tests: an assessment, its snapshot, and that it is shown."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert, update

from assessment.domain.answers import Assessment, Clearance
from assessment.domain.framework import Framework
from assessment.domain.people.may import Visibility
from assessment.domain.rounds.snapshot import digest_of_text, verification_code
from assessment.portable import write_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.rounds.headlines import headline_in
from assessment.storage.engine import Store
from assessment.storage.rounds.facts import facts_in
from assessment.storage.rounds.headline_repository import HeadlineRepository
from assessment.storage.tables import publication_table, snapshot_table
from tests.databases import NOON, STAMP
from tests.teams import team_for

CLEARED = Clearance("Mara Okeke", "Director", date(2026, 5, 3))


def published(
    store: Store,
    framework: Framework,
    assessment: Assessment,
    visibility: Visibility | str = Visibility.ALL,
    *,
    at: datetime = NOON,
    of: UUID | None = None,
) -> str:
    """Publish *assessment* and return the code of its page.

    Args:
        store: Where to.
        framework: Its edition.
        assessment: What is published; it is cleared on the way.
        visibility: How much of it is shown.
        at: When.
        of: The stored assessment it is a corrected version of; a new one when None.
    """
    cleared = replace(assessment, clearance=CLEARED)
    if of is None:
        team = team_for(store, cleared)
        of = create_assessment(store, framework, cleared, stamp=STAMP, team=team).id
    text = write_assessment(cleared, framework)
    digest, made = digest_of_text(text), uuid4()
    code = verification_code(digest)
    with store.writing() as session:
        session.execute(
            insert(snapshot_table).values(
                id=made,
                assessment_id=of,
                digest=digest,
                code=code,
                text=text,
                made_at=at,
                cleared_by=CLEARED.name,
                cleared_function=CLEARED.function,
                cleared_on=CLEARED.on,
                **facts_in(text),
            )
        )
        headline = headline_in(framework, text, code)
        HeadlineRepository(session).keep(made, digest, headline)
        session.execute(
            insert(publication_table).values(
                snapshot_id=made,
                assessment_id=of,
                visibility=Visibility(visibility).value,
                published_at=at,
                reason="",
            )
        )
    return code


def changed(store: Store, code: str, **values: object) -> None:
    """Change the publication of the snapshot with *code*."""
    one = snapshot_table.c.id == publication_table.c.snapshot_id
    with store.writing() as session:
        session.execute(
            update(publication_table)
            .where(one, snapshot_table.c.code == code)
            .values(**values)
        )


def superseded(store: Store, code: str) -> None:
    """Say that something newer took the place of *code*."""
    changed(store, code, superseded_at=NOON + timedelta(days=30))


def withdrawn(store: Store, code: str) -> None:
    """Withdraw *code*."""
    changed(store, code, withdrawn_at=NOON + timedelta(days=60), reason="A SECRET WHY")
