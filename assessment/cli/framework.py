"""Tools of framework authors: check, schema, diff."""

import json
from pathlib import Path

import click

from assessment import resources
from assessment.cli.examples import WithExamples
from assessment.cli.inputs import framework_file, input_file
from assessment.cli.outputs import counted, say, tell
from assessment.errors import InvalidFrameworkError


@click.command(
    cls=WithExamples,
    examples=("assessment check questions.yaml",),
)
@input_file("file", required=False, envvar="ASSESSMENT_FRAMEWORK")
def check(file: Path | None) -> None:
    """Check a framework file.

    All problems are listed at once, each with line and column. A warning is no problem:
    the file can be used. Without FILE, the framework that comes with the program is
    checked.
    """
    from assessment.framework_file import check_framework

    path = framework_file(file)
    found = check_framework(path)
    if not found.is_sound:
        raise InvalidFrameworkError(found.source, found.problems)
    framework = found.framework
    assert framework is not None
    for warning in found.warnings:
        say(f"{warning.place}: warning: {warning.message}")
    tell(
        f"{path.name} is sound: {framework.key}, edition {framework.edition}.\n"
        f"{found.points} points, {found.indicators} indicators "
        f"({found.core} core, {found.critical} critical), {found.criteria} criteria, "
        f"{found.recommendations} recommendations, "
        f"{counted(found.contradictions, 'contradiction', 'contradictions')}, "
        f"{counted(found.examples, 'golden example', 'golden examples')} came true."
    )


@click.command(
    cls=WithExamples,
    examples=("assessment schema > framework.schema.json",),
)
def schema() -> None:
    """Print the JSON Schema of framework files.

    Editors use it for completion while a framework is written.
    """
    from assessment.framework_file import framework_schema

    click.echo(json.dumps(framework_schema(), indent=1, ensure_ascii=False))


@click.command(
    cls=WithExamples,
    examples=(
        "assessment diff 2026.1",
        "assessment diff questions-2026.1.yaml questions-2026.2.yaml",
    ),
)
@input_file("old")
@input_file("new", required=False)
def diff(old: Path, new: Path | None) -> None:
    """Say what a new edition of a framework changes.

    Each change is labelled: compatible, or touching stored answers or scores. OLD may be
    the name of an edition that comes with the program; without NEW it is compared with
    the current one.
    """
    from assessment.framework_file import Effect, diff_frameworks, load_framework

    before = load_framework(framework_file(old))
    after = load_framework(framework_file(new) if new else resources.DEFAULT_FRAMEWORK)
    changes = diff_frameworks(before, after)
    if not changes:
        tell("The two say the same.")
        return
    for change in changes:
        count = change.criteria_count
        criteria = f" ({count} {'criterion' if count == 1 else 'criteria'})"
        label = f"{change.effect.value}{criteria if count else ''}"
        tell(f"{label}: {change.place}: {change.message}")
    click.echo()
    for effect in dict.fromkeys(change.effect for change in changes):
        number = sum(change.effect is effect for change in changes)
        tell(f"{number} {effect.value}")
    same = (before.key, before.edition) == (after.key, after.edition)
    if same and any(change.effect is not Effect.COMPATIBLE for change in changes):
        say(
            f"Both files are edition {after.edition}. Once anybody has answered it, "
            'such changes need a new value in "edition".'
        )
