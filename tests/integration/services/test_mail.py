"""Messages go to a real mail server, or to a folder that nobody else can read."""

import socket
import stat
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from assessment.config import Settings
from assessment.errors import MailError
from assessment.mail_settings import MailServer
from assessment.services.people.mail import Message, send
from tests.databases import NOON

HELLO = Message("anna@example.org", "رسالة\nBcc: x@example.org", "نص قصير", "ar")


class Kept:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.taken: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[tuple[Kept, MailServer]]:
    kept = Kept()
    with socket.socket() as probe:  # it wants to know its port beforehand
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, MailServer("127.0.0.1", port)
    controller.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings("s" * 40, data_folder=tmp_path, mail_from="Gap <gap@example.org>")


def test_without_a_server_a_closed_folder_gets_it(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = send(settings, HELLO, NOON)

    assert file is not None
    assert file.parent == settings.data_folder / "outbox"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["To"] == HELLO.to
    assert mail["Bcc"] is None
    assert mail["Content-Language"] == "ar"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == HELLO.body
    assert HELLO.body in capsys.readouterr().err


def test_a_server_gets_it_and_the_folder_does_not(
    settings: Settings, post_office: tuple[Kept, MailServer]
) -> None:
    kept, server = post_office

    assert send(replace(settings, mail=server), HELLO, NOON) is None

    (envelope,) = kept.taken
    assert envelope.mail_from == "gap@example.org"
    assert envelope.rcpt_tos == [HELLO.to]
    mail = message_from_bytes(envelope.original_content, policy=default)
    assert mail.get_content().strip() == HELLO.body
    assert not (settings.data_folder / "outbox").exists()


def test_a_server_that_is_away_is_said_and_nothing_is_lost_silently(
    settings: Settings, post_office: tuple[Kept, MailServer]
) -> None:
    _kept, server = post_office
    closed = MailServer("127.0.0.1", 9)

    with pytest.raises(MailError, match=r"anna@example\.org"):
        send(replace(settings, mail=closed), HELLO, NOON)
    # This one offers no encryption: to another machine nothing is sent in the clear.
    elsewhere = MailServer("127.0.0.2", server.port)
    with pytest.raises(MailError):
        send(replace(settings, mail=elsewhere), HELLO, NOON)
