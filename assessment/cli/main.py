"""The ``assessment`` command: the same services by another door (DESIGN 6).

Nothing heavy is imported here or at the top of a command module: ``assessment --help``
answers at once, and only what a command needs is loaded.
"""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from io import StringIO
from typing import NoReturn

import click

from assessment import __version__
from assessment.cli.auditing import erase
from assessment.cli.backups import backup, restore
from assessment.cli.comparing import compare
from assessment.cli.evidence import links, sweep
from assessment.cli.examples import StartHere
from assessment.cli.exchanging import export_, import_
from assessment.cli.framework import check, diff, schema
from assessment.cli.migrating import migrate
from assessment.cli.operating import upgrade, user
from assessment.cli.outputs import say
from assessment.cli.planning import plan, questionnaire
from assessment.cli.reminding import remind
from assessment.cli.reporting import report, verify
from assessment.cli.reviewing import review
from assessment.cli.rounds import rounds
from assessment.cli.sampling import sample
from assessment.cli.scoring import score
from assessment.cli.serving import demo, serve
from assessment.cli.teams import team_commands
from assessment.errors import AssessmentError, InvalidInputError, harmless

WRONG_INPUT, STOPPED = 1, 130

GARBAGE = (200_000, 20, 50)
"""What a command reads is frozen and lives to its end: looking for garbage in it again and
again costs a fifth of the time of ``assessment check``."""


@click.group(
    cls=StartHere,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--debug", is_flag=True, help="Show every detail when something breaks.")
@click.version_option(__version__, prog_name="assessment")
def cli(*, debug: bool) -> None:
    """Assess how well a country's systems work, and report the gaps."""


for command in (
    serve,
    demo,
    check,
    schema,
    diff,
    score,
    review,
    report,
    verify,
    plan,
    questionnaire,
    compare,
    sample,
    import_,
    export_,
    rounds,
    user,
    team_commands,
    remind,
    erase,
    links,
    sweep,
    backup,
    restore,
    upgrade,
    migrate,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code.

    0: done. 1: the input is wrong, with one line per problem. 2: wrong usage.
    """
    gc.set_threshold(*GARBAGE)
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given))


def _run(arguments: list[str]) -> int:
    try:
        code = cli.main(arguments, prog_name="assessment", standalone_mode=False)
        sys.stdout.flush()  # a full disk must be noticed while it can still be said
    except click.ClickException as error:
        shown = StringIO()
        error.show(file=shown)
        say(shown.getvalue().rstrip())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return STOPPED
    except BrokenPipeError:
        _drop_output()  # whoever read it has seen enough
        return WRONG_INPUT
    except AssessmentError as error:
        return _refused(error, is_debugging="--debug" in arguments)
    except Exception as error:
        return _broken(error, is_debugging="--debug" in arguments)
    return code if isinstance(code, int) else 0


def _drop_output() -> None:
    """Let nothing that is still buffered be flushed at exit, where it would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(error: AssessmentError, *, is_debugging: bool) -> int:
    if is_debugging:
        traceback.print_exception(error)
    if isinstance(error, InvalidInputError):
        for problem in error.problems:
            say(str(problem))
    else:
        say(f"assessment: {error}")
    return WRONG_INPUT


def _broken(error: Exception, *, is_debugging: bool) -> int:
    """Say in one line what the system refused (a full disk behind ``>``), or our bug."""
    if is_debugging:
        traceback.print_exception(error)
    elif isinstance(error, OSError):
        _drop_output()
        where = error.filename or "what was to be written"
        say(f"assessment: {where}: {error.strerror or error}")
    else:
        detail = harmless(" ".join(str(error).split()))
        say(
            f"assessment: something broke ({type(error).__name__}: {detail}). "
            "Run it again as “assessment --debug …” to see where, and report that."
        )
    return WRONG_INPUT
