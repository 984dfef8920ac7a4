"""Teams own assessments; people are something in a team; what was asked of whom."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op
from babel import Locale

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INVENTED = {f"X{chr(letter)}" for letter in range(ord("A"), ord("Z") + 1)} - {"XK"}
_LOOKS_ONLY = "reader"
"""The stored role of accounts that could look and not change."""


def upgrade() -> None:
    """Teams own assessments; people are something in a team; what was asked of whom."""
    _make_tables()
    with op.batch_alter_table("account") as batch_op:
        batch_op.add_column(
            sa.Column("name", sa.String(200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column(
                "is_administrator",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
            )
        )
    with op.batch_alter_table("assessment") as batch_op:
        batch_op.add_column(sa.Column("team_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("state", sa.String(20), nullable=False, server_default="draft")
        )
        batch_op.add_column(
            sa.Column(
                "visibility", sa.String(20), nullable=False, server_default="nothing"
            )
        )
    _move_into_one_team()
    with op.batch_alter_table("account") as batch_op:
        batch_op.alter_column("name", server_default=None)
        batch_op.alter_column("is_administrator", server_default=None)
    with op.batch_alter_table("assessment") as batch_op:
        batch_op.alter_column("team_id", nullable=False)
        batch_op.alter_column("state", server_default=None)
        batch_op.alter_column("visibility", server_default=None)
        batch_op.create_foreign_key(
            op.f("fk_assessment_team_id_team"), "team", ["team_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_assessment_team_id"), ["team_id"])
    _make_assignments()


def _make_tables() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "membership",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["team.id"],
            name=op.f("fk_membership_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_membership_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "team_id", "account_id", "role", name=op.f("pk_membership")
        ),
    )
    op.create_index(op.f("ix_membership_account_id"), "membership", ["account_id"])


def _make_assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hand_back_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_assignment_assessment_id_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_assignment_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["account.id"],
            name=op.f("fk_assignment_asked_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "assessment_id",
            "account_id",
            "kind",
            "key",
            name=op.f("uq_assignment_assessment_id_account_id_kind_key"),
        ),
    )
    op.create_index(op.f("ix_assignment_account_id"), "assignment", ["account_id"])


def _move_into_one_team() -> None:
    """Give whatever is there to one team, and everybody their place in it.

    Whoever could change everything coordinates; whoever could only look still only looks.
    """
    connection = op.get_bind()
    stored = connection.execute(
        sa.text("SELECT kind, subject_code FROM assessment")
    ).all()
    accounts = connection.scalars(sa.text("SELECT id FROM account")).all()
    if not stored and not accounts:
        return
    team = sa.table(
        "team",
        sa.column("id", sa.Uuid()),
        sa.column("name", sa.String()),
        sa.column("kind", sa.String()),
        sa.column("country", sa.String()),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    made = _team([(row.kind, row.subject_code) for row in stored])
    connection.execute(sa.insert(team).values(**made))
    assessment = sa.table("assessment", sa.column("team_id", sa.Uuid()))
    connection.execute(sa.update(assessment).values(team_id=made["id"]))
    _make_members(connection, made["id"], accounts)


def _make_members(
    connection: sa.Connection, team: UUID, accounts: Sequence[int]
) -> None:
    only_look = set(
        connection.scalars(
            sa.text(
                "SELECT account_id FROM account_role JOIN role ON role.id = role_id "
                "WHERE role.name = :name"
            ),
            {"name": _LOOKS_ONLY},
        )
    )
    membership = sa.table(
        "membership",
        sa.column("team_id", sa.Uuid()),
        sa.column("account_id", sa.Integer()),
        sa.column("role", sa.String()),
    )
    members = [
        {
            "team_id": team,
            "account_id": account,
            "role": "reader" if account in only_look else "coordinator",
        }
        for account in accounts
    ]
    if members:
        connection.execute(sa.insert(membership), members)


def _team(stored: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the team that what is *stored* (kind, country) speaks of.

    A government's own assessment of a real country makes a government team; else what an
    organisation wrote of one, an organisation; else there are exercises only.
    """
    real = [(kind, code) for kind, code in stored if code not in _INVENTED]
    countries = Counter(code for kind, code in real if kind == "government")
    kind, name, country = "training", "Training", ""
    if countries:
        kind, country = "government", countries.most_common(1)[0][0]
        name = f"National team, {_country_name(country)}"
    elif real:
        kind, name = "organisation", "Organisation"
    return {
        "id": uuid4(),
        "name": name,
        "kind": kind,
        "country": country,
        "created_at": datetime.now(UTC),
    }


def _country_name(code: str) -> str:
    return str(Locale("en").territories.get(code, code))
