"""Evidence as things of their own: files by digest, the register, what became of links."""

from assessment.domain.evidence.files import (
    FILE_KINDS,
    FILE_NAME_LENGTH,
    FileKind,
    FileRecord,
    file_mark,
    file_problems,
    is_digest,
    kind_of_media_type,
    safe_file_name,
)
from assessment.domain.evidence.links import LinkCheck, LinkState, state_of_status
from assessment.domain.evidence.register import (
    RegisterItem,
    changed_answer,
    described,
    files_named,
    item_key,
    links_named,
    register_of,
    without_item,
)

__all__ = [
    "FILE_KINDS",
    "FILE_NAME_LENGTH",
    "FileKind",
    "FileRecord",
    "LinkCheck",
    "LinkState",
    "RegisterItem",
    "changed_answer",
    "described",
    "file_mark",
    "file_problems",
    "files_named",
    "is_digest",
    "item_key",
    "kind_of_media_type",
    "links_named",
    "register_of",
    "safe_file_name",
    "state_of_status",
    "without_item",
]
