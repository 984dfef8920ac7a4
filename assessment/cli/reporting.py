"""``assessment report`` and ``assessment verify``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.auditing import verify_trail
from assessment.cli.clearances import tell_clearance
from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    assessment_from,
    assessment_language_option,
    bytes_from,
    data_option,
    framework_answered_by,
    framework_option,
    input_file,
    language_for,
    now,
)
from assessment.cli.outputs import check_format, output_option, say, tell, write_output

if TYPE_CHECKING:
    from assessment.domain.answers import Assessment
    from assessment.domain.framework import Framework
    from assessment.services.reports.kinds import ReportOrder

FORMATS = (".pdf", ".html", ".json")
REPORT_KINDS = ("brief", "gap", "record")
"""As ``services.reports.kinds.KINDS``, without the cost of loading it for --help."""

TOLD = 20
"""Characters that are told by name; more of them say no more."""

FIGURES_ONLY = 3
"""Exit code of a check that could compare the figures only."""

VERDICTS = {
    "identical": "{file} is identical, byte for byte, to what this program prints from the "
    "answers inside it: every word, drawing and all {figures} figures, under {edition}.",
    "same": "{file} shows exactly what this program prints from the answers inside it: "
    "every word, drawing and all {figures} figures, under {edition}. Another program has "
    "saved it anew.",
    "figures": "{file}: the figures agree. It was made by another version of this program, "
    "so its bytes cannot be made again. Compared: {figures} printed figures with what its "
    "answers give under {edition}, its watermark, and that no text is hidden, lost or "
    "outside its structure. Not compared: its other words and its drawings; a drawing laid "
    "over a page cannot be excluded.",
}
NO_SIGNATURE = "This says nothing about who made it: it is no signature."


@click.command(
    cls=WithExamples,
    examples=(
        "assessment report samplia.json -o samplia.pdf",
        "assessment report samplia.json -o samplia-fr.pdf --lang fr",
        "assessment report samplia.json -o samplia-brief.pdf --kind brief",
    ),
)
@input_file("file")
@output_option("File to write: .pdf, .html or .json.")
@click.option(
    "--alternative",
    type=click.Path(path_type=Path),
    help="An alternative assessment of the same edition, printed beside it.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    help="The round before this one, of the same edition: what changed since.",
)
@click.option(
    "--kind",
    type=click.Choice(REPORT_KINDS),
    default="gap",
    show_default=True,
    help="Two pages, the gap report, or every criterion on its own line.",
)
@assessment_language_option
@framework_option
def report(  # noqa: PLR0913, PLR0917 - click passes every option by name
    file: Path,
    output: Path,
    alternative: Path | None,
    previous: Path | None,
    kind: str,
    language: str | None,
    framework_path: Path | None,
) -> None:
    """Write a report of a portable file: the brief, the gap report or the record.

    The PDF meets PDF/A-3a and PDF/UA-1 and carries the portable file; the JSON holds
    the same scores and gaps as data.
    """
    ending = check_format(output, FORMATS)
    framework = framework_answered_by(file, framework_path)
    assessment = assessment_from(file, framework)
    if ending == ".json":
        _write_scores(output, framework, assessment)
        return
    from assessment.services.reports.kinds import ReportOrder

    other = assessment_from(alternative, framework) if alternative else None
    older = framework_answered_by(previous, framework_path) if previous else framework
    before = assessment_from(previous, older) if previous else None
    spoken = language_for(assessment, language)
    order = ReportOrder(
        *(framework, assessment, spoken, now(), other, kind, before),
        previous_framework=None if older.digest == framework.digest else older,
    )
    _write_report(output, ending, order)


def _write_scores(
    output: Path, framework: "Framework", assessment: "Assessment"
) -> None:
    from assessment.services.assessments.scores import score_data

    data = score_data(framework, assessment)
    write_output(output, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _write_report(output: Path, ending: str, order: "ReportOrder") -> None:
    from assessment.services.reports.making import made_report, report_html

    if ending == ".html":
        write_output(output, report_html(order))
        return
    made = made_report(order)
    write_output(output, made.data)
    if made.unset:
        say(
            f"{len(made.unset)} characters have no font in this program: "
            f"{', '.join(made.unset[:TOLD])}. A sign stands for them; the report says so."
        )


@click.command(
    cls=WithExamples,
    examples=(
        "assessment verify samplia.pdf",
        "assessment verify --audit",
        "assessment verify --audit --noted 1204:9f3c5a17d2e8b046",
    ),
)
@input_file("file", metavar="REPORT.pdf", required=False)
@framework_option
@data_option
@click.option(
    "--database",
    is_flag=True,
    help="Also ask the database whether exactly this was cleared there.",
)
@click.option("--audit", is_flag=True, help="Check the audit trail of the database.")
@click.option(
    "--noted",
    metavar="ENTRIES:HEAD",
    help="With --audit: a head that an earlier check printed.",
)
def verify(
    file: Path | None,
    framework_path: Path | None,
    data_folder: Path,
    noted: str | None,
    *,
    database: bool,
    audit: bool,
) -> None:
    """Check a PDF report against the answers inside it, or the audit trail.

    The report is made anew from the answers it carries, with the same date, and compared.
    Exit code 0: it is identical to what this program prints from them. 3: another version
    made it; its figures agree, other words were not compared. 1: it differs. This is no
    signature: whoever has this program can print a report of other answers.

    A report of something that was cleared prints a code and a digest: they are those of
    the file inside, and this checks them. Whether it was cleared, only the installation
    can say: its page /verify, or --database on its machine (exit code 4: not there).

    With --audit, every entry of the audit trail is checked. Exit code 1: one was changed,
    removed, put in or moved, and the first is named. Note the head that is printed, and
    give it with --noted the next time: docs/audit.md says why.
    """
    if audit == (file is not None) or (noted and not audit) or (database and audit):
        raise click.UsageError("Name a report, or say --audit (and --noted with it).")
    if file is None:
        verify_trail(data_folder, noted)
        return
    _verify_report(file, framework_path, data_folder, asks_database=database)


def _verify_report(
    file: Path, framework_path: Path | None, data_folder: Path, *, asks_database: bool
) -> None:
    """Check a report, and say what came of it; the exit code says it to scripts."""
    from assessment.services.reports.verifying import Outcome, verify_report

    framework = framework_answered_by(file, framework_path)
    verified = verify_report(bytes_from(file), str(file), framework)
    tell(
        VERDICTS[verified.outcome.value].format(
            file=file.name,
            figures=verified.figures,
            edition=f"{framework.key} {framework.edition}",
        )
    )
    if verified.other_edition:
        tell("Note: it was made with another state of this edition.")
    tell(NO_SIGNATURE)
    tell_clearance(verified, framework, data_folder, asked=asks_database)
    if verified.outcome is Outcome.FIGURES:
        raise click.exceptions.Exit(FIGURES_ONLY)
