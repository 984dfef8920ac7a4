"""Rounds: snapshots, publications, replies, files of evidence; what is carried over."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import ColumnElement

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_EMPTY = sa.text("'{}'")


def upgrade() -> None:
    """Rounds: snapshots, publications, replies, files of evidence; what is carried."""
    _tables_of_publication()
    _tables_of_evidence()
    _columns("assessment", ("target_reasons", sa.JSON(), _EMPTY))
    _columns("comment", ("is_return", sa.Boolean(), sa.false()))
    _columns(
        "page",
        ("carried", sa.Integer(), sa.text("0")),
        ("to_confirm", sa.Boolean(), sa.false()),
    )
    with op.batch_alter_table("page") as batch_op:
        batch_op.add_column(sa.Column("former", sa.JSON(), nullable=True))
    with op.batch_alter_table("assessment") as batch_op:
        batch_op.add_column(sa.Column("previous_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_assessment_previous_id_assessment"),
            "assessment",
            ["previous_id"],
            ["id"],
        )


def _columns(
    table: str,
    *columns: tuple[str, sa.types.TypeEngine[Any], ColumnElement[Any] | sa.TextClause],
) -> None:
    """Add columns that may not be empty; what is there gets the value given."""
    with op.batch_alter_table(table) as batch_op:
        for name, kind, value in columns:
            batch_op.add_column(
                sa.Column(name, kind, nullable=False, server_default=value)
            )
    with op.batch_alter_table(table) as batch_op:
        for name, _kind, _value in columns:
            batch_op.alter_column(name, server_default=None)


def _tables_of_publication() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_by", sa.String(), nullable=False),
        sa.Column("cleared_function", sa.String(), nullable=False),
        sa.Column("cleared_on", sa.Date(), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        _of("assessment", "snapshot"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("code", name=op.f("uq_snapshot_code")),
    )
    _index("snapshot", "assessment_id")
    _index("snapshot", "digest")
    op.create_table(
        "publication",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _of("assessment", "publication"),
        _of("snapshot", "publication"),
        sa.PrimaryKeyConstraint("snapshot_id", name=op.f("pk_publication")),
    )
    _index("publication", "assessment_id")
    op.create_table(
        "reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        _of("snapshot", "reply"),
        _of("team", "reply"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    _index("reply", "snapshot_id")


def _tables_of_evidence() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.String(), nullable=False),
        _of("assessment", "evidence_file"),
        sa.PrimaryKeyConstraint(
            "assessment_id", "digest", name=op.f("pk_evidence_file")
        ),
    )
    op.create_table(
        "link_check",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        _of("assessment", "link_check"),
        sa.PrimaryKeyConstraint("assessment_id", "link", name=op.f("pk_link_check")),
    )


def _of(owner: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{owner}_id_{owner}")
    return sa.ForeignKeyConstraint([f"{owner}_id"], [f"{owner}.id"], name=name)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
