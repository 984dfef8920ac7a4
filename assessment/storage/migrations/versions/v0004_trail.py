"""The audit trail becomes a chain."""

import secrets
from datetime import UTC
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

# The way entries are covered can never change for entries that were written so: this
# import cannot grow stale.
from assessment.domain.trail import Content, Head, Last, Salts, chained

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LINKS: dict[str, TypeEngine[Any]] = {
    "place": sa.BigInteger(),
    "number": sa.Integer(),
    "name_salt": sa.String(32),
    "name_digest": sa.String(64),
    "content_salt": sa.String(32),
    "content_digest": sa.String(64),
    "previous": sa.String(64),
    "digest": sa.String(64),
    "head": sa.String(64),
}
_KEPT = (
    *("id", "assessment_id", "at", "actor_id", "action", "subject", "place", "number"),
    *("name_digest", "content_digest", "previous", "digest", "head"),
)
# Written out: a table read from SQLite has no UUIDs.
_ENTRIES = sa.table(
    "audit_entry",
    sa.column("id", sa.BigInteger()),
    sa.column("assessment_id", sa.Uuid()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Integer()),
    sa.column("actor_name", sa.String()),
    sa.column("action", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("old", sa.JSON()),
    sa.column("new", sa.JSON()),
    *(sa.column(name, kind) for name, kind in _LINKS.items()),
)
_MESSAGE = "entries of the audit trail are never changed"

_SQLITE_DELETE = f"""
CREATE TRIGGER audit_entry_no_DELETE BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, '{_MESSAGE}');
END
"""
_SQLITE_UPDATE = """
CREATE TRIGGER audit_entry_no_UPDATE BEFORE UPDATE ON audit_entry
WHEN NOT ({rule})
BEGIN
    SELECT RAISE(ABORT, '{message}');
END
"""
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_audit_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT ({rule}) THEN
        RAISE EXCEPTION '{message}';
    END IF;
    RETURN NEW;
END
$$
"""


def upgrade() -> None:
    """Give every entry its links; from then on only erasing changes an entry."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _drop_triggers(is_postgresql=is_postgresql)
    with op.batch_alter_table("audit_entry") as batch_op:
        for name, kind in _LINKS.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_head")),
    )
    _chain_old_entries()
    with op.batch_alter_table("audit_entry") as batch_op:
        for name, kind in _LINKS.items():
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_audit_entry_place"), ["place"])
        batch_op.create_unique_constraint(
            batch_op.f("uq_audit_entry_assessment_id_number"),
            ["assessment_id", "number"],
        )
    _make_triggers(is_postgresql=is_postgresql)


def _chain_old_entries() -> None:
    connection = op.get_bind()
    entries = _ENTRIES
    link = (
        sa.update(entries)
        .where(entries.c.id == sa.bindparam("entry"))
        .values({name: sa.bindparam(name) for name in _LINKS})
    )
    head = Head()
    last: dict[UUID, Last] = {}
    ids = connection.scalars(sa.select(entries.c.id).order_by(entries.c.id)).all()
    for first in range(0, len(ids), 500):
        some = ids[first : first + 500]
        query = sa.select(entries).where(entries.c.id.in_(some)).order_by(entries.c.id)
        linked = []
        for row in connection.execute(query).all():
            before = last.get(row.assessment_id, Last())
            salts = Salts(secrets.token_hex(16), secrets.token_hex(16))
            entry = chained(_content(row), salts, before, head)
            last[row.assessment_id] = Last(entry.number, entry.digest)
            head = Head(entry.place, entry.head)
            links = {name: getattr(entry, name) for name in _LINKS}
            linked.append({"entry": row.id, **links})
        connection.execute(link, linked)
    heads = sa.table("trail_head", *map(sa.column, ("id", "entries", "digest")))
    connection.execute(
        sa.insert(heads).values(id=1, entries=head.entries, digest=head.digest)
    )


def _content(row: Any) -> Content:
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return Content(
        row.assessment_id,
        at,
        row.actor_id,
        row.actor_name,
        row.action,
        row.subject,
        row.old,
        row.new,
    )


def _drop_triggers(*, is_postgresql: bool) -> None:
    if is_postgresql:
        op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER audit_entry_no_{event}")


def _make_triggers(*, is_postgresql: bool) -> None:
    if is_postgresql:
        op.execute(
            "CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR TRUNCATE "
            "ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        )
        rule = _rule("IS NOT DISTINCT FROM", "::text")
        op.execute(_POSTGRESQL_FUNCTION.format(rule=rule, message=_MESSAGE))
        op.execute(
            "CREATE TRIGGER audit_entry_only_erased BEFORE UPDATE ON audit_entry "
            "FOR EACH ROW EXECUTE FUNCTION refuse_audit_update()"
        )
        return
    op.execute(_SQLITE_DELETE)
    op.execute(_SQLITE_UPDATE.format(rule=_rule("IS", ""), message=_MESSAGE))


def _rule(same: str, text: str) -> str:
    """Return what must hold of a change: it takes a name or a content out, no more."""
    kept = [f"NEW.{name} {same} OLD.{name}" for name in _KEPT]
    name_stays = (
        f"NEW.actor_name {same} OLD.actor_name AND NEW.name_salt {same} OLD.name_salt"
    )
    name_goes = "NEW.actor_name = '' AND NEW.name_salt = ''"
    content_stays = (
        f"NEW.old{text} {same} OLD.old{text} AND NEW.new{text} {same} OLD.new{text} "
        f"AND NEW.content_salt {same} OLD.content_salt"
    )
    content_goes = "NEW.old IS NULL AND NEW.new IS NULL AND NEW.content_salt = ''"
    return " AND ".join(
        [
            *kept,
            f"(({name_stays}) OR ({name_goes}))",
            f"(({content_stays}) OR ({content_goes}))",
        ]
    )
