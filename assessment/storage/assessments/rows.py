"""Between rows and domain objects: what is stored of an assessment, and read again."""

from collections.abc import Iterable
from sys import intern
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Subject,
)
from assessment.domain.framework import Scope
from assessment.domain.people.may import State, Visibility
from assessment.domain.records import (
    AssessmentSummary,
    EditionKey,
    PageState,
    Shelf,
    StoredAssessment,
)
from assessment.storage.assessments import json_data

Fields = Row[*tuple[Any, ...]]
"""A row of any shape."""


def header_values(stored: StoredAssessment) -> dict[str, Any]:
    """Return the columns of an assessment, without its pages."""
    assessment = stored.assessment
    count = [answer.status for answer in assessment.answers.values()].count
    return {
        "id": stored.id,
        "framework": stored.edition.framework,
        "edition": stored.edition.edition,
        "digest": stored.edition.digest,
        "subject_code": assessment.subject.code,
        "subject_name": assessment.subject.name,
        "kind": assessment.kind.value,
        "period": assessment.period,
        "language": assessment.language,
        "scope": assessment.scope.value,
        "respondent": assessment.respondent,
        "profile": json_data.profile_to_json(assessment.profile),
        "profile_version": stored.profile_version,
        "targets": dict(assessment.targets),
        "target_reasons": dict(assessment.target_reasons),
        "plan": [json_data.plan_item_to_json(item) for item in assessment.plan],
        "plan_version": stored.plan_version,
        "clearance": json_data.clearance_to_json(assessment.clearance),
        "alternative_of": stored.alternative_of,
        "previous_id": stored.previous,
        "shelf": stored.shelf.value,
        "answered": count(AnswerStatus.ANSWERED),
        "unknown": count(AnswerStatus.UNKNOWN),
        "revision": stored.revision,
        "created_at": stored.created_at,
        "updated_at": stored.updated_at,
        "owner_id": stored.owner,
        "team_id": stored.team,
        "state": stored.state.value,
        "visibility": stored.visibility.value,
    }


def described(stored: StoredAssessment) -> dict[str, Any]:
    """Return the header as the audit trail keeps it: everything but answers."""
    left_out = {
        *(
            "id",
            "created_at",
            "updated_at",
            "revision",
            "alternative_of",
            "previous_id",
            "shelf",
        ),
        *("answered", "unknown"),
    }
    described = {k: v for k, v in header_values(stored).items() if k not in left_out}
    described["team_id"] = str(stored.team)
    if stored.alternative_of is not None:
        described["alternative_of"] = str(stored.alternative_of)
    if stored.previous is not None:
        described["previous_id"] = str(stored.previous)
    return described


def page_values(
    assessment_id: UUID, indicator_key: str, answer: Answer | None, state: PageState
) -> dict[str, Any]:
    """Return the columns of a page in *state*."""
    return {
        "assessment_id": assessment_id,
        "indicator_key": indicator_key,
        "version": state.version,
        "answer": json_data.answer_to_json(answer),
        "saved_at": state.saved_at,
        "saved_by_id": state.account,
        "saved_by": state.saved_by,
        "carried": state.carried,
        "to_confirm": state.to_confirm,
        "former": json_data.former_to_json(state.former),
    }


def stored_from(row: Fields, pages: Iterable[Fields]) -> StoredAssessment:
    """Return the assessment that *row* and its *pages* hold."""
    answers, states = {}, {}
    for page in pages:
        key = intern(page.indicator_key)
        answer = json_data.answer_from_json(page.answer)
        if answer is not None:
            answers[key] = answer
        states[key] = PageState(
            page.version,
            page.saved_at,
            intern(page.saved_by),
            page.saved_by_id,
            carried=page.carried,
            to_confirm=page.to_confirm,
            former=json_data.former_from_json(page.former),
        )
    assessment = Assessment(
        framework=row.framework,
        edition=row.edition,
        subject=Subject(row.subject_code, row.subject_name),
        kind=AssessmentKind(row.kind),
        period=row.period,
        respondent=row.respondent,
        language=row.language,
        scope=Scope(row.scope),
        profile=json_data.profile_from_json(row.profile),
        answers=answers,
        targets=row.targets,
        target_reasons=row.target_reasons,
        plan=tuple(json_data.plan_item_from_json(item) for item in row.plan),
        clearance=json_data.clearance_from_json(row.clearance),
    )
    return StoredAssessment(
        id=row.id,
        assessment=assessment,
        edition=EditionKey(row.framework, row.edition, row.digest),
        revision=row.revision,
        pages=states,
        profile_version=row.profile_version,
        plan_version=row.plan_version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        team=row.team_id,
        state=State(row.state),
        visibility=Visibility(row.visibility),
        owner=row.owner_id,
        alternative_of=row.alternative_of,
        previous=row.previous_id,
        shelf=Shelf(row.shelf),
        is_published=bool(row.is_published),
    )


def summary_from(row: Fields) -> AssessmentSummary:
    """Return the line of a list that *row* holds."""
    return AssessmentSummary(
        id=row.id,
        edition=EditionKey(row.framework, row.edition, row.digest),
        subject=Subject(row.subject_code, row.subject_name),
        kind=AssessmentKind(row.kind),
        period=row.period,
        respondent=row.respondent,
        language=row.language,
        scope=Scope(row.scope),
        clearance=json_data.clearance_from_json(row.clearance),
        answered=row.answered,
        unknown=row.unknown,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        team=row.team_id,
        state=State(row.state),
        visibility=Visibility(row.visibility),
        owner=row.owner_id,
        alternative_of=row.alternative_of,
        previous=row.previous_id,
    )
