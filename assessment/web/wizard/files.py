"""A file of evidence as pages show it: its name, its size, where to get it."""

from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import FileRecord, file_mark
from assessment.errors import N_
from assessment.evidence_settings import MB
from assessment.texts import Texts
from assessment.web.frame import Opened

_KB = N_("%(size)s kB")
_MB = N_("%(size)s MB")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that a document names.

    Attributes:
        mark: The first digits of its digest, as reports print it.
        url: Where to get it; empty when it is not here.
        size: In words; empty when it is not here.
    """

    digest: str
    mark: str
    name: str
    size: str = ""
    url: str = ""


def file_view(work: Opened, item: EvidenceItem, file: FileRecord | None) -> FileView:
    """Return what is shown of the file that *item* names; *file* is None when not here."""
    if file is None:
        return FileView(item.file, file_mark(item.file), item.file_name)
    return FileView(
        item.file,
        file.mark,
        file.name,
        size_text(file.size, work.texts),
        url_for("evidence.download", assessment_id=work.stored.id, digest=item.file),
    )


def size_text(size: int, texts: Texts) -> str:
    """Return a size in kilobytes, or from one on in megabytes; never as nothing."""
    if size < MB:
        return texts.gettext(_KB, size=texts.number(max(1, round(size / _THOUSAND))))
    return texts.gettext(_MB, size=texts.number(Decimal(size) / MB, 1))
