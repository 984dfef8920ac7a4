"""Assessments can be put away: archived, or deleted with their trail kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Assessments can be put away: archived, or deleted with their trail kept."""
    with op.batch_alter_table("assessment") as batch_op:
        batch_op.add_column(
            sa.Column(
                "shelf", sa.String(length=20), nullable=False, server_default="list"
            )
        )
        batch_op.create_index(
            batch_op.f("ix_assessment_shelf_updated_at_id"),
            ["shelf", "updated_at", "id"],
            unique=False,
        )
