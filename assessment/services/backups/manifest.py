"""What a backup says of itself: ``manifest.json``, with a digest of everything else in it.

The form is written down in ADR 16. No manifest is believed: each number and name of one
that is read is checked before anything is done with it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from assessment.domain.evidence import is_digest
from assessment.domain.trail import Head
from assessment.storage.copies.values import Kind

FORMAT, FORMAT_NUMBER = "assessment-backup", 1
MANIFEST, SECRET = "manifest.json", "secret-key"
NOT_COPIED = frozenset({"account_session", "attempt"})
"""Tables of the moment: who is signed in, and who failed to. Nobody's work is in them, and
a session that was ended may not come back to life."""
_NAME = re.compile(r"[a-z][a-z_]{0,62}")
_REVISION = re.compile(r"\d{4}")
_MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: where it stands, its size in bytes, and its SHA-256."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table: its columns with what they hold, and how many rows there are."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int
    member: Member


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        program: The version of the program that made it.
        made_at: When.
        database: Where the rows came from: ``sqlite`` or ``postgresql``.
        revision: The migration of its tables.
        trail: The end of the audit trail; None for tables of an older program.
        tables: By name.
        last_numbers: Table -> the last number it gave to a row.
        files: Contents of evidence.
        missing: Digests of contents that were named and not there, or damaged.
        secret: The secret of the installation, unless the environment sets it.
        secret_mark: By which that secret is known again; empty: there was none.
        settings: Names of the variables that were set; their values are not in it.
    """

    program: str
    made_at: datetime
    database: str
    revision: str
    trail: Head | None
    tables: tuple[CopiedTable, ...]
    last_numbers: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Member, ...] = ()
    missing: tuple[str, ...] = ()
    secret: Member | None = None
    secret_mark: str = ""
    settings: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """Everything that is in the archive beside the manifest."""
        secret = (self.secret,) if self.secret else ()
        return (*(table.member for table in self.tables), *self.files, *secret)

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables)


class NewerFormatError(ValueError):
    """The backup is of a form that only a newer program knows."""


def table_path(name: str) -> str:
    """Return where the rows of a table stand."""
    return f"tables/{name}.jsonl"


def content_path(digest: str) -> str:
    """Return where a content of evidence stands."""
    return f"evidence/{digest[:2]}/{digest}"


def mark_of_secret(secret: str) -> str:
    """Return what a secret is known again by, and which tells nothing of it."""
    return (
        sha256(f"gap-assessment secret\0{secret}".encode()).hexdigest()[:_MARK_LENGTH]
        if secret
        else ""
    )


def written_manifest(manifest: Manifest) -> str:
    """Return *manifest* as it stands in the archive."""
    trail, secret = manifest.trail, manifest.secret
    data = {
        "format": f"{FORMAT}/{FORMAT_NUMBER}",
        "program": manifest.program,
        "made_at": manifest.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "database": manifest.database,
        "schema": manifest.revision,
        "trail": trail and {"entries": trail.entries, "digest": trail.digest},
        "tables": [
            {
                "name": table.name,
                "columns": dict(table.columns),
                "rows": table.rows,
                "size": table.member.size,
                "digest": table.member.digest,
            }
            for table in manifest.tables
        ],
        "last_numbers": dict(manifest.last_numbers),
        "files": [{"digest": f.digest, "size": f.size} for f in manifest.files],
        "missing": list(manifest.missing),
        "secret": secret and {"size": secret.size, "digest": secret.digest},
        "secret_mark": manifest.secret_mark,
        "settings": list(manifest.settings),
    }
    return json.dumps(data, indent=1) + "\n"


def read_manifest(text: str) -> Manifest:
    """Read what stands in an archive.

    Raises:
        NewerFormatError: when only a newer program knows this form.
        ValueError: when it is of no form that this program writes.
    """
    try:
        return _manifest(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _manifest(data: Any) -> Manifest:
    name, _, number = str(data["format"]).partition("/")
    _require(name == FORMAT and number.isdecimal(), "format")
    if int(number) > FORMAT_NUMBER:
        raise NewerFormatError(number)
    secret = data["secret"]
    made_at = datetime.fromisoformat(data["made_at"])
    _require(made_at.tzinfo is not None, "made_at")
    tables = tuple(_table(each) for each in data["tables"])
    _require(len({table.name for table in tables}) == len(tables), "tables")
    return Manifest(
        program=str(data["program"]),
        made_at=made_at,
        database=str(data["database"]),
        revision=_matching(_REVISION, data["schema"]),
        trail=_head(data["trail"]),
        tables=tables,
        last_numbers={
            _matching(_NAME, name): _count(number)
            for name, number in data["last_numbers"].items()
        },
        files=tuple(_file(each) for each in data["files"]),
        missing=tuple(_digest(each) for each in data["missing"]),
        secret=secret and _member(SECRET, secret),
        secret_mark=str(data["secret_mark"]),
        settings=tuple(str(name) for name in data["settings"]),
    )


def _table(data: Any) -> CopiedTable:
    name = _matching(_NAME, data["name"])
    columns = tuple(
        (_matching(_NAME, column), Kind(kind))
        for column, kind in data["columns"].items()
    )
    member = _member(table_path(name), data)
    return CopiedTable(name, columns, _count(data["rows"]), member)


def _file(data: Any) -> Member:
    return _member(content_path(_digest(data["digest"])), data)


def _member(path: str, data: Any) -> Member:
    return Member(path, _count(data["size"]), _digest(data["digest"]))


def _head(data: Any) -> Head | None:
    return data and Head(_count(data["entries"]), _digest(data["digest"]))


def _digest(value: object) -> str:
    _require(isinstance(value, str) and is_digest(value), "digest")
    return str(value)


def _count(value: object) -> int:
    _require(type(value) is int and value >= 0, "number")
    assert isinstance(value, int)
    return value


def _matching(pattern: re.Pattern[str], value: object) -> str:
    _require(isinstance(value, str) and bool(pattern.fullmatch(value)), "name")
    return str(value)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)
