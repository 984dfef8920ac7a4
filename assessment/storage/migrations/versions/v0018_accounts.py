"""Accounts: their language, numbers that are never used again, marks of former authors."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None

# Numbers that erased accounts had: whoever comes next must not be taken for them.
_HIGHEST = sa.text(
    "SELECT max(id) FROM (SELECT id FROM account"
    " UNION ALL SELECT actor_id FROM audit_entry"
    " UNION ALL SELECT saved_by_id FROM page"
    " UNION ALL SELECT CAST(substr(subject, 9) AS INTEGER) FROM audit_entry"
    "   WHERE subject LIKE 'account:%')"
)


def upgrade() -> None:
    """Keep the language of accounts, and what tells former authors."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        "account",
        recreate="always" if is_sqlite else "auto",
        table_kwargs={"sqlite_autoincrement": True},
    ) as batch_op:
        batch_op.add_column(
            sa.Column("language", sa.String(35), nullable=False, server_default="")
        )
    with op.batch_alter_table(
        "account", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.alter_column("language", server_default=None)
    if is_sqlite:
        _go_on_after_the_highest()
    op.create_table(
        "former_author",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(64), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["account.id"],
            name=op.f("fk_former_author_successor_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_former_author")),
    )
    op.create_index(
        op.f("ix_former_author_successor_id"), "former_author", ["successor_id"]
    )


def _go_on_after_the_highest() -> None:
    connection = op.get_bind()
    highest = connection.scalar(_HIGHEST)
    if highest is None:
        return
    connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'account'"))
    connection.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('account', :seq)"),
        {"seq": highest},
    )
