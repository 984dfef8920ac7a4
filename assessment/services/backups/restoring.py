"""Put a backup back: all of it, or none of it.

Contents of evidence come first, each whole under its digest; one that no row names in the
end is swept away some day. Then everything else is one transaction of the database. Killed
at any moment, what was there before is there still.
"""

import dataclasses
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from assessment.domain.trail import FAULTS, TrailCheck
from assessment.errors import InvalidBackupError, Problem, SettingsError
from assessment.private_files import make_private_folder
from assessment.services.backups.making import Told
from assessment.services.backups.manifest import (
    NOT_COPIED,
    CopiedTable,
    mark_of_secret,
)
from assessment.services.backups.reading import Backup
from assessment.services.machine.files import write_whole_file
from assessment.storage.copies.putting import (
    Putting,
    UnfitRowsError,
    putting,
    refuse_used,
)
from assessment.storage.copies.shapes import TableShape, shapes_at
from assessment.storage.copies.taking import taking
from assessment.storage.engine import make_engine, sqlite_file
from assessment.storage.evidence import EvidenceStore
from assessment.storage.problems import place_of
from assessment.storage.version import latest

_LONGEST_SECRET = 4096
_UNKNOWN_TABLE = "It holds a table “{name}”, which this program has not at {revision}."
_MISSING_TABLE = "It lacks the table “{name}”, which this program has at {revision}."
_OTHER_COLUMNS = "Its table “{name}” has other columns than this program has."
_UNFIT = "The database does not take it: {detail}. Nothing was changed."
_FILES = "Its rows name other files of evidence than it holds (“{digest}”)."
_ALTERED_TRAIL = (
    "Its audit trail was altered: {fault}. Use an older backup; if there is none, "
    "--altered puts this one back as it is."
)
_ALTERED_SNAPSHOT = (
    "Its cleared version {code} was altered. Use an older backup; if there is none, "
    "--altered puts this one back as it is."
)
_NOT_EMPTY = (
    "There are accounts or assessments in {place} already. Restore into an empty data "
    "folder or database, or say --replace."
)
_WRONG_KEY = "Its secret is not the one that its manifest tells of."
_OTHER_KEY = (
    "{file} is another secret than that of the backup: second factors would not open any "
    "more. Restore into an empty data folder, or move that file away first."
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a backup is put.

    Attributes:
        url: Address of the database.
        contents: Where the contents of files are kept.
        secret_file: Where the secret belongs; None: the environment sets it.
        secret: The one that is in use there; empty: there is none yet.
    """

    url: str
    contents: EvidenceStore
    secret_file: Path | None
    secret: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting a backup back came to.

    Attributes:
        trail: Whether the audit trail holds, and its head.
        altered: What was altered, in words; empty unless that was accepted.
        is_upgraded: Whether the tables were those of an older program.
        is_secret_there: Whether second factors open with the secret that is now in use.
    """

    trail: TrailCheck
    altered: tuple[str, ...]
    is_upgraded: bool
    is_secret_there: bool


def is_empty(url: str) -> bool:
    """Return whether a database has no tables yet, or nobody and nothing in them.

    Raises:
        StorageError: when it cannot be read, or is that of another or a newer program.
    """
    file = sqlite_file(make_engine(url).url)
    if file is not None and not file.is_file():
        return True
    with taking(url) as taken:
        return taken.is_empty()


def rehearse(backup: Backup, tell: Told, *, accept_altered: bool) -> Restored:
    """Put a backup into a database that is thrown away afterwards: a check of all of it.

    Raises:
        InvalidBackupError: in plain words, when it could not be put back.
        StorageError: when this machine has no room for it.
    """
    backup.check_all()
    with tempfile.TemporaryDirectory(prefix="assessment-check-") as folder:
        url = f"sqlite:///{Path(folder) / 'assessment.sqlite'}"
        with _filled(backup, url, tell, accept_altered=accept_altered) as restored:
            return restored


def keeps_something(target: Target) -> bool:
    """Return whether something is at *target* that would go, and nobody works with it.

    Raises:
        StorageError: when somebody does, or it cannot be read.
    """
    refuse_used(target.url)
    return not is_empty(target.url)


def restore(
    backup: Backup,
    target: Target,
    tell: Told,
    *,
    replace: bool,
    accept_altered: bool,
) -> Restored:
    """Put a backup in place of all that is at *target*.

    Args:
        backup: Which one.
        target: Where to.
        tell: Is told how far it is.
        replace: Whether something may be there already, which goes.
        accept_altered: Whether an audit trail that does not hold is put back as it is.

    Raises:
        InvalidBackupError: in plain words; nothing was changed.
        SettingsError: when something is there already, or another secret.
        StorageError: when it could not be kept; nothing was changed.
    """
    _refuse_what_is_there(backup, target, replace=replace)
    _fitting(backup, shapes_at(backup.manifest.revision))
    backup.check_all()
    secret = _secret_of(backup)
    tell(f"evidence: {len(backup.manifest.files)}")
    for file in backup.manifest.files:
        with backup.content(file) as content:
            target.contents.put(cast("IO[bytes]", content))
    with _filled(backup, target.url, tell, accept_altered=accept_altered) as restored:
        # The last thing before the rows count: whatever fails until then changed nothing.
        if secret and target.secret_file:
            make_private_folder(target.secret_file.parent)
            write_whole_file(target.secret_file, secret, private=True)
    mark, is_put = backup.manifest.secret_mark, bool(secret and target.secret_file)
    is_there = is_put or not mark or mark_of_secret(target.secret) == mark
    return dataclasses.replace(restored, is_secret_there=is_there)


def _refuse_what_is_there(backup: Backup, target: Target, *, replace: bool) -> None:
    refuse_used(target.url)
    if is_empty(target.url):
        return
    if not replace:
        place = place_of(make_engine(target.url).url)
        raise SettingsError(_NOT_EMPTY, place=place)
    mark = backup.manifest.secret_mark
    is_other = target.secret and mark_of_secret(target.secret) != mark
    if target.secret_file and backup.manifest.secret and is_other:
        raise SettingsError(_OTHER_KEY, file=target.secret_file)


def _secret_of(backup: Backup) -> bytes:
    """Return the secret of a backup; empty when it has none."""
    member = backup.manifest.secret
    if member is None:
        return b""
    with backup.content(member) as content:
        secret = content.read(_LONGEST_SECRET)
    if not secret.isascii() or mark_of_secret(secret.decode("ascii").strip()) != (
        backup.manifest.secret_mark
    ):
        raise backup.refused(_WRONG_KEY)
    return secret


@contextmanager
def _filled(
    backup: Backup, url: str, tell: Told, *, accept_altered: bool
) -> Iterator[Restored]:
    """Fill a database from *backup*; what was done counts when the block has ended."""
    manifest = backup.manifest
    try:
        with putting(url, manifest.revision) as put:
            for table, shape in _fitting(backup, put.shapes.values()):
                tell(f"{table.name}: {put.put(shape, backup.rows(table))}")
            put.number_on(manifest.last_numbers)
            put.join_up()
            put.bring_up_to_date()
            _check_files(backup, put)
            trail = put.trail()
            altered = _altered(trail, put)
            if altered and not accept_altered:
                raise InvalidBackupError(
                    str(backup.file),
                    tuple(Problem(str(backup.file), 0, 0, *each) for each in altered),
                )
            yield Restored(
                trail=trail,
                altered=tuple(template.format(**told) for template, told in altered),
                is_upgraded=manifest.revision != latest(),
                is_secret_there=False,
            )
    except UnfitRowsError as error:
        raise backup.refused(_UNFIT, detail=error) from error


def _fitting(
    backup: Backup, there: Iterable[TableShape]
) -> list[tuple[CopiedTable, TableShape]]:
    """Return the tables of a backup with what they are here; they have to be the same."""
    revision, shapes = backup.manifest.revision, {each.name: each for each in there}
    told = {table.name: table for table in backup.manifest.tables}
    for name in sorted(told.keys() - shapes.keys() | told.keys() & NOT_COPIED):
        raise backup.refused(_UNKNOWN_TABLE, name=name, revision=revision)
    for name in sorted(shapes.keys() - told.keys() - NOT_COPIED):
        raise backup.refused(_MISSING_TABLE, name=name, revision=revision)
    fitting = []
    for name, table in sorted(told.items()):
        here = shapes[name]
        if dict(table.columns) != dict(here.columns):
            raise backup.refused(_OTHER_COLUMNS, name=name)
        # In the order in which the backup wrote them.
        fitting.append((table, dataclasses.replace(here, columns=table.columns)))
    return fitting


def _check_files(backup: Backup, put: Putting) -> None:
    manifest = backup.manifest
    told = {file.digest for file in manifest.files} | set(manifest.missing)
    for digest in sorted(told ^ put.files()):
        raise backup.refused(_FILES, digest=digest)


def _altered(trail: TrailCheck, put: Putting) -> list[tuple[str, dict[str, object]]]:
    """Return what was altered, as sentences with what is put into them."""
    found: list[tuple[str, dict[str, object]]] = []
    if trail.fault is not None:
        fault = FAULTS[trail.fault.kind].format(place=trail.fault.place)
        found.append((_ALTERED_TRAIL, {"fault": fault}))
    codes = put.altered_snapshots()
    found.extend((_ALTERED_SNAPSHOT, {"code": code}) for code in codes)
    return found
