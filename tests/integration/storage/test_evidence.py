"""Contents by digest: once, whole or not at all, closed to others; rows beside them."""

import os
import resource
import signal
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest

from assessment.domain.evidence import FileRecord, LinkCheck, LinkState
from assessment.errors import StorageError
from assessment.services.assessments.making import create_assessment
from assessment.services.people.accounts import create_account
from assessment.services.people.leaving import account_data, erase_account
from assessment.storage.evidence import EvidenceRepository, FolderStore, copy_files
from tests.builders import a_framework, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.teams import OURS, a_team

FRAMEWORK = a_framework(an_indicator("law"))
HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
FILE = FileRecord(HELLO, "law.pdf", "application/pdf", 5, NOON, "Anna", None)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "evidence"


def files_in(folder):
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def test_the_same_content_is_kept_once_and_given_back(folder):
    store = FolderStore(folder)
    first = store.put(BytesIO(b"hello"))
    assert (first.digest, first.size) == (HELLO, 5)
    assert store.put(BytesIO(b"hello")) == first
    assert files_in(folder) == [f"2c/{HELLO}"]
    with store.open(HELLO) as opened:
        assert opened.read() == b"hello"
    assert store.exists(HELLO)


def test_files_and_folders_are_closed_to_others(folder):
    FolderStore(folder).put(BytesIO(b"hello"))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "2c").stat().st_mode & 0o777 == 0o700
    assert (folder / "2c" / HELLO).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "2c", HELLO.upper()])
def test_nothing_is_opened_by_what_is_no_digest(folder, name):
    store = FolderStore(folder)
    store.put(BytesIO(b"hello"))
    assert store.open(name) is None
    assert not store.exists(name)


def test_an_upload_that_breaks_off_leaves_nothing(folder):
    class Broken(BytesIO):
        def read(self, *_args):
            raise OSError(28, "No space left on device")

    store = FolderStore(folder)
    with pytest.raises(StorageError, match="is full: the file was not kept"):
        store.put(Broken())
    assert files_in(folder) == []


def test_a_disk_that_fills_up_is_told_and_leaves_nothing(folder):
    """A real limit of the system on what a process may write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(StorageError, match="cannot be used"):
            FolderStore(folder).put(BytesIO(b"x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert files_in(folder) == []


def test_only_what_nobody_needs_and_is_old_is_swept(folder):
    store = FolderStore(folder)
    old, young, needed = (store.put(BytesIO(t)) for t in (b"old", b"young", b"needed"))
    (folder / ".incoming-1").write_bytes(b"half")
    for name in (old.digest, needed.digest):
        os.utime(folder / name[:2] / name, (1, 1))
    os.utime(folder / ".incoming-1", (1, 1))
    gone = store.sweep(lambda digest: digest == needed.digest)
    assert {kept.digest for kept in gone} == {old.digest, ".incoming-1"}
    assert store.exists(young.digest)
    assert store.exists(needed.digest)
    # Who brings it again makes it young, so that its row can be written.
    os.utime(folder / young.digest[:2] / young.digest, (1, 1))
    store.put(BytesIO(b"young"))
    assert store.sweep(lambda _: False) != ()
    assert store.exists(young.digest)


@pytest.fixture
def stored(store):
    a_team(store, OURS)
    return create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=OURS
    )


def test_rows_are_kept_once_and_copied(store, stored):
    other = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=OURS
    )
    with store.writing() as session:
        rows = EvidenceRepository(session)
        rows.add(stored.id, FILE)
        rows.add(stored.id, FILE)
        assert copy_files(session, stored.id, other.id) == 1
        assert copy_files(session, stored.id, other.id) == 0
    with store.reading() as session:
        rows = EvidenceRepository(session)
        assert rows.files(other.id) == {HELLO: FILE}
        assert rows.find(uuid4(), HELLO) is None
        assert rows.total_size(stored.id) == 5
        assert rows.has(HELLO)
        assert not rows.has("ab" * 32)


def test_a_newer_look_at_a_link_takes_the_place_of_the_older(store, stored):
    link = "https://law.example"
    later = NOON + timedelta(days=1)
    checks = [
        LinkCheck(link, LinkState.SILENT, NOON),
        LinkCheck(link, LinkState.FOUND, later, 200),
    ]
    for check in checks:
        with store.writing() as session:
            EvidenceRepository(session).keep_checks(stored.id, [check])
    with store.reading() as session:
        assert EvidenceRepository(session).link_checks(stored.id) == {link: checks[1]}


def test_who_leaves_takes_their_name_from_files(store, stored):
    account = create_account(store, "ben@example.org", password=None, now=NOON).id
    file = FileRecord(HELLO, "law.pdf", "application/pdf", 5, NOON, "Ben", account)
    with store.writing() as session:
        EvidenceRepository(session).add(stored.id, file)
    assert "law.pdf" in account_data(store, account)
    erase_account(store, account, NOON, secret="s" * 32)
    with store.reading() as session:
        assert EvidenceRepository(session).find(stored.id, HELLO).added_by == ""
