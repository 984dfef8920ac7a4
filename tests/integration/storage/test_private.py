"""A country's answers are for the account of the program alone."""

import os
import stat
from pathlib import Path

import pytest

from assessment.config import Settings
from assessment.private_files import close_to_others
from assessment.storage.engine import open_store
from tests.integration.storage.test_trouble import without_the_powers_of_root

posix = pytest.mark.skipif(os.name != "posix", reason="rights of another kind")


def mode(path: Path) -> int:
    """Return the rights of *path*."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def generous() -> object:
    """Work under the usual umask."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@posix
def test_what_is_made_is_closed_from_the_beginning(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "data"
    Settings.from_environment({"ASSESSMENT_DATA": str(folder)})
    store = open_store(f"sqlite:///{folder / 'assessment.sqlite'}")
    with store.writing():
        pass

    assert mode(folder) == 0o700
    assert {file.name: mode(file) for file in folder.iterdir()} == {
        file.name: 0o600 for file in folder.iterdir()
    }
    store.close()


@posix
def test_what_was_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "reports").mkdir(parents=True)
    report = folder / "reports" / "report.pdf"
    report.write_bytes(b"%PDF-")
    open_store(f"sqlite:///{folder / 'assessment.sqlite'}").close()
    for path in (folder, folder / "reports"):
        path.chmod(0o755)
    for file in (report, folder / "assessment.sqlite"):
        file.chmod(0o644)

    problems = close_to_others(folder)

    assert problems == ()
    assert (mode(folder), mode(folder / "reports")) == (0o700, 0o700)
    assert (mode(report), mode(folder / "assessment.sqlite")) == (0o600, 0o600)


@posix
def test_a_folder_that_others_use_keeps_its_rights_and_it_is_said(
    tmp_path: Path,
) -> None:
    open_store(f"sqlite:///{tmp_path / 'assessment.sqlite'}").close()
    (tmp_path / "thesis.txt").write_text("not ours")
    tmp_path.chmod(0o755)
    (tmp_path / "thesis.txt").chmod(0o644)

    (problem,) = close_to_others(tmp_path)

    assert "a folder of its own" in problem.message
    assert (mode(tmp_path), mode(tmp_path / "thesis.txt")) == (0o755, 0o644)
    assert mode(tmp_path / "assessment.sqlite") == 0o600


@posix
def test_links_lead_to_no_files_of_others(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "a.txt").write_text("theirs")
    (theirs / "a.txt").chmod(0o644)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "reports").symlink_to(theirs)

    close_to_others(folder)

    assert mode(theirs / "a.txt") == 0o644


@posix
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_cannot_be_closed_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        if folder != Path("/") and "pytest" in folder.name:
            folder.chmod(0o755)

    with without_the_powers_of_root():
        (problem,) = close_to_others(tmp_path)

    assert "cannot be changed" in problem.message
