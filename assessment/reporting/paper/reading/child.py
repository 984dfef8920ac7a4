"""The child process that reads a stranger's PDF, with little memory and little time.

An order comes from our parent process: one line of JSON, then the files it names the sizes
of. The answer is JSON, so that a child taken over by a hostile file can say nothing but
words.
"""

import contextlib
import json
import sys
import warnings
from dataclasses import asdict
from typing import Any

from assessment.errors import ReportError

MEMORY = 1_500_000_000
"""Bytes of address space; the largest report of ours needs a fifth of it."""

SECONDS = 30
"""Processor time; the largest report of ours needs three."""


def limit_this_process() -> None:
    """Take memory and time from this process, where the system can do that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(header: dict[str, Any], files: list[bytes]) -> dict[str, Any]:
    """Return what *header* asks of *files*."""
    from assessment.reporting.paper import verify  # noqa: PLC0415 - after the limits

    source = header["source"]
    try:
        if header["task"] == "contents":
            return {"found": asdict(verify.read_contents(files[0], source))}
        attached = tuple(header["attached"])
        return {"found": asdict(verify.compare(files[0], files[1], attached, source))}
    except ReportError as error:
        return {"refused": str(error)}


def main() -> int:
    """Read an order from standard input, write the answer to standard output."""
    limit_this_process()
    warnings.simplefilter("error", UserWarning)
    header = json.loads(sys.stdin.buffer.readline())
    files = [sys.stdin.buffer.read(size) for size in header["sizes"]]
    sys.stdout.write(json.dumps(answer(header, files)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
