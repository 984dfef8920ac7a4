"""The demo's yearly series: a draft that was started from the round published before it."""

from dataclasses import replace
from uuid import UUID

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import AuditAction, Stamp, StoredAssessment
from assessment.domain.rounds.carrying import Carried, carry_forward
from assessment.services.assessments.making import new_assessment
from assessment.services.assessments.reading import list_assessments
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store

WAITING = 12
"""So many answers come from the last round and wait to be confirmed."""
LONG = 3
"""So many of them have stood for three rounds, which is flagged."""


def the_round_of(store: Store, code: str, period: str, team: UUID) -> UUID | None:
    """Return the round of a country and year that *team* has; None: it has none.

    Raises:
        StorageError: when the database cannot be read.
    """
    return next(
        (
            line.id
            for line in list_assessments(store, EVERYTHING)
            if (line.subject.code, line.period, line.team) == (code, period, team)
        ),
        None,
    )


def continue_series(
    store: Store, framework: Framework, last: UUID, drawn: Assessment, stamp: Stamp
) -> StoredAssessment:
    """Store *drawn* as the round after *last*, some answers still those of the last one.

    Raises:
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        repository = AssessmentRepository(session)
        before = repository.get(last)
        carried = carry_forward(before, drawn.period)
        begun = _mixed(framework, drawn, carried)
        new = new_assessment(framework, begun.assessment, stamp, team=before.team)
        new = replace(new, pages=begun.pages, previous=before.id)
        repository.add(new, stamp, action=AuditAction.CARRIED)
        return repository.get(new.id)


def _mixed(framework: Framework, drawn: Assessment, carried: Carried) -> Carried:
    """Return *drawn* with the first answers of the last round that nobody looked at yet."""
    old = carried.assessment.answers
    both = [
        indicator.key
        for indicator in framework.in_reading_order
        if not indicator.critical
        and indicator.key in drawn.answers
        # What somebody wrote down of a number stays beside the plan that rests on it.
        and indicator.key not in {item.indicator for item in drawn.plan}
        and indicator.key in old
        and old[indicator.key].is_answered
    ]
    waiting = both[:: max(1, len(both) // WAITING)][:WAITING]
    pages = {
        key: replace(carried.pages[key], carried=3 if place < LONG else 1)
        for place, key in enumerate(waiting)
    }
    answers = {**drawn.answers, **{key: old[key] for key in waiting}}
    return Carried(replace(drawn, answers=answers), pages)
