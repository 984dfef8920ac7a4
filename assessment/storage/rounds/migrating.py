"""Write what a draft becomes in another edition: its header, its pages and the trail."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assessment.domain.answers import AnswerStatus, Assessment
from assessment.domain.migration.fates import Fate
from assessment.domain.migration.moving import Migration
from assessment.domain.records import (
    AuditAction,
    EditionKey,
    FormerAnswer,
    Shelf,
    Stamp,
    StoredAssessment,
)
from assessment.domain.rounds.states import State
from assessment.errors import EditConflictError
from assessment.storage.assessments import json_data
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.assessments.rows import header_values
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.tables import ASSESSMENTS, PAGES

_A, _P = ASSESSMENTS.c, PAGES.c
_MOVED = (
    *("framework", "edition", "digest", "profile", "targets", "target_reasons"),
    *("plan", "clearance", "answered", "unknown"),
)


def write_migration(
    session: Session,
    before: StoredAssessment,
    migration: Migration,
    edition: EditionKey,
    stamp: Stamp,
) -> None:
    """Let *before*, which is locked, answer *edition* from now on.

    Every page that changes counts its version up: whoever has it open with the old
    question cannot save over the new one.

    Raises:
        EditConflictError: when it is not at the revision of *before* any more.
    """
    AssessmentRepository(session).keep_edition(edition, None)
    _write_header(session, before, migration.assessment, edition, stamp)
    entries = [_entry(before, migration, edition, stamp)]
    for outcome in migration.outcomes:
        key = outcome.indicator
        if outcome.fate in {Fate.NEW, Fate.KEPT} or key not in before.pages:
            continue
        _write_page(session, before, migration, key, outcome.fate)
        entries.append(_page_entry(before, migration, key, stamp))
    write_down(session, entries)


def drafts_on_other_editions(
    session: Session, edition: EditionKey
) -> tuple[tuple[UUID, EditionKey], ...]:
    """Return id and edition of every draft of this framework that answers another one."""
    query = (
        select(_A.id, _A.edition, _A.digest)
        .where(
            _A.framework == edition.framework,
            (_A.edition != edition.edition) | (_A.digest != edition.digest),
            _A.state == State.DRAFT.value,
            _A.shelf == Shelf.LIST.value,
        )
        .order_by(_A.subject_code, _A.period, _A.id)
    )
    return tuple(
        (row.id, EditionKey(edition.framework, row.edition, row.digest))
        for row in session.execute(query)
    )


def _write_header(
    session: Session,
    before: StoredAssessment,
    after: Assessment,
    edition: EditionKey,
    stamp: Stamp,
) -> None:
    was = before.assessment
    profile = int(after.profile != was.profile)
    plan = int((after.targets, after.plan) != (was.targets, was.plan))
    count = [answer.status for answer in after.answers.values()].count
    values = {
        "framework": edition.framework,
        "edition": edition.edition,
        "digest": edition.digest,
        "profile": json_data.profile_to_json(after.profile),
        "profile_version": _A.profile_version + profile,
        "targets": dict(after.targets),
        "target_reasons": dict(after.target_reasons),
        "plan": [json_data.plan_item_to_json(item) for item in after.plan],
        "plan_version": _A.plan_version + plan,
        "clearance": None,
        "answered": count(AnswerStatus.ANSWERED),
        "unknown": count(AnswerStatus.UNKNOWN),
        "revision": before.revision + 1,
        "updated_at": stamp.at,
    }
    claim = (
        update(ASSESSMENTS)
        .where(_A.id == before.id, _A.revision == before.revision)
        .values(values)
        .returning(_A.id)
    )
    if session.scalar(claim) is None:
        raise EditConflictError("edition", seen=before.revision, current=0)


def _write_page(
    session: Session,
    before: StoredAssessment,
    migration: Migration,
    key: str,
    fate: Fate,
) -> None:
    this = (_P.assessment_id == before.id) & (_P.indicator_key == key)
    if fate is Fate.GONE:
        session.execute(delete(PAGES).where(this))
        return
    state = before.pages[key]
    former = migration.former.get(key)
    beside = FormerAnswer(before.edition, former) if former else state.former
    answer = migration.assessment.answers.get(key)
    values = {
        "version": _P.version + 1,
        "answer": json_data.answer_to_json(answer),
        "carried": state.carried if answer else 0,
        "to_confirm": key in migration.to_confirm,
        "former": json_data.former_to_json(beside),
    }
    session.execute(update(PAGES).where(this).values(values))


def _entry(
    before: StoredAssessment, migration: Migration, edition: EditionKey, stamp: Stamp
) -> dict[str, Any]:
    """Return the entry about the whole: both editions, and what was dropped of the rest."""
    after = StoredAssessment(
        **{
            name: getattr(before, name)
            for name in before.__dataclass_fields__
            if name not in {"assessment", "edition"}
        },
        assessment=migration.assessment,
        edition=edition,
    )
    old, new = (
        {name: header_values(each)[name] for name in _MOVED} for each in (before, after)
    )
    values = audit_values(before.id, stamp, AuditAction.MIGRATED)
    return values | {"old": old, "new": new}


def _page_entry(
    before: StoredAssessment, migration: Migration, key: str, stamp: Stamp
) -> dict[str, Any]:
    old = json_data.answer_to_json(before.assessment.answers.get(key))
    new = json_data.answer_to_json(migration.assessment.answers.get(key))
    values = audit_values(before.id, stamp, AuditAction.MIGRATED)
    return values | {"subject": key, "old": old, "new": new}
