"""Files that back answers: which kinds there are, what they are called, what tells them apart.

A file is named by the SHA-256 of its content. Its name is what people see; it leads
nowhere, and nothing is ever opened by it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.text_check import TURNING, is_no_character, name_problems
from assessment.errors import N_, Problem

FILE_NAME_LENGTH = 120
MARK_LENGTH = 12
"""Digits of a digest that are printed: 48 bits tell the files of one assessment apart."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')
_SPACES = re.compile(r"\s+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names under which Windows knows machines, and no file can be saved."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that may be attached.

    Attributes:
        name: As people call it.
        endings: Of file names, without the dot; the first is the usual one.
    """

    name: str
    media_type: str
    endings: tuple[str, ...]

    @property
    def is_office(self) -> bool:
        """Whether it is a packed document of an office program."""
        return self.media_type.startswith("application/vnd.")


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

FILE_KINDS = (
    FileKind("PDF", "application/pdf", ("pdf",)),
    FileKind("PNG", "image/png", ("png",)),
    FileKind("JPEG", "image/jpeg", ("jpg", "jpeg")),
    FileKind("WebP", "image/webp", ("webp",)),
    FileKind("Word", f"{_OOXML}.wordprocessingml.document", ("docx",)),
    FileKind("Excel", f"{_OOXML}.spreadsheetml.sheet", ("xlsx",)),
    FileKind("PowerPoint", f"{_OOXML}.presentationml.presentation", ("pptx",)),
    FileKind("OpenDocument text", f"{_ODF}.text", ("odt",)),
    FileKind("OpenDocument spreadsheet", f"{_ODF}.spreadsheet", ("ods",)),
    FileKind("OpenDocument presentation", f"{_ODF}.presentation", ("odp",)),
)
"""All that may be attached. No plain text and no CSV: nothing in them says what they are,
and a spreadsheet runs what it takes for a formula."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of an assessment: what is known of it besides its content.

    Attributes:
        digest: SHA-256 of its content, in hexadecimal digits.
        size: In bytes.
        added_by: Name, also when the account is gone.
        added_by_id: The account; None: the command line, or a copied assessment.
    """

    digest: str
    name: str
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    added_by_id: int | None = None

    @property
    def mark(self) -> str:
        """The first digits of its digest, as it is printed."""
        return file_mark(self.digest)


def is_digest(text: str) -> bool:
    """Return whether *text* has the form of the digest of a file."""
    return bool(_DIGEST.fullmatch(text))


def file_mark(digest: str) -> str:
    """Return the first digits of *digest*, enough to tell files apart on paper."""
    return digest[:MARK_LENGTH]


def kind_of_media_type(media_type: str) -> FileKind | None:
    """Return the kind of *media_type*; None when such files are not taken."""
    return next((k for k in FILE_KINDS if k.media_type == media_type), None)


def safe_file_name(name: str, kind: FileKind) -> str:
    """Return *name* so that it can be shown, saved anywhere, and says what the file is.

    Folders before it, characters that no system takes and those that nobody sees go; a
    name that ends otherwise than its content says gets the ending of its kind.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if _is_kept(c))
    plain = _SPACES.sub(" ", _NOT_IN_NAMES.sub("-", seen)).strip()
    stem, dot, ending = plain.rpartition(".")
    if not dot or ending.lower() not in kind.endings:
        stem, ending = plain, kind.endings[0]
    stem = stem.strip(" .")
    if _DEVICES.fullmatch(stem):
        stem = f"_{stem}"
    room = FILE_NAME_LENGTH - len(ending) - 1
    stem = stem[:room].rstrip(" .")
    if not any(unicodedata.category(c)[0] in "LNPS" for c in stem):
        stem = "file"
    return f"{stem}.{ending}"


def file_problems(digest: str, name: str, path: str) -> Iterator[Problem]:
    """Check what a document says of its file; *path* names the document."""
    if digest and not is_digest(digest):
        yield _problem(
            f"{path}.file", N_("A file is named by 64 digits 0-9 and letters a-f.")
        )
    if bool(digest) != bool(name.strip()):
        yield _problem(
            f"{path}.file", N_("A file has both a digest and a name, or neither.")
        )
    yield from name_problems(name, FILE_NAME_LENGTH, f"{path}.file_name")
    if _NOT_IN_NAMES.search(name) or "\n" in name or name.startswith("."):
        yield _problem(
            f"{path}.file_name",
            N_('This cannot be the name of a file: leave out / \\ : * ? " < > |.'),
        )


def _is_kept(character: str) -> bool:
    return (
        character not in TURNING
        and not is_no_character(character)
        and (character.isspace() or unicodedata.category(character)[0] != "C")
    )


def _problem(path: str, template: str) -> Problem:
    return Problem(path, 0, 0, template, {}, path)
