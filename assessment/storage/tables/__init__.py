"""The tables: private to this package; rows become domain objects before they leave it.

A change here needs a migration beside it; a test compares the two on both databases.
"""

from assessment.storage.tables.assessments import (
    ASSESSMENTS,
    AUDIT_ENTRIES,
    COMMENTS,
    PAGES,
    TRAIL_HEADS,
    AssessmentRow,
    AuditEntryRow,
    CommentRow,
    FrameworkEditionRow,
    PageRow,
    TrailHeadRow,
    assignment_table,
    invited_ask_table,
)
from assessment.storage.tables.base import Base, CommaList, UtcDateTime
from assessment.storage.tables.people import (
    account_role_table,
    account_session_table,
    account_table,
    attempt_table,
    former_author_table,
    invitation_table,
    membership_table,
    parked_text_table,
    passkey_table,
    role_table,
    team_table,
)
from assessment.storage.tables.rounds import (
    evidence_file_table,
    headline_table,
    link_check_table,
    publication_table,
    reply_table,
    snapshot_table,
)

__all__ = [
    "ASSESSMENTS",
    "AUDIT_ENTRIES",
    "COMMENTS",
    "PAGES",
    "TRAIL_HEADS",
    "AssessmentRow",
    "AuditEntryRow",
    "Base",
    "CommaList",
    "CommentRow",
    "FrameworkEditionRow",
    "PageRow",
    "TrailHeadRow",
    "UtcDateTime",
    "account_role_table",
    "account_session_table",
    "account_table",
    "assignment_table",
    "attempt_table",
    "evidence_file_table",
    "former_author_table",
    "headline_table",
    "invitation_table",
    "invited_ask_table",
    "link_check_table",
    "membership_table",
    "parked_text_table",
    "passkey_table",
    "publication_table",
    "reply_table",
    "role_table",
    "snapshot_table",
    "team_table",
]
