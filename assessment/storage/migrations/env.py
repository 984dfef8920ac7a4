"""Alembic's entry: runs migrations on the connection it is given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from assessment.storage.tables import Base, CommaList, UtcDateTime


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # Migrations must not change when our own types do.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, CommaList):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
    # SQLite can do it, since engine.py begins transactions explicitly.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
