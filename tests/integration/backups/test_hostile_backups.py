"""A backup may be anything: it is refused in words, and nothing of it is kept."""

import json
import struct
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from assessment.errors import InvalidBackupError
from assessment.services.backups.manifest import MANIFEST
from assessment.services.backups.reading import opened_backup
from assessment.services.backups.restoring import is_empty
from tests.backups import Place, manifest_of, repacked
from tests.integration.backups.conftest import Installed

ROLE = "tables/role.jsonl"
Change = Callable[[dict[str, Any]], object]


def with_table(file: Path, to: Path, name: str, rows: bytes) -> Path:
    """Return a backup with other rows in a table, and a manifest that fits them."""
    manifest = manifest_of(file)
    (table,) = (each for each in manifest["tables"] if each["name"] == name)
    told = {"size": len(rows), "digest": sha256(rows).hexdigest()}
    table.update(told, rows=rows.count(b"\n"))
    return repacked(
        file,
        to,
        {f"tables/{name}.jsonl": rows, MANIFEST: json.dumps(manifest).encode()},
    )


def with_manifest(file: Path, to: Path, change: Change) -> Path:
    """Return a backup that says something else of itself."""
    manifest = manifest_of(file)
    change(manifest)
    return repacked(file, to, {MANIFEST: json.dumps(manifest).encode()})


def refused(file: Path, tmp_path: Path, words: str) -> None:
    """Check that a backup is refused, and leaves neither rows nor files."""
    place = Place.at(tmp_path / "place")
    with pytest.raises(InvalidBackupError, match=words) as caught:
        place.restored(file)
    assert "\n" not in str(caught.value)
    assert is_empty(place.url)
    assert not place.contents()
    assert not place.secret
    assert sorted(each.name for each in tmp_path.iterdir()) <= ["a.zip", "place"]


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/outside",
        "tables/../../outside",
        "evidence/ab/" + "ab" * 32,
        "C:\\outside",
        "tables/unknown.jsonl",
        "tables/",
    ],
)
def test_what_the_manifest_does_not_name(
    installed: Installed, tmp_path: Path, name: str
) -> None:
    file = repacked(installed.archive, tmp_path / "a.zip", {}, {name: b"x"})

    refused(file, tmp_path, "does not name")


def test_a_name_twice(installed: Installed, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        file = repacked(installed.archive, tmp_path / "a.zip", {}, {ROLE: b"[]\n"})

    refused(file, tmp_path, "twice")


def test_something_missing(installed: Installed, tmp_path: Path) -> None:
    file = repacked(installed.archive, tmp_path / "a.zip", {ROLE: None})

    refused(file, tmp_path, "lacks")


def test_other_bytes(installed: Installed, tmp_path: Path) -> None:
    with ZipFile(installed.archive) as archive:
        rows = archive.read(ROLE)
    other = rows.replace(b"old", b"new")
    assert len(other) == len(rows)
    file = repacked(installed.archive, tmp_path / "a.zip", {ROLE: other})

    refused(file, tmp_path, "does not fit its digest")


def entry(mode: int = 0o100600, compression: int = ZIP_DEFLATED) -> ZipInfo:
    made = ZipInfo(ROLE)
    made.external_attr = mode << 16
    made.compress_type = compression
    return made


@pytest.mark.parametrize(
    "odd",
    [entry(0o120777), entry(0o010600), entry(compression=ZIP_BZIP2)],
    ids=["link", "pipe", "packed otherwise"],
)
def test_links_and_other_packing(
    installed: Installed, tmp_path: Path, odd: ZipInfo
) -> None:
    with ZipFile(installed.archive) as old:
        rows = old.read(ROLE)
    file = repacked(installed.archive, tmp_path / "a.zip", {ROLE: None})
    with ZipFile(file, "a") as archive:
        archive.writestr(odd, rows, compress_type=odd.compress_type)

    refused(file, tmp_path, "a link, encrypted, or packed")


def test_a_bomb(installed: Installed, tmp_path: Path) -> None:
    rows = b" " * (40 << 20) + b"\n"
    file = with_table(installed.archive, tmp_path / "a.zip", "role", rows)

    refused(file, tmp_path, "grows too large")


def test_more_than_is_said_of_it(installed: Installed, tmp_path: Path) -> None:
    """The archive itself lies about the size of a member."""
    with ZipFile(installed.archive) as old:
        rows = old.read(ROLE)
    file = repacked(
        installed.archive, tmp_path / "a.zip", {ROLE: rows + rows}, {"x": b""}
    )
    data = file.read_bytes().replace(
        struct.pack("<L", len(rows) * 2), struct.pack("<L", len(rows))
    )
    file.write_bytes(data)
    with ZipFile(file) as archive:
        assert archive.getinfo(ROLE).file_size == len(rows)

    refused(file, tmp_path, "does not name|does not fit|damaged")


@pytest.mark.parametrize(
    ("name", "rows", "words"),
    [
        ("role", b'[1,"a",null,"x"]', "does not fit its digest"),
        ("role", b"[1]\n", "other columns"),
        ("role", b"{}\n", "other columns"),
        ("role", b"not json\n", "is none"),
        ("role", b'["1","a",null,null]\n', "does not take"),
        ("role", b'[true,"a",null,null]\n', "does not take"),
        ("role", b'[99999999999999999999,"a",null,null]\n', "does not take"),
        ("role", b'[1,"a",null,null]\n[1,"b",null,null]\n', "does not take"),
        ("role", b'[1,"a\\ud800",null,null]\n', "does not take"),
        ("account_role", b"[4711,3]\n", "refers to rows|does not take"),
        ("parked_text", b'["p","not base 64!","2026-05-04T12:00:00Z"]\n', "not take"),
        ("parked_text", b'["p","","yesterday"]\n', "does not take"),
        ("parked_text", b'["p","","2026-05-04T12:00:00+09:00"]\n', "does not take"),
        ("evidence_file", b"", "other files of evidence"),
        ("trail_head", b"", "trail was altered"),
        ("audit_entry", b"", "trail was altered"),
    ],
)
def test_rows_that_are_none(
    installed: Installed, tmp_path: Path, name: str, rows: bytes, words: str
) -> None:
    file = with_table(installed.archive, tmp_path / "a.zip", name, rows)

    place = Place.at(tmp_path / "place")
    with pytest.raises(InvalidBackupError, match=words):
        place.restored(file)
    assert is_empty(place.url)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "rows",
    [
        b'[1,"a\\u0000b",null,null]\n',
        b'[1,"' + b"x" * 81 + b'",null,null]\n',
        b'[2147483648,"a",null,null]\n',
    ],
    ids=["nothing as a character", "too long", "too large"],
)
def test_what_only_postgresql_cannot_hold(
    installed: Installed,
    new_place: Callable[[str], Place],
    tmp_path: Path,
    rows: bytes,
) -> None:
    file = with_table(installed.archive, tmp_path / "a.zip", "role", rows)
    place = new_place("postgresql")

    with pytest.raises(InvalidBackupError, match="after row 0 of role"):
        place.restored(file)

    assert is_empty(place.url)


