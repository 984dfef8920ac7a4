"""``assessment sample``: invented countries with their reports, for workshops."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    framework_from,
    framework_option,
    language_option,
    now,
)
from assessment.cli.outputs import counted, output_option, say

if TYPE_CHECKING:
    from assessment.domain.answers import Assessment
    from assessment.domain.framework import Archetype, Framework
    from assessment.services.samples.making import SampleOrder

MOST = 1000
PERIOD = "2025"
"""As :data:`assessment.domain.samples.PERIOD`, without the cost of loading it for --help."""
_YEAR = 4

Made = dict[str, tuple["Assessment", "Assessment | None"]]
"""File name -> country, and its alternative assessment where one is wanted."""


@click.command(
    cls=WithExamples,
    examples=(
        "assessment sample --archetype fragile-state --seed 7 --count 5 -o workshop",
        "assessment sample --archetype advanced-system --lang fr -o atelier",
    ),
)
@click.option("--archetype", "archetype_key", required=True, help="Kind of country.")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Same seed, same data."
)
@click.option(
    "--count",
    type=click.IntRange(1, MOST),
    default=1,
    show_default=True,
    help="How many countries.",
)
@click.option("--period", default=PERIOD, show_default=True, help="Year they assess.")
@output_option("Folder to write to; made when missing.")
@click.option("--no-pdf", is_flag=True, help="Write the portable files only.")
@click.option(
    "--alternative",
    "with_alternative",
    is_flag=True,
    help="Write an alternative assessment of each, too.",
)
@language_option
@framework_option
def sample(  # noqa: PLR0913, PLR0917 - click passes every option by name
    archetype_key: str,
    seed: int,
    count: int,
    period: str,
    output: Path,
    language: str,
    framework_path: Path | None,
    *,
    no_pdf: bool,
    with_alternative: bool,
) -> None:
    """Make invented countries and their reports.

    Answers are plausible and hang together; reports are watermarked.
    """
    from assessment.services.samples.making import SampleOrder

    if len(period) != _YEAR or not (period.isascii() and period.isdecimal()):
        raise click.BadParameter("write a year, such as 2026.", param_hint="--period")
    framework = framework_from(framework_path)
    archetype = _archetype(framework, archetype_key)
    over = int(period) < now().year
    order = SampleOrder(archetype, seed, count, language, period, cleared=over)
    made = _write_data(framework, order, output, with_alternative=with_alternative)
    if not no_pdf:
        _write_reports(framework, made, output, language)
    countries = counted(count, "invented country", "invented countries")
    say(f"{countries} in {output}: marked as such, for training only.")


def _archetype(framework: "Framework", key: str) -> "Archetype":
    from assessment.domain.samples import find_archetype

    found = find_archetype(framework, key)
    if found is not None:
        return found
    known = [each.key for each in framework.archetypes]
    if not known:
        raise click.UsageError(
            f'The framework "{framework.key}" has no archetypes to draw from. '
            "Write some: docs/framework-file.md says how."
        )
    near = get_close_matches(key, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise click.UsageError(
        f'There is no archetype "{key}".{hint} Known: {", ".join(known)}.'
    )


def _write_data(
    framework: "Framework",
    order: "SampleOrder",
    folder: Path,
    *,
    with_alternative: bool,
) -> Made:
    """Write the portable files and return the assessments by file name."""
    from assessment.portable import write_assessment
    from assessment.services.machine.files import make_folder, write_whole_file
    from assessment.services.samples.making import make_alternative, make_sample

    make_folder(folder)
    made: Made = {}
    for number in range(1, order.count + 1):
        country = make_sample(framework, order, number)
        other = (
            make_alternative(framework, order.archetype, country, order.seed)
            if with_alternative
            else None
        )
        name = f"{number:03}-{country.subject.code}-{order.archetype.key}-{order.seed}"
        made[name] = (country, other)
        for ending, each in (("", country), ("-alternative", other)):
            if each is not None:
                text = write_assessment(each, framework)
                write_whole_file(folder / f"{name}{ending}.json", text.encode())
    return made


def _write_reports(
    framework: "Framework", made: Made, folder: Path, language: str
) -> None:
    """Render the PDFs on all processors, saying how far it is."""
    from assessment.services.machine.files import write_whole_file
    from assessment.services.reports.kinds import ReportOrder
    from assessment.services.samples.making import render_all

    made_on = now()

    def orders() -> Iterator[tuple[str, ReportOrder]]:
        for name, (country, other) in made.items():
            yield name, ReportOrder(framework, country, language, made_on, other)

    for place, (name, pdf) in enumerate(render_all(orders()), start=1):
        write_whole_file(folder / f"{name}.pdf", pdf)
        say(f"{place} of {len(made)}: {name}.pdf")
