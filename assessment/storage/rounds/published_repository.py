"""What others see of what was cleared: rows in, domain objects out; never writes."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessment.domain.answers import INVENTED_CODES, AssessmentKind, Subject
from assessment.domain.framework import Scope
from assessment.domain.people.may import Visibility
from assessment.domain.records import EditionKey
from assessment.domain.rounds.published import Published, PublishedAbout, Wanted
from assessment.domain.rounds.snapshot import Publication
from assessment.storage.tables import ASSESSMENTS, publication_table, snapshot_table

_S, _P, _A = snapshot_table.c, publication_table.c, ASSESSMENTS.c
_LATER = aliased(publication_table)
_SHOWN = publication_table.join(snapshot_table, _S.id == _P.snapshot_id)
_WHOLE = _SHOWN.join(ASSESSMENTS, _A.id == _S.assessment_id)
_NEWEST = (_P.published_at.desc(), _S.code)
_LINES = select(
    *(_S.id, _S.assessment_id, _A.team_id, _S.digest, _S.code),
    *(_S.framework, _S.edition, _S.edition_digest, _S.country, _S.country_name),
    *(_S.kind, _S.period, _S.scope, _S.respondent, _S.language),
    *(_S.cleared_by, _S.cleared_function, _S.cleared_on),
    *(_P.visibility, _P.published_at, _P.superseded_at, _P.withdrawn_at, _P.reason),
).select_from(_WHOLE)


def _is_shown(table: Any) -> ColumnElement[bool]:
    is_open: ColumnElement[bool] = table.visibility != Visibility.NOTHING.value
    return and_(table.withdrawn_at.is_(None), is_open)


_CORRECTED = (
    select(_LATER.c.snapshot_id)
    .where(
        _LATER.c.assessment_id == _P.assessment_id,
        _LATER.c.published_at > _P.published_at,
        _is_shown(_LATER.c),
    )
    .exists()
)
_LISTED = and_(_is_shown(_P), ~_CORRECTED)
"""What the public list holds: shown, and not replaced by a corrected version of itself."""


_VERSION = select(func.sum(_P.revision))


class PublishedRepository:
    """The publications of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, wanted: Wanted, *, first: int, most: int) -> tuple[Published, ...]:
        """Return some of what the public list holds, last published first (one query)."""
        # The rows are picked before they are read: they lie behind long texts.
        picked = (
            select(_S.id)
            .select_from(_SHOWN)
            .where(_LISTED, *_conditions(wanted))
            .order_by(*_NEWEST)
            .offset(first)
            .limit(most)
        )
        return self._lines(_LINES.where(_S.id.in_(picked)).order_by(*_NEWEST))

    def count(self, wanted: Wanted) -> int:
        """Return how many the public list holds of what is wanted."""
        query = select(func.count()).select_from(
            publication_table.join(snapshot_table, _S.id == _P.snapshot_id)
        )
        return self._session.scalar(query.where(_LISTED, *_conditions(wanted))) or 0

    def about(self) -> tuple[PublishedAbout, ...]:
        """Return what the public list can be filtered by (one query)."""
        fields = (
            *(_S.country, _S.country_name, _S.period, _S.kind),
            *(_S.framework, _S.edition),
        )
        query = (
            select(*fields)
            .select_from(
                publication_table.join(snapshot_table, _S.id == _P.snapshot_id)
            )
            .where(_LISTED)
            .distinct()
            .order_by(*fields)
        )
        return tuple(PublishedAbout(*row) for row in self._session.execute(query))

    def version(self) -> int:
        """Return a number that grows whenever anything of what is public changes.

        Publications are added and changed, and never taken out; each counts its changes.
        """
        return self._session.scalar(_VERSION) or 0

    def by_code(self, code: str) -> Published | None:
        """Return what was published under a code, also when it is shown no more."""
        found = self._lines(_LINES.where(_S.code == code))
        return found[0] if found else None

    def of_assessment(self, assessment_id: UUID) -> Published | None:
        """Return what others see of an assessment now; None: nothing of it."""
        query = _LINES.where(_LISTED, _P.assessment_id == assessment_id)
        found = self._lines(query.order_by(_P.published_at.desc(), _S.code).limit(1))
        return found[0] if found else None

    def by_codes(self, codes: Collection[str]) -> tuple[Published, ...]:
        """Return what was published under some codes (one query)."""
        return self._lines(_LINES.where(_S.code.in_(codes)).order_by(_S.code))

    def text(self, snapshot: UUID) -> str:
        """Return the portable file of a snapshot; empty when there is none."""
        return self._session.scalar(select(_S.text).where(_S.id == snapshot)) or ""

    def texts(self, snapshots: Collection[UUID]) -> dict[UUID, str]:
        """Return the portable files of some snapshots (one query)."""
        query = select(_S.id, _S.text).where(_S.id.in_(snapshots))
        return {row.id: row.text for row in self._session.execute(query)}

    def successor(self, published: Published) -> Published | None:
        """Return what took the place of a superseded one: a corrected or newer round."""
        same_series = and_(
            _A.team_id == published.team,
            _S.country == published.subject.code,
            _S.country_name == published.subject.name,
            _S.kind == published.kind.value,
            _S.framework == published.edition.framework,
        )
        is_same = _S.assessment_id == published.publication.assessment
        query = (
            _LINES.where(
                _is_shown(_P),
                _P.superseded_at.is_(None),
                _S.id != published.id,
                or_(is_same, same_series),
            )
            # A corrected version of the same round before a newer round.
            .order_by(is_same.desc(), _P.published_at.desc(), _S.code)
            .limit(1)
        )
        found = self._lines(query)
        return found[0] if found else None

    def beside(self, published: Published, *, most: int) -> tuple[Published, ...]:
        """Return what others published on the same country and period, newest first."""
        query = (
            _LINES.where(
                _LISTED,
                _S.country == published.subject.code,
                _S.country_name == published.subject.name,
                _S.period == published.period,
                _S.framework == published.edition.framework,
                _S.scope == published.scope.value,
                _S.kind.in_(_OTHER_VOICES[published.kind]),
                _S.id != published.id,
            )
            .order_by(_P.published_at.desc(), _S.code)
            .limit(most)
        )
        return self._lines(query)

    def _lines(self, query: Select[Any]) -> tuple[Published, ...]:
        return tuple(map(_published, self._session.execute(query)))


