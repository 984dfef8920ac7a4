"""Accounts, teams and memberships, sessions, attempts, invitations."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.ext.mutable import MutableList

from assessment.storage.tables.base import Base, CommaList, UtcDateTime

# Accounts are plain tables: Flask-Security's classes for them, and with them Flask, are
# loaded by storage.people.accounts only. Its own times are naive UTC, as it writes them.
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
    # What passkeys call the account: nothing that says who it is.
    Column("fs_webauthn_user_handle", String(64), unique=True),
    # In which they read the pages, and are written to; empty: nobody knows.
    Column("language", String(35), nullable=False, default=""),
    # SQLite would give the number of an erased account to the next one, and with it all
    # that the trail says of it.
    sqlite_autoincrement=True,
)

# Erased accounts that wrote in a round which is not cleared yet: nobody clears what they
# wrote themselves, also when they left and came back. Goes when nothing of it is left.
former_author_table = Table(
    "former_author",
    Base.metadata,
    # Of the account that was erased.
    Column("account_id", Integer(), primary_key=True, autoincrement=False),
    # Keyed, of its address (domain.people.former); none once its owner came back.
    Column("mark", String(64)),
    # The account with which they came back.
    Column("successor_id", ForeignKey("account.id", ondelete="SET NULL"), index=True),
)

# Passkeys (WebAuthn): the key itself never leaves the device it was made on.
passkey_table = Table(
    "passkey",
    Base.metadata,
    Column("id", Integer(), primary_key=True),
    Column(
        "account_id",
        ForeignKey("account.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("name", String(64), nullable=False),
    Column("credential_id", LargeBinary(1024), nullable=False, unique=True),
    Column("public_key", LargeBinary(), nullable=False),
    Column("sign_count", Integer(), nullable=False),
    Column("transports", MutableList.as_mutable(CommaList())),
    Column("extensions", Text()),
    Column("device_type", String(64), nullable=False),
    Column("backup_state", Boolean(), nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
    # The library's own times are naive UTC.
    Column("lastuse_datetime", DateTime(), nullable=False),
)

# What somebody typed before their session ended, while they sign in by a way that cannot
# carry it along. Encrypted with a key that only their browser has.
parked_text_table = Table(
    "parked_text",
    Base.metadata,
    Column("digest", String(64), primary_key=True),
    Column("text", LargeBinary(), nullable=False),
    Column("ends_at", UtcDateTime(), nullable=False, index=True),
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
    # In a few words, as it said itself when it signed in.
    Column("browser", String(60), nullable=False, default=""),
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
