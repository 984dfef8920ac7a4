"""What several commands ask for: framework, language, files; loaded when needed."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assessment import resources
from assessment.errors import (
    N_,
    InvalidPortableFileError,
    Problem,
    ReportError,
    SettingsError,
)

if TYPE_CHECKING:
    from assessment.domain.answers import Assessment
    from assessment.domain.framework import Framework
    from assessment.domain.records import Stamp

Command = TypeVar("Command", bound=Callable[..., Any])

MOST_BYTES = 100_000_000
"""Of a report with what it carries. A device without an end would fill the memory."""

_MOST_DIGITS = 11
"""Of seconds since 1970: up to the year 5138."""

_WEB_PAGE = b"<!doctype html"

COMMAND_LINE = "command line"
"""Who acts there, as the trail says it."""

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""As :data:`assessment.texts.LANGUAGES`, without the cost of loading it for --help."""


def framework_option(command: Command) -> Command:
    """Add ``--framework``, which the environment may set."""
    return click.option(
        "--framework",
        "framework_path",
        type=click.Path(path_type=Path),
        envvar="ASSESSMENT_FRAMEWORK",
        help="Framework file, or the name of an edition that comes with the program.",
    )(command)


class _ReportLanguage(click.Choice[str]):
    """A language that has words of its own; the others are refused by name."""

    def __init__(self) -> None:
        super().__init__(tuple(filter(resources.has_words, LANGUAGES)))

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        if value in LANGUAGES and value not in self.choices:
            offered = ", ".join(self.choices)
            self.fail(
                f"“{value}” is not offered yet: its catalogue is not complete. "
                f"Choose one of {offered}.",
                param,
                ctx,
            )
        return super().convert(value, param, ctx)


def language_option(command: Command) -> Command:
    """Add ``--lang``."""
    return click.option(
        "--lang",
        "language",
        type=_ReportLanguage(),
        default="en",
        show_default=True,
        help="Language of what is written.",
    )(command)


def assessment_language_option(command: Command) -> Command:
    """Add ``--lang``, which is the language of the assessment unless given."""
    return click.option(
        "--lang",
        "language",
        type=_ReportLanguage(),
        help="Language of what is written, if not that of the assessment.",
    )(command)


def language_for(assessment: "Assessment", chosen: str | None) -> str:
    """Return the language *chosen*, else the assessment's, else English."""
    from assessment.texts import report_language

    return chosen or report_language(assessment.language, "en")


def data_option(command: Command) -> Command:
    """Add ``--data``, which the environment may set."""
    return click.option(
        "--data",
        "data_folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="ASSESSMENT_DATA",
        default=Path("data"),
        show_default=True,
        help="Folder of the database (DATABASE_URL overrides it).",
    )(command)


def input_file(name: str, **given: Any) -> Callable[[Command], Command]:
    """Add an argument for a file that is read."""
    return click.argument(name, type=click.Path(path_type=Path), **given)


def framework_from(path: Path | None) -> "Framework":
    """Return the framework in *path*, the shipped one when None.

    Raises:
        InvalidFrameworkError: with every problem of the file.
    """
    from assessment.framework_file import load_framework

    return load_framework(framework_file(path))


def framework_file(path: Path | None) -> Path:
    """Return the framework file meant by *path*; the shipped one when None.

    The name of a kept edition will do for its file: ``2026.1``.
    """
    if path is None:
        return resources.DEFAULT_FRAMEWORK
    if path.exists() or path.name != str(path):
        return path
    kept = sorted(resources.EDITIONS.glob("*.yaml"))
    named = (p for p in kept if p.stem == path.name or p.stem.endswith(f"-{path.name}"))
    return next(named, path)


def framework_answered_by(path: Path, framework_path: Path | None) -> "Framework":
    """Return the edition that the assessment in *path* answers.

    That is the edition in *framework_path* (the shipped one when None), or one that the
    program keeps. A file that cannot be read is left to whoever reads it.

    Raises:
        InvalidFrameworkError: when a framework file is not usable.
    """
    from assessment.services.assessments.answered import framework_answered

    framework = framework_from(framework_path)
    try:
        text = portable_text_from(path)
        return framework_answered(text, str(path), framework)
    except (InvalidPortableFileError, ReportError):
        return framework


def assessment_from(path: Path, framework: "Framework") -> "Assessment":
    """Return the assessment in a portable file, or in the PDF report that carries it.

    Raises:
        InvalidPortableFileError: with every problem of the file.
        ReportError: when a PDF carries no assessment.
    """
    from assessment.portable import read_assessment

    return read_assessment(portable_text_from(path), str(path), framework)


def portable_text_from(path: Path) -> str:
    """Return the text of a portable file, or of the one that a PDF report carries.

    Raises:
        InvalidPortableFileError: when there is no such file, or it is no text.
        ReportError: when a PDF carries no assessment.
    """
    from assessment.portable import decode_portable

    data = bytes_from(path)
    if data.startswith(b"%PDF-"):
        from assessment.services.reports.reading import answers_in

        return answers_in(data, str(path))
    if data[: len(_WEB_PAGE)].lower() == _WEB_PAGE:
        reason = "this is a web page, which carries no answers; the PDF report does."
        problem = Problem(str(path), 0, 0, "{reason}", {"reason": reason})
        raise InvalidPortableFileError(str(path), (problem,))
    return decode_portable(data, str(path))


def bytes_from(path: Path) -> bytes:
    """Return what is in the file *path*.

    Raises:
        InvalidPortableFileError: when there is no such file, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            return data
        reason = f"this is too large: at most {MOST_BYTES // 1_000_000} MB are read."
    except FileNotFoundError:
        near = _similar(path)
        hint = f" Did you mean {near}?" if near else ""
        reason = f"there is no such file.{hint}"
    except IsADirectoryError:
        reason = "this is a folder; name a file."
    except OSError as error:
        reason = f"this cannot be read: {error.strerror}."
    problem = Problem(str(path), 0, 0, "{reason}", {"reason": reason})
    raise InvalidPortableFileError(str(path), (problem,)) from None


def by_hand() -> "Stamp":
    """Return who acts now, for the trail: whoever works on the machine itself."""
    from assessment.domain.records import Actor, Stamp

    return Stamp(Actor(None, COMMAND_LINE), now())


def now() -> datetime:
    """Return the time, or that of SOURCE_DATE_EPOCH, so that builds can be repeated.

    Raises:
        SettingsError: when that is no time.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return datetime.now(UTC)
    if fixed.isascii() and fixed.isdecimal() and len(fixed) <= _MOST_DIGITS:
        return datetime.fromtimestamp(int(fixed), UTC)
    raise SettingsError(
        N_(
            "SOURCE_DATE_EPOCH is “{given}”; write seconds since 1970, such as 1767225600."
        ),
        given=fixed,
    )


def _similar(path: Path) -> str:
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return ""
    return next(iter(get_close_matches(path.name, names, n=1)), "")
