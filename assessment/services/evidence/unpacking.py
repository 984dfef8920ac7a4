"""Read an archive of an assessment with its files: all of it is sound, or nothing is kept.

Nothing is unpacked by the names in it. Every entry has to be one that the manifest names,
of the size and digest it says, within the limits for files; and every file one that an
answer names.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZipFile

from assessment.domain.answers import Assessment, EvidenceItem
from assessment.domain.evidence import (
    FileRecord,
    file_mark,
    kind_of_media_type,
    safe_file_name,
)
from assessment.domain.framework import Framework
from assessment.domain.records import Stamp
from assessment.errors import N_, InvalidPortableFileError, Problem
from assessment.evidence_settings import MB, EvidenceSettings
from assessment.portable import MAX_BYTES, decode_portable
from assessment.services.assessments.exchange import read_incoming
from assessment.services.evidence.adding import megabytes
from assessment.services.evidence.archive import (
    ARCHIVE_FORMAT,
    ASSESSMENT,
    FOLDER,
    MANIFEST,
    archive_path,
)
from assessment.services.evidence.recognising import (
    BROKEN_ZIP,
    UnrecognisedError,
    has_small_directory,
    is_packed_plainly,
    recognise,
)
from assessment.storage.evidence import EvidenceStore

_MOST_ENTRIES = 5000
_MOST_MANIFEST = 4 * MB
_BLOCK = 1 << 18
_IN_MEMORY = 1 << 20
_NO_MANIFEST = (
    *(ArithmeticError, AttributeError, LookupError, RecursionError),
    *(TypeError, ValueError),
)
"""What reading JSON of any shape may raise; a size may be infinite."""

_NO_ARCHIVE = N_("This is no archive of an assessment: {name} is not inside.")
_DAMAGED = N_("The archive is damaged. Bring it over once more.")
_OUTSIDE = N_(
    "The archive holds “{name}”, a name that leads outside of it. Nothing was kept."
)
_UNKNOWN = N_("The archive holds “{name}”, which its manifest does not name.")
_TWICE = N_("The archive holds “{name}” twice.")
_BAD_MANIFEST = N_("The manifest of the archive cannot be read.")
_ABSENT = N_("“{name}” is named, and is not in the archive.")
_CHANGED = N_("“{name}” is not what it was: its content does not fit its digest.")
_UNNAMED = N_("“{name}” is in the archive, and no answer names it.")
_TOO_LARGE = N_("“{name}” has {size} MB; at most {limit} MB fit here.")
_TOO_MUCH = N_("The files have {size} MB together; at most {limit} MB fit here.")
_OTHER_KIND = N_("“{name}” is not of the kind that the manifest says, or none we take.")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of an archive, as its manifest names it."""

    path: str
    digest: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A sound archive, with its contents kept already.

    Attributes:
        text: The portable file.
        records: What is to be known of its files, once the assessment is stored.
    """

    text: str
    records: tuple[FileRecord, ...]


def holds_assessment(stream: IO[bytes]) -> bool:
    """Return whether a file is a ZIP archive with an assessment, sound or not."""
    stream.seek(0)
    try:
        if not (stream.read(4) == b"PK\x03\x04" and has_small_directory(stream)):
            return False
        stream.seek(0)
        with ZipFile(stream) as archive:
            return MANIFEST in archive.namelist()
    except BROKEN_ZIP:
        return False
    finally:
        stream.seek(0)


def unpack(
    stream: IO[bytes],
    source: str,
    contents: EvidenceStore,
    framework: Framework,
    *,
    limits: EvidenceSettings,
    stamp: Stamp,
) -> Unpacked:
    """Read an archive, and keep the contents of its files once all of it is sound.

    What is kept and then belongs to no assessment is swept away after a day.

    Args:
        stream: The archive; it can be read at any place.
        source: Its name, for messages.
        contents: Where contents are kept.
        framework: The edition that new assessments use.
        limits: How large files may be here.
        stamp: Who brings it, and when.

    Raises:
        InvalidPortableFileError: in plain words; nothing was kept.
        StorageError: when a content could not be kept.
    """
    with _opened(stream, source) as archive:
        _check_names(archive, source)
        text = decode_portable(_read(archive, ASSESSMENT, MAX_BYTES, source), source)
        packed, missing = _manifest(archive, source)
        assessment = read_incoming(framework, text, source).assessment
        items = _items(assessment)
        _check_sizes(packed, source, limits)
        _check_fit(archive, packed, missing, items, source)
        for file in packed:
            _check_content(archive, file, source)
        records = []
        for file in packed:
            with archive.open(file.path) as entry:
                contents.put(entry)
            records.append(_record(file, items[file.digest], stamp))
    return Unpacked(text, tuple(records))


@contextmanager
def _opened(stream: IO[bytes], source: str) -> Iterator[ZipFile]:
    if not has_small_directory(stream):
        raise _refused(source, _DAMAGED)
    stream.seek(0)
    try:
        with ZipFile(stream) as archive:
            yield archive
    except BROKEN_ZIP as error:
        raise _refused(source, _DAMAGED) from error


def _check_names(archive: ZipFile, source: str) -> None:
    seen: set[str] = set()
    names = archive.namelist()
    for name in names[:_MOST_ENTRIES]:
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise _refused(source, _OUTSIDE, name=name)
        if name in seen:
            raise _refused(source, _TWICE, name=name)
        seen.add(name)
    for needed in (MANIFEST, ASSESSMENT):
        if needed not in seen:
            raise _refused(source, _NO_ARCHIVE, name=needed)
    if len(names) > _MOST_ENTRIES:
        raise _refused(source, _UNKNOWN, name=names[-1])
    if not is_packed_plainly(archive):
        raise _refused(source, _DAMAGED)


def _read(archive: ZipFile, name: str, most: int, source: str) -> bytes:
    with archive.open(name) as entry:
        data = entry.read(most + 1)
    if len(data) > most:
        values = {"size": megabytes(len(data)), "limit": megabytes(most)}
        raise _refused(source, _TOO_LARGE, name=name, **values)
    return data


def _manifest(
    archive: ZipFile, source: str
) -> tuple[tuple[PackedFile, ...], frozenset[str]]:
    """Return the files that the manifest names, and the digests it says are missing."""
    try:
        told: Any = json.loads(_read(archive, MANIFEST, _MOST_MANIFEST, source))
        is_ours = told["format"] == ARCHIVE_FORMAT
        packed = tuple(
            PackedFile(
                str(f["path"]), str(f["digest"]), str(f["media_type"]), int(f["size"])
            )
            for f in told["files"]
        )
        missing = frozenset(str(digest) for digest in told.get("missing", ()))
    except _NO_MANIFEST as error:
        raise _refused(source, _BAD_MANIFEST) from error
    if not is_ours:
        raise _refused(source, _BAD_MANIFEST)
    return packed, missing


def _items(assessment: Assessment) -> dict[str, EvidenceItem]:
    return {
        item.file: item
        for answer in assessment.answers.values()
        for item in answer.evidence
        if item.file
    }


def _check_sizes(
    packed: tuple[PackedFile, ...], source: str, limits: EvidenceSettings
) -> None:
    for file in packed:
        if not 0 < file.size <= limits.file_bytes:
            values = {
                "size": megabytes(max(0, file.size)),
                "limit": megabytes(limits.file_bytes),
            }
            raise _refused(source, _TOO_LARGE, name=file.path, **values)
    total = sum(file.size for file in packed)
    if total > limits.files_bytes:
        values = {"size": megabytes(total), "limit": megabytes(limits.files_bytes)}
        raise _refused(source, _TOO_MUCH, **values)


def _check_fit(
    archive: ZipFile,
    packed: tuple[PackedFile, ...],
    missing: frozenset[str],
    items: Mapping[str, EvidenceItem],
    source: str,
) -> None:
    """Refuse what is inside and not named, or named and not inside."""
    inside = set(archive.namelist()) - {MANIFEST, ASSESSMENT, f"{FOLDER}/"}
    for file in packed:
        if file.path not in inside:
            raise _refused(source, _ABSENT, name=file.path)
        if file.digest not in items:
            raise _refused(source, _UNNAMED, name=file.path)
    for name in sorted(inside - {file.path for file in packed}):
        raise _refused(source, _UNKNOWN, name=name)
    for digest in sorted(items.keys() - missing - {file.digest for file in packed}):
        raise _refused(source, _ABSENT, name=archive_path(items[digest]))


def _check_content(archive: ZipFile, file: PackedFile, source: str) -> None:
    digest, size = sha256(), 0
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        with archive.open(file.path) as entry:
            while block := entry.read(_BLOCK):
                size += len(block)
                if size > file.size:  # whatever its header says
                    raise _refused(source, _CHANGED, name=file.path)
                digest.update(block)
                copy.write(block)
        if size != file.size or digest.hexdigest() != file.digest:
            raise _refused(source, _CHANGED, name=file.path)
        try:
            kind = recognise(copy)
        except UnrecognisedError as error:
            raise _refused(source, _OTHER_KIND, name=file.path) from error
    if kind.media_type != file.media_type:
        raise _refused(source, _OTHER_KIND, name=file.path)


def _record(file: PackedFile, item: EvidenceItem, stamp: Stamp) -> FileRecord:
    kind = kind_of_media_type(file.media_type)
    name = safe_file_name(item.file_name, kind) if kind else file_mark(file.digest)
    actor = stamp.actor
    return FileRecord(
        *(file.digest, name, file.media_type, file.size),
        *(stamp.at, actor.name, actor.id),
    )


def _refused(source: str, template: str, **values: object) -> InvalidPortableFileError:
    return InvalidPortableFileError(source, (Problem(source, 0, 0, template, values),))
