"""What a snapshot is about, beside it: the public list filters by what was cleared."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COLUMNS = (
    *("country", "country_name", "kind", "period", "scope", "respondent", "language"),
    *("framework", "edition", "edition_digest"),
)


def upgrade() -> None:
    """Add the columns, and fill those of snapshots that are there."""
    with op.batch_alter_table("snapshot") as batch_op:
        for name in _COLUMNS:
            batch_op.add_column(
                sa.Column(name, sa.String(), nullable=False, server_default="")
            )
    with op.batch_alter_table("snapshot") as batch_op:
        for name in _COLUMNS:
            batch_op.alter_column(name, server_default=None)
        batch_op.create_index(op.f("ix_snapshot_country"), ["country"])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    snapshot = sa.table(
        "snapshot",
        sa.column("id", sa.Uuid()),
        sa.column("text", sa.Text()),
        *(sa.column(name, sa.String()) for name in _COLUMNS),
    )
    for row in connection.execute(sa.select(snapshot.c.id, snapshot.c.text)).all():
        connection.execute(
            sa.update(snapshot)
            .where(snapshot.c.id == row.id)
            .values(_facts(json.loads(row.text)))
        )


def _facts(file: dict[str, Any]) -> dict[str, str]:
    header, subject = file["framework"], file["subject"]
    return {
        "country": subject["code"],
        "country_name": subject.get("name", ""),
        "kind": file["kind"],
        "period": file["period"],
        "scope": file.get("scope", "full"),
        "respondent": file.get("respondent", ""),
        "language": file.get("language", "en"),
        "framework": header["key"],
        "edition": header["edition"],
        "edition_digest": header.get("digest", ""),
    }
