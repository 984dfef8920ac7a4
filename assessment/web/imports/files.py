"""Files that came in an archive: kept already, and named on the way through a page.

Until the assessment is stored they belong to none, and are swept away after a day. The
page carries a signed note of what came, so that nobody can name files that they never had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeTimedSerializer

from assessment.domain.evidence import FileRecord
from assessment.errors import N_, InvalidPortableFileError, Problem
from assessment.services.evidence.unpacking import holds_assessment, unpack
from assessment.web.access import stamp
from assessment.web.person import current_person
from assessment.web.state import app_state

VALID_S = 20 * 3600
"""Shorter than what nobody names is kept."""
_SALT = "files-of-an-import"
_TOO_LATE = N_(
    "The files of this archive were read too long ago, and are no longer here. Choose the "
    "archive again."
)


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: its portable file, and the note of its files for the way back."""

    text: str
    came: str
    count: int


def read_archive(stream: object, name: str) -> Archive | None:
    """Return what an archive holds, its contents kept; None when it is no archive of ours.

    Raises:
        InvalidPortableFileError: in plain words, when it is not sound; nothing was kept.
        StorageError: when a content could not be kept.
    """
    if not holds_assessment(stream):  # type: ignore[arg-type]  # of a FileStorage
        return None
    state = app_state()
    unpacked = unpack(
        stream,  # type: ignore[arg-type]
        name,
        state.contents,
        state.frameworks.default,
        limits=state.settings.evidence,
        stamp=stamp(state.now()),
    )
    told = [_account(), _digest(unpacked.text), [_told(r) for r in unpacked.records]]
    came = _serializer().dumps(told) if unpacked.records else ""
    return Archive(unpacked.text, str(came), len(unpacked.records))


def files_that_came(
    notes: Iterable[str], files: Iterable[tuple[str, str]]
) -> Mapping[str, tuple[FileRecord, ...]]:
    """Return name -> what is to be known of the files that came with it.

    Args:
        notes: What a page carried.
        files: Name and text of the portable files.

    Raises:
        InvalidPortableFileError: when a note is too old, or the files are gone.
    """
    names = {_digest(text): name for name, text in files}
    found: dict[str, tuple[FileRecord, ...]] = {}
    contents = app_state().contents
    for note in filter(None, notes):
        try:
            account, digest, told = _serializer().loads(note, max_age=VALID_S)
        except BadSignature as error:
            raise _too_late() from error
        if account != _account() or digest not in names:
            continue
        records = tuple(_record(each) for each in told)
        if not all(contents.exists(record.digest) for record in records):
            raise _too_late()
        found[names[digest]] = records
    return found


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(app_state().settings.secret_key, salt=_SALT)


def _account() -> int:
    return current_person().id or 0


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _told(record: FileRecord) -> list[object]:
    return [
        *(record.digest, record.name, record.media_type, record.size),
        *(record.added_at.isoformat(), record.added_by, record.added_by_id),
    ]


def _record(told: list[str]) -> FileRecord:
    digest, name, media_type, size, at, by, account = told
    when = datetime.fromisoformat(at)
    id_ = None if account is None else int(account)
    return FileRecord(digest, name, media_type, int(size), when, by, id_)


def _too_late() -> InvalidPortableFileError:
    return InvalidPortableFileError("", (Problem("", 0, 0, _TOO_LATE),))
