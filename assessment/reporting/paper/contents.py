"""What a finished report carries, and how it compares with one made anew: plain data.

Apart from the modules that read and write PDFs, so that whoever only passes this on does
not load them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

ATTACHED_FIRST = "/Source"

STAMPS = (
    *("ReportKind", "ReportProgram", "ReportEdition", "ReportBeside"),
    "ReportState",
)
"""What a report says of its making, for whoever makes it anew: its kind, a digest of the
program and its libraries, a digest of the edition of the framework, what the further
attached files are, and the state that was reported on."""

_CODE_GROUP = 4


@dataclass(frozen=True, slots=True)
class ReportContents:
    """What a report says of itself, besides its pages.

    Attributes:
        attachments: The portable files inside it; the answers reported on come first.
        language: The language it is in.
        made_on: When it says that it was made: ISO 8601 in UTC.
        stamps: What the maker stamped into it (see :data:`STAMPS`).
    """

    attachments: tuple[str, ...]
    language: str
    made_on: str
    stamps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something on paper that is not what the answers give."""

    place: str
    printed: str
    computed: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How a report differs from the same report made anew.

    Attributes:
        same: Whether all that it shows is the same, object by object.
        figures: How many figures were compared.
        differences: The figures that differ.
        words: Other texts that differ, by the page they begin on.
        pages: Numbers of the pages that are drawn differently.
        foreign: What our reports never have, such as invisible text, by page.
    """

    same: bool
    figures: int
    differences: tuple[Difference, ...]
    words: tuple[Difference, ...]
    pages: tuple[int, ...]
    foreign: tuple[tuple[int, str], ...]


def code_of(*attachments: str) -> str:
    """Return the fingerprint of *attachments*: SHA-256 in groups of four.

    Of several it is that of their texts one after the other, so that ``sha256sum`` can
    work it out as well. Empty without any.
    """
    if not attachments:
        return ""
    digest = hashlib.sha256("".join(attachments).encode()).hexdigest()
    groups = range(0, len(digest), _CODE_GROUP)
    return " ".join(digest[start : start + _CODE_GROUP] for start in groups)
