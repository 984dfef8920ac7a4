"""Make a backup of a whole installation while people go on working with it.

All rows are of one moment. Contents of evidence follow: they never change, and are there
before a row names them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assessment import __version__
from assessment.domain.trail import TrailCheck
from assessment.errors import StorageError
from assessment.services.backups.manifest import (
    MANIFEST,
    NOT_COPIED,
    SECRET,
    CopiedTable,
    Manifest,
    Member,
    content_path,
    mark_of_secret,
    table_path,
    written_manifest,
)
from assessment.services.machine.files import whole_file
from assessment.storage.copies.shapes import TableShape
from assessment.storage.copies.taking import Taking, taking
from assessment.storage.evidence import EvidenceStore
from assessment.storage.evidence.files import CHUNK, sync_folder
from assessment.storage.problems import place_of

_PRIVATE = 0o600 << 16
_GONE = "The content {digest} was deleted while the backup was made. Make it again."
_NO_TABLES = "There is nothing to copy: the database {place} has no tables yet."
Told = Callable[[str], None]
"""Takes a line about how far the work is."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where everything is that a backup holds.

    Attributes:
        url: Address of the database.
        contents: Where the contents of files are.
        secret: What sessions are signed and second factors encrypted with; may be empty.
        is_secret_kept: Whether it is a file of the installation; else the environment
            sets it, and it stays there.
        settings: Names of the variables that are set.
    """

    url: str
    contents: EvidenceStore
    secret: str
    is_secret_kept: bool
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """What a backup came to.

    Attributes:
        manifest: What it says of itself.
        trail: Whether the audit trail held; None for tables of an older program.
        lost: Digests of contents that are named and not there.
        damaged: Digests of contents that are not what they were.
    """

    manifest: Manifest
    trail: TrailCheck | None
    lost: tuple[str, ...]
    damaged: tuple[str, ...]


def make_backup(
    installation: Installation, file: Path, *, now: datetime, tell: Told
) -> MadeBackup:
    """Write a backup to *file*, whole or not at all, for this account alone.

    Args:
        installation: Of what.
        file: Where to. An older file of that name is there until the new one is whole.
        now: The time.
        tell: Is told how far it is.

    Raises:
        StorageError: when something cannot be read.
        OutputError: when the file cannot be written.
    """
    with (
        whole_file(file, private=True) as stream,
        ZipFile(cast("IO[bytes]", stream), "w") as archive,
    ):
        rows = _add_rows(archive, installation.url, tell)
        tell(f"evidence: {len(rows.wanted)}")
        files, lost, damaged = _add_contents(archive, installation, rows.wanted)
        trail = rows.trail
        manifest = Manifest(
            program=__version__,
            made_at=now,
            database=rows.database,
            revision=rows.revision,
            trail=trail.head if trail else None,
            tables=rows.tables,
            last_numbers=rows.last_numbers,
            files=files,
            missing=tuple(sorted([*lost, *damaged])),
            secret=_add_secret(archive, installation),
            secret_mark=mark_of_secret(installation.secret),
            settings=installation.settings,
        )
        archive.writestr(_entry(MANIFEST), written_manifest(manifest))
    if file.is_file():  # a pipe stands in no folder
        sync_folder(file.resolve().parent)
    return MadeBackup(manifest, trail, lost, damaged)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What was copied of a database, and what it says of the files it wants."""

    database: str
    revision: str
    tables: tuple[CopiedTable, ...]
    last_numbers: Mapping[str, int]
    trail: TrailCheck | None
    wanted: tuple[tuple[str, int], ...]


def _add_rows(archive: ZipFile, url: str, tell: Told) -> _Rows:
    with taking(url) as taken:
        if taken.revision is None:
            raise StorageError(_NO_TABLES, place=place_of(taken.connection.engine.url))
        tables = []
        for shape in taken.shapes:
            if shape.name not in NOT_COPIED:
                table = _add_table(archive, taken, shape)
                tables.append(table)
                tell(f"{shape.name}: {table.rows}")
        return _Rows(
            taken.database,
            taken.revision,
            tuple(tables),
            taken.last_numbers(),
            taken.trail(),
            taken.files(),
        )


def _add_table(archive: ZipFile, taken: Taking, shape: TableShape) -> CopiedTable:
    path, digest, size, count = table_path(shape.name), sha256(), 0, 0
    with archive.open(_entry(path), "w", force_zip64=True) as packed:
        for row in taken.rows(shape):
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            data = f"{line}\n".encode()
            packed.write(data)
            digest.update(data)
            size, count = size + len(data), count + 1
    member = Member(path, size, digest.hexdigest())
    return CopiedTable(shape.name, shape.columns, count, member)


def _add_contents(
    archive: ZipFile, installation: Installation, wanted: tuple[tuple[str, int], ...]
) -> tuple[tuple[Member, ...], tuple[str, ...], tuple[str, ...]]:
    """Add contents, each read once before: one that rotted away has no place here."""
    files, lost, damaged = [], [], []
    for digest, size in wanted:
        found = _digest_of(installation.contents, digest)
        if found is None:
            lost.append(digest)
        elif found != digest:
            damaged.append(digest)
        else:
            _add_content(archive, installation.contents, digest)
            files.append(Member(content_path(digest), size, digest))
    return tuple(files), tuple(lost), tuple(damaged)


def _digest_of(contents: EvidenceStore, digest: str) -> str | None:
    """Return the digest that a content has now; None when it is not there."""
    content, found = contents.open(digest), sha256()
    if content is None:
        return None
    with content:
        try:
            while block := content.read(CHUNK):
                found.update(block)
        except OSError:  # the disk has lost it
            return ""
    return found.hexdigest()


def _add_content(archive: ZipFile, contents: EvidenceStore, digest: str) -> None:
    content = contents.open(digest)
    if content is None:
        raise StorageError(_GONE, digest=digest)
    entry = _entry(content_path(digest), ZIP_STORED)
    with content, archive.open(entry, "w", force_zip64=True) as packed:
        while block := content.read(CHUNK):
            packed.write(block)


def _add_secret(archive: ZipFile, installation: Installation) -> Member | None:
    """Add the secret of the installation, unless the environment sets it."""
    if not installation.is_secret_kept:
        return None
    data = installation.secret.encode("ascii")
    archive.writestr(_entry(SECRET), data)
    return Member(SECRET, len(data), sha256(data).hexdigest())


def _entry(name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name)  # of 1980: the manifest says when
    entry.compress_type = compression
    entry.external_attr = _PRIVATE
    return entry
