"""The tables: portable types only, the same on SQLite and PostgreSQL (STYLE 3.7).

Private to this package: rows become domain objects before they leave it. A change here
needs a migration beside it; a test compares the two on both databases.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time. Refuses naive values: SQLite would drop the zone silently."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return *value* in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"a time without a time zone cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the stored *value*, which is in UTC, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class CommaList(TypeDecorator[list[str]]):
    """A list of words without commas, as Flask-Security's AsaList stores it."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: list[str] | None, dialect: Dialect
    ) -> str | None:
        """Return *value* joined."""
        return None if value is None else ",".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:
        """Return the words of *value*."""
        return value.split(",") if value else []


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime(),
        UUID: Uuid(),
        str: String(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


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
        Index(None, "shelf", "updated_at", "id"),
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
    plan: Mapped[list[Any]]
    plan_version: Mapped[int]
    clearance: Mapped[dict[str, Any] | None]
    alternative_of: Mapped[UUID | None] = mapped_column(ForeignKey("assessment.id"))
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
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"))
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

# Accounts are plain tables: Flask-Security's classes for them, and with them Flask, are
# loaded by storage.accounts only. Its own times are naive UTC, as it writes them.
account_role_table = Table(
    "account_role",
    Base.metadata,
    Column(
        "account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)

role_table = Table(
    "role",
    Base.metadata,
    Column("id", Integer(), primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("description", String(255)),
    Column("permissions", MutableList.as_mutable(CommaList())),
)

account_table = Table(
    "account",
    Base.metadata,
    Column("id", Integer(), primary_key=True),
    Column("email", String(255), nullable=False, unique=True),
    Column("password", String(255)),
    # As colleagues see it; empty: they see the address.
    Column("name", String(200), nullable=False, default=""),
    Column("active", Boolean(), nullable=False),
    # Looks after the installation; what somebody is in a team stands in "membership".
    Column("is_administrator", Boolean(), nullable=False, default=False),
    Column("fs_uniquifier", String(64), nullable=False, unique=True),
    Column("created_at", UtcDateTime()),
    Column("confirmed_at", DateTime()),
    Column("last_login_at", DateTime()),
    Column("current_login_at", DateTime()),
    Column("last_login_ip", String(64)),
    Column("current_login_ip", String(64)),
    Column("login_count", Integer()),
    Column("tf_primary_method", String(64)),
    Column("tf_totp_secret", String(255)),
    Column("mf_recovery_codes", MutableList.as_mutable(CommaList())),
)

team_table = Table(
    "team",
    Base.metadata,
    Column("id", Uuid(), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    # Of a government team; empty for others.
    Column("country", String(2), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    # Whether members sign in with more than a password.
    Column("second_factor", Boolean(), nullable=False, default=False),
)

# A person may hold several roles in a team: a row for each.
membership_table = Table(
    "membership",
    Base.metadata,
    Column("team_id", ForeignKey("team.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "account_id",
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("role", String(20), primary_key=True),
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

# What the server remembers of each browser that signed in: a cookie alone opens nothing.
account_session_table = Table(
    "account_session",
    Base.metadata,
    Column("digest", String(64), primary_key=True),
    Column(
        "account_id",
        ForeignKey("account.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("created_at", UtcDateTime(), nullable=False),
    Column("seen_at", UtcDateTime(), nullable=False),
)

# Failed attempts to sign in, counted for all processes together.
attempt_table = Table(
    "attempt",
    Base.metadata,
    Column("key", String(200), primary_key=True),
    Column("count", Integer(), nullable=False),
    Column("ends_at", UtcDateTime(), nullable=False, index=True),
)

# Who may come in as what. Only a digest of the link is kept; no team: an administrator.
invitation_table = Table(
    "invitation",
    Base.metadata,
    Column("id", Uuid(), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("email", String(255), nullable=False),
    Column("team_id", ForeignKey("team.id", ondelete="CASCADE"), index=True),
    Column("roles", String(100), nullable=False),
    Column("language", String(35), nullable=False),
    Column("made_by", ForeignKey("account.id", ondelete="SET NULL")),
    Column("made_at", UtcDateTime(), nullable=False),
    Column("ends_at", UtcDateTime(), nullable=False),
    Column("used_at", UtcDateTime()),
    Column("withdrawn_at", UtcDateTime()),
)
