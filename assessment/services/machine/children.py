"""Let a child process make something large, so that its memory is given back at once."""

import pickle
import subprocess
import sys

from assessment.errors import N_, ReportError


def answered_by_child(module: str, order: bytes, *, limit_s: float) -> bytes | None:
    """Return what ``python -m MODULE`` answers to *order*; None when it broke down.

    Args:
        module: One of ours; it reads the order and writes its answer.
        order: What it finds on its standard input.
        limit_s: Seconds after which it is stopped.
    """
    command = (sys.executable, "-P", "-m", module)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            command, input=order, capture_output=True, check=False, timeout=limit_s
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return None if done.returncode else done.stdout


def made_by_child(
    module: str, order: object, *, begins: bytes, limit_s: float
) -> bytes:
    """Return what ``python -m MODULE`` writes when it reads *order* from its input.

    Args:
        module: One of ours; it reads the pickled order and writes bytes.
        order: What to make.
        begins: How the result has to begin; anything else is a failure.
        limit_s: Seconds after which the child is stopped.

    Raises:
        ReportError: when it could not be made, or took too long.
    """
    # -P: a folder called "assessment" where the server was started is not our package.
    command = (sys.executable, "-P", "-m", module)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            command,
            input=pickle.dumps(order),
            capture_output=True,
            check=False,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired as error:
        raise ReportError(
            N_("The report took too long and was stopped. Try again in a minute.")
        ) from error
    except OSError as error:
        raise ReportError(N_("The report could not be started. Try again.")) from error
    if done.returncode or not done.stdout.startswith(begins):
        detail = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise ReportError(f"The report could not be made: {detail}")
    return done.stdout
