"""``assessment plan``: the step-up plan of a file, as a workbook or for calendars."""

from pathlib import Path

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    assessment_from,
    assessment_language_option,
    framework_answered_by,
    framework_option,
    input_file,
    language_for,
    now,
)
from assessment.cli.outputs import check_format, output_option, say, write_output

FORMATS = (".xlsx", ".ics")


@click.command(
    cls=WithExamples,
    examples=(
        "assessment plan samplia.json -o samplia-plan.xlsx",
        "assessment plan samplia.json -o samplia-plan.ics --lang fr",
    ),
)
@input_file("file")
@output_option("File to write: .xlsx or .ics.")
@assessment_language_option
@framework_option
def plan(
    file: Path, output: Path, language: str | None, framework_path: Path | None
) -> None:
    """Write the step-up plan of a portable file: actions and targets, or their days.

    The workbook holds every action with the criterion it would meet, what is declined and
    why, and all targets. The calendar holds a whole day for each action that has one; it
    carries no notes, and taking it in again moves its days instead of doubling them.
    """
    ending = check_format(output, FORMATS)
    framework = framework_answered_by(file, framework_path)
    assessment = assessment_from(file, framework)
    from assessment.services.planning.handing_out import (
        HandedOut,
        plan_calendar,
        plan_workbook,
    )

    order = HandedOut(framework, assessment, language_for(assessment, language), now())
    write = plan_workbook if ending == ".xlsx" else plan_calendar
    write_output(output, write(order))
    if not assessment.plan:
        say("There is no action in its plan yet; the targets are those it has.")
