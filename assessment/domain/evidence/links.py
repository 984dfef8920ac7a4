"""What became of a link when somebody wanted to know: in words that do not overstate."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkState(StrEnum):
    """What asking for the page behind a link came to."""

    FOUND = "found"
    """The site answered with a page."""
    REFUSED = "refused"
    """The site answered, but not to a program (401, 403, 429 and the like): no dead link."""
    GONE = "gone"
    """The site says that there is no such page (404, 410)."""
    FAILED = "failed"
    """The site answered that something is wrong with it (5xx), or led in circles."""
    SILENT = "silent"
    """Nobody answered: no such site, no connection, or too slow."""
    NOT_ASKED = "not-asked"
    """An address of a local network, which a server must not be sent to."""

    @property
    def is_dead(self) -> bool:
        """Whether somebody should look for another link."""
        return self in {LinkState.GONE, LinkState.SILENT}


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """A link and what asking for it came to.

    Attributes:
        status: HTTP status of the answer; None when there was none.
    """

    link: str
    state: LinkState
    checked_at: datetime
    status: int | None = None


def state_of_status(status: int) -> LinkState:
    """Return what an answer with HTTP *status* says of the page.

    Only 404 and 410 say that it is not there (RFC 9110, 15.5.5 and 15.5.11); other
    refusals are as often about who asks as about what.
    """
    match status:
        case 404 | 410:
            return LinkState.GONE
        case _ if 200 <= status < 300:  # noqa: PLR2004 - HTTP
            return LinkState.FOUND
        case _ if 400 <= status < 500:  # noqa: PLR2004
            return LinkState.REFUSED
        case _:
            return LinkState.FAILED
