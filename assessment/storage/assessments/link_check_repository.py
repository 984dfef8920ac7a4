"""Links that were looked for: which of them led nowhere."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.storage.tables import link_check_table

DEAD = "dead"
"""The state of a link whose page is not there."""


class LinkCheckRepository:
    """What asking for links came to, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def dead(self, assessment_id: UUID) -> frozenset[str]:
        """Return the links of an assessment that led nowhere."""
        table = link_check_table.c
        query = select(table.link).where(
            table.assessment_id == assessment_id, table.state == DEAD
        )
        return frozenset(self._session.scalars(query))
