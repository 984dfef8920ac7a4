"""Which files an answer may name: those that the assessment has."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from assessment.domain.answers import Answer, EvidenceItem
from assessment.domain.evidence import FileRecord, files_named
from assessment.errors import N_, Problem, refuse
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.evidence import EvidenceRepository

_NOT_HERE = N_("This file is not among those of the assessment. Choose it again.")


def with_known_files(
    session: Session, assessment_id: UUID, indicator: str, answer: Answer
) -> Answer:
    """Return *answer* with its files under the names that they were kept under.

    A digest that somebody made up, or copied from elsewhere, must not become part of an
    answer. One that was brought in without its file (by a portable file) may stay.

    Raises:
        InvalidAnswerError: when it names a file that the assessment has not.
    """
    named = files_named([answer])
    if not named:
        return answer
    files = EvidenceRepository(session).files(assessment_id)
    missing = named - files.keys()
    if missing:
        stored = AssessmentRepository(session).get(assessment_id).assessment
        missing -= files_named(stored.answers.values())
    path = f"answers.{indicator}.evidence"
    refuse(
        indicator,
        tuple(
            Problem(path, 0, 0, _NOT_HERE, {}, f"{path}.{place}.file")
            for place, item in enumerate(answer.evidence)
            if item.file in missing
        ),
    )
    evidence = tuple(_named(item, files.get(item.file)) for item in answer.evidence)
    return replace(answer, evidence=evidence)


def _named(item: EvidenceItem, file: FileRecord | None) -> EvidenceItem:
    return item if file is None else replace(item, file_name=file.name)