def unknown_table(manifest: dict[str, Any]) -> None:
    (role,) = (each for each in manifest["tables"] if each["name"] == "role")
    role["name"] = "sqlite_master"


def session_table(manifest: dict[str, Any]) -> None:
    (role,) = (each for each in manifest["tables"] if each["name"] == "role")
    role["name"] = "account_session"


def named_otherwise(manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["name"] = "account; DROP TABLE account"


def other_columns(manifest: dict[str, Any]) -> None:
    columns = manifest["tables"][0]["columns"]
    columns["owner"] = columns.pop("password")


def two_the_same(manifest: dict[str, Any]) -> None:
    manifest["tables"].append(manifest["tables"][0])


def negative(manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["rows"] = -1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.update(format="assessment-backup/2"), "newer program"),
        (lambda m: m.update(schema="9999"), "newer program"),
        (lambda m: m.update(format="else/1"), "no backup of this program"),
        (lambda m: m.update(schema="../1"), "no backup of this program"),
        (lambda m: m.update(tables={"a": 1}), "no backup of this program"),
        (lambda m: m.pop("files"), "no backup of this program"),
        (named_otherwise, "no backup of this program"),
        (two_the_same, "no backup of this program"),
        (negative, "no backup of this program"),
        (unknown_table, "lacks|does not name"),
        (other_columns, "other columns"),
    ],
)
def test_manifests_that_cannot_be(
    installed: Installed, tmp_path: Path, change: Change, words: str
) -> None:
    file = with_manifest(installed.archive, tmp_path / "a.zip", change)

    refused(file, tmp_path, words)


@pytest.mark.parametrize(
    ("name", "change"),
    [("sqlite_master", unknown_table), ("account_session", session_table)],
)
def test_tables_that_are_none_of_a_backup(
    installed: Installed, tmp_path: Path, name: str, change: Change
) -> None:
    manifest = manifest_of(installed.archive)
    change(manifest)
    with ZipFile(installed.archive) as archive:
        rows = archive.read(ROLE)
    changes = {ROLE: None, MANIFEST: json.dumps(manifest).encode()}
    file = repacked(
        installed.archive, tmp_path / "a.zip", changes, {f"tables/{name}.jsonl": rows}
    )

    place = Place.at(tmp_path / "place")
    with pytest.raises(InvalidBackupError, match=f"a table “{name}”"):
        place.restored(file)
    assert is_empty(place.url)


def test_another_secret_than_the_manifest_tells_of(
    installed: Installed, tmp_path: Path
) -> None:
    file = with_manifest(
        installed.archive, tmp_path / "a.zip", lambda m: m.update(secret_mark="0" * 16)
    )

    refused(file, tmp_path, "secret")


@pytest.mark.parametrize("size", [0, 3, 200, 5_000])
def test_half_a_backup(installed: Installed, tmp_path: Path, size: int) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(installed.archive.read_bytes()[:size])

    refused(file, tmp_path, "no ZIP archive|damaged")


def test_any_turned_byte_is_noticed_or_does_not_matter(
    installed: Installed, tmp_path: Path
) -> None:
    """One byte after another, all over the archive: refused, or the same is put back."""
    whole = installed.archive.read_bytes()
    file = tmp_path / "a.zip"
    for number, at in enumerate(range(0, len(whole), len(whole) // 8)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        place = Place.at(tmp_path / str(number))
        try:
            place.restored(file)
        except InvalidBackupError:
            assert is_empty(place.url)
        else:
            assert place.rows()["page"] == installed.place.rows()["page"]


def test_any_turned_byte_of_the_end_is_told_as_damage(
    installed: Installed, tmp_path: Path
) -> None:
    """The last record says where all others are; much of it may lead before the file."""
    whole = installed.archive.read_bytes()
    file = tmp_path / "a.zip"
    told = 0
    for at in range(len(whole) - 22, len(whole)):
        for turned in (0x01, 0x55, 0xFF):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ turned]) + whole[at + 1 :])
            try:
                with opened_backup(file):
                    pass
            except InvalidBackupError:
                told += 1
    assert told > 30


def test_a_stored_archive_of_another_kind(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with ZipFile(file, "w", ZIP_STORED) as archive:
        archive.writestr("assessment.json", "{}")

    refused(file, tmp_path, "manifest.json is not inside")
