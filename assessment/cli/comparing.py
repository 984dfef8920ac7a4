"""``assessment compare``: several portable files side by side."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    assessment_from,
    framework_answered_by,
    framework_option,
    input_file,
    language_option,
    now,
)
from assessment.cli.outputs import check_format, output_option, say, write_output
from assessment.errors import InvalidInputError, InvalidPortableFileError, Problem

if TYPE_CHECKING:
    from assessment.domain.comparison import Comparison, Entry
    from assessment.domain.framework import Framework
    from assessment.domain.robustness import Ranking

MOST = 60
"""Up to so many, it is told of every pair how often one stands above the other."""

FORMATS = (".html", ".xlsx", ".csv")


@click.command(
    cls=WithExamples,
    examples=(
        "assessment compare north.json south.json -o comparison.html",
        "assessment compare 2025/*.json 2026/*.json -o years.xlsx --ranks",
    ),
)
@input_file("files", nargs=-1, required=True, metavar="FILE...")
@output_option("File to write: .html, .xlsx or .csv.")
@click.option(
    "--as-given",
    is_flag=True,
    help="Keep the order of the files instead of country and year.",
)
@click.option(
    "--ranks",
    is_flag=True,
    help="Rank them too, each rank with the interval that it holds in.",
)
@language_option
@framework_option
def compare(
    files: tuple[Path, ...],
    output: Path,
    language: str,
    framework_path: Path | None,
    *,
    as_given: bool,
    ranks: bool,
) -> None:
    """Set assessments of one edition side by side.

    Provisional ones are left out and named. Invented countries are compared only with
    each other. Nobody is ranked unasked.
    """
    from assessment.domain.comparison import compare as compare_entries

    ending = check_format(output, FORMATS)
    framework = framework_answered_by(files[0], framework_path)
    entries = _entries(files, framework)
    if not as_given:
        from assessment.services.comparisons.page import in_reading_order

        entries = in_reading_order(entries, language)
    comparison = compare_entries(framework, entries)
    for excluded in comparison.excluded:
        say(f"Left out: {excluded.key} ({excluded.reason.value})")
    ranking = None
    if ranks:
        from assessment.domain.robustness import rank_robustly

        ranking = rank_robustly(framework, comparison, every_pair=len(entries) <= MOST)
    write_output(output, _made(framework, comparison, ending, language, ranking))


def _entries(files: tuple[Path, ...], framework: "Framework") -> "tuple[Entry, ...]":
    """Read every file; the problems of all of them are reported together."""
    from assessment.domain.comparison import Entry

    entries: list[Entry] = []
    problems: list[Problem] = []
    for file in files:
        try:
            entries.append(Entry(str(file), assessment_from(file, framework)))
        except InvalidInputError as error:
            problems += error.problems
    if problems:
        raise InvalidPortableFileError("", tuple(problems))
    return tuple(entries)


def _made(
    framework: "Framework",
    comparison: "Comparison",
    ending: str,
    language: str,
    ranking: "Ranking | None",
) -> bytes | str:
    if ending == ".html":
        from assessment.services.comparisons.page import comparison_page

        return comparison_page(
            framework, comparison, language=language, made_on=now(), ranking=ranking
        )
    if ending == ".csv":
        from assessment.services.comparisons.tables import comparison_csv

        return comparison_csv(framework, comparison, language=language, ranking=ranking)
    from assessment.services.comparisons.workbooks import comparison_xlsx

    return comparison_xlsx(
        framework, comparison, language=language, made_on=now(), ranking=ranking
    )
