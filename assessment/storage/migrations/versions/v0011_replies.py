"""Replies: signed with team and function, corrected and withdrawn in the open."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_STANDS = sa.text("replaced_at IS NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    """Replies: signed with team and function, corrected and withdrawn in the open."""
    with op.batch_alter_table("reply") as batch_op:
        for name in ("team_name", "function"):
            batch_op.add_column(
                sa.Column(name, sa.String(), nullable=False, server_default="")
            )
        batch_op.add_column(
            sa.Column("reason", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("replaces_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.create_foreign_key(
            op.f("fk_reply_replaces_id_reply"), "reply", ["replaces_id"], ["id"]
        )
    with op.batch_alter_table("reply") as batch_op:
        for name in ("team_name", "function", "reason"):
            batch_op.alter_column(name, server_default=None)
    op.create_index(
        "uq_reply_standing",
        "reply",
        ["snapshot_id", "indicator_key"],
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    )
