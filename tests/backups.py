"""Installations for tests of backups, and their backups."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import insert

from assessment.services.backups.making import (
    Installation,
    MadeBackup,
    make_backup,
)
from assessment.services.backups.manifest import MANIFEST
from assessment.services.backups.reading import opened_backup
from assessment.services.backups.restoring import Restored, Target, restore
from assessment.services.evidence.contents import contents_in
from assessment.storage.copies.taking import taking
from assessment.storage.engine import Store
from assessment.storage.tables import (
    COMMENTS,
    account_role_table,
    account_session_table,
    assignment_table,
    attempt_table,
    former_author_table,
    headline_table,
    invitation_table,
    invited_ask_table,
    link_check_table,
    parked_text_table,
    passkey_table,
    publication_table,
    reply_table,
    role_table,
    snapshot_table,
)
from tests.databases import NOON
from tests.web import SECRET

KEPT_SECRET = SECRET
"""What the sites of tests are signed with: a second factor opens with it alone."""
_SMALLEST = timedelta(microseconds=1)
Rows = Mapping[str, list[list[Any]]]


@dataclass(frozen=True)
class Place:
    """A data folder, and the address of its database."""

    folder: Path
    url: str

    @classmethod
    def at(cls, folder: Path, url: str = "") -> "Place":
        return cls(folder, url or f"sqlite:///{folder / 'assessment.sqlite'}")

    @property
    def secret(self) -> str:
        file = self.folder / "secret-key"
        return file.read_text() if file.is_file() else ""

    def backed_up(self, file: Path) -> MadeBackup:
        """Make a backup to *file*."""
        here = Installation(
            self.url,
            contents_in(self.folder / "evidence"),
            self.secret,
            bool(self.secret),
            ("ASSESSMENT_URL",),
        )
        return make_backup(here, file, now=NOON, tell=lambda _line: None)

    def restored(
        self, file: Path, *, replace: bool = False, altered: bool = False
    ) -> Restored:
        """Put the backup in *file* here."""
        target = Target(
            self.url,
            contents_in(self.folder / "evidence"),
            self.folder / "secret-key",
            self.secret,
        )
        with opened_backup(file) as backup:
            return restore(
                backup,
                target,
                lambda _line: None,
                replace=replace,
                accept_altered=altered,
            )

    def rows(self) -> Rows:
        """Return all rows of all tables, as a backup would write them."""
        with taking(self.url) as taken:
            return {shape.name: list(taken.rows(shape)) for shape in taken.shapes}

    def contents(self) -> dict[str, bytes]:
        """Return the contents of evidence by digest."""
        files = (self.folder / "evidence").rglob("*")
        return {file.name: file.read_bytes() for file in files if file.is_file()}


def with_one_of_everything(store: Store, assessment: UUID, account: int) -> None:
    """Put a row into every table that an ordinary installation may leave empty."""
    passkey = {
        "account_id": account,
        "name": "Key",
        "credential_id": bytes(range(256)),
        "public_key": b"\x00\xff key",
        "sign_count": 2**31 - 1,
        "transports": ["usb", "nfc"],
        "device_type": "single_device",
        "backup_state": False,
        "created_at": NOON + _SMALLEST,
        "lastuse_datetime": NOON.replace(tzinfo=None),
    }
    comment = {
        "id": UUID(int=7),
        "assessment_id": assessment,
        "indicator_key": "law",
        "at": NOON - _SMALLEST,
        "author_id": account,
        "author": "Zoë “A\\B” \u2028 العربية 日本 👩\u200d👧",
        "text": 'Two\nlines, a tab\t, "quotes" and \\u0041.',
        "is_return": True,
    }
    ask = {
        "id": UUID(int=8),
        "assessment_id": assessment,
        "email": "new@example.org",
        "kind": "indicator",
        "key": "law",
        "due": NOON.date(),
        "note": "",
        "asked_at": NOON,
    }
    invitation = {
        "id": UUID(int=9),
        "digest": "d" * 64,
        "email": "new@example.org",
        "roles": "reader",
        "language": "ar",
        "made_at": NOON,
        "ends_at": NOON,
    }
    link = {
        "assessment_id": assessment,
        "link": "https://example.org/?a=1",
        "checked_at": NOON,
        "state": "gone",
        "status": 404,
    }
    with store.writing() as session:
        for table, values in (
            (passkey_table, passkey),
            (COMMENTS, comment),
            (invited_ask_table, ask),
            (invitation_table, invitation),
            (link_check_table, link),
            (former_author_table, {"account_id": 4711, "mark": "m" * 64}),
            (role_table, {"id": 3, "name": "old", "permissions": ["a", "b"]}),
            (account_role_table, {"account_id": account, "role_id": 3}),
            (parked_text_table, {"digest": "p", "text": b"\x00", "ends_at": NOON}),
            (attempt_table, {"key": "address", "count": 3, "ends_at": NOON}),
            (
                account_session_table,
                {
                    "digest": "s",
                    "account_id": account,
                    "created_at": NOON,
                    "seen_at": NOON,
                },
            ),
        ):
            session.execute(insert(table).values(values))


def with_a_publication(store: Store, assessment: UUID, team: UUID, account: int) -> str:
    """Put rows of a life after the draft in; return the code of the cleared version."""
    words = '{"note": "Kept to the last space  "}\n'
    snapshot = {
        "id": UUID(int=11),
        "assessment_id": assessment,
        "digest": sha256(words.encode()).hexdigest(),
        "code": "1111-2222-33333",
        "text": words,
        "made_at": NOON,
        "cleared_by": "A. Person",
        "cleared_function": "Head",
        "cleared_on": NOON.date(),
        **dict.fromkeys(("country", "country_name", "kind", "period", "scope"), "XS"),
        **dict.fromkeys(("respondent", "language", "framework", "edition"), ""),
        "edition_digest": "",
    }
    publication = {
        "snapshot_id": UUID(int=11),
        "assessment_id": assessment,
        "visibility": "all",
        "published_at": NOON,
        "reason": "",
        "revision": 4,
    }
    headline = {
        "snapshot_id": UUID(int=11),
        "digest": snapshot["digest"],
        "band": "",
        "answered": 1,
        "applicable": 3,
        "is_provisional": True,
        "score": "33.33333333333333333333333333",
    }
    replies = [
        {
            # The one that corrects stands before the one it corrects.
            "id": UUID(int=number),
            "snapshot_id": UUID(int=11),
            "indicator_key": "",
            "text": "We say otherwise.",
            "team_id": team,
            "team_name": "Team",
            "function": "Ministry",
            "at": NOON,
            "author": "",
            "replaces_id": UUID(int=13) if number == 12 else None,
            "replaced_at": None if number == 12 else NOON,
            "reason": "",
        }
        for number in (13, 12)
    ]
    assignment = {
        "id": UUID(int=14),
        "assessment_id": assessment,
        "account_id": account,
        "kind": "indicator",
        "key": "law",
        "note": "",
        "asked_at": NOON,
        "hand_back_note": "",
    }
    with store.writing() as session:
        session.execute(insert(snapshot_table).values(snapshot))
        session.execute(insert(publication_table).values(publication))
        session.execute(insert(headline_table).values(headline))
        for reply in replies:
            session.execute(insert(reply_table).values(reply))
        session.execute(insert(assignment_table).values(assignment))
    return "1111-2222-33333"


def repacked(
    file: Path,
    to: Path,
    changes: Mapping[str, bytes | None],
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """Copy a backup with other contents; None leaves a member out."""
    with ZipFile(file) as old, ZipFile(to, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = changes.get(entry.filename, old.read(entry))
            if data is not None:
                new.writestr(entry, data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return to


def manifest_of(file: Path) -> dict[str, Any]:
    """Return what a backup says of itself."""
    with ZipFile(file) as archive:
        found: dict[str, Any] = json.loads(archive.read(MANIFEST))
    return found


def copied(place: Place, folder: Path) -> Place:
    """Return a copy of an installation on SQLite."""
    shutil.copytree(place.folder, folder)
    return Place.at(folder)
