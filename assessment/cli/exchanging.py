"""``assessment import`` and ``assessment export``: portable files in and out."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from assessment.cli.evidence import contents_from, evidence_of_environment
from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    by_hand,
    data_option,
    framework_from,
    framework_option,
    input_file,
    portable_text_from,
)
from assessment.cli.outputs import say, tell, write_output
from assessment.cli.teams import team_option, team_or_only_one

if TYPE_CHECKING:
    from assessment.domain.answers import Assessment
    from assessment.domain.evidence import FileRecord
    from assessment.domain.framework import Framework
    from assessment.domain.records import Stamp, StoredAssessment
    from assessment.storage.engine import Store


def _known_form(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> UUID | None:
    """Return the id, or say in words where ids come from (click says "UUID")."""
    try:
        return UUID(value) if value is not None else None
    except ValueError:
        raise click.UsageError(
            f'"{value}" is not the id of an assessment. '
            "`assessment export` without an id lists them all."
        ) from None


@click.command(
    "import",
    cls=WithExamples,
    examples=("assessment import samplia.json --team Workshop",),
)
@input_file("files", nargs=-1, required=True, metavar="FILE...")
@team_option("The team they belong to; may be left out when there is only one.")
@data_option
@framework_option
def import_(
    files: tuple[Path, ...],
    team: str | None,
    data_folder: Path,
    framework_path: Path | None,
) -> None:
    """Store the assessments in portable files, archives with files, or PDF reports.

    Each file is stored whole, or not at all.
    """
    from assessment.cli.stores import opened_store
    from assessment.services.assessments.exchange import import_all

    framework = framework_from(framework_path)
    stamp = by_hand()
    read = {file: _read(file, data_folder, framework, stamp) for file in files}
    with opened_store(data_folder, framework_path) as store:
        owner = team_or_only_one(store, team).id
        for file, (text, records) in read.items():
            (stored,) = import_all(
                store,
                framework,
                [(str(file), text)],
                stamp=stamp,
                team=owner,
                records={str(file): records},
            )
            tell(f"{stored.id}  {file}")
            _warn_of_children(stored.assessment, file)


def _read(
    file: Path, data_folder: Path, framework: "Framework", stamp: "Stamp"
) -> "tuple[str, tuple[FileRecord, ...]]":
    """Return a portable file, and what came with it in an archive; contents are kept."""
    from assessment.services.evidence.unpacking import holds_assessment, unpack

    if file.is_file():
        with file.open("rb") as stream:
            if holds_assessment(stream):
                contents, limits = contents_from(data_folder), evidence_of_environment()
                unpacked = unpack(
                    stream, str(file), contents, framework, limits=limits, stamp=stamp
                )
                return unpacked.text, unpacked.records
    return portable_text_from(file), ()


def _warn_of_children(assessment: "Assessment", file: Path) -> None:
    """Say what may be about a single child; whoever imports looks at it and changes it."""
    from assessment.domain.guard import find_in_assessment

    found = find_in_assessment(assessment)
    for passage in found:
        kind = passage.finding.kind.value
        excerpt = passage.finding.excerpt
        say(f"{file}: {passage.field}: may name somebody under 18 ({kind}): {excerpt}")
    if found:
        say(
            "Nothing by which one young person can be recognised may be kept: look at these, and "
            "change what names one."
        )


@click.command(
    "export",
    cls=WithExamples,
    examples=(
        "assessment export",
        "assessment export 6f1c0a52-9f0e-4c0e-8f0e-3a1f2b4c5d6e -o samplia.json",
        "assessment export 6f1c0a52-9f0e-4c0e-8f0e-3a1f2b4c5d6e --with-files -o samplia.zip",
    ),
)
@click.argument("assessment_id", required=False, callback=_known_form)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; standard output when left out.",
)
@click.option(
    "--with-files", is_flag=True, help="With its files of evidence, as one ZIP archive."
)
@data_option
@framework_option
def export_(
    assessment_id: UUID | None,
    output: Path | None,
    data_folder: Path,
    framework_path: Path | None,
    *,
    with_files: bool,
) -> None:
    """Write a stored assessment as a portable file.

    Without an id, the stored assessments are listed.
    """
    from assessment.cli.stores import opened_store

    with opened_store(data_folder, framework_path) as store:
        if assessment_id is None:
            _list(store)
            return
        if with_files:
            if output is None:
                raise click.UsageError("--with-files needs -o and the name of a file.")
            _write_archive(store, assessment_id, output, data_folder, framework_path)
            return
        text = _exported(store, assessment_id, framework_path)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_output(output, text)


def _exported(store: "Store", assessment_id: UUID, framework_path: Path | None) -> str:
    """Return the portable file, read with the edition it was answered against."""
    from assessment.services.assessments.reading import load_assessment
    from assessment.services.rounds.issuing import issued_text

    stored = load_assessment(store, assessment_id)
    framework = _framework_of(store, stored, framework_path)
    return issued_text(store, framework, stored)


def _write_archive(
    store: "Store",
    assessment_id: UUID,
    output: Path,
    data_folder: Path,
    framework_path: Path | None,
) -> None:
    """Write the assessment with its files, piece by piece."""
    from assessment.services.assessments.reading import load_assessment
    from assessment.services.evidence.archive import write_archive
    from assessment.services.evidence.reading import files_of
    from assessment.services.rounds.issuing import issued_text

    stored = load_assessment(store, assessment_id)
    framework = _framework_of(store, stored, framework_path)
    text = issued_text(store, framework, stored)
    files, contents = files_of(store, assessment_id), contents_from(data_folder)
    write_output(output, write_archive(text, framework, files, contents))


def _framework_of(
    store: "Store", stored: "StoredAssessment", framework_path: Path | None
) -> "Framework":
    """Return the edition that an assessment was answered against."""
    from assessment.services.assessments.editions import edition_of, load_edition

    framework = framework_from(framework_path)
    if stored.edition == edition_of(framework):
        return framework
    return load_edition(store, stored.edition)


def _list(store: "Store") -> None:
    from assessment.domain.people.sight import EVERYTHING
    from assessment.services.assessments.reading import list_assessments
    from assessment.texts import texts_in

    texts = texts_in("en")
    for each in list_assessments(store, EVERYTHING):
        country = texts.country(each.subject.code, each.subject.name)
        tell(
            f"{each.id}  {country} {each.period}, {each.kind.value}, "
            f"{each.answered} answered"
        )
