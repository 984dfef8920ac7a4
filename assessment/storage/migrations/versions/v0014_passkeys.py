"""Passkeys; texts parked while somebody signs in; asks of people who are only invited."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Passkeys, parked texts, and asks of people who are only invited yet."""
    with op.batch_alter_table("account") as batch_op:
        batch_op.add_column(
            sa.Column("fs_webauthn_user_handle", sa.String(64), nullable=True)
        )
        batch_op.create_unique_constraint(
            op.f("uq_account_fs_webauthn_user_handle"), ["fs_webauthn_user_handle"]
        )
    _passkeys()
    op.create_table(
        "parked_text",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_parked_text")),
    )
    op.create_index(op.f("ix_parked_text_ends_at"), "parked_text", ["ends_at"])
    _invited_asks()


def _passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.Text(), nullable=True),
        sa.Column("extensions", sa.Text(), nullable=True),
        sa.Column("device_type", sa.String(64), nullable=False),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lastuse_datetime", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_passkey_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_account_id"), "passkey", ["account_id"])


def _invited_asks() -> None:
    op.create_table(
        "invited_ask",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_invited_ask_assessment_id_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["account.id"],
            name=op.f("fk_invited_ask_asked_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited_ask")),
        sa.UniqueConstraint(
            *("assessment_id", "email", "kind", "key"),
            name=op.f("uq_invited_ask_assessment_id_email_kind_key"),
        ),
    )
    op.create_index(op.f("ix_invited_ask_email"), "invited_ask", ["email"])
