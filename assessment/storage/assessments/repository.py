"""Read and add assessments: rows in, domain objects out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    bindparam,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.answers import (
    AnswerStatus,
    Profile,
)
from assessment.domain.people.may import State, Visibility
from assessment.domain.people.sight import Sight
from assessment.domain.records import (
    AssessmentSummary,
    AuditAction,
    AuditEntry,
    EditionKey,
    PageState,
    Shelf,
    Stamp,
    StoredAssessment,
)
from assessment.errors import AssessmentNotFoundError
from assessment.storage.assessments import json_data
from assessment.storage.assessments.cache import Revision
from assessment.storage.assessments.rows import (
    described,
    header_values,
    page_values,
    stored_from,
    summary_from,
)
from assessment.storage.assessments.trail import audit_entry, audit_values, write_down
from assessment.storage.tables import (
    ASSESSMENTS,
    AUDIT_ENTRIES,
    PAGES,
    FrameworkEditionRow,
    assignment_table,
    publication_table,
)

_A, _P = ASSESSMENTS.c, PAGES.c
# Built once: they are asked for with every request.
_IS_THERE = (_A.id == bindparam("assessment")) & (_A.shelf != Shelf.DELETED.value)
_REVISION = select(_A.revision, _A.updated_at).where(_IS_THERE)
_IS_PUBLISHED = (
    exists()
    .where(
        publication_table.c.assessment_id == _A.id,
        publication_table.c.withdrawn_at.is_(None),
    )
    .label("is_published")
)
_HEADER = select(ASSESSMENTS, _IS_PUBLISHED).where(_IS_THERE)
_ASKED = assignment_table.c
_GLANCE = select(
    *(_A.team_id, _A.state, _A.visibility, _A.revision, _A.updated_at),
    exists()
    .where(_ASKED.assessment_id == _A.id, _ASKED.account_id == bindparam("account"))
    .label("is_asked"),
).where(_IS_THERE)
_PAGES = (
    select(
        *(_P.indicator_key, _P.answer, _P.version),
        *(_P.saved_at, _P.saved_by, _P.saved_by_id, _P.carried, _P.to_confirm),
        _P.former,
    )
    .where(_P.assessment_id == bindparam("assessment"))
    .order_by(_P.indicator_key)
)
# They would take longer to read than all the rest.
_LONG = frozenset({"profile", "targets", "target_reasons", "plan"})
_SUMMARIES = (
    select(*(c for c in ASSESSMENTS.c if c.name not in _LONG))
    .where(_A.shelf == bindparam("shelf"))
    .order_by(_A.updated_at.desc(), _A.id.desc())
)
_COUNT = select(func.count()).where(_A.shelf == bindparam("shelf"))
_COUNTS = (
    select(_A.shelf, func.count())
    # Named, so that SQLite counts in an index and reads no rows.
    .where(_A.shelf.in_([shelf.value for shelf in Shelf]))
    .group_by(_A.shelf)
)
_IN_SIGHT = _A.team_id.in_(bindparam("whole", expanding=True)) | (
    _A.team_id.in_(bindparam("partly", expanding=True))
    & _A.id.in_(
        select(_ASKED.assessment_id).where(_ASKED.account_id == bindparam("account"))
    )
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What decides whether somebody may know of an assessment, and its revision.

    Attributes:
        is_asked: Whether anything of it was asked of them.
    """

    team: UUID
    state: State
    visibility: Visibility
    revision: Revision
    is_asked: bool


