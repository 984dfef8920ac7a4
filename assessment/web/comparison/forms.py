"""What a comparison is asked with: an address that names the assessments, nothing else."""

from uuid import UUID

from werkzeug.datastructures import MultiDict

from assessment.errors import N_, AssessmentNotFoundError, ComparisonError

MOST = 60
"""More than fit on any screen; their ids stay within what servers take as an address."""


def chosen_ids(arguments: MultiDict[str, str]) -> tuple[UUID, ...]:
    """Return the assessments named in an address, each once, in the order given.

    Raises:
        AssessmentNotFoundError: when something is no id.
    """
    try:
        return tuple(dict.fromkeys(UUID(text) for text in arguments.getlist("id")))
    except ValueError as error:
        raise AssessmentNotFoundError("not the id of an assessment") from error


def refuse_too_many(ids: tuple[UUID, ...]) -> None:
    """Refuse more assessments than a comparison can show.

    Raises:
        ComparisonError: when there are.
    """
    if len(ids) > MOST:
        raise ComparisonError(
            N_("Compare at most {most} assessments at once; {given} are chosen."),
            most=MOST,
            given=len(ids),
        )
