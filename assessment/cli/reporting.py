"""``assessment report`` and ``assessment verify``."""

import json
from pathlib import Path

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    assessment_from,
    bytes_from,
    framework_answered_by,
    framework_option,
    input_file,
    language_option,
    now,
)
from assessment.cli.outputs import check_format, output_option, write_output

FORMATS = (".pdf", ".html", ".json")


@click.command(
    cls=WithExamples,
    examples=(
        "assessment report samplia.json -o samplia.pdf",
        "assessment report samplia.json -o samplia-fr.pdf --lang fr",
    ),
)
@input_file("file")
@output_option("File to write: .pdf, .html or .json.")
@click.option(
    "--alternative",
    type=click.Path(path_type=Path),
    help="An alternative assessment of the same edition, printed beside it.",
)
@language_option
@framework_option
def report(
    file: Path,
    output: Path,
    alternative: Path | None,
    language: str,
    framework_path: Path | None,
) -> None:
    """Write the national gap report of a portable file.

    The PDF meets PDF/A-3a and PDF/UA-1 and carries the portable file; the JSON holds
    the same scores and gaps as data.
    """
    ending = check_format(output, FORMATS)
    framework = framework_answered_by(file, framework_path)
    assessment = assessment_from(file, framework)
    if ending == ".json":
        from assessment.services.assessments.scores import score_data

        data = score_data(framework, assessment)
        write_output(output, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return
    from assessment.services.reports.kinds import ReportOrder
    from assessment.services.reports.making import report_html, report_pdf

    other = assessment_from(alternative, framework) if alternative else None
    order = ReportOrder(framework, assessment, language, now(), other)
    made = report_pdf(order) if ending == ".pdf" else report_html(order)
    write_output(output, made)


@click.command(
    cls=WithExamples,
    examples=("assessment verify samplia.pdf",),
)
@input_file("file", metavar="REPORT.pdf")
@framework_option
def verify(file: Path, framework_path: Path | None) -> None:
    """Check the scores printed in a PDF report.

    They are computed again from the answers that the report carries.
    """
    from assessment.services.reports.verifying import verify_report

    framework = framework_answered_by(file, framework_path)
    verified = verify_report(bytes_from(file), str(file), framework)
    click.echo(
        f"{file.name} is as it was made: {verified.scores} printed scores are what its "
        f"answers give under {framework.key} {framework.edition}."
    )
