"""A team may ask its members for a second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A team may ask its members for a second factor."""
    with op.batch_alter_table("team") as batch_op:
        batch_op.add_column(
            sa.Column(
                "second_factor", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    with op.batch_alter_table("team") as batch_op:
        batch_op.alter_column("second_factor", server_default=None)
