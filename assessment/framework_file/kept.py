"""Editions that the program ships beside the current one, found by key and edition.

They are frozen files: an assessment answered years ago is scored by what it answered.
"""

from functools import lru_cache
from pathlib import Path

from assessment import resources
from assessment.domain.framework import Framework
from assessment.framework_file.reading import load_framework


def kept_edition_path(key: str, edition: str) -> Path | None:
    """Return the file of a kept edition, None when the program has none."""
    name = f"{key}-{edition}.yaml"
    # Looked up in the list of files, so that no name leads out of the folder.
    return next((p for p in kept_edition_paths() if p.name == name), None)


def kept_edition_paths() -> tuple[Path, ...]:
    """Return the files of all kept editions, by name."""
    return tuple(sorted(resources.EDITIONS.glob("*.yaml")))


@lru_cache(maxsize=8)
def load_kept_edition(path: Path) -> Framework:
    """Read the kept edition in *path*; each is read once per process.

    Raises:
        InvalidFrameworkError: with every problem found in the file.
    """
    return load_framework(path)
