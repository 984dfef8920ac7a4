"""Rounds: what was cleared and published, replies to it, and files of evidence."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from assessment.storage.tables.base import Base, UtcDateTime

# An assessment as it was when it was cleared. Rows are added and never changed.
snapshot_table = Table(
    "snapshot",
    Base.metadata,
    Column("id", Uuid(), primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id"), nullable=False, index=True),
    # SHA-256 of ``text``; the code that reports print is made of it.
    Column("digest", String(64), nullable=False, index=True),
    Column("code", String(20), nullable=False, unique=True),
    # The portable file, exactly as it is exported.
    Column("text", Text(), nullable=False),
    Column("made_at", UtcDateTime(), nullable=False),
    Column("cleared_by", String(), nullable=False),
    Column("cleared_function", String(), nullable=False),
    Column("cleared_on", Date(), nullable=False),
    # Not a foreign key: what was cleared outlives the account.
    Column("cleared_by_id", Integer()),
    # What the text says of itself: the public list filters by what was cleared, whatever
    # the assessment is changed to afterwards.
    Column("country", String(), nullable=False),
    Column("country_name", String(), nullable=False),
    Column("kind", String(), nullable=False),
    Column("period", String(), nullable=False),
    Column("scope", String(), nullable=False),
    Column("respondent", String(), nullable=False),
    Column("language", String(), nullable=False),
    Column("framework", String(), nullable=False),
    Column("edition", String(), nullable=False),
    Column("edition_digest", String(), nullable=False),
    # All that filters and the choice of filters ask for: SQLite would otherwise read past
    # the long texts to get at these columns, fifty times slower.
    Index(
        "ix_snapshot_about",
        *("country", "country_name", "period", "kind", "framework", "edition", "id"),
    ),
)

# What lists show of a snapshot, so that they read none: worked out of its text when that
# was cleared. The figures are exact, as text.
headline_table = Table(
    "headline",
    Base.metadata,
    Column("snapshot_id", ForeignKey("snapshot.id"), primary_key=True),
    # Of the text that they were worked out of.
    Column("digest", String(64), nullable=False),
    Column("band", String(), nullable=False),
    Column("answered", Integer(), nullable=False),
    Column("applicable", Integer(), nullable=False),
    Column("is_provisional", Boolean(), nullable=False),
    Column("score", String()),
    Column("low", String()),
    Column("high", String()),
)

# That a snapshot is shown to others, how much of it, since when and until when.
publication_table = Table(
    "publication",
    Base.metadata,
    Column("snapshot_id", ForeignKey("snapshot.id"), primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id"), nullable=False, index=True),
    Column("visibility", String(20), nullable=False),
    Column("published_at", UtcDateTime(), nullable=False),
    # Superseded: a newer round or a corrected one stands in its place; it is still shown.
    Column("superseded_at", UtcDateTime()),
    Column("withdrawn_at", UtcDateTime()),
    Column("reason", Text(), nullable=False),
    # Grows with every change of this row, whoever makes it: the sum over all rows tells one
    # state of what is public from any other.
    Column(
        "revision",
        Integer(),
        nullable=False,
        server_default="1",
        onupdate=text("publication.revision + 1"),
    ),
)

# What a government says to a published alternative assessment. It alters nothing of it.
reply_table = Table(
    "reply",
    Base.metadata,
    Column("id", Uuid(), primary_key=True),
    Column("snapshot_id", ForeignKey("snapshot.id"), nullable=False, index=True),
    # Empty: to the whole.
    Column("indicator_key", String(), nullable=False),
    Column("text", Text(), nullable=False),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    # As it was called when it replied.
    Column("team_name", String(), nullable=False),
    # In what function whoever wrote it speaks; the name is for the team only.
    Column("function", String(), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    # Not a foreign key: what was said outlives the account.
    Column("author_id", Integer()),
    Column("author", String(), nullable=False),
    # The one that this corrects; both are kept.
    Column("replaces_id", ForeignKey("reply.id")),
    # A corrected reply takes the place of this one.
    Column("replaced_at", UtcDateTime()),
    Column("withdrawn_at", UtcDateTime()),
    Column("reason", Text(), nullable=False),
)
Index(
    "uq_reply_standing",
    reply_table.c.snapshot_id,
    reply_table.c.indicator_key,
    unique=True,
    sqlite_where=text("replaced_at IS NULL AND withdrawn_at IS NULL"),
    postgresql_where=text("replaced_at IS NULL AND withdrawn_at IS NULL"),
)

# Files that back answers of an assessment; their content lies outside the database.
evidence_file_table = Table(
    "evidence_file",
    Base.metadata,
    Column("assessment_id", ForeignKey("assessment.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("name", String(), nullable=False),
    Column("media_type", String(100), nullable=False),
    # In bytes.
    Column("size", BigInteger(), nullable=False),
    Column("added_at", UtcDateTime(), nullable=False),
    Column("added_by_id", Integer()),
    Column("added_by", String(), nullable=False),
)

# What asking for the page behind a link came to, when somebody wanted to know.
link_check_table = Table(
    "link_check",
    Base.metadata,
    Column("assessment_id", ForeignKey("assessment.id"), primary_key=True),
    Column("link", String(), primary_key=True),
    Column("checked_at", UtcDateTime(), nullable=False),
    # A word of ``LinkState``.
    Column("state", String(20), nullable=False),
    # HTTP status; none when there was no answer.
    Column("status", Integer()),
)
