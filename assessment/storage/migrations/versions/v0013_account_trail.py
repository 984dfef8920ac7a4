"""The trail also tells of accounts; sessions know their browser."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TRIGGERS = sa.text(
    "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
)


def upgrade() -> None:
    """Let entries of the trail be about accounts, too; note what a browser is."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    # SQLite builds the table anew, and its triggers go with the old one.
    triggers = connection.scalars(_TRIGGERS).all() if is_sqlite else ()
    with op.batch_alter_table("audit_entry") as batch_op:
        batch_op.drop_constraint(
            op.f("fk_audit_entry_assessment_id_assessment"), type_="foreignkey"
        )
    for trigger in triggers:
        op.execute(trigger)
    with op.batch_alter_table("account_session") as batch_op:
        batch_op.add_column(
            sa.Column("browser", sa.String(60), nullable=False, server_default="")
        )
    with op.batch_alter_table("account_session") as batch_op:
        batch_op.alter_column("browser", server_default=None)
