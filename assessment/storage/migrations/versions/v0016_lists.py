"""Lists that need not read past long texts, and a count of what changed in public."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put indexes over what lists ask for; count the changes of each publication."""
    op.drop_index(op.f("ix_assessment_shelf_updated_at_id"), table_name="assessment")
    op.create_index(
        op.f("ix_assessment_shelf_updated_at_id_team_id"),
        "assessment",
        ["shelf", "updated_at", "id", "team_id"],
    )
    op.create_index(
        op.f("ix_assessment_subject_code_period"),
        "assessment",
        ["subject_code", "period"],
    )
    op.add_column(
        "publication",
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
    )
