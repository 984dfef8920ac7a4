"""Settings of evidence: where files are kept, how large they may be, whether links are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assessment.errors import N_, SettingsError

MB = 1_000_000
_MOST_FILE_MB = 100
"""A larger file does not travel over the lines that people have."""
_MOST_FILES_MB = 1_000_000
_TRUE = frozenset({"1", "yes", "true", "on", ""})
_FALSE = frozenset({"0", "no", "false", "off"})


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """What an operator may choose about evidence.

    Attributes:
        folder: Where files are kept, the same for every web process; None: in the data
            folder.
        file_bytes: How large one file may be.
        files_bytes: How large all files of one assessment may be together.
        asks_links: Whether the program may ask the sites behind links; ``no`` where it
            has no way out.
        asks_anywhere: Also on this machine and in its network. For tests; no variable
            of the environment sets it.
    """

    folder: Path | None = None
    file_bytes: int = 10 * MB
    files_bytes: int = 500 * MB
    asks_links: bool = True
    asks_anywhere: bool = False


DEFAULT_EVIDENCE = EvidenceSettings()


def evidence_settings(environment: Mapping[str, str]) -> EvidenceSettings:
    """Return what the environment says of evidence.

    Raises:
        SettingsError: when something cannot be understood.
    """
    folder = environment.get("ASSESSMENT_EVIDENCE", "").strip()
    return EvidenceSettings(
        Path(folder) if folder else None,
        _megabytes(environment, "ASSESSMENT_FILE_MB", 10, _MOST_FILE_MB),
        _megabytes(environment, "ASSESSMENT_FILES_MB", 500, _MOST_FILES_MB),
        _asks_links(environment),
    )


def _megabytes(
    environment: Mapping[str, str], name: str, default: int, most: int
) -> int:
    given = environment.get(name, "").strip() or str(default)
    is_number = given.isascii() and given.isdecimal() and len(given) <= len(str(most))
    if not is_number or not 1 <= int(given) <= most:
        raise SettingsError(
            N_("{name} is “{given}”; write a whole number of megabytes, 1 to {most}."),
            name=name,
            given=given,
            most=most,
        )
    return int(given) * MB


def _asks_links(environment: Mapping[str, str]) -> bool:
    given = environment.get("ASSESSMENT_CHECK_LINKS", "").strip().lower()
    if given in _TRUE | _FALSE:
        return given in _TRUE
    raise SettingsError(
        N_("{name} is “{given}”; write yes or no."),
        name="ASSESSMENT_CHECK_LINKS",
        given=given,
    )
