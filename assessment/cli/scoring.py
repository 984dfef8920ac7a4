"""``assessment score``: the scores of a portable file, for people or programs."""

import json
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
        "assessment score samplia.json",
        "assessment score samplia.json --json | jq .overall.score",
    ),
)
@input_file("file")
@click.option("--json", "as_json", is_flag=True, help="As JSON (docs/json-score.md).")
@click.option("--explain", is_flag=True, help="Show how each score was reached.")
@assessment_language_option
@framework_option
def score(
    file: Path,
    language: str | None,
    framework_path: Path | None,
    *,
    as_json: bool,
    explain: bool,
) -> None:
    """Score a portable file, or the file inside a PDF report."""
    if as_json and explain:
        raise click.UsageError(
            "--json holds every detail already; leave out --explain."
        )
    framework = framework_answered_by(file, framework_path)
    assessment = assessment_from(file, framework)
    if as_json:
        from assessment.services.assessments.scores import score_data

        data = score_data(framework, assessment)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from assessment.cli.score_text import explanation_lines, score_lines

    spoken = language_for(assessment, language)
    for line in score_lines(framework, assessment, spoken):
        tell(line)
    if explain:
        for line in explanation_lines(framework, assessment, spoken):
            tell(line)
