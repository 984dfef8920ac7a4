"""``assessment plan`` and ``assessment questionnaire``: what is handed to other offices."""

from pathlib import Path

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    assessment_from,
    assessment_language_option,
    framework_answered_by,
    framework_from,
    framework_option,
    input_file,
    language_for,
    language_option,
    now,
)
from assessment.cli.outputs import check_format, output_option, say, write_output

FORMATS = (".xlsx", ".ics")
FORMS = (".pdf", ".html")
SCOPES = ("full", "core")
"""As ``domain.framework.Scope``, without the cost of loading it for --help."""


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


@click.command(
    cls=WithExamples,
    examples=(
        "assessment questionnaire -o questionnaire.pdf",
        "assessment questionnaire -o core-fr.pdf --scope core --lang fr",
        "assessment questionnaire -o point-3.pdf --for samplia.json --point 3",
    ),
)
@output_option("File to write: .pdf or .html.")
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    help="Every question, or the core set; that of the file with --for, else full.",
)
@click.option(
    "--for",
    "file",
    type=click.Path(path_type=Path),
    help="A portable file: its country stands on the form, its profile leaves out what is "
    "not asked. No answer of it is printed.",
)
@click.option(
    "--point",
    "points",
    multiple=True,
    metavar="NUMBER",
    help="Only this point, by its number or key; several times for several.",
)
@language_option
@framework_option
def questionnaire(
    output: Path,
    scope: str | None,
    file: Path | None,
    points: tuple[str, ...],
    language: str,
    framework_path: Path | None,
) -> None:
    """Write a blank questionnaire, to print or to fill in without a computer.

    For every indicator: what is asked, the ladder with a box for each statement, what
    would show the answer, room to write. The words that need a definition stand at the
    end. The PDF meets PDF/A-3a and PDF/UA-1.
    """
    ending = check_format(output, FORMS)
    from assessment.services.reports.kinds import form_order
    from assessment.services.reports.making import report_html, report_pdf

    if file is None:
        framework, assessment = framework_from(framework_path), None
    else:
        framework = framework_answered_by(file, framework_path)
        assessment = assessment_from(file, framework)
    known = {framework.numbers[point.key]: point.key for point in framework.points}
    known |= {point.key: point.key for point in framework.points}
    if unknown := [point for point in points if point not in known]:
        raise click.UsageError(
            f"There is no point {unknown[0]}. Known: {', '.join(known)}."
        )
    order = form_order(
        framework,
        assessment,
        language=language,
        made_on=now(),
        scope=scope or "",
        only=tuple(known[point] for point in points),
    )
    write_output(output, report_html(order) if ending == ".html" else report_pdf(order))
