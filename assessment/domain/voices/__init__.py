"""Other voices: what a government says to an alternative assessment."""

from assessment.domain.voices.replies import (
    LONGEST_FUNCTION,
    LONGEST_REASON,
    LONGEST_REPLY,
    NO_REPLIES,
    Replies,
    Reply,
    StoredReply,
    check_reply,
    check_withdrawal,
)

__all__ = [
    "LONGEST_FUNCTION",
    "LONGEST_REASON",
    "LONGEST_REPLY",
    "NO_REPLIES",
    "Replies",
    "Reply",
    "StoredReply",
    "check_reply",
    "check_withdrawal",
]
