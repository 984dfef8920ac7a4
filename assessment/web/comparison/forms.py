"""What a comparison is asked with: an address that names the assessments, nothing else."""

from uuid import UUID

from werkzeug.datastructures import MultiDict

from assessment.domain.rounds.snapshot import read_code
from assessment.errors import N_, AssessmentNotFoundError, ComparisonError
from assessment.services.comparisons.comparing import Name

MOST = 60
"""More than fit on any screen; their ids stay within what servers take as an address."""


def chosen_names(arguments: MultiDict[str, str]) -> tuple[Name, ...]:
    """Return the assessments named in an address, each once, in the order given.

    Those somebody works on by their id, published ones by their code.

    Raises:
        AssessmentNotFoundError: when something is neither.
    """
    return tuple(dict.fromkeys(_name(text) for text in arguments.getlist("id")))


def refuse_too_many(names: tuple[Name, ...]) -> None:
    """Refuse more assessments than a comparison can show.

    Raises:
        ComparisonError: when there are.
    """
    if len(names) > MOST:
        raise ComparisonError(
            N_("Compare at most {most} assessments at once; {given} are chosen."),
            most=MOST,
            given=len(names),
        )


def _name(text: str) -> Name:
    if code := read_code(text):
        return code
    try:
        return UUID(text)
    except ValueError as error:
        raise AssessmentNotFoundError("neither an id nor a code") from error
