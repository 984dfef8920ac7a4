"""The page that says how far a report is."""

from dataclasses import dataclass
from enum import Enum


class ReportState(Enum):
    """How far a report is; the template has words for each."""

    MAKING = "making"
    READY = "ready"
    BUSY = "busy"
    FAILED = "failed"


LOOK_AGAIN_S = 2
"""Seconds after which the page looks again by itself."""


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """How far a report is, and where to go on.

    Attributes:
        download: Address of the file.
        again: Address that looks, or tries, again.
        look_after_s: Seconds after which the page goes on by itself; None: never.
        why: Why it could not be made.
    """

    state: ReportState
    download: str
    again: str
    look_after_s: int | None = None
    why: str = ""