class AssessmentRepository:
    """The assessments of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, stored: StoredAssessment, stamp: Stamp, *, action: AuditAction
    ) -> None:
        """Store a new assessment with all its answers, and write the audit trail.

        Pages with a state of their own (``stored.pages``) keep it: they are carried over.
        """
        self.keep_edition(stored.edition, None)
        self._session.execute(insert(ASSESSMENTS).values(**header_values(stored)))
        pages = list(_pages_of(stored, stamp))
        entries = [
            audit_values(stored.id, stamp, action) | {"new": described(stored)},
            *(
                audit_values(stored.id, stamp, _first_action(stored, page))
                | {"subject": page["indicator_key"], "new": page["answer"]}
                for page in pages
            ),
        ]
        if pages:
            self._session.execute(insert(PAGES), pages)
        write_down(self._session, entries)

    def revision_of(self, assessment_id: UUID) -> Revision:
        """Return the revision stored now.

        Raises:
            AssessmentNotFoundError: when there is no such assessment.
        """
        row = self._session.execute(_REVISION, {"assessment": assessment_id}).first()
        if row is None:
            raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
        return Revision(assessment_id, row.revision, row.updated_at)

    def get(self, assessment_id: UUID) -> StoredAssessment:
        """Return an assessment with all its answers (two queries).

        Raises:
            AssessmentNotFoundError: when there is no such assessment.
        """
        row = self._session.execute(_HEADER, {"assessment": assessment_id}).first()
        if row is None:
            raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
        pages = self._session.execute(_PAGES, {"assessment": assessment_id})
        return stored_from(row, pages)

    def glance(self, assessment_id: UUID, account: int | None) -> Glance | None:
        """Return what decides whether *account* may know of the assessment (one query).

        None when there is no such assessment.
        """
        given = {"assessment": assessment_id, "account": account}
        row = self._session.execute(_GLANCE, given).first()
        if row is None:
            return None
        return Glance(
            row.team_id,
            State(row.state),
            Visibility(row.visibility),
            Revision(assessment_id, row.revision, row.updated_at),
            is_asked=bool(row.is_asked),
        )

    def summaries(
        self,
        sight: Sight,
        shelf: Shelf = Shelf.LIST,
        *,
        first: int = 0,
        most: int | None = None,
    ) -> tuple[AssessmentSummary, ...]:
        """Return a line for every assessment in *sight*, last changed first (one query).

        Args:
            sight: What the person may know of.
            shelf: Those of the list, or those put away.
            first: Leave out so many.
            most: At most so many; None: all.
        """
        query, given = _in_sight(_SUMMARIES, sight)
        if first or most:
            query = query.offset(first).limit(most)
        rows = self._session.execute(query, given | {"shelf": shelf.value})
        return tuple(summary_from(row) for row in rows)

    def alike(
        self, sight: Sight, stored: StoredAssessment
    ) -> tuple[AssessmentSummary, ...]:
        """Return others in *sight* of the same country, period and edition (one query)."""
        mine, edition = stored.assessment, stored.edition
        query, given = _in_sight(_SUMMARIES, sight)
        query = query.where(
            _A.id != stored.id,
            _A.subject_code == mine.subject.code,
            _A.period == mine.period,
            _A.framework == edition.framework,
            _A.edition == edition.edition,
            _A.digest == edition.digest,
        )
        rows = self._session.execute(query, given | {"shelf": Shelf.LIST.value})
        return tuple(summary_from(row) for row in rows)

    def standings(
        self, ids: Collection[UUID], *, only_confirmed: bool = False
    ) -> dict[UUID, tuple[Profile, dict[str, AnswerStatus]]]:
        """Return profile and status of every answer of some assessments (two queries).

        It is what coverage needs (rule 6), without the answers themselves.

        Args:
            ids: Of which assessments.
            only_confirmed: Leave out what was carried over and waits to be confirmed.
        """
        profiles = self._session.execute(
            select(_A.id, _A.profile).where(_A.id.in_(ids))
        )
        found: dict[UUID, tuple[Profile, dict[str, AnswerStatus]]] = {
            row.id: (json_data.profile_from_json(row.profile), {}) for row in profiles
        }
        status = _P.answer["status"].as_string()
        pages = select(_P.assessment_id, _P.indicator_key, status.label("status"))
        if only_confirmed:
            pages = pages.where(~_P.to_confirm)
        for row in self._session.execute(pages.where(_P.assessment_id.in_(ids))):
            if row.status is not None:
                found[row.assessment_id][1][row.indicator_key] = AnswerStatus(
                    row.status
                )
        return found

    def counts(self, sight: Sight) -> Mapping[Shelf, int]:
        """Return how many assessments in *sight* there are on each shelf (one query)."""
        rows = self._session.execute(*_in_sight(_COUNTS, sight))
        found = {row.shelf: row[1] for row in rows}
        return {shelf: found.get(shelf.value, 0) for shelf in Shelf}

    def count(self, sight: Sight, shelf: Shelf = Shelf.LIST) -> int:
        """Return how many assessments in *sight* there are on *shelf*."""
        query, given = _in_sight(_COUNT, sight)
        given["shelf"] = shelf.value
        return int(self._session.execute(query, given).scalar_one())

    def history(
        self, assessment_id: UUID, *, subject: str | None, limit: int
    ) -> tuple[AuditEntry, ...]:
        """Return the last *limit* changes, newest first.

        Args:
            assessment_id: Of which assessment.
            subject: Only those of this indicator; None for all.
            limit: At most so many.
        """
        entry = AUDIT_ENTRIES.c
        query = select(AUDIT_ENTRIES).where(entry.assessment_id == assessment_id)
        if subject is not None:
            query = query.where(entry.subject == subject)
        query = query.order_by(entry.id.desc()).limit(limit)
        return tuple(audit_entry(row) for row in self._session.execute(query))

    def keep_edition(self, edition: EditionKey, text: str | None) -> None:
        """Store the framework file of *edition* once; a known text is never replaced."""
        values = {
            "framework": edition.framework,
            "edition": edition.edition,
            "digest": edition.digest,
        }
        row = self._session.get(FrameworkEditionRow, tuple(values.values()))
        if row is None:
            try:
                with self._session.begin_nested():
                    self._session.execute(
                        insert(FrameworkEditionRow).values(text=text, **values)
                    )
            except IntegrityError:  # another process was quicker
                return
        elif row.text is None and text is not None:
            row.text = text

    def count_of_other_texts(self, edition: EditionKey) -> int:
        """Return how many assessments answer another text under the name of *edition*."""
        other = select(func.count()).where(
            ASSESSMENTS.c.framework == edition.framework,
            ASSESSMENTS.c.edition == edition.edition,
            ASSESSMENTS.c.digest != edition.digest,
        )
        return self._session.scalar(other) or 0

    def edition_text(self, edition: EditionKey) -> str | None:
        """Return the framework file of *edition*; None when it was not kept."""
        key = (edition.framework, edition.edition, edition.digest)
        row = self._session.get(FrameworkEditionRow, key)
        return row.text if row else None


def _pages_of(stored: StoredAssessment, stamp: Stamp) -> Iterator[dict[str, Any]]:
    """Yield the columns of every page of a new assessment, all with the same names."""
    answers = stored.assessment.answers
    fresh = PageState(1, stamp.at, stamp.actor.name, stamp.actor.id)
    for key in dict.fromkeys((*answers, *stored.pages)):
        state = stored.pages.get(key, fresh)
        yield page_values(stored.id, key, answers.get(key), state)


def _first_action(stored: StoredAssessment, page: Mapping[str, Any]) -> AuditAction:
    carried = page["indicator_key"] in stored.pages
    return AuditAction.CARRIED if carried else AuditAction.ANSWER


def _in_sight(query: Select[Any], sight: Sight) -> tuple[Select[Any], dict[str, Any]]:
    """Return *query* about what is in *sight*, and the values that it is asked with."""
    if sight.everything:
        return query, {}
    given = {"whole": sight.whole, "partly": sight.asked, "account": sight.account}
    return query.where(_IN_SIGHT), given
