"""Where the contents of files are kept, for whoever may not know of storage."""

from pathlib import Path

from assessment.storage.evidence import EvidenceStore, FolderStore

__all__ = ["EvidenceStore", "contents_in"]


def contents_in(folder: Path) -> EvidenceStore:
    """Return the store of contents in *folder*; nothing is made before it is used."""
    return FolderStore(folder)
