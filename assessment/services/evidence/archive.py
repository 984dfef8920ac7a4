"""An assessment with its files as one ZIP archive, written as it is sent.

``assessment.json`` is the portable file, ``files/`` holds the contents, ``manifest.json``
says which is which. No times stand in it: the same assessment gives the same bytes.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assessment.domain.answers import Answer, EvidenceItem
from assessment.domain.evidence import FileRecord, file_mark
from assessment.domain.framework import Framework
from assessment.portable import read_assessment
from assessment.storage.evidence import EvidenceStore

ARCHIVE_FORMAT = "assessment-files/1"
ASSESSMENT, MANIFEST, FOLDER = "assessment.json", "manifest.json", "files"
_BLOCK = 1 << 18
_PRIVATE = 0o600 << 16


def write_archive(
    text: str,
    framework: Framework,
    files: Mapping[str, FileRecord],
    contents: EvidenceStore,
) -> Iterator[bytes]:
    """Yield an archive piece by piece; never more than a block of a file in memory.

    Args:
        text: The portable file: of the whole, or the part of it that somebody sees.
        framework: The edition it answers.
        files: What is known of its files; those that no answer names are left out.
        contents: Where their contents are.

    Raises:
        InvalidPortableFileError: when *text* is none.
        StorageError: when a content cannot be read.
    """
    answers = read_assessment(text, ASSESSMENT, framework).answers
    named = _named(answers, framework)
    here = {d: i for d, i in named.items() if d in files and contents.exists(d)}
    manifest = {
        "format": ARCHIVE_FORMAT,
        "assessment": {"path": ASSESSMENT, "digest": sha256(text.encode()).hexdigest()},
        "files": [
            {
                "path": archive_path(item),
                "digest": digest,
                "media_type": files[digest].media_type,
                "size": files[digest].size,
            }
            for digest, item in here.items()
        ],
        "missing": sorted(named.keys() - here.keys()),
    }
    return _pieces(text, json.dumps(manifest, indent=1) + "\n", here, contents)


def archive_path(item: EvidenceItem) -> str:
    """Return where the file of *item* stands in the archive: told apart, and readable."""
    return f"{FOLDER}/{file_mark(item.file)}-{item.file_name}"


def _named(
    answers: Mapping[str, Answer], framework: Framework
) -> dict[str, EvidenceItem]:
    """Return the documents with a file by its digest, in the order of the framework."""
    found: dict[str, EvidenceItem] = {}
    for indicator in framework.indicators:
        answer = answers.get(indicator.key)
        for item in answer.evidence if answer else ():
            if item.file:
                found.setdefault(item.file, item)
    return found


def _pieces(
    text: str, manifest: str, here: Mapping[str, EvidenceItem], contents: EvidenceStore
) -> Iterator[bytes]:
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        for name, plain in ((ASSESSMENT, text), (MANIFEST, manifest)):
            archive.writestr(_entry(name, ZIP_DEFLATED), plain)
            yield sink.taken()
        for digest, item in here.items():
            content = contents.open(digest)
            if content is None:  # swept away since: the reader says so
                continue
            entry = _entry(archive_path(item), ZIP_STORED)
            with content, archive.open(entry, "w") as packed:
                while block := content.read(_BLOCK):
                    packed.write(block)
                    yield sink.taken()
    yield sink.taken()


def _entry(name: str, compression: int) -> ZipInfo:
    entry = ZipInfo(name)  # of 1980: no time of making
    entry.compress_type = compression
    entry.external_attr = _PRIVATE
    return entry


class _Sink:
    """What a ZIP archive is written to when it is sent on at once."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """Take *data*."""
        self._blocks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever sends takes what is there."""

    def close(self) -> None:
        """Do nothing: what is left is taken."""

    def taken(self) -> bytes:
        """Return what came since the last time."""
        data = b"".join(self._blocks)
        self._blocks.clear()
        return data