_GOVERNMENT, _ALTERNATIVE, _TRAINING = (kind.value for kind in AssessmentKind)
_OTHER_VOICES = {
    AssessmentKind.GOVERNMENT: (_ALTERNATIVE,),
    AssessmentKind.ALTERNATIVE: (_GOVERNMENT, _ALTERNATIVE, _TRAINING),
    AssessmentKind.TRAINING: (_ALTERNATIVE,),
}
"""Whose view stands beside whose."""


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    given = {
        _S.country: wanted.country,
        _S.period: wanted.period,
        _S.framework: wanted.framework,
        _S.edition: wanted.edition,
        _S.kind: wanted.kind,
    }
    found = [column == value for column, value in given.items() if value]
    if wanted.invented is not None:
        is_invented = _S.country.in_(INVENTED_CODES)
        found.append(is_invented if wanted.invented else ~is_invented)
    return found


def _published(row: Row[*tuple[Any, ...]]) -> Published:
    return Published(
        publication=Publication(
            row.id,
            row.assessment_id,
            Visibility(row.visibility),
            row.published_at,
            row.superseded_at,
            row.withdrawn_at,
            row.reason,
        ),
        team=row.team_id,
        digest=row.digest,
        code=row.code,
        edition=EditionKey(row.framework, row.edition, row.edition_digest),
        subject=Subject(row.country, row.country_name),
        kind=AssessmentKind(row.kind),
        period=row.period,
        scope=Scope(row.scope),
        respondent=row.respondent,
        language=row.language,
        cleared_by=row.cleared_by,
        cleared_function=row.cleared_function,
        cleared_on=row.cleared_on,
    )
