"""The figures that a list shows of a snapshot, beside it: lists read no snapshot."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for them; the program works them out for snapshots that are there.

    A migration that changes what any figure comes to empties this table again.
    """
    op.create_table(
        "headline",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("applicable", sa.Integer(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("score", sa.String()),
        sa.Column("low", sa.String()),
        sa.Column("high", sa.String()),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
            name=op.f("fk_headline_snapshot_id_snapshot"),
        ),
        sa.PrimaryKeyConstraint("snapshot_id", name=op.f("pk_headline")),
    )
