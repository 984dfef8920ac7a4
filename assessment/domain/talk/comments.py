"""A comment, and what makes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessment.domain.records import Actor
from assessment.errors import N_

LONGEST_COMMENT = 4000

_EMPTY = N_("Write something first.")
_TOO_LONG = N_(
    "This is longer than 4,000 characters. Shorten it, or write two comments."
)


@dataclass(frozen=True, slots=True)
class Comment:
    """Something that was said about an indicator; open until somebody settles it.

    Attributes:
        settled_at: When; None while it is open.
        settled_by: Who; None while it is open.
        is_return: Whether it is the reason for which the indicator was returned.
    """

    id: UUID
    assessment_id: UUID
    indicator_key: str
    at: datetime
    author: Actor
    text: str
    settled_at: datetime | None = None
    settled_by: Actor | None = None
    is_return: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.settled_at is None


def is_open(thread: Iterable[Comment]) -> bool:
    """Return whether anything of *thread* is open: whoever writes opens it again."""
    return any(comment.is_open for comment in thread)


def check_comment(text: str) -> str:
    """Return what is wrong with *text* as a comment; empty when nothing is."""
    if not text.strip():
        return _EMPTY
    return _TOO_LONG if len(text) > LONGEST_COMMENT else ""
