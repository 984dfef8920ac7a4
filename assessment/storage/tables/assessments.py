"""Assessments, their pages, what was asked and said of them, and the trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.tables.base import Base, UtcDateTime


class FrameworkEditionRow(Base):
    """The file of a framework, so that an old assessment can always be scored again."""

    __tablename__ = "framework_edition"

    framework: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Empty only for frameworks that were built in code and never were a file.
    text: Mapped[str | None] = mapped_column(Text())


class AssessmentRow(Base):
    __tablename__ = "assessment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["framework", "edition", "digest"],
            [
                "framework_edition.framework",
                "framework_edition.edition",
                "framework_edition.digest",
            ],
        ),
        # The last one spares a list the rows of other teams, which lie behind long texts.
        Index(None, "shelf", "updated_at", "id", "team_id"),
        Index(None, "subject_code", "period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    framework: Mapped[str]
    edition: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    subject_code: Mapped[str] = mapped_column(String(2))
    subject_name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(35))
    scope: Mapped[str] = mapped_column(String(20))
    respondent: Mapped[str]
    profile: Mapped[dict[str, Any]]
    profile_version: Mapped[int]
    targets: Mapped[dict[str, Any]]
    # Indicator key -> why the country aims there.
    target_reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    plan: Mapped[list[Any]]
    plan_version: Mapped[int]
    clearance: Mapped[dict[str, Any] | None]
    alternative_of: Mapped[UUID | None] = mapped_column(ForeignKey("assessment.id"))
    # The round before, which this one was carried forward from.
    previous_id: Mapped[UUID | None] = mapped_column(ForeignKey("assessment.id"))
    # On the list, archived or deleted: what is deleted keeps its row and its trail.
    shelf: Mapped[str] = mapped_column(String(20), server_default="list")
    # Of its pages, kept up to date by every save: counting 16,000 pages for a list of 200
    # assessments took 10 ms.
    answered: Mapped[int]
    unknown: Mapped[int]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL")
    )
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    visibility: Mapped[str] = mapped_column(String(20))


class PageRow(Base):
    """The answer to one indicator; ``version`` decides who wins when two save it."""

    __tablename__ = "page"

    assessment_id: Mapped[UUID] = mapped_column(
        ForeignKey("assessment.id"), primary_key=True
    )
    indicator_key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    answer: Mapped[dict[str, Any] | None]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None]
    saved_by: Mapped[str]
    # For how many rounds the answer has stood unchanged; 0: it was given in this one.
    carried: Mapped[int] = mapped_column(default=0)
    # Carried over from the round before, and nobody has said yet that it is still true.
    to_confirm: Mapped[bool] = mapped_column(default=False)
    # The answer to an older edition, shown beside until somebody answers this one.
    former: Mapped[dict[str, Any] | None]


class AuditEntryRow(Base):
    """One change, tied to the others (domain.trail).

    Triggers refuse to remove entries and to change anything of them but taking a name or
    a content out, on both databases.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "assessment_id", "id"),
        UniqueConstraint("place"),
        UniqueConstraint("assessment_id", "number"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"),
        primary_key=True,
        autoincrement=True,
    )
    # Not a foreign key: the chain about accounts is that of no assessment.
    assessment_id: Mapped[UUID]
    at: Mapped[datetime]
    # Not a foreign key: the trail outlives the account.
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    action: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str]
    old: Mapped[dict[str, Any] | None]
    new: Mapped[dict[str, Any] | None]
    place: Mapped[int] = mapped_column(BigInteger())
    number: Mapped[int]
    name_salt: Mapped[str] = mapped_column(String(32))
    name_digest: Mapped[str] = mapped_column(String(64))
    content_salt: Mapped[str] = mapped_column(String(32))
    content_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    head: Mapped[str] = mapped_column(String(64))


class CommentRow(Base):
    """What somebody said about an indicator, and whether it is settled."""

    __tablename__ = "comment"
    __table_args__ = (Index(None, "assessment_id", "indicator_key", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"))
    indicator_key: Mapped[str]
    at: Mapped[datetime]
    # Not a foreign key: what was said outlives the account.
    author_id: Mapped[int | None]
    author: Mapped[str]
    text: Mapped[str] = mapped_column(Text())
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None]
    settled_by: Mapped[str | None]
    # Why the indicator was returned in review; such a remark is open until it is settled.
    is_return: Mapped[bool] = mapped_column(default=False)


class TrailHeadRow(Base):
    """The end of the whole trail: one row, which every writer waits for."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[int] = mapped_column(BigInteger())
    digest: Mapped[str] = mapped_column(String(64))


# Statements are made of the tables: sessions then have no objects to keep track of.
ASSESSMENTS: Table = AssessmentRow.metadata.tables["assessment"]
PAGES: Table = PageRow.metadata.tables["page"]
AUDIT_ENTRIES: Table = AuditEntryRow.metadata.tables["audit_entry"]
COMMENTS: Table = CommentRow.metadata.tables["comment"]
TRAIL_HEADS: Table = TrailHeadRow.metadata.tables["trail_head"]

# The same, asked of somebody who is only invited yet: by address, and without an answer.
invited_ask_table = Table(
    "invited_ask",
    Base.metadata,
    Column("id", Uuid(), primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id"), nullable=False),
    # In lower case.
    Column("email", String(255), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("key", String(), nullable=False),
    Column("due", Date()),
    Column("note", Text(), nullable=False),
    Column("asked_by", ForeignKey("account.id", ondelete="SET NULL")),
    Column("asked_at", UtcDateTime(), nullable=False),
    Column("reminded_at", UtcDateTime()),
    UniqueConstraint("assessment_id", "email", "kind", "key"),
)

# What was asked of whom: a point, a sector or one indicator of an assessment.
assignment_table = Table(
    "assignment",
    Base.metadata,
    Column("id", Uuid(), primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id"), nullable=False),
    Column(
        "account_id",
        ForeignKey("account.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("kind", String(20), nullable=False),
    Column("key", String(), nullable=False),
    Column("due", Date()),
    Column("note", Text(), nullable=False),
    Column("asked_by", ForeignKey("account.id", ondelete="SET NULL")),
    Column("asked_at", UtcDateTime(), nullable=False),
    Column("handed_back_at", UtcDateTime()),
    Column("hand_back_note", Text(), nullable=False),
    # When the person was last written to about it.
    Column("reminded_at", UtcDateTime()),
    UniqueConstraint("assessment_id", "account_id", "kind", "key"),
)
