"""An index over all that the public list is filtered by, so that texts are not read past."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put one index over all of it in the place of the one over countries."""
    op.drop_index(op.f("ix_snapshot_country"), table_name="snapshot")
    op.create_index(
        "ix_snapshot_about",
        "snapshot",
        ["country", "country_name", "period", "kind", "framework", "edition", "id"],
    )
