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
from assessment.cli.outputs import tell


@click.command(
    cls=WithExamples,
    examples=(
        "assessment review samplia.json",
        "assessment review samplia.json --csv > samplia-review.csv",
    ),
)
@input_file("file")
@click.option("--csv", "as_csv", is_flag=True, help="As a table.")
@assessment_language_option
@framework_option
def review(
    file: Path, language: str | None, framework_path: Path | None, *, as_csv: bool
) -> None:
    """Say what to look at again in a portable file.

    What stops it from being handed on comes first, then what is worth a second look.
    Links are not looked for, and nothing is changed.
    """
    from assessment.domain import review as rules
    from assessment.services.review import findings_csv
    from assessment.texts import texts_in

    whole = framework_answered_by(file, framework_path)
    assessment = assessment_from(file, whole)
    framework = whole.in_scope(assessment.scope)
    texts = texts_in(language_for(assessment, language))
    findings = rules.review(framework, assessment)
    if as_csv:
        table = findings_csv(framework, findings, texts)
        click.echo(table, nl=False)
        return
    from assessment.cli.review_text import review_lines

    for line in review_lines(framework, findings, texts):
        tell(line)
