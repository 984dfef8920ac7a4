"""Files of evidence: content by digest in a folder, what is known of them in tables."""

from assessment.storage.evidence.files import EvidenceStore, FolderStore, Kept
from assessment.storage.evidence.repository import EvidenceRepository, copy_files

__all__ = [
    "EvidenceRepository",
    "EvidenceStore",
    "FolderStore",
    "Kept",
    "copy_files",
]
