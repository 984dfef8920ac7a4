"""``assessment review``: what to look at again in a portable file before handing it on."""

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
)
from assessment.cli.outputs import check_format, output_option, tell, write_output

_FORMATS = (".csv", ".xlsx", ".json")
_TWO_PLACES = "Choose one: --csv writes to the terminal, -o into a file."


@click.command(
    cls=WithExamples,
    examples=(
        "assessment review samplia.json",
        "assessment review samplia.json --csv > samplia-review.csv",
        "assessment review samplia.json -o samplia-review.xlsx --lang fr",
    ),
)
@input_file("file")
@click.option("--csv", "as_csv", is_flag=True, help="As a table.")
@output_option("Write the findings to a file: .csv, .xlsx or .json.", required=False)
@assessment_language_option
@framework_option
def review(
    file: Path,
    language: str | None,
    framework_path: Path | None,
    output: Path | None,
    *,
    as_csv: bool,
) -> None:
    """Say what to look at again in a portable file.

    What stops it from being handed on comes first, then what is worth a second look.
    Links are not looked for, and nothing is changed.
    """
    if output is not None:
        if as_csv:
            raise click.UsageError(_TWO_PLACES)
        check_format(output, _FORMATS)
    from assessment.domain import review as rules
    from assessment.services import review as tables
    from assessment.texts import texts_in

    whole = framework_answered_by(file, framework_path)
    assessment = assessment_from(file, whole)
    framework = whole.in_scope(assessment.scope)
    texts = texts_in(language_for(assessment, language))
    findings = rules.review(framework, assessment)
    if output is not None:
        made: bytes | str
        match output.suffix.lower():
            case ".xlsx":
                made = tables.findings_xlsx(framework, findings, texts)
            case ".json":
                made = tables.findings_json(framework, assessment, findings, texts)
            case _:
                made = tables.findings_csv(framework, findings, texts)
        write_output(output, made)
        return
    if as_csv:
        click.echo(tables.findings_csv(framework, findings, texts), nl=False)
        return
    from assessment.cli.review_text import review_lines

    for line in review_lines(framework, findings, texts):
        tell(line)
