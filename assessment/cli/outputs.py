"""Where commands write: files whole or not at all, progress on standard error."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from assessment.errors import harmless

Command = TypeVar("Command", bound=Callable[..., Any])


def output_option(
    help_text: str, *, required: bool = True
) -> Callable[[Command], Command]:
    """Add ``-o``/``--output``, required unless said otherwise."""
    return click.option(
        "-o",
        "--output",
        "output",
        type=click.Path(path_type=Path),
        required=required,
        help=help_text,
    )


def write_output(path: Path, data: bytes | str | Iterable[bytes]) -> None:
    """Write *data* to *path* and say so on standard error.

    Raises:
        OutputError: when it cannot be written; nothing half-written is left.
    """
    from assessment.services.machine.files import write_whole_file

    write_whole_file(path, data.encode() if isinstance(data, str) else data)
    say(f"Written: {path}")


def check_format(path: Path, formats: tuple[str, ...]) -> str:
    """Return the ending of *path*, lower case.

    Raises:
        click.UsageError: when it is none of *formats*; checked before any work is done.
    """
    ending = path.suffix.lower()
    if ending not in formats:
        known = ", ".join(formats)
        raise click.UsageError(
            f"{path.name}: there is no such format yet. The name must end in {known}."
        )
    return ending


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its word: "1 indicator", "2 indicators"."""
    return f"{number} {one if number == 1 else many}"


def say(message: str) -> None:
    """Tell the person at the terminal; never mixed with what is written."""
    click.echo(harmless(message, longest=0, keep="\n"), err=True)


def tell(message: str) -> None:
    """Write lines for people to standard output: no name in them can act on a terminal."""
    click.echo(harmless(message, longest=0, keep="\n\t"))
