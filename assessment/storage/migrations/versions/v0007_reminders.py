"""When somebody was last reminded of what was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When somebody was last reminded of what was asked."""
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.add_column(
            sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True)
        )
