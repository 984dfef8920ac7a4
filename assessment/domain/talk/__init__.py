"""What colleagues say to each other about an indicator; never part of a report or file."""

from assessment.domain.talk.comments import (
    LONGEST_COMMENT,
    Comment,
    check_comment,
    is_open,
)

__all__ = ["LONGEST_COMMENT", "Comment", "check_comment", "is_open"]
