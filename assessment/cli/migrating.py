"""``assessment migrate``: what a new edition does to stored drafts, and moving them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from assessment import resources
from assessment.cli.examples import WithExamples
from assessment.cli.inputs import by_hand, data_option, framework_option
from assessment.cli.outputs import counted, say, tell
from assessment.cli.stores import opened_store

if TYPE_CHECKING:
    from assessment.domain.framework import Framework
    from assessment.services.migration.previewing import Preview
    from assessment.storage.engine import Store


@click.command(
    cls=WithExamples,
    examples=(
        "assessment migrate --dry-run",
        "assessment migrate --dry-run --json",
        "assessment migrate 00000000-0000-0000-0000-000000000000",
    ),
)
@click.argument("ids", nargs=-1, type=click.UUID, metavar="[ID]...")
@click.option("--dry-run", is_flag=True, help="Say what would happen; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Give everything as data.")
@data_option
@framework_option
def migrate(
    ids: tuple[UUID, ...],
    data_folder: Path,
    framework_path: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Move drafts to the edition that is in use, or say what that would do.

    Without ids, --dry-run lists every draft that answers another edition. Drafts are moved
    by name only: their coordinators do it on the web, after looking. Nothing that was
    handed on is moved. There is no way back: make a backup first.
    """
    if not ids and not dry_run:
        raise click.UsageError(
            "Name the drafts to move by their ids; --dry-run lists them."
        )
    from assessment.framework_file import load_framework

    new = load_framework(framework_path or resources.DEFAULT_FRAMEWORK)
    with opened_store(data_folder, framework_path) as store:
        done = []
        for preview in _found(store, new, ids):
            if not dry_run:
                _move(store, preview)
            done.append(preview)
    if as_json:
        click.echo(json.dumps([_as_data(p) for p in done], indent=2))
        return
    for preview in done:
        tell(_as_text(preview, moved=not dry_run))
    if not done:
        say(f"Every draft answers {new.key} {new.edition}.")


def _found(
    store: "Store", new: "Framework", ids: tuple[UUID, ...]
) -> Iterator["Preview"]:
    """Yield what moving would do to the drafts of *ids*, or to all when there are none.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
    """
    from assessment.services.assessments.editions import load_edition
    from assessment.services.assessments.reading import load_assessment
    from assessment.services.migration.previewing import (
        is_other_edition,
        preview,
        previews,
    )

    if not ids:
        yield from previews(store, new)
    for key in dict.fromkeys(ids):
        stored = load_assessment(store, key)
        if not is_other_edition(stored, new):
            say(f"{key}: left as it is; it is no draft of another edition.")
            continue
        yield preview(load_edition(store, stored.edition), new, stored)


def _move(store: "Store", preview: "Preview") -> None:
    from assessment.services.migration.moving import move

    stored = preview.stored
    move(
        *(store, preview.old, preview.new, stored.id),
        seen=stored.revision,
        stamp=by_hand(),
    )


def _as_text(preview: "Preview", *, moved: bool) -> str:
    from assessment.domain.migration.fates import Fate
    from assessment.texts import texts_in

    words = {
        Fate.KEPT: "kept",
        Fate.TO_CONFIRM: "to confirm",
        Fate.REOPENED: "opened again",
        Fate.NEW: "new",
        Fate.GONE: "gone",
    }
    stored, counts = preview.stored, preview.migration.counts
    subject, texts = stored.assessment.subject, texts_in("en")
    said = ", ".join(f"{counts[f]} {word}" for f, word in words.items() if counts[f])
    lines = [
        (
            f"{stored.id} {texts.country(subject.code, subject.name)} "
            f"{stored.assessment.period}: edition {preview.old.edition} "
            f"{'is now' if moved else 'to'} {preview.new.edition}: {said or 'no answers'}"
        ),
        *(
            f"  {word}: {', '.join(keys)}"
            for fate, word in words.items()
            if fate is not Fate.KEPT and (keys := _keys(preview, fate))
        ),
    ]
    dropped = len(preview.migration.plan) + len(preview.migration.targets)
    if dropped:
        lines.append(
            f"  {counted(dropped, 'target or action', 'targets and actions')} dropped"
        )
    return "\n".join(lines)


def _keys(preview: "Preview", fate: object) -> list[str]:
    return [o.indicator for o in preview.migration.outcomes if o.fate is fate]


def _as_data(preview: "Preview") -> dict[str, object]:
    """Return everything as JSON data; scores as texts, exactly as they were computed."""
    stored, migration = preview.stored, preview.migration
    before, after = preview.before.score, preview.after.score
    return {
        "id": str(stored.id),
        "country": stored.assessment.subject.code,
        "period": stored.assessment.period,
        "from": preview.old.edition,
        "to": preview.new.edition,
        "indicators": [
            {
                "key": outcome.indicator,
                "fate": outcome.fate.value,
                "answered": outcome.had_answer,
                "changes": [change.message for change in outcome.changes],
            }
            for outcome in migration.outcomes
        ],
        "scores": [change.message for change in migration.scores],
        "facts": [change.message for change in migration.facts],
        "targets": list(migration.targets),
        "plan": [[item.indicator, item.criterion] for item in migration.plan],
        "overall": {
            "before": None if before is None else str(before),
            "after": None if after is None else str(after),
        },
    }
