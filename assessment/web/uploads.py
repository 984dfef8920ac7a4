"""Uploads: how much of a request is taken, and where it waits meanwhile.

A file that is too large is read to its end and thrown away beyond the limit, so that what
was typed beside it still arrives, and the page can say which file it was.
"""

from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Request, request
from flask_security import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from assessment.config import MAX_FORM_BYTES, Settings
from assessment.evidence_settings import MB
from assessment.services.evidence.adding import Upload
from assessment.web.kept import MOST_BYTES
from assessment.web.state import app_state

FILES_AT_ONCE = 20
"""As many as there are rows on a page."""
IN_MEMORY = 256 * 1024
TAKE_FILES = frozenset(
    {"wizard.save_indicator", "wizard.clear_indicator", "evidence.upload"}
)
"""Routes that take files beside what is typed. All others keep the limit of forms."""
TAKES_ARCHIVES = "imports.bring_in"
_MOST_BYTES = 200 * MB


class BoundedFile(SpooledTemporaryFile[bytes]):
    """Keeps what is written up to a limit, and counts the rest.

    Attributes:
        received: All bytes that came.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(max_size=IN_MEMORY)
        self._limit = limit
        self.received = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep *data* as far as there is room."""
        room = max(0, self._limit - self.received)
        self.received += len(data)
        if room:
            super().write(data[:room])
        return len(data)


class UploadRequest(Request):
    """A request whose files take no more room than one may have."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.endpoint in TAKE_FILES:
            return BoundedFile(app_state().settings.evidence.file_bytes)
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )


def allow_uploads(settings: Settings) -> None:
    """Let a page that takes files take more than the others, from who is signed in."""
    if request.endpoint not in TAKE_FILES | {TAKES_ARCHIVES}:
        return
    if not current_user.is_authenticated:
        return
    if request.endpoint == TAKES_ARCHIVES:
        request.max_content_length = _MOST_BYTES
    elif request.mimetype == "multipart/form-data":  # a script sends texts alone
        files = FILES_AT_ONCE * settings.evidence.file_bytes
        request.max_content_length = max(files, _MOST_BYTES) + MAX_FORM_BYTES
        _limit_texts()


def _limit_texts() -> None:
    """Refuse texts beyond the limit of forms, once all of them are read.

    Refused in mid-stream, they could not be shown again, to be made shorter.
    """
    request.max_form_memory_size = MOST_BYTES
    sizes = (len(value.encode()) for _, value in request.form.items(multi=True))
    if sum(sizes) > MAX_FORM_BYTES:
        raise RequestEntityTooLarge


def upload_of(file: FileStorage) -> Upload:
    """Return what was brought in one field."""
    stream = file.stream
    received = stream.received if isinstance(stream, BoundedFile) else None
    return Upload(file.filename or "", stream, received)
